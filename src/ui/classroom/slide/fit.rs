//! Type that shrinks until it fits its place: for a screen that is read from the last row.

use std::sync::Arc;

use egui::epaint::text::Glyph;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontFamily, FontId, Galley, Painter, Vec2};

/// The sizes that all texts of a slide share. Each letter of a size that was not there yet is drawn into the memory of letters, which costs more
/// than everything else on a slide: so sizes are few, and most are there before they are needed.
#[derive(Clone, Copy, Debug)]
pub struct Ladder {
    /// The lowest rung that is read from the last row, among all that there are.
    foot: i32,
}

/// How much larger each rung that there is is than the one below it. Of those a slide takes every other: whatever the window's size is, its letters
/// are of sizes that other windows have as well, for the memory of letters would grow with each window otherwise.
const RUNG: f32 = 1.05;
const EVERY: i32 = 2;
/// The smallest size of all, in points.
const SMALLEST: f32 = 6.0;
/// The foot of each slide's ladder, in hundredths of its height at least: the smallest type that can be read from the last row.
const FOOT: f32 = 2.5;
/// How near to a step a size has to be to count as that one: steps are logarithms, which are not exact.
const NEAR: f32 = 0.01;

impl Ladder {
    /// The sizes for a slide whose height has a hundredth of so many points.
    #[allow(clippy::cast_possible_truncation)]
    pub fn of(unit: f32) -> Self {
        Self {
            foot: (rung_of(FOOT * unit) - NEAR).ceil() as i32,
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    fn size(self, step: f32) -> f32 {
        SMALLEST * RUNG.powi(self.foot + EVERY * step as i32)
    }

    /// The step that a size would be, with the foot as 0.
    #[allow(clippy::cast_precision_loss)]
    fn step(self, size: f32) -> f32 {
        (rung_of(size) - self.foot as f32) / EVERY as f32
    }

    /// The smallest size.
    pub fn foot_size(self) -> f32 {
        self.size(0.0)
    }

    /// All sizes, the smallest first, up to the one that comes nearest to this.
    pub fn up_to(self, most: f32) -> impl Iterator<Item = f32> {
        let last = self.nearest(most);
        (0_u8..)
            .map(move |step| self.size(f32::from(step)))
            .take_while(move |size| *size <= last)
    }

    /// The size that comes nearest to one.
    pub fn nearest(self, size: f32) -> f32 {
        self.size(self.step(size).round())
    }

    /// The largest size between two at which texts fit; the least one if they fit at none. What fits at a size is taken to fit at every smaller one.
    /// The upper end need not be kept to exactly: it is the size that comes nearest.
    pub fn largest(self, least: f32, most: f32, fits: impl Fn(f32) -> bool) -> f32 {
        let (mut low, mut high) = ((self.step(least) - NEAR).ceil(), self.step(most).round());
        while low < high {
            let middle = ((low + high) / 2.0).ceil();
            if fits(self.size(middle)) {
                low = middle;
            } else {
                high = middle - 1.0;
            }
        }
        self.size(low)
    }
}

/// The place of a size among all rungs.
fn rung_of(size: f32) -> f32 {
    (size.max(SMALLEST) / SMALLEST).ln() / RUNG.ln()
}

/// How a text is to be set.
#[derive(Clone, Debug)]
pub struct Type {
    /// The face.
    pub family: FontFamily,
    /// The sizes that there are.
    pub ladder: Ladder,
    /// The size to begin with.
    pub most: f32,
    /// The size below which it does not go; what does not fit then is cut with dots.
    pub least: f32,
    /// Line height as a multiple of the size.
    pub leading: f32,
    /// The color.
    pub ink: Color32,
}

/// The size at which texts are measured, in points: only the size that is chosen is set, for whatever is set is drawn into the memory of letters.
const MEASURED_AT: f32 = 24.0;
/// How far a row's end may be from where it would be at another size, in points: letters stand on whole pixels.
const OFF: f32 = 1.0;
/// What a row may be too high for its place, in points: heights are sums of shares of the screen, which are not exact.
const SLACK: f32 = 0.3;

impl Type {
    fn set(&self, painter: &Painter, text: &str, size: f32, width: f32, rows: usize) -> Arc<Galley> {
        let format = TextFormat {
            font_id: FontId::new(size, self.family.clone()),
            color: self.ink,
            line_height: Some(self.row(size)),
            valign: Align::Center,
            ..TextFormat::default()
        };
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: rows,
            ..TextWrapping::default()
        };
        painter.layout_job(job)
    }

    /// The height of a row at a size.
    fn row(&self, size: f32) -> f32 {
        (size * self.leading).round()
    }

    /// The largest size at which a text fits into a width and a height with no word broken; the least one if none does.
    pub fn size_for(&self, painter: &Painter, text: &str, width: f32, height: f32) -> f32 {
        self.ladder.largest(self.least, self.most, |size| {
            self.height(painter, text, size, width) <= height && self.is_whole(painter, text, size, width)
        })
    }

    /// The text in one row, or in one a line that it has, at the size at which texts are measured. Setting a text costs far more than looking where
    /// its rows would end: so it is set once, for every size and width that is tried.
    fn measured(&self, painter: &Painter, text: &str) -> Arc<Galley> {
        self.set(painter, text, MEASURED_AT, f32::INFINITY, usize::MAX)
    }

    /// How high a text is at a size in a width. Where it is a near thing, a row more than it will need.
    pub fn height(&self, painter: &Painter, text: &str, size: f32, width: f32) -> f32 {
        let width = ((width - OFF) * MEASURED_AT / size - OFF).max(1.0);
        let lines = &self.measured(painter, text).rows;
        let rows: usize = lines.iter().map(|line| rows_of(&line.glyphs, width)).sum();
        // As the rows are set: on whole pixels.
        let pixels = painter.pixels_per_point();
        #[allow(clippy::cast_precision_loss)]
        let height = rows as f32 * (self.row(size) * pixels).round() / pixels;
        height
    }

    /// Whether no word has to be broken.
    pub fn is_whole(&self, painter: &Painter, text: &str, size: f32, width: f32) -> bool {
        let lines = &self.measured(painter, text).rows;
        let words = lines
            .iter()
            .flat_map(|line| line.glyphs.split(|letter| is_space(letter) || letter.chr == '-'));
        let widths = words.map(|word| match word {
            [first, .., last] => last.max_x() - first.pos.x,
            _ => 0.0,
        });
        // A row may be wider than its words: by the space at which it was broken.
        widths.fold(0.0, f32::max) * size / MEASURED_AT <= width
    }

    /// How wide a text is at a size, if nothing breaks it.
    pub fn width(&self, painter: &Painter, text: &str, size: f32) -> f32 {
        self.measured(painter, text).size().x * size / MEASURED_AT
    }

    /// The same, but no larger than all of these texts can be, each in its room.
    #[must_use]
    pub fn shared<'t>(self, painter: &Painter, texts: impl Iterator<Item = (&'t str, Vec2)>) -> Self {
        let sizes = texts.map(|(text, room)| self.size_for(painter, text, room.x, room.y));
        let most = sizes.fold(self.ladder.nearest(self.most), f32::min);
        Self { most, ..self }
    }

    /// The largest size up to this one, or the largest of this type if that is smaller.
    pub fn up_to(&self, size: f32) -> f32 {
        let most = self.ladder.step(self.most).round();
        self.ladder.size((self.ladder.step(size) + NEAR).floor().min(most))
    }

    /// The text at a size, cut at the height.
    pub fn at(&self, painter: &Painter, text: &str, size: f32, width: f32, height: f32) -> Arc<Galley> {
        let row = self.row(size).max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows = ((height + SLACK) / row).floor().max(1.0) as usize;
        self.set(painter, text, size, width, rows)
    }

    /// The text at the largest size that fits.
    pub fn fitted(&self, painter: &Painter, text: &str, width: f32, height: f32) -> Arc<Galley> {
        let size = self.size_for(painter, text, width, height);
        self.at(painter, text, size, width, height)
    }
}

/// How many rows the letters of a line take in a width. They are broken where egui breaks them: at the last space, else at the last hyphen, else
/// anywhere; and the space at which a row ends has to find room in it as well.
fn rows_of(letters: &[Glyph], width: f32) -> usize {
    let (mut rows, mut first, mut left) = (1, 0, 0.0);
    let (mut space, mut hyphen, mut any) = (None, None, None);
    for (at, letter) in letters.iter().enumerate() {
        if letter.max_x() - left > width {
            let mut ends = [space, hyphen, any].into_iter().flatten();
            if let Some(end) = ends.find(|end| *end >= first) {
                rows += 1;
                first = end + 1;
                left = letters.get(first).map_or(left, |letter| letter.pos.x);
            }
        }
        if is_space(letter) {
            space = Some(at);
        } else if letter.chr == '-' {
            hyphen = Some(at);
        }
        any = Some(at);
    }
    rows
}

/// Whether a row may be broken at it.
fn is_space(letter: &Glyph) -> bool {
    letter.chr.is_whitespace() && letter.chr != '\u{a0}'
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use egui::{Context, LayerId, RawInput, Rect};

    use super::*;
    use crate::ui::theme::{Appearance, ROOM_SPEECH, install};

    /// Does something with a type of 10 to 60 points.
    fn with_type(act: impl Fn(&Painter, &Type)) {
        let ctx = Context::default();
        install(&ctx, &Appearance::default());
        // Fonts are there from the second frame on.
        for frame in 0..2 {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                let painter = Painter::new(ui.ctx().clone(), LayerId::background(), Rect::EVERYTHING);
                let kind = Type {
                    family: FontFamily::Name(ROOM_SPEECH.into()),
                    ladder: Ladder::of(6.0),
                    most: 60.0,
                    least: 10.0,
                    leading: 1.3,
                    ink: Color32::BLACK,
                };
                if frame == 1 {
                    act(&painter, &kind);
                }
            });
            output.textures_delta.clear();
        }
    }

    #[test]
    fn what_has_room_is_large_and_what_has_none_is_small() {
        with_type(|painter, kind| {
            let short = kind.size_for(painter, "Yes.", 800.0, 400.0);
            assert!(short > 56.0 && short <= kind.most, "{short}");
            let long = "and so on ".repeat(60);
            let size = kind.size_for(painter, &long, 800.0, 200.0);
            assert!(size >= kind.least && size < 30.0, "{size}");
            let galley = kind.at(painter, &long, size, 800.0, 200.0);
            assert!(!galley.elided && galley.size().y <= 200.0);
            assert!(kind.fitted(painter, &long.repeat(20), 800.0, 200.0).elided);
        });
    }

    #[test]
    fn a_long_word_is_made_smaller_and_not_broken() {
        with_type(|painter, kind| {
            let word = "Aufmerksamkeitsdefizitstörungssprechstunde";
            let size = kind.size_for(painter, word, 400.0, 400.0);
            let galley = kind.at(painter, word, size, 400.0, 400.0);
            assert_eq!(galley.rows.len(), 1, "set at {size}");
        });
    }

    #[test]
    fn what_is_measured_is_what_is_set() {
        with_type(|painter, kind| {
            let text = "I saw a new shop front from the bus, the fishmonger’s, the gold on the black. ";
            let mut higher = 0;
            for width in (180_u16..900).step_by(7) {
                for size in [10.0, 17.3, 24.0, 41.7, 60.0] {
                    let (text, width) = (text.repeat(3), f32::from(width));
                    let measured = kind.height(painter, &text, size, width);
                    let set = kind.set(painter, &text, size, width, usize::MAX).size().y;
                    assert!(measured >= set, "{measured} and {set} at {size} in {width}");
                    higher += usize::from(measured > set);
                }
            }
            assert!(higher < 50, "{higher} of 515 are a row higher");
        });
    }

    #[test]
    fn sizes_that_are_tried_are_not_drawn() {
        with_type(|painter, kind| {
            let drawn = || {
                painter.ctx().fonts(|fonts| {
                    let image = fonts.image();
                    image.pixels.iter().filter(|pixel| pixel.a() > 0).count()
                })
            };
            let text = "One sentence of some length.";
            kind.size_for(painter, text, 300.0, 90.0);
            let before = drawn();
            for width in 100_u16..400 {
                kind.size_for(painter, text, f32::from(width), 90.0);
            }
            assert_eq!(drawn(), before, "what is tried");
            kind.fitted(painter, text, 300.0, 90.0);
            assert!(drawn() > before, "what is chosen is drawn");
        });
    }

    #[test]
    fn sizes_are_few_whatever_the_window_is() {
        with_type(|painter, kind| {
            let sizes_in = |unit: f32| -> BTreeSet<u32> {
                let kind = Type {
                    ladder: Ladder::of(unit),
                    most: 9.0 * unit,
                    least: 2.4 * unit,
                    ..kind.clone()
                };
                let widths = (10_u16..150).map(|width| f32::from(width) * unit);
                let sizes =
                    widths.map(|width| kind.size_for(painter, "One sentence of some length.", width, 12.0 * unit));
                sizes.map(f32::to_bits).collect()
            };
            assert!(sizes_in(7.2).len() <= 14, "{} sizes in one window", sizes_in(7.2).len());
            // As a window is drawn larger and larger, up to a screen of 1440 points.
            let all: BTreeSet<u32> = (30_u16..144)
                .flat_map(|height| sizes_in(f32::from(height) / 10.0))
                .collect();
            assert!(all.len() <= 66, "{} sizes in all windows", all.len());
        });
    }

    #[test]
    fn a_ladder_begins_with_type_that_is_read_and_keeps_its_sizes() {
        for height in 240_u16..4_320 {
            let unit = f32::from(height) / 100.0;
            let ladder = Ladder::of(unit);
            let foot = ladder.size(0.0) / unit;
            assert!((2.498..2.63).contains(&foot), "{foot} hundredths of {height}");
            for step in 0..14_u8 {
                let size = ladder.size(f32::from(step));
                assert_eq!(ladder.nearest(size), size, "at {height}");
                assert_eq!(ladder.largest(size, size, |_| true), size, "at {height}");
            }
        }
    }
}
