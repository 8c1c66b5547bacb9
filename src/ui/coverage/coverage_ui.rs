//! Draws the coverage screen: rows down, vignettes across, darker where a row is met more often.

use egui::epaint::TextShape;
use egui::{Align2, CornerRadius, Rect, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data::{Column, CoverageData, MapRow, spoken};
use crate::ui::command::Command;
use crate::ui::page::{WIDE, lead, page};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{empty_state, focus_ring, page_title, quiet_button};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct CoverageState {
    /// The map, once it is counted.
    pub data: Option<CoverageData>,
    /// The row and the vignette that were chosen, by their places.
    pub chosen: Option<(usize, usize)>,
}

/// Sizes that follow the size of text.
struct Sizes {
    label: f32,
    cell: Vec2,
    head: f32,
}

impl Sizes {
    fn of(ui: &Ui, data: &CoverageData) -> Self {
        let small = TextRole::Small.size(ui);
        let titles = data.columns.iter().map(|column| column.title.chars().count()).max();
        // A title is about half as wide as high, letter by letter.
        let longest = titles.unwrap_or(0).min(30) as f32 * small * 0.56;
        let labels = small * 15.5;
        let columns = data.columns.len().max(1) as f32;
        let room = (ui.available_width() - labels - space::XL) / columns;
        Self {
            label: labels,
            cell: vec2(room.clamp(small * 2.2, small * 4.4), small + space::S),
            head: longest + space::M,
        }
    }
}

/// Shows the screen.
pub fn coverage_ui(ui: &mut Ui, data: &CoverageData, chosen: &mut Option<(usize, usize)>, commands: &mut Vec<Command>) {
    page(ui, "coverage", WIDE, |ui| {
        page_title(ui, "What the library covers");
        lead(ui, &data.sentence());
        ui.add_space(space::M);
        if data.columns.is_empty() {
            empty_state(
                ui,
                "No vignette can be played yet",
                "Each vignette of the library becomes a column here, and each row of the framework shows where it is met.",
                None,
            );
            return;
        }
        let text = "A number says at how many statements a row is called for, or can go wrong. Choose a field to see which.";
        ui.label(prose(ui, text).color(palette(ui).ink_soft));
        ui.add_space(space::S);
        chosen_ui(ui, data, *chosen, commands);
        ui.add_space(space::S);
        ScrollArea::horizontal()
            .id_salt("coverage-map")
            .auto_shrink([false, true])
            .show(ui, |ui| map_ui(ui, data, chosen, commands));
    });
}

/// The field that was chosen, with the ways on from it.
fn chosen_ui(ui: &mut Ui, data: &CoverageData, chosen: Option<(usize, usize)>, commands: &mut Vec<Command>) {
    let found = chosen.and_then(|(row, column)| {
        let mut rows = data.groups.iter().flat_map(|group| &group.rows);
        let row = rows.nth(row)?;
        Some((row, data.columns.get(column)?, row.counts.get(column).copied()?))
    });
    let Some((row, column, count)) = found else {
        // The map stays where it is when something is chosen.
        ui.add_space(space::TARGET);
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(strong(spoken(row, column, count)));
        if quiet_button(ui, "About this row").clicked() {
            commands.push(Command::ShowRow(row.id.clone()));
        }
        if quiet_button(ui, "Open the vignette").clicked() {
            commands.push(Command::OpenBriefing(column.origin.clone()));
        }
    });
}

fn map_ui(ui: &mut Ui, data: &CoverageData, chosen: &mut Option<(usize, usize)>, commands: &mut Vec<Command>) {
    let sizes = Sizes::of(ui, data);
    let width = sizes.label + sizes.cell.x * data.columns.len() as f32 + space::S;
    ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
    heads_ui(ui, data, &sizes, width, commands);
    let most = data.most();
    let mut number = 0;
    for group in &data.groups {
        ui.add_space(space::M);
        ui.label(TextRole::Small.text(&group.label).color(palette(ui).ink_faint));
        ui.add_space(space::XS);
        for row in &group.rows {
            row_ui(ui, (row, number), data, &sizes, (width, most), chosen, commands);
            number += 1;
        }
    }
}

/// The vignettes' titles, written upwards, each a button.
fn heads_ui(ui: &mut Ui, data: &CoverageData, sizes: &Sizes, width: f32, commands: &mut Vec<Command>) {
    let (line, _) = ui.allocate_exact_size(vec2(width, sizes.head), Sense::hover());
    for (at, column) in data.columns.iter().enumerate() {
        let left = line.left() + sizes.label + sizes.cell.x * at as f32;
        let rect = Rect::from_min_size(pos2(left, line.top()), vec2(sizes.cell.x, sizes.head));
        let response = ui.interact(rect, ui.scope_id().with(("coverage-head", at)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &column.title));
        if response.clicked() {
            commands.push(Command::OpenBriefing(column.origin.clone()));
        }
        let response = response.on_hover_text(&column.title);
        let p = palette(ui);
        let near = response.hovered() || response.has_focus();
        let ink = if near { p.accent } else { p.ink };
        let title = crate::scenario::diagnostic::cut(column.title.clone(), 30);
        let galley = ui.painter().layout_no_wrap(title, TextRole::Small.font(ui), ink);
        let corner = pos2(rect.center().x - galley.size().y / 2.0, rect.bottom() - space::XS);
        let text = TextShape::new(corner, galley, ink).with_angle(-std::f32::consts::FRAC_PI_2);
        ui.painter().add(text);
        focus_ring(ui, &response, space::RADIUS);
    }
}

fn row_ui(
    ui: &mut Ui,
    (row, number): (&MapRow, usize),
    data: &CoverageData,
    sizes: &Sizes,
    (width, most): (f32, usize),
    chosen: &mut Option<(usize, usize)>,
    commands: &mut Vec<Command>,
) {
    let (line, _) = ui.allocate_exact_size(vec2(width, sizes.cell.y), Sense::hover());
    let label = Rect::from_min_size(line.min, vec2(sizes.label - space::S, sizes.cell.y));
    let response = ui.interact(label, ui.scope_id().with(("coverage-row", number)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &row.label));
    if response.clicked() {
        commands.push(Command::ShowRow(row.id.clone()));
    }
    let p = palette(ui);
    let ink = if response.hovered() || response.has_focus() { p.accent } else { p.ink };
    let galley = ui.painter().layout_no_wrap(row.label.clone(), TextRole::Small.font(ui), ink);
    let at = pos2(label.left(), label.center().y - galley.size().y / 2.0);
    ui.painter().with_clip_rect(label).galley(at, galley, ink);
    focus_ring(ui, &response, space::RADIUS);
    for (at, (column, &count)) in data.columns.iter().zip(&row.counts).enumerate() {
        let left = line.left() + sizes.label + sizes.cell.x * at as f32;
        let rect = Rect::from_min_size(pos2(left, line.top()), sizes.cell);
        let id = ui.scope_id().with(("coverage-field", number, at));
        let response = ui.interact(rect, id, Sense::click());
        let is_chosen = *chosen == Some((number, at));
        cell_ui(ui, &response, (row, column, count), most, is_chosen);
        if response.clicked() {
            *chosen = Some((number, at));
        }
    }
}

/// A field: the more, the stronger; the number says the same.
fn cell_ui(ui: &Ui, response: &Response, (row, column, count): (&MapRow, &Column, usize), most: usize, chosen: bool) {
    let name = spoken(row, column, count);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &name));
    if !ui.is_rect_visible(response.rect) {
        return;
    }
    let p = palette(ui);
    let face = response.rect.shrink(1.5);
    let corner = CornerRadius::same(4);
    // The root spreads the small counts, which are most of them.
    let share = (count as f32 / most as f32).sqrt();
    let (fill, ink) = match count {
        0 => (p.surface_sunken, p.ink_faint),
        _ if share > 0.62 => (p.accent.gamma_multiply(0.55 + 0.45 * share), p.on_accent),
        _ => (p.accent.gamma_multiply(0.12 + 0.4 * share), p.ink),
    };
    ui.painter().rect_filled(face, corner, fill);
    let text = if count == 0 { "·".to_owned() } else { count.to_string() };
    ui.painter().text(face.center(), Align2::CENTER_CENTER, text, TextRole::Small.font(ui), ink);
    if chosen || response.hovered() {
        let stroke = egui::Stroke::new(2.0, p.accent);
        ui.painter().rect_stroke(face, corner, stroke, egui::StrokeKind::Outside);
    }
    focus_ring(ui, response, 4);
    response.clone().on_hover_text(name);
}
