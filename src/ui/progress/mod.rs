//! The progress screen: what practice has come to, over weeks and months. Each part has its words and shapes as plain data and one file that
//! draws it. It ranks nobody, counts no days in a row, and claims nothing about work with clients.

mod calibration_ui;
mod curves_ui;
pub mod data;
mod heat_ui;
mod moments_ui;
mod plot;
mod pressure_ui;
mod progress_ui;
mod recognition_ui;
pub mod words;

pub use moments_ui::MOST as MOST_MOMENTS;
pub use progress_ui::{ProgressState, Shown, progress_ui};
