//! The window: what a person sees and does. A leaf: no other module imports it.

pub mod theme;
pub mod widgets;
//! The window and everything in it. The only layer that knows egui.

pub mod raster;
pub mod window;
