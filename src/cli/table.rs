//! A table for the terminal: columns as wide as what stands in them, the first to the left, the others to the right.

use std::io::{self, Write};

use crate::report::account::words::thousands;

/// Rows of texts.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Adds a row.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Writes all rows, each after two spaces, without spaces at the ends of lines.
    ///
    /// # Errors
    /// If the output can't be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for (at, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                line.push_str("  ");
                let gap = " ".repeat(width - cell.chars().count());
                let (before, after) = if at == 0 {
                    ("", gap.as_str())
                } else {
                    (gap.as_str(), "")
                };
                line.push_str(before);
                line.push_str(cell);
                line.push_str(after);
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A share as a percentage. What is rare and possible is never shown as 0, what is not certain never as 100.
pub fn percent(share: f64) -> String {
    if share < 1e-12 {
        "0 %".to_owned()
    } else if share < 0.005 {
        "<1 %".to_owned()
    } else if share > 0.995 && share < 1.0 - 1e-9 {
        ">99 %".to_owned()
    } else {
        format!("{:.0} %", share * 100.0)
    }
}

/// A part that may be less than nothing, as a percentage.
pub fn signed_percent(part: f64) -> String {
    let percent = (part * 100.0).round();
    // No minus before a nought.
    format!("{:.0} %", if percent == 0.0 { 0.0 } else { percent })
}

/// A number with its noun: "1 state", "2 states".
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number as u64))
}

/// Breaks a text into lines of at most this many characters, at spaces.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_one_another() {
        let mut table = Table::default();
        table.row(["", "best", "é"]);
        table.row(["endings", "5 %", "–"]);
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "           best  é\n  endings   5 %  –\n"
        );
    }

    #[track_caller]
    fn check(share: f64, expected: &str) {
        assert_eq!(percent(share), expected);
    }

    #[test]
    fn nothing_possible_is_shown_as_impossible() {
        check(0.0, "0 %");
        check(0.000_1, "<1 %");
        check(0.006, "1 %");
        check(0.5, "50 %");
        check(0.999, ">99 %");
        check(1.0, "100 %");
        check(1.0 - 1e-13, "100 %");
        assert_eq!([-0.001, -0.126, 0.25].map(signed_percent), ["0 %", "-13 %", "25 %"]);
    }

    #[test]
    fn numbers_and_lines() {
        assert_eq!(count(1, "state"), "1 state");
        assert_eq!(count(1_234_567, "state"), "1,234,567 states");
        assert_eq!(wrap("a bb ccc dddd", 6), ["a bb", "ccc", "dddd"]);
    }
}
