//! The client above, what can be chosen below: one size for the whole, as large as all of it together allows. Each part gets the height that
//! it needs, and none is cut so that another can have air.

use egui::{Rect, Vec2, pos2};

use super::cards::{Form, LEAST, MOST, cards_ui};
use super::data::{Card, Slide};
use super::fit::Type;
use super::slide_ui::{Stage, portrait_ui};
use crate::session::words::sentence;

/// How much larger the client speaks than the responses do.
const LOUDER: f32 = 1.35;
/// Between the cue and the client's words, the client and the cards, the cards and what is told below them; in hundredths of the height.
const CUE_GAP: f32 = 1.0;
const CARDS_GAP: f32 = 2.0;
const TOLD_GAP: f32 = 1.4;

/// The texts of a slide with cards, and what they are set in.
struct Texts<'s> {
    seen: (String, Type),
    says: (String, Type),
    told: (String, Type),
    cards: &'s [Card],
    form: Form,
}

/// What each part needs at a size.
struct Needs {
    face: f32,
    client: f32,
    rows: Vec<f32>,
    gaps: f32,
    told: f32,
    is_whole: bool,
}

impl Needs {
    fn fits(&self, height: f32) -> bool {
        self.is_whole && self.client + self.rows.iter().sum::<f32>() + self.gaps + self.told <= height
    }
}

/// Where the client's words stand beside a portrait of a size.
fn words_width(stage: &Stage<'_>, area: Rect, face: f32) -> f32 {
    area.width() - face - 4.0 * stage.unit
}

impl Texts<'_> {
    fn needs(&self, stage: &Stage<'_>, area: Rect, size: f32) -> Needs {
        let unit = stage.unit;
        let painter = stage.painter();
        let face = (7.0 * size).clamp(15.0 * unit, 30.0 * unit);
        let width = words_width(stage, area, face);
        let (seen, kind) = &self.seen;
        let seen = kind.height(painter, seen, kind.up_to(size), width);
        let (says, kind) = &self.says;
        let says = kind.height(painter, says, kind.up_to(size * LOUDER), width);
        let (told, kind) = &self.told;
        let told = if told.is_empty() {
            0.0
        } else {
            kind.height(painter, told, kind.up_to(size), area.width()) + TOLD_GAP * unit
        };
        let (rows, is_whole) = self.form.rows(stage, area.width(), self.cards, size);
        #[allow(clippy::cast_precision_loss)]
        let between = rows.len().saturating_sub(1) as f32 * self.form.gap();
        Needs {
            face,
            client: face.max(seen + CUE_GAP * unit + says),
            rows,
            gaps: (between + CARDS_GAP) * unit,
            told,
            is_whole,
        }
    }
}

/// The client, the cards, and what there is to say about them.
pub(super) fn vote_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, cards: &[Card], told: &[String]) {
    let unit = stage.unit;
    let texts = Texts {
        seen: (sentence(&slide.cue), stage.seen(3.6, LEAST)),
        says: (format!("‘{}’", slide.says.trim()), stage.speech(6.4, LEAST)),
        told: (told.join("  "), stage.strong(3.3, LEAST)),
        cards,
        form: Form::of(cards),
    };
    let fits = |size: f32| texts.needs(stage, area, size).fits(area.height());
    let size = stage.ladder.largest(LEAST * unit, MOST * unit, fits);
    let needs = texts.needs(stage, area, size);
    client_ui(stage, area, slide, &texts, (size, &needs));
    let below = Rect::from_min_max(
        pos2(area.left(), area.top() + needs.client + CARDS_GAP * unit),
        pos2(area.right(), area.bottom() - needs.told),
    );
    let room = area.height() - needs.client - needs.gaps - needs.told;
    let rows = shared_out(&needs.rows, room);
    cards_ui(stage, below, cards, texts.form, &rows, size);
    let (told, kind) = &texts.told;
    if !told.is_empty() {
        let galley = kind.at(
            stage.painter(),
            told,
            kind.up_to(size),
            area.width(),
            needs.told - TOLD_GAP * unit,
        );
        stage.put(pos2(area.left(), below.bottom() + TOLD_GAP * unit), galley, told);
    }
}

/// The portrait, and beside it what can be seen and what the client says.
fn client_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, texts: &Texts<'_>, (size, needs): (f32, &Needs)) {
    let unit = stage.unit;
    portrait_ui(stage, Rect::from_min_size(area.min, Vec2::splat(needs.face)), slide);
    let width = words_width(stage, area, needs.face);
    let (seen, kind) = &texts.seen;
    let seen_galley = kind.at(stage.painter(), seen, kind.up_to(size), width, needs.client);
    let (says, kind) = &texts.says;
    let left = needs.client - seen_galley.size().y - CUE_GAP * unit;
    let says_galley = kind.at(stage.painter(), says, kind.up_to(size * LOUDER), width, left);
    let used = seen_galley.size().y + CUE_GAP * unit + says_galley.size().y;
    let at = pos2(
        area.left() + needs.face + 4.0 * unit,
        area.top() + (needs.client - used).max(0.0) / 2.0,
    );
    let below = at + egui::vec2(0.0, seen_galley.size().y + CUE_GAP * unit);
    stage.put(at, seen_galley, seen);
    stage.put(below, says_galley, says);
}

/// Shares a height out among rows: each has what it needs, and what is over goes to the lowest, so that they come as near to equal as they can.
/// Where there is too little, all give up the same share.
fn shared_out(needs: &[f32], room: f32) -> Vec<f32> {
    let whole: f32 = needs.iter().sum();
    if whole >= room {
        let share = (room / whole.max(1.0)).max(0.0);
        return needs.iter().map(|need| need * share).collect();
    }
    // The level up to which the lowest are filled, by halving.
    let (mut low, mut high) = (0.0, room);
    for _ in 0..24 {
        let level = (low + high) / 2.0;
        let filled: f32 = needs.iter().map(|need| need.max(level)).sum();
        if filled <= room {
            low = level;
        } else {
            high = level;
        }
    }
    needs.iter().map(|need| need.max(low)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needs: &[f32], room: f32, expected: &[f32]) {
        let rows = shared_out(needs, room);
        let near = rows
            .iter()
            .zip(expected)
            .all(|(row, expected)| (row - expected).abs() < 0.1);
        assert!(near && rows.len() == expected.len(), "{rows:?}");
    }

    #[test]
    fn what_is_over_goes_to_the_lowest_rows() {
        check(&[10.0, 10.0], 40.0, &[20.0, 20.0]);
        check(&[30.0, 10.0, 5.0], 60.0, &[30.0, 15.0, 15.0]);
        check(&[30.0, 10.0, 5.0], 46.0, &[30.0, 10.0, 6.0]);
        check(&[30.0, 10.0], 20.0, &[15.0, 5.0]);
        check(&[], 20.0, &[]);
    }
}
