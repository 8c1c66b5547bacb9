//! Statements, answers and places of a vignette by their ids.

use crate::explore::summary::Turn;
use crate::scenario::model::{Act, Response, Scenario};

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
