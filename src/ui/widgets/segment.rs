//! A row of choices of which one holds: a period, a kind of play. Each is a radio button.

use egui::{
    Color32, CornerRadius, FontSelection, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, vec2,
};

use super::focus_ring;
use crate::ui::theme::{palette, space};

/// Shows the choices beside each other, wrapping where there is no room. Returns the one that was just chosen, if another was.
pub fn segments<T: Copy + PartialEq>(ui: &mut Ui, options: &[(T, &str)], current: T) -> Option<T> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for &(option, label) in options {
            if segment(ui, label, option == current).clicked() && option != current {
                chosen = Some(option);
            }
        }
    });
    chosen
}

/// One of several choices of which one holds, where each needs more than a word: a tooltip, a row of its own.
pub fn segment(ui: &mut Ui, label: &str, on: bool) -> Response {
    let p = palette(ui);
    let font = FontSelection::Style(if on { TextStyle::Button } else { TextStyle::Body }).resolve(ui.style());
    let galley = ui
        .painter()
        .layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER);
    let size = vec2(
        galley.size().x + 24.0,
        (galley.size().y + 10.0).max(space::TARGET - 4.0),
    );
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, label));
    if ui.is_rect_visible(rect) {
        let near = response.hovered() || response.has_focus();
        let (fill, border, ink) = match (on, near) {
            (true, _) => (p.accent_soft, p.accent, p.ink),
            (false, true) => (p.surface_raised, p.accent, p.ink),
            (false, false) => (Color32::TRANSPARENT, p.line, p.ink_soft),
        };
        let corner = CornerRadius::same(16);
        ui.painter()
            .rect(rect, corner, fill, Stroke::new(1.0, border), StrokeKind::Inside);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
        focus_ring(ui, &response, 16);
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn one_is_chosen_by_pointer_or_key() {
        let mut harness = Harness::new_ui_state(
            |ui, current: &mut u8| {
                install_in(ui, &Appearance::default());
                let options = [(1, "A month"), (2, "A year")];
                if let Some(chosen) = segments(ui, &options, *current) {
                    *current = chosen;
                }
            },
            1,
        );
        harness.run();
        harness.get_by_role_and_label(Role::RadioButton, "A year").click();
        harness.run();
        assert_eq!(*harness.state(), 2);
        harness.get_by_role_and_label(Role::RadioButton, "A month").focus();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        assert_eq!(*harness.state(), 1);
    }
}
