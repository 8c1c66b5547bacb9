//! What is kept of the vignette on the desk: its file, drafts against crashes, earlier versions. Carries out saving and what leads to it;
//! like [`super::apply`], of which it is a part.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use super::asking::{Asking, Then};
use super::command::{Beginning, Purpose, StudioCommand};
use super::desk::Desk;
use super::state::StudioView;
use crate::edit::backup::{Backup, Backups};
use crate::edit::disk::{self, Disk, Outside, Unsaved};
use crate::edit::document::Document;
use crate::edit::draft::{self, Draft, Left};
use crate::edit::draft_keeper::Keeper;
use crate::edit::step::Refused;
use crate::edit::templates::TEMPLATES;
use crate::library::bundled::BUNDLED;
use crate::report::moment::Moment;
use crate::report::save::save as save_report;
use crate::report::{html, vignette};
use crate::scenario::model::Scenario;
use crate::scenario::read::read;
use crate::session::words::sentence;
use crate::settings::paths::documents_dir;
use crate::ui::app::{App, Screen};
use crate::ui::command::Command;
use crate::ui::crash::Rescue;
use crate::ui::dialog::{pick_file, pick_place};

/// Largest file that is opened here, in bytes: a person chose it, so it may be larger than what the library reads by itself.
const LIMIT: u64 = 32 << 20;

/// What is kept.
#[derive(Default)]
pub struct Kept {
    /// The file of what lies on the desk.
    disk: Option<Disk>,
    /// Keeps drafts of it.
    keeper: Option<Keeper>,
    /// The revision that the last draft was noted of.
    noted: Option<u64>,
    /// The draft that lies on the desk, until it is saved or put away.
    recovered: Option<Left>,
    left: Vec<Left>,
    drafts: Vec<(String, String)>,
    backups: Vec<Backup>,
    versions: Vec<String>,
}

impl Kept {
    /// What a crash has left: what it is called, and when it was written.
    pub fn drafts(&self) -> &[(String, String)] {
        &self.drafts
    }

    /// Earlier versions of the file, from the newest: when they were saved.
    pub fn versions(&self) -> &[String] {
        &self.versions
    }

    fn look_for_drafts(&mut self, data: Option<&Path>) {
        self.left = data.map(draft::list).unwrap_or_default();
        self.left.retain(|left| left.draft.is_ok());
        let told = |left: &Left| {
            let draft = left.draft.as_ref().ok();
            let name = draft.map(|draft| draft.title.clone()).filter(|title| !title.is_empty());
            let when = draft.map_or_else(String::new, |draft| Moment::from_ms(draft.at_ms).day_and_time());
            (name.unwrap_or_else(|| "A vignette without a title".to_owned()), when)
        };
        self.drafts = self.left.iter().map(told).collect();
    }

    fn look_for_versions(&mut self, data: Option<&Path>) {
        let of = |disk: &Disk| data.map(|data| Backups::in_data(data).of(disk.path()));
        self.backups = self.disk.as_ref().and_then(of).unwrap_or_default();
        let when = |backup: &Backup| Moment::from_ms(backup.at_ms).day_and_time();
        self.versions = self.backups.iter().map(when).collect();
    }

    /// The vignette is saved, or was put away on purpose: no draft of it is needed any more.
    fn forget_drafts(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.forget();
        }
        if let Some(left) = self.recovered.take() {
            // A draft that can't be removed is offered once more, which does no harm.
            let _ = left.remove();
        }
    }
}

impl App {
    fn data_folder(&self) -> Option<PathBuf> {
        self.world.data_folder.clone()
    }

    /// From now on `rescue` holds what a panic has to save.
    pub fn rescued_by(mut self, rescue: Rescue) -> Self {
        rescue.of(self.studio.kept.keeper.as_ref().map(Keeper::flusher));
        self.studio.rescue = rescue;
        self
    }

    /// Shows the desk, or the beginning with what a crash has left.
    pub(super) fn show_studio(&mut self) {
        if self.studio.desk.is_none() {
            self.studio.kept.look_for_drafts(self.data_folder().as_deref());
        }
        self.show(Screen::Studio);
    }

    /// Throws a draft away that a crash has left.
    pub(super) fn drop_draft(&mut self, number: usize) {
        if let Some(left) = self.studio.kept.left.get(number)
            && let Err(error) = left.remove()
        {
            self.notices.push(format!("The draft can’t be thrown away: {error}."));
        }
        self.studio.kept.look_for_drafts(self.data_folder().as_deref());
    }

    /// Notes a draft if the vignette has changed: from now on a panic saves it.
    pub(super) fn note_draft(&mut self) {
        let now_ms = (self.world.now_ms)();
        let kept = &mut self.studio.kept;
        let (Some(desk), Some(keeper)) = (&self.studio.desk, &mut kept.keeper) else {
            return;
        };
        let revision = desk.document.revision();
        if kept.noted == Some(revision) {
            return;
        }
        kept.noted = Some(revision);
        if desk.document.is_dirty() {
            keeper.note(Draft::of(&desk.document, kept.disk.as_ref(), now_ms), now_ms);
        } else {
            keeper.forget();
        }
    }

    /// The program breaks in the middle of a frame: what was asked for in it and not carried out is made as far as it changes the vignette,
    /// and the draft is written.
    pub(in crate::ui) fn save_what_was_asked(&mut self) {
        let asked = std::mem::take(&mut self.commands)
            .into_iter()
            .filter_map(|command| match command {
                Command::Studio(command) => Some(command),
                _ => None,
            });
        let asked: Vec<StudioCommand> = asked.chain(std::mem::take(&mut self.studio.asks)).collect();
        for command in asked {
            let Some(desk) = &mut self.studio.desk else { return };
            // What was to be done may be what breaks; then the rest is saved without it.
            let _ = catch_unwind(AssertUnwindSafe(|| desk.make(&command)));
        }
        self.note_draft();
        self.studio.rescue.save();
    }

    /// Lets a draft be written in its time.
    pub(super) fn keep_drafts(&mut self, ctx: &Context) {
        self.note_draft();
        let now_ms = (self.world.now_ms)();
        let Some(keeper) = &mut self.studio.kept.keeper else {
            return;
        };
        keeper.tick(now_ms);
        if let Some(due_ms) = keeper.due_in_ms(now_ms) {
            let due = u64::try_from(due_ms).unwrap_or_default();
            ctx.request_repaint_after(std::time::Duration::from_millis(due.max(20)));
        }
        if let Some(crate::edit::draft_keeper::Outcome::Failed(why)) = keeper.outcome() {
            let said = format!("No draft can be kept of this vignette: {why}. Save it now and then.");
            if !self.notices.contains(&said) {
                self.notices.push(said);
            }
        }
    }

    /// When the window is come back to: asks what to do if another program has changed the file meanwhile.
    pub(super) fn look_outside(&mut self, ctx: &Context) {
        let come_back = ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true)));
        if !come_back || self.studio.asking.is_some() {
            return;
        }
        let Some(disk) = self.studio.kept.disk.as_ref().filter(|disk| !disk.looks_same()) else {
            return;
        };
        if matches!(disk.outside(LIMIT), Ok(Outside::Changed(_))) {
            self.studio.asking = Some(Asking::Conflict);
        }
    }

    /// Does something that clears the desk, or asks first.
    pub(super) fn leave_desk(&mut self, then: Then, ctx: &Context) {
        if self.studio.is_unsaved() {
            self.studio.asking = Some(Asking::Leave(then));
            self.show(Screen::Studio);
        } else {
            self.go_on(then, ctx);
        }
    }

    pub(super) fn go_on(&mut self, then: Then, ctx: &Context) {
        self.studio.asking = None;
        match then {
            Then::Close => {
                self.clear_desk();
                self.show_studio();
            }
            Then::Begin(beginning) => self.begin_writing(beginning, ctx),
            Then::Quit => {
                self.studio.kept.forget_drafts();
                self.studio.may_quit = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn clear_desk(&mut self) {
        let plan = self.studio.view.plan;
        self.studio.kept.forget_drafts();
        self.studio.rescue.of(None);
        self.studio.desk = None;
        self.studio.kept = Kept {
            left: std::mem::take(&mut self.studio.kept.left),
            drafts: std::mem::take(&mut self.studio.kept.drafts),
            ..Kept::default()
        };
        self.studio.view = StudioView {
            plan,
            ..StudioView::default()
        };
    }

    fn begin_writing(&mut self, beginning: Beginning, ctx: &Context) {
        let text = match beginning {
            Beginning::Template(number) => TEMPLATES.get(number).map(|template| template.text),
            Beginning::Bundled(file) => {
                let mut all = BUNDLED.iter();
                all.find(|(name, _)| *name == file).map(|(_, text)| *text)
            }
            Beginning::File(path) => return self.open_file(&path, ctx),
            Beginning::Draft(number) => return self.recover(number, ctx),
        };
        if let Some(text) = text {
            let document = Document::new(text, self.framework);
            self.lay_on_desk(document, None, ctx);
        }
    }

    fn open_file(&mut self, path: &Path, ctx: &Context) {
        match disk::open(path, LIMIT, self.framework) {
            Ok((document, disk)) => self.lay_on_desk(document, Some(disk), ctx),
            Err(error) => {
                let refused = Refused::new(error.to_string(), error.remedy());
                self.studio.asking = Some(Asking::Refused(refused));
                self.show(Screen::Studio);
            }
        }
    }

    /// What a crash has left comes onto the desk. It stays where it is until it is saved or put away.
    fn recover(&mut self, number: usize, ctx: &Context) {
        let Some(left) = self.studio.kept.left.get(number).cloned() else {
            return;
        };
        let Ok(draft) = &left.draft else { return };
        let (document, disk) = draft.open(LIMIT, self.framework);
        self.lay_on_desk(document, disk, ctx);
        self.studio.kept.recovered = Some(left);
    }

    fn lay_on_desk(&mut self, document: Document, disk: Option<Disk>, ctx: &Context) {
        self.clear_desk();
        let (wake, done) = (ctx.clone(), ctx.clone());
        let path = disk.as_ref().map(|disk| disk.path().to_owned());
        let data = self.data_folder();
        let keeper = data
            .as_deref()
            .map(|data| Keeper::start(data, move || done.request_repaint()));
        let desk = Desk::new(document, path, self.framework, move || wake.request_repaint());
        self.studio.desk = Some(desk);
        self.studio.kept.disk = disk;
        self.studio.rescue.of(keeper.as_ref().map(Keeper::flusher));
        self.studio.kept.keeper = keeper;
        self.studio.kept.look_for_versions(data.as_deref());
        self.show(Screen::Studio);
    }

    /// Asks for the name of a file.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let path = match purpose {
            Purpose::Open | Purpose::Compare => String::new(),
            Purpose::SaveAs | Purpose::Copy | Purpose::Print => self.suggested_path(purpose).display().to_string(),
        };
        self.studio.asking = Some(Asking::Path {
            purpose,
            path,
            problem: None,
        });
    }

    /// Where a file could go: beside the one that it comes from, or among the documents, by its id.
    fn suggested_path(&self, purpose: Purpose) -> PathBuf {
        let Some(desk) = &self.studio.desk else {
            return PathBuf::new();
        };
        let id = desk.scenario().map_or("vignette", |scenario| scenario.id.as_str());
        let stem = desk.path.as_deref().and_then(Path::file_stem);
        let stem = stem.map_or_else(|| id.to_owned(), |stem| stem.to_string_lossy().into_owned());
        let name = match purpose {
            Purpose::Copy => format!("{stem}-copy.ron"),
            Purpose::Print => format!("{stem}.html"),
            Purpose::Open | Purpose::Compare | Purpose::SaveAs => format!("{stem}.ron"),
        };
        let own = desk.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let folder = own.or_else(|| self.settings.folders.iter().find(|folder| folder.is_dir()).cloned());
        folder.or_else(documents_dir).unwrap_or_default().join(name)
    }

    /// Asks for it in the system's dialog.
    pub(super) fn choose_path(&mut self, purpose: Purpose, ctx: &Context) {
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
            Purpose::Open | Purpose::Compare => pick_file(purpose.label(), answers, tell),
            Purpose::SaveAs | Purpose::Copy | Purpose::Print => {
                pick_place(purpose.label(), &self.suggested_path(purpose), answers, tell);
            }
        }
    }

    /// A file was named.
    pub(super) fn path_named(&mut self, purpose: Purpose, path: &Path, ctx: &Context) {
        match purpose {
            Purpose::Open => {
                self.studio.asking = None;
                self.leave_desk(Then::Begin(Beginning::File(path.to_owned())), ctx);
            }
            Purpose::SaveAs | Purpose::Copy => self.save_under(purpose, path, ctx),
            Purpose::Compare => self.compare_file(path),
            Purpose::Print => self.print(path),
        }
    }

    fn say_again(&mut self, purpose: Purpose, path: &Path, problem: &str) {
        self.studio.asking = Some(Asking::Path {
            purpose,
            path: path.display().to_string(),
            problem: Some(sentence(problem)),
        });
    }

    fn save_under(&mut self, purpose: Purpose, path: &Path, ctx: &Context) {
        let Some(desk) = &mut self.studio.desk else { return };
        desk.settle();
        let path = with_ending(path);
        match disk::save_copy(&desk.document, &path, false, self.studio.kept.disk.as_ref()) {
            Ok(disk) => {
                self.studio.asking = None;
                if purpose == Purpose::SaveAs {
                    desk.path = Some(path);
                    desk.document.mark_saved();
                    self.studio.kept.disk = Some(disk);
                    self.studio.kept.forget_drafts();
                    let data = self.data_folder();
                    self.studio.kept.look_for_versions(data.as_deref());
                }
                self.add_to_library(ctx);
                if let Some(then) = self.studio.then.take() {
                    self.go_on(then, ctx);
                }
            }
            Err(error) => {
                let problem = format!("{error}; {}", error.remedy());
                self.say_again(purpose, &path, &problem);
            }
        }
    }

    /// What was saved for the first time stands in the library from now on.
    fn add_to_library(&mut self, ctx: &Context) {
        let path = self.studio.desk.as_ref().and_then(|desk| desk.path.clone());
        if let Some(path) = path
            && !self.settings.folders.iter().any(|own| path.starts_with(own))
        {
            self.settings.folders.push(path);
            self.keep_settings(ctx);
        }
        self.read_shelf(ctx);
    }

    /// Saves. Says whether it is saved now.
    pub(super) fn save_desk(&mut self, over: bool) -> bool {
        let now_ms = (self.world.now_ms)();
        let data = self.data_folder();
        let Some(desk) = &mut self.studio.desk else {
            return false;
        };
        if desk.document.is_read_only() {
            return false;
        }
        desk.settle();
        let Some(disk) = &mut self.studio.kept.disk else {
            self.ask_path(Purpose::SaveAs);
            return false;
        };
        let backups = data.as_deref().map(Backups::in_data);
        let saved = if over {
            disk.save_mine(&mut desk.document, backups.as_ref(), now_ms)
        } else {
            disk.save(&mut desk.document, backups.as_ref(), now_ms)
        };
        match saved {
            Ok(kept) => {
                self.notices.extend(kept.note.as_deref().map(sentence));
                self.studio.kept.forget_drafts();
                self.studio.kept.look_for_versions(data.as_deref());
                true
            }
            Err(Unsaved::Conflict { .. }) => {
                self.studio.asking = Some(Asking::Conflict);
                false
            }
            Err(error) => {
                let refused = Refused::new(error.to_string(), error.remedy());
                self.studio.asking = Some(Asking::Refused(refused));
                false
            }
        }
    }

    /// Saves, and then does what was about to be done.
    pub(super) fn save_and(&mut self, then: Then, ctx: &Context) {
        if self.save_desk(false) {
            self.read_shelf(ctx);
            self.go_on(then, ctx);
        } else if matches!(self.studio.asking, Some(Asking::Path { .. })) {
            self.studio.then = Some(then);
        }
    }

    /// What another program wrote comes onto the desk, as one change that can be undone.
    pub(super) fn take_theirs(&mut self) {
        self.studio.asking = None;
        let (Some(desk), Some(disk)) = (&mut self.studio.desk, &mut self.studio.kept.disk) else {
            return;
        };
        desk.settle();
        let refused = match disk.outside(LIMIT) {
            Ok(Outside::Changed(theirs)) => disk.take_theirs(&mut desk.document, theirs).err(),
            Ok(Outside::Same) => None,
            Ok(Outside::Gone) => Some(Refused::new(
                "the file is gone",
                "keep yours, or save a copy somewhere else",
            )),
            Err(error) => Some(Refused::new(error.to_string(), error.remedy())),
        };
        desk.changed();
        self.studio.asking = refused.map(Asking::Refused);
    }

    /// Compares with the file as it was saved last.
    pub(super) fn compare_saved(&mut self) {
        let text = self.studio.kept.disk.as_ref().map(|disk| disk.text().to_owned());
        match text {
            Some(text) => self.compare_text("the file as it was saved", &text),
            None => {
                let refused = Refused::new("this vignette is in no file yet", "save it first");
                self.studio.asking = Some(Asking::Refused(refused));
            }
        }
    }

    fn compare_file(&mut self, path: &Path) {
        match crate::scenario::file::load(path, LIMIT) {
            Ok(loaded) => {
                self.studio.asking = None;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.compare_text(&name, &loaded.text);
            }
            Err(error) => self.say_again(Purpose::Compare, path, &format!("{error}; {}", error.remedy())),
        }
    }

    /// Compares with an earlier version, or takes it onto the desk.
    pub(super) fn with_version(&mut self, number: usize, restore: bool) {
        let found = self.studio.kept.backups.get(number).cloned();
        let when = self.studio.kept.versions.get(number).cloned().unwrap_or_default();
        let Some(backup) = found else { return };
        let text = match backup.load() {
            Ok(loaded) => loaded.text,
            Err(error) => {
                let refused = Refused::new(error.to_string(), error.remedy());
                self.studio.asking = Some(Asking::Refused(refused));
                return;
            }
        };
        if !restore {
            return self.compare_text(&when, &text);
        }
        if let Some(desk) = &mut self.studio.desk {
            desk.finish();
            let edit = desk.document.source_edit(&text, format!("bringing back {when}"));
            if let Err(refused) = desk.apply(edit) {
                self.studio.asking = Some(Asking::Refused(refused));
            }
        }
    }

    fn compare_text(&mut self, with: &str, text: &str) {
        let base: Option<Scenario> = read(text).scenario;
        match (base, &mut self.studio.desk) {
            (Some(base), Some(desk)) => {
                desk.compare_with(with.to_owned(), base);
                self.studio.view.tab = Some(super::tabs::Tab::Compare);
            }
            _ => {
                let refused = Refused::new(
                    "too little of it can be read to compare",
                    "compare with another version",
                );
                self.studio.asking = Some(Asking::Refused(refused));
            }
        }
    }

    /// Writes a page for colleagues to read on paper.
    fn print(&mut self, path: &Path) {
        let Some(scenario) = self.studio.desk.as_ref().and_then(Desk::scenario) else {
            return;
        };
        let page = html::write(&vignette::document(scenario, self.framework));
        match save_report(path, page.as_bytes(), false) {
            Ok(()) => {
                self.studio.asking = None;
                self.notices.push(format!(
                    "The page is in {}. Open it in a browser to print it.",
                    path.display()
                ));
            }
            Err(error) => self.say_again(Purpose::Print, path, &format!("{error}; {}", error.remedy())),
        }
    }
}

/// A path that ends as vignettes do.
fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() {
        path.to_owned()
    } else {
        path.with_extension("ron")
    }
}
