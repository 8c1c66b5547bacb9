//! The fields, entries and items in brackets as they stand in a text: with their commas, their comments and their lines.

use std::ops::Range;

use crate::scenario::format::{INDENT, Placement};
use crate::scenario::syntax::tree::{Kind, Tree};

/// A text and its tree.
#[derive(Clone, Copy)]
pub(super) struct Source<'t> {
    pub text: &'t str,
    pub tree: &'t Tree,
}

/// One field, entry or item. Positions are bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// The node of its name or key.
    pub key: Option<u32>,
    /// The node of its value.
    pub value: u32,
    /// Where name, key or value starts.
    pub start: usize,
    /// Where the value ends.
    pub end: usize,
    /// Where its comma is.
    pub comma: Option<usize>,
    /// Where it ends with its comma and with the comment behind that.
    pub tail: usize,
    /// The start of its first line, with the comments directly above it; only if it has its lines to itself.
    pub lead: Option<usize>,
}

impl<'t> Source<'t> {
    pub fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    pub fn node_range(&self, at: u32) -> Range<usize> {
        let node = self.tree.node(at);
        node.start as usize..node.end as usize
    }

    pub fn whole(&self, at: u32) -> &'t str {
        self.slice(self.node_range(at))
    }

    /// The name before a node's brackets, such as `Statement`.
    pub fn name(&self, at: u32) -> &'t str {
        let node = self.tree.node(at);
        self.slice(node.start as usize..(node.start + node.name_length()) as usize)
    }

    /// The first byte that is neither white space nor in a comment.
    fn code_from(&self, mut at: usize) -> usize {
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start().len();
            match self.comment_at(at) {
                Some(end) => at = end,
                None => return at,
            }
        }
    }

    /// The end of the comment that starts at a byte.
    fn comment_at(&self, at: usize) -> Option<usize> {
        let comments = &self.tree.comments;
        let found = comments.binary_search_by_key(&at, |(start, _)| *start as usize).ok()?;
        comments.get(found).map(|(_, end)| *end as usize)
    }

    /// The bytes inside a node's brackets.
    pub fn inside(&self, at: u32) -> Range<usize> {
        let node = self.tree.node(at);
        let name_end = (node.start + node.name_length()) as usize;
        let open = self.code_from(name_end);
        open + 1..(node.end as usize).saturating_sub(1).max(open + 1)
    }

    pub fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line break is that ends the line of a byte, or the end of the text.
    pub fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |length| at + length)
    }

    /// The white space that the line of a byte begins with.
    pub fn indentation(&self, at: usize) -> &'t str {
        let start = self.line_start(at);
        let line = self.slice(start..self.line_end(at));
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        self.slice(start..start + blanks)
    }

    /// One level of indentation, as the file has it.
    pub fn unit(&self) -> &'t str {
        let first = self.tree.children(0).next().filter(|_| self.tree.len() > 1);
        let unit = first.map_or("", |node| self.indentation(self.node_range(node).start));
        if unit.is_empty() { INDENT } else { unit }
    }

    /// Where a part starts that is written at a byte.
    pub fn placement(&self, at: usize) -> Placement<'t> {
        let column = self.slice(self.line_start(at)..at).chars().count();
        Placement {
            base: self.indentation(at),
            unit: self.unit(),
            column,
            tall: false,
        }
    }

    pub fn is_flat(&self, at: u32) -> bool {
        !self.whole(at).contains('\n')
    }

    /// What is in a node's brackets.
    pub fn items(&self, at: u32) -> Vec<Item> {
        let keyed = matches!(self.tree.node(at).kind, Kind::Fields | Kind::Map);
        let inside = self.inside(at);
        let mut children = self.tree.children(at);
        let mut items = Vec::new();
        let mut from = inside.start;
        while let Some(first) = children.next() {
            let value = if keyed { children.next().unwrap_or(first) } else { first };
            let item = self.item(keyed.then_some(first), value, from);
            from = item.tail;
            items.push(item);
        }
        items
    }

    fn item(&self, key: Option<u32>, value: u32, from: usize) -> Item {
        let start = self.node_range(key.unwrap_or(value)).start;
        let end = self.node_range(value).end;
        let next = self.code_from(end);
        let comma = (self.text.as_bytes().get(next) == Some(&b',')).then_some(next);
        let tail = self.tail(comma.map_or(end, |comma| comma + 1));
        let line = self.line_start(start);
        let own_line = self.slice(from..start).contains('\n')
            && self.slice(line..start).trim().is_empty()
            && self.slice(tail..self.line_end(tail)).trim().is_empty();
        Item {
            key,
            value,
            start,
            end,
            comma,
            tail,
            lead: own_line.then(|| self.lead(start, from)),
        }
    }

    /// Behind the comments that follow on the same line with nothing behind them.
    fn tail(&self, from: usize) -> usize {
        let mut tail = from;
        let mut at = from;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
            match self.comment_at(at) {
                Some(end) if !self.slice(at..end).contains('\n') => at = end,
                _ => break,
            }
            if self.slice(at..self.line_end(at)).trim().is_empty() {
                tail = at;
            }
        }
        tail
    }

    /// The start of the first of the comment lines directly above, but not before `from`.
    fn lead(&self, start: usize, from: usize) -> usize {
        let mut lead = self.line_start(start);
        while let Some((comment, _)) = self.comment_ending(lead.saturating_sub(1))
            && self.line_start(comment) >= from
            && self.slice(self.line_start(comment)..comment).trim().is_empty()
        {
            lead = self.line_start(comment);
        }
        lead
    }

    /// The comment that ends at a byte, or that only blanks divide from it.
    fn comment_ending(&self, at: usize) -> Option<(usize, usize)> {
        let after = self.tree.comments.partition_point(|(start, _)| (*start as usize) < at);
        let (start, end) = *self.tree.comments.get(after.checked_sub(1)?)?;
        let (start, end) = (start as usize, end as usize);
        (end <= at && self.slice(end..at).trim().is_empty()).then_some((start, end))
    }

    /// Whether there is an empty line between two bytes.
    pub fn has_blank_line(&self, range: Range<usize>) -> bool {
        let mut lines = self.slice(range).split('\n');
        lines.next();
        lines.next_back();
        lines.any(|line| line.trim().is_empty())
    }
}
