//! Responses: added, duplicated, renamed, moved, deleted and led elsewhere, each as one edit.

use super::change::{Change, Position};
use super::document::Document;
use super::names;
use super::splice::Splice;
use super::statements::PLACEHOLDER;
use super::step::{Edit, Refused};
use super::{endings, statements};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::{ResponseId, TargetId};
use crate::scenario::model::{Act, Next, Response};
use crate::scenario::named::Named;
use crate::scenario::state::MAX_RESPONSES;
use crate::scenario::syntax::place::{find_exactly, unwrapped};
use crate::scenario::syntax::scalar::text_of;
use crate::scenario::syntax::tree::Kind;
use crate::scenario::write::quote;

/// A response in which everything is still to be written but where it leads.
pub fn blank(to: &str) -> Response {
    Response {
        act: Act::Say(PLACEHOLDER.to_owned().into()),
        when: None,
        quality: 2.into(),
        panel: None,
        shows: Vec::new(),
        hinders: Vec::new(),
        strategy: None,
        pull: None,
        effect: Vec::new(),
        repair: None,
        reaction: PLACEHOLDER.to_owned().into(),
        feedback: PLACEHOLDER.to_owned().into(),
        instead: None,
        next: Next::To(TargetId::new(to)),
    }
}

/// An id that no response of this statement has, made from what is wanted.
///
/// # Errors
/// If the text has a mistake in its notation.
pub fn free_id(document: &Document, statement: &str, wanted: &str) -> Result<ResponseId, Refused> {
    let change = Change::around(document, &map(statement))?;
    Ok(ResponseId::new(names::free_id(wanted, &change.keys(&map(statement)))))
}

/// Adds a response.
///
/// # Errors
/// If the id is taken or is none, or the statement has as many responses as it may have.
pub fn add(
    document: &Document,
    statement: &str,
    id: &str,
    response: &Response,
    position: &Position,
) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &map(statement))?;
    names::check_id(id)?;
    check_room(&change, statement)?;
    change.insert_value(&map(statement), id, response, position)?;
    change.into_edit("add response")
}

/// Adds a copy of a response behind it, with a name of its own.
///
/// # Errors
/// If there is no such response, or the statement has as many as it may have.
pub fn duplicate(document: &Document, statement: &str, id: &str) -> Result<(Edit, ResponseId), Refused> {
    let mut change = Change::around(document, &map(statement))?;
    check_room(&change, statement)?;
    let copy = names::free_id(id, &change.keys(&map(statement)));
    change.duplicate_entry(&map(statement), id, &copy)?;
    Ok((change.into_edit("duplicate response")?, ResponseId::new(copy)))
}

/// Renames a response, and the findings that are allowed there.
///
/// # Errors
/// If the new id is taken or is none.
pub fn rename(document: &Document, statement: &str, id: &str, new: &str) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &map(statement))?;
    names::check_id(new)?;
    change.rename_key(&map(statement).key(id), new)?;
    for (at, _) in allowed(&change, statement, id) {
        change.set_value(&allow().index(at).field("at"), &format!("{statement}/{new}"))?;
    }
    change.into_edit("rename response")
}

/// Deletes a response, and the findings that are allowed there.
///
/// # Errors
/// If there is no such response.
pub fn delete(document: &Document, statement: &str, id: &str) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &map(statement))?;
    let pointer = map(statement).key(id);
    if !change.has(&pointer) {
        return Err(Refused::new(
            format!("there is no response `{id}` in `{statement}`"),
            "it may have been removed meanwhile",
        ));
    }
    let mut gone: Vec<usize> = allowed(&change, statement, id).into_iter().map(|(at, _)| at).collect();
    change.remove(&pointer)?;
    while let Some(at) = gone.pop() {
        change.remove(&allow().index(at))?;
    }
    change.into_edit("delete response")
}

/// Moves a response to another place among those of its statement.
///
/// # Errors
/// If there is no such response.
pub fn move_to(document: &Document, statement: &str, id: &str, position: &Position) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &map(statement))?;
    change.move_to(&map(statement).key(id), position)?;
    change.into_edit("move response")
}

/// Lets one way out of a response lead elsewhere. `exit` is as [`super::references::exits`] gives it; for a response or a band that has no
/// `next` yet, the pointer to that field.
///
/// # Errors
/// If there is no such statement or ending, or the response has several ways out and `exit` names none of them.
pub fn retarget(document: &Document, exit: &Pointer, to: &str) -> Result<Edit, Refused> {
    let mut change = Change::around(document, exit)?;
    let is_there = match document.scenario().filter(|_| change.is_near()) {
        Some(scenario) => scenario.statements.contains_key(to) || scenario.endings.contains_key(to),
        None => names::taken(&change, Named::Place).iter().any(|id| id == to),
    };
    if !is_there {
        return Err(Refused::new(
            format!("there is no statement or ending `{to}`"),
            "choose one that is there, or make a new one",
        ));
    }
    lead(&mut change, exit, to)?;
    change.into_edit("change where it leads")
}

/// What a stub is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stub {
    /// A statement without responses.
    Statement,
    /// An ending.
    Ending,
}

/// Makes a new statement or ending in which everything is still to be written, and lets a response lead there, in one step.
///
/// # Errors
/// If the response has several ways out and `exit` names none of them.
pub fn stub(document: &Document, exit: &Pointer, kind: Stub, wanted: &str) -> Result<(Edit, TargetId), Refused> {
    let mut change = Change::of(document)?;
    let id = names::free_id(wanted, &names::taken(&change, Named::Place));
    let root = Pointer::root;
    let label = match kind {
        Stub::Statement => {
            let position = match exit.statement_id() {
                Some(from) if change.has(&root().statement(from)) => Position::After(from.to_owned()),
                _ => Position::Last,
            };
            change.insert_value(&root().field("statements"), &id, &statements::blank(), &position)?;
            "add statement"
        }
        Stub::Ending => {
            change.insert_value(&root().field("endings"), &id, &endings::blank(), &Position::Last)?;
            "add ending"
        }
    };
    lead(&mut change, exit, &id)?;
    Ok((change.into_edit(label)?, TargetId::new(id)))
}

fn lead(change: &mut Change<'_>, exit: &Pointer, to: &str) -> Result<(), Refused> {
    let Some((_, value)) = find_exactly(change.text(), change.tree(), exit) else {
        change.set_value(exit, &Next::To(TargetId::new(to)))?;
        return Ok(());
    };
    let node = unwrapped(change.tree(), value);
    if !matches!(change.tree().node(node).kind, Kind::Text | Kind::Escaped | Kind::Raw) {
        return Err(Refused::new(
            "this response leads to several places",
            "choose which of its ways out is meant",
        )
        .at(vec![exit.clone()]));
    }
    let range = change.source().node_range(node);
    change.splice(vec![Splice::new(range, quote(to))])?;
    Ok(())
}

fn check_room(change: &Change<'_>, statement: &str) -> Result<(), Refused> {
    if !change.has(&Pointer::root().statement(statement)) {
        return Err(Refused::new(
            format!("there is no statement `{statement}`"),
            "it may have been removed meanwhile",
        ));
    }
    if change.keys(&map(statement)).len() >= MAX_RESPONSES {
        return Err(Refused::new(
            format!("`{statement}` has {MAX_RESPONSES} responses, and more can't be offered"),
            "delete one first, or change one of them",
        ));
    }
    Ok(())
}

/// The allowed findings at a response, by their place in the list.
fn allowed(change: &Change<'_>, statement: &str, id: &str) -> Vec<(usize, String)> {
    let place = format!("{statement}/{id}");
    let at = |index: usize| {
        let pointer = allow().index(index).field("at");
        let (_, value) = find_exactly(change.text(), change.tree(), &pointer)?;
        text_of(change.text(), change.tree().node(value)).map(std::borrow::Cow::into_owned)
    };
    let count = change.positions(&allow(), |_| true).len();
    let found = (0..count).filter_map(|index| Some((index, at(index)?)));
    found.filter(|(_, at)| *at == place).collect()
}

fn allow() -> Pointer {
    Pointer::root().field("allow")
}

fn map(statement: &str) -> Pointer {
    Pointer::root().statement(statement).field("responses")
}
