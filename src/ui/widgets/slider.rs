//! A slider whose rail can be seen on any ground: egui paints the rail in the color of the handle, and that is the color of a field.

use std::ops::RangeInclusive;

use egui::emath::Numeric;
use egui::{Color32, CornerRadius, Rect, Response, Shape, Slider, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::ui::theme::{TextRole, palette, space};

/// Height of the rail, in points.
const RAIL: f32 = 6.0;

/// Shows a slider over `value`; `dress` adds steps, suffixes and the like.
pub fn slider<N: Numeric>(
    ui: &mut Ui,
    value: &mut N,
    range: RangeInclusive<N>,
    dress: impl FnOnce(Slider<'_>) -> Slider<'_>,
) -> Response {
    let p = palette(ui);
    let (least, most) = (range.start().to_f64(), range.end().to_f64());
    let shown = ui.scope(|ui| {
        // As high as the number beside it, so that both stand on one line in any size of text.
        let row = TextRole::Body.size(ui) * 1.3 + 2.0 * ui.spacing().button_padding.y;
        ui.spacing_mut().interact_size.y = row.max(ui.spacing().interact_size.y);
        ui.spacing_mut().slider_rail_height = 0.0;
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.bg_fill = p.surface_raised;
        // On the handle this is the focus ring.
        widgets.active.fg_stroke = Stroke::new(space::FOCUS_WIDTH + 1.0, p.focus);
        let rail = ui.painter().add(Shape::Noop);
        let response = ui.add(dress(Slider::new(value, range).trailing_fill(false)));
        (rail, response, ui.spacing().slider_width, ui.spacing().interact_size.y)
    });
    let (rail, response, width, height) = shown.inner;
    if ui.is_rect_visible(response.rect) {
        let span = (most - least).max(f64::EPSILON);
        // Between 0 and 1.
        #[allow(clippy::cast_possible_truncation)]
        let along = ((value.to_f64() - least) / span).clamp(0.0, 1.0) as f32;
        let left = pos2(response.rect.left(), response.rect.center().y - RAIL / 2.0);
        let whole = Rect::from_min_size(left, vec2(width, RAIL));
        let handle = height / 2.5;
        let upto = handle + along * (width - 2.0 * handle);
        let done = Rect::from_min_size(left, vec2(upto.max(0.0), RAIL));
        let corner = CornerRadius::same((RAIL / 2.0) as u8);
        let (ground, edge) = if p.strong {
            (Color32::TRANSPARENT, Stroke::new(1.0, p.border))
        } else {
            (p.line, Stroke::NONE)
        };
        let parts = vec![
            egui::epaint::RectShape::new(whole, corner, ground, edge, StrokeKind::Inside).into(),
            egui::epaint::RectShape::filled(done, corner, p.accent).into(),
        ];
        ui.painter().set(rail, Shape::Vec(parts));
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui::Role;
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn a_slider_moves_by_its_step() {
        let mut harness = Harness::new_ui_state(
            |ui, value: &mut u8| {
                install_in(ui, &Appearance::default());
                let label = ui.label("Bond");
                slider(ui, value, 0..=100, |slider| slider.step_by(5.0)).labelled_by(label.id);
            },
            50,
        );
        harness.run();
        harness.get_by_role(Role::Slider).focus();
        harness.run();
        harness.key_press(egui::Key::ArrowRight);
        harness.run();
        assert_eq!(*harness.state(), 55);
        for _ in 0..12 {
            harness.key_press(egui::Key::ArrowLeft);
            harness.run();
        }
        assert_eq!(*harness.state(), 0, "it stops at its end");
    }
}
