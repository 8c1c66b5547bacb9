//! The settings' screen: looks, folders, and what is kept.

mod settings_ui;

pub use settings_ui::{SettingsData, SettingsState, folders_ui, settings_ui};
