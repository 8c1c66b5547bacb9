//! The bundled fonts and the five sizes of text.
//!
//! What people say is set in Vollkorn, everything else in Inter; `assets/fonts/README.md` says where they come from.
//! The scale for larger text multiplies the sizes only: spacing stays, so that 200 % still fits a window of 1024 × 700.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId, FontTweak, RichText, TextStyle};

use super::space;

/// The family of what people say.
pub const SPEECH: &str = "Speech";
/// The same, slanted: the inner voice.
pub const SPEECH_ITALIC: &str = "SpeechItalic";
/// The family of the interface.
pub const INTERFACE: &str = "Interface";
/// The same, heavier: headings and buttons.
pub const INTERFACE_STRONG: &str = "InterfaceStrong";

/// The same four for a screen that is read from the last row.
///
/// Their letters are not fitted to the grid of pixels, and each is drawn once and not for every quarter of a pixel that it may stand at: in type so
/// large neither is seen, and the many sizes of a slide cost more than all the rest of it.
pub const ROOM_SPEECH: &str = "RoomSpeech";
/// What is seen and not said.
pub const ROOM_SPEECH_ITALIC: &str = "RoomSpeechItalic";
/// Words of the program.
pub const ROOM_INTERFACE: &str = "RoomInterface";
/// The same, heavier.
pub const ROOM_INTERFACE_STRONG: &str = "RoomInterfaceStrong";

const LEAD: &str = "Lead";
const SPEECH_STYLE: &str = "Speech";
const INNER_STYLE: &str = "Inner";
const STRONG_STYLE: &str = "Strong";

/// The five sizes of text, by their part on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// Captions, hints, key caps. 13 points.
    Small,
    /// Most of the interface. 15 points.
    Body,
    /// A first sentence, a heading within a page. 17 points.
    Lead,
    /// What client and practitioner say. 21 points, in the speech family.
    Speech,
    /// The title of a page. 28 points.
    Title,
}

impl TextRole {
    /// All five, from the smallest.
    pub const ALL: [Self; 5] = [Self::Small, Self::Body, Self::Lead, Self::Speech, Self::Title];

    /// The size in points at 100 %.
    pub const fn points(self) -> f32 {
        match self {
            Self::Small => 13.0,
            Self::Body => 15.0,
            Self::Lead => 17.0,
            Self::Speech => 21.0,
            Self::Title => 28.0,
        }
    }

    /// The family it is set in.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Small | Self::Body | Self::Lead => FontFamily::Proportional,
            Self::Speech => FontFamily::Name(SPEECH.into()),
            Self::Title => FontFamily::Name(INTERFACE_STRONG.into()),
        }
    }

    /// The name under which egui's style keeps it, scaled.
    pub fn style(self) -> TextStyle {
        match self {
            Self::Small => TextStyle::Small,
            Self::Body => TextStyle::Body,
            Self::Lead => TextStyle::Name(LEAD.into()),
            Self::Speech => TextStyle::Name(SPEECH_STYLE.into()),
            Self::Title => TextStyle::Heading,
        }
    }

    /// The font at the scale that is set now.
    pub fn font(self, ctx: &Context) -> FontId {
        FontId::new(self.size(ctx), self.family())
    }

    /// The size in points at the scale that is set now.
    pub fn size(self, ctx: &Context) -> f32 {
        ctx.global_style()
            .text_styles
            .get(&self.style())
            .map_or(self.points(), |font| font.size)
    }

    /// The width in points of a line of about 66 characters: the widest that running text should be.
    pub fn line_width(self, ctx: &Context) -> f32 {
        // Both families set English at 0.47 of their size a character on average.
        66.0 * 0.47 * self.size(ctx)
    }

    /// Text in this role.
    pub fn text(self, text: impl Into<String>) -> RichText {
        RichText::new(text).text_style(self.style())
    }
}

/// Words that somebody speaks, with room between the lines.
pub fn speech(ctx: &Context, text: impl Into<String>) -> RichText {
    let leading = (TextRole::Speech.size(ctx) * space::SPEECH_LEADING).round();
    TextRole::Speech.text(text).line_height(Some(leading))
}

/// What somebody thinks and does not say.
pub fn inner_voice(ctx: &Context, text: impl Into<String>) -> RichText {
    let leading = (TextRole::Speech.size(ctx) * space::SPEECH_LEADING).round();
    RichText::new(text)
        .text_style(TextStyle::Name(INNER_STYLE.into()))
        .line_height(Some(leading))
}

/// Running text of the interface, with room between the lines.
pub fn prose(ctx: &Context, text: impl Into<String>) -> RichText {
    let leading = (TextRole::Body.size(ctx) * space::BODY_LEADING).round();
    TextRole::Body.text(text).line_height(Some(leading))
}

/// A heavier word at the size of the body.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Name(STRONG_STYLE.into()))
}

/// The sizes for egui's style at a scale in percent, 80 to 200.
pub(super) fn text_styles(percent: u16) -> std::collections::BTreeMap<TextStyle, FontId> {
    let scale = f32::from(percent.clamp(80, 200)) / 100.0;
    let at = |role: TextRole, family: FontFamily| FontId::new((role.points() * scale * 2.0).round() / 2.0, family);
    let named = |name: &str| FontFamily::Name(name.into());
    TextRole::ALL
        .into_iter()
        .map(|role| (role.style(), at(role, role.family())))
        .chain([
            (TextStyle::Button, at(TextRole::Body, named(INTERFACE_STRONG))),
            (TextStyle::Monospace, at(TextRole::Body, FontFamily::Monospace)),
            (
                TextStyle::Name(INNER_STYLE.into()),
                at(TextRole::Speech, named(SPEECH_ITALIC)),
            ),
            (
                TextStyle::Name(STRONG_STYLE.into()),
                at(TextRole::Body, named(INTERFACE_STRONG)),
            ),
        ])
        .collect()
}

/// All fonts, compiled in.
pub(super) fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 6] = [
        ("vollkorn", include_bytes!("../../../assets/fonts/Vollkorn-Regular.ttf")),
        (
            "vollkorn-italic",
            include_bytes!("../../../assets/fonts/Vollkorn-Italic.ttf"),
        ),
        ("inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
        (
            "inter-semibold",
            include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (
            "symbols",
            include_bytes!("../../../assets/fonts/DejaVuSans-Symbols.ttf"),
        ),
        ("mono", include_bytes!("../../../assets/fonts/DejaVuSansMono.ttf")),
    ];
    for (name, bytes) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        let large = FontData::from_static(bytes).tweak(FontTweak {
            hinting: Some(false),
            subpixel_binning: Some(false),
            ..FontTweak::default()
        });
        fonts.font_data.insert(in_the_room(name), Arc::new(large));
    }
    let named = |name: &str| FontFamily::Name(name.into());
    for (family, faces) in [
        (FontFamily::Proportional, ["inter", "symbols", "vollkorn"]),
        (named(INTERFACE), ["inter", "symbols", "vollkorn"]),
        (named(INTERFACE_STRONG), ["inter-semibold", "symbols", "inter"]),
        (named(SPEECH), ["vollkorn", "inter", "symbols"]),
        (named(SPEECH_ITALIC), ["vollkorn-italic", "inter", "symbols"]),
        (FontFamily::Monospace, ["mono", "symbols", "inter"]),
    ] {
        fonts.families.insert(family, faces.map(str::to_owned).to_vec());
    }
    for (family, faces) in [
        (ROOM_INTERFACE, ["inter", "symbols", "vollkorn"]),
        (ROOM_INTERFACE_STRONG, ["inter-semibold", "symbols", "inter"]),
        (ROOM_SPEECH, ["vollkorn", "inter", "symbols"]),
        (ROOM_SPEECH_ITALIC, ["vollkorn-italic", "inter", "symbols"]),
    ] {
        fonts.families.insert(named(family), faces.map(in_the_room).to_vec());
    }
    fonts
}

/// The name of a face as the room's families have it.
fn in_the_room(face: &str) -> String {
    ["room", face].join("-")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn no_text_is_under_13_points_at_full_size() {
        for (style, font) in text_styles(100) {
            assert!(font.size >= 13.0, "{style:?} is {}", font.size);
        }
    }

    #[test]
    fn the_scale_multiplies_every_size() {
        let (normal, double) = (text_styles(100), text_styles(200));
        for (style, font) in normal {
            assert_eq!(double[&style].size, font.size * 2.0, "{style:?}");
        }
    }

    #[test]
    fn every_family_draws_what_the_interface_says() {
        let mut fonts = egui::epaint::text::Fonts::new(egui::epaint::text::TextOptions::default(), definitions());
        let families: Vec<FontFamily> = fonts.definitions().families.keys().cloned().collect();
        assert_eq!(families.len(), 10);
        for family in families {
            let font = FontId::new(15.0, family.clone());
            for mark in "“”‘’–—…·×≥≤−½ÄÖÜßéñçœŁőșĂ ЖШ λΩ ←→↑↓↵⏎ ●■▲○□△ ▸▾ ✓✕ 0123456789 £€%".chars()
            {
                assert!(fonts.has_glyph(&font, mark), "{family:?} lacks {mark}");
            }
        }
    }

    #[test]
    fn digits_of_the_interface_are_of_one_width() {
        let mut fonts = egui::epaint::text::Fonts::new(egui::epaint::text::TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        let font = FontId::new(15.0, FontFamily::Proportional);
        let zero = view.glyph_width(&font, '0');
        assert!(zero > 0.0);
        for digit in '1'..='9' {
            assert_eq!(view.glyph_width(&font, digit), zero, "{digit}");
        }
    }
}
