//! Cards: one thing on each, raised a little from the page. The second kind can be pressed anywhere.

use egui::{
    AsIdSalt, CornerRadius, Frame, InnerResponse, Margin, Role, Sense, Shadow, Stroke, Ui, UiBuilder, WidgetInfo,
};

use super::focus_ring;
use crate::ui::theme::{Palette, palette, space};

/// A raised card that only holds its contents.
pub fn card<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    frame(&palette(ui)).show(ui, add_contents)
}

/// A raised card that is one big button. `label` is its name for a screen reader; the contents must not be interactive.
pub fn card_button<R>(
    ui: &mut Ui,
    id_salt: impl AsIdSalt,
    label: &str,
    selected: bool,
    add_contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let p = palette(ui);
    let builder = UiBuilder::new().id_salt(id_salt).sense(Sense::click());
    let inner = ui.scope_builder(builder, |ui| {
        let response = ui.response();
        let near = response.hovered() || response.has_focus();
        let mut frame = frame(&p);
        if selected {
            // The thicker edge takes from the margin, so that nothing beside it moves.
            frame = frame
                .fill(p.accent_soft)
                .stroke(Stroke::new(2.0, p.accent))
                .inner_margin(Margin::same(space::M as i8 - 1));
        } else if near {
            frame = frame.stroke(Stroke::new(1.0, p.accent));
            if response.is_pointer_button_down_on() {
                frame = frame.fill(p.accent_soft);
            }
        }
        frame.show(ui, add_contents).inner
    });
    let response = inner.response.on_hover_cursor(egui::CursorIcon::PointingHand);
    response.widget_info(|| {
        if selected {
            WidgetInfo::selected(Role::Button, ui.is_enabled(), true, label)
        } else {
            WidgetInfo::labeled(Role::Button, ui.is_enabled(), label)
        }
    });
    focus_ring(ui, &response, space::RADIUS_CARD);
    InnerResponse::new(inner.inner, response)
}

fn frame(p: &Palette) -> Frame {
    Frame {
        fill: p.surface_raised,
        stroke: Stroke::new(1.0, p.line),
        corner_radius: CornerRadius::same(space::RADIUS_CARD),
        inner_margin: Margin::same(space::M as i8),
        shadow: Shadow {
            offset: [0, 1],
            blur: 4,
            spread: 0,
            color: p.shadow,
        },
        ..Frame::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn a_card_is_pressed_anywhere_and_by_key() {
        let mut harness = Harness::new_ui_state(
            |ui, pressed: &mut u32| {
                install_in(ui, &Appearance::default());
                card(ui, |ui| ui.label("What you know"));
                let card = card_button(ui, "a", "The worksheet, 15 minutes", *pressed > 0, |ui| {
                    ui.label("The worksheet");
                    ui.label("15 minutes");
                });
                *pressed += u32::from(card.response.clicked());
            },
            0,
        );
        harness.run();
        harness.get_by_label("15 minutes").click();
        harness.run();
        assert_eq!(*harness.state(), 1);
        harness
            .get_by_role_and_label(Role::Button, "The worksheet, 15 minutes")
            .focus();
        harness.run();
        harness.key_press(egui::Key::Space);
        harness.run();
        assert_eq!(*harness.state(), 2);
        harness.get_by_label("What you know");
    }
}
