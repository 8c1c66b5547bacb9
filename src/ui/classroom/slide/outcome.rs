//! Draws what an answer did: the reaction, the three gauges; the path not taken beside it; the hour looked back at.

use egui::{Align2, CornerRadius, FontFamily, FontId, Rect, Role, Stroke, Vec2, pos2, vec2};

use super::data::{Gauges, Slide, Way};
use super::fit::Type;
use super::slide_ui::{Stage, badge, portrait_ui, split};
use crate::framework::id::Component;
use crate::ui::theme::ROOM_INTERFACE_STRONG;
use crate::ui::widgets::paint_component_mark;

const NAMES: [&str; 3] = ["Bond", "Tasks", "Goals"];

/// What was said, what was seen at once, and what moved.
pub(super) fn played_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, way: &Way) {
    let unit = stage.unit;
    let (above, below) = split(area, area.height() - 17.0 * unit);
    let side = (46.0 * unit).min(above.height() - 4.0 * unit);
    let face = Rect::from_min_size(above.min + vec2(0.0, 4.0 * unit), Vec2::splat(side));
    portrait_ui(stage, face, slide);
    let left = face.right() + 4.0 * unit;
    let above = Rect::from_min_max(pos2(above.left(), face.top() + 1.0 * unit), above.max);
    badge(
        stage,
        pos2(left + 3.0 * unit, above.top() + 3.2 * unit),
        3.0 * unit,
        way.letter,
        true,
    );
    let said = if way.is_silent {
        way.said.clone()
    } else {
        format!("‘{}’", way.said)
    };
    let kind = Type {
        ink: stage.p.ink_soft,
        ..if way.is_silent {
            stage.seen(4.2, 2.4)
        } else {
            stage.speech(4.2, 2.4)
        }
    };
    let at = Rect::from_min_max(
        pos2(left + 8.0 * unit, above.top() + 0.6 * unit),
        pos2(above.right(), above.top() + above.height() * 0.36),
    );
    let said_at = stage.fit(at, &kind, &said);
    let mut heard = vec![way.reaction.clone()];
    heard.extend(way.corrections.iter().map(|correction| format!("‘{correction}’")));
    let heard = heard.join(" ");
    let kind = Type {
        ink: stage.p.ink,
        ..stage.seen(7.0, 3.0)
    };
    let top = (said_at.bottom() + 3.4 * unit).max(above.top() + 8.0 * unit);
    let at = Rect::from_min_max(pos2(left, top), above.max);
    stage.fit(at, &kind, &heard);
    let gauges = Rect::from_min_max(pos2(below.left(), below.top() + 2.0 * unit), below.max);
    gauges_ui(stage, gauges, &way.gauges, &way.moved);
}

/// Three bars in a row, with the sentence above them.
fn gauges_ui(stage: &mut Stage<'_>, area: Rect, gauges: &Gauges, moved: &str) {
    let unit = stage.unit;
    let kind = stage.strong(3.1, 2.2);
    let (top, rest) = split(area, 5.0 * unit);
    stage.fit(top, &kind, moved);
    let row = Rect::from_min_max(pos2(rest.left(), rest.top() + unit), rest.max);
    row_of_gauges(stage, row, gauges, 4.0 * unit, false);
}

fn value(values: [u8; 3], component: Component) -> u8 {
    values.get(component.index()).copied().unwrap_or_default()
}

fn name(component: Component) -> &'static str {
    NAMES.get(component.index()).copied().unwrap_or_default()
}

/// The mark and the name of a component at the top of its place. Gives the font, and the height of the line's middle.
fn name_ui(stage: &mut Stage<'_>, place: Rect, component: Component) -> (FontId, f32) {
    let unit = stage.unit;
    let p = stage.p;
    let font = FontId::new(
        stage.ladder.nearest(3.0 * unit),
        FontFamily::Name(ROOM_INTERFACE_STRONG.into()),
    );
    let middle = place.top() + 1.8 * unit;
    paint_component_mark(
        stage.painter(),
        component,
        pos2(place.left() + 1.4 * unit, middle),
        1.3 * unit,
        p.component(component),
    );
    stage.painter().text(
        pos2(place.left() + 4.0 * unit, middle),
        Align2::LEFT_CENTER,
        name(component),
        font.clone(),
        p.ink,
    );
    (font, middle)
}

/// One component before and after: with the figure beside the name, or under it where there is little width.
fn gauge_ui(stage: &mut Stage<'_>, place: Rect, component: Component, (before, after): (u8, u8), is_narrow: bool) {
    let unit = stage.unit;
    let p = stage.p;
    let color = p.component(component);
    let (font, middle) = name_ui(stage, place, component);
    let painter = stage.painter();
    let figure = if before == after {
        after.to_string()
    } else {
        format!("{before} → {after}")
    };
    let (at, align, down) = if is_narrow {
        (pos2(place.left(), middle + 3.9 * unit), Align2::LEFT_CENTER, 8.2)
    } else {
        (pos2(place.right(), middle), Align2::RIGHT_CENTER, 4.4)
    };
    painter.text(at, align, &figure, font, p.ink);
    let track = Rect::from_min_size(
        pos2(place.left(), place.top() + down * unit),
        vec2(place.width(), 1.8 * unit),
    );
    let corner = CornerRadius::same(stage.corner() / 2);
    let along = |value: u8| track.left() + track.width() * f32::from(value) / 100.0;
    painter.rect_filled(track, corner, p.line);
    let filled = Rect::from_min_max(
        track.min,
        pos2(along(after).max(track.left() + track.height()), track.bottom()),
    );
    painter.rect_filled(filled, corner, color);
    if before != after {
        let tick = Rect::from_center_size(pos2(along(before), track.center().y), vec2(0.5 * unit, 3.2 * unit));
        painter.rect_filled(tick.expand(0.2 * unit), CornerRadius::ZERO, p.surface);
        painter.rect_filled(tick, CornerRadius::ZERO, p.ink);
    }
    stage.say(place, Role::Label, &format!("{} {figure}", name(component)));
}

/// The three of them in a row.
fn row_of_gauges(stage: &mut Stage<'_>, row: Rect, gauges: &Gauges, gap: f32, is_narrow: bool) {
    let width = (row.width() - 2.0 * gap) / 3.0;
    for (at, component) in Component::ALL.into_iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let left = row.left() + (width + gap) * at as f32;
        let place = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        let change = (value(gauges.before, component), value(gauges.after, component));
        gauge_ui(stage, place, component, change, is_narrow);
    }
}

/// What was done beside what might have been, both in the same size of type.
pub(super) fn shadow_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, ways: &[Way; 2]) {
    let unit = stage.unit;
    let gap = 2.4 * unit;
    let width = (area.width() - gap) / 2.0;
    let (words, room) = (width - 2.0 * WAY_MARGIN * unit, area.height() - WAY_BESIDES * unit);
    let size = stage.ladder.largest(WAY_LEAST * unit, WAY_MOST * unit, |size| {
        let needs = ways.iter().map(|way| {
            let texts = way_texts(stage, slide, way);
            let texts = texts.iter();
            let heights = texts.map(|(text, kind)| kind.height(stage.painter(), text, kind.up_to(size), words));
            heights.map(|height| height + WAY_GAP * unit).sum::<f32>()
        });
        needs.fold(0.0, f32::max) <= room
    });
    for (at, way) in ways.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let left = area.left() + (width + gap) * at as f32;
        let place = Rect::from_min_size(pos2(left, area.top()), vec2(width, area.height()));
        way_ui(stage, place, slide, way, size);
    }
}

/// The largest and the smallest type of a way, its margin, what is between two texts, and what its title, its gauges, its end and its margins
/// take of the height; in hundredths of the height.
const WAY_MOST: f32 = 4.4;
const WAY_LEAST: f32 = 2.2;
const WAY_MARGIN: f32 = 2.4;
const WAY_GAP: f32 = 1.2;
const WAY_BESIDES: f32 = 2.0 * WAY_MARGIN + WAY_HEAD + WAY_GAUGES + WAY_END;
const WAY_HEAD: f32 = 7.6;
const WAY_GAUGES: f32 = 12.0;
const WAY_END: f32 = 9.0;

/// What was said, what was seen, what came next.
fn way_texts(stage: &Stage<'_>, slide: &Slide, way: &Way) -> Vec<(String, Type)> {
    let soft = Type {
        ink: stage.p.ink_soft,
        ..stage.speech(3.6, WAY_LEAST)
    };
    let mut texts = vec![
        (way.said.clone(), soft),
        (way.reaction.clone(), stage.seen(3.8, WAY_LEAST)),
    ];
    let next = way.next.as_ref();
    texts.extend(next.map(|next| (format!("{}: ‘{next}’", slide.name), stage.speech(WAY_MOST, WAY_LEAST))));
    texts
}

fn way_ui(stage: &mut Stage<'_>, place: Rect, slide: &Slide, way: &Way, size: f32) {
    let unit = stage.unit;
    stage.card(place, stage.hairline());
    let inner = place.shrink(WAY_MARGIN * unit);
    badge(stage, inner.min + vec2(3.0, 3.0) * unit, 3.0 * unit, way.letter, true);
    let title = stage.strong(3.6, 2.6);
    let head = Rect::from_min_size(
        inner.min + vec2(8.0, 0.6) * unit,
        vec2(inner.width() - 8.0 * unit, 5.0 * unit),
    );
    stage.fit(head, &title, &way.title);
    let (words, below) = split(inner, inner.height() - (WAY_GAUGES + WAY_END) * unit);
    let (gauges, foot) = split(below, WAY_GAUGES * unit);
    end_ui(stage, foot, way);
    let mut top = inner.top() + WAY_HEAD * unit;
    for (text, kind) in way_texts(stage, slide, way) {
        let size = kind.up_to(size);
        let galley = kind.at(stage.painter(), &text, size, inner.width(), words.bottom() - top);
        top = stage.put(pos2(inner.left(), top), galley, &text).bottom() + WAY_GAP * unit;
    }
    let row = Rect::from_min_max(pos2(inner.left(), gauges.top() + 0.6 * unit), gauges.max);
    row_of_gauges(stage, row, &way.gauges, 2.4 * unit, true);
}

/// Where a way ends, at the foot of its card.
fn end_ui(stage: &mut Stage<'_>, foot: Rect, way: &Way) {
    let Some(end) = &way.ends else { return };
    let unit = stage.unit;
    let (line, ink) = (stage.p.line, stage.p.ink_soft);
    let y = foot.top() + 0.4 * unit;
    let stroke = Stroke::new((0.15 * unit).max(1.0), line);
    stage.painter().hline(foot.x_range(), y, stroke);
    let [bond, tasks, goals] = end.alliance;
    let kind = Type {
        ink,
        ..stage.plain(3.0, 2.4)
    };
    let at = Rect::from_min_max(pos2(foot.left(), foot.top() + 1.4 * unit), foot.max);
    let told = format!(
        "In the end: {} Bond {bond}, tasks {tasks}, goals {goals}.",
        stopped(&end.title)
    );
    stage.fit(at, &kind, &told);
}

/// A title as a sentence.
fn stopped(title: &str) -> String {
    let title = title.trim();
    if title.ends_with(['.', '?', '!', '…']) {
        title.to_owned()
    } else {
        format!("{title}.")
    }
}

/// The beliefs that could go into a summary, all in the same size of type.
pub(super) fn summary_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, beliefs: &[(String, bool)]) {
    let unit = stage.unit;
    let (above, below) = split(area, 20.0 * unit);
    let face = Rect::from_min_size(above.min, Vec2::splat(18.0 * unit));
    portrait_ui(stage, face, slide);
    let asked = format!("What is true for {}, about life, about help, about you?", slide.name);
    let kind = stage.speech(5.4, 3.4);
    let at = Rect::from_min_max(pos2(face.right() + 4.0 * unit, above.top() + 2.4 * unit), above.max);
    stage.fit(at, &kind, &asked);
    let rows = beliefs.len().div_ceil(2).max(1);
    let gap = 1.6 * unit;
    #[allow(clippy::cast_precision_loss)]
    let height = (below.height() / rows as f32).min(17.0 * unit);
    let size = vec2((below.width() - 3.0 * unit) / 2.0, height - gap);
    let words = vec2(size.x - 8.4 * unit, size.y - 1.4 * unit);
    let kind = stage.speech(4.6, 2.4);
    let texts = beliefs.iter().map(|(text, _)| (text.as_str(), words));
    let kind = kind.shared(stage.painter(), texts);
    for (at, (text, is_in)) in beliefs.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let (row, column) = ((at % rows) as f32, (at / rows) as f32);
        let from = below.min + vec2(column * (size.x + 3.0 * unit), row * height);
        belief_ui(
            stage,
            Rect::from_min_size(from, size),
            words,
            &kind,
            (text.as_str(), *is_in),
        );
    }
}

/// One belief, with a mark if it is in.
fn belief_ui(stage: &mut Stage<'_>, place: Rect, words: Vec2, kind: &Type, (text, is_in): (&str, bool)) {
    let unit = stage.unit;
    let p = stage.p;
    let stroke = if is_in {
        Stroke::new((unit * 0.5).max(2.0), p.accent)
    } else {
        stage.hairline()
    };
    stage.card(place, stroke);
    let galley = kind.at(stage.painter(), text, kind.most, words.x, words.y);
    let at = pos2(place.left() + 6.6 * unit, place.center().y - galley.size().y / 2.0);
    stage.painter().galley(at, galley, p.ink);
    if is_in {
        let font = FontId::new(
            stage.ladder.nearest(4.2 * unit),
            FontFamily::Name(ROOM_INTERFACE_STRONG.into()),
        );
        let mark = pos2(place.left() + 3.4 * unit, place.center().y);
        stage.painter().text(mark, Align2::CENTER_CENTER, "✓", font, p.accent);
    }
    let state = if is_in { "in the summary" } else { "left out" };
    stage.say(place, Role::Label, &format!("{text} ({state})"));
}

/// Bond, tasks and goals of every team over the rounds, the last words, and what to talk about.
pub(super) fn debrief_ui(
    stage: &mut Stage<'_>,
    area: Rect,
    courses: &[(String, Vec<[u8; 3]>)],
    says: Option<&str>,
    points: &[String],
) {
    let unit = stage.unit;
    let says = says.map(|says| format!("‘{says}’"));
    let (speech, plain) = (
        stage.speech(4.6, DEBRIEF_LEAST),
        stage.plain(DEBRIEF_MOST, DEBRIEF_LEAST),
    );
    let indent = 3.0 * unit;
    // One size for all points: none is the more important.
    let needs = |size: f32| {
        let says = says.as_ref().map_or(0.0, |says| {
            speech.height(stage.painter(), says, speech.up_to(size * DEBRIEF_LOUDER), area.width()) + 2.0 * unit
        });
        let heights = points
            .iter()
            .map(|point| plain.height(stage.painter(), point, plain.up_to(size), area.width() - indent));
        says + heights.map(|height| height + 1.4 * unit).sum::<f32>()
    };
    let room = area.height() - 3.0 * unit;
    let size = stage.ladder.largest(DEBRIEF_LEAST * unit, DEBRIEF_MOST * unit, |size| {
        needs(size) <= room - CHARTS_LEAST * unit
    });
    let most = if points.is_empty() && says.is_none() { 0.9 } else { 0.5 };
    let height = (room - needs(size)).clamp(CHARTS_LEAST * unit, area.height() * most);
    let (charts, below) = split(area, height);
    charts_ui(stage, charts, courses);
    let mut top = below.top() + 3.0 * unit;
    if let Some(says) = &says {
        let left = below.bottom() - top;
        let galley = speech.at(
            stage.painter(),
            says,
            speech.up_to(size * DEBRIEF_LOUDER),
            below.width(),
            left,
        );
        top = stage.put(pos2(below.left(), top), galley, says).bottom() + 2.0 * unit;
    }
    for point in points {
        let (size, left) = (plain.up_to(size), below.bottom() - top);
        let galley = plain.at(stage.painter(), point, size, below.width() - indent, left);
        let dot = pos2(below.left() + unit, top + size * plain.leading / 2.0);
        stage.painter().circle_filled(dot, 0.6 * unit, stage.p.accent);
        top = stage.put(pos2(below.left() + indent, top), galley, point).bottom() + 1.4 * unit;
    }
}

/// How much larger the last words are than what is said of the hour.
const DEBRIEF_LOUDER: f32 = 1.12;
/// The largest and the smallest type of what is said of the hour, and the least height of the charts, in hundredths of the height.
const DEBRIEF_MOST: f32 = 4.2;
const DEBRIEF_LEAST: f32 = 2.2;
const CHARTS_LEAST: f32 = 26.0;

/// Bond, tasks and goals beside each other.
fn charts_ui(stage: &mut Stage<'_>, charts: Rect, courses: &[(String, Vec<[u8; 3]>)]) {
    let gap = 4.0 * stage.unit;
    let width = (charts.width() - 2.0 * gap) / 3.0;
    for (at, component) in Component::ALL.into_iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let left = charts.left() + (width + gap) * at as f32;
        let place = Rect::from_min_size(pos2(left, charts.top()), vec2(width, charts.height()));
        course_ui(stage, place, component, courses);
    }
}

/// One component, one line a team.
fn course_ui(stage: &mut Stage<'_>, place: Rect, component: Component, courses: &[(String, Vec<[u8; 3]>)]) {
    let unit = stage.unit;
    let p = stage.p;
    let color = p.component(component);
    name_ui(stage, place, component);
    let painter = stage.painter();
    let several = courses.len() > 1;
    let small = stage.strong(3.0, 2.5);
    let label = |team: &str, values: &[[u8; 3]]| {
        let figure = values.last().map_or(0, |values| value(*values, component));
        if several {
            format!("{figure} {team}")
        } else {
            figure.to_string()
        }
    };
    // Teams that are called alike up to their last word are not to be cut before it.
    let most = place.width() * 0.55;
    let labels: Vec<String> = courses.iter().map(|(team, values)| label(team, values)).collect();
    let widest = |size: f32| {
        let widths = labels.iter().map(|label| small.width(painter, label, size));
        widths.fold(0.0, f32::max)
    };
    let size = stage
        .ladder
        .largest(small.least, small.most, |size| widest(size) <= most - unit);
    let ends = widest(size).min(most).max(3.4 * unit) + 2.0 * unit;
    let plot = Rect::from_min_max(
        pos2(place.left(), place.top() + 6.0 * unit),
        pos2(place.right() - ends, place.bottom()),
    );
    for share in [0.0, 0.5, 1.0] {
        let y = plot.bottom() - plot.height() * share;
        painter.hline(plot.x_range(), y, Stroke::new((0.15 * unit).max(1.0), p.line));
    }
    let turns = courses.iter().map(|(_, values)| values.len()).max().unwrap_or(1);
    let mut spoken = Vec::new();
    let mut taken: Vec<f32> = Vec::new();
    for (at, (team, values)) in courses.iter().enumerate() {
        let points: Vec<_> = values
            .iter()
            .enumerate()
            .map(|(turn, values)| {
                #[allow(clippy::cast_precision_loss)]
                let along = turn as f32 / turns.saturating_sub(1).max(1) as f32;
                let y = plot.bottom() - plot.height() * f32::from(value(*values, component)) / 100.0;
                pos2(plot.left() + plot.width() * along, y)
            })
            .collect();
        let stroke = Stroke::new((0.6 * unit).max(1.5), color);
        if at == 0 {
            painter.line(points.clone(), stroke);
        } else {
            #[allow(clippy::cast_precision_loss)]
            let dash = (1.6 + at as f32 * 0.8) * unit;
            painter.extend(egui::Shape::dashed_line(&points, stroke, dash, unit));
        }
        let (Some(end), Some(last)) = (points.last(), values.last()) else {
            continue;
        };
        painter.circle_filled(*end, 1.0 * unit, color);
        let figure = value(*last, component);
        let galley = small.at(painter, &label(team, values), size, most, 0.0);
        // Beside its end, or as near to it as there is room.
        let within = plot.y_range().expand(2.0 * unit);
        let is_free = |y: &f32| within.contains(*y) && taken.iter().all(|other| (other - y).abs() >= 3.4 * unit);
        let away = (0_u8..16).flat_map(|away| [1.0, -1.0].map(|side| side * 1.2 * f32::from(away)));
        let y = away.map(|away| end.y + away * unit).find(is_free).unwrap_or(end.y);
        taken.push(y);
        painter.galley(pos2(end.x + 1.6 * unit, y - galley.size().y / 2.0), galley, p.ink);
        let first = values.first().map_or(0, |values| value(*values, component));
        spoken.push(format!("{team}: from {first} to {figure}"));
    }
    stage.say(
        place,
        Role::Image,
        &format!("{}. {}", name(component), spoken.join("; ")),
    );
}
