//! The ruptures under the chart: a line from opening to repair, with a shape and a word for each thing that happened on it.

use std::sync::Arc;

use egui::{Galley, Painter, Pos2, Rangef, Shape, Stroke, Ui, pos2, vec2};

use crate::report::account::chart::{MarkKind, RuptureSpan};
use crate::ui::theme::{Palette, TextRole, palette, space};

/// Half the width of a mark.
const MARK: f32 = 6.0;
/// From the middle of the line to the first row of words.
const DROP: f32 = 14.0;

/// The marks with their words, each word in the first row where it has room.
pub struct Lane {
    words: Vec<Word>,
    row: f32,
    rows: usize,
}

struct Word {
    mark: f32,
    kind: MarkKind,
    left: f32,
    row: usize,
    galley: Arc<Galley>,
}

impl Lane {
    /// Finds a place for each word. `along` gives the place of a turn, `range` the room from left to right.
    pub fn new(ui: &Ui, spans: &[RuptureSpan], range: Rangef, along: impl Fn(f32) -> f32) -> Self {
        let ink = palette(ui).ink_soft;
        let font = TextRole::Small.font(ui);
        let mut marks: Vec<_> = spans.iter().flat_map(|span| &span.marks).collect();
        // From right to left, so that the thin line from a mark to its word never crosses another word.
        marks.sort_by(|a, b| b.at.total_cmp(&a.at));
        let mut ends: Vec<f32> = Vec::new();
        let mut words = Vec::new();
        for mark in marks {
            let galley = ui.painter().layout(mark.label.clone(), font.clone(), ink, range.span());
            let width = galley.size().x;
            let at = along(mark.at);
            let left = (at - MARK).min(range.max - width).max(range.min);
            let right = left + width + space::M;
            let row = ends.iter().position(|&taken| right <= taken).unwrap_or(ends.len());
            // What is pushed to the left by the edge must not be crossed by the line of a later mark.
            let free = left.min(at - MARK);
            match ends.get_mut(row) {
                Some(taken) => *taken = free,
                None => ends.push(free),
            }
            words.push(Word {
                mark: at,
                kind: mark.kind,
                left,
                row,
                galley,
            });
        }
        Self {
            words,
            row: TextRole::Small.size(ui) * 1.35,
            rows: ends.len(),
        }
    }

    /// How high it is.
    pub fn height(&self) -> f32 {
        if self.rows == 0 {
            return 0.0;
        }
        #[allow(clippy::cast_precision_loss)]
        let rows = self.rows as f32;
        MARK + DROP + rows * self.row
    }

    /// Paints it with the middle of the line at `middle`.
    pub fn paint(
        &self,
        painter: &Painter,
        p: &Palette,
        spans: &[RuptureSpan],
        middle: f32,
        along: impl Fn(f32) -> f32,
    ) {
        for span in spans {
            let (from, until) = (along(span.from), along(span.until));
            painter.hline(
                Rangef::new(from, until.max(from + 2.0)),
                middle,
                Stroke::new(3.0, p.strain),
            );
        }
        for word in &self.words {
            #[allow(clippy::cast_precision_loss)]
            let top = middle + DROP + word.row as f32 * self.row;
            if word.row > 0 {
                let x = word.mark.max(word.left + 1.0);
                painter.vline(x, Rangef::new(middle + MARK + 3.0, top - 1.0), Stroke::new(1.0, p.line));
            }
            paint_mark(painter, p, word.kind, pos2(word.mark, middle));
            painter.galley(pos2(word.left, top), Arc::clone(&word.galley), p.ink_soft);
        }
    }
}

fn paint_mark(painter: &Painter, p: &Palette, kind: MarkKind, at: Pos2) {
    painter.circle_filled(at, MARK + 2.0, p.surface);
    let stroke = Stroke::new(2.0, p.strain);
    let line = |points: &[(f32, f32)]| {
        let points = points.iter().map(|&(x, y)| at + MARK * vec2(x, y)).collect();
        painter.add(Shape::line(points, stroke));
    };
    match kind {
        MarkKind::Opens => line(&[(-0.9, -0.5), (-0.1, 0.4), (0.1, -0.4), (0.9, 0.5)]),
        MarkKind::Named => {
            painter.circle_stroke(at, MARK * 0.8, stroke);
            painter.circle_filled(at, 1.8, p.strain);
        }
        MarkKind::MovesOn => {
            line(&[(-0.7, -0.8), (0.0, 0.0), (-0.7, 0.8)]);
            line(&[(0.1, -0.8), (0.8, 0.0), (0.1, 0.8)]);
        }
        MarkKind::SetBack => {
            line(&[(0.7, -0.8), (0.0, 0.0), (0.7, 0.8)]);
            line(&[(-0.1, -0.8), (-0.8, 0.0), (-0.1, 0.8)]);
        }
        MarkKind::Repaired => {
            let calm = Stroke::new(2.0, p.calm);
            painter.circle_stroke(at - vec2(2.6, 0.0), MARK * 0.7, calm);
            painter.circle_stroke(at + vec2(2.6, 0.0), MARK * 0.7, calm);
        }
        MarkKind::LeftOpen => {
            for step in [-0.8, 0.0, 0.8] {
                painter.circle_filled(at + vec2(MARK * step, 0.0), 1.6, p.strain);
            }
        }
    }
}
