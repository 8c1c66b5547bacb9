//! From the tree to typed data, through serde, with every mistake at once.
//!
//! A value that can't be read is reported and stands in as an empty one, so that the rest is looked at as well; the nearest entry
//! of a map around it is then left out, and without one the whole is. On a text without mistakes none of this costs anything.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor, value::BorrowedStrDeserializer};

use super::access::{EntryAccess, FieldAccess, ItemAccess, PlainAccess, VariantAccess};
use super::problem::{Problem, What, closest, one_of};
use super::report::{Context, Finding};
use super::scalar::{MAX_TEXT, forbidden, forbidden_words, parse_integer, text_of, unescape};
use super::tree::{Kind, Node, Tree};
use crate::scenario::diagnostic::cut;

/// The node that stands in for what could not be read.
pub(super) const STAND_IN: u32 = u32::MAX;

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
    decode_in(Context::new(text, tree, suspects))
}

/// Reads a tree as data but for one map, whose entries are known: it is taken for an empty one. Texts are not searched.
pub fn decode_beside<'de, T: Deserialize<'de>>(text: &'de str, tree: &Tree, map: u32) -> Decoded<T> {
    let mut context = Context::new(text, tree, false);
    context.known = Some(map);
    decode_in(context)
}

fn decode_in<'de, T: Deserialize<'de>>(context: Context<'_, 'de>) -> Decoded<T> {
    let value = Decoder {
        context: &context,
        node: 0,
    }
    .value::<T>();
    let value = value.ok().filter(|_| !context.lost.get());
    Decoded {
        value,
        findings: context.into_findings(),
    }
}

/// Reads neighbouring entries of a map as data; nothing if there is any mistake in them. Texts are not searched.
pub(super) fn entries<'de, K: Deserialize<'de>, V: Deserialize<'de>>(
    text: &'de str,
    tree: &Tree,
    nodes: Range<u32>,
    count: u32,
) -> Option<Vec<(K, V)>> {
    let context = Context::new(text, tree, false);
    let owner = Decoder {
        context: &context,
        node: nodes.start,
    };
    let mut entries = Vec::with_capacity(count as usize);
    let mut access = EntryAccess::between(owner, nodes, count as usize);
    while let Some(entry) = access.next_entry().ok()? {
        entries.push(entry);
    }
    (entries.len() == count as usize && context.into_findings().is_empty()).then_some(entries)
}

/// Reads one node, or stands in for one.
#[derive(Clone, Copy)]
pub(super) struct Decoder<'a, 'c, 'de> {
    pub context: &'a Context<'c, 'de>,
    pub node: u32,
}

impl<'a, 'c, 'de> Decoder<'a, 'c, 'de> {
    #[inline]
    pub fn on(self, node: u32) -> Self {
        Self { node, ..self }
    }

    #[inline]
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
        Err(Problem::said(
            "wrong-kind",
            self.node,
            format!("found {found}, expected {expected}"),
        ))
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
        Err(Problem::said("bad-escape", self.node, message)
            .help(help)
            .bytes(start, end))
    }

    #[cold]
    fn no_text<T>(self, node: Node) -> Result<T, Problem> {
        let found = self.context.whole(node);
        self.wrong("a text in quotation marks")
            .map_err(|problem| match node.kind {
                Kind::Word | Kind::Number => problem
                    .help(format!("write `\"{found}\"`"))
                    .instead(format!("\"{found}\"")),
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
        Err(if node.kind == Kind::Escaped {
            problem
        } else {
            problem.bytes(at, at + c.len_utf8() as u32)
        })
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
            let message = format!(
                "found `{}`, expected a whole number from {least} to {most}",
                cut(found.to_owned(), 40)
            );
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
            self.context.report(
                problem
                    .instead(expected)
                    .bytes(start, end)
                    .help(format!("write `{expected}`")),
                self.node,
            );
        }
    }

    /// Named fields, whatever the name before them.
    #[inline]
    pub fn fields<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Problem> {
        visitor
            .visit_map(FieldAccess::new(self, fields))
            .map_err(|problem| problem.at(self.node))
    }

    /// A fixed number of values.
    #[inline]
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
        visitor
            .visit_seq(ItemAccess::new(self, length))
            .map_err(|problem| problem.at(self.node))
    }
}

fn values(count: usize) -> String {
    if count == 1 {
        "1 value".to_owned()
    } else {
        format!("{count} values")
    }
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

    #[inline]
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

    #[inline]
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
        if self.stands_in() || self.here().kind == Kind::Empty {
            visitor.visit_unit()
        } else {
            self.wrong("`()`")
        }
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

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if !self.stands_in() && self.here().kind != Kind::List {
            return self.wrong("a list in `[…]`").map_err(|problem| match self.here().kind {
                Kind::Text | Kind::Word => problem.help("put it between `[` and `]`"),
                _ => problem,
            });
        }
        let length = if self.stands_in() {
            0
        } else {
            self.here().extra as usize
        };
        visitor
            .visit_seq(ItemAccess::new(self, length))
            .map_err(|problem| problem.at(self.node))
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

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match self.here().kind {
            _ if self.stands_in() => {}
            Kind::Map => {}
            _ => {
                return self
                    .wrong("a map in `{…}`")
                    .map_err(|problem| problem.help("write `{ \"an-id\": …, }`"));
            }
        }
        visitor
            .visit_map(EntryAccess::new(self))
            .map_err(|problem| problem.at(self.node))
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
            Kind::Word => self
                .context
                .whole(node)
                .strip_prefix("r#")
                .unwrap_or(self.context.whole(node)),
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
        visitor
            .visit_enum(VariantAccess { owner: self, name })
            .map_err(|problem| {
                if problem.inner().node.is_none() {
                    problem.at(self.node).bytes(place.0, place.1)
                } else {
                    problem
                }
            })
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let name = self.context.whole(self.here());
        let name = name.strip_prefix("r#").unwrap_or(name);
        BorrowedStrDeserializer::new(name).deserialize_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }
}
