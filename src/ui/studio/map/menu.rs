//! The menu on a place of the map. What can be done to it, in one list for the pointer and the keyboard.

use egui::{Popup, PopupKind, Pos2, Ui};

use super::ask::{MapAsk, Moved, Stub};
use super::asking::{Asking, Renaming, ways_of};
use super::data::{Kind, MapData, Thing};
use super::marks::{frame_around, note_at};
use super::state::PlanState;

/// Shows the menu while it is open. `place` is where on the map it was opened.
pub fn menu_ui(ui: &mut Ui, data: &MapData, state: &mut PlanState, place: Option<Pos2>, asks: &mut Vec<MapAsk>) {
    let Some((at, thing)) = state.map.menu else { return };
    let mut open = true;
    let before = (asks.len(), state.asking.is_some());
    Popup::new(egui::Id::unique("map-menu"), ui.ctx().clone(), at, ui.layer_id())
        .kind(PopupKind::Menu)
        .layout(egui::Layout::top_down_justified(egui::Align::Min))
        .style(egui::containers::menu::menu_style)
        .open_bool(&mut open)
        .show(|ui| {
            ui.set_min_width(200.0);
            items_ui(ui, data, state, thing, place, asks);
        });
    // A click closes it by itself, a key does not.
    if !open || (asks.len(), state.asking.is_some()) != before {
        state.map.menu = None;
    }
}

/// The items for something, or for the empty map. The outline shows the same.
pub fn items_ui(
    ui: &mut Ui,
    data: &MapData,
    state: &mut PlanState,
    thing: Option<Thing>,
    place: Option<Pos2>,
    asks: &mut Vec<MapAsk>,
) {
    match thing {
        Some(Thing::Node(at)) => node_items(ui, data, state, at, asks),
        Some(Thing::Response(at)) => response_items(ui, data, state, at, asks),
        Some(Thing::Frame(at)) => {
            if ui.button("Change the title…").clicked()
                && let Some(frame) = data.frames.get(at)
            {
                state.asking = Some(Asking::Frame(Some(at), frame.clone()));
            }
            if ui.button("Delete the frame").clicked() {
                asks.push(MapAsk::DeleteFrame(at));
            }
        }
        Some(Thing::Note(at)) => {
            if ui.button("Change the text…").clicked()
                && let Some(note) = data.notes.get(at)
            {
                state.asking = Some(Asking::Note(Some(at), note.clone()));
            }
            if ui.button("Delete the note").clicked() {
                asks.push(MapAsk::DeleteNote(at));
            }
        }
        None => map_items(ui, data, state, place, asks),
    }
}

fn node_items(ui: &mut Ui, data: &MapData, state: &mut PlanState, at: u32, asks: &mut Vec<MapAsk>) {
    let (Some(node), pointer) = (data.node(at), data.pointer(Thing::Node(at))) else {
        return;
    };
    let Some(pointer) = pointer else {
        missing_items(ui, data, at, asks);
        return;
    };
    if ui.button("Open").clicked() {
        asks.push(MapAsk::Open(pointer.clone()));
    }
    if node.kind == Kind::Statement {
        if ui.button("Play from here").clicked() {
            asks.push(MapAsk::PlayFrom(node.id.clone()));
        }
        if ui.button("Add a response").clicked() {
            asks.push(MapAsk::AddResponse(node.id.clone()));
        }
    }
    if ui.button("Rename…").clicked() {
        state.asking = Some(Asking::Rename(Renaming::new(pointer, &node.id)));
    }
    if node.kind == Kind::Statement && !node.exits.is_empty() {
        ui.menu_button("Lead a response elsewhere", |ui| {
            for response in node.responses.clone() {
                let label = data.response(response).map_or("", |response| response.id.as_str());
                if ui.button(label).clicked() {
                    lead(data, state, response);
                }
            }
        });
    }
    ui.separator();
    let chosen: Vec<u32> = state.picked.nodes().collect();
    let group = if chosen.contains(&at) { chosen } else { vec![at] };
    let pinned = group
        .iter()
        .filter_map(|&at| data.node(at))
        .filter(|node| node.pin.is_some());
    let pinned: Vec<String> = pinned.map(|node| node.id.clone()).collect();
    if pinned.len() < group.len()
        && ui
            .button("Keep it where it is")
            .on_hover_text("Pin it: laying out goes around it")
            .clicked()
    {
        asks.push(pin(data, state, &group));
    }
    if !pinned.is_empty() && ui.button("Let it be laid out").clicked() {
        asks.push(MapAsk::Unpin(pinned));
    }
    if ui.button("Frame around it…").clicked() {
        frame(data, state, &group);
    }
    let delete = if group.len() > 1 {
        format!("Delete {}", group.len())
    } else {
        "Delete".to_owned()
    };
    if ui.button(delete).clicked() {
        let pointers = group.iter().filter_map(|&at| data.pointer(Thing::Node(at)));
        asks.push(MapAsk::Delete(pointers.collect()));
    }
}

fn missing_items(ui: &mut Ui, data: &MapData, at: u32, asks: &mut Vec<MapAsk>) {
    for (label, kind) in [
        ("Write it as a statement", Stub::Statement),
        ("Write it as an ending", Stub::Ending),
    ] {
        if ui.button(label).clicked() {
            asks.extend(write_missing(data, at, kind));
        }
    }
}

/// What a response leads to and is missing, written.
pub fn write_missing(data: &MapData, at: u32, kind: Stub) -> Option<MapAsk> {
    let exit = data.entries(at).first().and_then(|&entry| data.exit(entry))?;
    Some(MapAsk::Stub {
        exit,
        kind,
        id: data.node(at).map(|node| node.id.clone()),
        at: None,
    })
}

fn response_items(ui: &mut Ui, data: &MapData, state: &mut PlanState, at: u32, asks: &mut Vec<MapAsk>) {
    let (Some(response), Some(pointer)) = (data.response(at), data.pointer(Thing::Response(at))) else {
        return;
    };
    if ui.button("Open").clicked() {
        asks.push(MapAsk::Open(pointer.clone()));
    }
    if ui.button("Lead it elsewhere…").clicked() {
        lead(data, state, at);
    }
    if ui.button("Lead it to something new…").clicked() {
        state.asking = Some(Asking::Stub {
            ways: ways_of(data, at),
            way: 0,
            at: None,
        });
    }
    if ui.button("Rename…").clicked() {
        state.asking = Some(Asking::Rename(Renaming::new(pointer.clone(), &response.id)));
    }
    ui.separator();
    if ui.button("Delete").clicked() {
        asks.push(MapAsk::Delete(vec![pointer]));
    }
}

fn map_items(ui: &mut Ui, data: &MapData, state: &mut PlanState, place: Option<Pos2>, asks: &mut Vec<MapAsk>) {
    let at = place.map(super::arrange::at);
    if ui.button("Add a statement").clicked() {
        asks.push(MapAsk::Add(Stub::Statement, at));
    }
    if ui.button("Add an ending").clicked() {
        asks.push(MapAsk::Add(Stub::Ending, at));
    }
    if ui.button("Add a note…").clicked() {
        state.asking = Some(Asking::Note(None, note_at(place.unwrap_or_default())));
    }
    let chosen: Vec<u32> = state.picked.nodes().collect();
    if !chosen.is_empty() && ui.button("Frame around what is chosen…").clicked() {
        frame(data, state, &chosen);
    }
    ui.separator();
    if ui.button("Lay everything out").clicked() {
        asks.push(MapAsk::Unpin(Vec::new()));
    }
}

/// Boxes pinned where they stand now.
fn pin(data: &MapData, state: &PlanState, nodes: &[u32]) -> MapAsk {
    let written = nodes.iter().filter_map(|&at| data.node(at).map(|node| (at, node)));
    let places = written
        .filter(|(_, node)| node.kind != Kind::Missing)
        .map(|(at, node)| (node.id.clone(), super::arrange::at(state.map.arranged.rect(at).min)));
    MapAsk::Move(Moved {
        places: places.collect(),
        ..Moved::default()
    })
}

/// Asks for the text of a new note, beside the current box.
pub fn add_note(data: &MapData, state: &mut PlanState) {
    let current = state.current.filter(|&at| data.node(at).is_some());
    let beside = current.map_or(Pos2::ZERO, |at| {
        state.map.arranged.rect(at).right_top() + egui::vec2(24.0, 0.0)
    });
    state.asking = Some(Asking::Note(None, note_at(beside)));
}

/// Asks where a response is to lead.
pub fn lead(data: &MapData, state: &mut PlanState, response: u32) {
    state.asking = Some(Asking::Lead {
        ways: ways_of(data, response),
        way: 0,
        text: String::new(),
    });
}

/// Asks for the title of a frame around some boxes.
pub fn frame(data: &MapData, state: &mut PlanState, nodes: &[u32]) {
    let all = nodes.iter().filter(|&&at| data.node(at).is_some());
    let bounds = all.fold(egui::Rect::NOTHING, |all, &at| all.union(state.map.arranged.rect(at)));
    if bounds.is_positive() {
        state.asking = Some(Asking::Frame(None, frame_around(bounds)));
    }
}
