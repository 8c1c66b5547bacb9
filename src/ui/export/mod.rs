//! The screen from which a report leaves: the format, the ticks, what will leave before it does, and where to.
//!
//! Files are written by a thread of its own; what a report holds is [`crate::report`]'s business.

pub mod data;
mod export_ui;
mod source;
mod worker;

pub use data::{Ask, ExportData, ExportState};
pub use export_ui::export_ui;
pub use source::Source;
pub use worker::{Exporter, Office, Written};
