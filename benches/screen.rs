//! One frame of the session's screen on the processor: layout and tessellation, without painting. The aim is under 2 ms.

use attune::library::catalog::Origin;
use attune::session::event::Move;
use attune::session::options::{Mode, Options};
use attune::ui::app::{App, World};
use attune::ui::command::Command;
use attune::ui::window::WindowApp;
use divan::Bencher;

fn main() {
    divan::main();
}

struct Room {
    ctx: egui::Context,
    app: App,
}

impl Room {
    fn frame(&mut self) -> usize {
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0))),
            ..egui::RawInput::default()
        };
        self.app.logic(&self.ctx);
        let mut output = self.ctx.run_ui(input, |ui| self.app.ui(ui));
        output.textures_delta.clear();
        self.ctx.tessellate(output.shapes, 1.0).len()
    }
}

fn room() -> Room {
    let ctx = egui::Context::default();
    let world = World {
        data_folder: None,
        open: None,
        now_ms: || 0,
        minutes_ahead: |_| 0,
        seed: || 7,
    };
    let mut app = App::new(&ctx, world);
    app.wait_for_library();
    let mut room = Room { ctx, app };
    room.frame();
    room
}

fn ask(room: &mut Room, command: Command) {
    room.app.ask(command, &room.ctx);
    room.app.settle(&room.ctx);
    for _ in 0..4 {
        room.frame();
    }
}

#[divan::bench]
fn library(bencher: Bencher) {
    let mut room = room();
    bencher.bench_local(|| room.frame());
}

/// At the first turn, and with a conversation above it.
#[divan::bench(args = [0, 8])]
fn session(bencher: Bencher, turns: usize) {
    let mut room = room();
    let options = Options::of(Mode::Practice);
    ask(&mut room, Command::Begin(Origin::Bundled("the-worksheet.ron"), options));
    for _ in 0..turns {
        let Some(response) = room
            .app
            .session()
            .and_then(|session| session.faced()?.shown().first().copied())
        else {
            break;
        };
        ask(
            &mut room,
            Command::Act(Move::Answer {
                response,
                held_ms: 0,
                beliefs: 1,
            }),
        );
        ask(&mut room, Command::Act(Move::Continue));
    }
    bencher.bench_local(|| room.frame());
}
