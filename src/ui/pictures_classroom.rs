//! The pictures of a classroom: the tutor's screen and the room's, made like the others.

use egui::{Context, vec2};

use super::app::{App, World};
use super::classroom::{Asking, ClassroomCommand, Tab};
use super::command::Command;
use super::raster::Headless;
use super::window::WindowApp;
use crate::classroom::interfaces::{Interface, Kind, likeliest};
use crate::classroom::round::Step;
use crate::library::catalog::Origin;
use crate::scenario::graph::ActKind;
use crate::settings::Theme;

/// The vignette in the pictures.
const TAUGHT: Origin = Origin::Bundled("the-worksheet.ron");

/// Hands in the first vote, and in the second.
const FIRST: [u32; 5] = [12, 6, 11, 5, 1];
const SECOND: [u32; 5] = [8, 4, 19, 3, 1];

/// Frames until the screen is at rest.
const FRAMES: usize = 8;

/// A classroom and a camera.
struct Room {
    ctx: Context,
    app: App,
    screen: Headless,
}

impl Room {
    fn new(width: f32, height: f32, scale: f32, theme: Theme, now_ms: fn() -> i64) -> Self {
        let ctx = Context::default();
        let world = World {
            data_folder: None,
            open: None,
            now_ms,
            minutes_ahead: |_| 0,
            seed: || 7,
        };
        let mut app = App::new(&ctx, world);
        app.wait_for_library();
        let screen = Headless::new(ctx.clone(), vec2(width, height), scale);
        let mut room = Self { ctx, app, screen };
        room.ask(Command::SetTheme(theme));
        room.ask(Command::OpenClassroom(TAUGHT));
        room
    }

    fn ask(&mut self, command: Command) {
        self.app.ask(command, &self.ctx);
        self.app.settle(&self.ctx);
        self.run(1);
    }

    fn class(&mut self, command: ClassroomCommand) {
        self.ask(Command::Classroom(command));
    }

    fn run(&mut self, frames: usize) {
        for _ in 0..frames {
            self.app.logic(&self.ctx);
            self.screen.frame(Vec::new(), |ui| self.app.ui(ui));
        }
    }

    /// So many hands for each choice that there is.
    fn vote(&mut self, step: Step, hands: &[u32]) {
        self.class(ClassroomCommand::GoTo(step));
        let round = self.app.classroom().and_then(|classroom| classroom.lesson.round());
        let choices = round.and_then(|round| Some(round.tally(step.question()?).choices()));
        let counted = hands.iter().take(usize::from(choices.unwrap_or_default()));
        let typed: Vec<String> = counted.map(u32::to_string).collect();
        self.class(ClassroomCommand::TypeHands(typed.join(" ")));
    }

    /// As far as the reveal of a round that was divided.
    fn argue(&mut self) {
        self.vote(Step::Notice, &[9, 21, 4]);
        self.vote(Step::First, &FIRST);
        self.class(ClassroomCommand::GoTo(Step::Discuss));
    }

    fn settle_it(&mut self) {
        self.vote(Step::Second, &SECOND);
        self.class(ClassroomCommand::GoTo(Step::Reveal));
    }

    /// A whole round.
    fn play(&mut self) {
        self.argue();
        self.settle_it();
        self.class(ClassroomCommand::Next);
        if self.step() == Some(Step::Act) {
            self.class(ClassroomCommand::PlaySilence(8_000));
        }
    }

    /// Begins anew and plays what is aptest until something of a kind is on offer, and begins it. Whether it came to that.
    fn seek(&mut self, act: ActKind) -> bool {
        self.class(ClassroomCommand::Begin(Vec::new()));
        self.class(ClassroomCommand::Answer(true));
        for _ in 0..14 {
            self.class(ClassroomCommand::GoTo(Step::Reveal));
            let round = self.app.classroom().and_then(|classroom| classroom.lesson.round());
            let Some(round) = round else { return false };
            let mut places = (0_u8..).zip(round.rated());
            let found = places.find(|(_, rated)| rated.act == act).map(|(place, _)| place);
            let best = round.best().first().copied().unwrap_or_default();
            self.class(ClassroomCommand::Pick(found.unwrap_or(best)));
            self.class(ClassroomCommand::Next);
            if found.is_some() {
                return true;
            }
            if self.step() == Some(Step::Act) {
                self.class(ClassroomCommand::PlaySilence(8_000));
            }
            self.class(ClassroomCommand::Next);
        }
        false
    }

    fn step(&self) -> Option<Step> {
        self.app.classroom()?.lesson.round().map(|round| round.step())
    }
}

/// Where the pictures go, each under its name.
type Keep<'k> = &'k mut dyn FnMut(&str, super::raster::PixelBuffer) -> std::io::Result<()>;

impl Room {
    /// A picture of a step, if it is wanted.
    fn shot(&mut self, step: &str, name: &str, wanted: &[&str], keep: Keep<'_>) -> std::io::Result<()> {
        if wanted.contains(&step) {
            self.picture(keep, &[name, step].join("-"))?;
        }
        Ok(())
    }

    fn picture(&mut self, keep: Keep<'_>, name: &str) -> std::io::Result<()> {
        self.run(FRAMES);
        let picture = self.screen.picture(super::theme::palette(&self.ctx).surface);
        keep(name, picture)
    }
}

/// Makes them. Returns how many.
pub(super) fn classroom(now_ms: fn() -> i64, keep: Keep<'_>) -> std::io::Result<usize> {
    let mut made = 0;
    let mut counted = |name: &str, picture| {
        made += 1;
        keep(name, picture)
    };
    let keep: Keep<'_> = &mut counted;
    tutor(now_ms, keep)?;
    close(now_ms, keep)?;
    phones(now_ms, keep)?;
    let steps = [
        "statement",
        "notice",
        "marker",
        "vote",
        "discussion",
        "reveal",
        "silence",
        "outcome",
        "shadow",
        "debrief",
        "summary",
        "held",
    ];
    room(
        Room::new(1280.0, 720.0, 1.0, Theme::Light, now_ms),
        "room",
        &steps,
        keep,
    )?;
    room(
        Room::new(1280.0, 720.0, 1.0, Theme::Dark, now_ms),
        "room-lamplight",
        &steps,
        keep,
    )?;
    // As on a 4K projector: 3840 by 2160 pixels.
    for (theme, name) in [(Theme::Light, "room-4k"), (Theme::Dark, "room-4k-lamplight")] {
        room(Room::new(1920.0, 1080.0, 2.0, theme, now_ms), name, &steps, keep)?;
        many(Room::new(1920.0, 1080.0, 2.0, theme, now_ms), name, keep)?;
    }
    many(Room::new(1280.0, 720.0, 1.0, Theme::Light, now_ms), "room", keep)?;
    many(
        Room::new(1280.0, 720.0, 1.0, Theme::Dark, now_ms),
        "room-lamplight",
        keep,
    )?;
    Ok(made)
}

/// What is hard to lay out: large text on a small screen, every tab, teams.
fn close(now_ms: fn() -> i64, keep: Keep<'_>) -> std::io::Result<()> {
    let mut large = Room::new(1024.0, 700.0, 1.0, Theme::HighContrast, now_ms);
    large.ask(Command::SetText(200));
    large.argue();
    tabs(&mut large, "class-large-text", keep)?;
    room(
        {
            let mut room = Room::new(1024.0, 700.0, 1.0, Theme::HighContrast, now_ms);
            room.ask(Command::SetText(200));
            room
        },
        "room-large-text",
        &["shadow", "debrief", "outcome"],
        keep,
    )?;
    let mut small = Room::new(1024.0, 700.0, 1.0, Theme::Light, now_ms);
    small.play();
    tabs(&mut small, "class-small", keep)?;
    teams(now_ms, keep)
}

fn tabs(room: &mut Room, name: &str, keep: Keep<'_>) -> std::io::Result<()> {
    for (tab, of) in [
        (Tab::Now, "now"),
        (Tab::Rounds, "rounds"),
        (Tab::Phones, "phones"),
        (Tab::Setup, "setup"),
    ] {
        if let Some(classroom) = &mut room.app.classroom {
            classroom.view.tab = tab;
        }
        room.picture(keep, &[name, of].join("-"))?;
    }
    Ok(())
}

/// The phones' panel: without a network, with several, and while a server runs for this computer alone; and what the room sees of it.
fn phones(now_ms: fn() -> i64, keep: Keep<'_>) -> std::io::Result<()> {
    let network = |name: &str, address: [u8; 4], kind| Interface {
        name: name.to_owned(),
        address: address.into(),
        kind,
    };
    let several = [
        network("wlp2s0", [192, 168, 178, 23], Kind::Wifi),
        network("enp3s0", [10, 0, 12, 7], Kind::Wired),
        network("docker0", [172, 17, 0, 1], Kind::Virtual),
        network("lo", [127, 0, 0, 1], Kind::Loopback),
    ];
    for (size, theme, text, name) in [
        ([1280.0, 800.0], Theme::Light, 100, "phones"),
        ([1280.0, 800.0], Theme::Dark, 100, "phones-lamplight"),
        ([1024.0, 700.0], Theme::HighContrast, 200, "phones-large-text"),
    ] {
        let [width, height] = size;
        let mut room = Room::new(width, height, 1.0, theme, now_ms);
        room.ask(Command::SetText(text));
        for (networks, of) in [
            (&several[..0], "none"),
            (&several[2..], "unlikely"),
            (&several[..], "several"),
        ] {
            if let Some(classroom) = &mut room.app.classroom {
                classroom.view.tab = Tab::Phones;
                classroom.phones.networks = networks.to_vec();
                classroom.phones.chosen = likeliest(networks);
            }
            room.picture(keep, &[name, of].join("-"))?;
        }
        room.class(ClassroomCommand::ChooseNetwork(3));
        room.class(ClassroomCommand::StartPhones);
        room.picture(keep, &[name, "on"].join("-"))?;
        room.class(ClassroomCommand::ShowJoin);
        room.class(ClassroomCommand::HideTutor);
        room.picture(keep, &[name, "join"].join("-"))?;
        room.class(ClassroomCommand::StopPhones);
    }
    Ok(())
}

/// As many responses as a statement has, with the counts beside them.
fn many(mut room: Room, name: &str, keep: Keep<'_>) -> std::io::Result<()> {
    room.class(ClassroomCommand::HideTutor);
    let choices = |room: &Room| {
        let round = room.app.classroom().and_then(|classroom| classroom.lesson.round());
        round.map_or(usize::MAX, |round| round.rated().len())
    };
    while choices(&room) < FIRST.len() {
        room.play();
        room.class(ClassroomCommand::Next);
    }
    room.argue();
    room.class(ClassroomCommand::ToggleCounts);
    room.picture(keep, &[name, "many-discussion"].join("-"))?;
    room.settle_it();
    room.picture(keep, &[name, "many-reveal"].join("-"))
}

/// Three teams with ways of their own.
fn teams(now_ms: fn() -> i64, keep: Keep<'_>) -> std::io::Result<()> {
    let mut room = Room::new(1280.0, 720.0, 1.0, Theme::Light, now_ms);
    let names = ["By the window", "By the door", "In the middle"];
    room.class(ClassroomCommand::Begin(names.map(str::to_owned).to_vec()));
    for turn in 0..4_u8 {
        for team in 0..3_u8 {
            room.class(ClassroomCommand::TurnTo(usize::from(team)));
            room.class(ClassroomCommand::GoTo(Step::Reveal));
            room.class(ClassroomCommand::Pick((turn + team) % 3));
            room.class(ClassroomCommand::Next);
            if room.step() == Some(Step::Act) {
                room.class(ClassroomCommand::PlaySilence(8_000));
            }
            room.class(ClassroomCommand::Next);
        }
    }
    if let Some(classroom) = &mut room.app.classroom {
        classroom.view.tab = Tab::Rounds;
    }
    room.picture(keep, "class-teams")?;
    if let Some(classroom) = &mut room.app.classroom {
        classroom.view.asking = Some(Asking::Begin(Vec::new()));
    }
    room.picture(keep, "class-anew")?;
    if let Some(classroom) = &mut room.app.classroom {
        classroom.view.asking = None;
    }
    room.class(ClassroomCommand::HideTutor);
    room.class(ClassroomCommand::End(true));
    room.picture(keep, "room-teams")
}

/// The tutor's screen, step by step.
fn tutor(now_ms: fn() -> i64, keep: Keep<'_>) -> std::io::Result<()> {
    for (name, theme) in [("class", Theme::Light), ("class-lamplight", Theme::Dark)] {
        let mut room = Room::new(1280.0, 800.0, 1.0, theme, now_ms);
        room.argue();
        room.picture(keep, name)?;
        if theme == Theme::Dark {
            continue;
        }
        room.class(ClassroomCommand::GoTo(Step::Second));
        room.settle_it();
        room.picture(keep, "class-reveal")?;
    }
    Ok(())
}

/// The room's screen, step by step; pictures of the steps that are wanted.
fn room(mut room: Room, name: &str, wanted: &[&str], keep: Keep<'_>) -> std::io::Result<()> {
    room.class(ClassroomCommand::HideTutor);
    room.shot("statement", name, wanted, keep)?;
    room.class(ClassroomCommand::GoTo(Step::Notice));
    room.shot("notice", name, wanted, keep)?;
    if wanted.contains(&"marker") {
        room.vote(Step::Notice, &[9, 21, 4]);
        room.class(ClassroomCommand::GoTo(Step::Marker));
        room.shot("marker", name, wanted, keep)?;
    }
    room.vote(Step::First, &FIRST);
    room.shot("vote", name, wanted, keep)?;
    room.argue();
    room.shot("discussion", name, wanted, keep)?;
    room.settle_it();
    room.shot("reveal", name, wanted, keep)?;
    if !wanted.contains(&"outcome") {
        return Ok(());
    }
    room.class(ClassroomCommand::Next);
    if room.step() == Some(Step::Act) {
        room.shot("silence", name, wanted, keep)?;
        room.class(ClassroomCommand::PlaySilence(8_000));
    }
    room.shot("outcome", name, wanted, keep)?;
    let other = room.app.classroom().and_then(|classroom| {
        let round = classroom.lesson.round()?;
        let played = round.played()?.response;
        round
            .rated()
            .iter()
            .map(|rated| rated.response)
            .find(|response| *response != played)
    });
    if let Some(other) = other {
        room.class(ClassroomCommand::Shadow(0, other));
        room.shot("shadow", name, wanted, keep)?;
        // The first step only puts it away.
        room.class(ClassroomCommand::Next);
    }
    room.class(ClassroomCommand::Next);
    for _ in 0..4 {
        room.play();
        room.class(ClassroomCommand::Next);
    }
    room.class(ClassroomCommand::End(true));
    room.shot("debrief", name, wanted, keep)?;
    for (act, step) in [(ActKind::Summary, "summary"), (ActKind::Silence, "held")] {
        if wanted.contains(&step) && room.seek(act) {
            room.class(ClassroomCommand::Belief(1));
            room.shot(step, name, wanted, keep)?;
        }
    }
    Ok(())
}
