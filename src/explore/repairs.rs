//! How many answers a repair takes under a policy: those given while the rupture is open, the resolving one included and the opening one not,
//! as [`crate::score::repair`] counts them for one play.

use super::policy::Policy;
use super::replay::replay;
use super::space::{Space, StateIx};
use super::streams::{Count, Step, add, follow};
use super::summary::Turn;
use crate::scenario::graph::Graph;

/// How long repairs take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repairs {
    /// How many repairs there are in a play on average that take so many answers, from 0. Together they are all repairs of a play.
    pub answers: Vec<f64>,
    /// For each number of answers, how likely a play is to end with a rupture that has been open for so many of them.
    pub left_open: Vec<f64>,
    /// How likely a play is to be longer than was followed.
    pub longer: f64,
}

impl Repairs {
    /// How likely each number of answers is among the ruptures that are repaired, from 0; empty if none ever is.
    pub fn shares(&self) -> Vec<f64> {
        let all: f64 = self.answers.iter().sum();
        let shares = self.answers.iter().map(|repairs| repairs / all);
        if all > 0.0 { shares.collect() } else { Vec::new() }
    }

    /// What one play comes to, as repairs that are certain.
    pub fn of_play(graph: &Graph, play: &[Turn]) -> Self {
        let (mut repairs, mut counted) = (Self::default(), 0);
        let end = replay(graph, play, |answer| {
            let (was_open, is_open) = (answer.before.rupture.is_some(), answer.after.rupture.is_some());
            counted = repairs.answered(was_open, answer.resolves, is_open, counted, 1.0);
        });
        if end.rupture.is_some() {
            add(&mut repairs.left_open, usize::from(counted), 1.0);
        }
        repairs
    }

    pub(super) fn new(space: &Space, policy: &mut dyn Policy) -> Self {
        let mut repairs = Self::default();
        repairs.longer = follow(space, policy, &mut repairs);
        repairs
    }

    /// An answer that `share` of all plays give after `counted` answers to the rupture that is open, if one is. Returns how many have been
    /// given to the rupture that is open after it.
    fn answered(&mut self, was_open: bool, resolves: bool, is_open: bool, counted: u16, share: f64) -> u16 {
        let counted = counted + u16::from(was_open);
        if resolves {
            add(&mut self.answers, usize::from(counted), share);
        }
        if is_open && !resolves { counted } else { 0 }
    }
}

/// Answers to the rupture that is open are counted.
impl Count for Repairs {
    fn pass(&mut self, space: &Space, step: &Step, counted: u16, share: f64) -> u16 {
        let is_open = |state: StateIx| space.state(state).rupture.is_some();
        self.answered(
            is_open(step.from),
            step.edge.resolves(),
            is_open(step.to),
            counted,
            share,
        )
    }

    fn end(&mut self, space: &Space, at: StateIx, _: usize, counted: u16, share: f64) {
        if space.state(at).rupture.is_some() {
            add(&mut self.left_open, usize::from(counted), share);
        }
    }
}
