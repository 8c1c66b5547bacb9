//! The turns of a play, gathered from its log, each with the state in which its statement was met.

use std::collections::HashMap;
use std::sync::Arc;

use super::Source;
use crate::framework::id::RuptureKind;
use crate::scenario::graph::Graph;
use crate::scenario::model::{Scenario, Statement};
use crate::scenario::state::State;
use crate::session::event::{Answered, Event, Faced, Noticed};
use crate::session::replay::{Divergence, Path, replay_with};
use crate::session::texts;

/// One turn on the way that ended the play. Each part comes with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The turn, from 0.
    pub turn: u16,
    /// The state when the statement was met: what conditions and qualities were judged by.
    pub state: State,
    /// A rupture that opened on arrival.
    pub opened: Option<(usize, RuptureKind)>,
    /// The statement as it was met.
    pub faced: (usize, Faced),
    /// What the trainee saw in it.
    pub noticed: Option<(usize, Noticed)>,
    /// What the trainee typed.
    pub drafted: Option<(usize, String)>,
    /// The answer.
    pub answered: Option<(usize, Answered)>,
    /// How sure the trainee was, 0 to 100.
    pub confident: Option<(usize, u8)>,
    /// Where the trainee read bond, tasks and goals, and where they stood.
    pub read: Option<(usize, [u8; 3], [u8; 3])>,
}

impl Turn {
    /// A turn of which nothing has happened yet but that its statement was met: at this place in the log, in this state.
    pub const fn new(at: usize, faced: Faced, state: State) -> Self {
        Self {
            turn: faced.turn,
            state,
            opened: None,
            faced: (at, faced),
            noticed: None,
            drafted: None,
            answered: None,
            confident: None,
            read: None,
        }
    }

    /// Takes in what the trainee did in it, from its place in the log.
    pub fn add(&mut self, at: usize, event: &Event) {
        match event {
            Event::Noticed { noticed, .. } => self.noticed = Some((at, noticed.clone())),
            Event::Drafted { text, .. } => self.drafted = Some((at, text.clone())),
            Event::Answered(answered) => self.answered = Some((at, *answered)),
            Event::Confident { percent, .. } => self.confident = Some((at, *percent)),
            Event::Read { read, actual, .. } => self.read = Some((at, *read, *actual)),
            _ => {}
        }
    }

    /// The statement in the vignette.
    pub fn statement<'s>(&self, scenario: &'s Scenario) -> Option<&'s Statement> {
        texts::statement(scenario, self.faced.1.statement).map(|(_, statement)| statement)
    }

    /// The answer and where it stands, if there was one.
    pub fn answer(&self) -> Option<(Source, &Answered)> {
        self.answered
            .as_ref()
            .map(|(at, answered)| (self.source(*at), answered))
    }

    /// A place in the log as the source of a number.
    pub fn source(&self, event: usize) -> Source {
        Source { turn: self.turn, event }
    }
}

/// Gathers the turns on a way through a log.
///
/// # Errors
/// The log must replay on this graph.
pub fn turns(graph: &Arc<Graph>, log: &[Event], path: &Path) -> Result<Vec<Turn>, Divergence> {
    let mut states: HashMap<usize, State> = HashMap::new();
    replay_with(graph, log, |session| {
        if session.answered().is_none() {
            let met = session.log().iter().rposition(|event| matches!(event, Event::Faced(_)));
            if let Some(at) = met {
                states.entry(at).or_insert_with(|| *session.state());
            }
        }
    })?;
    let mut turns: Vec<Turn> = Vec::new();
    let mut opening = None;
    for &at in &path.kept {
        let Some(event) = log.get(at) else { continue };
        match event {
            Event::RuptureOpened { kind, .. } => opening = Some((at, *kind)),
            Event::Faced(faced) => turns.push(Turn {
                opened: opening.take(),
                ..Turn::new(at, *faced, states.get(&at).copied().unwrap_or_else(|| graph.initial()))
            }),
            later => {
                if let Some(turn) = turns.last_mut() {
                    turn.add(at, later);
                }
            }
        }
    }
    Ok(turns)
}
