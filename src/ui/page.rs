//! The frame of a page: a centred column that scrolls, with margins that the window's width decides.

use egui::{Key, Margin, Modifiers, ScrollArea, Ui, vec2};

use super::theme::{TextRole, palette, space};

/// Widest column of a page with cards, in points.
pub const WIDE: f32 = 1180.0;
/// Widest column of a page that is read, in points at 100 % text.
pub const READ: f32 = 720.0;

/// Shows a page: a column of at most `width` points in the middle, scrolling if it must. `id` tells pages apart.
pub fn page<R>(ui: &mut Ui, id: &'static str, width: f32, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let scroll = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    let shown = scroll.show(ui, |ui| {
        let result = column(ui, width, add_contents);
        scroll_keys(ui);
        result
    });
    shown.inner
}

/// So much of what is in view, Page Down moves on: the last lines stay to hold on to.
const PAGE: f32 = 0.85;
/// Farther than any page is long, in points.
const END: f32 = 1e6;

/// Lets Page Up, Page Down, Home and End move a text that is longer than the window. Call last inside its scroll area.
pub fn scroll_keys(ui: &Ui) {
    if ui.ctx().text_edit_focused() || !ui.memory(|memory| memory.is_above_modal_layer(ui.layer_id())) {
        return;
    }
    let page = ui.clip_rect().height() * PAGE;
    let moves = [
        (Key::PageUp, page),
        (Key::PageDown, -page),
        (Key::Home, END),
        (Key::End, -END),
    ];
    for (key, by) in moves {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta(vec2(0.0, by));
        }
    }
}

/// Shows contents in a column of at most `width` points in the middle of what there is.
pub fn column<R>(ui: &mut Ui, width: f32, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let available = ui.available_width();
    let least = if available < 700.0 { space::M } else { space::XL };
    let side = ((available - width) / 2.0).max(least).min(f32::from(i8::MAX) * 8.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(side);
        let inner = ui.available_width() - side;
        ui.allocate_ui_with_layout(vec2(inner, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
            ui.set_width(inner);
            ui.spacing_mut().item_spacing.x = space::S;
            ui.add_space(space::L);
            let result = add_contents(ui);
            ui.add_space(space::XL);
            result
        })
        .inner
    })
    .inner
}

/// Keeps running text to a line that is easy to read.
pub fn readable<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let width = (TextRole::Lead.line_width(ui) * 1.15).min(ui.available_width());
    let layout = egui::Layout::top_down(egui::Align::Min);
    let inner = ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        add_contents(ui)
    });
    inner.inner
}

/// A quiet line under a title, in softer ink.
pub fn lead(ui: &mut Ui, text: &str) {
    let ink = palette(ui).ink_soft;
    let text = TextRole::Lead.text(text).color(ink);
    ui.label(text);
}

/// A field let into the page that holds its contents: for quotes and examples.
pub fn inset<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let fill = palette(ui).surface_sunken;
    egui::Frame::new()
        .fill(fill)
        .corner_radius(space::RADIUS)
        .inner_margin(Margin::symmetric(16, 12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add_contents(ui)
        })
        .inner
}
