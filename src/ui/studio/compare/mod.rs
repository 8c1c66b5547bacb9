//! What has changed since a version that was saved: by meaning, and texts word by word.

mod compare_ui;

pub use compare_ui::{CompareData, compare_ui};
