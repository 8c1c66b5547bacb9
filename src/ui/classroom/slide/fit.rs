//! Type that shrinks until it fits its place: for a screen that is read from the last row.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Color32, FontFamily, FontId, Galley, Painter};

/// How a text is to be set.
#[derive(Clone, Debug)]
pub struct Type {
    /// The face.
    pub family: FontFamily,
    /// The size to begin with.
    pub most: f32,
    /// The size below which it does not go; what does not fit then is cut with dots.
    pub least: f32,
    /// Line height as a multiple of the size.
    pub leading: f32,
    /// The color.
    pub ink: Color32,
}

/// How much larger each size is than the one below it.
const STEP: f32 = 1.05;
/// The smallest size of all, in points.
const SMALLEST: f32 = 6.0;
/// The size at which texts are measured, in points. Whatever is set is drawn into the memory of letters, which costs more than everything else on a
/// slide: so only the size that is chosen is set, and what is tried is measured at this one.
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
    ///
    /// Sizes are steps of one ladder, whatever the window's size is: the memory of letters would grow with each window and each text otherwise.
    pub fn size_for(&self, painter: &Painter, text: &str, width: f32, height: f32) -> f32 {
        largest(self.least, self.most, |size| {
            self.height(painter, text, size, width) <= height && self.is_whole(painter, text, size, width)
        })
    }

    /// How high a text is at a size in a width. Where it is a near thing, a row more than it will need.
    pub fn height(&self, painter: &Painter, text: &str, size: f32, width: f32) -> f32 {
        let measured = ((width - OFF) * MEASURED_AT / size - OFF).max(1.0);
        let rows = self.set(painter, text, MEASURED_AT, measured, usize::MAX).rows.len();
        // As the rows are set: on whole pixels.
        let pixels = painter.pixels_per_point();
        #[allow(clippy::cast_precision_loss)]
        let height = rows as f32 * (self.row(size) * pixels).round() / pixels;
        height
    }

    /// Whether no word has to be broken.
    pub fn is_whole(&self, painter: &Painter, text: &str, size: f32, width: f32) -> bool {
        // A row may be wider than its words: by the space at which it was broken.
        self.width(painter, longest_word(text), size) <= width
    }

    /// How wide a text is at a size, if nothing breaks it.
    pub fn width(&self, painter: &Painter, text: &str, size: f32) -> f32 {
        let whole = self.set(painter, text, MEASURED_AT, f32::INFINITY, usize::MAX);
        whole.size().x * size / MEASURED_AT
    }

    /// A size, or the largest of this type if that is smaller.
    pub fn up_to(&self, size: f32) -> f32 {
        size_of(step_of(self.most.min(size)).floor())
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

/// The largest size between two at which texts fit, on the ladder; the least one if they fit at none. What fits at a size is taken to fit at
/// every smaller one.
pub fn largest(least: f32, most: f32, fits: impl Fn(f32) -> bool) -> f32 {
    let (mut low, mut high) = (step_of(least).ceil(), step_of(most).floor());
    if low > high {
        return least;
    }
    while low < high {
        let middle = ((low + high) / 2.0).ceil();
        if fits(size_of(middle)) {
            low = middle;
        } else {
            high = middle - 1.0;
        }
    }
    size_of(low)
}

/// The step of the ladder that a size would be.
fn step_of(size: f32) -> f32 {
    (size.max(SMALLEST) / SMALLEST).ln() / STEP.ln()
}

fn size_of(step: f32) -> f32 {
    SMALLEST * STEP.powf(step)
}

/// The longest piece of a text that must not be broken.
fn longest_word(text: &str) -> &str {
    let pieces = text.split(|letter: char| letter.is_whitespace() || letter == '-');
    pieces.max_by_key(|piece| piece.chars().count()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use egui::{Context, LayerId, RawInput, Rect};

    use super::*;
    use crate::ui::theme::{Appearance, SPEECH, install};

    /// Does something with a type of 10 to 60 points.
    fn with_type(act: impl Fn(&Painter, &Type)) {
        let ctx = Context::default();
        install(&ctx, &Appearance::default());
        // Fonts are there from the second frame on.
        for frame in 0..2 {
            let mut output = ctx.run_ui(RawInput::default(), |ui| {
                let painter = Painter::new(ui.ctx().clone(), LayerId::background(), Rect::EVERYTHING);
                let kind = Type {
                    family: FontFamily::Name(SPEECH.into()),
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
            let mut sizes: Vec<String> = (100_u16..400)
                .map(|width| {
                    format!(
                        "{:.3}",
                        kind.size_for(painter, "One sentence of some length.", f32::from(width), 90.0)
                    )
                })
                .collect();
            sizes.sort();
            sizes.dedup();
            assert!(sizes.len() <= 37, "{} sizes", sizes.len());
        });
    }
}
