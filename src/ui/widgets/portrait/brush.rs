//! Filled shapes with soft edges, collected in one mesh. Knows curves and colors, not what they show.
//!
//! egui fills convex paths only, so concave ones are cut into triangles here, and every edge is feathered by one pixel.

use egui::{Color32, Mesh, Pos2, Vec2, pos2, vec2};

/// A point of an outline: a smooth one, or a corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knot {
    at: Vec2,
    corner: bool,
}

/// A smooth point.
pub(super) const fn s(x: f32, y: f32) -> Knot {
    Knot {
        at: vec2(x, y),
        corner: false,
    }
}

/// A corner.
pub(super) const fn k(x: f32, y: f32) -> Knot {
    Knot {
        at: vec2(x, y),
        corner: true,
    }
}

/// A right half from top to bottom, completed by its mirror image. Points on the axis are not doubled.
pub(super) fn mirrored(half: &[Knot]) -> Vec<Knot> {
    let other = half.iter().rev().filter(|knot| knot.at.x.abs() > 1e-4);
    half.iter()
        .copied()
        .chain(other.map(|knot| Knot {
            at: vec2(-knot.at.x, knot.at.y),
            ..*knot
        }))
        .collect()
}

/// The mirror image of an outline.
pub(super) fn flipped(knots: &[Knot]) -> Vec<Knot> {
    knots
        .iter()
        .rev()
        .map(|knot| Knot {
            at: vec2(-knot.at.x, knot.at.y),
            ..*knot
        })
        .collect()
}

/// Where local coordinates lie on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    origin: Pos2,
    scale: f32,
    turn: Vec2,
}

impl Place {
    pub(super) fn new(origin: Pos2, scale: f32) -> Self {
        Self {
            origin,
            scale,
            turn: vec2(1.0, 0.0),
        }
    }

    /// This place with its origin moved by `by` and turned around the new origin.
    pub(super) fn moved(&self, by: Vec2, radians: f32) -> Self {
        let (sin, cos) = radians.sin_cos();
        let turn = vec2(
            self.turn.x * cos - self.turn.y * sin,
            self.turn.x * sin + self.turn.y * cos,
        );
        Self {
            origin: self.at(by),
            turn,
            ..*self
        }
    }

    /// A local point on the screen.
    pub(super) fn at(&self, p: Vec2) -> Pos2 {
        let turned = vec2(
            p.x * self.turn.x - p.y * self.turn.y,
            p.x * self.turn.y + p.y * self.turn.x,
        );
        self.origin + self.scale * turned
    }

    /// Points on the screen for one local unit.
    pub(super) fn scale(&self) -> f32 {
        self.scale
    }

    /// A smooth closed outline through the knots.
    pub(super) fn outline(&self, knots: &[Knot]) -> Vec<Pos2> {
        self.flatten(knots, true)
    }

    /// A smooth open line through the knots.
    pub(super) fn line(&self, knots: &[Knot]) -> Vec<Pos2> {
        self.flatten(knots, false)
    }

    /// An ellipse around a local point.
    pub(super) fn ellipse(&self, center: Vec2, radius: Vec2) -> Vec<Pos2> {
        let steps = (6.0 + (radius.max_elem() * self.scale).sqrt() * 4.0).min(64.0) as usize;
        (0..steps)
            .map(|i| {
                let angle = std::f32::consts::TAU * i as f32 / steps as f32;
                self.at(center + radius * vec2(angle.cos(), angle.sin()))
            })
            .collect()
    }

    fn flatten(&self, knots: &[Knot], closed: bool) -> Vec<Pos2> {
        let count = knots.len();
        let get = |i: usize| knots.get(i % count.max(1)).copied();
        let tangent = |i: usize| -> Vec2 {
            let (Some(this), true) = (get(i), count > 2) else {
                return Vec2::ZERO;
            };
            if this.corner || (!closed && (i == 0 || i + 1 == count)) {
                return Vec2::ZERO;
            }
            match (get(i + count - 1), get(i + 1)) {
                (Some(before), Some(after)) => (after.at - before.at).normalized(),
                _ => Vec2::ZERO,
            }
        };
        let mut points = Vec::with_capacity(count * 8);
        let last = if closed { count } else { count.saturating_sub(1) };
        for i in 0..last {
            let (Some(from), Some(to)) = (get(i), get(i + 1)) else {
                continue;
            };
            let length = (to.at - from.at).length();
            let handle = length * 0.36;
            let c1 = from.at + tangent(i) * handle;
            let c2 = to.at - tangent((i + 1) % count) * handle;
            let steps = ((length * self.scale).sqrt() * 1.3).clamp(2.0, 24.0) as usize;
            for step in 0..steps {
                let t = step as f32 / steps as f32;
                let u = 1.0 - t;
                let p = u * u * u * from.at + 3.0 * u * u * t * c1 + 3.0 * u * t * t * c2 + t * t * t * to.at;
                points.push(self.at(p));
            }
        }
        if let (false, Some(end)) = (closed, knots.last()) {
            points.push(self.at(end.at));
        }
        points
    }
}

/// What a shape is filled with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fill {
    /// One color.
    Flat(Color32),
    /// From one color to another along a line on the screen.
    Linear(Pos2, Color32, Pos2, Color32),
}

impl Fill {
    fn at(&self, p: Pos2) -> Color32 {
        match *self {
            Self::Flat(color) => color,
            Self::Linear(from, a, to, b) => {
                let along = to - from;
                let t = (p - from).dot(along) / along.length_sq().max(1e-6);
                a.lerp_to_gamma(b, t.clamp(0.0, 1.0))
            }
        }
    }
}

impl From<Color32> for Fill {
    fn from(color: Color32) -> Self {
        Self::Flat(color)
    }
}

/// Collects shapes, back to front. Everything stays inside one convex field.
pub(super) struct Brush {
    mesh: Mesh,
    feather: f32,
    field: Vec<Pos2>,
}

impl Brush {
    /// `pixel` is the size of one pixel in points; `field` the convex outline that nothing leaves.
    pub(super) fn new(pixel: f32, field: Vec<Pos2>) -> Self {
        Self {
            mesh: Mesh::default(),
            feather: pixel,
            field,
        }
    }

    pub(super) fn finish(self) -> Mesh {
        self.mesh
    }

    /// The field itself.
    pub(super) fn fill_field(&mut self, fill: impl Into<Fill>) {
        let field = self.field.clone();
        self.fill_polygon(&field, fill.into());
    }

    /// Fills a closed outline.
    pub(super) fn fill(&mut self, outline: &[Pos2], fill: impl Into<Fill>) {
        let clipped = clip(outline, &self.field);
        self.fill_polygon(&clipped, fill.into());
    }

    /// Fills the part of an outline that lies inside a convex one.
    pub(super) fn fill_within(&mut self, outline: &[Pos2], within: &[Pos2], fill: impl Into<Fill>) {
        self.fill(&clip(outline, within), fill);
    }

    /// A line that is `width` in its middle and thins towards its round ends: `ends` is what is left there, 0 to 1.
    pub(super) fn stroke(&mut self, line: &[Pos2], width: f32, ends: f32, color: Color32) {
        let count = line.len();
        if count < 2 || width <= 0.0 {
            return;
        }
        let half = |i: usize| {
            let t = i as f32 / (count - 1) as f32;
            let bulge = (4.0 * t * (1.0 - t)).clamp(0.0, 1.0).sqrt();
            0.5 * width * (ends + (1.0 - ends) * bulge)
        };
        let mut ribs: Vec<Rib> = (0..count)
            .map(|i| Rib {
                at: point(line, i),
                along: along(line, i),
                half: half(i),
            })
            .collect();
        let (first, last) = (ribs.first().copied(), ribs.last().copied());
        // Quarter turns at both ends.
        for (cosine, sine) in [(0.87_f32, 0.5_f32), (0.5, 0.87), (0.05, 1.0)] {
            if let (Some(first), Some(last)) = (first, last) {
                let before = Rib {
                    at: first.at - first.along * first.half * sine,
                    half: first.half * cosine,
                    ..first
                };
                let after = Rib {
                    at: last.at + last.along * last.half * sine,
                    half: last.half * cosine,
                    ..last
                };
                ribs.insert(0, before);
                ribs.push(after);
            }
        }
        self.strip(&ribs, color);
    }

    /// A closed line of even width.
    pub(super) fn ring(&mut self, outline: &[Pos2], width: f32, color: Color32) {
        let count = outline.len();
        let closed = |i: usize| point(outline, i % count.max(1));
        let ribs: Vec<Rib> = (0..=count)
            .map(|i| Rib {
                at: closed(i),
                along: (closed(i + 1) - closed(i + count - 1)).normalized(),
                half: 0.5 * width,
            })
            .collect();
        self.strip(&ribs, color);
    }

    /// A band across ribs, with soft edges. What leaves the field goes the longer way through `fill`.
    fn strip(&mut self, ribs: &[Rib], color: Color32) {
        let field = &self.field;
        let inside = |rib: &Rib| depth_in(field, rib.at) > rib.half + self.feather;
        if !ribs.iter().all(inside) {
            let left = ribs.iter().map(|rib| rib.at + rib.half * rib.along.rot90());
            let right = ribs.iter().rev().map(|rib| rib.at - rib.half * rib.along.rot90());
            let outline: Vec<Pos2> = left.chain(right).collect();
            return self.fill(&outline, color);
        }
        let first = self.mesh.vertices.len() as u32;
        for rib in ribs {
            let side = rib.along.rot90();
            let soft = 0.5 * self.feather;
            let core = (rib.half - soft).max(0.0);
            // Thinner than a pixel: fainter instead.
            let strength = (rib.half / soft).min(1.0);
            let color = if strength < 1.0 {
                color.gamma_multiply(strength)
            } else {
                color
            };
            self.mesh
                .colored_vertex(rib.at + side * (core + 2.0 * soft), Color32::TRANSPARENT);
            self.mesh.colored_vertex(rib.at + side * core, color);
            self.mesh.colored_vertex(rib.at - side * core, color);
            self.mesh
                .colored_vertex(rib.at - side * (core + 2.0 * soft), Color32::TRANSPARENT);
        }
        for i in 0..(ribs.len() as u32).saturating_sub(1) {
            for j in 0..3 {
                let (a, b) = (first + 4 * i + j, first + 4 * (i + 1) + j);
                self.mesh.add_triangle(a, a + 1, b);
                self.mesh.add_triangle(b, a + 1, b + 1);
            }
        }
    }

    /// A soft round spot that fades to nothing.
    pub(super) fn glow(&mut self, center: Pos2, radius: Vec2, color: Color32) {
        let first = self.mesh.vertices.len() as u32;
        self.mesh.colored_vertex(center, color);
        let steps = 24_u32;
        for ring in 0..2_u32 {
            let (reach, strength) = if ring == 0 { (0.5, 0.55) } else { (1.0, 0.0) };
            for i in 0..steps {
                let angle = std::f32::consts::TAU * i as f32 / steps as f32;
                let at = center + reach * radius * vec2(angle.cos(), angle.sin());
                self.mesh.colored_vertex(at, color.gamma_multiply(strength));
            }
        }
        for i in 0..steps {
            let (a, b) = (first + 1 + i, first + 1 + (i + 1) % steps);
            self.mesh.add_triangle(first, a, b);
            self.mesh.add_triangle(a, b, a + steps);
            self.mesh.add_triangle(b, b + steps, a + steps);
        }
    }

    fn fill_polygon(&mut self, outline: &[Pos2], fill: Fill) {
        let points = tidy(outline, 0.2 * self.feather);
        if points.len() < 3 {
            return;
        }
        let triangles = cut(&points);
        let first = self.mesh.vertices.len() as u32;
        let count = points.len();
        for (i, p) in points.iter().enumerate() {
            let before = points.get((i + count - 1) % count).copied().unwrap_or(*p);
            let after = points.get((i + 1) % count).copied().unwrap_or(*p);
            let (n1, n2) = ((*p - before).normalized().rot90(), (after - *p).normalized().rot90());
            let miter = (n1 + n2) / (1.0 + n1.dot(n2)).max(0.35);
            let outwards = 0.5 * self.feather * miter;
            let color = fill.at(*p);
            self.mesh.colored_vertex(*p - outwards, color);
            self.mesh.colored_vertex(*p + outwards, Color32::TRANSPARENT);
        }
        for [a, b, c] in triangles {
            self.mesh
                .add_triangle(first + 2 * a as u32, first + 2 * b as u32, first + 2 * c as u32);
        }
        for i in 0..count as u32 {
            let (a, b) = (first + 2 * i, first + 2 * ((i + 1) % count as u32));
            self.mesh.add_triangle(a, a + 1, b);
            self.mesh.add_triangle(b, a + 1, b + 1);
        }
    }
}

/// One cross-section of a stroke.
#[derive(Clone, Copy)]
struct Rib {
    at: Pos2,
    along: Vec2,
    half: f32,
}

fn point(line: &[Pos2], i: usize) -> Pos2 {
    line.get(i).copied().unwrap_or_default()
}

/// The direction of a line at one of its points.
fn along(line: &[Pos2], i: usize) -> Vec2 {
    (point(line, (i + 1).min(line.len().saturating_sub(1))) - point(line, i.saturating_sub(1))).normalized()
}

/// How far inside a convex clockwise outline a point lies; negative outside.
fn depth_in(convex: &[Pos2], p: Pos2) -> f32 {
    let next = convex.iter().cycle().skip(1);
    let depths = convex.iter().zip(next).filter(|(a, b)| a != b);
    depths
        .map(|(a, b)| cross(*a, *b, p) / a.distance(*b))
        .fold(f32::INFINITY, f32::min)
}

/// The outline clockwise on the screen, without points that lie on each other.
fn tidy(outline: &[Pos2], least: f32) -> Vec<Pos2> {
    let mut points: Vec<Pos2> = Vec::with_capacity(outline.len());
    for p in outline {
        if points.last().is_none_or(|last| last.distance(*p) > least) {
            points.push(*p);
        }
    }
    while points.len() > 1
        && points
            .first()
            .zip(points.last())
            .is_some_and(|(a, b)| a.distance(*b) <= least)
    {
        points.pop();
    }
    if area(&points) < 0.0 {
        points.reverse();
    }
    points
}

/// Twice the signed area: positive for a clockwise outline on a screen.
fn area(points: &[Pos2]) -> f32 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Cuts a simple clockwise polygon into triangles by clipping ears.
fn cut(points: &[Pos2]) -> Vec<[usize; 3]> {
    let mut rest: Vec<usize> = (0..points.len()).collect();
    let mut triangles = Vec::with_capacity(points.len());
    let get = |i: usize| points.get(i).copied().unwrap_or_default();
    let mut at = 0;
    let mut tried = 0;
    while rest.len() > 3 {
        let count = rest.len();
        let pick = |offset: usize| rest.get((at + offset) % count).copied().unwrap_or_default();
        let (ia, ib, ic) = (pick(0), pick(1), pick(2));
        let (a, b, c) = (get(ia), get(ib), get(ic));
        let convex = cross(a, b, c) > 0.0;
        let empty = || {
            !rest.iter().any(|&i| {
                let p = get(i);
                p != a && p != b && p != c && cross(a, b, p) >= 0.0 && cross(b, c, p) >= 0.0 && cross(c, a, p) >= 0.0
            })
        };
        // A polygon that touches itself has no clean ear at times: then the next corner has to do.
        if tried > count || (convex && empty()) {
            if convex || tried <= 2 * count {
                triangles.push([ia, ib, ic]);
            }
            rest.remove((at + 1) % count);
            tried = 0;
            at = if at >= rest.len() { 0 } else { at };
        } else {
            at = (at + 1) % count;
            tried += 1;
        }
    }
    if let [a, b, c] = rest[..] {
        triangles.push([a, b, c]);
    }
    triangles
}

/// The part of an outline inside a convex one, after Sutherland and Hodgman (1974).
fn clip(outline: &[Pos2], convex: &[Pos2]) -> Vec<Pos2> {
    let sign = area(convex).signum();
    let mut points = outline.to_vec();
    let next = convex.iter().cycle().skip(1);
    for (a, b) in convex.iter().zip(next) {
        let depth = |p: Pos2| sign * cross(*a, *b, p);
        if points.iter().all(|p| depth(*p) >= 0.0) {
            continue;
        }
        let input = std::mem::take(&mut points);
        let after = input.iter().cycle().skip(1);
        for (p, q) in input.iter().zip(after) {
            let (dp, dq) = (depth(*p), depth(*q));
            if dp >= 0.0 {
                points.push(*p);
            }
            if (dp >= 0.0) != (dq >= 0.0) {
                let t = dp / (dp - dq);
                points.push(pos2(p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)));
            }
        }
    }
    points
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    fn covered(points: &[Pos2], triangles: &[[usize; 3]]) -> f32 {
        triangles
            .iter()
            .map(|&[a, b, c]| cross(points[a], points[b], points[c]).abs())
            .sum()
    }

    #[test]
    fn triangles_cover_a_concave_outline_exactly() {
        let star: Vec<Pos2> = (0..20)
            .map(|i| {
                let radius = if i % 2 == 0 { 100.0 } else { 40.0 };
                let angle = std::f32::consts::TAU * i as f32 / 20.0;
                pos2(radius * angle.cos(), radius * angle.sin())
            })
            .collect();
        let star = tidy(&star, 0.1);
        let triangles = cut(&star);
        assert_eq!(triangles.len(), 18);
        assert!((covered(&star, &triangles) - area(&star)).abs() < 1.0);
    }

    #[test]
    fn nothing_leaves_the_clip() {
        let place = Place::new(pos2(50.0, 50.0), 40.0);
        let field = place.ellipse(Vec2::ZERO, vec2(1.0, 1.0));
        let wide = place.ellipse(vec2(0.8, 0.0), vec2(1.0, 0.3));
        let inside = clip(&wide, &field);
        assert!(inside.iter().all(|p| p.distance(pos2(50.0, 50.0)) <= 40.1));
        assert!(area(&inside).abs() > 0.0);
    }

    #[test]
    fn a_mirrored_half_is_symmetric() {
        let whole = mirrored(&[s(0.0, -1.0), s(0.8, 0.0), s(0.0, 1.0)]);
        assert_eq!(whole.len(), 4);
        assert!((whole.iter().map(|knot| knot.at.x).sum::<f32>()).abs() < 1e-6);
    }
}
