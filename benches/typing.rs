//! From one edit in the studio to the end of the next frame, on the processor: carried out, laid out, tessellated, without painting.
//! The aim is under 8 ms for 1,000 statements, and that the view never waits for what has to be done for 10,000.

use std::cell::RefCell;
use std::path::PathBuf;

use attune::cli::dev::generate::vignette;
use attune::edit::document::Understood;
use attune::framework::load::bundled;
use attune::scenario::diagnostic::Pointer;
use attune::scenario::map::At;
use attune::ui::app::{App, World};
use attune::ui::command::Command;
use attune::ui::studio::StudioCommand;
use attune::ui::studio::command::{Beginning, Change, Part, To};
use attune::ui::studio::map::{MapAsk, MapData, Moved};
use attune::ui::studio::spot::Spot;
use attune::ui::studio::tabs::{Plan, Tab};
use attune::ui::window::WindowApp;
use divan::Bencher;

const SIZES: [u32; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

struct Room {
    ctx: egui::Context,
    app: App,
    letters: usize,
    shown: String,
    _folder: tempfile::TempDir,
}

impl Room {
    fn new(statements: u32, asks: &[StudioCommand]) -> RefCell<Self> {
        let ctx = egui::Context::default();
        let folder = tempfile::tempdir().unwrap_or_else(|why| unreachable!("a folder for the file: {why}"));
        let path: PathBuf = folder.path().join("long.ron");
        std::fs::write(&path, vignette(statements, 7)).unwrap_or_else(|why| unreachable!("the file: {why}"));
        let world = World {
            data_folder: Some(folder.path().join("data")),
            open: None,
            now_ms: || 0,
            minutes_ahead: |_| 0,
            seed: || 7,
        };
        let mut app = App::new(&ctx, world);
        app.wait_for_library();
        let mut room = Self {
            ctx,
            app,
            letters: 0,
            shown: format!("s-{}", statements / 2),
            _folder: folder,
        };
        room.ask(StudioCommand::Begin(Beginning::File(path)));
        room.ask(StudioCommand::Go(Spot::Statement(room.shown.clone())));
        for ask in asks {
            room.ask(ask.clone());
        }
        room.rest();
        RefCell::new(room)
    }

    fn ask(&mut self, command: StudioCommand) {
        self.app.ask(Command::Studio(command), &self.ctx);
    }

    fn frame(&mut self) -> usize {
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1600.0, 900.0))),
            ..egui::RawInput::default()
        };
        self.app.logic(&self.ctx);
        let mut output = self.ctx.run_ui(input, |ui| self.app.ui(ui));
        output.textures_delta.clear();
        self.ctx.tessellate(output.shapes, 1.0).len()
    }

    /// Until everything is read, looked at and laid out.
    fn rest(&mut self) {
        for _ in 0..4 {
            self.frame();
            self.app.settle(&self.ctx);
        }
        self.frame();
    }

    /// One more letter in the cue of the statement that is shown.
    fn letter(&mut self) {
        self.letters += 1;
        let text = "a".repeat(self.letters % 40 + 1);
        self.ask(StudioCommand::Change(Change {
            at: Pointer::root().statement(&self.shown).field("cue"),
            to: To::Value(format!("{text:?}")),
            what: "the cue".into(),
            flows: true,
        }));
        debug_assert!(
            self.app
                .studio()
                .text()
                .is_some_and(|all| all.contains(&format!("cue: {text:?}")))
        );
    }
}

/// What reading the whole and making its boxes costs: what each edit would cost if it waited for it.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn the_whole_read(bencher: Bencher, statements: u32) {
    let text = vignette(statements, 7);
    bencher.bench_local(|| {
        let said = Understood::of(&text, bundled());
        said.scenario()
            .map(|scenario| MapData::new(1, scenario, &[]).nodes.len())
    });
}

/// Letters as fast as frames are drawn, in a form beside the map.
#[divan::bench(args = SIZES, sample_count = 100, sample_size = 1)]
fn letters_in_a_row(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[]);
    bencher.bench_local(|| {
        let mut room = room.borrow_mut();
        room.letter();
        room.frame()
    });
}

/// The first letter after a rest.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn a_letter_after_a_rest(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[]);
    bencher
        .with_inputs(|| room.borrow_mut().rest())
        .bench_local_values(|()| {
            let mut room = room.borrow_mut();
            room.letter();
            room.frame()
        });
}

/// The same beside the outline.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn a_letter_beside_the_outline(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[StudioCommand::ShowPlan(Plan::Outline)]);
    bencher
        .with_inputs(|| room.borrow_mut().rest())
        .bench_local_values(|()| {
            let mut room = room.borrow_mut();
            room.letter();
            room.frame()
        });
}

/// A letter in the Source tab.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn a_letter_in_the_source(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[StudioCommand::ShowTab(Tab::Source)]);
    bencher
        .with_inputs(|| {
            let mut room = room.borrow_mut();
            room.rest();
            let mut text = room.app.studio().text().unwrap_or_default().to_owned();
            let at = text.find("cue: \"").unwrap_or_default() + 6;
            text.insert(at, 'x');
            text
        })
        .bench_local_values(|text| {
            let mut room = room.borrow_mut();
            room.ask(StudioCommand::Text(text));
            room.frame()
        });
}

/// A box that is let go where it was dragged to.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn a_box_moved(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[]);
    bencher
        .with_inputs(|| room.borrow_mut().rest())
        .bench_local_values(|()| {
            let mut room = room.borrow_mut();
            room.letters += 1;
            let moved = Moved {
                places: vec![(
                    "s-3".to_owned(),
                    At(i32::try_from(room.letters).unwrap_or_default() * 10, 40),
                )],
                ..Moved::default()
            };
            room.ask(StudioCommand::Map(MapAsk::Move(moved)));
            room.frame()
        });
}

/// A statement more: what changes the whole is done in a thread; this is the frame after the click.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn a_statement_added(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[]);
    bencher
        .with_inputs(|| room.borrow_mut().rest())
        .bench_local_values(|()| {
            let mut room = room.borrow_mut();
            room.ask(StudioCommand::Add(Part::Statement));
            room.frame()
        });
}

/// The frame that takes in a statement that was made in the thread.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn what_comes_back_is_taken_in(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[]);
    bencher
        .with_inputs(|| {
            let mut room = room.borrow_mut();
            room.rest();
            room.ask(StudioCommand::Add(Part::Statement));
            std::thread::park_timeout(std::time::Duration::from_millis(1_500));
        })
        .bench_local_values(|()| room.borrow_mut().frame());
}

/// A step back after a letter.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn a_letter_undone(bencher: Bencher, statements: u32) {
    let room = Room::new(statements, &[]);
    bencher
        .with_inputs(|| {
            let mut room = room.borrow_mut();
            room.rest();
            room.letter();
            room.rest();
        })
        .bench_local_values(|()| {
            let mut room = room.borrow_mut();
            room.ask(StudioCommand::Undo);
            room.frame()
        });
}
