//! Carries out what a tutor asks for in a classroom, and shows its two screens. A part of [`crate::ui::apply`].

use std::path::PathBuf;
use std::time::Duration;

use egui::{Context, Ui, ViewportCommand, ViewportId};

use super::command::{ClassroomCommand, pressed};
use super::desk::{Classroom, Saved};
use super::projector::{Change, Projector};
use super::slide::{Slide, shadow_body, slide_ui};
use super::tutor::{Asking, Tab, TutorData, tutor_ui};
use crate::classroom::hands::parse;
use crate::classroom::lesson::{Anew, Lesson, NotNow};
use crate::classroom::record::Record;
use crate::classroom::round::{Chosen, Round, Step};
use crate::classroom::shadow::{Onward, Shadow};
use crate::library::catalog::Origin;
use crate::report::classroom::{ClassroomFormat, ClassroomReport};
use crate::report::data::PROGRAM;
use crate::report::moment::Moment;
use crate::report::save::{SaveError, save};
use crate::settings::paths::documents_dir;
use crate::ui::app::{App, Screen};
use crate::ui::command::Command;
use crate::ui::dialog::pick_place;
use crate::ui::told::told;
use crate::ui::window::Monitor;

impl App {
    /// Carries out a command about the classroom; gives any other back.
    pub(in crate::ui) fn apply_classroom(&mut self, command: Command, ctx: &Context) -> Option<Command> {
        match command {
            Command::OpenClassroom(origin) => self.open_classroom(&origin),
            Command::Classroom(command) => self.in_classroom(command, ctx),
            other => return Some(other),
        }
        None
    }

    /// Opens the classroom of a vignette. The lesson that is there goes on if it is of the same one.
    fn open_classroom(&mut self, origin: &Origin) {
        let is_open = self
            .classroom
            .as_ref()
            .is_some_and(|classroom| classroom.origin == *origin);
        if !is_open && self.asks_about_votes(Asking::Other(origin.clone())) {
            return;
        }
        if !is_open {
            let Some(vignette) = self.shelf.entry(origin).and_then(|entry| entry.vignette()).cloned() else {
                return;
            };
            let lesson = Lesson::new(vignette, (self.world.seed)(), &[]);
            let mut classroom = Classroom::new(origin.clone(), lesson);
            classroom.view.path = self.suggested_place(&classroom, ClassroomFormat::default());
            self.classroom = Some(classroom);
        }
        self.show(Screen::Classroom);
    }

    /// Whether a lesson would go with votes that are in no report: then the tutor is asked, and what was wanted must wait.
    fn asks_about_votes(&mut self, asking: Asking) -> bool {
        let Some(classroom) = self.classroom.as_mut().filter(|classroom| classroom.has_unkept_votes()) else {
            return false;
        };
        classroom.hides_tutor = false;
        classroom.view.asking = Some(asking);
        self.show(Screen::Classroom);
        true
    }

    /// Whether the program must not be closed yet, because a lesson would go with it.
    pub(in crate::ui) fn asks_before_class_ends(&mut self) -> bool {
        self.asks_about_votes(Asking::Quit)
    }

    /// Does what the tutor was asked about, or lets it be.
    fn answer(&mut self, is_wanted: bool, ctx: &Context) {
        let Some(classroom) = &mut self.classroom else { return };
        let Some(asking) = classroom.view.asking.take().filter(|_| is_wanted) else {
            return;
        };
        match asking {
            Asking::Begin(teams) => classroom.begin(&teams, (self.world.seed)()),
            Asking::Again(round, anew) => {
                let done = classroom.rewind(round, anew);
                classroom.told = done.err().map(|error| told(&error.to_string()));
            }
            Asking::Other(origin) => {
                self.classroom = None;
                self.open_classroom(&origin);
            }
            Asking::Quit => {
                self.classroom = None;
                self.show(Screen::Library);
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn suggested_place(&self, classroom: &Classroom, format: ClassroomFormat) -> String {
        let folder = self.world.data_folder.as_ref().and_then(|_| documents_dir());
        let day = Moment::from_ms((self.world.now_ms)()).iso();
        let id = classroom.lesson.vignette().scenario.id.as_str();
        let name = format!(
            "{id}-class-{}.{}",
            day.get(..10).unwrap_or_default(),
            format.extension()
        );
        folder.unwrap_or_default().join(name).display().to_string()
    }

    fn in_classroom(&mut self, command: ClassroomCommand, ctx: &Context) {
        let now_ms = (self.world.now_ms)();
        let (seed, monitors) = (self.world.seed, self.monitors.all());
        let Some(classroom) = &mut self.classroom else { return };
        match command {
            ClassroomCommand::Leave => {
                classroom.projector.is_open = false;
                classroom.hides_tutor = false;
                classroom.give_screen_back(ctx);
                let origin = classroom.origin.clone();
                self.show(Screen::Briefing(origin));
            }
            ClassroomCommand::Begin(teams) if classroom.lesson.has_votes() => {
                classroom.view.asking = Some(Asking::Begin(teams));
            }
            ClassroomCommand::Begin(teams) => classroom.begin(&teams, seed()),
            ClassroomCommand::Answer(is_wanted) => self.answer(is_wanted, ctx),
            ClassroomCommand::Projector(is_open) => {
                classroom
                    .projector
                    .open(is_open && Projector::is_possible(ctx), &monitors);
            }
            ClassroomCommand::ToggleProjector => {
                let is_open = !classroom.projector.is_open;
                classroom
                    .projector
                    .open(is_open && Projector::is_possible(ctx), &monitors);
            }
            ClassroomCommand::ChoosePlace(format) => {
                let wake = ctx.clone();
                let path = PathBuf::from(classroom.view.path.trim()).with_extension(format.extension());
                pick_place(
                    "Where to put the report",
                    &path,
                    classroom.places.0.clone(),
                    move || wake.request_repaint(),
                );
            }
            ClassroomCommand::Save(format, path, replace) => classroom.save(format, path, replace, now_ms),
            command => {
                let done = classroom.carry_out(command, now_ms, ctx);
                classroom.told = done.err().map(|error| told(&error.to_string()));
            }
        }
    }

    /// Takes in what came from phones, dialogs and the room's window. Never waits.
    pub(in crate::ui) fn take_in_classroom(&mut self, ctx: &Context) {
        let now_ms = (self.world.now_ms)();
        let framework = self.framework;
        let Some(classroom) = &mut self.classroom else { return };
        classroom.phones.exchange(&mut classroom.lesson);
        if let Some(path) = classroom.places.1.try_iter().last() {
            classroom.view.path = path.display().to_string();
        }
        let runs = classroom
            .lesson
            .round()
            .is_some_and(|round| round.step() == Step::Discuss && round.clock().left_ms(now_ms) > 0);
        if runs {
            ctx.request_repaint_after(Duration::from_millis(250));
        }
        classroom.renew_key(framework);
        // A clicker does not step past a question, in whichever window it is heard.
        let is_asked = classroom.view.asking.is_some();
        for command in classroom.projector.asked() {
            if !is_asked || matches!(command, ClassroomCommand::Projector(_)) {
                self.in_classroom(command, ctx);
            }
        }
    }

    /// Whether the whole window is the room's screen now.
    pub(in crate::ui) fn classroom_fills(&self) -> bool {
        self.screen == Screen::Classroom && self.classroom.as_ref().is_some_and(Classroom::fills)
    }

    /// Shows the classroom: the tutor's screen, or the room's where there is one window and the tutor's half is hidden.
    pub(in crate::ui) fn classroom_screen(&mut self, ui: &mut Ui) {
        let now_ms = (self.world.now_ms)();
        let help = self.help;
        let monitors = self.monitors.all();
        let Some(classroom) = &mut self.classroom else {
            self.commands.push(Command::ShowLibrary);
            return;
        };
        let is_asked = help || (classroom.view.asking.is_some() && !classroom.fills());
        let mut asked = if is_asked { Vec::new() } else { pressed(ui.ctx()) };
        if !is_asked && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
            classroom.step_out(ui.ctx());
        }
        let slide = classroom.slide(now_ms);
        if let Some(change) = classroom.projector.show(ui.ctx(), &slide, &monitors) {
            classroom.told = Some(told_of(&change));
        }
        if classroom.fills() {
            let rect = ui.max_rect();
            slide_ui(ui, rect, &slide, true);
        } else {
            let is_possible = Projector::is_possible(ui.ctx());
            classroom.tutor(ui, &slide, (now_ms, &monitors, is_possible), &mut asked);
        }
        self.commands.extend(asked.into_iter().map(Command::Classroom));
    }
}

impl Classroom {
    fn tutor(
        &mut self,
        ui: &mut Ui,
        slide: &Slide,
        (now_ms, monitors, has_two_windows): (i64, &[Monitor], bool),
        asked: &mut Vec<ClassroomCommand>,
    ) {
        // It takes the whole lesson to find out: only where it is told.
        let tells = self.view.asking.is_some() || self.view.tab == Tab::Setup;
        let data = TutorData {
            lesson: &self.lesson,
            key: self.key.as_ref(),
            slide,
            phones: &self.phones,
            projector: &self.projector,
            saved: self.saved.as_ref(),
            is_kept: tells && self.is_kept(),
            told: self.told.as_deref(),
            is_covered: self.shadow.is_some() || self.shows_join || self.is_blank,
            has_two_windows,
            monitors,
            now_ms,
        };
        tutor_ui(ui, &data, &mut self.view, asked);
    }

    /// What Escape does: one thing less in the way, and never out of the lesson by accident.
    fn step_out(&mut self, ctx: &Context) {
        if self.is_blank {
            self.is_blank = false;
        } else if self.hides_tutor {
            self.hides_tutor = false;
            self.give_screen_back(ctx);
        } else {
            self.shadow = None;
            self.shows_join = false;
        }
    }

    fn carry_out(&mut self, command: ClassroomCommand, now_ms: i64, ctx: &Context) -> Result<(), NotNow> {
        match command {
            ClassroomCommand::Next => return self.step(now_ms, true),
            ClassroomCommand::Back => return self.step(now_ms, false),
            ClassroomCommand::GoTo(step) => {
                self.shadow = None;
                self.put_hands_down();
                return self
                    .phones
                    .change(&mut self.lesson, |lesson| lesson.go_to(step, now_ms));
            }
            ClassroomCommand::Blank => self.is_blank = !self.is_blank,
            ClassroomCommand::HideTutor => self.hides_tutor = !self.hides_tutor,
            ClassroomCommand::FullScreen => self.fill_screen(ctx),
            ClassroomCommand::Monitor(monitor) => self.projector.move_to(monitor),
            ClassroomCommand::FocusHands => {
                self.view.tab = Tab::Now;
                self.view.focus_hands = true;
                // Those that were taken stand above it.
                self.view.hands.clear();
                // Pressed in the room's window, the figures that follow would count hands there one by one.
                ctx.send_viewport_cmd_to(ViewportId::ROOT, ViewportCommand::Focus);
            }
            ClassroomCommand::ShowJoin => self.shows_join = !self.shows_join && self.phones.is_running(),
            ClassroomCommand::StartPhones => self.phones.start(&mut self.lesson, ctx),
            ClassroomCommand::StopPhones => {
                self.phones.stop(&mut self.lesson);
                self.shows_join = false;
            }
            ClassroomCommand::LookAtNetworks => self.phones.look(),
            ClassroomCommand::ChooseNetwork(place) => self.phones.chosen = Some(place),
            ClassroomCommand::TestPhones => self.phones.test(ctx),
            ClassroomCommand::Shadow(round, response) => return self.show_shadow(round, response),
            other => return self.in_lesson(other, now_ms),
        }
        Ok(())
    }

    /// What concerns the lesson alone.
    fn in_lesson(&mut self, command: ClassroomCommand, now_ms: i64) -> Result<(), NotNow> {
        let lesson = &mut self.lesson;
        match command {
            // Where the room has not decided, its tutor does, without reaching for the mouse.
            ClassroomCommand::Hand(place) if lesson.round().is_some_and(waits_for_pick) => lesson.pick(place)?,
            ClassroomCommand::Hand(place) => {
                lesson.add_hand(place, true)?;
                self.marked = Some(place);
            }
            ClassroomCommand::ChangeHand(place, more) => {
                lesson.add_hand(place, more)?;
                self.marked = Some(place);
            }
            ClassroomCommand::MarkedHand(more) => {
                if let Some(place) = self.marked {
                    lesson.add_hand(place, more)?;
                }
            }
            ClassroomCommand::TypeHands(text) => return self.type_hands(&text),
            ClassroomCommand::ToggleCounts => {
                let shown = lesson.round().is_some_and(Round::shows_counts);
                lesson.show_counts(!shown);
            }
            ClassroomCommand::Pick(place) => lesson.pick(place)?,
            ClassroomCommand::PlaySilence(held_ms) => lesson.play(held_ms)?,
            ClassroomCommand::Belief(belief) => lesson.toggle_belief(belief)?,
            ClassroomCommand::ToggleClock => {
                if let Some(clock) = lesson.clock_mut() {
                    if clock.is_running() {
                        clock.stop(now_ms);
                    } else {
                        clock.start(now_ms);
                    }
                }
            }
            ClassroomCommand::MoreTime(seconds) => {
                if let Some(clock) = lesson.clock_mut() {
                    clock.add(seconds * 1000, now_ms);
                }
            }
            ClassroomCommand::Minutes(minutes) => {
                lesson.discussion_ms = minutes.clamp(1, 30) * 60_000;
            }
            ClassroomCommand::Note(round, notes) => lesson.note(round, &notes),
            ClassroomCommand::Rewind(round, anew) => {
                if lesson.put_away_by(round, anew) > 0 {
                    self.view.asking = Some(Asking::Again(round, anew));
                } else {
                    self.rewind(round, anew)?;
                }
            }
            ClassroomCommand::TurnTo(branch) => {
                self.phones.change(lesson, |lesson| lesson.turn_to(branch))?;
                self.shadow = None;
                self.put_hands_down();
            }
            ClassroomCommand::SetPlan(plan) => lesson.plan = plan,
            ClassroomCommand::SetPhones(settings) => lesson.phones = settings,
            ClassroomCommand::End(is_ended) => {
                self.phones.change(lesson, |lesson| {
                    lesson.set_ended(is_ended);
                    Ok::<(), NotNow>(())
                })?;
                self.shadow = None;
            }
            // Those are carried out above.
            _ => {}
        }
        Ok(())
    }

    /// A step on or back. What lies over the room's screen is put away first.
    fn step(&mut self, now_ms: i64, on: bool) -> Result<(), NotNow> {
        if self.is_blank || self.shows_join || self.shadow.is_some() {
            self.is_blank = false;
            self.shows_join = false;
            self.shadow = None;
            return Ok(());
        }
        self.put_hands_down();
        // What was being set up or looked up has had its time.
        self.view.tab = Tab::Now;
        if on {
            self.phones.change(&mut self.lesson, |lesson| lesson.go_on(now_ms))
        } else {
            self.phones.change(&mut self.lesson, |lesson| lesson.go_back(now_ms))
        }
    }

    /// Forgets what was typed and marked for one question, before another is asked.
    fn put_hands_down(&mut self) {
        self.marked = None;
        self.view.hands.clear();
        self.view.hands_problem = None;
    }

    /// Begins anew, with what is set up as it is.
    fn begin(&mut self, teams: &[String], seed: u64) {
        self.lesson = self.lesson.anew(seed, teams);
        self.put_hands_down();
        self.shadow = None;
        self.told = None;
        self.saved = None;
    }

    fn rewind(&mut self, round: usize, anew: Anew) -> Result<(), NotNow> {
        self.phones
            .change(&mut self.lesson, |lesson| lesson.rewind(round, anew))?;
        self.put_hands_down();
        self.shadow = None;
        Ok(())
    }

    fn fill_screen(&mut self, ctx: &Context) {
        if self.projector.is_open {
            self.projector.toggle_full();
            return;
        }
        self.view.is_full = !self.view.is_full;
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(self.view.is_full));
    }

    fn give_screen_back(&mut self, ctx: &Context) {
        self.view.is_full = false;
        ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
    }

    fn type_hands(&mut self, text: &str) -> Result<(), NotNow> {
        let round = self.lesson.round().ok_or(NotNow::Over)?;
        let question = round.step().question().ok_or(NotNow::NoVote)?;
        match parse(text, round.tally(question).choices()) {
            Ok(hands) => {
                self.view.hands_problem = None;
                self.lesson.set_hands(hands)
            }
            Err(error) => {
                self.view.hands_problem = Some(told(&error.to_string()));
                // What is typed to mend it must not blank the screen or count hands.
                self.view.focus_hands = true;
                Ok(())
            }
        }
    }

    fn show_shadow(&mut self, round: usize, response: u8) -> Result<(), NotNow> {
        let branch = self.lesson.branch().ok_or(NotNow::NoSuch)?;
        let shadow = Shadow::of(branch, round, response, Onward::AsPlayed).ok_or(NotNow::NoSuch)?;
        self.shadow = Some(shadow_body(&self.lesson, round, &shadow).ok_or(NotNow::NoSuch)?);
        Ok(())
    }

    fn save(&mut self, format: ClassroomFormat, path: PathBuf, replace: bool, now_ms: i64) {
        let record = Record::of(&self.lesson);
        let report = ClassroomReport {
            record: record.clone(),
            threshold: self.view.threshold,
            made: Some(Moment::from_ms(now_ms)),
            program: PROGRAM.to_owned(),
        };
        let saved = save(&path, report.write(format).as_bytes(), replace);
        if saved.is_ok() {
            self.kept = Some(record);
        }
        self.saved = Some(match saved {
            Ok(()) => Saved::At(path),
            Err(SaveError::Taken { path }) => Saved::Taken(path),
            Err(error) => Saved::Failed(format!(
                "{}. {}.",
                told(&error.to_string()).trim_end_matches('.'),
                told(error.remedy()).trim_end_matches('.')
            )),
        });
    }
}

/// Whether a round can't go on before its tutor picks, or goes on with what was picked so.
fn waits_for_pick(round: &Round) -> bool {
    round.step() == Step::Reveal && !matches!(round.chosen(), Chosen::One(_))
}

/// What the tutor is told about the room's screen.
fn told_of(change: &Change) -> String {
    let name = |monitor: &Monitor| {
        if monitor.name.is_empty() {
            "The room’s screen".to_owned()
        } else {
            monitor.name.clone()
        }
    };
    match change {
        Change::Gone(monitor) => format!(
            "{} is gone. The room’s window is an ordinary one until it is there again.",
            name(monitor)
        ),
        Change::Mirrors(monitor) => format!(
            "{} shows what your own screen shows. The room’s window is an ordinary one until your system extends the picture.",
            name(monitor)
        ),
        Change::Back(monitor) => format!("{} is there again, and the room’s window fills it.", name(monitor)),
    }
}
