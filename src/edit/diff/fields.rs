//! The fields in which two values of one type differ, found on their written form, so that no field of the format is forgotten.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::{Changed, Field, Piece};
use crate::edit::change::same;
use crate::edit::items::Source;
use crate::scenario::format::{Placement, format_part};
use crate::scenario::syntax::scalar::text_of;
use crate::scenario::syntax::tree::{Kind, Tree};
use crate::scenario::write::part;

/// The fields that differ, in the order of the format. Those with a name in `skip` are passed over.
pub(super) fn between<T: Serialize>(before: &T, after: &T, skip: &[&str]) -> Vec<Field> {
    let (before, after) = (part(before, Placement::TOP), part(after, Placement::TOP));
    if before == after {
        return Vec::new();
    }
    let (old, new) = (Tree::parse(&before), Tree::parse(&after));
    let mut walk = Walk {
        old: Source {
            text: &before,
            tree: &old,
        },
        new: Source {
            text: &after,
            tree: &new,
        },
        skip,
        found: Vec::new(),
    };
    walk.values("", 0, 0);
    walk.found
}

/// Two texts, word by word.
pub(super) fn words(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let value = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Gone(text)))
            | (ChangeTag::Insert, Some(Piece::New(text))) => text.push_str(value),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(value.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Gone(value.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::New(value.to_owned())),
        }
    }
    pieces
}

struct Walk<'t> {
    old: Source<'t>,
    new: Source<'t>,
    skip: &'t [&'t str],
    found: Vec<Field>,
}

impl Walk<'_> {
    fn values(&mut self, name: &str, at: u32, wanted: u32) {
        if same(self.old, at, self.new, wanted) {
            return;
        }
        let (one, other) = (self.old.tree.node(at), self.new.tree.node(wanted));
        let alike = one.kind == other.kind && self.old.name(at) == self.new.name(wanted);
        match (text_of(self.old.text, one), text_of(self.new.text, other)) {
            (Some(before), Some(after)) => {
                let change = Changed::Words(words(&before, &after));
                return self.push(name, change);
            }
            _ if !alike => return self.value(name, Some(at), Some(wanted)),
            _ => {}
        }
        match one.kind {
            Kind::Fields | Kind::Map => self.named(name, at, wanted),
            Kind::List if one.extra == other.extra && self.is_cases(at) => {
                let pairs: Vec<(u32, u32)> = self.old.tree.children(at).zip(self.new.tree.children(wanted)).collect();
                for (index, (at, wanted)) in pairs.into_iter().enumerate() {
                    self.values(&format!("{name}[{index}]"), at, wanted);
                }
            }
            Kind::Tuple if self.is_one(at, wanted) => self.values(name, at + 1, wanted + 1),
            _ => self.value(name, Some(at), Some(wanted)),
        }
    }

    /// Whether a list is of things with fields, each of which is worth looking into.
    fn is_cases(&self, at: u32) -> bool {
        let mut items = self.old.tree.children(at);
        items.all(|item| self.old.tree.node(item).kind == Kind::Fields)
    }

    /// Whether two brackets hold one value each, which is a text or has fields: `Say("…")`.
    fn is_one(&self, at: u32, wanted: u32) -> bool {
        let one = self.old.tree.children(at).count() == 1 && self.new.tree.children(wanted).count() == 1;
        one && !self.old.name(at).is_empty() && self.old.name(at) == "Say"
    }

    fn named(&mut self, name: &str, at: u32, wanted: u32) {
        let (old, new) = (self.old, self.new);
        let within = |key: &str| match (name, key.trim_matches('"')) {
            ("", key) => key.to_owned(),
            (name, key) => format!("{name}.{key}"),
        };
        let before: Vec<(&str, u32)> = old.tree.pairs(at).map(|(key, value)| (old.whole(key), value)).collect();
        let after: Vec<(&str, u32)> = new
            .tree
            .pairs(wanted)
            .map(|(key, value)| (new.whole(key), value))
            .collect();
        let find =
            |list: &[(&str, u32)], key: &str| list.iter().find(|(name, _)| *name == key).map(|(_, value)| *value);
        for (key, value) in &before {
            if name.is_empty() && self.skip.contains(key) {
                continue;
            }
            match find(&after, key) {
                Some(now) => self.values(&within(key), *value, now),
                None => self.value(&within(key), Some(*value), None),
            }
        }
        for (key, value) in &after {
            if find(&before, key).is_none() && !(name.is_empty() && self.skip.contains(key)) {
                self.value(&within(key), None, Some(*value));
            }
        }
    }

    fn value(&mut self, name: &str, before: Option<u32>, after: Option<u32>) {
        let change = Changed::Value {
            before: before.map(|at| flat(self.old.whole(at))),
            after: after.map(|at| flat(self.new.whole(at))),
        };
        self.push(name, change);
    }

    fn push(&mut self, name: &str, change: Changed) {
        let name = if name.is_empty() { "value" } else { name };
        self.found.push(Field {
            name: name.to_owned(),
            change,
        });
    }
}

/// A value as it is written, on one line where it can be.
fn flat(written: &str) -> String {
    let tree = Tree::parse(written);
    let mut out = String::with_capacity(written.len());
    let mut from = 0;
    for line in written.lines() {
        let line = line.trim();
        let opens = out.is_empty() || out.ends_with(['(', '[', '{']);
        let closes = line.starts_with([')', ']', '}']);
        if closes && out.ends_with(',') {
            out.pop();
        }
        if !opens && !closes {
            out.push(' ');
        }
        out.push_str(line);
        from += line.len();
    }
    debug_assert!(tree.flaws.is_empty() && from > 0, "{written}");
    format_part(&out, Placement::TOP).map_or_else(|| written.to_owned(), |_| out)
}
