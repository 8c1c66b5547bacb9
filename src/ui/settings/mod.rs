//! The settings' screen: looks, folders, and what is kept.

mod settings_ui;

pub use settings_ui::{folders_ui, SettingsData, SettingsState, settings_ui};
