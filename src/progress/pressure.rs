//! What somebody is drawn to, and when: a pull that is followed more often under one kind of strain than at other times.
//!
//! A pull counts where a response with it was on offer. A sentence is only made where the two rates, each a Beta distribution after a
//! uniform prior, have middle parts of 95 % that do not overlap, both rest on at least [`LEAST`] decisions, and the pull was followed at least one
//! time in five. Where both sides are known about equally well, chance alone passes that in 3 of 1,000 comparisons, and in 25 of 1,000 where
//! one side is known for certain; with nine pulls and two kinds there are eighteen comparisons.

use super::grid::{Grid, Part};
use super::posterior::Posterior;
use crate::framework::id::{PullId, RuptureKind};
use crate::framework::model::Framework;
use crate::history::tally::{Count, PullPart, Sums};

/// Fewest decisions with the pull on offer, under the kind and at other times.
pub const LEAST: u64 = 8;
/// Share of a distribution below the lower and above the upper bound of its middle part.
const OUTSIDE: f64 = 0.025;
/// The least share that can be called being drawn to something. A judgement of ours.
const DRAWN: f64 = 0.2;

/// How often a pull was followed when it was on offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Decisions that followed it.
    pub followed: u64,
    /// Decisions with it on offer.
    pub offered: u64,
}

impl Followed {
    fn plus(self, other: Self) -> Self {
        Self {
            followed: self.followed + other.followed,
            offered: self.offered + other.offered,
        }
    }

    /// What is known of the rate.
    #[allow(clippy::cast_precision_loss)]
    fn posterior(self) -> Posterior {
        // Counts are far below where a float loses ones.
        Posterior::after(self.followed as f64, self.offered.saturating_sub(self.followed) as f64)
    }

    /// The share, 0 to 1; `None` if it was never on offer.
    #[allow(clippy::cast_precision_loss)]
    pub fn share(self) -> Option<f64> {
        (self.offered > 0).then(|| self.followed as f64 / self.offered as f64)
    }
}

/// One pull at all times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRates {
    /// The pull.
    pub pull: PullId,
    /// Under withdrawal.
    pub withdrawal: Followed,
    /// Under confrontation.
    pub confrontation: Followed,
    /// Under neither.
    pub neither: Followed,
}

impl PullRates {
    /// Under one kind.
    pub const fn under(&self, kind: RuptureKind) -> Followed {
        match kind {
            RuptureKind::Withdrawal => self.withdrawal,
            RuptureKind::Confrontation => self.confrontation,
        }
    }

    /// At all other times.
    pub fn otherwise(&self, kind: RuptureKind) -> Followed {
        match kind {
            RuptureKind::Withdrawal => self.confrontation.plus(self.neither),
            RuptureKind::Confrontation => self.withdrawal.plus(self.neither),
        }
    }

    /// At all times.
    pub fn all(&self) -> Followed {
        self.withdrawal.plus(self.confrontation).plus(self.neither)
    }
}

/// A pull that stands out under a kind of strain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The pull.
    pub pull: PullId,
    /// The kind.
    pub under: RuptureKind,
    /// How often it was followed then.
    pub then: Followed,
    /// How often at all other times.
    pub otherwise: Followed,
}

/// Pulls under pressure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pressure {
    /// Those that were on offer, in the framework's order.
    pub pulls: Vec<PullRates>,
    /// What stands out, the widest difference first.
    pub drawn: Vec<Drawn>,
}

/// Whether a rate under a kind stands out from the rate at other times.
pub fn stands_out(then: Followed, otherwise: Followed) -> bool {
    then.offered >= LEAST
        && otherwise.offered >= LEAST
        && then.share().is_some_and(|share| share >= DRAWN)
        && then.posterior().quantile(OUTSIDE) > otherwise.posterior().quantile(1.0 - OUTSIDE)
}

/// Measures it, in practice: a probe asks for no habit.
pub fn measure(grid: &Grid, sums: &Sums, framework: &Framework) -> Pressure {
    let rates = |number: u32, pull: &PullId| {
        let at = |under| Followed {
            followed: grid.total(Part::Practice, Count::Pull(number, under, PullPart::Followed)),
            offered: grid.total(Part::Practice, Count::Pull(number, under, PullPart::Offered)),
        };
        PullRates {
            pull: pull.clone(),
            withdrawal: at(Some(RuptureKind::Withdrawal)),
            confrontation: at(Some(RuptureKind::Confrontation)),
            neither: at(None),
        }
    };
    let known = framework.pulls.iter().filter_map(|known| {
        let (number, pull) = sums.pulls.iter().find(|(_, pull)| *pull == known.id)?;
        Some(rates(*number, pull)).filter(|rates| rates.all().offered > 0)
    });
    let pulls: Vec<PullRates> = known.collect();
    let mut drawn = Vec::new();
    for rates in &pulls {
        for under in [RuptureKind::Withdrawal, RuptureKind::Confrontation] {
            let (then, otherwise) = (rates.under(under), rates.otherwise(under));
            if stands_out(then, otherwise) {
                drawn.push(Drawn {
                    pull: rates.pull.clone(),
                    under,
                    then,
                    otherwise,
                });
            }
        }
    }
    let difference = |drawn: &Drawn| drawn.then.share().unwrap_or(0.0) - drawn.otherwise.share().unwrap_or(0.0);
    drawn.sort_by(|a, b| difference(b).total_cmp(&difference(a)));
    Pressure { pulls, drawn }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(then: (u64, u64), otherwise: (u64, u64), expected: bool) {
        let of = |(followed, offered)| Followed { followed, offered };
        assert_eq!(stands_out(of(then), of(otherwise)), expected, "{then:?} {otherwise:?}");
    }

    #[test]
    fn a_pull_stands_out_only_where_the_counts_bear_it() {
        check((9, 12), (5, 40), true);
        check((30, 100), (5, 100), true);
        // Too few, whatever the share.
        check((7, 7), (0, 40), false);
        check((12, 12), (1, 7), false);
        // As at other times, or less.
        check((5, 20), (10, 40), false);
        check((1, 20), (20, 40), false);
        // More, and not by enough.
        check((4, 10), (10, 40), false);
        check((9, 34), (4, 42), false);
        // Next to nothing beside nothing.
        check((2, 32), (0, 34), false);
        check((30, 200), (2, 200), false);
    }
}
