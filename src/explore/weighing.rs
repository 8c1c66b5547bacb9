//! Asks a policy for the weights of a state's choices.

use super::policy::{Crossroads, Policy};
use super::space::{Choice, Space, StateIx};

/// The lists in which a policy is told what there is to choose, kept from one state to the next.
#[derive(Debug, Default)]
pub(super) struct Weighing {
    choices: Vec<Choice>,
    qualities: Vec<u8>,
    weights: Vec<f64>,
}

impl Weighing {
    /// The weights of a state's choices, none below 0, and their sum, which is above 0 unless there is no choice.
    pub(super) fn weigh(&mut self, space: &Space, index: StateIx, policy: &mut dyn Policy) -> (&[f64], f64) {
        let edges = space.edges(index);
        self.choices.clear();
        self.choices.extend(edges.iter().map(|edge| edge.choice()));
        self.qualities.clear();
        self.qualities.extend(edges.iter().map(|edge| edge.quality()));
        self.weights.clear();
        self.weights.resize(edges.len(), 0.0);
        let at = Crossroads {
            index,
            state: space.state(index),
            choices: &self.choices,
            qualities: &self.qualities,
        };
        policy.weigh(&at, &mut self.weights);
        for weight in &mut self.weights {
            *weight = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
        }
        if self.weights.iter().all(|&weight| weight <= 0.0) {
            self.weights.fill(1.0);
        }
        (&self.weights, self.weights.iter().sum())
    }
}
