//! The state machine of a play: takes moves, refuses what is not asked for, writes events. A pure function of graph, setup and moves.
//!
//! A turn goes notice, draft, respond, confidence, feedback, read the alliance; the setup says which of them are asked. An answer takes
//! effect when it is given; the client speaks again when the turn's last step is done.

use std::sync::Arc;

use super::event::{Answered, Ended, Event, Faced, Move, Phase, Started};
use super::options::{Feedback, Options};
use super::play::Play;
use super::refused::Refused;
use super::rng::Chance;
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};
use crate::scenario::summary::{Corrections, corrections};

/// Most answers on one way through a vignette. A play that reaches it ends with [`Reason::TooLong`].
pub const MAX_TURNS: u16 = 500;

/// One play-through of one vignette.
#[derive(Clone, Debug)]
pub struct Session {
    graph: Arc<Graph>,
    play: Play,
}

impl Session {
    /// Begins a play. The log holds its setup and the first statement.
    pub fn new(graph: Arc<Graph>, started: Started) -> Self {
        let turns = if started.options.only.is_some() { 1 } else { 64 };
        let play = Play {
            options: started.options,
            chance: Chance::new(started.seed),
            state: started.options.from.unwrap_or_else(|| graph.initial()),
            phase: Phase::Over,
            turn: 0,
            offered: 0,
            faced: None,
            answered: None,
            onward: None,
            log: Vec::with_capacity(4 * turns + 4),
            checkpoints: Vec::with_capacity(turns),
            rewinds: 0,
            ended: None,
        };
        let mut session = Self { graph, play };
        session.play.log.push(Event::Started(Box::new(started)));
        session.open();
        session
    }

    /// Begins again with another seed. Keeps the buffers, so that a walk over many plays does not allocate.
    pub fn reset(&mut self, seed: u64) {
        self.play.log.truncate(1);
        if let Some(Event::Started(started)) = self.play.log.first_mut() {
            started.seed = seed;
        }
        self.play.chance = Chance::new(seed);
        self.play.checkpoints.clear();
        self.play.rewinds = 0;
        self.play.ended = None;
        self.play.answered = None;
        self.play.faced = None;
        self.play.state = self.play.options.from.unwrap_or_else(|| self.graph.initial());
        self.open();
    }

    fn open(&mut self) {
        let first = match self.play.options.only {
            Some(statement) => Place::Statement(statement),
            None => self.play.options.from.unwrap_or_else(|| self.graph.initial()).at,
        };
        self.play.arrive(&self.graph, Some(first));
    }

    /// Makes a move. Returns the events that it made; the first is the move's own.
    ///
    /// # Errors
    /// Says in plain words why the move is refused. Nothing has changed then.
    pub fn act(&mut self, step: Move) -> Result<&[Event], Refused> {
        let before = self.play.log.len();
        self.play.act(&self.graph, step)?;
        Ok(self.play.log.get(before..).unwrap_or(&[]))
    }

    /// What the session waits for.
    pub fn phase(&self) -> Phase {
        self.play.phase
    }

    /// Everything that happened, rewound branches included.
    pub fn log(&self) -> &[Event] {
        &self.play.log
    }

    /// The state now. After an answer it holds the answer's effects, and still stands at the statement until the turn is done.
    pub fn state(&self) -> &State {
        &self.play.state
    }

    /// The turn, from 0.
    pub fn turn(&self) -> u16 {
        self.play.turn
    }

    /// The setup.
    pub fn options(&self) -> Options {
        self.play.options
    }

    /// The compiled vignette.
    pub fn graph(&self) -> &Arc<Graph> {
        &self.graph
    }

    /// The statement met in this turn, with the order in which its responses are shown.
    pub fn faced(&self) -> Option<&Faced> {
        match self.play.log.get(self.play.faced?)? {
            Event::Faced(faced) => Some(faced),
            _ => None,
        }
    }

    /// This turn's answer, once it is given. Whether a trainee may see what it did is [`Session::shows_feedback`].
    pub fn answered(&self) -> Option<&Answered> {
        match self.play.log.get(self.play.answered?)? {
            Event::Answered(answered) => Some(answered),
            _ => None,
        }
    }

    /// Whether the feedback on this turn's answer may be shown: never before the confidence was asked, and at the end if so set up.
    pub fn shows_feedback(&self) -> bool {
        match self.play.phase {
            Phase::Notice | Phase::Draft | Phase::Respond | Phase::Confidence => false,
            Phase::Feedback | Phase::Over => true,
            Phase::ReadAlliance | Phase::Notebook => self.play.options.steps.feedback == Feedback::Immediate,
        }
    }

    /// How it ended, once it has.
    pub fn ended(&self) -> Option<&Ended> {
        self.play.ended.as_ref().filter(|_| self.play.phase == Phase::Over)
    }

    /// The ending reached, also while the notebook is still asked for.
    pub fn ending(&self) -> Option<&Ended> {
        self.play.ended.as_ref()
    }

    /// How often it was rewound.
    pub fn rewinds(&self) -> u16 {
        self.play.rewinds
    }

    /// Which wording of a response at the current statement applies now, as a case index.
    pub fn wording(&self, response: u8) -> usize {
        let state = &self.play.state;
        let Some(faced) = self.faced() else { return 0 };
        self.graph
            .response(faced.statement, response)
            .map_or(0, |node| self.graph.case(node.text, state, false))
    }

    /// What the client would put right if a summary named these beliefs now.
    pub fn corrections(&self, beliefs: u32) -> Corrections {
        corrections(self.graph.held(), self.play.state.revealed, beliefs)
    }
}
