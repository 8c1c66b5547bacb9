//! Deleting that really deletes: afterwards the words are in no file of the data folder.
//!
//! Pages are overwritten as they are freed (`secure_delete`), the file is written anew (`VACUUM`), the write-ahead log is emptied, and copies
//! that were made before a change of the database's shape are removed, for they hold the same words.

use rusqlite::{Transaction, params};

use super::decision::Decision;
use super::names::Names;
use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, Store};
use super::store_files;
use super::tally::{self, Count, Counts, DAY_MS, counts_of};

impl Store {
    /// Deletes one attempt with everything that it left, and leaves none of it in any file.
    ///
    /// # Errors
    /// If the database can't be written, or another window holds on to what was there.
    pub fn delete_attempt(&mut self, attempt: AttemptId) -> Result<(), HistoryError> {
        let made = self.decisions(attempt)?;
        self.write(|names, transaction| {
            uncount(names, transaction, attempt, &made)?;
            transaction.execute("DELETE FROM attempt WHERE id = ?1", [attempt.0])?;
            Ok(())
        })?;
        self.scrub()
    }

    /// Deletes a profile with everything that belongs to it. The last one that is left is emptied and keeps its place under another name.
    ///
    /// # Errors
    /// If the database can't be written, or another window holds on to what was there.
    pub fn delete_profile(&mut self, profile: ProfileId) -> Result<(), HistoryError> {
        self.write(|_, transaction| {
            transaction.execute("DELETE FROM attempt WHERE profile = ?1", [profile.0])?;
            transaction.execute("DELETE FROM profile WHERE id = ?1", [profile.0])?;
            keep_one(transaction)
        })?;
        self.scrub()
    }

    /// Deletes everything that is kept, and the files that were set aside because they could not be read.
    ///
    /// # Errors
    /// If the database can't be written, or another window holds on to what was there.
    pub fn delete_all(&mut self) -> Result<(), HistoryError> {
        self.write(|_, transaction| {
            transaction.execute_batch("DELETE FROM attempt; DELETE FROM profile; DELETE FROM vignette;")?;
            keep_one(transaction)
        })?;
        self.scrub()?;
        self.delete_set_aside()
    }

    /// Deletes the files that were set aside because they could not be read.
    ///
    /// # Errors
    /// If one of them can't be removed.
    pub fn delete_set_aside(&self) -> Result<(), HistoryError> {
        match &self.folder {
            Some(folder) => Ok(store_files::remove_set_aside(folder)?),
            None => Ok(()),
        }
    }

    /// Leaves nothing of what was deleted in any file.
    fn scrub(&mut self) -> Result<(), HistoryError> {
        self.write(|_, transaction| {
            transaction.execute_batch(
                "DELETE FROM vignette WHERE hash NOT IN (SELECT vignette FROM attempt);
                 DELETE FROM name WHERE kind = 0 AND number NOT IN (SELECT vignette FROM decision);
                 DELETE FROM name WHERE kind = 1 AND number NOT IN (SELECT statement FROM decision);
                 DELETE FROM name WHERE kind = 2 AND number NOT IN (SELECT response FROM decision);",
            )?;
            Ok(())
        })?;
        self.names = Names::default();
        if let Some(folder) = &self.folder {
            store_files::remove_backups(folder)?;
        }
        self.connection.execute_batch("VACUUM")?;
        let busy: i64 = self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(HistoryError::InUse) }
    }
}

/// Takes what an attempt counted for out of the sums.
fn uncount(
    names: &mut Names,
    transaction: &Transaction<'_>,
    attempt: AttemptId,
    made: &[Decision],
) -> Result<(), HistoryError> {
    for decision in made {
        let counts = counts_of(names, decision);
        tally::change(transaction, attempt, decision.at_ms.div_euclid(DAY_MS), |sums| {
            sums.subtract(&counts)
        })?;
    }
    let ratings = transaction
        .prepare_cached("SELECT at_ms, rating FROM self_rating WHERE attempt = ?1")?
        .query_map(params![attempt.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, u32)>, _>>()?;
    for (at_ms, rating) in ratings {
        let mut counts = Counts::default();
        counts.add(Count::Ratings, 1);
        counts.add(Count::Rated, rating);
        tally::change(transaction, attempt, at_ms.div_euclid(DAY_MS), |sums| {
            sums.subtract(&counts)
        })?;
    }
    Ok(())
}

/// There is always one profile to write to.
fn keep_one(transaction: &Transaction<'_>) -> Result<(), HistoryError> {
    transaction.execute(
        "INSERT INTO profile (name, created_ms) SELECT 'First profile', 0 WHERE NOT EXISTS (SELECT 1 FROM profile)",
        [],
    )?;
    Ok(())
}
