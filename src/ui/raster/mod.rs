//! Draws what egui hands out, without a graphics processor: for windows on machines that have no OpenGL, for tests and for pictures in
//! documents. Must not know a window, a screen or the application.
//!
//! Colors are multiplied and blended as egui's own OpenGL painter does it (premultiplied, in gamma space), without dithering.

mod damage;
mod headless;
mod mesh;
mod pixels;
mod texture;

#[cfg(test)]
#[path = "../../../tests/support/soft_renderer.rs"]
pub mod soft_renderer;
#[cfg(test)]
mod tests;

use egui::epaint::Primitive;
use egui::{ClippedPrimitive, Rect, TexturesDelta};

pub use damage::{Damage, Scene};
pub use headless::{Headless, render_headless};
pub use pixels::{PixelBuffer, PixelRect};

use mesh::{Corner, MeshPainter, convert_corners};
use texture::Textures;

/// The largest texture side to tell egui about. Memory is the only limit here; this is what graphics processors commonly have.
pub const MAX_TEXTURE_SIDE: usize = 8192;

/// Paints egui's triangles into a [`PixelBuffer`], and keeps the textures that they need.
#[derive(Debug, Default)]
pub struct Rasterizer {
    textures: Textures,
    corners: Vec<Corner>,
}

impl Rasterizer {
    /// Makes one without any texture.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over changed textures and leaves the delta empty. Do this before painting the frame that it came with; textures that
    /// are freed stay until that frame is painted.
    pub fn update_textures(&mut self, delta: &mut TexturesDelta) {
        self.textures.apply(delta);
    }

    /// A number that grows with each change of a texture.
    pub fn textures_version(&self) -> u64 {
        self.textures.version
    }

    /// Paints all primitives over what the target holds. Paint callbacks, which need a graphics processor, are left out.
    pub fn paint(&mut self, primitives: &[ClippedPrimitive], pixels_per_point: f32, target: &mut PixelBuffer) {
        self.paint_within(target.bounds(), primitives, pixels_per_point, target);
    }

    /// Paints like [`Self::paint`], but only inside one rectangle of pixels.
    pub fn paint_within(
        &mut self,
        within: PixelRect,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        target: &mut PixelBuffer,
    ) {
        let within = within.intersect(&target.bounds());
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            let clip = clip_pixels(*clip_rect, pixels_per_point).intersect(&within);
            let Primitive::Mesh(mesh) = primitive else { continue };
            let Some(texture) = self.textures.find(mesh.texture_id) else {
                continue;
            };
            if clip.is_empty() {
                continue;
            }
            convert_corners(mesh, texture, pixels_per_point, &mut self.corners);
            MeshPainter {
                texture,
                clip,
                target: &mut *target,
            }
            .paint(&self.corners, &mesh.indices);
        }
        self.textures.forget_freed();
    }
}

/// Rounds a clip rectangle to whole pixels, as egui's OpenGL painter does.
fn clip_pixels(clip: Rect, pixels_per_point: f32) -> PixelRect {
    // A float that is too large for an integer becomes the largest, and one that is no number becomes 0.
    let round = |points: f32| ((points * pixels_per_point).round() as i32).clamp(-1_000_000, 1_000_000);
    PixelRect {
        left: round(clip.min.x),
        top: round(clip.min.y),
        right: round(clip.max.x),
        bottom: round(clip.max.y),
    }
}
