//! The shape of the database, one step a version. A released step never changes.

/// Marks a file as ours: "Attn" in ASCII.
pub const APPLICATION_ID: i32 = 0x4174_746e;

/// Each step brings the database from its index to the next version.
pub const STEPS: &[&str] = &[
    "
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
",
    "
    CREATE TABLE profile (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        created_ms INTEGER NOT NULL
    ) STRICT;
    INSERT INTO profile (name, created_ms) SELECT 'First profile', coalesce(min(started_ms), 0) FROM attempt;
    ALTER TABLE attempt ADD COLUMN profile INTEGER REFERENCES profile (id) ON DELETE CASCADE;
    UPDATE attempt SET profile = (SELECT min(id) FROM profile);
    CREATE INDEX attempt_by_profile ON attempt (profile, started_ms);
    CREATE TABLE name (
        kind INTEGER NOT NULL,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (kind, number)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX name_by_text ON name (kind, text);
    CREATE TABLE decision (
        attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        mode INTEGER NOT NULL,
        vignette INTEGER NOT NULL,
        statement INTEGER NOT NULL,
        response INTEGER NOT NULL,
        quality INTEGER NOT NULL,
        best INTEGER NOT NULL,
        worst INTEGER NOT NULL,
        credit INTEGER,
        panel INTEGER NOT NULL,
        confidence INTEGER,
        sighting INTEGER,
        seen_kind INTEGER,
        seen_component INTEGER,
        strain_kind INTEGER,
        marker INTEGER,
        over INTEGER NOT NULL,
        foil INTEGER NOT NULL,
        rupture INTEGER,
        pull INTEGER,
        tempting INTEGER NOT NULL,
        called_for INTEGER NOT NULL,
        shown INTEGER NOT NULL,
        hindered INTEGER NOT NULL,
        read_bond INTEGER,
        read_tasks INTEGER,
        read_goals INTEGER,
        drafted INTEGER NOT NULL,
        held_back INTEGER NOT NULL,
        rewound INTEGER NOT NULL,
        again INTEGER NOT NULL,
        PRIMARY KEY (attempt, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tally (
        profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
        day INTEGER NOT NULL,
        mode INTEGER NOT NULL,
        counts BLOB NOT NULL,
        PRIMARY KEY (profile, day, mode)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE card (
        profile INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
        ability INTEGER NOT NULL,
        marker INTEGER NOT NULL,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        due_ms INTEGER NOT NULL,
        last_ms INTEGER,
        reps INTEGER NOT NULL,
        lapses INTEGER NOT NULL,
        phase INTEGER NOT NULL,
        PRIMARY KEY (profile, ability, marker)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE self_rating (
        attempt INTEGER NOT NULL REFERENCES attempt (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        checklist INTEGER NOT NULL,
        rating INTEGER NOT NULL,
        PRIMARY KEY (attempt, turn)
    ) STRICT, WITHOUT ROWID;
",
    "
    CREATE TABLE round (
        profile INTEGER PRIMARY KEY REFERENCES profile (id) ON DELETE CASCADE,
        at_ms INTEGER NOT NULL,
        attempt INTEGER REFERENCES attempt (id) ON DELETE SET NULL,
        body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attempt_by_outcome ON attempt (profile, vignette, outcome);
",
];

/// The version that this program writes.
pub fn version() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}
