//! A room of people who meet one client together: rounds of notice and vote, and the server that phones talk to. No window is known here.

pub mod interfaces;
pub mod phone;
pub mod qr;
pub mod server;
