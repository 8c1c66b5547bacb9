//! The window: what a person sees and does. A leaf: no other module imports it.

pub mod theme;
pub mod widgets;
