//! The window: what a person sees and does. A leaf: no other module imports it, and the only one that knows egui.

pub mod app;
mod apply;
pub mod briefing;
pub mod command;
pub mod coverage;
mod crash;
pub mod date;
pub mod debrief;
mod dialog;
mod follow;
pub mod framework;
mod help;
mod keeper;
mod keeping;
mod learning;
pub mod library;
pub mod my_data;
mod notice;
mod open;
pub mod page;
pub mod people;
mod pictures;
mod pictures_learning;
pub mod practise;
pub mod progress;
pub mod raster;
pub mod settings;
mod shelf;
pub mod theme;
mod top_bar;
pub mod widgets;
pub mod window;

pub use open::{OpenOptions, open};
pub use pictures::make_pictures;
