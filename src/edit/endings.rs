//! Endings: added, duplicated, renamed, moved and deleted, each as one edit.

use super::change::{Change, Position};
use super::document::Document;
use super::names::{self, Orphans};
use super::statements::PLACEHOLDER;
use super::step::{Edit, Refused};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::EndingId;
use crate::scenario::model::{Affect, Ending, Outcome};
use crate::scenario::named::Named;

/// An ending in which everything is still to be written.
pub fn blank() -> Ending {
    Ending {
        outcome: Outcome::Postponed,
        title: PLACEHOLDER.to_owned(),
        says: PLACEHOLDER.to_owned().into(),
        affect: Affect::default(),
        debrief: PLACEHOLDER.to_owned(),
    }
}

/// Adds an ending.
///
/// # Errors
/// If the id is taken or is none.
pub fn add(document: &Document, id: &str, ending: &Ending, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    names::check_free(&change, Named::Place, id)?;
    change.insert_value(&map(), id, ending, position)?;
    change.into_edit("add ending")
}

/// Adds a copy of an ending behind it, with a name of its own. Nothing leads to the copy yet.
///
/// # Errors
/// If there is no such ending.
pub fn duplicate(document: &Document, id: &str) -> Result<(Edit, EndingId), Refused> {
    let mut change = Change::of(document)?;
    let copy = names::free_id(id, &names::taken(&change, Named::Place));
    change.duplicate_entry(&map(), id, &copy)?;
    Ok((change.into_edit("duplicate ending")?, EndingId::new(copy)))
}

/// Renames an ending with everything that refers to it.
///
/// # Errors
/// If the new id is taken or is none.
pub fn rename(document: &Document, id: &str, new: &str) -> Result<Edit, Refused> {
    names::rename(document, Named::Place, id, new, "rename ending")
}

/// Deletes an ending.
///
/// # Errors
/// If something refers to it and may not be led elsewhere: the refusal lists the places.
pub fn delete(document: &Document, id: &str, orphans: &Orphans) -> Result<Edit, Refused> {
    names::delete(document, Named::Place, &[id], orphans, "delete ending")
}

/// Moves an ending to another place in the file. Play is the same.
///
/// # Errors
/// If there is no such ending.
pub fn move_to(document: &Document, id: &str, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    change.move_to(&map().key(id), position)?;
    change.into_edit("move ending")
}

fn map() -> Pointer {
    Pointer::root().field("endings")
}
