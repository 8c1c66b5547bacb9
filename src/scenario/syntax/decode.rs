//! From the tree to typed data, through serde, with every mistake at once.
//!
//! A value that can't be read is reported and stands in as an empty one, so that the rest is looked at as well; the nearest entry
//! of a map around it is then left out, and without one the whole is. On a text without mistakes none of this costs anything.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use serde::de::{Deserialize, Deserializer, Visitor, value::BorrowedStrDeserializer};

use super::Flaw;
use super::access::{FieldAccess, EntryAccess, ItemAccess, PlainAccess, VariantAccess};
use super::place::{bytes_of_node, line_of};
use super::problem::{Problem, What, closest, one_of};
use super::tree::{Kind, Node, Tree};
use crate::scenario::diagnostic::cut;

/// Longest text, in characters.
pub const MAX_TEXT: usize = 8_000;
/// Most mistakes that are reported for one file.
pub const MAX_FINDINGS: usize = 200;
/// Most second tries: a file with more than that needs a tree to be mended first.
const MAX_PATCHES: usize = 100;
/// The node that stands in for what could not be read.
pub(super) const STAND_IN: u32 = u32::MAX;

/// A mistake and the node that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub flaw: Flaw,
    /// The node.
    pub node: u32,
    /// The field of the node that is missing.
    pub field: Option<&'static str>,
}

/// What came of reading a tree.
#[derive(Debug)]
pub struct Decoded<T> {
    /// The data, less the entries that could not be read; none if a part outside all maps could not.
    pub value: Option<T>,
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
}

/// Reads a tree as data. With `suspects`, every text is searched for characters that are not allowed.
pub fn decode<'de, T: Deserialize<'de>>(text: &'de str, tree: &Tree, suspects: bool) -> Decoded<T> {
    let context = Context {
        text,
        tree,
        suspects,
        findings: RefCell::default(),
        patches: RefCell::default(),
        patched: Cell::new(false),
        lost: Cell::new(false),
    };
    let value = Decoder { context: &context, node: 0 }.value::<T>();
    let value = value.ok().filter(|_| !context.lost.get());
    Decoded { value, findings: context.findings.into_inner() }
}

/// What makes a struct readable on a second try.
#[derive(Debug, PartialEq, Eq)]
enum Patch {
    /// This field of this node is given as an empty one.
    Give(u32, &'static str),
    /// The field with this name node is passed over.
    Hide(u32),
}

pub(super) struct Context<'c, 'de> {
    pub text: &'de str,
    pub tree: &'c Tree,
    suspects: bool,
    findings: RefCell<Vec<Finding>>,
    patches: RefCell<Vec<Patch>>,
    patched: Cell<bool>,
    /// Something could not be read since the last time that this was cleared.
    pub lost: Cell<bool>,
}

impl<'de> Context<'_, 'de> {
    pub fn slice(&self, start: u32, end: u32) -> &'de str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub fn whole(&self, node: Node) -> &'de str {
        self.slice(node.start, node.end)
    }

    pub fn name(&self, node: Node) -> &'de str {
        let name = self.slice(node.start, node.start + node.name_length());
        name.strip_prefix("r#").unwrap_or(name)
    }

    pub fn hidden(&self, key: u32) -> bool {
        self.patched.get() && self.patches.borrow().contains(&Patch::Hide(key))
    }

    /// The `at`th field that is given to a node although it is not in the file.
    pub fn given(&self, node: u32, at: usize) -> Option<&'static str> {
        if !self.patched.get() {
            return None;
        }
        let patches = self.patches.borrow();
        let mut names = patches.iter().filter_map(|patch| match patch {
            Patch::Give(owner, name) if *owner == node => Some(*name),
            _ => None,
        });
        names.nth(at)
    }

    /// Notes a problem once.
    #[cold]
    pub fn report(&self, problem: Problem, fallback: u32) {
        if self.findings.borrow().len() >= MAX_FINDINGS {
            return;
        }
        let inner = problem.into_inner();
        let at = inner.node.unwrap_or(fallback);
        let (start, end) = inner.bytes.unwrap_or_else(|| bytes_of_node(self.tree, at));
        let node = self.tree.node(at);
        let mut field = None;
        let (rule, message, help, instead) = match inner.what {
            What::Silent => return,
            What::Said { rule, message, help, instead } => (rule, message, help, instead),
            What::Missing(name) => {
                if self.misspelt(at, name) {
                    return;
                }
                field = Some(name);
                let message = format!("found {} without `{name}`", self.describe(node));
                ("missing-field", message, Some(format!("add `{name}: …,`")), None)
            }
            What::Twice(name) => ("duplicate-field", format!("found `{name}` twice"), None, None),
            What::UnknownField { found, expected } => {
                let close = closest(&found, expected);
                let help = match close {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("the fields here are {}", one_of(expected)),
                };
                ("unknown-field", format!("found an unknown field `{found}`"), Some(help), close.map(str::to_owned))
            }
        };
        let flaw = Flaw { rule, start, end, message: cut(message, 300), help, instead };
        let mut findings = self.findings.borrow_mut();
        let known = |finding: &Finding| finding.flaw == flaw && finding.field == field;
        if !findings.iter().any(known) {
            findings.push(Finding { flaw, node: at, field });
        }
    }

    /// Whether a field of this node was reported as unknown, and this is what it should have been.
    fn misspelt(&self, owner: u32, name: &str) -> bool {
        let range = owner..self.tree.node(owner).next;
        self.findings.borrow().iter().any(|finding| {
            finding.flaw.rule == "unknown-field"
                && finding.flaw.instead.as_deref() == Some(name)
                && range.contains(&finding.node)
                && self.tree.pairs(owner).any(|(key, _)| key == finding.node)
        })
    }

    /// Makes a second try at a struct possible; false if it would end in the same problem.
    #[cold]
    fn amend(&self, problem: &Problem) -> bool {
        let inner = problem.inner();
        let Some(node) = inner.node.filter(|_| self.findings.borrow().len() < MAX_FINDINGS) else { return false };
        let patch = match inner.what {
            What::Missing(name) => Patch::Give(node, name),
            What::Twice(name) => {
                let same = |key: &u32| self.whole(self.tree.node(*key)) == name && !self.hidden(*key);
                let mut keys = self.tree.pairs(node).map(|(key, _)| key).filter(same);
                let (Some(first), Some(second)) = (keys.next(), keys.next()) else { return false };
                self.report(self.twice("duplicate-field", first, second), second);
                Patch::Hide(second)
            }
            _ => return false,
        };
        let mut patches = self.patches.borrow_mut();
        let new = patches.len() < MAX_PATCHES && !patches.contains(&patch);
        if new {
            patches.push(patch);
        }
        self.patched.set(true);
        new
    }

    /// Says that a name stands at two places.
    #[cold]
    pub fn twice(&self, rule: &'static str, first: u32, second: u32) -> Problem {
        let (before, after) = (self.tree.node(first), self.tree.node(second));
        let name = self.whole(after);
        let (line, again) = (line_of(self.text, before.start), line_of(self.text, after.start));
        let message = format!("found `{name}` on line {line} and again on line {again}");
        Problem::said(rule, second, message).help("only the first is read; rename or remove one of the two")
    }

    /// What a node is, for messages.
    pub fn describe(&self, node: Node) -> String {
        let name = self.name(node);
        match node.kind {
            Kind::List => "a list in `[…]`".to_owned(),
            Kind::Map => "a map in `{…}`".to_owned(),
            Kind::Fields | Kind::Tuple if name.is_empty() => "round brackets `(…)`".to_owned(),
            Kind::Fields | Kind::Tuple => format!("`{}(…)`", cut(name.to_owned(), 40)),
            Kind::Empty => format!("`{}()`", cut(name.to_owned(), 40)),
            Kind::Text | Kind::Escaped | Kind::Raw => format!("the text `{}`", cut(self.whole(node).to_owned(), 40)),
            Kind::Char | Kind::Number | Kind::Word => format!("`{}`", cut(self.whole(node).to_owned(), 40)),
            Kind::Broken => "something that can't be read".to_owned(),
        }
    }
}

/// A text without its quotation marks and escapes; none if the node is no text, or an escape is wrong.
pub fn text_of(text: &str, node: Node) -> Option<Cow<'_, str>> {
    let whole = text.get(node.start as usize..node.end as usize)?;
    match node.kind {
        Kind::Text => Some(Cow::Borrowed(whole.get(1..whole.len() - 1)?)),
        Kind::Escaped => unescape(whole.get(1..whole.len() - 1)?).ok().map(Cow::Owned),
        Kind::Raw => {
            let hashes = whole.bytes().skip(1).take_while(|byte| *byte == b'#').count();
            Some(Cow::Borrowed(whole.get(hashes + 2..whole.len() - hashes - 1)?))
        }
        _ => None,
    }
}

/// Resolves escapes; the error is the byte range of a wrong one.
fn unescape(inside: &str) -> Result<String, (usize, usize)> {
    let mut text = String::with_capacity(inside.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', inside.as_bytes().get(at..).unwrap_or_default()) {
        text.push_str(inside.get(at..at + found).unwrap_or_default());
        at += found;
        let rest = inside.get(at + 1..).unwrap_or_default();
        let (c, length) = match rest.bytes().next() {
            Some(b'n') => (Some('\n'), 1),
            Some(b't') => (Some('\t'), 1),
            Some(b'r') => (Some('\r'), 1),
            Some(b'0') => (Some('\0'), 1),
            Some(b'"') => (Some('"'), 1),
            Some(b'\'') => (Some('\''), 1),
            Some(b'\\') => (Some('\\'), 1),
            Some(b'x') => (hex(rest.get(1..3)), 3),
            Some(b'u') => {
                let digits = rest.get(1..).and_then(|rest| rest.strip_prefix('{')).and_then(|rest| {
                    let end = rest.bytes().take(7).position(|byte| byte == b'}')?;
                    rest.get(..end)
                });
                (hex(digits), digits.map_or(1, |digits| digits.len() + 3))
            }
            _ => (None, 1),
        };
        let Some(c) = c else {
            let length = rest.chars().next().map_or(0, char::len_utf8);
            return Err((at, at + 1 + length));
        };
        text.push(c);
        at += 1 + length;
    }
    text.push_str(inside.get(at..).unwrap_or_default());
    Ok(text)
}

fn hex(digits: Option<&str>) -> Option<char> {
    let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// The first character that a text may not hold: control characters but line end and tab, and those that turn the direction of
/// writing without a trace on the screen.
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| match *c {
        '\n' | '\t' => false,
        c => c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'),
    })
}

/// Says which character is not allowed.
pub fn forbidden_words(c: char) -> (&'static str, String) {
    let code = u32::from(c);
    if c.is_control() {
        ("control-character", format!("found the control character `U+{code:04X}`"))
    } else {
        ("text-direction", format!("found the invisible character `U+{code:04X}`, which turns the direction of writing"))
    }
}

/// Reads one node, or stands in for one.
#[derive(Clone, Copy)]
pub(super) struct Decoder<'a, 'c, 'de> {
    pub context: &'a Context<'c, 'de>,
    pub node: u32,
}

impl<'a, 'c, 'de> Decoder<'a, 'c, 'de> {
    pub fn on(self, node: u32) -> Self {
        Self { node, ..self }
    }

    pub fn stands_in(self) -> bool {
        self.node == STAND_IN
    }

    #[inline]
    pub fn here(self) -> Node {
        self.context.tree.node(self.node)
    }

    /// Reads a value; one that can't be read is reported and given as an empty one.
    #[inline]
    pub fn value<T: Deserialize<'de>>(self) -> Result<T, Problem> {
        match T::deserialize(self) {
            Ok(value) => Ok(value),
            Err(problem) => self.recover(problem),
        }
    }

    #[cold]
    fn recover<T: Deserialize<'de>>(self, mut problem: Problem) -> Result<T, Problem> {
        while self.context.amend(&problem) {
            if matches!(problem.inner().what, What::Missing(_)) {
                self.context.lost.set(true);
                self.context.report(problem, self.node);
            }
            match T::deserialize(self) {
                Ok(value) => return Ok(value),
                Err(next) => problem = next,
            }
        }
        self.context.lost.set(true);
        self.context.report(problem, self.node);
        T::deserialize(self.on(STAND_IN))
    }

    #[cold]
    pub fn wrong<T>(self, expected: &str) -> Result<T, Problem> {
        let node = self.here();
        if node.kind == Kind::Broken {
            return Err(Problem::silent(self.node));
        }
        let found = self.context.describe(node);
        Err(Problem::said("wrong-kind", self.node, format!("found {found}, expected {expected}")))
    }

    /// The text at this node.
    #[inline]
    pub fn text(self) -> Result<Cow<'de, str>, Problem> {
        let node = self.here();
        let text = match node.kind {
            Kind::Text => Cow::Borrowed(self.context.slice(node.start + 1, node.end - 1)),
            Kind::Escaped => match unescape(self.context.slice(node.start + 1, node.end - 1)) {
                Ok(text) => Cow::Owned(text),
                Err(place) => return self.bad_escape(node, place),
            },
            Kind::Raw => text_of(self.context.text, node).unwrap_or_default(),
            _ => return self.no_text(node),
        };
        if text.len() > MAX_TEXT || self.context.suspects || node.kind == Kind::Escaped {
            self.check_text(node, &text)?;
        }
        Ok(text)
    }

    #[cold]
    fn bad_escape<T>(self, node: Node, place: (usize, usize)) -> Result<T, Problem> {
        let (start, end) = (node.start + 1 + place.0 as u32, node.start + 1 + place.1 as u32);
        let message = format!("found `{}`, which is no escape", self.context.slice(start, end));
        let help = "write `\\\\` for a backslash, `\\\"` for a quotation mark, `\\n` for a new line";
        Err(Problem::said("bad-escape", self.node, message).help(help).bytes(start, end))
    }

    #[cold]
    fn no_text<T>(self, node: Node) -> Result<T, Problem> {
        let found = self.context.whole(node);
        self.wrong("a text in quotation marks").map_err(|problem| match node.kind {
            Kind::Word | Kind::Number => problem.help(format!("write `\"{found}\"`")).instead(format!("\"{found}\"")),
            Kind::Char => problem.help("use `\"` on both sides"),
            _ => problem,
        })
    }

    #[cold]
    #[inline(never)]
    fn check_text(self, node: Node, text: &str) -> Result<(), Problem> {
        if text.len() > MAX_TEXT {
            let length = text.chars().count();
            if length > MAX_TEXT {
                let message = format!("found a text of {length} characters, expected at most {MAX_TEXT}");
                return Err(Problem::said("text-too-long", self.node, message).bytes(node.start, node.start + 1));
            }
        }
        let Some((at, c)) = forbidden(text) else { return Ok(()) };
        let (rule, message) = forbidden_words(c);
        let problem = Problem::said(rule, self.node, message).help("remove it, and type the words around it again");
        let open = self.context.whole(node).find('"').unwrap_or_default() as u32 + 1;
        let at = node.start + open + at as u32;
        Err(if node.kind == Kind::Escaped { problem } else { problem.bytes(at, at + c.len_utf8() as u32) })
    }

    /// The whole number at this node.
    #[inline]
    fn integer(self, least: i128, most: i128) -> Result<i128, Problem> {
        if self.stands_in() {
            return Ok(0);
        }
        let node = self.here();
        if node.kind == Kind::Number
            && let Some(number) = parse_integer(self.context.whole(node))
            && (least..=most).contains(&number)
        {
            return Ok(number);
        }
        self.no_integer(node, least, most)
    }

    #[cold]
    fn no_integer(self, node: Node, least: i128, most: i128) -> Result<i128, Problem> {
        let found = self.context.whole(node);
        if node.kind == Kind::Number && parse_integer(found).is_some() {
            let message = format!("found `{}`, expected a whole number from {least} to {most}", cut(found.to_owned(), 40));
            return Err(Problem::said("out-of-range", self.node, message));
        }
        self.wrong("a whole number")
    }

    /// Says so if a node has another name than its type. What is inside may still be right.
    #[inline]
    fn check_name(self, node: Node, expected: &'static str) {
        let found = self.context.name(node);
        if !found.is_empty() && found != expected {
            let message = format!("found `{found}(…)`, expected `{expected}(…)`");
            let problem = Problem::said("wrong-name", self.node, message);
            let (start, end) = (node.start, node.start + node.name_length());
            self.context.report(problem.instead(expected).bytes(start, end).help(format!("write `{expected}`")), self.node);
        }
    }

    /// Named fields, whatever the name before them.
    pub fn fields<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_map(FieldAccess::new(self, fields)).map_err(|problem| problem.at(self.node))
    }

    /// A fixed number of values.
    pub fn tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Problem> {
        if !self.stands_in() {
            let found = self.context.tree.children(self.node).count();
            let node = self.here();
            if !matches!(node.kind, Kind::Tuple | Kind::Empty) {
                return self.wrong(&format!("`(…)` with {length} values"));
            }
            if found != length {
                let what = self.context.describe(node);
                let message = format!("found {what} with {}, expected {length}", values(found));
                return Err(Problem::said("wrong-count", self.node, message));
            }
        }
        visitor.visit_seq(ItemAccess::new(self, length)).map_err(|problem| problem.at(self.node))
    }
}

fn values(count: usize) -> String {
    if count == 1 { "1 value".to_owned() } else { format!("{count} values") }
}

/// Decimal, `0x`, `0o` and `0b`, with `_` between digits. None for anything else and for what no integer type holds.
fn parse_integer(text: &str) -> Option<i128> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1 } else { 1 };
    if digits.len() <= 18 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(sign * i128::from(digits.bytes().fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'))));
    }
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, digits.get(2..)?),
        Some("0o") => (8, digits.get(2..)?),
        Some("0b") => (2, digits.get(2..)?),
        _ => (10, digits),
    };
    let digits: String = digits.chars().filter(|c| *c != '_').take(64).collect();
    if digits.is_empty() || digits.starts_with(['+', '-']) || text.trim_start_matches(['+', '-']).starts_with('_') {
        return None;
    }
    i128::from_str_radix(&digits, radix).ok().map(|number| sign * number)
}

macro_rules! integers {
    ($($method:ident $visit:ident $narrow:ty, $wide:ty;)+) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
            let number = self.integer(i128::from(<$narrow>::MIN), i128::from(<$narrow>::MAX))?;
            visitor.$visit(number as $wide)
        }
    )+};
}

impl<'a, 'c, 'de> Deserializer<'de> for Decoder<'a, 'c, 'de> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let node = self.here();
        match node.kind {
            Kind::Text | Kind::Escaped | Kind::Raw => self.deserialize_str(visitor),
            Kind::Number => self.deserialize_i64(visitor),
            Kind::List => self.deserialize_seq(visitor),
            Kind::Map => self.deserialize_map(visitor),
            Kind::Word if matches!(self.context.whole(node), "true" | "false") => self.deserialize_bool(visitor),
            _ => self.wrong("a text, a number, a list or a map"),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let node = self.here();
        match self.context.whole(node) {
            _ if self.stands_in() => visitor.visit_bool(false),
            "true" if node.kind == Kind::Word => visitor.visit_bool(true),
            "false" if node.kind == Kind::Word => visitor.visit_bool(false),
            _ => self.wrong("`true` or `false`"),
        }
    }

    integers! {
        deserialize_i8 visit_i64 i8, i64;
        deserialize_i16 visit_i64 i16, i64;
        deserialize_i32 visit_i64 i32, i64;
        deserialize_i64 visit_i64 i64, i64;
        deserialize_u8 visit_u64 u8, u64;
        deserialize_u16 visit_u64 u16, u64;
        deserialize_u32 visit_u64 u32, u64;
        deserialize_u64 visit_u64 u64, u64;
    }

    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Problem> {
        self.wrong("a whole number")
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Problem> {
        self.wrong("a whole number")
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        self.deserialize_str(visitor)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.stands_in() {
            return visitor.visit_borrowed_str("");
        }
        match self.text()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Problem> {
        self.wrong("a text in quotation marks")
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Problem> {
        self.wrong("a text in quotation marks")
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.stands_in() {
            return visitor.visit_none();
        }
        let node = self.here();
        match node.kind {
            Kind::Word if self.context.whole(node) == "None" => visitor.visit_none(),
            Kind::Tuple if self.context.name(node) == "Some" => {
                if self.context.tree.children(self.node).count() != 1 {
                    return self.wrong("`Some(…)` with one value");
                }
                visitor.visit_some(self.on(self.node + 1))
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.stands_in() || self.here().kind == Kind::Empty { visitor.visit_unit() } else { self.wrong("`()`") }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Problem> {
        let node = self.here();
        if node.kind == Kind::Word && self.context.whole(node) == name {
            return visitor.visit_unit();
        }
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Problem> {
        let node = self.here();
        let wrapped = !self.stands_in()
            && node.kind == Kind::Tuple
            && (self.context.name(node) == name || self.context.name(node).is_empty())
            && self.context.tree.children(self.node).count() == 1;
        visitor.visit_newtype_struct(if wrapped { self.on(self.node + 1) } else { self })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if !self.stands_in() && self.here().kind != Kind::List {
            return self.wrong("a list in `[…]`").map_err(|problem| match self.here().kind {
                Kind::Text | Kind::Word => problem.help("put it between `[` and `]`"),
                _ => problem,
            });
        }
        let length = if self.stands_in() { 0 } else { self.here().extra as usize };
        visitor.visit_seq(ItemAccess::new(self, length)).map_err(|problem| problem.at(self.node))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Problem> {
        self.tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        if !self.stands_in() {
            if !matches!(self.here().kind, Kind::Tuple | Kind::Empty) {
                return self.wrong(&format!("`{name}(…)` with {length} values"));
            }
            self.check_name(self.here(), name);
        }
        self.tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match self.here().kind {
            _ if self.stands_in() => {}
            Kind::Map => {}
            _ => return self.wrong("a map in `{…}`").map_err(|problem| problem.help("write `{ \"an-id\": …, }`")),
        }
        visitor.visit_map(EntryAccess::new(self)).map_err(|problem| problem.at(self.node))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        if !self.stands_in() {
            let node = self.here();
            match node.kind {
                Kind::Fields | Kind::Empty => self.check_name(node, name),
                Kind::Tuple => {
                    let first = fields.first().copied().unwrap_or_default();
                    let wrong = self.wrong(&format!("fields with names, such as `{first}: …`"));
                    return wrong.map_err(|problem| problem.help(format!("the fields here are {}", one_of(fields))));
                }
                _ => return self.wrong(&format!("`{name}(…)`")),
            }
        }
        self.fields(fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let node = self.here();
        let first = variants.first().copied().unwrap_or_default();
        let name = match node.kind {
            _ if self.stands_in() => first,
            Kind::Word => self.context.whole(node).strip_prefix("r#").unwrap_or(self.context.whole(node)),
            Kind::Fields | Kind::Tuple | Kind::Empty => self.context.name(node),
            _ => "",
        };
        if first == "Plain" && (self.stands_in() || !variants.contains(&name)) {
            return visitor.visit_enum(PlainAccess { payload: self }).map_err(|problem| {
                match closest(name, variants).filter(|_| node.kind == Kind::Fields) {
                    Some(close) => problem.at(self.node).help(format!("did you mean `{close}(…)`?")),
                    None => problem.at(self.node),
                }
            });
        }
        if name.is_empty() {
            return self.wrong(&one_of(variants)).map_err(|problem| {
                let inside = text_of(self.context.text, node);
                match variants.iter().find(|variant| inside.as_deref() == Some(**variant)) {
                    Some(variant) => problem.help("leave out the quotation marks").instead(*variant),
                    None => problem,
                }
            });
        }
        let place = (node.start, node.start + name.len() as u32);
        visitor.visit_enum(VariantAccess { owner: self, name }).map_err(|problem| {
            if problem.inner().node.is_none() { problem.at(self.node).bytes(place.0, place.1) } else { problem }
        })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let name = self.context.whole(self.here());
        let name = name.strip_prefix("r#").unwrap_or(name);
        BorrowedStrDeserializer::new(name).deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }
}
