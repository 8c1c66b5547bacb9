//! Triangles to pixels. Knows one mesh, one texture and one clip rectangle at a time; nothing of frames or windows.
//!
//! Places are fixed-point numbers with 8 bits below the pixel, so that a pixel's middle lies on one side of an edge or on the other,
//! never on both: triangles that share an edge neither overlap nor leave a gap (the top-left rule of graphics processors).
//! Most of what egui draws are axis-aligned rectangles (panels, glyphs), which take a shorter way with the same result.

use egui::Mesh;

use super::pixels::{PixelBuffer, PixelRect, fill, modulate, over, pack, unpack};
use super::texture::Texture;

const ONE_PIXEL: i64 = 256;
const HALF_PIXEL: i32 = 128;
/// Farther out than this, in pixels, a corner is pulled in: no screen is as large, and products stay within 64 bits.
const FARTHEST: f32 = 1_048_576.0;

/// A vertex in the units of the rasterizer: place in 1/256 pixel, texture place in texels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    x: i32,
    y: i32,
    u: f32,
    v: f32,
    color: u32,
    is_finite: bool,
}

impl Corner {
    fn has_same_texel(&self, other: &Self) -> bool {
        self.u == other.u && self.v == other.v
    }

    fn channels(&self) -> [f32; 4] {
        unpack(self.color).to_array().map(f32::from)
    }
}

/// Brings a mesh's vertices into the units of the rasterizer; `corners` is reused from mesh to mesh.
pub(super) fn convert_corners(mesh: &Mesh, texture: &Texture, pixels_per_point: f32, corners: &mut Vec<Corner>) {
    let fixed = |points: f32| ((points * pixels_per_point).clamp(-FARTHEST, FARTHEST) * 256.0).round() as i32;
    let (width, height) = (texture.width as f32, texture.height as f32);
    corners.clear();
    corners.extend(mesh.vertices.iter().map(|vertex| Corner {
        x: fixed(vertex.pos.x),
        y: fixed(vertex.pos.y),
        u: vertex.uv.x * width,
        v: vertex.uv.y * height,
        color: pack(vertex.color),
        is_finite: vertex.pos.is_finite() && vertex.uv.is_finite(),
    }));
}

/// Paints triangles of one texture inside one clip rectangle, which must lie inside the target.
pub(super) struct MeshPainter<'a> {
    pub texture: &'a Texture,
    pub clip: PixelRect,
    pub target: &'a mut PixelBuffer,
}

impl MeshPainter<'_> {
    /// Paints the triangles that three indices each make, in their order.
    pub fn paint(&mut self, corners: &[Corner], indices: &[u32]) {
        let corner = |index: &u32| corners.get(*index as usize).filter(|corner| corner.is_finite);
        let mut rest = indices;
        while let [first, second, third, after_triangle @ ..] = rest {
            rest = after_triangle;
            let (Some(a), Some(b), Some(c)) = (corner(first), corner(second), corner(third)) else {
                continue;
            };
            if let [again_third, again_second, fourth, after_pair @ ..] = after_triangle
                && (again_third, again_second) == (third, second)
                && let Some(d) = corner(fourth)
                && self.paint_rectangle(a, b, c, d)
            {
                rest = after_pair;
            } else {
                self.paint_triangle(a, b, c);
            }
        }
    }

    /// Paints two triangles at once if they make an upright rectangle of one color, and says whether they do.
    fn paint_rectangle(&mut self, a: &Corner, b: &Corner, c: &Corner, d: &Corner) -> bool {
        let is_upright = a.y == b.y && c.y == d.y && a.x == c.x && b.x == d.x && a.x < b.x && a.y < c.y;
        let is_one_color = a.color == b.color && a.color == c.color && a.color == d.color;
        if !is_upright || !is_one_color {
            return false;
        }
        let covered = PixelRect {
            left: first_pixel(a.x),
            top: first_pixel(a.y),
            right: first_pixel(d.x),
            bottom: first_pixel(d.y),
        };
        let covered = covered.intersect(&self.clip);
        if a.has_same_texel(b) && a.has_same_texel(c) && a.has_same_texel(d) {
            let color = modulate(a.color, self.texel_at(a, 0.0));
            for y in covered.top..covered.bottom {
                fill(self.target.span(y, covered.left, covered.right), color);
            }
            return true;
        }
        if a.u != c.u || b.u != d.u || a.v != b.v || c.v != d.v {
            return false;
        }
        if !covered.is_empty() {
            self.paint_picture(covered, a, d);
        }
        true
    }

    /// Paints a piece of the texture into an upright rectangle that reaches from corner `a` to corner `d`.
    fn paint_picture(&mut self, covered: PixelRect, a: &Corner, d: &Corner) {
        let across = (d.u - a.u) * 256.0 / (d.x - a.x) as f32;
        let down = (d.v - a.v) * 256.0 / (d.y - a.y) as f32;
        let u = a.u + (covered.left * 256 + HALF_PIXEL - a.x) as f32 / 256.0 * across;
        let v = a.v + (covered.top * 256 + HALF_PIXEL - a.y) as f32 / 256.0 * down;
        let (columns, rows) = (covered.right - covered.left, covered.bottom - covered.top);
        if is_texel_for_pixel(u, across, columns) && is_texel_for_pixel(v, down, rows) {
            let (x, y, columns) = (u as usize, v as usize, usize::try_from(columns).unwrap_or(0));
            for (from, to) in (y..).zip(covered.top..covered.bottom) {
                let Some(texels) = self.texture.texels(x, from, columns) else {
                    return;
                };
                let pixels = self.target.span(to, covered.left, covered.right);
                for (pixel, texel) in pixels.iter_mut().zip(texels) {
                    if *texel != 0 {
                        *pixel = over(modulate(a.color, *texel), *pixel);
                    }
                }
            }
            return;
        }
        let is_smooth = self.texture.is_smooth(across.abs().max(down.abs()));
        for row in 0..rows {
            let v = v + row as f32 * down;
            let pixels = self.target.span(covered.top + row, covered.left, covered.right);
            for (column, pixel) in pixels.iter_mut().enumerate() {
                let u = u + column as f32 * across;
                let texel = if is_smooth {
                    self.texture.smooth(u, v)
                } else {
                    self.texture.nearest(u, v)
                };
                *pixel = over(modulate(a.color, texel), *pixel);
            }
        }
    }

    fn paint_triangle(&mut self, a: &Corner, b: &Corner, c: &Corner) {
        let Some(triangle) = Triangle::new(a, b, c, &self.clip) else {
            return;
        };
        let (a, b, c) = triangle.corners;
        if !a.has_same_texel(b) || !a.has_same_texel(c) {
            return self.paint_textured(&triangle);
        }
        let texel = self.texel_at(a, 0.0);
        let [a, b, c] = [a, b, c].map(|corner| Corner {
            color: modulate(corner.color, texel),
            ..*corner
        });
        if a.color == b.color && a.color == c.color {
            if a.color != 0 {
                triangle.for_each_span(self.target, |pixels, _, _| fill(pixels, a.color));
            }
            return;
        }
        let colors = triangle.plane(a.channels(), b.channels(), c.channels());
        triangle.for_each_span(self.target, |pixels, x, y| {
            let mut shade = Shade::new(&colors, x, y, pixels.len());
            for pixel in pixels {
                *pixel = over(shade.next(), *pixel);
            }
        });
    }

    fn paint_textured(&mut self, triangle: &Triangle<'_>) {
        let (a, b, c) = triangle.corners;
        let places = triangle.plane([a.u, a.v], [b.u, b.v], [c.u, c.v]);
        let colors = triangle.plane(a.channels(), b.channels(), c.channels());
        let scale = places
            .across
            .iter()
            .chain(&places.down)
            .fold(0.0_f32, |most, step| most.max(step.abs()));
        let is_smooth = self.texture.is_smooth(scale);
        let texture = self.texture;
        triangle.for_each_span(self.target, |pixels, x, y| {
            let mut shade = Shade::new(&colors, x, y, pixels.len());
            let [mut u, mut v] = places.at(x, y);
            for pixel in pixels {
                let texel = if is_smooth {
                    texture.smooth(u, v)
                } else {
                    texture.nearest(u, v)
                };
                *pixel = over(modulate(shade.next(), texel), *pixel);
                let [across_u, across_v] = places.across;
                u += across_u;
                v += across_v;
            }
        });
    }

    fn texel_at(&self, corner: &Corner, texels_per_pixel: f32) -> u32 {
        if self.texture.is_smooth(texels_per_pixel) {
            self.texture.smooth(corner.u, corner.v)
        } else {
            self.texture.nearest(corner.u, corner.v)
        }
    }
}

/// The first pixel whose middle is not left of (or above) a place.
fn first_pixel(place: i32) -> i32 {
    (place + HALF_PIXEL - 1) >> 8
}

/// Would a row of pixels read one texel each, near enough to its middle to copy it?
fn is_texel_for_pixel(first: f32, step: f32, count: i32) -> bool {
    const NEAR: f32 = 1.0 / 32.0;
    let last = first + (count - 1) as f32 * step;
    let is_middle = |place: f32| (place - 0.5 - (place - 0.5).round()).abs() < NEAR;
    first > 0.0 && is_middle(first) && is_middle(last) && ((last - first) - (count - 1) as f32).abs() < NEAR
}

/// One edge as a function of the pixel: not negative inside.
#[derive(Clone, Copy)]
struct Edge {
    /// Value at the middle of the first pixel of the bounds, exact.
    value: i64,
    /// One less than nothing on edges that do not own the pixels on them.
    bias: i64,
    across: i64,
    down: i64,
}

impl Edge {
    fn new(from: &Corner, to: &Corner, left: i32, top: i32) -> Self {
        let (dx, dy) = (i64::from(to.x) - i64::from(from.x), i64::from(to.y) - i64::from(from.y));
        let x = i64::from(left) * ONE_PIXEL + i64::from(HALF_PIXEL) - i64::from(from.x);
        let y = i64::from(top) * ONE_PIXEL + i64::from(HALF_PIXEL) - i64::from(from.y);
        let owns_its_pixels = dy < 0 || (dy == 0 && dx > 0);
        let bias = if owns_its_pixels { 0 } else { -1 };
        Self {
            value: dx * y - dy * x,
            bias,
            across: -dy * ONE_PIXEL,
            down: dx * ONE_PIXEL,
        }
    }

    /// Narrows a span of columns (counted from the left of the bounds) to those inside this edge on one row.
    #[inline]
    fn narrow(&self, row: i32, span: &mut (i64, i64)) {
        let here = self.value + self.bias + i64::from(row) * self.down;
        if self.across > 0 {
            if here < 0 {
                span.0 = span.0.max(divide(-here + self.across - 1, self.across));
            }
        } else if here < 0 {
            span.1 = 0;
        } else if self.across < 0 {
            span.1 = span.1.min(divide(here, -self.across) + 1);
        }
    }
}

/// Divides numbers that are not negative; the short division is several times faster and nearly always enough.
#[inline]
fn divide(number: i64, by: i64) -> i64 {
    match (u32::try_from(number), u32::try_from(by)) {
        (Ok(number), Ok(by)) if by != 0 => i64::from(number / by),
        _ => number / by.max(1),
    }
}

struct Triangle<'a> {
    corners: (&'a Corner, &'a Corner, &'a Corner),
    /// Opposite of the first, second and third corner.
    edges: [Edge; 3],
    doubled_area: f64,
    bounds: PixelRect,
}

impl<'a> Triangle<'a> {
    /// Returns `None` for a triangle without area or outside of the clip rectangle.
    fn new(a: &'a Corner, b: &'a Corner, c: &'a Corner, clip: &PixelRect) -> Option<Self> {
        let bounds = PixelRect {
            left: first_pixel(a.x.min(b.x).min(c.x)),
            top: first_pixel(a.y.min(b.y).min(c.y)),
            right: first_pixel(a.x.max(b.x).max(c.x)),
            bottom: first_pixel(a.y.max(b.y).max(c.y)),
        };
        let bounds = bounds.intersect(clip);
        if bounds.is_empty() {
            return None;
        }
        let side = |from: i32, to: i32| i64::from(to) - i64::from(from);
        let area = side(a.x, b.x) * side(a.y, c.y) - side(a.y, b.y) * side(a.x, c.x);
        let (b, c) = match area {
            0 => return None,
            1.. => (b, c),
            _ => (c, b),
        };
        let edge = |from: &Corner, to: &Corner| Edge::new(from, to, bounds.left, bounds.top);
        let edges = [edge(b, c), edge(c, a), edge(a, b)];
        Some(Self {
            corners: (a, b, c),
            edges,
            doubled_area: area.unsigned_abs() as f64,
            bounds,
        })
    }

    /// Calls with each row's pixels inside, and their place counted from the bounds' left and top.
    #[inline]
    fn for_each_span(&self, target: &mut PixelBuffer, mut shade: impl FnMut(&mut [u32], f32, f32)) {
        let PixelRect {
            left,
            top,
            right,
            bottom,
        } = self.bounds;
        for row in 0..bottom - top {
            let mut span = (0, i64::from(right - left));
            for edge in &self.edges {
                edge.narrow(row, &mut span);
            }
            if span.0 < span.1 {
                // Both ends lie within the bounds, so they fit.
                let (from, to) = (span.0 as i32, span.1 as i32);
                shade(target.span(top + row, left + from, left + to), from as f32, row as f32);
            }
        }
    }

    /// Returns values given at the corners as a function of the pixel.
    fn plane<const N: usize>(&self, a: [f32; N], b: [f32; N], c: [f32; N]) -> Plane<N> {
        let [_, second, third] = &self.edges;
        let share = |of_second: i64, of_third: i64| {
            let (second, third) = (
                of_second as f64 / self.doubled_area,
                of_third as f64 / self.doubled_area,
            );
            (second as f32, third as f32)
        };
        let combine = |(second, third): (f32, f32)| {
            let mut values = [0.0; N];
            for (((value, a), b), c) in values.iter_mut().zip(&a).zip(&b).zip(&c) {
                *value = second * (b - a) + third * (c - a);
            }
            values
        };
        let mut origin = combine(share(second.value, third.value));
        for (value, a) in origin.iter_mut().zip(&a) {
            *value += a;
        }
        let across = combine(share(second.across, third.across));
        let down = combine(share(second.down, third.down));
        Plane { origin, across, down }
    }
}

/// Values that change evenly from pixel to pixel.
struct Plane<const N: usize> {
    origin: [f32; N],
    across: [f32; N],
    down: [f32; N],
}

impl<const N: usize> Plane<N> {
    #[inline]
    fn at(&self, x: f32, y: f32) -> [f32; N] {
        let mut values = self.origin;
        for ((value, across), down) in values.iter_mut().zip(&self.across).zip(&self.down) {
            *value += across * x + down * y;
        }
        values
    }
}

/// Colors along a row, in 16.16 fixed point. Both ends are held within a color's range, so everything between is too.
struct Shade {
    now: [i32; 4],
    step: [i32; 4],
}

impl Shade {
    #[inline]
    fn new(colors: &Plane<4>, x: f32, y: f32, count: usize) -> Self {
        const ONE: f32 = 65_536.0;
        let first = colors.at(x, y).map(|channel| channel.clamp(0.0, 255.0));
        let now = first.map(|channel| (channel * ONE) as i32 + 32_768);
        let mut step = [0; 4];
        if count > 1 {
            let steps = (count - 1) as f32;
            let last = colors.at(x + steps, y).map(|channel| channel.clamp(0.0, 255.0));
            for ((step, first), last) in step.iter_mut().zip(first).zip(last) {
                *step = ((last - first) * (ONE / steps)) as i32;
            }
        }
        Self { now, step }
    }

    #[inline]
    fn next(&mut self) -> u32 {
        let [red, green, blue, alpha] = self.now.map(|channel| (channel >> 16) as u32);
        for (now, step) in self.now.iter_mut().zip(self.step) {
            *now += step;
        }
        red | (green << 8) | (blue << 16) | (alpha << 24)
    }
}
