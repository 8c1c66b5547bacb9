//! An exploration for people.

use std::io::{self, Write};

use super::found::{Choices, Expected, Found};
use super::names;
use super::spread_text;
use crate::cli::table::{Table, count, percent, signed_percent, wrap};
use crate::explore::game::Game;
use crate::explore::outlook::Outlook;
use crate::explore::space::Stopped;
use crate::explore::summary::{Play, Summary};
use crate::framework::id::Component;
use crate::library::vignette::Vignette;
use crate::report::account::words::thousands;
use crate::scenario::model::{Outcome, Scenario};

/// Columns of the text.
const WIDTH: usize = 96;

/// Writes everything.
pub(super) fn write(vignette: &Vignette, found: &Found, took_ms: f64, out: &mut dyn Write) -> io::Result<()> {
    let scenario = &vignette.scenario;
    let summary = &found.summary;
    writeln!(out, "{}\n", scenario.title)?;
    let mut table = Table::default();
    let packed = summary.bytes / summary.states.max(1);
    table.row(["States".to_owned(), count(summary.states, "state")]);
    table.row(["Choices in them".to_owned(), count(summary.choices, "choice")]);
    table.row(["Memory a state".to_owned(), count(packed, "byte")]);
    table.row(["Time for all of this".to_owned(), format!("{took_ms:.0} ms")]);
    table.row(["Answers in a play".to_owned(), length(summary)]);
    table.write(out)?;
    writeln!(
        out,
        "\n  Two states are told apart if something ahead can tell them apart."
    )?;
    endings(scenario, found, out)?;
    expectations(found, out)?;
    spread_text::losses(found, out)?;
    spread_text::repairs(found, out)?;
    spread_text::credit(found, out)?;
    spread_text::rows(found, out)?;
    spread_text::pulls(found, out)?;
    game(&found.game, out)?;
    plays(scenario, summary, out)?;
    courses(scenario, found, out)?;
    ruptures(scenario, summary, out)?;
    never(scenario, found, out)?;
    if let Some(choices) = &found.choices {
        values(scenario, choices, out)?;
    }
    Ok(())
}

pub(super) fn heading(text: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{text}\n")
}

pub(super) fn paragraph(text: &str, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for line in wrap(text, WIDTH - indent.len()) {
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

fn length(summary: &Summary) -> String {
    match (summary.shortest, summary.longest) {
        (None, _) => "no play comes to an end".to_owned(),
        (Some(few), Some(many)) if few == many => format!("{few}"),
        (Some(few), Some(many)) => format!("{few} to {many}"),
        (Some(few), None) => format!("{few} or more; a play can come back to where it was"),
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Repaired => "repaired",
        Outcome::Patched => "patched over",
        Outcome::Postponed => "postponed",
        Outcome::Left => "left",
    }
}

pub(super) fn heads(found: &Found) -> impl Iterator<Item = String> + '_ {
    let names = found.expected.iter().map(|(policy, _)| policy.name().to_owned());
    std::iter::once(String::new()).chain(names)
}

fn row<'f>(
    found: &'f Found,
    name: &str,
    value: impl Fn(&Outlook) -> Option<String> + 'f,
) -> impl Iterator<Item = String> + 'f {
    row_of(found, name, move |expected| value(&expected.outlook))
}

pub(super) fn row_of<'f>(
    found: &'f Found,
    name: &str,
    value: impl Fn(&Expected) -> Option<String> + 'f,
) -> impl Iterator<Item = String> + 'f {
    let values = found.expected.iter().map(move |(_, expected)| {
        let value = expected.as_ref().ok().and_then(&value);
        value.unwrap_or_else(|| "?".to_owned())
    });
    std::iter::once(name.to_owned()).chain(values)
}

/// The rows of how many ruptures a play opens or resolves: as many as there are in any column.
fn numbers(found: &Found, what: &str, shares: fn(&Expected) -> &[f64], table: &mut Table) {
    let proven = || found.expected.iter().filter_map(|(_, expected)| expected.as_ref().ok());
    let most = proven().map(|expected| shares(expected).len()).max().unwrap_or(0);
    for number in 0..most {
        let name = match number {
            0 => format!("{what}: none"),
            _ => format!("  {number}"),
        };
        table.row(row_of(found, &name, |expected| {
            Some(percent(shares(expected).get(number).copied().unwrap_or(0.0)))
        }));
    }
}

fn endings(scenario: &Scenario, found: &Found, out: &mut dyn Write) -> io::Result<()> {
    heading("How likely each ending is", out)?;
    let mut table = Table::default();
    table.row(heads(found));
    for (at, (id, ending)) in scenario.endings.iter().enumerate() {
        let share = |outlook: &Outlook| outlook.endings.get(at).map(|&share| percent(share));
        table.row(row(found, &format!("{id} ({})", outcome(ending.outcome)), share));
    }
    let outlooks = || {
        found
            .expected
            .iter()
            .filter_map(|(_, expected)| Some(&expected.as_ref().ok()?.outlook))
    };
    if outlooks().any(|outlook| outlook.stuck > 0.0) {
        table.row(row(found, "stops without an ending", |outlook| {
            Some(percent(outlook.stuck))
        }));
    }
    if outlooks().any(|outlook| outlook.unended > 1e-9) {
        table.row(row(found, "goes round for ever", |outlook| {
            Some(percent(outlook.unended))
        }));
    }
    table.write(out)
}

fn expectations(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    heading("What is to be expected", out)?;
    let mut table = Table::default();
    table.row(heads(found));
    for component in Component::ALL {
        let name = format!("{component} at the end");
        table.row(row(found, &name, |outlook| {
            outlook.component(component).map(|mean| format!("{mean:.1}"))
        }));
        table.row(row(found, "  between, nine times in ten", |outlook| {
            let shares = outlook.components.get(component.index())?.as_ref()?;
            Some(spread_text::nine_numbers_in_ten(shares))
        }));
    }
    table.row(row(found, "all three together", |outlook| {
        outlook.sum().map(|sum| format!("{sum:.1}"))
    }));
    table.row(row(found, "  short of best play by", move |outlook| {
        Some(format!("{:.1}", (found.best? - outlook.sum()?).max(0.0)))
    }));
    table.row(row(found, "a rupture resolved, none open", |o| {
        Some(percent(o.resolved))
    }));
    table.row(row(found, "a rupture open at the end", |o| Some(percent(o.open))));
    numbers(
        found,
        "ruptures opened in a play",
        |expected| &expected.spread.opened,
        &mut table,
    );
    numbers(
        found,
        "ruptures resolved in a play",
        |expected| &expected.spread.resolved,
        &mut table,
    );
    table.row(row(found, "answers", |o| Some(format!("{:.1}", o.turns))));
    table.row(row_of(found, "  between, nine times in ten", |expected| {
        Some(spread_text::nine_numbers_in_ten(&expected.spread.answers))
    }));
    table.row(row(found, "quality of an answer, 0 to 4", |o| {
        Some(format!("{:.2}", o.quality))
    }));
    table.row(row_of(found, "  of a play, nine times in ten", |expected| {
        spread_text::nine_in_ten(&expected.measured.quality)
    }));
    for quality in (0..5_usize).rev() {
        table.row(row(found, &format!("  answers of quality {quality}"), |o| {
            o.qualities.get(quality).map(|&share| percent(share))
        }));
    }
    table.row(row(found, "credit, 0 worst to 1 best on offer", |o| {
        Some(format!("{:.2}", o.credit))
    }));
    table.row(row_of(found, "  of a play, nine times in ten", |expected| {
        spread_text::nine_in_ten(&expected.measured.credit)
    }));
    table.write(out)?;
    writeln!(out)?;
    for (policy, expected) in &found.expected {
        let unproven = expected.as_ref().err().map(|stopped| format!("; {stopped}"));
        let text = format!(
            "{}: {}{}",
            policy.name(),
            policy.meaning(),
            unproven.unwrap_or_default()
        );
        paragraph(&text, "  ", out)?;
    }
    if let Err(stopped) = found.components {
        paragraph(&format!("bond, tasks and goals: {stopped}"), "  ", out)?;
    }
    Ok(())
}

fn told(scenario: &Scenario, play: &Play) -> String {
    let turns = play.iter().map(|turn| {
        let statement = names::statement(scenario, turn.statement);
        format!("{statement}: {}", names::turn(scenario, turn))
    });
    turns.collect::<Vec<_>>().join(" → ")
}

fn plays(scenario: &Scenario, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    heading("The shortest play to each ending", out)?;
    for (at, reach) in summary.endings.iter().enumerate() {
        let id = names::ending(scenario, at);
        match &reach.shortest {
            None => writeln!(out, "  {id}: can't be reached")?,
            Some(play) => {
                writeln!(out, "  {id}: {}", count(play.len(), "answer"))?;
                paragraph(&told(scenario, play), "    ", out)?;
            }
        }
    }
    let unreached = summary.statements.iter().zip(0..).filter(|(states, _)| **states == 0);
    let unreached: Vec<&str> = unreached.map(|(_, at)| names::statement(scenario, at)).collect();
    if !unreached.is_empty() {
        writeln!(out)?;
        paragraph(
            &format!("Statements that no play reaches: {}", unreached.join(", ")),
            "  ",
            out,
        )?;
    }
    Ok(())
}

/// Best and worst play as plays, where there is no chance.
fn courses(scenario: &Scenario, found: &Found, out: &mut dyn Write) -> io::Result<()> {
    for (policy, course) in &found.courses {
        let [bond, tasks, goals] = course.alliance;
        heading(&format!("{} play", capital(policy.name())), out)?;
        let end = format!(
            "{}, to bond {bond}, tasks {tasks}, goals {goals}",
            count(course.play.len(), "answer")
        );
        writeln!(out, "  {end}")?;
        paragraph(&told(scenario, &course.play), "    ", out)?;
    }
    Ok(())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// How far one comes who reads nothing of the client.
fn game(game: &Game, out: &mut dyn Write) -> io::Result<()> {
    heading("Without reading the client", out)?;
    let mut table = Table::default();
    table.row(["always", "credit", "from random to best"]);
    table.row(["(every response as likely)", &format!("{:.2}", game.random), "0 %"]);
    for ((cue, margin), credit) in game.margins().zip(game.cues) {
        table.row([cue.chosen(), &format!("{credit:.2}"), &signed_percent(margin)]);
    }
    table.row(["(one of those rated highest)", &format!("{:.2}", game.best), "100 %"]);
    table.write(out)
}

fn ruptures(scenario: &Scenario, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
    heading("Open ruptures that can no longer be repaired", out)?;
    let lost = &summary.lost;
    if lost.open == 0 {
        return writeln!(
            out,
            "  No rupture is ever open while there is something left to answer."
        );
    }
    if lost.states == 0 {
        return writeln!(
            out,
            "  None: from each of the {} with an open rupture it can still be resolved.",
            count(lost.open, "state")
        );
    }
    writeln!(
        out,
        "  {} of the {} with an open rupture and something left to answer:",
        thousands(lost.states as u64),
        count(lost.open, "state")
    )?;
    for at in &lost.at {
        let id = names::statement(scenario, at.statement);
        let extent = if at.states == at.open {
            "whenever a rupture is open there".to_owned()
        } else {
            format!("in {} of {} with an open rupture", at.states, count(at.open, "state"))
        };
        let after = match at.play.len() {
            0 => "from the start".to_owned(),
            turns => format!("after {} at the soonest", count(turns, "answer")),
        };
        writeln!(out, "  {id}: {extent}, {after}")?;
        paragraph(&told(scenario, &at.play), "    ", out)?;
    }
    Ok(())
}

fn never(scenario: &Scenario, found: &Found, out: &mut dyn Write) -> io::Result<()> {
    heading("Conditions that never hold", out)?;
    match &found.never {
        Err(stopped) => writeln!(out, "  {}", proof(*stopped)),
        Ok(none) if none.is_empty() => writeln!(out, "  None: every case is met in some play."),
        Ok(found) => {
            for case in found {
                let place = case.site.pointer(scenario);
                paragraph(&format!("{place}: {}", case.words()), "  ", out)?;
            }
            Ok(())
        }
    }
}

fn proof(stopped: Stopped) -> String {
    format!("{stopped}; `--states` and `--bytes` set the bounds")
}

fn values(scenario: &Scenario, choices: &Choices, out: &mut dyn Write) -> io::Result<()> {
    let id = names::statement(scenario, choices.statement);
    heading(&format!("What each choice at `{id}` is worth"), out)?;
    if !choices.play.is_empty() {
        paragraph(&format!("By {}", told(scenario, &choices.play)), "  ", out)?;
        writeln!(out)?;
    }
    let [bond, tasks, goals] = choices.state.alliance;
    let now = format!(
        "Now bond {bond}, tasks {tasks}, goals {goals}. What is to be expected at the end under best play after the choice:"
    );
    paragraph(&now, "  ", out)?;
    writeln!(out)?;
    let values = match &choices.values {
        Err(stopped) => {
            return paragraph(
                &format!("{}; a later statement (`--at`) has less ahead of it", proof(*stopped)),
                "  ",
                out,
            );
        }
        Ok(values) => values,
    };
    let mut table = Table::default();
    table.row(["", "bond", "tasks", "goals", "together", "given away"]);
    for value in values {
        let name = names::answer(scenario, choices.statement, (value.response, value.band), value.summary);
        let lost = choices.best() - value.end.sum();
        let numbers = value.end.alliance.into_iter().chain([value.end.sum(), lost]);
        table.row(std::iter::once(name).chain(numbers.map(|number| format!("{number:.1}"))));
    }
    table.write(out)
}
