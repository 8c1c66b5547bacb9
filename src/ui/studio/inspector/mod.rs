//! Forms for every part of a vignette and every field of the format. They borrow the vignette as it stands and propose changes; the
//! document makes them. A test walks the fields of the format and demands an editor for each.

mod act_ui;
mod client_ui;
mod condition_ui;
pub mod condition_words;
mod effects_ui;
mod ending_ui;
pub mod field;
pub mod form;
mod id_ui;
mod inspector_ui;
mod next_ui;
mod pick;
mod response_ui;
mod side_by_side;
mod statement_ui;
#[cfg(test)]
mod tests;
mod varied_ui;
mod vignette_ui;

pub use act_ui::first_text;
pub use form::{Form, FormState};
pub use inspector_ui::inspector_ui;
pub use statement_ui::plain;
