//! Plays followed all at once, answer by answer: after each, how likely it is to stand in each state with something counted on the way.
//!
//! Exact up to rounding. Plays that go round a loop are followed until less than [`REST`] of them is left, or as long as a session lets them.

use super::edge::Edge;
use super::order::REST;
use super::policy::Policy;
use super::space::{Space, StateIx};
use super::weighing::Weighing;

/// Most answers that are followed: as many as a session takes.
pub const MOST_ANSWERS: usize = 500;

/// Plays that have come to the same: a state, what was counted on the way, and how likely that is.
#[derive(Clone, Copy, Debug)]
struct Stream {
    at: StateIx,
    counted: u16,
    share: f64,
}

/// What is counted along a play.
pub(super) trait Count {
    /// What is counted after an answer in a state that leads to another: `share` of all plays have come here with `counted` and give it.
    fn pass(&mut self, space: &Space, step: &Step, counted: u16, share: f64) -> u16;

    /// `share` of all plays end in this state, after so many answers, with `counted`.
    fn end(&mut self, space: &Space, at: StateIx, answers: usize, counted: u16, share: f64);
}

/// One answer, from a state to a state.
pub(super) struct Step {
    pub from: StateIx,
    pub edge: Edge,
    pub to: StateIx,
}

/// Follows all plays from the roots of a space. Returns how likely a play is to be longer than was followed.
pub(super) fn follow(space: &Space, policy: &mut dyn Policy, count: &mut impl Count) -> f64 {
    let share = 1.0 / space.roots().len() as f64;
    let roots = space.roots().iter();
    let mut streams: Vec<Stream> = roots.map(|&at| Stream { at, counted: 0, share }).collect();
    let mut weighing = Weighing::default();
    let mut next = Vec::new();
    for answers in 0..=MOST_ANSWERS {
        for stream in &streams {
            let edges = space.edges(stream.at);
            if edges.is_empty() {
                count.end(space, stream.at, answers, stream.counted, stream.share);
                continue;
            }
            let (weights, total) = weighing.weigh(space, stream.at, policy);
            for (&edge, weight) in edges.iter().zip(weights) {
                let share = stream.share * weight / total;
                if share <= 0.0 {
                    continue;
                }
                for way in space.ways(edge) {
                    let (from, to) = (stream.at, way.to);
                    let share = share * way.chance;
                    let counted = count.pass(space, &Step { from, edge, to }, stream.counted, share);
                    next.push(Stream { at: to, counted, share });
                }
            }
        }
        flow_together(
            &mut next,
            |stream| (stream.at, stream.counted),
            |stream| &mut stream.share,
        );
        std::mem::swap(&mut streams, &mut next);
        next.clear();
        if streams.iter().map(|stream| stream.share).sum::<f64>() < REST {
            break;
        }
    }
    // A sum of nothing would be a negative zero.
    streams.iter().fold(0.0, |sum, stream| sum + stream.share)
}

/// Plays that have come to the same go on as one: sorted by what they have come to, and their shares added up.
pub(super) fn flow_together<T: Copy, K: Ord>(
    list: &mut Vec<T>,
    key: impl Fn(&T) -> K,
    share: impl Fn(&mut T) -> &mut f64,
) {
    list.sort_unstable_by_key(&key);
    list.dedup_by(|one, kept| {
        let same = key(one) == key(kept);
        if same {
            *share(kept) += *share(one);
        }
        same
    });
}

/// Adds a share at a place of a list that grows to hold it.
pub(super) fn add(shares: &mut Vec<f64>, at: usize, share: f64) {
    if shares.len() <= at {
        shares.resize(at + 1, 0.0);
    }
    if let Some(sum) = shares.get_mut(at) {
        *sum += share;
    }
}
