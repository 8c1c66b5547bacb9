//! One component of the alliance as a bar: its name, its mark, where it stands and where it was.

use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::framework::id::Component;
use crate::ui::theme::{TextRole, palette, reduce_motion, space};

const TRACK: f32 = 8.0;
const EASE_S: f32 = 0.25;

/// A gauge to add to a `Ui`. It fills the width.
#[derive(Clone, Copy, Debug)]
pub struct Gauge {
    component: Component,
    value: u8,
    before: Option<u8>,
}

impl Gauge {
    /// Shows a component at `value`, 0 to 100.
    pub fn new(component: Component, value: u8) -> Self {
        Self {
            component,
            value: value.min(100),
            before: None,
        }
    }

    /// Marks where it stood before with a tick, if that was elsewhere.
    #[must_use]
    pub fn before(mut self, value: u8) -> Self {
        self.before = Some(value.min(100));
        self
    }

    /// What a screen reader says, such as "Bond 62 of 100, was 55".
    pub fn accessible_name(&self) -> String {
        let name = name(self.component);
        match self.before {
            Some(before) if before != self.value => format!("{name} {} of 100, was {before}", self.value),
            _ => format!("{name} {} of 100", self.value),
        }
    }
}

impl egui::Widget for Gauge {
    fn ui(self, ui: &mut Ui) -> Response {
        let p = palette(ui);
        let font = TextRole::Small.font(ui);
        let row = TextRole::Small.size(ui) + space::XS;
        let size = vec2(ui.available_width().clamp(120.0, 480.0), row + space::XS + TRACK + 4.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let shown = if reduce_motion(ui) {
            f32::from(self.value)
        } else {
            ui.animate_value_with_time(response.id, f32::from(self.value), EASE_S)
        };
        let spoken = self.accessible_name();
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &spoken));
        ui.accesskit_node_builder(response.id, |node| {
            node.set_numeric_value(f64::from(self.value));
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
        if ui.is_rect_visible(rect) {
            let color = p.component(self.component);
            let painter = ui.painter();
            let middle = rect.top() + row / 2.0;
            paint_component_mark(painter, self.component, pos2(rect.left() + 6.0, middle), 6.0, color);
            let left = egui::Align2::LEFT_CENTER;
            painter.text(
                pos2(rect.left() + 20.0, middle),
                left,
                name(self.component),
                font.clone(),
                p.ink,
            );
            let word = format!("{}  {}", value_word(self.value), self.value);
            painter.text(
                pos2(rect.right(), middle),
                egui::Align2::RIGHT_CENTER,
                word,
                font,
                p.ink_soft,
            );
            let track = Rect::from_min_size(
                pos2(rect.left(), rect.bottom() - TRACK - 2.0),
                vec2(rect.width(), TRACK),
            );
            // A tick says that it moved.
            let before = self.before.filter(|before| *before != self.value);
            paint_track(painter, &p, track, shown, before, color);
        }
        response.on_hover_text(spoken)
    }
}

fn paint_track(
    painter: &Painter,
    p: &crate::ui::theme::Palette,
    track: Rect,
    shown: f32,
    before: Option<u8>,
    color: Color32,
) {
    let corner = CornerRadius::same((TRACK / 2.0) as u8);
    painter.rect_filled(track, corner, if p.strong { p.surface } else { p.line });
    if p.strong {
        painter.rect_stroke(track, corner, Stroke::new(1.0, p.border), egui::StrokeKind::Outside);
    }
    let along = |value: f32| track.left() + track.width() * value / 100.0;
    let fill = Rect::from_min_max(track.min, pos2(along(shown).max(track.left() + TRACK), track.bottom()));
    painter.rect_filled(fill, corner, color);
    if let Some(before) = before {
        let x = along(f32::from(before)).clamp(track.left() + 1.0, track.right() - 1.0);
        let tick = Rect::from_center_size(pos2(x, track.center().y), vec2(2.0, TRACK + 6.0));
        painter.rect_filled(tick.expand(1.0), CornerRadius::ZERO, p.surface);
        painter.rect_filled(tick, CornerRadius::ZERO, p.ink);
    }
}

/// Paints the mark of a component: a circle for bond, a square for tasks, a triangle for goals. `radius` in points.
pub fn paint_component_mark(painter: &Painter, component: Component, center: Pos2, radius: f32, color: Color32) {
    match component {
        Component::Bond => painter.circle_filled(center, radius * 0.92, color),
        Component::Tasks => {
            let square = Rect::from_center_size(center, Vec2::splat(radius * 1.65));
            painter.rect_filled(square, CornerRadius::same(1), color)
        }
        Component::Goals => {
            let corners = [(0.0, -1.0), (1.02, 0.8), (-1.02, 0.8)];
            let points = corners.map(|(x, y)| center + radius * vec2(x, y)).to_vec();
            painter.add(Shape::convex_polygon(points, color, Stroke::NONE))
        }
    };
}

/// A word for a value of 0 to 100, so that no color has to say it.
pub const fn value_word(value: u8) -> &'static str {
    match value {
        0..=19 => "very low",
        20..=39 => "low",
        40..=59 => "middling",
        60..=79 => "fair",
        _ => "high",
    }
}

const fn name(component: Component) -> &'static str {
    match component {
        Component::Bond => "Bond",
        Component::Tasks => "Tasks",
        Component::Goals => "Goals",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn each_component_is_named_with_its_value() {
        let mut harness = Harness::new_ui(|ui| {
            install_in(ui, &Appearance::default());
            ui.add(Gauge::new(Component::Bond, 62).before(55));
            ui.add(Gauge::new(Component::Tasks, 40));
            ui.add(Gauge::new(Component::Goals, 140).before(100));
        });
        harness.run();
        harness.get_by_role_and_label(Role::Meter, "Bond 62 of 100, was 55");
        harness.get_by_role_and_label(Role::Meter, "Tasks 40 of 100");
        harness.get_by_role_and_label(Role::Meter, "Goals 100 of 100");
    }
}
