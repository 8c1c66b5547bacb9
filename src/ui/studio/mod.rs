//! The tutor's studio.

pub mod map;
pub mod outline;
