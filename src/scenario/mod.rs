//! One vignette: plain data, text to data and back, the compiled graph, and diagnostics. Knows the framework and nothing else.

pub mod compile;
pub mod condition;
pub mod diagnostic;
pub mod effect;
pub mod file;
pub mod fingerprint;
pub mod format;
pub mod graph;
pub mod id;
pub mod limits;
pub mod map;
pub mod model;
pub mod named;
pub mod nearest;
pub mod read;
pub mod rupture;
pub mod state;
pub mod summary;
pub mod syntax;
pub mod varied;
pub mod write;
