//! The boxes: as much of a statement as can be read at this distance.

use std::f32::consts::TAU;

use egui::epaint::text::{LayoutJob, TextWrapping};
use egui::{Color32, CornerRadius, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::data::{Kind, MapData, MapNode, outcome_word, strain_word};
use super::edges::port;
use super::look::{Detail, Look, level_of};
use super::stroke::Strokes;
use crate::framework::id::RuptureKind;
use crate::scenario::model::Affect;

/// What is to be seen of a box besides its contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// It is chosen.
    pub picked: bool,
    /// It has the keyboard.
    pub focused: bool,
    /// The pointer is on it.
    pub hovered: bool,
    /// It is among what was found.
    pub hit: bool,
    /// A play is here.
    pub playing: bool,
    /// What is being led elsewhere would lead here.
    pub landing: bool,
}

/// Draws boxes that are far away, all in one mesh.
pub fn paint_far(strokes: &mut Strokes, data: &MapData, look: &Look, at: u32, rect: Rect, marks: Marks) {
    let Some(node) = data.node(at) else { return };
    let p = &look.palette;
    let fill = match node.kind {
        _ if marks.picked || marks.playing => p.accent,
        _ if node.findings[0] > 0 => p.strain,
        Kind::Missing => p.warning,
        Kind::Ending(_) => p.calm,
        Kind::Statement if node.strain.is_some() => p.strain.lerp_to_gamma(p.border, 0.45),
        Kind::Statement => p.border,
    };
    // However far away, it stays a dot.
    let rect = Rect::from_center_size(rect.center(), rect.size().max(Vec2::splat(2.0)));
    strokes.fill(rect, look.back(fill, marks.hit));
    if look.scale > 0.12 {
        let inner = rect.shrink(1.0);
        strokes.fill(inner, if marks.picked { p.accent_soft } else { p.surface_raised });
        let stripe = Rect::from_min_max(inner.min, pos2(inner.left() + inner.width() * 0.12, inner.bottom()));
        strokes.fill(stripe, look.back(fill, marks.hit));
    }
}

/// Draws a box whose name, or more of it, can be read.
pub fn paint(painter: &Painter, data: &MapData, look: &Look, at: u32, rect: Rect, marks: Marks) {
    let Some(node) = data.node(at) else { return };
    frame(painter, look, node, rect, marks);
    let near = look.detail == Detail::Near;
    let pad = if near {
        12.0 * look.scale
    } else {
        (8.0 * look.scale).max(5.0)
    };
    // Beside a strain's stripe the words keep a little distance.
    let side = if near { pad } else { (12.0 * look.scale).max(pad) };
    let inner = rect.shrink2(vec2(side, pad * 0.75));
    if rect.height() < look.strong.size * 1.9 {
        // Room for one line, in the middle.
        let top = rect.center().y - look.strong.size * 0.64;
        let room = Rect::from_min_max(pos2(inner.left(), top), inner.max);
        text(
            painter,
            &node.id,
            &look.strong,
            look.back(look.palette.ink, marks.hit),
            room,
            1,
        );
        return;
    }
    let badges = badges(painter, look, node, data.start == Some(at), inner);
    let ink = look.back(look.palette.ink, marks.hit);
    let soft = look.back(look.palette.ink_soft, marks.hit);
    let name = Rect::from_min_max(inner.min, pos2(badges - 4.0, inner.bottom()));
    let mut y = text(painter, &node.id, &look.strong, ink, name, 1);
    let left = if near {
        caption(painter, look, node, inner, soft)
    } else {
        inner.bottom()
    };
    y += 3.0 * look.scale;
    let font = match node.kind {
        Kind::Statement => &look.speech,
        Kind::Ending(_) | Kind::Missing => &look.small,
    };
    let rows = ((left - y) / (font.size * 1.28)).floor();
    if rows >= 1.0 {
        let room = Rect::from_min_max(pos2(inner.left(), y), pos2(inner.right(), left));
        text(
            painter,
            &node.words,
            font,
            if near { ink } else { soft },
            room,
            rows as usize,
        );
    }
    if near {
        ports(painter, data, look, node, rect, marks.hit);
    }
}

fn frame(painter: &Painter, look: &Look, node: &MapNode, rect: Rect, marks: Marks) {
    let p = &look.palette;
    let round = match node.kind {
        Kind::Statement => 10.0,
        Kind::Ending(_) => 28.0,
        Kind::Missing => 6.0,
    };
    let corner = CornerRadius::same((round * look.scale).clamp(3.0, 60.0) as u8);
    let fill = match node.kind {
        _ if marks.landing || marks.picked => p.accent_soft,
        Kind::Statement => p.surface_raised,
        Kind::Ending(_) => p.surface_sunken,
        Kind::Missing => p.surface,
    };
    let line = if marks.picked || marks.landing {
        Stroke::new(2.0, p.accent)
    } else if marks.hovered || p.strong {
        Stroke::new(1.5, p.border)
    } else {
        Stroke::new(1.0, look.back(p.border.gamma_multiply(0.75), marks.hit))
    };
    if marks.playing {
        painter.rect_stroke(
            rect.expand(5.0),
            corner,
            Stroke::new(3.0, p.accent),
            StrokeKind::Outside,
        );
    }
    if node.kind == Kind::Missing {
        painter.rect_filled(rect, corner, fill);
        let corners = [
            rect.left_top(),
            rect.right_top(),
            rect.right_bottom(),
            rect.left_bottom(),
            rect.left_top(),
        ];
        painter.extend(Shape::dashed_line(&corners, Stroke::new(1.5, p.warning), 5.0, 4.0));
    } else {
        painter.rect(rect, corner, fill, line, StrokeKind::Inside);
    }
    if node.strain.is_some() {
        let tone = look.back(p.strain, marks.hit);
        let stripe = Rect::from_min_size(
            rect.min + vec2(1.0, 10.0 * look.scale),
            vec2((4.0 * look.scale).max(2.0), rect.height() - 20.0 * look.scale),
        );
        painter.rect_filled(stripe, CornerRadius::same(2), tone);
    }
    if marks.hit && look.searching {
        painter.rect_stroke(
            rect.expand(3.0),
            corner,
            Stroke::new(2.0, p.warning),
            StrokeKind::Outside,
        );
    }
    if marks.focused {
        painter.rect_stroke(rect.expand(4.0), corner, Stroke::new(2.0, p.focus), StrokeKind::Outside);
    }
}

/// Small marks in the upper right corner. Gives how far to the right the name may reach.
fn badges(painter: &Painter, look: &Look, node: &MapNode, start: bool, inner: Rect) -> f32 {
    let p = &look.palette;
    let size = (look.small.size * 0.85).max(9.0);
    let mut x = inner.right();
    let middle = inner.top() + look.strong.size * 0.62;
    let found: u32 = node.findings.iter().sum();
    if found > 0 {
        let tone = if node.findings[0] > 0 {
            p.strain
        } else if node.findings[1] > 0 {
            p.warning
        } else {
            p.ink_faint
        };
        let count = painter.layout_no_wrap(found.to_string(), look.small.clone(), tone);
        x -= count.size().x;
        let half = count.size().y / 2.0;
        painter.galley(pos2(x, middle - half), count, tone);
        x -= size + 3.0;
        finding_mark(painter, pos2(x + size / 2.0, middle), size, tone, node.findings[0] > 0);
        x -= 5.0;
    }
    if node.pin.is_some() {
        x -= size * 0.7;
        pin_mark(painter, pos2(x + size * 0.35, middle), size, p.ink_faint);
        x -= 5.0;
    }
    if start && inner.width() > 90.0 {
        x -= size;
        start_mark(painter, pos2(x + size / 2.0, middle), size, p.accent);
        x -= 5.0;
    }
    x
}

/// A triangle for what may be amiss, a square on its corner for what is wrong.
pub fn finding_mark(painter: &Painter, center: Pos2, size: f32, tone: Color32, error: bool) {
    let r = size / 2.0;
    let corners: &[(f32, f32)] = if error {
        &[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]
    } else {
        &[(0.0, -0.95), (1.0, 0.8), (-1.0, 0.8)]
    };
    let points = corners.iter().map(|&(x, y)| center + r * vec2(x, y)).collect();
    painter.add(Shape::convex_polygon(points, tone, Stroke::NONE));
}

fn pin_mark(painter: &Painter, center: Pos2, size: f32, tone: Color32) {
    let r = size / 2.0;
    painter.circle_filled(center - vec2(0.0, r * 0.4), r * 0.55, tone);
    painter.line_segment([center, center + vec2(0.0, r)], Stroke::new(1.5, tone));
}

/// A small flag.
fn start_mark(painter: &Painter, center: Pos2, size: f32, tone: Color32) {
    let r = size / 2.0;
    painter.line_segment(
        [center + vec2(-r * 0.7, -r), center + vec2(-r * 0.7, r)],
        Stroke::new(1.8, tone),
    );
    let points = [(-0.7, -1.0), (1.0, -0.45), (-0.7, 0.15)]
        .map(|(x, y)| center + r * vec2(x, y))
        .to_vec();
    painter.add(Shape::convex_polygon(points, tone, Stroke::NONE));
}

/// The line at the bottom: what the face shows, and the strain. Gives where it begins.
fn caption(painter: &Painter, look: &Look, node: &MapNode, inner: Rect, soft: Color32) -> f32 {
    let p = &look.palette;
    let top = inner.bottom() - look.small.size * 1.35;
    let middle = top + look.small.size * 0.68;
    let words = match (node.kind, node.affect) {
        (Kind::Ending(outcome), _) => outcome_word(outcome).to_owned(),
        (_, Some(affect)) => affect_words(affect),
        _ => return inner.bottom(),
    };
    let half = Rect::from_min_max(pos2(inner.left(), top), pos2(inner.center().x, inner.bottom()));
    text(painter, &words, &look.small, soft, half, 1);
    if let Some((kind, salience)) = node.strain {
        let tone = p.strain;
        let word = painter.layout_no_wrap(strain_word(kind).to_owned(), look.small.clone(), tone);
        let x = inner.right() - word.size().x;
        let height = word.size().y / 2.0;
        painter.galley(pos2(x, middle - height), word, tone);
        strain_mark(
            painter,
            pos2(x - look.small.size * 0.8, middle),
            look.small.size * 0.42,
            tone,
            kind,
            salience,
        );
    } else if node.foil {
        let word = painter.layout_no_wrap("no strain".to_owned(), look.small.clone(), p.ink_faint);
        let at = pos2(inner.right() - word.size().x, middle - word.size().y / 2.0);
        painter.galley(at, word, p.ink_faint);
    }
    top
}

/// Two arrowheads that move apart for withdrawal, that meet for confrontation; filled as far as they are plain.
fn strain_mark(painter: &Painter, center: Pos2, r: f32, tone: Color32, kind: RuptureKind, salience: u8) {
    let outward = if kind == RuptureKind::Withdrawal { 1.0 } else { -1.0 };
    for side in [-1.0, 1.0] {
        let tip = center + vec2(side * r * if outward > 0.0 { 1.2 } else { 0.2 }, 0.0);
        let back = -side * outward * r;
        let points = vec![tip, tip + vec2(back, -r * 0.8), tip + vec2(back, r * 0.8)];
        let fill = if salience >= 3 { tone } else { Color32::TRANSPARENT };
        painter.add(Shape::convex_polygon(
            points,
            fill,
            Stroke::new(if salience >= 2 { 1.5 } else { 0.9 }, tone),
        ));
    }
}

/// One mark a response along the lower edge: the fuller the disc, the more apt.
fn ports(painter: &Painter, data: &MapData, look: &Look, node: &MapNode, rect: Rect, hit: bool) {
    let own = node.responses.clone();
    let count = own.end - own.start;
    for (place, at) in (0..).zip(own) {
        let Some(response) = data.response(at) else { continue };
        let center = port(rect, place, count);
        let level = level_of(response.quality);
        let tone = look
            .palette
            .quality
            .get(level)
            .copied()
            .unwrap_or(look.palette.ink_faint);
        quality_mark(
            painter,
            center,
            (6.5 * look.scale).clamp(4.0, 11.0),
            look.back(tone, hit),
            look.palette.surface_raised,
            level,
        );
    }
}

/// A disc that is filled as far as the response is apt: not at all for 0, whole for 4.
pub fn quality_mark(painter: &Painter, center: Pos2, radius: f32, tone: Color32, ground: Color32, level: usize) {
    painter.circle(center, radius, ground, Stroke::new((radius * 0.26).max(1.2), tone));
    let part = [0.0, 0.25, 0.5, 0.75, 1.0].get(level).copied().unwrap_or(1.0);
    if part >= 1.0 {
        painter.circle_filled(center, radius, tone);
    } else if part > 0.0 {
        let steps = 12_u8;
        let mut points = vec![center];
        points.extend((0..=steps).map(|step| {
            let angle = TAU * (part * f32::from(step) / f32::from(steps) - 0.25);
            center + radius * vec2(angle.cos(), angle.sin())
        }));
        // A slice of up to half a disc is convex; three quarters are two slices.
        if part <= 0.5 {
            painter.add(Shape::convex_polygon(points, tone, Stroke::NONE));
        } else {
            let (first, second) = (points.get(..8).unwrap_or_default(), points.get(7..).unwrap_or_default());
            painter.add(Shape::convex_polygon(first.to_vec(), tone, Stroke::NONE));
            let rest = std::iter::once(center).chain(second.iter().copied()).collect();
            painter.add(Shape::convex_polygon(rest, tone, Stroke::NONE));
        }
    }
}

/// "Guarded 3".
pub fn affect_words(Affect(feeling, strength): Affect) -> String {
    format!("{feeling:?} {strength}")
}

/// Writes as many rows as there is room for. Gives where the text ends.
pub fn text(painter: &Painter, text: &str, font: &FontId, ink: Color32, room: Rect, rows: usize) -> f32 {
    if room.width() < font.size {
        return room.top();
    }
    let mut job = LayoutJob::simple(text.to_owned(), font.clone(), Color32::PLACEHOLDER, room.width());
    job.wrap = TextWrapping {
        max_width: room.width(),
        max_rows: rows,
        // A long word in a single row is cut rather than left out.
        break_anywhere: rows == 1,
        overflow_character: Some('…'),
    };
    let galley = painter.layout_job(job);
    let bottom = room.top() + galley.size().y;
    painter.galley(room.min, galley, ink);
    bottom
}
