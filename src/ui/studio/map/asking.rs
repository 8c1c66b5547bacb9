//! What the map and the outline ask a person: a name, a text, where a response is to lead.

use egui::{Key, Modal, Response, Role, TextEdit, Ui, WidgetInfo, vec2};

use super::ask::{MapAsk, Stub};
use super::data::{Kind, MapData};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::limits::{id_from, is_id};
use crate::scenario::map::{At, Frame, Note};
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{primary_button, quiet_button, section_heading};

/// Most targets that are listed at once.
const LISTED: usize = 12;

/// What is being asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asking {
    /// Another id for a statement, a response or an ending.
    Rename(Renaming),
    /// What a note says. A new one, or the one at this place in the list.
    Note(Option<usize>, Note),
    /// The title of a frame. A new one, or the one at this place in the list.
    Frame(Option<usize>, Frame),
    /// What a response that was led into the void is to lead to.
    Stub {
        /// The ways of the response: what each is called, and where its target is written.
        ways: Vec<(String, Pointer)>,
        /// Which of them is meant.
        way: usize,
        /// Where the new statement or ending is to stand.
        at: Option<At>,
    },
    /// Where a response is to lead.
    Lead {
        /// The ways of the response: what each is called, and where its target is written.
        ways: Vec<(String, Pointer)>,
        /// Which of them is meant.
        way: usize,
        /// What is looked for, or the id of the target.
        text: String,
    },
}

/// A renaming.
#[derive(Clone, Debug, PartialEq)]
pub struct Renaming {
    at: Pointer,
    from: String,
    text: String,
}

impl Renaming {
    /// Of a statement, a response or an ending that is called so now.
    pub fn new(at: Pointer, from: &str) -> Self {
        Self {
            at,
            from: from.to_owned(),
            text: from.to_owned(),
        }
    }
}

/// What came of a frame of asking.
enum Outcome {
    Open,
    Closed,
    Ask(MapAsk),
}

/// Asks what there is to ask. It closes with an answer, with "Cancel" and with Escape.
pub fn asking_ui(ui: &mut Ui, data: &MapData, asking: &mut Option<Asking>, asks: &mut Vec<MapAsk>) {
    let Some(open) = asking else { return };
    let modal = Modal::new(egui::Id::unique("map-asking")).show(ui, |ui| {
        ui.set_width((TextRole::Body.size(ui) * 26.0).min(ui.ctx().content_rect().width() - 80.0));
        match open {
            Asking::Rename(renaming) => rename_ui(ui, data, renaming),
            Asking::Note(at, note) => note_ui(ui, *at, note),
            Asking::Frame(at, frame) => frame_ui(ui, *at, frame),
            Asking::Stub { ways, way, at } => stub_ui(ui, ways, way, *at),
            Asking::Lead { ways, way, text } => lead_ui(ui, data, ways, way, text),
        }
    });
    let closed = modal.should_close();
    match modal.inner {
        Outcome::Open if !closed => {}
        Outcome::Open | Outcome::Closed => close(ui, asking),
        Outcome::Ask(ask) => {
            asks.push(ask);
            close(ui, asking);
        }
    }
}

/// A field that has the keyboard when it appears. True once Enter was pressed in it.
fn field(ui: &mut Ui, name: &str, text: &mut String) -> bool {
    let field = TextEdit::singleline(text)
        .margin(vec2(12.0, 8.0))
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
    focus_first(ui, &response);
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// Gives the keyboard to something when the question appears, and not again.
fn focus_first(ui: &Ui, response: &Response) {
    let id = egui::Id::unique("map-asking-focus");
    if ui.data(|data| data.get_temp::<bool>(id).is_none()) {
        response.request_focus();
        ui.data_mut(|data| data.insert_temp(id, true));
    }
}

fn close(ui: &Ui, asking: &mut Option<Asking>) {
    *asking = None;
    ui.data_mut(|data| data.remove::<bool>(egui::Id::unique("map-asking-focus")));
}

/// The buttons under a question. `done` is what the first one says.
fn buttons(ui: &mut Ui, done: &str, possible: bool, entered: bool) -> Option<bool> {
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let go = ui
            .add_enabled_ui(possible, |ui| primary_button(ui, done))
            .inner
            .clicked();
        let cancel = quiet_button(ui, "Cancel").clicked();
        if cancel {
            Some(false)
        } else {
            ((go || entered) && possible).then_some(true)
        }
    })
    .inner
}

fn hint(ui: &mut Ui, words: &str) {
    let ink = palette(ui).ink_soft;
    ui.label(prose(ui, words).color(ink));
}

fn rename_ui(ui: &mut Ui, data: &MapData, renaming: &mut Renaming) -> Outcome {
    section_heading(ui, &format!("Rename {}", renaming.from));
    let response = renaming.at.response_id().is_some();
    let entered = field(ui, "New name", &mut renaming.text);
    let id = if is_id(renaming.text.trim()) {
        renaming.text.trim().to_owned()
    } else {
        id_from(&renaming.text)
    };
    let same = id == renaming.from;
    let taken = !same
        && !response
        && data
            .index_of(&id)
            .and_then(|at| data.node(at))
            .is_some_and(|node| node.kind != Kind::Missing);
    let words = if id.is_empty() {
        "Letters a to z, digits and hyphens.".to_owned()
    } else if taken {
        format!("There is a {id} already.")
    } else if id != renaming.text.trim() {
        format!("It will be called {id}.")
    } else if response {
        "Everything that names it follows.".to_owned()
    } else {
        "Everything that leads here follows.".to_owned()
    };
    hint(ui, &words);
    match buttons(ui, "Rename", !id.is_empty() && !taken && !same, entered) {
        Some(true) => Outcome::Ask(MapAsk::Rename(renaming.at.clone(), id)),
        Some(false) => Outcome::Closed,
        None => Outcome::Open,
    }
}

fn note_ui(ui: &mut Ui, at: Option<usize>, note: &mut Note) -> Outcome {
    section_heading(
        ui,
        if at.is_some() {
            "Change the note"
        } else {
            "A note on the map"
        },
    );
    let field = TextEdit::multiline(&mut note.text)
        .margin(vec2(12.0, 8.0))
        .desired_rows(4)
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, "Note"));
    focus_first(ui, &response);
    hint(ui, "For those who write. Trainees never see it.");
    let done = if at.is_some() { "Keep this text" } else { "Add the note" };
    match buttons(ui, done, !note.text.trim().is_empty(), false) {
        Some(true) => Outcome::Ask(match at {
            Some(at) => MapAsk::SetNote(at, note.clone()),
            None => MapAsk::AddNote(note.clone()),
        }),
        Some(false) => Outcome::Closed,
        None => Outcome::Open,
    }
}

fn frame_ui(ui: &mut Ui, at: Option<usize>, frame: &mut Frame) -> Outcome {
    section_heading(
        ui,
        if at.is_some() {
            "Change the frame’s title"
        } else {
            "A frame on the map"
        },
    );
    let entered = field(ui, "Title of the frame", &mut frame.title);
    let done = if at.is_some() {
        "Keep this title"
    } else {
        "Add the frame"
    };
    match buttons(ui, done, !frame.title.trim().is_empty(), entered) {
        Some(true) => Outcome::Ask(match at {
            Some(at) => MapAsk::SetFrame(at, frame.clone()),
            None => MapAsk::AddFrame(frame.clone()),
        }),
        Some(false) => Outcome::Closed,
        None => Outcome::Open,
    }
}

/// Which way of a response is meant, where it has several.
fn ways_ui(ui: &mut Ui, ways: &[(String, Pointer)], way: &mut usize) {
    if ways.len() < 2 {
        return;
    }
    hint(ui, "It has several ways. Which one?");
    for (at, (label, _)) in ways.iter().enumerate() {
        ui.radio_value(way, at, label);
    }
    ui.add_space(space::S);
}

fn stub_ui(ui: &mut Ui, ways: &[(String, Pointer)], way: &mut usize, at: Option<At>) -> Outcome {
    section_heading(ui, "What comes here?");
    ways_ui(ui, ways, way);
    hint(ui, "An empty one is made, and the response leads to it.");
    ui.add_space(space::S);
    let Some((_, exit)) = ways.get(*way) else {
        return Outcome::Closed;
    };
    let stub = |kind: Stub| {
        Outcome::Ask(MapAsk::Stub {
            exit: exit.clone(),
            kind,
            id: None,
            at,
        })
    };
    ui.horizontal_wrapped(|ui| {
        let statement = primary_button(ui, "A new statement");
        focus_first(ui, &statement);
        if statement.clicked() {
            stub(Stub::Statement)
        } else if quiet_button(ui, "A new ending").clicked() {
            stub(Stub::Ending)
        } else if quiet_button(ui, "Cancel").clicked() {
            Outcome::Closed
        } else {
            Outcome::Open
        }
    })
    .inner
}

fn lead_ui(ui: &mut Ui, data: &MapData, ways: &[(String, Pointer)], way: &mut usize, text: &mut String) -> Outcome {
    section_heading(ui, "Where should it lead?");
    ways_ui(ui, ways, way);
    let entered = field(ui, "Statement or ending", text);
    let Some((_, exit)) = ways.get(*way) else {
        return Outcome::Closed;
    };
    let asked = text.trim().to_lowercase();
    let fits = data.nodes.iter().filter(|node| {
        node.kind != Kind::Missing && (node.id.contains(&asked) || node.words.to_lowercase().contains(&asked))
    });
    // The name itself first.
    let mut found: Vec<_> = fits.take(LISTED * 20).collect();
    found.sort_by_key(|node| (node.id != asked, !node.id.starts_with(&asked)));
    let mut chosen = None;
    egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        for node in found.iter().take(LISTED) {
            let words: String = node.words.chars().take(48).collect();
            let label = format!("{}: {words}", node.id);
            let button = egui::Button::new(label)
                .frame(false)
                .wrap_mode(egui::TextWrapMode::Truncate);
            if ui.add(button).clicked() {
                chosen = Some(node.id.clone());
            }
        }
    });
    if found.is_empty() {
        hint(ui, "Nothing is called so.");
    }
    let first = found.first().map(|node| node.id.clone());
    let done = match &first {
        Some(first) => format!("Lead to {first}"),
        None => "Lead there".to_owned(),
    };
    let decided = buttons(ui, &done, first.is_some(), entered);
    match (chosen, decided, first) {
        (Some(id), _, _) | (None, Some(true), Some(id)) => Outcome::Ask(MapAsk::Retarget(exit.clone(), id)),
        (None, Some(false), _) => Outcome::Closed,
        _ => Outcome::Open,
    }
}

/// The ways of a response, as they are asked for.
pub fn ways_of(data: &MapData, response: u32) -> Vec<(String, Pointer)> {
    let Some(response) = data.response(response) else {
        return Vec::new();
    };
    let ways = response.exits.clone().filter_map(|at| {
        let to = data.node(data.edge(at)?.to)?;
        Some((format!("{}, now to {}", data.label(at), to.id), data.exit(at)?))
    });
    ways.collect()
}
