//! Carries out what concerns exports: opens the screen, makes previews, writes. Like [`super::apply`], of which it is a part.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::{Context, Ui};

use super::app::{App, Screen};
use super::command::Command;
use super::dialog::pick_place;
use super::export::data::suggested;
use super::export::{ExportData, ExportState, Exporter, Office, Source, export_ui};
use crate::history::store::AttemptId;
use crate::history::writer::Who;
use crate::report::format::Format;
use crate::report::moment::{Moment, Zone};
use crate::report::paper::Paper;
use crate::report::uuid::Uuid;
use crate::settings::paths::{documents_dir, locale};

/// What is on its way out, and what is known about it.
pub struct Exporting {
    /// The attempt that is on the table.
    pub attempt: Option<AttemptId>,
    /// What the accounts of this machine are made from; kept with the settings once statements have left.
    machine: Option<Uuid>,
    exporter: Option<Exporter>,
    places: (Sender<PathBuf>, Receiver<PathBuf>),
}

impl Default for Exporting {
    fn default() -> Self {
        Self {
            attempt: None,
            machine: None,
            exporter: None,
            places: channel(),
        }
    }
}

impl Exporting {
    /// Shows the screen, or leads back to the library if nothing is on its way out.
    pub fn show(&self, ui: &mut Ui, state: &mut ExportState, commands: &mut Vec<Command>) {
        match self.data() {
            Some(data) => export_ui(ui, &data, state, commands),
            None => commands.push(Command::ShowLibrary),
        }
    }

    fn data(&self) -> Option<ExportData<'_>> {
        let exporter = self.exporter.as_ref()?;
        Some(ExportData {
            what: &exporter.what,
            is_listed: exporter.is_listed,
            preview: exporter.preview.as_ref().map(|(ask, lines)| (ask, lines.as_slice())),
            progress: exporter.progress,
            written: exporter.written.as_ref(),
        })
    }

    /// Nothing is on its way out any more.
    pub fn put_away(&mut self) {
        self.exporter = None;
        self.attempt = None;
    }

    /// Waits for the thread: for pictures and tests.
    pub fn wait(&mut self) {
        if let Some(exporter) = &mut self.exporter {
            exporter.settle();
        }
    }
}

impl App {
    /// Carries out a command about exports; gives any other back.
    pub(super) fn apply_exporting(&mut self, command: Command, ctx: &Context) -> Option<Command> {
        match command {
            Command::ShowExport => {
                if let Some(debrief) = &self.debrief {
                    let attempt = Box::new(debrief.attempt());
                    self.show_export(Source::One(attempt, self.exporting.attempt), ctx);
                }
            }
            Command::ExportAttempts(selection) => self.show_export(Source::Several(selection), ctx),
            Command::StopExport => {
                if let Some(exporter) = &self.exporting.exporter {
                    exporter.stop();
                }
            }
            Command::PreviewExport(ask) => {
                if let Some(exporter) = &self.exporting.exporter {
                    exporter.preview(ask);
                }
            }
            Command::ChooseExportPath => {
                let wake = ctx.clone();
                let path = PathBuf::from(self.views.export.path.trim());
                pick_place(
                    "Where to put the report",
                    &path,
                    self.exporting.places.0.clone(),
                    move || wake.request_repaint(),
                );
            }
            Command::SaveExport(ask, path, replace) => {
                if ask.format == Format::Xapi {
                    self.keep_account(ctx);
                }
                if ask.format == Format::Pdf && Paper::named(&self.settings.paper) != Some(ask.paper) {
                    ask.paper.word().clone_into(&mut self.settings.paper);
                    self.keep_settings(ctx);
                }
                if let Some(exporter) = &mut self.exporting.exporter {
                    exporter.write(ask, path, replace);
                }
            }
            other => return Some(other),
        }
        None
    }

    /// Takes in what the dialog and the thread have sent. Never waits.
    pub(super) fn take_in_exports(&mut self) {
        if let Some(path) = self.exporting.places.1.try_iter().last() {
            self.views.export.path = path.display().to_string();
        }
        if let Some(exporter) = &mut self.exporting.exporter {
            exporter.take_in();
        }
    }

    fn show_export(&mut self, source: Source, ctx: &Context) {
        let now_ms = (self.world.now_ms)();
        let (about, began_ms) = match &source {
            Source::One(attempt, id) => (
                attempt.vignette.scenario.id.as_str().to_owned(),
                id.and_then(|id| self.began(id)),
            ),
            Source::Several(_) => ("attempts".to_owned(), None),
        };
        let zone = Zone(self.world.minutes_ahead);
        let day = zone.at(Moment::from_ms(began_ms.unwrap_or(now_ms))).iso();
        let state = &mut self.views.export;
        // Each export begins with nothing ticked; a name that was typed before is still there to be ticked.
        state.with_name = false;
        state.drafts = false;
        let kept = Paper::named(&self.settings.paper);
        state.paper = kept.unwrap_or_else(|| Paper::of_locale(&locale()));
        let folder = self.world.data_folder.as_ref().and_then(|_| documents_dir());
        state.path = suggested(
            folder.as_deref(),
            &about,
            day.get(..10).unwrap_or_default(),
            state.format,
        );
        let machine = Uuid::parse(&self.settings.account).unwrap_or_else(Uuid::fresh);
        let account = match self.keeping.who {
            Who::Profile(id) => machine.of_person(id.0),
            // A guest leaves no trace, and so no two reports of theirs have a name in common.
            Who::Guest => Uuid::fresh(),
        };
        self.exporting.machine = Some(machine);
        let office = Office {
            framework: self.framework,
            account,
            now_ms,
            zone,
            reader: self.history.reader(),
        };
        let wake = ctx.clone();
        let exporter = Exporter::start(source, office, move || wake.request_repaint());
        exporter.preview(self.views.export.ask());
        self.exporting.exporter = Some(exporter);
        self.show(Screen::Export);
    }

    /// When an attempt began that is listed with its vignette.
    fn began(&self, id: AttemptId) -> Option<i64> {
        let mut ended = self.standings.iter().flat_map(|standing| &standing.ended);
        ended.find(|row| row.id == id).map(|row| row.started_ms)
    }

    /// Statements of one person go under the same random name each time.
    fn keep_account(&mut self, ctx: &Context) {
        let Some(machine) = &self.exporting.machine else {
            return;
        };
        if self.settings.account != machine.as_str() && matches!(self.keeping.who, Who::Profile(_)) {
            machine.as_str().clone_into(&mut self.settings.account);
            self.keep_settings(ctx);
        }
    }
}
