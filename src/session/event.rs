//! What happens in a play, and what a trainee can do. Plain numbers: texts are looked up in the vignette, see [`super::texts`].

use serde::{Deserialize, Serialize};

use super::options::Options;
use crate::framework::id::{Component, RowId, RuptureKind};
use crate::scenario::id::ScenarioId;
use crate::scenario::rupture::{Rupture, RuptureChange};
use crate::scenario::state::MAX_RESPONSES;

/// The version of the event log that this program writes and replays.
pub const LOG_FORMAT: u32 = 1;

/// What a trainee saw in a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Noticed {
    /// No strain.
    None,
    /// A strain.
    Strain {
        /// Away or against.
        kind: RuptureKind,
        /// The component that it is over, if the trainee named one.
        component: Option<Component>,
        /// The client factor at work, if the trainee named one.
        factor: Option<RowId>,
    },
}

/// Something that a trainee does.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Move {
    /// Says whether there is a strain.
    Notice(Noticed),
    /// Types an answer of their own. At most [`MAX_DRAFT`] characters.
    Draft(String),
    /// Chooses a response.
    Answer {
        /// Its place in the statement, whatever place the shuffle gave it on the screen.
        response: u8,
        /// For a silence, how long it was held, in milliseconds. For others it is not recorded.
        held_ms: u32,
        /// For a summary, the beliefs that it names, as bits in file order. For others it is not recorded.
        beliefs: u32,
    },
    /// Says how sure they are, 0 to 100 per cent.
    Confidence(u8),
    /// Says where the client would put bond, tasks and goals, each 0 to 100.
    ReadAlliance([u8; 3]),
    /// Says which beliefs the client holds, as bits in file order.
    Notebook(u32),
    /// Has read the feedback.
    Continue,
    /// Goes back to the beginning of a turn.
    Rewind {
        /// The turn, from 0.
        turn: u16,
    },
    /// Leaves an optional step out.
    Skip,
}

/// Most characters in a draft.
pub const MAX_DRAFT: usize = 8_000;

/// What the session waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Phase {
    /// Is there a strain?
    Notice,
    /// What would you say?
    Draft,
    /// Which response?
    Respond,
    /// How sure?
    Confidence,
    /// The feedback is being read.
    Feedback,
    /// Where would the client put bond, tasks and goals?
    ReadAlliance,
    /// Which beliefs does the client hold?
    Notebook,
    /// Nothing: the play has ended.
    Over,
}

/// How a play was set up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Started {
    /// The version of the log.
    pub format: u32,
    /// The vignette.
    pub vignette: ScenarioId,
    /// A hash of the vignette's canonical text, made by the caller.
    pub hash: u64,
    /// The seed of every shuffle and chance.
    pub seed: u64,
    /// The steps.
    pub options: Options,
}

impl Started {
    /// The setup of a play, in this program's log format.
    pub fn new(vignette: ScenarioId, hash: u64, seed: u64, options: Options) -> Self {
        Self {
            format: LOG_FORMAT,
            vignette,
            hash,
            seed,
            options,
        }
    }
}

/// A statement as it was met. The fields `scene` to `inner` are case indices of the statement's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faced {
    /// The turn, from 0.
    pub turn: u16,
    /// The statement's place in the file.
    pub statement: u32,
    /// Case of the scene.
    pub scene: u16,
    /// Case of the cue.
    pub cue: u16,
    /// Case of the affect.
    pub affect: u16,
    /// Case of the words.
    pub says: u16,
    /// Case of the unspoken words.
    pub inner: u16,
    /// Beliefs made known by arriving here, as bits.
    pub revealed: u32,
    /// How many responses are on offer.
    pub offered: u8,
    /// The responses on offer by their place in the statement, in shuffled order. Entries from `offered` on are 0.
    pub order: [u8; MAX_RESPONSES],
}

impl Faced {
    /// The responses on offer, by their place in the statement, in the order in which they are shown.
    pub fn shown(&self) -> &[u8] {
        self.order.get(..usize::from(self.offered)).unwrap_or(&[])
    }
}

/// An answer and all that it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The turn, from 0.
    pub turn: u16,
    /// The statement's place in the file.
    pub statement: u32,
    /// The response's place in the statement.
    pub response: u8,
    /// For a silence, the band; otherwise 0.
    pub band: u8,
    /// For a silence, how long it was held, in milliseconds; otherwise 0.
    pub held_ms: u32,
    /// For a summary, the beliefs that it named, as bits; otherwise 0.
    pub beliefs: u32,
    /// For a summary, one belief that it left out and that the client added.
    pub left_out: Option<u8>,
    /// Case of the response's wording.
    pub wording: u16,
    /// Case of the reaction.
    pub reaction: u16,
    /// Case of the feedback.
    pub feedback: u16,
    /// How apt it was in that state, 0 to 4.
    pub quality: u8,
    /// The highest quality on offer: silences count with their best band, summaries as right or wrong, whichever is better.
    pub best: u8,
    /// The lowest quality on offer, by the same rule.
    pub worst: u8,
    /// Bond, tasks and goals before, each 0 to 100.
    pub alliance_before: [u8; 3],
    /// Bond, tasks and goals after.
    pub alliance_after: [u8; 3],
    /// The rupture that was open before.
    pub rupture_before: Option<Rupture>,
    /// The rupture that is open after.
    pub rupture_after: Option<Rupture>,
    /// What changed in the rupture.
    pub change: Option<RuptureChange>,
    /// Beliefs made known by this answer, as bits.
    pub revealed: u32,
}

/// Why a play ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reason {
    /// It reached an ending.
    Ending,
    /// It did not reach one within [`super::machine::MAX_TURNS`] answers.
    TooLong,
    /// It reached a statement without responses, or a chance without ways.
    Stuck,
    /// It was a single statement, and that was answered.
    Single,
}

/// How a play ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// The ending's place in the file, if it reached one.
    pub ending: Option<u32>,
    /// Case of the ending's words.
    pub says: u16,
    /// Why.
    pub reason: Reason,
    /// Bond, tasks and goals at the end, each 0 to 100.
    pub alliance: [u8; 3],
    /// The rupture left open.
    pub rupture: Option<Rupture>,
}

/// Something that happened. A log begins with `Started`; a finished one ends with `Ended`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Event {
    /// The play was set up.
    Started(Box<Started>),
    /// Arriving at a statement opened a rupture.
    RuptureOpened {
        /// The turn that begins.
        turn: u16,
        /// Away or against.
        kind: RuptureKind,
    },
    /// A statement was met.
    Faced(Faced),
    /// The trainee said whether there is a strain.
    Noticed {
        /// The turn.
        turn: u16,
        /// What they saw.
        noticed: Noticed,
    },
    /// The trainee typed an answer.
    Drafted {
        /// The turn.
        turn: u16,
        /// The words.
        text: String,
    },
    /// The trainee chose a response.
    Answered(Answered),
    /// The trainee said how sure they are.
    Confident {
        /// The turn.
        turn: u16,
        /// 0 to 100.
        percent: u8,
    },
    /// The trainee had read the feedback.
    Continued {
        /// The turn.
        turn: u16,
    },
    /// The trainee read the alliance.
    Read {
        /// The turn.
        turn: u16,
        /// Where they think the client would put bond, tasks and goals.
        read: [u8; 3],
        /// Where they stand.
        actual: [u8; 3],
    },
    /// The trainee left a step out.
    Skipped {
        /// The turn.
        turn: u16,
        /// Which step.
        step: Phase,
    },
    /// The trainee went back.
    Rewound {
        /// The turn that was left.
        from: u16,
        /// The turn that begins again.
        turn: u16,
    },
    /// The trainee said which beliefs the client holds.
    Notebook {
        /// As bits in file order.
        beliefs: u32,
    },
    /// The play ended.
    Ended(Ended),
}

impl Event {
    /// The move that made this event, or `None` if it followed from another.
    pub fn to_move(&self) -> Option<Move> {
        match self {
            Self::Noticed { noticed, .. } => Some(Move::Notice(noticed.clone())),
            Self::Drafted { text, .. } => Some(Move::Draft(text.clone())),
            Self::Answered(answered) => Some(Move::Answer {
                response: answered.response,
                held_ms: answered.held_ms,
                beliefs: answered.beliefs,
            }),
            Self::Confident { percent, .. } => Some(Move::Confidence(*percent)),
            Self::Continued { .. } => Some(Move::Continue),
            Self::Read { read, .. } => Some(Move::ReadAlliance(*read)),
            Self::Skipped { .. } => Some(Move::Skip),
            Self::Rewound { turn, .. } => Some(Move::Rewind { turn: *turn }),
            Self::Notebook { beliefs } => Some(Move::Notebook(*beliefs)),
            Self::Started(_) | Self::RuptureOpened { .. } | Self::Faced(_) | Self::Ended(_) => None,
        }
    }
}
