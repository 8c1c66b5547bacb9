//! Runs a user interface without a window and paints it: for pictures in documents and for tests.
//!
//! Time is counted in frames, so the same code gives the same picture every time.

use egui::{Color32, Context, Event, Pos2, RawInput, Rect, Ui, Vec2};

use super::{MAX_TEXTURE_SIDE, PixelBuffer, Rasterizer};

/// Seconds that pass from frame to frame: long enough for egui's short animations to settle within a few frames.
const SECONDS_PER_FRAME: f64 = 0.1;

/// A user interface that is run frame by frame, with events in and pictures out.
#[derive(Debug)]
pub struct Headless {
    ctx: Context,
    size_points: Vec2,
    pixels_per_point: f32,
    rasterizer: Rasterizer,
    shapes: Vec<egui::epaint::ClippedShape>,
    frames: u32,
}

impl Headless {
    /// Prepares a screen of a size in egui's points. The context is the caller's, who gives it fonts and a theme: egui comes with no font here.
    pub fn new(ctx: Context, size_points: Vec2, pixels_per_point: f32) -> Self {
        Self {
            ctx,
            size_points,
            pixels_per_point,
            rasterizer: Rasterizer::new(),
            shapes: Vec::new(),
            frames: 0,
        }
    }

    /// Runs one frame with these events, a tenth of a second after the one before.
    pub fn frame(&mut self, events: Vec<Event>, mut run_ui: impl FnMut(&mut Ui)) {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size_points)),
            max_texture_side: Some(MAX_TEXTURE_SIDE),
            time: Some(f64::from(self.frames) * SECONDS_PER_FRAME),
            focused: true,
            events,
            ..RawInput::default()
        };
        input
            .viewports
            .entry(input.viewport_id)
            .or_default()
            .native_pixels_per_point = Some(self.pixels_per_point);
        let mut output = self.ctx.run_ui(input, &mut run_ui);
        self.rasterizer.update_textures(&mut output.textures_delta);
        self.shapes = std::mem::take(&mut output.shapes);
        self.frames += 1;
    }

    /// Paints the last frame.
    pub fn picture(&mut self, background: Color32) -> PixelBuffer {
        let size = (self.size_points * self.pixels_per_point).round();
        let mut picture = PixelBuffer::new(size.x as usize, size.y as usize);
        picture.clear(background);
        let pixels_per_point = self.ctx.pixels_per_point();
        let primitives = self.ctx.tessellate(self.shapes.clone(), pixels_per_point);
        self.rasterizer.paint(&primitives, pixels_per_point, &mut picture);
        picture
    }
}

/// Runs a user interface for some frames (at least one; about ten let animations settle) and paints the last over the theme's panel color.
pub fn render_headless(
    ctx: &Context,
    size_points: Vec2,
    pixels_per_point: f32,
    frames: u32,
    mut run_ui: impl FnMut(&mut Ui),
) -> PixelBuffer {
    let mut headless = Headless::new(ctx.clone(), size_points, pixels_per_point);
    for _ in 0..frames.max(1) {
        headless.frame(Vec::new(), &mut run_ui);
    }
    headless.picture(ctx.global_style().visuals.panel_fill)
}
