//! What lies on the desk: a document, the file that it comes from, what is shown of it, and what is found in it while it is written.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::backstage::{Backstage, Done, Errand};
use super::command::{Change, Part, StudioCommand};
use super::coverage::{CoverageData, FaresData};
use super::deeds;
use super::inspector::field::asked_for;
use super::looking::Looking;
use super::map::{MapAsk, MapData};
use super::play::{SidePlay, Start, Station, stations};
use super::spot::Spot;
use crate::edit::diff::{Comparison, compare};
use crate::edit::document::Document;
use crate::edit::fields;
use crate::edit::step::{Edit, Refused};
use crate::framework::model::Framework;
use crate::lint::settings::Settings;
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::scenario::limits::id_from;
use crate::scenario::model::Scenario;

/// Where a statement is come to: which, in which version, and the way.
type Way = (String, u64, Option<Vec<Station>>);

/// What lies on the desk.
pub struct Desk {
    /// The document.
    pub document: Document,
    /// Its file, once it has one.
    pub path: Option<PathBuf>,
    /// What is shown in the inspector.
    pub spot: Spot,
    /// What was shown before, the last at the end.
    before: Vec<Spot>,
    /// The thread that looks at it, and what it found.
    pub looking: Looking,
    /// A team's settings of the checker.
    pub settings: Settings,
    /// A play at the side.
    pub play: Option<SidePlay>,
    coverage: Option<CoverageData>,
    way: Option<Way>,
    compared: Option<Compared>,
    /// The thread that does what takes long.
    backstage: Backstage,
    /// What was asked for while it was busy.
    waiting: VecDeque<StudioCommand>,
    /// The boxes and arrows that it made last.
    plan: Option<MapData>,
    /// Why something that was asked for could not be done, until that is told.
    refused: Option<Refused>,
    /// What it was begun with, if that is in no file: a template, or a bundled vignette.
    begun: Option<Begun>,
}

/// A text that is not the author's own, and its id.
struct Begun {
    text: &'static str,
    id: Option<String>,
}

/// What is compared with, and what differs in a version of the text.
struct Compared {
    with: String,
    base: Scenario,
    made: Option<(u64, Comparison)>,
}

impl Desk {
    /// Puts a document on the desk.
    pub fn new(
        document: Document,
        path: Option<PathBuf>,
        framework: &'static Framework,
        wake: impl Fn() + Clone + Send + 'static,
    ) -> Self {
        let settings = path.as_deref().and_then(team_settings).unwrap_or_default();
        let mut desk = Self {
            path,
            looking: Looking::start(framework, wake.clone()),
            settings,
            backstage: Backstage::start(framework, wake),
            ..Self::bare(document, Spot::Vignette, Vec::new())
        };
        desk.document.run_ahead();
        desk.look();
        desk
    }

    /// A desk behind the stage, on which something is done to a copy of the document.
    pub(super) fn aside(document: Document, spot: Spot, before: Vec<Spot>) -> Self {
        let mut desk = Self::bare(document, spot, before);
        desk.document.keep_step();
        desk
    }

    /// What lies on it, what is shown, and what was shown before.
    pub(super) fn put_aside(self) -> (Document, Spot, Vec<Spot>) {
        (self.document, self.spot, self.before)
    }

    fn bare(document: Document, spot: Spot, before: Vec<Spot>) -> Self {
        Self {
            document,
            path: None,
            spot,
            before,
            looking: Looking::idle(),
            settings: Settings::default(),
            play: None,
            coverage: None,
            way: None,
            compared: None,
            backstage: Backstage::idle(),
            waiting: VecDeque::new(),
            plan: None,
            refused: None,
            begun: None,
        }
    }

    /// What the vignette says, or what it said when it could last be read.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.document.scenario().or_else(|| self.document.last_good())
    }

    /// Whether forms and map can change nothing: a newer format, or a text that has to be mended first.
    pub fn is_locked(&self) -> bool {
        self.document.is_read_only()
            || self.document.scenario().is_none()
            || !self.document.reading().tree().flaws.is_empty()
    }

    /// What to call it.
    pub fn name(&self) -> String {
        let file = self.path.as_deref().and_then(Path::file_name);
        file.map_or_else(
            || {
                let title = self.scenario().map(|scenario| scenario.title.clone());
                title
                    .filter(|title| !title.trim().is_empty() && asked_for(title).is_none())
                    .unwrap_or_else(|| "A new vignette".to_owned())
            },
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// Notes what it was begun with, which is in no file of the author's.
    pub fn begun_with(&mut self, text: &'static str) {
        let id = self.scenario().map(|scenario| scenario.id.as_str().to_owned());
        self.begun = Some(Begun { text, id });
    }

    /// Whether nothing was written yet: then nothing is lost with it.
    pub fn is_untouched(&self) -> bool {
        self.begun
            .as_ref()
            .is_some_and(|begun| begun.text == self.document.text())
    }

    /// The id that it should have before it is saved for the first time, made of its title: that of a template or of a bundled vignette is not
    /// its own. `None` if it has one.
    pub fn own_id(&self) -> Option<String> {
        let begun = self.begun.as_ref().filter(|_| self.path.is_none())?.id.as_deref()?;
        let scenario = self.scenario().filter(|scenario| scenario.id.as_str() == begun)?;
        let title = asked_for(&scenario.title).map_or(scenario.title.as_str(), |_| "");
        let own = id_from(title);
        Some(if own.is_empty() || own == begun {
            format!("{begun}-copy")
        } else {
            own
        })
    }

    /// Gives it that id.
    pub fn take_own_id(&mut self) {
        let Some(id) = self.own_id() else { return };
        let at = Pointer::root().field("id");
        if let Ok(edit) = fields::set(&self.document, &at, &id, "name the vignette") {
            // A text with a mistake in it keeps its id until it is mended.
            let _ = self.apply(edit);
        }
    }

    /// Everything that was found, of the newest version that was looked at.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.looking.found.diagnostics
    }

    /// Asks for the newest version to be looked at, unless it was; first to be read whole, where that is done backstage.
    pub fn look(&mut self) {
        let revision = self.document.revision();
        if let Some(newest) = self.document.newest()
            && self.backstage.read(revision, newest)
        {
            return;
        }
        self.document.catch_up();
        self.looking.ask(revision, self.document.text(), &self.settings);
    }

    /// Takes in what was found and done, and lets the play go on with it. Gives why something that was asked for could not be done.
    pub fn take_in(&mut self) -> Option<Refused> {
        while let Some(done) = self.backstage.news() {
            self.came_back(done);
        }
        if self.looking.take_in() {
            self.took_in();
        }
        self.refused.take()
    }

    /// Waits until the newest version is read and looked at: for pictures and tests.
    pub fn wait(&mut self) {
        self.finish();
        self.look();
        while self.document.is_behind() {
            match self.backstage.wait() {
                Some(done) => self.came_back(done),
                None => self.document.catch_up(),
            }
        }
        self.look();
        self.looking.wait();
        self.took_in();
    }

    /// The boxes and arrows that were made last, if they were not fetched yet.
    pub fn take_plan(&mut self) -> Option<MapData> {
        self.plan.take()
    }

    /// Lets something go whose memory takes a while to give back.
    pub fn discard(&self, old: impl std::any::Any + Send) {
        self.backstage.discard(old);
    }

    /// Waits until everything that was asked for is done, and the newest text is read whole.
    pub fn settle(&mut self) {
        self.finish();
        self.document.catch_up();
    }

    /// Waits for what was asked for and is not done yet.
    pub fn finish(&mut self) {
        while self.backstage.is_out() {
            match self.backstage.wait() {
                Some(done) => self.came_back(done),
                None => break,
            }
        }
    }

    /// Gives a request back that can be carried out at once. What needs the whole of a long vignette is done backstage, one after the other.
    pub fn or_send(&mut self, command: StudioCommand) -> Option<StudioCommand> {
        if !self.document.is_long() {
            return Some(command);
        }
        let turns = matches!(command, StudioCommand::Undo | StudioCommand::Redo);
        if self.backstage.is_out() && (turns || needs_whole(&command)) {
            self.waiting.push_back(command);
            return None;
        }
        if needs_whole(&command) {
            return self.send(command);
        }
        let edits = |command: &StudioCommand| {
            use StudioCommand as Asked;
            matches!(
                command,
                Asked::Change(_)
                    | Asked::Text(_)
                    | Asked::Map(_)
                    | Asked::Move(..)
                    | Asked::Add(_)
                    | Asked::Fix(_)
                    | Asked::Rename(..)
                    | Asked::Delete(_)
            )
        };
        if edits(&command) {
            // Hands that are this fast are met once in a while: what they ask for comes after what they asked for before.
            self.finish();
        }
        Some(command)
    }

    fn send(&mut self, command: StudioCommand) -> Option<StudioCommand> {
        let errand = Errand {
            document: self.document.clone(),
            spot: self.spot.clone(),
            before: self.before.clone(),
            command,
        };
        let unsent = self.backstage.send(errand)?;
        self.document.catch_up();
        Some(unsent.command)
    }

    fn came_back(&mut self, done: Done) {
        match done {
            Done::Read(revision, said, plan) => match self.document.take(revision, *said) {
                Ok(old) => {
                    self.backstage.discard(old);
                    self.plan = plan.map(|plan| *plan);
                    self.changed();
                }
                Err(stale) => self.backstage.discard((stale, plan)),
            },
            Done::Errand(done) => {
                let done = *done;
                self.refused = done.refused.or(self.refused.take());
                if done.began_with == self.document.revision() {
                    let old = std::mem::replace(&mut self.document, done.document);
                    (self.spot, self.before, self.plan) = (done.spot, done.before, done.plan);
                    self.backstage.discard(old);
                } else {
                    let message = "the vignette has changed since this was asked for";
                    self.refused = Some(Refused::new(message, "do it once more"));
                    self.backstage.discard((done.document, done.plan));
                }
                self.changed();
                if let Some(next) = self.waiting.pop_front() {
                    self.send(next);
                }
            }
        }
    }

    /// Carries out what undoes, adds, renames, deletes or moves parts.
    ///
    /// # Errors
    /// If the document refuses it.
    pub fn carry_out(&mut self, command: &StudioCommand) -> Result<(), Refused> {
        match command {
            StudioCommand::Undo => {
                self.document.undo();
                self.changed();
                Ok(())
            }
            StudioCommand::Redo => {
                self.document.redo();
                self.changed();
                Ok(())
            }
            StudioCommand::Map(ask) => self.map(ask),
            command => self.deed(command),
        }
    }

    fn took_in(&mut self) {
        let found = &self.looking.found;
        if let (Some(play), Some(vignette)) = (&mut self.play, &found.vignette) {
            play.follow(vignette);
        }
    }

    /// What the newest text exercises: worked out once a version, when it is asked for.
    pub fn coverage(&mut self) -> Option<&CoverageData> {
        let revision = self.document.revision();
        if self.coverage.as_ref().is_none_or(|known| known.revision != revision) {
            let scenario = self.scenario()?;
            let framework = self.document.framework();
            self.coverage = Some(CoverageData::of(scenario, framework, revision));
        }
        self.coverage.as_ref()
    }

    /// How plays end under each way to choose, in the version that was looked at last.
    pub fn fares(&self) -> FaresData {
        let found = &self.looking.found;
        let newest = found.revision == self.document.revision();
        found.vignette.as_ref().map_or_else(
            || FaresData {
                is_done: newest && found.deep,
                ..FaresData::default()
            },
            |vignette| FaresData::of(&vignette.scenario, found, &self.settings, newest),
        )
    }

    /// Makes a change.
    ///
    /// # Errors
    /// If the document refuses it.
    pub fn apply(&mut self, edit: Edit) -> Result<(), Refused> {
        self.document.apply(edit)?;
        self.changed();
        Ok(())
    }

    /// What follows from any change of the text.
    pub fn changed(&mut self) {
        let shown = std::mem::take(&mut self.spot);
        self.spot = match self.scenario() {
            Some(scenario) if self.document.is_sure() => shown.nearest(scenario),
            // It may be there once the whole is read.
            _ => shown,
        };
        self.look();
    }

    /// Changes a value.
    ///
    /// # Errors
    /// If the document refuses it.
    pub fn change(&mut self, change: &Change) -> Result<(), Refused> {
        self.be_sure();
        let edit = deeds::change(&self.document, change)?;
        self.apply(edit)
    }

    /// Reads the whole if what the newest text says is not known: after an edit of several places at once.
    pub(super) fn be_sure(&mut self) {
        if !self.document.is_sure() {
            self.document.catch_up();
        }
    }

    /// Carries out a request that adds, renames, deletes or moves a part.
    ///
    /// # Errors
    /// If the document refuses it.
    pub fn deed(&mut self, command: &StudioCommand) -> Result<(), Refused> {
        self.be_sure();
        let Some(scenario) = self.document.scenario().map(Arc::clone) else {
            return Err(Refused::new(
                "the text can’t be read as it stands",
                "mend it in the Source tab first",
            ));
        };
        let document = &self.document;
        let (edit, spot) = match command {
            StudioCommand::Add(part) => deeds::add(document, &scenario, &self.meant(part))?,
            StudioCommand::Rename(at, new) => deeds::rename(document, at, new)?,
            StudioCommand::Delete(at) => deeds::delete(document, at)?,
            StudioCommand::Stub(exit, kind, id) => deeds::stub(document, exit, *kind, id.as_deref())?,
            StudioCommand::Move(at, up) => (deeds::shift(document, &scenario, at, *up)?, None),
            StudioCommand::Allow { rule, at, because } => (deeds::allow(document, rule, at.as_deref(), because)?, None),
            _ => return Ok(()),
        };
        let from = self.spot.clone();
        // Held by nobody else, a long vignette is changed in place.
        drop(scenario);
        self.apply(edit)?;
        if let Some(spot) = spot {
            // A renamed part is the same place: the way back leads past it.
            if !matches!(command, StudioCommand::Rename(..)) {
                self.before.push(from);
            }
            self.spot = spot;
        }
        Ok(())
    }

    /// A response without a statement is one of the statement that is shown.
    fn meant(&self, part: &Part) -> Part {
        match (part, self.spot.statement()) {
            (Part::Response(statement), Some(shown)) if statement.is_empty() => Part::Response(shown.to_owned()),
            _ => part.clone(),
        }
    }

    /// Makes what changes the vignette, at once and wherever it is done otherwise; nothing else.
    ///
    /// # Errors
    /// If the document refuses it.
    pub fn make(&mut self, command: &StudioCommand) -> Result<(), Refused> {
        match command {
            StudioCommand::Change(change) => self.change(change),
            StudioCommand::Text(text) => self.document.type_source(text).map(drop),
            command => {
                self.settle();
                self.carry_out(command)
            }
        }
    }

    /// Shows another part.
    pub fn go(&mut self, spot: Spot) {
        if spot == self.spot {
            return;
        }
        self.document.seal();
        let left = std::mem::replace(&mut self.spot, spot);
        self.before.push(left);
        if self.before.len() > 100 {
            self.before.remove(0);
        }
    }

    /// Shows what was shown before. Says whether there was anything.
    pub fn back(&mut self) -> bool {
        while let Some(spot) = self.before.pop() {
            let there = self.scenario().is_some_and(|scenario| spot.is_in(scenario));
            if there && spot != self.spot {
                self.document.seal();
                self.spot = spot;
                return true;
            }
        }
        false
    }

    /// The alliance with which the part that is shown is come to, as far as it is known; else that of the opening.
    pub fn alliance(&self) -> [u8; 3] {
        let at_start = self.scenario().map_or([50; 3], |scenario| {
            let alliance = scenario.alliance;
            [alliance.bond, alliance.tasks, alliance.goals]
        });
        self.arrival().map_or(at_start, |arrival| arrival.before.alliance)
    }

    /// How the statement that is shown is come to first.
    pub fn arrival(&self) -> Option<crate::explore::route::Arrival> {
        let found = &self.looking.found;
        let vignette = found.vignette.as_ref()?;
        let index = vignette.scenario.statements.get_index_of(self.spot.statement()?)?;
        found.arrivals.get(index).copied().flatten()
    }

    /// The statement that is shown with the state in which it is come to first; that of the opening if no play was found that comes there.
    pub fn start_here(&self) -> Option<(String, Start)> {
        let statement = self.spot.statement()?.to_owned();
        let vignette = self.looking.found.vignette.as_ref()?;
        let before = self.arrival().map(|arrival| arrival.before);
        let start = Start::of(&before.unwrap_or(vignette.graph.initial()), vignette);
        Some((statement, start))
    }

    /// The way to the statement that is shown: worked out once a version, when it is asked for.
    pub fn find_way(&mut self) {
        let Some(statement) = self.spot.statement().map(str::to_owned) else {
            return;
        };
        let found = &self.looking.found;
        let known = self.way.as_ref();
        if known.is_some_and(|(of, revision, _)| *of == statement && *revision == found.revision) {
            return;
        }
        if let (true, Some(vignette)) = (found.deep, &found.vignette) {
            let way = stations(vignette, &statement);
            self.way = Some((statement, found.revision, way));
        }
    }

    /// Compares with another version from now on.
    pub fn compare_with(&mut self, with: String, base: Scenario) {
        self.compared = Some(Compared { with, base, made: None });
        self.compare();
    }

    /// Compares the newest text, if it was not compared yet.
    pub fn compare(&mut self) {
        let revision = self.document.revision();
        if let (Some(compared), Some(scenario)) = (&mut self.compared, self.document.scenario())
            && compared.made.as_ref().is_none_or(|(made, _)| *made != revision)
        {
            compared.made = Some((revision, compare(&compared.base, scenario)));
        }
    }

    /// What is compared with, and what differs.
    pub fn compared(&self) -> Option<(&str, &Comparison)> {
        let compared = self.compared.as_ref()?;
        Some((compared.with.as_str(), &compared.made.as_ref()?.1))
    }

    /// The way to the statement that is shown, if it was worked out.
    pub fn way(&self) -> Option<Option<&[Station]>> {
        let (of, revision, way) = self.way.as_ref()?;
        let fits = self.spot.statement() == Some(of.as_str()) && *revision == self.looking.found.revision;
        fits.then_some(way.as_deref())
    }
}

/// Whether a request can't be carried out on one place of the vignette alone.
fn needs_whole(command: &StudioCommand) -> bool {
    match command {
        StudioCommand::Add(part) => !matches!(part, Part::Response(_)),
        StudioCommand::Move(..) => false,
        StudioCommand::Rename(at, _) | StudioCommand::Delete(at) => at.response_id().is_none(),
        StudioCommand::Stub(..) | StudioCommand::Allow { .. } => true,
        StudioCommand::Map(ask) => match ask {
            MapAsk::Stub { .. } | MapAsk::Add(..) | MapAsk::Delete(_) => true,
            MapAsk::Rename(at, _) => at.response_id().is_none(),
            _ => false,
        },
        _ => false,
    }
}

fn team_settings(path: &Path) -> Option<Settings> {
    crate::library::team::settings_for(path).map(|team| team.settings)
}
