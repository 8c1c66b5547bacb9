//! Carries out commands: the one place where a view's request becomes a change.

use egui::{Context, ViewportCommand};

use super::app::{App, Screen};
use super::command::Command;
use super::coverage::CoverageState;
use super::coverage::data::CoverageData;
use super::debrief::{Debrief, DebriefState};
use super::dialog::pick_folder;
use super::practise::play::Play;
use super::theme;
use crate::history::store::{AttemptId, KeptAttempt, NewAttempt};
use crate::history::tally::mode_word;
use crate::history::writer::Request;
use crate::library::catalog::{Entry, Origin};
use crate::library::vignette::load;
use crate::session::event::{Event, Move};
use crate::session::options::{Mode, Options};
use crate::session::replay::{from_lines, replay, to_lines};
use crate::settings::{TEXT_MAX, TEXT_MIN};
use crate::ui::told::told;

/// One step of the text size, in percent.
const TEXT_STEP: u16 = 10;

impl App {
    pub(super) fn apply(&mut self, command: Command, ctx: &Context) {
        let Some(command) = self.apply_exporting(command, ctx) else {
            return;
        };
        let Some(command) = self.apply_keeping(command, ctx) else {
            return;
        };
        let Some(command) = self.apply_classroom(command, ctx) else {
            return;
        };
        match command {
            Command::ShowLibrary => self.show(Screen::Library),
            Command::ShowToday => self.show_today(),
            Command::ShowFramework => self.show(Screen::Framework),
            Command::ShowRow(row) => {
                self.views.framework.row = Some(row);
                self.show(Screen::Framework);
            }
            Command::ShowCoverage => {
                self.views.coverage = CoverageState {
                    data: Some(CoverageData::of(self.framework, &self.shelf.entries)),
                    choice: Default::default(),
                };
                self.show(Screen::Coverage);
            }
            Command::ShowSettings => self.show(Screen::Settings),
            Command::ShowFindings(origin) => self.show(Screen::Findings(origin)),
            Command::OpenBriefing(origin) => self.show(Screen::Briefing(origin)),
            Command::ShowVignettesFor(row) => {
                self.views.library.filter = super::library::data::Filter {
                    ability: Some(row),
                    ..Default::default()
                };
                self.show(Screen::Library);
            }
            Command::ToggleHelp => self.help = !self.help,
            Command::Back => self.back(),
            Command::Search => self.search(),
            Command::AddFolder => {
                let wake = ctx.clone();
                pick_folder(self.chosen.0.clone(), move || wake.request_repaint());
            }
            Command::AddPath(path) => self.add_path(path, ctx),
            Command::RemoveFolder(folder) => {
                self.settings.folders.retain(|kept| *kept != folder);
                self.keep_settings(ctx);
                self.read_shelf(ctx);
            }
            Command::Refresh => self.read_shelf(ctx),
            Command::Begin(origin, options) => {
                let options = self.allowed(&origin, options);
                self.remember(options, ctx);
                self.begin(&origin, options);
            }
            Command::Resume(attempt) => {
                self.history.ask(Request::Resume(attempt));
            }
            Command::Act(step) => self.act(step),
            Command::PlayFrom(turn) => {
                self.act(Move::Rewind { turn });
                self.show(Screen::Session);
            }
            Command::PlayAgain => self.play_again(),
            Command::LeaveSession => self.leave(),
            Command::BeginRound(focus) => self.begin_round(focus),
            Command::StopRound => self.end_round(Vec::new()),
            Command::GoOnRound => self.go_on_round(),
            Command::LetRoundGo => self.let_round_go(),
            Command::Review => self.review(),
            Command::ReviewEarlier => self.review_earlier(),
            Command::Rate {
                attempt,
                turn,
                checklist,
                rating,
            } => self.rate(attempt, turn, checklist, rating),
            Command::SetTheme(theme) => {
                self.settings.theme = theme;
                self.keep_settings(ctx);
            }
            Command::LargerText => self.text(ctx, self.settings.text_percent.saturating_add(TEXT_STEP)),
            Command::SmallerText => self.text(ctx, self.settings.text_percent.saturating_sub(TEXT_STEP)),
            Command::SetText(percent) => self.text(ctx, percent),
            Command::SetReduceMotion(still) => {
                self.settings.reduce_motion = still;
                self.keep_settings(ctx);
            }
            Command::Welcomed => {
                self.settings.welcomed = true;
                self.keep_settings(ctx);
            }
            Command::DismissNotice(at) if at < self.notices.len() => {
                self.notices.remove(at);
            }
            Command::Quit if self.asks_before_quitting() || self.asks_before_class_ends() => {}
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Studio(command) => self.apply_studio(command, ctx),
            // Those are carried out above.
            _ => {}
        }
    }

    pub(super) fn show(&mut self, screen: Screen) {
        if self.screen == screen {
            return;
        }
        self.arrived = self.before.last() != Some(&screen);
        let left = std::mem::replace(&mut self.screen, screen);
        self.before.push(left);
        if self.before.len() > 32 {
            self.before.remove(0);
        }
    }

    fn back(&mut self) {
        if self.help {
            self.help = false;
        } else {
            self.screen = self.before.pop().unwrap_or(Screen::Library);
        }
    }

    fn search(&mut self) {
        if self.screen == Screen::Framework {
            self.views.framework.focus_search = true;
        } else {
            self.show(Screen::Library);
            self.views.library.focus_search = true;
        }
    }

    fn text(&mut self, ctx: &Context, percent: u16) {
        self.settings.text_percent = percent.clamp(TEXT_MIN, TEXT_MAX);
        self.keep_settings(ctx);
    }

    pub(super) fn keep_settings(&mut self, ctx: &Context) {
        theme::install(ctx, &self.appearance());
        self.keeper.keep(&self.settings);
    }

    fn add_path(&mut self, path: std::path::PathBuf, ctx: &Context) {
        if !self.settings.folders.contains(&path) {
            self.settings.folders.push(path);
            self.keep_settings(ctx);
        }
        self.read_shelf(ctx);
        self.show(Screen::Library);
    }

    /// The options that a vignette may be begun with: one that is kept back is met as a probe only.
    fn allowed(&self, origin: &Origin, options: Options) -> Options {
        let entry = self.shelf.entry(origin).and_then(|entry| entry.vignette());
        match entry {
            Some(vignette) if vignette.scenario.held_back => Options::of(Mode::Probe),
            _ => options,
        }
    }

    /// Remembers how a vignette was begun, for the next briefing. A vignette that leaves no choice is no choice to remember.
    fn remember(&mut self, options: Options, ctx: &Context) {
        let mut chosen = self.views.briefing;
        chosen.take(options);
        if chosen.mode_word() != self.settings.mode || chosen.step_words() != self.settings.practice_steps {
            self.settings.mode = chosen.mode_word();
            self.settings.practice_steps = chosen.step_words();
            self.keep_settings(ctx);
        }
    }

    pub(super) fn begin(&mut self, origin: &Origin, options: Options) {
        let Some(vignette) = self.shelf.entry(origin).and_then(|entry| entry.vignette()).cloned() else {
            return;
        };
        let seed = (self.world.seed)();
        let play = Play::begin(vignette, seed, options);
        self.attempt = None;
        self.history.ask(Request::Begin(NewAttempt {
            hash: play.vignette.hash,
            vignette: play.vignette.scenario.id.as_str().to_owned(),
            title: play.vignette.scenario.title.clone(),
            text: play.vignette.text.clone(),
            seed,
            mode: mode_word(options.mode),
            started_ms: (self.world.now_ms)(),
        }));
        self.history
            .ask(Request::Append(0, lines(play.session.log()), Vec::new()));
        self.play = Some(play);
        self.origin = Some(origin.clone());
        self.debrief = None;
        self.show(Screen::Session);
    }

    /// A kept attempt has come back: goes on where it was left, on the vignette as it was then.
    pub(super) fn resume(&mut self, kept: Option<KeptAttempt>) {
        let brought_back = kept.ok_or("it is no longer kept".to_owned()).and_then(|kept| {
            let vignette = load(&kept.text, self.framework)
                .vignette
                .ok_or("its vignette can no longer be read")?;
            let log = from_lines(&kept.events.join("\n")).map_err(|error| error.to_string())?;
            let session = replay(&vignette.graph, &log).map_err(|error| error.to_string())?;
            Ok(Play::resume(vignette, session))
        });
        let in_round = self.practice.going_on.take().is_some_and(|id| Some(id) == self.attempt);
        match brought_back {
            Ok(play) if in_round => self.go_on_with_drill(play),
            Err(_) if in_round => self.next_drill(Vec::new()),
            Ok(play) => {
                let id = &play.vignette.scenario.id;
                let same = |entry: &&Entry| entry.vignette().is_some_and(|vignette| vignette.scenario.id == *id);
                self.origin = self.shelf.entries.iter().find(same).map(|entry| entry.origin.clone());
                let back = self.look_back_at.take();
                // A probe gives no feedback before its end.
                let is_probe = play.session.options().mode == Mode::Probe;
                let over = play.session.ended().is_some() || (back.is_some() && !is_probe);
                self.play = Some(play);
                self.debrief = None;
                if self.is_open(self.attempt) {
                    // The program may have been stopped between the last move and the ending.
                    self.keep_ending();
                }
                if over {
                    self.look_back(back);
                } else {
                    self.show(Screen::Session);
                }
            }
            Err(why) => self.notices.push(format!("You can’t pick up that session: {why}.")),
        }
    }

    /// Whether an attempt counts as left in the middle.
    fn is_open(&self, attempt: Option<AttemptId>) -> bool {
        attempt.is_some() && self.standings.iter().any(|standing| standing.open == attempt)
    }

    fn act(&mut self, step: Move) {
        let now_ms = (self.world.now_ms)();
        let Some(play) = &mut self.play else { return };
        if play.is_waiting() {
            return;
        }
        let first = play.events();
        match play.act(step) {
            Ok(events) => {
                let decisions = play.decisions(self.framework, now_ms);
                if !self.history.ask(Request::Append(first, lines(&events), decisions)) {
                    play.kept();
                }
            }
            Err(refused) => self.notices.push(told(&refused.to_string())),
        }
    }

    fn play_again(&mut self) {
        let Some(options) = self.play.as_ref().map(|play| play.session.options()) else {
            return;
        };
        if let Some(origin) = self.origin.clone() {
            self.begin(&origin, options);
        }
    }

    fn leave(&mut self) {
        self.play = None;
        self.before.clear();
        self.screen = Screen::Library;
    }

    /// The play has come to its end: keeps how, and looks back.
    pub(super) fn end(&mut self) {
        let Some(play) = &self.play else { return };
        if play.session.options().mode == Mode::Drill {
            return self.drill_done();
        }
        self.keep_ending();
        self.screen = Screen::Debrief;
        self.look_back(None);
    }

    /// Has the history keep how the play on the table ended.
    fn keep_ending(&self) {
        let Some(play) = &self.play else { return };
        let endings = &play.vignette.scenario.endings;
        let ended = play.session.ended();
        if let Some((id, ending)) = ended.and_then(|ended| endings.get_index(ended.ending? as usize)) {
            let outcome = ending.outcome as u8;
            self.history
                .ask(Request::Finish((self.world.now_ms)(), id.as_str().to_owned(), outcome));
        }
    }

    /// Shows what happened in the play on the table, at a turn if one is given.
    fn look_back(&mut self, turn: Option<u16>) {
        let Some(play) = &self.play else { return };
        let debrief = Debrief::of(&play.vignette, play.session.log(), self.framework);
        if turn.is_some() {
            self.views.debrief = DebriefState::at(&debrief, turn);
        }
        self.debrief = Some(debrief);
        self.show(Screen::Debrief);
    }
}

/// Events as the history keeps them: a line of text each.
fn lines(events: &[Event]) -> Vec<String> {
    to_lines(events).lines().map(str::to_owned).collect()
}
