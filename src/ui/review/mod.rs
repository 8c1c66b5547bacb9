//! Self-review: one's own words beside what was chosen and the best on offer, a checklist to rate them by, and how ratings and choices move.

pub mod data;
mod review_ui;
pub mod trend;
mod trend_ui;

pub use data::Review;
pub use review_ui::review_ui;
