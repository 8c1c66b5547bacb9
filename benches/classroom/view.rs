//! The tutor's window and the room's, drawn as they are in a class, while three hundred phones vote on forty questions in the same moment each.
//!
//! A frame is what the program does for one: taking in answers, laying out, and making triangles of it; sending these to the graphics processor is not
//! counted. Frames are drawn when the server or the program asks for one, at most sixty a second, as on a screen. Those in which a new step is shown, whose texts
//! are set for the first time, are told apart from those in which only votes come in.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use attune::classroom::lesson::Anew;
use attune::classroom::round::{Question, Step};
use attune::library::catalog::Origin;
use attune::ui::app::{App, World};
use attune::ui::classroom::ClassroomCommand;
use attune::ui::command::Command;
use attune::ui::raster::MAX_TEXTURE_SIDE;
use attune::ui::window::WindowApp as _;
use egui::{Context, FullOutput, RawInput, Rect, ViewportId, ViewportInfo, vec2};

use crate::phone::others;
use crate::times::Times;

const QUESTIONS: u32 = 40;
const FRAME: Duration = Duration::from_micros(16_667);
const TAUGHT: Origin = Origin::Bundled("the-worksheet.ron");
/// Frames after which everything is at rest: some seconds of looking at what is first in the window.
const REST: usize = 300;

/// What can happen between frames.
enum News {
    Repaint,
    Phones(String),
}

/// How long the frames of one window took.
#[derive(Default)]
struct Frames {
    votes: Times,
    steps: Times,
}

impl Frames {
    fn add(&mut self, is_step: bool, took: Duration) {
        let times = if is_step { &mut self.steps } else { &mut self.votes };
        times.0.push(took);
    }

    fn print(self, what: &str) {
        self.votes.print(&format!("  {what} while votes come in"));
        self.steps.print(&format!("  {what} at a new step"));
    }
}

/// How the hour is seen.
#[derive(Clone, Copy)]
struct Seen {
    is_heard: bool,
    /// As on a 4K projector.
    is_fine: bool,
}

/// The program with both its windows, and the phones.
struct Hall {
    ctx: Context,
    seen: Seen,
    app: App,
    news: Receiver<News>,
    phones: Child,
    to_phones: ChildStdin,
    due: bool,
    is_step: bool,
    tutor: Frames,
    room: Frames,
}

impl Hall {
    fn new(phones: usize, seen: Seen) -> Self {
        let ctx = Context::default();
        ctx.set_embed_viewports(false);
        if seen.is_heard {
            ctx.enable_accesskit();
        }
        let (sender, news) = channel();
        let repaint = sender.clone();
        ctx.set_request_repaint_callback(move |_| {
            // Nobody listens any more at the end.
            let _ = repaint.send(News::Repaint);
        });
        let world = World {
            data_folder: None,
            open: None,
            now_ms: || 1_790_000_000_000,
            minutes_ahead: |_| 0,
            seed: || 7,
        };
        let mut app = App::new(&ctx, world);
        app.wait_for_library();
        for command in [
            Command::OpenClassroom(TAUGHT),
            Command::Classroom(ClassroomCommand::LookAtNetworks),
        ] {
            app.ask(command, &ctx);
        }
        app.settle(&ctx);
        let classroom = app.classroom().unwrap();
        let mut networks = classroom.phones.networks.iter();
        let own = networks.position(|network| network.address.is_loopback()).unwrap();
        for command in [
            ClassroomCommand::ChooseNetwork(own),
            ClassroomCommand::StartPhones,
            ClassroomCommand::Projector(true),
        ] {
            app.ask(Command::Classroom(command), &ctx);
        }
        let (place, code) = joining(&app);
        let mut phones = others("hall", place, &code, phones);
        let to_phones = phones.stdin.take().unwrap();
        listen(&mut phones, sender);
        Self {
            ctx,
            seen,
            app,
            news,
            phones,
            to_phones,
            due: true,
            is_step: true,
            tutor: Frames::default(),
            room: Frames::default(),
        }
    }

    fn class(&mut self, command: ClassroomCommand) {
        self.app.ask(Command::Classroom(command), &self.ctx);
        (self.due, self.is_step) = (true, true);
    }

    fn step(&self) -> Option<Step> {
        self.app.classroom()?.lesson.round().map(|round| round.step())
    }

    /// One frame of each window that has something new.
    fn frame(&mut self) {
        let begun = Instant::now();
        self.app.logic(&self.ctx);
        let app = &mut self.app;
        let output = self
            .ctx
            .run_ui(input(ViewportId::ROOT, vec2(1280.0, 800.0), self.seen), |ui| app.ui(ui));
        let second = output.viewport_output.iter().find(|(id, _)| **id != ViewportId::ROOT);
        let second = second.and_then(|(id, window)| Some((*id, window.viewport_ui_cb.clone()?)));
        tessellate(&self.ctx, output);
        self.tutor.add(self.is_step, begun.elapsed());
        if let Some((id, draw)) = second {
            let begun = Instant::now();
            let output = self
                .ctx
                .run_ui(input(id, vec2(1920.0, 1080.0), self.seen), |ui| draw(ui));
            tessellate(&self.ctx, output);
            self.room.add(self.is_step, begun.elapsed());
        }
        (self.due, self.is_step) = (false, false);
    }

    /// Draws what is asked for until the phones say something.
    fn until_phones(&mut self) -> String {
        let mut next = Instant::now();
        loop {
            if self.due && Instant::now() >= next {
                next = Instant::now() + FRAME;
                self.frame();
            }
            let wait = if self.due {
                next.saturating_duration_since(Instant::now())
            } else {
                Duration::from_secs(60)
            };
            match self.news.recv_timeout(wait) {
                Ok(News::Repaint) => self.due = true,
                Ok(News::Phones(line)) => return line,
                Err(_) => assert!(self.due, "the phones are silent"),
            }
        }
    }

    fn all(&mut self, task: &str) -> (usize, Duration) {
        writeln!(self.to_phones, "{task}").unwrap();
        let line = self.until_phones();
        let (through, slowest) = line.split_once(' ').unwrap();
        (
            through.parse().unwrap(),
            Duration::from_micros(slowest.parse().unwrap()),
        )
    }

    /// As a tutor goes on to the next question: two or three votes a round, and rounds until the conversation is over, when it is taken up again.
    fn next_question(&mut self) -> Question {
        for _ in 0..20 {
            match self.step() {
                None => {
                    self.class(ClassroomCommand::Rewind(0, Anew::Vote));
                    // Votes go with it, so that the tutor is asked first.
                    self.class(ClassroomCommand::Answer(true));
                }
                Some(Step::Act) => self.class(ClassroomCommand::PlaySilence(8_000)),
                Some(_) => self.class(ClassroomCommand::Next),
            }
            self.frame();
            if let Some(question) = self.step().and_then(Step::question) {
                return question;
            }
            // A level vote is no choice.
            if self.step() == Some(Step::Reveal) {
                self.class(ClassroomCommand::Pick(0));
            }
        }
        panic!("no question comes");
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        // It may have gone already.
        let _ = self.phones.kill();
        let _ = self.phones.wait();
    }
}

fn joining(app: &App) -> (SocketAddr, String) {
    let join = app.classroom().unwrap().phones.join(false).unwrap();
    let place = join.address.trim_start_matches("http://").parse().unwrap();
    (place, join.code)
}

fn listen(phones: &mut Child, news: Sender<News>) {
    let lines = BufReader::new(phones.stdout.take().unwrap()).lines();
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if news.send(News::Phones(line)).is_err() {
                return;
            }
        }
    });
}

fn input(id: ViewportId, size: egui::Vec2, seen: Seen) -> RawInput {
    let mut input = RawInput {
        viewport_id: id,
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, size)),
        // As the window says it.
        max_texture_side: Some(MAX_TEXTURE_SIDE),
        focused: true,
        ..RawInput::default()
    };
    for known in [ViewportId::ROOT, id] {
        let is_room = known != ViewportId::ROOT;
        input.viewports.insert(
            known,
            ViewportInfo {
                native_pixels_per_point: Some(if seen.is_fine && is_room { 2.0 } else { 1.0 }),
                ..ViewportInfo::default()
            },
        );
    }
    input
}

fn tessellate(ctx: &Context, mut output: FullOutput) {
    output.textures_delta.clear();
    std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
}

/// Draws the whole hour: as it is seen, as a screen reader hears it besides, and as it is seen on a 4K projector.
pub fn run(phones: usize) {
    for (is_heard, is_fine) in [(false, false), (true, false), (false, true)] {
        hour(phones, Seen { is_heard, is_fine });
    }
}

fn hour(phones: usize, seen: Seen) {
    let mut hall = Hall::new(phones, seen);
    assert_eq!(hall.until_phones(), "here");
    // Until the letters of slides are there, and what was to move has moved.
    for _ in 0..REST {
        hall.frame();
    }
    let (mut counted, mut slowest) = (0, Duration::ZERO);
    (hall.tutor, hall.room) = (Frames::default(), Frames::default());
    for _ in 0..QUESTIONS {
        let question = hall.next_question();
        let classroom = hall.app.classroom().unwrap();
        let round = classroom.lesson.round().unwrap();
        let (number, choices) = (round.number(question).unwrap(), round.tally(question).choices());
        let (through, took) = hall.all(&format!("vote {number} {choices}"));
        assert_eq!(through, phones, "a vote did not get through");
        slowest = slowest.max(took);
        hall.frame();
        counted += hall
            .app
            .classroom()
            .unwrap()
            .lesson
            .round()
            .unwrap()
            .tally(question)
            .voters() as usize;
        let (through, took) = hall.all("look");
        assert_eq!(through, phones, "a phone was not answered");
        slowest = slowest.max(took);
    }
    let how = match seen {
        Seen { is_heard: true, .. } => ", with a screen reader",
        Seen { is_fine: true, .. } => ", on a 4K projector",
        _ => "",
    };
    println!(
        "{phones} phones, {QUESTIONS} questions in the window{how}: {counted} answers of {} counted, slowest answer {slowest:?}",
        phones * QUESTIONS as usize
    );
    let (tutor, room) = (std::mem::take(&mut hall.tutor), std::mem::take(&mut hall.room));
    tutor.print("the tutor's frame");
    room.print("the room's frame");
}
