//! What the room sees, measured: on every slide of every bundled vignette nothing is cut, nothing leaves the screen, and nothing is too small for
//! the last row.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use attune::classroom::lesson::Lesson;
use attune::classroom::round::Step;
use attune::classroom::shadow::{Onward, Shadow};
use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Vignette, load};
use attune::ui::classroom::slide::{Slide, shadow_body, slide_of, slide_ui};
use attune::ui::theme::{Appearance, install};
use egui::{Context, RawInput, Rect, Shape, Vec2, vec2};

/// The smallest type on any slide, in hundredths of the screen's height.
///
/// A floor for the longest texts, not an aim. Capitals are seven tenths of the size, so from a last row at six times the screen's height, a common
/// rule for halls, they are seen at `0.7 * 0.025 / 6`, ten minutes of arc: twice the five at which normal sight (6/6) can just tell letters apart.
/// More comfort, as at a desk, would take four hundredths and more, which five long responses and the client do not leave on one slide.
const SMALLEST: f32 = 2.5;

/// How much larger each size on a slide is than the one below it.
const LADDER: f64 = 1.05 * 1.05;

/// Sizes of screens in points.
const WIDE: Vec2 = vec2(1280.0, 720.0);
const OLD: Vec2 = vec2(1024.0, 768.0);

fn vignette(text: &str) -> Arc<Vignette> {
    Arc::clone(&load(text, bundled()).vignette.unwrap())
}

/// A room's screen.
struct Room {
    ctx: Context,
    size: Vec2,
    problems: Vec<String>,
    slides: usize,
    /// The sizes that were met, in thousandths of a point.
    sizes: BTreeSet<u64>,
}

impl Room {
    fn new(size: Vec2) -> Self {
        let ctx = Context::default();
        install(&ctx, &Appearance::default());
        let mut room = Self {
            ctx,
            size,
            problems: Vec::new(),
            slides: 0,
            sizes: BTreeSet::new(),
        };
        // Fonts are there from the second frame on.
        room.frame(|_, _| {});
        room
    }

    fn frame(&mut self, draw: impl Fn(&mut egui::Ui, Rect)) -> Vec<egui::epaint::ClippedShape> {
        let rect = Rect::from_min_size(egui::Pos2::ZERO, self.size);
        let input = RawInput {
            screen_rect: Some(rect),
            ..RawInput::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| draw(ui, rect));
        output.textures_delta.clear();
        output.shapes
    }

    /// Draws a slide and looks at every piece of text on it.
    fn look(&mut self, name: &str, slide: &Slide) {
        let shapes = self.frame(|ui, rect| slide_ui(ui, rect, slide, true));
        let unit = (self.size.y / 100.0).min(self.size.x / 150.0);
        let screen = Rect::from_min_size(egui::Pos2::ZERO, self.size);
        self.slides += 1;
        let mut found = 0;
        for text in texts(shapes.into_iter().map(|clipped| clipped.shape)) {
            found += 1;
            let words: String = text.galley.text().chars().take(70).collect();
            let size = text
                .galley
                .job
                .sections
                .iter()
                .map(|section| section.format.font_id.size)
                .fold(f32::INFINITY, f32::min);
            self.sizes.insert((f64::from(size) * 1_000.0).round() as u64);
            if text.galley.elided {
                self.problems
                    .push(format!("{name}: cut at {:.1}: {words}", size / unit));
            }
            if size / unit < SMALLEST {
                self.problems.push(format!("{name}: only {:.2}: {words}", size / unit));
            }
            if !screen.expand(1.0).contains_rect(text.visual_bounding_rect()) {
                self.problems.push(format!("{name}: leaves the screen: {words}"));
            }
        }
        assert!(found > 0 || slide.is_blank, "{name} says nothing");
    }

    /// Plays a vignette and looks at each slide on the way.
    fn play(&mut self, vignette: &Arc<Vignette>, pick: impl Fn(usize, usize) -> usize) {
        let id = vignette.scenario.id.as_str().to_owned();
        let mut lesson = Lesson::new(Arc::clone(vignette), 11, &[]);
        lesson.plan.marker = true;
        for number in 1..=15 {
            let Some(round) = lesson.round() else { break };
            let choices = round.rated().len();
            let chosen = u8::try_from(pick(number, choices)).unwrap();
            let mut steps = vec![Step::Statement, Step::Notice];
            steps.extend([Step::Marker, Step::First, Step::Discuss, Step::Second, Step::Reveal]);
            for step in steps {
                lesson.go_to(step, 0).unwrap();
                let hands = match step {
                    Step::Notice => [9, 21, 4, 0, 0, 0, 0, 0],
                    _ => [41, 38, 44, 40, 39, 17, 12, 3],
                };
                if step.question().is_some() {
                    lesson.set_hands(hands).unwrap();
                }
                // The second vote shows what the first did, but for a line at the foot.
                if step != Step::Second {
                    self.look(&format!("{id}, round {number}, {step:?}"), &slide_of(&lesson, 0));
                }
            }
            lesson.pick(chosen).unwrap();
            lesson.go_on(0).unwrap();
            if lesson.round().unwrap().step() == Step::Act {
                self.look(&format!("{id}, round {number}, held"), &slide_of(&lesson, 0));
                lesson.go_on(4_000).unwrap();
            }
            self.look(&format!("{id}, round {number}, played"), &slide_of(&lesson, 0));
            let at = number - 1;
            let rated = lesson.round().unwrap().rated();
            let other = rated[(usize::from(chosen) + 1) % choices].response;
            let shadow = Shadow::of(lesson.branch().unwrap(), at, other, Onward::AsPlayed).unwrap();
            let slide = Slide {
                body: shadow_body(&lesson, at, &shadow).unwrap(),
                instruction: "After B: your own answers where they still fit, else the aptest.".to_owned(),
                ..slide_of(&lesson, 0)
            };
            self.look(&format!("{id}, round {number}, shadow"), &slide);
            lesson.go_on(0).unwrap();
        }
        lesson.set_ended(true);
        self.look(&format!("{id}, debrief"), &slide_of(&lesson, 0));
    }

    #[track_caller]
    fn check(&self, slides: usize) {
        assert!(self.slides >= slides, "only {} slides", self.slides);
        // Letters of a size that was not there yet are what takes long when a new slide is shown.
        let sizes: Vec<u64> = self.sizes.iter().copied().collect();
        for pair in sizes.windows(2) {
            let step = pair[1] as f64 / pair[0] as f64;
            let rungs = step.ln() / LADDER.ln();
            assert!(
                (rungs - rungs.round()).abs() < 0.01,
                "sizes that are on no ladder: {sizes:?}"
            );
        }
        assert!(sizes.len() <= 14, "{} sizes: {sizes:?}", sizes.len());
        assert!(
            self.problems.is_empty(),
            "{} problems on {} slides:\n{}",
            self.problems.len(),
            self.slides,
            self.problems.join("\n")
        );
    }
}

/// Every text in the shapes, however deep.
fn texts(shapes: impl Iterator<Item = Shape>) -> Vec<egui::epaint::TextShape> {
    let mut found = Vec::new();
    for shape in shapes {
        match shape {
            Shape::Text(text) => found.push(text),
            Shape::Vec(inner) => found.extend(texts(inner.into_iter())),
            _ => {}
        }
    }
    found
}

#[test]
fn every_slide_of_every_vignette_can_be_read_from_the_last_row() {
    let mut room = Room::new(WIDE);
    for (_, text) in BUNDLED {
        room.play(&vignette(text), |number, choices| number % choices);
    }
    room.check(500);
}

#[test]
fn a_projector_of_the_old_shape_cuts_nothing() {
    let mut room = Room::new(OLD);
    for (name, text) in BUNDLED {
        if ["the-worksheet.ron", "in-theory.ron", "double-six.ron"].contains(name) {
            room.play(&vignette(text), |number, choices| (number * 2) % choices);
        }
    }
    room.check(100);
}

#[test]
fn teams_keep_their_whole_names_at_the_end() {
    let (_, text) = BUNDLED.iter().find(|(name, _)| *name == "the-worksheet.ron").unwrap();
    let names = ["By the window", "By the door", "In the middle"].map(str::to_owned);
    for size in [WIDE, OLD] {
        let mut room = Room::new(size);
        let mut lesson = Lesson::new(vignette(text), 7, &names);
        for choice in [0, 1, 2, 1, 2, 0] {
            lesson.go_to(Step::Reveal, 0).unwrap();
            lesson.pick(choice).unwrap();
            lesson.play(8_000).unwrap();
            lesson.go_on(0).unwrap();
        }
        lesson.set_ended(true);
        room.look("teams", &slide_of(&lesson, 0));
        room.check(1);
    }
}

#[test]
fn a_window_that_is_nearly_closed_is_drawn_as_well() {
    let (_, text) = BUNDLED.iter().find(|(name, _)| *name == "the-worksheet.ron").unwrap();
    let mut room = Room::new(WIDE);
    let mut lesson = Lesson::new(vignette(text), 7, &[]);
    for step in [Step::Statement, Step::Notice, Step::First, Step::Reveal] {
        lesson.go_to(step, 0).unwrap();
        let slide = slide_of(&lesson, 0);
        let sides = [0.0, 1.0, 12.0, 49.0, 90.0, 300.0];
        for size in sides.iter().flat_map(|width| sides.map(|height| vec2(*width, height))) {
            // What can't be drawn would panic.
            room.frame(|ui, rect| slide_ui(ui, Rect::from_min_size(rect.min, size), &slide, true));
        }
    }
}

#[test]
fn long_words_are_set_whole() {
    let (_, text) = BUNDLED.iter().find(|(name, _)| *name == "the-worksheet.ron").unwrap();
    let words = "Aufmerksamkeitsdefizitstörungssprechstunde, Kontaktaufnahmeschwierigkeiten";
    let text = text
        .replace("I saw a new shop front", words)
        .replace("Good, good.", words)
        .replace("It’s been dry", words);
    let mut room = Room::new(WIDE);
    let german = vignette(&text);
    assert!(german.scenario.statements.len() > 10);
    let mut lesson = Lesson::new(german, 7, &[]);
    for step in [Step::First, Step::Reveal] {
        lesson.go_to(step, 0).unwrap();
        if step == Step::First {
            lesson.set_hands([30, 40, 20, 10, 0, 0, 0, 0]).unwrap();
        }
        let slide = slide_of(&lesson, 0);
        room.look(&format!("{step:?}"), &slide);
        let shapes = room.frame(|ui, rect| slide_ui(ui, rect, &slide, true));
        let mut broken = Vec::new();
        for text in texts(shapes.into_iter().map(|clipped| clipped.shape)) {
            for row in &text.galley.rows {
                let row = row.text();
                if words.split(", ").any(|word| {
                    (8..word.len())
                        .filter(|at| word.is_char_boundary(*at))
                        .any(|at| row.trim_end().ends_with(&word[..at]))
                }) {
                    broken.push(row);
                }
            }
        }
        assert!(broken.is_empty(), "{step:?}: {broken:?}");
    }
    room.check(2);
}
