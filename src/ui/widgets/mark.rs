//! Words with a little dress: key caps, chips and headings.

use egui::{Color32, CornerRadius, Response, Role, Stroke, Ui, Vec2, vec2};

use crate::ui::theme::{TextRole, palette, space, strong};

/// Around the word in a chip.
const CHIP_PADDING: Vec2 = vec2(10.0, 3.0);

/// The key that does the same: a small cap such as "1". Decoration beside a name that already says it.
pub fn key_cap(ui: &mut Ui, key: &str) -> Response {
    let p = palette(ui);
    let galley = ui
        .painter()
        .layout_no_wrap(key.to_owned(), TextRole::Small.font(ui), p.ink_soft);
    let size = galley.size() + vec2(2.0 * 6.0, 2.0 * 2.0);
    let (rect, response) = ui.allocate_exact_size(vec2(size.x.max(size.y), size.y), egui::Sense::hover());
    let corner = CornerRadius::same(5);
    ui.painter()
        .rect_filled(rect, corner, p.border.gamma_multiply(if p.strong { 1.0 } else { 0.55 }));
    let face = egui::Rect::from_min_max(rect.min + vec2(1.0, 1.0), rect.max - vec2(1.0, 2.0));
    ui.painter().rect_filled(face, CornerRadius::same(4), p.surface_raised);
    let at = face.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, p.ink_soft);
    response
}

/// A small word in a rounded field: a level, a length, an ability.
pub fn chip(ui: &mut Ui, text: &str) -> Response {
    let ink = palette(ui).ink_soft;
    chip_toned(ui, text, ink)
}

/// The same where the keyboard stops, for a chip that has more to say. Show that with [`super::focus_ring`].
pub fn chip_to_stop_at(ui: &mut Ui, text: &str) -> Response {
    let ink = palette(ui).ink_soft;
    chip_sensing(ui, text, ink, egui::Sense::focusable_noninteractive())
}

/// The same with a dot in the tone of a token such as `palette.strain`. The word says it; the tone only helps to find it.
pub fn chip_toned(ui: &mut Ui, text: &str, tone: Color32) -> Response {
    chip_sensing(ui, text, tone, egui::Sense::hover())
}

fn chip_sensing(ui: &mut Ui, text: &str, tone: Color32, sense: egui::Sense) -> Response {
    let p = palette(ui);
    let dotted = tone != p.ink_soft;
    let padding = CHIP_PADDING;
    let dot = if dotted { 14.0 } else { 0.0 };
    let font = TextRole::Small.font(ui);
    let most = (ui.max_rect().width() - 2.0 * padding.x - dot).max(40.0);
    let galley = ui.painter().layout(text.to_owned(), font, p.ink_soft, most);
    let size = galley.size() + 2.0 * padding + vec2(dot, 0.0);
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, text));
    if ui.is_rect_visible(rect) {
        let border = if p.strong {
            Stroke::new(1.0, p.line)
        } else {
            Stroke::NONE
        };
        let corner = CornerRadius::same(12);
        ui.painter()
            .rect(rect, corner, p.surface_sunken, border, egui::StrokeKind::Inside);
        if dotted {
            ui.painter()
                .circle_filled(rect.left_center() + vec2(padding.x + 4.0, 0.0), 4.0, tone);
        }
        ui.painter()
            .galley(rect.min + padding + vec2(dot, 0.0), galley, p.ink_soft);
    }
    response
}

/// A line of words and chips that wraps, with its lines near each other.
pub fn chip_row<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let row = (TextRole::Small.size(ui) * 1.25).round() + 2.0 * CHIP_PADDING.y;
    let shown = ui.scope(|ui| {
        // Each line is as high as a chip, or what is lower would slope.
        ui.spacing_mut().interact_size.y = row;
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        ui.horizontal_wrapped(add_contents).inner
    });
    shown.inner
}

/// The heading of a part of a page. Heard as a heading.
pub fn section_heading(ui: &mut Ui, text: &str) -> Response {
    let ink = palette(ui).ink;
    let response = ui.label(strong(text).color(ink));
    heading(ui, &response, text, 2);
    ui.add_space(space::XS);
    response
}

/// The title of a page. Heard as a heading of the first level.
pub fn page_title(ui: &mut Ui, text: &str) -> Response {
    let ink = palette(ui).ink;
    let response = ui.label(TextRole::Title.text(text).color(ink));
    heading(ui, &response, text, 1);
    response
}

fn heading(ui: &Ui, response: &Response, text: &str, level: usize) {
    ui.accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_level(level);
        node.clear_value();
        node.set_label(text);
    });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn headings_and_chips_are_heard() {
        let mut harness = Harness::new_ui(|ui| {
            install_in(ui, &Appearance::default());
            page_title(ui, "Practise");
            section_heading(ui, "What you know");
            let tone = palette(ui).strain;
            chip(ui, "Intermediate");
            chip_toned(ui, "Withdrawal", tone);
            key_cap(ui, "1");
        });
        harness.run();
        harness.get_by_role_and_label(Role::Heading, "Practise");
        harness.get_by_role_and_label(Role::Heading, "What you know");
        harness.get_by_label("Intermediate");
        harness.get_by_label("Withdrawal");
    }
}
