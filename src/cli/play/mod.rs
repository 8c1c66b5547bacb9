//! `attune play`: the same session as in the window, as questions and answers in a terminal.

mod result;
mod steps;
mod talk;

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use super::args::{ModeArgument, PlayArguments};
use super::vignette::find;
use super::{CLEAN, COULD_NOT_RUN};
use crate::framework::id::Component;
use crate::framework::load::bundled;
use crate::library::vignette::Vignette;
use crate::practice::item::items;
use crate::scenario::file;
use crate::scenario::id::StatementId;
use crate::scenario::model::{Medium, Scenario};
use crate::scenario::nearest::nearest;
use crate::session::event::{Event, Move, Phase, Started};
use crate::session::machine::Session;
use crate::session::options::{Mode, Options};
use crate::session::replay::to_lines;
use crate::session::rng::fresh_seed;
use crate::session::texts;
use steps::Scene;
use talk::{Stop, Talk};

impl From<ModeArgument> for Mode {
    fn from(mode: ModeArgument) -> Self {
        match mode {
            ModeArgument::Guided => Self::Guided,
            ModeArgument::Practice => Self::Practice,
            ModeArgument::Probe => Self::Probe,
            ModeArgument::Drill => Self::Drill,
        }
    }
}

/// Plays a vignette until it ends, the trainee stops or the input does.
///
/// # Errors
/// If the terminal can't be read or written.
pub fn run(arguments: &PlayArguments, input: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<u8> {
    let vignette = match find(&arguments.file) {
        Ok(vignette) => vignette,
        Err((code, message)) => {
            eprintln!("attune: {message}");
            return Ok(code);
        }
    };
    let seed = arguments.seed.unwrap_or_else(fresh_seed);
    let (options, context) = match set_up(arguments, &vignette) {
        Ok(found) => found,
        Err(message) => {
            eprintln!("attune: {message}");
            return Ok(COULD_NOT_RUN);
        }
    };
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, seed, options);
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    let played = play(
        (&vignette, context.as_ref()),
        &mut session,
        arguments.log.is_some(),
        &mut Talk::new(input, out),
    );
    // Whatever ended the play, the log is written.
    let mut code = CLEAN;
    if let Some(path) = &arguments.log {
        let text = to_lines(session.log());
        match file::save(path, &text, None, None) {
            Ok(_) => writeln!(out, "The log is in {}.", path.display())?,
            Err(error) => {
                eprintln!("attune: {error}; {}", error.remedy());
                code = COULD_NOT_RUN;
            }
        }
    }
    match played {
        Err(Stop::Io(error)) => Err(error),
        Ok(()) | Err(Stop::Back(_) | Stop::Quit | Stop::End) => Ok(code),
    }
}

/// The options of a play; for a drill with the two lines that tell what came before.
fn set_up(arguments: &PlayArguments, vignette: &Vignette) -> Result<(Options, Option<[String; 2]>), String> {
    let scenario = &vignette.scenario;
    let at = match (arguments.mode, &arguments.at) {
        (ModeArgument::Drill, Some(at)) => at,
        (ModeArgument::Drill, None) => return Err("a drill needs `--at` with the id of a statement".to_owned()),
        (_, Some(_)) => return Err("`--at` belongs to `--mode drill`".to_owned()),
        (mode, None) => return Ok((Options::of(mode.into()), None)),
    };
    if let Some(item) = items(scenario, &vignette.graph, bundled())
        .into_iter()
        .find(|item| item.id.statement.as_str() == at)
    {
        return Ok((Options::drill_from(item.statement, item.from), Some(item.context)));
    }
    let ids = || scenario.statements.keys().map(StatementId::as_str);
    Err(match nearest(at, ids()) {
        _ if scenario.held_back => "this vignette is held back: it is met as a probe, and not practised on".to_owned(),
        _ if ids().any(|id| id == at) => {
            format!(
                "`{at}` can't be practised on its own: no play comes to it, or nothing on offer is apter than the rest"
            )
        }
        Some(near) => format!("there is no statement `{at}`; did you mean `{near}`?"),
        None => format!("there is no statement `{at}`"),
    })
}

fn play(
    (vignette, context): (&Vignette, Option<&[String; 2]>),
    session: &mut Session,
    logged: bool,
    talk: &mut Talk<'_>,
) -> Result<(), Stop> {
    let scenario = &vignette.scenario;
    match context {
        Some(lines) => set_the_scene(scenario, lines, talk)?,
        None => introduce(scenario, session, talk)?,
    }
    let mut met = None;
    loop {
        met = meet(scenario, session, met, talk)?;
        let scene = Scene {
            scenario,
            session,
            framework: bundled(),
        };
        match scene.ask(talk) {
            Ok(Some(step)) => {
                if let Err(refused) = session.act(step) {
                    talk.say(&format!("Not yet: {refused}."))?;
                }
            }
            Ok(None) => break,
            Err(Stop::Back(turn)) => {
                if go_back(session, turn, talk)? {
                    met = None;
                }
            }
            Err(Stop::Quit) => {
                if quit(session, logged, talk)? {
                    return Err(Stop::Quit);
                }
            }
            Err(Stop::End) => {
                talk.gap()?;
                let turn = session.turn() + 1;
                talk.say(&format!("The input ended in turn {turn}, so the play stops here."))?;
                return Err(Stop::End);
            }
            Err(stop @ Stop::Io(_)) => return Err(stop),
        }
    }
    result::show(vignette, session, bundled(), talk)
}

/// What there is to know before a single statement.
fn set_the_scene(scenario: &Scenario, lines: &[String; 2], talk: &mut Talk<'_>) -> Result<(), Stop> {
    talk.heading("One moment")?;
    for caution in &scenario.cautions {
        talk.hanging("Before you begin: ", caution)?;
    }
    for line in lines {
        talk.say(line)?;
    }
    Ok(talk.gap()?)
}

fn introduce(scenario: &Scenario, session: &Session, talk: &mut Talk<'_>) -> Result<(), Stop> {
    let (setting, client) = (&scenario.setting, &scenario.client);
    talk.heading(&scenario.title)?;
    for caution in &scenario.cautions {
        talk.hanging("Before you begin: ", caution)?;
    }
    let medium = match setting.medium {
        Medium::InPerson => "in person",
        Medium::Telephone => "by telephone",
        Medium::Video => "by video",
    };
    talk.say(&format!(
        "{}. {}. Session {}, {medium}.",
        full(&setting.service),
        full(&setting.approach),
        setting.session
    ))?;
    talk.gap()?;
    talk.say(&format!(
        "{}, {}, {}. {}",
        client.name, client.age, client.pronouns, client.about
    ))?;
    talk.gap()?;
    talk.say(&setting.brief)?;
    let options = session.options();
    if options.steps.objectives {
        let rows = scenario
            .contract
            .objectives
            .iter()
            .map(|id| bundled().row_label(id.as_str()));
        talk.gap()?;
        talk.hanging("What this is for: ", &rows.collect::<Vec<_>>().join(", "))?;
    }
    talk.gap()?;
    if let Some(Event::Started(started)) = session.log().first() {
        talk.say(&format!(
            "Seed {}: the same seed gives the same play. Type ? at any question for help.",
            started.seed
        ))?;
    }
    Ok(())
}

/// A text without its final period.
fn full(text: &str) -> &str {
    text.trim_end_matches('.')
}

/// Shows the statement, or the ending, that was met since. Gives what is shown now.
fn meet(scenario: &Scenario, session: &Session, met: Option<Met>, talk: &mut Talk<'_>) -> Result<Option<Met>, Stop> {
    let now = Met {
        turn: session.turn(),
        rewinds: session.rewinds(),
        over: session.ending().is_some(),
    };
    if met == Some(now) {
        return Ok(met);
    }
    let name = &scenario.client.name;
    let single = session.options().only.is_some();
    if single && session.ending().is_some() {
        return Ok(Some(now));
    }
    if let Some(ended) = session.ending() {
        talk.heading("The end")?;
        if let Some((_, says)) = texts::ending(scenario, ended) {
            talk.hanging(&format!("{name}: "), says)?;
        }
        return Ok(Some(now));
    }
    let Some(facing) = session.faced().and_then(|faced| texts::facing(scenario, faced)) else {
        return Ok(Some(now));
    };
    if !single {
        talk.heading(&format!("Turn {}", now.turn + 1))?;
    }
    if let Some(scene) = facing.scene {
        talk.say(scene)?;
        talk.gap()?;
    }
    talk.hanging("  ", &format!("[{}]", facing.cue))?;
    talk.hanging(&format!("{name}: "), facing.says)?;
    if session.options().steps.gauges {
        let values = Component::ALL.into_iter().zip(session.state().alliance);
        let values: Vec<String> = values
            .map(|(component, value)| format!("{component} {value}"))
            .collect();
        talk.hanging("  ", &format!("({})", values.join(", ")))?;
    }
    talk.gap()?;
    Ok(Some(now))
}

/// What was shown last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Met {
    turn: u16,
    rewinds: u16,
    over: bool,
}

/// Goes back to a turn, from 1: without a number to this one if it was answered, otherwise to the one before.
fn go_back(session: &mut Session, turn: Option<u16>, talk: &mut Talk<'_>) -> Result<bool, Stop> {
    let now = session.turn();
    let answered = !matches!(session.phase(), Phase::Notice | Phase::Draft | Phase::Respond);
    let to = match turn {
        Some(turn) => turn.checked_sub(1),
        None if answered => Some(now),
        None => now.checked_sub(1),
    };
    let Some(to) = to else {
        talk.say("This is the first turn: there is nothing to go back to yet.")?;
        return Ok(false);
    };
    if to > now {
        talk.say(&format!("You are in turn {}: `back` goes to one before it.", now + 1))?;
        return Ok(false);
    }
    match session.act(Move::Rewind { turn: to }) {
        Ok(_) => Ok(true),
        Err(refused) => {
            talk.say(&format!("Not here: {refused}."))?;
            Ok(false)
        }
    }
}

/// Asks whether to stop, and says what that loses.
fn quit(session: &Session, logged: bool, talk: &mut Talk<'_>) -> Result<bool, Stop> {
    let answers = session
        .log()
        .iter()
        .filter(|event| matches!(event, Event::Answered(_)))
        .count();
    let lost = match (answers, logged) {
        (0, _) => "Nothing was answered yet.".to_owned(),
        (_, true) => "What you have played so far goes into the log; there will be no debrief.".to_owned(),
        (1, false) => "Your answer will be lost, and there will be no debrief.".to_owned(),
        (_, false) => format!("Your {answers} answers will be lost, and there will be no debrief."),
    };
    let asked = talk.ask(
        &format!("{lost} Stop? y or n"),
        "y stops, n goes on.",
        |line| match line.to_lowercase().as_str() {
            "y" | "yes" => Ok(true),
            "n" | "no" | "" => Ok(false),
            _ => Err("Please type y or n.".to_owned()),
        },
    );
    match asked {
        Ok(stop) => Ok(stop),
        // Asked twice to stop, or nobody is there to ask.
        Err(Stop::Quit | Stop::End) => Ok(true),
        Err(Stop::Back(_)) => Ok(false),
        Err(stop @ Stop::Io(_)) => Err(stop),
    }
}

#[cfg(test)]
mod tests;
