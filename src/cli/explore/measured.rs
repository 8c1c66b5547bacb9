//! How plays spread by credit, quality, pulls followed and credit by ability, under one policy.

use crate::explore::measure::{Judgements, Measure};
use crate::explore::sums::{Mean, Sums};

/// The measures of a play that add up over its answers.
pub(super) struct Measured {
    /// How likely each credit of a play is.
    pub credit: Vec<Mean>,
    /// How likely each quality of a play is.
    pub quality: Vec<Mean>,
    /// How likely each number of answers that follow a pull is, from 0.
    pub pulls: Vec<f64>,
    /// The same for each pull.
    pub by_pull: Vec<Vec<f64>>,
    /// For each row that a response shows, its credit.
    pub rows: Vec<RowSpread>,
    /// How likely a play is to have no answer with a credit.
    pub no_credit: f64,
    /// How likely a play is to be longer than was followed.
    pub longer: f64,
}

/// The credit of a play where one row was called for.
pub(super) struct RowSpread {
    /// How likely each credit is among the plays that call for it.
    pub credit: Vec<Mean>,
    /// How likely a play is to call for it.
    pub called_for: f64,
}

/// What is asked for, in the order in which [`Measured::of`] takes it.
pub(super) fn measures(judgements: &Judgements) -> Vec<Measure<'_>> {
    let pulls = (0..judgements.pulls().len()).map(|pull| Measure::Pull(judgements, pull));
    let rows = (0..judgements.rows().len()).map(|row| Measure::Row(judgements, row));
    let plain = [Measure::Credit, Measure::Quality, Measure::Pulls(judgements)];
    plain.into_iter().chain(pulls).chain(rows).collect()
}

impl Measured {
    /// Takes apart what came of [`measures`].
    pub fn of(judgements: &Judgements, sums: &[Sums]) -> Self {
        let (plain, others) = sums.split_at_checked(3).unwrap_or_default();
        let (pulls, rows) = others.split_at_checked(judgements.pulls().len()).unwrap_or_default();
        let means = |at: usize| plain.get(at).map(Sums::means).unwrap_or_default();
        let longest = sums.iter().map(|sums| sums.longer).fold(0.0, f64::max);
        Self {
            credit: means(0),
            quality: means(1),
            pulls: plain.get(2).map(Sums::numbers).unwrap_or_default(),
            by_pull: pulls.iter().map(Sums::numbers).collect(),
            rows: rows.iter().map(RowSpread::of).collect(),
            no_credit: plain.first().map_or(0.0, Sums::uncounted),
            longer: longest,
        }
    }
}

impl RowSpread {
    fn of(sums: &Sums) -> Self {
        Self {
            credit: sums.means(),
            called_for: (1.0 - sums.uncounted() - sums.longer).clamp(0.0, 1.0),
        }
    }
}

/// The average of numbers from 0 on, by how likely each is.
pub(super) fn average_number(shares: &[f64]) -> f64 {
    let total: f64 = shares.iter().sum();
    let sum: f64 = shares
        .iter()
        .zip(0_u32..)
        .map(|(share, at)| share * f64::from(at))
        .sum();
    if total > 0.0 { sum / total } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::average_number;

    #[test]
    fn numbers_are_weighed_by_their_shares() {
        assert_eq!(average_number(&[0.5, 0.0, 0.5]), 1.0);
        // What was not followed does not count.
        assert_eq!(average_number(&[0.0, 0.25]), 1.0);
        assert_eq!(average_number(&[]), 0.0);
    }
}
