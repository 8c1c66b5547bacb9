//! Carries out what is asked for in the studio. Like [`crate::ui::apply`], of which it is a part.

use std::sync::Arc;

use egui::Context;

use super::asking::{Asking, Then};
use super::command::{Part, StudioCommand};
use super::deeds;
use super::desk::Desk;
use super::find_ui::FindState;
use super::play::SidePlay;
use super::problems::Problems;
use super::spot::Spot;
use super::state::{Named, StudioView};
use super::tabs::{Half, Plan, Tab};
use crate::edit::fields;
use crate::edit::references::{Exit, exits};
use crate::edit::responses::Stub;
use crate::edit::step::Refused;
use crate::lint::allowing::covers;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::Allow;
use crate::ui::app::{App, Screen};

impl App {
    /// Carries out one request.
    pub(in crate::ui) fn apply_studio(&mut self, command: StudioCommand, ctx: &Context) {
        self.apply_asked(command, ctx);
        self.note_draft();
    }

    fn apply_asked(&mut self, command: StudioCommand, ctx: &Context) {
        match command {
            StudioCommand::Show => self.show_studio(),
            StudioCommand::Begin(beginning) => self.leave_desk(Then::Begin(beginning), ctx),
            StudioCommand::Close => self.leave_desk(Then::Close, ctx),
            StudioCommand::AskPath(purpose) => self.ask_path(purpose),
            StudioCommand::ChoosePath(purpose) => self.choose_path(purpose, ctx),
            StudioCommand::Path(purpose, path) => self.path_named(purpose, &path, ctx),
            StudioCommand::Replace(purpose, path) => self.replace_named(purpose, &path, ctx),
            StudioCommand::Dialog(purpose, path) => self.dialog_answered(purpose, path.as_deref(), ctx),
            StudioCommand::Save => self.save_and_shelve(false, ctx),
            StudioCommand::SaveOver => {
                self.studio.asking = None;
                self.save_and_shelve(true, ctx);
            }
            StudioCommand::TakeTheirs => {
                self.take_theirs();
                self.read_shelf(ctx);
            }
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
            StudioCommand::CompareSaved => self.compare_saved(),
            StudioCommand::CompareBackup(number) => self.with_version(number, false),
            StudioCommand::Restore(number) => self.with_version(number, true),
            StudioCommand::DropDraft(number) => self.drop_draft(number),
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
            if let Some(refused) = desk.take_in() {
                self.studio.asking = Some(Asking::Refused(refused));
            }
            self.studio.view.board.take(desk);
        }
        self.keep_drafts(ctx);
        self.look_outside(ctx);
        let named: Vec<Named> = self.studio.paths.1.try_iter().collect();
        for (purpose, path) in named {
            self.dialog_answered(purpose, path.as_deref(), ctx);
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

    /// Carries out what concerns the desk alone.
    fn on_the_desk(&mut self, command: StudioCommand) {
        let (Some(desk), view) = (&mut self.studio.desk, &mut self.studio.view) else {
            return;
        };
        let mut refused = None;
        let command = match command {
            StudioCommand::DeleteHere if desk.spot == Spot::Vignette => return,
            StudioCommand::DeleteHere => StudioCommand::Delete(desk.spot.pointer()),
            StudioCommand::WriteMissing(number) => match missing(desk, number) {
                Some(exit) => StudioCommand::Stub(exit.at, Stub::Statement, Some(exit.to)),
                None => {
                    self.studio.asking = Some(Asking::Refused(changed_meanwhile()));
                    return;
                }
            },
            other => other,
        };
        let Some(command) = desk.or_send(command) else { return };
        match command {
            StudioCommand::Change(change) => refused = desk.change(&change).err(),
            StudioCommand::Text(text) => {
                refused = desk.document.type_source(&text).err();
                desk.changed();
            }
            StudioCommand::Go(spot) => {
                desk.go(spot);
                view.turn_to(Half::Forms);
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
            StudioCommand::ShowPlan(plan) => {
                view.plan = plan;
                view.turn_to(Half::Plan);
            }
            StudioCommand::EnterPlan => {
                let (map, outline) = (&mut view.board.state.map, &mut view.board.state.outline);
                match view.plan {
                    Plan::Map => map.take_focus = true,
                    Plan::Outline => outline.take_focus = true,
                }
            }
            StudioCommand::EnterForm => {
                view.turn_to(Half::Forms);
                view.forms.enter = true;
            }
            StudioCommand::ShowTab(tab) => view.tab = if view.tab == Some(tab) { None } else { Some(tab) },
            StudioCommand::ShowCoverage(what) => {
                view.tab = Some(Tab::Coverage);
                view.coverage.view = what;
            }
            StudioCommand::SetStart => {
                view.tab = Some(Tab::Play);
                desk.play = None;
                view.play.by_hand = desk.start_here();
            }
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
            StudioCommand::Weigh => desk.looking.weigh(),
            command => {
                refused = desk.carry_out(&command).err();
                let renamed = view.forms.renamed.take();
                if refused.is_none() {
                    go_on_writing(desk, view, &command, renamed);
                }
            }
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
        let play = match command {
            StudioCommand::PlayWith(statement, start) => SidePlay::begin_at(vignette, seed, statement, start.clone()),
            StudioCommand::PlayHere => match desk.spot.statement() {
                Some(statement) => {
                    let set = self.studio.view.play.start_for(statement).cloned();
                    let found = || desk.start_here().map(|(_, start)| start);
                    let start = set.or_else(found).unwrap_or_default();
                    SidePlay::begin_at(vignette, seed, statement, start)
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
    view.turn_to(Half::Forms);
    view.forms.goal = Some(deeds::field_of(place));
    desk.go(Spot::of(place));
}

/// After something was made or renamed in a form, the keyboard goes where one writes on.
fn go_on_writing(desk: &Desk, view: &mut StudioView, command: &StudioCommand, renamed: Option<bool>) {
    let goal = match command {
        StudioCommand::Add(part) => first_field(desk, part),
        StudioCommand::Stub(_, Stub::Statement, _) => first_field(desk, &Part::Statement),
        StudioCommand::Stub(_, Stub::Ending, _) => first_field(desk, &Part::Ending),
        StudioCommand::Rename(at, new) if renamed.is_some() => {
            view.forms.renamed = renamed;
            Some(deeds::renamed(at, new).field("id"))
        }
        _ => None,
    };
    if goal.is_some() {
        view.forms.goal = goal;
    }
}

/// What is written first in a part that was just made.
fn first_field(desk: &Desk, part: &Part) -> Option<Pointer> {
    let (shown, scenario) = (desk.spot.pointer(), desk.scenario()?);
    Some(match part {
        Part::Statement => shown.field("scene"),
        Part::Response(_) => shown.field("act"),
        Part::Ending => shown.field("title"),
        Part::Belief => Pointer::root()
            .belief(scenario.client.beliefs.keys().next_back()?)
            .field("text"),
        Part::Flag | Part::Counter => Pointer::root()
            .variable(scenario.variables.keys().next_back()?)
            .field("id"),
    })
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
        return Err(changed_meanwhile());
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

fn changed_meanwhile() -> Refused {
    Refused::new(
        "the vignette has changed since this was found",
        "look at the finding again",
    )
}

/// The way out that a finding says leads to nothing.
fn missing(desk: &Desk, number: usize) -> Option<Exit> {
    let place = &desk.findings().get(number)?.location.path;
    let scenario = desk.scenario()?;
    let is_there = |id: &str| scenario.statements.contains_key(id) || scenario.endings.contains_key(id);
    exits(&desk.document)
        .into_iter()
        .find(|exit| exit.at.steps().starts_with(place.steps()) && !is_there(&exit.to))
}

fn ask_allow(desk: &Desk, number: usize) -> Option<Asking> {
    let problems = Problems::of(desk.findings());
    let mut all = problems.groups.iter().flat_map(|(_, list)| list);
    let problem = all.find(|problem| problem.number == number)?;
    let allow = Allow {
        rule: problem.found.rule.to_owned(),
        at: problem.allow_at(),
        because: String::new(),
    };
    let all = desk.findings().iter().filter(|found| covers(&allow, found)).count();
    Some(Asking::Allow {
        message: problem.found.message.clone(),
        allow,
        all,
    })
}
