//! How plays spread under a policy: how likely each number of answers is, each number of ruptures opened, and of ruptures resolved.

use super::policy::Policy;
use super::replay::replay;
use super::space::{Space, StateIx};
use super::streams::{Count, Step, add, follow};
use super::summary::Turn;
use crate::scenario::graph::Graph;
use crate::scenario::state::State;

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

impl Spread {
    /// What one play comes to, as a spread in which everything is certain.
    pub fn of_play(graph: &Graph, play: &[Turn]) -> Self {
        let (mut spread, mut resolved) = (Self::default(), 0);
        let end = replay(graph, play, |answer| resolved += u16::from(answer.resolves));
        spread.ended(&end, play.len(), resolved, 1.0);
        spread
    }

    pub(super) fn new(space: &Space, policy: &mut dyn Policy) -> Self {
        let mut spread = Self::default();
        spread.longer = follow(space, policy, &mut spread);
        spread
    }

    /// `share` of all plays end in this state, after so many answers and repairs.
    fn ended(&mut self, state: &State, answers: usize, resolved: u16, share: f64) {
        let resolved = usize::from(resolved);
        let open = usize::from(state.rupture.is_some());
        add(&mut self.answers, answers, share);
        add(&mut self.opened, resolved + open, share);
        add(&mut self.resolved, resolved, share);
    }
}

/// Ruptures resolved are counted.
impl Count for Spread {
    fn pass(&mut self, _: &Space, step: &Step, resolved: u16, _: f64) -> u16 {
        resolved + u16::from(step.edge.resolves())
    }

    fn end(&mut self, space: &Space, at: StateIx, answers: usize, resolved: u16, share: f64) {
        self.ended(&space.state(at), answers, resolved, share);
    }
}
