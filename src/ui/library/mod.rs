//! The library's screen: the vignettes as cards, with search and filters, and the findings of broken ones.

pub mod data;
mod findings_ui;
mod library_ui;

pub use findings_ui::findings_ui;
pub use library_ui::{LibraryData, LibraryState, level_word, library_ui};
