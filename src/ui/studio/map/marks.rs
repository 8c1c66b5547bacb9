//! Frames behind the boxes, and notes among them.

use egui::{Align2, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, vec2};

use super::arrange::pos;
use super::boxes::text;
use super::camera::Lens;
use super::data::{MapData, Thing};
use super::look::{Detail, Look};
use crate::scenario::map::{At, Frame, Note, SIDES, Size};
use crate::ui::theme::Palette;

/// Height of the strip with a frame's title, in points on the map. Dragging it moves the frame.
const TITLE: f32 = 34.0;
/// Side of the corner that resizes, in points on the screen.
const CORNER: f32 = 16.0;

/// A place and a size as egui has them.
pub fn rect_of(at: At, Size(width, height): Size) -> Rect {
    let corner = pos(At(width, height));
    Rect::from_min_size(pos(at), corner.to_vec2())
}

/// A size as the file has it.
pub fn size_from(size: Vec2) -> Size {
    let side = |side: f32| (side.round() as i32).clamp(SIDES.0, SIDES.1);
    Size(side(size.x), side(size.y))
}

/// The frame or note under a point of the screen, and whether it is its corner.
pub fn at(data: &MapData, lens: &Lens, point: Pos2) -> Option<(Thing, bool)> {
    let notes = data.notes.iter().enumerate().rev();
    let note = notes.map(|(at, note)| (Thing::Note(at), lens.rect(rect_of(note.at, note.size)), f32::INFINITY));
    let frames = data.frames.iter().enumerate().rev();
    let title = (TITLE * lens.scale).max(18.0);
    let frame = frames.map(|(at, frame)| (Thing::Frame(at), lens.rect(rect_of(frame.at, frame.size)), title));
    note.chain(frame).find_map(|(thing, rect, high)| {
        let corner = Rect::from_min_max(rect.max - Vec2::splat(CORNER), rect.max + Vec2::splat(4.0));
        let body = rect.with_max_y(rect.bottom().min(rect.top() + high));
        if corner.contains(point) {
            Some((thing, true))
        } else {
            body.contains(point).then_some((thing, false))
        }
    })
}

/// The edge of a frame or a note.
fn edge(p: &Palette, picked: bool) -> Stroke {
    if picked {
        Stroke::new(2.0, p.accent)
    } else {
        Stroke::new(1.0, p.border.gamma_multiply(0.6))
    }
}

/// Draws the frames, behind everything.
pub fn paint_frames(
    painter: &Painter,
    data: &MapData,
    look: &Look,
    lens: &Lens,
    picked: &impl Fn(Thing) -> bool,
    moved: &impl Fn(Thing, Rect) -> Rect,
) {
    let p = &look.palette;
    for (at, frame) in data.frames.iter().enumerate() {
        let thing = Thing::Frame(at);
        let rect = lens.rect(moved(thing, rect_of(frame.at, frame.size)));
        if !rect.intersects(painter.clip_rect()) {
            continue;
        }
        let corner = CornerRadius::same((12.0 * look.scale).clamp(2.0, 16.0) as u8);
        let line = edge(p, picked(thing));
        painter.rect(
            rect,
            corner,
            p.surface_sunken.gamma_multiply(0.75),
            line,
            StrokeKind::Inside,
        );
        if look.detail >= Detail::Middle || rect.width() > 120.0 {
            let room = rect.shrink2(vec2(10.0, 6.0));
            text(painter, &frame.title, &look.strong, p.ink_soft, room, 1);
        }
        if picked(thing) {
            corner_mark(painter, rect, p.accent);
        }
    }
}

/// Draws the notes.
pub fn paint_notes(
    painter: &Painter,
    data: &MapData,
    look: &Look,
    lens: &Lens,
    picked: &impl Fn(Thing) -> bool,
    moved: &impl Fn(Thing, Rect) -> Rect,
) {
    let p = &look.palette;
    for (at, note) in data.notes.iter().enumerate() {
        let thing = Thing::Note(at);
        let rect = lens.rect(moved(thing, rect_of(note.at, note.size)));
        if !rect.intersects(painter.clip_rect()) {
            continue;
        }
        let corner = CornerRadius::same((4.0 * look.scale).clamp(1.0, 6.0) as u8);
        let line = edge(p, picked(thing));
        painter.rect(rect, corner, p.note, line, StrokeKind::Inside);
        let room = rect.shrink((9.0 * look.scale).max(4.0));
        let rows = (room.height() / (look.small.size * 1.3)).floor();
        if look.detail >= Detail::Middle && rows >= 1.0 {
            text(painter, &note.text, &look.small, p.ink, room, rows as usize);
        }
        if picked(thing) {
            corner_mark(painter, rect, p.accent);
        }
    }
}

fn corner_mark(painter: &Painter, rect: Rect, tone: egui::Color32) {
    let corner = Align2::RIGHT_BOTTOM.pos_in_rect(&rect) - Vec2::splat(3.0);
    for length in [5.0, 10.0] {
        let ends = [corner - vec2(length, 0.0), corner - vec2(0.0, length)];
        painter.add(Shape::line_segment(ends, Stroke::new(1.5, tone)));
    }
}

/// A new frame around some boxes.
pub fn frame_around(bounds: Rect) -> Frame {
    let rect = bounds.expand(28.0);
    let rect = rect.with_min_y(rect.top() - TITLE);
    Frame {
        title: "What belongs together".to_owned(),
        at: super::arrange::at(rect.min),
        size: size_from(rect.size()),
    }
}

/// A new note at a place of the map.
pub fn note_at(place: Pos2) -> Note {
    Note {
        text: String::new(),
        at: super::arrange::at(place),
        size: Size(220, 120),
    }
}
