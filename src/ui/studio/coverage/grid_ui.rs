//! Draws the grid: lines down, statements across. Names of lines and statements stay in view while it scrolls, and only what is in view is
//! drawn, so that thousands of statements cost no more than a screenful.
//!
//! The whole is one stop for the keyboard: arrows choose a field, Enter goes to its statement.

use std::ops::Range;

use egui::epaint::TextShape;
use egui::{
    Color32, EventFilter, Key, Modifiers, Painter, Pos2, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::data::{CoverageData, Line, Mark};
use crate::scenario::diagnostic::cut;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{Palette, TextRole, palette, space};
use crate::ui::widgets::{focus_ring, paint_component_mark};

/// Most letters of an id over its column.
const ID: usize = 18;

/// A line of the grid as it is shown: a heading, or a line with its number among all of them.
#[derive(Clone, Copy, Debug)]
pub enum Shown<'d> {
    /// A heading.
    Heading(&'d str),
    /// A line.
    Line(&'d Line),
}

/// The lines to show: those that are met somewhere, or all.
pub fn shown(data: &CoverageData, all: bool) -> Vec<Shown<'_>> {
    let mut shown = Vec::new();
    for group in &data.groups {
        let lines: Vec<&Line> = group.lines.iter().filter(|line| all || line.is_met()).collect();
        if !lines.is_empty() {
            shown.push(Shown::Heading(&group.label));
            shown.extend(lines.into_iter().map(Shown::Line));
        }
    }
    shown
}

/// Sizes that follow the size of text and of the window.
#[derive(Clone, Copy, Debug)]
struct Sizes {
    label: f32,
    cell: Vec2,
    head: f32,
}

impl Sizes {
    fn of(ui: &Ui, data: &CoverageData) -> Self {
        let small = TextRole::Small.size(ui);
        let longest = data.statements.iter().max_by_key(|id| id.chars().count());
        let longest = cut(longest.cloned().unwrap_or_default(), ID);
        let font = TextRole::Small.font(ui);
        let galley = ui.painter().layout_no_wrap(longest, font, Color32::PLACEHOLDER);
        Self {
            label: (small * 17.0).min(ui.available_width() * 0.42),
            cell: vec2((small * 1.9).round(), (small + space::S).round()),
            head: (galley.size().x * 1.1 + space::S).min(ui.available_height() * 0.45),
        }
    }

    /// The whole grid.
    fn whole(self, columns: usize, lines: usize) -> Vec2 {
        vec2(
            self.label + self.cell.x * columns as f32 + space::M,
            self.head + self.cell.y * lines as f32 + space::M,
        )
    }

    /// A field of the grid whose corner is there.
    fn field(self, corner: Pos2, line: usize, column: usize) -> Rect {
        let at = vec2(
            self.label + self.cell.x * column as f32,
            self.head + self.cell.y * line as f32,
        );
        Rect::from_min_size(corner + at, self.cell)
    }
}

/// What of the grid is in view.
struct View {
    sizes: Sizes,
    /// The corner of the whole grid, on the screen.
    corner: Pos2,
    /// What of the screen shows it.
    rect: Rect,
    lines: Range<usize>,
    columns: Range<usize>,
}

impl View {
    fn new(sizes: Sizes, corner: Pos2, viewport: Rect, (lines, columns): (usize, usize)) -> Self {
        // Places in a grid that was just measured: positive, and within what a float counts exactly.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let range = |from: f32, to: f32, step: f32, all: usize| {
            let first = (from / step).floor().max(0.0) as usize;
            let last = (to / step).ceil().max(0.0) as usize;
            first.min(all)..last.min(all)
        };
        let Sizes { label, cell, head } = sizes;
        Self {
            sizes,
            corner,
            rect: viewport.translate(corner.to_vec2()),
            lines: range(viewport.top(), viewport.bottom() - head, cell.y, lines),
            columns: range(viewport.left(), viewport.right() - label, cell.x, columns),
        }
    }

    /// Where the fields are, without the names beside and above them.
    fn fields(&self) -> Rect {
        Rect::from_min_max(self.rect.min + vec2(self.sizes.label, self.sizes.head), self.rect.max)
    }

    /// The line and the statement under a point.
    fn at(&self, point: Pos2) -> (Option<usize>, Option<usize>) {
        let line = self.lines.clone().find(|&line| {
            let y = self.sizes.field(self.corner, line, 0).y_range();
            y.contains(point.y) && point.y >= self.fields().top()
        });
        let column = self.columns.clone().find(|&column| {
            let x = self.sizes.field(self.corner, 0, column).x_range();
            x.contains(point.x) && point.x >= self.fields().left()
        });
        (line, column)
    }
}

/// Shows the grid. `field`: the line, among those shown, and the statement that are chosen. `here`: the statement that the form shows.
pub fn grid_ui(
    ui: &mut Ui,
    data: &CoverageData,
    lines: &[Shown<'_>],
    (field, here): (&mut Option<(usize, usize)>, Option<&str>),
    asks: &mut Vec<StudioCommand>,
) {
    // The bars of the scroll area stand beside the fields, not over the last of them.
    ui.spacing_mut().scroll.floating_allocated_width = space::S;
    let sizes = Sizes::of(ui, data);
    let id = ui.make_persistent_id("coverage-grid");
    let scroll = ScrollArea::both().id_salt("coverage-grid").auto_shrink([false, false]);
    scroll.show_viewport(ui, |ui, viewport| {
        let size = sizes.whole(data.statements.len(), lines.len());
        let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
        let view = View::new(sizes, whole.min, viewport, (lines.len(), data.statements.len()));
        let seen = view.rect.intersect(whole.expand(space::S)).intersect(ui.clip_rect());
        let response = ui.interact(seen, id, Sense::click());
        let count = data.statements.len();
        let name = format!(
            "Coverage, {} lines by {count} statements. Arrow keys choose a field, Enter goes to its statement",
            lines.iter().filter(|line| matches!(line, Shown::Line(_))).count()
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Grid, true, name.as_str()));
        let mut used = Used {
            response: &response,
            view: &view,
            data,
            lines,
            field,
            asks,
        };
        used.pointed();
        if response.has_focus() {
            used.keyed(ui);
        }
        let here = here.and_then(|here| data.statements.iter().position(|id| id == here));
        let paint = Paint {
            p: palette(ui),
            data,
            view: &view,
            field: *field,
            here,
        };
        paint.bands(ui);
        paint.fields(ui, lines);
        paint.labels(ui, lines);
        paint.heads(ui);
        focus_ring(ui, &response, space::RADIUS);
    });
}

/// The grid while it is used.
struct Used<'a> {
    response: &'a Response,
    view: &'a View,
    data: &'a CoverageData,
    lines: &'a [Shown<'a>],
    /// The line, among those shown, and the statement that are chosen.
    field: &'a mut Option<(usize, usize)>,
    asks: &'a mut Vec<StudioCommand>,
}

impl Used<'_> {
    fn is_line(&self, at: usize) -> bool {
        matches!(self.lines.get(at), Some(Shown::Line(_)))
    }

    fn go(&mut self, statement: usize) {
        if let Some(id) = self.data.statements.get(statement) {
            self.asks.push(StudioCommand::Go(Spot::Statement(id.clone())));
        }
    }

    /// A click chooses a field and goes to its statement; a name over a column goes there as well.
    fn pointed(&mut self) {
        let clicked = self.response.clicked();
        let Some(point) = self.response.interact_pointer_pos().filter(|_| clicked) else {
            return;
        };
        self.response.request_focus();
        let (line, column) = self.view.at(point);
        let Some(column) = column else { return };
        if let Some(line) = line.filter(|line| self.is_line(*line)) {
            *self.field = Some((line, column));
        }
        self.go(column);
    }

    /// The keys of the grid while it has the keyboard.
    fn keyed(&mut self, ui: &Ui) {
        let filter = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.response.id, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let keys = [
            Key::ArrowDown,
            Key::ArrowUp,
            Key::ArrowRight,
            Key::ArrowLeft,
            Key::Home,
            Key::End,
        ];
        if let Some((line, column)) = keys
            .into_iter()
            .find(|key| pressed(*key))
            .and_then(|key| self.next(key))
        {
            *self.field = Some((line, column));
            let (view, rect) = (self.view, self.view.sizes.field(self.view.corner, line, column));
            // The names beside and above cover what is under them: room for them comes into view as well.
            let with_names = Rect::from_min_max(rect.min - vec2(view.sizes.label, view.sizes.head), rect.max);
            ui.scroll_to_rect(with_names, None);
        }
        let chosen = self.field.filter(|(line, _)| self.is_line(*line));
        if let Some((_, column)) = chosen.filter(|_| pressed(Key::Enter)) {
            self.go(column);
        }
    }

    /// The field that a key leads to. The first key of all leads to the first line.
    fn next(&self, key: Key) -> Option<(usize, usize)> {
        let last = self.data.statements.len().saturating_sub(1);
        let mut lines = (0..self.lines.len()).filter(|at| self.is_line(*at));
        let Some((line, column)) = self.field.filter(|(line, _)| self.is_line(*line)) else {
            let column = if key == Key::End { last } else { 0 };
            return lines.next().map(|line| (line, column));
        };
        Some(match key {
            Key::ArrowDown => (lines.find(|at| *at > line).unwrap_or(line), column),
            Key::ArrowUp => (lines.take_while(|at| *at < line).last().unwrap_or(line), column),
            Key::ArrowRight => (line, (column + 1).min(last)),
            Key::ArrowLeft => (line, column.saturating_sub(1)),
            Key::Home => (line, 0),
            _ => (line, last),
        })
    }
}

/// What the grid is drawn from.
struct Paint<'a> {
    p: Palette,
    data: &'a CoverageData,
    view: &'a View,
    field: Option<(usize, usize)>,
    here: Option<usize>,
}

impl Paint<'_> {
    /// The column of the statement that the form shows, and the line and column of the chosen field.
    fn bands(&self, ui: &Ui) {
        let (view, fields) = (self.view, self.view.fields());
        let painter = ui.painter().with_clip_rect(fields.intersect(ui.clip_rect()));
        let tint = self.p.accent_soft.gamma_multiply(0.7);
        if let Some(here) = self.here {
            let x = view.sizes.field(view.corner, 0, here).x_range();
            painter.rect_filled(Rect::from_x_y_ranges(x, fields.y_range()), 0.0, tint);
        }
        if let Some((line, _)) = self.field {
            let y = view.sizes.field(view.corner, line, 0).y_range();
            painter.rect_filled(Rect::from_x_y_ranges(fields.x_range(), y), 0.0, tint);
        }
    }

    fn fields(&self, ui: &Ui, lines: &[Shown<'_>]) {
        let view = self.view;
        let painter = ui.painter().with_clip_rect(view.fields().intersect(ui.clip_rect()));
        let hairline = Stroke::new(1.0, self.p.line);
        for at in view.lines.clone() {
            let Some(Shown::Line(line)) = lines.get(at) else {
                continue;
            };
            let bottom = view.sizes.field(view.corner, at, 0).bottom();
            painter.hline(view.fields().x_range(), bottom, hairline);
            for column in view.columns.clone() {
                let mark = line.marks.get(column).copied().unwrap_or_default();
                let rect = view.sizes.field(view.corner, at, column);
                if mark != Mark::Absent {
                    self.met(ui, &painter, (at, column), line, rect);
                }
                if self.field == Some((at, column)) {
                    let stroke = Stroke::new(space::FOCUS_WIDTH, self.p.focus);
                    painter.rect_stroke(rect.shrink(1.0), 4.0, stroke, egui::StrokeKind::Inside);
                }
            }
        }
    }

    /// A field in which something is met, named for a screen reader and on hover.
    fn met(&self, ui: &Ui, painter: &Painter, (at, column): (usize, usize), line: &Line, rect: Rect) {
        let mark = line.marks.get(column).copied().unwrap_or_default();
        let seen = rect.intersect(painter.clip_rect());
        if seen.is_positive() {
            let id = ui.scope_id().with(("coverage-field", at, column));
            let response = ui.interact(seen, id, Sense::hover());
            let name = self.data.spoken(line, column);
            response.widget_info(|| WidgetInfo::labeled(Role::Cell, true, name.as_str()));
            response.on_hover_text(name);
        }
        let size = rect.height() * 0.28;
        paint_mark(painter, mark, rect.center(), size, &self.p);
    }

    /// The names of the lines, which stay at the left. A component has its mark behind its name: in the fields the same marks say the same
    /// for every line.
    fn labels(&self, ui: &Ui, lines: &[Shown<'_>]) {
        let view = self.view;
        let side = Rect::from_min_max(
            pos2(view.rect.left(), view.fields().top()),
            pos2(view.fields().left(), view.rect.bottom()),
        );
        let painter = ui.painter().with_clip_rect(side.intersect(ui.clip_rect()));
        let mark = TextRole::Small.size(ui) * 0.4;
        for at in view.lines.clone() {
            let (text, ink) = match lines.get(at) {
                Some(Shown::Line(line)) => (line.label.as_str(), self.p.ink),
                Some(Shown::Heading(label)) => (*label, self.p.ink_faint),
                None => continue,
            };
            let component = match lines.get(at) {
                Some(Shown::Line(line)) => line.component,
                _ => None,
            };
            let room = if component.is_some() {
                space::S + 2.0 * mark
            } else {
                0.0
            };
            let y = view.sizes.field(view.corner, at, 0).y_range();
            let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), TextRole::Small.font(ui), ink);
            job.wrap = egui::text::TextWrapping::truncate_at_width(view.sizes.label - space::S - room);
            let galley = painter.layout_job(job);
            let corner = pos2(side.left(), y.center() - galley.size().y / 2.0);
            let rect = Rect::from_x_y_ranges(side.x_range(), y).intersect(painter.clip_rect());
            if let Some(component) = component {
                let center = pos2(corner.x + galley.size().x + space::S + mark, y.center());
                paint_component_mark(&painter, component, center, mark, self.p.component(component));
            }
            painter.galley(corner, galley, ink);
            if let (Some(Shown::Line(line)), true) = (lines.get(at), rect.is_positive()) {
                let id = ui.scope_id().with(("coverage-line", at));
                let response = ui.interact(rect, id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::RowHeader, true, line.label.as_str()));
                response.on_hover_text(format!("{}. {}", line.label, line.text));
            }
        }
    }

    /// The ids of the statements, written upwards, which stay at the top.
    fn heads(&self, ui: &Ui) {
        let view = self.view;
        let top = Rect::from_min_max(
            pos2(view.fields().left(), view.rect.top()),
            pos2(view.rect.right(), view.fields().top()),
        );
        let painter = ui.painter().with_clip_rect(top.intersect(ui.clip_rect()));
        for column in view.columns.clone() {
            let Some(id) = self.data.statements.get(column) else {
                continue;
            };
            let x = view.sizes.field(view.corner, 0, column).x_range();
            let rect = Rect::from_x_y_ranges(x, top.y_range());
            let seen = rect.intersect(painter.clip_rect());
            let mut near = self.here == Some(column);
            if seen.is_positive() {
                let own = ui.scope_id().with(("coverage-head", column));
                let response = ui.interact(seen, own, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, id.as_str()));
                near |= response.contains_pointer();
                response
                    .on_hover_text(id.as_str())
                    .on_hover_cursor(egui::CursorIcon::PointingHand);
            }
            let ink = if near { self.p.accent } else { self.p.ink };
            let text = cut(id.clone(), ID);
            let mut job = egui::text::LayoutJob::simple_singleline(text, TextRole::Small.font(ui), ink);
            job.wrap = egui::text::TextWrapping::truncate_at_width(view.sizes.head - space::XS);
            let galley = painter.layout_job(job);
            let corner = pos2(rect.center().x - galley.size().y / 2.0, rect.bottom() - space::XS);
            let text = TextShape::new(corner, galley, ink).with_angle(-std::f32::consts::FRAC_PI_2);
            painter.add(text);
        }
    }
}

/// Draws a mark: full, half, empty, or a square for what the client brings. They differ by shape, not only by colour.
pub fn paint_mark(painter: &Painter, mark: Mark, center: Pos2, size: f32, p: &Palette) {
    let ring = |color: Color32| Stroke::new(1.5, color);
    match mark {
        Mark::Absent => {}
        Mark::Best => {
            painter.circle_filled(center, size, p.accent);
        }
        Mark::Shown => {
            let half = (0..=16).map(|step| {
                let angle = std::f32::consts::PI * (0.5 + step as f32 / 16.0);
                center + size * Vec2::angled(angle)
            });
            painter.add(Shape::convex_polygon(half.collect(), p.accent, Stroke::NONE));
            painter.circle_stroke(center, size, ring(p.accent));
        }
        Mark::Missed => {
            painter.circle_stroke(center, size * 0.9, ring(p.warning));
        }
        Mark::Brought => {
            let rect = Rect::from_center_size(center, Vec2::splat(size * 1.7));
            painter.rect_filled(rect, 1.5, p.ink_soft);
        }
    }
}
