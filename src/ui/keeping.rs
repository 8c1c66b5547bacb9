//! Carries out what concerns the history as a whole: whose practice is kept, progress, data to take along or to delete. Like
//! [`super::apply`], of which it is a part.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::app::{App, Screen};
use super::attempts::{AttemptsState, Listed};
use super::command::Command;
use super::date::day_of;
use super::dialog::pick_place;
use super::my_data::MyData;
use super::progress::MOST_MOMENTS;
use crate::history::profile::{Profile, ProfileId};
use crate::history::store::Holdings;
use crate::history::writer::{Answer, Request, Who};
use crate::report::moment::{Moment, Zone};
use crate::settings::paths::documents_dir;

/// Whose practice is kept, and how much of it there is.
pub struct Keeping {
    /// The profiles, once they are read.
    pub profiles: Vec<Profile>,
    /// Who practises now.
    pub who: Who,
    /// How much is kept, once it is counted.
    pub holdings: Option<Holdings>,
    /// Where all of it was to be written, and a file is already.
    pub taken: Option<PathBuf>,
    /// Where all of it is to be written, from the system's dialog.
    places: (Sender<PathBuf>, Receiver<PathBuf>),
    /// Whether the profiles were read once.
    pub settled: bool,
    /// Whether somebody said who they are, or there was nobody to choose from.
    pub chosen: bool,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            profiles: Vec::new(),
            who: Who::Profile(ProfileId(0)),
            holdings: None,
            taken: None,
            places: channel(),
            settled: false,
            chosen: false,
        }
    }
}

impl Keeping {
    /// What whoever practises now is called.
    pub fn name(&self) -> &str {
        match self.who {
            Who::Guest => "Guest",
            Who::Profile(id) => {
                let found = self.profiles.iter().find(|profile| profile.id == id);
                found.map_or("", |profile| profile.name.as_str())
            }
        }
    }

    /// Whether it is worth saying who practises: with several people, or a guest.
    pub fn is_shared(&self) -> bool {
        self.profiles.len() > 1 || self.who == Who::Guest
    }
}

impl App {
    pub(super) fn today(&self) -> i64 {
        day_of((self.world.now_ms)())
    }

    /// Carries out a command about the history as a whole; gives any other back.
    pub(super) fn apply_keeping(&mut self, command: Command, ctx: &Context) -> Option<Command> {
        match command {
            Command::ShowProgress => {
                self.history.ask(Request::Sums);
                self.show(Screen::Progress);
            }
            Command::SetProgressFilter(filter) => {
                self.views.progress.filter = filter;
                let today = self.today();
                self.learning.look(self.framework, filter, today);
            }
            Command::ShowMoments(evidence) => {
                self.learning.want((*evidence).clone());
                self.history.ask(Request::Evidence(evidence, MOST_MOMENTS));
            }
            Command::HideMoments => self.learning.unwant(),
            Command::LookBack(attempt, turn) => {
                self.look_back_at = Some(turn);
                self.history.ask(Request::Resume(attempt));
            }
            Command::ShowAttempts => {
                self.show(Screen::Attempts);
                self.list_again();
            }
            Command::ListAttempts(listing) => {
                if self.listed.asked.replace(listing) != Some(listing) {
                    self.history.ask(Request::List(listing));
                }
            }
            Command::ShowPeople => self.show(Screen::People),
            Command::UsePerson(who) => self.use_person(who),
            Command::AddPerson(name) => {
                self.history.ask(Request::AddProfile(name, (self.world.now_ms)()));
            }
            Command::RenamePerson(id, name) => {
                self.history.ask(Request::RenameProfile(id, name));
            }
            Command::DeletePerson(id) => self.delete(Request::DeleteProfile(id)),
            Command::ShowMyData => {
                self.keeping.holdings = None;
                self.keeping.taken = None;
                self.history.ask(Request::Holdings);
                self.show(Screen::MyData);
            }
            Command::ExportData(path, everybody, replace) => {
                self.keeping.taken = None;
                self.history.ask(Request::Export(path, everybody, replace));
            }
            Command::ChooseDataPath(typed) => self.choose_data_path(&typed, ctx),
            Command::DeleteAttempt(id) => self.delete(Request::DeleteAttempt(id)),
            Command::DeleteMine => {
                if let Who::Profile(id) = self.keeping.who {
                    self.delete(Request::DeleteProfile(id));
                }
            }
            Command::DeleteHistory => self.delete(Request::DeleteAll),
            Command::DeleteSetAside => self.delete(Request::DeleteSetAside),
            other => return Some(other),
        }
        None
    }

    fn choose_data_path(&self, typed: &Path, ctx: &Context) {
        let now = Moment::from_ms((self.world.now_ms)());
        let day = Zone(self.world.minutes_ahead).at(now).iso();
        let name = format!("attune-{}.json", day.get(..10).unwrap_or_default());
        let path = if typed.as_os_str().is_empty() {
            documents_dir().unwrap_or_default().join(name)
        } else {
            typed.to_owned()
        };
        let wake = ctx.clone();
        let places = self.keeping.places.0.clone();
        pick_place("Where to put your data", &path, places, move || wake.request_repaint());
    }

    /// Takes in what the dialog has sent. Never waits.
    pub(super) fn take_in_places(&mut self) {
        if let Some(path) = self.keeping.places.1.try_iter().last() {
            self.views.my_data.path = path.display().to_string();
        }
    }

    /// What is listed may have changed.
    pub(super) fn list_again(&mut self) {
        if let Some((listing, _)) = &self.listed.shown
            && self.screen == Screen::Attempts
        {
            self.history.ask(Request::List(*listing));
        }
    }

    /// What is deleted may be what stands on the table.
    fn delete(&mut self, request: Request) {
        if !matches!(request, Request::DeleteSetAside) {
            self.play = None;
            self.debrief = None;
            self.exporting.put_away();
            self.before
                .retain(|screen| !matches!(screen, Screen::Session | Screen::Debrief | Screen::Export));
        }
        self.keeping.holdings = None;
        self.learning.unwant();
        self.history.ask(request);
        self.forget_practice();
    }

    fn use_person(&mut self, who: Who) {
        self.play = None;
        self.debrief = None;
        self.exporting.put_away();
        self.origin = None;
        self.learning.forget();
        self.keeping.settled = true;
        self.keeping.chosen = true;
        self.listed = Listed::default();
        self.views.attempts = AttemptsState::default();
        self.history.ask(Request::Use(who));
        self.history.ask(Request::Standings);
        self.forget_practice();
        self.before.clear();
        self.screen = Screen::Library;
    }

    /// Takes in an answer about the history as a whole; gives any other back.
    pub(super) fn answered_keeping(&mut self, answer: Answer) -> Option<Answer> {
        match answer {
            Answer::Profiles(profiles, who) => {
                // With more than one person, somebody has to say who they are; a file that was given is opened first all the same.
                if !self.keeping.settled && profiles.len() > 1 && self.screen == Screen::Library {
                    self.screen = Screen::People;
                }
                if !self.keeping.settled {
                    self.keeping.chosen = profiles.len() < 2;
                }
                self.keeping.settled = true;
                self.keeping.profiles = profiles;
                self.keeping.who = who;
            }
            Answer::Sums(sums) => {
                let (filter, today) = (self.views.progress.filter, self.today());
                self.learning.take_sums(sums, self.framework, filter, today);
            }
            Answer::Evidence(evidence, kept) => {
                let today = self.today();
                self.learning.take_moments(&evidence, &kept, &self.shelf.entries, today);
                for attempt in self.learning.unspoken() {
                    self.history.ask(Request::Words(attempt));
                }
            }
            Answer::Words(attempt, Some(kept)) => self.learning.take_words(attempt, &kept, &self.shelf.entries),
            Answer::Attempts(listing, page) => self.listed.shown = Some((listing, page)),
            Answer::Holdings(holdings) => self.keeping.holdings = Some(*holdings),
            Answer::Taken(path) => self.keeping.taken = Some(path),
            Answer::Exported(path, bytes) => self.notices.push(format!(
                "Written to {}, {}.",
                path.display(),
                super::my_data::data::size(bytes)
            )),
            other => return Some(other),
        }
        None
    }

    /// What the screen of data shows, once it is counted.
    pub(super) fn my_data(&self) -> Option<MyData> {
        let holdings = self.keeping.holdings.as_ref()?;
        let mut data = MyData::of(
            self.keeping.name(),
            self.keeping.who,
            self.keeping.profiles.len(),
            holdings,
            self.world.data_folder.as_deref(),
        );
        data.taken.clone_from(&self.keeping.taken);
        Some(data)
    }
}
