//! A session plan: which answers a play gives, statement by statement, and where it ends. Plans stand beside vignettes and show that each
//! plays as its author meant.

use std::sync::Arc;

use serde::Deserialize;
use thiserror::Error;

use super::event::{Move, Started};
use super::machine::Session;
use super::options::Options;
use super::refused::Refused;
use super::texts;
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;

/// A play written down before it is played.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Who plays like this, in a few words.
    pub what: String,
    /// The session's seed.
    pub seed: u64,
    /// The answers in order.
    pub steps: Vec<Step>,
    /// The id of the ending.
    pub ending: String,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The id of the statement that the play has to stand at.
    pub at: String,
    /// The id of the response.
    pub pick: String,
    /// For a silence, how long it is held, in seconds.
    #[serde(default)]
    pub held_s: u32,
    /// For a summary, the ids of the beliefs that it names.
    #[serde(default)]
    pub beliefs: Vec<String>,
}

/// Where a play left its plan. Steps count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Strayed {
    /// The play stands somewhere else.
    #[error("step {step}: the play is at `{found}`, not at `{planned}`")]
    Elsewhere {
        /// The step.
        step: usize,
        /// Where the play stands.
        found: String,
        /// Where the plan has it.
        planned: String,
    },
    /// The statement has no such response.
    #[error("step {step}: `{at}` has no response `{pick}`")]
    NoResponse {
        /// The step.
        step: usize,
        /// The statement.
        at: String,
        /// The id that was looked for.
        pick: String,
    },
    /// The notebook has no such belief.
    #[error("step {step}: the client has no belief `{belief}`")]
    NoBelief {
        /// The step.
        step: usize,
        /// The id that was looked for.
        belief: String,
    },
    /// The session refused the answer.
    #[error("step {step}, `{at}`: {why}")]
    Refused {
        /// The step.
        step: usize,
        /// The statement.
        at: String,
        /// Why.
        why: Refused,
    },
    /// The play ended before the plan did.
    #[error("step {step}: the play has ended, at `{ending}`")]
    OverEarly {
        /// The step.
        step: usize,
        /// The ending.
        ending: String,
    },
    /// The plan ended before the play did.
    #[error("after the last step the play is at `{at}`, and not over")]
    NotOver {
        /// The statement that waits for an answer.
        at: String,
    },
    /// It ended differently.
    #[error("it ended at `{found}`, not at `{planned}`")]
    OtherEnding {
        /// The ending that was reached.
        found: String,
        /// The ending of the plan.
        planned: String,
    },
}

impl Plan {
    /// Plays the plan, with nothing asked but the responses. `hash`: of the vignette's canonical text.
    ///
    /// # Errors
    /// Says where the play left the plan.
    pub fn play(&self, scenario: &Scenario, graph: &Arc<Graph>, hash: u64) -> Result<Session, Strayed> {
        let started = Started::new(scenario.id.clone(), hash, self.seed, Options::bare());
        let mut session = Session::new(Arc::clone(graph), started);
        for (step, planned) in (1..).zip(&self.steps) {
            if session.ended().is_some() {
                let ending = ending(scenario, &session);
                return Err(Strayed::OverEarly { step, ending });
            }
            planned.take(step, scenario, &mut session)?;
        }
        if session.ended().is_none() {
            let at = statement(scenario, &session);
            return Err(Strayed::NotOver { at });
        }
        let found = ending(scenario, &session);
        if found != self.ending {
            let planned = self.ending.clone();
            return Err(Strayed::OtherEnding { found, planned });
        }
        Ok(session)
    }
}

impl Step {
    fn take(&self, step: usize, scenario: &Scenario, session: &mut Session) -> Result<(), Strayed> {
        let found = statement(scenario, session);
        if found != self.at {
            let planned = self.at.clone();
            return Err(Strayed::Elsewhere { step, found, planned });
        }
        let responses = scenario.statements.get(self.at.as_str()).map(|at| &at.responses);
        let place = responses.and_then(|responses| responses.get_index_of(self.pick.as_str()));
        let Some(response) = place.and_then(|place| u8::try_from(place).ok()) else {
            let (at, pick) = (found, self.pick.clone());
            return Err(Strayed::NoResponse { step, at, pick });
        };
        let mut beliefs = 0;
        for belief in &self.beliefs {
            let Some(bit) = scenario.client.beliefs.get_index_of(belief.as_str()) else {
                let belief = belief.clone();
                return Err(Strayed::NoBelief { step, belief });
            };
            beliefs |= 1 << bit;
        }
        let answer = Move::Answer {
            response,
            held_ms: self.held_s.saturating_mul(1_000),
            beliefs,
        };
        match session.act(answer) {
            Ok(_) => Ok(()),
            Err(why) => Err(Strayed::Refused { step, at: found, why }),
        }
    }
}

/// The id of the statement that the play stands at.
fn statement(scenario: &Scenario, session: &Session) -> String {
    let faced = session.faced();
    let found = faced.and_then(|faced| texts::statement(scenario, faced.statement));
    found.map_or_else(String::new, |(id, _)| id.as_str().to_owned())
}

/// The id of the ending, or why there is none.
fn ending(scenario: &Scenario, session: &Session) -> String {
    let Some(ended) = session.ended() else {
        return String::new();
    };
    let place = ended.ending.and_then(|place| usize::try_from(place).ok());
    let found = place.and_then(|place| scenario.endings.get_index(place));
    found.map_or_else(
        || format!("no ending: {:?}", ended.reason),
        |(id, _)| id.as_str().to_owned(),
    )
}
