//! Confidence against what was chosen: does "80 per cent sure" come true eight times in ten?
//!
//! The score is the mean of (confidence − outcome)², where the outcome is 1 if the answer was one of the best on offer and 0 if not. It runs
//! from 0 (sure and right, or doubtful and wrong) to 1; always saying 50 per cent gives 0.25. Source: Brier, G. W. (1950). Verification of forecasts
//! expressed in terms of probability. Monthly Weather Review, 78, 1–3; here in the form for one event, which is half of his.

use serde::Serialize;

use super::Source;
use super::turns::Turn;

/// Which way confidence and choices part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Lean {
    /// Less sure than the choices warrant, by [`LEAN_PERCENT`] points or more.
    Under,
    /// Near enough.
    Even,
    /// More sure than the choices warrant, by [`LEAN_PERCENT`] points or more.
    Over,
}

/// From this many points on, a mean difference counts as a lean. A judgement of ours, so that a small difference is not made much of.
pub const LEAN_PERCENT: i64 = 10;

/// One confidence with what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Forecast {
    /// The confidence.
    pub source: Source,
    /// 0 to 100.
    pub percent: u8,
    /// Whether the answer was one of the best on offer.
    pub best: bool,
}

/// All forecasts. A turn in which everything on offer is equally apt is not among them: there was nothing to be right about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Calibration {
    /// In order of turns.
    pub forecasts: Vec<Forecast>,
}

impl Calibration {
    /// The Brier score in ten-thousandths, 0 to 10,000, rounded to the nearest; lower is better. `None` without a forecast.
    pub fn brier_ten_thousandths(&self) -> Option<u64> {
        let count = u64::try_from(self.forecasts.len()).ok()?;
        let parts = self.forecasts.iter().map(|forecast| {
            let outcome: u64 = if forecast.best { 100 } else { 0 };
            u64::from(forecast.percent).abs_diff(outcome).pow(2)
        });
        let sum: u64 = parts.sum();
        (2 * sum + count).checked_div(2 * count)
    }

    /// Mean confidence less the share of best answers, in points of 100, rounded toward 0. Above 0 is over-confident.
    pub fn difference_percent(&self) -> Option<i64> {
        let count = i64::try_from(self.forecasts.len()).ok()?;
        let parts = self.forecasts.iter();
        let sum: i64 = parts
            .map(|forecast| i64::from(forecast.percent) - if forecast.best { 100 } else { 0 })
            .sum();
        sum.checked_div(count)
    }

    /// Which way they part.
    pub fn lean(&self) -> Option<Lean> {
        let difference = self.difference_percent()?;
        Some(match difference {
            LEAN_PERCENT.. => Lean::Over,
            _ if difference <= -LEAN_PERCENT => Lean::Under,
            _ => Lean::Even,
        })
    }
}

/// Measures a play.
pub fn measure(turns: &[Turn]) -> Calibration {
    let forecasts = turns.iter().filter_map(|turn| {
        let (at, percent) = turn.confident?;
        let (_, answered) = turn.answer()?;
        (answered.best > answered.worst).then(|| Forecast {
            source: turn.source(at),
            percent,
            best: answered.quality == answered.best,
        })
    });
    Calibration {
        forecasts: forecasts.collect(),
    }
}
