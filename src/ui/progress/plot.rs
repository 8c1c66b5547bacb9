//! Paints curves over time: each with its interval as a soft band, ending in its label; one day at a time can be looked into.

use egui::epaint::Mesh;
use egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::words;
use crate::progress::curve::{Curve, Point};
use crate::report::account::words::thousands;
use crate::ui::date::date;
use crate::ui::theme::{Palette, TextRole, palette, space, strong};

/// How a curve's points are marked, so that no color has to tell curves apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A disc.
    Disc,
    /// A square.
    Square,
    /// A ring.
    Ring,
    /// A ring with corners.
    Diamond,
}

/// One curve of a plot.
pub struct PlotLine<'a> {
    /// What it ends in.
    pub label: String,
    /// Its color.
    pub color: Color32,
    /// How its points are marked.
    pub mark: Mark,
    /// Whether it is drawn in dashes.
    pub dashed: bool,
    /// Whether its interval is drawn.
    pub band: bool,
    /// The curve.
    pub curve: &'a Curve,
}

/// Days and shares as places on the screen. The casts are exact for any day that a person lives to see.
#[derive(Clone, Copy)]
struct Scale {
    rect: Rect,
    first: i64,
    last: i64,
}

impl Scale {
    #[allow(clippy::cast_precision_loss)]
    fn x(self, day: i64) -> f32 {
        let span = (self.last - self.first).max(1) as f32;
        self.rect.left() + self.rect.width() * (day - self.first) as f32 / span
    }

    #[allow(clippy::cast_possible_truncation)]
    fn y(self, share: f64) -> f32 {
        self.rect.bottom() - self.rect.height() * share as f32
    }

    fn at(self, point: &Point, share: f64) -> Pos2 {
        pos2(self.x(point.day), self.y(share))
    }
}

/// Shows a plot over the available width. `days` are the first and the last day on it; `spoken` is the whole in a sentence.
pub fn plot_ui(ui: &mut Ui, height: f32, days: (i64, i64), today: i64, lines: &[PlotLine<'_>], spoken: &str) {
    let p = palette(ui);
    let font = TextRole::Small.font(ui);
    let measure = |text: &str| {
        let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), p.ink);
        galley.size().x
    };
    let left = measure("100%") + space::S;
    let right = lines.iter().map(|line| measure(&line.label)).fold(0.0, f32::max) + 36.0;
    let line_height = TextRole::Small.size(ui) * 1.4;
    let width = ui.available_width();
    let (rect, whole) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken));
    let inner = Rect::from_min_max(
        rect.min + vec2(left, line_height * 0.5),
        rect.max - vec2(right.min(width * 0.45), line_height + space::S),
    );
    let scale = Scale {
        rect: inner.shrink2(vec2(6.0, 0.0)),
        first: days.0,
        last: days.1.max(days.0 + 1),
    };
    let painter = ui.painter().clone();
    frame(ui, &painter, &p, scale, today);
    for line in lines.iter().filter(|line| line.band) {
        band(&painter, &p, scale, line);
    }
    for line in lines {
        curve(&painter, &p, scale, line);
    }
    labels(ui, &painter, &p, scale, lines);
    days_ui(ui, &p, scale, today, lines);
}

/// The lines of 0, 50 and 100 per cent, and the dates at both ends.
fn frame(ui: &Ui, painter: &Painter, p: &Palette, scale: Scale, today: i64) {
    let font = TextRole::Small.font(ui);
    for (share, text) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        let y = scale.y(share);
        let ink = if p.strong { p.line.gamma_multiply(0.5) } else { p.line };
        painter.hline(scale.rect.x_range().expand(6.0), y, Stroke::new(1.0, ink));
        let at = pos2(scale.rect.left() - 6.0 - space::S, y);
        painter.text(at, Align2::RIGHT_CENTER, text, font.clone(), p.ink_faint);
    }
    let y = scale.rect.bottom() + space::S;
    let left = pos2(scale.rect.left() - 6.0, y);
    painter.text(
        left,
        Align2::LEFT_TOP,
        date(scale.first, today),
        font.clone(),
        p.ink_faint,
    );
    let end = if scale.last >= today {
        "Today".to_owned()
    } else {
        date(scale.last, today)
    };
    let right = pos2(scale.rect.right() + 6.0, y);
    painter.text(right, Align2::RIGHT_TOP, end, font, p.ink_faint);
}

/// The interval: from the lower to the upper bound, between points.
fn band(painter: &Painter, p: &Palette, scale: Scale, line: &PlotLine<'_>) {
    let fill = line.color.gamma_multiply(if p.strong { 0.34 } else { 0.16 });
    let points = &line.curve.points;
    if let [only] = points.as_slice() {
        let stroke = Stroke::new(6.0, fill);
        painter.line_segment([scale.at(only, only.low), scale.at(only, only.high)], stroke);
        return;
    }
    let mut mesh = Mesh::default();
    for (point, at) in points.iter().zip((0_u32..).step_by(2)) {
        mesh.colored_vertex(scale.at(point, point.high), fill);
        mesh.colored_vertex(scale.at(point, point.low), fill);
        if at > 0 {
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
    }
    painter.add(Shape::mesh(mesh));
}

fn curve(painter: &Painter, p: &Palette, scale: Scale, line: &PlotLine<'_>) {
    let points: Vec<Pos2> = line
        .curve
        .points
        .iter()
        .map(|point| scale.at(point, point.mean))
        .collect();
    let stroke = Stroke::new(if line.dashed { 1.5 } else { 2.5 }, line.color);
    if line.dashed {
        painter.extend(Shape::dashed_line(&points, stroke, 5.0, 4.0));
    } else {
        painter.add(Shape::line(points.clone(), stroke));
    }
    for at in points {
        mark(painter, line.mark, at, 4.0, line.color, p.surface_raised);
    }
}

/// A point of a curve.
pub fn mark(painter: &Painter, mark: Mark, at: Pos2, radius: f32, color: Color32, ground: Color32) {
    match mark {
        Mark::Disc => {
            painter.circle(at, radius, color, Stroke::new(1.5, ground));
        }
        Mark::Square => {
            let rect = Rect::from_center_size(at, vec2(radius, radius) * 1.9);
            painter.rect_filled(rect.expand(1.5), CornerRadius::same(2), ground);
            painter.rect_filled(rect, CornerRadius::same(1), color);
        }
        Mark::Ring => {
            painter.circle(at, radius - 0.5, ground, Stroke::new(1.8, color));
        }
        Mark::Diamond => {
            let corners = [(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)];
            let corners = corners.map(|(x, y)| at + radius * vec2(x, y)).to_vec();
            painter.add(Shape::convex_polygon(corners, ground, Stroke::new(1.8, color)));
        }
    }
}

/// Each curve ends in its label; labels keep apart where curves meet.
fn labels(ui: &Ui, painter: &Painter, p: &Palette, scale: Scale, lines: &[PlotLine<'_>]) {
    let gap = TextRole::Small.size(ui) * 1.35;
    let ends = lines.iter().filter_map(|line| Some((line, line.curve.last()?)));
    let mut placed: Vec<(f32, &PlotLine<'_>, Pos2)> = ends
        .map(|(line, last)| (scale.y(last.mean), line, scale.at(last, last.mean)))
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut least = f32::NEG_INFINITY;
    for (y, ..) in &mut placed {
        *y = y.max(least);
        least = *y + gap;
    }
    let mut most = scale.rect.bottom();
    for (y, ..) in placed.iter_mut().rev() {
        *y = y.min(most);
        most = *y - gap;
    }
    for (y, line, from) in placed {
        let at = pos2(scale.rect.right() + 18.0, y);
        let lead = Stroke::new(1.0, line.color.gamma_multiply(0.6));
        painter.line_segment([from + vec2(6.0, 0.0), at - vec2(4.0, 0.0)], lead);
        painter.text(at, Align2::LEFT_CENTER, &line.label, TextRole::Small.font(ui), p.ink);
    }
}

/// The days that have a point, each a strip to look into by pointer or keyboard.
fn days_ui(ui: &Ui, p: &Palette, scale: Scale, today: i64, lines: &[PlotLine<'_>]) {
    let mut days: Vec<i64> = lines
        .iter()
        .flat_map(|line| line.curve.points.iter().map(|point| point.day))
        .collect();
    days.sort_unstable();
    days.dedup();
    for (at, &day) in days.iter().enumerate() {
        let x = scale.x(day);
        let before = at.checked_sub(1).and_then(|at| days.get(at));
        let from = before.map_or(scale.rect.left() - 6.0, |&before| f32::midpoint(scale.x(before), x));
        let until = days
            .get(at + 1)
            .map_or(scale.rect.right() + 10.0, |&after| f32::midpoint(scale.x(after), x));
        let strip = Rect::from_x_y_ranges(from..=until.max(from + 2.0), scale.rect.y_range().expand(4.0));
        let response = ui.interact(
            strip,
            ui.scope_id().with(("plot-day", at)),
            Sense::focusable_noninteractive(),
        );
        let told = told(day, today, lines);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, told.join("; ")));
        let near = response.hovered() || response.has_focus();
        if near {
            ui.painter().vline(x, scale.rect.y_range(), Stroke::new(1.0, p.accent));
        }
        if response.has_focus() {
            let ring = Stroke::new(space::FOCUS_WIDTH, p.focus);
            let corner = CornerRadius::same(space::RADIUS);
            ui.painter().rect_stroke(strip, corner, ring, egui::StrokeKind::Inside);
        }
        let tip = |ui: &mut Ui| tooltip(ui, &told);
        if response.has_focus() {
            response.show_tooltip_ui(tip);
        } else {
            response.on_hover_ui(tip);
        }
    }
}

/// What there is to say about a day: its date, and a part for each curve with a point on it.
fn told(day: i64, today: i64, lines: &[PlotLine<'_>]) -> Vec<String> {
    let parts = lines.iter().filter_map(|line| {
        let point = line.curve.points.iter().find(|point| point.day == day)?;
        Some(format!(
            "{}: {} ({}, {} so far)",
            line.label,
            words::level(point),
            words::so_many(point.chances, "opportunity", "opportunities"),
            thousands(point.so_far)
        ))
    });
    std::iter::once(format!("To {}", date(day, today)))
        .chain(parts)
        .collect()
}

fn tooltip(ui: &mut Ui, told: &[String]) {
    ui.set_max_width(TextRole::Body.size(ui) * 26.0);
    for (at, line) in told.iter().enumerate() {
        if at == 0 {
            ui.label(strong(line.as_str()));
        } else {
            ui.label(TextRole::Body.text(line.as_str()));
        }
    }
}

/// A curve in little: no axis, no labels.
pub fn spark(ui: &Ui, rect: Rect, days: (i64, i64), color: Color32, curve: &Curve) {
    let p = palette(ui);
    let scale = Scale {
        rect: rect.shrink2(vec2(4.0, 3.0)),
        first: days.0,
        last: days.1.max(days.0 + 1),
    };
    let painter = ui.painter_at(rect);
    let middle = Stroke::new(1.0, if p.strong { p.line.gamma_multiply(0.4) } else { p.line });
    painter.hline(rect.x_range(), scale.y(0.5), middle);
    let line = PlotLine {
        label: String::new(),
        color,
        mark: Mark::Disc,
        dashed: false,
        band: true,
        curve,
    };
    band(&painter, &p, scale, &line);
    let points: Vec<Pos2> = curve.points.iter().map(|point| scale.at(point, point.mean)).collect();
    if let Some(&end) = points.last() {
        painter.add(Shape::line(points, Stroke::new(1.8, color)));
        painter.circle_filled(end, 3.0, color);
    }
}
