//! Places: from a node to a pointer, from a pointer to a stretch of text, from a byte to line and column.

use std::collections::HashMap;

use memchr::{memchr_iter, memrchr};

use super::scalar::text_of;
use super::tree::{Kind, Tree};
use crate::scenario::diagnostic::{Pointer, Span, Step};

/// The pointer to a node, found by walking down to it. Names and keys count as the field or entry that they open.
pub fn pointer_of(text: &str, tree: &Tree, target: u32) -> Pointer {
    walk(
        text,
        tree,
        |first, value| (first..tree.node(value).next).contains(&target),
        target,
    )
}

/// The pointer to what surrounds a byte.
pub fn pointer_at(text: &str, tree: &Tree, byte: u32) -> Pointer {
    walk(
        text,
        tree,
        |first, value| (tree.node(first).start..=tree.node(value).end).contains(&byte),
        u32::MAX,
    )
}

fn walk(text: &str, tree: &Tree, holds: impl Fn(u32, u32) -> bool, target: u32) -> Pointer {
    let mut steps = Vec::new();
    let mut at = 0;
    while at != target {
        let node = tree.node(at);
        let inside = match node.kind {
            Kind::Fields | Kind::Map => tree
                .pairs(at)
                .find(|(key, value)| holds(*key, *value))
                .map(|(key, value)| {
                    let name = tree.node(key);
                    let name = if node.kind == Kind::Fields {
                        Step::Field(slice(text, name.start, name.end).to_owned().into())
                    } else {
                        Step::Key(text_of(text, name).unwrap_or_default().into_owned())
                    };
                    (Some(name), if key == target { target } else { value })
                }),
            Kind::List | Kind::Tuple => tree
                .children(at)
                .enumerate()
                .find(|(_, child)| holds(*child, *child))
                .map(|(index, child)| ((!wraps_one(tree, at)).then_some(Step::Index(index)), child)),
            _ => None,
        };
        let Some((step, next)) = inside else { break };
        steps.extend(step);
        at = next;
    }
    Pointer::from_steps(steps)
}

/// The value inside brackets around one value, such as `Say("…")`, however many there are.
pub fn unwrapped(tree: &Tree, mut at: u32) -> u32 {
    while wraps_one(tree, at) {
        at += 1;
    }
    at
}

/// Whether a node is brackets around one value, such as `Say("…")`: no step of its own.
fn wraps_one(tree: &Tree, at: u32) -> bool {
    tree.node(at).kind == Kind::Tuple && tree.children(at).take(2).count() == 1
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}

/// Where the statements stand in a tree, so that many findings in a large vignette are placed quickly.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    places: HashMap<String, (u32, u32)>,
}

impl Statements {
    /// Walks over all statements once.
    pub fn of(text: &str, tree: &Tree) -> Self {
        let mut places = HashMap::new();
        let (_, at) = find(text, tree, &Pointer::root().field("statements"));
        let at = unwrapped(tree, at);
        if tree.node(at).kind == Kind::Map {
            for (key, value) in tree.pairs(at) {
                if let Some(id) = text_of(text, tree.node(key)) {
                    places.entry(id.into_owned()).or_insert((key, value));
                }
            }
        }
        Self { places }
    }
}

/// The node that a pointer leads to, with its name or key if it has one; else the nearest one around it that is there.
pub fn find(text: &str, tree: &Tree, pointer: &Pointer) -> (Option<u32>, u32) {
    descend(text, tree, pointer.steps(), (None, 0)).0
}

/// As [`find`], and nothing for what is absent.
pub fn find_exactly(text: &str, tree: &Tree, pointer: &Pointer) -> Option<(Option<u32>, u32)> {
    let (place, found) = descend(text, tree, pointer.steps(), (None, 0));
    found.then_some(place)
}

fn descend(text: &str, tree: &Tree, steps: &[Step], from: (Option<u32>, u32)) -> ((Option<u32>, u32), bool) {
    let mut place = from;
    for step in steps {
        let at = unwrapped(tree, place.1);
        let next = match (step, tree.node(at).kind) {
            (Step::Field(name), Kind::Fields) => tree
                .pairs(at)
                .find(|(key, _)| slice(text, tree.node(*key).start, tree.node(*key).end) == name)
                .map(|(key, value)| (Some(key), value)),
            (Step::Key(wanted), Kind::Map) => tree
                .pairs(at)
                .find(|(key, _)| text_of(text, tree.node(*key)).is_some_and(|key| key == wanted.as_str()))
                .map(|(key, value)| (Some(key), value)),
            (Step::Index(index), Kind::List | Kind::Tuple) => tree.children(at).nth(*index).map(|child| (None, child)),
            _ => None,
        };
        match next {
            Some(next) => place = next,
            None => return (place, false),
        }
    }
    (place, true)
}

/// The bytes to underline for a pointer: a short value as it stands; of a long one its key or its name.
pub fn bytes_of(text: &str, tree: &Tree, statements: &Statements, pointer: &Pointer) -> (u32, u32) {
    let known = pointer.statement_id().and_then(|id| statements.places.get(id));
    let (key, value) = match known {
        Some(&(key, value)) => {
            let inside = pointer.steps().get(2..).unwrap_or_default();
            descend(text, tree, inside, (Some(key), value)).0
        }
        None => find(text, tree, pointer),
    };
    match key {
        Some(key) if tree.node(value).is_compound() || matches!(pointer.steps().last(), Some(Step::Key(_))) => {
            let key = tree.node(key);
            (key.start, key.end)
        }
        _ => bytes_of_node(tree, value),
    }
}

/// The bytes to underline for a node: a value without brackets whole, and of one with brackets its name or first bracket.
pub fn bytes_of_node(tree: &Tree, at: u32) -> (u32, u32) {
    let node = tree.node(at);
    if node.is_compound() {
        (node.start, node.start + node.name_length().max(1))
    } else {
        (node.start, node.end)
    }
}

/// Where lines start, so that a byte's line is found quickly.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Reads the whole text once.
    pub fn of(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        Self { starts }
    }

    /// The stretch of text with line and column.
    pub fn span(&self, text: &str, start: u32, end: u32) -> Span {
        let line = self.starts.partition_point(|first| *first <= start).max(1);
        let first = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = text
            .as_bytes()
            .get(first as usize..start as usize)
            .map_or(0, |before| before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count());
        Span {
            start,
            end: end.max(start),
            line: line as u32,
            column: column as u32 + 1,
        }
    }
}

/// The line of a byte, from 1, without an index.
pub fn line_of(text: &str, byte: u32) -> usize {
    let before = text.as_bytes().get(..byte as usize).unwrap_or_default();
    memrchr(b'\n', before).map_or(0, |_| memchr_iter(b'\n', before).count()) + 1
}
