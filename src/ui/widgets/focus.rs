//! The ring around what has the keyboard.

use egui::{CornerRadius, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::{palette, space};

/// Paints a ring around `response`, with a gap, if it has the keyboard. `radius` is that of the widget's corners.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8) {
    if !response.has_focus() {
        return;
    }
    let rect = response.rect.expand(space::FOCUS_GAP);
    let radius = CornerRadius::same(radius.saturating_add(space::FOCUS_GAP as u8));
    let stroke = Stroke::new(space::FOCUS_WIDTH, palette(ui).focus);
    ui.painter().rect_stroke(rect, radius, stroke, StrokeKind::Outside);
}
