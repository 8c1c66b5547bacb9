//! A session on the screen: the client, the conversation, and the step that the turn is at.

pub mod data;
pub mod feedback_ui;
pub mod keys;
pub mod play;
mod responses_ui;
mod session_ui;
mod steps_ui;
pub mod transcript_ui;

pub use session_ui::{session_beside_ui, session_ui};
