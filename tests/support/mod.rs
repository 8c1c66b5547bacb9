//! What several test files need.

pub mod soft_renderer;
