//! What drew the trainee to weak responses, and under which kind of strain.

use serde::Serialize;

use super::Source;
use super::turns::Turn;
use crate::framework::id::{PullId, RuptureKind};
use crate::framework::model::Framework;
use crate::scenario::model::Scenario;
use crate::session::texts;

/// One answer that a pull led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pulled {
    /// The answer.
    pub source: Source,
    /// The kind of strain in the statement, or of the rupture that was open; `None` if there was neither.
    pub under: Option<RuptureKind>,
}

/// One pull and the answers that it led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PullCount {
    /// The pull.
    pub pull: PullId,
    /// In order of turns.
    pub answers: Vec<Pulled>,
}

impl PullCount {
    /// How many of the answers came under a kind of strain, or under none.
    pub fn under(&self, kind: Option<RuptureKind>) -> usize {
        self.answers.iter().filter(|pulled| pulled.under == kind).count()
    }
}

/// All pulls that were followed, the most frequent first and then in the framework's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PullProfile {
    /// Pulls with at least one answer.
    pub pulls: Vec<PullCount>,
}

/// Measures a play.
pub fn measure(scenario: &Scenario, framework: &Framework, turns: &[Turn]) -> PullProfile {
    let mut pulls: Vec<PullCount> = Vec::new();
    for known in &framework.pulls {
        let answers: Vec<Pulled> = turns
            .iter()
            .filter_map(|turn| pulled(scenario, turn, &known.id))
            .collect();
        if !answers.is_empty() {
            let pull = known.id.clone();
            pulls.push(PullCount { pull, answers });
        }
    }
    pulls.sort_by_key(|count| std::cmp::Reverse(count.answers.len()));
    PullProfile { pulls }
}

fn pulled(scenario: &Scenario, turn: &Turn, pull: &PullId) -> Option<Pulled> {
    let (source, answered) = turn.answer()?;
    let reply = texts::reply(scenario, answered)?;
    if reply.pull != Some(pull) {
        return None;
    }
    let strain = turn.statement(scenario)?.strain.as_ref().map(|strain| strain.kind);
    let open = answered.rupture_before.map(|rupture| rupture.kind);
    Some(Pulled {
        source,
        under: strain.or(open),
    })
}
