//! The vignettes that there are: those compiled into the program, and those in the person's own folders. A broken one is listed with
//! its findings and keeps no other from loading.
//!
//! Reads folders; writes nothing; knows no screen.

pub mod bundled;
pub mod catalog;
pub mod coverage;
pub mod demands;
pub mod folder;
pub mod length;
pub mod team;
pub mod vignette;
