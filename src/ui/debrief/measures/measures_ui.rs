//! Draws the measures: a card each, with the sentence first.

use egui::{
    Align, Color32, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::report::account::measures::data::{Line, Measure, Pip};
use crate::ui::command::Command;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{card, expander, focus_ring, section_heading};

/// Height of a bar.
const BAR: f32 = 8.0;

/// Shows the measures. A turn that is pressed is put into `jump`; a row of the framework is asked for as a command.
pub fn measures_ui(ui: &mut Ui, measures: &[Measure], jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    for measure in measures {
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            measure_ui(ui, measure, jump, commands);
        });
        ui.add_space(space::S);
    }
}

fn measure_ui(ui: &mut Ui, measure: &Measure, jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    section_heading(ui, measure.heading);
    let ink = if measure.lines.is_empty() { p.ink_soft } else { p.ink };
    ui.label(prose(ui, measure.sentence.as_str()).color(ink));
    if !measure.lines.is_empty() {
        ui.add_space(space::S);
    }
    ui.push_id(measure.heading, |ui| {
        lines_ui(ui, &measure.lines, jump, commands);
        if let Some((heading, lines)) = &measure.more {
            expander(ui, "more", heading, false, |ui| lines_ui(ui, lines, jump, commands));
        }
    });
    if let Some(note) = &measure.note {
        ui.add_space(space::XS);
        ui.label(TextRole::Small.text(note.as_str()).color(p.ink_faint));
    }
}

/// Lines under each other, in columns that they share.
fn lines_ui(ui: &mut Ui, lines: &[Line], jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    let columns = Columns {
        pips: lines.iter().any(|line| !line.pips.is_empty()),
        bar: lines.iter().any(|line| line.bar.is_some()),
        figure: lines.iter().any(|line| !line.figure.is_empty()),
    };
    for (at, line) in lines.iter().enumerate() {
        ui.push_id(at, |ui| line_ui(ui, line, columns, jump, commands));
    }
}

/// Which columns there are beside the label.
#[derive(Clone, Copy)]
struct Columns {
    pips: bool,
    bar: bool,
    figure: bool,
}

fn line_ui(ui: &mut Ui, line: &Line, columns: Columns, jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    ui.spacing_mut().interact_size.y = 0.0;
    let width = ui.available_width();
    let em = TextRole::Body.size(ui);
    let wide = width > em * 34.0;
    ui.add_space(space::XS);
    if wide {
        let bar = if columns.bar { 72.0 } else { 0.0 };
        let figure = if columns.figure { em * 9.5 } else { 0.0 };
        let rest = width - bar - figure - 3.0 * space::S;
        let label = rest * if columns.figure { 0.5 } else { 0.75 };
        let pips = if columns.pips { rest - label } else { 0.0 };
        // Words and bars stand in the middle of the first row of pips.
        let tall = if columns.pips { pip_height(ui) } else { 0.0 };
        let down = |height: f32| ((tall - height) / 2.0).max(0.0);
        let label_down = down(ui.text_style_height(&TextRole::Body.style()));
        let figure_down = down(ui.text_style_height(&TextRole::Small.style()));
        let bar_down = down(bar_height(ui));
        ui.horizontal_top(|ui| {
            cell(ui, label, label_down, |ui| label_ui(ui, line, commands));
            if line.pips.is_empty() && line.bar.is_none() {
                cell(ui, width - label - space::S, figure_down, |ui| figure_ui(ui, line));
                return;
            }
            cell(ui, pips, 0.0, |ui| pips_ui(ui, line, jump));
            if columns.bar {
                cell(ui, bar, bar_down, |ui| bar_ui(ui, line.bar, bar));
            }
            if columns.figure {
                cell(ui, figure, figure_down, |ui| figure_ui(ui, line));
            }
        });
    } else {
        label_ui(ui, line, commands);
        ui.horizontal(|ui| {
            bar_ui(ui, line.bar, (width * 0.4).min(240.0));
            figure_ui(ui, line);
        });
        pips_ui(ui, line, jump);
        ui.add_space(space::S);
    }
    if let Some(quote) = &line.quote {
        let size = TextRole::Lead.size(ui);
        let words = egui::RichText::new(format!("‘{quote}’"))
            .size(size)
            .family(TextRole::Speech.family());
        ui.label(words.line_height(Some((size * space::BODY_LEADING).round())));
    }
    if let Some(text) = &line.text {
        ui.label(prose(ui, text.as_str()).color(p.ink_soft));
    }
    if line.quote.is_some() || line.text.is_some() {
        ui.add_space(space::S);
    }
}

fn figure_ui(ui: &mut Ui, line: &Line) {
    if !line.figure.is_empty() {
        let ink = palette(ui).ink_soft;
        let figure = ui.label(TextRole::Small.text(line.figure.as_str()).color(ink));
        figure.on_hover_text(line.told());
    }
}

/// A part of a row with a width of its own, `down` from its top.
fn cell(ui: &mut Ui, width: f32, down: f32, add_contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.add_space(down);
        add_contents(ui);
    });
}

/// The label, with what the number means and what made it on hover and on focus, and a way to the framework where it is a row of it.
fn label_ui(ui: &mut Ui, line: &Line, commands: &mut Vec<Command>) {
    let p = palette(ui);
    let sense = if line.row.is_some() {
        Sense::click()
    } else {
        Sense::focusable_noninteractive()
    };
    let response = ui.add(egui::Label::new(TextRole::Body.text(line.label.as_str())).sense(sense));
    if line.row.is_some() {
        response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), &line.label));
        if response.hovered() || response.has_focus() {
            let y = response.rect.bottom() - 1.0;
            ui.painter()
                .hline(response.rect.x_range(), y, Stroke::new(1.0, p.accent));
        }
    }
    focus_ring(ui, &response, space::RADIUS);
    if let (true, Some(row)) = (response.clicked(), &line.row) {
        commands.push(Command::ShowRow(row.clone()));
    }
    let told = line.told();
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(told.as_str()));
    explain(response, &told);
}

/// The same words on hover and on focus; what takes the keyboard comes into view.
pub fn explain(response: Response, text: &str) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.has_focus() {
        response.show_tooltip_text(text);
    } else {
        response.on_hover_text(text);
    }
}

/// As high as the words beside it.
fn bar_height(ui: &Ui) -> f32 {
    (TextRole::Small.size(ui) * 1.3).max(BAR)
}

fn bar_ui(ui: &mut Ui, bar: Option<f32>, width: f32) {
    let Some(bar) = bar else { return };
    let p = palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, bar_height(ui)), Sense::hover());
    let track = Rect::from_center_size(rect.center(), vec2(width, BAR));
    let corner = CornerRadius::same(4);
    ui.painter()
        .rect_filled(track, corner, if p.strong { p.surface } else { p.line });
    if p.strong {
        ui.painter()
            .rect_stroke(track, corner, Stroke::new(1.0, p.border), StrokeKind::Outside);
    }
    if bar > 0.0 {
        let filled = (width * bar.clamp(0.0, 1.0)).max(BAR);
        ui.painter()
            .rect_filled(Rect::from_min_size(track.min, vec2(filled, BAR)), corner, p.accent);
    }
}

/// The turns that made a number: small buttons, filled where they count for it.
fn pips_ui(ui: &mut Ui, line: &Line, jump: &mut Option<u16>) {
    if line.pips.is_empty() {
        return;
    }
    let of = match &line.quote {
        Some(quote) => format!("{}, {quote}", line.label),
        None => line.label.clone(),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        // The row is as high as what stands in it, or the pips would slope.
        ui.spacing_mut().interact_size.y = pip_height(ui);
        for pip in &line.pips {
            let response = pip_ui(ui, pip, &of);
            if response.clicked() {
                *jump = Some(pip.turn);
            }
            explain(response, &pip.spoken());
        }
    });
}

fn pip_height(ui: &Ui) -> f32 {
    (TextRole::Small.size(ui) * 1.25 + 6.0).max(24.0).round()
}

/// One turn. `of` tells its number from the same turn's in another line, for those who only hear it.
fn pip_ui(ui: &mut Ui, pip: &Pip, of: &str) -> Response {
    let p = palette(ui);
    let font = TextRole::Small.font(ui);
    let galley = ui
        .painter()
        .layout_no_wrap((pip.turn + 1).to_string(), font, Color32::PLACEHOLDER);
    let height = pip_height(ui);
    let size = vec2((galley.size().x + 12.0).max(height), height);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{of}. {}", pip.spoken())));
    let near = response.hovered() || response.has_focus();
    let (fill, border, ink) = match (pip.full, p.strong) {
        (true, true) => (p.accent, p.accent, p.on_accent),
        (true, false) => (p.accent_soft, p.accent_soft, p.ink),
        (false, _) => (Color32::TRANSPARENT, p.border, p.ink_soft),
    };
    let border = if near { p.accent } else { border };
    let corner = CornerRadius::same(6);
    ui.painter()
        .rect(rect, corner, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    focus_ring(ui, &response, 6);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
