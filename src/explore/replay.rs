//! One play, gone through again: each of its answers, and what it did. All plays at once are followed by [`super::streams`].

use super::rules::{each_choice, take};
use super::space::Choice;
use super::summary::Turn;
use crate::scenario::graph::Graph;
use crate::scenario::state::State;

/// An answer of a play.
pub(super) struct Replayed<'p> {
    pub turn: &'p Turn,
    /// How apt it is, 0 to 4.
    pub quality: u8,
    /// Whether it resolved a rupture.
    pub resolves: bool,
    /// The state in which it was given.
    pub before: State,
    /// The state to which it led.
    pub after: State,
}

impl Replayed<'_> {
    /// Everything that was on offer, and the lowest and the highest quality of it.
    pub fn on_offer(&self, graph: &Graph) -> (Vec<Choice>, (u8, u8)) {
        let (mut offered, mut low, mut high) = (Vec::new(), u8::MAX, 0);
        each_choice(graph, &self.before, u32::MAX, |taken| {
            offered.push(taken.choice);
            low = low.min(taken.quality);
            high = high.max(taken.quality);
        });
        (offered, (low, high))
    }
}

/// Goes through a play from the opening, answer by answer. Returns the state in which it ends.
pub(super) fn replay(graph: &Graph, play: &[Turn], mut see: impl FnMut(&Replayed<'_>)) -> State {
    let mut state = graph.opening();
    for turn in play {
        let node = graph.response(turn.statement, turn.choice.response);
        let outcome = node.and_then(|node| graph.outcomes(node).get(usize::from(turn.choice.band)));
        let Some(outcome) = outcome else { break };
        let taken = take(graph, &state, outcome, turn.choice);
        let mut after = taken.after;
        graph.enter(&mut after, turn.to);
        see(&Replayed {
            turn,
            quality: taken.quality,
            resolves: taken.resolves,
            before: state,
            after,
        });
        state = after;
    }
    state
}
