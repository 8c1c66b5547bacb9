//! How near the readings of the alliance came.

use super::data::{Line, Measure, Pip};
use crate::framework::id::Component;
use crate::report::account::Play;
use crate::report::account::words::sentence;
use crate::score::reading::{Reading, Readings};

const HEADING: &str = "Reading the alliance";
/// From this many points on, a reading counts as off. A judgement of ours.
const NEAR: i16 = 10;

/// The mean error of each component, with the readings that made it.
pub fn measure(play: &Play<'_>) -> Measure {
    let readings = &play.score.reading;
    if readings.readings.is_empty() {
        let marked = play
            .vignette
            .scenario
            .statements
            .values()
            .any(|statement| statement.read_alliance);
        let why = match (play.options.steps.read_alliance, marked) {
            (false, _) => "You left out the readings of the alliance, so there is nothing to compare.",
            (true, false) => "This vignette asks for no reading of the alliance.",
            (true, true) => "You gave no reading of the alliance on this way, so there is nothing to compare.",
        };
        return Measure::empty(HEADING, why);
    }
    let lines = Component::ALL
        .into_iter()
        .map(|component| line(readings, component))
        .collect();
    Measure::of(HEADING, said(readings), lines).note("Points out of 100, as a mean over your readings.")
}

fn said(readings: &Readings) -> String {
    let errors =
        Component::ALL.map(|component| (component, readings.mean_error_hundredths(component).unwrap_or(0) / 100));
    let worst = errors.into_iter().max_by_key(|&(_, error)| error);
    match worst {
        Some((component, error)) if error >= i64::from(NEAR) => {
            let bias = readings.bias_hundredths(component).unwrap_or(0);
            let way = match bias {
                500.. => "better than they were",
                ..=-500 => "worse than they were",
                _ => "now better and now worse than they were",
            };
            format!(
                "Your readings were furthest off on {component}, by {error} points on average: you took things to be {way}."
            )
        }
        _ => "Your readings came near to where the client would have put all three.".to_owned(),
    }
}

fn line(readings: &Readings, component: Component) -> Line {
    let error = readings.mean_error_hundredths(component).unwrap_or(0) / 100;
    Line {
        label: sentence(&component.to_string()),
        explained: format!(
            "How far your readings of {component} were, on average, from where the client would have put it then."
        ),
        figure: if error == 1 {
            "1 point off".to_owned()
        } else {
            format!("{error} points off")
        },
        pips: readings
            .readings
            .iter()
            .map(|reading| pip(reading, component))
            .collect(),
        ..Line::default()
    }
}

fn pip(reading: &Reading, component: Component) -> Pip {
    let of = |values: [u8; 3]| values.get(component.index()).copied().unwrap_or(0);
    let near = reading.error(component).abs() < NEAR;
    let text = format!(
        "you read {component} at {}, and it stood at {}",
        of(reading.read),
        of(reading.actual)
    );
    Pip::new(reading.source, near, text)
}
