//! Draws confidence against what was chosen: where the dots lie on the line, sureness comes true as often as it says.

use egui::{Align2, Painter, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::data::ProgressData;
use super::words::{percent, so_many};
use crate::progress::calibration::{Bin, Calibration};
use crate::progress::curve::ENOUGH;
use crate::score::calibration::LEAN_PERCENT;
use crate::ui::theme::{Palette, TextRole, palette, prose, space};

/// Shows the chart and what it says.
pub fn calibration_ui(ui: &mut Ui, data: &ProgressData) {
    let p = palette(ui);
    let calibration = &data.overview.calibration;
    if calibration.forecasts == 0 {
        let text = "Where you say how sure you are, in guided sessions and probes, this sets it beside how often you chose one of the best \
                    on offer.";
        ui.label(prose(ui, text).color(p.ink_soft));
        return;
    }
    let wide = ui.available_width() > TextRole::Body.size(ui) * 46.0;
    if wide {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            chart(ui, calibration);
            ui.vertical(|ui| told(ui, data));
        });
    } else {
        chart(ui, calibration);
        told(ui, data);
    }
}

fn told(ui: &mut Ui, data: &ProgressData) {
    let p = palette(ui);
    ui.set_max_width(TextRole::Body.line_width(ui).min(ui.available_width()));
    ui.label(prose(ui, sentence(&data.overview.calibration, "practice")));
    if data.overview.probe_calibration.forecasts > 0 {
        ui.label(prose(ui, sentence(&data.overview.probe_calibration, "probes")));
    }
    let note = "A dot on the line means: as often right as you were sure. The bar through it is where the true share lies with a probability \
                of nine in ten. How far off your sureness was runs from 0, the best, to 1; saying 50% each time gives 0.25. It is the mean of \
                the squared distances between how sure you were and what came of it, the Brier score (Brier, 1950).";
    ui.label(TextRole::Small.text(note).color(p.ink_faint));
}

#[allow(clippy::cast_precision_loss)]
fn sentence(calibration: &Calibration, what: &str) -> String {
    if calibration.forecasts < ENOUGH {
        let answers = so_many(calibration.forecasts, "answer", "answers");
        return format!("{answers} in {what} so far. From {ENOUGH} on, this says how sure you were against how right.");
    }
    let difference = (calibration.sure - calibration.right) * 100.0;
    let lean = LEAN_PERCENT as f64;
    let judged = match difference {
        difference if difference >= lean => "surer than your choices bear out",
        difference if difference <= -lean => "less sure than your choices deserve",
        _ => "about as sure as you were right",
    };
    format!(
        "In {what} you were {judged}: {} sure on average, and among the best on offer in {} of {}. How far off your sureness was: {:.2}.",
        percent(calibration.sure),
        percent(calibration.right),
        so_many(calibration.forecasts, "answer", "answers"),
        calibration.brier
    )
}

fn chart(ui: &mut Ui, calibration: &Calibration) {
    let p = palette(ui);
    let font = TextRole::Small.font(ui);
    let small = TextRole::Small.size(ui);
    let side = (ui.available_width() * 0.36).clamp(220.0, 320.0);
    let left = small * 3.2;
    let above = small * 1.9;
    let (rect, whole) = ui.allocate_exact_size(vec2(side + left, side + above + small * 1.6), Sense::hover());
    let spoken = "How often you were right, by how sure you were";
    whole.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken));
    let plot = Rect::from_min_size(rect.min + vec2(left, above), vec2(side - small, side - small));
    let painter = ui.painter().clone();
    let ink = if p.strong { p.line.gamma_multiply(0.5) } else { p.line };
    for (share, text) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        let (x, y) = place(plot, share, share);
        painter.hline(plot.x_range(), y, Stroke::new(1.0, ink));
        let label = pos2(plot.left() - space::S, y);
        painter.text(label, Align2::RIGHT_CENTER, text, font.clone(), p.ink_faint);
        let label = pos2(x, plot.bottom() + space::S);
        painter.text(label, Align2::CENTER_TOP, text, font.clone(), p.ink_faint);
    }
    let diagonal = [plot.left_bottom(), plot.right_top()];
    painter.extend(egui::Shape::dashed_line(
        &diagonal,
        Stroke::new(1.5, p.ink_faint),
        5.0,
        4.0,
    ));
    let caption = pos2(plot.center().x, plot.bottom() + space::S + small * 1.3);
    painter.text(
        caption,
        Align2::CENTER_TOP,
        "how sure you were",
        font.clone(),
        p.ink_soft,
    );
    let caption = rect.left_top();
    painter.text(caption, Align2::LEFT_TOP, "how often you were right", font, p.ink_soft);
    let most = calibration.bins.iter().map(|bin| bin.forecasts).max().unwrap_or(1);
    for bin in &calibration.bins {
        bin_ui(ui, &painter, &p, plot, bin, most);
    }
}

#[allow(clippy::cast_possible_truncation)]
fn place(plot: Rect, sure: f64, right: f64) -> (f32, f32) {
    (
        plot.left() + plot.width() * sure as f32,
        plot.bottom() - plot.height() * right as f32,
    )
}

/// One dot with its bar: the larger, the more answers.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn bin_ui(ui: &Ui, painter: &Painter, p: &Palette, plot: Rect, bin: &Bin, most: u64) {
    let (x, y) = place(plot, bin.sure, bin.right());
    let (_, low) = place(plot, bin.sure, bin.low);
    let (_, high) = place(plot, bin.sure, bin.high);
    let share = (bin.forecasts as f64 / most.max(1) as f64).sqrt() as f32;
    let radius = 4.0 + 5.0 * share;
    painter.vline(x, high..=low, Stroke::new(2.0, p.accent.gamma_multiply(0.5)));
    painter.circle(pos2(x, y), radius, p.accent, Stroke::new(1.5, p.surface_raised));
    let strip = Rect::from_center_size(pos2(x, plot.center().y), vec2(plot.width() / 11.0, plot.height() + 8.0));
    let id = ui.scope_id().with(("calibration-bin", bin.tens));
    let response = ui.interact(strip, id, Sense::focusable_noninteractive());
    let told = format!(
        "About {} sure: right in {} of {}, likely between {:.0} and {:.0}%",
        percent(bin.sure),
        bin.best,
        so_many(bin.forecasts, "answer", "answers"),
        bin.low * 100.0,
        bin.high * 100.0
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    if response.has_focus() {
        painter.circle_stroke(pos2(x, y), radius + 3.0, Stroke::new(space::FOCUS_WIDTH, p.focus));
        response.show_tooltip_text(told);
    } else {
        response.on_hover_text(told);
    }
}
