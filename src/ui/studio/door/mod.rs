//! Where one comes in without a vignette on the desk: what a crash has left, templates, one's own files, copies of bundled ones.

mod door_ui;

pub use door_ui::{DoorData, DoorState, door_ui};
