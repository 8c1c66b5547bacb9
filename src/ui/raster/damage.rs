//! What has changed since the last frame, so that only that is painted again. Compares meshes; knows nothing of how they are painted.
//!
//! egui makes the same triangles in the same order as long as nothing changes, so two meshes are compared from both ends: what lies between
//! the first and the last difference is what has to be painted again, in the old place and in the new one.

use egui::epaint::{Primitive, Vertex};
use egui::{ClippedPrimitive, Color32, Mesh, Pos2, Rect};

use super::pixels::{PixelBuffer, PixelRect};
use super::{Rasterizer, clip_pixels};

const NOTHING: PixelRect = PixelRect {
    left: 0,
    top: 0,
    right: 0,
    bottom: 0,
};
/// Wider than every picture: used where a change has no finite bounds.
const EVERYTHING: PixelRect = PixelRect {
    left: -1_000_000,
    top: -1_000_000,
    right: 1_000_000,
    bottom: 1_000_000,
};

/// A frame to be painted: everything that decides how it looks, besides the textures.
#[derive(Debug)]
pub struct Scene {
    /// egui's triangles.
    pub primitives: Vec<ClippedPrimitive>,
    /// How many pixels one of egui's points is wide.
    pub pixels_per_point: f32,
    /// What is seen where nothing is painted.
    pub background: Color32,
}

/// A picture that is kept from frame to frame and painted again only where a new frame differs.
#[derive(Debug, Default)]
pub struct Damage {
    picture: PixelBuffer,
    painted: Option<(Scene, u64)>,
}

impl Damage {
    /// The last frame's picture.
    pub fn picture(&self) -> &PixelBuffer {
        &self.picture
    }

    /// Brings the picture up to date with a frame of so many pixels, and returns the part that was painted, which is empty if both
    /// frames look the same.
    pub fn paint(&mut self, rasterizer: &mut Rasterizer, width: usize, height: usize, scene: Scene) -> PixelRect {
        let is_other_size = (self.picture.width(), self.picture.height()) != (width, height);
        if is_other_size {
            self.picture = PixelBuffer::new(width, height);
        }
        let version = rasterizer.textures_version();
        let changed = match &self.painted {
            Some((painted, old_version))
                if !is_other_size
                    && *old_version == version
                    && painted.background == scene.background
                    && painted.pixels_per_point == scene.pixels_per_point =>
            {
                changed_part(&painted.primitives, &scene.primitives, scene.pixels_per_point)
            }
            _ => EVERYTHING,
        };
        let changed = changed.intersect(&self.picture.bounds());
        if !changed.is_empty() {
            self.picture.clear_rect(changed, scene.background);
            rasterizer.paint_within(changed, &scene.primitives, scene.pixels_per_point, &mut self.picture);
        }
        self.painted = Some((scene, version));
        changed
    }
}

fn changed_part(old: &[ClippedPrimitive], new: &[ClippedPrimitive], pixels_per_point: f32) -> PixelRect {
    let mut changed = NOTHING;
    for place in 0..old.len().max(new.len()) {
        let part = match (old.get(place), new.get(place)) {
            (Some(old), Some(new)) => changed_part_of_one(old, new, pixels_per_point),
            (Some(only), None) | (None, Some(only)) => bounds_of_one(only, pixels_per_point),
            (None, None) => NOTHING,
        };
        changed = changed.union(&part);
    }
    changed
}

fn bounds_of_one(one: &ClippedPrimitive, pixels_per_point: f32) -> PixelRect {
    match &one.primitive {
        Primitive::Mesh(mesh) => bounds(&mesh.vertices, &mesh.indices, one.clip_rect, pixels_per_point),
        Primitive::Callback(_) => NOTHING,
    }
}

fn changed_part_of_one(old: &ClippedPrimitive, new: &ClippedPrimitive, pixels_per_point: f32) -> PixelRect {
    if let (Primitive::Mesh(old_mesh), Primitive::Mesh(new_mesh)) = (&old.primitive, &new.primitive)
        && old.clip_rect == new.clip_rect
        && old_mesh.texture_id == new_mesh.texture_id
    {
        return changed_part_of_mesh(old_mesh, new_mesh, new.clip_rect, pixels_per_point);
    }
    bounds_of_one(old, pixels_per_point).union(&bounds_of_one(new, pixels_per_point))
}

fn changed_part_of_mesh(old: &Mesh, new: &Mesh, clip: Rect, pixels_per_point: f32) -> PixelRect {
    if old.vertices == new.vertices && old.indices == new.indices {
        return NOTHING;
    }
    let head = old
        .vertices
        .iter()
        .zip(&new.vertices)
        .take_while(|(old, new)| old == new)
        .count();
    let shorter = old.vertices.len().min(new.vertices.len());
    let tail = old
        .vertices
        .iter()
        .rev()
        .zip(new.vertices.iter().rev())
        .take_while(|(old, new)| old == new);
    let tail = tail.take(shorter - head).count();
    let (old_tail, new_tail) = (old.vertices.len() - tail, new.vertices.len() - tail);

    let same_at_head = |(old, new): &(&[u32], &[u32])| old == new && old.iter().all(|index| (*index as usize) < head);
    let head_triangles = old
        .indices
        .chunks(3)
        .zip(new.indices.chunks(3))
        .take_while(same_at_head)
        .count();
    let same_at_tail = |(old, new): &(&[u32], &[u32])| {
        old.len() == new.len()
            && old.iter().zip(*new).all(|(old, new)| {
                let (old, new) = (*old as usize, *new as usize);
                old >= old_tail && new >= new_tail && old - old_tail == new - new_tail
            })
    };
    let tail_triangles = old
        .indices
        .rchunks(3)
        .zip(new.indices.rchunks(3))
        .take_while(same_at_tail)
        .count();
    let between = |mesh: &Mesh| {
        let end = mesh.indices.len().saturating_sub(tail_triangles * 3);
        let part = mesh.indices.get((head_triangles * 3).min(end)..end).unwrap_or_default();
        bounds(&mesh.vertices, part, clip, pixels_per_point)
    };
    between(old).union(&between(new))
}

/// The pixels that some triangles can touch.
fn bounds(vertices: &[Vertex], indices: &[u32], clip: Rect, pixels_per_point: f32) -> PixelRect {
    let mut reach = Rect::NOTHING;
    for index in indices {
        let Some(Vertex { pos, .. }) = vertices.get(*index as usize) else {
            continue;
        };
        if !pos.is_finite() {
            return EVERYTHING;
        }
        reach.extend_with(Pos2::new(pos.x * pixels_per_point, pos.y * pixels_per_point));
    }
    if reach.is_negative() {
        return NOTHING;
    }
    let touched = PixelRect {
        left: reach.min.x.floor() as i32,
        top: reach.min.y.floor() as i32,
        right: (reach.max.x.ceil() as i32).saturating_add(1),
        bottom: (reach.max.y.ceil() as i32).saturating_add(1),
    };
    touched.intersect(&clip_pixels(clip, pixels_per_point))
}
