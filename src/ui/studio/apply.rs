//! Carries out what is asked for in the studio. Like [`crate::ui::apply`], of which it is a part.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use super::asking::{Asking, Then};
use super::command::{Beginning, Purpose, StudioCommand};
use super::deeds;
use super::desk::Desk;
use super::file::{OpenFile, Unsaved};
use super::find_ui::FindState;
use super::play::SidePlay;
use super::problems::Problems;
use super::spot::Spot;
use super::state::StudioView;
use super::tabs::Tab;
use super::templates::TEMPLATES;
use crate::edit::document::Document;
use crate::edit::fields;
use crate::edit::step::Refused;
use crate::library::bundled::BUNDLED;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::state::State;
use crate::session::words::sentence;
use crate::settings::paths::documents_dir;
use crate::ui::app::{App, Screen};
use crate::ui::dialog::{pick_file, pick_place};

impl App {
    /// Carries out one request.
    pub(in crate::ui) fn apply_studio(&mut self, command: StudioCommand, ctx: &Context) {
        match command {
            StudioCommand::Show => self.show(Screen::Studio),
            StudioCommand::Begin(beginning) => self.leave_desk(Then::Begin(beginning), ctx),
            StudioCommand::Close => self.leave_desk(Then::Close, ctx),
            StudioCommand::AskPath(purpose) => self.ask_path(purpose),
            StudioCommand::ChoosePath(purpose) => self.choose_path(purpose, ctx),
            StudioCommand::Path(purpose, path) => self.path_named(purpose, &path, ctx),
            StudioCommand::Save => {
                self.save_desk(false);
            }
            StudioCommand::SaveOver => {
                self.studio.asking = None;
                self.save_desk(true);
            }
            StudioCommand::TakeTheirs => self.take_theirs(),
            StudioCommand::SaveAndLeave => {
                if let Some(Asking::Leave(then)) = self.studio.asking.take() {
                    self.save_and(then, ctx);
                }
            }
            StudioCommand::LeaveUnsaved => {
                if let Some(Asking::Leave(then)) = self.studio.asking.take() {
                    self.go_on(then, ctx);
                }
            }
            StudioCommand::Dismiss => {
                self.studio.asking = None;
                self.studio.then = None;
            }
            StudioCommand::Search => self.studio.asking = Some(Asking::Find(FindState::default())),
            StudioCommand::PlayHere | StudioCommand::PlayFromStart | StudioCommand::PlayWith(..) => {
                let seed = (self.world.seed)();
                self.play_at_the_side(&command, seed);
            }
            command => self.on_the_desk(command),
        }
    }

    /// Takes in what the studio's thread and the system's dialogs have sent. Never waits.
    pub(in crate::ui) fn take_in_studio(&mut self, ctx: &Context) {
        if let Some(desk) = &mut self.studio.desk {
            desk.take_in();
        }
        let named: Vec<(Purpose, PathBuf)> = self.studio.paths.1.try_iter().collect();
        for (purpose, path) in named {
            self.path_named(purpose, &path, ctx);
        }
    }

    /// Whether the program must not be closed yet: there is unsaved work, and it is asked what to do with it.
    pub(in crate::ui) fn asks_before_quitting(&mut self) -> bool {
        if self.studio.may_quit || !self.studio.is_unsaved() {
            return false;
        }
        self.studio.asking = Some(Asking::Leave(Then::Quit));
        self.show(Screen::Studio);
        true
    }

    /// Does something that clears the desk, or asks first.
    fn leave_desk(&mut self, then: Then, ctx: &Context) {
        if self.studio.is_unsaved() {
            self.studio.asking = Some(Asking::Leave(then));
            self.show(Screen::Studio);
        } else {
            self.go_on(then, ctx);
        }
    }

    fn go_on(&mut self, then: Then, ctx: &Context) {
        self.studio.asking = None;
        match then {
            Then::Close => self.clear_desk(),
            Then::Begin(beginning) => self.begin_writing(beginning, ctx),
            Then::Quit => {
                self.studio.may_quit = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn clear_desk(&mut self) {
        let plan = self.studio.view.plan;
        self.studio.desk = None;
        self.studio.file = None;
        self.studio.view = StudioView {
            plan,
            ..StudioView::default()
        };
    }

    fn begin_writing(&mut self, beginning: Beginning, ctx: &Context) {
        let text = match beginning {
            Beginning::Template(number) => TEMPLATES.get(number).map(|(_, _, text)| *text),
            Beginning::Bundled(file) => {
                let mut all = BUNDLED.iter();
                all.find(|(name, _)| *name == file).map(|(_, text)| *text)
            }
            Beginning::File(path) => return self.open_file(&path, ctx),
            Beginning::Draft(_) => None,
        };
        if let Some(text) = text {
            let document = Document::new(text, self.framework);
            self.lay_on_desk(document, None, ctx);
        }
    }

    fn open_file(&mut self, path: &Path, ctx: &Context) {
        match OpenFile::open(path, self.framework) {
            Ok((document, file)) => self.lay_on_desk(document, Some(file), ctx),
            Err(error) => {
                let refused = Refused::new(error.to_string(), error.remedy());
                self.studio.asking = Some(Asking::Refused(refused));
                self.show(Screen::Studio);
            }
        }
    }

    fn lay_on_desk(&mut self, document: Document, file: Option<OpenFile>, ctx: &Context) {
        self.clear_desk();
        let wake = ctx.clone();
        let path = file.as_ref().map(|file| file.path.clone());
        let desk = Desk::new(document, path, self.framework, move || wake.request_repaint());
        self.studio.desk = Some(desk);
        self.studio.file = file;
        self.show(Screen::Studio);
    }

    fn ask_path(&mut self, purpose: Purpose) {
        let path = match purpose {
            Purpose::Open => String::new(),
            Purpose::SaveAs | Purpose::Copy => self.suggested_path(purpose).display().to_string(),
        };
        self.studio.asking = Some(Asking::Path {
            purpose,
            path,
            problem: None,
        });
    }

    /// Where the file could go: beside the one that it comes from, or among the documents, by its id.
    fn suggested_path(&self, purpose: Purpose) -> PathBuf {
        let Some(desk) = &self.studio.desk else {
            return PathBuf::new();
        };
        let id = desk.scenario().map_or("vignette", |scenario| scenario.id.as_str());
        let ending = if purpose == Purpose::Copy { "-copy" } else { "" };
        let name = match desk.path.as_deref().and_then(Path::file_stem) {
            Some(stem) => format!("{}{ending}.ron", stem.to_string_lossy()),
            None => format!("{id}{ending}.ron"),
        };
        let own = desk.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = own.or_else(|| self.settings.folders.first().filter(|folder| folder.is_dir()).cloned());
        folder.or_else(documents_dir).unwrap_or_default().join(name)
    }

    fn choose_path(&mut self, purpose: Purpose, ctx: &Context) {
        let (wake, sender) = (ctx.clone(), self.studio.paths.0.clone());
        let (answers, chosen) = std::sync::mpsc::channel();
        let tell = move || {
            if let Ok(path) = chosen.try_recv() {
                // A closed channel means that the program is closing.
                let _ = sender.send((purpose, path));
            }
            wake.request_repaint();
        };
        match purpose {
            Purpose::Open => pick_file(purpose.label(), answers, tell),
            Purpose::SaveAs | Purpose::Copy => {
                pick_place(purpose.label(), &self.suggested_path(purpose), answers, tell);
            }
        }
    }

    fn path_named(&mut self, purpose: Purpose, path: &Path, ctx: &Context) {
        match purpose {
            Purpose::Open => {
                self.studio.asking = None;
                self.leave_desk(Then::Begin(Beginning::File(path.to_owned())), ctx);
            }
            Purpose::SaveAs | Purpose::Copy => self.save_under(purpose, path, ctx),
        }
    }

    fn save_under(&mut self, purpose: Purpose, path: &Path, ctx: &Context) {
        let Some(desk) = &mut self.studio.desk else { return };
        let path = with_ending(path);
        match OpenFile::save_new(&path, &desk.document) {
            Ok(file) => {
                self.studio.asking = None;
                if purpose == Purpose::SaveAs {
                    desk.path = Some(path);
                    desk.document.mark_saved();
                    self.studio.file = Some(file);
                }
                self.add_to_library(ctx);
                if let Some(then) = self.studio.then.take() {
                    self.go_on(then, ctx);
                }
            }
            Err(problem) => {
                self.studio.asking = Some(Asking::Path {
                    purpose,
                    path: path.display().to_string(),
                    problem: Some(sentence(&problem)),
                });
            }
        }
    }

    /// What was saved for the first time stands in the library from now on.
    fn add_to_library(&mut self, ctx: &Context) {
        let folder = self
            .studio
            .desk
            .as_ref()
            .and_then(|desk| desk.path.as_deref()?.parent());
        if let Some(folder) = folder.map(Path::to_owned)
            && !self.settings.folders.iter().any(|own| folder.starts_with(own))
            && let Some(path) = self.studio.desk.as_ref().and_then(|desk| desk.path.clone())
            && !self.settings.folders.contains(&path)
        {
            self.settings.folders.push(path);
            self.keep_settings(ctx);
        }
        self.read_shelf(ctx);
    }

    /// Saves. Says whether it is saved now.
    fn save_desk(&mut self, over: bool) -> bool {
        let Some(desk) = &mut self.studio.desk else {
            return false;
        };
        if desk.document.is_read_only() {
            return false;
        }
        let Some(file) = &mut self.studio.file else {
            self.ask_path(Purpose::SaveAs);
            return false;
        };
        match file.save(&desk.document, over) {
            Ok(()) => {
                desk.document.mark_saved();
                true
            }
            Err(Unsaved::Changed) => {
                self.studio.asking = Some(Asking::Conflict);
                false
            }
            Err(Unsaved::Failed(error)) => {
                let refused = Refused::new(error.to_string(), error.remedy());
                self.studio.asking = Some(Asking::Refused(refused));
                false
            }
        }
    }

    fn save_and(&mut self, then: Then, ctx: &Context) {
        if self.save_desk(false) {
            self.read_shelf(ctx);
            self.go_on(then, ctx);
        } else if matches!(self.studio.asking, Some(Asking::Path { .. })) {
            self.studio.then = Some(then);
        }
    }

    /// What another program wrote comes onto the desk, as one change that can be undone.
    fn take_theirs(&mut self) {
        self.studio.asking = None;
        let (Some(desk), Some(file)) = (&mut self.studio.desk, &mut self.studio.file) else {
            return;
        };
        let refused = match file.read_again() {
            Ok(text) => {
                let edit = desk.document.source_edit(&text, "taking what another program wrote");
                let done = desk.apply(edit);
                desk.document.mark_saved_as(&text);
                done.err()
            }
            Err(error) => Some(Refused::new(error.to_string(), error.remedy())),
        };
        self.studio.asking = refused.map(Asking::Refused);
    }

    /// Carries out what concerns the desk alone.
    fn on_the_desk(&mut self, command: StudioCommand) {
        let (Some(desk), view) = (&mut self.studio.desk, &mut self.studio.view) else {
            return;
        };
        let mut refused = None;
        match command {
            StudioCommand::Undo => {
                desk.document.undo();
                desk.changed();
            }
            StudioCommand::Redo => {
                desk.document.redo();
                desk.changed();
            }
            StudioCommand::Change(change) => refused = desk.change(&change).err(),
            StudioCommand::Text(text) => {
                refused = desk.document.type_source(&text).err();
                desk.changed();
            }
            StudioCommand::DeleteHere => {
                if desk.spot != Spot::Vignette {
                    refused = desk.deed(&StudioCommand::Delete(desk.spot.pointer())).err();
                }
            }
            StudioCommand::Go(spot) => {
                desk.go(spot);
                view.play.by_hand = None;
            }
            StudioCommand::GoBack => {
                desk.back();
            }
            StudioCommand::GoTo(place) => go_to(desk, view, &place),
            StudioCommand::NextProblem => next_problem(desk, view),
            StudioCommand::ShowSource(place) => {
                let place = deeds::field_of(&place);
                view.source.goal = Some(desk.document.reading().span_of(&place).start as usize);
                view.tab = Some(Tab::Source);
                desk.go(Spot::of(&place));
            }
            StudioCommand::ShowPlan(plan) => view.plan = plan,
            StudioCommand::ShowTab(tab) => view.tab = if view.tab == Some(tab) { None } else { Some(tab) },
            StudioCommand::Fix(number) => refused = fix(desk, number).err(),
            StudioCommand::AskAllow(number) => {
                self.studio.asking = ask_allow(desk, number);
                return;
            }
            StudioCommand::Act(step) => {
                if let Some(play) = &mut desk.play
                    && let Err(why) = play.act(step)
                {
                    refused = Some(Refused::new(why.to_string(), "the play is as it was"));
                }
            }
            StudioCommand::StopPlay => desk.play = None,
            StudioCommand::Map(ask) => refused = desk.map(&ask).err(),
            command => refused = desk.deed(&command).err(),
        }
        if let Some(refused) = refused {
            self.studio.asking = Some(Asking::Refused(refused));
        }
    }

    fn play_at_the_side(&mut self, command: &StudioCommand, seed: u64) {
        let Some(desk) = &mut self.studio.desk else { return };
        self.studio.view.tab = Some(Tab::Play);
        let Some(vignette) = desk.looking.found.vignette.as_ref().map(Arc::clone) else {
            return;
        };
        let initial = vignette.graph.initial();
        let come_to = |desk: &Desk| desk.arrival().map_or(initial, |arrival| arrival.before);
        let play = match command {
            StudioCommand::PlayWith(statement, alliance) => {
                let state = State {
                    alliance: *alliance,
                    ..come_to(desk)
                };
                SidePlay::begin_at(vignette, seed, statement, state)
            }
            StudioCommand::PlayHere => match desk.spot.statement() {
                Some(statement) => {
                    let state = come_to(desk);
                    SidePlay::begin_at(vignette, seed, statement, state)
                }
                None => Some(SidePlay::begin(vignette, seed)),
            },
            _ => Some(SidePlay::begin(vignette, seed)),
        };
        desk.play = play;
    }
}

/// Shows the form of a place. A list of choices at it is opened by nobody but the person.
fn go_to(desk: &mut Desk, view: &mut StudioView, place: &Pointer) {
    view.forms.goal = Some(deeds::field_of(place));
    desk.go(Spot::of(place));
}

/// Shows the finding after the part that is shown; after the last, the first.
fn next_problem(desk: &mut Desk, view: &mut StudioView) {
    let places: Vec<Pointer> = {
        let problems = Problems::of(desk.findings());
        let all = problems.groups.iter().flat_map(|(_, list)| list);
        all.map(|problem| problem.found.location.path.clone()).collect()
    };
    let here = places.iter().rposition(|place| Spot::of(place) == desk.spot);
    let next = here.and_then(|here| places.get(here + 1)).or(places.first()).cloned();
    if let Some(place) = next {
        go_to(desk, view, &place);
    }
}

fn fix(desk: &mut Desk, number: usize) -> Result<(), Refused> {
    if desk.looking.found.revision != desk.document.revision() {
        return Err(Refused::new(
            "the vignette has changed since this was found",
            "look at the finding again",
        ));
    }
    let fix = desk.findings().get(number).and_then(|found| found.fix.clone());
    match fix {
        Some(fix) => {
            let edit = fields::fix(&desk.document, &fix);
            desk.apply(edit)
        }
        None => Ok(()),
    }
}

fn ask_allow(desk: &Desk, number: usize) -> Option<Asking> {
    let problems = Problems::of(desk.findings());
    let mut all = problems.groups.iter().flat_map(|(_, list)| list);
    let problem = all.find(|problem| problem.number == number)?;
    Some(Asking::Allow {
        rule: problem.found.rule.to_owned(),
        at: problem.allow_at(),
        message: problem.found.message.clone(),
        because: String::new(),
    })
}

/// A path that ends as vignettes do.
fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() {
        path.to_owned()
    } else {
        path.with_extension("ron")
    }
}
