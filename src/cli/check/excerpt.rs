//! One finding as people read it: what was found, the stretch of the line that is meant, and what helps.
//!
//! The lines of a vignette are long, so only a window of the line is shown, however long it is.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic as Shown, Label, Severity as ShownSeverity};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::Ansi;
use codespan_reporting::term::{Config, Styles, StylesWriter, emit_to_io_write, emit_to_write_style};

use crate::scenario::diagnostic::{Diagnostic, Pointer, Severity, Span};

/// Most characters that are shown of a line.
const WINDOW: usize = 100;
/// Characters shown before what is meant, where the line is longer than the window.
const BEFORE: usize = 30;

/// A stretch of one line, with the place in the file that it comes from.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt<'a> {
    name: &'a str,
    line: usize,
    column: usize,
    text: String,
    /// What is meant, in bytes of `text`.
    meant: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// Cuts the window out of the text's line.
    fn of(name: &'a str, text: &str, span: Span) -> Self {
        let (start, end) = (span.start as usize, span.end as usize);
        let head = text.get(..start).unwrap_or(text);
        let line_start = head.rfind('\n').map_or(0, |at| at + 1);
        let before = head.get(line_start..).unwrap_or_default();
        let rest = text.get(head.len()..).unwrap_or_default();
        let line_rest = rest.split('\n').next().unwrap_or_default();
        let meant = line_rest
            .get(..end.saturating_sub(start).min(line_rest.len()))
            .unwrap_or(line_rest);
        let before = before.trim_start();
        let fits = before.chars().count() + line_rest.chars().count() <= WINDOW;
        let shown_before = if fits { before } else { last(before, BEFORE) };
        let room = WINDOW - shown_before.chars().count().min(WINDOW);
        let shown = if fits { line_rest } else { first(line_rest, room) };
        let mut cut = String::new();
        if shown_before.len() < before.len() {
            cut.push('…');
        }
        cut.push_str(&printable(shown_before));
        let from = cut.len();
        let to = from + printable(meant.get(..meant.len().min(shown.len())).unwrap_or(shown)).len();
        cut.push_str(&printable(shown));
        if shown.len() < line_rest.len() {
            cut.push('…');
        }
        Self {
            name,
            line: span.line as usize,
            column: span.column as usize,
            text: cut,
            meant: from..to,
        }
    }
}

/// Control characters would move the cursor or the caret; a terminal shows this one for what it can't show.
fn printable(text: &str) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|c| {
            if c == '\t' {
                ' '
            } else if hidden(c) {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

fn first(text: &str, most: usize) -> &str {
    text.char_indices()
        .nth(most)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}

fn last(text: &str, most: usize) -> &str {
    let at = text.char_indices().rev().nth(most.saturating_sub(1)).map(|(at, _)| at);
    at.and_then(|at| text.get(at..)).unwrap_or(text)
}

impl<'a> Files<'a> for Excerpt<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), _: usize) -> Result<Range<usize>, Error> {
        Ok(0..self.text.len())
    }
}

/// Writes one finding.
pub(super) fn write(
    name: &str,
    text: &str,
    diagnostic: &Diagnostic,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let severity = match diagnostic.severity {
        Severity::Error => ShownSeverity::Error,
        Severity::Warning => ShownSeverity::Warning,
        Severity::Note => ShownSeverity::Note,
    };
    let span = diagnostic.location.span.unwrap_or(Span {
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    });
    let excerpt = Excerpt::of(name, text, span);
    let label = Label::primary((), excerpt.meant.clone());
    let mut notes = Vec::new();
    notes.extend(place(&diagnostic.location.path));
    notes.extend(diagnostic.help.as_ref().map(|help| format!("help: {help}")));
    notes.extend(diagnostic.fix.as_ref().map(|fix| format!("fix: {}", fix.label)));
    let shown = Shown::new(severity)
        .with_code(diagnostic.rule)
        .with_message(&diagnostic.message)
        .with_label(label)
        .with_notes(notes);
    let config = Config::default();
    let written = if color {
        let styles = Styles::default();
        emit_to_write_style(
            &mut StylesWriter::new(Ansi::new(out), &styles),
            &config,
            &excerpt,
            &shown,
        )
    } else {
        emit_to_io_write(out, &config, &excerpt, &shown)
    };
    written.map_err(|error| match error {
        Error::Io(error) => error,
        other => io::Error::other(other.to_string()),
    })
}

/// Where in the vignette it is, in words: "statement `opening`, response `ask`, `next`".
fn place(path: &Pointer) -> Option<String> {
    let parts = [
        ("statement ", path.statement_id()),
        ("response ", path.response_id()),
        ("ending ", path.ending_id()),
        ("belief ", path.belief_id()),
    ];
    let mut words: Vec<String> = parts
        .into_iter()
        .filter_map(|(word, id)| id.map(|id| format!("{word}`{id}`")))
        .collect();
    let field = path.field_path();
    if !field.is_empty() {
        words.push(format!("`{field}`"));
    }
    (!words.is_empty()).then(|| format!("in {}", words.join(", ")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, meant: &str, expected: &str, shown: &str) {
        let start = text.find(meant).unwrap();
        let span = |at: usize| u32::try_from(at).unwrap();
        let span = Span {
            start: span(start),
            end: span(start + meant.len()),
            line: 3,
            column: 7,
        };
        let excerpt = Excerpt::of("a.ron", text, span);
        assert_eq!(excerpt.text, expected);
        assert_eq!(excerpt.text.get(excerpt.meant.clone()), Some(shown));
    }

    #[test]
    fn only_a_window_of_a_long_line_is_shown() {
        check("a\n    says: \"no\",\nb", "says", "says: \"no\",", "says");
        check("a\n    next: To(\n  \"x\"),", "To(\n  \"x\")", "next: To(", "To(");
        let long = format!("{}here{}", "é".repeat(200), "z".repeat(200));
        check(
            &long,
            "here",
            &format!("…{}here{}…", "é".repeat(30), "z".repeat(66)),
            "here",
        );
        let meant = "z".repeat(300);
        let line = format!("says: \"{meant}\"");
        check(&line, &meant, &format!("says: \"{}…", "z".repeat(93)), &"z".repeat(93));
        check(
            "says: \"a\u{202E}b\u{1}c\"",
            "\u{202E}",
            "says: \"a\u{FFFD}b\u{FFFD}c\"",
            "\u{FFFD}",
        );
        check("", "", "", "");
    }

    #[test]
    fn the_place_is_told_in_words() {
        let path = Pointer::root().statement("opening").response("ask").field("next");
        assert_eq!(
            place(&path).as_deref(),
            Some("in statement `opening`, response `ask`, `next`")
        );
        assert_eq!(
            place(&Pointer::root().belief("burden")).as_deref(),
            Some("in belief `burden`")
        );
        assert_eq!(place(&Pointer::root()), None);
    }
}
