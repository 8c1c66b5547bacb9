//! Earlier versions of the vignette on the desk, and other files: comparing with them, and bringing one back. Like [`super::apply`], of which
//! it is a part.

use std::path::Path;

use super::asking::Asking;
use super::command::Purpose;
use super::tabs::Tab;
use crate::edit::step::Refused;
use crate::scenario::file::{self, CHOSEN_LIMIT};
use crate::scenario::model::Scenario;
use crate::scenario::read::read;
use crate::ui::app::App;

impl App {
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

    pub(super) fn compare_file(&mut self, path: &Path) {
        match file::load(path, CHOSEN_LIMIT) {
            Ok(loaded) => {
                self.studio.asking = None;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                self.compare_text(&name, &loaded.text);
            }
            Err(error) => {
                self.say_again(Purpose::Compare, path, &format!("{error}; {}", error.remedy()), false);
            }
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
                self.studio.view.tab = Some(Tab::Compare);
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
}
