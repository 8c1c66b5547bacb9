//! The parts of a sketch that no arrow connects, each with positions of its own.

use super::per::{Links, Per};
use super::{Node, Sketch};

/// A connected part.
#[derive(Debug)]
pub(super) struct Part {
    /// Its boxes.
    pub nodes: Vec<Node>,
    /// Which boxes of the sketch these are.
    pub members: Vec<u32>,
    /// Its arrows, as positions in `nodes`.
    pub edges: Vec<(u32, u32)>,
    /// Which arrows of the sketch these are.
    pub origins: Vec<u32>,
    /// Where reading begins.
    pub root: u32,
}

impl Part {
    /// How many boxes.
    pub fn len(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    /// One box.
    pub fn node(&self, at: u32) -> Node {
        self.nodes.get(at as usize).copied().unwrap_or_default()
    }
}

/// The parts, that of the root first, then in the order of their first boxes.
pub(super) fn parts(sketch: &Sketch) -> Vec<Part> {
    let len = sketch.nodes.len();
    let inside = |&&(from, to): &&(u32, u32)| (from as usize) < len && (to as usize) < len;
    let both = sketch.edges.iter().filter(inside).flat_map(|&(a, b)| [(a, b), (b, a)]);
    let links = Links::new(len, both);
    // One more than the part's position; 0 is nowhere yet.
    let mut part_of = Per::new(len, 0_u32);
    let mut local = Per::new(len, 0_u32);
    let mut parts: Vec<Part> = Vec::new();
    let all = 0..u32::try_from(len).unwrap_or(u32::MAX);
    for first in std::iter::once(sketch.root)
        .filter(|&root| (root as usize) < len)
        .chain(all)
    {
        if part_of.of(first) != 0 {
            continue;
        }
        let number = u32::try_from(parts.len() + 1).unwrap_or(u32::MAX);
        let mut members = vec![first];
        part_of.set(first, number);
        let mut next = 0;
        while let Some(&at) = members.get(next) {
            next += 1;
            for &other in links.of(at) {
                if part_of.of(other) == 0 {
                    part_of.set(other, number);
                    members.push(other);
                }
            }
        }
        // As they stand in the sketch, so that what was written first comes first.
        members.sort_unstable();
        for (at, &member) in (0..).zip(&members) {
            local.set(member, at);
        }
        let nodes = members.iter().filter_map(|&at| sketch.nodes.get(at as usize).copied());
        parts.push(Part {
            nodes: nodes.collect(),
            root: local.of(first),
            members,
            edges: Vec::new(),
            origins: Vec::new(),
        });
    }
    for (origin, &(from, to)) in (0..).zip(&sketch.edges) {
        let Some(at) = part_of.of(from).checked_sub(1) else {
            continue;
        };
        if (to as usize) < len
            && let Some(part) = parts.get_mut(at as usize)
        {
            part.edges.push((local.of(from), local.of(to)));
            part.origins.push(origin);
        }
    }
    parts
}
