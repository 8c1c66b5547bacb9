//! How plays spread under a policy: how likely each number of answers is, each number of ruptures opened, and of ruptures resolved.
//!
//! All plays are followed at once, answer by answer: after each, how likely it is to stand in each state with so many ruptures resolved.
//! Exact up to rounding. Plays that go round a loop are followed until less than [`REST`] of them is left, or as long as a session lets
//! them; what is left then is [`Spread::longer`].

use super::outlook::REST;
use super::policy::Policy;
use super::rules::take;
use super::space::{Space, StateIx};
use super::summary::Turn;
use super::weighing::Weighing;
use crate::scenario::graph::Graph;

/// Most answers that are followed: as many as a session takes.
pub const MOST_ANSWERS: usize = 500;

/// How plays spread. Shares are of all plays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// How likely a play is to end after so many answers, from 0.
    pub answers: Vec<f64>,
    /// How likely a play is to end with so many ruptures opened in it, from 0. One opens at a time: these are the resolved ones and the one
    /// that is open at the end.
    pub opened: Vec<f64>,
    /// How likely a play is to end with so many ruptures resolved in it, from 0.
    pub resolved: Vec<f64>,
    /// How likely a play is to be longer than was followed.
    pub longer: f64,
}

/// Plays that have come to the same: a state, how many ruptures were resolved on the way, and how likely that is.
#[derive(Clone, Copy, Debug)]
struct Stream {
    at: StateIx,
    resolved: u16,
    share: f64,
}

impl Spread {
    /// What one play comes to, as a spread in which everything is certain.
    pub fn of_play(graph: &Graph, play: &[Turn]) -> Self {
        let mut spread = Self::default();
        add(&mut spread.answers, play.len(), 1.0);
        let (mut state, mut resolved) = (graph.opening(), 0);
        for turn in play {
            let node = graph.response(turn.statement, turn.choice.response);
            let outcome = node.and_then(|node| graph.outcomes(node).get(usize::from(turn.choice.band)));
            if let Some(outcome) = outcome {
                let taken = take(graph, &state, outcome, turn.choice);
                resolved += usize::from(taken.resolves);
                state = taken.after;
            }
            graph.enter(&mut state, turn.to);
        }
        add(&mut spread.opened, resolved + usize::from(state.rupture.is_some()), 1.0);
        add(&mut spread.resolved, resolved, 1.0);
        spread
    }

    pub(super) fn new(space: &Space, policy: &mut dyn Policy) -> Self {
        let share = 1.0 / space.roots().len() as f64;
        let roots = space.roots().iter();
        let mut streams: Vec<Stream> = roots.map(|&at| Stream { at, resolved: 0, share }).collect();
        let mut spread = Self::default();
        let mut weighing = Weighing::default();
        let mut next = Vec::new();
        for answers in 0..=MOST_ANSWERS {
            for stream in &streams {
                let edges = space.edges(stream.at);
                if edges.is_empty() {
                    add(&mut spread.answers, answers, stream.share);
                    let resolved = usize::from(stream.resolved);
                    let open = usize::from(space.state(stream.at).rupture.is_some());
                    add(&mut spread.opened, resolved + open, stream.share);
                    add(&mut spread.resolved, resolved, stream.share);
                    continue;
                }
                let (weights, total) = weighing.weigh(space, stream.at, policy);
                for (&edge, weight) in edges.iter().zip(weights) {
                    let resolved = stream.resolved + u16::from(edge.resolves());
                    let share = stream.share * weight / total;
                    if share > 0.0 {
                        next.extend(space.ways(edge).map(|way| Stream {
                            at: way.to,
                            resolved,
                            share: share * way.chance,
                        }));
                    }
                }
            }
            join(&mut next);
            std::mem::swap(&mut streams, &mut next);
            next.clear();
            if streams.iter().map(|stream| stream.share).sum::<f64>() < REST {
                break;
            }
        }
        spread.longer = streams.iter().map(|stream| stream.share).sum();
        spread
    }
}

/// Streams that have come to the same flow together.
fn join(streams: &mut Vec<Stream>) {
    streams.sort_by_key(|stream| (stream.at, stream.resolved));
    streams.dedup_by(|one, kept| {
        let same = (one.at, one.resolved) == (kept.at, kept.resolved);
        if same {
            kept.share += one.share;
        }
        same
    });
}

fn add(shares: &mut Vec<f64>, at: usize, share: f64) {
    if shares.len() <= at {
        shares.resize(at + 1, 0.0);
    }
    if let Some(sum) = shares.get_mut(at) {
        *sum += share;
    }
}
