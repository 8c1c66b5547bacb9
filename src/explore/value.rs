//! What can still be reached from each state under best and under worst play: the expected sum of bond, tasks and goals at the end.
//!
//! Exact up to rounding where no play can come back to where it was, which is most vignettes. Inside a loop the values are improved sweep
//! by sweep until no sweep changes a sum by more than [`TOLERANCE`]. Nobody gains by going round for ever: a play counts by its end, and a
//! state from which no end can be reached is worth 0.

use super::order::{Group, Order};
use super::space::{Space, StateIx};

/// Changes of the expected sum, which goes from 0 to 300, below this are not followed further.
pub const TOLERANCE: f64 = 1e-9;

/// Most sweeps over one loop.
const MAX_SWEEPS: usize = 10_000;

/// What a player is after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The greatest expected sum at the end.
    Best,
    /// The least.
    Worst,
}

/// The expected alliance at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct End {
    /// Bond, tasks and goals, each 0 to 100.
    pub alliance: [f64; 3],
}

impl End {
    /// Bond, tasks and goals together, 0 to 300.
    pub fn sum(&self) -> f64 {
        self.alliance.iter().sum()
    }

    pub(super) fn add(&mut self, other: &Self, share: f64) {
        for (sum, value) in self.alliance.iter_mut().zip(other.alliance) {
            *sum += value * share;
        }
    }
}

/// The value of every state of a space for one aim.
#[derive(Clone, Debug)]
pub struct Values {
    ends: Vec<End>,
    chosen: Vec<u16>,
    settled: bool,
}

const NONE: u16 = u16::MAX;

impl Values {
    pub(super) fn new(space: &Space, order: &Order, aim: Aim) -> Self {
        let mut values = Self {
            ends: vec![End::default(); space.len()],
            chosen: vec![NONE; space.len()],
            settled: true,
        };
        for group in order.groups() {
            values.solve(space, group, aim);
        }
        values
    }

    /// The expected end from a state.
    pub fn end(&self, state: StateIx) -> End {
        self.ends.get(state as usize).copied().unwrap_or_default()
    }

    /// Which of the state's choices this play takes, by its place in [`Space::choices_at`]; the first of several that are as good.
    pub fn chosen(&self, state: StateIx) -> Option<usize> {
        let chosen = self.chosen.get(state as usize).copied()?;
        (chosen != NONE).then_some(usize::from(chosen))
    }

    /// Whether all loops came to rest within [`TOLERANCE`].
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// The expected end if one choice is made in a state and the aim is followed afterwards.
    pub fn after(&self, space: &Space, state: StateIx, choice: usize) -> End {
        let mut end = End::default();
        if let Some(&edge) = space.edges(state).get(choice) {
            for way in space.ways(edge) {
                end.add(&self.end(way.to), way.chance);
            }
        }
        end
    }

    fn solve(&mut self, space: &Space, group: Group<'_>, aim: Aim) {
        if !group.loops {
            for &state in group.states {
                self.improve(space, state, aim, f64::NEG_INFINITY);
            }
            return;
        }
        // Best play is worked up to from nothing; worst play is worked down to from everything, unless there is no way out at all.
        let start = if aim == Aim::Worst && self.has_way_out(space, group) {
            [100.0; 3]
        } else {
            [0.0; 3]
        };
        for &state in group.states {
            self.set(state, End { alliance: start }, NONE);
        }
        for _ in 0..MAX_SWEEPS {
            let mut changed = false;
            for &state in group.states {
                changed |= self.improve(space, state, aim, TOLERANCE);
            }
            if !changed {
                return;
            }
        }
        self.settled = false;
    }

    /// Whether an end can be reached from a loop. The groups after it are solved, so a state there has a choice, or is an end.
    fn has_way_out(&self, space: &Space, group: Group<'_>) -> bool {
        let leads_out = |state: StateIx| space.is_final(state) || self.chosen(state).is_some();
        group.states.iter().any(|&state| {
            let edges = space.edges(state).iter();
            edges.flat_map(|&edge| space.ways(edge)).any(|way| leads_out(way.to))
        })
    }

    /// Takes the best choice of a state if it is better than what is known by more than `margin`.
    fn improve(&mut self, space: &Space, state: StateIx, aim: Aim, margin: f64) -> bool {
        let edges = space.edges(state);
        if edges.is_empty() {
            let alliance = space.state(state).alliance.map(f64::from);
            self.set(state, End { alliance }, NONE);
            return false;
        }
        let sign = if aim == Aim::Best { 1.0 } else { -1.0 };
        let mut found = None;
        let mut mark = if margin < 0.0 {
            f64::NEG_INFINITY
        } else {
            sign * self.end(state).sum() + margin
        };
        for choice in 0..edges.len() {
            let end = self.after(space, state, choice);
            let sum = sign * end.sum();
            if sum > mark {
                mark = sum;
                found = Some((end, choice));
            }
        }
        if let Some((end, choice)) = found {
            self.set(state, end, u16::try_from(choice).unwrap_or(NONE));
        }
        found.is_some()
    }

    fn set(&mut self, state: StateIx, end: End, choice: u16) {
        let at = state as usize;
        if let (Some(known), Some(chosen)) = (self.ends.get_mut(at), self.chosen.get_mut(at)) {
            *known = end;
            *chosen = choice;
        }
    }
}
