//! The canonical form of a vignette's text: four spaces, one field a line, short things on one line, every comment kept.
//!
//! Works on the notation alone and never on what it means, so that nothing can be lost; texts are copied as they stand.

use std::ops::Range;

use super::diagnostic::Diagnostic;
use super::read::normalize;
use super::syntax::place::{Lines, pointer_at};
use super::syntax::tree::{Kind, Tree};

/// Longest line that is kept on one line.
pub const MAX_WIDTH: usize = 100;
/// One level of indentation.
pub const INDENT: &str = "    ";

/// Where a part of a vignette is to stand: how its lines begin, and how far in its first one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement<'p> {
    /// What the line begins with on which the part starts.
    pub base: &'p str,
    /// One level more.
    pub unit: &'p str,
    /// Characters before the part on its line.
    pub column: usize,
    /// Whether its fields have a line each even where they would fit on one.
    pub tall: bool,
}

impl Placement<'_> {
    /// At the beginning of a file.
    pub const TOP: Placement<'static> = Placement {
        base: "",
        unit: INDENT,
        column: 0,
        tall: false,
    };
}

/// Brings a text into canonical form. The errors are its mistakes in notation; unknown fields and the like don't matter here.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let text = normalize(text);
    let tree = Tree::parse(&text);
    if !tree.flaws.is_empty() {
        let lines = Lines::of(&text);
        let diagnostic = |flaw: &super::syntax::Flaw| {
            let path = pointer_at(&text, &tree, flaw.start);
            let diagnostic = Diagnostic::error(flaw.rule, path, flaw.message.clone());
            let diagnostic = diagnostic.at(lines.span(&text, flaw.start, flaw.end));
            match &flaw.help {
                Some(help) => diagnostic.help(help.clone()),
                None => diagnostic,
            }
        };
        return Err(tree.flaws.iter().map(diagnostic).collect());
    }
    let mut printer = Printer::new(&text, &tree, Placement::TOP);
    printer.file();
    Ok(printer.out)
}

/// Brings one value into canonical form, for a place in a vignette. None if it is not one value in the notation, or if a comment
/// stands outside it.
pub fn format_part(text: &str, placement: Placement<'_>) -> Option<String> {
    let tree = Tree::parse(text);
    let root = tree.node(0);
    let inside = |comment: &(u32, u32)| root.start <= comment.0 && comment.1 <= root.end;
    if !tree.flaws.is_empty() || tree.header_end > 0 || !tree.comments.iter().all(inside) {
        return None;
    }
    let mut printer = Printer::new(text, &tree, placement);
    printer.out.extend(std::iter::repeat_n(' ', placement.column));
    printer.value(0, 0, placement.tall);
    printer.out.get(placement.column..).map(str::to_owned)
}

/// Whether a text is in canonical form already.
pub fn is_formatted(text: &str) -> bool {
    format(text).is_ok_and(|formatted| formatted == text)
}

struct Printer<'t> {
    text: &'t str,
    tree: &'t Tree,
    out: String,
    /// The first comment that is not written yet. Comments are written in order.
    comment: usize,
    base: &'t str,
    unit: &'t str,
}

/// One field, entry or item: its name or key, and its value.
#[derive(Clone, Copy)]
struct Item {
    key: Option<u32>,
    value: u32,
}

impl<'t> Printer<'t> {
    fn new(text: &'t str, tree: &'t Tree, placement: Placement<'t>) -> Self {
        Self {
            text,
            tree,
            out: String::with_capacity(text.len()),
            comment: 0,
            base: placement.base,
            unit: placement.unit,
        }
    }

    fn slice(&self, start: u32, end: u32) -> &'t str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    fn whole(&self, at: u32) -> &'t str {
        let node = self.tree.node(at);
        self.slice(node.start, node.end)
    }

    fn file(&mut self) {
        let root = self.tree.node(0);
        self.header();
        let mut from = self.tree.header_end;
        let top = from;
        self.comments_before(&mut from, root.start, 0, true);
        if from != top && self.newlines(from, root.start) > 1 {
            self.blank_line();
        }
        self.value(0, 0, true);
        let mut from = root.end;
        self.trailing(&mut from, self.text.len() as u32);
        self.out.push('\n');
        self.comments_before(&mut from, self.text.len() as u32, 0, false);
    }

    /// The `#![…]` lines, as they stand; comments above them come first.
    fn header(&mut self) {
        let mut at = 0;
        while at < self.tree.header_end {
            let (start, end) = match self.next_comment(self.tree.header_end) {
                Some((start, end)) => (start, end),
                None => (self.tree.header_end, self.tree.header_end),
            };
            for line in self
                .slice(at, start)
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
            {
                self.out.push_str(line);
                self.out.push('\n');
            }
            if end > start {
                self.out.push_str(self.slice(start, end).trim_end());
                self.out.push('\n');
                self.comment += 1;
            }
            at = end.max(start);
        }
    }

    fn next_comment(&self, before: u32) -> Option<(u32, u32)> {
        self.tree
            .comments
            .get(self.comment)
            .copied()
            .filter(|(start, _)| *start < before)
    }

    fn has_comment(&self, range: Range<u32>) -> bool {
        let first = self.tree.comments.partition_point(|(start, _)| *start < range.start);
        self.tree
            .comments
            .get(first)
            .is_some_and(|(start, _)| *start < range.end)
    }

    fn newlines(&self, start: u32, end: u32) -> usize {
        self.slice(start, end).bytes().filter(|byte| *byte == b'\n').count()
    }

    fn indent(&mut self, level: usize) {
        self.out.push_str(self.base);
        self.out.extend(std::iter::repeat_n(self.unit, level));
    }

    /// Writes the comments that stand on the line that was just written, after it.
    fn trailing(&mut self, from: &mut u32, before: u32) {
        while let Some((start, end)) = self.next_comment(before) {
            let next = self
                .tree
                .comments
                .get(self.comment + 1)
                .map_or(before, |(start, _)| (*start).min(before));
            let is_line = self.slice(start, end).starts_with("//");
            // One that stands directly before something on its line belongs to that.
            let leads = !is_line
                && next == before
                && before < self.text.len() as u32
                && !self.closes(end, before)
                && self.newlines(end, before) == 0;
            if self.newlines(*from, start) > 0 || leads {
                return;
            }
            self.out.push(' ');
            self.out.push_str(self.slice(start, end).trim_end());
            self.comment += 1;
            *from = end;
            if is_line {
                return;
            }
        }
    }

    /// Whether only blanks, commas and the closing bracket come.
    fn closes(&self, start: u32, before: u32) -> bool {
        self.slice(start, before)
            .trim_start_matches([' ', ',', '\t', '\n'])
            .is_empty()
            && matches!(self.text.as_bytes().get(before as usize), Some(b')' | b']' | b'}'))
    }

    /// Writes the comments up to a byte on lines of their own, with one blank line where there was any. `first` is at the start of
    /// a bracket or of the file, where none is kept.
    fn comments_before(&mut self, from: &mut u32, before: u32, level: usize, mut first: bool) {
        while let Some((start, end)) = self.next_comment(before) {
            if !first && self.newlines(*from, start) > 1 {
                self.blank_line();
            }
            first = false;
            self.indent(level);
            self.out.push_str(self.slice(start, end).trim_end());
            self.out.push('\n');
            self.comment += 1;
            *from = end;
        }
    }

    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Writes one value at the end of the current line.
    fn value(&mut self, at: u32, level: usize, is_root: bool) {
        let node = self.tree.node(at);
        if !node.is_compound() {
            return self.out.push_str(self.whole(at));
        }
        let name = self.slice(node.start, node.start + node.name_length());
        let (open, close) = brackets(node.kind);
        let commented = self.has_comment(node.start..node.end);
        self.out.push_str(name);
        self.out.push(open);
        if node.next == at + 1 && !commented {
            return self.out.push(close);
        }
        // The name and one bracket are on the line already; a comma is to come.
        let room = (MAX_WIDTH + name.len() + 1).saturating_sub(self.column() + 1);
        if !commented && !is_root && self.flat_width(at, room).is_some() {
            self.flat_items(at);
        } else if let Some(inside) = self.embraced(at) {
            self.value(inside, level, false);
        } else {
            return self.block(at, level);
        }
        self.out.push(close);
    }

    fn column(&self) -> usize {
        let line = self.out.rfind('\n').map_or(0, |end| end + 1);
        self.out.get(line..).map_or(0, |line| line.chars().count())
    }

    /// The one value of brackets such as `Say("…")`, if no comment stands between them and it: such brackets take no lines.
    fn embraced(&self, at: u32) -> Option<u32> {
        let node = self.tree.node(at);
        let inside = self.tree.node(at + 1);
        let alone = node.kind == Kind::Tuple && inside.next == node.next;
        let open = node.start..inside.start;
        (alone && !self.has_comment(open) && !self.has_comment(inside.end..node.end)).then_some(at + 1)
    }

    /// The width on one line, if it is at most this much and nothing in it needs lines of its own.
    fn flat_width(&self, at: u32, most: usize) -> Option<usize> {
        let node = self.tree.node(at);
        if !node.is_compound() {
            let text = self.whole(at);
            let width = if text.len() > most * 4 || text.contains('\n') {
                usize::MAX
            } else {
                text.chars().count()
            };
            return (width <= most).then_some(width);
        }
        if node.kind == Kind::Map && node.extra > 0 {
            return None;
        }
        let mut width = node.name_length() as usize + 2;
        for (index, item) in self.items(at).enumerate() {
            width += if index > 0 { 2 } else { 0 };
            width += item.key.map_or(0, |key| self.whole(key).chars().count() + 2);
            width += self.flat_width(item.value, most.checked_sub(width)?)?;
        }
        (width <= most).then_some(width)
    }

    fn items(&self, at: u32) -> impl Iterator<Item = Item> + use<'t> {
        let keyed = matches!(self.tree.node(at).kind, Kind::Fields | Kind::Map);
        let tree = self.tree;
        let mut children = tree.children(at);
        std::iter::from_fn(move || {
            let first = children.next()?;
            if keyed {
                Some(Item {
                    key: Some(first),
                    value: children.next()?,
                })
            } else {
                Some(Item {
                    key: None,
                    value: first,
                })
            }
        })
    }

    fn flat_items(&mut self, at: u32) {
        for (index, item) in self.items(at).enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            if let Some(key) = item.key {
                self.out.push_str(self.whole(key));
                self.out.push_str(": ");
            }
            self.flat_value(item.value);
        }
    }

    fn flat_value(&mut self, at: u32) {
        let node = self.tree.node(at);
        if !node.is_compound() {
            return self.out.push_str(self.whole(at));
        }
        let (open, close) = brackets(node.kind);
        self.out
            .push_str(self.slice(node.start, node.start + node.name_length()));
        self.out.push(open);
        self.flat_items(at);
        self.out.push(close);
    }

    /// Writes what is in brackets one item a line. The name and the opening bracket are written.
    fn block(&mut self, at: u32, level: usize) {
        let node = self.tree.node(at);
        let (_, close) = brackets(node.kind);
        let spaced = self.is_statements(at);
        let inside = level + 1;
        let mut from = node.start + node.name_length() + 1;
        // Comments between a name and its bracket move behind the bracket.
        let mut empty = true;
        for (index, item) in self.items(at).enumerate() {
            empty = false;
            let start = self.tree.node(item.key.unwrap_or(item.value)).start;
            self.trailing(&mut from, start);
            self.out.push('\n');
            let gap = from;
            if index > 0 && spaced {
                self.blank_line();
            }
            self.comments_before(&mut from, start, inside, index == 0);
            if (index > 0 || from != gap) && self.newlines(from, start) > 1 {
                self.blank_line();
            }
            self.item(item, inside, &mut from);
        }
        self.trailing(&mut from, node.end.saturating_sub(1));
        self.out.push('\n');
        self.comments_before(&mut from, node.end.saturating_sub(1), inside, empty);
        self.indent(level);
        self.out.push(close);
    }

    /// Writes one item with its comma; comments between its key and its value go above it.
    fn item(&mut self, item: Item, level: usize, from: &mut u32) {
        let value = self.tree.node(item.value);
        self.comments_before(from, value.start, level, true);
        self.indent(level);
        if let Some(key) = item.key {
            self.out.push_str(self.whole(key));
            self.out.push_str(": ");
        }
        self.value(item.value, level, false);
        self.out.push(',');
        *from = value.end;
    }

    /// Whether this is the map of statements, whose entries stand apart.
    fn is_statements(&self, at: u32) -> bool {
        self.tree.node(0).kind == Kind::Fields
            && self
                .tree
                .pairs(0)
                .any(|(key, value)| value == at && matches!(self.whole(key), "statements" | "endings"))
    }
}

fn brackets(kind: Kind) -> (char, char) {
    match kind {
        Kind::List => ('[', ']'),
        Kind::Map => ('{', '}'),
        _ => ('(', ')'),
    }
}
