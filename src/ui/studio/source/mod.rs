//! The text of the file, as it stands there: coloured, with what was found, and in step with the rest of the desk.

mod colour;
mod source_ui;
mod window;

pub use source_ui::{SourceData, SourceState, source_ui};
