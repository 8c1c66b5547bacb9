//! Sums of decisions by day and mode, kept in the transaction that keeps the decision, so that months of practice are read in a moment.
//!
//! A day's sums are one small record: pairs of a count's number and its value, those that are 0 left out. The numbers of [`Count::index`]
//! are written into files and never change. What was answered a second time, after going back, is in no sum: the first answer counts.

use rusqlite::{Connection, OptionalExtension, params};

use super::decision::Decision;
use super::names::{MOST_MARKERS, MOST_ROWS, NameKind, Names};
use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, Store};
use crate::framework::id::{Component, MarkerId, PullId, RowId, RuptureKind};
use crate::score::recognition::Sighting;
use crate::session::options::Mode;

/// Milliseconds in a day.
pub const DAY_MS: i64 = 86_400_000;

/// What is counted of a row of the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowPart {
    /// Decisions in which it was called for.
    Chances,
    /// The credit of these, in thousandths.
    Credit,
    /// Decisions that called for it and show it.
    Shown,
    /// Decisions that hinder or miss it.
    Hindered,
}

/// What is counted of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComponentPart {
    /// Decisions with a credit at a statement that strains it.
    Chances,
    /// The credit of these, in thousandths.
    Credit,
    /// Readings.
    Read,
    /// Points by which readings were too high.
    TooHigh,
    /// Points by which readings were too low.
    TooLow,
}

/// What is counted of a marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerPart {
    /// Decisions with a credit at a statement that shows it.
    Chances,
    /// The credit of these, in thousandths.
    Credit,
    /// Looks at such statements.
    Looked,
    /// Looks that saw a strain.
    Seen,
}

/// What is counted of withdrawal or confrontation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindPart {
    /// Looks at statements with a strain of the kind.
    Looked,
    /// Those that saw a strain, of whichever kind.
    Hits,
    /// Looks at statements without a strain that saw one of this kind.
    Alarms,
}

/// What is counted of decisions with about the same confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinPart {
    /// Decisions.
    Forecasts,
    /// Those that chose one of the best on offer.
    Best,
    /// The sum of the confidence, in per cent.
    Sure,
}

/// What is counted of a pull.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PullPart {
    /// Decisions in which a response with this pull was on offer.
    Offered,
    /// Decisions that followed it.
    Followed,
}

/// One thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Decisions.
    Decisions,
    /// Decisions with a draft.
    Drafts,
    /// Ratings of drafts of one's own.
    Ratings,
    /// The sum of these ratings, each 0 to 100.
    Rated,
    /// Looks at statements without a strain.
    Without,
    /// Looks at statements that look like a strain and are none.
    Foils,
    /// Those of them that saw a strain.
    Fooled,
    /// Decisions with a confidence and something to be right about.
    Forecasts,
    /// The sum of (confidence − outcome)², in ten-thousandths.
    Brier,
    /// Decisions with a credit.
    Credited,
    /// The credit of these, in thousandths.
    Credit,
    /// By component.
    Component(Component, ComponentPart),
    /// By kind of strain.
    Kind(RuptureKind, KindPart),
    /// By confidence, to the nearest ten per cent: 0 to 10.
    Bin(u8, BinPart),
    /// By row, as numbered among the names; below [`MOST_ROWS`].
    Row(u32, RowPart),
    /// By marker, as numbered among the names; below [`MOST_MARKERS`].
    Marker(u32, MarkerPart),
    /// By pull, as numbered among the names and below [`MOST_MARKERS`], and by what the decision was made under.
    Pull(u32, Option<RuptureKind>, PullPart),
}

/// One more than the highest index.
pub const COUNTS: usize = 800;

const fn kind_index(kind: RuptureKind) -> u16 {
    match kind {
        RuptureKind::Withdrawal => 0,
        RuptureKind::Confrontation => 1,
    }
}

/// A number below a bound of at most 64, or the index that no count has.
fn small(number: u32, bound: u8) -> Option<u16> {
    u16::try_from(number).ok().filter(|&number| number < u16::from(bound))
}

impl Count {
    /// Its place in a record; `None` if its row, marker or pull is beyond what is kept apart.
    pub fn index(self) -> Option<u16> {
        Some(match self {
            Self::Decisions => 0,
            Self::Drafts => 1,
            Self::Ratings => 2,
            Self::Rated => 3,
            Self::Without => 4,
            Self::Foils => 5,
            Self::Fooled => 6,
            Self::Forecasts => 7,
            Self::Brier => 8,
            Self::Credited => 84,
            Self::Credit => 85,
            Self::Component(component, part) => 10 + 5 * u16::try_from(component.index()).ok()? + part as u16,
            Self::Kind(kind, part) => 30 + 3 * kind_index(kind) + part as u16,
            Self::Bin(bin, part) => 40 + 3 * small(u32::from(bin), 11)? + part as u16,
            Self::Row(row, part) => 100 + 4 * small(row, MOST_ROWS)? + part as u16,
            Self::Marker(marker, part) => 400 + 4 * small(marker, MOST_MARKERS)? + part as u16,
            Self::Pull(pull, under, part) => {
                let under = under.map_or(2, kind_index);
                600 + 2 * (3 * small(pull, MOST_MARKERS)? + under) + part as u16
            }
        })
    }
}

/// The counts of a day, or of any part of it. Those that are 0 take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Index and value, by index.
    cells: Vec<(u16, u32)>,
}

impl Counts {
    /// One count.
    pub fn of(&self, count: Count) -> u32 {
        let index = count.index();
        let found = index.and_then(|index| self.cells.binary_search_by_key(&index, |cell| cell.0).ok());
        found.and_then(|at| self.cells.get(at)).map_or(0, |cell| cell.1)
    }

    /// All counts that are not 0, by index.
    pub fn cells(&self) -> &[(u16, u32)] {
        &self.cells
    }

    /// Adds to a count.
    pub fn add(&mut self, count: Count, value: u32) {
        if let Some(index) = count.index() {
            self.add_at(index, value);
        }
    }

    fn add_at(&mut self, index: u16, value: u32) {
        if value == 0 {
            return;
        }
        match self.cells.binary_search_by_key(&index, |cell| cell.0) {
            Ok(at) => {
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.1 = cell.1.saturating_add(value);
                }
            }
            Err(at) => self.cells.insert(at, (index, value)),
        }
    }

    /// Adds all of another's.
    pub fn add_all(&mut self, other: &Self) {
        for &(index, value) in &other.cells {
            self.add_at(index, value);
        }
    }

    /// Takes all of another's away again.
    pub fn subtract(&mut self, other: &Self) {
        for &(index, value) in &other.cells {
            if let Ok(at) = self.cells.binary_search_by_key(&index, |cell| cell.0)
                && let Some(cell) = self.cells.get_mut(at)
            {
                cell.1 = cell.1.saturating_sub(value);
            }
        }
        self.cells.retain(|cell| cell.1 > 0);
    }

    /// The record: for each count the distance to the one before and the value, each as a LEB128 integer.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.cells.len() * 3);
        let mut before = 0;
        for &(index, value) in &self.cells {
            leb128(&mut bytes, u32::from(index - before));
            leb128(&mut bytes, value);
            before = index;
        }
        bytes
    }

    /// Reads a record. What can't be read is left out: the decisions are still there.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut cells = Vec::with_capacity(bytes.len() / 2);
        let mut rest = bytes;
        let mut index = 0_u16;
        while let (Some(gap), Some(value)) = (read_leb128(&mut rest), read_leb128(&mut rest)) {
            index = index.saturating_add(u16::try_from(gap).unwrap_or(u16::MAX));
            cells.push((index, value));
        }
        Self { cells }
    }
}

fn leb128(bytes: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push((value & 0x7f) as u8);
}

fn read_leb128(rest: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// The sums of one day in one mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// Days since 1970, by UTC.
    pub day: i64,
    /// The mode.
    pub mode: Mode,
    /// The sums.
    pub counts: Counts,
}

/// The number under which a mode is kept.
pub const fn mode_number(mode: Mode) -> i64 {
    match mode {
        Mode::Guided => 0,
        Mode::Practice => 1,
        Mode::Probe => 2,
        Mode::Drill => 3,
        Mode::Classroom => 4,
    }
}

/// The mode behind a number.
pub fn mode_of(number: i64) -> Option<Mode> {
    Mode::ALL.into_iter().find(|&mode| mode_number(mode) == number)
}

/// A mode as attempts name it.
pub fn mode_word(mode: Mode) -> String {
    format!("{mode:?}").to_lowercase()
}

/// What one decision counts for. Nothing if the same moment had been answered before.
pub fn counts_of(names: &Names, decision: &Decision) -> Counts {
    let mut counts = Counts::default();
    if decision.again {
        return counts;
    }
    counts.add(Count::Decisions, 1);
    counts.add(Count::Drafts, u32::from(decision.drafted));
    count_credit(&mut counts, names, decision);
    count_look(&mut counts, names, decision);
    for component in Component::ALL {
        let error = decision
            .read_errors
            .and_then(|errors| errors.get(component.index()).copied());
        if let Some(error) = error {
            let points = u32::from(error.unsigned_abs());
            let side = if error > 0 {
                ComponentPart::TooHigh
            } else {
                ComponentPart::TooLow
            };
            counts.add(Count::Component(component, ComponentPart::Read), 1);
            counts.add(Count::Component(component, side), points);
        }
    }
    if let (Some(percent), true) = (decision.confidence, decision.best > decision.worst) {
        let bin = (percent.min(100) + 5) / 10;
        let outcome = if decision.is_best() { 100 } else { 0 };
        counts.add(Count::Forecasts, 1);
        counts.add(Count::Brier, u32::from(percent.min(100).abs_diff(outcome)).pow(2));
        counts.add(Count::Bin(bin, BinPart::Forecasts), 1);
        counts.add(Count::Bin(bin, BinPart::Best), u32::from(decision.is_best()));
        counts.add(Count::Bin(bin, BinPart::Sure), u32::from(percent.min(100)));
    }
    let under = decision.under();
    for pull in &decision.tempting {
        if let Some(number) = names.known(NameKind::Pull, pull.as_str()) {
            counts.add(Count::Pull(number, under, PullPart::Offered), 1);
            let followed = decision.pull.as_ref() == Some(pull);
            counts.add(Count::Pull(number, under, PullPart::Followed), u32::from(followed));
        }
    }
    counts
}

fn count_credit(counts: &mut Counts, names: &Names, decision: &Decision) {
    let row = |row: &RowId| names.known(NameKind::Row, row.as_str());
    for hindered in decision.hindered.iter().filter_map(row) {
        counts.add(Count::Row(hindered, RowPart::Hindered), 1);
    }
    let Some(credit) = decision.credit.map(u32::from) else {
        return;
    };
    counts.add(Count::Credited, 1);
    counts.add(Count::Credit, credit);
    for called_for in &decision.called_for {
        let Some(number) = row(called_for) else { continue };
        counts.add(Count::Row(number, RowPart::Chances), 1);
        counts.add(Count::Row(number, RowPart::Credit), credit);
        let shown = decision.shown.contains(called_for);
        counts.add(Count::Row(number, RowPart::Shown), u32::from(shown));
    }
    let Some(strain) = &decision.strain else { return };
    for &component in &strain.over {
        counts.add(Count::Component(component, ComponentPart::Chances), 1);
        counts.add(Count::Component(component, ComponentPart::Credit), credit);
    }
    if let Some(marker) = names.known(NameKind::Marker, strain.marker.as_str()) {
        counts.add(Count::Marker(marker, MarkerPart::Chances), 1);
        counts.add(Count::Marker(marker, MarkerPart::Credit), credit);
    }
}

fn count_look(counts: &mut Counts, names: &Names, decision: &Decision) {
    let Some(sighting) = decision.sighting else { return };
    let seen = matches!(sighting, Sighting::Hit | Sighting::FalseAlarm);
    if let Some(strain) = &decision.strain {
        counts.add(Count::Kind(strain.kind, KindPart::Looked), 1);
        counts.add(Count::Kind(strain.kind, KindPart::Hits), u32::from(seen));
        if let Some(marker) = names.known(NameKind::Marker, strain.marker.as_str()) {
            counts.add(Count::Marker(marker, MarkerPart::Looked), 1);
            counts.add(Count::Marker(marker, MarkerPart::Seen), u32::from(seen));
        }
        return;
    }
    counts.add(Count::Without, 1);
    if let Some(alarm) = decision.seen.filter(|_| seen) {
        counts.add(Count::Kind(alarm.kind, KindPart::Alarms), 1);
    }
    if decision.foil {
        counts.add(Count::Foils, 1);
        counts.add(Count::Fooled, u32::from(seen));
    }
}

/// Changes the sums of a day, in the mode of an attempt.
pub(super) fn change(
    connection: &Connection,
    attempt: AttemptId,
    day: i64,
    change: impl FnOnce(&mut Counts),
) -> rusqlite::Result<()> {
    let owner: Option<(Option<i64>, String)> = connection
        .prepare_cached("SELECT profile, mode FROM attempt WHERE id = ?1")?
        .query_row([attempt.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((Some(profile), word)) = owner else {
        return Ok(());
    };
    let Some(mode) = Mode::ALL.into_iter().find(|&mode| mode_word(mode) == word) else {
        return Ok(());
    };
    let key = params![profile, day, mode_number(mode)];
    let before: Option<Vec<u8>> = connection
        .prepare_cached("SELECT counts FROM tally WHERE profile = ?1 AND day = ?2 AND mode = ?3")?
        .query_row(key, |row| row.get(0))
        .optional()?;
    let mut counts = before.map(|bytes| Counts::from_bytes(&bytes)).unwrap_or_default();
    change(&mut counts);
    if counts.cells.is_empty() {
        connection
            .prepare_cached("DELETE FROM tally WHERE profile = ?1 AND day = ?2 AND mode = ?3")?
            .execute(key)?;
        return Ok(());
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO tally (profile, day, mode, counts) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![profile, day, mode_number(mode), counts.to_bytes()])?;
    Ok(())
}

/// All sums of a profile, with the ids behind the numbers in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// By day and mode.
    pub days: Vec<DayTally>,
    /// The rows by their number.
    pub rows: Vec<(u32, RowId)>,
    /// The markers by their number.
    pub markers: Vec<(u32, MarkerId)>,
    /// The pulls by their number.
    pub pulls: Vec<(u32, PullId)>,
}

impl Store {
    /// The sums of a profile and the ids that they are about.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn sums(&mut self, profile: ProfileId) -> Result<Sums, HistoryError> {
        self.learn_names()?;
        let names = |kind| {
            let mut names: Vec<(u32, &str)> = self.names.all(kind).collect();
            names.sort_unstable();
            names
        };
        let (rows, markers, pulls) = (names(NameKind::Row), names(NameKind::Marker), names(NameKind::Pull));
        Ok(Sums {
            days: self.tallies(profile)?,
            rows: rows.into_iter().map(|(number, id)| (number, RowId::from(id))).collect(),
            markers: markers
                .into_iter()
                .map(|(number, id)| (number, MarkerId::from(id)))
                .collect(),
            pulls: pulls
                .into_iter()
                .map(|(number, id)| (number, PullId::from(id)))
                .collect(),
        })
    }

    /// The sums of a profile, by day.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn tallies(&self, profile: ProfileId) -> Result<Vec<DayTally>, HistoryError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT day, mode, counts FROM tally WHERE profile = ?1 ORDER BY day, mode")?;
        let mut rows = query.query([profile.0])?;
        let mut tallies = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(mode) = mode_of(row.get(1)?) else { continue };
            tallies.push(DayTally {
                day: row.get(0)?,
                mode,
                counts: Counts::from_bytes(row.get_ref(2)?.as_blob().unwrap_or_default()),
            });
        }
        Ok(tallies)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn indexes_are_those_of_files_that_were_written() {
        use RuptureKind::{Confrontation, Withdrawal};
        for (count, index) in [
            (Count::Brier, Some(8)),
            (Count::Credit, Some(85)),
            (Count::Component(Component::Goals, ComponentPart::TooLow), Some(24)),
            (Count::Kind(Confrontation, KindPart::Alarms), Some(35)),
            (Count::Bin(10, BinPart::Sure), Some(72)),
            (Count::Bin(11, BinPart::Sure), None),
            (Count::Row(63, RowPart::Hindered), Some(355)),
            (Count::Row(64, RowPart::Chances), None),
            (Count::Marker(31, MarkerPart::Seen), Some(527)),
            (Count::Pull(31, None, PullPart::Followed), Some(791)),
            (Count::Pull(0, Some(Withdrawal), PullPart::Offered), Some(600)),
        ] {
            assert_eq!(count.index(), index, "{count:?}");
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let mut counts = Counts::default();
        for (row, value) in [(63, 70_000), (0, 1), (5, 127), (6, 128), (7, u32::MAX)] {
            counts.add(Count::Row(row, RowPart::Credit), value);
        }
        counts.add(Count::Decisions, 3);
        let read = Counts::from_bytes(&counts.to_bytes());
        assert_eq!(read, counts);
        assert_eq!(read.of(Count::Row(63, RowPart::Credit)), 70_000);
        assert_eq!(read.of(Count::Drafts), 0);
        assert_eq!(Counts::from_bytes(&[0x80, 0x80]), Counts::default());
    }

    #[test]
    fn what_is_added_can_be_taken_away() {
        let mut one = Counts::default();
        one.add(Count::Decisions, 2);
        one.add(Count::Drafts, 1);
        let mut sum = Counts::default();
        sum.add(Count::Decisions, 5);
        let before = sum.clone();
        sum.add_all(&one);
        assert_eq!(sum.of(Count::Decisions), 7);
        sum.subtract(&one);
        assert_eq!(sum, before);
    }

    #[test]
    fn modes_have_numbers_and_words_of_their_own() {
        let numbers: HashSet<i64> = Mode::ALL.into_iter().map(mode_number).collect();
        assert_eq!(numbers.len(), Mode::ALL.len());
        for mode in Mode::ALL {
            assert_eq!(mode_of(mode_number(mode)), Some(mode));
        }
        assert_eq!(mode_word(Mode::Guided), "guided");
        assert_eq!(mode_of(9), None);
    }
}
