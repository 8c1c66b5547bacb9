//! What the room sees: one screen in hall-sized type, drawn into any rectangle. It is given plain data that hold nothing which gives the
//! key away, and knows neither the lesson nor the tutor.

mod cards;
mod data;
mod fit;
mod letters;
mod of_lesson;
mod outcome;
mod slide_ui;
mod vote;

pub use data::{Body, Card, CardKind, End, Gauges, Join, Slide, Way};
pub use letters::prepare_letters;
pub use of_lesson::{shadow_body, slide_of};
pub use slide_ui::{paint_pattern, slide_ui};
