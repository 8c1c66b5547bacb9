//! Everything that the progress screen shows, worked out at once from the sums.

use super::calibration::{self, Calibration};
use super::curve::Curve;
use super::dip::{self, Dip};
use super::filter::Filter;
use super::grid::{Grid, Part};
use super::pressure::{self, Pressure};
use super::recognition::{self, Recognition};
use crate::framework::id::{Component, MarkerId, RowId};
use crate::framework::model::Framework;
use crate::history::tally::{ComponentPart, Count, MarkerPart, RowPart, Sums};

/// A curve of practice with that of probes beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// What was practised.
    pub practice: Curve,
    /// What was measured.
    pub probe: Curve,
}

impl Track {
    /// Whether there was ever an opportunity.
    pub const fn is_empty(&self) -> bool {
        self.practice.chances == 0 && self.probe.chances == 0
    }
}

/// One row of the framework.
#[derive(Clone, Debug, PartialEq)]
pub struct RowProgress {
    /// The row.
    pub row: RowId,
    /// Credit over opportunities.
    pub track: Track,
    /// Answers in practice that showed it, of its opportunities.
    pub shown: u64,
    /// Answers in practice that hindered or missed it.
    pub hindered: u64,
}

/// One component.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentProgress {
    /// The component.
    pub component: Component,
    /// Credit at statements that strain it.
    pub track: Track,
    /// How often it was read.
    pub read: u64,
    /// Points of 100 by which readings were off, on average, and by which they were too high (above 0) or too low.
    pub error: Option<(f64, f64)>,
}

/// One marker.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkerProgress {
    /// The marker.
    pub marker: MarkerId,
    /// Credit at statements that show it.
    pub track: Track,
    /// Looks at such statements that saw a strain.
    pub seen: Track,
}

/// Everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// What was looked at.
    pub filter: Filter,
    /// The first and the last day that are looked at, since 1970.
    pub days: (i64, i64),
    /// Days on which something was practised.
    pub active_days: usize,
    /// Decisions in practice.
    pub decisions: u64,
    /// Decisions in probes.
    pub probed: u64,
    /// The framework's rows, in its order. All of them.
    pub rows: Vec<RowProgress>,
    /// Bond, tasks and goals.
    pub components: Vec<ComponentProgress>,
    /// The framework's markers, in its order. All of them.
    pub markers: Vec<MarkerProgress>,
    /// Strains seen, missed and imagined.
    pub recognition: Recognition,
    /// Confidence against choices in practice.
    pub calibration: Calibration,
    /// The same in probes.
    pub probe_calibration: Calibration,
    /// What somebody is drawn to, and when.
    pub pressure: Pressure,
    /// Trust that fell while choices held.
    pub dip: Option<Dip>,
}

impl Overview {
    /// Works it out. `today` in days since 1970.
    pub fn of(sums: &Sums, framework: &Framework, filter: Filter, today: i64) -> Self {
        let grid = Grid::of(sums, filter, today);
        let markers = framework.markers.iter().map(|marker| MarkerProgress {
            marker: marker.id.clone(),
            track: both(
                sums.markers.iter().find(|known| known.1 == marker.id),
                |number, part| {
                    let count = |what| Count::Marker(number, what);
                    grid.credit_curve(part, count(MarkerPart::Chances), count(MarkerPart::Credit))
                },
            ),
            seen: both(
                sums.markers.iter().find(|known| known.1 == marker.id),
                |number, part| {
                    let count = |what| Count::Marker(number, what);
                    grid.rate_curve(part, count(MarkerPart::Looked), count(MarkerPart::Seen))
                },
            ),
        });
        Self {
            filter,
            days: (grid.first, grid.last),
            active_days: grid.active_days,
            decisions: grid.total(Part::Practice, Count::Decisions),
            probed: grid.total(Part::Probe, Count::Decisions),
            rows: framework
                .rows
                .iter()
                .map(|row| row_progress(&grid, sums, &row.id))
                .collect(),
            components: Component::ALL
                .map(|component| component_progress(&grid, component))
                .into(),
            markers: markers.collect(),
            recognition: recognition::measure(&grid),
            calibration: calibration::measure(&grid, Part::Practice),
            probe_calibration: calibration::measure(&grid, Part::Probe),
            pressure: pressure::measure(&grid, sums, framework),
            dip: dip::find(&grid),
        }
    }

    /// Whether nothing was practised or measured in what is looked at.
    pub const fn is_empty(&self) -> bool {
        self.decisions == 0 && self.probed == 0
    }
}

/// The curves of practice and of probes, where the history knows the name.
fn both<T>(known: Option<&(u32, T)>, curve: impl Fn(u32, Part) -> Curve) -> Track {
    known.map_or_else(Track::default, |&(number, _)| Track {
        practice: curve(number, Part::Practice),
        probe: curve(number, Part::Probe),
    })
}

fn row_progress(grid: &Grid, sums: &Sums, row: &RowId) -> RowProgress {
    let known = sums.rows.iter().find(|known| known.1 == *row);
    let total = |what| known.map_or(0, |&(number, _)| grid.total(Part::Practice, Count::Row(number, what)));
    RowProgress {
        row: row.clone(),
        track: both(known, |number, part| {
            let count = |what| Count::Row(number, what);
            grid.credit_curve(part, count(RowPart::Chances), count(RowPart::Credit))
        }),
        shown: total(RowPart::Shown),
        hindered: total(RowPart::Hindered),
    }
}

#[allow(clippy::cast_precision_loss)]
fn component_progress(grid: &Grid, component: Component) -> ComponentProgress {
    let count = |what| Count::Component(component, what);
    let curve = |part| grid.credit_curve(part, count(ComponentPart::Chances), count(ComponentPart::Credit));
    // Readings tell the same in a probe as in practice: there is no feedback on them before they are made.
    let total = |what| grid.total(Part::Practice, count(what)) + grid.total(Part::Probe, count(what));
    let (read, high, low) = (
        total(ComponentPart::Read),
        total(ComponentPart::TooHigh) as f64,
        total(ComponentPart::TooLow) as f64,
    );
    ComponentProgress {
        component,
        track: Track {
            practice: curve(Part::Practice),
            probe: curve(Part::Probe),
        },
        read,
        error: (read > 0).then(|| ((high + low) / read as f64, (high - low) / read as f64)),
    }
}
