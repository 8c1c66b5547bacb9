//! Beliefs of the client's: added, renamed and deleted, each as one edit.

use super::change::{Change, Position};
use super::document::Document;
use super::names::{self, Orphans};
use super::step::{Edit, Refused};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::Belief;
use crate::scenario::named::Named;

/// Adds a belief.
///
/// # Errors
/// If the id is taken or is none.
pub fn add(document: &Document, id: &str, belief: &Belief, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    names::check_free(&change, Named::Belief, id)?;
    change.insert_value(&Pointer::root().field("client").field("beliefs"), id, belief, position)?;
    change.into_edit("add belief")
}

/// Renames a belief with everything that refers to it.
///
/// # Errors
/// If the new id is taken or is none.
pub fn rename(document: &Document, id: &str, new: &str) -> Result<Edit, Refused> {
    names::rename(document, Named::Belief, id, new, "rename belief")
}

/// Deletes a belief.
///
/// # Errors
/// If something refers to it and may not name another belief instead: the refusal lists the places.
pub fn delete(document: &Document, id: &str, orphans: &Orphans) -> Result<Edit, Refused> {
    names::delete(document, Named::Belief, &[id], orphans, "delete belief")
}
