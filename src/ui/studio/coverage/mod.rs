//! What the vignette exercises, statement by statement, and how it ends under each way to choose.

mod coverage_ui;
mod data;
mod fares;
mod fares_ui;
mod grid_ui;

pub use coverage_ui::{CoverageState, CoverageView, coverage_ui};
pub use data::CoverageData;
pub use fares::FaresData;
