//! Where a vignette's text names its statements, endings, beliefs and variables.
//!
//! Walks the tree and not the data, so that a reference in a part that can't be read is found as well.

use super::document::Document;
use super::items::Source;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::named::{Named, named_in};
use crate::scenario::syntax::place::{pointer_of, unwrapped};
use crate::scenario::syntax::scalar::text_of;
use crate::scenario::syntax::tree::Kind;

/// How it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The play starts there.
    Start,
    /// A response leads there.
    Target,
    /// A condition asks about it.
    Condition,
    /// An effect is on it.
    Effect,
    /// A statement's words make it known.
    Reveals,
    /// A finding there is allowed.
    Allow,
    /// It has a place on the map.
    Pin,
}

/// One place in the text where something is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What is named.
    pub named: Named,
    /// How.
    pub role: Role,
    /// Its id.
    pub id: String,
    /// The node of the name.
    pub(super) node: u32,
    /// The node that holds the name and means nothing without it: `Visited("…")`, an entry of `allow`.
    pub(super) holder: u32,
}

/// A response's way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Where its target is written: `….next`, `….next.cases[0].then`, `….act.bands[1].next`. What [`super::responses::retarget`] takes.
    pub at: Pointer,
    /// The statement or ending that it leads to.
    pub to: String,
}

/// All references in a document, in the order of the text.
pub fn all(document: &Document) -> Vec<Reference> {
    in_source(source(document))
}

/// Where a name is used: what stands in the way of deleting it, and "which ways lead here?". Pins and allowed findings don't count.
pub fn uses(document: &Document, named: Named, id: &str) -> Vec<Pointer> {
    let all = all(document);
    let used = all
        .iter()
        .filter(|one| one.named == named && one.id == id && one.matters());
    used.map(|one| pointer(document, one.node)).collect()
}

/// All ways out of responses, in the order of the text.
pub fn exits(document: &Document) -> Vec<Exit> {
    let all = all(document).into_iter().filter(|one| one.role == Role::Target);
    all.map(|one| Exit {
        at: pointer(document, one.node),
        to: one.id,
    })
    .collect()
}

pub(super) fn source(document: &Document) -> Source<'_> {
    Source {
        text: document.text(),
        tree: document.reading().tree(),
    }
}

pub(super) fn pointer(document: &Document, node: u32) -> Pointer {
    pointer_of(document.text(), document.reading().tree(), node)
}

pub(super) fn in_source(source: Source<'_>) -> Vec<Reference> {
    let mut walk = Walk {
        source,
        found: Vec::new(),
    };
    for (key, value) in source.tree.pairs(0) {
        match source.whole(key) {
            "start" => walk.note(Named::Place, Role::Start, value, value),
            "allow" => walk.allowed(value),
            "map" => walk.pins(value),
            "statements" | "endings" | "client" => walk.value(value, ""),
            _ => {}
        }
    }
    walk.found
}

impl Reference {
    /// Whether the vignette says something else, or nothing, without what is named.
    pub fn matters(&self) -> bool {
        !matches!(self.role, Role::Allow | Role::Pin)
    }
}

struct Walk<'t> {
    source: Source<'t>,
    found: Vec<Reference>,
}

impl Walk<'_> {
    fn note(&mut self, named: Named, role: Role, node: u32, holder: u32) {
        let node = unwrapped(self.source.tree, node);
        if let Some(id) = text_of(self.source.text, self.source.tree.node(node)) {
            let id = match role {
                Role::Allow => id.split('/').next().unwrap_or_default().to_owned(),
                _ => id.into_owned(),
            };
            self.found.push(Reference {
                named,
                role,
                id,
                node,
                holder,
            });
        }
    }

    /// Walks into a value. `field` is the name of the nearest field around it.
    fn value(&mut self, at: u32, field: &str) {
        let tree = self.source.tree;
        match tree.node(at).kind {
            Kind::Fields => {
                for (key, value) in tree.pairs(at) {
                    let name = self.source.whole(key);
                    // Inside a target only conditions are something else.
                    let name = if matches!(field, "next") && name != "when" {
                        field
                    } else {
                        name
                    };
                    self.value(value, name);
                }
            }
            Kind::Map => tree.pairs(at).for_each(|(_, value)| self.value(value, "")),
            Kind::List | Kind::Tuple => {
                let name = self.source.name(at);
                if let Some(named) = named_in(name) {
                    self.note(named, role_in(name), at + 1, at);
                }
                tree.children(at).for_each(|child| self.value(child, field));
            }
            Kind::Text | Kind::Escaped | Kind::Raw => match field {
                "next" => self.note(Named::Place, Role::Target, at, at),
                "reveals" => self.note(Named::Belief, Role::Reveals, at, at),
                _ => {}
            },
            _ => {}
        }
    }

    fn allowed(&mut self, list: u32) {
        let tree = self.source.tree;
        for entry in tree.children(unwrapped(tree, list)) {
            let at = tree.pairs(entry).find(|(key, _)| self.source.whole(*key) == "at");
            if let Some((_, value)) = at.filter(|_| tree.node(entry).kind == Kind::Fields) {
                self.note(Named::Place, Role::Allow, value, entry);
            }
        }
    }

    fn pins(&mut self, map: u32) {
        let tree = self.source.tree;
        let map = unwrapped(tree, map);
        let pins = tree.pairs(map).find(|(key, _)| self.source.whole(*key) == "pins");
        let Some((_, pins)) = pins.filter(|_| tree.node(map).kind == Kind::Fields) else {
            return;
        };
        if tree.node(pins).kind == Kind::Map {
            tree.pairs(pins)
                .for_each(|(key, value)| self.note(Named::Place, Role::Pin, key, value));
        }
    }
}

/// How the first value in brackets of this name is named.
fn role_in(brackets: &str) -> Role {
    match brackets {
        "Reveal" | "Set" | "Count" => Role::Effect,
        _ => Role::Condition,
    }
}
