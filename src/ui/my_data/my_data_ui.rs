//! Draws the screen: what, where, take along, delete.

use std::path::PathBuf;

use egui::{TextEdit, Ui};

use super::data::MyData;
use crate::ui::command::Command;
use crate::ui::page::{READ, lead, page};
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{card, link_button, page_title, primary_button, quiet_button, section_heading};

/// What is about to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Mine,
    Everything,
    SetAside,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct MyDataState {
    /// Where to write all of it, as it is typed or was chosen.
    pub path: String,
    everybody: bool,
    deleting: Option<Target>,
}

/// Shows the screen. Without data, it is still being counted.
pub fn my_data_ui(ui: &mut Ui, data: Option<&MyData>, state: &mut MyDataState, commands: &mut Vec<Command>) {
    page(ui, "my-data", READ, |ui| {
        if link_button(ui, "Back").clicked() {
            commands.push(Command::Back);
        }
        page_title(ui, "My data");
        let Some(data) = data else {
            return lead(ui, "One moment: it is being counted.");
        };
        lead(ui, &format!("What Attune keeps of {}.", data.name));
        part(ui, "What is kept", |ui| {
            for line in &data.kept {
                ui.label(prose(ui, line.as_str()));
            }
        });
        part(ui, "Where", |ui| {
            ui.label(prose(ui, data.place.as_str()));
            for line in &data.files {
                ui.label(TextRole::Small.text(line.as_str()).color(palette(ui).ink_soft));
            }
        });
        part(ui, "Take it with you", |ui| export_ui(ui, data, state, commands));
        part(ui, "Delete", |ui| delete_ui(ui, data, state, commands));
    });
}

fn part(ui: &mut Ui, heading: &str, add_contents: impl FnOnce(&mut Ui)) {
    ui.add_space(space::M);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        section_heading(ui, heading);
        add_contents(ui);
    });
}

fn export_ui(ui: &mut Ui, data: &MyData, state: &mut MyDataState, commands: &mut Vec<Command>) {
    let text = "All of it in one JSON file, drafts and names included, for another program or for yourself.";
    ui.label(prose(ui, text));
    if data.shared && !data.guest {
        ui.checkbox(&mut state.everybody, "Of everybody on this machine");
    }
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(&mut state.path)
            .hint_text("Path of a file, such as /home/me/attune.json")
            .margin(egui::vec2(12.0, 8.0));
        // Where the buttons leave no room to read a path, it has a line of its own.
        let beside = ui.available_width() - TextRole::Body.size(ui) * 19.0;
        let width = if beside < 240.0 {
            ui.available_width()
        } else {
            beside.min(440.0)
        };
        let field = ui.add(field.desired_width(width));
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Path of the file to write"));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if quiet_button(ui, "Choose a place…").clicked() {
            commands.push(Command::ChooseDataPath(PathBuf::from(state.path.trim())));
        }
        let typed = !state.path.trim().is_empty();
        let write = ui
            .add_enabled_ui(typed, |ui| quiet_button(ui, "Write the file"))
            .inner
            .clicked();
        if typed && (entered || write) {
            let everybody = state.everybody && data.shared && !data.guest;
            commands.push(Command::ExportData(PathBuf::from(state.path.trim()), everybody, false));
        }
    });
    if let Some(path) = &data.taken {
        ui.horizontal_wrapped(|ui| {
            let text = format!("There is a file at {} already.", path.display());
            ui.label(prose(ui, text).color(palette(ui).warning));
            if quiet_button(ui, "Replace it").clicked() {
                let everybody = state.everybody && data.shared && !data.guest;
                commands.push(Command::ExportData(path.clone(), everybody, true));
            }
        });
    }
    if data.has_attempts && link_button(ui, "Reports on some attempts, or on all").clicked() {
        commands.push(Command::ShowAttempts);
    }
}

fn delete_ui(ui: &mut Ui, data: &MyData, state: &mut MyDataState, commands: &mut Vec<Command>) {
    let text = "What you delete is gone: it is overwritten in the file, and copies from before updates go with it.";
    ui.label(prose(ui, text));
    ui.add_space(space::S);
    if data.has_attempts && link_button(ui, "Delete attempts one by one").clicked() {
        commands.push(Command::ShowAttempts);
    }
    ui.add_space(space::S);
    if data.set_aside {
        let warning = "The files that were set aside will be gone, and with them what might still be read in them.";
        let command = Command::DeleteSetAside;
        target_ui(
            ui,
            Target::SetAside,
            "Delete the files that were set aside…",
            warning,
            command,
            state,
            commands,
        );
    }
    if data.shared && !data.guest {
        let warning = "This can’t be undone: everything that you chose, typed and noticed will be gone.";
        target_ui(
            ui,
            Target::Mine,
            &format!("Delete all of {}…", data.name),
            warning,
            Command::DeleteMine,
            state,
            commands,
        );
    }
    let (label, warning) = if data.shared && !data.guest {
        (
            "Delete everything of everybody…",
            "This can’t be undone: what everybody on this machine chose, typed and noticed will be gone.",
        )
    } else {
        (
            "Delete everything…",
            "This can’t be undone: what you chose, typed and noticed will be gone.",
        )
    };
    target_ui(
        ui,
        Target::Everything,
        label,
        warning,
        Command::DeleteHistory,
        state,
        commands,
    );
}

fn target_ui(
    ui: &mut Ui,
    target: Target,
    label: &str,
    warning: &str,
    command: Command,
    state: &mut MyDataState,
    commands: &mut Vec<Command>,
) {
    if state.deleting != Some(target) {
        if link_button(ui, label).clicked() {
            state.deleting = Some(target);
        }
        return;
    }
    ui.label(prose(ui, warning).color(palette(ui).warning));
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, "Keep it all").clicked() {
            state.deleting = None;
        }
        if quiet_button(ui, label.trim_end_matches('…')).clicked() {
            state.deleting = None;
            commands.push(command);
        }
    });
}
