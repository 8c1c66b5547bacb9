//! How near the readings of the alliance came to where it stood.

use serde::Serialize;

use super::Source;
use super::turns::Turn;
use crate::framework::id::Component;

/// One reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The reading.
    pub source: Source,
    /// Where the trainee put bond, tasks and goals, each 0 to 100.
    pub read: [u8; 3],
    /// Where they stood.
    pub actual: [u8; 3],
}

impl Reading {
    /// Points by which one component was read too high (above 0) or too low.
    pub fn error(&self, component: Component) -> i16 {
        let pick = |values: [u8; 3]| values.get(component.index()).copied().map_or(0, i16::from);
        pick(self.read) - pick(self.actual)
    }
}

/// All readings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Readings {
    /// In order of turns.
    pub readings: Vec<Reading>,
}

impl Readings {
    /// The mean absolute error of one component in hundredths of a point, rounded down; `None` without a reading.
    pub fn mean_error_hundredths(&self, component: Component) -> Option<i64> {
        self.mean(component, |error| error.abs())
    }

    /// The mean error with its sign, in hundredths of a point, rounded toward 0: above 0 the alliance was read as better than it was.
    pub fn bias_hundredths(&self, component: Component) -> Option<i64> {
        self.mean(component, |error| error)
    }

    fn mean(&self, component: Component, part: impl Fn(i64) -> i64) -> Option<i64> {
        let errors = self.readings.iter().map(|reading| i64::from(reading.error(component)));
        let sum: i64 = errors.map(part).sum();
        let count = i64::try_from(self.readings.len()).ok()?;
        (sum * 100).checked_div(count)
    }
}

/// Measures a play.
pub fn measure(turns: &[Turn]) -> Readings {
    let readings = turns.iter().filter_map(|turn| {
        let (at, read, actual) = turn.read?;
        Some(Reading {
            source: turn.source(at),
            read,
            actual,
        })
    });
    Readings {
        readings: readings.collect(),
    }
}
