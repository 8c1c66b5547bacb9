//! How long a vignette takes, for its card.

use std::collections::VecDeque;

use crate::scenario::graph::Graph;
use crate::scenario::state::Place;

/// Turns in the shortest play and in the longest that visits no statement twice, whatever the conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Fewest turns to any ending.
    pub fewest: u32,
    /// Most turns without going in circles.
    pub most: u32,
}

/// A turn's usual time in minutes, when every step is on: to read, to think, to answer, to read the feedback.
const MINUTES_A_TURN: f32 = 1.6;

impl Length {
    /// Measures a graph. Linear in its edges; going in circles is not counted.
    pub fn of(graph: &Graph) -> Self {
        Self {
            fewest: fewest(graph),
            most: most(graph),
        }
    }

    /// A usual time in minutes, to the nearest five.
    pub fn minutes(self) -> u32 {
        let turns = f64::from(self.fewest + self.most) / 2.0;
        let fives = (turns * f64::from(MINUTES_A_TURN) / 5.0).round().max(1.0);
        // A handful of fives.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let fives = fives as u32;
        fives * 5
    }
}

fn targets(graph: &Graph, statement: u32) -> impl Iterator<Item = Place> + '_ {
    let responses = graph.responses(statement).iter();
    responses
        .flat_map(|response| graph.outcomes(response))
        .flat_map(|outcome| graph.targets(outcome))
}

fn fewest(graph: &Graph) -> u32 {
    let mut seen = vec![false; graph.statements().len()];
    let mut queue = VecDeque::from([(graph.initial().at, 0)]);
    while let Some((place, turns)) = queue.pop_front() {
        match place {
            Place::Ending(_) => return turns,
            Place::Statement(index) => {
                if seen
                    .get_mut(index as usize)
                    .is_some_and(|seen| !std::mem::replace(seen, true))
                {
                    queue.extend(targets(graph, index).map(|to| (to, turns + 1)));
                }
            }
        }
    }
    0
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done(u32),
}

/// Longest path by depth-first search; an edge back to a statement on the way is not followed.
fn most(graph: &Graph) -> u32 {
    let Place::Statement(start) = graph.initial().at else {
        return 0;
    };
    let mut marks = vec![Mark::New; graph.statements().len()];
    let mut stack = vec![start];
    while let Some(&at) = stack.last() {
        let mark = marks.get(at as usize).copied().unwrap_or(Mark::Done(0));
        if mark == Mark::New {
            set(&mut marks, at, Mark::Open);
            let fresh = targets(graph, at).filter_map(|place| match place {
                Place::Statement(to) if marks.get(to as usize) == Some(&Mark::New) => Some(to),
                _ => None,
            });
            stack.extend(fresh);
            continue;
        }
        stack.pop();
        if mark == Mark::Open {
            let longest = targets(graph, at).map(|place| match place {
                Place::Ending(_) => 0,
                Place::Statement(to) => match marks.get(to as usize) {
                    Some(&Mark::Done(turns)) => turns,
                    _ => 0,
                },
            });
            let turns = 1 + longest.max().unwrap_or(0);
            set(&mut marks, at, Mark::Done(turns));
        }
    }
    match marks.get(start as usize) {
        Some(&Mark::Done(turns)) => turns,
        _ => 0,
    }
}

fn set(marks: &mut [Mark], at: u32, mark: Mark) {
    if let Some(slot) = marks.get_mut(at as usize) {
        *slot = mark;
    }
}
