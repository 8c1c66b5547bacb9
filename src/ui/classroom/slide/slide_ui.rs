//! Draws the screen in front: the client above, what can be chosen below, one line of what to do at the foot.
//!
//! All sizes are shares of the height, so that the same drawing fills a projector, a 4K screen and a small preview.

use std::sync::Arc;

use egui::{
    Align2, CornerRadius, FontFamily, Galley, Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo, pos2, vec2,
};

use super::cards::notices_ui;
use super::data::{Body, CardKind, Join, Slide};
use super::fit::{Ladder, Type};
use super::outcome::{debrief_ui, played_ui, shadow_ui, summary_ui};
use super::vote::vote_ui;
use crate::session::words::sentence;
use crate::ui::theme::{Palette, ROOM_INTERFACE, ROOM_INTERFACE_STRONG, ROOM_SPEECH, ROOM_SPEECH_ITALIC, palette};
use crate::ui::widgets::breathing_ring;
use crate::ui::widgets::portrait::PortraitView;

/// The smallest hundredth of a slide's height that anything is drawn at, in points.
const LEAST_UNIT: f32 = 0.5;

/// Where and how a slide is drawn.
pub(super) struct Stage<'u> {
    pub(super) ui: &'u mut Ui,
    pub(super) p: Palette,
    /// A hundredth of the height.
    pub(super) unit: f32,
    /// The sizes of its texts.
    pub(super) ladder: Ladder,
    /// Whether a screen reader is told; a preview is a picture.
    pub(super) spoken: bool,
    said: u32,
}

/// What a piece of text is to egui: its number on the slide.
#[derive(Hash, Debug)]
struct Piece(u32);

impl Stage<'_> {
    pub(super) fn painter(&self) -> &Painter {
        self.ui.painter()
    }

    pub(super) fn kind(&self, family: &'static str, most: f32, least: f32, leading: f32) -> Type {
        Type {
            family: FontFamily::Name(family.into()),
            ladder: self.ladder,
            most: most * self.unit,
            least: least * self.unit,
            leading,
            ink: self.p.ink,
        }
    }

    /// Words that somebody speaks.
    pub(super) fn speech(&self, most: f32, least: f32) -> Type {
        self.kind(ROOM_SPEECH, most, least, 1.3)
    }

    /// What is seen and not said.
    pub(super) fn seen(&self, most: f32, least: f32) -> Type {
        Type {
            ink: self.p.ink_soft,
            ..self.kind(ROOM_SPEECH_ITALIC, most, least, 1.3)
        }
    }

    /// Words of the program.
    pub(super) fn plain(&self, most: f32, least: f32) -> Type {
        self.kind(ROOM_INTERFACE, most, least, 1.3)
    }

    /// The same, heavier.
    pub(super) fn strong(&self, most: f32, least: f32) -> Type {
        self.kind(ROOM_INTERFACE_STRONG, most, least, 1.25)
    }

    /// Paints a text that was set and tells a screen reader.
    pub(super) fn put(&mut self, at: Pos2, galley: Arc<Galley>, text: &str) -> Rect {
        let rect = Rect::from_min_size(at, galley.size());
        let ink = self.p.ink;
        self.ui.painter().galley(at, galley, ink);
        self.say(rect, Role::Label, text);
        rect
    }

    /// Tells a screen reader what stands there.
    pub(super) fn say(&mut self, rect: Rect, role: Role, text: &str) {
        if self.spoken {
            self.said += 1;
            let id = self.ui.scope_id().with(Piece(self.said));
            let response = self.ui.interact(rect, id, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(role, true, text));
        }
    }

    /// Sets a text as large as it can be in a rectangle and paints it from the top. Returns what it took.
    pub(super) fn fit(&mut self, rect: Rect, kind: &Type, text: &str) -> Rect {
        let galley = kind.fitted(self.ui.painter(), text, rect.width(), rect.height());
        self.put(rect.min, galley, text)
    }

    pub(super) fn card(&self, rect: Rect, stroke: Stroke) {
        let corner = CornerRadius::same(self.corner());
        self.ui
            .painter()
            .rect(rect, corner, self.p.surface_raised, stroke, StrokeKind::Inside);
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub(super) fn corner(&self) -> u8 {
        (self.unit * 1.6).clamp(4.0, 60.0) as u8
    }

    pub(super) fn hairline(&self) -> Stroke {
        Stroke::new((self.unit * 0.22).max(1.0), self.p.border)
    }
}

/// Shows a slide in a rectangle. A preview is one picture to a screen reader; `spoken` makes each text a thing of its own.
pub fn slide_ui(ui: &mut Ui, rect: Rect, slide: &Slide, spoken: bool) {
    // A child of its own: what is drawn in it moves nothing around it.
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    let p = palette(ui);
    let unit = unit_of(rect);
    let mut stage = Stage {
        ui: &mut inner,
        p,
        unit,
        ladder: Ladder::of(unit),
        spoken,
        said: 0,
    };
    if slide.is_blank {
        let dark = if p.dark { p.surface_sunken } else { p.ink };
        stage.ui.painter().rect_filled(rect, CornerRadius::ZERO, dark);
        stage.say(rect, Role::Label, "The screen is blank.");
        return;
    }
    stage.ui.painter().rect_filled(rect, CornerRadius::ZERO, p.surface);
    // In a window that is nearly closed there is no room for a letter, and type of no size can't be drawn.
    if unit >= LEAST_UNIT {
        whole(&mut stage, rect, slide);
    }
}

/// A hundredth of the height of slides that fill a rectangle, in points; less where that is narrow.
pub(super) fn unit_of(rect: Rect) -> f32 {
    (rect.height() / 100.0).min(rect.width() / 150.0)
}

fn whole(stage: &mut Stage<'_>, rect: Rect, slide: &Slide) {
    let unit = stage.unit;
    let inner = rect.shrink2(vec2(4.5 * unit, 4.0 * unit));
    // On a very wide screen lines do not run on for ever.
    let width = inner.width().min(unit * 178.0);
    let inner = Rect::from_center_size(inner.center(), vec2(width, inner.height()));
    let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - 6.4 * unit), inner.max);
    let area = Rect::from_min_max(inner.min, pos2(inner.right(), foot.top() - 2.0 * unit));
    match &slide.body {
        Body::Statement => client_ui(stage, area, slide, true),
        Body::Choices(cards) if cards.iter().all(|card| card.kind == CardKind::Notice) => {
            let below = above_and_below(stage, area, slide, 0.37);
            notices_ui(stage, below, cards);
        }
        Body::Choices(cards) => vote_ui(stage, area, slide, cards, &[]),
        Body::Reveal(cards, told) => vote_ui(stage, area, slide, cards, told),
        Body::Silence(does) => silence_ui(stage, area, slide, does),
        Body::Summary(beliefs) => summary_ui(stage, area, slide, beliefs),
        Body::Played(way) => played_ui(stage, area, slide, way),
        Body::Shadow(ways) => shadow_ui(stage, area, slide, ways),
        Body::Join(join) => join_ui(stage, area, join),
        Body::Debrief { courses, says, points } => debrief_ui(stage, area, courses, says.as_deref(), points),
    }
    foot_ui(stage, foot, slide);
}

/// Cuts a rectangle at a height.
pub(super) fn split(rect: Rect, height: f32) -> (Rect, Rect) {
    let middle = rect.top() + height.clamp(0.0, rect.height());
    (
        Rect::from_min_max(rect.min, pos2(rect.right(), middle)),
        Rect::from_min_max(pos2(rect.left(), middle), rect.max),
    )
}

/// The client in the upper part; what is left below.
fn above_and_below(stage: &mut Stage<'_>, area: Rect, slide: &Slide, share: f32) -> Rect {
    let (above, below) = split(area, area.height() * share);
    client_ui(stage, above, slide, false);
    Rect::from_min_max(pos2(below.left(), below.top() + 2.2 * stage.unit), below.max)
}

/// A portrait in a square; a screen reader is told its description.
pub(super) fn portrait_ui(stage: &mut Stage<'_>, rect: Rect, slide: &Slide) {
    let view = PortraitView::new(&slide.portrait, &slide.name, slide.age, slide.affect).size(rect.size());
    stage
        .ui
        .scope_builder(UiBuilder::new().max_rect(rect), |ui| ui.add(view));
}

/// The portrait, and beside it what happened, what can be seen, and what the client says.
fn client_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, alone: bool) {
    let unit = stage.unit;
    let side = if alone {
        (46.0 * unit).min(area.height() * 0.72)
    } else {
        area.height().min(30.0 * unit)
    };
    let top = if alone {
        area.center().y - side / 2.0 - 2.0 * unit
    } else {
        area.top()
    };
    let face = Rect::from_min_size(pos2(area.left(), top), Vec2::splat(side));
    portrait_ui(stage, face, slide);
    let left = face.right() + 4.0 * unit;
    let words = Rect::from_min_max(pos2(left, area.top()), area.max);
    let (seen_most, says_most) = if alone { (4.2, 8.2) } else { (3.6, 6.4) };
    let scene = slide.scene.as_deref().filter(|_| alone);
    let cue = sentence(&slide.cue);
    let seen = scene.map_or_else(|| cue.clone(), |scene| [scene, &cue].join("\n"));
    let kind = stage.seen(seen_most, 2.4);
    let seen_height = words.height() * if alone { 0.34 } else { 0.36 };
    let seen_galley = kind.fitted(stage.painter(), &seen, words.width(), seen_height);
    let gap = if alone { 3.0 * unit } else { 1.2 * unit };
    let says_kind = stage.speech(says_most, if alone { 4.2 } else { 3.4 });
    let room = words.height() - seen_galley.size().y - gap;
    let says = format!("‘{}’", slide.says.trim());
    let says_galley = says_kind.fitted(stage.painter(), &says, words.width(), room);
    let used = seen_galley.size().y + gap + says_galley.size().y;
    let from = if alone {
        (words.center().y - used / 2.0 - 2.0 * unit).max(words.top())
    } else {
        words.top()
    };
    let seen_size = seen_galley.size().y;
    stage.put(pos2(words.left(), from), seen_galley, &seen);
    stage.put(pos2(words.left(), from + seen_size + gap), says_galley, &says);
    if alone {
        let kind = Type {
            ink: stage.p.ink_soft,
            ..stage.plain(3.0, 2.4)
        };
        let name = format!("{}, {}", slide.name, slide.age);
        let galley = kind.fitted(stage.painter(), &name, face.width(), 4.0 * unit);
        let at = pos2(face.center().x - galley.size().x / 2.0, face.bottom() + 1.4 * unit);
        stage.put(at, galley, &name);
    }
}

fn silence_ui(stage: &mut Stage<'_>, area: Rect, slide: &Slide, does: &str) {
    let unit = stage.unit;
    let side = (40.0 * unit).min(area.height() * 0.6);
    let (left, right) = (area.left() + area.width() * 0.3, area.left() + area.width() * 0.7);
    let middle = area.center().y - 3.0 * unit;
    portrait_ui(
        stage,
        Rect::from_center_size(pos2(left, middle), Vec2::splat(side)),
        slide,
    );
    let ring = Rect::from_center_size(pos2(right, middle), Vec2::splat(side * 0.8));
    stage.ui.scope_builder(UiBuilder::new().max_rect(ring), |ui| {
        breathing_ring(ui, ring.width(), "Silence")
    });
    let kind = stage.seen(4.8, 2.8);
    let at = Rect::from_min_max(pos2(area.left(), area.bottom() - 14.0 * unit), area.max);
    let galley = kind.fitted(stage.painter(), does, at.width(), at.height());
    let at = pos2(at.center().x - galley.size().x / 2.0, at.top());
    stage.put(at, galley, does);
}

/// What to do now at the left; how many answered, the time, and how to join at the right.
fn foot_ui(stage: &mut Stage<'_>, foot: Rect, slide: &Slide) {
    let unit = stage.unit;
    let p = stage.p;
    let middle = foot.bottom() - 2.6 * unit;
    if let Some((_, share)) = &slide.clock {
        let line = Rect::from_min_size(pos2(foot.left(), foot.top()), vec2(foot.width(), (0.7 * unit).max(2.0)));
        let done = Rect::from_min_size(line.min, vec2(line.width() * share.clamp(0.0, 1.0), line.height()));
        stage.ui.painter().rect_filled(line, CornerRadius::same(3), p.line);
        stage.ui.painter().rect_filled(done, CornerRadius::same(3), p.accent);
    }
    let mut right = foot.right();
    let mut facts: Vec<(String, bool)> = Vec::new();
    facts.extend(slide.clock.iter().map(|(face, _)| (face.clone(), true)));
    facts.extend(slide.answers.filter(|answers| *answers > 0).map(|answers| {
        let word = if answers == 1 { "answer" } else { "answers" };
        (format!("{answers} {word}"), false)
    }));
    if let Some(join) = slide.join.as_ref().filter(|_| !matches!(slide.body, Body::Join(_))) {
        facts.push((
            format!("{}  ·  {}", join.address.trim_start_matches("http://"), join.code),
            false,
        ));
    }
    facts.extend(slide.team.iter().map(|team| (team.clone(), true)));
    for (text, heavy) in facts {
        let kind = Type {
            ink: if heavy { p.ink } else { p.ink_soft },
            ..if heavy {
                stage.strong(3.6, 2.4)
            } else {
                stage.plain(3.2, 2.4)
            }
        };
        let galley = kind.fitted(stage.painter(), &text, foot.width() * 0.4, 5.0 * unit);
        right -= galley.size().x;
        let at = pos2(right, middle - galley.size().y / 2.0);
        stage.put(at, galley, &text);
        right -= 3.5 * unit;
    }
    let kind = Type {
        ink: p.accent,
        ..stage.strong(3.6, 2.4)
    };
    let room = (right - foot.left()).max(20.0 * unit);
    let galley = kind.fitted(stage.painter(), &slide.instruction, room, 5.2 * unit);
    let at = pos2(foot.left(), middle - galley.size().y / 2.0);
    stage.put(at, galley, &slide.instruction);
}

/// How to join with a phone: the pattern, the address, the code.
fn join_ui(stage: &mut Stage<'_>, area: Rect, join: &Join) {
    let unit = stage.unit;
    let side = (62.0 * unit).min(area.height()).min(area.width() * 0.45);
    let square = Rect::from_min_size(pos2(area.left(), area.center().y - side / 2.0), Vec2::splat(side));
    if let Some(pattern) = &join.pattern {
        paint_pattern(stage.painter(), square, pattern);
        stage.say(square, Role::Image, "A QR code with the address");
    }
    let left = square.right() + 6.0 * unit;
    let words = Rect::from_min_max(pos2(left, square.top()), area.max);
    let soft = Type {
        ink: stage.p.ink_soft,
        ..stage.plain(3.4, 2.4)
    };
    let mut top = words.top();
    let spaced: String = join.code.chars().flat_map(|letter| [letter, ' ']).collect();
    let lines = [
        (
            "Point your camera at the pattern, or type:".to_owned(),
            soft.clone(),
            2.0,
        ),
        (join.address.clone(), stage.strong(5.2, 3.0), 6.0),
        ("and then the code".to_owned(), soft.clone(), 1.0),
        (spaced.trim_end().to_owned(), stage.strong(11.0, 6.0), 6.0),
        (format!("{} joined. {}", join.joined, joining(join)), soft, 0.0),
    ];
    for (text, kind, gap) in lines {
        let room = Rect::from_min_max(pos2(words.left(), top), pos2(words.right(), words.bottom()));
        top = stage.fit(room, &kind, &text).bottom() + gap * unit;
    }
}

/// What it takes to join, and what becomes of it.
fn joining(join: &Join) -> &'static str {
    if join.nicknames {
        "No account; a name is up to you, and any will do. Nothing is kept."
    } else {
        "No name, no account; nothing is kept."
    }
}

/// Paints a pattern with the free margin that cameras need: dark on light in every theme, because many cameras read no inverted one.
pub fn paint_pattern(painter: &Painter, square: Rect, pattern: &crate::classroom::qr::Modules) {
    let (paper, ink) = (crate::ui::theme::LIGHT.surface_raised, crate::ui::theme::LIGHT.ink);
    painter.rect_filled(square, CornerRadius::same(6), paper);
    let quiet = crate::classroom::qr::Modules::QUIET;
    #[allow(clippy::cast_precision_loss)]
    let count = (pattern.side() + 2 * quiet) as f32;
    // Whole pixels, so that no hairline of light is left between two dark modules.
    let pixel = 1.0 / painter.pixels_per_point();
    let module = ((square.width() / count / pixel).floor() * pixel).max(pixel);
    let from = square.center() - Vec2::splat(module * count / 2.0);
    for row in 0..pattern.side() {
        for column in 0..pattern.side() {
            if pattern.is_dark(column, row) {
                #[allow(clippy::cast_precision_loss)]
                let at = from + module * vec2((column + quiet) as f32, (row + quiet) as f32);
                painter.rect_filled(Rect::from_min_size(at, Vec2::splat(module)), CornerRadius::ZERO, ink);
            }
        }
    }
}

/// A letter in a disc.
pub(super) fn badge(stage: &Stage<'_>, center: Pos2, radius: f32, letter: char, strong: bool) {
    let p = stage.p;
    let (fill, ink) = if strong {
        (p.accent, p.on_accent)
    } else {
        (p.accent_soft, p.ink)
    };
    stage.painter().circle_filled(center, radius, fill);
    let size = stage.ladder.nearest(radius * 1.15);
    let font = egui::FontId::new(size, FontFamily::Name(ROOM_INTERFACE_STRONG.into()));
    stage.painter().text(center, Align2::CENTER_CENTER, letter, font, ink);
}
