//! Draws what can be chosen: a card each, all in the same size of type, so that none speaks louder than another.

use egui::{CornerRadius, Rect, Role, Stroke, pos2, vec2};

use super::data::{Card, CardKind};
use super::fit::Type;
use super::slide_ui::{Stage, badge};

/// The responses in two columns; more than four in smaller type.
pub(super) fn cards_ui(stage: &mut Stage<'_>, area: Rect, cards: &[Card]) {
    let columns = if cards.len() < 2 { 1 } else { 2 };
    let places = grid(area, cards.len(), columns, 2.0 * stage.unit);
    let is_reveal = cards.iter().any(|card| card.is_best);
    let has_bars = is_reveal || cards.iter().any(|card| card.share.is_some());
    let size = common_size(stage, &places, cards, has_bars);
    for (card, place) in cards.iter().zip(places) {
        card_ui(stage, place, card, size, (has_bars, is_reveal));
    }
}

/// What can be noticed, beside each other.
pub(super) fn notices_ui(stage: &mut Stage<'_>, area: Rect, cards: &[Card]) {
    let height = area.height().min(38.0 * stage.unit);
    let area = Rect::from_min_size(area.min, vec2(area.width(), height));
    let places = grid(area, cards.len(), cards.len().max(1), 2.4 * stage.unit);
    for (card, place) in cards.iter().zip(places) {
        let unit = stage.unit;
        stage.card(place, stage.hairline());
        badge(
            stage,
            place.left_top() + vec2(7.0, 7.6) * unit,
            4.0 * unit,
            card.letter,
            true,
        );
        let name = stage.strong(5.4, 3.4);
        let head = Rect::from_min_max(
            pos2(place.left() + 13.0 * unit, place.top() + 3.6 * unit),
            pos2(place.right() - 2.0 * unit, place.top() + 11.6 * unit),
        );
        let galley = name.fitted(stage.painter(), &card.text, head.width(), head.height());
        let at = pos2(head.left(), place.top() + 7.6 * unit - galley.size().y / 2.0);
        stage.painter().galley(at, galley, stage.p.ink);
        let soft = Type {
            ink: stage.p.ink_soft,
            ..stage.plain(4.4, 3.0)
        };
        let rest = Rect::from_min_max(
            pos2(place.left() + 3.2 * unit, place.top() + 14.6 * unit),
            place.max - vec2(3.0, 2.0) * unit,
        );
        let detail = card.detail.unwrap_or_default();
        let galley = soft.fitted(stage.painter(), detail, rest.width(), rest.height());
        stage.painter().galley(rest.min, galley, stage.p.ink_soft);
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

/// Where the words of a card stand.
fn words_at(stage: &Stage<'_>, place: Rect, has_bars: bool) -> Rect {
    let unit = stage.unit;
    let below = if has_bars { 5.6 * unit } else { 1.6 * unit };
    Rect::from_min_max(
        pos2(place.left() + 10.4 * unit, place.top() + 1.8 * unit),
        pos2(place.right() - 2.6 * unit, place.bottom() - below),
    )
}

fn kind_of(stage: &Stage<'_>, card: &Card) -> Type {
    match card.kind {
        CardKind::Silence => stage.seen(4.2, 2.3),
        CardKind::Marker => stage.plain(4.2, 2.3),
        _ => stage.speech(4.2, 2.3),
    }
}

/// The room that a second line needs.
fn detail_height(stage: &Stage<'_>, card: &Card) -> f32 {
    if card.detail.is_some() { 4.2 * stage.unit } else { 0.0 }
}

fn common_size(stage: &Stage<'_>, places: &[Rect], cards: &[Card], has_bars: bool) -> f32 {
    let sizes = cards.iter().zip(places).map(|(card, place)| {
        let words = words_at(stage, *place, has_bars);
        let height = words.height() - detail_height(stage, card);
        kind_of(stage, card).size_for(stage.painter(), &card.text, words.width(), height)
    });
    sizes.fold(f32::INFINITY, f32::min)
}

fn card_ui(stage: &mut Stage<'_>, place: Rect, card: &Card, size: f32, (has_bars, is_reveal): (bool, bool)) {
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
    badge(
        stage,
        place.left_top() + vec2(5.4, 5.4) * unit,
        3.2 * unit,
        card.letter,
        true,
    );
    let words = words_at(stage, place, has_bars);
    let detail = detail_height(stage, card);
    let kind = kind_of(stage, card);
    let galley = kind.at(
        stage.painter(),
        &card.text,
        size,
        words.width(),
        words.height() - detail,
    );
    let used = galley.size().y + detail;
    // The first line stands beside the letter, unless the words need all the room.
    let beside = place.top() + 5.4 * unit - size * kind.leading / 2.0;
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
    if has_bars {
        bar_ui(stage, place, card, is_reveal);
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

/// The width that the reveal's words on a card have, in hundredths of the height.
const MARK: f32 = 25.0;

/// What the reveal says of a card, at the right of its foot.
fn mark_ui(stage: &Stage<'_>, strip: Rect, card: &Card) {
    let unit = stage.unit;
    let p = stage.p;
    let kind = stage.strong(3.0, 2.4);
    let marked = match (card.is_best, card.is_chosen) {
        (true, true) => Some(("✓ chosen, and apt", p.calm)),
        (true, false) => Some(("✓ apt here", p.calm)),
        (false, true) => Some(("chosen", p.accent)),
        (false, false) => None,
    };
    if let Some((mark, ink)) = marked {
        let galley = Type { ink, ..kind.clone() }.fitted(stage.painter(), mark, MARK * unit, 4.0 * unit);
        let at = pos2(
            strip.right() - galley.size().x,
            strip.center().y - galley.size().y / 2.0,
        );
        stage.painter().galley(at, galley, ink);
    }
}

/// How many chose it: a bar for now, a thin one for before, the number at its end.
fn bar_ui(stage: &mut Stage<'_>, place: Rect, card: &Card, is_reveal: bool) {
    let unit = stage.unit;
    let p = stage.p;
    let strip = Rect::from_min_max(
        pos2(place.left() + 2.6 * unit, place.bottom() - 5.4 * unit),
        pos2(place.right() - 2.6 * unit, place.bottom() - 1.4 * unit),
    );
    mark_ui(stage, strip, card);
    let Some((count, percent)) = card.share else { return };
    let label = match card.before {
        Some(before) => format!("{before} → {percent} %"),
        None => format!("{count}  ·  {percent} %"),
    };
    let kind = stage.strong(3.0, 2.4);
    // The same room in every card, so that bars can be compared.
    let room = (15.0 + if is_reveal { MARK + 1.0 } else { 0.0 }) * unit;
    let bar = Rect::from_min_max(strip.min, pos2(strip.right() - room, strip.bottom()));
    let corner = CornerRadius::same(stage.corner() / 3);
    let track = Rect::from_center_size(bar.center(), vec2(bar.width(), 1.7 * unit));
    let filled = |share: u8, height: f32| {
        let width = (track.width() * f32::from(share) / 100.0).max(if share > 0 { height } else { 0.0 });
        Rect::from_min_size(pos2(track.left(), track.center().y - height / 2.0), vec2(width, height))
    };
    stage.painter().rect_filled(track, corner, p.line);
    stage
        .painter()
        .rect_filled(filled(percent, 1.7 * unit), corner, p.accent);
    if let Some(before) = card.before {
        let x = track.left() + track.width() * f32::from(before) / 100.0;
        let tick = Rect::from_center_size(pos2(x, track.center().y), vec2(0.5 * unit, 3.2 * unit));
        stage
            .painter()
            .rect_filled(tick.expand(0.2 * unit), CornerRadius::ZERO, p.surface_raised);
        stage.painter().rect_filled(tick, CornerRadius::ZERO, p.ink);
    }
    let galley = kind.fitted(stage.painter(), &label, 14.0 * unit, 4.0 * unit);
    let at = pos2(bar.right() + 1.4 * unit, strip.center().y - galley.size().y / 2.0);
    stage.painter().galley(at, galley, p.ink);
}
