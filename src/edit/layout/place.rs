//! How far to the right and how far down: each vertex as near to amid its neighbours as those beside it allow.

use super::per::Per;
use super::proper::{BEND, Proper};
use super::{Gaps, Progress, part::Part};
use crate::scenario::map::At;

/// Passes down and up, each by what stands on one side, so that whole families come to lie under one another.
const FAMILY_PASSES: usize = 4;
/// Passes after those, by what stands on both sides.
const FINE_PASSES: usize = 6;
/// Pull of an arrow between two boxes, between a box and a bend, and between two bends: the longer an arrow, the straighter.
const PULLS: [f64; 3] = [1.0, 2.0, 8.0];
/// Pull of a pin.
const PIN: f64 = 1e6;
/// Pull of where a vertex without neighbours stands.
const REST: f64 = 0.01;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
    Both,
}

/// The middle of each vertex, from the left. None if it was cancelled.
pub(super) fn across(proper: &Proper, part: &Part, gaps: Gaps, progress: &Progress) -> Option<Per<f64>> {
    let mut search = Search {
        proper,
        part,
        gaps,
        x: Per::new(proper.len() as usize, 0.0),
        blocks: Vec::new(),
        wants: Vec::new(),
    };
    for line in &proper.lines {
        search.pack(line);
    }
    for pass in 0..2 * FAMILY_PASSES {
        let side = if pass % 2 == 0 { Side::Above } else { Side::Below };
        search.pass(side, progress)?;
    }
    for _ in 0..FINE_PASSES {
        search.pass(Side::Both, progress)?;
    }
    Some(search.x)
}

struct Search<'p> {
    proper: &'p Proper,
    part: &'p Part,
    gaps: Gaps,
    x: Per<f64>,
    blocks: Vec<Block>,
    wants: Vec<(f64, f64)>,
}

/// Neighbours on a line that touch, and stand where their wishes meet.
#[derive(Clone, Copy)]
struct Block {
    at: f64,
    weight: f64,
    count: usize,
}

impl Search<'_> {
    /// A line without wishes: side by side, around 0.
    fn pack(&mut self, line: &[u32]) {
        let mut at = 0.0;
        let mut before = None;
        for &vertex in line {
            at += before.map_or(0.0, |before| self.distance(before, vertex));
            self.x.set(vertex, at);
            before = Some(vertex);
        }
        for &vertex in line {
            self.x.set(vertex, self.x.of(vertex) - at / 2.0);
        }
    }

    fn pass(&mut self, side: Side, progress: &Progress) -> Option<()> {
        let count = self.proper.lines.len();
        for step in 0..count {
            progress.go_on()?;
            let at = if side == Side::Below { count - 1 - step } else { step };
            if let Some(line) = self.proper.lines.get(at) {
                self.settle(line, side);
            }
        }
        Some(())
    }

    /// Puts one line where the squares of what its vertices miss are least, in their order and with their distances: that is an isotonic
    /// regression, and pooling what violates the order solves it (Ayer and others, 1955).
    fn settle(&mut self, line: &[u32], side: Side) {
        let mut blocks = std::mem::take(&mut self.blocks);
        let mut wants = std::mem::take(&mut self.wants);
        blocks.clear();
        wants.clear();
        let (mut offset, mut before) = (0.0, None);
        for &vertex in line {
            offset += before.map_or(0.0, |before| self.distance(before, vertex));
            before = Some(vertex);
            let (want, weight) = self.want(vertex, side);
            wants.push((want, offset));
            let mut last = Block {
                at: want - offset,
                weight,
                count: 1,
            };
            while let Some(left) = blocks.pop_if(|left| left.at > last.at) {
                let weight = left.weight + last.weight;
                last = Block {
                    at: (left.at * left.weight + last.at * last.weight) / weight,
                    weight,
                    count: left.count + last.count,
                };
            }
            blocks.push(last);
        }
        let places = blocks
            .iter()
            .flat_map(|block| std::iter::repeat_n(block.at, block.count));
        for ((&vertex, at), &(_, offset)) in line.iter().zip(places).zip(&wants) {
            self.x.set(vertex, at + offset);
        }
        (self.blocks, self.wants) = (blocks, wants);
    }

    /// Where a vertex would like to stand, and how much.
    fn want(&self, vertex: u32, side: Side) -> (f64, f64) {
        if let Some(At(x, _)) = self.part.nodes.get(vertex as usize).and_then(|node| node.pin) {
            return (f64::from(x) + self.width(vertex) / 2.0, PIN);
        }
        let above = (side != Side::Below).then(|| self.proper.above.of(vertex));
        let below = (side != Side::Above).then(|| self.proper.below.of(vertex));
        let (mut sum, mut weight) = (0.0, 0.0);
        for &other in above.into_iter().chain(below).flatten() {
            let bends = usize::from(self.proper.is_bend(vertex)) + usize::from(self.proper.is_bend(other));
            let pull = PULLS.get(bends).copied().unwrap_or(1.0);
            sum += pull * self.x.of(other);
            weight += pull;
        }
        if weight > 0.0 {
            (sum / weight, weight)
        } else {
            (self.x.of(vertex), REST)
        }
    }

    fn width(&self, vertex: u32) -> f64 {
        let width = self.part.nodes.get(vertex as usize).map_or(BEND, |node| node.width);
        f64::from(width)
    }

    /// From middle to middle, for two neighbours on a line.
    fn distance(&self, left: u32, right: u32) -> f64 {
        let beside = f64::from(self.gaps.beside);
        let gap = match (self.proper.is_bend(left), self.proper.is_bend(right)) {
            (true, true) => beside / 5.0,
            (false, false) => beside,
            _ => beside / 2.0,
        };
        f64::midpoint(self.width(left), self.width(right)) + gap
    }
}

/// Where the lines are.
#[derive(Debug)]
pub(super) struct Lines {
    /// Top and height of each.
    lines: Vec<(i32, i32)>,
}

impl Lines {
    /// Where boxes on a line begin.
    pub fn top(&self, line: u32) -> i32 {
        self.lines.get(line as usize).map_or(0, |&(top, _)| top)
    }

    /// Halfway down a line.
    pub fn middle(&self, line: u32) -> i32 {
        self.lines
            .get(line as usize)
            .map_or(0, |&(top, height)| top + height / 2)
    }
}

/// Each line as high as its highest box, one below the other.
pub(super) fn down(proper: &Proper, part: &Part, gaps: Gaps) -> Lines {
    // A line that only pins have pushed things past is as high as any, so that distances are kept.
    let pinned = part.nodes.iter().any(|node| node.pin.is_some());
    let any = part.nodes.iter().map(|node| node.height).max().unwrap_or_default();
    let mut lines = Vec::with_capacity(proper.lines.len());
    let mut top = 0_i32;
    for line in &proper.lines {
        let boxes = line.iter().filter_map(|&vertex| part.nodes.get(vertex as usize));
        let height = if pinned {
            any
        } else {
            boxes.map(|node| node.height).max().unwrap_or_default()
        };
        lines.push((top, height));
        top = top.saturating_add(height).saturating_add(gaps.below);
    }
    Lines { lines }
}

/// A distance as a whole number of points.
pub(super) fn whole(value: f64) -> i32 {
    // A cast saturates.
    value.round() as i32
}
