//! What can be chosen in a state, and where each choice leads: the graph's rules of play, with every way to choose spelled out.

use super::space::Choice;
use crate::scenario::graph::{ActKind, Graph, Onward, Outcome, ResponseNode};
use crate::scenario::rupture::RuptureChange;
use crate::scenario::state::{MAX_RESPONSES, Place, State};
use crate::scenario::summary::corrections;

/// One choice, carried out.
pub(super) struct Taken<'g> {
    pub choice: Choice,
    pub quality: u8,
    /// Whether it resolved a rupture.
    pub resolves: bool,
    /// The state after its effects, still standing at the statement.
    pub after: State,
    pub onward: Onward<'g>,
}

/// Carries out a choice.
pub(super) fn take<'g>(graph: &'g Graph, state: &State, outcome: &Outcome, choice: Choice) -> Taken<'g> {
    let right = choice.summary == Some(true);
    let mut after = *state;
    let applied = graph.apply(&mut after, outcome, right);
    if let Some(bit) = choice.left_out {
        after.revealed |= 1 << bit;
    }
    Taken {
        choice,
        quality: graph.quality(outcome, state, right),
        resolves: applied.rupture == Some(RuptureChange::Resolved),
        after,
        onward: graph.onward(outcome, &after, right),
    }
}

/// Carries out an answer: a response, a band, and the beliefs named in a summary as bits. `None` if it is not on offer.
pub(super) fn answered<'g>(graph: &'g Graph, state: &State, answer: (u8, u8, u32)) -> Option<Taken<'g>> {
    let (response, band, _) = answer;
    let Place::Statement(statement) = state.at else {
        return None;
    };
    if graph.offered(state) >> response & 1 == 0 {
        return None;
    }
    let node = graph.response(statement, response)?;
    let outcome = graph.outcomes(node).get(usize::from(band))?;
    Some(take(graph, state, outcome, choice_of(graph, state, node, answer)))
}

/// Carries out every choice that a trainee has in this state: all choices of each response on offer. `asked`: beliefs that make a
/// difference once they are known.
pub(super) fn each_choice<'g>(graph: &'g Graph, state: &State, asked: u32, mut see: impl FnMut(Taken<'g>)) {
    let Place::Statement(statement) = state.at else { return };
    let offered = graph.offered(state);
    let responses = graph.responses(statement).iter().take(MAX_RESPONSES);
    for (response, node) in (0_u8..).zip(responses) {
        if offered >> response & 1 == 1 {
            each_choice_of(graph, state, (response, node), asked, &mut see);
        }
    }
}

/// Carries out every choice of one response: a silence with each of its bands, a summary right and wrong, with each belief that the client
/// can add to it.
pub(super) fn each_choice_of<'g>(
    graph: &'g Graph,
    state: &State,
    (response, node): (u8, &ResponseNode),
    asked: u32,
    see: &mut impl FnMut(Taken<'g>),
) {
    for (band, outcome) in (0_u8..=u8::MAX).zip(graph.outcomes(node)) {
        let plain = Choice {
            response,
            band,
            summary: None,
            left_out: None,
        };
        if node.act != ActKind::Summary {
            see(take(graph, state, outcome, plain));
            continue;
        }
        for right in [false, true] {
            each_addition(graph, state.revealed, asked, right, |left_out| {
                see(take(
                    graph,
                    state,
                    outcome,
                    Choice {
                        summary: Some(right),
                        left_out,
                        ..plain
                    },
                ));
            });
        }
    }
}

/// The beliefs that the client can add to a right or wrong summary, as far as it makes a difference: see [`corrections`].
fn each_addition(graph: &Graph, revealed: u32, asked: u32, right: bool, mut see: impl FnMut(Option<u8>)) {
    let (held, foreign) = (graph.held(), graph.beliefs() & !graph.held());
    if right && held == 0 {
        return;
    }
    if !right && foreign == 0 {
        // Only a summary of nothing is wrong then, and what the client adds to it is settled.
        let added = corrections(held, revealed, 0).left_out;
        return see(added.filter(|&bit| asked >> bit & 1 == 1 && revealed >> bit & 1 == 0));
    }
    // With every belief named nothing is left to add; with all but one, that one is added.
    see(None);
    if right && held.count_ones() < 2 {
        return;
    }
    let addable = held & asked & !revealed;
    for bit in (0_u8..32).filter(|bit| addable >> bit & 1 == 1) {
        see(Some(bit));
    }
}

/// The choice that an answer comes to.
fn choice_of(graph: &Graph, state: &State, node: &ResponseNode, answer: (u8, u8, u32)) -> Choice {
    let (response, band, beliefs) = answer;
    if node.act != ActKind::Summary {
        return Choice {
            response,
            band,
            summary: None,
            left_out: None,
        };
    }
    let named = beliefs & graph.beliefs();
    Choice {
        response,
        band,
        summary: Some(graph.summary_right(named)),
        left_out: corrections(graph.held(), state.revealed, named).left_out,
    }
}

/// The ways onward that have a chance at all, and the sum of their weights. If no way has any weight, the first one is taken.
pub(super) fn each_way(onward: Onward<'_>, mut see: impl FnMut(Place, u32)) {
    match onward {
        Onward::To(place) => see(place, 1),
        Onward::Chance(ways) => {
            let weighty = ways.iter().filter(|&&(weight, _)| weight > 0);
            let mut any = false;
            for &(weight, place) in weighty {
                any = true;
                see(place, weight);
            }
            if let (false, Some(&(_, place))) = (any, ways.first()) {
                see(place, 1);
            }
        }
    }
}
