//! What the studio asks for, as edits of the document. Looks at a document and changes nothing.

use crate::edit::change::{Change, Position};
use crate::edit::document::Document;
use crate::edit::names::Orphans;
use crate::edit::responses::Stub;
use crate::edit::step::{Edit, MergeKey, Refused};
use crate::edit::{beliefs, endings, responses, statements, variables};
use crate::scenario::diagnostic::{Pointer, Step};
use crate::scenario::model::{Allow, Belief, Scenario, Variable};

use super::command::{self, Part, To};
use super::spot::Spot;

/// An edit, and what is to be shown once it is made.
pub type Deed = (Edit, Option<Spot>);

/// A change of one value.
pub fn change(document: &Document, asked: &command::Change) -> Result<Edit, Refused> {
    let mut change = Change::around(document, &asked.at)?;
    match &asked.to {
        To::Value(ron) => change.set(&asked.at, ron)?,
        To::Nothing => change.remove(&asked.at)?,
    };
    let edit = change.into_edit(format!("change of {}", asked.what))?;
    Ok(if asked.flows {
        edit.merging(MergeKey::Field(asked.at.clone()))
    } else {
        edit
    })
}

/// A new part.
pub fn add(document: &Document, scenario: &Scenario, part: &Part) -> Result<Deed, Refused> {
    let last = &Position::Last;
    match part {
        Part::Statement => {
            let id = statements::free_id(document, "statement")?;
            let edit = statements::add(document, id.as_str(), &statements::blank(), last)?;
            Ok((edit, Some(Spot::Statement(id.as_str().to_owned()))))
        }
        Part::Ending => {
            let id = free(scenario.endings.keys().map(|id| id.as_str()), scenario, "ending");
            let edit = endings::add(document, &id, &endings::blank(), last)?;
            Ok((edit, Some(Spot::Ending(id))))
        }
        Part::Response(statement) => {
            let id = responses::free_id(document, statement, "response")?;
            let blank = responses::blank(&target(scenario, statement));
            let edit = responses::add(document, statement, id.as_str(), &blank, last)?;
            let spot = Spot::Response(statement.clone(), id.as_str().to_owned());
            Ok((edit, Some(spot)))
        }
        Part::Belief => {
            let id = free(scenario.client.beliefs.keys().map(|id| id.as_str()), scenario, "belief");
            let belief = Belief {
                text: String::new(),
                held: true,
                from: String::new(),
                correction: None,
            };
            Ok((beliefs::add(document, &id, &belief, last)?, None))
        }
        Part::Flag => {
            let id = free(scenario.variables.keys().map(|id| id.as_str()), scenario, "flag");
            Ok((variables::add(document, &id, Variable::Flag(false), last)?, None))
        }
        Part::Counter => {
            let id = free(scenario.variables.keys().map(|id| id.as_str()), scenario, "counter");
            let counter = Variable::Counter {
                start: 0,
                min: 0,
                max: 3,
            };
            Ok((variables::add(document, &id, counter, last)?, None))
        }
    }
}

/// Where a new response leads: to where its brothers do, else to an ending, else back.
fn target(scenario: &Scenario, statement: &str) -> String {
    let own = scenario.statements.get(statement);
    let brother = own.and_then(|own| own.responses.values().next_back());
    if let Some(crate::scenario::model::Next::To(target)) = brother.map(|brother| &brother.next) {
        return target.as_str().to_owned();
    }
    let ending = scenario.endings.keys().next();
    ending.map_or_else(|| statement.to_owned(), |ending| ending.as_str().to_owned())
}

/// A name with a number behind it that none of these has.
fn free<'a>(taken: impl Iterator<Item = &'a str> + Clone, scenario: &Scenario, wanted: &str) -> String {
    let is_taken = |id: &str| {
        taken.clone().any(|taken| taken == id)
            || scenario.statements.contains_key(id)
            || scenario.endings.contains_key(id)
    };
    if !is_taken(wanted) {
        return wanted.to_owned();
    }
    let numbered = (2_u32..).map(|number| format!("{wanted}-{number}"));
    numbered
        .take(10_000)
        .find(|id| !is_taken(id))
        .unwrap_or_else(|| wanted.to_owned())
}

/// Another id for a part.
pub fn rename(document: &Document, at: &Pointer, new: &str) -> Result<Deed, Refused> {
    if let (Some(statement), Some(response)) = (at.statement_id(), at.response_id()) {
        let edit = responses::rename(document, statement, response, new)?;
        return Ok((edit, Some(Spot::Response(statement.to_owned(), new.to_owned()))));
    }
    if let Some(id) = at.statement_id() {
        let edit = statements::rename(document, id, new)?;
        return Ok((edit, Some(Spot::Statement(new.to_owned()))));
    }
    if let Some(id) = at.ending_id() {
        let edit = endings::rename(document, id, new)?;
        return Ok((edit, Some(Spot::Ending(new.to_owned()))));
    }
    if let Some(id) = at.belief_id() {
        return Ok((beliefs::rename(document, id, new)?, None));
    }
    if let Some(id) = at.variable_id() {
        return Ok((variables::rename(document, id, new)?, None));
    }
    Err(Refused::new(
        "this has no name to change",
        "choose a part of the vignette",
    ))
}

/// Where a part is once it has another id.
pub fn renamed(at: &Pointer, new: &str) -> Pointer {
    let root = Pointer::root();
    match (at.statement_id(), at.response_id()) {
        (Some(statement), Some(_)) => root.statement(statement).response(new),
        (Some(_), None) => root.statement(new),
        _ if at.ending_id().is_some() => root.ending(new),
        _ if at.belief_id().is_some() => root.belief(new),
        _ if at.variable_id().is_some() => root.variable(new),
        _ => at.clone(),
    }
}

/// A part taken out. What leads there is not led elsewhere in silence: the refusal lists it.
pub fn delete(document: &Document, at: &Pointer) -> Result<Deed, Refused> {
    let keep = &Orphans::Refuse;
    if let (Some(statement), Some(response)) = (at.statement_id(), at.response_id()) {
        let edit = responses::delete(document, statement, response)?;
        return Ok((edit, Some(Spot::Statement(statement.to_owned()))));
    }
    if let Some(id) = at.statement_id() {
        return Ok((statements::delete(document, &[id], keep)?, Some(Spot::Vignette)));
    }
    if let Some(id) = at.ending_id() {
        return Ok((endings::delete(document, id, keep)?, Some(Spot::Vignette)));
    }
    if let Some(id) = at.belief_id() {
        return Ok((beliefs::delete(document, id, keep)?, None));
    }
    if let Some(id) = at.variable_id() {
        return Ok((variables::delete(document, id, keep)?, None));
    }
    Err(Refused::new("this can’t be deleted", "choose a part of the vignette"))
}

/// A new statement or ending, to which a target leads from now on.
pub fn stub(document: &Document, exit: &Pointer, kind: Stub, wanted: Option<&str>) -> Result<Deed, Refused> {
    let wanted = match (wanted, kind, exit.response_id()) {
        (Some(wanted), ..) => wanted.to_owned(),
        (None, Stub::Statement, Some(response)) => format!("after-{response}"),
        (None, Stub::Statement, None) => "statement".to_owned(),
        (None, Stub::Ending, _) => "ending".to_owned(),
    };
    let (edit, id) = responses::stub(document, exit, kind, &wanted)?;
    let id = id.as_str().to_owned();
    let spot = match kind {
        Stub::Statement => Spot::Statement(id),
        Stub::Ending => Spot::Ending(id),
    };
    Ok((edit, Some(spot)))
}

/// A response one place further up or down.
pub fn shift(document: &Document, scenario: &Scenario, at: &Pointer, up: bool) -> Result<Edit, Refused> {
    let nowhere = || Refused::new("there is no such response", "choose a response");
    let (Some(statement), Some(response)) = (at.statement_id(), at.response_id()) else {
        return Err(nowhere());
    };
    let own = scenario.statements.get(statement).ok_or_else(nowhere)?;
    let place = own.responses.get_index_of(response).ok_or_else(nowhere)?;
    // A position counts with the moved response still in its old place.
    let position = if up {
        Position::At(place.saturating_sub(1))
    } else {
        Position::At((place + 2).min(own.responses.len()))
    };
    responses::move_to(document, statement, response, &position)
}

/// A finding that is meant, with the reason.
pub fn allow(document: &Document, rule: &str, at: Option<&str>, because: &str) -> Result<Edit, Refused> {
    let mut change = Change::of(document)?;
    let allow = Allow {
        rule: rule.to_owned(),
        at: at.map(str::to_owned),
        because: because.to_owned(),
    };
    let list = Pointer::root().field("allow");
    let place = (0..)
        .take_while(|number| change.has(&list.clone().index(*number)))
        .count();
    change.insert_item(&list, &crate::scenario::write::notation(&allow), place)?;
    change.into_edit("allow a finding")
}

/// Where the part of a place begins that a form shows: for a jump to a field.
pub fn field_of(pointer: &Pointer) -> Pointer {
    let steps = pointer.steps();
    let inside = Spot::of(pointer).pointer().steps().len();
    let field = steps
        .iter()
        .skip(inside)
        .take_while(|step| matches!(step, Step::Field(_)))
        .count();
    Pointer::from_steps(steps.iter().take(inside + field).cloned().collect())
}
