//! Statements, answers and places of a vignette by their ids.

use crate::explore::cases::{CaseSite, Field};
use crate::explore::summary::Turn;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::{Act, Response, Scenario};
use crate::scenario::state::Place;

/// A statement's id.
pub(super) fn statement(scenario: &Scenario, index: u32) -> &str {
    let found = scenario.statements.get_index(index as usize);
    found.map_or("?", |(id, _)| id.as_str())
}

/// An ending's id.
pub(super) fn ending(scenario: &Scenario, index: usize) -> &str {
    scenario.endings.get_index(index).map_or("?", |(id, _)| id.as_str())
}

fn response(scenario: &Scenario, at: u32, response: u8) -> Option<(&str, &Response)> {
    let (_, statement) = scenario.statements.get_index(at as usize)?;
    let (id, response) = statement.responses.get_index(usize::from(response))?;
    Some((id.as_str(), response))
}

/// A response's id, with what else the answer says: how long a silence lasts, whether a summary is right.
pub(super) fn answer(scenario: &Scenario, at: u32, (number, band): (u8, u8), summary: Option<bool>) -> String {
    let Some((id, response)) = response(scenario, at, number) else {
        return "?".to_owned();
    };
    match (&response.act, summary) {
        (Act::Silence { bands, .. }, _) if bands.len() > 1 => {
            let from = bands.get(usize::from(band)).map_or(0, |band| band.from_s);
            let until = bands.get(usize::from(band) + 1).map(|band| band.from_s);
            match until {
                Some(until) => format!("{id} ({from}–{until} s)"),
                None => format!("{id} ({from} s or more)"),
            }
        }
        (_, Some(true)) => format!("{id} (right)"),
        (_, Some(false)) => format!("{id} (wrong)"),
        _ => id.to_owned(),
    }
}

/// A turn's answer.
pub(super) fn turn(scenario: &Scenario, turn: &Turn) -> String {
    let choice = turn.choice;
    answer(scenario, turn.statement, (choice.response, choice.band), choice.summary)
}

/// Where cases stand.
pub(super) fn site(scenario: &Scenario, site: &CaseSite) -> Pointer {
    let root = Pointer::root();
    let mut pointer = match site.place {
        Place::Statement(index) => root.statement(statement(scenario, index)),
        Place::Ending(index) => root.ending(ending(scenario, index as usize)),
    };
    if let (Some((number, band)), Place::Statement(at)) = (site.response, site.place)
        && let Some((id, response)) = response(scenario, at, number)
    {
        pointer = pointer.response(id);
        if let (Act::Silence { bands, .. }, true) = (&response.act, site.field != Field::When) {
            let own = bands.get(usize::from(band)).is_some_and(|band| match site.field {
                Field::Quality => band.quality.is_some(),
                Field::Reaction => band.reaction.is_some(),
                Field::Feedback => band.feedback.is_some(),
                Field::Next => band.next.is_some(),
                _ => false,
            });
            if own {
                pointer = pointer.field("act").field("bands").index(usize::from(band));
            }
        }
    }
    pointer.field(match site.field {
        Field::Scene => "scene",
        Field::Cue => "cue",
        Field::Affect => "affect",
        Field::Says => "says",
        Field::Inner => "inner",
        Field::When => "when",
        Field::Wording => "act",
        Field::Quality => "quality",
        Field::Reaction => "reaction",
        Field::Feedback => "feedback",
        Field::Next => "next",
    })
}

/// What never applies there, in words.
pub(super) fn never(field: Field, cases: &[usize], all: usize) -> String {
    if field == Field::When {
        return match cases {
            [0] => "never holds".to_owned(),
            _ => "always holds".to_owned(),
        };
    }
    let named = cases.iter().map(|&case| {
        if case + 1 == all {
            "`otherwise`".to_owned()
        } else {
            format!("case {}", case + 1)
        }
    });
    format!("never comes to {}", named.collect::<Vec<_>>().join(", "))
}
