//! What became of each rupture: when it opened and why, who saw it, and how it went on.

use serde::Serialize;

use super::Source;
use super::recognition::{Sighting, look};
use super::turns::Turn;
use crate::framework::id::RuptureKind;
use crate::scenario::model::Scenario;
use crate::scenario::rupture::RuptureChange;

/// One rupture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuptureArc {
    /// Away or against, as it was last.
    pub kind: RuptureKind,
    /// Where it opened.
    pub opened: Source,
    /// Whether an answer opened it; otherwise it came with a statement.
    pub by_answer: bool,
    /// Where the trainee first saw a strain that was there while it was open.
    pub noticed: Option<Source>,
    /// The answer after which the client had recognised it.
    pub recognised: Option<Source>,
    /// Answers that moved it on a stage.
    pub advanced: Vec<Source>,
    /// Answers that set it back to its first stage, or turned it into the other kind.
    pub worsened: Vec<Source>,
    /// The answer that resolved it.
    pub resolved: Option<Source>,
    /// Answers given while it was open, the resolving one included and the opening one not.
    pub answers: u16,
}

/// All ruptures of a play, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Each from its opening on. One that is not resolved was left open.
    pub arcs: Vec<RuptureArc>,
}

impl Repair {
    /// Those that were resolved.
    pub fn resolved(&self) -> impl Iterator<Item = &RuptureArc> {
        self.arcs.iter().filter(|arc| arc.resolved.is_some())
    }

    /// Those that were open when the play ended.
    pub fn left(&self) -> impl Iterator<Item = &RuptureArc> {
        self.arcs.iter().filter(|arc| arc.resolved.is_none())
    }
}

/// Measures a play.
pub fn measure(scenario: &Scenario, turns: &[Turn]) -> Repair {
    let mut arcs: Vec<RuptureArc> = Vec::new();
    for turn in turns {
        if let Some((at, kind)) = turn.opened {
            arcs.push(begin(kind, turn.source(at), false));
        }
        if let (Some(open), Some((at, _))) = (open(&mut arcs), &turn.noticed)
            && look(scenario, turn).is_some_and(|look| look.sighting == Sighting::Hit)
        {
            open.noticed.get_or_insert(turn.source(*at));
        }
        let Some((source, answered)) = turn.answer() else {
            continue;
        };
        if let Some(open) = open(&mut arcs) {
            open.answers += 1;
            if answered.rupture_after.is_some_and(|after| after.recognised) {
                open.recognised.get_or_insert(source);
            }
            match answered.change {
                Some(RuptureChange::Advanced) => open.advanced.push(source),
                Some(RuptureChange::Worsened) => open.worsened.push(source),
                Some(RuptureChange::Resolved) => open.resolved = Some(source),
                Some(RuptureChange::Recognised | RuptureChange::Opened) | None => {}
            }
            if let Some(after) = answered.rupture_after {
                open.kind = after.kind;
            }
        } else if let (Some(RuptureChange::Opened), Some(after)) = (answered.change, answered.rupture_after) {
            arcs.push(begin(after.kind, source, true));
        }
    }
    Repair { arcs }
}

fn open(arcs: &mut [RuptureArc]) -> Option<&mut RuptureArc> {
    arcs.last_mut().filter(|arc| arc.resolved.is_none())
}

const fn begin(kind: RuptureKind, opened: Source, by_answer: bool) -> RuptureArc {
    RuptureArc {
        kind,
        opened,
        by_answer,
        noticed: None,
        recognised: None,
        advanced: Vec::new(),
        worsened: Vec::new(),
        resolved: None,
        answers: 0,
    }
}
