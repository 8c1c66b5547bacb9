//! The layered picture: vertices on lines, and arrows that lead from one line to the next. Where an arrow passes a line it has a bend.
//!
//! Arrows that lead to the same box share their bends: they come together on the way, as roads do. In a vignette, where many responses
//! lead to few statements, that takes most of the lines away that a reader would have to tell apart.

use std::collections::HashMap;

use super::part::Part;
use super::per::{Links, Per};

/// Width that a bend takes, in points.
pub(super) const BEND: i32 = 8;

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
    count: u32,
    /// The bend of the arrows to a box on a line.
    bends: HashMap<(u32, u32), u32>,
    /// The longest arrow that has bends, in lines.
    longest: u32,
}

impl Proper {
    pub fn new(part: &Part, edges: &[(u32, u32)], layers: &Per<u32>) -> Self {
        let mut proper = Self {
            boxes: part.len(),
            lines: Vec::new(),
            above: Links::default(),
            below: Links::default(),
            layers: layers.clone(),
            count: part.len(),
            bends: HashMap::new(),
            longest: 0,
        };
        proper.longest = proper.longest_with_bends(edges);
        let mut all: Vec<u32> = (0..part.len()).map(|at| layers.of(at)).collect();
        let mut steps: Vec<(u32, u32)> = Vec::with_capacity(edges.len());
        let mut known = HashMap::new();
        for &(from, to) in edges {
            // Several arrows between the same two take the same way.
            if proper.span(from, to) == 0 || known.insert((from, to), ()).is_some() {
                continue;
            }
            let mut last = to;
            let lines = proper.passed(from, to);
            for line in lines.rev() {
                let next = proper.count;
                let bend = *proper.bends.entry((to, line)).or_insert(next);
                if bend == next {
                    proper.count += 1;
                    all.push(line);
                    steps.push((bend, last));
                }
                last = bend;
            }
            if proper.span(from, to) <= proper.longest {
                steps.push((from, last));
            }
        }
        proper.below = Links::new(all.len(), steps.iter().copied());
        proper.above = Links::new(all.len(), steps.iter().map(|&(from, to)| (to, from)));
        proper.layers = all.into_iter().collect();
        proper
    }

    /// How many vertices there are.
    pub fn len(&self) -> u32 {
        self.count
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
    pub fn chain(&self, (from, to): (u32, u32)) -> impl Iterator<Item = u32> {
        self.passed(from, to)
            .filter_map(move |line| self.bends.get(&(to, line)).copied())
    }

    fn span(&self, from: u32, to: u32) -> u32 {
        self.layers.of(to).saturating_sub(self.layers.of(from))
    }

    /// The lines that an arrow passes with bends.
    fn passed(&self, from: u32, to: u32) -> std::ops::Range<u32> {
        if self.span(from, to) > self.longest {
            return 0..0;
        }
        self.layers.of(from) + 1..self.layers.of(to)
    }

    /// The longest arrows get no bends where there would be too many: an arrow across a hundred lines is not read by its bends.
    fn longest_with_bends(&self, edges: &[(u32, u32)]) -> u32 {
        let mut spans: Vec<(u32, u32)> = edges.iter().map(|&(from, to)| (self.span(from, to), to)).collect();
        spans.sort_unstable();
        let mut left = 4_000 + 12 * self.boxes as usize;
        let mut longest = 1;
        let mut of_target = Per::new(self.boxes as usize, 0);
        for (span, to) in spans {
            let bends = span.saturating_sub(1);
            let more = bends.saturating_sub(of_target.of(to)) as usize;
            if more > left {
                return longest;
            }
            left -= more;
            of_target.set(to, of_target.of(to).max(bends));
            longest = longest.max(span);
        }
        longest
    }
}
