//! Draws what can be chosen: a card each, all in the same size of type, so that none speaks louder than another.

use egui::{CornerRadius, Rect, Role, Stroke, Vec2, pos2, vec2};

use super::data::{Card, CardKind};
use super::fit::Type;
use super::slide_ui::{Stage, badge};

/// More cards than this leave a row no room for two lines beside its words.
const MANY: usize = 5;

/// How cards stand: two columns while there are words alone, and one below the other with the counts beside the words once there are counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    columns: usize,
    has_bars: bool,
    is_reveal: bool,
    is_tight: bool,
}

impl Form {
    pub(super) fn of(cards: &[Card]) -> Self {
        let is_reveal = cards.iter().any(|card| card.is_best);
        let has_bars = is_reveal || cards.iter().any(|card| card.share.is_some());
        Self {
            columns: if has_bars || cards.len() < 2 { 1 } else { 2 },
            has_bars,
            is_reveal,
            is_tight: has_bars && cards.len() > MANY,
        }
    }

    /// The room between two cards, in hundredths of the height.
    pub(super) const fn gap(self) -> f32 {
        if self.has_bars { 1.2 } else { 1.8 }
    }

    /// The width of the counts beside the words.
    fn aside(self) -> f32 {
        match (self.has_bars, self.is_tight && self.is_reveal) {
            (false, _) => 0.0,
            (true, false) => 38.0,
            (true, true) => 54.0,
        }
    }

    /// The height of a card with a single line.
    const fn least(self) -> f32 {
        if self.is_tight { 5.4 } else { 8.2 }
    }

    /// The width of a card's words.
    fn width(self, stage: &Stage<'_>, place: f32) -> f32 {
        place - (LEFT + RIGHT + self.aside()) * stage.unit
    }

    /// How wide a card is.
    fn place(self, stage: &Stage<'_>, area: f32, at: usize, count: usize) -> f32 {
        // A last card without a neighbour has the row to itself.
        if self.columns == 1 || (at + 1 == count && count % 2 == 1) {
            area
        } else {
            (area - self.gap() * stage.unit) / 2.0
        }
    }

    /// The height of each row with the words at a size, and whether no word is broken.
    pub(super) fn rows(self, stage: &Stage<'_>, area: f32, cards: &[Card], size: f32) -> (Vec<f32>, bool) {
        let mut is_whole = true;
        let heights: Vec<f32> = cards
            .iter()
            .enumerate()
            .map(|(at, card)| {
                let width = self.width(stage, self.place(stage, area, at, cards.len()));
                let kind = kind_of(stage, card);
                is_whole &= kind.is_whole(stage.painter(), &card.text, size, width);
                let words = kind.height(stage.painter(), &card.text, size, width);
                (words + detail_height(stage, card) + 2.0 * PAD * stage.unit).max(self.least() * stage.unit)
            })
            .collect();
        let rows = heights
            .chunks(self.columns)
            .map(|row| row.iter().copied().fold(0.0, f32::max));
        (rows.collect(), is_whole)
    }
}

/// The room left of a card's words, where its letter stands; right of them; above and below them. In hundredths of the height.
const LEFT: f32 = 10.0;
const RIGHT: f32 = 2.4;
const PAD: f32 = 1.2;

/// The responses, in rows of given heights.
pub(super) fn cards_ui(stage: &mut Stage<'_>, area: Rect, cards: &[Card], form: Form, rows: &[f32], size: f32) {
    let gap = form.gap() * stage.unit;
    let mut top = area.top();
    for (row, height) in rows.iter().enumerate() {
        let mut left = area.left();
        let from = row * form.columns;
        for (at, card) in cards.iter().enumerate().skip(from).take(form.columns) {
            let width = form.place(stage, area.width(), at, cards.len());
            let place = Rect::from_min_size(pos2(left, top), vec2(width, *height));
            card_ui(stage, place, card, size, form);
            left += width + gap;
        }
        top += height + gap;
    }
}

/// What can be noticed, beside each other.
pub(super) fn notices_ui(stage: &mut Stage<'_>, area: Rect, cards: &[Card]) {
    let unit = stage.unit;
    let height = area.height().min(38.0 * unit);
    let area = Rect::from_min_size(area.min, vec2(area.width(), height));
    let places = grid(area, cards.len(), cards.len().max(1), 2.4 * unit);
    let place = places.first().map_or(Vec2::ZERO, Rect::size);
    let head = vec2(place.x - 15.0 * unit, 8.0 * unit);
    let rest = place - vec2(6.2, 16.6) * unit;
    let names = cards.iter().map(|card| (card.text.as_str(), head));
    let name = stage.strong(5.4, 3.4).shared(stage.painter(), names);
    let details = cards.iter().map(|card| (card.detail.unwrap_or_default(), rest));
    let soft = Type {
        ink: stage.p.ink_soft,
        ..stage.plain(4.4, 3.0)
    };
    let soft = soft.shared(stage.painter(), details);
    for (card, place) in cards.iter().zip(places) {
        stage.card(place, stage.hairline());
        let from = place.left_top();
        badge(stage, from + vec2(7.0, 7.6) * unit, 4.0 * unit, card.letter, true);
        let galley = name.at(stage.painter(), &card.text, name.most, head.x, head.y);
        let at = from + vec2(13.0 * unit, 7.6 * unit - galley.size().y / 2.0);
        stage.painter().galley(at, galley, stage.p.ink);
        let detail = card.detail.unwrap_or_default();
        let galley = soft.at(stage.painter(), detail, soft.most, rest.x, rest.y);
        stage
            .painter()
            .galley(from + vec2(3.2, 14.6) * unit, galley, stage.p.ink_soft);
        stage.say(place, Role::Label, &format!("{}. {}. {detail}", card.letter, card.text));
    }
}

/// Equal places in rows.
#[allow(clippy::cast_precision_loss)]
fn grid(area: Rect, count: usize, columns: usize, gap: f32) -> Vec<Rect> {
    let rows = count.div_ceil(columns.max(1)).max(1);
    let width = (area.width() - gap * (columns - 1) as f32) / columns as f32;
    let height = (area.height() - gap * (rows - 1) as f32) / rows as f32;
    (0..count)
        .map(|at| {
            let (row, column) = (at / columns, at % columns);
            // A last card without a neighbour has the row to itself.
            let alone = column == 0 && at + 1 == count && columns > 1 && count > 1;
            let x = area.left() + (width + gap) * column as f32;
            let y = area.top() + (height + gap) * row as f32;
            let width = if alone { area.width() } else { width };
            Rect::from_min_size(pos2(x, y), vec2(width, height))
        })
        .collect()
}

/// The largest and the smallest type of a card.
pub(super) const MOST: f32 = 4.8;
pub(super) const LEAST: f32 = 2.2;

fn kind_of(stage: &Stage<'_>, card: &Card) -> Type {
    match card.kind {
        CardKind::Silence => stage.seen(MOST, LEAST),
        CardKind::Marker => stage.plain(MOST, LEAST),
        _ => stage.speech(MOST, LEAST),
    }
}

/// The room that a second line needs.
fn detail_height(stage: &Stage<'_>, card: &Card) -> f32 {
    if card.detail.is_some() { 4.2 * stage.unit } else { 0.0 }
}

fn card_ui(stage: &mut Stage<'_>, place: Rect, card: &Card, size: f32, form: Form) {
    let unit = stage.unit;
    let p = stage.p;
    let stroke = if card.is_best {
        Stroke::new((unit * 0.6).max(2.0), p.calm)
    } else {
        stage.hairline()
    };
    stage.card(place, stroke);
    if card.is_chosen {
        let corner = CornerRadius::same(stage.corner().saturating_sub(1));
        let face = place.shrink(stroke.width);
        stage.painter().rect_filled(face, corner, p.accent_soft);
    }
    // In a list everything stands in the middle of its row; in a grid the letter stands beside the first line.
    let is_list = form.columns == 1;
    let from_top = if is_list {
        place.height() / 2.0
    } else {
        (5.4 * unit).min(place.height() / 2.0)
    };
    let radius = if form.is_tight { 2.3 } else { 3.2 } * unit;
    let badge_at = pos2(place.left() + 5.2 * unit, place.top() + from_top);
    badge(stage, badge_at, radius, card.letter, true);
    let words = Rect::from_min_size(
        pos2(place.left() + LEFT * unit, place.top() + PAD * unit),
        vec2(form.width(stage, place.width()), place.height() - 2.0 * PAD * unit),
    );
    let detail = detail_height(stage, card);
    let kind = kind_of(stage, card);
    let room = words.height() - detail;
    let galley = kind.at(stage.painter(), &card.text, size, words.width(), room);
    let used = galley.size().y + detail;
    let beside = badge_at.y - if is_list { used } else { size * kind.leading } / 2.0;
    let top = beside.min(words.bottom() - used).max(words.top());
    stage
        .painter()
        .galley(pos2(words.left(), top), galley.clone(), kind.ink);
    if let Some(detail) = card.detail {
        let soft = Type {
            ink: p.ink_soft,
            ..stage.plain(2.8, 2.4)
        };
        let at = pos2(words.left(), top + galley.size().y + 0.4 * unit);
        let galley = soft.fitted(stage.painter(), detail, words.width(), 3.8 * unit);
        stage.painter().galley(at, galley, p.ink_soft);
    }
    if form.has_bars {
        aside_ui(stage, place, card, form);
    }
    stage.say(place, Role::Label, &spoken(card));
}

/// The card as a screen reader says it.
fn spoken(card: &Card) -> String {
    let mut text = format!("{}. {}", card.letter, card.text);
    if let Some((count, percent)) = card.share {
        text.push_str(&format!(" {count} chose it, {percent} percent."));
    }
    if let Some(before) = card.before {
        text.push_str(&format!(" Before: {before} percent."));
    }
    if card.is_best {
        text.push_str(" The author stands by it.");
    }
    if card.is_chosen {
        text.push_str(" It is chosen.");
    }
    text
}

/// What the reveal says of a card.
const fn mark_of(card: &Card) -> Option<&'static str> {
    match (card.is_best, card.is_chosen) {
        (true, true) => Some("✓ chosen, and apt"),
        (true, false) => Some("✓ apt here"),
        (false, true) => Some("chosen"),
        (false, false) => None,
    }
}

/// At the right of a card: how many chose it, and what the reveal says of it; below each other, or beside each other where rows are many.
fn aside_ui(stage: &mut Stage<'_>, place: Rect, card: &Card, form: Form) {
    let unit = stage.unit;
    let aside = Rect::from_min_max(
        pos2(place.right() - (RIGHT + form.aside() - 3.0) * unit, place.top()),
        pos2(place.right() - RIGHT * unit, place.bottom()),
    );
    let middle = aside.center().y;
    let Some(mark) = mark_of(card) else {
        let right = if form.is_tight && form.is_reveal { 25.0 } else { 0.0 };
        return bar_ui(stage, line_at(aside, middle, right * unit, unit), card);
    };
    let ink = if card.is_best { stage.p.calm } else { stage.p.accent };
    let kind = Type {
        ink,
        ..stage.strong(3.2, 2.6)
    };
    let (width, down) = if form.is_tight { (24.0, 0.0) } else { (35.0, 1.8) };
    let galley = kind.fitted(stage.painter(), mark, width * unit, 4.0 * unit);
    // Where nobody voted there is no bar to stand below.
    let down = if card.share.is_some() { down } else { 0.0 } * unit;
    let left = if form.is_tight {
        aside.right() - width * unit
    } else {
        aside.left()
    };
    let at = pos2(left, middle + down - galley.size().y / 2.0);
    stage.painter().galley(at, galley, ink);
    let right = if form.is_tight { 25.0 } else { 0.0 } * unit;
    bar_ui(stage, line_at(aside, middle - down, right, unit), card);
}

/// A line of the counts at a height, without so much of it at the right.
fn line_at(aside: Rect, middle: f32, right: f32, unit: f32) -> Rect {
    Rect::from_min_max(
        pos2(aside.left(), middle - 2.0 * unit),
        pos2(aside.right() - right, middle + 2.0 * unit),
    )
}

/// How wide the tick for a share of before is, in hundredths of the height.
const TICK: f32 = 0.5;

/// How many chose it: a bar for now, a tick for before, the number at its end.
fn bar_ui(stage: &Stage<'_>, strip: Rect, card: &Card) {
    let unit = stage.unit;
    let p = stage.p;
    let Some((count, percent)) = card.share else { return };
    let label = match card.before {
        Some(before) => format!("{before} → {percent} %"),
        None => format!("{count}  ·  {percent} %"),
    };
    let kind = stage.strong(3.2, 2.6);
    // The same room in every card, so that bars can be compared.
    let bar = Rect::from_min_max(strip.min, pos2(strip.right() - 16.0 * unit, strip.bottom()));
    let corner = CornerRadius::same(stage.corner() / 3);
    let track = Rect::from_center_size(bar.center(), vec2(bar.width(), 1.7 * unit));
    let filled = |share: u8, height: f32| {
        // As wide as the tick at least: what nearly nobody chose is seen, and looks like no more than it is.
        let width = (track.width() * f32::from(share) / 100.0).max(if share > 0 { TICK * unit } else { 0.0 });
        Rect::from_min_size(pos2(track.left(), track.center().y - height / 2.0), vec2(width, height))
    };
    stage.painter().rect_filled(track, corner, p.line);
    stage
        .painter()
        .rect_filled(filled(percent, 1.7 * unit), corner, p.accent);
    if let Some(before) = card.before {
        let x = track.left() + track.width() * f32::from(before) / 100.0;
        let tick = Rect::from_center_size(pos2(x, track.center().y), vec2(TICK * unit, 3.2 * unit));
        stage
            .painter()
            .rect_filled(tick.expand(0.2 * unit), CornerRadius::ZERO, p.surface_raised);
        stage.painter().rect_filled(tick, CornerRadius::ZERO, p.ink);
    }
    let galley = kind.fitted(stage.painter(), &label, 14.8 * unit, 4.2 * unit);
    let at = pos2(bar.right() + 1.2 * unit, strip.center().y - galley.size().y / 2.0);
    stage.painter().galley(at, galley, p.ink);
}
