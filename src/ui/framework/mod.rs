//! The framework's screen: browse and search what is trained, with examples and the vignettes that exercise it.

pub mod data;
mod framework_ui;

pub use framework_ui::{FrameworkState, framework_ui};
