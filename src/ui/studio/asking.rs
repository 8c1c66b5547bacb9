//! What the studio asks over the desk, and draws as a modal: nothing of it blocks the program.

use egui::{Key, Modal, TextEdit, Ui};

use super::command::{Beginning, Purpose, StudioCommand};
use super::find_ui::FindState;
use super::spot::Spot;
use crate::edit::step::Refused;
use crate::session::words::sentence;
use crate::ui::theme::{prose, space};
use crate::ui::widgets::{link_button, page_title, primary_button, quiet_button};

/// What was about to be done when there was unsaved work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Put the vignette away.
    Close,
    /// Begin with another.
    Begin(Beginning),
    /// Close the program.
    Quit,
}

/// One question.
#[derive(Debug)]
pub enum Asking {
    /// There is unsaved work.
    Leave(Then),
    /// Which file?
    Path {
        /// What for.
        purpose: Purpose,
        /// What is typed.
        path: String,
        /// What was wrong with the last one.
        problem: Option<String>,
    },
    /// Another program has changed the file.
    Conflict,
    /// Why is a finding meant?
    Allow {
        /// The rule.
        rule: String,
        /// Where.
        at: Option<String>,
        /// What was found.
        message: String,
        /// What is typed.
        because: String,
    },
    /// What is searched for?
    Find(FindState),
    /// Why something was not done, and what stands in the way.
    Refused(Refused),
}

/// Shows a question. [`Asking::Find`] has a view of its own.
pub fn asking_ui(ui: &Ui, asking: &mut Asking, name: &str, asks: &mut Vec<StudioCommand>) {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(28));
    let modal = Modal::new(egui::Id::unique("studio-asking"))
        .frame(frame)
        .show(ui, |ui| {
            let content = ui.ctx().content_rect();
            ui.set_width((content.width() - 2.0 * space::XL).min(560.0));
            let scroll = egui::ScrollArea::vertical().max_height(content.height() - 120.0);
            scroll.show(ui, |ui| match asking {
                Asking::Leave(then) => leave_ui(ui, then, name, asks),
                Asking::Path { purpose, path, problem } => path_ui(ui, *purpose, path, problem.as_deref(), asks),
                Asking::Conflict => conflict_ui(ui, name, asks),
                Asking::Allow {
                    rule,
                    at,
                    message,
                    because,
                } => allow_ui(ui, (rule, at.as_deref(), message), because, asks),
                Asking::Refused(refused) => refused_ui(ui, refused, asks),
                Asking::Find(_) => {}
            });
        });
    if modal.should_close() {
        asks.push(StudioCommand::Dismiss);
    }
}

fn leave_ui(ui: &mut Ui, then: &Then, name: &str, asks: &mut Vec<StudioCommand>) {
    page_title(ui, "Something is unsaved");
    let before = match then {
        Then::Close => "put it away",
        Then::Begin(_) => "begin with another one",
        Then::Quit => "close the program",
    };
    ui.label(prose(
        ui,
        format!("{name} has changes that are in no file yet. Save them before you {before}?"),
    ));
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, "Save and go on").clicked() {
            asks.push(StudioCommand::SaveAndLeave);
        }
        if quiet_button(ui, "Don’t save").clicked() {
            asks.push(StudioCommand::LeaveUnsaved);
        }
        if quiet_button(ui, "Stay here").clicked() {
            asks.push(StudioCommand::Dismiss);
        }
    });
}

fn path_ui(ui: &mut Ui, purpose: Purpose, path: &mut String, problem: Option<&str>, asks: &mut Vec<StudioCommand>) {
    page_title(ui, purpose.label());
    let label = ui.label("Path of the file");
    let edit = TextEdit::singleline(path).desired_width(f32::INFINITY);
    let field = ui.add(edit.margin(egui::vec2(12.0, 8.0))).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered && ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    if let Some(problem) = problem {
        let ink = crate::ui::theme::palette(ui).warning;
        ui.label(prose(ui, problem).color(ink));
    }
    let typed = path.trim();
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let button = ui
            .add_enabled_ui(!typed.is_empty(), |ui| primary_button(ui, purpose.verb()))
            .inner;
        if button.clicked() || (entered && !typed.is_empty()) {
            asks.push(StudioCommand::Path(purpose, typed.into()));
        }
        if quiet_button(ui, "Choose in a dialog …").clicked() {
            asks.push(StudioCommand::ChoosePath(purpose));
        }
        if quiet_button(ui, "Cancel").clicked() {
            asks.push(StudioCommand::Dismiss);
        }
    });
}

fn conflict_ui(ui: &mut Ui, name: &str, asks: &mut Vec<StudioCommand>) {
    page_title(ui, "The file has changed");
    let text = "was changed by another program since you opened it. Nothing has been saved yet. Which one should stay?";
    ui.label(prose(ui, format!("{name} {text}")));
    ui.add_space(space::M);
    for (label, hint, command) in [
        (
            "Keep mine",
            "What is on the desk replaces what the other program wrote",
            StudioCommand::SaveOver,
        ),
        (
            "Take theirs",
            "What the other program wrote comes onto the desk; undo brings yours back",
            StudioCommand::TakeTheirs,
        ),
        (
            "Save mine as a copy",
            "Both stay, in two files",
            StudioCommand::AskPath(Purpose::Copy),
        ),
    ] {
        if quiet_button(ui, label).on_hover_text(hint).clicked() {
            asks.push(command);
        }
        ui.label(crate::ui::theme::TextRole::Small.text(hint));
    }
    if quiet_button(ui, "Decide later").clicked() {
        asks.push(StudioCommand::Dismiss);
    }
}

fn allow_ui(
    ui: &mut Ui,
    (rule, at, message): (&str, Option<&str>, &str),
    because: &mut String,
    asks: &mut Vec<StudioCommand>,
) {
    page_title(ui, "It is meant");
    ui.label(prose(ui, sentence(message)));
    let label = ui.label("Why is it meant to be so? The reason stays in the file, for the next author.");
    let edit = TextEdit::multiline(because)
        .desired_rows(2)
        .desired_width(f32::INFINITY);
    let field = ui.add(edit.margin(egui::vec2(12.0, 8.0)));
    ui.accesskit_node_builder(field.id, |node| node.set_label("Reason"));
    if ui.memory(|memory| memory.focused().is_none()) {
        field.request_focus();
    }
    drop(label);
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        let given = !because.trim().is_empty();
        let button = ui
            .add_enabled_ui(given, |ui| primary_button(ui, "Keep it with this reason"))
            .inner;
        if button.clicked() {
            asks.push(StudioCommand::Allow {
                rule: rule.to_owned(),
                at: at.map(str::to_owned),
                because: because.trim().to_owned(),
            });
            asks.push(StudioCommand::Dismiss);
        }
        if quiet_button(ui, "Cancel").clicked() {
            asks.push(StudioCommand::Dismiss);
        }
    });
}

fn refused_ui(ui: &mut Ui, refused: &Refused, asks: &mut Vec<StudioCommand>) {
    page_title(ui, "That was not done");
    ui.label(prose(ui, sentence(&refused.message)));
    ui.label(prose(ui, sentence(&refused.help)));
    for place in refused.places.iter().take(12) {
        if link_button(ui, &format!("Go to {place}")).clicked() {
            asks.push(StudioCommand::Go(Spot::of(place)));
            asks.push(StudioCommand::Dismiss);
        }
    }
    ui.add_space(space::M);
    if primary_button(ui, "I see").clicked() {
        asks.push(StudioCommand::Dismiss);
    }
}
