//! Where the boxes stand: pinned where somebody put them, everything else as laid out, and as it was until a new layout is there.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use egui::{Context, Pos2, Rect, Vec2, pos2, vec2};

use super::data::{Kind, MapData, MapNode};
use super::grid::Grid;
use crate::edit::layout::{Gaps, Layout, Node, Progress, Sketch, layout};
use crate::scenario::map::At;

/// Up to so many boxes the layout is made at once, within a frame.
const AT_ONCE: usize = 250;
/// Up to so many boxes they glide to their new places.
const GLIDING: usize = 2_000;
/// Seconds that gliding takes.
const GLIDE_S: f32 = 0.25;

/// The size of a box on the map.
pub const fn size_of(kind: Kind) -> Vec2 {
    match kind {
        Kind::Statement => vec2(256.0, 124.0),
        Kind::Ending(_) => vec2(216.0, 84.0),
        Kind::Missing => vec2(196.0, 60.0),
    }
}

/// Where everything stands, for one version of the data.
#[derive(Debug)]
pub struct Arrangement {
    version: Option<u64>,
    /// What the layout depends on: boxes, arrows and pins.
    made_for: Option<u64>,
    ids: Vec<String>,
    rects: Vec<Rect>,
    routes: Vec<Vec<Pos2>>,
    back: Vec<bool>,
    bounds: Rect,
    boxes: Grid,
    arrows: Grid,
    job: Option<Job>,
    glide: Option<Glide>,
    changes: u64,
    /// What the pointer carries, and by how much.
    lifted: Vec<bool>,
    lift: Vec2,
}

#[derive(Debug)]
struct Glide {
    from: Vec<Pos2>,
    done: f32,
}

/// A layout in the making.
#[derive(Debug)]
struct Job {
    progress: Arc<Progress>,
    result: Arc<Mutex<Option<Layout>>>,
    thread: Option<JoinHandle<()>>,
    /// What it is the layout of.
    shape: u64,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Default for Arrangement {
    fn default() -> Self {
        Self {
            version: None,
            made_for: None,
            ids: Vec::new(),
            rects: Vec::new(),
            routes: Vec::new(),
            back: Vec::new(),
            bounds: Rect::NOTHING,
            boxes: Grid::default(),
            arrows: Grid::default(),
            job: None,
            glide: None,
            changes: 0,
            lifted: Vec::new(),
            lift: Vec2::ZERO,
        }
    }
}

impl Arrangement {
    /// Keeps in step with the data, and takes a layout over when it is there.
    pub fn follow(&mut self, ctx: &Context, data: &MapData, still: bool) {
        if self.version != Some(data.version) {
            self.version = Some(data.version);
            if self.made_for != Some(data.shape) {
                self.made_for = Some(data.shape);
                self.take_over(data);
                self.lay_out(ctx, data);
            }
        }
        let done = self.job.as_mut().and_then(Job::take);
        if let Some(result) = done {
            let shape = self.job.as_ref().map(|job| job.shape);
            self.job = None;
            if let Some(layout) = result.filter(|_| shape == Some(data.shape)) {
                self.settle(data, &layout, still);
            }
        }
        if let Some(glide) = &mut self.glide {
            glide.done += ctx.input(|input| input.stable_dt).min(0.1) / GLIDE_S;
            if glide.done >= 1.0 || still {
                self.glide = None;
            }
            ctx.request_repaint();
        }
    }

    /// Waits for a layout that is being made. For pictures and tests.
    pub fn wait(&mut self) {
        if let Some(thread) = self.job.as_mut().and_then(|job| job.thread.take()) {
            // A layout that failed leaves things where they are.
            let _ = thread.join();
        }
    }

    /// How far the layout in the making is, 0 to 1000.
    pub fn progress(&self) -> Option<u32> {
        self.job.as_ref().map(|job| job.progress.permille())
    }

    /// Leaves things where they are.
    pub fn cancel(&mut self) {
        self.job = None;
    }

    /// Changes whenever something may stand elsewhere.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Where a box stands now.
    pub fn rect(&self, at: u32) -> Rect {
        let rect = self.rects.get(at as usize).copied().unwrap_or(Rect::ZERO);
        if self.is_lifted(at) {
            return rect.translate(self.lift);
        }
        match &self.glide {
            Some(glide) => {
                let from = glide.from.get(at as usize).copied().unwrap_or(rect.min);
                let t = 1.0 - (1.0 - glide.done).powi(3);
                Rect::from_min_size(from.lerp(rect.min, t), rect.size())
            }
            None => rect,
        }
    }

    /// The points that an arrow passes between its ends.
    pub fn route(&self, edge: u32) -> &[Pos2] {
        if self.glide.is_some() {
            return &[];
        }
        self.routes.get(edge as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether an arrow leads back, against the direction of reading.
    pub fn is_back(&self, edge: u32) -> bool {
        self.back.get(edge as usize).copied().unwrap_or_default()
    }

    /// What all boxes lie in.
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    /// Whether things are moving.
    pub fn is_gliding(&self) -> bool {
        self.glide.is_some()
    }

    /// The boxes and the arrows that may be seen in a part of the map.
    pub fn find(&mut self, view: Rect, boxes: &mut Vec<u32>, arrows: &mut Vec<u32>) {
        self.boxes.find(view, boxes);
        self.arrows.find(view, arrows);
    }

    /// Lifts boxes, to be carried by so much.
    pub fn lift(&mut self, nodes: &[u32], by: Vec2) {
        self.lifted.clear();
        if !nodes.is_empty() {
            self.lifted.resize(self.rects.len(), false);
        }
        for &at in nodes {
            if let Some(lifted) = self.lifted.get_mut(at as usize) {
                *lifted = true;
            }
        }
        self.lift = by;
    }

    /// Whether a box is being carried.
    pub fn is_lifted(&self, at: u32) -> bool {
        self.lifted.get(at as usize).copied().unwrap_or_default()
    }

    /// Puts boxes down elsewhere until the document says so as well.
    pub fn put(&mut self, data: &MapData, moved: &[(u32, At)]) {
        for &(node, at) in moved {
            if let Some(rect) = self.rects.get_mut(node as usize) {
                *rect = Rect::from_min_size(pos(at), rect.size());
            }
        }
        for ((route, edge), back) in self.routes.iter_mut().zip(&data.edges).zip(&mut self.back) {
            if moved.iter().any(|&(node, _)| node == edge.from || node == edge.to) {
                route.clear();
                *back = leads_up(&self.rects, edge.from, edge.to);
            }
        }
        self.sort(data);
    }

    /// Old places for what was there, new ones beside those that lead to it for what was not.
    fn take_over(&mut self, data: &MapData) {
        let old: HashMap<&str, Pos2> = self
            .ids
            .iter()
            .map(String::as_str)
            .zip(self.rects.iter().map(|rect| rect.min))
            .collect();
        let known: Vec<Option<Pos2>> = data
            .nodes
            .iter()
            .map(|node| node.pin.map(pos).or_else(|| old.get(node.id.as_str()).copied()))
            .collect();
        let place = |at: u32, node: &MapNode| {
            let known_of = |at: u32| known.get(at as usize).copied().flatten();
            let before = || {
                let entry = data.entries(at).iter().filter_map(|&edge| data.edge(edge));
                entry.filter_map(|edge| known_of(edge.from)).next()
            };
            let min = known_of(at)
                .or_else(|| before().map(|before| before + vec2(40.0, 212.0)))
                .unwrap_or(Pos2::ZERO);
            Rect::from_min_size(min, size_of(node.kind))
        };
        let rects = (0..).zip(&data.nodes).map(|(at, node)| place(at, node)).collect();
        self.rects = rects;
        self.ids = data.nodes.iter().map(|node| node.id.clone()).collect();
        if self.routes.len() != data.edges.len() {
            self.routes = vec![Vec::new(); data.edges.len()];
            let leads_up = |edge: &super::data::MapEdge| leads_up(&self.rects, edge.from, edge.to);
            self.back = data.edges.iter().map(leads_up).collect();
        }
        self.glide = None;
        self.lifted.clear();
        self.sort(data);
    }

    fn lay_out(&mut self, ctx: &Context, data: &MapData) {
        let sketch = sketch(data);
        self.job = None;
        if data.nodes.len() <= AT_ONCE {
            if let Some(layout) = layout(&sketch, Gaps::default(), &Progress::default()) {
                let still = self.changes <= 1;
                self.settle(data, &layout, still);
            }
            return;
        }
        self.job = Some(Job::new(ctx.clone(), sketch, data.shape));
    }

    fn settle(&mut self, data: &MapData, layout: &Layout, still: bool) {
        let from: Vec<Pos2> = self.rects.iter().map(|rect| rect.min).collect();
        for ((rect, node), place) in self.rects.iter_mut().zip(&data.nodes).zip(&layout.places) {
            *rect = Rect::from_min_size(pos(*place), size_of(node.kind));
        }
        self.routes = layout
            .routes
            .iter()
            .map(|route| route.iter().copied().map(pos).collect())
            .collect();
        let leads_back = data.edges.iter().zip(&layout.back);
        self.back = leads_back
            .map(|(edge, back)| *back || leads_up(&self.rects, edge.from, edge.to))
            .collect();
        let moved = from.iter().zip(&self.rects).any(|(from, rect)| *from != rect.min);
        self.glide = (moved && !still && from.len() <= GLIDING).then_some(Glide { from, done: 0.0 });
        self.sort(data);
    }

    fn sort(&mut self, data: &MapData) {
        self.bounds = self.rects.iter().fold(Rect::NOTHING, |all, rect| all.union(*rect));
        self.boxes = Grid::new(&self.rects);
        let around = |at: u32| self.rects.get(at as usize).copied().unwrap_or(Rect::ZERO);
        let arrows: Vec<Rect> = data
            .edges
            .iter()
            .zip(&self.routes)
            .zip(&self.back)
            .map(|((edge, route), back)| {
                let mut bounds = around(edge.from).union(around(edge.to));
                for point in route {
                    bounds.extend_with(*point);
                }
                if *back { bounds.expand(180.0) } else { bounds }
            })
            .collect();
        self.arrows = Grid::new(&arrows);
        self.changes += 1;
    }
}

impl Job {
    fn new(ctx: Context, sketch: Sketch, shape: u64) -> Self {
        let progress = Arc::new(Progress::default());
        let result = Arc::new(Mutex::new(None));
        let (shared, slot) = (Arc::clone(&progress), Arc::clone(&result));
        let work = move || {
            let made = layout(&sketch, Gaps::default(), &shared);
            if let Ok(mut slot) = slot.lock() {
                *slot = made;
            }
            ctx.request_repaint();
        };
        let thread = std::thread::Builder::new()
            .name("map layout".to_owned())
            .spawn(work)
            .ok();
        Self {
            progress,
            result,
            thread,
            shape,
        }
    }

    /// Some once the thread is through; inside it what it made, if it made anything.
    fn take(&mut self) -> Option<Option<Layout>> {
        let over = self.thread.as_ref().is_none_or(JoinHandle::is_finished);
        let made = self.result.lock().ok().and_then(|mut slot| slot.take());
        (over || made.is_some()).then_some(made)
    }
}

/// A place as egui has it. Places are bounded, so nothing is lost that could be seen.
#[allow(clippy::cast_precision_loss)]
pub const fn pos(At(x, y): At) -> Pos2 {
    pos2(x as f32, y as f32)
}

/// A place as the file has it.
pub fn at(pos: Pos2) -> At {
    // A cast saturates.
    At(pos.x.round() as i32, pos.y.round() as i32)
}

fn leads_up(rects: &[Rect], from: u32, to: u32) -> bool {
    let of = |at: u32| rects.get(at as usize).copied().unwrap_or(Rect::ZERO);
    of(to).top() < of(from).bottom()
}

fn sketch(data: &MapData) -> Sketch {
    let nodes = data.nodes.iter().map(|node| {
        let size = size_of(node.kind);
        Node {
            width: size.x as i32,
            height: size.y as i32,
            pin: node.pin,
        }
    });
    Sketch {
        nodes: nodes.collect(),
        edges: data.edges.iter().map(|edge| (edge.from, edge.to)).collect(),
        root: data.start.unwrap_or_default(),
    }
}
