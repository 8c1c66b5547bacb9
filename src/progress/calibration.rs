//! Confidence against what was chosen, over all the time that is looked at: the calibration curve and the Brier score.
//!
//! As in [`crate::score::calibration`], where the sources stand: the outcome is 1 if the answer was one of the best on offer.

use super::grid::{Grid, Part};
use super::posterior::Posterior;
use crate::history::tally::{BinPart, Count};

/// Decisions that were made with about the same confidence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// To the nearest ten per cent: 0 to 10.
    pub tens: u8,
    /// How many.
    pub forecasts: u64,
    /// How many chose one of the best on offer.
    pub best: u64,
    /// Their mean confidence, 0 to 1.
    pub sure: f64,
    /// The share that was right lies with a probability of nine in ten from here…
    pub low: f64,
    /// … to here.
    pub high: f64,
}

impl Bin {
    /// The share that chose one of the best on offer.
    #[allow(clippy::cast_precision_loss)]
    pub fn right(&self) -> f64 {
        self.best as f64 / self.forecasts.max(1) as f64
    }
}

/// Calibration of practice or of probes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Those with a decision, from the lowest confidence.
    pub bins: Vec<Bin>,
    /// How many decisions.
    pub forecasts: u64,
    /// The mean of (confidence − outcome)², 0 to 1. Lower is better.
    pub brier: f64,
    /// Mean confidence, 0 to 1.
    pub sure: f64,
    /// Share of decisions that chose one of the best on offer.
    pub right: f64,
}

/// Measures it.
#[allow(clippy::cast_precision_loss)]
pub fn measure(grid: &Grid, part: Part) -> Calibration {
    let total = |count| grid.total(part, count);
    let bins = (0..=10_u8).filter_map(|tens| {
        let forecasts = total(Count::Bin(tens, BinPart::Forecasts));
        let best = total(Count::Bin(tens, BinPart::Best));
        // Counts are far below where a float loses ones.
        let sure = total(Count::Bin(tens, BinPart::Sure)) as f64 / 100.0 / forecasts.max(1) as f64;
        let (low, high) = Posterior::after(best as f64, forecasts.saturating_sub(best) as f64).interval();
        (forecasts > 0).then_some(Bin {
            tens,
            forecasts,
            best,
            sure,
            low,
            high,
        })
    });
    let bins: Vec<Bin> = bins.collect();
    let forecasts = total(Count::Forecasts);
    let each = forecasts.max(1) as f64;
    let sure: f64 = bins.iter().map(|bin| bin.sure * bin.forecasts as f64).sum();
    let best: u64 = bins.iter().map(|bin| bin.best).sum();
    Calibration {
        forecasts,
        brier: total(Count::Brier) as f64 / 10_000.0 / each,
        sure: sure / each,
        right: best as f64 / each,
        bins,
    }
}
