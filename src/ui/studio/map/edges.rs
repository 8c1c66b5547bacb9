//! The arrows: what way each takes on the screen, how it is drawn, and which one is under the pointer.

use egui::{Align2, CornerRadius, Painter, Pos2, Rect, Shape, Vec2, pos2, vec2};

use super::arrange::Arrangement;
use super::data::{MapData, MapEdge};
use super::look::{Detail, Look, Scene, stroke_of};
use super::stroke::Strokes;

/// From how many visible arrows on they are drawn straight and without patterns.
const MANY: usize = 500;
/// How near the pointer has to be, in points on the screen.
const NEAR: f32 = 6.0;

/// Arrows that can be seen, as lines on the screen.
#[derive(Debug, Default)]
pub struct Lines {
    points: Vec<Pos2>,
    /// For each line its arrow and where its points end.
    lines: Vec<(u32, u32)>,
}

impl Lines {
    fn clear(&mut self) {
        self.points.clear();
        self.lines.clear();
    }

    fn iter(&self) -> impl Iterator<Item = (u32, &[Pos2])> {
        let mut from = 0;
        self.lines.iter().map(move |&(edge, end)| {
            let line = self.points.get(from as usize..end as usize).unwrap_or_default();
            from = end;
            (edge, line)
        })
    }

    fn end(&mut self, edge: u32) {
        self.lines
            .push((edge, u32::try_from(self.points.len()).unwrap_or(u32::MAX)));
    }

    /// The arrow that is nearest to a point of the screen, if one is near.
    pub fn at(&self, point: Pos2) -> Option<u32> {
        let distance = |line: &[Pos2]| {
            let steps = line.windows(2).filter_map(|pair| match pair {
                &[a, b] => Some(distance_to(a, b, point)),
                _ => None,
            });
            steps.fold(f32::INFINITY, f32::min)
        };
        self.iter()
            .map(|(edge, line)| (distance(line), edge))
            .filter(|(distance, _)| *distance <= NEAR)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, edge)| edge)
    }
}

fn distance_to(a: Pos2, b: Pos2, point: Pos2) -> f32 {
    let along = b - a;
    let t = ((point - a).dot(along) / along.length_sq().max(1e-6)).clamp(0.0, 1.0);
    point.distance(a + along * t)
}

/// Where a response's arrows leave its box: along the lower edge.
pub fn port(rect: Rect, place: u32, count: u32) -> Pos2 {
    let part = (small(place) + 1.0) / (small(count) + 1.0);
    pos2(rect.left() + rect.width() * part, rect.bottom())
}

/// Counts of responses are small.
fn small(count: u32) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// Finds the ways of the arrows that can be seen. Straight where there are many of them or where they are far away.
pub fn find_lines(scene: &Scene<'_>, arranged: &Arrangement, edges: &[u32], lines: &mut Lines) {
    let (data, lens, look) = (scene.data, scene.lens, &scene.look);
    lines.clear();
    let straight = edges.len() > if look.detail == Detail::Far { MANY } else { 4 * MANY };
    let seen = lens.screen.expand(40.0);
    for &at in edges {
        let Some(edge) = data.edge(at) else { continue };
        let (from, to) = (lens.rect(arranged.rect(edge.from)), lens.rect(arranged.rect(edge.to)));
        let start = start_of(data, edge, from);
        if straight {
            let end = pos2(to.center().x, to.top());
            // What is shorter than a point is under its boxes.
            if start.distance_sq(end) > 1.0 && Rect::from_two_pos(start, end).intersects(seen) {
                lines.points.extend([start, end]);
                lines.end(at);
            }
            continue;
        }
        let first = lines.points.len();
        if arranged.is_back(at) {
            back_way(&mut lines.points, lens.scale, start, from, to);
        } else {
            let end = pos2(landing(start.x, to), to.top());
            let carried = arranged.is_lifted(edge.from) || arranged.is_lifted(edge.to);
            let route = if carried { &[] } else { arranged.route(at) };
            // Arrows that come together keep beside each other, so that each can be followed.
            let lane = f32::from((at % 7) as u8) - 3.0;
            let aside = vec2(lane * 2.4 * lens.scale.max(0.5), 0.0);
            let route = route.iter().map(|&point| lens.to_screen(point) + aside);
            way_down(&mut lines.points, lens.scale, start, route, end);
        }
        let own = lines.points.get(first..).unwrap_or_default();
        if Rect::from_points(own).intersects(seen) {
            lines.end(at);
        } else {
            lines.points.truncate(first);
        }
    }
}

fn start_of(data: &MapData, edge: &MapEdge, from: Rect) -> Pos2 {
    let count = data
        .node(edge.from)
        .map_or(1, |node| node.responses.end - node.responses.start);
    let first = data.node(edge.from).map_or(0, |node| node.responses.start);
    port(from, edge.response.saturating_sub(first), count)
}

/// Where an arrow ends on the upper edge of its target: a little to the side that it comes from.
fn landing(from: f32, to: Rect) -> f32 {
    let most = to.width() * 0.36;
    to.center().x + ((from - to.center().x) * 0.2).clamp(-most, most)
}

/// From a box down to another, through the points of the layout.
fn way_down(points: &mut Vec<Pos2>, scale: f32, start: Pos2, route: impl Iterator<Item = Pos2>, end: Pos2) {
    points.push(start);
    let mut from = start;
    for to in route.chain(std::iter::once(end)) {
        let pull = ((to.y - from.y).abs() * 0.45).clamp(18.0 * scale, 140.0 * scale);
        curve(points, [from, from + vec2(0.0, pull), to - vec2(0.0, pull), to]);
        from = to;
    }
}

/// Back up: out of the box, round its right side, and into the side of the other.
fn back_way(points: &mut Vec<Pos2>, scale: f32, start: Pos2, from: Rect, to: Rect) {
    points.push(start);
    let end = to.right_center();
    let far = from.right().max(to.right()) + (36.0 * scale).max(12.0) + (from.top() - to.top()).abs() * 0.06;
    let low = start.y + 44.0 * scale;
    let corner = pos2(far, from.center().y);
    curve(
        points,
        [start, pos2(start.x, low), pos2(far, low + 12.0 * scale), corner],
    );
    curve(
        points,
        [
            corner,
            pos2(far, to.center().y.midpoint(corner.y)),
            pos2(far, end.y),
            end,
        ],
    );
}

fn curve(points: &mut Vec<Pos2>, [a, b, c, d]: [Pos2; 4]) {
    // Enough corners that none is seen.
    let steps = ((a.distance(d) / 14.0).ceil() as u8).clamp(4, 24);
    for step in 1..=steps {
        let t = f32::from(step) / f32::from(steps);
        let u = 1.0 - t;
        let sum = a.to_vec2() * (u * u * u)
            + b.to_vec2() * (3.0 * u * u * t)
            + c.to_vec2() * (3.0 * u * t * t)
            + d.to_vec2() * (t * t * t);
        points.push(sum.to_pos2());
    }
}

/// Which arrows stand out, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// It is looked at, or one of its ends is.
    pub bright: bool,
    /// It is the one that the keyboard or the pointer is on.
    pub chosen: bool,
    /// It steps back.
    pub faint: bool,
}

/// Draws the arrows, those that stand out over the others.
pub fn paint_lines(
    painter: &Painter,
    strokes: &mut Strokes,
    data: &MapData,
    look: &Look,
    lines: &Lines,
    emphasis: &impl Fn(u32) -> Emphasis,
) {
    let many = lines.lines.len() > MANY;
    let far = look.detail == Detail::Far && many;
    for over in [false, true] {
        for (at, line) in lines.iter() {
            let (Some(edge), shown) = (data.edge(at), emphasis(at)) else {
                continue;
            };
            if (shown.bright || shown.chosen) != over {
                continue;
            }
            let mut stroke = stroke_of(&look.palette, edge.quality);
            if shown.faint {
                stroke.color = stroke.color.gamma_multiply(0.25);
            }
            if shown.chosen {
                stroke.width += 1.6;
            } else if shown.bright {
                stroke.width += 0.6;
            }
            match line {
                &[from, to] if (far || many) && !over => {
                    let color = stroke.color.gamma_multiply(if far { 0.55 } else { 0.8 });
                    strokes.hair(from, to, stroke.width.min(1.4) * if far { 0.8 } else { 1.0 }, color);
                }
                _ if many => strokes.line(line, stroke.width, stroke.color),
                _ => {
                    let width = stroke.width * look.scale.clamp(0.55, 1.0).max(if over { 0.8 } else { 0.0 });
                    strokes.dashed(line, width, stroke.color, stroke.pattern);
                }
            }
            if let (false, Some(&[before, tip])) = (far, line.last_chunk::<2>()) {
                let size = (9.0 * look.scale).clamp(5.0, 12.0) + stroke.width;
                strokes.head(tip, tip - before, size, stroke.color);
            }
        }
    }
    if !strokes.is_empty() {
        painter.add(strokes.take());
    }
}

/// Writes what the arrows say beside them, where there is room: those that stand out first, the others only close up. `taken` are the
/// boxes, whose words must not be covered.
pub fn paint_labels(
    painter: &Painter,
    data: &MapData,
    look: &Look,
    lines: &Lines,
    mut taken: Vec<Rect>,
    emphasis: &impl Fn(u32) -> Emphasis,
) {
    let close = look.detail == Detail::Near && lines.lines.len() < 160;
    for over in [true, false] {
        if !over && !close {
            break;
        }
        for (at, line) in lines.iter() {
            let (Some(edge), shown) = (data.edge(at), emphasis(at)) else {
                continue;
            };
            let small = look.scale < 0.5 && !shown.chosen;
            if (shown.bright || shown.chosen) != over || shown.faint || small || line.len() < 2 {
                continue;
            }
            let p = &look.palette;
            let galley = painter.layout_no_wrap(data.label(at), look.small.clone(), p.ink_soft);
            let size = galley.size() + vec2(10.0, 4.0);
            let free = [0.32, 0.5, 0.2, 0.68, 0.12, 0.85].into_iter().find_map(|part| {
                let middle = along(line, part)?;
                let rect = Rect::from_center_size(middle, size);
                let free = taken.iter().all(|other| !other.intersects(rect)) && painter.clip_rect().contains_rect(rect);
                (free || shown.chosen).then_some(rect)
            });
            let Some(rect) = free else { continue };
            taken.push(rect.expand(2.0));
            let corner = CornerRadius::same(8);
            let border = egui::Stroke::new(1.0, stroke_of(p, edge.quality).color);
            painter.add(Shape::Rect(egui::epaint::RectShape::new(
                rect,
                corner,
                p.surface,
                border,
                egui::StrokeKind::Inside,
            )));
            let ink = if shown.chosen { p.ink } else { p.ink_soft };
            painter.galley(
                Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min,
                galley,
                ink,
            );
        }
    }
}

/// The point at a part of a line's length.
fn along(line: &[Pos2], part: f32) -> Option<Pos2> {
    let steps = || {
        line.windows(2).filter_map(|pair| match pair {
            &[a, b] => Some((a, b)),
            _ => None,
        })
    };
    let mut left = part * steps().map(|(a, b)| a.distance(b)).sum::<f32>();
    for (a, b) in steps() {
        let length = a.distance(b);
        if left <= length {
            return Some(a.lerp(b, left / length.max(1e-3)));
        }
        left -= length;
    }
    line.last().copied()
}

/// The line that follows the pointer while something is led elsewhere.
pub fn paint_link(painter: &Painter, strokes: &mut Strokes, look: &Look, from: Pos2, to: Pos2) {
    let mut points = Vec::new();
    way_down(&mut points, look.scale.max(0.4), from, std::iter::empty(), to);
    strokes.dashed(&points, 2.0, look.palette.accent, &[6.0, 4.0]);
    if let Some(&[before, tip]) = points.last_chunk::<2>() {
        let along: Vec2 = tip - before;
        strokes.head(tip, along, 11.0, look.palette.accent);
    }
    painter.add(strokes.take());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_near_a_line_finds_it() {
        let mut lines = Lines::default();
        lines.points.extend([pos2(0.0, 0.0), pos2(100.0, 0.0)]);
        lines.end(7);
        lines
            .points
            .extend([pos2(0.0, 10.0), pos2(50.0, 10.0), pos2(50.0, 60.0)]);
        lines.end(9);
        assert_eq!(lines.at(pos2(30.0, -5.0)), Some(7));
        assert_eq!(lines.at(pos2(30.0, 6.0)), Some(9));
        assert_eq!(lines.at(pos2(53.0, 40.0)), Some(9));
        assert_eq!(lines.at(pos2(90.0, 30.0)), None);
    }

    #[test]
    fn half_the_way_is_half_the_length() {
        let line = [pos2(0.0, 0.0), pos2(30.0, 0.0), pos2(30.0, 50.0)];
        assert_eq!(along(&line, 0.5), Some(pos2(30.0, 10.0)));
        assert_eq!(along(&line, 1.0), Some(pos2(30.0, 50.0)));
        assert_eq!(along(&line[..1], 0.5), Some(pos2(0.0, 0.0)));
    }
}
