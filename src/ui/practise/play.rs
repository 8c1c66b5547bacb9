//! A session in the window: the vignette, the session, and what the trainee has in hand but has not done yet.

use std::sync::Arc;

use crate::framework::id::{Component, RowId, RuptureKind};
use crate::framework::model::Framework;
use crate::history::decision::Decision;
use crate::history::derive::{Played, decisions};
use crate::library::vignette::Vignette;
use crate::session::event::{Event, Move, Noticed, Started};
use crate::session::machine::Session;
use crate::session::options::Options;
use crate::session::refused::Refused;

/// A session in the window.
#[derive(Debug)]
pub struct Play {
    /// The vignette.
    pub vignette: Arc<Vignette>,
    /// The session as far as it is kept. A move is shown as taken only once it is on the disk.
    pub session: Session,
    /// The session one move ahead, until that move is kept.
    ahead: Option<Session>,
    /// What the trainee has in hand.
    pub hand: Hand,
}

/// What a trainee is told about a refused move.
pub type Told = Result<Vec<Event>, Refused>;

impl Play {
    /// Begins a session.
    pub fn begin(vignette: Arc<Vignette>, seed: u64, options: Options) -> Self {
        let started = Started::new(vignette.scenario.id.clone(), vignette.hash, seed, options);
        let session = Session::new(Arc::clone(&vignette.graph), started);
        Self {
            vignette,
            session,
            ahead: None,
            hand: Hand::default(),
        }
    }

    /// Goes on with a session that was replayed from its log.
    pub fn resume(vignette: Arc<Vignette>, session: Session) -> Self {
        Self {
            vignette,
            session,
            ahead: None,
            hand: Hand::default(),
        }
    }

    /// Makes a move without showing it yet. Gives the events to keep; [`Play::kept`] shows it.
    ///
    /// # Errors
    /// If the session refuses the move, or another is still being kept.
    pub fn act(&mut self, step: Move) -> Told {
        let mut next = self.session.clone();
        next.act(step)?;
        let events = next.log().get(self.session.log().len()..).unwrap_or(&[]).to_vec();
        self.ahead = Some(next);
        Ok(events)
    }

    /// The decisions that the move which is being kept made or changed, as the history keeps them.
    pub fn decisions(&self, framework: &Framework, now_ms: i64) -> Vec<Decision> {
        let Some(ahead) = &self.ahead else { return Vec::new() };
        let played = Played {
            scenario: &self.vignette.scenario,
            graph: &self.vignette.graph,
            framework,
        };
        decisions(played, ahead.log(), self.session.log().len(), now_ms)
    }

    /// The events are on the disk, or can't be: the move is shown as taken.
    pub fn kept(&mut self) {
        if let Some(next) = self.ahead.take() {
            let turn = (self.session.turn(), self.session.rewinds());
            self.session = next;
            if (self.session.turn(), self.session.rewinds()) == turn {
                self.hand.turned();
            } else {
                self.hand = Hand::default();
            }
        }
    }

    /// Whether a move is being kept.
    pub fn is_waiting(&self) -> bool {
        self.ahead.is_some()
    }

    /// How many events are in the log that is shown.
    pub fn events(&self) -> usize {
        self.session.log().len()
    }
}

/// What the trainee has in hand: typed, marked or begun, and not yet done.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// The answer to "what do you notice?".
    pub notice: Notice,
    /// Their own words.
    pub draft: String,
    /// The response that is marked, by its place in the statement.
    pub marked: Option<u8>,
    /// When the silence began, in the view's seconds.
    pub silent_since: Option<f64>,
    /// The beliefs ticked for a summary, as bits.
    pub beliefs: u32,
    /// Where the client would put bond, tasks and goals.
    pub reading: Option<[u8; 3]>,
    /// The beliefs ticked in the notebook at the end, as bits.
    pub notebook: u32,
    /// Whether the inner voice was asked for.
    pub inner: bool,
    /// Whether the step is not the first of its turn.
    pub later: bool,
    /// Whether the step that is shown was brought into view.
    pub in_view: bool,
    /// Whether what belongs to the marked response was brought into view.
    pub in_sight: bool,
    /// Whether the text field of the step took the keyboard.
    pub focused: bool,
    /// Whether Tab was pressed with the keyboard nowhere: it comes to the step first.
    pub tabbed: bool,
}

impl Hand {
    /// Another step of the same turn begins.
    fn turned(&mut self) {
        self.later = true;
        self.in_view = false;
        self.focused = false;
        self.silent_since = None;
    }
}

/// The answer to "what do you notice?" as far as it is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// Nothing said yet, no strain, or a strain of a kind.
    pub seen: Option<Seen>,
    /// The component that it is over.
    pub component: Option<Component>,
    /// The client factor at work.
    pub factor: Option<RowId>,
}

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// No strain.
    Nothing,
    /// A strain of this kind.
    Strain(RuptureKind),
}

impl Notice {
    /// The move that this answer makes, once something is said.
    pub fn to_move(&self) -> Option<Move> {
        Some(Move::Notice(match self.seen? {
            Seen::Nothing => Noticed::None,
            Seen::Strain(kind) => Noticed::Strain {
                kind,
                component: self.component,
                factor: self.factor.clone(),
            },
        }))
    }
}
