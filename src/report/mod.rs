//! What leaves a session for people and for other programs: an account in words, a report that is made of it, and one writer a format.
//!
//! [`account`] is what the debrief says, on the screen and on paper. [`data`] is what an export holds; without a tick neither a name nor
//! a draft gets in. [`several`] writes of many plays, one after the other. [`document`] is the report as something to read, which [`html`] and [`pdf`] set in type. Only [`save`] touches files.

pub mod account;
pub mod classroom;
pub mod clean;
pub mod csv;
pub mod data;
pub mod decision;
pub mod document;
pub mod format;
pub mod html;
pub mod ink;
pub mod json;
pub mod kept;
pub mod moment;
pub mod numbers;
pub mod paper;
pub mod pdf;
pub mod picture;
pub mod save;
pub mod several;
pub mod uuid;
pub mod vignette;
pub mod xapi;
