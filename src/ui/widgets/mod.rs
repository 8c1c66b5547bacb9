//! Small reusable pieces of the interface. They know the theme and nothing of what the program does.
//!
//! Each has a role and a name for a screen reader, takes Space and Enter, and shows where the keyboard is.

mod button;
mod card;
mod choice;
mod empty;
mod expander;
mod focus;
mod gauge;
mod mark;
pub mod portrait;
mod ring;
mod segment;
mod slider;

pub use button::{button_row, link_button, primary_button, quiet_button, quiet_button_if};
pub use card::{card, card_button};
pub use choice::choice_box;
pub use empty::empty_state;
pub use expander::{ApartExpander, ExpanderResponse, expander, open_expander};
pub use focus::focus_ring;
pub use gauge::{Gauge, paint_component_mark, value_word};
pub use mark::{chip, chip_row, chip_to_stop_at, chip_toned, key_cap, page_title, section_heading};
pub use ring::breathing_ring;
pub use segment::{segment, segments};
pub use slider::slider;
