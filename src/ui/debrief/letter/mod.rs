//! The opening of the debrief: how it ended, in the client's words, and what to try next time.

mod letter_ui;

pub use letter_ui::letter_ui;
