//! One vignette: plain data, text to data and back, the compiled graph, and diagnostics. Knows the framework and nothing else.

pub mod condition;
pub mod diagnostic;
pub mod effect;
pub mod id;
pub mod limits;
pub mod model;
pub mod read;
pub mod syntax;
pub mod varied;
