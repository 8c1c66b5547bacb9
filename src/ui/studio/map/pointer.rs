//! What the pointer does on the map: choose, carry, draw a box, lead a response elsewhere, look around.

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui, Vec2};

use super::arrange::at;
use super::ask::{MapAsk, Moved};
use super::asking::{Asking, Renaming, ways_of};
use super::data::{Kind, MapData, Thing};
use super::edges::port;
use super::look::{Detail, Scene};
use super::marks::{self, rect_of, size_from};
use super::menu::write_missing;
use super::state::{Drag, Link, PlanState};
use crate::scenario::diagnostic::Pointer;

/// How near to a port the pointer has to be, in points on the screen.
const PORT: f32 = 11.0;
/// Places snap to multiples of this, in points on the map.
const SNAP: f32 = 4.0;

/// What is under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A response's mark on the lower edge of its box.
    Port(u32),
    /// A box.
    Node(u32),
    /// An arrow.
    Edge(u32),
    /// A frame's title or a note.
    Mark(Thing),
    /// The corner of a frame or a note.
    Corner(Thing),
}

/// What is at a point of the screen.
pub fn hit(scene: &Scene<'_>, state: &PlanState, point: Pos2) -> Option<Hit> {
    let (data, lens) = (scene.data, scene.lens);
    let scratch = &state.map.scratch;
    let on_screen = |at: u32| lens.rect(state.map.arranged.rect(at));
    if scene.look.detail == Detail::Near {
        for &at in scratch.boxes.iter().rev() {
            let (rect, Some(node)) = (on_screen(at), data.node(at)) else {
                continue;
            };
            if (point.y - rect.bottom()).abs() > PORT || !rect.expand(PORT).contains(point) {
                continue;
            }
            let count = node.responses.end - node.responses.start;
            let near = (0..count).find(|&place| port(rect, place, count).distance(point) <= PORT);
            if let Some(place) = near {
                return Some(Hit::Port(node.responses.start + place));
            }
        }
    }
    let node = scratch.boxes.iter().rev().find(|&&at| on_screen(at).contains(point));
    if let Some(&node) = node {
        return Some(Hit::Node(node));
    }
    if let Some((thing, corner)) = marks::at(data, &lens, point) {
        return Some(if corner { Hit::Corner(thing) } else { Hit::Mark(thing) });
    }
    if scene.look.detail == Detail::Far {
        return None;
    }
    scratch.lines.at(point).map(Hit::Edge)
}

impl Hit {
    /// What is chosen by a click on it.
    pub fn thing(self, data: &MapData) -> Option<Thing> {
        match self {
            Self::Port(response) => Some(Thing::Response(response)),
            Self::Node(node) => Some(Thing::Node(node)),
            Self::Edge(edge) => data.edge(edge).map(|edge| Thing::Response(edge.response)),
            Self::Mark(thing) | Self::Corner(thing) => Some(thing),
        }
    }
}

/// Takes clicks and drags on the map.
pub fn pointer(ui: &Ui, canvas: &Response, scene: &Scene<'_>, state: &mut PlanState, asks: &mut Vec<MapAsk>) {
    let (data, lens, read_only) = (scene.data, scene.lens, scene.read_only);
    let over = canvas.hover_pos().and_then(|point| hit(scene, state, point));
    state.map.scratch.hovered = over;
    if canvas.clicked() || canvas.double_clicked() {
        click(ui, canvas, data, state, over, asks);
    }
    if canvas.secondary_clicked()
        && let Some(point) = canvas.interact_pointer_pos()
    {
        let thing = over.and_then(|hit| hit.thing(data));
        if let Some(thing) = thing.filter(|&thing| !state.picked.has(thing)) {
            choose(data, state, thing);
        }
        if !read_only {
            state.map.menu = Some((point, thing));
        }
    }
    if canvas.drag_started() {
        let origin = ui.input(|input| input.pointer.press_origin());
        let point = origin.or(canvas.interact_pointer_pos()).unwrap_or(lens.screen.center());
        let from = hit(scene, state, point);
        begin(ui, scene, state, from, point);
    }
    if canvas.dragged() {
        go_on(canvas, state, lens.scale);
    }
    if canvas.drag_stopped() {
        let point = canvas
            .interact_pointer_pos()
            .or_else(|| ui.input(|input| input.pointer.latest_pos()));
        end(scene, state, point.unwrap_or(lens.screen.center()), asks);
    }
    let cursor = match (&state.map.drag, over) {
        (Drag::Pan, _) => Some(CursorIcon::Grabbing),
        (Drag::Link(_), _) => Some(CursorIcon::Crosshair),
        (Drag::Move(_), _) => Some(CursorIcon::Move),
        (Drag::Resize(..), _) | (Drag::None, Some(Hit::Corner(_))) => Some(CursorIcon::ResizeNwSe),
        (Drag::None, Some(Hit::Port(_))) if !read_only => Some(CursorIcon::Crosshair),
        (Drag::None, Some(_)) => Some(CursorIcon::PointingHand),
        (Drag::None, None) | (Drag::Around(_), _) => None,
    };
    if let Some(cursor) = cursor.filter(|_| canvas.hovered() || canvas.dragged()) {
        ui.ctx().set_cursor_icon(cursor);
    }
}

/// Chooses one thing, and gives the keyboard to its box.
pub fn choose(data: &MapData, state: &mut PlanState, thing: Thing) {
    state.picked.only(thing);
    match thing {
        Thing::Node(at) => {
            state.current = Some(at);
            state.way = None;
        }
        Thing::Response(at) => {
            state.current = data.response(at).map(|response| response.node);
            state.way = data.response(at).map(|response| response.exits.start);
        }
        Thing::Frame(_) | Thing::Note(_) => {}
    }
    state.note_current(data);
    state.map.take_focus = true;
}

fn click(ui: &Ui, canvas: &Response, data: &MapData, state: &mut PlanState, over: Option<Hit>, asks: &mut Vec<MapAsk>) {
    let more = ui.input(|input| input.modifiers.command || input.modifiers.shift);
    let Some(thing) = over.and_then(|hit| hit.thing(data)) else {
        if !more {
            state.picked.clear();
            state.way = None;
        }
        state.map.take_focus = true;
        return;
    };
    if more {
        state.picked.toggle(thing);
        return;
    }
    choose(data, state, thing);
    if let Some(Hit::Edge(edge)) = over {
        state.way = Some(edge);
    }
    if canvas.double_clicked() {
        match thing {
            Thing::Frame(at) => {
                state.asking = data.frames.get(at).map(|frame| Asking::Frame(Some(at), frame.clone()));
                return;
            }
            Thing::Note(at) => {
                state.asking = data.notes.get(at).map(|note| Asking::Note(Some(at), note.clone()));
                return;
            }
            Thing::Node(_) | Thing::Response(_) => {}
        }
    }
    if matches!(thing, Thing::Node(_) | Thing::Response(_)) {
        asks.extend(data.pointer(thing).map(MapAsk::Open));
    }
}

fn begin(ui: &Ui, scene: &Scene<'_>, state: &mut PlanState, from: Option<Hit>, point: Pos2) {
    let (data, lens) = (scene.data, scene.lens);
    let (shift, middle) = ui.input(|input| (input.modifiers.shift, input.pointer.button_down(PointerButton::Middle)));
    state.map.flight = None;
    state.map.drag = match from {
        _ if middle => Drag::Pan,
        None if shift => Drag::Around(lens.to_map(point)),
        None => Drag::Pan,
        Some(_) if scene.read_only => Drag::Pan,
        Some(Hit::Port(response)) => {
            choose(data, state, Thing::Response(response));
            Drag::Link(Link::Response(response))
        }
        Some(Hit::Edge(edge)) => {
            if let Some(found) = data.edge(edge) {
                choose(data, state, Thing::Response(found.response));
                state.way = Some(edge);
            }
            Drag::Link(Link::Edge(edge))
        }
        Some(Hit::Corner(thing)) => {
            state.picked.only(thing);
            Drag::Resize(thing, Vec2::ZERO)
        }
        Some(hit @ (Hit::Node(_) | Hit::Mark(_))) => {
            if let Some(thing) = hit.thing(data)
                && !state.picked.has(thing)
            {
                choose(data, state, thing);
            }
            carry(data, state);
            Drag::Move(Vec2::ZERO)
        }
    };
}

/// What is chosen is carried, and with a frame all that lies in it.
fn carry(data: &MapData, state: &mut PlanState) {
    let mut carried: Vec<Thing> = state.picked.things().collect();
    for thing in state.picked.things() {
        let Thing::Frame(frame) = thing else { continue };
        let Some(frame) = data.frames.get(frame) else { continue };
        let around = rect_of(frame.at, frame.size);
        let boxes = (0..)
            .zip(&data.nodes)
            .map(|(at, _)| (Thing::Node(at), state.map.arranged.rect(at)));
        let notes = data.notes.iter().enumerate();
        let notes = notes.map(|(at, note)| (Thing::Note(at), rect_of(note.at, note.size)));
        carried.extend(
            boxes
                .chain(notes)
                .filter(|(_, rect)| around.contains_rect(*rect))
                .map(|(thing, _)| thing),
        );
    }
    carried.sort_unstable();
    carried.dedup();
    carried.retain(|thing| match *thing {
        // What is missing stands nowhere, and a response stands at its box.
        Thing::Node(at) => data.node(at).is_some_and(|node| node.kind != Kind::Missing),
        Thing::Response(_) => false,
        Thing::Frame(_) | Thing::Note(_) => true,
    });
    state.map.carried = carried;
}

fn go_on(canvas: &Response, state: &mut PlanState, scale: f32) {
    let by = canvas.drag_delta() / scale;
    match &mut state.map.drag {
        Drag::Pan => {
            if let Some(camera) = &mut state.map.camera {
                camera.center -= by;
            }
        }
        Drag::Move(moved) => {
            *moved += by;
            let moved = *moved;
            let nodes: Vec<u32> = state.map.carried.iter().filter_map(|thing| node_of(*thing)).collect();
            state.map.arranged.lift(&nodes, moved);
        }
        Drag::Resize(_, grown) => *grown += by,
        Drag::None | Drag::Around(_) | Drag::Link(_) => {}
    }
}

const fn node_of(thing: Thing) -> Option<u32> {
    match thing {
        Thing::Node(at) => Some(at),
        _ => None,
    }
}

fn end(scene: &Scene<'_>, state: &mut PlanState, point: Pos2, asks: &mut Vec<MapAsk>) {
    let data = scene.data;
    match std::mem::take(&mut state.map.drag) {
        Drag::None | Drag::Pan => {}
        Drag::Around(from) => {
            let around = Rect::from_two_pos(from, scene.lens.to_map(point));
            state.picked.clear();
            for at in (0..).zip(&data.nodes).map(|(at, _)| at) {
                if around.intersects(state.map.arranged.rect(at)) {
                    state.picked.add(Thing::Node(at));
                    state.current = Some(at);
                }
            }
            state.note_current(data);
            state.map.take_focus = true;
        }
        Drag::Move(by) => {
            let carried = std::mem::take(&mut state.map.carried);
            drop_carried(data, state, &carried, by, asks);
        }
        Drag::Resize(thing, by) => resize(data, thing, by, asks),
        Drag::Link(link) => drop_link(scene, state, link, point, asks),
    }
}

/// Puts things down, so much away from where they were. One request, and one step to undo.
pub fn drop_carried(data: &MapData, state: &mut PlanState, carried: &[Thing], by: Vec2, asks: &mut Vec<MapAsk>) {
    let snapped = |pos: Pos2| at(((pos + by) / SNAP).round() * SNAP);
    let mut moved = Moved::default();
    let mut places = Vec::new();
    state.map.arranged.lift(&[], Vec2::ZERO);
    for &thing in carried {
        match thing {
            Thing::Node(node) => {
                let place = snapped(state.map.arranged.rect(node).min);
                if let Some(found) = data.node(node) {
                    moved.places.push((found.id.clone(), place));
                    places.push((node, place));
                }
            }
            Thing::Frame(index) => moved.frames.extend(data.frames.get(index).cloned().map(|mut frame| {
                frame.at = snapped(super::arrange::pos(frame.at));
                (index, frame)
            })),
            Thing::Note(index) => moved.notes.extend(data.notes.get(index).cloned().map(|mut note| {
                note.at = snapped(super::arrange::pos(note.at));
                (index, note)
            })),
            Thing::Response(_) => {}
        }
    }
    state.map.arranged.put(data, &places);
    if moved != Moved::default() {
        asks.push(MapAsk::Move(moved));
    }
}

fn resize(data: &MapData, thing: Thing, by: Vec2, asks: &mut Vec<MapAsk>) {
    match thing {
        Thing::Frame(at) => asks.extend(data.frames.get(at).cloned().map(|mut frame| {
            frame.size = size_from(rect_of(frame.at, frame.size).size() + by);
            MapAsk::SetFrame(at, frame)
        })),
        Thing::Note(at) => asks.extend(data.notes.get(at).cloned().map(|mut note| {
            note.size = size_from(rect_of(note.at, note.size).size() + by);
            MapAsk::SetNote(at, note)
        })),
        Thing::Node(_) | Thing::Response(_) => {}
    }
}

fn drop_link(scene: &Scene<'_>, state: &mut PlanState, link: Link, point: Pos2, asks: &mut Vec<MapAsk>) {
    let data = scene.data;
    let ways = match link {
        Link::Response(response) => ways_of(data, response),
        Link::Edge(edge) => data
            .exit(edge)
            .map(|exit| vec![(data.label(edge), exit)])
            .unwrap_or_default(),
    };
    let target = match hit(scene, state, point) {
        Some(Hit::Node(at)) => data.node(at),
        Some(Hit::Port(response)) => data.response(response).and_then(|response| data.node(response.node)),
        _ => None,
    };
    state.asking = match target {
        Some(target) if ways.len() == 1 => {
            let (_, exit) = ways.into_iter().next().unwrap_or_default();
            asks.push(MapAsk::Retarget(exit, target.id.clone()));
            None
        }
        Some(target) => Some(Asking::Lead {
            ways,
            way: 0,
            text: target.id.clone(),
        }),
        None => Some(Asking::Stub {
            ways,
            way: 0,
            at: Some(at(scene.lens.to_map(point))),
        }),
    };
}

/// Opens what is chosen: its form, its text, or the question what it should be.
pub fn open(data: &MapData, state: &mut PlanState, thing: Thing, asks: &mut Vec<MapAsk>) {
    match thing {
        Thing::Frame(at) => state.asking = data.frames.get(at).map(|frame| Asking::Frame(Some(at), frame.clone())),
        Thing::Note(at) => state.asking = data.notes.get(at).map(|note| Asking::Note(Some(at), note.clone())),
        Thing::Node(at) if data.node(at).is_some_and(|node| node.kind == Kind::Missing) => {
            asks.extend(write_missing(data, at, super::ask::Stub::Statement));
        }
        Thing::Node(_) | Thing::Response(_) => asks.extend(data.pointer(thing).map(MapAsk::Open)),
    }
}

/// Asks for another name for what is chosen.
pub fn rename(data: &MapData, state: &mut PlanState, thing: Thing) {
    let name = match thing {
        Thing::Node(at) => data.node(at).map(|node| node.id.as_str()),
        Thing::Response(at) => data.response(at).map(|response| response.id.as_str()),
        // What they say is all the name that they have.
        Thing::Frame(_) | Thing::Note(_) => return open(data, state, thing, &mut Vec::new()),
    };
    if let (Some(name), Some(pointer)) = (name, data.pointer(thing)) {
        state.asking = Some(Asking::Rename(Renaming::new(pointer, name)));
    }
}

/// Deletes what is chosen.
pub fn delete(data: &MapData, state: &PlanState, asks: &mut Vec<MapAsk>) {
    let pointers: Vec<Pointer> = state.picked.things().filter_map(|thing| data.pointer(thing)).collect();
    if !pointers.is_empty() {
        asks.push(MapAsk::Delete(pointers));
    }
}
