//! The layered picture: vertices on lines, and arrows that lead from one line to the next. Where an arrow passes a line it has a bend.

use super::part::Part;
use super::per::{Links, Per};

/// Width that a bend takes, in points.
pub(super) const BEND: i32 = 14;

/// Boxes come first, bends after them.
#[derive(Debug)]
pub(super) struct Proper {
    /// How many of the vertices are boxes.
    pub boxes: u32,
    /// The vertices of each line, from the left.
    pub lines: Vec<Vec<u32>>,
    /// For each vertex those on the line above that lead to it.
    pub above: Links,
    /// For each vertex those on the line below that it leads to.
    pub below: Links,
    layers: Per<u32>,
    /// For each arrow its first bend and how many it has: they follow one another.
    chains: Vec<(u32, u32)>,
}

impl Proper {
    pub fn new(part: &Part, edges: &[(u32, u32)], layers: &Per<u32>) -> Self {
        let boxes = part.len();
        let span = |&(from, to): &(u32, u32)| layers.of(to).saturating_sub(layers.of(from));
        let longest = longest_with_bends(edges.iter().map(span), part.nodes.len());
        let mut all: Vec<u32> = (0..boxes).map(|at| layers.of(at)).collect();
        let mut chains = Vec::with_capacity(edges.len());
        let mut steps: Vec<(u32, u32)> = Vec::with_capacity(edges.len());
        for edge in edges {
            let (from, to) = *edge;
            let span = span(edge);
            let first = u32::try_from(all.len()).unwrap_or(u32::MAX);
            if span == 0 || span > longest {
                chains.push((first, 0));
                continue;
            }
            let top = layers.of(from);
            let mut last = from;
            for bend in 1..span {
                let vertex = first + bend - 1;
                all.push(top + bend);
                steps.push((last, vertex));
                last = vertex;
            }
            steps.push((last, to));
            chains.push((first, span - 1));
        }
        let count = all.len();
        Self {
            boxes,
            lines: Vec::new(),
            below: Links::new(count, steps.iter().copied()),
            above: Links::new(count, steps.iter().map(|&(from, to)| (to, from))),
            layers: all.into_iter().collect(),
            chains,
        }
    }

    /// How many vertices there are.
    pub fn len(&self) -> u32 {
        let bends: u32 = self.chains.iter().map(|&(_, bends)| bends).sum();
        self.boxes + bends
    }

    /// The line of a vertex.
    pub fn layer(&self, vertex: u32) -> u32 {
        self.layers.of(vertex)
    }

    /// Whether a vertex is a bend.
    pub fn is_bend(&self, vertex: u32) -> bool {
        vertex >= self.boxes
    }

    /// The bends of an arrow, from above.
    pub fn chain(&self, edge: usize) -> impl Iterator<Item = u32> + use<> {
        let (first, bends) = self.chains.get(edge).copied().unwrap_or_default();
        first..first + bends
    }
}

/// The longest arrows get no bends where there would be too many: a picture with an arrow across a hundred lines is not read by its bends.
fn longest_with_bends(spans: impl Iterator<Item = u32>, boxes: usize) -> u32 {
    let mut spans: Vec<u32> = spans.collect();
    spans.sort_unstable();
    let mut left = 4_000 + 12 * boxes;
    let mut longest = 1;
    for span in spans {
        let bends = span.saturating_sub(1) as usize;
        if bends > left {
            return longest;
        }
        left -= bends;
        longest = longest.max(span);
    }
    longest
}
