//! Ids as numbers, so that a decision is small and rows of the framework fit into bits. A number, once given, stays.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

/// What a name names. The values are written into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A vignette.
    Vignette,
    /// A statement.
    Statement,
    /// A response.
    Response,
    /// A row of the framework.
    Row,
    /// A marker.
    Marker,
    /// A pull.
    Pull,
}

/// Most rows of a framework that decisions keep apart: one bit each in an integer of the database.
pub const MOST_ROWS: u8 = 64;
/// Most markers, and most pulls, that sums keep apart.
pub const MOST_MARKERS: u8 = 32;

impl NameKind {
    const ALL: [Self; 6] = [
        Self::Vignette,
        Self::Statement,
        Self::Response,
        Self::Row,
        Self::Marker,
        Self::Pull,
    ];

    const fn number(self) -> i64 {
        match self {
            Self::Vignette => 0,
            Self::Statement => 1,
            Self::Response => 2,
            Self::Row => 3,
            Self::Marker => 4,
            Self::Pull => 5,
        }
    }
}

/// The names that this window has met. What it lacks it looks up, or adds, in the database.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<NameKind, HashMap<String, u32>>,
    texts: HashMap<NameKind, HashMap<u32, String>>,
}

impl Names {
    /// Reads all names.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut names = Self::default();
        let mut query = connection.prepare_cached("SELECT number, text FROM name WHERE kind = ?1")?;
        for kind in NameKind::ALL {
            let rows = query.query_map([kind.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for row in rows {
                let (number, text): (u32, String) = row?;
                names.learn(kind, number, &text);
            }
        }
        Ok(names)
    }

    /// The number of a name; a new one gets the next. Call it in a transaction that writes, so that two windows don't give the same.
    ///
    /// # Errors
    /// If the database can't be written. Forget all names then: the transaction may not hold.
    pub fn number(&mut self, connection: &Connection, kind: NameKind, text: &str) -> rusqlite::Result<u32> {
        if let Some(&number) = self.numbers.get(&kind).and_then(|known| known.get(text)) {
            return Ok(number);
        }
        let found: Option<u32> = connection
            .prepare_cached("SELECT number FROM name WHERE kind = ?1 AND text = ?2")?
            .query_row(params![kind.number(), text], |row| row.get(0))
            .optional()?;
        let number = match found {
            Some(number) => number,
            None => connection
                .prepare_cached(
                    "INSERT INTO name (kind, number, text)
                     VALUES (?1, (SELECT coalesce(max(number) + 1, 0) FROM name WHERE kind = ?1), ?2) RETURNING number",
                )?
                .query_row(params![kind.number(), text], |row| row.get(0))?,
        };
        self.learn(kind, number, text);
        Ok(number)
    }

    /// The number of a name that is known already.
    pub fn known(&self, kind: NameKind, text: &str) -> Option<u32> {
        self.numbers.get(&kind)?.get(text).copied()
    }

    /// The name behind a number; empty if it is not known.
    pub fn text(&self, kind: NameKind, number: u32) -> &str {
        self.texts
            .get(&kind)
            .and_then(|known| known.get(&number))
            .map_or("", String::as_str)
    }

    /// The names of a kind with their numbers, in no order.
    pub fn all(&self, kind: NameKind) -> impl Iterator<Item = (u32, &str)> {
        let known = self.texts.get(&kind).into_iter().flatten();
        known.map(|(&number, text)| (number, text.as_str()))
    }

    fn learn(&mut self, kind: NameKind, number: u32, text: &str) {
        self.numbers.entry(kind).or_default().insert(text.to_owned(), number);
        self.texts.entry(kind).or_default().insert(number, text.to_owned());
    }
}
