//! A dip: somebody trusts themselves less than before while their choices are as good or better.
//!
//! Skill can rise while self-perception falls; it is often a sign of seeing more. This only finds the pattern. What is said about it is the
//! screen's: it shows the two numbers side by side.

use super::grid::{Grid, Part};
use crate::history::tally::{BinPart, Count};

/// Fewest forecasts, or ratings, in each half.
const LEAST: u64 = 8;
/// Points of 100 by which the trust must have fallen.
const FALL: f64 = 5.0;
/// Points of 100 by which the credit may have fallen and still count as held.
const HELD: f64 = 1.0;

/// What the trust is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Ratings of drafts of one's own.
    Ratings,
    /// How sure somebody was of an answer.
    Confidence,
}

/// Trust and credit in the earlier and the later half of what is looked at. Points of 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dip {
    /// What the trust is read from.
    pub trust: Trust,
    /// Trust before and after.
    pub trusted: (f64, f64),
    /// Credit before and after.
    pub earned: (f64, f64),
}

/// Looks for a dip in practice.
pub fn find(grid: &Grid) -> Option<Dip> {
    let earned = halves(grid, &[Count::Credited], &[Count::Credit], 0.1)?;
    let sure: Vec<Count> = (0..=10).map(|tens| Count::Bin(tens, BinPart::Sure)).collect();
    let ratings = halves(grid, &[Count::Ratings], &[Count::Rated], 1.0).map(|halves| (Trust::Ratings, halves));
    let confidence = || halves(grid, &[Count::Forecasts], &sure, 1.0).map(|halves| (Trust::Confidence, halves));
    let fell = |(trust, trusted): (Trust, (f64, f64))| {
        let dip = Dip { trust, trusted, earned };
        is_dip(&dip).then_some(dip)
    };
    ratings.and_then(fell).or_else(|| confidence().and_then(fell))
}

fn is_dip(dip: &Dip) -> bool {
    dip.trusted.0 - dip.trusted.1 >= FALL && dip.earned.1 >= dip.earned.0 - HELD
}

/// The mean of a sum over a count in the two halves of the stretches that have any. `unit` makes points of 100 of it.
#[allow(clippy::cast_precision_loss)]
fn halves(grid: &Grid, counts: &[Count], sums: &[Count], unit: f64) -> Option<(f64, f64)> {
    let by_stretch = |counts: &[Count]| -> Vec<u64> {
        let mut total = vec![0; grid.days().count()];
        for &count in counts {
            for (total, value) in total.iter_mut().zip(grid.by_stretch(Part::Practice, count)) {
                *total += value;
            }
        }
        total
    };
    let (counts, sums) = (by_stretch(counts), by_stretch(sums));
    let all: u64 = counts.iter().sum();
    let mut seen = 0;
    let (mut early, mut late) = ((0, 0), (0, 0));
    for (count, sum) in counts.into_iter().zip(sums) {
        let half = if seen * 2 < all { &mut early } else { &mut late };
        seen += count;
        half.0 += count;
        half.1 += sum;
    }
    let mean = |(count, sum): (u64, u64)| (count >= LEAST).then(|| sum as f64 * unit / count as f64);
    mean(early).zip(mean(late))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_fall_of_trust_beside_held_choices_is_a_dip() {
        for (trusted, earned, expected) in [
            ((70.0, 60.0), (50.0, 58.0), true),
            ((70.0, 60.0), (50.0, 49.5), true),
            ((70.0, 60.0), (50.0, 40.0), false),
            ((70.0, 67.0), (50.0, 60.0), false),
            ((60.0, 70.0), (50.0, 60.0), false),
        ] {
            let dip = Dip {
                trust: Trust::Ratings,
                trusted,
                earned,
            };
            assert_eq!(is_dip(&dip), expected, "{dip:?}");
        }
    }
}
