//! The debrief: what happened, what it did, and what to try next. It reads from top to bottom like a letter.
//!
//! Each part has its data, built once from a log's score and tested as text, and one file that draws it. Nothing here plays or scores.

pub mod chart;
pub mod data;
mod debrief_ui;
pub mod letter;
pub mod lookback;
pub mod measures;
pub mod outlook;
pub mod turns;
mod words;

#[cfg(test)]
mod tests;

pub use debrief_ui::{DebriefState, debrief_ui};
pub use lookback::Debrief;
