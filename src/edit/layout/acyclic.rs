//! Arrows that lead back are turned round, so that all lead one way.
//!
//! Only boxes that can reach each other are in question. Of two such, the one nearer to the beginning stands above the other: a reader
//! takes what comes soon after the opening for early, however one may come back to it.

use std::collections::VecDeque;

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

/// Turns every arrow that leads back within a loop.
pub(super) fn turn(part: &Part) -> Turned {
    let count = part.nodes.len();
    let below = Links::new(count, part.edges.iter().copied());
    let found = by_distance(part, &below);
    let mut places = Per::new(count, 0_u32);
    for (place, &at) in (0..).zip(&found) {
        places.set(at, place);
    }
    let loops = loops(part.len(), &below);
    let leads_back = |&(from, to): &(u32, u32)| loops.of(from) == loops.of(to) && places.of(from) >= places.of(to);
    let back: Vec<bool> = part.edges.iter().map(leads_back).collect();
    let turned = part.edges.iter().zip(&back);
    Turned {
        edges: turned
            .map(|(&(a, b), &back)| if back { (b, a) } else { (a, b) })
            .collect(),
        back,
        found,
    }
}

/// The boxes by how many arrows they are away from the root, then from what nothing leads to; equally far ones as they were written.
fn by_distance(part: &Part, below: &Links) -> Vec<u32> {
    let count = part.nodes.len();
    let mut led_to = Per::new(count, false);
    part.edges.iter().for_each(|&(_, to)| led_to.set(to, true));
    let sources = (0..part.len()).filter(|&at| !led_to.of(at));
    let starts = std::iter::once(part.root).chain(sources).chain(0..part.len());
    let mut distances = Per::new(count, u32::MAX);
    let mut next = VecDeque::new();
    for start in starts {
        if distances.of(start) != u32::MAX {
            continue;
        }
        distances.set(start, 0);
        next.push_back(start);
        while let Some(at) = next.pop_front() {
            for &to in below.of(at) {
                if distances.of(to) == u32::MAX {
                    distances.set(to, distances.of(at) + 1);
                    next.push_back(to);
                }
            }
        }
    }
    let mut found: Vec<u32> = (0..part.len()).collect();
    found.sort_by_key(|&at| distances.of(at));
    found
}

/// For each box a number that it shares with those that it can reach and that can reach it (Tarjan, 1972, without recursion).
fn loops(len: u32, below: &Links) -> Per<u32> {
    let count = len as usize;
    let (mut low, mut number) = (Per::new(count, 0_u32), Per::new(count, 0_u32));
    let mut groups = Per::new(count, u32::MAX);
    let (mut next_number, mut open, mut way) = (1, Vec::new(), Vec::new());
    for start in 0..len {
        if number.of(start) != 0 {
            continue;
        }
        way.push((start, 0_usize));
        while let Some(&mut (at, ref mut next)) = way.last_mut() {
            if *next == 0 {
                number.set(at, next_number);
                low.set(at, next_number);
                next_number += 1;
                open.push(at);
            }
            let to = below.of(at).get(*next).copied();
            *next += 1;
            match to {
                Some(to) if number.of(to) == 0 => way.push((to, 0)),
                Some(to) if groups.of(to) == u32::MAX => low.set(at, low.of(at).min(number.of(to))),
                Some(_) => {}
                None => {
                    way.pop();
                    if let Some(&(before, _)) = way.last() {
                        low.set(before, low.of(before).min(low.of(at)));
                    }
                    if low.of(at) == number.of(at) {
                        while let Some(member) = open.pop() {
                            groups.set(member, at);
                            if member == at {
                                break;
                            }
                        }
                    }
                }
            }
        }
    }
    groups
}
