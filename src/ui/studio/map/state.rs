//! What a person has chosen, looked for and begun on the map and in the outline. Belongs to the screen and never to the document.

use std::collections::BTreeSet;

use egui::{Context, Pos2, Rect, Vec2};

use super::arrange::Arrangement;
use super::asking::Asking;
use super::camera::{Camera, Flight};
use super::data::{MapData, Thing};
use super::search::Search;
use crate::scenario::diagnostic::Pointer;
use crate::ui::studio::outline::OutlineState;

/// What the map and the outline share, and what each has for itself.
#[derive(Debug, Default)]
pub struct PlanState {
    /// What is chosen.
    pub picked: Picked,
    /// The box that has the keyboard, or would have it.
    pub current: Option<u32>,
    /// The arrow that leaves it and is looked at.
    pub way: Option<u32>,
    /// What is being asked.
    pub asking: Option<Asking>,
    /// What is looked for.
    pub search: Search,
    /// The map's own.
    pub map: MapState,
    /// The outline's own.
    pub outline: OutlineState,
    version: Option<u64>,
    shape: u64,
    /// The name of `current`, for when positions change.
    current_id: String,
    shown: Option<Pointer>,
}

/// The map's own state.
#[derive(Debug, Default)]
pub struct MapState {
    /// Where everything stands.
    pub arranged: Arrangement,
    /// Where one looks; none before the first frame.
    pub camera: Option<Camera>,
    /// On the way to somewhere.
    pub flight: Option<Flight>,
    /// What is being dragged.
    pub drag: Drag,
    /// What goes along with it.
    pub(super) carried: Vec<Thing>,
    /// The menu that is open: where, and for what.
    pub menu: Option<(Pos2, Option<Thing>)>,
    /// The keyboard is to go to the current box.
    pub take_focus: bool,
    /// The current box is to come into view.
    pub reveal: bool,
    /// What is drawn, kept from frame to frame so that nothing is allocated anew.
    pub(super) scratch: super::map_ui::Scratch,
}

/// What the pointer drags.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drag {
    /// Nothing.
    #[default]
    None,
    /// The map itself.
    Pan,
    /// A box around what is to be chosen: from here. Places of the map.
    Around(Pos2),
    /// What is chosen, by so much.
    Move(Vec2),
    /// The corner of a frame or a note, by so much.
    Resize(Thing, Vec2),
    /// Where a response leads, or one of its ways.
    Link(Link),
}

/// What is being led elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// A response; if it has several ways, one is asked for.
    Response(u32),
    /// One arrow.
    Edge(u32),
}

/// What is chosen, by position and by name: names last from one version to the next.
#[derive(Debug, Default)]
pub struct Picked {
    things: BTreeSet<Thing>,
    names: Vec<(String, Option<String>)>,
    changed: bool,
}

impl Picked {
    /// Whether this is chosen.
    pub fn has(&self, thing: Thing) -> bool {
        self.things.contains(&thing)
    }

    /// All that is chosen, in order.
    pub fn things(&self) -> impl Iterator<Item = Thing> + '_ {
        self.things.iter().copied()
    }

    /// The boxes that are chosen.
    pub fn nodes(&self) -> impl Iterator<Item = u32> + '_ {
        self.things.iter().filter_map(|thing| match thing {
            Thing::Node(at) => Some(*at),
            _ => None,
        })
    }

    /// How many things are chosen.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// Chooses this and nothing else.
    pub fn only(&mut self, thing: Thing) {
        self.things.clear();
        self.add(thing);
    }

    /// Chooses this as well.
    pub fn add(&mut self, thing: Thing) {
        self.things.insert(thing);
        self.changed = true;
    }

    /// Chooses this as well, or no longer.
    pub fn toggle(&mut self, thing: Thing) {
        if !self.things.remove(&thing) {
            self.things.insert(thing);
        }
        self.changed = true;
    }

    /// Chooses nothing.
    pub fn clear(&mut self) {
        self.things.clear();
        self.changed = true;
    }

    /// Notes the names of what is chosen. Once a frame.
    fn remember(&mut self, data: &MapData) {
        if !std::mem::take(&mut self.changed) {
            return;
        }
        let names = self.things.iter().filter_map(|thing| match *thing {
            Thing::Node(at) => Some((data.node(at)?.id.clone(), None)),
            Thing::Response(at) => {
                let response = data.response(at)?;
                Some((data.node(response.node)?.id.clone(), Some(response.id.clone())))
            }
            Thing::Frame(_) | Thing::Note(_) => None,
        });
        self.names = names.collect();
    }

    /// The same names in another version.
    fn follow(&mut self, data: &MapData) {
        let marks = self.things.iter().copied().filter(|thing| match *thing {
            Thing::Frame(at) => at < data.frames.len(),
            Thing::Note(at) => at < data.notes.len(),
            Thing::Node(_) | Thing::Response(_) => false,
        });
        let mut things: BTreeSet<Thing> = marks.collect();
        for (node, response) in &self.names {
            let mut pointer = Pointer::root().statement(node);
            if let Some(response) = response {
                pointer = pointer.response(response);
            }
            things.extend(data.thing_at(&pointer));
        }
        self.things = things;
        self.changed = true;
    }
}

impl PlanState {
    /// Keeps in step with the document: once a frame, before anything is drawn. `shown` is what the inspector shows.
    pub fn follow(&mut self, ctx: &Context, data: &MapData, shown: Option<&Pointer>, still: bool) {
        self.picked.remember(data);
        if self.version != Some(data.version) {
            self.version = Some(data.version);
            self.picked.follow(data);
            self.current = data
                .index_of(&self.current_id)
                .or(data.start)
                .or_else(|| (!data.nodes.is_empty()).then_some(0));
            self.way = None;
            self.search.follow(data);
            if self.shape != data.shape {
                // What is dragged may be something else by now. News of what was found change nothing of it.
                self.shape = data.shape;
                self.map.drag = Drag::None;
            }
        }
        self.map.arranged.follow(ctx, data, still);
        if shown != self.shown.as_ref() {
            self.shown = shown.cloned();
            if let Some(thing) = shown.and_then(|pointer| data.thing_at(pointer))
                && !self.picked.has(thing)
            {
                self.go_to(data, thing);
            }
        }
        self.note_current(data);
    }

    /// Chooses something and brings it into view.
    pub fn go_to(&mut self, data: &MapData, thing: Thing) {
        self.picked.only(thing);
        match thing {
            Thing::Node(at) => self.current = Some(at),
            Thing::Response(at) => {
                self.current = data.response(at).map(|response| response.node);
                self.way = data.response(at).map(|response| response.exits.start);
            }
            Thing::Frame(_) | Thing::Note(_) => {}
        }
        self.note_current(data);
        self.map.reveal = true;
        self.outline.reveal = true;
    }

    /// Remembers the current box by its name.
    pub fn note_current(&mut self, data: &MapData) {
        let id = self.current.and_then(|at| data.node(at)).map(|node| node.id.as_str());
        if let Some(id) = id
            && id != self.current_id
        {
            id.clone_into(&mut self.current_id);
        }
    }
}

impl MapState {
    /// Flies to a look, or is there at once.
    pub fn look(&mut self, to: Camera, still: bool) {
        match self.camera {
            Some(from) if !still && from != to => self.flight = Some(Flight::new(from, to)),
            _ => {
                self.camera = Some(to);
                self.flight = None;
            }
        }
    }

    /// Shows the whole map.
    pub fn fit_all(&mut self, data: &MapData, still: bool) {
        let extent = self.extent(data);
        self.fit(extent, still);
    }

    /// Shows a part of the map.
    pub fn fit(&mut self, bounds: Rect, still: bool) {
        let (screen, text) = (self.scratch.screen, self.scratch.text.max(0.1));
        self.look(Camera::fitting(bounds, screen.size(), text), still);
    }

    /// What everything on the map lies in: boxes, frames and notes.
    pub fn extent(&self, data: &MapData) -> Rect {
        let frames = data
            .frames
            .iter()
            .map(|frame| super::marks::rect_of(frame.at, frame.size));
        let notes = data.notes.iter().map(|note| super::marks::rect_of(note.at, note.size));
        frames
            .chain(notes)
            .fold(self.arranged.bounds(), |all, rect| all.union(rect))
    }

    /// Waits until everything stands where it is to stand. For pictures and tests.
    pub fn wait(&mut self) {
        self.arranged.wait();
    }
}
