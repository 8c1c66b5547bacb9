//! The map of a large vignette: the layout, and frames on the processor while it is panned, layout and tessellation without painting.
//! The aims are under 1 s for the layout of 1,000 statements, and under 8 ms a frame for 10,000.

use attune::cli::dev::generate::vignette;
use attune::edit::layout::{Gaps, Node, Progress, Sketch, layout};
use attune::scenario::read::read;
use attune::ui::studio::map::{Camera, MapData, MapView, PlanState, map_ui};
use attune::ui::studio::outline::outline_ui;
use attune::ui::theme::{Appearance, install};
use divan::Bencher;

fn main() {
    divan::main();
}

fn data(statements: u32) -> MapData {
    let reading = read(&vignette(statements, 7));
    reading
        .scenario
        .map_or_else(MapData::default, |scenario| MapData::new(1, &scenario, &[]))
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 5, sample_size = 1)]
fn layout_of(bencher: Bencher, statements: u32) {
    let data = data(statements);
    let node = Node {
        width: 256,
        height: 124,
        pin: None,
    };
    let sketch = Sketch {
        nodes: vec![node; data.nodes.len()],
        edges: data.edges.iter().map(|edge| (edge.from, edge.to)).collect(),
        root: 0,
    };
    bencher.bench_local(|| layout(&sketch, Gaps::default(), &Progress::default()).map(|layout| layout.crossings));
}

/// What the map is made from, once a change of the document.
#[divan::bench(args = [1_000, 10_000], sample_count = 10, sample_size = 1)]
fn view_model(bencher: Bencher, statements: u32) {
    let scenario = read(&vignette(statements, 7)).scenario;
    bencher.bench_local(|| {
        scenario
            .as_ref()
            .map(|scenario| MapData::new(1, scenario, &[]).nodes.len())
    });
}

struct Room {
    ctx: egui::Context,
    data: MapData,
    state: PlanState,
    frames: u16,
}

impl Room {
    fn new(statements: u32) -> Self {
        let ctx = egui::Context::default();
        install(&ctx, &Appearance::default());
        let mut room = Self {
            ctx,
            data: data(statements),
            state: PlanState::default(),
            frames: 0,
        };
        room.frame(false);
        room.state.map.wait();
        room.frame(false);
        room
    }

    /// One frame, a little further to the right than the one before.
    fn frame(&mut self, outline: bool) -> usize {
        self.frames = self.frames.wrapping_add(1);
        if let Some(camera) = &mut self.state.map.camera {
            let step = if self.frames.is_multiple_of(2) { 7.0 } else { -7.0 };
            camera.center.x += step / camera.zoom;
        }
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1600.0, 900.0))),
            time: Some(f64::from(self.frames) / 60.0),
            ..egui::RawInput::default()
        };
        let (data, state) = (&self.data, &mut self.state);
        let mut output = self.ctx.run_ui(input, |ui| {
            let view = MapView {
                data,
                shown: None,
                playing: None,
                read_only: false,
            };
            if outline {
                outline_ui(ui, &view, state, &mut Vec::new());
            } else {
                map_ui(ui, &view, state, &mut Vec::new());
            }
        });
        output.textures_delta.clear();
        self.ctx.tessellate(output.shapes, 1.0).len()
    }
}

/// Panning 10,000 statements at a zoom in percent; 0 is what shows all of them.
#[divan::bench(args = [100, 60, 30, 15, 5, 0])]
fn frame_of_10_000(bencher: Bencher, percent: u16) {
    let mut room = Room::new(10_000);
    if percent == 0 {
        room.state.map.fit_all(&room.data, true);
    } else {
        let middle = room.state.map.arranged.rect(5_000).center();
        room.state.map.camera = Some(Camera {
            center: middle,
            zoom: f32::from(percent) / 100.0,
        });
    }
    bencher.bench_local(|| room.frame(false));
}

#[divan::bench]
fn outline_of_10_000(bencher: Bencher) {
    let mut room = Room::new(10_000);
    room.frame(true);
    bencher.bench_local(|| room.frame(true));
}
