//! What is trained: rows (components, factors, abilities), markers, strategies and pulls, loaded as data.
//!
//! Code knows the kinds of rows and nothing of any one row. Another framework is another file.

pub mod id;
pub mod load;
pub mod model;
pub mod query;
