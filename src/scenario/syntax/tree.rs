//! A flat tree of a text in RON: one row of nodes in the order of the text, built in one pass, with places and without meaning.
//!
//! Built for texts that are wrong: several mistakes are reported and what can be understood is kept.

use super::Flaw;
use super::lexer::{Scanner, Token};

/// Deepest nesting of brackets.
pub const MAX_DEPTH: usize = 128;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text without escapes.
    Text,
    /// A text with escapes.
    Escaped,
    /// A raw text.
    Raw,
    /// Something in single quotation marks.
    Char,
    /// A number of any kind.
    Number,
    /// A word.
    Word,
    /// `[…]`.
    List,
    /// `{…}`; keys and values take turns.
    Map,
    /// `(…)` or `Name(…)` with values.
    Tuple,
    /// `(…)` or `Name(…)` with named fields; names and values take turns.
    Fields,
    /// `()` or `Name()`.
    Empty,
    /// Missing or not understood, and reported.
    Broken,
}

/// One node. Its first child, if any, is the node after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// First byte, that of the name if there is one.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The node after this one and all that is in it.
    pub next: u32,
    /// Length of the name of `Tuple`, `Fields` and `Empty` in bytes; number of values in the others.
    pub extra: u32,
}

impl Node {
    const NONE: Self = Self {
        kind: Kind::Broken,
        start: 0,
        end: 0,
        next: u32::MAX,
        extra: 0,
    };

    /// Whether it has brackets.
    pub fn is_compound(self) -> bool {
        matches!(
            self.kind,
            Kind::List | Kind::Map | Kind::Tuple | Kind::Fields | Kind::Empty
        )
    }

    /// Length of the name before the brackets.
    pub fn name_length(self) -> u32 {
        if matches!(self.kind, Kind::Tuple | Kind::Fields | Kind::Empty) {
            self.extra
        } else {
            0
        }
    }
}

/// Most stray characters in a row before a value.
const MAX_STRAYS: u32 = 8;

/// A text's nodes, comments and mistakes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// Comments: first byte and the byte after the last.
    pub comments: Vec<(u32, u32)>,
    /// Mistakes in the notation.
    pub flaws: Vec<Flaw>,
    /// End of the `#![…]` lines at the top; 0 without.
    pub header_end: u32,
}

impl Tree {
    /// Builds the tree of a text of less than 4 GiB.
    pub fn parse(text: &str) -> Self {
        let mut parser = Parser::new(Scanner::new(text), text.len());
        let header_end = parser.whole();
        parser.into_tree(header_end)
    }

    /// Builds the tree up to a byte, if an entry of a map begins there that is a field of the outermost value. Else the tree of all of it.
    pub(super) fn first_part(text: &str, stop: usize) -> (Self, Option<Stop>) {
        let mut parser = Parser::new(Scanner::new(text), text.len());
        parser.stop_at = Some(stop);
        let header_end = parser.whole();
        let stopped = parser.stopped;
        (parser.into_tree(header_end), stopped)
    }

    /// Goes on where an entry of such a map begins, up to another or to the end of the text. The nodes are numbered from this part's first.
    pub(super) fn later_part(text: &str, start: usize, stop: Option<usize>) -> (Self, Option<Stop>, Option<Close>) {
        let length = stop.unwrap_or(text.len()).saturating_sub(start);
        let mut parser = Parser::new(Scanner::starting_at(text, start), length);
        parser.stop_at = stop;
        let close = parser.rest(start);
        let stopped = parser.stopped;
        (parser.into_tree(0), stopped, close)
    }

    /// Adds the nodes of the part that comes next. Gives the number of the first.
    pub(super) fn append(&mut self, part: Self) -> u32 {
        let base = self.len();
        self.nodes.extend(part.nodes.into_iter().map(|node| Node {
            next: base + node.next,
            ..node
        }));
        self.comments.extend(part.comments);
        self.flaws.extend(part.flaws);
        base
    }

    /// Says where a node with brackets ends: its last byte and the node after it. A map has its number of entries as well.
    pub(super) fn close(&mut self, at: u32, end: u32, next: u32, entries: Option<u32>) {
        if let Some(node) = self.nodes.get_mut(at as usize) {
            (node.end, node.next) = (end, next);
            node.extra = entries.unwrap_or(node.extra);
        }
    }

    /// The node at this position; a broken one past the end.
    #[inline]
    pub fn node(&self, at: u32) -> Node {
        self.nodes.get(at as usize).copied().unwrap_or(Node::NONE)
    }

    /// How many nodes there are.
    pub fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The nodes directly inside a node; keys and names count.
    pub fn children(&self, parent: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.node(parent).next.min(self.len());
        let mut at = parent + 1;
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let child = at;
                at = self.node(at).next;
                child
            })
        })
    }

    /// Names or keys with their values, of `Fields` and `Map`.
    pub fn pairs(&self, parent: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let mut children = self.children(parent);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }
}

/// Where a part of a text was left: at an entry of a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// The map, if it begins in this part.
    pub map: usize,
    /// How many of its entries are in this part.
    pub entries: u32,
}

/// Where a map and what is around it end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Close {
    /// How many of its entries are in this part.
    pub entries: u32,
    /// The byte after the map.
    pub map_end: u32,
    /// The node after the map.
    pub map_next: u32,
    /// The byte after the outermost value.
    pub end: u32,
}

struct Parser<'t> {
    scanner: Scanner<'t>,
    nodes: Vec<Node>,
    open: Vec<Bracket>,
    /// How many stray characters stand directly before the value that is read.
    strays: u32,
    /// A bracket was just reported as unclosed: the comma that seems to be missing is not.
    forgiving: bool,
    /// The byte at which to stop, if an entry of a map directly in the outermost value begins there.
    stop_at: Option<usize>,
    stopped: Option<Stop>,
}

#[derive(Clone, Copy)]
struct Bracket {
    kind: Kind,
    node: usize,
    /// Where the bracket itself is.
    at: usize,
}

impl Bracket {
    fn close(self) -> u8 {
        match self.kind {
            Kind::List => b']',
            Kind::Map => b'}',
            _ => b')',
        }
    }
}

impl<'t> Parser<'t> {
    /// Has room for the nodes of so many bytes.
    fn new(scanner: Scanner<'t>, length: usize) -> Self {
        Self {
            scanner,
            nodes: Vec::with_capacity(length / 20 + 16),
            open: Vec::new(),
            strays: 0,
            forgiving: false,
            stop_at: None,
            stopped: None,
        }
    }

    fn into_tree(self, header_end: u32) -> Tree {
        Tree {
            nodes: self.nodes,
            comments: self.scanner.comments,
            flaws: self.scanner.flaws,
            header_end,
        }
    }

    /// Reads a text from its beginning. Gives the end of the lines at its top.
    fn whole(&mut self) -> u32 {
        let header_end = self.scanner.header() as u32;
        if self.scanner.peek().is_none() {
            let help = "a vignette starts with `Scenario(`; `attune new` writes one to begin with";
            let message = "found nothing, expected `Scenario(…)`".to_owned();
            self.scanner.flaw("empty-file", 0, 0, message, Some(help));
            self.push(Kind::Broken, 0, 0);
        } else {
            self.value();
            self.end();
        }
        header_end
    }

    /// Reads on at an entry of a map that is a field of the outermost value.
    fn rest(&mut self, start: usize) -> Option<Close> {
        let around = |kind| Bracket {
            kind,
            node: usize::MAX,
            at: start,
        };
        self.open.extend([around(Kind::Fields), around(Kind::Map)]);
        let entries = self.entries(around(Kind::Map));
        self.open.pop();
        if self.stopped.is_some() {
            return None;
        }
        let (map_end, map_next) = (self.scanner.at as u32, self.nodes.len() as u32);
        self.separator();
        self.fields(around(Kind::Fields));
        self.open.pop();
        let end = self.scanner.at as u32;
        self.end();
        Some(Close {
            entries,
            map_end,
            map_next,
            end,
        })
    }

    /// Whether this is where to stop.
    #[inline]
    fn stops(&self) -> bool {
        self.stop_at == Some(self.scanner.at) && self.open.len() == 2
    }

    #[inline]
    fn push(&mut self, kind: Kind, start: usize, end: usize) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node {
            kind,
            start: start as u32,
            end: end as u32,
            next: index as u32 + 1,
            extra: 0,
        });
        index
    }

    fn broken(&mut self) {
        let at = self.scanner.at;
        self.push(Kind::Broken, at, at);
    }

    /// Reads one value and always pushes one node.
    fn value(&mut self) {
        self.scanner.trivia();
        let start = self.scanner.at;
        match self.scanner.peek() {
            Some(b'(') => return self.compound(Kind::Tuple, start, 0),
            Some(b'[') => return self.compound(Kind::List, start, 0),
            Some(b'{') => return self.compound(Kind::Map, start, 0),
            Some(b',' | b')' | b']' | b'}') | None => {
                self.missing_value();
                return self.broken();
            }
            Some(_) => {}
        }
        match self.scanner.scalar() {
            Some(Token::Word) => {
                let end = self.scanner.at;
                if self.scanner.peek() != Some(b'(') {
                    self.scanner.trivia();
                }
                if self.scanner.peek() == Some(b'(') {
                    return self.compound(Kind::Tuple, start, (end - start) as u32);
                }
                self.push(Kind::Word, start, end);
            }
            Some(token) => {
                let kind = match token {
                    Token::Text => Kind::Text,
                    Token::Escaped => Kind::Escaped,
                    Token::Raw => Kind::Raw,
                    Token::Char => Kind::Char,
                    Token::Number => Kind::Number,
                    Token::Word => Kind::Word,
                    Token::Broken => Kind::Broken,
                };
                self.push(kind, start, self.scanner.at);
            }
            None => {
                self.stray("a value");
                if matches!(self.scanner.peek(), None | Some(b',' | b')' | b']' | b'}' | b'\n')) {
                    self.push(Kind::Broken, start, self.scanner.at);
                } else {
                    self.strays += 1;
                    if self.strays < MAX_STRAYS {
                        self.value()
                    } else {
                        self.broken()
                    }
                    self.strays -= 1;
                }
            }
        }
    }

    #[cold]
    fn missing_value(&mut self) {
        let at = self.scanner.at;
        let found = self.found();
        self.scanner.flaw(
            "missing-value",
            at,
            at,
            format!("found {found}, expected a value"),
            None,
        );
    }

    fn found(&self) -> String {
        match self.scanner.character() {
            None => "the end of the file".to_owned(),
            Some(c)
                if c.is_control() || c.is_whitespace() || ('\u{200B}'..='\u{206F}').contains(&c) || c == '\u{FEFF}' =>
            {
                format!("`U+{:04X}`", u32::from(c))
            }
            Some(c) if c.is_ascii_alphanumeric() => {
                let rest = self.scanner.slice(self.scanner.at, self.scanner.end());
                let word: String = rest
                    .chars()
                    .take(30)
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                format!("`{word}`")
            }
            Some(c) => format!("`{c}`"),
        }
    }

    /// Reports the next character and skips it.
    #[cold]
    fn stray(&mut self, expected: &str) {
        let start = self.scanner.at;
        let length = self.scanner.character().map_or(0, char::len_utf8);
        let message = format!("found {}, expected {expected}", self.found());
        self.scanner.at += length;
        self.scanner
            .flaw("stray-character", start, start + length, message, None);
    }

    /// Reads what is in brackets; the next byte is the opening one. A name before it may stand apart, so that its own length is what counts.
    fn compound(&mut self, kind: Kind, start: usize, name_length: u32) {
        let at = self.scanner.at;
        let index = self.push(kind, start, at);
        if self.open.len() >= MAX_DEPTH {
            let message = format!("found more than {MAX_DEPTH} brackets inside each other");
            self.scanner
                .flaw("too-deep", at, at + 1, message, Some("write it with fewer levels"));
            return self.scanner.give_up();
        }
        self.scanner.at += 1;
        self.scanner.trivia();
        let kind = match kind {
            Kind::Tuple if self.scanner.peek() == Some(b')') => Kind::Empty,
            Kind::Tuple if self.scanner.at_field() => Kind::Fields,
            other => other,
        };
        let bracket = Bracket { kind, node: index, at };
        self.open.push(bracket);
        let count = match kind {
            Kind::Fields => self.fields(bracket),
            Kind::Map => self.entries(bracket),
            _ => self.items(bracket),
        };
        self.open.pop();
        let (end, next) = (self.scanner.at as u32, self.nodes.len() as u32);
        if let Some(node) = self.nodes.get_mut(index) {
            let extra = if matches!(kind, Kind::List | Kind::Map) {
                count
            } else {
                name_length
            };
            *node = Node {
                kind,
                end,
                next,
                extra,
                ..*node
            };
        }
    }

    fn items(&mut self, bracket: Bracket) -> u32 {
        let mut count = 0;
        while self.goes_on(bracket) {
            if count > 0 && self.scanner.at_field() && self.names_follow(bracket) {
                self.unclosed(bracket);
                break;
            }
            self.value();
            count += 1;
            self.separator();
        }
        count
    }

    /// Whether a name and a colon inside `[…]` or a tuple mean that its closing bracket is missing.
    fn names_follow(&self, bracket: Bracket) -> bool {
        let parent = self.open.iter().rev().nth(1).map(|outer| outer.kind);
        let previous_end = self.nodes.last().map_or(0, |node| node.end as usize).max(bracket.at);
        parent == Some(Kind::Fields) && self.scanner.breaks_line(previous_end, self.scanner.at)
    }

    fn entries(&mut self, bracket: Bracket) -> u32 {
        let mut count = 0;
        while self.goes_on(bracket) {
            if self.stops() {
                self.stopped = Some(Stop {
                    map: bracket.node,
                    entries: count,
                });
                self.scanner.give_up();
                break;
            }
            self.value();
            self.colon_and_value();
            count += 1;
            self.separator();
        }
        count
    }

    fn fields(&mut self, bracket: Bracket) -> u32 {
        let mut count = 0;
        while self.goes_on(bracket) {
            let start = self.scanner.at;
            match self.scanner.peek() {
                Some(b'_' | b'a'..=b'z' | b'A'..=b'Z') => {
                    let kind = match self.scanner.scalar() {
                        Some(Token::Word) => Kind::Word,
                        _ => Kind::Broken,
                    };
                    self.push(kind, start, self.scanner.at);
                    self.colon_and_value();
                }
                Some(b'"') => {
                    let in_map = self
                        .open
                        .iter()
                        .rev()
                        .nth(1)
                        .is_some_and(|outer| outer.kind == Kind::Map);
                    let level = self.scanner.indent(start) == (self.scanner.indent(bracket.at).0, true);
                    if in_map && level && self.scanner.at_entry() {
                        self.unclosed(bracket);
                        break;
                    }
                    self.not_a_name(start);
                }
                _ => {
                    self.stray("a field's name");
                    continue;
                }
            }
            count += 1;
            self.separator();
        }
        count
    }

    /// A text where a field's name was expected, with what follows it.
    #[cold]
    fn not_a_name(&mut self, start: usize) {
        self.scanner.scalar();
        let found = self.scanner.slice(start, self.scanner.at);
        let help = "names of fields stand without quotation marks; only the keys in `{…}` have them";
        let message = format!("found `{found}`, expected a field's name");
        self.scanner
            .flaw("quoted-name", start, self.scanner.at, message, Some(help));
        self.push(Kind::Broken, start, self.scanner.at);
        if self.scanner.blank_then_colon(self.scanner.at) {
            self.colon_and_value();
        } else {
            self.broken();
        }
    }

    fn colon_and_value(&mut self) {
        self.scanner.trivia();
        if self.scanner.peek() == Some(b':') {
            self.scanner.at += 1;
            self.value();
            return self.words_without_quotes();
        }
        let name = self
            .nodes
            .last()
            .map_or((0, 0), |node| (node.start as usize, node.end as usize));
        let name = self.scanner.slice(name.0, name.1).to_owned();
        let (at, found) = (self.scanner.at, self.found());
        let message = format!("found {found} after `{name}`, expected `:`");
        self.scanner.flaw("missing-colon", at, at, message, None);
        match self.scanner.peek() {
            Some(b'=') => {
                self.scanner.at += 1;
                self.value();
            }
            Some(b'"' | b'[' | b'(' | b'{') => self.value(),
            _ => self.broken(),
        }
    }

    /// Several words after a colon are a text whose quotation marks are missing.
    #[inline]
    fn words_without_quotes(&mut self) {
        let Some(node) = self.nodes.last().copied().filter(|node| node.kind == Kind::Word) else {
            return;
        };
        let (start, at) = (node.start as usize, self.scanner.at);
        let more = matches!(
            self.scanner.peek(),
            Some(b'_' | b'\'' | b'"' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0x80..)
        );
        if !more || self.scanner.at_field() || self.scanner.breaks_line(start, at) {
            return;
        }
        self.scanner.rest_of_line();
        let end = self.scanner.at;
        let message = "found words without quotation marks".to_owned();
        self.scanner.flaw(
            "unquoted-text",
            start,
            end,
            message,
            Some("texts stand between `\"` and `\"`"),
        );
        if let Some(node) = self.nodes.last_mut() {
            *node = Node {
                kind: Kind::Broken,
                end: end as u32,
                ..*node
            };
        }
    }

    /// Whether another element comes, past stray commas and closing brackets. Takes this bracket's closing one.
    fn goes_on(&mut self, bracket: Bracket) -> bool {
        loop {
            self.scanner.trivia();
            match self.scanner.peek() {
                Some(byte) if byte == bracket.close() => {
                    self.scanner.at += 1;
                    return false;
                }
                None => {
                    self.unclosed(bracket);
                    self.scanner.give_up();
                    return false;
                }
                Some(b')' | b']' | b'}') if self.is_wrong_close(bracket) => {
                    let (at, found, close) = (self.scanner.at, self.found(), char::from(bracket.close()));
                    let opened = self.opened(bracket).to_owned();
                    self.scanner.at += 1;
                    let message = format!("found {found}, expected `{close}` to close `{opened}`");
                    self.scanner.flaw("wrong-bracket", at, at + 1, message, None);
                    return false;
                }
                Some(byte @ (b')' | b']' | b'}')) => {
                    let outer = self.open.len().saturating_sub(1);
                    if self
                        .open
                        .get(..outer)
                        .unwrap_or_default()
                        .iter()
                        .any(|open| open.close() == byte)
                    {
                        self.unclosed(bracket);
                        return false;
                    }
                    let expected = format!("`{}`", char::from(bracket.close()));
                    self.stray(&expected);
                }
                Some(b',') => self.stray("a value before the comma"),
                Some(_) => return true,
            }
        }
    }

    /// Whether a closing bracket of another kind stands where this one's should: on the same line, or below its start.
    fn is_wrong_close(&self, bracket: Bracket) -> bool {
        let at = self.scanner.at;
        if !self.scanner.breaks_line(bracket.at, at) {
            return self
                .open
                .iter()
                .rev()
                .nth(1)
                .is_none_or(|outer| self.scanner.breaks_line(outer.at, at));
        }
        let (indent, is_first) = self.scanner.indent(at);
        is_first
            && self.scanner.indent(bracket.at).0 == indent
            && self
                .open
                .iter()
                .rev()
                .nth(1)
                .is_none_or(|outer| self.scanner.indent(outer.at).0 != indent)
    }

    fn opened(&self, bracket: Bracket) -> &str {
        let start = self
            .nodes
            .get(bracket.node)
            .map_or(bracket.at, |node| node.start as usize);
        self.scanner.slice(start, bracket.at + 1)
    }

    #[cold]
    fn unclosed(&mut self, bracket: Bracket) {
        let start = self
            .nodes
            .get(bracket.node)
            .map_or(bracket.at, |node| node.start as usize);
        let opened = self.opened(bracket).to_owned();
        let close = char::from(bracket.close());
        let found = self.found();
        let message = format!("found {found}, expected `{close}` to close `{opened}`");
        let help = format!("write `{close}` where `{opened}` ends");
        self.scanner
            .flaw("unclosed-bracket", start, bracket.at + 1, message, Some(&help));
        self.forgiving = true;
    }

    /// Takes the comma after an element; the last one needs none.
    #[inline]
    fn separator(&mut self) {
        let end = self.scanner.at;
        self.scanner.trivia();
        let forgiving = std::mem::take(&mut self.forgiving);
        match self.scanner.peek() {
            Some(b',') => self.scanner.at += 1,
            Some(b')' | b']' | b'}') | None => {}
            Some(b';' | b'.') => self.stray("`,`"),
            Some(_) if forgiving => {}
            Some(_) => self.missing_comma(end),
        }
    }

    #[cold]
    fn missing_comma(&mut self, end: usize) {
        // The element's own end, before comments.
        let end = match self.nodes.last() {
            Some(node) if !node.is_compound() => node.end as usize,
            _ => end,
        };
        let message = format!("found {}, expected a comma before it", self.found());
        self.scanner
            .flaw("missing-comma", end, end, message, Some("write `,` after each entry"));
    }

    /// After the vignette only comments may come.
    fn end(&mut self) {
        self.scanner.trivia();
        if self.scanner.peek().is_some() {
            let at = self.scanner.at;
            let length = self.scanner.character().map_or(0, char::len_utf8);
            let message = format!("found {} after the end of the vignette", self.found());
            let help = "there may be a closing bracket too many above, or two vignettes in one file";
            self.scanner
                .flaw("text-after-end", at, at + length, message, Some(help));
            self.scanner.give_up();
        }
    }
}
