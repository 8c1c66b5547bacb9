//! What is occupied on the map, and where the nearest free place beside it is.

use std::collections::BTreeMap;

/// Height of the strips by which boxes are found.
const STRIP: i32 = 256;

/// Left, top, right and bottom.
type Bounds = [i32; 4];

/// Boxes that stand already.
#[derive(Debug)]
pub(super) struct Room {
    gap: i32,
    strips: BTreeMap<i32, Vec<Bounds>>,
    bounds: Option<Bounds>,
}

impl Room {
    pub fn new(gap: i32) -> Self {
        Self {
            gap,
            strips: BTreeMap::new(),
            bounds: None,
        }
    }

    /// Puts a box down.
    pub fn occupy(&mut self, x: i32, y: i32, width: i32, height: i32) {
        let bounds = [x, y, x.saturating_add(width), y.saturating_add(height)];
        let [left, top, right, bottom] = bounds;
        for strip in top.div_euclid(STRIP)..=bottom.div_euclid(STRIP) {
            self.strips.entry(strip).or_default().push(bounds);
        }
        self.bounds = Some(self.bounds.map_or(bounds, |[a, b, c, d]| {
            [a.min(left), b.min(top), c.max(right), d.max(bottom)]
        }));
    }

    /// What all boxes lie in.
    pub fn bounds(&self) -> Option<Bounds> {
        self.bounds
    }

    /// The nearest place to the left or right of `x` where a box of this size is clear of the others.
    pub fn nearest(&self, x: i32, y: i32, width: i32, height: i32) -> i32 {
        let (top, bottom) = (
            y.saturating_sub(self.gap),
            y.saturating_add(height).saturating_add(self.gap),
        );
        let strips = self.strips.range(top.div_euclid(STRIP)..=bottom.div_euclid(STRIP));
        // Open intervals in which the left edge may not lie.
        let mut taken: Vec<(i32, i32)> = strips
            .flat_map(|(_, boxes)| boxes)
            .filter(|[_, above, _, below]| *above < bottom && *below > top)
            .map(|[left, _, right, _]| {
                (
                    left.saturating_sub(width).saturating_sub(self.gap),
                    right.saturating_add(self.gap),
                )
            })
            .collect();
        taken.sort_unstable();
        let mut merged: Vec<(i32, i32)> = Vec::with_capacity(taken.len());
        for (from, until) in taken {
            match merged.last_mut() {
                Some(last) if from < last.1 => last.1 = last.1.max(until),
                _ => merged.push((from, until)),
            }
        }
        let blocked = merged.iter().find(|&&(from, until)| from < x && x < until);
        blocked.map_or(x, |&(from, until)| {
            if i64::from(x) - i64::from(from) <= i64::from(until) - i64::from(x) {
                from
            } else {
                until
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn the_nearest_free_place_is_found() {
        let mut room = Room::new(10);
        room.occupy(100, 0, 100, 50);
        room.occupy(230, 0, 50, 50);
        let check = |x: i32, y: i32, expected: i32| assert_eq!(room.nearest(x, y, 60, 40), expected, "{x} {y}");
        check(0, 0, 0);
        check(30, 0, 30);
        check(31, 0, 30);
        // The gap between the two is too narrow.
        check(195, 0, 290);
        check(150, 0, 30);
        // Below them there is room.
        check(150, 60, 150);
        check(150, 59, 30);
    }
}
