//! One change to a vignette's text, with a label for the menu, and why a change can't be made.

use super::splice::Splice;
use crate::scenario::diagnostic::Pointer;

/// Which edits become one step of undo when they follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeKey {
    /// Typing or dragging in the form for this part.
    Field(Pointer),
    /// Typing in the source: as long as each change touches the one before.
    Source,
}

/// A change to the text: replacements that are made at once and undone at once.
///
/// Made from a document as it stands, by [`super::change::Change`] or by the functions in [`super::statements`] and beside it, and refused by
/// a document that has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it does, as it reads after "Undo": "delete response".
    pub label: String,
    /// With which edits it becomes one step.
    pub merge: Option<MergeKey>,
    pub(super) splices: Vec<Splice>,
    /// The revision of the document that it was made for.
    pub(super) revision: u64,
}

impl Edit {
    /// Becomes one step with edits of the same key before and after it.
    #[must_use]
    pub fn merging(mut self, key: MergeKey) -> Self {
        self.merge = Some(key);
        self
    }

    /// The replacements, in order.
    pub fn splices(&self) -> &[Splice] {
        &self.splices
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.splices.is_empty()
    }
}

/// Why a change can't be made. The words are for the person at the screen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refused {
    /// What was found. Lower case, no final period.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The parts of the vignette that stand in the way, such as the responses that lead to a statement.
    pub places: Vec<Pointer>,
}

impl Refused {
    /// A refusal with its remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
            places: Vec::new(),
        }
    }

    /// Adds what stands in the way.
    #[must_use]
    pub fn at(mut self, places: Vec<Pointer>) -> Self {
        self.places = places;
        self
    }
}
