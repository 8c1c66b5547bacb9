//! How much is shown at which distance, and how a quality looks: a hue, a pattern and a filled part, so that no hue has to say it alone.

use egui::{Color32, Context, FontId};

use super::camera::Lens;
use super::data::MapData;
use crate::ui::theme::{Palette, TextRole, palette};

/// Up to so many boxes are few.
const FEW: usize = 120;

/// How much of a box is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Its place and what stands out in it.
    Far,
    /// Its name.
    Middle,
    /// Its words and what it is about.
    Near,
}

/// What is shown, and from where.
#[derive(Debug)]
pub struct Scene<'s> {
    /// The vignette.
    pub data: &'s MapData,
    /// From where.
    pub lens: Lens,
    /// How.
    pub look: Look,
    /// Nothing can be changed.
    pub read_only: bool,
}

/// Everything that drawing needs to know besides what is drawn.
#[derive(Clone, Debug)]
pub struct Look {
    /// The colours.
    pub palette: Palette,
    /// How much is shown.
    pub detail: Detail,
    /// Points on the screen a point on the map.
    pub scale: f32,
    /// The type of names.
    pub strong: FontId,
    /// The type of captions.
    pub small: FontId,
    /// The type of what the client says.
    pub speech: FontId,
    /// Whether other things than these were found: they step back.
    pub searching: bool,
}

impl Look {
    /// At this distance, with the text sizes that are set, for so many boxes in view.
    pub fn new(ctx: &Context, lens: &Lens, searching: bool, boxes: usize) -> Self {
        let detail = match lens.scale / (TextRole::Small.size(ctx) / TextRole::Small.points()) {
            // Few boxes show the beginnings of their names from farther away.
            zoom if zoom < if boxes <= FEW { 0.15 } else { 0.3 } => Detail::Far,
            zoom if zoom < 0.8 => Detail::Middle,
            _ => Detail::Near,
        };
        // Text does not shrink below what can be read: boxes show less of it instead. Half points keep the number of sizes small.
        let sized = |role: TextRole, points: f32| {
            let least = role.size(ctx);
            let size = (points * lens.scale).max(least.min(TextRole::Small.size(ctx)));
            (size * 2.0).round() / 2.0
        };
        let small = sized(TextRole::Small, TextRole::Small.points());
        Self {
            palette: palette(ctx),
            detail,
            scale: lens.scale,
            strong: FontId::new(
                sized(TextRole::Small, 14.0),
                egui::FontFamily::Name(crate::ui::theme::INTERFACE_STRONG.into()),
            ),
            small: FontId::new(small, TextRole::Small.family()),
            speech: FontId::new(sized(TextRole::Speech, 16.0), TextRole::Speech.family()),
            searching,
        }
    }

    /// A color of what steps back while something else is looked for.
    pub fn back(&self, color: Color32, hit: bool) -> Color32 {
        if self.searching && !hit {
            color.gamma_multiply(0.3)
        } else {
            color
        }
    }
}

/// How an arrow looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its color.
    pub color: Color32,
    /// Its width in points.
    pub width: f32,
    /// Lengths drawn and left out, in turn; none for a whole line.
    pub pattern: &'static [f32],
}

/// How an arrow of this quality looks: from dots for what harms to a broad line for the best. A quality that varies is dashed and dotted.
pub fn stroke_of(palette: &Palette, quality: (u8, u8)) -> Stroke {
    let level = level_of(quality);
    let color = palette.quality.get(level).copied().unwrap_or(palette.ink_faint);
    let (width, pattern): (f32, &'static [f32]) = match level {
        _ if quality.0 != quality.1 => (1.8, &[9.0, 4.0, 2.0, 4.0]),
        0 => (1.8, &[2.0, 4.0]),
        1 => (1.6, &[5.0, 4.0]),
        2 => (1.6, &[11.0, 4.0]),
        3 => (1.6, &[]),
        _ => (2.6, &[]),
    };
    Stroke { color, width, pattern }
}

/// The step of the scale that stands for a range: its middle, the lower one in doubt.
pub fn level_of((least, most): (u8, u8)) -> usize {
    usize::from(least.midpoint(most)).min(4)
}
