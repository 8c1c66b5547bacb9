//! How the program looks: colors, fonts, distances, and egui's own widgets dressed in them.
//!
//! Views ask for a token by its purpose. Nothing here knows what is shown.

mod fonts;
mod palette;
pub mod space;
mod style;

use egui::{Context, Id, ThemePreference, Ui};

pub use fonts::{
    INTERFACE, INTERFACE_STRONG, ROOM_INTERFACE, ROOM_INTERFACE_STRONG, ROOM_SPEECH, ROOM_SPEECH_ITALIC, SPEECH,
    SPEECH_ITALIC, TextRole, inner_voice, prose, speech, strong,
};
pub use palette::{DARK, HIGH_CONTRAST, LIGHT, Palette};

pub use crate::settings::Theme;

/// What a person has chosen about the looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Which palette.
    pub theme: Theme,
    /// The size of text in percent, 80 to 200. Multiplies the sizes of text and leaves the spacing.
    pub text_percent: u16,
    /// Whether changes show at once instead of easing.
    pub reduce_motion: bool,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            text_percent: 100,
            reduce_motion: false,
        }
    }
}

/// Loads the fonts and dresses egui. Call once at the start, and again when the appearance changes: the fonts are loaded once only.
pub fn install(ctx: &Context, appearance: &Appearance) {
    let id = Id::unique("appearance");
    let before = ctx.data(|data| data.get_temp::<Appearance>(id));
    if before.is_none() {
        ctx.set_fonts(fonts::definitions());
        // A system that does not say what it prefers gets daylight.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    }
    if before == Some(*appearance) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(id, *appearance));
    let (light, dark) = match appearance.theme {
        Theme::HighContrast => (HIGH_CONTRAST, HIGH_CONTRAST),
        Theme::System | Theme::Light | Theme::Dark => (LIGHT, DARK),
    };
    ctx.set_style_of(egui::Theme::Light, style::style(&light, appearance));
    ctx.set_style_of(egui::Theme::Dark, style::style(&dark, appearance));
    ctx.set_theme(match appearance.theme {
        Theme::System => ThemePreference::System,
        Theme::Light => ThemePreference::Light,
        Theme::Dark | Theme::HighContrast => ThemePreference::Dark,
    });
}

/// The same while a `Ui` is being shown, which is dressed anew as well: for tests, and for a change in the middle of a frame.
pub fn install_in(ui: &mut Ui, appearance: &Appearance) {
    install(ui, appearance);
    ui.reset_style();
}

/// The appearance that was installed last.
pub fn appearance(ctx: &Context) -> Appearance {
    ctx.data(|data| data.get_temp(Id::unique("appearance")))
        .unwrap_or_default()
}

/// The palette in use. A `Ui` serves as the context. Cheap: one look-up and a copy.
pub fn palette(ctx: &Context) -> Palette {
    match (appearance(ctx).theme, ctx.theme()) {
        (Theme::HighContrast, _) => HIGH_CONTRAST,
        (_, egui::Theme::Light) => LIGHT,
        (_, egui::Theme::Dark) => DARK,
    }
}

/// Whether changes should show at once.
pub fn reduce_motion(ctx: &Context) -> bool {
    appearance(ctx).reduce_motion
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;

    #[test]
    fn each_theme_brings_its_palette() {
        for (theme, expected) in [
            (Theme::Light, LIGHT),
            (Theme::Dark, DARK),
            (Theme::HighContrast, HIGH_CONTRAST),
            (Theme::Light, LIGHT),
        ] {
            let ctx = Context::default();
            install(
                &ctx,
                &Appearance {
                    theme,
                    ..Appearance::default()
                },
            );
            assert_eq!(palette(&ctx), expected, "{theme:?}");
            assert_eq!(ctx.global_style().visuals.panel_fill, expected.surface, "{theme:?}");
        }
    }

    #[test]
    fn a_change_of_scale_reaches_every_role() {
        let ctx = Context::default();
        install(&ctx, &Appearance::default());
        install(
            &ctx,
            &Appearance {
                text_percent: 200,
                ..Appearance::default()
            },
        );
        for role in TextRole::ALL {
            assert_eq!(role.size(&ctx), role.points() * 2.0, "{role:?}");
        }
    }
}
