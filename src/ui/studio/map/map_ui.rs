//! Draws the map and takes what is done on it.

use std::collections::BTreeSet;

use egui::{
    EventFilter, Id, Painter, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::arrange::Arrangement;
use super::ask::MapAsk;
use super::asking::asking_ui;
use super::boxes::{self, Marks};
use super::camera::{Camera, Lens};
use super::data::{Kind, MapData, Thing};
use super::edges::{self, Emphasis, Lines, find_lines, port};
use super::keys::keys;
use super::look::{Detail, Look, Scene};
use super::marks::{paint_frames, paint_notes};
use super::menu::menu_ui;
use super::minimap::{self, minimap_ui};
use super::pointer::{Hit, choose, pointer};
use super::state::{Drag, Link, PlanState};
use super::stroke::Strokes;
use super::toolbar::toolbar_ui;
use crate::scenario::diagnostic::Pointer;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::tabs::Plan;
use crate::ui::theme::{TextRole, palette, reduce_motion, space};
use crate::ui::widgets::empty_state;

/// Most boxes that are each announced to a screen reader; with more in view, only those that stand out are.
const ANNOUNCED: usize = 600;
/// Most boxes around the current one that are then announced, and most of those that are chosen.
const NEAR: usize = 60;

/// What the map shows.
#[derive(Clone, Copy, Debug)]
pub struct MapView<'v> {
    /// The vignette.
    pub data: &'v MapData,
    /// What the inspector shows.
    pub shown: Option<&'v Pointer>,
    /// The statement that a play beside the map is at, by its id.
    pub playing: Option<&'v str>,
    /// Nothing can be changed.
    pub read_only: bool,
}

/// What is used from frame to frame, so that nothing is allocated anew.
#[derive(Debug)]
pub struct Scratch {
    pub(super) boxes: Vec<u32>,
    pub(super) arrows: Vec<u32>,
    pub(super) lines: Lines,
    pub(super) minimap: minimap::Kept,
    pub(super) hovered: Option<Hit>,
    pub(super) screen: Rect,
    pub(super) text: f32,
    pub(super) lens: Option<Lens>,
    strokes: Strokes,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            boxes: Vec::new(),
            arrows: Vec::new(),
            lines: Lines::default(),
            minimap: minimap::Kept::default(),
            hovered: None,
            screen: Rect::ZERO,
            text: 1.0,
            lens: None,
            strokes: Strokes::default(),
        }
    }
}

/// Shows the toolbar and, in all the room that is left, the map.
pub fn map_ui(ui: &mut Ui, view: &MapView<'_>, state: &mut PlanState, asks: &mut Vec<MapAsk>) {
    let data = view.data;
    let still = reduce_motion(ui);
    state.follow(ui.ctx(), data, view.shown, still);
    toolbar_ui(ui, data, state, view.read_only, asks);
    if data.nodes.is_empty() {
        let text = "Each statement becomes a box here, each response an arrow to what follows.";
        let add = (!view.read_only).then_some("Add a statement");
        if empty_state(ui, "An empty map", text, add).is_some_and(|button| button.clicked()) {
            asks.push(MapAsk::Add(super::ask::Stub::Statement, None));
        }
    } else {
        canvas_ui(ui, view, state, still, asks);
    }
    asking_ui(ui, data, &mut state.asking, asks);
}

fn canvas_ui(ui: &mut Ui, view: &MapView<'_>, state: &mut PlanState, still: bool, asks: &mut Vec<MapAsk>) {
    let data = view.data;
    let (screen, canvas) =
        ui.allocate_exact_size(ui.available_size().max(Vec2::splat(80.0)), Sense::CLICK | Sense::DRAG);
    canvas.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, format!("Map of {}", data.title)));
    let text = TextRole::Body.size(ui) / TextRole::Body.points();
    let lost = loses_sight(state, screen, text);
    state.map.reveal |= lost;
    (state.map.scratch.screen, state.map.scratch.text) = (screen, text);
    move_camera(ui, &canvas, data, state, still);
    let lens = Lens::new(state.map.camera.unwrap_or_default(), screen, text);
    state.map.scratch.lens = Some(lens);
    see_boxes(data, &lens, state);
    let scene = Scene {
        data,
        lens,
        look: Look::new(ui.ctx(), &lens, state.search.is_on(), state.map.scratch.boxes.len()),
        read_only: view.read_only,
    };
    find_lines(
        &scene,
        &state.map.arranged,
        &state.map.scratch.arrows,
        &mut state.map.scratch.lines,
    );
    pointer(ui, &canvas, &scene, state, asks);
    let focused = state
        .current
        .is_some_and(|at| ui.memory(|memory| memory.has_focus(id_of(&canvas, data, at))));
    paint(ui, view, &scene, state, focused);
    announce(ui, &canvas, data, state, &lens, asks);
    if focused && state.asking.is_none() && state.map.menu.is_none() {
        keys(ui, data, state, lens.scale, view.read_only, asks);
    }
    if std::mem::take(&mut state.map.take_focus)
        && let Some(at) = state.current
    {
        ui.memory_mut(|memory| memory.request_focus(id_of(&canvas, data, at)));
    }
    if let Some(place) = minimap_ui(ui, data, &mut state.map, &lens)
        && let Some(camera) = &mut state.map.camera
    {
        camera.center = place;
        state.map.flight = None;
    }
    let place = state.map.menu.map(|(at, _)| lens.to_map(at));
    menu_ui(ui, data, state, place, asks);
}

/// Looks where one wants to look: at the beginning, on the way somewhere, by wheel and pinch.
fn move_camera(ui: &Ui, canvas: &Response, data: &MapData, state: &mut PlanState, still: bool) {
    let screen = canvas.rect;
    if state.map.camera.is_none() {
        state.map.camera = Some(first_look(data, state, screen));
        state.map.reveal = false;
    }
    if std::mem::take(&mut state.map.reveal)
        && let Some(to) = revealing(state, screen)
    {
        state.map.look(to, still);
    }
    if let Some(flight) = state.map.flight {
        let (camera, rest) = flight.advance(ui.input(|input| input.stable_dt).min(0.05));
        state.map.camera = Some(camera);
        state.map.flight = rest;
        ui.ctx().request_repaint();
    }
    let Some(point) = canvas.hover_pos().filter(|_| canvas.contains_pointer()) else {
        return;
    };
    let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    if scroll == Vec2::ZERO && zoom == 1.0 {
        return;
    }
    let text = state.map.scratch.text;
    if let Some(camera) = &mut state.map.camera {
        let around = Lens::new(*camera, screen, text).to_map(point);
        if zoom != 1.0 {
            *camera = camera.zoomed(zoom, around);
        } else {
            camera.center -= scroll / (camera.zoom * text);
        }
    }
    state.map.flight = None;
}

/// Whether what is chosen was in sight, and is no longer now that the map has less room.
fn loses_sight(state: &PlanState, screen: Rect, text: f32) -> bool {
    let (Some(before), Some(camera), Some(current)) = (state.map.scratch.lens, state.map.camera, state.current) else {
        return false;
    };
    let place = state.map.arranged.rect(current);
    let is_in = |lens: Lens| lens.screen.contains_rect(lens.rect(place));
    before.screen.size() != screen.size()
        && state.picked.nodes().any(|at| at == current)
        && is_in(before)
        && !is_in(Lens::new(camera, screen, text))
}

/// All of it if its names can be read so; otherwise the opening and what follows.
fn first_look(data: &MapData, state: &PlanState, screen: Rect) -> Camera {
    let text = state.map.scratch.text;
    let all = Camera::fitting(state.map.extent(data), screen.size(), text);
    if all.zoom >= 0.42 {
        return all;
    }
    let zoom = 0.62;
    let start = state.map.arranged.rect(data.start.unwrap_or_default());
    let down = (screen.height() / (zoom * text) - start.height()) / 2.0 - 60.0;
    Camera {
        center: start.center() + Vec2::new(0.0, down.max(0.0)),
        zoom,
    }
}

/// A look at the current box, if it can't be seen or its name can't be read.
fn revealing(state: &PlanState, screen: Rect) -> Option<Camera> {
    let camera = state.map.flight.map(|flight| flight.to()).or(state.map.camera)?;
    let rect = state.map.arranged.rect(state.current?);
    let lens = Lens::new(camera, screen, state.map.scratch.text);
    let readable = camera.zoom >= 0.3;
    if readable && lens.screen.shrink(24.0).contains_rect(lens.rect(rect)) {
        return None;
    }
    Some(Camera {
        center: rect.center(),
        zoom: if readable { camera.zoom } else { 0.62 },
    })
}

/// Finds what can be seen.
fn see_boxes(data: &MapData, lens: &Lens, state: &mut PlanState) {
    let map = &mut state.map;
    let scratch = &mut map.scratch;
    map.arranged
        .find(lens.visible().expand(8.0), &mut scratch.boxes, &mut scratch.arrows);
    if map.drag != Drag::None && !map.carried.is_empty() {
        // What is carried may have been elsewhere.
        let carried = map.carried.iter().filter_map(|thing| match thing {
            Thing::Node(at) => Some(*at),
            _ => None,
        });
        for at in carried {
            scratch.boxes.push(at);
            scratch.arrows.extend(data.entries(at));
            scratch
                .arrows
                .extend(data.node(at).map_or(0..0, |node| node.exits.clone()));
        }
        scratch.boxes.sort_unstable();
        scratch.boxes.dedup();
        scratch.arrows.sort_unstable();
        scratch.arrows.dedup();
    }
    let seen = lens.screen.expand(4.0);
    let arranged = &map.arranged;
    scratch
        .boxes
        .retain(|&at| lens.rect(arranged.rect(at)).intersects(seen));
}

/// What has the keyboard, for a box.
fn id_of(canvas: &Response, data: &MapData, at: u32) -> Id {
    canvas.id.with(("map-box", data.node(at).map(|node| node.id.as_str())))
}

fn paint(ui: &Ui, view: &MapView<'_>, scene: &Scene<'_>, state: &mut PlanState, focused: bool) {
    let (lens, look) = (&scene.lens, &scene.look);
    let data = view.data;
    let p = palette(ui);
    let painter = ui.painter_at(lens.screen);
    painter.rect_filled(lens.screen, 0.0, p.surface);
    let PlanState {
        picked,
        current,
        way,
        search,
        map,
        ..
    } = state;
    let (drag, carried, arranged) = (&map.drag, &map.carried, &map.arranged);
    let moved = |thing: Thing, rect: Rect| match drag {
        Drag::Move(by) if carried.contains(&thing) => rect.translate(*by),
        Drag::Resize(resized, by) if *resized == thing => {
            Rect::from_min_size(rect.min, (rect.size() + *by).max(Vec2::splat(40.0)))
        }
        _ => rect,
    };
    let is_picked = |thing: Thing| picked.has(thing);
    paint_frames(&painter, data, look, lens, &is_picked, &moved);
    let hovered = map.scratch.hovered;
    let emphasis = |at: u32| {
        let Some(edge) = data.edge(at) else {
            return Emphasis::default();
        };
        let bright_node = |node: u32| {
            picked.has(Thing::Node(node)) || (focused && *current == Some(node)) || hovered == Some(Hit::Node(node))
        };
        let response = Thing::Response(edge.response);
        Emphasis {
            bright: bright_node(edge.from) || bright_node(edge.to) || hovered == Some(Hit::Port(edge.response)),
            chosen: *way == Some(at) || picked.has(response) || hovered == Some(Hit::Edge(at)),
            faint: search.is_on() && !search.has(edge.from) && !search.has(edge.to),
        }
    };
    let scratch = &mut map.scratch;
    edges::paint_lines(&painter, &mut scratch.strokes, data, look, &scratch.lines, &emphasis);
    let playing = view.playing.and_then(|id| data.index_of(id));
    let landing = landing(data, drag, hovered);
    let marks = |at: u32| Marks {
        picked: picked.has(Thing::Node(at)),
        focused: focused && *current == Some(at),
        hovered: hovered == Some(Hit::Node(at)),
        hit: search.has(at),
        playing: playing == Some(at),
        landing: landing == Some(at),
    };
    for &at in &scratch.boxes {
        let rect = lens.rect(arranged.rect(at));
        if look.detail == Detail::Far {
            boxes::paint_far(&mut scratch.strokes, data, look, at, rect, marks(at));
        } else {
            boxes::paint(&painter, data, look, at, rect, marks(at));
        }
    }
    if !scratch.strokes.is_empty() {
        painter.add(scratch.strokes.take());
    }
    if look.detail == Detail::Far {
        // Dots say little: what has the keyboard, a play or was found gets a ring.
        rings(
            &painter,
            look,
            lens,
            arranged,
            current.filter(|_| focused),
            playing,
            search.hits(),
        );
    } else {
        let taken = scratch.boxes.iter().map(|&at| lens.rect(arranged.rect(at)).shrink(4.0));
        edges::paint_labels(&painter, data, look, &scratch.lines, taken.collect(), &emphasis);
    }
    paint_notes(&painter, data, look, lens, &is_picked, &moved);
    paint_drag(ui, &painter, scene, arranged, drag, &mut scratch.strokes);
    if focused {
        painter.rect_stroke(
            lens.screen.shrink(1.0),
            space::RADIUS,
            Stroke::new(1.0, p.focus),
            StrokeKind::Inside,
        );
    }
}

/// Where a response would lead if it were let go now.
fn landing(data: &MapData, drag: &Drag, hovered: Option<Hit>) -> Option<u32> {
    let Drag::Link(_) = drag else { return None };
    match hovered? {
        Hit::Node(at) => Some(at),
        Hit::Port(response) => data.response(response).map(|response| response.node),
        _ => None,
    }
    .filter(|&at| data.node(at).is_some_and(|node| node.kind != Kind::Missing))
}

fn rings(
    painter: &Painter,
    look: &Look,
    lens: &Lens,
    arranged: &Arrangement,
    focused: Option<u32>,
    playing: Option<u32>,
    hits: &[u32],
) {
    let p = &look.palette;
    let ring = |at: u32, tone: egui::Color32, width: f32| {
        let rect = lens.rect(arranged.rect(at)).expand(3.0);
        if rect.intersects(lens.screen) {
            painter.rect_stroke(rect, 3.0, Stroke::new(width, tone), StrokeKind::Outside);
        }
    };
    hits.iter().take(400).for_each(|&at| ring(at, p.warning, 2.0));
    playing.into_iter().for_each(|at| ring(at, p.accent, 3.0));
    focused.into_iter().for_each(|at| ring(at, p.focus, 2.0));
}

fn paint_drag(
    ui: &Ui,
    painter: &Painter,
    scene: &Scene<'_>,
    arranged: &Arrangement,
    drag: &Drag,
    strokes: &mut Strokes,
) {
    let (data, lens, look) = (scene.data, scene.lens, &scene.look);
    let Some(point) = ui.input(|input| input.pointer.latest_pos()) else {
        return;
    };
    let p = &look.palette;
    match *drag {
        Drag::Around(from) => {
            let rect = Rect::from_two_pos(lens.to_screen(from), point);
            painter.rect_filled(rect, 2.0, p.accent.gamma_multiply(0.12));
            painter.rect_stroke(rect, 2.0, Stroke::new(1.0, p.accent), StrokeKind::Inside);
        }
        Drag::Link(link) => {
            let response = match link {
                Link::Response(at) => Some(at),
                Link::Edge(edge) => data.edge(edge).map(|edge| edge.response),
            };
            let Some((at, response)) = response.and_then(|at| Some((at, data.response(at)?))) else {
                return;
            };
            let Some(node) = data.node(response.node) else { return };
            let rect = lens.rect(arranged.rect(response.node));
            let count = node.responses.end - node.responses.start;
            let from = port(rect, at - node.responses.start, count);
            edges::paint_link(painter, strokes, look, from, point);
            painter.add(Shape::circle_filled(point, 3.0, p.accent));
        }
        Drag::None | Drag::Pan | Drag::Move(_) | Drag::Resize(..) => {}
    }
}

/// What is said of a map on which more can be seen than anybody would listen to.
fn too_many_words(ctx: &egui::Context, seen: usize) -> String {
    let outline = StudioCommand::ShowPlan(Plan::Outline).offer();
    let keys = outline.and_then(|offer| offer.keys);
    let keys = keys.map_or_else(String::new, |keys| format!(": {}", ctx.format_shortcut(&keys)));
    format!(
        "{seen} boxes can be seen, too many to name. Named are the current one, what leads there and where it leads, what is chosen and what \
         was found. The outline has all of them{keys}."
    )
}

/// What is named where there is too much to name all of it: the current box with what leads there and where it leads, what is chosen, and
/// what was found.
fn standing_out(data: &MapData, state: &PlanState) -> Vec<u32> {
    let mut shown: Vec<u32> = state.current.into_iter().collect();
    if let Some(current) = state.current {
        let exits = data.node(current).map_or(0..0, |node| node.exits.clone());
        shown.extend(exits.filter_map(|exit| data.edge(exit)).map(|edge| edge.to));
        let entries = data.entries(current).iter().filter_map(|&entry| data.edge(entry));
        shown.extend(entries.take(NEAR).map(|edge| edge.from));
    }
    shown.extend(state.picked.nodes().take(NEAR));
    shown.extend(state.search.hits().iter().copied().take(ANNOUNCED));
    let mut seen = BTreeSet::new();
    shown.retain(|&at| seen.insert(at));
    shown
}

/// Names what can be seen for a screen reader, and takes the keyboard for the current box.
fn announce(
    ui: &mut Ui,
    canvas: &Response,
    data: &MapData,
    state: &mut PlanState,
    lens: &Lens,
    asks: &mut Vec<MapAsk>,
) {
    let few = state.map.scratch.boxes.len() <= ANNOUNCED;
    let shown = if few {
        let mut shown = state.map.scratch.boxes.clone();
        shown.extend(state.current);
        shown.sort_unstable();
        shown.dedup();
        shown
    } else {
        let words = too_many_words(ui.ctx(), state.map.scratch.boxes.len());
        ui.ctx()
            .accesskit_node_builder(canvas.id, |node| node.set_description(words));
        standing_out(data, state)
    };
    let builder = UiBuilder::new().max_rect(lens.screen).accessibility_parent(canvas.id);
    ui.scope_builder(builder, |ui| {
        for at in shown {
            let current = state.current == Some(at);
            let id = id_of(canvas, data, at);
            let rect = lens.rect(state.map.arranged.rect(at));
            let sense = if current {
                Sense::focusable_noninteractive()
            } else {
                Sense::hover()
            };
            let response = ui.interact(rect, id, sense);
            let picked = state.picked.has(Thing::Node(at));
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, picked, data.spoken(at)));
            ui.ctx().accesskit_node_builder(id, |node| {
                node.add_action(egui::accesskit::Action::Click);
                node.add_action(egui::accesskit::Action::Focus);
            });
            if !current && ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Focus)) {
                // A screen reader goes here by itself.
                state.current = Some(at);
                state.note_current(data);
                ui.memory_mut(|memory| memory.request_focus(id));
            }
            if ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click)) {
                choose(data, state, Thing::Node(at));
                asks.extend(data.pointer(Thing::Node(at)).map(MapAsk::Open));
            }
            if current {
                let filter = EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    escape: !state.picked.is_empty(),
                    tab: false,
                };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
            }
        }
    });
}
