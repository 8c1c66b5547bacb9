//! A heading that shows or hides what is under it.

use egui::collapsing_header::CollapsingState;
use egui::{
    AsIdSalt, Color32, FontSelection, Response, Role, Sense, Shape, Stroke, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::focus_ring;
use crate::ui::theme::{palette, space};

/// What an expander gives back.
#[derive(Debug)]
pub struct ExpanderResponse<R> {
    /// The heading that was shown.
    pub header: Response,
    /// What the contents returned, if they are open.
    pub body: Option<R>,
}

/// Shows a heading with a triangle and, when it is open, the contents. It remembers its state under `id_salt`.
pub fn expander<R>(
    ui: &mut Ui,
    id_salt: impl AsIdSalt,
    label: &str,
    default_open: bool,
    add_contents: impl FnOnce(&mut Ui) -> R,
) -> ExpanderResponse<R> {
    let mut apart = ApartExpander::load(ui, id_salt, default_open);
    let header = apart.header(ui, label, label);
    let body = apart.body(ui, add_contents);
    ExpanderResponse { header, body }
}

/// An expander whose heading stands in a row with other things, and whose contents stand below the row.
#[derive(Debug)]
pub struct ApartExpander {
    state: CollapsingState,
}

impl ApartExpander {
    /// Remembers its state under `id_salt`.
    pub fn load(ui: &Ui, id_salt: impl AsIdSalt, default_open: bool) -> Self {
        let id = ui.make_persistent_id(id_salt);
        Self {
            state: CollapsingState::load_with_default_open(ui, id, default_open),
        }
    }

    /// Shows the heading. `spoken` is what a screen reader calls it: more than the label, where several are called the same.
    pub fn header(&mut self, ui: &mut Ui, label: &str, spoken: &str) -> Response {
        let header = header(ui, label, spoken, &self.state);
        if header.clicked() {
            self.state.toggle(ui);
        }
        let open = self.state.is_open();
        ui.accesskit_node_builder(header.id, |node| node.set_expanded(open));
        header
    }

    /// Shows the contents, if it is open.
    pub fn body<R>(mut self, ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> Option<R> {
        let body = self.state.show_body_unindented(ui, add_contents);
        self.state.store(ui);
        body.map(|inner| inner.inner)
    }
}

/// Opens an expander that is shown next under this `id_salt`.
pub fn open_expander(ui: &Ui, id_salt: impl AsIdSalt) {
    let id = ui.make_persistent_id(id_salt);
    let mut state = CollapsingState::load_with_default_open(ui, id, true);
    state.set_open(true);
    state.store(ui);
}

fn header(ui: &mut Ui, label: &str, spoken: &str, state: &CollapsingState) -> Response {
    let p = palette(ui);
    let font = FontSelection::Style(TextStyle::Button).resolve(ui.style());
    let triangle = 16.0;
    let width = ui.available_width() - triangle - space::S;
    let galley = ui
        .painter()
        .layout(label.to_owned(), font, Color32::PLACEHOLDER, width.max(120.0));
    let height = (galley.size().y + 2.0 * space::XS).max(space::TARGET);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + triangle + space::S, height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, ui.is_enabled(), spoken));
    if ui.is_rect_visible(rect) {
        let ink = if response.hovered() || response.has_focus() {
            p.accent
        } else {
            p.ink
        };
        let openness = state.openness(ui);
        let center = pos2(rect.left() + 4.0, rect.center().y);
        let turn = egui::emath::Rot2::from_angle(openness * std::f32::consts::FRAC_PI_2);
        let points = [vec2(-2.0, -5.0), vec2(3.5, 0.0), vec2(-2.0, 5.0)]
            .map(|v| center + turn * v)
            .to_vec();
        ui.painter().add(Shape::line(points, Stroke::new(2.0, ink)));
        ui.painter().galley(
            pos2(rect.left() + triangle, rect.center().y - galley.size().y / 2.0),
            galley,
            ink,
        );
        focus_ring(ui, &response, space::RADIUS);
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn it_opens_by_pointer_and_closes_by_key() {
        let mut harness = Harness::new_ui(|ui| {
            install_in(
                ui,
                &Appearance {
                    reduce_motion: true,
                    ..Appearance::default()
                },
            );
            expander(ui, "inner", "What Dee did not say", false, |ui| ui.label("Not again."));
        });
        harness.run();
        assert!(harness.query_by_label("Not again.").is_none());
        harness
            .get_by_role_and_label(Role::DisclosureTriangle, "What Dee did not say")
            .click();
        harness.run();
        harness.get_by_label("Not again.");
        harness
            .get_by_role_and_label(Role::DisclosureTriangle, "What Dee did not say")
            .focus();
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        assert!(harness.query_by_label("Not again.").is_none());
    }
}
