//! The sums of the days that are looked at, gathered into stretches of time: practice and probes apart.

use super::curve::{Curve, Stretch};
use super::filter::Filter;
use crate::history::tally::{COUNTS, Count, Sums};
use crate::session::options::Mode;

/// Most stretches of a curve: as many as can be told apart on it.
const MOST_STRETCHES: i64 = 24;

/// Which of the two is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What was practised, with feedback.
    Practice,
    /// What was measured, without.
    Probe,
}

/// Sums by stretch.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The first day that is looked at, since 1970.
    pub first: i64,
    /// The last one.
    pub last: i64,
    /// Days on which something that is looked at was practised or measured.
    pub active_days: usize,
    length: i64,
    practice: Vec<Vec<u64>>,
    probe: Vec<Vec<u64>>,
}

impl Grid {
    /// Gathers what a filter lets through, up to today.
    pub fn of(sums: &Sums, filter: Filter, today: i64) -> Self {
        let fits = |mode: Mode| mode == Mode::Probe || filter.practice.has(mode);
        let earliest = filter.period.days().map_or(i64::MIN, |days| today - days + 1);
        let days = sums
            .days
            .iter()
            .filter(|tally| fits(tally.mode) && tally.day >= earliest && tally.day <= today);
        let from = days.clone().map(|tally| tally.day).min().unwrap_or(today);
        let first = filter.period.days().map_or(from, |_| earliest);
        let span = (today - first + 1).max(1);
        let length = (span + MOST_STRETCHES - 1) / MOST_STRETCHES;
        let count = usize::try_from((span + length - 1) / length).unwrap_or(1);
        let mut grid = Self {
            first,
            last: today,
            active_days: 0,
            length,
            practice: vec![vec![0; COUNTS]; count],
            probe: vec![vec![0; COUNTS]; count],
        };
        let mut before = None;
        for tally in days {
            if before.replace(tally.day) != Some(tally.day) {
                grid.active_days += 1;
            }
            let at = usize::try_from((tally.day - first) / length).unwrap_or(0);
            let part = if tally.mode == Mode::Probe {
                &mut grid.probe
            } else {
                &mut grid.practice
            };
            let Some(stretch) = part.get_mut(at) else { continue };
            for &(index, value) in tally.counts.cells() {
                if let Some(cell) = stretch.get_mut(usize::from(index)) {
                    *cell += u64::from(value);
                }
            }
        }
        grid
    }

    fn part(&self, part: Part) -> &[Vec<u64>] {
        match part {
            Part::Practice => &self.practice,
            Part::Probe => &self.probe,
        }
    }

    /// A count over the whole time.
    pub fn total(&self, part: Part, count: Count) -> u64 {
        self.by_stretch(part, count).sum()
    }

    /// A count by stretch, in order.
    pub fn by_stretch(&self, part: Part, count: Count) -> impl Iterator<Item = u64> + '_ {
        let index = count.index().map_or(usize::MAX, usize::from);
        self.part(part)
            .iter()
            .map(move |stretch| stretch.get(index).copied().unwrap_or(0))
    }

    /// The last day of each stretch.
    pub fn days(&self) -> impl Iterator<Item = i64> + '_ {
        let count = i64::try_from(self.practice.len()).unwrap_or(0);
        (1..=count).map(move |at| (self.first + at * self.length - 1).min(self.last))
    }

    /// The curve of a credit in thousandths over opportunities.
    pub fn credit_curve(&self, part: Part, chances: Count, credit: Count) -> Curve {
        self.curve(part, chances, credit, 1000.0)
    }

    /// The curve of how often something happened, out of opportunities.
    pub fn rate_curve(&self, part: Part, chances: Count, happened: Count) -> Curve {
        self.curve(part, chances, happened, 1.0)
    }

    #[allow(clippy::cast_precision_loss)]
    fn curve(&self, part: Part, chances: Count, gained: Count, unit: f64) -> Curve {
        let counted = self.by_stretch(part, chances).zip(self.by_stretch(part, gained));
        let stretches = self.days().zip(counted);
        Curve::of(stretches.map(|(day, (chances, gained))| Stretch {
            day,
            chances,
            // Far below where a float loses ones.
            credit: gained as f64 / unit,
        }))
    }
}
