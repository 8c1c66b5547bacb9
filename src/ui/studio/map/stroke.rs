//! Lines in one mesh. Thousands of arrows as shapes of their own would take most of a frame; as one mesh they take a little of it.

use std::sync::Arc;

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Pos2, Rect, Shape, Vec2};

/// A mesh to draw lines and boxes into.
#[derive(Debug, Default)]
pub struct Strokes {
    mesh: Mesh,
    normals: Vec<Vec2>,
}

impl Strokes {
    /// Takes what was drawn, and leaves room of the same size for the next.
    pub fn take(&mut self) -> Shape {
        let next = Mesh {
            indices: Vec::with_capacity(self.mesh.indices.len()),
            vertices: Vec::with_capacity(self.mesh.vertices.len()),
            texture_id: self.mesh.texture_id,
        };
        Shape::Mesh(Arc::new(std::mem::replace(&mut self.mesh, next)))
    }

    /// Whether nothing was drawn.
    pub fn is_empty(&self) -> bool {
        self.mesh.indices.is_empty()
    }

    /// A box without a border.
    pub fn fill(&mut self, rect: Rect, color: Color32) {
        let first = self.first();
        for corner in [
            rect.left_top(),
            rect.right_top(),
            rect.right_bottom(),
            rect.left_bottom(),
        ] {
            self.mesh.vertices.push(Vertex::untextured(corner, color));
        }
        self.quad(first, [0, 1, 2, 3]);
    }

    /// A straight line that is only a hair wide.
    pub fn hair(&mut self, from: Pos2, to: Pos2, width: f32, color: Color32) {
        let along = to - from;
        let across = along.rot90() * (0.5 * width / along.length().max(1e-3));
        let first = self.first();
        for corner in [from - across, from + across, to + across, to - across] {
            self.mesh.vertices.push(Vertex::untextured(corner, color));
        }
        self.quad(first, [0, 1, 2, 3]);
    }

    /// A line through points, with soft edges.
    pub fn line(&mut self, points: &[Pos2], width: f32, color: Color32) {
        self.find_normals(points);
        let inner = (0.5 * width - 0.5).max(0.0);
        let outer = 0.5 * width + 0.5;
        let first = self.first();
        for (point, normal) in points.iter().zip(&self.normals) {
            for (offset, color) in [
                (-outer, Color32::TRANSPARENT),
                (-inner, color),
                (inner, color),
                (outer, Color32::TRANSPARENT),
            ] {
                self.mesh
                    .vertices
                    .push(Vertex::untextured(*point + *normal * offset, color));
            }
        }
        for step in 0..u32::try_from(points.len().saturating_sub(1)).unwrap_or(0) {
            for row in 0..3 {
                let at = 4 * step + row;
                self.quad(first, [at, at + 1, at + 5, at + 4]);
            }
        }
    }

    /// A line through points, broken by a pattern of lengths: drawn, left out, drawn, and so on.
    pub fn dashed(&mut self, points: &[Pos2], width: f32, color: Color32, pattern: &[f32]) {
        if pattern.is_empty() {
            self.line(points, width, color);
            return;
        }
        let mut lengths = pattern.iter().copied().cycle();
        let (mut left, mut drawn) = (lengths.next().unwrap_or(1.0), true);
        let mut dash: Vec<Pos2> = points.first().copied().into_iter().collect();
        for pair in points.windows(2) {
            let &[mut from, to] = pair else { continue };
            loop {
                let distance = from.distance(to);
                if distance <= left {
                    left -= distance;
                    dash.push(to);
                    break;
                }
                let corner = from.lerp(to, left / distance);
                dash.push(corner);
                if drawn {
                    self.line(&dash, width, color);
                }
                dash.clear();
                dash.push(corner);
                from = corner;
                drawn = !drawn;
                left = lengths.next().unwrap_or(1.0).max(0.5);
            }
        }
        if drawn && dash.len() > 1 {
            self.line(&dash, width, color);
        }
    }

    /// The head of an arrow, which ends at `tip` and points along `along`.
    pub fn head(&mut self, tip: Pos2, along: Vec2, size: f32, color: Color32) {
        let back = along.normalized() * -size;
        let side = back.rot90() * 0.5;
        let first = self.first();
        for corner in [tip, tip + back + side, tip + back - side] {
            self.mesh.vertices.push(Vertex::untextured(corner, color));
        }
        self.mesh.indices.extend([first, first + 1, first + 2]);
    }

    fn first(&self) -> u32 {
        u32::try_from(self.mesh.vertices.len()).unwrap_or(u32::MAX)
    }

    fn quad(&mut self, first: u32, [a, b, c, d]: [u32; 4]) {
        self.mesh
            .indices
            .extend([a, b, c, a, c, d].map(|corner| first + corner));
    }

    /// At each point, across the way that the line takes there.
    fn find_normals(&mut self, points: &[Pos2]) {
        self.normals.clear();
        let mut before = None;
        for (at, point) in points.iter().enumerate() {
            let to_next = points.get(at + 1).map(|next| (*next - *point).normalized());
            let along = match (before, to_next) {
                (Some(a), Some(b)) => a + b,
                (Some(a), None) => a,
                (None, Some(b)) => b,
                (None, None) => Vec2::X,
            };
            let normal = along.normalized().rot90();
            // At a bend the line keeps its width, unless the bend is so sharp that it would become a spike.
            let stretch = before.map_or(1.0, |before: Vec2| before.rot90().dot(normal).max(0.5));
            self.normals.push(normal / stretch);
            before = to_next.or(before);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use egui::pos2;

    use super::*;

    fn mesh(draw: impl FnOnce(&mut Strokes)) -> Arc<Mesh> {
        let mut strokes = Strokes::default();
        draw(&mut strokes);
        match strokes.take() {
            Shape::Mesh(mesh) => mesh,
            _ => panic!("it gives a mesh"),
        }
    }

    #[test]
    fn a_line_is_as_wide_as_it_says() {
        let points = [pos2(0.0, 0.0), pos2(100.0, 0.0), pos2(100.0, 50.0)];
        let mesh = mesh(|strokes| strokes.line(&points, 4.0, Color32::WHITE));
        assert!(mesh.is_valid());
        assert_eq!(mesh.vertices.len(), 12);
        let bounds = mesh.calc_bounds();
        assert!(
            (bounds.top() + 2.5).abs() < 0.01 && (bounds.right() - 102.5).abs() < 0.01,
            "{bounds:?}"
        );
    }

    #[test]
    fn dashes_cover_their_part_of_a_line() {
        let points = [pos2(0.0, 0.0), pos2(60.0, 0.0), pos2(100.0, 0.0)];
        let dashes = mesh(|strokes| strokes.dashed(&points, 1.0, Color32::WHITE, &[10.0, 10.0]));
        // Five dashes, one of them with a point of the line inside it: none here, since 60 is where a gap ends.
        let opaque: f32 = dashes
            .vertices
            .chunks(8)
            .filter_map(|dash| Some(dash.last()?.pos.x - dash.first()?.pos.x))
            .sum();
        assert!((opaque - 50.0).abs() < 0.01, "{opaque}");
    }
}
