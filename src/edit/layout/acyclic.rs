//! Arrows that lead back are turned round, so that all lead one way.

use super::part::Part;
use super::per::{Links, Per};

/// The arrows, all one way.
#[derive(Debug)]
pub(super) struct Turned {
    /// Each arrow of the part from above to below. One from a box to itself has the same ends.
    pub edges: Vec<(u32, u32)>,
    /// Whether it led back.
    pub back: Vec<bool>,
    /// The boxes in the order in which a reader comes upon them.
    pub found: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    #[default]
    Not,
    /// On the way from the root to where the search is.
    Open,
    Done,
}

/// Turns every arrow that leads to a box on the way by which it was come from (depth first, from the root).
pub(super) fn turn(part: &Part) -> Turned {
    let count = part.nodes.len();
    let numbered = (0_u32..).zip(&part.edges);
    let out = Links::new(count, numbered.map(|(edge, &(from, _))| (from, edge)));
    let mut incoming = Per::new(count, 0_u32);
    for &(_, to) in &part.edges {
        incoming.set(to, incoming.of(to) + 1);
    }
    let sources = (0..part.len()).filter(|&at| incoming.of(at) == 0);
    let starts = std::iter::once(part.root).chain(sources).chain(0..part.len());
    let mut seen = Per::new(count, Seen::Not);
    let mut turned = Turned {
        edges: part.edges.clone(),
        back: vec![false; part.edges.len()],
        found: Vec::with_capacity(count),
    };
    // A box and which of its arrows is next.
    let mut way: Vec<(u32, usize)> = Vec::new();
    for start in starts {
        if seen.of(start) != Seen::Not {
            continue;
        }
        seen.set(start, Seen::Open);
        turned.found.push(start);
        way.push((start, 0));
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let Some(&edge) = out.of(at).get(*next) else {
                seen.set(at, Seen::Done);
                way.pop();
                continue;
            };
            *next += 1;
            let to = part.edges.get(edge as usize).map_or(at, |&(_, to)| to);
            match seen.of(to) {
                Seen::Done => {}
                Seen::Open => turned.reverse(edge),
                Seen::Not => {
                    seen.set(to, Seen::Open);
                    turned.found.push(to);
                    way.push((to, 0));
                }
            }
        }
    }
    turned
}

impl Turned {
    fn reverse(&mut self, edge: u32) {
        if let (Some(ends), Some(back)) = (self.edges.get_mut(edge as usize), self.back.get_mut(edge as usize)) {
            *ends = (ends.1, ends.0);
            *back = true;
        }
    }
}
