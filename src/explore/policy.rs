//! How answers are chosen: what a policy is told at each turn, and the policies that read nothing but the author's numbers.
//!
//! [`super::cues`] has those that read the words on offer.

use super::space::{Choice, StateIx};
use super::value::Values;
use crate::scenario::state::State;

/// Where a policy has to choose.
#[derive(Debug)]
pub struct Crossroads<'c> {
    /// The number of the state.
    pub index: StateIx,
    /// The state; what nothing ahead asks about reads as unset.
    pub state: State,
    /// What can be chosen.
    pub choices: &'c [Choice],
    /// How apt each choice is, 0 to 4.
    pub qualities: &'c [u8],
}

/// How answers are chosen.
pub trait Policy {
    /// Gives each choice a weight of 0 or more. Only proportions count; with no weight at all, every choice is as likely.
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]);
}

impl<F: FnMut(&Crossroads<'_>, &mut [f64])> Policy for F {
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]) {
        self(at, weights);
    }
}

/// Gives each response of a statement the weight that `of` gives it, however many bands, summaries or corrections it has: its bands, or
/// right and wrong, share that weight evenly.
pub fn by_response(at: &Crossroads<'_>, weights: &mut [f64], mut of: impl FnMut(u8) -> f64) {
    let siblings = |response: u8| at.choices.iter().filter(move |choice| choice.response == response);
    let alike = |one: &Choice, other: &Choice| one.band == other.band && one.summary == other.summary;
    for (weight, choice) in weights.iter_mut().zip(at.choices) {
        let additions = siblings(choice.response).filter(|other| alike(choice, other)).count();
        // Each way to give the response stands once as the first of those alike.
        let first = |other: &&Choice| siblings(choice.response).find(|one| alike(one, other)) == Some(*other);
        let ways = siblings(choice.response).filter(first).count();
        *weight = of(choice.response) / (ways * additions) as f64;
    }
}

/// Every response on offer is as likely as the others; so is every band of a silence, and a right summary as a wrong one.
pub fn uniform(at: &Crossroads<'_>, weights: &mut [f64]) {
    by_response(at, weights, |_| 1.0);
}

/// One of the choices that the author rates highest, each of them as likely.
pub fn aptest(at: &Crossroads<'_>, weights: &mut [f64]) {
    let highest = at.qualities.iter().max();
    for (weight, quality) in weights.iter_mut().zip(at.qualities) {
        *weight = if Some(quality) == highest { 1.0 } else { 0.0 };
    }
}

/// Plays as these values were worked out: best or worst.
#[derive(Clone, Copy, Debug)]
pub struct Following<'v>(pub &'v Values);

impl Policy for Following<'_> {
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]) {
        if let Some(weight) = self.0.chosen(at.index).and_then(|chosen| weights.get_mut(chosen)) {
            *weight = 1.0;
        }
    }
}

/// One of the choices that the author rates lowest, each of them as likely.
pub fn weakest(at: &Crossroads<'_>, weights: &mut [f64]) {
    let lowest = at.qualities.iter().min();
    for (weight, quality) in weights.iter_mut().zip(at.qualities) {
        *weight = if Some(quality) == lowest { 1.0 } else { 0.0 };
    }
}
