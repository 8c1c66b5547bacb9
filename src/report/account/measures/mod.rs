//! The measures in words: each a sentence first, then the numbers, then the turns that made them. There is never one grade.

mod abilities;
mod calibration;
pub mod data;
mod notebook;
pub mod outlook;
mod pulls;
mod reading;
mod recognition;
mod repair;

use super::Play;
use data::Measure;

/// All measures of a play, in the order in which they are read.
pub fn all(play: &Play<'_>) -> Vec<Measure> {
    vec![
        abilities::measure(play),
        recognition::measure(play),
        repair::measure(play),
        outlook::measure(play),
        notebook::measure(play),
        pulls::measure(play),
        reading::measure(play),
        calibration::measure(play),
    ]
}
