//! Makes the README's pictures from the real program, without a window: the same screens, run frame by frame and drawn by the processor.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use egui::{Context, vec2};

use super::app::{App, World};
use super::command::Command;
use super::pictures_classroom;
use super::pictures_learning;
use super::pictures_map;
use super::raster::{Headless, PixelBuffer};
use super::window::WindowApp;
use crate::framework::id::RowId;
use crate::history::profile::ProfileId;
use crate::history::writer::Who;
use crate::library::catalog::Origin;
use crate::practice::deck::Focus;
use crate::report::format::Format;
use crate::scenario::state::Place;
use crate::session::event::{Move, Noticed, Phase};
use crate::session::machine::Session;
use crate::session::options::{Mode, Options};
use crate::settings::Theme;

/// The day of every picture.
const NOW_MS: i64 = 1_790_000_000_000;
/// Frames until the screen is at rest.
const FRAMES: usize = 12;
/// The vignette in the pictures.
const SHOWN: Origin = Origin::Bundled("the-worksheet.ron");

/// Which pictures are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Album {
    /// Those of the documentation.
    Whole,
    /// Those of the studio alone.
    Studio,
    /// Those of the classroom alone.
    Classroom,
    /// Those of what is kept and what leaves, in every look: to be looked at, and in no document.
    Kept,
}

impl Album {
    /// The one that is asked for.
    pub const fn of(studio: bool, classroom: bool, kept: bool) -> Self {
        match (studio, classroom, kept) {
            (true, _, _) => Self::Studio,
            (_, true, _) => Self::Classroom,
            (_, _, true) => Self::Kept,
            _ => Self::Whole,
        }
    }
}

/// Makes pictures. Exits with 2 if one can't be written.
pub fn make_pictures(folder: &Path, album: Album) -> ExitCode {
    let made = std::fs::create_dir_all(folder).and_then(|()| match album {
        Album::Whole => all(folder),
        Album::Studio => super::pictures_studio::make(folder),
        Album::Classroom => in_class(folder),
        Album::Kept => super::pictures_kept::make(folder, NOW_MS),
    });
    match made {
        Ok(count) => {
            println!("{count} pictures in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("attune: {}: {error}", folder.display());
            ExitCode::from(2)
        }
    }
}

/// A room with an app in it, and a camera.
pub(super) struct Camera {
    pub(super) ctx: Context,
    pub(super) app: App,
    screen: Headless,
}

impl Camera {
    pub(super) fn new(width: f32, height: f32) -> Self {
        Self::in_folder(width, height, None)
    }

    pub(super) fn in_folder(width: f32, height: f32, data_folder: Option<PathBuf>) -> Self {
        let ctx = Context::default();
        // The same day and the same order of responses in every picture.
        let world = World {
            data_folder,
            open: None,
            now_ms: || NOW_MS,
            minutes_ahead: |_| 0,
            seed: || 7,
        };
        let mut app = App::new(&ctx, world);
        app.wait_for_library();
        let screen = Headless::new(ctx.clone(), vec2(width, height), 1.0);
        Self { ctx, app, screen }
    }

    pub(super) fn ask(&mut self, command: Command) {
        self.app.ask(command, &self.ctx);
        self.app.settle(&self.ctx);
        self.run(2);
    }

    pub(super) fn run(&mut self, frames: usize) {
        for _ in 0..frames {
            self.app.logic(&self.ctx);
            self.screen.frame(Vec::new(), |ui| self.app.ui(ui));
        }
    }

    pub(super) fn press(&mut self, key: egui::Key) {
        let event = |pressed| egui::Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        };
        self.screen.frame(vec![event(true), event(false)], |ui| self.app.ui(ui));
        self.app.settle(&self.ctx);
    }

    pub(super) fn picture(&mut self, folder: &Path, name: &str) -> std::io::Result<()> {
        self.run(FRAMES);
        let picture = self.screen.picture(super::theme::palette(&self.ctx).surface);
        std::fs::write(
            folder.join(format!("{name}.png")),
            picture.to_png().map_err(std::io::Error::other)?,
        )
    }

    /// Waits until nothing is read or kept any more.
    pub(super) fn settle(&mut self) {
        self.app.settle(&self.ctx);
        self.run(2);
    }

    /// Ticks the latest attempts on the list.
    pub(super) fn choose_attempts(&mut self, count: usize) {
        let listed = self.app.listed.shown.iter().flat_map(|(_, page)| &page.rows);
        let ids: Vec<_> = listed.take(count).map(|row| row.id).collect();
        self.app.views.attempts.chosen.extend(ids);
    }

    /// Takes a format on the export screen.
    pub(super) fn export_as(&mut self, format: Format) {
        self.app.views.export.take_format(format);
        self.run(2);
        self.settle();
    }

    /// Turns the wheel in the middle of the window.
    pub(super) fn scroll(&mut self, points: f32) {
        let at = self.ctx.content_rect().center();
        let turn = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        };
        self.screen
            .frame(vec![egui::Event::PointerMoved(at), turn], |ui| self.app.ui(ui));
        self.run(FRAMES);
    }

    /// Makes the move that a good practitioner would, whatever is asked.
    pub(super) fn go_on(&mut self) -> bool {
        self.go_on_as(|_| Taste::Best)
    }

    /// The same, with a taste that may change from turn to turn.
    fn go_on_as(&mut self, taste: impl Fn(u16) -> Taste) -> bool {
        let Some(step) = self
            .app
            .session()
            .and_then(|session| next_move(session, taste(session.turn())))
        else {
            return false;
        };
        self.ask(Command::Act(step));
        true
    }
}

/// Which response is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taste {
    Best,
    Weakest,
}

fn next_move(session: &Session, taste: Taste) -> Option<Move> {
    Some(match session.phase() {
        Phase::Notice => {
            let state = session.state();
            Move::Notice(state.rupture.map_or(Noticed::None, |rupture| Noticed::Strain {
                kind: rupture.kind,
                component: None,
                factor: None,
            }))
        }
        Phase::Draft => Move::Draft("It was me who ran over. What did the sheet seem to say to you?".to_owned()),
        Phase::Notebook => Move::Notebook(0b111),
        Phase::Respond => answer(session, taste)?,
        Phase::Confidence => Move::Confidence(80),
        Phase::Feedback => Move::Continue,
        Phase::ReadAlliance => Move::ReadAlliance([50, 40, 55]),
        Phase::Over => return None,
    })
}

fn answer(session: &Session, taste: Taste) -> Option<Move> {
    let (graph, state) = (session.graph(), session.state());
    let Place::Statement(statement) = state.at else {
        return None;
    };
    let mut best: Option<(u8, Move)> = None;
    for &response in session.faced()?.shown() {
        let node = graph.response(statement, response)?;
        for (outcome, &from_s) in graph.outcomes(node).iter().zip(graph.bands_s(node)) {
            let quality = graph.quality(outcome, state, true);
            let quality = if taste == Taste::Best {
                quality
            } else {
                u8::MAX - quality
            };
            if best.as_ref().is_none_or(|(known, _)| quality > *known) {
                let held_ms = u32::from(from_s) * 1000;
                best = Some((
                    quality,
                    Move::Answer {
                        response,
                        held_ms,
                        beliefs: graph.held(),
                    },
                ));
            }
        }
    }
    best.map(|(_, step)| step)
}

fn all(folder: &Path) -> std::io::Result<usize> {
    std::fs::create_dir_all(folder)?;
    let plans = pictures_map::plans(folder)?;
    let mut studio = Camera::new(1280.0, 800.0);
    studio.ask(Command::SetTheme(Theme::Light));
    studio.ask(Command::Welcomed);
    studio.picture(folder, "library")?;
    studio.ask(Command::OpenBriefing(SHOWN));
    studio.picture(folder, "briefing")?;
    studio.ask(Command::Begin(SHOWN, Options::of(Mode::Guided)));
    studio.picture(folder, "notice")?;
    studio.go_on();
    studio.go_on();
    studio.press(egui::Key::Num2);
    studio.picture(folder, "respond")?;
    studio.go_on();
    studio.go_on();
    studio.picture(folder, "feedback")?;
    while studio.go_on() {}
    studio.picture(folder, "debrief")?;
    studio.ask(Command::ShowExport);
    studio.picture(folder, "export")?;
    studio.ask(Command::ShowRow(RowId::from("repair.own-part")));
    studio.picture(folder, "framework")?;
    studio.ask(Command::ShowCoverage);
    studio.picture(folder, "coverage")?;
    studio.ask(Command::ShowSettings);
    studio.picture(folder, "settings")?;
    practice(folder)?;
    let written = super::pictures_studio::make(folder)?;
    let mut long = Camera::new(1280.0, 4200.0);
    long.ask(Command::SetTheme(Theme::Light));
    long.ask(Command::Begin(SHOWN, Options::of(Mode::Guided)));
    let stumbling = |turn| if turn % 3 == 1 { Taste::Weakest } else { Taste::Best };
    while long.go_on_as(stumbling) {}
    long.picture(folder, "debrief-whole")?;
    let mut dark = Camera::new(1280.0, 800.0);
    dark.ask(Command::SetTheme(Theme::Dark));
    dark.ask(Command::Begin(
        Origin::Bundled("six-weeks.ron"),
        Options::of(Mode::Guided),
    ));
    dark.picture(folder, "lamplight")?;
    let mut large = Camera::new(1024.0, 700.0);
    large.ask(Command::SetText(200));
    large.ask(Command::SetTheme(Theme::HighContrast));
    large.ask(Command::Begin(
        Origin::Bundled("whatever-you-think.ron"),
        Options::of(Mode::Practice),
    ));
    large.press(egui::Key::Num1);
    large.picture(folder, "large-text")?;
    let learning = learning(folder)?;
    Ok(16 + learning + written + plans + in_class(folder)?)
}

/// The classroom's.
fn in_class(folder: &Path) -> std::io::Result<usize> {
    let mut keep = |name: &str, picture: PixelBuffer| {
        let png = picture.to_png().map_err(std::io::Error::other)?;
        std::fs::write(folder.join(name).with_extension("png"), png)
    };
    pictures_classroom::classroom(|| NOW_MS, &mut keep)
}

/// Today, a drill, the look back, and one's own words.
fn practice(folder: &Path) -> std::io::Result<()> {
    let mut studio = Camera::new(1280.0, 800.0);
    studio.ask(Command::Welcomed);
    studio.ask(Command::SetTheme(Theme::Light));
    studio.ask(Command::BeginRound(Focus::All));
    studio.ask(Command::StopRound);
    studio.ask(Command::BeginRound(Focus::All));
    studio.picture(folder, "drill")?;
    let mut turns = 0;
    while studio.app.session().is_some() && turns < 200 {
        studio.go_on_as(|_| Taste::Best);
        turns += 1;
    }
    studio.picture(folder, "look-back")?;
    studio.ask(Command::ShowToday);
    studio.picture(folder, "today")?;
    studio.ask(Command::Begin(SHOWN, Options::of(Mode::Guided)));
    while studio.go_on_as(|turn| if turn % 2 == 0 { Taste::Weakest } else { Taste::Best }) {}
    studio.ask(Command::Review);
    // As if each had been looked at: a view of oneself that sinks while the choices hold.
    let drafts: Vec<_> = studio
        .app
        .review
        .drafts
        .iter()
        .map(|draft| (draft.attempt, draft.turn))
        .collect();
    for ((attempt, turn), rating) in drafts.into_iter().zip([72, 66, 70, 58, 61, 49, 52, 44, 50, 40]) {
        if let Some(attempt) = attempt {
            studio.ask(Command::Rate {
                attempt,
                turn,
                checklist: 0b101,
                rating,
            });
        }
    }
    studio.picture(folder, "own-words")
}

/// The progress screen, over an invented history that is gone afterwards.
fn learning(folder: &Path) -> std::io::Result<usize> {
    let own = std::env::temp_dir().join("attune-pictures");
    if own.exists() {
        std::fs::remove_dir_all(&own)?;
    }
    pictures_learning::furnish(&own, NOW_MS).map_err(std::io::Error::other)?;
    let mut whole = Camera::in_folder(1280.0, 3000.0, Some(own.clone()));
    whole.ask(Command::SetTheme(Theme::Light));
    whole.ask(Command::ShowProgress);
    whole.picture(folder, "progress-whole")?;
    let mut desk = Camera::in_folder(1280.0, 800.0, Some(own.clone()));
    desk.ask(Command::SetTheme(Theme::Light));
    desk.ask(Command::ShowProgress);
    desk.picture(folder, "progress")?;
    desk.ask(Command::ShowMyData);
    desk.picture(folder, "my-data")?;
    desk.ask(Command::AddPerson("Noor".to_owned()));
    desk.ask(Command::ShowPeople);
    desk.picture(folder, "people")?;
    let mut dark = Camera::in_folder(1280.0, 800.0, Some(own.clone()));
    dark.ask(Command::SetTheme(Theme::Dark));
    dark.ask(Command::UsePerson(Who::Profile(ProfileId(1))));
    dark.ask(Command::ShowProgress);
    dark.picture(folder, "progress-lamplight")?;
    let mut large = Camera::in_folder(1024.0, 2600.0, Some(own.clone()));
    large.ask(Command::SetTheme(Theme::HighContrast));
    large.ask(Command::SetText(200));
    large.ask(Command::UsePerson(Who::Profile(ProfileId(1))));
    large.ask(Command::ShowProgress);
    large.picture(folder, "progress-large-text")?;
    let mut small = Camera::in_folder(1024.0, 700.0, Some(own.clone()));
    small.ask(Command::SetTheme(Theme::Light));
    small.ask(Command::SetText(100));
    small.ask(Command::UsePerson(Who::Profile(ProfileId(1))));
    small.ask(Command::ShowProgress);
    small.picture(folder, "progress-small")?;
    drop((whole, desk, dark, large, small));
    std::fs::remove_dir_all(own)?;
    Ok(7)
}
