//! The hour turn by turn: what was said, what was chosen, what was not said, and what else there was.

mod turns_ui;

pub use turns_ui::turns_ui;
