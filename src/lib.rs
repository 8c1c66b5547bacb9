//! Attune: a desktop training simulator for the working alliance in therapy. This is the map; `ARCHITECTURE.md` tells the way.

pub mod framework;
pub mod scenario;
pub mod ui;
