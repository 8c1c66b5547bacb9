//! Two buttons: one for what most people do next, one for everything else.

use egui::{
    Color32, CornerRadius, FontSelection, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2, WidgetInfo,
    vec2,
};

use super::focus_ring;
use crate::ui::theme::{TextRole, palette, space};

/// The next step. At most one on a screen. `text` is a verb: "Say this".
pub fn primary_button(ui: &mut Ui, text: &str) -> Response {
    let padding = ui.spacing().button_padding;
    button(ui, text, true, padding)
}

/// Another thing that can be done: without a fill until the pointer comes.
pub fn quiet_button(ui: &mut Ui, text: &str) -> Response {
    let padding = ui.spacing().button_padding;
    button(ui, text, false, padding)
}

/// A quiet button that can be pressed only if `enabled`. In a row that wraps it goes to the next line where it does not fit, which a disabled
/// part of a row would not by itself.
pub fn quiet_button_if(ui: &mut Ui, enabled: bool, text: &str) -> Response {
    let font = FontSelection::Style(TextStyle::Button).resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
    let width = galley.size().x + 2.0 * ui.spacing().button_padding.x;
    if ui.layout().main_wrap() && ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    ui.add_enabled_ui(enabled, |ui| quiet_button(ui, text)).inner
}

/// A quiet button whose words stand flush with the text above and below.
pub fn link_button(ui: &mut Ui, text: &str) -> Response {
    let mut padding = ui.spacing().button_padding;
    // In high contrast it has a border, and the words need room inside it.
    if !palette(ui).strong {
        padding.x = 0.0;
    }
    button(ui, text, false, padding)
}

/// A line of words and buttons that wraps. It is as high as its buttons from the start, so that words before a button stand in its middle.
pub fn button_row<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let button = TextRole::Body.size(ui) * 1.3 + 2.0 * ui.spacing().button_padding.y;
    let shown = ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = button.max(space::TARGET);
        ui.horizontal_wrapped(add_contents).inner
    });
    shown.inner
}

fn button(ui: &mut Ui, text: &str, primary: bool, padding: Vec2) -> Response {
    let p = palette(ui);
    let font = FontSelection::Style(TextStyle::Button).resolve(ui.style());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
    let size = galley.size() + 2.0 * padding;
    let (rect, response) = ui.allocate_exact_size(vec2(size.x, size.y.max(space::TARGET)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), text));
    if ui.is_rect_visible(rect) {
        let near = response.hovered() || response.has_focus();
        let (fill, ink, border) = match (primary, near) {
            // Not yet: it fades, and words on its color would fade with it.
            (true, _) if !ui.is_enabled() => {
                let edge = if p.strong { p.border } else { p.line };
                (p.surface_sunken, p.ink_soft, Stroke::new(1.0, edge))
            }
            (true, false) => (p.accent, p.on_accent, Stroke::NONE),
            (true, true) => (p.accent_hover, p.on_accent, Stroke::NONE),
            (false, false) if p.strong => (p.surface, p.ink, Stroke::new(1.0, p.border)),
            (false, false) => (Color32::TRANSPARENT, p.accent, Stroke::NONE),
            (false, true) => (p.accent_soft, p.accent, Stroke::NONE),
        };
        let pressed = response.is_pointer_button_down_on();
        // Words that stand flush with the text around have their field, and the ring, outside of it.
        let field = rect.expand2(vec2(if padding.x == 0.0 { space::S } else { 0.0 }, 0.0));
        let face = if pressed { field.shrink(1.0) } else { field };
        ui.painter().rect(
            face,
            CornerRadius::same(space::RADIUS),
            fill,
            border,
            StrokeKind::Inside,
        );
        let at = ui
            .layout()
            .align_size_within_rect(galley.size(), rect.shrink2(padding))
            .min;
        ui.painter()
            .galley(egui::pos2(at.x, rect.center().y - galley.size().y / 2.0), galley, ink);
        focus_ring(ui, &response.clone().with_new_rect(field), space::RADIUS);
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    fn harness() -> Harness<'static, Vec<&'static str>> {
        Harness::new_ui_state(
            |ui, said: &mut Vec<&'static str>| {
                install_in(ui, &Appearance::default());
                if primary_button(ui, "Say this").clicked() {
                    said.push("say");
                }
                if quiet_button(ui, "Look back").clicked() {
                    said.push("back");
                }
            },
            Vec::new(),
        )
    }

    #[test]
    fn buttons_are_pressed_by_name() {
        let mut harness = harness();
        harness.get_by_role_and_label(Role::Button, "Say this").click();
        harness.run();
        harness.get_by_role_and_label(Role::Button, "Look back").click();
        harness.run();
        assert_eq!(harness.state(), &["say", "back"]);
    }

    #[test]
    fn buttons_take_enter_and_space() {
        let mut harness = harness();
        harness.get_by_role_and_label(Role::Button, "Say this").focus();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        harness.key_press(egui::Key::Tab);
        harness.run();
        harness.key_press(egui::Key::Space);
        harness.run();
        assert_eq!(harness.state(), &["say", "back"]);
    }
}
