//! Changing a vignette: what the studio does to one. Knows no window.

pub mod layout;
