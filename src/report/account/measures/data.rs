//! A measure as the screen shows it: a sentence, lines with their numbers, and for each line the turns that made it.

use serde::{Serialize, Serializer};

use crate::framework::id::RowId;
use crate::report::account::words::count;
use crate::score::Source;

/// One measure on its card.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measure {
    /// What is measured.
    pub heading: &'static str,
    /// What came of it, or why there is nothing to say.
    pub sentence: String,
    /// How the numbers are to be read.
    pub note: Option<String>,
    /// The numbers. None where there is nothing to say.
    pub lines: Vec<Line>,
    /// Further numbers, folded under a heading.
    #[serde(serialize_with = "more")]
    pub more: Option<(String, Vec<Line>)>,
}

fn more<S: Serializer>(more: &Option<(String, Vec<Line>)>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct More<'a> {
        heading: &'a str,
        lines: &'a [Line],
    }
    let more = more.as_ref().map(|(heading, lines)| More { heading, lines });
    more.serialize(serializer)
}

impl Measure {
    /// A measure with its sentence and its numbers.
    pub fn of(heading: &'static str, sentence: String, lines: Vec<Line>) -> Self {
        Self {
            heading,
            sentence,
            note: None,
            lines,
            more: None,
        }
    }

    /// Says how the numbers are to be read.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        self.note = Some(note.to_owned());
        self
    }

    /// A measure that has nothing to show, and says why.
    pub fn empty(heading: &'static str, why: impl Into<String>) -> Self {
        Self::of(heading, why.into(), Vec::new())
    }
}

/// One number.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Line {
    /// What it is of.
    pub label: String,
    /// The row of the framework that it is about, which can be opened.
    pub row: Option<RowId>,
    /// What the label and the number mean.
    pub explained: String,
    /// How full the bar is, 0 to 1, where there is one.
    pub bar: Option<f32>,
    /// The number in words and digits: "3 of 4".
    pub figure: String,
    /// Words of the client or about them, under the line.
    pub quote: Option<String>,
    /// A remark under the line.
    pub text: Option<String>,
    /// The turns that made it.
    pub pips: Vec<Pip>,
}

/// Most turns that are told one by one.
const TOLD: usize = 8;

impl Line {
    /// What the number means, and what happened in the turns that made it, a line each.
    pub fn told(&self) -> String {
        let mut lines = vec![self.explained.clone()];
        lines.extend(self.pips.iter().take(TOLD).map(Pip::spoken));
        match self.pips.len().saturating_sub(TOLD) {
            0 => {}
            more => lines.push(format!("And {}.", count(more, "further turn", "further turns"))),
        }
        lines.join("\n")
    }
}

/// A turn that is part of a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pip {
    /// The turn, from 0; written from 1.
    #[serde(serialize_with = "crate::report::account::from_one")]
    pub turn: u16,
    /// Whether it counts for the number. Shown by a fill, and said in the text.
    pub full: bool,
    /// What happened there, without the turn's number.
    pub text: String,
}

impl Pip {
    /// A turn, whether it counts, and what happened there.
    pub fn new(source: Source, full: bool, text: impl Into<String>) -> Self {
        Self {
            turn: source.turn,
            full,
            text: text.into(),
        }
    }

    /// Its name for a screen reader and its tooltip: "Turn 4: shown".
    pub fn spoken(&self) -> String {
        format!("Turn {}: {}", self.turn + 1, self.text)
    }
}

/// A part of a whole for a bar.
pub fn share(part: u64, whole: u64) -> Option<f32> {
    // Small counts, so the casts are exact.
    #[allow(clippy::cast_precision_loss)]
    let share = (whole > 0).then(|| part as f32 / whole as f32);
    share
}
