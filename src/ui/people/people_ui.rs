//! Draws the people who practise on this machine: to be chosen, added, renamed, deleted; and a way in for guests.

use egui::{TextEdit, Ui};

use crate::history::profile::{Profile, ProfileId, tidy_name};
use crate::history::writer::Who;
use crate::ui::command::Command;
use crate::ui::page::{READ, lead, page};
use crate::ui::theme::{palette, prose, space, strong};
use crate::ui::widgets::{button_row, card, link_button, page_title, primary_button, quiet_button, section_heading};

/// What the screen shows.
#[derive(Debug)]
pub struct PeopleData<'a> {
    /// The profiles, the oldest first.
    pub profiles: &'a [Profile],
    /// Whose practice is kept now.
    pub who: Who,
    /// Whether they said so themselves; at the start, with several people, nobody has.
    pub chosen: bool,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct PeopleState {
    new_name: String,
    renaming: Option<(ProfileId, String)>,
    deleting: Option<ProfileId>,
}

/// Shows the screen.
pub fn people_ui(ui: &mut Ui, data: &PeopleData<'_>, state: &mut PeopleState, commands: &mut Vec<Command>) {
    page(ui, "people", READ, |ui| {
        // Where somebody has to say first who they are, there is nothing to go back to.
        if data.chosen && link_button(ui, "Back").clicked() {
            commands.push(Command::Back);
        }
        page_title(ui, "Who is practising?");
        lead(
            ui,
            "Each person’s attempts, drafts and progress are kept apart. There are no passwords: this is for a machine among colleagues.",
        );
        ui.add_space(space::M);
        for profile in data.profiles {
            ui.push_id(profile.id.0, |ui| profile_ui(ui, data, profile, state, commands));
            ui.add_space(space::S);
        }
        card(ui, |ui| {
            ui.set_width(ui.available_width());
            section_heading(ui, "A guest");
            let text =
                "Everything works, and nothing is written to the disk. When a guest leaves, their session is gone.";
            ui.label(prose(ui, text).color(palette(ui).ink_soft));
            ui.add_space(space::S);
            if data.who == Who::Guest {
                ui.label(strong("A guest is practising now"));
            } else if link_button(ui, "Go on as a guest").clicked() {
                commands.push(Command::UsePerson(Who::Guest));
            }
        });
        ui.add_space(space::M);
        add_ui(ui, state, commands);
    });
}

fn profile_ui(
    ui: &mut Ui,
    data: &PeopleData<'_>,
    profile: &Profile,
    state: &mut PeopleState,
    commands: &mut Vec<Command>,
) {
    let here = data.chosen && data.who == Who::Profile(profile.id);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        section_heading(ui, &profile.name);
        if state.deleting == Some(profile.id) {
            return delete_ui(ui, profile, state, commands);
        }
        if state.renaming.as_ref().is_some_and(|(id, _)| *id == profile.id) {
            return rename_ui(ui, profile, state, commands);
        }
        button_row(ui, |ui| {
            if here {
                ui.label(strong("Practising now"));
            } else {
                let label = format!("Practise as {}", profile.name);
                if primary_button(ui, &label).clicked() {
                    commands.push(Command::UsePerson(Who::Profile(profile.id)));
                }
            }
            ui.add_space(space::S);
            let rename = quiet_button(ui, "Rename");
            let spoken = format!("Rename {}", profile.name);
            rename.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
            if rename.clicked() {
                state.renaming = Some((profile.id, profile.name.clone()));
            }
            let delete = quiet_button(ui, "Delete…");
            let spoken = format!("Delete {}…", profile.name);
            delete.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
            if delete.clicked() {
                state.deleting = Some(profile.id);
            }
        });
    });
}

fn rename_ui(ui: &mut Ui, profile: &Profile, state: &mut PeopleState, commands: &mut Vec<Command>) {
    let Some((_, name)) = &mut state.renaming else { return };
    let field = ui.add(TextEdit::singleline(name).margin(egui::vec2(12.0, 8.0)));
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "New name"));
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let kept = tidy_name(name);
    ui.horizontal_wrapped(|ui| {
        let keep = primary_button(ui, "Keep this name").clicked() || entered;
        let cancel = quiet_button(ui, "Cancel").clicked();
        if let (true, Some(kept)) = (keep, kept) {
            commands.push(Command::RenamePerson(profile.id, kept));
            state.renaming = None;
        } else if cancel {
            state.renaming = None;
        }
    });
}

fn delete_ui(ui: &mut Ui, profile: &Profile, state: &mut PeopleState, commands: &mut Vec<Command>) {
    let text = format!(
        "This can’t be undone: everything that {} chose, typed and noticed will be gone from this machine.",
        profile.name
    );
    ui.label(prose(ui, text).color(palette(ui).warning));
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, "Keep it").clicked() {
            state.deleting = None;
        }
        if quiet_button(ui, &format!("Delete all of {}", profile.name)).clicked() {
            state.deleting = None;
            commands.push(Command::DeletePerson(profile.id));
        }
    });
}

fn add_ui(ui: &mut Ui, state: &mut PeopleState, commands: &mut Vec<Command>) {
    section_heading(ui, "Somebody else");
    ui.horizontal_wrapped(|ui| {
        let field = TextEdit::singleline(&mut state.new_name)
            .hint_text("A name")
            .margin(egui::vec2(12.0, 8.0));
        let field = ui.add(field.desired_width(240.0));
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Name of a new person"));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let name = tidy_name(&state.new_name);
        let add = ui
            .add_enabled_ui(name.is_some(), |ui| quiet_button(ui, "Add this person"))
            .inner
            .clicked();
        if let (Some(name), true) = (name, add || entered) {
            commands.push(Command::AddPerson(name));
            state.new_name.clear();
        }
    });
    // A way on that needs no decision.
    ui.add_space(space::M);
    if link_button(ui, "To the library").clicked() {
        commands.push(Command::ShowLibrary);
    }
}
