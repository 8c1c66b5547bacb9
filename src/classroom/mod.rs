//! A room of people who meet one client together: rounds of notice and vote, and the server that phones talk to. No window is known here.
//!
//! [`lesson`] plays a vignette round by round and counts; it is as pure as a session: time comes in from outside, and nothing is kept.
//! [`phone`] is all that passes between it and the phones.

pub mod clock;
pub mod debrief;
pub mod hands;
pub mod lesson;
pub mod phone;
mod playing;
pub mod record;
pub mod round;
pub mod shadow;
pub mod shift;
pub mod tally;
pub mod teams;
