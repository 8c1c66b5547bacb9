//! The database of attempts. Every rule of how it is opened and written stands here.
//!
//! Write-ahead log, full sync, foreign keys on. A file that is not ours or is damaged is moved aside, never deleted or overwritten;
//! one from a newer program is opened for reading only.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use thiserror::Error;

use super::decision::Decision;
use super::decisions;
use super::migrations::{APPLICATION_ID, STEPS, version};
use super::names::Names;
use super::profile::ProfileId;
use super::store_files::{self, KeptFile};

/// The file's name in the data folder.
pub const FILE: &str = "history.sqlite";

/// What can go wrong with the history. The program runs on without it.
#[derive(Debug, Error)]
pub enum HistoryError {
    /// The database refused.
    #[error("{}", refusal(_0))]
    Database(#[from] rusqlite::Error),
    /// The folder or the file is out of reach.
    #[error("the history could not be reached: {0}")]
    Io(#[from] std::io::Error),
    /// A copy to take along could not be written.
    #[error("{} can’t be written: {source}", path.display())]
    Copy {
        /// Where to.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is there already.
    #[error("there is a file at {} already", _0.display())]
    Taken(PathBuf),
    /// Another window holds on to what is to be deleted.
    #[error("another window has the history open: close it, and delete again")]
    InUse,
    /// The history is open for reading only.
    #[error("the history can't be written here, and is shown only")]
    ReadOnly,
    /// The file belongs to a newer program.
    #[error("the history was written by a newer Attune and is opened for reading only")]
    Newer,
}

impl HistoryError {
    /// Whether what is in the database stands against it: another window has written there, or deleted.
    pub fn is_conflict(&self) -> bool {
        match self {
            Self::Database(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation),
            _ => false,
        }
    }
}

/// Names an attempt in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct AttemptId(pub i64);

/// What is known when an attempt begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttempt {
    /// Hash of the vignette's text.
    pub hash: u64,
    /// The vignette's id.
    pub vignette: String,
    /// The vignette's title.
    pub title: String,
    /// The vignette's text, kept so that a later edit never changes history.
    pub text: String,
    /// The session's seed.
    pub seed: u64,
    /// The session's mode.
    pub mode: String,
    /// When it began, in milliseconds since 1970.
    pub started_ms: i64,
}

/// Everything that brings an attempt back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAttempt {
    /// The text of the vignette as it was played.
    pub text: String,
    /// The hash of that text.
    pub hash: u64,
    /// The events, each as it was written.
    pub events: Vec<String>,
}

/// An open database.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) names: Names,
    /// Where it is; `None` in memory.
    pub(super) folder: Option<PathBuf>,
    access: Access,
}

/// What may be done with a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Write,
    /// The folder or the disk can't be written.
    Read,
    /// A newer program's.
    Newer,
}

/// Databases up to this size are looked through for damage when they are opened; larger ones would take seconds, and show it when they are read.
const CHECKED_BYTES: u64 = 32 * 1024 * 1024;

/// Copies from before a change of shape are made as long as there are fewer than this.
const MOST_COPIES: u32 = 9;

/// How often to try again to open what another window is just making or changing.
const TRIES: u32 = 100;

/// A database, and what there is to say about how it was opened.
#[derive(Debug)]
pub struct Opened {
    /// The database.
    pub store: Store,
    /// A sentence for the person, if something was unusual.
    pub note: Option<String>,
}

/// SQLite has signed integers only; the bits are kept.
const fn signed(value: u64) -> i64 {
    value.cast_signed()
}

impl Store {
    /// Opens the history in a folder, making both if they are missing.
    ///
    /// # Errors
    /// If the folder can't be made or written.
    pub fn open(folder: &Path) -> Result<Opened, HistoryError> {
        fs::create_dir_all(folder)?;
        let path = folder.join(FILE);
        match Self::open_patiently(&path) {
            Ok(store) => {
                let note = (store.access == Access::Newer).then(|| {
                    "Your history was written by a newer Attune. It is shown, and nothing is added to it.".to_owned()
                });
                Ok(Opened { store, note })
            }
            Err(error) if is_damage(&error) => {
                let kept = store_files::move_aside(&path)?;
                let store = Self::open_patiently(&path)?;
                let name = kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let note = format!("Your history could not be read. It is kept as {name}, and a new one was begun.");
                Ok(Opened {
                    store,
                    note: Some(note),
                })
            }
            // What can't be written may still be read.
            Err(error) => match Self::open_for_reading(&path) {
                Ok(store) => Ok(Opened {
                    store,
                    note: Some(
                        "Your history can’t be written here. It is shown, and nothing is added to it.".to_owned(),
                    ),
                }),
                Err(_) => Err(error),
            },
        }
    }

    /// Opens a file that can't be written, as it is. Another window must not be writing to it meanwhile.
    ///
    /// # Errors
    /// If it can't be read, or is no history of this version.
    pub fn open_for_reading(path: &Path) -> Result<Self, HistoryError> {
        let address: String = path
            .to_string_lossy()
            .chars()
            .map(|c| match c {
                '?' => "%3f".to_owned(),
                '#' => "%23".to_owned(),
                '%' => "%25".to_owned(),
                other => other.to_string(),
            })
            .collect();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(format!("file:{address}?immutable=1"), flags)?;
        let found: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let owner: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if owner != APPLICATION_ID || found < version() {
            return Err(HistoryError::Database(not_a_database()));
        }
        Ok(Self {
            connection,
            names: Names::default(),
            folder: path.parent().map(Path::to_owned),
            access: Access::Read,
        })
    }

    /// Another window may just be making the file, or changing its shape.
    fn open_patiently(path: &Path) -> Result<Self, HistoryError> {
        for _ in 0..TRIES {
            match Self::open_file(path) {
                Err(HistoryError::Database(error)) if is_busy(&error) => {
                    std::thread::park_timeout(std::time::Duration::from_millis(20));
                }
                other => return other,
            }
        }
        Self::open_file(path)
    }

    /// A database that leaves no trace, for guests and for when the disk is out of reach.
    ///
    /// # Errors
    /// If SQLite can't make one.
    pub fn in_memory() -> Result<Self, HistoryError> {
        let mut store = Self {
            connection: Connection::open_in_memory()?,
            names: Names::default(),
            folder: None,
            access: Access::Write,
        };
        store.connection.pragma_update(None, "foreign_keys", true)?;
        store.migrate(None)?;
        Ok(store)
    }

    fn open_file(path: &Path) -> Result<Self, HistoryError> {
        if path.exists() && !path.is_file() {
            return Err(HistoryError::Database(not_a_database()));
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        let found: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let owner: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 && owner != APPLICATION_ID {
            return Err(HistoryError::Database(not_a_database()));
        }
        if found > version() {
            drop(connection);
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            return Ok(Self {
                connection: Connection::open_with_flags(path, flags)?,
                names: Names::default(),
                folder: path.parent().map(Path::to_owned),
                access: Access::Newer,
            });
        }
        let small = fs::metadata(path).is_ok_and(|data| data.len() <= CHECKED_BYTES);
        if small {
            let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
            if sound != "ok" {
                return Err(HistoryError::Database(not_a_database()));
            }
        }
        let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            connection.pragma_update(None, "journal_mode", "DELETE")?;
        }
        // Moving the log into the file takes longer than a move should; [`Store::tidy`] does it when nobody waits. This is the net under it.
        connection.pragma_update(None, "wal_autocheckpoint", 4_000)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", true)?;
        let mut store = Self {
            connection,
            names: Names::default(),
            folder: path.parent().map(Path::to_owned),
            access: Access::Write,
        };
        store.migrate(Some(path))?;
        Ok(store)
    }

    fn migrate(&mut self, path: Option<&Path>) -> Result<(), HistoryError> {
        let found: i32 = self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))?;
        let done = usize::try_from(found).unwrap_or(0);
        let Some(steps) = STEPS.get(done..).filter(|steps| !steps.is_empty()) else {
            return Ok(());
        };
        if let (Some(path), true) = (path, done > 0) {
            self.back_up(path)?;
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another window may have done it while this one waited.
        let now: i32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now == found {
            for step in steps {
                transaction.execute_batch(step)?;
            }
            transaction.pragma_update(None, "user_version", version())?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Copies the database to a name that no file has. One of an earlier try may be there: the program was stopped between copying and
    /// changing, or another window is at it.
    fn back_up(&self, path: &Path) -> Result<(), HistoryError> {
        for number in 1..MOST_COPIES {
            let name = match number {
                1 => format!("before-{}.sqlite", version()),
                more => format!("before-{}-{more}.sqlite", version()),
            };
            let backup = path.with_extension(name);
            if backup.exists() {
                continue;
            }
            match self.connection.execute("VACUUM INTO ?1", [backup.to_string_lossy()]) {
                Ok(_) => return Ok(()),
                // Another window was quicker.
                Err(error) if error.to_string().contains("already exists") => {}
                Err(error) => {
                    // Half a copy is none.
                    let _ = fs::remove_file(&backup);
                    return Err(error.into());
                }
            }
        }
        Ok(())
    }

    /// Does something that writes, all of it or nothing. Two windows wait for each other here.
    pub(super) fn write<R>(
        &mut self,
        work: impl FnOnce(&mut Names, &Transaction<'_>) -> Result<R, HistoryError>,
    ) -> Result<R, HistoryError> {
        self.writable()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&mut self.names, &transaction).and_then(|done| {
            transaction.commit()?;
            Ok(done)
        });
        if done.is_err() {
            // Some may have been given in the transaction that was undone.
            self.names = Names::default();
        }
        done
    }

    /// Reads the names that decisions are kept with, another window's as well.
    pub(super) fn learn_names(&mut self) -> Result<(), HistoryError> {
        self.names = Names::read(&self.connection)?;
        Ok(())
    }

    pub(super) fn writable(&self) -> Result<&Connection, HistoryError> {
        match self.access {
            Access::Write => Ok(&self.connection),
            Access::Read => Err(HistoryError::ReadOnly),
            Access::Newer => Err(HistoryError::Newer),
        }
    }

    /// Moves what the write-ahead log holds into the file, as far as no other window needs it. To be called when nobody waits.
    ///
    /// # Errors
    /// If the file can't be written; everything is then still in the log.
    pub fn tidy(&self) -> Result<(), HistoryError> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Holds the database to so many pages, or to none: a full disk, as tests need one.
    ///
    /// # Errors
    /// If SQLite refuses.
    pub fn limit_to(&self, pages: Option<u32>) -> Result<(), HistoryError> {
        let pages = pages.unwrap_or(u32::MAX - 1);
        self.connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        Ok(())
    }

    /// How many pages the database has.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn pages(&self) -> Result<u32, HistoryError> {
        Ok(self
            .connection
            .pragma_query_value(None, "page_count", |row| row.get(0))?)
    }

    /// Begins an attempt of a profile; keeps the vignette's text if it is new.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn begin(&mut self, profile: ProfileId, attempt: &NewAttempt) -> Result<AttemptId, HistoryError> {
        self.write(|_, transaction| Ok(insert_attempt(transaction, profile, attempt)?))
    }

    /// Takes in whole attempts with their events and decisions, all or none of them: for histories that are made and not played.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn import(
        &mut self,
        profile: ProfileId,
        attempts: impl IntoIterator<Item = (NewAttempt, Vec<String>, Vec<Decision>)>,
    ) -> Result<(), HistoryError> {
        self.write(|names, transaction| {
            for (attempt, events, made) in attempts {
                let id = insert_attempt(transaction, profile, &attempt)?;
                insert_events(transaction, id, 0, &events)?;
                decisions::put(names, transaction, id, &made)?;
            }
            Ok(())
        })
    }

    /// Adds events to an attempt with the decisions that they made or changed, all or none. `first` is the number of the first event.
    ///
    /// # Errors
    /// If the database can't be written, or an event with that number is there already.
    pub fn append(
        &mut self,
        attempt: AttemptId,
        first: usize,
        events: &[String],
        decisions: &[Decision],
    ) -> Result<(), HistoryError> {
        self.write(|names, transaction| {
            insert_events(transaction, attempt, first, events)?;
            decisions::put(names, transaction, attempt, decisions)
        })
    }

    /// Marks an attempt as ended. A single statement has no ending: with an empty one, neither ending nor outcome is kept.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn finish(&self, id: AttemptId, ended_ms: i64, ending: &str, outcome: u8) -> Result<(), HistoryError> {
        let (ending, outcome) = (!ending.is_empty()).then_some((ending, outcome)).unzip();
        self.writable()?.execute(
            "UPDATE attempt SET ended_ms = ?2, ending = ?3, outcome = ?4 WHERE id = ?1",
            params![id.0, ended_ms, ending, outcome],
        )?;
        Ok(())
    }

    /// One attempt with the vignette that it was played on. `None` if there is no such attempt.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn attempt(&self, id: AttemptId) -> Result<Option<KeptAttempt>, HistoryError> {
        let found = self
            .connection
            .query_row(
                "SELECT vignette.text, vignette.hash FROM attempt JOIN vignette ON vignette.hash = attempt.vignette
                 WHERE attempt.id = ?1",
                [id.0],
                |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)),
            )
            .optional()?;
        let Some((text, hash)) = found else { return Ok(None) };
        Ok(Some(KeptAttempt {
            text,
            hash: hash.cast_unsigned(),
            events: self.events(id)?,
        }))
    }

    /// The events of an attempt, each as it was written.
    pub(super) fn events(&self, id: AttemptId) -> Result<Vec<String>, HistoryError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT body FROM event WHERE attempt = ?1 ORDER BY number")?;
        Ok(query.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// How much is kept of a profile, and in which files.
    ///
    /// # Errors
    /// If the database or its folder can't be read.
    pub fn holdings(&self, profile: ProfileId) -> Result<Holdings, HistoryError> {
        let count = |sql: &str| -> rusqlite::Result<u64> {
            let found: i64 = self
                .connection
                .prepare_cached(sql)?
                .query_row([profile.0], |row| row.get(0))?;
            Ok(found.unsigned_abs())
        };
        let of_attempts = |table: &str, condition: &str| {
            count(&format!(
                "SELECT count(*) FROM {table} JOIN attempt ON attempt.id = {table}.attempt WHERE profile = ?1{condition}"
            ))
        };
        Ok(Holdings {
            attempts: count("SELECT count(*) FROM attempt WHERE profile = ?1")?,
            answers: of_attempts("decision", "")?,
            drafts: of_attempts("decision", " AND drafted = 1")?,
            ratings: of_attempts("self_rating", "")?,
            cards: count("SELECT count(*) FROM card WHERE profile = ?1")?,
            files: match &self.folder {
                Some(folder) => store_files::list(folder)?,
                None => Vec::new(),
            },
        })
    }
}

/// How much is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Attempts.
    pub attempts: u64,
    /// Answers.
    pub answers: u64,
    /// Drafts that were followed by an answer.
    pub drafts: u64,
    /// Ratings of drafts.
    pub ratings: u64,
    /// Cards of spaced practice.
    pub cards: u64,
    /// The files in the data folder, everybody's.
    pub files: Vec<KeptFile>,
}

fn insert_attempt(
    transaction: &Transaction<'_>,
    profile: ProfileId,
    attempt: &NewAttempt,
) -> rusqlite::Result<AttemptId> {
    transaction
        .prepare_cached(
            "INSERT INTO vignette (hash, id, title, text) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (hash) DO NOTHING",
        )?
        .execute(params![
            signed(attempt.hash),
            attempt.vignette,
            attempt.title,
            attempt.text
        ])?;
    transaction
        .prepare_cached("INSERT INTO attempt (profile, vignette, seed, mode, started_ms) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            profile.0,
            signed(attempt.hash),
            signed(attempt.seed),
            attempt.mode,
            attempt.started_ms
        ])?;
    Ok(AttemptId(transaction.last_insert_rowid()))
}

fn insert_events(
    transaction: &Transaction<'_>,
    attempt: AttemptId,
    first: usize,
    events: &[String],
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached("INSERT INTO event (attempt, number, body) VALUES (?1, ?2, ?3)")?;
    for (number, body) in (first..).zip(events) {
        insert.execute(params![attempt.0, i64::try_from(number).unwrap_or(i64::MAX), body])?;
    }
    Ok(())
}

/// What the database refuses, in words for somebody who knows no database.
fn refusal(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, Unknown};
    match error.sqlite_error_code() {
        Some(DiskFull) => "the history could not be written: the disk is full".to_owned(),
        Some(DatabaseCorrupt | NotADatabase) => "the history is damaged, and part of it can’t be read".to_owned(),
        Some(DatabaseBusy | DatabaseLocked) => {
            "the history could not be written: another program holds on to it".to_owned()
        }
        // Tables or columns that another version made otherwise.
        Some(Unknown) => format!("part of the history has a form that this version of Attune can’t read: {error}"),
        _ => format!("the history could not be read or written: {error}"),
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(error.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

fn not_a_database() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_NOTADB), None)
}

fn is_damage(error: &HistoryError) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error {
        HistoryError::Database(error) => {
            matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
        }
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
pub(super) mod tests {
    use super::*;

    const ME: ProfileId = ProfileId(1);

    pub(in crate::history) fn attempt(seed: u64) -> NewAttempt {
        NewAttempt {
            hash: u64::MAX - 1,
            vignette: "the-worksheet".to_owned(),
            title: "The worksheet".to_owned(),
            text: "a distinctive text".to_owned(),
            seed,
            mode: "guided".to_owned(),
            started_ms: 1_000,
        }
    }

    #[test]
    fn what_was_kept_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap().store;
        let id = store.begin(ME, &attempt(u64::MAX)).unwrap();
        store.append(id, 0, &["one".to_owned(), "two".to_owned()], &[]).unwrap();
        store.append(id, 2, &["three".to_owned()], &[]).unwrap();
        store.finish(id, 2_000, "repaired", 0).unwrap();
        drop(store);
        let store = Store::open(folder.path()).unwrap().store;
        let kept = store.attempt(id).unwrap().unwrap();
        assert_eq!(kept.events, ["one", "two", "three"]);
        assert_eq!((kept.text.as_str(), kept.hash), ("a distinctive text", u64::MAX - 1));
        let rows = store.attempts(ME).unwrap();
        assert_eq!(
            (rows.len(), rows[0].outcome, rows[0].ended_ms),
            (1, Some(0), Some(2_000))
        );
        assert_eq!(store.attempt(AttemptId(99)).unwrap(), None);
    }

    #[test]
    fn an_event_is_never_written_twice() {
        let mut store = Store::in_memory().unwrap();
        let id = store.begin(ME, &attempt(1)).unwrap();
        store.append(id, 0, &["one".to_owned()], &[]).unwrap();
        assert!(
            store
                .append(id, 0, &["other".to_owned(), "more".to_owned()], &[])
                .is_err()
        );
        assert_eq!(store.attempt(id).unwrap().unwrap().events, ["one"]);
    }

    #[test]
    fn a_broken_file_is_kept_and_the_program_runs_on() {
        let cases: [(&str, &[u8]); 3] = [
            ("text", b"not a database at all, but long enough"),
            ("zeros", &[0; 4096]),
            ("short", b"SQLite format 3\0"),
        ];
        for (what, bytes) in cases {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(FILE), bytes).unwrap();
            let opened = Store::open(folder.path()).unwrap();
            assert!(opened.store.attempts(ME).unwrap().is_empty(), "{what}");
            if opened.note.is_some() {
                let kept = folder.path().join("history.unreadable-1.sqlite");
                assert_eq!(fs::read(kept).unwrap(), bytes, "{what}: nothing is lost");
            }
        }
    }

    #[test]
    fn what_the_database_refuses_is_told_in_plain_words() {
        let of = |code| HistoryError::Database(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
        for (code, words) in [
            (rusqlite::ffi::SQLITE_FULL, "the disk is full"),
            (rusqlite::ffi::SQLITE_CORRUPT, "is damaged"),
            (rusqlite::ffi::SQLITE_BUSY, "another program holds on to it"),
            (rusqlite::ffi::SQLITE_IOERR, "could not be read or written: "),
            (rusqlite::ffi::SQLITE_ERROR, "a form that this version"),
        ] {
            let told = of(code).to_string();
            assert!(told.contains("the history ") && told.contains(words), "{told}");
        }
    }

    #[test]
    fn a_newer_file_is_shown_and_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap().store;
        store.begin(ME, &attempt(1)).unwrap();
        store.connection.pragma_update(None, "user_version", 99).unwrap();
        drop(store);
        let mut opened = Store::open(folder.path()).unwrap();
        assert!(opened.note.is_some());
        assert_eq!(opened.store.attempts(ME).unwrap().len(), 1);
        assert!(matches!(opened.store.begin(ME, &attempt(2)), Err(HistoryError::Newer)));
    }

    #[test]
    fn another_programs_database_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let other = Connection::open(folder.path().join(FILE)).unwrap();
        other
            .execute_batch("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');")
            .unwrap();
        drop(other);
        assert!(Store::open(folder.path()).unwrap().note.is_some());
        let kept = Connection::open(folder.path().join("history.unreadable-1.sqlite")).unwrap();
        let name: String = kept
            .query_row("SELECT name FROM recipes", [], |row| row.get(0))
            .unwrap();
        assert_eq!(name, "soup");
    }

    #[test]
    fn what_is_deleted_is_in_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path()).unwrap().store;
        let id = store.begin(ME, &attempt(1)).unwrap();
        store
            .append(id, 0, &["what I would have said".to_owned()], &[])
            .unwrap();
        store.delete_all().unwrap();
        drop(store);
        for entry in fs::read_dir(folder.path()).unwrap() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            for text in ["what I would have said", "a distinctive text"] {
                assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()));
            }
        }
    }
}
