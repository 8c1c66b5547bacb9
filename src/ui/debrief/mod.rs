//! The debrief: what happened, what it did, and what to try next. It reads from top to bottom like a letter.
//!
//! What it says is a `report::account`; each part here draws its own. Nothing here plays or scores.

pub mod chart;
pub mod data;
mod debrief_ui;
pub mod letter;
pub mod lookback;
pub mod measures;
pub mod outlook;
pub mod turns;

#[cfg(test)]
mod tests;

pub use debrief_ui::{DebriefState, debrief_ui};
pub use lookback::Debrief;
