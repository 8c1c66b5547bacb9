//! Which steps a play has. Part of the log, so that a replay asks what was asked.

use serde::{Deserialize, Serialize};

use crate::scenario::state::State;

/// What a play is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// Every step, with the gauges shown.
    Guided,
    /// Respond and hear back at once; the other steps by choice.
    Practice,
    /// Measures: no feedback until the end, no gauges, no objectives, no rewinding.
    Probe,
    /// One statement on its own.
    Drill,
    /// A class in front of a projector.
    Classroom,
}

/// When feedback is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Feedback {
    /// After each answer, and never before the confidence is asked.
    Immediate,
    /// When the play is over.
    AtEnd,
}

/// The steps around the one that is always there, the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// Whether the three gauges are shown.
    pub gauges: bool,
    /// Whether the objectives are shown before and during the play.
    pub objectives: bool,
    /// Whether the trainee is asked for a strain before responding.
    pub notice: bool,
    /// Whether the trainee types an answer before seeing any.
    pub draft: bool,
    /// Whether the trainee says how sure they are before any feedback.
    pub confidence: bool,
    /// When feedback is given.
    pub feedback: Feedback,
    /// Whether the trainee reads the alliance where the vignette asks for it.
    pub read_alliance: bool,
    /// Whether the trainee says at the end which beliefs the client holds.
    pub notebook: bool,
}

impl Mode {
    /// All modes, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Guided, Self::Practice, Self::Probe, Self::Drill, Self::Classroom];

    /// The steps that the mode starts with.
    pub const fn steps(self) -> Steps {
        let plain = Steps {
            gauges: false,
            objectives: true,
            notice: false,
            draft: false,
            confidence: false,
            feedback: Feedback::Immediate,
            read_alliance: false,
            notebook: false,
        };
        match self {
            Self::Guided => Steps {
                gauges: true,
                notice: true,
                draft: true,
                confidence: true,
                read_alliance: true,
                notebook: true,
                ..plain
            },
            Self::Practice => plain,
            Self::Probe => Steps {
                objectives: false,
                notice: true,
                draft: true,
                confidence: true,
                feedback: Feedback::AtEnd,
                ..plain
            },
            // What it is a drill for would give away what there is to notice.
            Self::Drill => Steps {
                objectives: false,
                notice: true,
                draft: true,
                confidence: true,
                ..plain
            },
            Self::Classroom => Steps {
                gauges: true,
                notice: true,
                ..plain
            },
        }
    }
}

/// How a play is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// What it is for.
    pub mode: Mode,
    /// Which steps it has.
    pub steps: Steps,
    /// A statement by its place in the file: the play starts there and ends after one answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<u32>,
    /// The state in which that statement is come to; without it, the vignette's first. Without `only`, the play opens where this state
    /// stands, and goes on to an ending. Part of the log, so that a replay needs no search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<State>,
}

impl Options {
    /// A whole play with the mode's own steps.
    pub const fn of(mode: Mode) -> Self {
        Self {
            mode,
            steps: mode.steps(),
            only: None,
            from: None,
        }
    }

    /// One statement on its own, in the vignette's first state.
    pub const fn drill(statement: u32) -> Self {
        Self {
            only: Some(statement),
            ..Self::of(Mode::Drill)
        }
    }

    /// One statement on its own, in a state that a play can come to it in.
    pub const fn drill_from(statement: u32, from: State) -> Self {
        Self {
            from: Some(from),
            ..Self::drill(statement)
        }
    }

    /// The response and nothing else until the end: what a walk and a test of speed need.
    pub const fn bare() -> Self {
        let options = Self::of(Mode::Practice);
        Self {
            steps: Steps {
                feedback: Feedback::AtEnd,
                ..options.steps
            },
            ..options
        }
    }
}
