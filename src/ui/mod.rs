//! The window: what a person sees and does. A leaf: no other module imports it, and the only one that knows egui.

pub mod raster;
pub mod theme;
pub mod widgets;
pub mod window;
