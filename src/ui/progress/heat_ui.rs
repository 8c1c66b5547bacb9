//! Draws the map of the framework: every row has a square that fills with what was learned of it. A row that has not come up stays empty,
//! and says so.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Align2, Color32, CornerRadius, Galley, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::data::{ProgressData, Shelf, Square, Subject};
use super::progress_ui::ProgressState;
use crate::report::account::words::thousands;
use crate::ui::command::Command;
use crate::ui::theme::{Palette, TextRole, palette, prose, space};
use crate::ui::widgets::focus_ring;

/// Most lines of a row's name.
const LABEL_LINES: u8 = 2;
/// How far lines of small text stand apart, in sizes of it.
const LEADING: f32 = 1.35;
/// Between a square's edge and its words, in points.
const PADDING: f32 = 8.0;

/// Shows the map: group by group, each square with its name.
pub fn heat_ui(ui: &mut Ui, data: &ProgressData, state: &mut ProgressState, commands: &mut Vec<Command>) {
    let p = palette(ui);
    let text = "Each square is a row of the framework, fuller the more of the credit you have lately had where it was called for. The small \
                figure is its opportunities; a corner marks rows that answers of yours hindered.";
    ui.label(prose(ui, text).color(p.ink_soft));
    ui.add_space(space::S);
    let size = size(ui);
    for group in &data.map {
        ui.label(TextRole::Small.text(group.label.as_str()).color(p.ink_faint));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for square in &group.squares {
                if square_ui(ui, &p, square, size).clicked() {
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

/// As wide as its words need, and then as wide as fills the line.
fn size(ui: &Ui) -> Vec2 {
    let least = TextRole::Small.size(ui) * 10.5;
    let available = ui.available_width();
    let count = ((available + space::XS) / (least + space::XS)).floor().max(1.0);
    let width = (available - space::XS * (count - 1.0)) / count;
    let words = TextRole::Small.size(ui) * f32::from(LABEL_LINES) * LEADING;
    vec2(width.floor(), words + TextRole::Body.size(ui) * 1.5 + 2.0 * PADDING)
}

/// The row's name, in at most [`LABEL_LINES`].
fn label(ui: &Ui, text: &str, width: f32, ink: Color32) -> Arc<Galley> {
    let font = TextRole::Small.font(ui);
    let mut job = LayoutJob::simple(text.to_owned(), font, ink, width);
    job.wrap.max_rows = usize::from(LABEL_LINES);
    ui.painter().layout_job(job)
}

#[allow(clippy::cast_possible_truncation)]
fn square_ui(ui: &mut Ui, p: &Palette, square: &Square, size: Vec2) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
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
            let inner = rect.shrink(1.0);
            let filled = Rect::from_min_size(inner.min, vec2(inner.width() * level as f32, inner.height()));
            // Words and figures stand on it, so it has no edge of its own, and fills from the side: an edge through words would strike them out.
            let fill = if p.strong {
                p.accent_soft
            } else {
                p.accent.gamma_multiply(0.22)
            };
            ui.painter().rect_filled(filled, CornerRadius::same(5), fill);
        }
        words_ui(ui, p, square, rect.shrink(PADDING));
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

/// Its name above, its figure and its opportunities below.
fn words_ui(ui: &Ui, p: &Palette, square: &Square, inner: Rect) {
    let ink = if square.level.is_some() || square.hindered > 0 {
        p.ink
    } else {
        p.ink_faint
    };
    let galley = label(ui, &square.label, inner.width() - space::S, ink);
    ui.painter().galley(inner.min, galley, ink);
    let figure = TextRole::Body.font(ui);
    ui.painter()
        .text(inner.left_bottom(), Align2::LEFT_BOTTOM, &square.figure, figure, ink);
    if square.chances > 0 {
        let text = thousands(square.chances);
        let font = TextRole::Small.font(ui);
        ui.painter()
            .text(inner.right_bottom(), Align2::RIGHT_BOTTOM, text, font, p.ink_soft);
    }
}
