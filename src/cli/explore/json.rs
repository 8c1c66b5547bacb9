//! An exploration for programs: one JSON object.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::found::{Choices, Expected, Found};
use super::measured::Measured;
use super::names;
use crate::explore::game::Game;
use crate::explore::measure::Judgements;
use crate::explore::space::Stopped;
use crate::explore::summary::Play;
use crate::explore::sums::{Mean, average};
use crate::framework::id::Component;
use crate::library::vignette::Vignette;
use crate::scenario::model::Scenario;

#[derive(Serialize)]
struct Report<'a> {
    id: &'a str,
    title: &'a str,
    states: usize,
    choices: usize,
    bytes: usize,
    took_ms: f64,
    /// Whether everything was within the bounds.
    proven: bool,
    loops: bool,
    shortest: Option<usize>,
    longest: Option<usize>,
    statements: Value,
    endings: Vec<Value>,
    policies: Vec<Value>,
    /// Best and worst play, where there is no chance.
    plays: Vec<Value>,
    without_reading: Value,
    ruptures: Value,
    /// `null` if that is not proven.
    never: Option<Vec<Value>>,
    at: Option<Value>,
}

/// Writes the object and a line end.
pub(super) fn write(vignette: &Vignette, found: &Found, took_ms: f64, out: &mut dyn Write) -> io::Result<()> {
    let (scenario, summary) = (&vignette.scenario, &found.summary);
    let statements = scenario.statements.keys().zip(&summary.statements);
    let endings = scenario
        .endings
        .iter()
        .zip(&summary.endings)
        .map(|((id, ending), reach)| {
            json!({
                "id": id.as_str(),
                "outcome": ending.outcome,
                "states": reach.states,
                "shortest": reach.shortest.as_ref().map(|play| told(scenario, play)),
            })
        });
    let never = found.never.as_ref().ok().map(|never| {
        let cases = never.iter().map(|case| {
            json!({
                "where": case.site.pointer(scenario).to_string(),
                "cases": case.never,
                "of": case.cases,
                "message": case.words(),
            })
        });
        cases.collect()
    });
    let lost = summary.lost.at.iter().map(|at| {
        json!({
            "statement": names::statement(scenario, at.statement),
            "states": at.states,
            "open": at.open,
            "shortest": told(scenario, &at.play),
        })
    });
    let policies = found.expected.iter().map(|(policy, under)| {
        let mut value = match under {
            Ok(under) => expected(scenario, &found.judgements, found.best, under),
            Err(stopped) => json!({ "not_proven_beyond": states(*stopped) }),
        };
        if let Some(object) = value.as_object_mut() {
            object.insert("policy".to_owned(), Value::from(policy.name()));
        }
        value
    });
    let plays = found.courses.iter().map(|(policy, course)| {
        json!({
            "policy": policy.name(),
            "alliance": course.alliance,
            "play": told(scenario, &course.play),
        })
    });
    let report = Report {
        id: scenario.id.as_str(),
        title: &scenario.title,
        states: summary.states,
        choices: summary.choices,
        bytes: summary.bytes,
        took_ms,
        proven: found.is_proven(),
        loops: summary.loops,
        shortest: summary.shortest,
        longest: summary.longest,
        statements: statements
            .map(|(id, &states)| (id.to_string(), Value::from(states)))
            .collect(),
        endings: endings.collect(),
        policies: policies.collect(),
        plays: plays.collect(),
        without_reading: game(&found.game),
        ruptures: json!({
            "open": summary.lost.open,
            "beyond_repair": summary.lost.states,
            "at": lost.collect::<Vec<_>>(),
        }),
        never,
        at: found.choices.as_ref().map(|choices| valued(scenario, choices)),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

pub(super) const fn states(stopped: Stopped) -> usize {
    match stopped {
        Stopped::Bounded { states } | Stopped::Cancelled { states } => states,
    }
}

fn told(scenario: &Scenario, play: &Play) -> Vec<[String; 2]> {
    let turn = |turn| names::turn(scenario, turn);
    play.iter()
        .map(|step| [names::statement(scenario, step.statement).to_owned(), turn(step)])
        .collect()
}

fn expected(scenario: &Scenario, judgements: &Judgements, best: Option<f64>, under: &Expected) -> Value {
    let Expected {
        outlook,
        spread,
        repairs,
        measured,
        lost,
    } = under;
    let lost = lost.as_ref().ok().map(|lost| {
        let shares = lost.losses.iter().map(|loss| json!([loss.points, loss.share]));
        json!({ "mean": lost.average(), "shares": shares.collect::<Vec<_>>(), "longer": lost.longer })
    });
    let endings = scenario.endings.keys().zip(&outlook.endings);
    let components = Component::ALL.into_iter().map(|component| {
        let shares = outlook.components.get(component.index()).and_then(Option::as_ref);
        let value = json!({ "mean": outlook.component(component), "shares": shares });
        (component.to_string(), value)
    });
    json!({
        "endings": endings.map(|(id, &share)| (id.to_string(), Value::from(share))).collect::<Value>(),
        "stuck": outlook.stuck,
        "unended": outlook.unended,
        "alliance": components.collect::<Value>(),
        "sum": outlook.sum(),
        // Bond, tasks and goals together that best play comes to, less that; an average.
        "given_away": best.zip(outlook.sum()).map(|(best, sum)| (best - sum).max(0.0)),
        "resolved": outlook.resolved,
        "open": outlook.open,
        // Infinite where plays go round for ever, which JSON can't say.
        "turns": Some(outlook.turns).filter(|turns| turns.is_finite()),
        // How likely each number is, from 0; the rest of the plays are longer than was followed.
        "answers": spread.answers,
        "longer": spread.longer,
        "ruptures_opened": spread.opened,
        "ruptures_resolved": spread.resolved,
        // How many repairs of a play take so many answers, from 0; how likely it is to leave a rupture open after so many.
        "repairs": { "answers": repairs.answers, "left_open": repairs.left_open, "longer": repairs.longer },
        // Each loss against best play in points, with how likely it is; `null` if that is not proven.
        "lost": lost,
        "quality": outlook.quality,
        "qualities": outlook.qualities,
        "credit": outlook.credit,
        "plays": measures(judgements, measured),
    })
}

/// How plays spread by what their answers add up to.
fn measures(judgements: &Judgements, measured: &Measured) -> Value {
    let rows = judgements.rows().iter().zip(&measured.rows).map(|(row, spread)| {
        let mut value = means(&spread.credit);
        if let Some(object) = value.as_object_mut() {
            object.insert("called_for".to_owned(), Value::from(spread.called_for));
        }
        (row.to_string(), value)
    });
    let pulls = judgements.pulls().iter().zip(&measured.by_pull);
    json!({
        "credit": means(&measured.credit),
        "quality": means(&measured.quality),
        "without_credit": measured.no_credit,
        "longer": measured.longer,
        // How likely each number of answers is, from 0.
        "pulls": measured.pulls,
        "pull": pulls.map(|(pull, shares)| (pull.to_string(), Value::from(shares.clone()))).collect::<Value>(),
        "rows": rows.collect::<Value>(),
    })
}

/// The average, and each mean of a play as a fraction with how likely it is.
fn means(means: &[Mean]) -> Value {
    let shares = means.iter().map(|mean| json!([mean.part, mean.of, mean.share]));
    json!({ "mean": average(means), "shares": shares.collect::<Vec<_>>() })
}

/// How far one comes who reads nothing of the client.
pub(super) fn game(game: &Game) -> Value {
    let cues = game.margins().zip(game.cues);
    let cues =
        cues.map(|((cue, margin), credit)| (cue.name().to_owned(), json!({ "credit": credit, "margin": margin })));
    json!({ "random": game.random, "best": game.best, "cues": cues.collect::<Value>() })
}

fn valued(scenario: &Scenario, choices: &Choices) -> Value {
    let values = choices.values.as_ref().ok().map(|values| {
        let each = values.iter().map(|value| {
            let [bond, tasks, goals] = value.end.alliance;
            json!({
                "answer": names::answer(scenario, choices.statement, (value.response, value.band), value.summary),
                "bond": bond,
                "tasks": tasks,
                "goals": goals,
                "sum": value.end.sum(),
                "given_away": choices.best() - value.end.sum(),
            })
        });
        each.collect::<Vec<_>>()
    });
    json!({
        "statement": names::statement(scenario, choices.statement),
        "by": told(scenario, &choices.play),
        "alliance": choices.state.alliance,
        "choices": values,
    })
}
