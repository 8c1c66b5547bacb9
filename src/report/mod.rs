//! What leaves a session for people and for other programs: an account in words, and one writer a format.
//!
//! [`account`] is what the debrief says, on the screen and on paper.

pub mod account;
