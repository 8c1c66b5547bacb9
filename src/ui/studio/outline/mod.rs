//! The outline: the same statements and responses as on the map, as a tree and as tables, with the same that can be done to them.

pub mod data;
mod keys;
mod outline_ui;
mod row_ui;
mod state;

pub use keys::KEYS;
pub use outline_ui::outline_ui;
pub use state::{Form, OutlineState};
