//! Who stands left of whom: sweeps that put each vertex amid its neighbours, and exchanges of two that stand side by side.

use super::Progress;
use super::part::Part;
use super::per::Per;
use super::proper::Proper;
use crate::scenario::map::At;

/// Most sweeps, for a small picture.
const SWEEPS: usize = 24;
/// Vertices that are looked at in all sweeps together, in a large one.
const LOOKS: usize = 3_000_000;
/// Sweeps in a row without gain until it is left at that.
const PATIENCE: usize = 5;
/// Rounds of exchanges after a sweep.
const ROUNDS: usize = 3;

/// Orders the vertices on their lines and says how many crossings are left. None if it was cancelled.
pub(super) fn order(proper: &mut Proper, found: &[u32], reach: &dyn Fn(usize), progress: &Progress) -> Option<u64> {
    proper.lines = first_order(proper, found);
    let mut search = Search {
        places: Per::new(proper.len() as usize, 0),
        proper,
        scratch: Scratch::default(),
    };
    search.number_all();
    let mut fewest = search.crossings();
    let mut best = search.proper.lines.clone();
    let sweeps = (LOOKS / (search.proper.len() as usize).max(1)).clamp(6, SWEEPS);
    let mut idle = 0;
    for sweep in 0..sweeps {
        if fewest == 0 || idle >= PATIENCE {
            break;
        }
        search.sweep(sweep, progress)?;
        search.exchange(progress)?;
        let crossings = search.crossings();
        if crossings < fewest {
            (fewest, idle) = (crossings, 0);
            best.clone_from(&search.proper.lines);
        } else {
            idle += 1;
        }
        reach((sweep + 1) * 1000 / sweeps);
    }
    proper.lines = best;
    Some(fewest)
}

/// As a reader comes upon them, first things left.
fn first_order(proper: &Proper, found: &[u32]) -> Vec<Vec<u32>> {
    let deepest = (0..proper.len()).map(|at| proper.layer(at)).max().unwrap_or_default();
    let mut lines = vec![Vec::new(); deepest as usize + 1];
    let mut seen = Per::new(proper.len() as usize, false);
    let mut way: Vec<u32> = Vec::new();
    for &start in found {
        way.push(start);
        while let Some(at) = way.pop() {
            if seen.of(at) {
                continue;
            }
            seen.set(at, true);
            if let Some(line) = lines.get_mut(proper.layer(at) as usize) {
                line.push(at);
            }
            way.extend(proper.below.of(at).iter().rev());
        }
    }
    lines
}

/// Room for what is counted again and again.
#[derive(Default)]
struct Scratch {
    left: Vec<u32>,
    right: Vec<u32>,
    tree: Vec<u32>,
    keyed: Vec<(f64, u32)>,
}

struct Search<'p> {
    proper: &'p mut Proper,
    /// The place of each vertex on its line, from the left.
    places: Per<u32>,
    scratch: Scratch,
}

impl Search<'_> {
    fn number_all(&mut self) {
        for line in &self.proper.lines {
            for (place, &vertex) in (0..).zip(line) {
                self.places.set(vertex, place);
            }
        }
    }

    /// Goes through the lines, downwards or upwards, and sorts each by where the neighbours of its vertices stand.
    fn sweep(&mut self, number: usize, progress: &Progress) -> Option<()> {
        let count = self.proper.lines.len();
        let down = number.is_multiple_of(2);
        let middle: fn(&mut [u32]) -> f64 = if number % 4 < 2 { median } else { mean };
        for step in 0..count {
            progress.go_on()?;
            let at = if down { step } else { count - 1 - step };
            let Some(mut line) = self.proper.lines.get_mut(at).map(std::mem::take) else {
                continue;
            };
            let links = if down { &self.proper.above } else { &self.proper.below };
            let keyed = &mut self.scratch.keyed;
            keyed.clear();
            for &vertex in &line {
                let near = links.of(vertex);
                if !near.is_empty() {
                    self.scratch.left.clear();
                    self.scratch
                        .left
                        .extend(near.iter().map(|&other| self.places.of(other)));
                    keyed.push((middle(&mut self.scratch.left), vertex));
                }
            }
            keyed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            // Those without neighbours stay where they are; the others take the places between them.
            let mut sorted = keyed.iter();
            for slot in &mut line {
                if !links.of(*slot).is_empty()
                    && let Some(&(_, vertex)) = sorted.next()
                {
                    *slot = vertex;
                }
            }
            for (place, &vertex) in (0..).zip(&line) {
                self.places.set(vertex, place);
            }
            if let Some(slot) = self.proper.lines.get_mut(at) {
                *slot = line;
            }
        }
        Some(())
    }

    /// Exchanges two that stand side by side wherever that takes crossings away.
    fn exchange(&mut self, progress: &Progress) -> Option<()> {
        for _ in 0..ROUNDS {
            let mut gained = false;
            for at in 0..self.proper.lines.len() {
                progress.go_on()?;
                let Some(mut line) = self.proper.lines.get_mut(at).map(std::mem::take) else {
                    continue;
                };
                for left in 0..line.len().saturating_sub(1) {
                    let Some(&[a, b]) = line.get(left..left + 2) else {
                        continue;
                    };
                    let [as_is, exchanged] = self.crossings_of(a, b);
                    if exchanged < as_is {
                        line.swap(left, left + 1);
                        let place = self.places.of(a);
                        self.places.set(a, place + 1);
                        self.places.set(b, place);
                        gained = true;
                    }
                }
                if let Some(slot) = self.proper.lines.get_mut(at) {
                    *slot = line;
                }
            }
            if !gained {
                break;
            }
        }
        Some(())
    }

    /// How many crossings the arrows of two neighbours make with each other: as they stand, and the other way round.
    fn crossings_of(&mut self, a: u32, b: u32) -> [u64; 2] {
        let mut sum = [0, 0];
        for links in [&self.proper.above, &self.proper.below] {
            let sorted = |into: &mut Vec<u32>, vertex: u32| {
                into.clear();
                into.extend(links.of(vertex).iter().map(|&other| self.places.of(other)));
                into.sort_unstable();
            };
            sorted(&mut self.scratch.left, a);
            sorted(&mut self.scratch.right, b);
            sum[0] += pairs_above(&self.scratch.left, &self.scratch.right);
            sum[1] += pairs_above(&self.scratch.right, &self.scratch.left);
        }
        sum
    }

    /// All crossings, counted line by line with a tree of sums (Barth, Jünger and Mutzel, "Simple and efficient bilayer cross counting", 2002).
    fn crossings(&mut self) -> u64 {
        let mut sum = 0;
        for (at, line) in self.proper.lines.iter().enumerate() {
            let tree = &mut self.scratch.tree;
            tree.clear();
            tree.resize(self.proper.lines.get(at + 1).map_or(0, Vec::len), 0);
            let mut before = 0_u64;
            for &vertex in line {
                let ends = self.proper.below.of(vertex);
                for &end in ends {
                    sum += before - sum_up_to(tree, self.places.of(end));
                }
                for &end in ends {
                    add_at(tree, self.places.of(end));
                }
                before += ends.len() as u64;
            }
        }
        sum
    }
}

/// How many pairs have the one of `left` greater than the one of `right`. Both are sorted.
fn pairs_above(left: &[u32], right: &[u32]) -> u64 {
    let mut smaller = 0;
    let mut rest = right.iter().peekable();
    let mut sum = 0;
    for value in left {
        while rest.next_if(|other| *other < value).is_some() {
            smaller += 1;
        }
        sum += smaller;
    }
    sum
}

/// How many were added at places up to this one, and at it.
fn sum_up_to(tree: &[u32], place: u32) -> u64 {
    let (mut at, mut sum) = (place as usize + 1, 0);
    while at > 0 {
        sum += u64::from(tree.get(at - 1).copied().unwrap_or_default());
        at &= at - 1;
    }
    sum
}

fn add_at(tree: &mut [u32], place: u32) {
    let mut at = place as usize + 1;
    while let Some(slot) = tree.get_mut(at - 1) {
        *slot += 1;
        at += at & at.wrapping_neg();
    }
}

fn median(places: &mut [u32]) -> f64 {
    places.sort_unstable();
    let half = places.len() / 2;
    let at = |at: usize| places.get(at).copied().map_or(0.0, f64::from);
    if places.len() % 2 == 1 {
        return at(half);
    }
    if places.len() == 2 {
        return f64::midpoint(at(0), at(1));
    }
    // Leans to the side where they stand closer (Gansner and others, 1993).
    let left = at(half - 1) - at(0);
    let right = at(places.len() - 1) - at(half);
    if left + right == 0.0 {
        return f64::midpoint(at(half - 1), at(half));
    }
    (at(half - 1) * right + at(half) * left) / (left + right)
}

fn mean(places: &mut [u32]) -> f64 {
    let sum: u64 = places.iter().map(|&place| u64::from(place)).sum();
    // Sums of places stay far below where a float would round them.
    #[allow(clippy::cast_precision_loss)]
    let mean = sum as f64 / places.len().max(1) as f64;
    mean
}

/// Pinned boxes of one line stand in the order of their pins.
pub(super) fn keep_pins_in_order(proper: &mut Proper, part: &Part) {
    let pin = |vertex: u32| part.nodes.get(vertex as usize).and_then(|node| node.pin);
    for line in &mut proper.lines {
        let mut pinned: Vec<u32> = line.iter().copied().filter(|&vertex| pin(vertex).is_some()).collect();
        if pinned.len() < 2 {
            continue;
        }
        pinned.sort_by_key(|&vertex| pin(vertex).map(|At(x, _)| x));
        let mut sorted = pinned.into_iter();
        for slot in line.iter_mut() {
            if pin(*slot).is_some()
                && let Some(vertex) = sorted.next()
            {
                *slot = vertex;
            }
        }
    }
}
