//! Colours a text by what its words are: names of fields, texts, numbers, comments; and underlines what was found.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Stroke};

use crate::scenario::syntax::lexer::{Scanner, Token};
use crate::ui::theme::Palette;

/// A stretch to underline.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Which bytes of the text that is shown.
    pub bytes: Range<usize>,
    /// In which colour.
    pub color: Color32,
}

/// The text with its colours.
pub fn colored(text: &str, marks: &[Mark], p: &Palette, font: &FontId) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut from = 0;
    for (bytes, color) in pieces(text, p) {
        push(&mut job, text, from..bytes.start, p.ink_soft, marks, font);
        push(&mut job, text, bytes.clone(), color, marks, font);
        from = bytes.end;
    }
    push(&mut job, text, from..text.len(), p.ink_soft, marks, font);
    job
}

/// The words, texts, numbers and comments with their colours, in order.
fn pieces(text: &str, p: &Palette) -> Vec<(Range<usize>, Color32)> {
    let mut scanner = Scanner::new(text);
    let mut pieces = Vec::new();
    loop {
        let comments = scanner.comments.len();
        scanner.trivia();
        for (start, end) in scanner.comments.get(comments..).unwrap_or_default() {
            pieces.push((*start as usize..*end as usize, p.ink_faint));
        }
        let start = scanner.at;
        if start >= text.len() {
            return pieces;
        }
        match scanner.scalar() {
            Some(token) => {
                let end = scanner.at.min(text.len());
                let names_field = || {
                    let rest = text.get(end..).unwrap_or_default();
                    rest.trim_start().starts_with(':')
                };
                let color = match token {
                    Token::Word if names_field() => p.tasks,
                    Token::Word => p.bond,
                    Token::Number => p.goals,
                    Token::Broken => p.strain,
                    _ => p.ink,
                };
                pieces.push((start..end, color));
            }
            None => {
                let width = scanner.character().map_or(1, char::len_utf8);
                scanner.at = start + width;
            }
        }
    }
}

/// Adds a stretch, cut where an underline begins or ends.
fn push(job: &mut LayoutJob, text: &str, bytes: Range<usize>, color: Color32, marks: &[Mark], font: &FontId) {
    let mut at = bytes.start;
    while at < bytes.end {
        let mark = marks.iter().find(|mark| mark.bytes.contains(&at));
        let edges = marks.iter().flat_map(|mark| [mark.bytes.start, mark.bytes.end]);
        let end = edges
            .filter(|edge| *edge > at)
            .min()
            .unwrap_or(bytes.end)
            .min(bytes.end);
        let mut format = TextFormat::simple(font.clone(), color);
        if let Some(mark) = mark {
            format.underline = Stroke::new(2.0, mark.color);
        }
        let Some(piece) = text.get(at..end) else {
            // Not at the edge of a character: the rest goes without marks.
            job.append(
                text.get(at..bytes.end).unwrap_or_default(),
                0.0,
                TextFormat::simple(font.clone(), color),
            );
            return;
        };
        job.append(piece, 0.0, format);
        at = end;
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::ui::theme::LIGHT;

    #[track_caller]
    fn check(text: &str, marks: &[(usize, usize)]) -> LayoutJob {
        let mark = |&(start, end): &(usize, usize)| Mark {
            bytes: start..end,
            color: LIGHT.strain,
        };
        let marks: Vec<Mark> = marks.iter().map(mark).collect();
        let job = colored(text, &marks, &LIGHT, &FontId::monospace(14.0));
        assert_eq!(job.text, text, "nothing is lost and nothing is added");
        job
    }

    #[test]
    fn every_byte_is_shown_once_whatever_is_written() {
        for text in [
            "",
            "Scenario(title: \"Late\", // why\n  age: 3)",
            "\"unclosed",
            "/* open",
            "a: 'x' “curly” \\ é ∎ )(",
            include_str!("../../../../tests/vignettes/every-field.ron"),
        ] {
            check(text, &[]);
            check(text, &[(1, 3), (2, 9)]);
        }
    }

    #[test]
    fn words_have_colours_and_findings_lines_under_them() {
        let job = check("age: 3", &[(5, 6)]);
        let formats: Vec<_> = job
            .sections
            .iter()
            .map(|section| (section.format.color, section.format.underline.width > 0.0))
            .collect();
        assert_eq!(formats[0], (LIGHT.tasks, false));
        assert_eq!(formats[formats.len() - 1], (LIGHT.goals, true));
    }
}
