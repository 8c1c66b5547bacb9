//! The coverage screen: which rows of the framework each vignette of the library exercises, as a map.

mod coverage_ui;
pub mod data;

pub use coverage_ui::{CoverageState, coverage_ui};
