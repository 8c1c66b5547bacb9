//! The whole program, met through its accessibility tree: by role and name, by pointer and by keys alone. kittest panics at a letter that
//! no font has and at a control without a name, so every test here looks for those as well.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod at_rest;
mod attempts;
mod endings;
mod every_screen;
mod export;
mod folders;
mod kept;
mod keys;
mod learning;
mod letters;
mod library;
mod person;
mod play;
mod pointer;
mod session_keys;
mod today;
#[path = "../support/ways.rs"]
mod ways;
