//! The keyboard in the outline.

use egui::{Key, Modifiers, Ui};

use super::data::{Row, single_link};
use super::state::{Form, row_of};
use crate::ui::studio::map::data::{MapData, Thing};
use crate::ui::studio::map::{MapAsk, PlanState, acts};

/// Keys of the outline, for the sheet of keys.
pub const KEYS: &[(&str, &str)] = &[
    ("Up, Down", "To the row above or below; with Shift, choose it as well"),
    ("Right, Left", "Open or close; go in or out"),
    ("Home, End", "To the first or the last row"),
    ("Enter", "Open in the form"),
    ("Space", "Choose this as well, or no longer"),
    ("F2, Delete", "Rename, delete"),
    ("L", "Lead the response elsewhere"),
    ("A", "Add a response to the statement"),
    ("N, R", "Add a note; put a frame around what is chosen"),
    ("M", "Open the menu"),
    (
        "/",
        "Find ids and words in the outline; Ctrl+F searches the whole vignette",
    ),
];

/// Takes the keys that the outline knows. `page` is how many rows are shown.
pub fn keys(ui: &Ui, data: &MapData, state: &mut PlanState, page: usize, read_only: bool, asks: &mut Vec<MapAsk>) {
    let Some(row) = state.outline.current else { return };
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let rows = &state.outline.rows;
    let at = rows.iter().position(|placed| placed.row == row);
    let last = rows.len().saturating_sub(1);
    for key in [
        Key::ArrowUp,
        Key::ArrowDown,
        Key::PageUp,
        Key::PageDown,
        Key::Home,
        Key::End,
    ] {
        let more = pressed(Modifiers::SHIFT, key);
        if more || pressed(Modifiers::NONE, key) {
            if more && let Some(thing) = row.thing(data) {
                state.picked.add(thing);
            }
            let at = at.unwrap_or_default();
            let to = match key {
                Key::ArrowUp => at.saturating_sub(1),
                Key::ArrowDown => at + 1,
                Key::PageUp => at.saturating_sub(page),
                Key::PageDown => at + page,
                Key::Home => 0,
                _ => last,
            };
            if let Some(placed) = state.outline.rows.get(to.min(last)).copied() {
                go(data, state, placed.row, more);
            }
        }
    }
    for (key, open) in [(Key::ArrowRight, true), (Key::ArrowLeft, false)] {
        if pressed(Modifiers::NONE, key) {
            step(data, state, row, open);
        }
    }
    if pressed(Modifiers::NONE, Key::Slash) {
        ui.memory_mut(|memory| memory.request_focus(acts::search_id()));
        return;
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        let things: Vec<Thing> = state
            .outline
            .rows
            .iter()
            .filter_map(|placed| placed.row.thing(data))
            .collect();
        things.into_iter().for_each(|thing| state.picked.add(thing));
    }
    if pressed(Modifiers::NONE, Key::Escape) {
        state.picked.clear();
    }
    if !read_only && pressed(Modifiers::NONE, Key::N) {
        acts::add_note(data, state);
    }
    let Some(thing) = row.thing(data) else { return };
    if pressed(Modifiers::NONE, Key::Space) {
        state.picked.toggle(thing);
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        acts::open(data, state, thing, asks);
    }
    if !read_only {
        change_keys(ui, data, state, thing, asks);
    }
}

fn change_keys(ui: &Ui, data: &MapData, state: &mut PlanState, thing: Thing, asks: &mut Vec<MapAsk>) {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::F2) {
        acts::rename(data, state, thing);
    }
    if pressed(Key::Delete) || pressed(Key::Backspace) {
        if !state.picked.has(thing) {
            state.picked.only(thing);
        }
        acts::delete(data, state, asks);
    }
    let (node, response) = match thing {
        Thing::Node(at) => (Some(at), data.node(at).map(|node| node.responses.start)),
        Thing::Response(at) => (data.response(at).map(|response| response.node), Some(at)),
        Thing::Frame(_) | Thing::Note(_) => (None, None),
    };
    if pressed(Key::L)
        && let Some(response) = response.filter(|&at| data.response(at).map(|response| response.node) == node)
    {
        acts::lead(data, state, response);
    }
    if pressed(Key::A)
        && let Some(node) = node.and_then(|at| data.node(at))
    {
        asks.push(MapAsk::AddResponse(node.id.clone()));
    }
    if pressed(Key::R) {
        let mut nodes: Vec<u32> = state.picked.nodes().collect();
        if nodes.is_empty() {
            nodes.extend(node);
        }
        acts::frame(data, state, &nodes);
    }
    if pressed(Key::M) {
        let at = state.outline.menu_at;
        state.map.menu = Some((at, Some(thing)));
    }
}

/// Goes to a row and chooses it, or chooses it as well.
pub fn go(data: &MapData, state: &mut PlanState, row: Row, more: bool) {
    state.outline.current = Some(row);
    state.outline.take_focus = true;
    state.outline.reveal_row = true;
    if let Some(thing) = row.thing(data) {
        if more {
            state.picked.add(thing);
        } else {
            state.picked.only(thing);
        }
        state.current = match thing {
            Thing::Node(at) => Some(at),
            Thing::Response(at) => data.response(at).map(|response| response.node),
            Thing::Frame(_) | Thing::Note(_) => state.current,
        };
        state.note_current(data);
        state.map.reveal = true;
    }
}

/// To the row of what an arrow leads to.
fn jump(data: &MapData, state: &mut PlanState, edge: u32) {
    if let Some(edge) = data.edge(edge) {
        state.go_to(data, Thing::Node(edge.to));
        state.outline.current = Some(row_of(Thing::Node(edge.to)));
        state.outline.take_focus = true;
    }
}

/// Opens a row or goes into it, closes it or goes out of it. From an arrow to what it leads to.
fn step(data: &MapData, state: &mut PlanState, row: Row, open: bool) {
    if state.outline.form != Form::Tree {
        return;
    }
    let Some(at) = state.outline.rows.iter().position(|placed| placed.row == row) else {
        return;
    };
    let placed = state.outline.rows.get(at).copied();
    match (row, placed.and_then(|placed| placed.open)) {
        (Row::Link(edge), _) if open => jump(data, state, edge),
        (Row::Response(response), None) if open => {
            if let Some(edge) = single_link(&state.outline.tree, data, response) {
                jump(data, state, edge);
            }
        }
        (_, Some(is_open)) if is_open != open => state.outline.toggle(data, row),
        (_, Some(true)) if open => {
            if let Some(next) = state.outline.rows.get(at + 1).copied() {
                go(data, state, next.row, false);
            }
        }
        _ if !open => {
            let level = placed.map_or(0, |placed| placed.level);
            let above = state.outline.rows.get(..at).unwrap_or_default().iter().rev();
            let above = above.copied().find(|placed| placed.level < level);
            if let Some(above) = above {
                go(data, state, above.row, false);
            }
        }
        _ => {}
    }
}
