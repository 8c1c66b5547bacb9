//! The notation of vignette files: text to a flat tree with places, and from the tree to typed data.
//!
//! Knows RON and nothing of vignettes, but for one habit of the model: an enum whose first variant is called `Plain` may be
//! written without that variant's name.

mod access;
pub mod decode;
pub mod lexer;
pub mod parts;
pub mod place;
pub mod problem;
pub mod report;
pub mod scalar;
pub mod tree;

/// A mistake in the notation or in what it says, before it is known where in the vignette it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Names the pattern that was found.
    pub rule: &'static str,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// What was found, then what was expected.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What to write in its place, if that is plain.
    pub instead: Option<String>,
}
