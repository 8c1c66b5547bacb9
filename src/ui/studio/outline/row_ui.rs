//! Draws one row of the outline.

use egui::{Color32, CornerRadius, FontId, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::data::{Column, Placed, Row, Tree, single_link, way_words};
use crate::ui::studio::map::data::{Kind, MapData, outcome_word, quality_words, strain_word};
use crate::ui::studio::map::paint::{Marks, finding_mark, level_of, quality_mark, text};
use crate::ui::theme::{INTERFACE_STRONG, Palette, TextRole, palette, space};

/// Indentation of a level, in points.
const INDENT: f32 = 15.0;
/// Deeper levels are not indented further: their rows would have no room for words.
const DEEPEST: u16 = 22;

/// The tools of a row.
pub struct Pen<'p> {
    painter: &'p Painter,
    p: Palette,
    strong: FontId,
    body: FontId,
    small: FontId,
}

impl<'p> Pen<'p> {
    /// With the sizes that are set.
    pub fn new(ui: &Ui, painter: &'p Painter) -> Self {
        Self {
            painter,
            p: palette(ui),
            strong: FontId::new(TextRole::Body.size(ui), egui::FontFamily::Name(INTERFACE_STRONG.into())),
            body: TextRole::Body.font(ui),
            small: TextRole::Small.font(ui),
        }
    }

    /// What lies under a row, and the ring around it.
    pub fn ground(&self, rect: Rect, marks: Marks) {
        let p = &self.p;
        let corner = CornerRadius::same(space::RADIUS);
        if marks.picked {
            self.painter.rect_filled(rect, corner, p.accent_soft);
        } else if marks.hovered {
            self.painter.rect_filled(rect, corner, p.surface_sunken);
        }
        if marks.picked && p.strong {
            self.painter
                .rect_stroke(rect, corner, Stroke::new(1.0, p.accent), StrokeKind::Inside);
        }
        if marks.hit || marks.playing {
            let tone = if marks.playing { p.accent } else { p.warning };
            let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
            self.painter.rect_filled(bar, CornerRadius::same(1), tone);
        }
        if marks.focused {
            let ring = Stroke::new(space::FOCUS_WIDTH, p.focus);
            self.painter.rect_stroke(rect, corner, ring, StrokeKind::Inside);
        }
    }

    /// A row of the tree.
    pub fn tree_row(&self, data: &MapData, tree: &Tree, placed: &Placed, rect: Rect) {
        let left = rect.left() + 8.0 + INDENT * f32::from(placed.level.min(DEEPEST));
        if let Some(open) = placed.open {
            triangle(self.painter, pos2(left + 6.0, rect.center().y), open, self.p.ink_soft);
        }
        let mark = pos2(left + 24.0, rect.center().y);
        let room = Rect::from_min_max(pos2(left + 40.0, rect.top()), pos2(rect.right() - 8.0, rect.bottom()));
        match placed.row {
            Row::Node(at) => self.node(data, at, mark, room),
            Row::Response(at) => self.response(data, at, single_link(tree, data, at), mark, room),
            Row::Link(at) => self.link(data, at, room),
            // The tree has none: they have a table of their own.
            Row::Frame(_) | Row::Note(_) => {}
        }
    }

    fn node(&self, data: &MapData, at: u32, mark: Pos2, room: Rect) {
        let Some(node) = data.node(at) else { return };
        let p = &self.p;
        let tone = match node.kind {
            Kind::Statement if node.strain.is_some() => p.strain,
            Kind::Statement => p.border,
            Kind::Ending(_) => p.calm,
            Kind::Missing => p.warning,
        };
        let speech = Rect::from_center_size(mark, vec2(14.0, 11.0));
        let corner = CornerRadius::same(if matches!(node.kind, Kind::Ending(_)) { 6 } else { 3 });
        if node.kind == Kind::Statement && node.strain.is_some() {
            self.painter.rect_filled(speech, corner, tone);
        } else {
            self.painter
                .rect_stroke(speech, corner, Stroke::new(1.6, tone), StrokeKind::Inside);
        }
        let aside = match (node.kind, node.strain) {
            (Kind::Ending(outcome), _) => (outcome_word(outcome).to_owned(), p.ink_soft),
            (_, Some((kind, _))) => (strain_word(kind).to_owned(), p.strain),
            _ => (String::new(), p.ink_soft),
        };
        let right = self.aside(room, &node.findings, aside);
        self.words(room.with_max_x(right), &node.id, &node.words);
    }

    fn response(&self, data: &MapData, at: u32, link: Option<u32>, mark: Pos2, room: Rect) {
        let Some(response) = data.response(at) else { return };
        let level = level_of(response.quality);
        let tone = self.p.quality.get(level).copied().unwrap_or(self.p.ink_faint);
        quality_mark(self.painter, mark, 6.5, tone, self.p.surface, level);
        let mut aside = String::new();
        if let Some(to) = link.and_then(|edge| data.node(data.edge(edge)?.to)) {
            aside = format!("to {} · ", to.id);
        }
        if response.when {
            aside.push_str("under a condition · ");
        }
        aside.push_str(&quality_words(response.quality));
        let right = self.aside(room, &response.findings, (aside, self.p.ink_soft));
        self.words(room.with_max_x(right), &response.id, &response.words);
    }

    fn link(&self, data: &MapData, at: u32, room: Rect) {
        let Some((edge, to)) = data.edge(at).and_then(|edge| Some((edge, data.node(edge.to)?))) else {
            return;
        };
        let words = match way_words(edge.way) {
            way if way.is_empty() => format!("to {}", to.id),
            way => format!("{way}: to {}", to.id),
        };
        self.line(room, &words, &self.body, self.p.ink_soft);
    }

    fn words(&self, room: Rect, id: &str, words: &str) {
        let name = self
            .painter
            .layout_no_wrap(id.to_owned(), self.strong.clone(), self.p.ink);
        let most = room.width().min(name.size().x);
        self.line(room.with_max_x(room.left() + most + 1.0), id, &self.strong, self.p.ink);
        let rest = room.with_min_x(room.left() + most + 10.0);
        if rest.width() > 40.0 {
            self.line(rest, words, &self.body, self.p.ink_soft);
        }
    }

    /// What stands at the right end. Gives how far the words may reach.
    fn aside(&self, room: Rect, findings: &[u32; 3], (words, tone): (String, Color32)) -> f32 {
        let mut x = room.right();
        let found: u32 = findings.iter().sum();
        if found > 0 {
            let p = &self.p;
            let tone = if findings[0] > 0 {
                p.strain
            } else if findings[1] > 0 {
                p.warning
            } else {
                p.ink_faint
            };
            let count = self.painter.layout_no_wrap(found.to_string(), self.small.clone(), tone);
            x -= count.size().x;
            self.painter
                .galley(pos2(x, room.center().y - count.size().y / 2.0), count, tone);
            x -= 9.0;
            finding_mark(self.painter, pos2(x, room.center().y), 10.0, tone, findings[0] > 0);
            x -= 14.0;
        }
        if !words.is_empty() && room.width() > 260.0 {
            let galley = self.painter.layout_no_wrap(words, self.small.clone(), tone);
            x -= galley.size().x;
            self.painter
                .galley(pos2(x, room.center().y - galley.size().y / 2.0), galley, tone);
            x -= 14.0;
        }
        x
    }

    /// The cells of a table's row.
    pub fn table_row(&self, data: &MapData, (row, held): (Row, &str), columns: &[Column], widths: &[f32], rect: Rect) {
        let mut x = rect.left() + 8.0;
        for (column, width) in columns.iter().zip(widths) {
            let cell = Rect::from_min_size(pos2(x, rect.top()), vec2(width - 10.0, rect.height()));
            x += width;
            let words = match column {
                Column::Holds => held.to_owned(),
                column => column.cell(data, row),
            };
            let (font, tone) = match column {
                Column::Name => (&self.strong, self.p.ink),
                Column::Words => (&self.body, self.p.ink),
                Column::Strain if words.contains(' ') && !words.starts_with("ends") => (&self.body, self.p.strain),
                _ => (&self.body, self.p.ink_soft),
            };
            let mut room = cell;
            if let (Column::Quality, Row::Response(at)) = (column, row)
                && let Some(response) = data.response(at)
            {
                let level = level_of(response.quality);
                let mark = self.p.quality.get(level).copied().unwrap_or(tone);
                quality_mark(
                    self.painter,
                    pos2(cell.left() + 8.0, cell.center().y),
                    6.0,
                    mark,
                    self.p.surface,
                    level,
                );
                room = cell.with_min_x(cell.left() + 22.0);
            }
            self.line(room, &words, font, tone);
        }
    }

    fn line(&self, room: Rect, words: &str, font: &FontId, ink: Color32) {
        let height = font.size * 1.25;
        let top = room.center().y - height / 2.0;
        text(
            self.painter,
            words,
            font,
            ink,
            Rect::from_min_max(pos2(room.left(), top), pos2(room.right(), room.bottom())),
            1,
        );
    }
}

fn triangle(painter: &Painter, center: Pos2, open: bool, tone: Color32) {
    let corners = if open {
        [(-5.0, -2.5), (5.0, -2.5), (0.0, 4.0)]
    } else {
        [(-2.5, -5.0), (4.0, 0.0), (-2.5, 5.0)]
    };
    let points = corners.map(|(x, y)| center + vec2(x, y)).to_vec();
    painter.add(Shape::convex_polygon(points, tone, Stroke::NONE));
}
