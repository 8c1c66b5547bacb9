//! Draws the chart: three lines that end in their names, the ruptures behind and under them, and a turn at a time to look into.

use egui::{
    Align2, CornerRadius, Painter, Pos2, Rangef, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::lane::Lane;
use crate::framework::id::Component;
use crate::report::account::chart::{ChartData, ChartPoint};
use crate::report::account::words::sentence;
use crate::ui::theme::{Palette, TextRole, palette, prose, space};
use crate::ui::widgets::paint_component_mark;

/// Where things are.
struct Frame {
    plot: Rect,
    /// The last place on the time axis.
    last: f32,
}

impl Frame {
    fn x(&self, place: f32) -> f32 {
        self.plot.left() + self.plot.width() * place / self.last
    }

    fn y(&self, value: f32) -> f32 {
        self.plot.bottom() - self.plot.height() * value / 100.0
    }

    fn at(&self, place: f32, value: u8) -> Pos2 {
        pos2(self.x(place), self.y(f32::from(value)))
    }
}

/// A place on the time axis: 0 is the start, `n` is after the `n`-th answer. A play has 500 turns at most, so the cast is exact.
#[allow(clippy::cast_precision_loss)]
const fn place(answers: usize) -> f32 {
    answers as f32
}

/// Shows the chart over the whole width. A turn that is pressed is put into `jump`.
pub fn chart_ui(ui: &mut Ui, data: &ChartData, jump: &mut Option<u16>) {
    let small = TextRole::Small.size(ui);
    let widths = ["100", "Goals 100"].map(|text| {
        let font = TextRole::Small.font(ui);
        ui.painter()
            .layout_no_wrap(text.to_owned(), font, palette(ui).ink)
            .size()
            .x
    });
    let [left, right] = widths;
    let width = ui.available_width();
    let plot_height = (width * 0.3).clamp(180.0, 280.0);
    let origin = ui.cursor().min + vec2(left + space::S + space::XS, small * 0.7);
    let plot = Rect::from_min_size(origin, vec2((width - left - right - 44.0).max(80.0), plot_height));
    let frame = Frame {
        plot,
        last: place(data.points.len()).max(1.0),
    };
    let lane = Lane::new(
        ui,
        &data.spans,
        Rangef::new(plot.left(), ui.cursor().min.x + width),
        |at| frame.x(at),
    );
    let axis = small * 1.5 + space::S;
    let lane_middle = plot.bottom() + axis + space::S;
    let bottom = if data.spans.is_empty() {
        plot.bottom() + axis
    } else {
        lane_middle - space::S + lane.height()
    };
    let (rect, whole) = ui.allocate_exact_size(vec2(width, bottom - ui.cursor().min.y), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(Role::Image, true, &data.spoken));
    let turns: Vec<Response> = (0..data.points.len()).map(|at| turn(ui, &frame, rect, at)).collect();
    let p = palette(ui);
    let painter = ui.painter_at(rect.expand(space::S));
    shades(&painter, &p, &frame, data);
    grid(ui, &painter, &p, &frame);
    near(&painter, &p, &frame, &turns);
    for component in Component::ALL {
        line(&painter, &p, &frame, data, component);
    }
    end_labels(ui, &painter, &p, &frame, data);
    axis_labels(ui, &painter, &p, &frame, data.points.len());
    lane.paint(&painter, &p, &data.spans, lane_middle, |at| frame.x(at));
    for (point, response) in data.points.iter().zip(turns) {
        told(ui, point, response, jump);
    }
}

/// The strip over one turn.
fn turn(ui: &Ui, frame: &Frame, rect: Rect, at: usize) -> Response {
    let middle = place(at + 1);
    let from = frame.x(middle - 0.5).max(frame.plot.left());
    let until = frame.x(middle + 0.5).min(frame.plot.right() + 10.0).max(from + 4.0);
    let strip = Rect::from_min_max(pos2(from, rect.top()), pos2(until, frame.plot.bottom() + space::S));
    ui.interact(strip, ui.scope_id().with(("chart-turn", at)), Sense::click())
}

/// The name of a turn, its tooltip, and what a press does.
fn told(ui: &Ui, point: &ChartPoint, response: Response, jump: &mut Option<u16>) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &point.spoken));
    if response.has_focus() {
        let ring = Stroke::new(space::FOCUS_WIDTH, palette(ui).focus);
        ui.painter().rect_stroke(
            response.rect,
            CornerRadius::same(space::RADIUS),
            ring,
            egui::StrokeKind::Inside,
        );
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        *jump = Some(point.turn);
    }
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if response.has_focus() {
        response.show_tooltip_ui(|ui| tooltip(ui, point));
    } else {
        response.on_hover_ui(|ui| tooltip(ui, point));
    }
}

fn tooltip(ui: &mut Ui, point: &ChartPoint) {
    let p = palette(ui);
    ui.set_max_width(TextRole::Body.size(ui) * 26.0);
    ui.label(crate::ui::theme::strong(format!("Turn {}", point.turn + 1)));
    for said in &point.exchange {
        ui.label(prose(ui, said.as_str()));
    }
    ui.label(prose(ui, point.moved.as_str()).color(p.ink_soft));
    let [bond, tasks, goals] = point.after;
    ui.label(
        TextRole::Small
            .text(format!("Bond {bond}, tasks {tasks}, goals {goals}"))
            .color(p.ink_faint),
    );
}

/// Time under a rupture, shaded.
fn shades(painter: &Painter, p: &Palette, frame: &Frame, data: &ChartData) {
    for span in &data.spans {
        let x = Rangef::new(frame.x(span.from), frame.x(span.until).max(frame.x(span.from) + 2.0));
        let rect = Rect::from_x_y_ranges(x, frame.plot.y_range());
        painter.rect_filled(
            rect,
            CornerRadius::ZERO,
            p.strain.gamma_multiply(if p.strong { 0.16 } else { 0.08 }),
        );
        if p.strong {
            painter.vline(x.min, frame.plot.y_range(), Stroke::new(1.0, p.strain));
            painter.vline(x.max, frame.plot.y_range(), Stroke::new(1.0, p.strain));
        }
    }
}

fn grid(ui: &Ui, painter: &Painter, p: &Palette, frame: &Frame) {
    let font = TextRole::Small.font(ui);
    for value in [0_u8, 50, 100] {
        let y = frame.y(f32::from(value));
        let ink = if p.strong { p.line.gamma_multiply(0.5) } else { p.line };
        painter.hline(frame.plot.x_range(), y, Stroke::new(1.0, ink));
        painter.text(
            pos2(frame.plot.left() - space::S, y),
            Align2::RIGHT_CENTER,
            value.to_string(),
            font.clone(),
            p.ink_faint,
        );
    }
}

/// The turn under the pointer or the keyboard.
fn near(painter: &Painter, p: &Palette, frame: &Frame, turns: &[Response]) {
    for (at, response) in turns.iter().enumerate() {
        if response.hovered() || response.has_focus() {
            let rect = Rect::from_x_y_ranges(response.rect.x_range(), frame.plot.y_range());
            painter.rect_filled(rect, CornerRadius::ZERO, p.accent.gamma_multiply(0.08));
            painter.vline(frame.x(place(at + 1)), frame.plot.y_range(), Stroke::new(1.0, p.accent));
        }
    }
}

fn value(values: [u8; 3], component: Component) -> u8 {
    values.get(component.index()).copied().unwrap_or(0)
}

fn line(painter: &Painter, p: &Palette, frame: &Frame, data: &ChartData, component: Component) {
    let color = p.component(component);
    let values = std::iter::once(data.start).chain(data.points.iter().map(|point| point.after));
    let points: Vec<Pos2> = values
        .enumerate()
        .map(|(at, values)| frame.at(place(at), value(values, component)))
        .collect();
    painter.add(Shape::line(points.clone(), Stroke::new(2.5, color)));
    let radius = if points.len() > 40 { 0.0 } else { 4.5 };
    for at in points {
        paint_component_mark(painter, component, at, radius + 1.5, p.surface);
        paint_component_mark(painter, component, at, radius, color);
    }
}

/// Each line ends in its mark, name and number; names keep apart where lines meet.
fn end_labels(ui: &Ui, painter: &Painter, p: &Palette, frame: &Frame, data: &ChartData) {
    let gap = TextRole::Small.size(ui) * 1.3;
    let font = TextRole::Small.font(ui);
    let mut labels: Vec<(f32, Component)> = Component::ALL
        .into_iter()
        .map(|component| (frame.y(f32::from(value(data.end(), component))), component))
        .collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut least = f32::NEG_INFINITY;
    for (y, _) in &mut labels {
        *y = y.max(least);
        least = *y + gap;
    }
    let mut most = frame.plot.bottom();
    for (y, _) in labels.iter_mut().rev() {
        *y = y.min(most);
        most = *y - gap;
    }
    for (y, component) in labels {
        let end = value(data.end(), component);
        let from = frame.at(frame.last, end);
        let mark = pos2(frame.plot.right() + 22.0, y);
        painter.line_segment(
            [from + vec2(7.0, 0.0), mark - vec2(6.0, 0.0)],
            Stroke::new(1.0, p.component(component)),
        );
        paint_component_mark(painter, component, mark, 5.0, p.component(component));
        let text = format!("{} {end}", sentence(&component.to_string()));
        painter.text(mark + vec2(10.0, 0.0), Align2::LEFT_CENTER, text, font.clone(), p.ink);
    }
}

/// The numbers of the turns, as many as have room.
fn axis_labels(ui: &Ui, painter: &Painter, p: &Palette, frame: &Frame, turns: usize) {
    let font = TextRole::Small.font(ui);
    let room = TextRole::Small.size(ui) * 2.2;
    let step = frame.plot.width() / frame.last;
    let every = [1_usize, 2, 5, 10, 20, 50, 100]
        .into_iter()
        .find(|&every| place(every) * step >= room)
        .unwrap_or(100);
    let y = frame.plot.bottom() + space::S;
    let start = painter.text(
        pos2(frame.plot.left(), y),
        Align2::LEFT_TOP,
        "Start",
        font.clone(),
        p.ink_faint,
    );
    for turn in (1..=turns).filter(|turn| turn % every == 0) {
        let x = frame.x(place(turn));
        painter.vline(
            x,
            Rangef::new(frame.plot.bottom(), frame.plot.bottom() + 4.0),
            Stroke::new(1.0, p.line),
        );
        if x - room / 2.0 > start.right() {
            let text = if turn == every && step * place(every) > 2.2 * room {
                format!("Turn {turn}")
            } else {
                turn.to_string()
            };
            painter.text(pos2(x, y), Align2::CENTER_TOP, text, font.clone(), p.ink_faint);
        }
    }
}
