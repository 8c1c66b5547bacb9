//! The colors on paper. The same as on the screen in daylight (`ui::theme::palette`), on white: change both together.

use crate::framework::id::Component;

/// A color by what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Text.
    Text,
    /// Text of second rank.
    Soft,
    /// Text of third rank. Still readable.
    Faint,
    /// Hairlines.
    Line,
    /// What is set off.
    Accent,
    /// Bond.
    Bond,
    /// Tasks.
    Tasks,
    /// Goals.
    Goals,
    /// A strain or a rupture.
    Strain,
    /// Time under a rupture.
    Shade,
    /// Something has eased.
    Calm,
    /// What is set into the page.
    Inset,
    /// The page.
    Paper,
}

impl Ink {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Text,
        Self::Soft,
        Self::Faint,
        Self::Line,
        Self::Accent,
        Self::Bond,
        Self::Tasks,
        Self::Goals,
        Self::Strain,
        Self::Shade,
        Self::Calm,
        Self::Inset,
        Self::Paper,
    ];

    /// Red, green and blue.
    pub const fn rgb(self) -> [u8; 3] {
        match self {
            Self::Text => [0x2B, 0x26, 0x20],
            Self::Soft => [0x54, 0x4B, 0x40],
            Self::Faint => [0x65, 0x5B, 0x4D],
            Self::Line => [0xDD, 0xD2, 0xC0],
            Self::Accent => [0x1E, 0x5F, 0x63],
            Self::Bond => [0x8A, 0x2F, 0x55],
            Self::Tasks => [0x3A, 0x6B, 0xB0],
            Self::Goals => [0xA9, 0x7A, 0x12],
            Self::Strain => [0xA2, 0x3F, 0x1C],
            Self::Shade => [0xF8, 0xEC, 0xE4],
            Self::Calm => [0x41, 0x70, 0x4B],
            Self::Inset => [0xF5, 0xF0, 0xE7],
            Self::Paper => [0xFF, 0xFF, 0xFF],
        }
    }

    /// As style sheets write it: `#2b2620`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.rgb();
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The color of a component.
    pub const fn of(component: Component) -> Self {
        match component {
            Component::Bond => Self::Bond,
            Component::Tasks => Self::Tasks,
            Component::Goals => Self::Goals,
        }
    }
}
