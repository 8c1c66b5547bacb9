//! The hour turn by turn: what was said, what was chosen, what was not said, and what else there was.

pub mod data;
pub mod offered;
mod turns_ui;

pub use turns_ui::turns_ui;
