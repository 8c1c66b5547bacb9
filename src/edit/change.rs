//! Changes to parts of the text, one after the other, that become one [`Edit`].
//!
//! A part is named by its [`Pointer`]. Comments, order and layout of everything else stay as they are; what is new is laid out as
//! `attune fmt` would, with the file's own indentation.

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use super::document::Document;
use super::items::{Item, Source};
use super::order::fields_at;
use super::part::Part as Place;
use super::splice::{self, Splice};
use super::step::{Edit, Refused};
use crate::scenario::diagnostic::{Pointer, Step};
use crate::scenario::format::{Placement, format_part};
use crate::scenario::syntax::place::{find_exactly, line_of, unwrapped};
use crate::scenario::syntax::scalar::text_of;
use crate::scenario::syntax::tree::{Kind, Tree};
use crate::scenario::write::{self, quote};

/// Where a new entry or item is to stand among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before all others.
    First,
    /// Behind all others.
    Last,
    /// Before the entry with this key.
    Before(String),
    /// Behind the entry with this key.
    After(String),
    /// At this place, from 0.
    At(usize),
}

/// A series of changes to a document's text. Each sees what those before it did.
#[derive(Clone, Debug)]
pub struct Change<'d> {
    text: Cow<'d, str>,
    tree: Cow<'d, Tree>,
    splices: Vec<Splice>,
    revision: u64,
    /// The part that the text is, where it is not the whole.
    part: Option<Place>,
}

impl<'d> Change<'d> {
    /// A change that does nothing yet.
    ///
    /// # Errors
    /// If the document is read-only, or its notation has a mistake in it: then it is not certain where a part ends.
    pub fn of(document: &'d Document) -> Result<Self, Refused> {
        document.check_writable()?;
        if document.is_behind() {
            return Err(Refused::new("the vignette is still being read", "do it once more"));
        }
        let reading = document.reading();
        if let Some(flaw) = reading.tree().flaws.first() {
            let line = line_of(document.text(), flaw.start);
            let message = format!("the text has a mistake on line {line}: {}", flaw.message);
            let place = reading.pointer_at(flaw.start);
            return Err(
                Refused::new(message, "mend it in the source first, or undo what was typed there").at(vec![place]),
            );
        }
        Ok(Self {
            text: Cow::Borrowed(document.text()),
            tree: Cow::Borrowed(reading.tree()),
            splices: Vec::new(),
            revision: document.revision(),
            part: None,
        })
    }

    /// A change of one place and no other: of a long vignette only the statement around it is looked at, or only what stands around the
    /// statements. None if this vignette has to be looked at as a whole.
    pub fn near(document: &'d Document, at: &Pointer) -> Option<Self> {
        document.check_writable().ok()?;
        let part = document.part_around(at)?;
        let tree = Tree::parse(&part.text);
        tree.flaws.is_empty().then(|| Self {
            text: Cow::Owned(part.text.clone()),
            tree: Cow::Owned(tree),
            splices: Vec::new(),
            revision: document.revision(),
            part: Some(part),
        })
    }

    /// [`Self::near`] where that is possible, else [`Self::of`].
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn around(document: &'d Document, at: &Pointer) -> Result<Self, Refused> {
        Self::near(document, at).map_or_else(|| Self::of(document), Ok)
    }

    /// Whether only a part of the vignette is looked at.
    pub fn is_near(&self) -> bool {
        self.part.is_some()
    }

    /// The changes as one edit.
    ///
    /// # Errors
    /// If they would break the notation.
    pub fn into_edit(self, label: impl Into<String>) -> Result<Edit, Refused> {
        if matches!(self.text, Cow::Owned(_)) && !self.tree.flaws.is_empty() {
            debug_assert!(false, "{:?}", self.tree.flaws);
            return Err(Refused::new(
                "this change would leave a text that can't be read",
                "make it in the source",
            ));
        }
        let splices = match &self.part {
            Some(part) => part
                .in_whole(&self.splices)
                .ok_or_else(|| Refused::new("this change reaches further than one place", "make it in the source"))?,
            None => self.splices,
        };
        Ok(Edit {
            label: label.into(),
            merge: None,
            splices,
            revision: self.revision,
        })
    }

    /// The text as it is so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree of the text as it is so far.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Whether a part is there.
    pub fn has(&self, pointer: &Pointer) -> bool {
        self.find(pointer).is_some()
    }

    /// A part as it is written.
    pub fn written(&self, pointer: &Pointer) -> Option<&str> {
        let (_, value) = self.find(pointer)?;
        Some(self.source().whole(value))
    }

    /// The keys of a map, in order.
    pub fn keys(&self, map: &Pointer) -> Vec<String> {
        let Some((_, value)) = self.find(map) else {
            return Vec::new();
        };
        let source = self.source();
        let items = source.items(unwrapped(&self.tree, value));
        let key = |item: &Item| item.key.and_then(|key| text_of(source.text, self.tree.node(key)));
        items.iter().filter_map(key).map(Cow::into_owned).collect()
    }

    /// Replaces bytes of the text as it is so far; the splices are in order and don't overlap.
    pub fn splice(&mut self, splices: Vec<Splice>) -> Result<&mut Self, Refused> {
        if splices.is_empty() {
            return Ok(self);
        }
        let Some((text, _)) = splice::apply(&self.text, &splices) else {
            debug_assert!(false, "splices that don't fit the text: {splices:?}");
            return Err(Refused::new(
                "this change does not fit the text",
                "make it in the source",
            ));
        };
        self.tree = Cow::Owned(Tree::parse(&text));
        self.text = Cow::Owned(text);
        self.splices = splice::compose(&self.splices, &splices);
        Ok(self)
    }

    /// Sets a part to a value, written as the program writes vignettes. What is the same inside stays as it stands, with its comments.
    pub fn set_value<T: Serialize + ?Sized>(&mut self, pointer: &Pointer, value: &T) -> Result<&mut Self, Refused> {
        self.set(pointer, &write::part(value, Placement::TOP))
    }

    /// Sets a part to a value, or removes it if there is none.
    pub fn set_or_remove<T: Serialize + ?Sized>(
        &mut self,
        pointer: &Pointer,
        value: Option<&T>,
    ) -> Result<&mut Self, Refused> {
        match value {
            Some(value) => self.set_value(pointer, value),
            None => self.remove(pointer),
        }
    }

    /// Sets a part to what is written here in RON. A field that is absent is put where it belongs.
    pub fn set(&mut self, pointer: &Pointer, ron: &str) -> Result<&mut Self, Refused> {
        let new = Tree::parse(ron);
        if !new.flaws.is_empty() {
            return Err(no_value());
        }
        let Some((_, value)) = self.find(pointer) else {
            return match pointer.steps().split_last() {
                Some((Step::Field(name), rest)) => self.insert_field(&Pointer::from_steps(rest.to_vec()), name, ron),
                Some((Step::Key(key), rest)) => {
                    self.insert_entry(&Pointer::from_steps(rest.to_vec()), key, ron, &Position::Last)
                }
                _ => Err(absent(pointer)),
            };
        };
        let wanted = Source { text: ron, tree: &new };
        if same(self.source(), value, wanted, 0) {
            return Ok(self);
        }
        if let Some(parts) = differences(self.source(), value, wanted, 0, pointer) {
            for part in parts {
                match part {
                    Part::Set(pointer, ron) => self.set(&pointer, &ron)?,
                    Part::Remove(pointer) => self.remove(&pointer)?,
                };
            }
            return Ok(self);
        }
        let range = self.source().node_range(value);
        self.replace(value, range, ron)
    }

    /// Removes a part with its comma, its line and the comment behind it; an entry or item also with the comment directly above it.
    /// Removing what is absent changes nothing.
    pub fn remove(&mut self, pointer: &Pointer) -> Result<&mut Self, Refused> {
        let Some((container, items, index)) = self.place(pointer) else {
            return Ok(self);
        };
        let with_comment = !matches!(pointer.steps().last(), Some(Step::Field(_)));
        let ranges = self.source().removals(container, &items, &[index], with_comment);
        self.splice(ranges.into_iter().map(Splice::remove).collect())
    }

    /// Adds an entry to a map. A map that is absent is made.
    ///
    /// # Errors
    /// If there is an entry with this key.
    pub fn insert_entry(
        &mut self,
        map: &Pointer,
        key: &str,
        ron: &str,
        position: &Position,
    ) -> Result<&mut Self, Refused> {
        if self.has(&map.clone().key(key)) {
            return Err(
                Refused::new(format!("there is a `{key}` already"), "choose another name")
                    .at(vec![map.clone().key(key)]),
            );
        }
        let entry = format!("{}: ", quote(key));
        let Some((_, value)) = self.find(map) else {
            return self.set(map, &format!("{{{entry}{ron}}}"));
        };
        let at = self.index_of(map, position)?;
        self.insert(unwrapped(&self.tree, value), at, &entry, ron)
    }

    /// Adds an entry to a map, written as the program writes vignettes.
    ///
    /// # Errors
    /// If there is an entry with this key.
    pub fn insert_value<T: Serialize + ?Sized>(
        &mut self,
        map: &Pointer,
        key: &str,
        value: &T,
        position: &Position,
    ) -> Result<&mut Self, Refused> {
        self.insert_entry(map, key, &write::part(value, Placement::TOP), position)
    }

    /// Adds a copy of an entry behind it, under another key. Comments inside it are copied, those around it are not.
    ///
    /// # Errors
    /// If there is no such entry, or the key is taken.
    pub fn duplicate_entry(&mut self, map: &Pointer, key: &str, copy: &str) -> Result<&mut Self, Refused> {
        let Some(written) = self.written(&map.clone().key(key)).map(str::to_owned) else {
            return Err(absent(&map.clone().key(key)));
        };
        self.insert_entry(map, copy, &written, &Position::After(key.to_owned()))
    }

    /// Adds an item to a list. A list that is absent is made.
    pub fn insert_item(&mut self, list: &Pointer, ron: &str, index: usize) -> Result<&mut Self, Refused> {
        let Some((_, value)) = self.find(list) else {
            return self.set(list, &format!("[{ron}]"));
        };
        let at = unwrapped(&self.tree, value);
        self.insert(at, index, "", ron)
    }

    /// Moves an entry or an item, with its comments, to another place among its like.
    pub fn move_to(&mut self, pointer: &Pointer, position: &Position) -> Result<&mut Self, Refused> {
        let Some((_, items, from)) = self.place(pointer) else {
            return Err(absent(pointer));
        };
        let parent = parent(pointer);
        let to = self.index_of(&parent, position)?;
        let to = if to > from { to - 1 } else { to }.min(items.len().saturating_sub(1));
        let source = self.source();
        let mut order: Vec<usize> = (0..items.len()).collect();
        let moved = order.remove(from);
        order.insert(to, moved);
        let lined = items.iter().all(|item| item.lead.is_some());
        let slot = |item: &Item| match item.lead.filter(|_| lined) {
            Some(lead) => lead..item.tail,
            None => item.start..item.end,
        };
        let mut splices = Vec::new();
        for (item, other) in items.iter().zip(&order) {
            let Some(other) = items.get(*other) else { continue };
            let mut block = source.slice(slot(other)).to_owned();
            if lined && other.comma.is_none() {
                block.insert(other.end - slot(other).start, ',');
            }
            if slot(item) != slot(other) {
                splices.push(Splice::new(slot(item), block));
            }
        }
        self.splice(splices)
    }

    /// Gives an entry another key. What refers to it is not looked at.
    ///
    /// # Errors
    /// If the new key is taken.
    pub fn rename_key(&mut self, pointer: &Pointer, new: &str) -> Result<&mut Self, Refused> {
        let Some((Some(key), _)) = self.find(pointer) else {
            return Err(absent(pointer));
        };
        let other = parent(pointer).key(new);
        if &other != pointer && self.has(&other) {
            return Err(Refused::new(format!("there is a `{new}` already"), "choose another name").at(vec![other]));
        }
        let range = self.source().node_range(key);
        self.splice(vec![Splice::new(range, quote(new))])
    }

    /// The bytes to take out for some items of a map or list. They don't overlap.
    pub(super) fn removals(&self, container: &Pointer, indexes: &[usize]) -> Vec<Range<usize>> {
        let Some((_, value)) = self.find(container) else {
            return Vec::new();
        };
        let container = unwrapped(&self.tree, value);
        let source = self.source();
        source.removals(container, &source.items(container), indexes, true)
    }

    /// Which items of a map or list have a value like this, by the node of the value.
    pub(super) fn positions(&self, container: &Pointer, is: impl Fn(u32) -> bool) -> Vec<usize> {
        let Some((_, value)) = self.find(container) else {
            return Vec::new();
        };
        let items = self.source().items(unwrapped(&self.tree, value));
        let found = items.iter().enumerate().filter(|(_, item)| is(item.value));
        found.map(|(at, _)| at).collect()
    }

    pub(super) fn source(&self) -> Source<'_> {
        Source {
            text: &self.text,
            tree: &self.tree,
        }
    }

    fn find(&self, pointer: &Pointer) -> Option<(Option<u32>, u32)> {
        find_exactly(&self.text, &self.tree, pointer)
    }

    /// The brackets that hold a part, all that is in them, and which of it the part is.
    fn place(&self, pointer: &Pointer) -> Option<(u32, Vec<Item>, usize)> {
        let (_, value) = self.find(pointer)?;
        let (_, outer) = self.find(&parent(pointer))?;
        let container = unwrapped(&self.tree, outer);
        let items = self.source().items(container);
        let index = items.iter().position(|item| item.value == value)?;
        Some((container, items, index))
    }

    fn index_of(&self, parent: &Pointer, position: &Position) -> Result<usize, Refused> {
        let of = |key: &String| {
            let found = self.keys(parent).iter().position(|other| other == key);
            found.ok_or_else(|| absent(&parent.clone().key(key)))
        };
        match position {
            Position::First => Ok(0),
            Position::Last => Ok(usize::MAX),
            Position::Before(key) => of(key),
            Position::After(key) => of(key).map(|at| at + 1),
            Position::At(at) => Ok(*at),
        }
    }

    fn insert_field(&mut self, owner: &Pointer, name: &str, ron: &str) -> Result<&mut Self, Refused> {
        let Some((_, value)) = self.find(owner) else {
            return Err(absent(owner));
        };
        let at = unwrapped(&self.tree, value);
        let node = self.tree.node(at);
        if !matches!(node.kind, Kind::Fields | Kind::Empty) {
            return Err(absent(&owner.clone().field(name.to_owned())));
        }
        let source = self.source();
        let order = fields_at(owner, source.name(at));
        let rank = |name: &str| order.iter().position(|other| *other == name).unwrap_or(order.len());
        let before = |item: &Item| item.key.is_some_and(|key| rank(source.whole(key)) <= rank(name));
        let items = source.items(at);
        let index = items.iter().rposition(before).map_or(0, |last| last + 1);
        self.insert(at, index, &format!("{name}: "), ron)
    }

    /// Puts something into brackets, before the item with this index. `entry` is its name or key with the colon.
    fn insert(&mut self, container: u32, index: usize, entry: &str, ron: &str) -> Result<&mut Self, Refused> {
        let splices = self.source().insertion(container, index, entry, ron);
        let Some(splices) = splices else {
            return Err(no_value());
        };
        self.splice(splices)
    }

    fn replace(&mut self, node: u32, range: Range<usize>, ron: &str) -> Result<&mut Self, Refused> {
        let source = self.source();
        let Some(new) = format_part(ron, source.placement(range.start)) else {
            return Err(no_value());
        };
        let splice = if new.contains('\n') {
            source.reflowed(node, Splice::new(range, ron))
        } else {
            Some(Splice::new(range, new))
        };
        self.splice(splice.into_iter().collect())
    }
}

impl<'t> Source<'t> {
    /// The bytes to take out for an item.
    fn removal(&self, container: u32, items: &[Item], index: usize, with_comment: bool) -> Range<usize> {
        let Some(item) = items.get(index) else { return 0..0 };
        let inside = self.inside(container);
        let next = items.get(index + 1);
        let previous = index.checked_sub(1).and_then(|index| items.get(index));
        let Some(lead) = item.lead else {
            let after = item.comma.map_or(item.end, |comma| comma + 1);
            let blanks = |from: usize| {
                let rest = self.slice(from..inside.end);
                from + rest.len() - rest.trim_start_matches([' ', '\t']).len()
            };
            return match previous {
                _ if next.is_some() => item.start..blanks(after),
                Some(previous) if self.slice(previous.end..item.start).trim() == "," && previous.lead.is_none() => {
                    if item.comma.is_some() {
                        previous.tail..after
                    } else {
                        previous.end..after
                    }
                }
                _ => item.start..after,
            };
        };
        let start = if with_comment {
            lead
        } else {
            self.line_start(item.start)
        };
        start..(self.line_end(item.tail) + 1).min(inside.end)
    }

    /// The bytes to take out for some items, given in order. They don't overlap.
    fn removals(&self, container: u32, items: &[Item], indexes: &[usize], with_comment: bool) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for index in indexes {
            let range = self.removal(container, items, *index, with_comment);
            let last = ranges.last_mut();
            match last.filter(|last| self.slice(last.end..range.start.max(last.end)).trim().is_empty()) {
                Some(last) => last.end = last.end.max(range.end),
                None => ranges.push(range),
            }
        }
        let inside = self.inside(container);
        let mut from = inside.start;
        let mut is_blank = |until: usize, next: usize| {
            let between = self.slice(from..until);
            from = next;
            between.trim().is_empty()
        };
        let alone = ranges.iter().all(|range| is_blank(range.start, range.end)) && is_blank(inside.end, inside.end);
        if alone && !ranges.is_empty() {
            return vec![inside];
        }
        // Of an empty line above and one below, or above the closing bracket, one goes.
        for range in &mut ranges {
            let above = self.slice(inside.start..range.start);
            let below = self.slice(range.end..inside.end);
            let blank_below = below.trim().is_empty() || below.trim_start_matches([' ', '\t']).starts_with('\n');
            if above.ends_with("\n\n") && blank_below {
                range.start -= 1;
            }
        }
        ranges
    }

    /// The splices that put something into brackets. None if it is not one value.
    fn insertion(&self, container: u32, index: usize, entry: &str, ron: &str) -> Option<Vec<Splice>> {
        let items = self.items(container);
        let index = index.min(items.len());
        let lined = !items.is_empty() && items.iter().all(|item| item.lead.is_some());
        if !lined {
            return self
                .flat_insertion(container, &items, index, entry, ron)
                .map(|splice| vec![splice]);
        }
        let indent = items.first().map_or("", |item| self.indentation(item.start));
        let placement = Placement {
            base: indent,
            unit: self.unit(),
            column: indent.chars().count() + entry.chars().count(),
            // As the others are.
            tall: self.tree.node(container).kind == Kind::Map && items.iter().any(|item| !self.is_flat(item.value)),
        };
        let value = format_part(ron, placement)?;
        let spaced = self.is_spaced(container, &items);
        let gap = if spaced { "\n" } else { "" };
        let previous = index.checked_sub(1).and_then(|index| items.get(index));
        let Some(previous) = previous else {
            let lead = items.first().and_then(|item| item.lead)?;
            return Some(vec![Splice::insert(lead, format!("{indent}{entry}{value},\n{gap}"))]);
        };
        let mut splices = Vec::new();
        if previous.comma.is_none() {
            splices.push(Splice::insert(previous.end, ","));
        }
        splices.push(Splice::insert(previous.tail, format!("\n{gap}{indent}{entry}{value},")));
        Some(splices)
    }

    /// Whether entries are set apart by empty lines.
    fn is_spaced(&self, container: u32, items: &[Item]) -> bool {
        let mut pairs = items.iter().zip(items.iter().skip(1));
        let spaced = |(one, next): (&Item, &Item)| next.lead.is_some_and(|lead| self.has_blank_line(one.tail..lead));
        match items.len() {
            0 | 1 => self
                .tree
                .pairs(0)
                .any(|(key, value)| value == container && matches!(self.whole(key), "statements" | "endings")),
            _ if self.tree.node(container).kind == Kind::Map => pairs.any(spaced),
            _ => pairs.all(spaced),
        }
    }

    /// The splice that puts something into brackets which are empty or share their line with what is in them.
    fn flat_insertion(&self, container: u32, items: &[Item], index: usize, entry: &str, ron: &str) -> Option<Splice> {
        let inside = self.inside(container);
        let mut new = format!("{entry}{ron}");
        let at = match (
            index.checked_sub(1).and_then(|index| items.get(index)),
            items.get(index),
        ) {
            (_, Some(next)) => {
                new.push_str(", ");
                next.start
            }
            (Some(last), None) => {
                new.insert_str(0, ", ");
                last.end
            }
            // Behind what comments there are.
            (None, None) if self.slice(inside.clone()).trim().is_empty() => inside.start,
            (None, None) => {
                new.insert(0, '\n');
                inside.end
            }
        };
        self.reflowed(container, Splice::insert(at, new))
    }

    /// Makes a splice inside a node and lays out anew what stood on one line around it.
    fn reflowed(&self, node: u32, splice: Splice) -> Option<Splice> {
        let (mut outer, mut at) = (node, 0);
        while at != node {
            if at != 0 && self.is_flat(at) {
                outer = at;
                break;
            }
            at = self
                .tree
                .children(at)
                .find(|child| (*child..self.tree.node(*child).next).contains(&node))?;
        }
        let range = self.node_range(outer);
        let within = Splice::new(
            splice.range.start - range.start..splice.range.end - range.start,
            splice.new,
        );
        let (part, _) = splice::apply(self.slice(range.clone()), &[within])?;
        let part = format_part(&part, self.placement(range.start))?;
        Some(Splice::new(range, part))
    }
}

/// What has to be done for one part to become another.
enum Part {
    Set(Pointer, String),
    Remove(Pointer),
}

/// Whether two nodes say the same, whatever their layout and comments.
pub(super) fn same(old: Source<'_>, at: u32, new: Source<'_>, wanted: u32) -> bool {
    let (one, other) = (old.tree.node(at), new.tree.node(wanted));
    if one.is_compound() != other.is_compound() {
        return false;
    }
    if !one.is_compound() {
        return match (text_of(old.text, one), text_of(new.text, other)) {
            (Some(one), Some(other)) => one == other,
            (None, None) => old.whole(at) == new.whole(wanted),
            _ => false,
        };
    }
    one.kind == other.kind
        && old.name(at) == new.name(wanted)
        && old.tree.children(at).count() == new.tree.children(wanted).count()
        && old
            .tree
            .children(at)
            .zip(new.tree.children(wanted))
            .all(|(one, other)| same(old, one, new, other))
}

/// The parts in which a value differs from another, if the two are of one build; none if it is to be replaced as a whole.
fn differences(old: Source<'_>, at: u32, new: Source<'_>, wanted: u32, pointer: &Pointer) -> Option<Vec<Part>> {
    let (one, other) = (old.tree.node(at), new.tree.node(wanted));
    if one.kind != other.kind || old.name(at) != new.name(wanted) {
        return None;
    }
    let step = |source: Source<'_>, kind: Kind, key: u32| match kind {
        Kind::Fields => Some(Step::Field(source.whole(key).to_owned().into())),
        _ => text_of(source.text, source.tree.node(key)).map(|key| Step::Key(key.into_owned())),
    };
    let within = |step: Step| Pointer::from_steps([pointer.steps(), &[step]].concat());
    let mut parts = Vec::new();
    match one.kind {
        Kind::Fields | Kind::Map => {
            let named = |source: Source<'_>, at: u32| -> Option<Vec<(Step, u32)>> {
                let pairs = source.tree.pairs(at);
                pairs
                    .map(|(key, value)| Some((step(source, one.kind, key)?, value)))
                    .collect()
            };
            let (before, after) = (named(old, at)?, named(new, wanted)?);
            let kept = |list: &[(Step, u32)], other: &[(Step, u32)]| -> Vec<Step> {
                let both = list
                    .iter()
                    .filter(|(step, _)| other.iter().any(|(name, _)| name == step));
                both.map(|(step, _)| step.clone()).collect()
            };
            // The order of a map says something, that of fields does not. New entries go to the end, so they must come last.
            if one.kind == Kind::Map {
                let common = kept(&after, &before);
                let first: Vec<Step> = after.iter().take(common.len()).map(|(step, _)| step.clone()).collect();
                if common != kept(&before, &after) || common != first || common.is_empty() {
                    return None;
                }
            }
            for (name, _) in before
                .iter()
                .filter(|(name, _)| !after.iter().any(|(other, _)| other == name))
            {
                parts.push(Part::Remove(within(name.clone())));
            }
            for (name, value) in &after {
                let stands = before.iter().find(|(other, _)| other == name);
                if stands.is_none_or(|(_, stands)| !same(old, *stands, new, *value)) {
                    parts.push(Part::Set(within(name.clone()), new.whole(*value).to_owned()));
                }
            }
        }
        Kind::List if one.extra == other.extra => {
            let pairs = old.tree.children(at).zip(new.tree.children(wanted));
            for (index, (stands, value)) in pairs.enumerate() {
                if !same(old, stands, new, value) {
                    parts.push(Part::Set(within(Step::Index(index)), new.whole(value).to_owned()));
                }
            }
        }
        // Brackets around one value take no step of their own.
        Kind::Tuple if old.tree.children(at).count() == 1 && new.tree.children(wanted).count() == 1 => {
            return differences(old, at + 1, new, wanted + 1, pointer);
        }
        _ => return None,
    }
    Some(parts)
}

fn parent(pointer: &Pointer) -> Pointer {
    let steps = pointer.steps();
    Pointer::from_steps(steps.get(..steps.len().saturating_sub(1)).unwrap_or_default().to_vec())
}

fn absent(pointer: &Pointer) -> Refused {
    Refused::new(
        format!("there is no `{pointer}` in this vignette"),
        "it may have been removed meanwhile",
    )
    .at(vec![pointer.clone()])
}

fn no_value() -> Refused {
    Refused::new(
        "this is no value in the notation of vignettes",
        "look at its brackets and quotation marks",
    )
}
