//! Draws the coverage screen: rows down, vignettes across, stronger where a row is met more often.
//!
//! A row is one stop for the keyboard, and left and right choose a field in it: with a stop for each field there would be hundreds.

use std::ops::Range;

use egui::epaint::TextShape;
use egui::{
    Align2, CornerRadius, EventFilter, Key, Modifiers, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::data::{Column, CoverageData, MapRow, spoken};
use crate::framework::model::Framework;
use crate::library::catalog::Entry;
use crate::scenario::diagnostic::cut;
use crate::ui::command::Command;
use crate::ui::page::{WIDE, lead, page};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{empty_state, focus_ring, link_button, page_title, quiet_button};

/// Most letters of a title over its column.
const TITLE: usize = 26;

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct CoverageState {
    /// The map, once it is counted.
    pub data: Option<CoverageData>,
    /// What is chosen in it.
    pub choice: Choice,
}

/// What is chosen in the map.
#[derive(Debug, Default)]
pub struct Choice {
    /// The row and the vignette, by their places.
    pub field: Option<(usize, usize)>,
    /// The first vignette shown, where not all of them find room.
    pub first: usize,
}

/// Sizes that follow the size of text and of the window.
struct Sizes {
    label: f32,
    cell: Vec2,
    head: f32,
    /// The vignettes shown.
    shown: Range<usize>,
}

impl Sizes {
    fn of(ui: &Ui, data: &CoverageData, first: usize) -> Self {
        let small = TextRole::Small.size(ui);
        let width = ui.available_width();
        let label = (small * 15.0).min(width * 0.42);
        let all = data.columns.len();
        let (least, most) = (small * 1.5, small * 3.6);
        // A handful, and positive.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let fitting = (((width - label) / least) as usize).max(1);
        let count = fitting.min(all);
        let first = first.min(all - count);
        let cell = ((width - label) / count.max(1) as f32).clamp(least, most);
        let font = TextRole::Small.font(ui);
        let title = |column: &Column| {
            let title = shortened(column);
            ui.painter()
                .layout_no_wrap(title, font.clone(), palette(ui).ink)
                .size()
                .x
        };
        let shown = first..first + count;
        let titles = data.columns.get(shown.clone()).unwrap_or_default().iter().map(title);
        let head = titles.fold(0.0, f32::max) + space::M;
        Self {
            label,
            cell: vec2(cell, small + space::S),
            head,
            shown,
        }
    }

    fn rect(&self, line: Rect, column: usize) -> Rect {
        let at = column.saturating_sub(self.shown.start) as f32;
        let left = line.left() + self.label + self.cell.x * at;
        Rect::from_min_size(pos2(left, line.top()), vec2(self.cell.x, line.height()))
    }
}

/// Shows the screen for a framework and a library. The map is counted again where the library has changed since.
pub fn coverage_ui(
    ui: &mut Ui,
    state: &mut CoverageState,
    (framework, entries): (&Framework, &[Entry]),
    commands: &mut Vec<Command>,
) {
    let playable = entries.iter().filter(|entry| entry.vignette().is_some()).count();
    let known = state.data.take().filter(|data| data.columns.len() == playable);
    let data = known.unwrap_or_else(|| CoverageData::of(framework, entries));
    page_ui(ui, &data, &mut state.choice, commands);
    state.data = Some(data);
}

fn page_ui(ui: &mut Ui, data: &CoverageData, choice: &mut Choice, commands: &mut Vec<Command>) {
    page(ui, "coverage", WIDE, |ui| {
        if link_button(ui, "Back").clicked() {
            commands.push(Command::Back);
        }
        page_title(ui, "What the library covers");
        lead(ui, &data.sentence());
        ui.add_space(space::M);
        if data.columns.is_empty() {
            let text = "Each vignette of the library becomes a column here, and each row of the framework shows where it is met.";
            empty_state(ui, "No vignette can be played yet", text, None);
            return;
        }
        let sizes = Sizes::of(ui, data, choice.first);
        chosen_ui(ui, data, choice.field, commands);
        turn_ui(ui, data, &sizes, choice);
        map_ui(ui, data, &sizes, choice, commands);
    });
}

fn shortened(column: &Column) -> String {
    cut(column.title.clone(), TITLE)
}

/// The field that was chosen, with the ways on from it.
fn chosen_ui(ui: &mut Ui, data: &CoverageData, chosen: Option<(usize, usize)>, commands: &mut Vec<Command>) {
    let found = chosen.and_then(|(row, column)| {
        let mut rows = data.groups.iter().flat_map(|group| &group.rows);
        let row = rows.nth(row)?;
        Some((row, data.columns.get(column)?, row.counts.get(column).copied()?))
    });
    let Some((row, column, count)) = found else {
        let text = "A number says at how many statements a row is called for, or can go wrong. Choose a field with the pointer, or with \
                    left and right in its row.";
        ui.label(prose(ui, text).color(palette(ui).ink_soft));
        ui.add_space(space::S);
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(spoken(row, column, count)));
        if quiet_button(ui, "About this row").clicked() {
            commands.push(Command::ShowRow(row.id.clone()));
        }
        if quiet_button(ui, "Open this vignette").clicked() {
            commands.push(Command::OpenBriefing(column.origin.clone()));
        }
    });
}

/// Turns to other vignettes, where not all of them find room.
fn turn_ui(ui: &mut Ui, data: &CoverageData, sizes: &Sizes, choice: &mut Choice) {
    let (shown, all) = (&sizes.shown, data.columns.len());
    if shown.len() == all {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(format!("Vignettes {} to {} of {all}", shown.start + 1, shown.end));
        if shown.start > 0 && quiet_button(ui, "Earlier vignettes").clicked() {
            choice.first = shown.start.saturating_sub(shown.len());
        }
        if shown.end < all && quiet_button(ui, "Later vignettes").clicked() {
            choice.first = shown.end.min(all - shown.len());
        }
    });
}

fn map_ui(ui: &mut Ui, data: &CoverageData, sizes: &Sizes, choice: &mut Choice, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    heads_ui(ui, data, sizes, commands);
    let most = data.most();
    let mut number = 0;
    for group in &data.groups {
        ui.add_space(space::M);
        ui.label(TextRole::Small.text(&group.label).color(palette(ui).ink_faint));
        ui.add_space(space::XS);
        for row in &group.rows {
            let shown = Shown { row, number, most };
            shown.ui(ui, data, sizes, choice, commands);
            number += 1;
        }
    }
}

/// The vignettes' titles, written upwards, each a button.
fn heads_ui(ui: &mut Ui, data: &CoverageData, sizes: &Sizes, commands: &mut Vec<Command>) {
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes.head), Sense::hover());
    for at in sizes.shown.clone() {
        let Some(column) = data.columns.get(at) else { continue };
        let id = ui.scope_id().with(("coverage-head", at));
        let response = ui.interact(sizes.rect(line, at), id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &column.title));
        let response = response.on_hover_text(&column.title);
        if response.clicked() {
            commands.push(Command::OpenBriefing(column.origin.clone()));
        }
        let p = palette(ui);
        let near = response.hovered() || response.has_focus();
        let ink = if near { p.accent } else { p.ink };
        let galley = ui
            .painter()
            .layout_no_wrap(shortened(column), TextRole::Small.font(ui), ink);
        let corner = pos2(
            response.rect.center().x - galley.size().y / 2.0,
            response.rect.bottom() - space::XS,
        );
        let text = TextShape::new(corner, galley, ink).with_angle(-std::f32::consts::FRAC_PI_2);
        ui.painter().add(text);
        focus_ring(ui, &response, space::RADIUS);
    }
}

/// One row of the map.
struct Shown<'d> {
    row: &'d MapRow,
    number: usize,
    most: usize,
}

impl Shown<'_> {
    fn ui(&self, ui: &mut Ui, data: &CoverageData, sizes: &Sizes, choice: &mut Choice, commands: &mut Vec<Command>) {
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes.cell.y), Sense::hover());
        let response = self.label_ui(ui, line, sizes);
        if response.clicked() {
            commands.push(Command::ShowRow(self.row.id.clone()));
        }
        if response.has_focus() {
            self.step(ui, &response, sizes, choice);
        }
        for at in sizes.shown.clone() {
            let (Some(column), Some(&count)) = (data.columns.get(at), self.row.counts.get(at)) else {
                continue;
            };
            let id = ui.scope_id().with(("coverage-field", self.number, at));
            let field = ui.interact(sizes.rect(line, at), id, Sense::hover());
            self.field_ui(ui, &field, (column, count), choice.field == Some((self.number, at)));
            if field.hovered() && ui.input(|input| input.pointer.primary_clicked()) {
                choice.field = Some((self.number, at));
            }
        }
    }

    fn label_ui(&self, ui: &Ui, line: Rect, sizes: &Sizes) -> Response {
        let rect = Rect::from_min_size(line.min, vec2(sizes.label - space::S, line.height()));
        let id = ui.scope_id().with(("coverage-row", self.number));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &self.row.label));
        let p = palette(ui);
        let near = response.hovered() || response.has_focus();
        let ink = if near { p.accent } else { p.ink };
        let font = TextRole::Small.font(ui);
        let galley = ui.painter().layout_no_wrap(self.row.label.clone(), font, ink);
        let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
        ui.painter()
            .with_clip_rect(rect.intersect(ui.clip_rect()))
            .galley(at, galley, ink);
        focus_ring(ui, &response, 4);
        response
    }

    /// Left and right choose a field while the row has the keyboard.
    fn step(&self, ui: &Ui, response: &Response, sizes: &Sizes, choice: &mut Choice) {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let own = choice.field.filter(|(row, _)| *row == self.number);
        let at = own.map(|(_, column)| column);
        let (first, last) = (sizes.shown.start, sizes.shown.end.saturating_sub(1));
        if pressed(Key::ArrowRight) {
            let next = at.map_or(first, |at| (at + 1).clamp(first, last));
            choice.field = Some((self.number, next));
        }
        if pressed(Key::ArrowLeft) {
            let next = at.map_or(last, |at| at.saturating_sub(1).clamp(first, last));
            choice.field = Some((self.number, next));
        }
    }

    /// A field: the more, the stronger; the number says the same.
    fn field_ui(&self, ui: &Ui, field: &Response, (column, count): (&Column, usize), chosen: bool) {
        let name = spoken(self.row, column, count);
        field.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        if !ui.is_rect_visible(field.rect) {
            return;
        }
        let p = palette(ui);
        let face = field.rect.shrink(1.5);
        let corner = CornerRadius::same(4);
        // The root spreads the small counts, which are most of them.
        let share = (count as f32 / self.most as f32).sqrt();
        let (fill, ink) = match count {
            0 => (p.surface_sunken, p.ink_faint),
            _ if share > 0.6 => (p.accent.gamma_multiply(0.64 + 0.36 * share), p.on_accent),
            _ => (p.accent.gamma_multiply(0.1 + 0.5 * share), p.ink),
        };
        ui.painter().rect_filled(face, corner, fill);
        let text = if count == 0 { "·".to_owned() } else { count.to_string() };
        let font = TextRole::Small.font(ui);
        ui.painter().text(face.center(), Align2::CENTER_CENTER, text, font, ink);
        if chosen || field.hovered() {
            let stroke = egui::Stroke::new(space::FOCUS_WIDTH, p.focus);
            ui.painter()
                .rect_stroke(face, corner, stroke, egui::StrokeKind::Outside);
        }
        if field.hovered() {
            field.clone().on_hover_text(name);
        }
    }
}
