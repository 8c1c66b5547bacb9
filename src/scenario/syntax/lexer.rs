//! From bytes to tokens: where a text, a number, a word or a comment ends. Knows no brackets and keeps no tree.

use memchr::{memchr, memchr2, memmem};

use super::Flaw;

/// What a token turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A text in quotation marks that has no escapes.
    Text,
    /// A text in quotation marks with escapes.
    Escaped,
    /// A raw text, `r#"…"#`.
    Raw,
    /// Something in single quotation marks.
    Char,
    /// A number of any kind.
    Number,
    /// A word: a name, `true`, `None`.
    Word,
    /// Something that was reported and can't be used.
    Broken,
}

/// Walks over a text.
pub struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// The byte that comes next.
    pub at: usize,
    /// Comments so far: first byte and the byte after the last, without a line comment's line end.
    pub comments: Vec<(u32, u32)>,
    /// Mistakes so far.
    pub flaws: Vec<Flaw>,
    gave_up: bool,
}

/// Most mistakes in notation that are reported at once: after that many the rest is rarely worth reading.
const MAX_FLAWS: usize = 20;

impl<'t> Scanner<'t> {
    /// Starts at the first byte.
    pub fn new(text: &'t str) -> Self {
        Self::starting_at(text, 0)
    }

    /// Starts at a byte, as if nothing stood before it.
    pub fn starting_at(text: &'t str, at: usize) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at,
            comments: Vec::new(),
            flaws: Vec::new(),
            gave_up: false,
        }
    }

    /// The next byte.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The text between two bytes, or nothing where that would split a character.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The character at the next byte.
    pub fn character(&self) -> Option<char> {
        self.text.get(self.at..).and_then(|rest| rest.chars().next())
    }

    /// Notes a mistake. After too many, ends the walk.
    #[cold]
    pub fn flaw(&mut self, rule: &'static str, start: usize, end: usize, message: String, help: Option<&str>) {
        if self.gave_up {
            return;
        }
        self.flaws.push(Flaw {
            rule,
            start: start as u32,
            end: end as u32,
            message,
            help: help.map(str::to_owned),
            instead: None,
        });
        if self.flaws.len() >= MAX_FLAWS {
            self.give_up();
        }
    }

    /// Ends the walk: what follows can't be understood.
    #[cold]
    pub fn give_up(&mut self) {
        self.gave_up = true;
        self.at = self.bytes.len();
    }

    /// Skips white space and comments, and notes where the comments are.
    #[inline]
    pub fn trivia(&mut self) {
        loop {
            match self.peek() {
                Some(b'\n') => {
                    self.at += 1;
                    // Lines begin with many blanks: a third of a well-formatted file.
                    while self.bytes.get(self.at..self.at + 8) == Some(b"        ") {
                        self.at += 8;
                    }
                }
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'/') if matches!(self.byte(self.at + 1), Some(b'/' | b'*')) => self.comment(),
                _ => return,
            }
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or_default();
        if self.byte(start + 1) == Some(b'/') {
            self.at = memchr(b'\n', rest).map_or(self.bytes.len(), |length| start + length);
        } else {
            self.at = start + 2;
            let mut depth = 1_u32;
            while depth > 0 {
                let rest = self.bytes.get(self.at..).unwrap_or_default();
                let Some(found) = memchr2(b'*', b'/', rest) else {
                    let help = "write `*/` where the comment ends";
                    self.flaw(
                        "unclosed-comment",
                        start,
                        start + 2,
                        "found `/*` without `*/`".to_owned(),
                        Some(help),
                    );
                    self.give_up();
                    break;
                };
                self.at += found;
                match (self.byte(self.at), self.byte(self.at + 1)) {
                    (Some(b'*'), Some(b'/')) => (depth, self.at) = (depth - 1, self.at + 2),
                    (Some(b'/'), Some(b'*')) => (depth, self.at) = (depth + 1, self.at + 2),
                    _ => self.at += 1,
                }
            }
        }
        self.comments.push((start as u32, self.at as u32));
    }

    /// Skips a first line such as `#![enable(implicit_some)]`, and gives its end.
    pub fn header(&mut self) -> usize {
        let mut end = 0;
        self.trivia();
        while self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"#!")) {
            let start = self.at;
            let rest = self.bytes.get(start..).unwrap_or_default();
            match memchr2(b']', b'\n', rest) {
                Some(length) if self.byte(start + length) == Some(b']') => {
                    self.at = start + length + 1;
                    end = self.at;
                    self.check_header(start);
                }
                other => {
                    self.at = other.map_or(self.bytes.len(), |length| start + length);
                    let message = "found `#!` without `]` on the same line".to_owned();
                    self.flaw(
                        "unclosed-bracket",
                        start,
                        self.at,
                        message,
                        Some("remove this line: it is not needed"),
                    );
                }
            }
            self.trivia();
        }
        end
    }

    /// Only what changes nothing here may be enabled.
    fn check_header(&mut self, start: usize) {
        let header = self.slice(start, self.at);
        let inside =
            |text: &'t str, open: &str, close: &str| Some(text.strip_prefix(open)?.strip_suffix(close)?.trim());
        let names = inside(header, "#![", "]")
            .and_then(|inner| inside(inner.strip_prefix("enable")?.trim_start(), "(", ")"))
            .unwrap_or("?");
        let known = |name: &str| matches!(name.trim(), "implicit_some" | "unwrap_newtypes");
        if !names.trim_end_matches(',').split(',').all(known) {
            let message = format!("found `{header}`, which is not known here");
            self.flaw(
                "unknown-header",
                start,
                self.at,
                message,
                Some("remove this line: it is not needed"),
            );
        }
    }

    /// Takes a text, a number or a word; nothing if none starts here.
    #[inline]
    pub fn scalar(&mut self) -> Option<Token> {
        match self.peek()? {
            b'"' => Some(self.quoted()),
            b'r' if self.is_raw_text() => Some(self.raw()),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => Some(self.word()),
            b'0'..=b'9' | b'+' | b'-' | b'.' => Some(self.number()),
            b'\'' => Some(self.single_quoted()),
            0xE2 if matches!(self.character(), Some('“' | '”' | '„' | '‘' | '’')) => {
                Some(self.curly_quoted())
            }
            _ => None,
        }
    }

    #[inline]
    fn quoted(&mut self) -> Token {
        let start = self.at;
        let mut token = Token::Text;
        let mut at = start + 1;
        loop {
            let rest = self.bytes.get(at..).unwrap_or_default();
            match memchr2(b'"', b'\\', rest) {
                Some(length) if self.byte(at + length) == Some(b'"') => {
                    at += length + 1;
                    break;
                }
                Some(length) => {
                    token = Token::Escaped;
                    at += length + 2;
                }
                None => return self.unclosed_text(start),
            }
        }
        // A text that ends where another must have begun swallowed everything between the two.
        match self.byte(at) {
            Some(b',' | b')' | b']' | b'}' | b':' | b'\n' | b' ' | b'\t' | b'/') | None => {}
            Some(_) if memchr(b'\n', self.bytes.get(start..at).unwrap_or_default()).is_some() => {
                return self.unclosed_text(start);
            }
            Some(b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80..) => return self.quote_inside(start, at),
            Some(_) => {}
        }
        self.at = at;
        token
    }

    #[cold]
    fn unclosed_text(&mut self, start: usize) -> Token {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let line_end = memchr(b'\n', rest).map_or(self.bytes.len(), |length| start + length);
        let line = self.slice(start, line_end).trim_end();
        self.at = start + line.trim_end_matches([',', ')', ']', '}']).len().max(1);
        let help = "write `\"` where the text ends; inside a text write `\\\"`";
        self.flaw(
            "unclosed-text",
            start,
            start + 1,
            "found a text without its closing `\"`".to_owned(),
            Some(help),
        );
        Token::Broken
    }

    /// A quotation mark in the middle of a text, when the text goes on and ends on the same line.
    #[cold]
    fn quote_inside(&mut self, start: usize, at: usize) -> Token {
        self.at = at;
        let line = self.slice(at, self.bytes.len()).lines().next().unwrap_or_default();
        if let Some(last) = line.rfind('"') {
            self.at = at + last + 1;
        } else {
            self.rest_of_line();
        }
        let help = "inside a text write `\\\"`, or use curly quotation marks";
        self.flaw(
            "quote-inside-text",
            at - 1,
            at,
            "found `\"` inside a text".to_owned(),
            Some(help),
        );
        debug_assert!(self.at > start);
        Token::Broken
    }

    fn is_raw_text(&self) -> bool {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
        rest.get(hashes) == Some(&b'"')
    }

    fn raw(&mut self) -> Token {
        let start = self.at;
        let rest = self.bytes.get(start + 1..).unwrap_or_default();
        let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
        let open = start + 1 + hashes + 1;
        let mut close = vec![b'"'];
        close.resize(hashes + 1, b'#');
        match memmem::find(self.bytes.get(open..).unwrap_or_default(), &close) {
            Some(length) => {
                self.at = open + length + close.len();
                Token::Raw
            }
            None => {
                let close = format!("write `\"{}` where the text ends", "#".repeat(hashes.min(8)));
                let message = "found a raw text without its end".to_owned();
                self.flaw("unclosed-text", start, open, message, Some(&close));
                self.give_up();
                Token::Broken
            }
        }
    }

    /// Takes a word; if it goes on as an id would, says that quotation marks are missing.
    #[inline]
    fn word(&mut self) -> Token {
        let start = self.at;
        if self.bytes.get(start..start + 2) == Some(b"r#") {
            self.at += 2;
        }
        while matches!(self.peek(), Some(b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')) {
            self.at += 1;
        }
        match self.peek() {
            Some(b'-' | b'.') if matches!(self.byte(self.at + 1), Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')) => {}
            _ => return Token::Word,
        }
        while matches!(
            self.peek(),
            Some(b'_' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')
        ) {
            self.at += 1;
        }
        let found = self.slice(start, self.at);
        let help = format!("write `\"{found}\"`");
        let message = format!("found `{found}` without quotation marks");
        self.flaw("unquoted-text", start, self.at, message, Some(&help));
        Token::Broken
    }

    fn number(&mut self) -> Token {
        self.at += 1;
        while let Some(byte) = self.peek() {
            let sign = matches!(byte, b'+' | b'-') && matches!(self.byte(self.at - 1), Some(b'e' | b'E'));
            if !(sign || byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')) {
                break;
            }
            self.at += 1;
        }
        Token::Number
    }

    fn single_quoted(&mut self) -> Token {
        let start = self.at;
        let rest = self.bytes.get(start + 1..).unwrap_or_default();
        let escaped = rest.starts_with(b"\\'");
        match memchr2(
            b'\'',
            b'\n',
            rest.get(if escaped { 2 } else { 0 }..).unwrap_or_default(),
        ) {
            Some(length) if self.byte(start + 1 + length + if escaped { 2 } else { 0 }) == Some(b'\'') => {
                self.at = start + 1 + length + if escaped { 2 } else { 0 } + 1;
                Token::Char
            }
            _ => {
                self.at = start + 1;
                let message = "found `'`, expected a value".to_owned();
                self.flaw(
                    "stray-character",
                    start,
                    start + 1,
                    message,
                    Some("texts stand between `\"` and `\"`"),
                );
                Token::Broken
            }
        }
    }

    fn curly_quoted(&mut self) -> Token {
        let start = self.at;
        let open = self.character().unwrap_or('“');
        let line = self.slice(start, self.bytes.len()).lines().next().unwrap_or_default();
        let inside = line.get(open.len_utf8()..).unwrap_or_default();
        let close = inside
            .rfind(['”', '“', '’', '"'])
            .map_or(inside.trim_end_matches([',', ' ']).len(), |at| {
                at + inside
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(1, char::len_utf8)
            });
        self.at = start + open.len_utf8() + close;
        let help = "texts stand between straight quotation marks, `\"` and `\"`; curly ones are fine inside a text";
        let message = format!("found `{open}`, expected `\"`");
        self.flaw("curly-quotes", start, start + open.len_utf8(), message, Some(help));
        Token::Broken
    }

    /// Whether a word and a colon come next: the start of a named field.
    pub fn at_field(&self) -> bool {
        if !matches!(self.peek(), Some(b'_' | b'a'..=b'z' | b'A'..=b'Z')) {
            return false;
        }
        let mut at = self.at + 1;
        while matches!(
            self.byte(at),
            Some(b'_' | b'#' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z')
        ) {
            at += 1;
        }
        self.blank_then_colon(at)
    }

    /// Whether only blanks and then a colon come from this byte on.
    pub fn blank_then_colon(&self, mut at: usize) -> bool {
        loop {
            match (self.byte(at), self.byte(at + 1)) {
                (Some(b':'), _) => return true,
                (Some(b' ' | b'\n' | b'\t' | b'\r'), _) => at += 1,
                (Some(b'/'), Some(b'*')) => {
                    let rest = self.bytes.get(at + 2..).unwrap_or_default();
                    let Some(length) = memmem::find(rest, b"*/") else {
                        return false;
                    };
                    at += length + 4;
                }
                (Some(b'/'), Some(b'/')) => {
                    let rest = self.bytes.get(at..).unwrap_or_default();
                    let Some(length) = memchr(b'\n', rest) else {
                        return false;
                    };
                    at += length;
                }
                _ => return false,
            }
        }
    }

    /// Whether a quoted text and a colon come next: the start of an entry of a map.
    pub fn at_entry(&self) -> bool {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        match memchr2(b'"', b'\n', rest) {
            Some(length) if rest.get(length) == Some(&b'"') => self.blank_then_colon(self.at + 1 + length + 1),
            _ => false,
        }
    }

    /// The end of the text.
    pub fn end(&self) -> usize {
        self.bytes.len()
    }

    /// Goes to the end of the line, before a comma or closing brackets that end it.
    pub fn rest_of_line(&mut self) {
        let rest = self.slice(self.at, self.bytes.len());
        let line = rest.lines().next().unwrap_or_default().trim_end();
        self.at += line.trim_end_matches([',', ')', ']', '}']).len();
    }

    /// The blanks at the start of the line of a byte, and whether nothing else stands before the byte.
    pub fn indent(&self, at: usize) -> (usize, bool) {
        let before = self.bytes.get(..at).unwrap_or_default();
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        let line = self.bytes.get(start..).unwrap_or_default();
        let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        (blanks, start + blanks >= at)
    }

    /// Whether a line ends between two bytes.
    pub fn breaks_line(&self, start: usize, end: usize) -> bool {
        memchr(b'\n', self.bytes.get(start..end).unwrap_or_default()).is_some()
    }
}
