//! The keyboard on the map. Every key here is one that a box has while it has the keyboard.

use egui::{Key, Modifiers, Pos2, Rect, Ui, Vec2, vec2};

use super::ask::MapAsk;
use super::camera::Camera;
use super::data::{Kind, MapData, Thing};
use super::menu::{add_note, frame, lead};
use super::pointer::{choose, delete, drop_carried, open, rename};
use super::state::PlanState;
use super::toolbar::search_id;
use crate::ui::command::NUMBERS;

/// Keys of the map, for the sheet of keys.
pub const KEYS: &[(&str, &str)] = &[
    (
        "Down, Up",
        "Follow the response that is looked at; go back to what leads here",
    ),
    ("Left, Right", "To the statement beside this one"),
    ("1 to 8", "Look at a response"),
    ("Enter", "Open in the form"),
    ("Space", "Choose this as well, or no longer"),
    ("Ctrl+A, Escape", "Choose everything, or nothing"),
    ("F2, Delete", "Rename, delete"),
    ("L", "Lead the response elsewhere"),
    ("N, R", "Add a note; put a frame around what is chosen"),
    ("Alt and arrows", "Move what is chosen; with Shift, farther"),
    ("Ctrl and arrows", "Move the map"),
    ("+, −, 0", "Look closer, from farther, at 100 %"),
    ("F, G", "Show the whole map, or what is chosen"),
    ("Home", "To the opening"),
    ("M", "Open the menu"),
    ("/", "Find ids and words on the map; Ctrl+F searches the whole vignette"),
];

/// How far a key moves the map, in points on the screen.
const PAN: f32 = 90.0;
/// How far a key moves what is chosen, in points on the map.
const NUDGE: f32 = 16.0;

const ARROWS: [(Key, Vec2); 4] = [
    (Key::ArrowLeft, vec2(-1.0, 0.0)),
    (Key::ArrowRight, vec2(1.0, 0.0)),
    (Key::ArrowUp, vec2(0.0, -1.0)),
    (Key::ArrowDown, vec2(0.0, 1.0)),
];

/// Takes the keys that the map knows.
pub fn keys(ui: &Ui, data: &MapData, state: &mut PlanState, scale: f32, read_only: bool, asks: &mut Vec<MapAsk>) {
    let Some(current) = state.current else { return };
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    for (key, direction) in ARROWS {
        if pressed(Modifiers::ALT | Modifiers::SHIFT, key) {
            nudge(data, state, direction * NUDGE * 4.0, read_only, asks);
        } else if pressed(Modifiers::ALT, key) {
            nudge(data, state, direction * NUDGE, read_only, asks);
        } else if pressed(Modifiers::COMMAND, key)
            && let Some(camera) = &mut state.map.camera
        {
            camera.center += direction * (PAN / scale);
        } else if pressed(Modifiers::NONE, key)
            && let Some(next) = walk(data, state, current, key)
        {
            choose(data, state, Thing::Node(next));
            state.map.reveal = true;
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        (0..)
            .zip(&data.nodes)
            .for_each(|(at, _)| state.picked.add(Thing::Node(at)));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        state.picked.clear();
        state.way = None;
    }
    if pressed(Modifiers::NONE, Key::Slash) {
        ui.memory_mut(|memory| memory.request_focus(search_id()));
        return;
    }
    look_keys(ui, data, state);
    if pressed(Modifiers::NONE, Key::Space) {
        state.picked.toggle(Thing::Node(current));
    }
    for (key, place) in NUMBERS.into_iter().zip(0..) {
        let own = data.node(current).map_or(0..0, |node| node.responses.clone());
        if pressed(Modifiers::NONE, key) && own.contains(&(own.start + place)) {
            choose(data, state, Thing::Response(own.start + place));
        }
    }
    let chosen = chosen(state, current);
    if pressed(Modifiers::NONE, Key::Enter) {
        open(data, state, chosen, asks);
    }
    if !read_only {
        change_keys(ui, data, state, current, chosen, asks);
    }
}

/// The one thing that a key is about: the response that is looked at, what alone is chosen, or the current box.
fn chosen(state: &PlanState, current: u32) -> Thing {
    let mut things = state.picked.things();
    match (things.next(), things.next()) {
        (Some(thing), None) => thing,
        _ => Thing::Node(current),
    }
}

fn look_keys(ui: &Ui, data: &MapData, state: &mut PlanState) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let still = crate::ui::theme::reduce_motion(ui);
    let Some(camera) = state.map.camera else { return };
    let here = state.map.flight.map_or(camera, |flight| flight.to());
    let middle = state
        .current
        .map_or(here.center, |at| state.map.arranged.rect(at).center());
    if pressed(Key::Plus) || pressed(Key::Equals) {
        state.map.look(here.zoomed(1.25, middle), still);
    }
    if pressed(Key::Minus) {
        state.map.look(here.zoomed(0.8, middle), still);
    }
    if pressed(Key::Num0) {
        let to = Camera {
            center: middle,
            zoom: 1.0,
        };
        state.map.look(to, still);
    }
    if pressed(Key::F) {
        state.map.fit_all(data, still);
    }
    if pressed(Key::G) {
        let chosen: Vec<u32> = state.picked.nodes().chain(state.current).collect();
        let bounds = chosen
            .iter()
            .fold(Rect::NOTHING, |all, &at| all.union(state.map.arranged.rect(at)));
        state.map.fit(bounds, still);
    }
    if pressed(Key::Home)
        && let Some(start) = data.start
    {
        choose(data, state, Thing::Node(start));
        state.map.reveal = true;
    }
}

fn change_keys(ui: &Ui, data: &MapData, state: &mut PlanState, current: u32, chosen: Thing, asks: &mut Vec<MapAsk>) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::F2) {
        rename(data, state, chosen);
    }
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        if state.picked.is_empty() {
            state.picked.only(chosen);
        }
        delete(data, state, asks);
    }
    if pressed(Key::L) {
        let first = data.node(current).map(|node| node.responses.start);
        match (chosen, first) {
            (Thing::Response(response), _) => lead(data, state, response),
            (_, Some(first)) if data.response(first).is_some_and(|response| response.node == current) => {
                lead(data, state, first);
            }
            _ => {}
        }
    }
    if pressed(Key::N) {
        add_note(data, state);
    }
    if pressed(Key::R) {
        let mut nodes: Vec<u32> = state.picked.nodes().collect();
        if nodes.is_empty() {
            nodes.push(current);
        }
        frame(data, state, &nodes);
    }
    if pressed(Key::M) {
        let rect = state.map.arranged.rect(current);
        let at = state
            .map
            .scratch
            .lens
            .map_or(Pos2::ZERO, |lens| lens.to_screen(rect.left_bottom()));
        state.map.menu = Some((at, Some(chosen)));
    }
}

fn nudge(data: &MapData, state: &mut PlanState, by: Vec2, read_only: bool, asks: &mut Vec<MapAsk>) {
    if read_only {
        return;
    }
    let mut things: Vec<Thing> = state
        .picked
        .things()
        .filter(|thing| !matches!(thing, Thing::Response(_)))
        .collect();
    things.retain(|thing| match *thing {
        Thing::Node(at) => data.node(at).is_some_and(|node| node.kind != Kind::Missing),
        _ => true,
    });
    if things.is_empty() {
        things.extend(state.current.map(Thing::Node));
    }
    drop_carried(data, state, &things, by, asks);
}

/// Where an arrow key leads from a box.
fn walk(data: &MapData, state: &mut PlanState, current: u32, key: Key) -> Option<u32> {
    let node = data.node(current)?;
    match key {
        Key::ArrowDown => {
            let looked_at = state.way.filter(|way| node.exits.contains(way));
            let way = looked_at.or_else(|| (!node.exits.is_empty()).then_some(node.exits.start))?;
            data.edge(way).map(|edge| edge.to)
        }
        Key::ArrowUp => {
            let arranged = &state.map.arranged;
            let entries = data.entries(current);
            let forwards = entries.iter().find(|&&edge| !arranged.is_back(edge));
            let entry = forwards.or_else(|| entries.first())?;
            data.edge(*entry).map(|edge| edge.from)
        }
        _ => beside(data, state, current, key == Key::ArrowRight),
    }
}

/// The nearest box on about the same height.
fn beside(data: &MapData, state: &mut PlanState, current: u32, right: bool) -> Option<u32> {
    let own = state.map.arranged.rect(current);
    let bounds = state.map.arranged.bounds();
    let band = Rect::from_x_y_ranges(bounds.x_range(), own.y_range()).expand2(vec2(1.0, 0.0));
    let (mut boxes, mut arrows) = (Vec::new(), Vec::new());
    state.map.arranged.find(band, &mut boxes, &mut arrows);
    let arranged = &state.map.arranged;
    boxes
        .into_iter()
        .filter(|&at| at != current && data.node(at).is_some())
        .map(|at| (arranged.rect(at), at))
        .filter(|(rect, _)| rect.y_range().intersects(own.y_range()))
        .map(|(rect, at)| (rect.center().x - own.center().x, at))
        .filter(|&(distance, _)| if right { distance > 0.0 } else { distance < 0.0 })
        .min_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))
        .map(|(_, at)| at)
}
