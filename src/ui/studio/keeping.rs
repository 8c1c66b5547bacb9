//! What is kept of the vignette on the desk: its file, drafts against crashes, earlier versions. Carries out saving and what leads to it;
//! like [`super::apply`], of which it is a part.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use egui::{Context, ViewportCommand};

use super::asking::{Asking, Dialog, Then};
use super::command::{Beginning, Purpose, StudioCommand};
use super::desk::Desk;
use super::inspector::FormState;
use super::naming::with_ending;
use super::state::StudioView;
use crate::edit::backup::{Backup, Backups};
use crate::edit::disk::{self, Disk, Outside, Unsaved};
use crate::edit::document::Document;
use crate::edit::draft::{self, Draft, Left};
use crate::edit::draft_keeper::{Keeper, Outcome};
use crate::edit::step::Refused;
use crate::edit::templates::TEMPLATES;
use crate::library::bundled::BUNDLED;
use crate::report::moment::Moment;
use crate::scenario::file::{CHOSEN_LIMIT, FileError};
use crate::session::words::sentence;
use crate::ui::app::{App, Screen};
use crate::ui::command::Command;
use crate::ui::crash::Rescue;

/// What is kept.
#[derive(Default)]
pub struct Kept {
    /// The file of what lies on the desk.
    pub(super) disk: Option<Disk>,
    /// Keeps drafts of it.
    keeper: Option<Keeper>,
    /// The revision that the last draft was noted of.
    noted: Option<u64>,
    /// The draft that lies on the desk, until a newer one of it is kept, or it is saved or put away.
    recovered: Option<Left>,
    left: Vec<Left>,
    drafts: Vec<(String, String)>,
    pub(super) backups: Vec<Backup>,
    pub(super) versions: Vec<String>,
}

/// When versions were saved, in words: to the second where two of them are of the same minute.
fn told_apart(moments: &[Moment]) -> Vec<String> {
    let minute = |moment: &Moment| moment.ms().div_euclid(60_000);
    let told = |moment: &Moment| {
        let twins = moments.iter().filter(|other| minute(other) == minute(moment));
        if twins.count() < 2 {
            return moment.day_and_time();
        }
        let (hour, minute, second, _) = moment.time();
        format!("{}, {hour:02}:{minute:02}:{second:02} UTC", moment.day())
    };
    moments.iter().map(told).collect()
}

impl Kept {
    /// What a crash has left: what it is called, and when it was written.
    pub fn drafts(&self) -> &[(String, String)] {
        &self.drafts
    }

    /// Whether what lies on the desk has a file.
    pub fn has_file(&self) -> bool {
        self.disk.is_some()
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
        let moments: Vec<Moment> = self
            .backups
            .iter()
            .map(|backup| Moment::from_ms(backup.at_ms))
            .collect();
        self.versions = told_apart(&moments);
    }

    /// The vignette is saved, or was put away on purpose: no draft of it is needed any more.
    fn forget_drafts(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.forget();
        }
        self.drop_recovered();
    }

    fn drop_recovered(&mut self) {
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
        match keeper.outcome() {
            // All that the older draft says is in the new one: it need not be offered beside it after another crash.
            Some(Outcome::Kept(_)) => self.studio.kept.drop_recovered(),
            Some(Outcome::Failed(why)) => {
                let said = format!("No draft can be kept of this vignette: {why}. Save it now and then.");
                if !self.notices.contains(&said) {
                    self.notices.push(said);
                }
            }
            _ => {}
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
        if matches!(disk.outside(CHOSEN_LIMIT), Ok(Outside::Changed(_))) {
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
        let forms = FormState {
            desk: self.studio.view.forms.desk.wrapping_add(1),
            ..FormState::default()
        };
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
            forms,
            ..StudioView::default()
        };
    }

    fn begin_writing(&mut self, beginning: Beginning, ctx: &Context) {
        self.studio.door.dialog = Dialog::Closed;
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
            if let Some(desk) = &mut self.studio.desk {
                desk.begun_with(text);
            }
        }
    }

    fn open_file(&mut self, path: &Path, ctx: &Context) {
        match disk::open(path, CHOSEN_LIMIT, self.framework) {
            Ok((document, disk)) => self.lay_on_desk(document, Some(disk), ctx),
            Err(error) => {
                let refused = Refused::new(error.to_string(), error.remedy());
                self.studio.asking = Some(Asking::Refused(refused));
                self.show(Screen::Studio);
            }
        }
    }

    /// What a crash has left comes onto the desk. Its file stays until a newer draft of it is kept, or it is saved or put away.
    fn recover(&mut self, number: usize, ctx: &Context) {
        let Some(left) = self.studio.kept.left.get(number).cloned() else {
            return;
        };
        let Ok(draft) = &left.draft else { return };
        let (document, disk) = draft.open(CHOSEN_LIMIT, self.framework);
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

    /// Saves under a name that was given. `replace`: a file of that name may be replaced.
    pub(super) fn save_under(&mut self, purpose: Purpose, path: &Path, replace: bool, ctx: &Context) {
        let Some(desk) = &mut self.studio.desk else { return };
        desk.settle();
        let path = with_ending(path);
        if purpose == Purpose::SaveAs {
            desk.take_own_id();
        }
        match disk::save_copy(&desk.document, &path, replace, self.studio.kept.disk.as_ref()) {
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
                let taken = matches!(error, Unsaved::File(FileError::Taken { .. }));
                self.say_again(purpose, &path, &problem, taken);
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

    /// Saves, and lets the library have what was saved: what is played from there is what stands in the file.
    pub(super) fn save_and_shelve(&mut self, over: bool, ctx: &Context) {
        if self.save_desk(over) {
            self.read_shelf(ctx);
        }
    }

    /// Saves, and then does what was about to be done.
    pub(super) fn save_and(&mut self, then: Then, ctx: &Context) {
        if self.save_desk(false) {
            self.read_shelf(ctx);
            self.go_on(then, ctx);
        } else if matches!(self.studio.asking, Some(Asking::Path(_))) {
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
        let refused = match disk.outside(CHOSEN_LIMIT) {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_one_minute_are_told_apart() {
        let moments = [1_790_000_061_000, 1_790_000_047_000, 1_789_999_000_000].map(Moment::from_ms);
        assert_eq!(
            told_apart(&moments),
            [
                "21 September 2026, 14:14:21 UTC",
                "21 September 2026, 14:14:07 UTC",
                "21 September 2026, 13:56 UTC"
            ]
        );
    }
}
