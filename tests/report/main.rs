//! What leaves: the same play in every format, held to files, to hostile texts, and to the specification of statements.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod class;
mod command;
mod formats;
mod hostile;
mod played;
mod xapi;
mod xapi_rules;
