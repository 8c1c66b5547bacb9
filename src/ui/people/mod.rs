//! Who is practising: the profiles of a shared machine, and guests.

mod people_ui;

pub use people_ui::{PeopleData, PeopleState, people_ui};
