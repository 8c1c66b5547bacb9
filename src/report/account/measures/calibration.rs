//! Confidence against what was chosen.

use super::data::{Line, Measure, Pip};
use crate::report::account::Play;
use crate::score::calibration::{Calibration, Lean};

const HEADING: &str = "How sure you were";

const NOTE: &str = "How far off your sureness was runs from 0, the best, to 1; saying 50% each time gives 0.25. It is the mean of the \
                    squared distances between how sure you were and what came of it, the Brier score (Brier, 1950).";

/// How far off it was and which way it leans, in plain words.
pub fn measure(play: &Play<'_>) -> Measure {
    let calibration = &play.score.calibration;
    let (Some(lean), Some(brier)) = (calibration.lean(), calibration.brier_ten_thousandths()) else {
        let why = if play.options.steps.confidence {
            "Wherever you said how sure you were, the answers on offer were equally apt, so there is nothing to compare."
        } else {
            "You chose not to be asked how sure you were, so there is nothing to compare."
        };
        return Measure::empty(HEADING, why);
    };
    let pips = calibration.forecasts.iter().map(|forecast| {
        let came = if forecast.best {
            "your answer was one of the best on offer"
        } else {
            "something better was on offer"
        };
        Pip::new(
            forecast.source,
            forecast.best,
            format!("you were {}% sure, and {came}", forecast.percent),
        )
    });
    let distances = calibration.forecasts.iter().map(|forecast| {
        let apart = u32::from(forecast.percent.abs_diff(if forecast.best { 100 } else { 0 }));
        let came = if forecast.best { "it was" } else { "it was not" };
        let text = format!(
            "you were {}% sure that it was one of the best, and {came}: 0.{apart:02} apart, squared {}",
            forecast.percent,
            squared(apart)
        );
        Pip::new(forecast.source, forecast.best, text)
    });
    let lines = vec![
        Line {
            label: "One of the best on offer".to_owned(),
            explained:
                "Of the answers for which you said how sure you were, those that were among the aptest on offer."
                    .to_owned(),
            figure: best_of(calibration),
            pips: pips.collect(),
            ..Line::default()
        },
        Line {
            label: "How far off your sureness was".to_owned(),
            explained: NOTE.to_owned(),
            figure: format!("{}.{:02}", brier / 10_000, brier % 10_000 / 100),
            pips: distances.collect(),
            ..Line::default()
        },
    ];
    Measure::of(HEADING, said(calibration, lean), lines).note(NOTE)
}

/// The square of so many hundredths, with as many digits as it needs.
fn squared(hundredths: u32) -> String {
    let square = hundredths * hundredths;
    match (square / 10_000, square % 10_000) {
        (whole, rest) if rest % 100 == 0 => format!("{whole}.{:02}", rest / 100),
        (whole, rest) => format!("{whole}.{rest:04}"),
    }
}

fn best_of(calibration: &Calibration) -> String {
    let best = calibration.forecasts.iter().filter(|forecast| forecast.best).count();
    format!("{best} of {}", calibration.forecasts.len())
}

fn said(calibration: &Calibration, lean: Lean) -> String {
    let count = calibration.forecasts.len().max(1);
    let sure = calibration
        .forecasts
        .iter()
        .map(|forecast| usize::from(forecast.percent))
        .sum::<usize>()
        / count;
    let best = calibration.forecasts.iter().filter(|forecast| forecast.best).count();
    let share = (best * 200 + count) / (2 * count);
    match lean {
        Lean::Over => format!(
            "You were surer than your choices bear out: {sure}% sure on average, and among the best on offer in {share}% of the turns."
        ),
        Lean::Under => format!(
            "You trusted your choices less than they deserve: {sure}% sure on average, and among the best on offer in {share}% of the turns."
        ),
        Lean::Even => format!(
            "You knew about as much as you thought you did: {sure}% sure on average, and among the best on offer in {share}% of the turns."
        ),
    }
}
