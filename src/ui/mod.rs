//! The window: what a person sees and does. A leaf: no other module imports it, and the only one that knows egui.

pub mod app;
mod apply;
pub mod briefing;
pub mod command;
pub mod coverage;
mod crash;
pub mod debrief;
mod dialog;
mod follow;
pub mod framework;
mod help;
mod keeper;
pub mod library;
mod notice;
mod open;
pub mod page;
mod pictures;
pub mod practise;
pub mod raster;
pub mod settings;
mod shelf;
pub mod theme;
mod top_bar;
pub mod widgets;
pub mod window;

pub use open::{OpenOptions, open};
pub use pictures::make_pictures;
