//! Bond, tasks and goals over the turns, with the ruptures on the same axis.

mod chart_ui;
mod lane;

pub use chart_ui::chart_ui;
