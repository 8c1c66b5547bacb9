//! How much plays give away against best play: the points of bond, tasks and goals together that their answers cost, each measured by the
//! exact expected end before and after it, as the debrief does ([`super::explorer::Regret`]).
//!
//! Without chance the losses of a play add up to what its end is short of best play's. With chance they are what the answers cost, whatever
//! luck did: a play can end below best play's expectation and have given nothing away.

use super::ends::Ends;
use super::quantile::place_at;
use super::space::{Space, StateIx};
use super::sums::Sums;
use super::value::Values;

/// What each choice of a space gives away.
#[derive(Clone, Copy, Debug)]
pub struct Losses<'v> {
    space: &'v Space,
    best: &'v Values,
}

impl<'v> Losses<'v> {
    /// Units in a point. Where there is chance, expected points are no whole numbers, and each answer is rounded to one part.
    pub const PARTS: u64 = 1_000;

    pub(super) const fn new(space: &'v Space, best: &'v Values) -> Self {
        Self { space, best }
    }

    /// What a choice gives away, in parts of a point.
    pub(super) fn of(&self, state: StateIx, choice: usize) -> u64 {
        let (best, after) = (self.best.end(state), self.best.after(self.space, state, choice));
        let parts = (best.sum() - after.sum()).max(0.0) * Self::PARTS as f64;
        // At most 300 points, so the cast is exact.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let parts = parts.round() as u64;
        parts
    }
}

/// How likely a play is to give away so much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loss {
    /// Points of bond, tasks and goals together.
    pub points: f64,
    /// How likely such a play is.
    pub share: f64,
}

/// How likely each loss of a play is, the least first. Shares are of the plays that were followed to their end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// Each loss.
    pub losses: Vec<Loss>,
    /// How likely a play is to be longer than was followed.
    pub longer: f64,
}

impl Spread {
    /// A play that is sure to give away so much.
    pub fn sure(points: f64) -> Self {
        Self {
            losses: vec![Loss { points, share: 1.0 }],
            longer: 0.0,
        }
    }

    /// Of ends, where nothing is left to chance: what each is short of best play's.
    pub(super) fn of_ends(best: f64, ends: &Ends) -> Self {
        let all: f64 = ends.sums.iter().sum();
        let sums = (0_u16..=300).zip(&ends.sums).rev();
        let losses = sums.filter(|&(_, &share)| share > 0.0).map(|(sum, &share)| Loss {
            points: (best - f64::from(sum)).max(0.0),
            share: share / all,
        });
        Self {
            losses: losses.collect(),
            longer: ends.longer,
        }
    }

    /// Of what the answers of plays add up to.
    pub(super) fn of_answers(sums: &Sums) -> Self {
        let all: f64 = sums.sums().iter().map(|sum| sum.share).sum();
        let losses = sums.sums().iter().map(|sum| Loss {
            points: sum.units as f64 / Losses::PARTS as f64,
            share: sum.share / all,
        });
        Self {
            losses: losses.collect(),
            longer: sums.longer,
        }
    }

    /// The expected loss; `None` without any play.
    pub fn average(&self) -> Option<f64> {
        let sum = self.losses.iter().map(|loss| loss.points * loss.share).sum();
        (!self.losses.is_empty()).then_some(sum)
    }

    /// The least loss that is not below this share of all plays.
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let at = place_at(self.losses.iter().map(|loss| loss.share), share)?;
        self.losses.get(at).map(|loss| loss.points)
    }

    /// How likely a play is to give away less than this many points.
    pub fn below(&self, points: f64) -> f64 {
        let less = self.losses.iter().filter(|loss| loss.points < points);
        less.map(|loss| loss.share).sum()
    }
}
