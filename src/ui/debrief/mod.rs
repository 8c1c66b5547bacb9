//! The debrief: what happened, what it did, and what to try next.

pub mod debrief;
mod debrief_ui;

pub use debrief::Debrief;
pub use debrief_ui::{DebriefState, debrief_ui};
