//! Strains seen, and strains seen where there are none, over time and by kind.

use super::curve::Curve;
use super::grid::{Grid, Part};
use crate::framework::id::RuptureKind;
use crate::history::tally::{Count, KindPart};

/// One kind of strain.
#[derive(Clone, Debug, PartialEq)]
pub struct KindRates {
    /// Away or against.
    pub kind: RuptureKind,
    /// Strains of this kind that were seen, of whichever kind they were taken for.
    pub hits: Curve,
    /// Statements without a strain in which one of this kind was seen.
    pub alarms: Curve,
    /// Hits in probes.
    pub probe_hits: Curve,
    /// False alarms in probes.
    pub probe_alarms: Curve,
}

/// Recognition.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognition {
    /// Withdrawal, then confrontation.
    pub kinds: [KindRates; 2],
    /// Looks at statements that look like a strain and are none, in practice and probes.
    pub foils: u64,
    /// Those that saw a strain.
    pub fooled: u64,
}

impl Recognition {
    /// Whether anything was looked at.
    pub fn is_empty(&self) -> bool {
        self.kinds.iter().all(|kind| {
            kind.hits.chances + kind.alarms.chances + kind.probe_hits.chances + kind.probe_alarms.chances == 0
        })
    }
}

/// Measures it.
pub fn measure(grid: &Grid) -> Recognition {
    let both = |count| grid.total(Part::Practice, count) + grid.total(Part::Probe, count);
    Recognition {
        kinds: [RuptureKind::Withdrawal, RuptureKind::Confrontation].map(|kind| {
            let hits = |part| {
                grid.rate_curve(
                    part,
                    Count::Kind(kind, KindPart::Looked),
                    Count::Kind(kind, KindPart::Hits),
                )
            };
            let alarms = |part| grid.rate_curve(part, Count::Without, Count::Kind(kind, KindPart::Alarms));
            KindRates {
                kind,
                hits: hits(Part::Practice),
                alarms: alarms(Part::Practice),
                probe_hits: hits(Part::Probe),
                probe_alarms: alarms(Part::Probe),
            }
        }),
        foils: both(Count::Foils),
        fooled: both(Count::Fooled),
    }
}
