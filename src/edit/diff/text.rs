//! A comparison as text for people: one line a change, texts word by word with a few words around.

use std::fmt::Write;

use super::{Changed, Comparison, Entry, Fate, Field, Piece};

/// How many words stand around a change.
const AROUND: usize = 6;
/// Most characters of the words that something is known by.
const KNOWN_BY: usize = 60;

/// The comparison as text. Empty if the two say the same.
pub fn write(comparison: &Comparison) -> String {
    let mut out = String::new();
    comparison
        .fields
        .iter()
        .for_each(|field| self::field(&mut out, 0, field));
    let parts = [
        ("belief", &comparison.beliefs),
        ("variable", &comparison.variables),
        ("statement", &comparison.statements),
        ("ending", &comparison.endings),
    ];
    for (what, entries) in parts {
        entries.iter().for_each(|entry| self::entry(&mut out, 0, what, entry));
    }
    if comparison.map_differs {
        out.push_str("the map is laid out differently\n");
    }
    out
}

// Writing to a `String` can't fail.
fn entry(out: &mut String, level: usize, what: &str, entry: &Entry) {
    let indent = "  ".repeat(level);
    let id = &entry.id;
    let words = match entry.words.is_empty() {
        true => String::new(),
        false => format!(": “{}”", known_by(&entry.words)),
    };
    let _ = match &entry.fate {
        Fate::Added => writeln!(out, "{indent}+ {what} {id}{words}"),
        Fate::Removed => writeln!(out, "{indent}- {what} {id}{words}"),
        Fate::Changed => writeln!(out, "{indent}{what} {id}"),
        Fate::Renamed { was, likeness } => writeln!(
            out,
            "{indent}{what} {id}, which was probably {was} ({likeness} % of the words are the same)"
        ),
    };
    entry.fields.iter().for_each(|one| field(out, level + 1, one));
    entry
        .responses
        .iter()
        .for_each(|one| self::entry(out, level + 1, "response", one));
}

fn field(out: &mut String, level: usize, field: &Field) {
    let indent = "  ".repeat(level);
    let name = &field.name;
    let _ = match &field.change {
        Changed::Words(pieces) => writeln!(out, "{indent}{name}: {}", marked(pieces)),
        Changed::Value { before, after } => match (before, after) {
            (Some(before), Some(after)) => writeln!(out, "{indent}{name}: {before} → {after}"),
            (None, Some(after)) => writeln!(out, "{indent}{name}: + {after}"),
            (Some(before), None) => writeln!(out, "{indent}{name}: - {before}"),
            (None, None) => Ok(()),
        },
    };
}

fn known_by(words: &str) -> String {
    let words = words.replace('\n', " ");
    crate::scenario::diagnostic::cut(words, KNOWN_BY)
}

/// A text with `[-what is gone-]` and `{+what is new+}`.
fn marked(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Same(text) => out.push_str(&around(text, at == 0, at + 1 == pieces.len())),
            Piece::Gone(text) => {
                let _ = write!(out, "[-{text}-]");
            }
            Piece::New(text) => {
                let _ = write!(out, "{{+{text}+}}");
            }
        }
    }
    out.replace('\n', "⏎")
}

/// The words of a long stretch that stand next to a change.
fn around(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let kept = AROUND * if first || last { 1 } else { 2 };
    if words.len() <= kept + 2 {
        return text.to_owned();
    }
    let head: String = words.iter().take(if first { 0 } else { AROUND }).copied().collect();
    let tail: String = words
        .iter()
        .skip(words.len() - if last { 0 } else { AROUND })
        .copied()
        .collect();
    format!("{head}… {tail}")
        .trim_end_matches(if last { ' ' } else { '\u{0}' })
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_around_its_changes() {
        let same = |text: &str| Piece::Same(text.to_owned());
        let pieces = [
            same("one two three four five six seven eight nine ten "),
            Piece::Gone("old".into()),
            Piece::New("new".into()),
            same(" eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"),
        ];
        assert_eq!(
            marked(&pieces),
            "… five six seven eight nine ten [-old-]{+new+} eleven twelve thirteen fourteen fifteen …"
        );
        assert_eq!(
            marked(&[same("short "), Piece::New("and\nnew".into())]),
            "short {+and⏎new+}"
        );
    }
}
