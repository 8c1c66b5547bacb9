//! The window and everything in it. The only layer that knows egui.

pub mod raster;
pub mod window;
