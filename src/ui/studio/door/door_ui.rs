//! Draws the beginning of the studio.

use egui::{TextEdit, Ui};

use crate::library::catalog::{Entry, Origin};
use crate::ui::page::{READ, lead, page};
use crate::ui::studio::asking::{Dialog, dialog_words};
use crate::ui::studio::command::{Beginning, Purpose, StudioCommand};
use crate::ui::studio::inspector::field::named_button;
use crate::ui::theme::{TextRole, palette, space, strong};
use crate::ui::widgets::{button_row, card, card_button, link_button, page_title, quiet_button_if, section_heading};

/// What the screen shows.
#[derive(Clone, Copy, Debug)]
pub struct DoorData<'a> {
    /// The library.
    pub entries: &'a [Entry],
    /// Templates: what each is called, and what it begins with.
    pub templates: &'a [(&'static str, &'static str)],
    /// What a crash has left: what it is called, and when it was written.
    pub drafts: &'a [(String, String)],
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct DoorState {
    /// A path that is being typed.
    pub path: String,
    /// How the system's dialog for it stands.
    pub dialog: Dialog,
    /// Whether the list of bundled vignettes is open.
    copies: bool,
}

/// Shows the beginning.
pub fn door_ui(ui: &mut Ui, data: &DoorData<'_>, state: &mut DoorState, asks: &mut Vec<StudioCommand>) {
    page(ui, "studio-door", READ, |ui| {
        page_title(ui, "Write a vignette");
        lead(
            ui,
            "What you would hand out on paper, as a conversation that can be played. Everything can be undone.",
        );
        ui.add_space(space::M);
        if !data.drafts.is_empty() {
            drafts_ui(ui, data.drafts, asks);
        }
        section_heading(ui, "Begin with");
        for (number, (name, about)) in data.templates.iter().enumerate() {
            let begin = card_button(ui, ("template", *name), &format!("{name}: {about}"), false, |ui| {
                ui.set_width(ui.available_width());
                ui.label(strong(*name));
                let ink = palette(ui).ink_soft;
                ui.label(TextRole::Body.text(*about).color(ink));
            });
            if begin.response.clicked() {
                asks.push(StudioCommand::Begin(Beginning::Template(number)));
            }
        }
        ui.add_space(space::M);
        section_heading(ui, "Open a file");
        open_ui(ui, state, asks);
        own_ui(ui, data.entries, asks);
        ui.add_space(space::M);
        section_heading(ui, "Copy a bundled vignette");
        copies_ui(ui, data.entries, state, asks);
    });
}

fn drafts_ui(ui: &mut Ui, drafts: &[(String, String)], asks: &mut Vec<StudioCommand>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        section_heading(ui, "Left from last time");
        ui.label("The program closed before all of this was saved. What was not, is still here.");
        for (number, (name, when)) in drafts.iter().enumerate() {
            button_row(ui, |ui| {
                ui.label(strong(name.as_str()));
                ui.label(TextRole::Small.text(when.as_str()));
                if named_button(ui, "Recover", &format!("Recover {name}")).clicked() {
                    asks.push(StudioCommand::Begin(Beginning::Draft(number)));
                }
                if named_button(ui, "Throw away", &format!("Throw away {name}")).clicked() {
                    asks.push(StudioCommand::DropDraft(number));
                }
            });
        }
    });
    ui.add_space(space::M);
}

fn open_ui(ui: &mut Ui, state: &mut DoorState, asks: &mut Vec<StudioCommand>) {
    ui.horizontal_wrapped(|ui| {
        let width = (ui.available_width() - 260.0).clamp(160.0, 420.0);
        let edit = TextEdit::singleline(&mut state.path).hint_text("Path of a vignette");
        let field = ui.add(edit.desired_width(width).margin(egui::vec2(12.0, 8.0)));
        ui.accesskit_node_builder(field.id, |node| node.set_label("Path of a vignette"));
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let typed = !state.path.trim().is_empty();
        let open = quiet_button_if(ui, typed, "Open it").clicked();
        if typed && (open || entered) {
            let path = state.path.trim().into();
            asks.push(StudioCommand::Begin(Beginning::File(path)));
        }
        let idle = state.dialog != Dialog::Open;
        if quiet_button_if(ui, idle, "Choose a file …").clicked() {
            asks.push(StudioCommand::ChoosePath(Purpose::Open));
        }
    });
    dialog_words(ui, state.dialog);
}

fn own_ui(ui: &mut Ui, entries: &[Entry], asks: &mut Vec<StudioCommand>) {
    for entry in entries {
        let Origin::File(path) = &entry.origin else { continue };
        if path.is_dir() {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            if named_button(ui, &entry.title, &format!("Edit {}", entry.title)).clicked() {
                asks.push(StudioCommand::Begin(Beginning::File(path.clone())));
            }
            let ink = palette(ui).ink_faint;
            ui.label(TextRole::Small.text(path.display().to_string()).color(ink));
        });
    }
}

fn copies_ui(ui: &mut Ui, entries: &[Entry], state: &mut DoorState, asks: &mut Vec<StudioCommand>) {
    let label = if state.copies {
        "Hide the bundled ones"
    } else {
        "Show the bundled ones"
    };
    if link_button(ui, label).clicked() {
        state.copies = !state.copies;
    }
    if !state.copies {
        return;
    }
    for entry in entries {
        let Origin::Bundled(file) = entry.origin else { continue };
        ui.horizontal_wrapped(|ui| {
            if named_button(ui, &entry.title, &format!("Copy {}", entry.title)).clicked() {
                asks.push(StudioCommand::Begin(Beginning::Bundled(file)));
            }
            if let Some(vignette) = entry.vignette() {
                let scenario = &vignette.scenario;
                let words = format!("{}. {}", scenario.client.name, scenario.setting.service);
                let label = TextRole::Small.text(words).color(palette(ui).ink_faint);
                ui.add(egui::Label::new(label).truncate());
            }
        });
    }
}
