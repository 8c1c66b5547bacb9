//! Draws the trend: two lines that end in their names, told apart by dash and by mark as well as by color.

use egui::{Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use super::trend::{FEWEST, Point, TrendData};
use crate::ui::page::inset;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{focus_ring, section_heading};

const HEIGHT: f32 = 140.0;

/// Shows the trend and what it says.
pub fn trend_ui(ui: &mut Ui, trend: &TrendData) {
    section_heading(ui, "Your view and your choices");
    let ink = palette(ui).ink_soft;
    if trend.points.len() >= FEWEST {
        inset(ui, |ui| chart(ui, trend));
        ui.add_space(space::S);
    }
    ui.label(prose(ui, trend.sentence()));
    let text = "The rating is of what you wrote, the credit of what you then chose. They are two things, and are set side by side only because both are yours.";
    ui.label(TextRole::Small.text(text).color(ink));
}

fn chart(ui: &mut Ui, trend: &TrendData) {
    let p = palette(ui);
    let names = ["your rating", "credit of the choice"];
    let font = TextRole::Small.font(ui);
    let galleys = names.map(|name| ui.painter().layout_no_wrap(name.to_owned(), font.clone(), p.ink_soft));
    let margin = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max) + space::M;
    let size = vec2(ui.available_width(), HEIGHT.max(4.0 * font.size));
    let (rect, response) = ui.allocate_exact_size(size, Sense::focusable_noninteractive());
    let heard = heard(trend);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, heard.as_str()));
    focus_ring(ui, &response, space::RADIUS);
    let field = Rect::from_min_max(rect.min + vec2(space::S, space::S), rect.max - vec2(margin, space::S));
    for share in [0.0, 0.5, 1.0] {
        let y = field.top() + share * field.height();
        ui.painter().hline(field.x_range(), y, Stroke::new(1.0, p.line));
    }
    let rated = line(field, &trend.points, |point| point.rating);
    let chosen = line(field, &trend.points, |point| point.credit);
    ui.painter()
        .extend(Shape::dashed_line(&rated, Stroke::new(2.0, p.accent), 6.0, 4.0));
    for at in &rated {
        ui.painter().circle_filled(*at, 3.0, p.accent);
    }
    ui.painter()
        .add(Shape::line(chosen.clone(), Stroke::new(2.0, p.ink_soft)));
    for at in &chosen {
        ui.painter()
            .rect_filled(Rect::from_center_size(*at, vec2(6.0, 6.0)), 0.0, p.ink_soft);
    }
    // The two names keep clear of each other where the lines end close together.
    let ends = [rated.last(), chosen.last()].map(|end| end.map_or(field.center().y, |end| end.y));
    let least = font.size * 1.2;
    let mut ys = ends;
    let [first, second] = &mut ys;
    if (*first - *second).abs() < least {
        let middle = f32::midpoint(*first, *second).clamp(rect.top() + least, rect.bottom() - least);
        let half = if *first <= *second { -least / 2.0 } else { least / 2.0 };
        (*first, *second) = (middle + half, middle - half);
    }
    for ((galley, y), ink) in galleys.into_iter().zip(ys).zip([p.accent, p.ink_soft]) {
        let at = pos2(field.right() + space::S, y - galley.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, ink);
    }
    let over = response
        .hover_pos()
        .or_else(|| response.has_focus().then(|| field.right_center()));
    if let Some(text) = over.and_then(|over| near(&rated, &trend.points, over)) {
        response.show_tooltip_text(text);
    }
}

#[allow(clippy::cast_precision_loss)]
fn line(field: Rect, points: &[Point], of: impl Fn(&Point) -> u8) -> Vec<Pos2> {
    let step = field.width() / (points.len().max(2) - 1) as f32;
    let at = |(at, point): (usize, &Point)| {
        let share = f32::from(of(point)) / 100.0;
        pos2(field.left() + at as f32 * step, field.bottom() - share * field.height())
    };
    points.iter().enumerate().map(at).collect()
}

/// What the point nearest to the pointer says.
fn near(line: &[Pos2], points: &[Point], over: Pos2) -> Option<String> {
    let by = |at: &Pos2| (at.x - over.x).abs();
    let nearest = line
        .iter()
        .zip(points)
        .min_by(|(a, _), (b, _)| by(a).total_cmp(&by(b)))?;
    let (_, Point { rating, credit }) = nearest;
    Some(format!(
        "You rated your words {rating} of 100; what you chose had a credit of {credit} of 100."
    ))
}

/// The chart in words, for whoever does not see it.
fn heard(trend: &TrendData) -> String {
    let told = trend
        .points
        .iter()
        .map(|point| format!("{} and {}", point.rating, point.credit));
    let all: Vec<String> = told.collect();
    format!(
        "Your rating and the credit of the choice, draft by draft, the oldest first: {}",
        all.join("; ")
    )
}
