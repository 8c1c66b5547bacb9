//! The frame of a page: a centred column that scrolls, with margins that the window's width decides.

use egui::{Context, Id, Key, Margin, Modifiers, ScrollArea, Ui, vec2};

use super::follow::begin_here;
use super::theme::{TextRole, palette, space};

/// Widest column of a page with cards, in points.
pub const WIDE: f32 = 1180.0;
/// Widest column of a page that is read, in points at 100 % text.
pub const READ: f32 = 720.0;

/// Shows a page: a column of at most `width` points in the middle, scrolling if it must. `id` tells pages apart.
pub fn page<R>(ui: &mut Ui, id: &'static str, width: f32, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    let mut scroll = ScrollArea::vertical().id_salt(id).auto_shrink([false, false]);
    if taken(ui, Id::unique(AT_THE_TOP)) {
        scroll = scroll.vertical_scroll_offset(0.0);
    }
    let shown = scroll.show(ui, |ui| {
        begin_inside(ui);
        let result = column(ui, width, add_contents);
        scroll_keys(ui);
        result
    });
    shown.inner
}

const AT_THE_TOP: &str = "page-at-the-top";
const INSIDE: &str = "tab-begins-inside";

/// Says of the page that is shown in this frame whether it begins at its top, wherever it was left, and whether a Tab that was held back
/// from the top of the window begins in it.
pub fn prepare_page(ctx: &Context, at_the_top: bool, tab_inside: bool) {
    for (key, holds) in [(AT_THE_TOP, at_the_top), (INSIDE, tab_inside)] {
        ctx.data_mut(|data| {
            if holds {
                data.insert_temp(Id::unique(key), true);
            } else {
                data.remove_temp::<bool>(Id::unique(key));
            }
        });
    }
}

/// Gives the keyboard to the next thing that is drawn, if a Tab was held back for it.
pub fn begin_inside(ui: &Ui) {
    if taken(ui, Id::unique(INSIDE)) {
        begin_here(ui);
    }
}

fn taken(ui: &Ui, key: Id) -> bool {
    ui.data_mut(|data| data.remove_temp::<bool>(key)).is_some()
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
    let p = palette(ui);
    let edge = if p.strong {
        egui::Stroke::new(1.0, p.line)
    } else {
        egui::Stroke::NONE
    };
    egui::Frame::new()
        .fill(p.surface_sunken)
        .stroke(edge)
        .corner_radius(space::RADIUS)
        .inner_margin(Margin::symmetric(16, 12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add_contents(ui)
        })
        .inner
}
