//! Why a move is refused, in plain words.

use thiserror::Error;

use super::event::{MAX_DRAFT, Phase};

/// Most times that one play can be rewound.
pub const MAX_REWINDS: u16 = 500;

/// Why a move was refused. A refused move changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// The session waits for something else.
    #[error("{}", .0.waits_for())]
    NotNow(Phase),
    /// The response is not among those shown.
    #[error("that response is not on offer here")]
    NotOffered,
    /// A number is above its range.
    #[error("give a number from 0 to 100")]
    OutOfRange,
    /// The draft is too long to keep.
    #[error("keep the draft under {MAX_DRAFT} characters")]
    DraftTooLong,
    /// The step can't be left out.
    #[error("this step can't be left out: {}", .0.waits_for())]
    NotOptional(Phase),
    /// There is no such turn to go back to.
    #[error("there is no turn {turn} to go back to: the last one is {last}")]
    NoSuchTurn {
        /// The turn asked for, from 0.
        turn: u16,
        /// The last turn begun, from 0.
        last: u16,
    },
    /// A probe can't be rewound.
    #[error("a probe is played straight through: play the vignette again in another mode to try something else")]
    StraightThrough,
    /// The play was rewound too often.
    #[error("this play was rewound {MAX_REWINDS} times: start a new one")]
    TooManyRewinds,
}

impl Phase {
    /// What the session waits for, in plain words.
    pub const fn waits_for(self) -> &'static str {
        match self {
            Self::Notice => "say first whether you see a strain",
            Self::Draft => "write first what you would say",
            Self::Respond => "choose a response",
            Self::Confidence => "say first how sure you are",
            Self::Feedback => "read the feedback, then go on",
            Self::ReadAlliance => "say first where the client would put bond, tasks and goals",
            Self::Notebook => "say which beliefs the client holds",
            Self::Over => "this play is over",
        }
    }
}
