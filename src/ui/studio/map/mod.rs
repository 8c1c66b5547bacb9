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
mod search;
mod state;
mod stroke;
mod toolbar;

pub use ask::{MapAsk, Moved, Stub};
pub use data::MapData;
pub use keys::KEYS;
pub use map_ui::{MapView, map_ui};
pub use state::PlanState;
