//! The map of a vignette: statements and endings as boxes, responses as arrows. Borrows a view-model, and asks for changes.

mod arrange;
mod ask;
mod asking;
mod boxes;
mod camera;
pub mod data;
mod edges;
mod grid;
mod keys;
mod look;
mod map_ui;
mod marks;
mod menu;
mod minimap;
mod pointer;
pub mod search;
mod state;
mod stroke;
mod toolbar;

/// What the outline does as the map does it.
pub mod acts {
    pub use super::asking::asking_ui as asking;
    pub use super::menu::{add_note, frame, lead, menu_ui as menu};
    pub use super::pointer::{delete, open, rename};
    pub use super::toolbar::{search_id, search_ui as search};
}

/// What the outline draws as the map does.
pub mod paint {
    pub use super::boxes::{Marks, finding_mark, quality_mark, text};
    pub use super::look::level_of;
    pub use super::marks::rect_of;
}

pub use ask::{MapAsk, Moved, Stub};
pub use boxes::affect_words;
pub use camera::Camera;
pub use data::MapData;
pub use keys::KEYS;
pub use map_ui::{MapView, map_ui};
pub use state::PlanState;
