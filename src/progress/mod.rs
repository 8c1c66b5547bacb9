//! From the sums of months to what a person can see of their own learning: curves with their uncertainty, recognition, calibration, pulls.
//!
//! Pure: the caller says what day it is. Every number describes choices made inside vignettes. `docs/progress.md` explains each model.

pub mod calibration;
pub mod curve;
pub mod dip;
pub mod filter;
pub mod grid;
pub mod overview;
pub mod posterior;
pub mod pressure;
pub mod recognition;
