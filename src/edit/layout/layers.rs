//! Which boxes stand on one line: each below everything that leads to it, and no lower than its arrows want it.

use super::Gaps;
use super::acyclic::Turned;
use super::part::Part;
use super::per::{Links, Per};
use crate::scenario::map::At;

/// Passes that shorten arrows. More change little.
const PASSES: usize = 6;
/// Most lines by which a pin may pull what follows it down.
const FAR: i64 = 64;

/// The line of each box, from 0. `bounds` are the lines that boxes may not be above.
pub(super) fn assign(count: usize, edges: &[(u32, u32)], bounds: Option<&Per<u32>>) -> Per<u32> {
    let real = edges.iter().copied().filter(|(from, to)| from != to);
    let below = Links::new(count, real.clone());
    let above = Links::new(count, real.map(|(from, to)| (to, from)));
    let order = topological(count, &below, &above);
    let least = |at: u32| bounds.map_or(0, |bounds| bounds.of(at));
    let mut layers = Per::new(count, 0);
    for &at in &order {
        let lowest = above.of(at).iter().map(|&from| layers.of(from) + 1).max();
        layers.set(at, lowest.unwrap_or(0).max(least(at)));
    }
    let mut changed = true;
    for pass in 0..PASSES {
        if !std::mem::take(&mut changed) {
            break;
        }
        let mut tighten = |at: u32| {
            let (up, down) = (above.of(at), below.of(at));
            let high = up
                .iter()
                .map(|&from| layers.of(from) + 1)
                .max()
                .unwrap_or(0)
                .max(least(at));
            let low = down
                .iter()
                .map(|&to| layers.of(to))
                .min()
                .map_or(high, |next| next.saturating_sub(1));
            // One line further down makes the arrows from above longer and those from here shorter.
            let wanted = if bounds.is_some_and(|bounds| bounds.of(at) > 0) || up.len() >= down.len() {
                high
            } else {
                low.max(high)
            };
            changed |= wanted != layers.of(at);
            layers.set(at, wanted);
        };
        if pass % 2 == 0 {
            order.iter().rev().for_each(|&at| tighten(at));
        } else {
            order.iter().for_each(|&at| tighten(at));
        }
    }
    layers
}

/// Each box after all that lead to it.
fn topological(count: usize, below: &Links, above: &Links) -> Vec<u32> {
    let all = 0..u32::try_from(count).unwrap_or(u32::MAX);
    let mut missing: Per<usize> = all.clone().map(|at| above.of(at).len()).collect();
    let mut order: Vec<u32> = all.filter(|&at| above.of(at).is_empty()).collect();
    let mut next = 0;
    while let Some(&at) = order.get(next) {
        next += 1;
        for &to in below.of(at) {
            missing.set(to, missing.of(to).saturating_sub(1));
            if missing.of(to) == 0 {
                order.push(to);
            }
        }
    }
    order
}

/// Where boxes are pinned, what follows them should stand below them: the lines of the pins, if there are any.
pub(super) fn bounds(part: &Part, turned: &Turned, gaps: Gaps) -> Option<Per<u32>> {
    let pins: Vec<(u32, At)> = (0..part.len())
        .filter_map(|at| part.node(at).pin.map(|pin| (at, pin)))
        .collect();
    if pins.is_empty() {
        return None;
    }
    let free = assign(part.nodes.len(), &turned.edges, None);
    let height = part.nodes.iter().map(|node| node.height).max().unwrap_or_default();
    let pitch = i64::from(height + gaps.below).max(1);
    let mut tops: Vec<i64> = pins
        .iter()
        .map(|&(at, At(_, y))| i64::from(y) - i64::from(free.of(at)) * pitch)
        .collect();
    tops.sort_unstable();
    // Lines count from the highest pin's, so that no other has to stand above the first.
    let top = tops.first().copied().unwrap_or_default();
    let mut bounds = Per::new(part.nodes.len(), 0);
    for (at, At(_, y)) in pins {
        let natural = i64::from(free.of(at));
        let line = (i64::from(y) - top + pitch / 2).div_euclid(pitch);
        let line = line.clamp(natural, natural + FAR);
        bounds.set(at, u32::try_from(line).unwrap_or_default());
    }
    Some(bounds)
}
