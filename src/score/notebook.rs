//! Which beliefs the trainee ascribed to the client, against those that the client holds.

use serde::Serialize;

use super::Source;
use super::ratio::Ratio;
use super::turns::Turn;
use crate::scenario::model::Scenario;
use crate::session::event::Event;
use crate::session::replay::Path;

/// What ascribing, or not ascribing, one belief came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Ascribed {
    /// Theirs, and ascribed.
    Right,
    /// Theirs, and left out.
    Missed,
    /// Not theirs, and ascribed.
    Wrongly,
    /// Not theirs, and left out.
    LeftOut,
}

/// One belief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BeliefScore {
    /// The belief's place in the file.
    pub belief: u8,
    /// What it came to.
    pub ascribed: Ascribed,
    /// Where it was made known in this play: a statement met or an answer given.
    pub known: Option<Source>,
}

/// The notebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotebookScore {
    /// The place of the notebook's event in the log, from 0.
    pub event: usize,
    /// Each belief in file order.
    pub beliefs: Vec<BeliefScore>,
}

impl NotebookScore {
    /// The beliefs that came to this.
    pub fn of(&self, ascribed: Ascribed) -> impl Iterator<Item = &BeliefScore> {
        self.beliefs.iter().filter(move |belief| belief.ascribed == ascribed)
    }

    /// Beliefs judged rightly, whether ascribed or left out, out of all.
    pub fn right(&self) -> Ratio {
        let right = |belief: &BeliefScore| matches!(belief.ascribed, Ascribed::Right | Ascribed::LeftOut);
        Ratio::of(self.beliefs.iter().map(right))
    }
}

/// Measures a play; `None` if the notebook was not filled in.
pub fn measure(scenario: &Scenario, log: &[Event], path: &Path, turns: &[Turn]) -> Option<NotebookScore> {
    let (event, named) = path.kept.iter().rev().find_map(|&at| match log.get(at) {
        Some(Event::Notebook { beliefs }) => Some((at, *beliefs)),
        _ => None,
    })?;
    let beliefs = scenario.client.beliefs.values().zip(0..32_u8);
    let beliefs = beliefs.map(|(belief, bit)| BeliefScore {
        belief: bit,
        ascribed: match (belief.held, named >> bit & 1 == 1) {
            (true, true) => Ascribed::Right,
            (true, false) => Ascribed::Missed,
            (false, true) => Ascribed::Wrongly,
            (false, false) => Ascribed::LeftOut,
        },
        known: turns.iter().find_map(|turn| known(turn, bit)),
    });
    Some(NotebookScore {
        event,
        beliefs: beliefs.collect(),
    })
}

fn known(turn: &Turn, bit: u8) -> Option<Source> {
    let (at, faced) = &turn.faced;
    let met = (faced.revealed >> bit & 1 == 1).then(|| turn.source(*at));
    let told = turn
        .answer()
        .filter(|(_, answered)| answered.revealed >> bit & 1 == 1)
        .map(|(source, _)| source);
    met.or(told)
}
