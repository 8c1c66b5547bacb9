//! What is kept of a person, where, how much; a copy to take along; and deleting that really deletes.

pub mod data;
mod my_data_ui;

pub use data::MyData;
pub use my_data_ui::{MyDataState, my_data_ui};
