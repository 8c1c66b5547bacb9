//! The tutor's studio: a vignette on a desk, with its map, its forms, its text, what is found in it, and a play at the side. Views borrow
//! and ask; [`apply`] makes edits of what they ask for.

mod apply;
mod asking;
mod backstage;
mod bar_ui;
pub mod command;
mod compare;
mod coverage;
mod deeds;
mod desk;
#[cfg(test)]
mod desk_tests;
mod door;
mod find_ui;
mod inspector;
mod keeping;
mod looking;
pub mod map;
mod map_deeds;
mod naming;
pub mod outline;
mod plan;
mod play;
mod problems;
mod sign_off;
mod source;
pub mod spot;
mod state;
mod studio_ui;
pub mod tabs;
mod versions;

pub use command::{StudioCommand, pressed};
pub use state::Studio;
pub use studio_ui::studio_ui;
