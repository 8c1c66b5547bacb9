//! What is kept of practice: an embedded database, its rules, and a thread of its own that writes to it.
//!
//! Events and vignettes are kept as text, and are the truth. Beside them stands what is asked often: a row a decision, and sums a day.
//! Nothing here judges: what a decision came to is [`crate::score`]'s word.

pub mod attempts;
pub mod card;
pub mod decision;
pub mod decisions;
pub mod delete;
pub mod derive;
mod desk;
pub mod migrations;
pub mod names;
pub mod profile;
pub mod round;
pub mod self_rating;
pub mod store;
pub mod store_export;
pub mod store_files;
pub mod tally;
pub mod writer;

#[cfg(test)]
mod tests;
