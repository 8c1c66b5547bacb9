//! The state machine of a play: takes moves, refuses what is not asked for, writes events. A pure function of graph, setup and moves.
//!
//! A turn goes notice, draft, respond, confidence, feedback, read the alliance; the setup says which of them are asked. An answer takes
//! effect when it is given; the client speaks again when the turn's last step is done.

use std::sync::Arc;

use super::event::{Answered, Ended, Event, Faced, Move, Phase, Started};
use super::log::{Log, Records};
use super::options::{Feedback, Options};
use super::play::Play;
use super::refused::Refused;
use super::rng::Chance;
use crate::scenario::graph::Graph;
use crate::scenario::state::State;
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
            state: graph.initial(),
            phase: Phase::Over,
            turn: 0,
            begun: 0,
            offered: 0,
            order: 0,
            shown: 0,
            faced: None,
            answered: None,
            onward: None,
            log: Log::with_capacity(turns),
            rewinds: 0,
            ended: None,
        };
        let mut session = Self { graph, play };
        session.play.begin(&session.graph, Box::new(started));
        session
    }

    /// Begins again with another seed. Keeps the buffers, so that a walk over many plays does not allocate for its moves.
    pub fn reset(&mut self, seed: u64) {
        if let Some(mut started) = self.play.log.take_started() {
            started.seed = seed;
            self.play.begin(&self.graph, started);
        }
    }

    /// Makes a move. The events that it made stand at the end of the log; the first of them is the move's own.
    ///
    /// # Errors
    /// Says in plain words why the move is refused. Nothing has changed then.
    pub fn act(&mut self, step: Move) -> Result<(), Refused> {
        self.play.act(&self.graph, step)
    }

    /// What the session waits for.
    pub fn phase(&self) -> Phase {
        self.play.phase
    }

    /// Everything that happened, rewound branches included.
    pub fn log(&self) -> &[Event] {
        self.play.log.events()
    }

    /// How much was logged: a place from which [`Session::records`] can read on.
    pub(super) fn logged(&self) -> usize {
        self.play.log.end()
    }

    /// The log from a place on, as it is kept.
    pub(super) fn records(&self, from: usize) -> Records<'_> {
        self.play.log.records(from)
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
        match self.log().get(self.play.faced?)? {
            Event::Faced(faced) => Some(faced),
            _ => None,
        }
    }

    /// How many responses are on offer in this turn.
    #[inline]
    pub fn shown_len(&self) -> u8 {
        self.play.shown
    }

    /// The response shown in this place, from 0, by its place in the statement.
    #[inline]
    pub fn shown(&self, place: u8) -> Option<u8> {
        (place < self.play.shown).then_some((self.play.order >> (u32::from(place) * 8) & 0xFF) as u8)
    }

    /// This turn's answer, once it is given. Whether a trainee may see what it did is [`Session::shows_feedback`].
    pub fn answered(&self) -> Option<&Answered> {
        match self.log().get(self.play.answered?)? {
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
