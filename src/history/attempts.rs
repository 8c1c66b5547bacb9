//! Attempts as they are listed: a page at a time, so that all of them can be reached, and by vignette, how it was played so far.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, KeptAttempt, Store};

/// An attempt in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Its id.
    pub id: AttemptId,
    /// The vignette's id.
    pub vignette: String,
    /// The title of the vignette as it was played.
    pub title: String,
    /// The mode it was played in.
    pub mode: String,
    /// When it began, in milliseconds since 1970.
    pub started_ms: i64,
    /// When it ended, if it did.
    pub ended_ms: Option<i64>,
    /// The ending's id, if it ended.
    pub ending: Option<String>,
    /// The ending's outcome as its position in the format's list, from the best.
    pub outcome: Option<u8>,
}

/// When attempts began, both ends included, in milliseconds since 1970, and of which kind they are. An end that is missing is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The earliest.
    pub from_ms: Option<i64>,
    /// The latest.
    pub until_ms: Option<i64>,
    /// Whether only whole sessions count, and no single statements.
    pub whole: bool,
}

impl Span {
    fn ends(self) -> (i64, i64) {
        (self.from_ms.unwrap_or(i64::MIN), self.until_ms.unwrap_or(i64::MAX))
    }

    /// What is asked of the kind, in SQL.
    const fn kind(self) -> &'static str {
        if self.whole { " AND mode <> 'drill'" } else { "" }
    }
}

/// Which part of the list is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// When the attempts began.
    pub span: Span,
    /// How many of the latest are passed over.
    pub skip: u64,
    /// Most that are wanted.
    pub most: u32,
}

/// A part of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The attempts, the latest first.
    pub rows: Vec<AttemptRow>,
    /// How many there are in the whole span.
    pub total: u64,
}

/// How a vignette was played so far, in whichever of its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The vignette's id.
    pub vignette: String,
    /// How often it was played to an end.
    pub plays: u64,
    /// The best outcome, as its position in the format's list.
    pub best: Option<u8>,
    /// The latest attempts that came to an end, the latest first; at most [`MOST_ENDED`].
    pub ended: Vec<AttemptRow>,
    /// The latest attempt, if it was left before its end. Single statements are no session to go on with, and don't count.
    pub open: Option<AttemptId>,
    /// When that one began, in milliseconds since 1970.
    pub open_ms: Option<i64>,
}

/// Most attempts that a [`Standing`] has.
pub const MOST_ENDED: usize = 5;

/// An attempt with everything that a report needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// As it is listed.
    pub row: AttemptRow,
    /// What brings it back.
    pub kept: KeptAttempt,
    /// When each turn on the way that it ended on was answered: the turn, from 0, and milliseconds since 1970.
    pub answered: Vec<(u16, i64)>,
}

const COLUMNS: &str = "attempt.id, vignette.id, title, mode, started_ms, ended_ms, ending, outcome";

fn read(row: &Row<'_>) -> rusqlite::Result<AttemptRow> {
    Ok(AttemptRow {
        id: AttemptId(row.get(0)?),
        vignette: row.get(1)?,
        title: row.get(2)?,
        mode: row.get(3)?,
        started_ms: row.get(4)?,
        ended_ms: row.get(5)?,
        ending: row.get(6)?,
        outcome: row.get(7)?,
    })
}

impl Store {
    /// All attempts of a profile, the latest first. For a handful; of many, ask for a page.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn attempts(&self, profile: ProfileId) -> Result<Vec<AttemptRow>, HistoryError> {
        let all = Listing {
            most: u32::MAX,
            ..Listing::default()
        };
        Ok(self.page(profile, &all)?.rows)
    }

    /// A part of the list of a profile's attempts.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn page(&self, profile: ProfileId, listing: &Listing) -> Result<Page, HistoryError> {
        let (from, until) = listing.span.ends();
        let kind = listing.span.kind();
        let count = format!("SELECT count(*) FROM attempt WHERE profile = ?1 AND started_ms BETWEEN ?2 AND ?3{kind}");
        let total: i64 = self
            .connection
            .prepare_cached(&count)?
            .query_row(params![profile.0, from, until], |row| row.get(0))?;
        // What is passed over is passed over in the index alone.
        let sql = format!(
            "SELECT {COLUMNS} FROM (
                SELECT id AS listed FROM attempt WHERE profile = ?1 AND started_ms BETWEEN ?2 AND ?3{kind}
                ORDER BY started_ms DESC, id DESC LIMIT ?4 OFFSET ?5
             ) CROSS JOIN attempt ON attempt.id = listed JOIN vignette ON vignette.hash = attempt.vignette
             ORDER BY started_ms DESC, attempt.id DESC"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let skip = i64::try_from(listing.skip).unwrap_or(i64::MAX);
        let rows = query.query_map(params![profile.0, from, until, listing.most, skip], read)?;
        Ok(Page {
            rows: rows.collect::<Result<_, _>>()?,
            total: total.unsigned_abs(),
        })
    }

    /// The ids of a profile's attempts in a span, the earliest first.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn ids(&self, profile: ProfileId, span: Span) -> Result<Vec<AttemptId>, HistoryError> {
        let (from, until) = span.ends();
        let kind = span.kind();
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT id FROM attempt WHERE profile = ?1 AND started_ms BETWEEN ?2 AND ?3{kind} ORDER BY started_ms, id"
        ))?;
        let ids = query.query_map(params![profile.0, from, until], |row| Ok(AttemptId(row.get(0)?)))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// One attempt of a profile as it is listed, or nothing: somebody else's is none.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn row(&self, profile: ProfileId, id: AttemptId) -> Result<Option<AttemptRow>, HistoryError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM attempt JOIN vignette ON vignette.hash = attempt.vignette
             WHERE attempt.id = ?1 AND profile = ?2"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query_map(params![id.0, profile.0], read)?;
        Ok(rows.next().transpose()?)
    }

    /// An attempt of a profile with everything that a report needs.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn bring(&self, profile: ProfileId, id: AttemptId) -> Result<Option<Brought>, HistoryError> {
        let Some(row) = self.row(profile, id)? else {
            return Ok(None);
        };
        let Some(kept) = self.attempt(id)? else { return Ok(None) };
        let mut query = self
            .connection
            .prepare_cached("SELECT turn, at_ms FROM decision WHERE attempt = ?1 AND rewound = 0 ORDER BY number")?;
        let answered = query.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Some(Brought {
            row,
            kept,
            answered: answered.collect::<Result<_, _>>()?,
        }))
    }

    /// How each vignette was played by a profile so far, by id. Only those that were begun.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn standings(&self, profile: ProfileId) -> Result<Vec<Standing>, HistoryError> {
        let mut counted = self.connection.prepare_cached(
            "SELECT vignette, count(outcome), min(outcome) FROM attempt WHERE profile = ?1 GROUP BY vignette",
        )?;
        let counted = counted.query_map([profile.0], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs(), row.get(2)?))
        })?;
        let counted: Vec<(i64, u64, Option<u8>)> = counted.collect::<Result<_, _>>()?;
        let mut standings: BTreeMap<String, (Standing, Option<AttemptRow>)> = BTreeMap::new();
        for (hash, plays, best) in counted {
            let ended = self.latest(profile, hash, "outcome IS NOT NULL", MOST_ENDED)?;
            let last = self.latest(profile, hash, "mode <> 'drill'", 1)?.pop();
            let id = self.vignette_id(hash)?;
            let (standing, latest) = standings.entry(id.clone()).or_default();
            standing.vignette = id;
            standing.plays += plays;
            standing.best = standing.best.into_iter().chain(best).min();
            standing.ended.extend(ended);
            let newer = |row: &AttemptRow| latest.as_ref().is_none_or(|known| when(known) < when(row));
            if let Some(row) = last.filter(newer) {
                *latest = Some(row);
            }
        }
        let done = standings.into_values().map(|(mut standing, latest)| {
            standing.ended.sort_by_key(|row| std::cmp::Reverse(when(row)));
            standing.ended.truncate(MOST_ENDED);
            let open = latest.filter(|row| row.ended_ms.is_none());
            (standing.open, standing.open_ms) = open.map(|row| (row.id, row.started_ms)).unzip();
            standing
        });
        Ok(done.collect())
    }

    /// The latest attempts on one version of a vignette that fulfil a condition of our own.
    fn latest(
        &self,
        profile: ProfileId,
        hash: i64,
        condition: &str,
        most: usize,
    ) -> Result<Vec<AttemptRow>, HistoryError> {
        // Along the index by time: without a word, SQLite would take the other one and sort.
        let sql = format!(
            "SELECT {COLUMNS} FROM attempt INDEXED BY attempt_by_vignette JOIN vignette ON vignette.hash = attempt.vignette
             WHERE attempt.vignette = ?1 AND profile = ?2 AND {condition}
             ORDER BY started_ms DESC, attempt.id DESC LIMIT ?3"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(params![hash, profile.0, most], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn vignette_id(&self, hash: i64) -> Result<String, HistoryError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id FROM vignette WHERE hash = ?1")?;
        Ok(query.query_row([hash], |row| row.get(0))?)
    }
}

/// What attempts are put in order by.
const fn when(row: &AttemptRow) -> (i64, i64) {
    (row.started_ms, row.id.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::super::store::NewAttempt;
    use super::*;

    const ME: ProfileId = ProfileId(1);

    fn begin(store: &mut Store, vignette: &str, hash: u64, started_ms: i64, mode: &str) -> AttemptId {
        let attempt = NewAttempt {
            hash,
            vignette: vignette.to_owned(),
            title: vignette.to_uppercase(),
            text: String::new(),
            seed: 1,
            mode: mode.to_owned(),
            started_ms,
        };
        store.begin(ME, &attempt).unwrap()
    }

    #[test]
    fn every_attempt_is_on_one_page() {
        let mut store = Store::in_memory().unwrap();
        // Two begin in the same moment, as a clock that was set back makes them.
        for at in 0..4_321_i64 {
            begin(&mut store, "a", 1, at / 2, "guided");
        }
        let mut seen = Vec::new();
        let mut listing = Listing {
            most: 1_000,
            ..Listing::default()
        };
        loop {
            let page = store.page(ME, &listing).unwrap();
            assert_eq!(page.total, 4_321);
            if page.rows.is_empty() {
                break;
            }
            listing.skip += page.rows.len() as u64;
            seen.extend(page.rows.iter().map(|row| row.id));
        }
        let mut ids = store.ids(ME, Span::default()).unwrap();
        ids.reverse();
        assert_eq!(seen, ids);
        assert_eq!(store.page(ProfileId(2), &listing).unwrap(), Page::default());
    }

    #[test]
    fn a_span_has_both_of_its_ends() {
        let mut store = Store::in_memory().unwrap();
        for at in 0..10 {
            begin(&mut store, "a", 1, at * 100, "guided");
        }
        let count = |from_ms, until_ms| {
            let span = Span {
                from_ms,
                until_ms,
                whole: false,
            };
            let listing = Listing { span, skip: 0, most: 3 };
            (
                store.ids(ME, span).unwrap().len(),
                store.page(ME, &listing).unwrap().total,
            )
        };
        assert_eq!(count(Some(200), Some(500)), (4, 4));
        assert_eq!(count(Some(201), None), (7, 7));
        assert_eq!(count(None, Some(0)), (1, 1));
        assert_eq!(count(Some(901), None), (0, 0));
    }

    #[test]
    fn single_statements_can_be_left_out() {
        let mut store = Store::in_memory().unwrap();
        for at in 0..9 {
            let mode = if at % 3 == 0 { "guided" } else { "drill" };
            begin(&mut store, "a", 1, at, mode);
        }
        let span = Span {
            whole: true,
            ..Span::default()
        };
        let listing = Listing { span, skip: 1, most: 9 };
        let page = store.page(ME, &listing).unwrap();
        let began: Vec<i64> = page.rows.iter().map(|row| row.started_ms).collect();
        assert_eq!((began, page.total), (vec![3, 0], 3));
        assert_eq!(store.ids(ME, span).unwrap().len(), 3);
    }

    #[test]
    fn a_standing_counts_every_version_and_no_single_statement() {
        let mut store = Store::in_memory().unwrap();
        for (at, outcome) in [3, 0, 2, 1, 1, 1, 1].into_iter().enumerate() {
            let version = 1 + at as u64 % 2;
            let id = begin(&mut store, "a", version, i64::try_from(at).unwrap(), "guided");
            store.finish(id, 50, "some-end", outcome).unwrap();
        }
        begin(&mut store, "b", 7, 20, "guided");
        let left = begin(&mut store, "b", 8, 21, "practice");
        begin(&mut store, "b", 8, 22, "drill");
        begin(&mut store, "c", 9, 30, "drill");
        let standings = store.standings(ME).unwrap();
        let of = |id: &str| standings.iter().find(|one| one.vignette == id).unwrap();
        assert_eq!((of("a").plays, of("a").best, of("a").open), (7, Some(0), None));
        let ended: Vec<i64> = of("a").ended.iter().map(|row| row.started_ms).collect();
        assert_eq!(ended, [6, 5, 4, 3, 2]);
        assert_eq!((of("b").plays, of("b").open), (0, Some(left)));
        assert_eq!((of("a").open_ms, of("b").open_ms), (None, Some(21)));
        assert_eq!((of("c").plays, of("c").open), (0, None));
    }

    #[test]
    fn what_is_somebody_elses_is_not_brought() {
        let mut store = Store::in_memory().unwrap();
        let id = begin(&mut store, "a", 1, 5, "guided");
        let other = store.add_profile("Noor", 0).unwrap();
        assert_eq!(store.bring(other, id).unwrap(), None);
        assert_eq!(store.bring(ME, id).unwrap().unwrap().row.started_ms, 5);
    }
}
