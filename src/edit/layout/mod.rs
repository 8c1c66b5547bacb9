//! Where things stand on the map when nobody has put them anywhere: a layered layout, from the start downwards.
//!
//! Knows boxes and arrows, and nothing of vignettes. The method is that of Sugiyama, Tagawa and Toda, "Methods for visual understanding
//! of hierarchical system structures" (1981), with the refinements of Gansner, Koutsofios, North and Vo, "A technique for drawing
//! directed graphs" (1993). The same sketch gives the same layout everywhere.

mod acyclic;
mod layers;
mod order;
mod part;
mod per;
mod place;
mod proper;
mod room;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use crate::scenario::map::At;
use part::Part;
use per::Per;
use room::Room;

/// A box to be placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Width in points.
    pub width: i32,
    /// Height in points.
    pub height: i32,
    /// Where its upper left corner stays, if it was put there by hand.
    pub pin: Option<At>,
}

/// What is to be laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows, as positions in `nodes`. Several between two boxes count as several; one that leads nowhere is left out.
    pub edges: Vec<(u32, u32)>,
    /// Where it all begins: this one stands at the top.
    pub root: u32,
}

/// Room that is left free, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// Between boxes that stand side by side.
    pub beside: i32,
    /// Between layers.
    pub below: i32,
    /// Between parts that no arrow connects.
    pub parts: i32,
}

impl Default for Gaps {
    fn default() -> Self {
        Self {
            beside: 40,
            below: 88,
            parts: 120,
        }
    }
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The upper left corner of each box. Those that were pinned are where they were.
    pub places: Vec<At>,
    /// For each arrow the points that it passes between its ends, from its source to its target. Empty for one that goes straight.
    pub routes: Vec<Vec<At>>,
    /// For each arrow, whether it leads back, against the direction of reading.
    pub back: Vec<bool>,
    /// How often arrows cross, counted between neighbouring layers.
    pub crossings: u64,
}

/// How far a layout is, and whether it is still wanted. Shared with the thread that waits for it.
#[derive(Debug, Default)]
pub struct Progress {
    cancelled: AtomicBool,
    permille: AtomicU32,
}

impl Progress {
    /// Asks the layout to stop. It does so within a few milliseconds.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// How much is done, 0 to 1000.
    pub fn permille(&self) -> u32 {
        self.permille.load(Ordering::Relaxed)
    }

    /// None once it was asked to stop.
    fn go_on(&self) -> Option<()> {
        (!self.is_cancelled()).then_some(())
    }

    fn reach(&self, done: usize, all: usize) {
        let permille = (done * 1000).checked_div(all).unwrap_or(1000);
        self.permille
            .store(u32::try_from(permille).unwrap_or(1000).min(1000), Ordering::Relaxed);
    }
}

/// Lays a sketch out. None if it was cancelled.
pub fn layout(sketch: &Sketch, gaps: Gaps, progress: &Progress) -> Option<Layout> {
    let mut whole = Whole::new(sketch, gaps);
    let parts = part::parts(sketch);
    let (mut done, all) = (0, sketch.nodes.len());
    for part in &parts {
        let share = part.nodes.len();
        let placed = place_part(
            part,
            gaps,
            &|permille| progress.reach(done + share * permille / 1000, all),
            progress,
        )?;
        whole.take(part, placed);
        done += share;
    }
    progress.reach(1, 1);
    Some(whole.finish(&parts))
}

/// A part laid out on its own, before it has a place among the others.
struct Placed {
    /// Upper left corners.
    corners: Vec<(i32, i32)>,
    routes: Vec<Vec<At>>,
    back: Vec<bool>,
    crossings: u64,
}

fn place_part(part: &Part, gaps: Gaps, reach: &dyn Fn(usize), progress: &Progress) -> Option<Placed> {
    let turned = acyclic::turn(part);
    progress.go_on()?;
    let bounds = layers::bounds(part, &turned, gaps);
    let layers = layers::assign(part.nodes.len(), &turned.edges, bounds.as_ref());
    progress.go_on()?;
    let mut proper = proper::Proper::new(part, &turned.edges, &layers);
    reach(50);
    let crossings = order::order(
        &mut proper,
        &turned.found,
        &|permille| reach(50 + permille * 7 / 10),
        progress,
    )?;
    order::keep_pins_in_order(&mut proper, part);
    let x = place::across(&proper, part, gaps, progress)?;
    reach(950);
    let y = place::down(&proper, part, gaps);
    let corner = |at: u32| {
        let node = part.node(at);
        let left = (x.of(at) - f64::from(node.width) / 2.0).round();
        (place::whole(left), y.top(proper.layer(at)))
    };
    let corners = (0..part.len()).map(corner).collect();
    let route = |edge: usize| {
        let mut points: Vec<At> = proper
            .chain(turned.edges.get(edge).copied().unwrap_or_default())
            .map(|vertex| At(place::whole(x.of(vertex)), y.middle(proper.layer(vertex))))
            .collect();
        if turned.back.get(edge).copied().unwrap_or_default() {
            points.reverse();
        }
        points
    };
    let routes = (0..turned.edges.len()).map(route).collect();
    reach(1000);
    Some(Placed {
        corners,
        routes,
        back: turned.back,
        crossings,
    })
}

/// The parts put beside one another.
struct Whole<'s> {
    sketch: &'s Sketch,
    gaps: Gaps,
    layout: Layout,
    placed: Vec<Placed>,
}

impl<'s> Whole<'s> {
    fn new(sketch: &'s Sketch, gaps: Gaps) -> Self {
        let layout = Layout {
            places: vec![At(0, 0); sketch.nodes.len()],
            routes: vec![Vec::new(); sketch.edges.len()],
            back: vec![false; sketch.edges.len()],
            crossings: 0,
        };
        Self {
            sketch,
            gaps,
            layout,
            placed: Vec::new(),
        }
    }

    fn take(&mut self, part: &Part, placed: Placed) {
        self.layout.crossings += placed.crossings;
        for (&edge, &back) in part.origins.iter().zip(&placed.back) {
            if let Some(slot) = self.layout.back.get_mut(edge as usize) {
                *slot = back;
            }
        }
        self.placed.push(placed);
    }

    fn finish(mut self, parts: &[Part]) -> Layout {
        let placed = std::mem::take(&mut self.placed);
        let mut room = Room::new(self.gaps.beside);
        for node in &self.sketch.nodes {
            if let Some(At(x, y)) = node.pin {
                room.occupy(x, y, node.width, node.height);
            }
        }
        let pinned = |part: &&Part| part.nodes.iter().any(|node| node.pin.is_some());
        for (part, placed) in parts.iter().zip(&placed).filter(|(part, _)| pinned(part)) {
            self.around_pins(part, placed, &mut room);
        }
        let mut shelf = Shelf::beside(&room, &self.gaps, parts, &placed);
        for (part, placed) in parts.iter().zip(&placed).filter(|(part, _)| !pinned(part)) {
            let (dx, dy) = shelf.put(bounding_box(part, placed));
            self.write(part, placed, |_| (dx, dy));
        }
        for (place, node) in self.layout.places.iter_mut().zip(&self.sketch.nodes) {
            *place = node.pin.unwrap_or(*place);
        }
        for (route, &(from, to)) in self.layout.routes.iter_mut().zip(&self.sketch.edges) {
            let pinned = |at: u32| {
                self.sketch
                    .nodes
                    .get(at as usize)
                    .is_some_and(|node| node.pin.is_some())
            };
            if pinned(from) || pinned(to) {
                route.clear();
            }
        }
        self.layout
    }

    /// A part with pins comes to where its pins are; what would lie on others goes aside, to the left or to the right.
    fn around_pins(&mut self, part: &Part, placed: &Placed, room: &mut Room) {
        let down = part.nodes.iter().zip(&placed.corners);
        let mut shifts: Vec<i32> = down
            .filter_map(|(node, &(_, y))| node.pin.map(|At(_, pin)| pin.saturating_sub(y)))
            .collect();
        shifts.sort_unstable();
        let dy = shifts.get(shifts.len() / 2).copied().unwrap_or_default();
        let mut aside = Per::new(part.nodes.len(), 0);
        let mut order: Vec<u32> = (0..part.len()).filter(|&at| part.node(at).pin.is_none()).collect();
        order.sort_by_key(|&at| placed.corners.get(at as usize).map(|&(x, y)| (y, x)));
        for at in order {
            let (node, (x, y)) = (
                part.node(at),
                placed.corners.get(at as usize).copied().unwrap_or_default(),
            );
            let free = room.nearest(x, y.saturating_add(dy), node.width, node.height);
            room.occupy(free, y.saturating_add(dy), node.width, node.height);
            aside.set(at, free - x);
        }
        self.write(part, placed, |at| (aside.of(at), dy));
    }

    fn write(&mut self, part: &Part, placed: &Placed, shift: impl Fn(u32) -> (i32, i32)) {
        for (at, (&member, &(x, y))) in (0..).zip(part.members.iter().zip(&placed.corners)) {
            let (dx, dy) = shift(at);
            if let Some(place) = self.layout.places.get_mut(member as usize) {
                *place = At(x.saturating_add(dx), y.saturating_add(dy));
            }
        }
        for ((&origin, route), &(from, to)) in part.origins.iter().zip(&placed.routes).zip(&part.edges) {
            let ((dx, dy), (ex, _)) = (shift(from), shift(to));
            let moved = route
                .iter()
                .map(|&At(x, y)| At(x.saturating_add((dx + ex) / 2), y.saturating_add(dy)));
            if let Some(slot) = self.layout.routes.get_mut(origin as usize) {
                *slot = moved.collect();
            }
        }
    }
}

/// Left, top, right and bottom.
fn bounding_box(part: &Part, placed: &Placed) -> [i32; 4] {
    let corners = part.nodes.iter().zip(&placed.corners);
    let boxes = corners.map(|(node, &(x, y))| [x, y, x + node.width, y + node.height]);
    boxes
        .reduce(|[a, b, c, d], [x, y, right, bottom]| [a.min(x), b.min(y), c.max(right), d.max(bottom)])
        .unwrap_or_default()
}

/// Parts in rows, like books: the next one to the right, or below when the row is full.
struct Shelf {
    left: i32,
    next: (i32, i32),
    row_bottom: i32,
    width: i32,
    gap: i32,
}

impl Shelf {
    /// To the right of what is occupied already.
    fn beside(room: &Room, gaps: &Gaps, parts: &[Part], placed: &[Placed]) -> Self {
        let boxes = parts
            .iter()
            .zip(placed)
            .map(|(part, placed)| bounding_box(part, placed));
        let (mut widest, mut area) = (0, 0_i64);
        for [left, top, right, bottom] in boxes {
            widest = widest.max(right - left);
            area += i64::from(right - left + gaps.parts) * i64::from(bottom - top + gaps.parts);
        }
        // A bit wider than high, as screens are.
        let square = i32::try_from((area * 8 / 5).isqrt()).unwrap_or(i32::MAX);
        let (left, top) = room
            .bounds()
            .map_or((0, 0), |[_, top, right, _]| (right.saturating_add(gaps.parts), top));
        Self {
            left,
            next: (left, top),
            row_bottom: top,
            width: widest.max(square),
            gap: gaps.parts,
        }
    }

    /// By how much a part has to move.
    fn put(&mut self, [left, top, right, bottom]: [i32; 4]) -> (i32, i32) {
        let (width, height) = (right - left, bottom - top);
        if self.next.0 > self.left && self.next.0 + width > self.left.saturating_add(self.width) {
            self.next = (self.left, self.row_bottom + self.gap);
        }
        let shift = (self.next.0 - left, self.next.1 - top);
        self.row_bottom = self.row_bottom.max(self.next.1 + height);
        self.next.0 = self.next.0.saturating_add(width + self.gap);
        shift
    }
}
