//! Decisions in the database: kept with their sums, and found again by what they are evidence of.

use std::collections::BTreeMap;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::decision::{Decision, KeptDecision, Seen, Strained};
use super::names::{MOST_ROWS, NameKind, Names};
use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, Store};
use super::tally::{self, Counts, DAY_MS, counts_of, mode_number, mode_of};
use crate::framework::id::{Component, MarkerId, PullId, RowId, RuptureKind};
use crate::scenario::id::{ResponseId, ScenarioId, StatementId};
use crate::score::recognition::Sighting;
use crate::session::options::Mode;

const COLUMNS: &str = "decision.attempt, number, turn, at_ms, decision.mode, decision.vignette, statement, response, quality, best, worst, \
    credit, panel, confidence, sighting, seen_kind, seen_component, strain_kind, marker, over, foil, rupture, pull, tempting, called_for, \
    shown, hindered, read_bond, read_tasks, read_goals, drafted, held_back, rewound, again";

const fn kind_number(kind: RuptureKind) -> i64 {
    match kind {
        RuptureKind::Withdrawal => 0,
        RuptureKind::Confrontation => 1,
    }
}

const fn sighting_number(sighting: Sighting) -> i64 {
    match sighting {
        Sighting::Hit => 0,
        Sighting::Miss => 1,
        Sighting::FalseAlarm => 2,
        Sighting::CorrectRejection => 3,
    }
}

/// A kind of strain as the file has it.
struct KindCell(RuptureKind);

impl FromSql for KindCell {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value.as_i64()? {
            0 => Ok(Self(RuptureKind::Withdrawal)),
            1 => Ok(Self(RuptureKind::Confrontation)),
            other => Err(FromSqlError::OutOfRange(other)),
        }
    }
}

/// What a look came to, as the file has it.
struct SightingCell(Sighting);

impl FromSql for SightingCell {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(match value.as_i64()? {
            0 => Sighting::Hit,
            1 => Sighting::Miss,
            2 => Sighting::FalseAlarm,
            3 => Sighting::CorrectRejection,
            other => return Err(FromSqlError::OutOfRange(other)),
        }))
    }
}

/// What decisions are looked for. An empty one finds all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The first and the last day, since 1970 by UTC, of the attempts' beginning.
    pub days: Option<(i64, i64)>,
    /// Only these modes; any if empty.
    pub modes: Vec<Mode>,
    /// Only decisions that called for this row.
    pub row: Option<RowId>,
    /// Only at statements with this marker.
    pub marker: Option<MarkerId>,
    /// Only at statements that strain this component.
    pub component: Option<Component>,
    /// Only with this pull on offer.
    pub tempting: Option<PullId>,
    /// Only those that followed this pull.
    pub pull: Option<PullId>,
    /// Only those made under this kind of strain (`Some(None)`: under none).
    pub under: Option<Option<RuptureKind>>,
    /// Only looks that came to one of these.
    pub sightings: Vec<Sighting>,
    /// Only with a confidence that is nearest to this many tens.
    pub bin: Option<u8>,
}

impl Store {
    /// Keeps decisions of an attempt, in place of those with the same numbers but for their time, and brings the sums up to date.
    ///
    /// # Errors
    /// If the database can't be written. Nothing has changed then.
    pub fn put_decisions(&mut self, attempt: AttemptId, decisions: &[Decision]) -> Result<(), HistoryError> {
        self.write(|names, transaction| put(names, transaction, attempt, decisions))
    }

    /// The decisions of one attempt, in the order in which they were made.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn decisions(&mut self, attempt: AttemptId) -> Result<Vec<Decision>, HistoryError> {
        self.learn_names()?;
        let sql = format!("SELECT {COLUMNS} FROM decision WHERE attempt = ?1 ORDER BY number");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map([attempt.0], |row| read(&self.names, row))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The latest decisions of a profile that fit, at most `limit`. Those of moments that were answered before are left out, as in the sums.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn evidence(
        &mut self,
        profile: ProfileId,
        evidence: &Evidence,
        limit: usize,
    ) -> Result<Vec<KeptDecision>, HistoryError> {
        self.learn_names()?;
        let Some(conditions) = conditions(&self.names, evidence) else {
            return Ok(Vec::new());
        };
        let (from, until) = evidence.days.map_or((i64::MIN, i64::MAX), |(from, until)| {
            let end = until.saturating_add(1).saturating_mul(DAY_MS);
            (from.saturating_mul(DAY_MS), end.saturating_sub(1))
        });
        // The decisions are walked through attempt by attempt, the latest first, until enough are found.
        let sql = format!(
            "SELECT {COLUMNS}, attempt.vignette FROM attempt CROSS JOIN decision ON decision.attempt = attempt.id
             WHERE profile = ?1 AND started_ms BETWEEN ?2 AND ?3 AND again = 0{conditions}
             ORDER BY started_ms DESC, attempt.id DESC, number DESC LIMIT ?4"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = query.query_map(params![profile.0, from, until, limit], |row| {
            Ok(KeptDecision {
                attempt: AttemptId(row.get(0)?),
                hash: row.get::<_, i64>(34)?.cast_unsigned(),
                decision: read(&self.names, row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The conditions as SQL: numbers of our own only. `None` if something is named that no decision has.
fn conditions(names: &Names, evidence: &Evidence) -> Option<String> {
    use std::fmt::Write as _;
    let mut sql = String::new();
    // Writing to a text can't fail.
    let mut and = |condition: std::fmt::Arguments<'_>| {
        let _ = write!(sql, " AND {condition}");
    };
    if !evidence.modes.is_empty() {
        let modes: Vec<String> = evidence
            .modes
            .iter()
            .map(|&mode| mode_number(mode).to_string())
            .collect();
        and(format_args!("decision.mode IN ({})", modes.join(", ")));
    }
    if let Some(row) = &evidence.row {
        let number = names.known(NameKind::Row, row.as_str())?;
        and(format_args!("called_for & {} != 0", bit(number).cast_signed()));
    }
    if let Some(marker) = &evidence.marker {
        let number = names.known(NameKind::Marker, marker.as_str())?;
        and(format_args!("marker = {number}"));
    }
    if let Some(component) = evidence.component {
        and(format_args!("over & {} != 0", 1 << component.index()));
    }
    if let Some(pull) = &evidence.tempting {
        let number = names.known(NameKind::Pull, pull.as_str())?;
        and(format_args!("tempting & {} != 0", bit(number).cast_signed()));
    }
    if let Some(pull) = &evidence.pull {
        let number = names.known(NameKind::Pull, pull.as_str())?;
        and(format_args!("pull = {number}"));
    }
    match evidence.under {
        None => {}
        Some(None) => and(format_args!("coalesce(strain_kind, rupture) IS NULL")),
        Some(Some(kind)) => and(format_args!("coalesce(strain_kind, rupture) = {}", kind_number(kind))),
    }
    if !evidence.sightings.is_empty() {
        let sightings = evidence.sightings.iter();
        let sightings: Vec<String> = sightings
            .map(|&sighting| sighting_number(sighting).to_string())
            .collect();
        and(format_args!("sighting IN ({})", sightings.join(", ")));
    }
    if let Some(bin) = evidence.bin {
        and(format_args!("best > worst AND (confidence + 5) / 10 = {bin}"));
    }
    Some(sql)
}

/// The bit of a row or a pull; none if it is beyond what is kept apart.
const fn bit(number: u32) -> u64 {
    if number < MOST_ROWS as u32 { 1 << number } else { 0 }
}

fn bits<'a>(
    names: &mut Names,
    transaction: &Transaction<'_>,
    kind: NameKind,
    ids: impl Iterator<Item = &'a str>,
) -> rusqlite::Result<i64> {
    let mut bits = 0;
    for id in ids {
        bits |= bit(names.number(transaction, kind, id)?);
    }
    Ok(bits.cast_signed())
}

/// Keeps decisions within a transaction.
pub(super) fn put(
    names: &mut Names,
    transaction: &Transaction<'_>,
    attempt: AttemptId,
    decisions: &[Decision],
) -> Result<(), HistoryError> {
    let sql = format!("SELECT {COLUMNS} FROM decision WHERE attempt = ?1 AND number = ?2");
    // What goes and what comes, by day, so that a day's sums are written once.
    let mut days: BTreeMap<i64, (Counts, Counts)> = BTreeMap::new();
    for decision in decisions {
        let before = transaction
            .prepare_cached(&sql)?
            .query_row(params![attempt.0, decision.number], |row| read(names, row))
            .optional()?;
        // What completes a decision does not move it to another day.
        let at_ms = before.as_ref().map_or(decision.at_ms, |before| before.at_ms);
        insert(names, transaction, attempt, decision, at_ms)?;
        let (gone, come) = days.entry(at_ms.div_euclid(DAY_MS)).or_default();
        if let Some(before) = before {
            gone.add_all(&counts_of(names, &before));
        }
        come.add_all(&counts_of(names, decision));
    }
    for (day, (gone, come)) in days {
        tally::change(transaction, attempt, day, |sums| {
            sums.subtract(&gone);
            sums.add_all(&come);
        })?;
    }
    Ok(())
}

fn insert(
    names: &mut Names,
    transaction: &Transaction<'_>,
    attempt: AttemptId,
    decision: &Decision,
    at_ms: i64,
) -> rusqlite::Result<()> {
    let rows =
        |names: &mut Names, ids: &[RowId]| bits(names, transaction, NameKind::Row, ids.iter().map(RowId::as_str));
    let called_for = rows(names, &decision.called_for)?;
    let shown = rows(names, &decision.shown)?;
    let hindered = rows(names, &decision.hindered)?;
    let tempting = decision.tempting.iter().map(PullId::as_str);
    let tempting = bits(names, transaction, NameKind::Pull, tempting)?;
    let strain = decision.strain.as_ref();
    let marker = match strain {
        Some(strain) => Some(names.number(transaction, NameKind::Marker, strain.marker.as_str())?),
        None => None,
    };
    let pull = match &decision.pull {
        Some(pull) => Some(names.number(transaction, NameKind::Pull, pull.as_str())?),
        None => None,
    };
    let over = strain.map_or(0, |strain| {
        strain
            .over
            .iter()
            .fold(0_i64, |bits, component| bits | 1 << component.index())
    });
    let [bond, tasks, goals] = decision.read_errors.map_or([None; 3], |errors| errors.map(Some));
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO decision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, \
             ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)",
        )?
        .execute(params![
            attempt.0,
            decision.number,
            decision.turn,
            at_ms,
            mode_number(decision.mode),
            names.number(transaction, NameKind::Vignette, decision.vignette.as_str())?,
            names.number(transaction, NameKind::Statement, decision.statement.as_str())?,
            names.number(transaction, NameKind::Response, decision.response.as_str())?,
            decision.quality,
            decision.best,
            decision.worst,
            decision.credit,
            decision.panel,
            decision.confidence,
            decision.sighting.map(sighting_number),
            decision.seen.map(|seen| kind_number(seen.kind)),
            decision.seen.and_then(|seen| seen.component).map(component_number),
            strain.map(|strain| kind_number(strain.kind)),
            marker,
            over,
            decision.foil,
            decision.rupture.map(kind_number),
            pull,
            tempting,
            called_for,
            shown,
            hindered,
            bond,
            tasks,
            goals,
            decision.drafted,
            decision.held_back,
            decision.rewound,
            decision.again,
        ])?;
    Ok(())
}

fn rows_of(names: &Names, bits: i64) -> Vec<RowId> {
    let numbers = (0..u32::from(MOST_ROWS)).filter(|&number| bits.cast_unsigned() & bit(number) != 0);
    numbers
        .map(|number| RowId::from(names.text(NameKind::Row, number)))
        .collect()
}

fn pulls_of(names: &Names, bits: i64) -> Vec<PullId> {
    let numbers = (0..u32::from(MOST_ROWS)).filter(|&number| bits.cast_unsigned() & bit(number) != 0);
    numbers
        .map(|number| PullId::from(names.text(NameKind::Pull, number)))
        .collect()
}

fn kind(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<RuptureKind>> {
    Ok(row.get::<_, Option<KindCell>>(column)?.map(|cell| cell.0))
}

const fn component_number(component: Component) -> u8 {
    match component {
        Component::Bond => 0,
        Component::Tasks => 1,
        Component::Goals => 2,
    }
}

fn component(number: Option<u8>) -> Option<Component> {
    let number = number?;
    Component::ALL
        .into_iter()
        .find(|&component| component_number(component) == number)
}

/// Reads a row of [`COLUMNS`].
fn read(names: &Names, row: &Row<'_>) -> rusqlite::Result<Decision> {
    let seen_component = component(row.get(16)?);
    let over: i64 = row.get(19)?;
    let marker: Option<u32> = row.get(18)?;
    let strain = kind(row, 17)?.map(|kind| Strained {
        kind,
        marker: MarkerId::from(marker.map_or("", |marker| names.text(NameKind::Marker, marker))),
        over: Component::ALL
            .into_iter()
            .filter(|component| over >> component.index() & 1 == 1)
            .collect(),
    });
    let pull: Option<u32> = row.get(22)?;
    let read: (Option<i8>, Option<i8>, Option<i8>) = (row.get(27)?, row.get(28)?, row.get(29)?);
    Ok(Decision {
        number: row.get(1)?,
        turn: row.get(2)?,
        at_ms: row.get(3)?,
        mode: mode_of(row.get(4)?).unwrap_or(Mode::Practice),
        vignette: ScenarioId::from(names.text(NameKind::Vignette, row.get(5)?)),
        statement: StatementId::from(names.text(NameKind::Statement, row.get(6)?)),
        response: ResponseId::from(names.text(NameKind::Response, row.get(7)?)),
        quality: row.get(8)?,
        best: row.get(9)?,
        worst: row.get(10)?,
        credit: row.get(11)?,
        panel: row.get(12)?,
        confidence: row.get(13)?,
        sighting: row.get::<_, Option<SightingCell>>(14)?.map(|cell| cell.0),
        seen: kind(row, 15)?.map(|kind| Seen {
            kind,
            component: seen_component,
        }),
        strain,
        foil: row.get(20)?,
        rupture: kind(row, 21)?,
        pull: pull.map(|pull| PullId::from(names.text(NameKind::Pull, pull))),
        tempting: pulls_of(names, row.get(23)?),
        called_for: rows_of(names, row.get(24)?),
        shown: rows_of(names, row.get(25)?),
        hindered: rows_of(names, row.get(26)?),
        read_errors: match read {
            (Some(bond), Some(tasks), Some(goals)) => Some([bond, tasks, goals]),
            _ => None,
        },
        drafted: row.get(30)?,
        held_back: row.get(31)?,
        rewound: row.get(32)?,
        again: row.get(33)?,
    })
}
