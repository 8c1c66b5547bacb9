//! Talking in a terminal: wrapped lines out, one line in at a time, and the words that are understood everywhere.

use std::io::{self, BufRead, Read, Write};

/// Columns of a line.
const WIDTH: usize = 78;
/// Most bytes that are taken from one typed line; a draft has room in it many times over.
const MAX_LINE: u64 = 64 << 10;

/// Why a question was left without an answer.
#[derive(Debug)]
pub enum Stop {
    /// Back to the beginning of a turn, from 1; without one, to the nearest.
    Back(Option<u16>),
    /// The trainee wants to stop.
    Quit,
    /// There is no more input.
    End,
    /// The terminal is gone.
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The two directions of a terminal.
pub struct Talk<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
}

impl<'a> Talk<'a> {
    /// Reads from one and writes to the other.
    pub fn new(input: &'a mut dyn BufRead, out: &'a mut dyn Write) -> Self {
        Self { input, out }
    }

    /// Writes a paragraph.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.hanging("", text)
    }

    /// Writes an empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Writes a paragraph after a first word, such as a number; the lines that follow are indented by as much.
    pub fn hanging(&mut self, first: &str, text: &str) -> io::Result<()> {
        for line in wrap(first, text, WIDTH) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// Writes a heading across the width.
    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        let rest = WIDTH.saturating_sub(text.chars().count() + 4);
        writeln!(self.out, "\n── {text} {}", "─".repeat(rest))
    }

    /// Asks until the answer is understood. `read` gives the answer, or a sentence on what was expected.
    pub fn ask<T>(
        &mut self,
        question: &str,
        help: &str,
        mut read: impl FnMut(&str) -> Result<T, String>,
    ) -> Result<T, Stop> {
        loop {
            self.say(question)?;
            write!(self.out, "> ")?;
            self.out.flush()?;
            let line = self.line()?;
            match command(&line) {
                Some(Typed::Help) => {
                    self.say(help)?;
                    self.say(EVERYWHERE)?;
                }
                Some(Typed::Back(turn)) => return Err(Stop::Back(turn)),
                Some(Typed::Quit) => return Err(Stop::Quit),
                None => match read(&line) {
                    Ok(answer) => return Ok(answer),
                    Err(expected) => self.say(&expected)?,
                },
            }
        }
    }

    /// The next line, without spaces around it.
    fn line(&mut self) -> Result<String, Stop> {
        let mut bytes = Vec::new();
        let taken = (&mut *self.input).take(MAX_LINE).read_until(b'\n', &mut bytes)?;
        if taken == 0 {
            return Err(Stop::End);
        }
        if !bytes.ends_with(b"\n") && bytes.len() as u64 == MAX_LINE {
            self.input.skip_until(b'\n')?;
        }
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }
}

const EVERYWHERE: &str =
    "Understood at every question: ? for help, `back` or `back 2` to play a turn again, `quit` to stop.";

/// A word that is understood at every question.
enum Typed {
    Help,
    Back(Option<u16>),
    Quit,
}

fn command(line: &str) -> Option<Typed> {
    match line.to_lowercase().as_str() {
        "?" | "help" => Some(Typed::Help),
        "back" => Some(Typed::Back(None)),
        "quit" | "exit" => Some(Typed::Quit),
        line => line
            .strip_prefix("back ")
            .and_then(|turn| turn.trim().parse().ok())
            .map(|turn| Typed::Back(Some(turn))),
    }
}

/// Breaks a text into lines of at most `width` columns at its spaces. A longer word stands on a line of its own.
pub fn wrap(first: &str, text: &str, width: usize) -> Vec<String> {
    let indent = " ".repeat(first.chars().count());
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut columns = indent.len();
    let mut begun = false;
    for (at, paragraph) in text.split('\n').enumerate() {
        if at > 0 {
            lines.push(std::mem::replace(&mut line, indent.clone()).trim_end().to_owned());
            (columns, begun) = (indent.len(), false);
        }
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if begun && columns + 1 + length > width {
                lines.push(std::mem::replace(&mut line, indent.clone()).trim_end().to_owned());
                (columns, begun) = (indent.len(), false);
            }
            if begun {
                line.push(' ');
                columns += 1;
            }
            line.push_str(word);
            columns += length;
            begun = true;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[track_caller]
    fn check(first: &str, text: &str, expected: &[&str]) {
        assert_eq!(wrap(first, text, 12), expected);
    }

    #[test]
    fn lines_break_at_spaces() {
        check("", "one two three four", &["one two", "three four"]);
        check("1. ", "one two three", &["1. one two", "   three"]);
        check("", "unbelievably-long a", &["unbelievably-long", "a"]);
        check("x ", "a\nb", &["x a", "  b"]);
        check("", "", &[""]);
        check("", "ünïcödé  ünï", &["ünïcödé ünï"]);
    }
}
