//! The texts behind a log's numbers, looked up in the vignette. Shared by the screen, the command line and the debrief.

use super::event::{Answered, Ended, Faced};
use crate::framework::id::{PullId, RowId, StrategyId};
use crate::scenario::id::{BeliefId, ResponseId, StatementId};
use crate::scenario::model::{Act, Affect, Band, Belief, Ending, Response, Scenario, Statement};
use crate::scenario::summary::corrections;
use crate::scenario::varied::Varied;

/// A statement as it was met.
#[derive(Clone, Copy, Debug)]
pub struct Facing<'s> {
    /// The statement's id.
    pub id: &'s StatementId,
    /// The statement.
    pub statement: &'s Statement,
    /// What happened just before.
    pub scene: Option<&'s str>,
    /// What can be seen or heard besides the words.
    pub cue: &'s str,
    /// What the face and body show.
    pub affect: Affect,
    /// What the client says.
    pub says: &'s str,
    /// What the client thinks and does not say.
    pub inner: Option<&'s str>,
}

/// What was said or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'s> {
    /// Words.
    Words(&'s str),
    /// A summary's opening words.
    Summary(&'s str),
    /// What the practitioner does in a silence.
    Silence(&'s str),
}

impl<'s> Said<'s> {
    /// The text, whatever kind of act it is.
    pub const fn text(self) -> &'s str {
        match self {
            Self::Words(text) | Self::Summary(text) | Self::Silence(text) => text,
        }
    }
}

/// A response with what its band of silence, if any, has in its own place.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'s> {
    /// The response's id.
    pub id: &'s ResponseId,
    /// The response.
    pub response: &'s Response,
    /// The band of silence that was reached.
    pub band: Option<&'s Band>,
    /// What was said or done.
    pub said: Said<'s>,
    /// What is seen of the client at once.
    pub reaction: &'s str,
    /// What it did and why, to a colleague.
    pub feedback: &'s str,
    /// What could have been said instead.
    pub instead: Option<&'s str>,
    /// Abilities and helping factors that it shows.
    pub shows: &'s [RowId],
    /// Hindering factors that it shows, or abilities that it misses.
    pub hinders: &'s [RowId],
    /// The strategy of repair that it uses.
    pub strategy: Option<&'s StrategyId>,
    /// What draws a practitioner to it.
    pub pull: Option<&'s PullId>,
}

/// Something that the client puts right in a summary.
#[derive(Clone, Copy, Debug)]
pub struct Correction<'s> {
    /// The belief's place in the file.
    pub index: u8,
    /// The belief's id.
    pub id: &'s BeliefId,
    /// The belief. What the client says is its `correction`, where the author wrote one.
    pub belief: &'s Belief,
    /// Whether it was left out; otherwise it was named and is not the client's.
    pub left_out: bool,
}

fn text(varied: &Varied<String>, case: u16) -> &str {
    varied.value(usize::from(case))
}

/// A statement by its place in the file.
pub fn statement(scenario: &Scenario, index: u32) -> Option<(&StatementId, &Statement)> {
    scenario.statements.get_index(index as usize)
}

/// A response by its statement's place and its own.
pub fn response(scenario: &Scenario, statement: u32, response: u8) -> Option<(&ResponseId, &Response)> {
    self::statement(scenario, statement)?
        .1
        .responses
        .get_index(usize::from(response))
}

/// The texts of a statement as it was met.
pub fn facing<'s>(scenario: &'s Scenario, faced: &Faced) -> Option<Facing<'s>> {
    let (id, statement) = statement(scenario, faced.statement)?;
    Some(Facing {
        id,
        statement,
        scene: statement.scene.as_ref().map(|scene| text(scene, faced.scene)),
        cue: text(&statement.cue, faced.cue),
        affect: *statement.affect.value(usize::from(faced.affect)),
        says: text(&statement.says, faced.says),
        inner: statement.inner.as_ref().map(|inner| text(inner, faced.inner)),
    })
}

/// What a response says in one of its wordings.
pub fn said(response: &Response, wording: usize) -> Said<'_> {
    match &response.act {
        Act::Say(words) => Said::Words(words.value(wording)),
        Act::Summary(words) => Said::Summary(words),
        Act::Silence { does, .. } => Said::Silence(does),
    }
}

/// The band of a response's silence.
pub fn band(response: &Response, band: u8) -> Option<&Band> {
    match &response.act {
        Act::Silence { bands, .. } => bands.get(usize::from(band)),
        Act::Say(_) | Act::Summary(_) => None,
    }
}

/// The texts of an answer.
pub fn reply<'s>(scenario: &'s Scenario, answered: &Answered) -> Option<Reply<'s>> {
    let (id, response) = response(scenario, answered.statement, answered.response)?;
    let band = band(response, answered.band);
    let reaction = band.and_then(|band| band.reaction.as_ref());
    let feedback = band.and_then(|band| band.feedback.as_ref());
    let instead = band.and_then(|band| band.instead.as_ref());
    Some(Reply {
        id,
        response,
        band,
        said: said(response, usize::from(answered.wording)),
        reaction: text(reaction.unwrap_or(&response.reaction), answered.reaction),
        feedback: text(feedback.unwrap_or(&response.feedback), answered.feedback),
        instead: instead.or(response.instead.as_ref()).map(String::as_str),
        shows: shows(response, band),
        hinders: hinders(response, band),
        strategy: response.strategy.as_ref(),
        pull: pull(response, band),
    })
}

/// Abilities and helping factors that a response shows in a band.
pub fn shows<'s>(response: &'s Response, band: Option<&'s Band>) -> &'s [RowId] {
    band.and_then(|band| band.shows.as_deref()).unwrap_or(&response.shows)
}

/// What a response hinders in a band.
pub fn hinders<'s>(response: &'s Response, band: Option<&'s Band>) -> &'s [RowId] {
    band.and_then(|band| band.hinders.as_deref())
        .unwrap_or(&response.hinders)
}

/// What draws a practitioner to a response in a band.
pub fn pull<'s>(response: &'s Response, band: Option<&'s Band>) -> Option<&'s PullId> {
    band.and_then(|band| band.pull.as_ref()).or(response.pull.as_ref())
}

/// The ending that was reached and its last words.
pub fn ending<'s>(scenario: &'s Scenario, ended: &Ended) -> Option<(&'s Ending, &'s str)> {
    let (_, ending) = scenario.endings.get_index(ended.ending? as usize)?;
    Some((ending, text(&ending.says, ended.says)))
}

/// What the client put right in a summary, in the order in which they say it: what is not theirs, then what was left out.
pub fn corrected<'s>(scenario: &'s Scenario, answered: &Answered) -> Vec<Correction<'s>> {
    let Some((_, response)) = response(scenario, answered.statement, answered.response) else {
        return Vec::new();
    };
    if !matches!(response.act, Act::Summary(_)) {
        return Vec::new();
    }
    let beliefs = scenario.client.beliefs.values().take(32).enumerate();
    let held = beliefs.fold(0, |held, (bit, belief)| held | u32::from(belief.held) << bit);
    let wrong = corrections(held, 0, answered.beliefs).wrong;
    let wrong = (0..32_u8).filter(|bit| wrong >> bit & 1 == 1).map(|bit| (bit, false));
    wrong
        .chain(answered.left_out.map(|bit| (bit, true)))
        .filter_map(|(index, left_out)| {
            let (id, belief) = scenario.client.beliefs.get_index(usize::from(index))?;
            Some(Correction {
                index,
                id,
                belief,
                left_out,
            })
        })
        .collect()
}

/// The beliefs behind a set of bits, in file order.
pub fn beliefs(scenario: &Scenario, bits: u32) -> impl Iterator<Item = (&BeliefId, &Belief)> {
    let listed = scenario.client.beliefs.iter().take(32).enumerate();
    listed.filter_map(move |(bit, belief)| (bits >> bit & 1 == 1).then_some(belief))
}
