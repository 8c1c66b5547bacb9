//! A vignette that is being edited: a document whose text is the truth, changes to it that can be undone, what saves it and keeps it safe,
//! and how two versions differ.
//!
//! A change is data: the functions in [`statements`], [`responses`], [`endings`], [`beliefs`], [`variables`] and [`fields`] look at a
//! [`document::Document`] and give an [`step::Edit`], which the document applies. What they have in common is [`change::Change`].
//! Knows no window. [`disk`], [`backup`] and [`draft`] are what touches files; what time it is comes in from outside.

pub mod backup;
pub mod beliefs;
pub mod change;
pub mod diff;
pub mod disk;
pub mod document;
pub mod draft;
pub mod draft_keeper;
pub mod endings;
pub mod fields;
mod history;
mod items;
pub mod layout;
pub mod names;
mod order;
mod part;
pub mod references;
pub mod responses;
pub mod splice;
pub mod statements;
pub mod step;
pub mod templates;
pub mod variables;
