//! What the studio asks over the desk, and draws as a modal: nothing of it blocks the program.

use std::path::PathBuf;

use egui::{Key, Modal, TextEdit, Ui};

use super::command::{Beginning, Purpose, StudioCommand};
use super::find_ui::FindState;
use super::spot::Spot;
use crate::edit::step::Refused;
use crate::scenario::model::Allow;
use crate::ui::theme::{prose, space};
use crate::ui::told::told;
use crate::ui::widgets::{link_button, page_title, primary_button, quiet_button, quiet_button_if};

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
    Path(PathAsk),
    /// Another program has changed the file.
    Conflict,
    /// Why is a finding meant?
    Allow {
        /// What was found.
        message: String,
        /// What is kept of it, with the reason as it is typed.
        allow: Allow,
        /// How many findings it allows.
        all: usize,
    },
    /// What is searched for?
    Find(FindState),
    /// Why something was not done, and what stands in the way.
    Refused(Refused),
}

/// The question which file.
#[derive(Debug)]
pub struct PathAsk {
    /// What for.
    pub purpose: Purpose,
    /// What is typed.
    pub path: String,
    /// What was wrong with the last one.
    pub problem: Option<String>,
    /// A file that is there already, and could be replaced.
    pub taken: Option<PathBuf>,
    /// How the system's dialog stands.
    pub dialog: Dialog,
}

/// How the system's dialog stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialog {
    /// It was not asked for, or has brought a file.
    #[default]
    Closed,
    /// It was asked for, and has not answered.
    Open,
    /// It has brought nothing: it was closed, or the system has none.
    Empty,
}

impl PathAsk {
    /// A question that nothing was answered to yet.
    pub const fn new(purpose: Purpose, path: String) -> Self {
        Self {
            purpose,
            path,
            problem: None,
            taken: None,
            dialog: Dialog::Closed,
        }
    }
}

/// Shows a question. [`Asking::Find`] has a view of its own.
pub fn asking_ui(ui: &Ui, asking: &mut Asking, name: &str, asks: &mut Vec<StudioCommand>) {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(28));
    // Each question has a size of its own.
    let id = egui::Id::unique(("studio-asking", std::mem::discriminant(asking)));
    let modal = Modal::new(id).frame(frame).show(ui, |ui| {
        let content = ui.ctx().content_rect();
        ui.set_width((content.width() - 2.0 * space::XL).min(560.0));
        // It grows with what it says, up to the window's height: without the second bound it would keep the size that it had first.
        let most = content.height() - 120.0;
        let scroll = egui::ScrollArea::vertical().max_height(most).min_scrolled_height(most);
        scroll.show(ui, |ui| match asking {
            Asking::Leave(then) => leave_ui(ui, then, name, asks),
            Asking::Path(ask) => path_ui(ui, ask, asks),
            Asking::Conflict => conflict_ui(ui, name, asks),
            Asking::Allow { message, allow, all } => allow_ui(ui, (message, *all), allow, asks),
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
        let save = primary_button(ui, "Save and go on");
        first_stop(ui, &save);
        if save.clicked() {
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

/// Gives the keyboard to what is likeliest to be wanted, as long as nothing else has it.
fn first_stop(ui: &Ui, response: &egui::Response) {
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}

fn path_ui(ui: &mut Ui, ask: &mut PathAsk, asks: &mut Vec<StudioCommand>) {
    let purpose = ask.purpose;
    page_title(ui, purpose.label());
    let label = ui.label("Path of the file");
    let edit = TextEdit::singleline(&mut ask.path).desired_width(f32::INFINITY);
    let field = ui.add(edit.margin(egui::vec2(12.0, 8.0))).labelled_by(label.id);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if !entered {
        first_stop(ui, &field);
    }
    let p = crate::ui::theme::palette(ui);
    let typed = PathBuf::from(ask.path.trim());
    if field.changed() {
        ask.problem = None;
        ask.taken = None;
    }
    if let Some(problem) = &ask.problem {
        let said = ui.label(prose(ui, problem.as_str()).color(p.warning));
        ui.accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
    dialog_words(ui, ask.dialog);
    ui.add_space(space::M);
    let given = !typed.as_os_str().is_empty();
    ui.horizontal_wrapped(|ui| {
        let button = ui.add_enabled_ui(given, |ui| primary_button(ui, purpose.verb())).inner;
        if button.clicked() || (entered && given) {
            asks.push(StudioCommand::Path(purpose, typed.clone()));
        }
        if let Some(taken) = &ask.taken
            && quiet_button(ui, "Replace that file").clicked()
        {
            asks.push(StudioCommand::Replace(purpose, taken.clone()));
        }
        let idle = ask.dialog != Dialog::Open;
        if quiet_button_if(ui, idle, "Choose in a dialog …").clicked() {
            asks.push(StudioCommand::ChoosePath(purpose));
        }
        if quiet_button(ui, "Cancel").clicked() {
            asks.push(StudioCommand::Dismiss);
        }
    });
}

/// How the system's dialog stands, where there is something to say of it.
pub fn dialog_words(ui: &mut Ui, dialog: Dialog) {
    let text = match dialog {
        Dialog::Closed => return,
        Dialog::Open => "The system’s dialog has been asked to open.",
        Dialog::Empty => {
            "No file was chosen. If no dialog has opened, this system has none to offer: the path can be written here."
        }
    };
    let ink = crate::ui::theme::palette(ui).ink_soft;
    let said = ui.label(crate::ui::theme::TextRole::Small.text(text).color(ink));
    ui.accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
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
        if link_button(ui, label).on_hover_text(hint).clicked() {
            asks.push(command);
        }
        ui.label(crate::ui::theme::TextRole::Small.text(hint));
        ui.add_space(space::S);
    }
    let later = quiet_button(ui, "Decide later");
    first_stop(ui, &later);
    if later.clicked() {
        asks.push(StudioCommand::Dismiss);
    }
}

fn allow_ui(ui: &mut Ui, (message, all): (&str, usize), allow: &mut Allow, asks: &mut Vec<StudioCommand>) {
    page_title(ui, "It is meant");
    ui.label(prose(ui, told(message)));
    if all > 1 {
        let place = match &allow.at {
            Some(at) => format!("at {at}"),
            None => "in the whole vignette".to_owned(),
        };
        let text = format!("This allows everything of its kind {place}: {all} findings.");
        ui.label(prose(ui, text));
    }
    let label = ui.label("Why is it meant to be so? The reason stays in the file, for the next author.");
    let edit = TextEdit::multiline(&mut allow.because)
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
        let because = allow.because.trim();
        let given = !because.is_empty();
        let button = ui
            .add_enabled_ui(given, |ui| primary_button(ui, "Keep it with this reason"))
            .inner;
        if button.clicked() {
            asks.push(StudioCommand::Allow {
                rule: allow.rule.clone(),
                at: allow.at.clone(),
                because: because.to_owned(),
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
    ui.label(prose(ui, told(&refused.message)));
    ui.label(prose(ui, told(&refused.help)));
    for place in refused.places.iter().take(12) {
        if link_button(ui, &format!("Go to {place}")).clicked() {
            asks.push(StudioCommand::Go(Spot::of(place)));
            asks.push(StudioCommand::Dismiss);
        }
    }
    ui.add_space(space::M);
    let seen = primary_button(ui, "I see");
    first_stop(ui, &seen);
    if seen.clicked() {
        asks.push(StudioCommand::Dismiss);
    }
}
