//! What a person has chosen about the program: looks, steps, folders. Kept in one small file, written whole or not at all.
//!
//! Knows nothing of vignettes, sessions or screens.

pub mod paths;
pub mod store;
pub mod zone;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Lowest text size, in percent.
pub const TEXT_MIN: u16 = 80;
/// Highest text size, in percent.
pub const TEXT_MAX: u16 = 200;

/// Which colours the program wears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Theme {
    /// As the system says, light or dark.
    #[default]
    System,
    /// A room in daylight.
    Light,
    /// The same room by lamplight.
    Dark,
    /// Black, white and one strong colour.
    HighContrast,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];
}

/// Everything that is kept. A field that an older file lacks takes its default; a field that this version does not know is ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Which colours the program wears.
    pub theme: Theme,
    /// Text size in percent, [`TEXT_MIN`] to [`TEXT_MAX`].
    pub text_percent: u16,
    /// No animation but a silence's.
    pub reduce_motion: bool,
    /// The mode in which a vignette is offered.
    pub mode: String,
    /// The optional steps that were last ticked for practice.
    pub practice_steps: Vec<String>,
    /// Folders of the person's own vignettes.
    pub folders: Vec<PathBuf>,
    /// A random name from which those are made under which learning records leave; empty until the first does. Never a person's.
    pub account: String,
    /// The paper that pages are set for: `a4` or `letter`; empty for what is usual where the system's language is spoken.
    pub paper: String,
    /// Whether the first-run note was read.
    pub welcomed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            text_percent: 100,
            reduce_motion: false,
            mode: "guided".to_owned(),
            practice_steps: Vec::new(),
            folders: Vec::new(),
            account: String::new(),
            paper: String::new(),
            welcomed: false,
        }
    }
}

impl Settings {
    /// The same with every number in its range.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        self.text_percent = self.text_percent.clamp(TEXT_MIN, TEXT_MAX);
        self
    }
}
