//! Statements: added, duplicated, renamed, moved and deleted, each as one edit.

use super::change::{Change, Position};
use super::document::Document;
use super::names::{self, Orphans};
use super::step::{Edit, Refused};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::StatementId;
use crate::scenario::model::{Affect, Feeling, Statement};
use crate::scenario::named::Named;

/// What stands in a new statement where its author is to write.
pub const PLACEHOLDER: &str = "…";

/// A statement in which everything is still to be written.
pub fn blank() -> Statement {
    Statement {
        scene: None,
        cue: PLACEHOLDER.to_owned().into(),
        affect: Affect(Feeling::Settled, 2).into(),
        says: PLACEHOLDER.to_owned().into(),
        inner: None,
        strain: None,
        foil: false,
        factor: None,
        reveals: Vec::new(),
        read_alliance: false,
        responses: [].into_iter().collect(),
    }
}

/// An id that no statement or ending has, made from what is wanted.
///
/// # Errors
/// If the text has a mistake in its notation.
pub fn free_id(document: &Document, wanted: &str) -> Result<StatementId, Refused> {
    let change = Change::of(document)?;
    Ok(StatementId::new(names::free_id(
        wanted,
        &names::taken(&change, Named::Place),
    )))
}

/// Adds a statement.
///
/// # Errors
/// If the id is taken or is none.
pub fn add(document: &Document, id: &str, statement: &Statement, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    names::check_free(&change, Named::Place, id)?;
    change.insert_value(&map(), id, statement, position)?;
    change.into_edit("add statement")
}

/// Adds a copy of a statement behind it, with a name of its own. Nothing leads to the copy yet.
///
/// # Errors
/// If there is no such statement.
pub fn duplicate(document: &Document, id: &str) -> Result<(Edit, StatementId), Refused> {
    let mut change = Change::of(document)?;
    let copy = names::free_id(id, &names::taken(&change, Named::Place));
    change.duplicate_entry(&map(), id, &copy)?;
    Ok((change.into_edit("duplicate statement")?, StatementId::new(copy)))
}

/// Renames a statement with everything that refers to it.
///
/// # Errors
/// If the new id is taken or is none.
pub fn rename(document: &Document, id: &str, new: &str) -> Result<Edit, Refused> {
    names::rename(document, Named::Place, id, new, "rename statement")
}

/// Deletes statements, and endings too if their ids are among these. Their pins and allowed findings go with them.
///
/// # Errors
/// If something that stays refers to one of them and may not be led elsewhere: the refusal lists the places.
pub fn delete(document: &Document, ids: &[&str], orphans: &Orphans) -> Result<Edit, Refused> {
    let label = match ids.len() {
        1 => "delete statement".to_owned(),
        many => format!("delete {many} statements"),
    };
    names::delete(document, Named::Place, ids, orphans, &label)
}

/// Moves a statement to another place in the file. Play is the same.
///
/// # Errors
/// If there is no such statement.
pub fn move_to(document: &Document, id: &str, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    change.move_to(&map().key(id), position)?;
    change.into_edit("move statement")
}

/// Lets the play start with this statement.
///
/// # Errors
/// If there is no such statement.
pub fn start_with(document: &Document, id: &str) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    if !change.has(&map().key(id)) {
        return Err(Refused::new(
            format!("there is no statement `{id}`"),
            "choose one that is there",
        ));
    }
    change.set_value(&Pointer::root().field("start"), id)?;
    change.into_edit("change start")
}

fn map() -> Pointer {
    Pointer::root().field("statements")
}
