//! Draws the subjects with their curves in little, and the chosen one in full.

use egui::{
    Align, Align2, Color32, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::data::{Line, ProgressData, Shelf, Subject};
use super::moments_ui::moments_ui;
use super::plot::{Mark, PlotLine, plot_ui, spark};
use super::progress_ui::{ProgressState, Shown};
use crate::ui::command::Command;
use crate::ui::theme::{Palette, TextRole, palette, prose, space, strong};
use crate::ui::widgets::{focus_ring, segments};

/// Shows them beside each other, or below each other where there is little room.
pub fn curves_ui(
    ui: &mut Ui,
    data: &ProgressData,
    shown: Option<&Shown<'_>>,
    state: &mut ProgressState,
    commands: &mut Vec<Command>,
) {
    if let Some(shelf) = segments(ui, &Shelf::ALL, state.shelf) {
        state.shelf = shelf;
        state.subject = None;
    }
    ui.add_space(space::S);
    let lines = data.shelf(state.shelf);
    let chosen = lines
        .iter()
        .find(|line| state.subject.as_ref() == Some(&line.subject))
        .or_else(|| most_practised(lines));
    let Some(chosen) = chosen else { return };
    let width = ui.available_width();
    let em = TextRole::Body.size(ui);
    if width < em * 52.0 {
        detail_ui(ui, data, chosen, shown, commands);
        ui.add_space(space::M);
        list_ui(ui, data, lines, chosen, state);
        return;
    }
    let list = (width * 0.44).min(em * 32.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        column(ui, list, |ui| list_ui(ui, data, lines, chosen, state));
        column(ui, width - list - space::L, |ui| {
            detail_ui(ui, data, chosen, shown, commands)
        });
    });
}

fn column(ui: &mut Ui, width: f32, add_contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.x = space::S;
        add_contents(ui);
    });
}

fn most_practised(lines: &[Line]) -> Option<&Line> {
    lines.iter().rev().max_by_key(|line| line.track.practice.chances)
}

fn list_ui(ui: &mut Ui, data: &ProgressData, lines: &[Line], chosen: &Line, state: &mut ProgressState) {
    let mut group = "";
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, line) in lines.iter().enumerate() {
        if line.group != group {
            group = &line.group;
            if at > 0 {
                ui.add_space(space::M);
            }
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(space::S);
                ui.label(TextRole::Small.text(group).color(palette(ui).ink_faint));
            });
            ui.add_space(space::XS);
        }
        let on = line.subject == chosen.subject;
        if row_ui(ui, data, line, on).clicked() {
            state.subject = Some(line.subject.clone());
        }
    }
}

/// One subject: its label, its curve in little, where it stands.
fn row_ui(ui: &mut Ui, data: &ProgressData, line: &Line, on: bool) -> Response {
    let p = palette(ui);
    let font = TextRole::Body.font(ui);
    let width = ui.available_width();
    let figure_width = TextRole::Body.size(ui) * 4.6;
    let spark_width = (width * 0.26).min(120.0);
    let label_width = width - figure_width - spark_width - 2.0 * space::S - space::M;
    let galley = ui
        .painter()
        .layout(line.label.clone(), font, Color32::PLACEHOLDER, label_width);
    let height = (galley.size().y + 10.0).max(space::TARGET - 4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), on, &line.spoken));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let near = response.hovered() || response.has_focus();
    let corner = CornerRadius::same(space::RADIUS);
    if on {
        let border = Stroke::new(1.0, p.accent);
        ui.painter()
            .rect(rect, corner, p.accent_soft, border, StrokeKind::Inside);
    } else if near {
        ui.painter().rect_filled(rect, corner, p.surface_sunken);
    }
    let left = rect.left() + space::S;
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    let ink = if line.track.practice.chances == 0 {
        p.ink_faint
    } else {
        p.ink
    };
    ui.painter().galley(at, galley, ink);
    let spark_left = rect.right() - figure_width - spark_width - space::S;
    let strip = Rect::from_x_y_ranges(spark_left..=spark_left + spark_width, rect.y_range().shrink(4.0));
    spark(
        ui,
        strip,
        data.overview.days,
        tone(&p, &line.subject),
        &line.track.practice,
    );
    let figure_at = pos2(rect.right() - space::S, rect.center().y);
    let (font, ink) = if line.track.practice.is_telling() {
        (TextRole::Body.font(ui), p.ink)
    } else {
        (TextRole::Small.font(ui), p.ink_faint)
    };
    ui.painter()
        .text(figure_at, Align2::RIGHT_CENTER, &line.figure, font, ink);
    focus_ring(ui, &response, space::RADIUS);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Components have their hue everywhere; all else has the accent's.
const fn tone(p: &Palette, subject: &Subject) -> Color32 {
    match subject {
        Subject::Component(component) => p.component(*component),
        Subject::Row(_) | Subject::Marker(_) => p.accent,
    }
}

fn detail_ui(ui: &mut Ui, data: &ProgressData, line: &Line, shown: Option<&Shown<'_>>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    ui.label(strong(line.label.as_str()));
    if line.track.is_empty() {
        let text =
            "Nothing of this has come up in this time. Its curve appears here once a vignette or a drill calls for it.";
        ui.label(prose(ui, text).color(p.ink_soft));
        return;
    }
    let mut lines = vec![PlotLine {
        label: "Practice".to_owned(),
        color: tone(&p, &line.subject),
        mark: Mark::Disc,
        dashed: false,
        band: true,
        curve: &line.track.practice,
    }];
    if line.track.probe.chances > 0 {
        lines.push(PlotLine {
            label: "Probes".to_owned(),
            color: p.ink_soft,
            mark: Mark::Diamond,
            dashed: true,
            band: false,
            curve: &line.track.probe,
        });
    }
    plot_ui(ui, 270.0, data.overview.days, data.today, &lines, &line.spoken);
    ui.add_space(space::S);
    for sentence in &line.sentences {
        ui.label(prose(ui, sentence.as_str()));
    }
    ui.push_id(("moments", &line.subject), |ui| {
        moments_ui(
            ui,
            "Show the moments behind it",
            data.evidence(&line.subject),
            shown,
            commands,
        );
    });
}
