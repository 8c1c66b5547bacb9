//! All that is kept as one JSON file, for people who want their data. What it holds is said in `docs/progress.md`.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rusqlite::params;
use serde::Serialize;
use serde_json::Value;

use super::card::Card;
use super::decision::Decision;
use super::profile::{Profile, ProfileId};
use super::self_rating::SelfRating;
use super::store::{AttemptId, HistoryError, Store};

/// The version of the file.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct AttemptPart {
    id: i64,
    profile: i64,
    vignette_hash: String,
    seed: String,
    mode: String,
    started_ms: i64,
    ended_ms: Option<i64>,
    ending: Option<String>,
    outcome: Option<u8>,
    events: Vec<Value>,
    decisions: Vec<Decision>,
    self_ratings: Vec<SelfRating>,
}

#[derive(Serialize)]
struct ProfilePart {
    id: i64,
    name: String,
    created_ms: i64,
    cards: Vec<Card>,
    /// The round that was not finished, as it is kept.
    round: Option<Value>,
}

#[derive(Serialize)]
struct VignettePart {
    hash: String,
    id: String,
    title: String,
    text: String,
}

impl Store {
    /// Writes all that is kept of a profile, or of all, to a file. One that is there is left alone unless `replace` is set, and then stands
    /// until the new one is whole. Returns the size.
    ///
    /// # Errors
    /// If the database can't be read or the file can't be written.
    pub fn export(&mut self, path: &Path, profile: Option<ProfileId>, replace: bool) -> Result<u64, HistoryError> {
        let refused = |source| HistoryError::Copy {
            path: path.to_owned(),
            source,
        };
        is_free(path, replace)?;
        let mut file = atomic_write_file::AtomicWriteFile::open(path).map_err(refused)?;
        let mut out = Counted {
            out: BufWriter::new(&mut file),
            bytes: 0,
        };
        self.export_to(&mut out, profile)?;
        out.flush().map_err(refused)?;
        let bytes = out.bytes;
        drop(out);
        file.sync_all().map_err(refused)?;
        // It may have taken a while.
        is_free(path, replace)?;
        file.commit().map_err(refused)?;
        Ok(bytes)
    }

    /// Writes the same to wherever it is wanted.
    ///
    /// # Errors
    /// If the database can't be read or `out` can't be written.
    pub fn export_to(&mut self, out: &mut dyn Write, profile: Option<ProfileId>) -> Result<(), HistoryError> {
        let mut profiles = self.profiles()?;
        profiles.retain(|one| profile.is_none_or(|only| one.id == only));
        write!(out, "{{\"program\":\"attune\",\"format\":{FORMAT},\n\"profiles\":")?;
        let mut parts = Vec::new();
        for one in &profiles {
            parts.push(self.profile_part(one)?);
        }
        json(out, &parts)?;
        write!(out, ",\n\"vignettes\":[")?;
        let mut separator = "\n";
        let mut hashes = self.connection.prepare(
            "SELECT DISTINCT hash, vignette.id, title, text FROM vignette JOIN attempt ON attempt.vignette = hash
             WHERE ?1 IS NULL OR profile = ?1 ORDER BY vignette.id, hash",
        )?;
        let mut rows = hashes.query([profile.map(|profile| profile.0)])?;
        while let Some(row) = rows.next()? {
            write!(out, "{separator}")?;
            separator = ",\n";
            let part = VignettePart {
                hash: hex(row.get(0)?),
                id: row.get(1)?,
                title: row.get(2)?,
                text: row.get(3)?,
            };
            json(out, &part)?;
        }
        drop(rows);
        drop(hashes);
        write!(out, "],\n\"attempts\":[")?;
        separator = "\n";
        for one in &profiles {
            for id in self.attempt_ids(one.id)? {
                write!(out, "{separator}")?;
                separator = ",\n";
                let part = self.attempt_part(one.id, id)?;
                json(out, &part)?;
            }
        }
        writeln!(out, "]}}")?;
        Ok(())
    }

    fn profile_part(&mut self, profile: &Profile) -> Result<ProfilePart, HistoryError> {
        Ok(ProfilePart {
            id: profile.id.0,
            name: profile.name.clone(),
            created_ms: profile.created_ms,
            cards: self.cards(profile.id)?,
            round: self
                .round(profile.id)?
                .map(|round| serde_json::from_str(&round.body).unwrap_or(Value::String(round.body))),
        })
    }

    fn attempt_ids(&self, profile: ProfileId) -> Result<Vec<AttemptId>, HistoryError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id FROM attempt WHERE profile = ?1 ORDER BY started_ms, id")?;
        let rows = query.query_map([profile.0], |row| Ok(AttemptId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn attempt_part(&mut self, profile: ProfileId, id: AttemptId) -> Result<AttemptPart, HistoryError> {
        let decisions = self.decisions(id)?;
        let events = self.events(id)?;
        let ratings = self
            .connection
            .prepare_cached("SELECT turn, at_ms, checklist, rating FROM self_rating WHERE attempt = ?1 ORDER BY turn")?
            .query_map(params![id.0], |row| {
                Ok(SelfRating {
                    attempt: id,
                    turn: row.get(0)?,
                    at_ms: row.get(1)?,
                    checklist: row.get(2)?,
                    rating: row.get(3)?,
                })
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let part = self
            .connection
            .prepare_cached(
                "SELECT vignette, seed, mode, started_ms, ended_ms, ending, outcome FROM attempt WHERE id = ?1",
            )?
            .query_row([id.0], |row| {
                Ok(AttemptPart {
                    id: id.0,
                    profile: profile.0,
                    vignette_hash: hex(row.get(0)?),
                    seed: row.get::<_, i64>(1)?.cast_unsigned().to_string(),
                    mode: row.get(2)?,
                    started_ms: row.get(3)?,
                    ended_ms: row.get(4)?,
                    ending: row.get(5)?,
                    outcome: row.get(6)?,
                    // An event that is no JSON is not ours; it is handed on as the text that it is.
                    events: events
                        .into_iter()
                        .map(|event| serde_json::from_str(&event).unwrap_or(Value::String(event)))
                        .collect(),
                    decisions,
                    self_ratings: ratings,
                })
            })?;
        Ok(part)
    }
}

/// Whether a file may be put there: nothing is there, or a file that may be replaced.
fn is_free(path: &Path, replace: bool) -> Result<(), HistoryError> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() && replace => Ok(()),
        Ok(found) if found.is_file() => Err(HistoryError::Taken(path.to_owned())),
        Ok(_) => Err(HistoryError::Copy {
            path: path.to_owned(),
            source: io::Error::other("it is no file"),
        }),
        Err(_) => Ok(()),
    }
}

/// A hash as other programs can read it: JSON's numbers lose digits.
fn hex(hash: i64) -> String {
    format!("{:016x}", hash.cast_unsigned())
}

fn json(out: &mut dyn Write, part: &impl Serialize) -> Result<(), HistoryError> {
    serde_json::to_writer(out, part).map_err(|error| HistoryError::Io(error.into()))
}

/// Counts what goes through.
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
