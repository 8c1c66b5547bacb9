//! The tutor's half: what comes next, the votes, the key of the statement, rounds, phones, and what is set up. Sees the lesson and asks.

mod asking_ui;
mod key_ui;
mod now_ui;
mod phones_ui;
mod rounds_ui;
mod setup_ui;
mod state;
mod tutor_ui;

pub use state::{Asking, Tab, TutorState};
pub use tutor_ui::{TutorData, tutor_ui};
