//! Everything that was played, a page at a time: to look back at, to take along, to delete one by one.

mod attempts_ui;
pub mod data;

pub use attempts_ui::attempts_ui;
pub use data::{AttemptsData, AttemptsState};

use crate::history::attempts::{Listing, Page, Span};
use crate::history::store::AttemptId;

/// Attempts that are to be taken along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These.
    These(Vec<AttemptId>),
    /// All that began in this time.
    Span(Span),
}

/// What the app holds of the list.
#[derive(Debug, Default)]
pub struct Listed {
    /// The part that was asked for last.
    pub asked: Option<Listing>,
    /// What came back, and what it was asked for.
    pub shown: Option<(Listing, Page)>,
}
