//! From what a drill came to, to one of four grades: credit first, then what was seen, then how sure.
//!
//! The rule is a judgement of ours, told in `docs/practice.md`:
//!
//! - *Again* if the credit is under a half.
//! - *Hard* if the credit is under three quarters, or the strain was missed, imagined, or taken for the other kind.
//! - *Easy* if the answer was among the best on offer, what there was to see was seen, and the confidence was 80 or more.
//! - *Good* otherwise.

use serde::{Deserialize, Serialize};

use crate::scenario::model::Scenario;
use crate::score::Score;
use crate::score::abilities::credit;
use crate::score::ratio::Ratio;
use crate::score::recognition::{Look, Sighting, look};

/// How something went, from the one that brings it back soonest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rating {
    /// It did not come off.
    Again,
    /// It came off in part.
    Hard,
    /// It came off.
    Good,
    /// It came off, and the trainee knew.
    Easy,
}

impl Rating {
    /// All four, in order.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Whether it came off.
    pub const fn is_good(self) -> bool {
        matches!(self, Self::Good | Self::Easy)
    }

    /// As part of a sentence about the last time.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Again => "it did not come off",
            Self::Hard => "it came off in part",
            Self::Good => "it came off",
            Self::Easy => "it came off, and you knew",
        }
    }
}

/// From this confidence on, in per cent, somebody was sure.
pub const SURE: u8 = 80;

/// What a drill came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The answer's credit, 0 to 1.
    pub credit: Ratio,
    /// Whether what there was to see was seen, with the right kind; `None` if it was not asked or left out.
    pub seen: Option<bool>,
    /// How sure, 0 to 100, if that was asked.
    pub confidence: Option<u8>,
}

impl Outcome {
    /// The outcome of the first turn of a scored play. `None` if it was not answered, or everything on offer was equally apt.
    pub fn of(scenario: &Scenario, score: &Score) -> Option<Self> {
        let turn = score.turns.first()?;
        let (_, answered) = turn.answer()?;
        let (credit, _) = credit(scenario, turn, answered)?;
        Some(Self {
            credit,
            seen: look(scenario, turn).as_ref().map(saw_it),
            confidence: turn.confident.map(|(_, percent)| percent),
        })
    }

    /// The grade.
    pub fn rating(self) -> Rating {
        let credit = self.credit.millionths().unwrap_or(0);
        let sure = self.confidence.is_some_and(|percent| percent >= SURE);
        match (credit, self.seen) {
            (..500_000, _) => Rating::Again,
            (..750_000, _) | (_, Some(false)) => Rating::Hard,
            (1_000_000.., Some(true)) if sure => Rating::Easy,
            _ => Rating::Good,
        }
    }
}

/// Whether a look saw what there was.
pub fn saw_it(look: &Look) -> bool {
    match look.sighting {
        Sighting::Hit => look.kind_right != Some(false),
        Sighting::CorrectRejection => true,
        Sighting::Miss | Sighting::FalseAlarm => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_comes_first_then_what_was_seen_then_how_sure() {
        #[track_caller]
        fn check(credit: (u32, u32), seen: Option<bool>, confidence: Option<u8>, expected: Rating) {
            let outcome = Outcome {
                credit: Ratio::new(credit.0, credit.1),
                seen,
                confidence,
            };
            assert_eq!(outcome.rating(), expected);
        }
        check((0, 4), Some(true), Some(95), Rating::Again);
        check((1, 3), Some(true), Some(20), Rating::Again);
        check((1, 2), Some(true), Some(95), Rating::Hard);
        check((2, 3), Some(true), None, Rating::Hard);
        check((3, 4), Some(true), Some(95), Rating::Good);
        check((3, 4), Some(false), Some(95), Rating::Hard);
        check((4, 4), Some(false), Some(95), Rating::Hard);
        check((4, 4), Some(true), Some(60), Rating::Good);
        check((4, 4), Some(true), Some(80), Rating::Easy);
        check((4, 4), None, Some(95), Rating::Good);
        check((0, 0), None, None, Rating::Again);
    }
}
