//! Attempts that are kept: an embedded database, its rules, and a thread of its own that writes to it.
//!
//! Knows events as text and vignettes as text with a hash; how they are played or scored is not its business.

pub mod migrations;
pub mod store;
pub mod writer;
