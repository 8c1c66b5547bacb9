//! What is to be looked at before a vignette counts as done: what the program can see by itself, and what only a colleague can.

mod data;
mod sign_off_ui;

pub use data::SignOffData;
pub use sign_off_ui::{SignOffState, sign_off_ui};
