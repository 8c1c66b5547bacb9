//! Draws the map of the framework: every row has a square that fills with what was learned of it. A row that has not come up stays empty,
//! and says so.

use egui::{Align2, Color32, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::data::{ProgressData, Shelf, Square, Subject};
use super::progress_ui::ProgressState;
use crate::report::account::words::thousands;
use crate::ui::command::Command;
use crate::ui::theme::{Palette, TextRole, palette, prose, space};
use crate::ui::widgets::focus_ring;

/// Shows the map, a group a row where there is room.
pub fn heat_ui(ui: &mut Ui, data: &ProgressData, state: &mut ProgressState, commands: &mut Vec<Command>) {
    let p = palette(ui);
    let text = "Each square is a row of the framework, fuller the more of the credit you have lately had where it was called for. The small \
                figure is its opportunities; a corner marks rows that answers of yours hindered.";
    ui.label(prose(ui, text).color(p.ink_soft));
    ui.add_space(space::S);
    let side = (TextRole::Body.size(ui) * 3.6).max(52.0);
    for group in &data.map {
        ui.label(TextRole::Small.text(group.label.as_str()).color(p.ink_faint));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for square in &group.squares {
                if square_ui(ui, &p, square, side).clicked() {
                    open(data, square, state, commands);
                }
            }
        });
        ui.add_space(space::S);
    }
}

/// An ability has its curve above; any other row has its page in the framework.
fn open(data: &ProgressData, square: &Square, state: &mut ProgressState, commands: &mut Vec<Command>) {
    let subject = Subject::Row(square.row.clone());
    if data.shelf(Shelf::Abilities).iter().any(|line| line.subject == subject) {
        state.shelf = Shelf::Abilities;
        state.subject = Some(subject);
    }
    commands.push(Command::ShowRow(square.row.clone()));
}

#[allow(clippy::cast_possible_truncation)]
fn square_ui(ui: &mut Ui, p: &Palette, square: &Square, side: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &square.spoken));
    if ui.is_rect_visible(rect) {
        let near = response.hovered() || response.has_focus();
        let corner = CornerRadius::same(6);
        let border = Stroke::new(1.0, if near { p.accent } else { p.line });
        let ground = if square.chances == 0 {
            Color32::TRANSPARENT
        } else {
            p.surface_sunken
        };
        ui.painter().rect(rect, corner, ground, border, StrokeKind::Inside);
        if let Some(level) = square.level {
            let height = (rect.height() - 2.0) * level as f32;
            let filled = Rect::from_min_max(
                egui::pos2(rect.left() + 1.0, rect.bottom() - 1.0 - height),
                rect.max - vec2(1.0, 1.0),
            );
            // Figures stand on it, so it has no edge of its own.
            let fill = if p.strong {
                p.accent_soft
            } else {
                p.accent.gamma_multiply(0.22)
            };
            ui.painter().rect_filled(filled, CornerRadius::same(5), fill);
        }
        let ink = if square.level.is_some() || square.hindered > 0 {
            p.ink
        } else {
            p.ink_faint
        };
        let lift = if square.chances > 0 { 6.0 } else { 0.0 };
        let middle = rect.center() - vec2(0.0, lift);
        ui.painter().text(
            middle,
            Align2::CENTER_CENTER,
            &square.figure,
            TextRole::Body.font(ui),
            ink,
        );
        if square.chances > 0 {
            let at = rect.center_bottom() - vec2(0.0, 4.0);
            let text = thousands(square.chances);
            ui.painter()
                .text(at, Align2::CENTER_BOTTOM, text, TextRole::Small.font(ui), p.ink_soft);
        }
        if square.hindered > 0 {
            let tip = rect.right_top();
            let corner = vec![tip - vec2(12.0, -2.0), tip - vec2(2.0, -2.0), tip - vec2(2.0, -12.0)];
            ui.painter()
                .add(egui::Shape::convex_polygon(corner, p.strain, Stroke::NONE));
        }
        focus_ring(ui, &response, 6);
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.has_focus() {
        response.show_tooltip_text(&square.spoken);
        response
    } else {
        response.on_hover_text(&square.spoken)
    }
}
