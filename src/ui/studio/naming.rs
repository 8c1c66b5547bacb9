//! Which file: a path that is typed, or the system's dialog, and what is done with the file that was named. Like [`super::apply`], of which
//! it is a part.

use std::path::{Path, PathBuf};

use egui::Context;

use super::asking::{Asking, Dialog, PathAsk, Then};
use super::command::{Beginning, Purpose};
use super::desk::Desk;
use crate::report::save::{SaveError, save as save_report};
use crate::report::{html, vignette};
use crate::settings::paths::documents_dir;
use crate::ui::app::App;
use crate::ui::dialog::{name_place, pick_file};
use crate::ui::told::told;

impl App {
    /// Asks for the name of a file.
    pub(super) fn ask_path(&mut self, purpose: Purpose) {
        let path = match purpose {
            Purpose::Open | Purpose::Compare => String::new(),
            Purpose::SaveAs | Purpose::Copy | Purpose::Print => self.suggested_path(purpose).display().to_string(),
        };
        self.studio.asking = Some(Asking::Path(PathAsk::new(purpose, path)));
    }

    /// Where a file could go: beside the one that it comes from, or among the documents, by its id.
    fn suggested_path(&self, purpose: Purpose) -> PathBuf {
        let Some(desk) = &self.studio.desk else {
            return PathBuf::new();
        };
        let id = desk.scenario().map_or("vignette", |scenario| scenario.id.as_str());
        let stem = desk.path.as_deref().and_then(Path::file_stem);
        let stem = stem.map(|stem| stem.to_string_lossy().into_owned());
        let stem = stem.or_else(|| desk.own_id()).unwrap_or_else(|| id.to_owned());
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
        let answer = move |path| {
            // A closed channel means that the program is closing.
            let _ = sender.send((purpose, path));
            wake.request_repaint();
        };
        self.dialog_is(purpose, Dialog::Open);
        match purpose {
            Purpose::Open | Purpose::Compare => pick_file(purpose.label(), answer),
            Purpose::SaveAs | Purpose::Copy | Purpose::Print => {
                name_place(purpose.label(), &self.suggested_path(purpose), answer);
            }
        }
    }

    /// The dialog has brought a file, or nothing: it was closed, or the system has none.
    pub(super) fn dialog_answered(&mut self, purpose: Purpose, path: Option<&Path>, ctx: &Context) {
        self.dialog_is(purpose, if path.is_some() { Dialog::Closed } else { Dialog::Empty });
        if let Some(path) = path {
            self.path_named(purpose, path, ctx);
        }
    }

    /// Tells whoever asked for a file how the dialog stands.
    fn dialog_is(&mut self, purpose: Purpose, dialog: Dialog) {
        match &mut self.studio.asking {
            Some(Asking::Path(ask)) if ask.purpose == purpose => ask.dialog = dialog,
            _ if purpose == Purpose::Open => self.studio.door.dialog = dialog,
            _ => {}
        }
    }

    /// A file was named.
    pub(super) fn path_named(&mut self, purpose: Purpose, path: &Path, ctx: &Context) {
        match purpose {
            Purpose::Open => {
                self.studio.asking = None;
                self.leave_desk(Then::Begin(Beginning::File(path.to_owned())), ctx);
            }
            Purpose::SaveAs | Purpose::Copy => self.save_under(purpose, path, false, ctx),
            Purpose::Compare => self.compare_file(path),
            Purpose::Print => self.print(path, false),
        }
    }

    /// A file was named that is there already, and may be replaced.
    pub(super) fn replace_named(&mut self, purpose: Purpose, path: &Path, ctx: &Context) {
        match purpose {
            Purpose::SaveAs | Purpose::Copy => self.save_under(purpose, path, true, ctx),
            Purpose::Print => self.print(path, true),
            Purpose::Open | Purpose::Compare => {}
        }
    }

    /// Asks once more. `taken`: a file of that name is there, and could be replaced.
    pub(super) fn say_again(&mut self, purpose: Purpose, path: &Path, problem: &str, taken: bool) {
        self.studio.asking = Some(Asking::Path(PathAsk {
            problem: Some(told(problem)),
            taken: taken.then(|| path.to_owned()),
            ..PathAsk::new(purpose, path.display().to_string())
        }));
    }

    /// Writes a page for colleagues to read on paper.
    fn print(&mut self, path: &Path, replace: bool) {
        let Some(scenario) = self.studio.desk.as_ref().and_then(Desk::scenario) else {
            return;
        };
        let page = html::write(&vignette::document(scenario, self.framework));
        match save_report(path, page.as_bytes(), replace) {
            Ok(()) => {
                self.studio.asking = None;
                self.notices.push(format!(
                    "The page is in {}. Open it in a browser to print it.",
                    path.display()
                ));
            }
            Err(error) => {
                let taken = matches!(error, SaveError::Taken { .. });
                self.say_again(Purpose::Print, path, &format!("{error}; {}", error.remedy()), taken);
            }
        }
    }
}

/// A path that ends as vignettes do.
pub(super) fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() {
        path.to_owned()
    } else {
        path.with_extension("ron")
    }
}
