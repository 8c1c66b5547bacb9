//! The shape of the database, one step a version. A released step never changes.

/// Marks a file as ours: "Attn" in ASCII.
pub const APPLICATION_ID: i32 = 0x4174_746e;

/// Each step brings the database from its index to the next version.
pub const STEPS: &[&str] = &["
    CREATE TABLE vignette (
        hash INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE TABLE attempt (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        vignette INTEGER NOT NULL REFERENCES vignette (hash),
        seed INTEGER NOT NULL,
        mode TEXT NOT NULL,
        started_ms INTEGER NOT NULL,
        ended_ms INTEGER,
        ending TEXT,
        outcome INTEGER
    ) STRICT;
    CREATE INDEX attempt_by_vignette ON attempt (vignette, started_ms);
    CREATE TABLE event (
        attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (attempt, number)
    ) STRICT, WITHOUT ROWID;
"];

/// The version that this program writes.
pub fn version() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}
