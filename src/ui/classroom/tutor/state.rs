//! What the tutor's view remembers between frames.

use crate::classroom::lesson::Anew;
use crate::library::catalog::Origin;
use crate::report::classroom::{ClassroomFormat, SMALL};

/// What the side shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The step that the room is at.
    #[default]
    Now,
    /// What was, and the ways back.
    Rounds,
    /// The phones.
    Phones,
    /// Steps, teams, windows, the report.
    Setup,
}

/// What the tutor is asked before votes are put away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    /// To begin anew with these teams.
    Begin(Vec<String>),
    /// To take up a round of the current branch again.
    Again(usize, Anew),
    /// To teach with another vignette.
    Other(Origin),
    /// To close the program.
    Quit,
}

/// What the view remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TutorState {
    /// What the side shows.
    pub tab: Tab,
    /// Hands as they are being typed.
    pub hands: String,
    /// Why they can't be read.
    pub hands_problem: Option<String>,
    /// Whether the field for hands is to have the keyboard.
    pub focus_hands: bool,
    /// What the tutor is asked at the moment.
    pub asking: Option<Asking>,
    /// Names of teams as they are being typed.
    pub teams: String,
    /// Where the report is to go.
    pub path: String,
    /// How it is to be written.
    pub format: ClassroomFormat,
    /// Numbers under this are kept back.
    pub threshold: u32,
    /// Whether the program's window fills its screen.
    pub is_full: bool,
    /// The responses whose explanation is open, as bits by place.
    pub explained: u8,
}

impl Default for TutorState {
    fn default() -> Self {
        Self {
            tab: Tab::Now,
            hands: String::new(),
            hands_problem: None,
            focus_hands: false,
            asking: None,
            teams: String::new(),
            path: String::new(),
            format: ClassroomFormat::Html,
            threshold: SMALL,
            is_full: false,
            explained: 0,
        }
    }
}
