//! The names of what can be shown beside the inspector: two plans of the vignette, and what stands under them.

/// How the vignette is laid out before one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plan {
    /// As a map.
    #[default]
    Map,
    /// As a tree and a table.
    Outline,
}

impl Plan {
    /// Both, with their names.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Map, "Map"), (Self::Outline, "Outline")];
}

/// What is shown where there is no room for both beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Half {
    /// The map or the outline.
    #[default]
    Plan,
    /// The forms.
    Forms,
}

impl Half {
    /// Both, with their names.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Plan, "The whole"), (Self::Forms, "One part")];
}

/// What stands under the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The text of the file.
    Source,
    /// What was found.
    Problems,
    /// A play from here.
    Play,
    /// What it exercises, and how it ends.
    Coverage,
    /// What has changed.
    Compare,
    /// What is to be looked at before it counts as done.
    SignOff,
}

impl Tab {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Source,
        Self::Problems,
        Self::Play,
        Self::Coverage,
        Self::Compare,
        Self::SignOff,
    ];

    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Source => "Source",
            Self::Problems => "Problems",
            Self::Play => "Play",
            Self::Coverage => "Coverage",
            Self::Compare => "Compare",
            Self::SignOff => "Sign-off",
        }
    }
}
