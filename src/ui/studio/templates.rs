//! What a new vignette can begin as.

/// Name, what it is, and its text.
pub const TEMPLATES: &[(&str, &str, &str)] = &[(
    "A small vignette",
    "three statements, a foil and a silence, with notes on what to change first",
    include_str!("../../../assets/templates/new.ron"),
)];
