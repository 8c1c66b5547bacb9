//! A vignette in front of a room: the screen that the room sees, and the tutor's own.
//!
//! [`slide`] is all that the room is shown, and has no way to the key. [`tutor`] is the other half. The lesson itself is `crate::classroom`'s.

mod apply;
mod command;
mod desk;
mod key;
mod phones;
mod projector;
pub mod slide;
mod tutor;

pub use command::{ClassroomCommand, KEYS};
pub use desk::Classroom;
pub(super) use tutor::{Asking, Tab};
