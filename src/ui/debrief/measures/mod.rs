//! The measures on the screen, a card each.

mod measures_ui;

pub use measures_ui::{explain, measures_ui};
