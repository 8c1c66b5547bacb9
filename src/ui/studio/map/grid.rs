//! Finds what lies in a part of the map without looking at all of it.

use egui::{Rect, Vec2};

/// Side of a cell on the map, unless there would be too many.
const CELL: f32 = 640.0;
/// Most cells.
const MOST_CELLS: f32 = 65_536.0;
/// What covers more cells than this is looked at always.
const FAR: usize = 96;

/// Rectangles by the cells that they lie in.
#[derive(Clone, Debug)]
pub struct Grid {
    bounds: Rect,
    cell: Vec2,
    columns: usize,
    rows: usize,
    starts: Vec<u32>,
    items: Vec<u32>,
    /// What covers too many cells to be listed in each.
    far: Vec<u32>,
    seen: Vec<u32>,
    round: u32,
}

impl Default for Grid {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Grid {
    /// Sorts rectangles into cells.
    pub fn new(rects: &[Rect]) -> Self {
        let bounds = rects.iter().fold(Rect::NOTHING, |all, rect| all.union(*rect));
        let bounds = if bounds.is_finite() { bounds } else { Rect::ZERO };
        let area = (bounds.width() / CELL + 1.0) * (bounds.height() / CELL + 1.0);
        let side = CELL * (area / MOST_CELLS).sqrt().max(1.0);
        let columns = (bounds.width() / side).floor() as usize + 1;
        let rows = (bounds.height() / side).floor() as usize + 1;
        let mut grid = Self {
            bounds,
            cell: Vec2::splat(side),
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            items: Vec::new(),
            far: Vec::new(),
            seen: vec![0; rects.len()],
            round: 0,
        };
        grid.fill(rects);
        grid
    }

    fn fill(&mut self, rects: &[Rect]) {
        let numbered = || (0_u32..).zip(rects);
        for (at, rect) in numbered() {
            let cells = self.cells(*rect);
            if cells.len() > FAR {
                self.far.push(at);
                continue;
            }
            for cell in cells.iter(self.columns) {
                if let Some(count) = self.starts.get_mut(cell + 1) {
                    *count += 1;
                }
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        let mut next = self.starts.clone();
        self.items = vec![0; sum as usize];
        for (at, rect) in numbered() {
            let cells = self.cells(*rect);
            if cells.len() > FAR {
                continue;
            }
            for cell in cells.iter(self.columns) {
                if let Some(place) = next.get_mut(cell)
                    && let Some(slot) = self.items.get_mut(*place as usize)
                {
                    *slot = at;
                    *place += 1;
                }
            }
        }
    }

    fn cells(&self, rect: Rect) -> Cells {
        let place = |value: f32, origin: f32, side: f32, count: usize| {
            // A cast saturates, below at 0.
            (((value - origin) / side).floor() as usize).min(count - 1)
        };
        Cells {
            left: place(rect.left(), self.bounds.left(), self.cell.x, self.columns),
            right: place(rect.right(), self.bounds.left(), self.cell.x, self.columns),
            top: place(rect.top(), self.bounds.top(), self.cell.y, self.rows),
            bottom: place(rect.bottom(), self.bounds.top(), self.cell.y, self.rows),
        }
    }

    /// What may lie in `view`, each once, in order.
    pub fn find(&mut self, view: Rect, into: &mut Vec<u32>) {
        into.clear();
        if !view.intersects(self.bounds) {
            return;
        }
        let cells = self.cells(view);
        if cells.len() * 2 > self.columns * self.rows {
            into.extend(0..u32::try_from(self.seen.len()).unwrap_or(u32::MAX));
            return;
        }
        self.round = self.round.wrapping_add(1);
        into.extend(&self.far);
        for cell in cells.iter(self.columns) {
            let bound = |at: usize| self.starts.get(at).map_or(0, |&start| start as usize);
            let items = self.items.get(bound(cell)..bound(cell + 1)).unwrap_or_default();
            for &item in items {
                if let Some(seen) = self.seen.get_mut(item as usize)
                    && *seen != self.round
                {
                    *seen = self.round;
                    into.push(item);
                }
            }
        }
        into.sort_unstable();
    }
}

#[derive(Clone, Copy)]
struct Cells {
    left: usize,
    right: usize,
    top: usize,
    bottom: usize,
}

impl Cells {
    const fn len(&self) -> usize {
        (self.right - self.left + 1) * (self.bottom - self.top + 1)
    }

    fn iter(self, columns: usize) -> impl Iterator<Item = usize> {
        (self.top..=self.bottom).flat_map(move |row| (self.left..=self.right).map(move |column| row * columns + column))
    }
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2, vec2};
    use proptest::prelude::*;

    use super::Grid;

    fn any_rect() -> impl Strategy<Value = Rect> {
        (
            -9000.0..9000.0_f32,
            -9000.0..9000.0_f32,
            0.0..3000.0_f32,
            0.0..3000.0_f32,
        )
            .prop_map(|(x, y, width, height)| Rect::from_min_size(pos2(x, y), vec2(width, height)))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_that_can_be_seen_is_missed(rects in prop::collection::vec(any_rect(), 0..60), view in any_rect()) {
            let mut grid = Grid::new(&rects);
            let mut found = Vec::new();
            grid.find(view, &mut found);
            let mut once = found.clone();
            once.dedup();
            prop_assert_eq!(&once, &found);
            for (at, rect) in (0_u32..).zip(&rects) {
                prop_assert!(!rect.intersects(view) || found.contains(&at), "{at}");
            }
        }
    }

    #[test]
    fn what_is_far_away_is_left_out() {
        let rects: Vec<Rect> = (0..100_u8)
            .map(|at| Rect::from_min_size(pos2(f32::from(at) * 1000.0, 0.0), vec2(200.0, 100.0)))
            .collect();
        let mut found = Vec::new();
        Grid::new(&rects).find(Rect::from_min_size(pos2(50_000.0, 0.0), vec2(900.0, 100.0)), &mut found);
        assert!(found.contains(&50) && found.len() < 5, "{found:?}");
    }
}
