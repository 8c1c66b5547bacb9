//! A large text read in several parts at once: where to part it, and how the parts are put together again.
//!
//! Where a part begins is a guess. The part before it proves the guess when it comes to that very byte as an entry of the same map; if it does
//! not, or if anything at all is wrong with the text, nothing is gained and the text is read from its beginning.

use memchr::memmem;
use serde::de::Deserialize;

use super::decode;
use super::tree::{Close, Kind, Stop, Tree};

/// The tree of one part of a text without mistakes.
#[derive(Debug)]
pub struct Part {
    tree: Tree,
    stop: Option<Stop>,
    close: Option<Close>,
}

/// The bytes at which parts of about this length may begin: keys that are followed by a value of this name, as in `"…": Name(`.
pub fn starts(text: &str, name: &str, length: usize) -> Vec<usize> {
    let mark = format!("\": {name}(");
    let finder = memmem::Finder::new(&mark);
    let bytes = text.as_bytes();
    let mut starts = Vec::new();
    let mut from = length;
    while let Some(found) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
        let end = from + found;
        let key = bytes.get(..end).and_then(|before| memchr::memrchr(b'"', before));
        starts.extend(key.filter(|_| bytes.len() - end >= length / 2));
        from = end + length;
    }
    starts
}

/// Reads the part from one of the starts to another, and the entries of the map in it; nothing if there is any mistake. The first part
/// begins at 0, the last goes on to the end of the text. `field` is the name of the map's field.
pub fn read<'de, K: Deserialize<'de>, V: Deserialize<'de>>(
    text: &'de str,
    field: &str,
    start: usize,
    until: Option<usize>,
) -> Option<(Part, Vec<(K, V)>)> {
    let (tree, stop, close) = match until {
        Some(until) if start == 0 => {
            let (tree, stop) = Tree::first_part(text, until);
            (tree, stop, None)
        }
        _ => Tree::later_part(text, start, until),
    };
    if !tree.flaws.is_empty() {
        return None;
    }
    let nodes = match (stop, close, until) {
        (Some(stop), None, Some(_)) if start == 0 => first_entry(text, &tree, field, stop)?..tree.len(),
        (Some(_), None, Some(_)) => 0..tree.len(),
        (None, Some(close), None) => 0..close.map_next,
        _ => return None,
    };
    let count = stop.map_or(0, |stop| stop.entries) + close.map_or(0, |close| close.entries);
    let entries = decode::entries(text, &tree, nodes, count)?;
    Some((Part { tree, stop, close }, entries))
}

/// The first node in the map that the first part was left in, if it is the map of this field.
fn first_entry(text: &str, tree: &Tree, field: &str, stop: Stop) -> Option<u32> {
    let map = stop.map as u32;
    let name = tree.node(map.checked_sub(1)?);
    let is_field = text.get(name.start as usize..name.end as usize) == Some(field);
    (is_field && tree.node(0).kind == Kind::Fields).then_some(map + 1)
}

/// Puts the parts together. Gives the tree of the whole text, and the map along which it was parted.
pub fn join(parts: Vec<Part>) -> Option<(Tree, u32)> {
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    let (mut tree, stop) = (first.tree, first.stop?);
    let (map, mut entries) = (stop.map as u32, stop.entries);
    let mut closed = None;
    for part in parts {
        let base = tree.append(part.tree);
        entries += part.stop.map_or(0, |stop| stop.entries);
        closed = part.close.map(|close| (base, close));
    }
    let (base, close) = closed?;
    entries += close.entries;
    tree.close(map, close.map_end, base + close.map_next, Some(entries));
    tree.close(0, close.end, tree.len(), None);
    Some((tree, map))
}
