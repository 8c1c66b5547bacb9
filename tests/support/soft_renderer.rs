//! Pictures of a kittest harness without a graphics processor: the project's own rasterizer as its renderer.
//!
//! Shared by the tests in this folder (`mod support;`) and by those inside the library. kittest's own way to a picture, `Harness::render`,
//! needs its `snapshot` feature and a dozen further packages; a [`Camera`] gives the same without.

use std::cell::RefCell;
use std::rc::Rc;

use attune::ui::raster::{PixelBuffer, Rasterizer};
use egui_kittest::{Harness, TestRenderer};

/// The renderer to give to `Harness::builder().renderer(..)`. It takes over textures, which egui demands of every renderer.
pub struct SoftRenderer(Rc<RefCell<Rasterizer>>);

/// Takes pictures of the harness that holds the [`SoftRenderer`] made with it.
pub struct Camera(Rc<RefCell<Rasterizer>>);

/// Makes a renderer for a harness, and the camera to keep.
pub fn soft_renderer() -> (SoftRenderer, Camera) {
    let rasterizer = Rc::new(RefCell::new(Rasterizer::new()));
    (SoftRenderer(Rc::clone(&rasterizer)), Camera(rasterizer))
}

impl TestRenderer for SoftRenderer {
    fn handle_delta(&mut self, delta: &mut egui::TexturesDelta) {
        self.0.borrow_mut().update_textures(delta);
    }
}

impl Camera {
    /// Paints the harness's last frame over the theme's panel color.
    pub fn picture<State>(&self, harness: &Harness<'_, State>) -> PixelBuffer {
        let output = harness.output();
        let pixels_per_point = output.pixels_per_point;
        let size = (harness.ctx.content_rect().size() * pixels_per_point).round();
        let mut picture = PixelBuffer::new(size.x as usize, size.y as usize);
        picture.clear(harness.ctx.global_style().visuals.panel_fill);
        let primitives = harness.ctx.tessellate(output.shapes.clone(), pixels_per_point);
        self.0.borrow_mut().paint(&primitives, pixels_per_point, &mut picture);
        picture
    }
}
