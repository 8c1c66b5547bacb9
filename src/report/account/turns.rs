//! One turn looked back at, as plain data.

use serde::Serialize;

use super::offered::{Offered, offered};
use crate::framework::id::Component;
use crate::framework::model::Framework;
use crate::report::account::Play;
use crate::report::account::measures::outlook::lost;
use crate::report::account::outlook::Outlook;
use crate::report::account::words::{seconds, sentence};
use crate::scenario::model::{Statement, Strain};
use crate::score::turns::Turn;
use crate::session::event::{Answered, Noticed};
use crate::session::texts::{self, Facing, Reply, Said};
use crate::session::words::{a_kind, moved};

/// One turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TurnData {
    /// From 0; written from 1.
    #[serde(serialize_with = "super::from_one")]
    pub turn: u16,
    /// What happened just before.
    pub scene: Option<String>,
    /// What could be seen.
    pub cue: String,
    /// What the client said.
    pub says: String,
    /// What the client thought and did not say.
    pub inner: Option<String>,
    /// The strain that was there, and what the trainee saw in it if that was asked.
    pub noticed: Option<String>,
    /// What the trainee typed before seeing any answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// The answer, once there is one.
    pub answer: Option<AnswerData>,
}

/// What was answered and what it did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerData {
    /// What was said or done.
    pub said: String,
    /// Whether it was a silence.
    pub silent: bool,
    /// For a silence, how long; for a summary, what went into it.
    pub detail: Option<String>,
    /// What the client put right.
    pub corrections: Vec<String>,
    /// What was seen of the client at once.
    pub reaction: String,
    /// What moved.
    pub moved: String,
    /// How sure the trainee was.
    pub sure: Option<String>,
    /// What the answer cost of what was still possible.
    pub outlook: Option<String>,
    /// What it did and why.
    pub feedback: String,
    /// What could have been said instead.
    pub instead: Option<String>,
    /// What it shows, what it misses, the strategy, the pull.
    pub labels: Vec<Labels>,
    /// All that was on offer, the aptest first.
    pub offered: Vec<Offered>,
}

/// Labels of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// What they have in common, such as "It shows".
    pub heading: &'static str,
    /// The labels.
    pub items: Vec<Label>,
}

/// A word of the framework's with what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The word.
    pub label: String,
    /// What it means.
    pub text: String,
}

impl TurnData {
    /// Every turn of the way that ended the play.
    pub fn all(play: &Play<'_>) -> Vec<Self> {
        play.score
            .turns
            .iter()
            .filter_map(|turn| Self::of(play, turn))
            .collect()
    }

    fn of(play: &Play<'_>, turn: &Turn) -> Option<Self> {
        let scenario = &play.vignette.scenario;
        let facing: Facing<'_> = texts::facing(scenario, &turn.faced.1)?;
        let draft = turn.drafted.as_ref().map(|(_, text)| text.trim().to_owned());
        let answer = turn.answer().and_then(|(_, answered)| answer(play, turn, answered));
        Some(Self {
            turn: turn.turn,
            scene: facing.scene.map(|scene| scene.trim().to_owned()),
            cue: facing.cue.trim().to_owned(),
            says: facing.says.trim().to_owned(),
            inner: facing
                .inner
                .map(|inner| inner.trim().to_owned())
                .filter(|inner| !inner.is_empty()),
            noticed: noticed(play, turn),
            draft: draft.filter(|draft| !draft.is_empty()),
            answer,
        })
    }
}

/// What there was to see, beside what the trainee saw if that was asked.
fn noticed(play: &Play<'_>, turn: &Turn) -> Option<String> {
    let statement = turn.statement(&play.vignette.scenario)?;
    let opened = turn.opened.is_some();
    match (&turn.noticed, &statement.strain) {
        (Some((_, seen)), _) => Some(beside(play.framework, statement, seen, opened)),
        (None, Some(strain)) => Some(format!(
            "{} shows here.{}",
            sentence(a_kind(strain.kind)),
            signs(play.framework, strain, opened)
        )),
        (None, None) => None,
    }
}

/// What a trainee saw in a statement, beside what there was to see. `opened`: whether a rupture opened with it.
pub fn beside(framework: &Framework, statement: &Statement, seen: &Noticed, opened: bool) -> String {
    let looks = if statement.foil { ": it only looks like one" } else { "" };
    let Some(strain) = &statement.strain else {
        return match seen {
            Noticed::Strain { kind, .. } => format!("You saw {}. There was none here{looks}.", a_kind(*kind)),
            Noticed::None => format!("You saw no strain, and there was none{looks}."),
        };
    };
    let there = a_kind(strain.kind);
    let signs = signs(framework, strain, opened);
    match seen {
        Noticed::Strain { kind, component, .. } => {
            let over = component.map(|seen| about(strain, seen)).unwrap_or_default();
            if *kind == strain.kind {
                format!("You saw {there}, and it was there.{over}{signs}")
            } else {
                let taken = a_kind(*kind);
                format!("There was a strain, as you saw: {there} rather than {taken}.{over}{signs}")
            }
        }
        Noticed::None => format!("You saw no strain. There was one: {there}.{signs}"),
    }
}

/// What a strain was about, where a trainee took it to be about something else.
fn about(strain: &Strain, seen: Component) -> String {
    match strain.over.first() {
        Some(most) if !strain.over.contains(&seen) => format!(" It was about {most} rather than {seen}."),
        _ => String::new(),
    }
}

/// By what a strain shows, and whether a rupture opens with it.
fn signs(framework: &Framework, strain: &Strain, opened: bool) -> String {
    let marker = framework.marker(strain.marker.as_str());
    let sign = marker.map(|marker| format!(" The sign: {}.", marker.label.to_lowercase()));
    let opens = if opened { " The rupture opens here." } else { "" };
    format!("{}{opens}", sign.unwrap_or_default())
}

fn answer(play: &Play<'_>, turn: &Turn, answered: &Answered) -> Option<AnswerData> {
    let scenario = &play.vignette.scenario;
    let reply = texts::reply(scenario, answered)?;
    let corrected = texts::corrected(scenario, answered);
    let foresight = match play.outlook {
        Outlook::Known(foresights) => foresights.iter().find(|foresight| foresight.turn == turn.turn),
        Outlook::Working | Outlook::Unknown => None,
    };
    Some(AnswerData {
        said: reply.said.text().trim().to_owned(),
        silent: matches!(reply.said, Said::Silence(_)),
        detail: detail(play, answered, &reply),
        corrections: corrected
            .iter()
            .filter_map(|correction| correction.belief.correction.clone())
            .collect(),
        reaction: reply.reaction.trim().to_owned(),
        moved: moved(answered),
        sure: turn.confident.map(|(_, percent)| format!("You were {percent}% sure.")),
        outlook: foresight.map(|foresight| format!("{}.", sentence(&lost(foresight)))),
        feedback: reply.feedback.trim().to_owned(),
        instead: reply.instead.map(|instead| instead.trim().to_owned()),
        labels: labels(play.framework, &reply),
        offered: offered(play.vignette, turn, answered),
    })
}

fn detail(play: &Play<'_>, answered: &Answered, reply: &Reply<'_>) -> Option<String> {
    match reply.said {
        Said::Words(_) => None,
        Said::Silence(_) => Some(format!("You stayed silent for {}.", seconds(answered.held_ms))),
        Said::Summary(_) => {
            let named = texts::beliefs(&play.vignette.scenario, answered.beliefs);
            let named: Vec<String> = named
                .map(|(_, belief)| format!("‘{}’", belief.text.trim().trim_end_matches('.')))
                .collect();
            (!named.is_empty()).then(|| format!("Into it went: {}.", named.join("; ")))
        }
    }
}

/// What an answer shows and misses, with explanations.
fn labels(framework: &Framework, reply: &Reply<'_>) -> Vec<Labels> {
    let label = |label: &str, text: &str| Label {
        label: label.to_owned(),
        text: text.to_owned(),
    };
    let rows = |ids: &[crate::framework::id::RowId]| -> Vec<Label> {
        let rows = ids.iter().filter_map(|id| framework.row(id.as_str()));
        rows.map(|row| label(&row.label, &row.text)).collect()
    };
    let strategy = reply.strategy.and_then(|id| framework.strategy(id.as_str()));
    let pull = reply.pull.and_then(|id| framework.pull(id.as_str()));
    let groups = [
        ("It shows", rows(reply.shows)),
        ("It misses", rows(reply.hinders)),
        (
            "Strategy",
            strategy
                .map(|found| label(&found.label, &found.text))
                .into_iter()
                .collect(),
        ),
        (
            "The pull",
            pull.map(|found| label(&found.label, &found.text)).into_iter().collect(),
        ),
    ];
    let groups = groups.into_iter().map(|(heading, items)| Labels { heading, items });
    groups.filter(|labels| !labels.items.is_empty()).collect()
}
