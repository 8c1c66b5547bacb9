//! Small rules of play that rounds, shadow paths and debriefs share: the order of letters, how apt a response can be, the aptest move.

use super::round::{NOTICES, Rated};
use crate::framework::id::RuptureKind;
use crate::scenario::graph::{ActKind, Graph};
use crate::scenario::state::{Place, State};
use crate::session::event::{Faced, Move, Noticed, Phase};
use crate::session::machine::Session;
use crate::session::on_offer::quality_range;
use crate::session::rng::{Chance, split_mix};

/// The responses on offer in the order of their letters.
///
/// Shuffled by seed and statement alone: the letters stay the same however often the room comes back to a statement, by whatever way,
/// and for every team.
pub(super) fn lettered(graph: &Graph, seed: u64, faced: &Faced, state: &State) -> Vec<Rated> {
    let mut salt = seed ^ (u64::from(faced.statement) << 17 | 1);
    let mut chance = Chance::new(split_mix(&mut salt));
    let all = graph.responses(faced.statement).len();
    let mut order: Vec<u8> = (0..u8::try_from(all).unwrap_or(u8::MAX)).collect();
    chance.shuffle(&mut order);
    let offered = order.into_iter().filter(|response| faced.shown().contains(response));
    offered
        .filter_map(|response| {
            let node = graph.response(faced.statement, response)?;
            let (_, quality) = quality_range(graph, state, node);
            Some(Rated {
                response,
                act: node.act,
                quality,
            })
        })
        .collect()
}

/// What a place among the answers to "what do you notice?" stands for.
pub(super) fn noticed(place: u8) -> Noticed {
    match usize::from(place) {
        1 => strain(RuptureKind::Withdrawal),
        2..NOTICES => strain(RuptureKind::Confrontation),
        _ => Noticed::None,
    }
}

const fn strain(kind: RuptureKind) -> Noticed {
    Noticed::Strain {
        kind,
        component: None,
        factor: None,
    }
}

/// One response given as aptly as it can be: a silence of the aptest length, a summary that is right. The first of equals.
pub(super) fn at_its_best(session: &Session, response: u8) -> Option<(u8, Move)> {
    let (graph, state) = (session.graph(), session.state());
    let Place::Statement(statement) = state.at else {
        return None;
    };
    let node = graph.response(statement, response)?;
    let right = node.act == ActKind::Summary;
    let mut best: Option<(u8, Move)> = None;
    for (outcome, from_s) in graph.outcomes(node).iter().zip(graph.bands_s(node)) {
        let quality = graph.quality(outcome, state, right);
        if best.as_ref().is_none_or(|(known, _)| quality > *known) {
            let step = Move::Answer {
                response,
                held_ms: u32::from(*from_s) * 1000,
                beliefs: graph.held(),
            };
            best = Some((quality, step));
        }
    }
    best
}

/// The aptest answer on offer, if the session waits for one. Among equals the first as the session shows them.
pub(super) fn aptest(session: &Session) -> Option<Move> {
    let mut best: Option<(u8, Move)> = None;
    for response in session.faced()?.shown() {
        let Some((quality, step)) = at_its_best(session, *response) else {
            continue;
        };
        if best.as_ref().is_none_or(|(known, _)| quality > *known) {
            best = Some((quality, step));
        }
    }
    best.map(|(_, step)| step)
}

/// Brings a session to its response by leaving out what is asked before.
pub(super) fn skip_to_response(session: &mut Session) {
    while matches!(session.phase(), Phase::Notice | Phase::Draft) {
        if session.act(Move::Skip).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::round::there_to_notice;

    #[test]
    fn each_place_says_what_was_there() {
        for kind in [None, Some(RuptureKind::Withdrawal), Some(RuptureKind::Confrontation)] {
            let expected = kind.map_or(Noticed::None, strain);
            assert_eq!(noticed(there_to_notice(kind)), expected);
        }
    }
}
