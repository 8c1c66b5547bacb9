//! Draws the settings' screen.

use std::path::{Path, PathBuf};

use egui::{TextEdit, Ui};

use crate::settings::{Settings, TEXT_MAX, TEXT_MIN, Theme};
use crate::ui::command::Command;
use crate::ui::page::{READ, page};
use crate::ui::theme::{TextRole, prose, space, speech};
use crate::ui::widgets::{button_row, card, link_button, page_title, quiet_button, section_heading, slider};

/// What the screen shows.
#[derive(Clone, Copy, Debug)]
pub struct SettingsData<'a> {
    /// What is chosen.
    pub settings: &'a Settings,
    /// Where attempts and settings are kept; `None` if nowhere.
    pub data_folder: Option<&'a Path>,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct SettingsState {
    /// A path that is being typed.
    pub path: String,
}

/// Shows the screen.
pub fn settings_ui(ui: &mut Ui, data: &SettingsData<'_>, state: &mut SettingsState, commands: &mut Vec<Command>) {
    page(ui, "settings", READ, |ui| {
        page_title(ui, "Settings");
        ui.add_space(space::M);
        looks(ui, data.settings, commands);
        ui.add_space(space::L);
        section_heading(ui, "Your own vignettes");
        folders_ui(ui, &data.settings.folders, &mut state.path, commands);
        ui.add_space(space::L);
        kept(ui, data, commands);
    });
}

fn looks(ui: &mut Ui, settings: &Settings, commands: &mut Vec<Command>) {
    section_heading(ui, "Colours");
    ui.horizontal_wrapped(|ui| {
        for theme in Theme::ALL {
            let name = match theme {
                Theme::System => "As the system",
                Theme::Light => "Daylight",
                Theme::Dark => "Lamplight",
                Theme::HighContrast => "High contrast",
            };
            if ui.radio(settings.theme == theme, name).clicked() {
                commands.push(Command::SetTheme(theme));
            }
            ui.add_space(space::S);
        }
    });
    ui.add_space(space::M);
    section_heading(ui, "Text size");
    let mut percent = settings.text_percent;
    let label = ui.label("Size of all text");
    let sized = slider(ui, &mut percent, TEXT_MIN..=TEXT_MAX, |slider| {
        slider.step_by(10.0).suffix("%")
    });
    if sized.labelled_by(label.id).changed() {
        commands.push(Command::SetText(percent));
    }
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(speech(ui, "It’s fine, really. I just thought, since you ask."));
        ui.label(TextRole::Body.text("What people say is set like the line above, everything else like this one."));
    });
    ui.add_space(space::M);
    section_heading(ui, "Motion");
    let mut still = settings.reduce_motion;
    if ui
        .checkbox(&mut still, "Reduce motion: changes show at once, and nothing breathes")
        .changed()
    {
        commands.push(Command::SetReduceMotion(still));
    }
}

/// The list of folders with a field and a button to add one. The library shows it as well.
pub fn folders_ui(ui: &mut Ui, folders: &[PathBuf], path: &mut String, commands: &mut Vec<Command>) {
    for folder in folders {
        button_row(ui, |ui| {
            ui.label(folder.display().to_string());
            let remove = quiet_button(ui, "Remove from the library");
            let spoken = format!("Remove {} from the library", folder.display());
            remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
            if remove.on_hover_text("The folder itself is left alone").clicked() {
                commands.push(Command::RemoveFolder(folder.clone()));
            }
        });
    }
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(path)
            .hint_text("Path of a folder or a vignette")
            .margin(egui::vec2(12.0, 8.0));
        let width = (ui.available_width() - 280.0).clamp(160.0, 420.0);
        let field = ui.add(field.desired_width(width));
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Path of a folder or a vignette"));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let typed = !path.trim().is_empty();
        let add = ui
            .add_enabled_ui(typed, |ui| quiet_button(ui, "Add this path"))
            .inner
            .clicked();
        if typed && (entered || add) {
            commands.push(Command::AddPath(PathBuf::from(path.trim())));
            path.clear();
        }
        if quiet_button(ui, "Choose a folder…").clicked() {
            commands.push(Command::AddFolder);
        }
    });
}

fn kept(ui: &mut Ui, data: &SettingsData<'_>, commands: &mut Vec<Command>) {
    section_heading(ui, "What is kept");
    let place = data.data_folder.map_or_else(
        || "There is no folder to keep your practice in, so it lasts until you close the program.".to_owned(),
        |folder| {
            format!(
                "Your practice stays on this machine, in {}. Nothing is sent anywhere.",
                folder.display()
            )
        },
    );
    ui.label(prose(ui, place));
    if link_button(ui, "See, take along or delete my data").clicked() {
        commands.push(Command::ShowMyData);
    }
    if link_button(ui, "Other people on this machine").clicked() {
        commands.push(Command::ShowPeople);
    }
}
