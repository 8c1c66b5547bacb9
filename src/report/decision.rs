//! One answer with all that is known of it: ids, numbers and texts. A row of the table, a statement for a learning record.

use serde::Serialize;

use super::account::outlook::Outlook;
use super::account::words::sentence;
use super::data::Kept;
use super::moment::Moment;
use super::numbers::{from_millionths, kind_name};
use crate::framework::id::{Component, MarkerId, PullId, RowId, StrategyId};
use crate::library::vignette::Vignette;
use crate::scenario::rupture::RuptureChange;
use crate::score::Score;
use crate::score::abilities::credit;
use crate::score::recognition::{Sighting, look};
use crate::score::turns::Turn;
use crate::session::event::{Answered, Noticed};
use crate::session::texts::{self, Said};

/// One answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// From 1.
    pub turn: u16,
    /// When it was answered, if that is known.
    pub answered: Option<Moment>,
    /// The statement's id.
    pub statement: String,
    /// What could be seen.
    pub cue: String,
    /// What the client said.
    pub said: String,
    /// The strain that was there.
    pub strain: Option<StrainRef>,
    /// Whether it only looked like a strain.
    pub foil: bool,
    /// The client factor at work.
    pub factor: Option<RowId>,
    /// What the trainee saw; none if that was not asked or left out.
    pub noticed: Option<NoticedRef>,
    /// What the trainee typed, if drafts are among the texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
    /// The response's id.
    pub response: String,
    /// Words, a summary or a silence.
    pub act: &'static str,
    /// What was said or done.
    pub answer: String,
    /// How long a silence was held, in milliseconds.
    pub held_ms: Option<u32>,
    /// How apt it was, 0 to 4.
    pub quality: u8,
    /// The highest quality on offer.
    pub best: u8,
    /// The lowest quality on offer.
    pub worst: u8,
    /// 0 to 1; none if everything on offer was equally apt.
    pub credit: Option<f64>,
    /// Whether experts' votes gave the credit.
    pub panel: bool,
    /// How sure the trainee was, 0 to 100.
    pub confidence: Option<u8>,
    /// Bond, tasks and goals before, each 0 to 100.
    pub alliance_before: [u8; 3],
    /// Bond, tasks and goals after.
    pub alliance_after: [u8; 3],
    /// What it did to the rupture.
    pub rupture: Option<&'static str>,
    /// Abilities and helping factors that it shows.
    pub shows: Vec<RowId>,
    /// What it hinders or misses.
    pub hinders: Vec<RowId>,
    /// The strategy of repair that it uses.
    pub strategy: Option<StrategyId>,
    /// What draws a practitioner to it.
    pub pull: Option<PullId>,
    /// Where the trainee read bond, tasks and goals.
    pub read: Option<[u8; 3]>,
    /// Points by which the best hour still possible ended lower after it, where that is known.
    pub cost: Option<u32>,
}

/// A strain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StrainRef {
    /// Away or against.
    pub kind: &'static str,
    /// The sign of it.
    pub marker: MarkerId,
    /// The components that it is over.
    pub over: Vec<&'static str>,
}

/// What the trainee saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoticedRef {
    /// Away or against; none if they saw no strain.
    pub kind: Option<&'static str>,
    /// The component that they named.
    pub component: Option<&'static str>,
    /// The client factor that they named.
    pub factor: Option<RowId>,
    /// What it came to: `hit`, `miss`, `false-alarm` or `let-be`.
    pub sighting: &'static str,
}

impl Decision {
    /// Whether it was among the best on offer.
    pub const fn is_best(&self) -> bool {
        self.quality == self.best
    }

    /// How apt it was among what was on offer, in words.
    pub fn quality_words(&self) -> &'static str {
        match self.quality {
            _ if self.best == self.worst => "as apt as the others",
            quality if quality == self.best => "among the best on offer",
            3.. => "also good",
            _ => "weaker than others on offer",
        }
    }

    /// The same as a sentence.
    pub fn quality_sentence(&self) -> String {
        format!("{}.", sentence(self.quality_words()))
    }
}

/// A component in a word.
pub const fn component_name(component: Component) -> &'static str {
    match component {
        Component::Bond => "bond",
        Component::Tasks => "tasks",
        Component::Goals => "goals",
    }
}

/// Every answer on the way that ended the play.
pub fn decisions(vignette: &Vignette, score: &Score, kept: &Kept<'_>) -> Vec<Decision> {
    let turns = score.turns.iter();
    turns.filter_map(|turn| decision(vignette, turn, kept)).collect()
}

fn decision(vignette: &Vignette, turn: &Turn, kept: &Kept<'_>) -> Option<Decision> {
    let scenario = &vignette.scenario;
    let (_, answered) = turn.answer()?;
    let facing = texts::facing(scenario, &turn.faced.1)?;
    let reply = texts::reply(scenario, answered)?;
    let credited = credit(scenario, turn, answered);
    let draft = turn.drafted.as_ref().map(|(_, text)| text.trim().to_owned());
    let (act, held_ms) = match reply.said {
        Said::Words(_) => ("words", None),
        Said::Summary(_) => ("summary", None),
        Said::Silence(_) => ("silence", Some(answered.held_ms)),
    };
    Some(Decision {
        turn: turn.turn.saturating_add(1),
        answered: answered_at(kept, turn.turn),
        statement: facing.id.as_str().to_owned(),
        cue: facing.cue.trim().to_owned(),
        said: facing.says.trim().to_owned(),
        strain: facing.statement.strain.as_ref().map(|strain| StrainRef {
            kind: kind_name(strain.kind),
            marker: strain.marker.clone(),
            over: strain.over.iter().map(|&over| component_name(over)).collect(),
        }),
        foil: facing.statement.foil,
        factor: facing.statement.factor.clone(),
        noticed: noticed(vignette, turn),
        draft: draft.filter(|draft| !draft.is_empty()),
        response: reply.id.as_str().to_owned(),
        act,
        answer: reply.said.text().trim().to_owned(),
        held_ms,
        quality: answered.quality,
        best: answered.best,
        worst: answered.worst,
        credit: credited.and_then(|(credit, _)| credit.millionths().map(from_millionths)),
        panel: credited.is_some_and(|(_, panel)| panel),
        confidence: turn.confident.map(|(_, percent)| percent),
        alliance_before: answered.alliance_before,
        alliance_after: answered.alliance_after,
        rupture: rupture(answered),
        shows: reply.shows.to_vec(),
        hinders: reply.hinders.to_vec(),
        strategy: reply.strategy.cloned(),
        pull: reply.pull.cloned(),
        read: turn.read.map(|(_, read, _)| read),
        cost: cost(kept.outlook, turn.turn),
    })
}

fn answered_at(kept: &Kept<'_>, turn: u16) -> Option<Moment> {
    let known = kept.answered.iter().find(|(answered, _)| *answered == turn);
    known.map(|&(_, ms)| Moment::from_ms(ms))
}

fn noticed(vignette: &Vignette, turn: &Turn) -> Option<NoticedRef> {
    let sighting = match look(&vignette.scenario, turn)?.sighting {
        Sighting::Hit => "hit",
        Sighting::Miss => "miss",
        Sighting::FalseAlarm => "false-alarm",
        Sighting::CorrectRejection => "let-be",
    };
    let (kind, component, factor) = match &turn.noticed.as_ref()?.1 {
        Noticed::None => (None, None, None),
        Noticed::Strain {
            kind,
            component,
            factor,
        } => (Some(kind_name(*kind)), component.map(component_name), factor.clone()),
    };
    Some(NoticedRef {
        kind,
        component,
        factor,
        sighting,
    })
}

fn rupture(answered: &Answered) -> Option<&'static str> {
    Some(match answered.change? {
        RuptureChange::Opened => "opened",
        RuptureChange::Recognised => "recognised",
        RuptureChange::Advanced => "advanced",
        RuptureChange::Worsened => "worsened",
        RuptureChange::Resolved => "resolved",
    })
}

fn cost(outlook: &Outlook, turn: u16) -> Option<u32> {
    match outlook {
        Outlook::Known(known) => known
            .iter()
            .find(|foresight| foresight.turn == turn)
            .map(|known| known.lost()),
        Outlook::Working | Outlook::Unknown => None,
    }
}
