//! One play-through: a pure, seeded state machine that turns a trainee's moves into an event log.
//!
//! Knows no clock, no file and no score. The log is the only truth: replaying its moves gives the same bytes on every platform.

pub mod event;
mod log;
pub mod machine;
pub mod on_offer;
pub mod options;
pub mod plan;
mod play;
pub mod refused;
pub mod replay;
pub mod rng;
pub mod texts;
pub mod walk;
pub mod words;
