//! A room of people who meet one client together: rounds of notice and vote, and the server that phones talk to. No window is known here.
//!
//! [`lesson`] plays a vignette round by round and counts; it is as pure as a session: time comes in from outside, and nothing is kept.
//! [`phone`] is all that passes between it and the phones.
//! [`server`] is what carries it, on one of the networks that [`interfaces`] lists; [`qr`] is how a phone finds the way.

pub mod clock;
pub mod debrief;
pub mod hands;
pub mod interfaces;
pub mod lesson;
pub mod phone;
mod playing;
pub mod qr;
pub mod record;
pub mod round;
pub mod server;
pub mod shadow;
pub mod shift;
pub mod tally;
pub mod teams;
