//! The people who share a machine. A guest has no profile: they get a database in memory.

use rusqlite::params;

use super::store::{HistoryError, Store};

/// Names a profile in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileId(pub i64);

/// Somebody who practises here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// What they are called on the screen.
    pub name: String,
    /// When it was made, in milliseconds since 1970; 0 if that is not known.
    pub created_ms: i64,
}

/// Most characters in a profile's name.
pub const MAX_NAME: usize = 60;

/// A name as it is kept: without space around it, control characters and more than [`MAX_NAME`] characters. `None` if nothing is left.
pub fn tidy_name(name: &str) -> Option<String> {
    let kept: String = name.trim().chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let kept = kept.trim().to_owned();
    (!kept.is_empty()).then_some(kept)
}

impl Store {
    /// All profiles, the oldest first. There is always one.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn profiles(&self) -> Result<Vec<Profile>, HistoryError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id, name, created_ms FROM profile ORDER BY id")?;
        let rows = query.query_map([], |row| {
            Ok(Profile {
                id: ProfileId(row.get(0)?),
                name: row.get(1)?,
                created_ms: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Makes a profile.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn add_profile(&self, name: &str, created_ms: i64) -> Result<ProfileId, HistoryError> {
        let connection = self.writable()?;
        connection.execute(
            "INSERT INTO profile (name, created_ms) VALUES (?1, ?2)",
            params![name, created_ms],
        )?;
        Ok(ProfileId(connection.last_insert_rowid()))
    }

    /// Gives a profile another name.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn rename_profile(&self, id: ProfileId, name: &str) -> Result<(), HistoryError> {
        self.writable()?
            .execute("UPDATE profile SET name = ?2 WHERE id = ?1", params![id.0, name])?;
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn a_new_history_has_one_profile_and_takes_more() {
        let store = Store::in_memory().unwrap();
        let first = store.profiles().unwrap();
        assert_eq!(first.len(), 1);
        let id = store.add_profile("Noor", 5).unwrap();
        store.rename_profile(id, "Noor B.").unwrap();
        let all = store.profiles().unwrap();
        assert_eq!((all.len(), all[1].name.as_str(), all[1].created_ms), (2, "Noor B.", 5));
        assert_ne!(all[0].id, all[1].id);
    }

    #[test]
    fn names_are_tidied() {
        let long = "é".repeat(100);
        for (typed, kept) in [
            ("  Noor ", Some("Noor")),
            ("a\u{7}b\n", Some("ab")),
            (" \t ", None),
            (long.as_str(), Some(&long[..120])),
        ] {
            assert_eq!(tidy_name(typed).as_deref(), kept, "{typed:?}");
        }
    }
}
