//! Everything that was found, in groups: where it is, why it matters, what to do, and a way to say that it is meant.

mod data;
mod problems_ui;

pub use data::Problems;
pub use problems_ui::{ProblemsData, problems_ui};
