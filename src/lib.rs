//! Attune: a desktop training simulator for the working alliance in therapy. This is the map; `ARCHITECTURE.md` tells the way.

pub mod classroom;
pub mod cli;
pub mod edit;
pub mod explore;
pub mod framework;
pub mod history;
pub mod library;
pub mod lint;
pub mod parallel;
pub mod practice;
pub mod progress;
pub mod report;
pub mod scenario;
pub mod score;
pub mod session;
pub mod settings;
pub mod ui;
pub mod wording;

// Tests inside the library share files with those outside, which know it by this name.
#[cfg(test)]
extern crate self as attune;
