//! How good the responses on offer are: what an answer is measured against.

use crate::scenario::graph::{ActKind, Graph, ResponseNode};
use crate::scenario::state::{MAX_RESPONSES, Place, State};

/// The lowest and highest quality among these responses in this state: a silence counts with each of its bands, a summary
/// as right and as wrong.
#[inline]
pub fn qualities(graph: &Graph, state: &State, offered: u8) -> (u8, u8) {
    let Place::Statement(statement) = state.at else {
        return (0, 0);
    };
    if let Some(fixed) = graph.fixed_qualities(statement, offered) {
        return fixed;
    }
    let (mut worst, mut best) = (u8::MAX, 0);
    for (bit, node) in graph.responses(statement).iter().take(MAX_RESPONSES).enumerate() {
        if offered >> bit & 1 == 1 {
            let (low, high) = quality_range(graph, state, node);
            worst = worst.min(low);
            best = best.max(high);
        }
    }
    (worst.min(best), best)
}

/// The lowest and highest quality of one response in this state.
pub fn quality_range(graph: &Graph, state: &State, node: &ResponseNode) -> (u8, u8) {
    let (mut worst, mut best) = (u8::MAX, 0);
    for outcome in graph.outcomes(node) {
        let wrong = graph.quality(outcome, state, false);
        let right = if node.act == ActKind::Summary {
            graph.quality(outcome, state, true)
        } else {
            wrong
        };
        worst = worst.min(wrong).min(right);
        best = best.max(wrong).max(right);
    }
    (worst.min(best), best)
}
