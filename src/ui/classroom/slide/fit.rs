//! Type that shrinks until it fits its place: for a screen that is read from the last row.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontFamily, FontId, Galley, Painter};

/// How a text is to be set.
#[derive(Clone, Debug)]
pub struct Type {
    /// The face.
    pub family: FontFamily,
    /// The size to begin with.
    pub most: f32,
    /// The size below which it does not go; what does not fit then is cut with dots.
    pub least: f32,
    /// Line height as a multiple of the size.
    pub leading: f32,
    /// The color.
    pub ink: Color32,
}

/// One step smaller.
const STEP: f32 = 0.94;

impl Type {
    fn set(&self, painter: &Painter, text: &str, size: f32, width: f32, rows: usize) -> Arc<Galley> {
        let format = TextFormat {
            font_id: FontId::new(size, self.family.clone()),
            color: self.ink,
            line_height: Some((size * self.leading).round()),
            valign: Align::Center,
            ..TextFormat::default()
        };
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: rows,
            ..TextWrapping::default()
        };
        painter.layout_job(job)
    }

    /// The largest size at which a text fits into a width and a height.
    pub fn size_for(&self, painter: &Painter, text: &str, width: f32, height: f32) -> f32 {
        let mut size = self.most;
        while size > self.least {
            let galley = self.set(painter, text, size, width, usize::MAX);
            if galley.size().y <= height && galley.size().x <= width {
                return size;
            }
            size = (size * STEP).max(self.least);
        }
        self.least
    }

    /// The text at a size, cut at the height.
    pub fn at(&self, painter: &Painter, text: &str, size: f32, width: f32, height: f32) -> Arc<Galley> {
        let row = (size * self.leading).round().max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = (height / row).floor().max(1.0) as usize;
        self.set(painter, text, size, width, rows)
    }

    /// The text at the largest size that fits.
    pub fn fitted(&self, painter: &Painter, text: &str, width: f32, height: f32) -> Arc<Galley> {
        let size = self.size_for(painter, text, width, height);
        self.at(painter, text, size, width, height)
    }
}
