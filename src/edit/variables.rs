//! Flags and counters: added, renamed and deleted, each as one edit.

use super::change::{Change, Position};
use super::document::Document;
use super::names::{self, Orphans};
use super::step::{Edit, Refused};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::Variable;
use crate::scenario::named::Named;

/// Adds a flag or a counter.
///
/// # Errors
/// If the id is taken or is none.
pub fn add(document: &Document, id: &str, variable: Variable, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    names::check_free(&change, Named::Variable, id)?;
    change.insert_value(&Pointer::root().field("variables"), id, &variable, position)?;
    change.into_edit(match variable {
        Variable::Flag(_) => "add flag",
        Variable::Counter { .. } => "add counter",
    })
}

/// Renames a flag or a counter with everything that refers to it.
///
/// # Errors
/// If the new id is taken or is none.
pub fn rename(document: &Document, id: &str, new: &str) -> Result<Edit, Refused> {
    names::rename(document, Named::Variable, id, new, "rename variable")
}

/// Deletes a flag or a counter.
///
/// # Errors
/// If something refers to it and may not name another one instead: the refusal lists the places.
pub fn delete(document: &Document, id: &str, orphans: &Orphans) -> Result<Edit, Refused> {
    names::delete(document, Named::Variable, &[id], orphans, "delete variable")
}
