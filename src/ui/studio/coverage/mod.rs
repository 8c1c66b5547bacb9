//! What the vignette exercises, statement by statement, and how it ends under each way to choose.

mod coverage_ui;
mod data;

pub use coverage_ui::coverage_ui;
pub use data::CoverageData;
