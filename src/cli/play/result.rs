//! The end of a play: the debrief, and a short result. The window and the reports tell more.

use super::steps::Scene;
use super::talk::{Stop, Talk};
use crate::framework::id::Component;
use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::scenario::model::Outcome;
use crate::score::Score;
use crate::score::calibration::Lean;
use crate::score::ratio::Ratio;
use crate::session::event::{Event, Reason};
use crate::session::machine::{MAX_TURNS, Session};
use crate::session::options::Feedback;
use crate::session::replay::path;
use crate::session::texts;

/// Shows how the play ended and what came of it.
pub fn show(vignette: &Vignette, session: &Session, framework: &Framework, talk: &mut Talk<'_>) -> Result<(), Stop> {
    let scenario = &vignette.scenario;
    let Some(ended) = session.ended() else { return Ok(()) };
    talk.gap()?;
    match texts::ending(scenario, ended) {
        Some((ending, _)) => {
            let outcome = match ending.outcome {
                Outcome::Repaired => "repaired",
                Outcome::Patched => "patched over",
                Outcome::Postponed => "left for another time",
                Outcome::Left => "the client left",
            };
            talk.hanging("How it ended: ", &format!("{} ({outcome})", ending.title))?;
            talk.gap()?;
            talk.say(&ending.debrief)?;
        }
        None if ended.reason == Reason::TooLong => {
            talk.say(&format!(
                "After {MAX_TURNS} answers without an ending the play stops by itself."
            ))?;
        }
        None if ended.reason == Reason::Single => {}
        None => talk.say("The vignette leads nowhere from here, so the play stops.")?,
    }
    if session.options().steps.feedback == Feedback::AtEnd {
        look_back(
            &Scene {
                scenario,
                session,
                framework,
            },
            talk,
        )?;
    }
    match Score::of(scenario, session.graph(), framework, session.log()) {
        Ok(score) => measures(&score, talk),
        Err(divergence) => Ok(talk.say(&format!("The play can't be scored: {divergence}."))?),
    }
}

/// The feedback that was kept back, turn by turn.
fn look_back(scene: &Scene<'_>, talk: &mut Talk<'_>) -> Result<(), Stop> {
    let log = scene.session.log();
    for event in path(log).kept.into_iter().filter_map(|at| log.get(at)) {
        match event {
            Event::Faced(faced) => {
                if let Some(facing) = texts::facing(scene.scenario, faced) {
                    talk.heading(&format!("Looking back at turn {}", faced.turn + 1))?;
                    talk.hanging(&format!("{}: ", scene.scenario.client.name), facing.says)?;
                }
            }
            Event::Drafted { text, .. } => talk.hanging("Your own words: ", text)?,
            Event::Answered(answered) => {
                if let Some(reply) = texts::reply(scene.scenario, answered) {
                    talk.hanging("Your answer: ", reply.said.text())?;
                }
                scene.tell(talk, answered)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn measures(score: &Score, talk: &mut Talk<'_>) -> Result<(), Stop> {
    talk.heading("Result")?;
    let turns = score.turns.len();
    let mut played = format!("{turns} turn{}", if turns == 1 { "" } else { "s" });
    if score.is_rewound() {
        played.push_str(&format!(
            ", rewound {} time{}",
            score.rewinds,
            if score.rewinds == 1 { "" } else { "s" }
        ));
    }
    talk.say(&format!("{played}."))?;
    for component in Component::ALL {
        let line: Vec<String> = score.alliance.line(component).map(|value| value.to_string()).collect();
        talk.hanging(&format!("  {:7}", component.to_string()), &line.join(" → "))?;
    }
    let looks = [
        ("Strains seen", score.recognition.hits(None)),
        (
            "Strains seen where there was none",
            score.recognition.false_alarms(None),
        ),
    ];
    for (name, Ratio { numer, denom }) in looks.into_iter().filter(|(_, ratio)| ratio.denom > 0) {
        talk.say(&format!("{name}: {numer} of {denom}."))?;
    }
    let ruptures = score.repair.arcs.len();
    if ruptures > 0 {
        talk.say(&format!(
            "Ruptures repaired: {} of {ruptures}.",
            score.repair.resolved().count()
        ))?;
    }
    let lean = match score.calibration.lean() {
        Some(Lean::Under) => Some("You were less sure than your choices warrant."),
        Some(Lean::Even) => Some("You were about as sure as your choices warrant."),
        Some(Lean::Over) => Some("You were more sure than your choices warrant."),
        None => None,
    };
    if let Some(lean) = lean {
        talk.say(lean)?;
    }
    if let Some(notebook) = &score.notebook {
        let Ratio { numer, denom } = notebook.right();
        talk.say(&format!("Notebook: {numer} of {denom} as the client would say."))?;
    }
    if let Some(advice) = &score.advice {
        talk.gap()?;
        talk.say(&advice.text)?;
    }
    Ok(())
}
