//! The program in its window: what it holds, and which screen it shows. Views get borrowed data and push commands;
//! [`super::apply`] carries them out after the frame.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{Context, Ui};

use super::attempts::{AttemptsData, AttemptsState, Listed, attempts_ui};
use super::briefing::{BriefingData, BriefingState, briefing_ui};
use super::classroom::Classroom;
use super::command::{Command, pressed};
use super::coverage::{CoverageState, coverage_ui};
use super::debrief::{Debrief, DebriefState, debrief_ui};
use super::export::ExportState;
use super::exporting::Exporting;
use super::follow::{come_back, follow_focus, hold_back, keeps_escape};
use super::framework::{FrameworkState, data as framework_data, framework_ui};
use super::help::help_ui;
use super::keeper::Keeper;
use super::keeping::Keeping;
use super::learning::Learning;
use super::library::{LibraryData, LibraryState, data as library_data, findings_ui, library_ui};
use super::my_data::{MyDataState, my_data_ui};
use super::notice::notices_ui;
use super::page::prepare_page;
use super::people::{PeopleData, PeopleState, people_ui};
use super::practise::data::session_data;
use super::practise::play::Play;
use super::practise::session_ui;
use super::progress::{ProgressState, progress_ui};
use super::review::{Review, review_ui};
use super::settings::{SettingsData, SettingsState, settings_ui};
use super::shelf::Shelf;
use super::studio::{self, Studio, StudioCommand, studio_ui};
use super::theme::{self, Appearance};
use super::today::data::{LookBackData, TodayData};
use super::today::{Practice, TodayState, round_ui, today_ui};
use super::top_bar::top_bar_ui;
use super::window::{Monitors, WindowApp};
use crate::framework::load::bundled;
use crate::framework::model::Framework;
use crate::history::attempts::Standing;
use crate::history::store::AttemptId;
use crate::history::writer::{Answer, Request, Writer};
use crate::library::catalog::{Entry, Origin};
use crate::report::moment::Zone;
use crate::session::options::Mode;
use crate::settings::{Settings, store};

/// Which screen is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The shelf.
    Library,
    /// What was found in a vignette.
    Findings(Origin),
    /// What the practitioner knows.
    Briefing(Origin),
    /// The session.
    Session,
    /// A vignette in front of a room.
    Classroom,
    /// What happened, looked at afterwards.
    Debrief,
    /// A report on its way out.
    Export,
    /// What is due, and what there is to practise.
    Today,
    /// A round looked back at.
    Round,
    /// One's own words, looked at again.
    Review,
    /// What is trained.
    Framework,
    /// Which rows each vignette exercises.
    Coverage,
    /// What practice has come to.
    Progress,
    /// Who practises here.
    People,
    /// Everything that was played.
    Attempts,
    /// What is kept, and how to delete it.
    MyData,
    /// Looks, folders, and what is kept.
    Settings,
    /// A vignette on the desk of whoever writes it.
    Studio,
}

/// What the program is given from outside. Everything that could differ between two runs stands here.
#[derive(Debug)]
pub struct World {
    /// Where settings and attempts are kept; nowhere without one.
    pub data_folder: Option<PathBuf>,
    /// A file or folder to open.
    pub open: Option<PathBuf>,
    /// The time in milliseconds since 1970.
    pub now_ms: fn() -> i64,
    /// How far the clocks here are ahead of UTC at a time in milliseconds since 1970, in minutes.
    pub minutes_ahead: fn(i64) -> i32,
    /// A new seed for a session.
    pub seed: fn() -> u64,
}

/// What the screens remember between frames.
#[derive(Default)]
pub struct Views {
    pub(super) library: LibraryState,
    pub(super) briefing: BriefingState,
    pub(super) framework: FrameworkState,
    pub(super) coverage: CoverageState,
    pub(super) settings: SettingsState,
    pub(super) today: TodayState,
    pub(super) debrief: DebriefState,
    pub(super) export: ExportState,
    pub(super) attempts: AttemptsState,
    pub(super) progress: ProgressState,
    pub(super) people: PeopleState,
    pub(super) my_data: MyDataState,
}

/// The program.
pub struct App {
    pub(super) world: World,
    pub(super) framework: &'static Framework,
    pub(super) settings: Settings,
    pub(super) keeper: Keeper,
    pub(super) shelf: Shelf,
    pub(super) history: Writer,
    /// How each vignette was played so far.
    pub(super) standings: Vec<Standing>,
    pub(super) listed: Listed,
    /// The attempt that is being played, once the history has begun it.
    pub(super) attempt: Option<AttemptId>,
    pub(super) practice: Practice,
    pub(super) review: Review,
    pub(super) screen: Screen,
    pub(super) before: Vec<Screen>,
    pub(super) views: Views,
    pub(super) play: Option<Play>,
    pub(super) origin: Option<Origin>,
    pub(super) debrief: Option<Debrief>,
    pub(super) exporting: Exporting,
    /// The classroom that is open, also while another screen is shown.
    pub(super) classroom: Option<Classroom>,
    pub(super) keeping: Keeping,
    pub(super) learning: Learning,
    pub(super) studio: Studio,
    pub(super) look_back_at: Option<u16>,
    pub(super) notices: Vec<String>,
    /// What was said when the disk took no more: it goes once that is over.
    unkept: Option<String>,
    pub(super) help: bool,
    /// Whether another screen has just been come to, and not by going back.
    pub(super) arrived: bool,
    pub(super) monitors: Monitors,
    opened: bool,
    pub(super) chosen: (Sender<PathBuf>, Receiver<PathBuf>),
    pub(super) commands: Vec<Command>,
}

impl App {
    /// Starts the program on a context: looks, settings, history, library.
    pub fn new(ctx: &Context, world: World) -> Self {
        let loaded = world.data_folder.as_deref().map(store::read).unwrap_or_default();
        let framework = bundled();
        let wake = ctx.clone();
        let history = Writer::start(world.data_folder.clone(), move || wake.request_repaint());
        history.ask(Request::Profiles);
        history.ask(Request::Standings);
        let mut app = Self {
            framework,
            settings: loaded.settings,
            keeper: Keeper::start(world.data_folder.clone()),
            shelf: Shelf::new(framework),
            history,
            standings: Vec::new(),
            listed: Listed::default(),
            attempt: None,
            practice: Practice::new(framework),
            review: Review::default(),
            screen: Screen::Library,
            before: Vec::new(),
            views: Views::default(),
            play: None,
            origin: None,
            debrief: None,
            exporting: Exporting::default(),
            classroom: None,
            keeping: Keeping::default(),
            learning: Learning::default(),
            studio: Studio::default(),
            look_back_at: None,
            notices: loaded.note.into_iter().collect(),
            unkept: None,
            help: false,
            arrived: false,
            monitors: Monitors::default(),
            opened: false,
            chosen: channel(),
            commands: Vec::new(),
            world,
        };
        theme::install(ctx, &app.appearance());
        app.views.briefing = BriefingState::remembered(&app.settings);
        app.ask_practice();
        app.read_shelf(ctx);
        app
    }

    /// From now on these are the monitors that there are.
    pub fn seeing(mut self, monitors: Monitors) -> Self {
        self.monitors = monitors;
        self
    }

    /// What is chosen about the looks.
    pub fn appearance(&self) -> Appearance {
        Appearance {
            theme: self.settings.theme,
            text_percent: self.settings.text_percent,
            reduce_motion: self.settings.reduce_motion,
        }
    }

    /// The screen that is shown.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Reads the folders again, and what was opened from outside.
    pub(super) fn read_shelf(&mut self, ctx: &Context) {
        let mut paths = self.settings.folders.clone();
        paths.extend(
            self.world
                .open
                .clone()
                .filter(|path| !self.settings.folders.contains(path)),
        );
        let wake = ctx.clone();
        (self.practice.stale, self.practice.seen) = (true, false);
        self.shelf.read(paths, move || wake.request_repaint());
    }

    /// Waits until the library is read: for pictures and tests, where no frame may depend on a thread.
    pub fn wait_for_library(&mut self) {
        self.shelf.wait();
    }

    /// Waits until the last move is kept: for pictures and tests, where no frame may depend on a thread.
    pub fn settle(&mut self, ctx: &Context) {
        while self.play.as_ref().is_some_and(Play::is_waiting) {
            match self.history.next_answer() {
                Some(answer) => self.answered(answer),
                None => self.move_kept(),
            }
        }
        self.await_history();
        if let Some(debrief) = &mut self.debrief {
            debrief.wait();
        }
        self.exporting.wait();
        self.studio.wait();
        self.practice.seen |= !self.shelf.reading;
        self.take_in(ctx);
        self.practice.wait();
    }

    /// Waits until the history has answered everything that it was asked.
    fn await_history(&mut self) {
        self.history.ask(Request::Echo);
        while let Some(answer) = self.history.next_answer() {
            if matches!(answer, Answer::Echo) {
                break;
            }
            self.answered(answer);
        }
    }

    /// Holds the history to so many pages, or to none: a full disk, as tests need one.
    pub fn limit_history(&self, pages: Option<u32>) {
        self.history.ask(Request::Limit(pages));
    }

    /// The studio, with what lies on its desk.
    pub fn studio(&self) -> &Studio {
        &self.studio
    }

    /// The session that is played, if any.
    pub fn session(&self) -> Option<&crate::session::machine::Session> {
        self.play.as_ref().map(|play| &play.session)
    }

    /// The classroom that is open, if any.
    pub fn classroom(&self) -> Option<&Classroom> {
        self.classroom.as_ref()
    }

    /// The title of the vignette that is being played, or taught with.
    fn title(&self) -> Option<String> {
        let vignette = match (&self.screen, &self.classroom) {
            (Screen::Classroom, Some(classroom)) => Some(classroom.lesson.vignette()),
            _ => self.play.as_ref().map(|play| &play.vignette),
        };
        vignette.map(|vignette| vignette.scenario.title.clone())
    }

    /// Carries out a command as if a person had asked for it.
    pub fn ask(&mut self, command: Command, ctx: &Context) {
        self.apply(command, ctx);
    }

    /// Takes in what other threads have sent. Never waits.
    fn take_in(&mut self, ctx: &Context) {
        self.shelf.take_in();
        self.practise_on_what_there_is(ctx);
        self.open_what_was_given();
        self.notices.extend(self.keeper.problems());
        let answers: Vec<Answer> = self.history.answers().collect();
        for answer in answers {
            self.answered(answer);
        }
        let chosen: Vec<PathBuf> = self.chosen.1.try_iter().collect();
        for path in chosen {
            self.apply(Command::AddPath(path), ctx);
        }
        if let Some(debrief) = &mut self.debrief {
            debrief.take_in();
        }
        self.take_in_exports();
        self.take_in_places();
        self.take_in_classroom(ctx);
        self.take_in_studio(ctx);
    }

    /// A single file that the program was started with goes straight to its briefing, or to its findings.
    fn open_what_was_given(&mut self) {
        let Some(path) = self.world.open.clone().filter(|_| !self.opened) else {
            return;
        };
        let origin = Origin::File(path);
        let Some(entry) = self.shelf.entry(&origin) else { return };
        self.opened = true;
        self.before.push(Screen::Library);
        self.screen = if entry.vignette().is_some() {
            Screen::Briefing(origin)
        } else {
            Screen::Findings(origin)
        };
    }

    fn answered(&mut self, answer: Answer) {
        let kept = self.answered_practice(answer);
        let Some(answer) = kept.and_then(|answer| self.answered_keeping(answer)) else {
            return;
        };
        match answer {
            Answer::Ready(note) => self.notices.extend(note),
            Answer::Standings(standings) => {
                self.standings = standings;
                self.list_again();
                self.take_met();
            }
            Answer::Failed(problem) => self.notices.push(problem),
            Answer::CaughtUp(well) => {
                let told = self.unkept.take();
                self.notices.retain(|notice| Some(notice) != told.as_ref());
                self.notices.push(well);
            }
            Answer::Unkept(problem) => {
                self.unkept = problem.clone().or(self.unkept.take());
                self.notices.extend(problem);
                self.move_kept();
            }
            Answer::Appended(_) => self.move_kept(),
            Answer::Resumed(id, kept) => {
                self.exporting.attempt = Some(id);
                self.resume(kept);
            }
            Answer::Begun(id) => self.exporting.attempt = Some(id),
            // Nobody here waits for the others.
            _ => {}
        }
    }

    /// A move is on the disk, or can't be: it is shown as taken, and if it was the last, the debrief follows.
    fn move_kept(&mut self) {
        let Some(play) = &mut self.play else { return };
        play.kept();
        if play.session.ended().is_some() && self.screen == Screen::Session {
            self.end();
        }
    }

    /// Takes the vignettes apart for practice once they are read, and once a frame has shown them: a start is quicker without this work.
    fn practise_on_what_there_is(&mut self, ctx: &Context) {
        if self.practice.stale && self.practice.seen && !self.shelf.reading {
            let vignettes = self.shelf.entries.iter().filter_map(Entry::vignette).cloned().collect();
            let wake = ctx.clone();
            self.practice.read(vignettes, move || wake.request_repaint());
        }
        self.practice.take_in();
    }

    fn library_screen(&mut self, ui: &mut Ui, now_ms: i64) {
        let filter = self.views.library.filter.clone();
        let cards = library_data::cards(&self.shelf.entries, &filter, self.framework, &self.standings, now_ms);
        let data = LibraryData {
            framework: self.framework,
            cards: &cards,
            folders: &self.settings.folders,
            reading: self.shelf.reading,
            // Whoever has begun anything is here already.
            welcome: library_data::welcome(&self.shelf.entries, &self.settings).filter(|_| self.standings.is_empty()),
            unfinished: library_data::unfinished(&self.shelf.entries, &self.standings, now_ms),
        };
        library_ui(ui, &data, &mut self.views.library, &mut self.commands);
    }

    fn screen_ui(&mut self, ui: &mut Ui) {
        let data = (self.screen == Screen::MyData).then(|| self.my_data()).flatten();
        let commands = &mut self.commands;
        let now_ms = (self.world.now_ms)();
        match &self.screen {
            Screen::Library => self.library_screen(ui, now_ms),
            Screen::Findings(origin) => match self.shelf.entry(origin) {
                Some(entry) => findings_ui(ui, entry, commands),
                None => commands.push(Command::ShowLibrary),
            },
            Screen::Briefing(origin) => {
                let data = self
                    .shelf
                    .entry(origin)
                    .and_then(|entry| BriefingData::of(entry, self.framework, &self.standings, now_ms));
                match data {
                    Some(data) => briefing_ui(ui, &data, &mut self.views.briefing, commands),
                    None => commands.push(Command::ShowLibrary),
                }
            }
            Screen::Session => {
                let Some(play) = &mut self.play else {
                    return commands.push(Command::ShowLibrary);
                };
                let mut hand = std::mem::take(&mut play.hand);
                match session_data(play, self.framework) {
                    Some(mut data) => {
                        // A whole session may be played while a round waits.
                        let single = play.session.options().mode == Mode::Drill;
                        data.drill = self.practice.on_screen().filter(|_| single);
                        session_ui(ui, &data, &mut hand, commands);
                    }
                    None => commands.push(Command::ShowLibrary),
                }
                play.hand = hand;
            }
            Screen::Debrief => match &self.debrief {
                Some(debrief) => debrief_ui(ui, debrief, &mut self.views.debrief, commands),
                None => commands.push(Command::ShowLibrary),
            },
            Screen::Classroom => {}
            Screen::Export => self.exporting.show(ui, &mut self.views.export, commands),
            Screen::Today => {
                let data = TodayData::of(
                    &self.practice,
                    &self.shelf.entries,
                    &self.standings,
                    self.framework,
                    now_ms,
                );
                today_ui(ui, &data, &mut self.views.today, commands);
            }
            Screen::Round => match &self.practice.running {
                Some(running) => {
                    let entries = &self.shelf.entries;
                    let data = LookBackData::of(&self.practice, running, entries, self.framework, now_ms);
                    round_ui(ui, &data, commands);
                }
                None => commands.push(Command::ShowToday),
            },
            Screen::Review => review_ui(ui, &mut self.review, &self.practice.ratings, commands),
            Screen::Framework => {
                let library = (self.framework, self.shelf.entries.as_slice());
                framework_screen(ui, library, &mut self.views.framework, commands);
            }
            Screen::Coverage => {
                let library = (self.framework, self.shelf.entries.as_slice());
                coverage_ui(ui, &mut self.views.coverage, library, commands);
            }
            Screen::Progress => {
                let state = &mut self.views.progress;
                progress_ui(ui, self.learning.data(), self.learning.shown(), state, commands);
            }
            Screen::People => {
                let data = PeopleData {
                    profiles: &self.keeping.profiles,
                    who: self.keeping.who,
                    chosen: self.keeping.chosen,
                };
                people_ui(ui, &data, &mut self.views.people, commands);
            }
            Screen::Attempts => {
                let zone = Zone(self.world.minutes_ahead);
                let shown = self.listed.shown.as_ref();
                let data = shown.map(|(listing, page)| AttemptsData::of(*listing, page, now_ms, zone));
                attempts_ui(ui, data.as_ref(), (now_ms, zone), &mut self.views.attempts, commands);
            }
            Screen::MyData => my_data_ui(ui, data.as_ref(), &mut self.views.my_data, commands),
            Screen::Settings => {
                let data = SettingsData {
                    settings: &self.settings,
                    data_folder: self.world.data_folder.as_deref(),
                };
                settings_ui(ui, &data, &mut self.views.settings, commands);
            }
            Screen::Studio => studio_ui(ui, &self.shelf.entries, &mut self.studio, commands),
        }
    }
}

fn framework_screen(
    ui: &mut Ui,
    (framework, entries): (&Framework, &[Entry]),
    state: &mut FrameworkState,
    commands: &mut Vec<Command>,
) {
    let groups = framework_data::groups(framework, entries, &state.search);
    let row = state.row.clone();
    let row = row.and_then(|id| framework_data::row(framework, entries, &id));
    framework_ui(ui, &groups, row.as_ref(), &framework.credit, state, commands);
}

impl WindowApp for App {
    fn logic(&mut self, ctx: &Context) {
        self.take_in(ctx);
    }

    fn ui(&mut self, ui: &mut Ui) {
        // A panic is none of this program's ways to go on: what was asked for is saved, and it goes on its way.
        if let Err(broken) = catch_unwind(AssertUnwindSafe(|| self.frame(ui))) {
            self.save_what_was_asked();
            resume_unwind(broken);
        }
    }
}

impl App {
    /// Tab begins at what the screen is about rather than at the top of the window, and a screen that is come to begins at its top.
    fn begin_where_one_is(&mut self, ctx: &Context) {
        // These are no pages, or have places of their own.
        let is_page = !matches!(
            self.screen,
            Screen::Session | Screen::Classroom | Screen::Studio | Screen::Debrief | Screen::Framework
        );
        if let (Screen::Session, Some(play), false) = (&self.screen, &mut self.play, self.help) {
            play.hand.tabbed = hold_back(ctx);
        }
        let tab_inside = is_page && !self.help && hold_back(ctx);
        prepare_page(ctx, std::mem::take(&mut self.arrived), tab_inside);
    }

    fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        follow_focus(&ctx);
        // At the desk of the studio Escape closes what is open, and leads nowhere.
        let at_desk = self.screen == Screen::Studio && self.studio.is_writing();
        let stays = keeps_escape(&ctx) || at_desk;
        self.begin_where_one_is(&ctx);
        if self.screen == Screen::Studio {
            let pressed = studio::pressed(&ctx);
            // Who asks by a key goes on by keys.
            let enters = matches!(pressed, Some(StudioCommand::ShowPlan(_))).then_some(StudioCommand::EnterPlan);
            self.commands
                .extend(pressed.into_iter().chain(enters).map(Command::Studio));
        }
        self.commands.extend(pressed(&ctx));
        let closes = ctx.input(|input| input.viewport().close_requested());
        if closes && (self.asks_before_quitting() || self.asks_before_class_ends()) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
        let in_session = matches!(self.screen, Screen::Session | Screen::Classroom);
        // With one window, the room sees nothing but its own screen.
        if !self.classroom_fills() {
            let title = self.title();
            // What leaves from the list of attempts belongs where the list does.
            let place = match self.before.last() {
                Some(before) if self.screen == Screen::Export && *before == Screen::Attempts => before,
                _ => &self.screen,
            };
            top_bar_ui(
                ui,
                place,
                title.as_deref(),
                self.classroom
                    .as_ref()
                    .map(|classroom| (&classroom.origin, classroom.phones.is_running())),
                self.keeping.is_shared().then(|| self.keeping.name()),
                &mut self.commands,
            );
            notices_ui(ui, &self.notices, &mut self.commands);
        }
        egui::CentralPanel::default()
            .frame(egui::Frame::new().fill(theme::palette(&ctx).surface))
            .show(ui, |ui| match self.screen {
                Screen::Classroom => self.classroom_screen(ui),
                _ => self.screen_ui(ui),
            });
        if self.help {
            help_ui(ui, &self.screen, &mut self.commands);
        } else if !in_session
            && !stays
            && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
        {
            self.commands.push(Command::Back);
        }
        come_back(&ctx);
        // One after the other, so that what follows one that breaks is not lost with it.
        for _ in 0..self.commands.len() {
            let command = self.commands.remove(0);
            self.apply(command, &ctx);
        }
        if self.practice.stale && !self.practice.seen && !self.shelf.reading {
            self.practice.seen = true;
            ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{Context, vec2};

    use super::{App, World};
    use crate::ui::raster::Headless;
    use crate::ui::window::WindowApp;

    #[test]
    fn practice_is_made_ready_only_after_a_frame_with_the_library() {
        let ctx = Context::default();
        let world = World {
            data_folder: None,
            open: None,
            now_ms: || 0,
            minutes_ahead: |_| 0,
            seed: || 1,
        };
        let mut app = App::new(&ctx, world);
        let mut screen = Headless::new(ctx.clone(), vec2(800.0, 600.0), 1.0);
        app.wait_for_library();
        app.logic(&ctx);
        assert!(app.practice.stale, "it began before anything was shown");
        screen.frame(Vec::new(), |ui| app.ui(ui));
        assert!(app.practice.stale && app.practice.seen);
        app.logic(&ctx);
        assert!(!app.practice.stale && app.practice.is_reading());
        app.practice.wait();
        assert!(!app.practice.is_reading() && !app.practice.deck.items().is_empty());
        // Reading the folders again makes it wait for a frame again.
        app.read_shelf(&ctx);
        assert!(app.practice.stale && !app.practice.seen);
    }
}
