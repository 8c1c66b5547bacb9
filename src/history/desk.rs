//! What the writer's thread has before it: the database, a guest's in memory, the attempt that is being played, and what of it is not kept
//! yet because the disk refused.

use super::decision::Decision;
use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, NewAttempt, Store};
use super::writer::{Answer, Request, Who, sentence};

/// Events with the decisions that they made, and the number of the first event.
#[derive(Debug)]
struct Batch {
    first: usize,
    events: Vec<String>,
    decisions: Vec<Decision>,
}

/// The attempt that is being played.
#[derive(Debug)]
enum Current {
    /// It stands in the database; these events don't yet.
    Begun(AttemptId, Vec<Batch>),
    /// It could not be begun yet.
    Unbegun(Box<NewAttempt>, Vec<Batch>),
}

/// The thread's state.
#[derive(Debug)]
pub struct Desk {
    disk: Store,
    guest: Option<Store>,
    profile: ProfileId,
    current: Option<Current>,
    ending: Option<(i64, String, u8)>,
    /// Whether the person knows that something is not kept.
    told: bool,
    /// How many moves were kept.
    appends: u32,
}

/// After so many moves the log is moved into the file.
const TIDY_AFTER: u32 = 400;

impl Desk {
    pub fn new(disk: Store) -> Self {
        let profile = oldest(&disk);
        Self {
            disk,
            guest: None,
            profile,
            current: None,
            ending: None,
            told: false,
            appends: 0,
        }
    }

    /// Does what is asked and sends what there is to say about it.
    pub fn handle(&mut self, request: Request, send: &impl Fn(Answer)) {
        match request {
            Request::Begin(attempt) => self.begin(attempt, send),
            Request::Append(first, events, decisions) => self.append(first, events, decisions, send),
            Request::Finish(ended_ms, ending, outcome) => {
                self.ending = Some((ended_ms, ending, outcome));
                match self.flush() {
                    Ok(()) => send(self.list()),
                    Err(error) => send(self.unkept(&error)),
                }
            }
            Request::DeleteAttempt(_) | Request::DeleteProfile(_) | Request::DeleteAll | Request::DeleteSetAside => {
                if let Err(error) = self.delete(&request) {
                    send(Answer::Failed(sentence(&error)));
                }
                send(self.list());
                for after in [Request::Profiles, Request::Holdings, Request::Sums] {
                    self.handle(after, send);
                }
            }
            request => {
                let answer = self.answer(request);
                send(answer.unwrap_or_else(|error| Answer::Failed(sentence(&error))));
            }
        }
    }

    fn begin(&mut self, attempt: NewAttempt, send: &impl Fn(Answer)) {
        self.ending = None;
        self.current = Some(Current::Unbegun(Box::new(attempt), Vec::new()));
        match self.flush() {
            Ok(()) => {
                if let Some(Current::Begun(id, _)) = &self.current {
                    send(Answer::Begun(*id));
                }
                send(self.list());
            }
            Err(error) => send(self.unkept(&error)),
        }
    }

    fn append(&mut self, first: usize, events: Vec<String>, decisions: Vec<Decision>, send: &impl Fn(Answer)) {
        let until = first + events.len();
        let batch = Batch {
            first,
            events,
            decisions,
        };
        match &mut self.current {
            Some(Current::Begun(_, batches) | Current::Unbegun(_, batches)) => batches.push(batch),
            None => return send(Answer::Appended(until)),
        }
        match self.flush() {
            Ok(()) => {
                send(Answer::Appended(until));
                self.appends += 1;
                if self.appends.is_multiple_of(TIDY_AFTER) {
                    // What can't be tidied now is tidied later.
                    let _ = self.disk.tidy();
                }
            }
            Err(error) => send(self.unkept(&error)),
        }
    }

    fn unkept(&mut self, error: &HistoryError) -> Answer {
        let first = !std::mem::replace(&mut self.told, true);
        Answer::Unkept(first.then(|| {
            format!(
                "{} The session goes on, and is kept as soon as that is possible; until then it is in memory only.",
                sentence(error)
            )
        }))
    }

    /// Brings everything of the current attempt that is not in the database yet into it.
    fn flush(&mut self) -> Result<(), HistoryError> {
        let profile = self.profile();
        let store = self.guest.as_mut().unwrap_or(&mut self.disk);
        if let Some(Current::Unbegun(attempt, batches)) = &mut self.current {
            let id = store.begin(profile, attempt)?;
            let batches = std::mem::take(batches);
            self.current = Some(Current::Begun(id, batches));
        }
        let Some(Current::Begun(id, batches)) = &mut self.current else {
            return Ok(());
        };
        while let Some(batch) = batches.first() {
            store.append(*id, batch.first, &batch.events, &batch.decisions)?;
            batches.remove(0);
        }
        if let Some((ended_ms, ending, outcome)) = &self.ending {
            store.finish(*id, *ended_ms, ending, *outcome)?;
            self.ending = None;
        }
        self.told = false;
        Ok(())
    }

    fn store(&mut self) -> &mut Store {
        self.guest.as_mut().unwrap_or(&mut self.disk)
    }

    /// The profile that is written to. A guest's database has one of its own.
    fn profile(&self) -> ProfileId {
        self.guest.as_ref().map_or(self.profile, oldest)
    }

    fn who(&self) -> Who {
        match self.guest {
            Some(_) => Who::Guest,
            None => Who::Profile(self.profile),
        }
    }

    fn list(&mut self) -> Answer {
        let profile = self.profile();
        match self.store().attempts(profile) {
            Ok(rows) => Answer::Attempts(rows),
            Err(error) => Answer::Failed(sentence(&error)),
        }
    }

    fn profiles(&self) -> Result<Answer, HistoryError> {
        Ok(Answer::Profiles(self.disk.profiles()?, self.who()))
    }

    fn choose(&mut self, who: Who) -> Result<(), HistoryError> {
        self.current = None;
        self.ending = None;
        match who {
            Who::Profile(profile) => {
                self.guest = None;
                self.profile = profile;
            }
            Who::Guest => self.guest = Some(Store::in_memory()?),
        }
        Ok(())
    }

    fn delete(&mut self, request: &Request) -> Result<(), HistoryError> {
        match request {
            Request::DeleteAttempt(id) => {
                if matches!(&self.current, Some(Current::Begun(current, _)) if current == id) {
                    self.current = None;
                }
                self.store().delete_attempt(*id)
            }
            Request::DeleteProfile(id) => {
                if self.who() == Who::Profile(*id) {
                    self.current = None;
                }
                let deleted = self.disk.delete_profile(*id);
                if self.profile == *id {
                    self.profile = oldest(&self.disk);
                }
                deleted
            }
            Request::DeleteAll => {
                self.current = None;
                let deleted = self.store().delete_all();
                self.profile = oldest(&self.disk);
                deleted
            }
            Request::DeleteSetAside => self.disk.delete_set_aside(),
            _ => Ok(()),
        }
    }

    fn answer(&mut self, request: Request) -> Result<Answer, HistoryError> {
        let profile = self.profile();
        match request {
            Request::Begin(_)
            | Request::Append(..)
            | Request::Finish(..)
            | Request::DeleteAttempt(_)
            | Request::DeleteProfile(_)
            | Request::DeleteAll
            | Request::DeleteSetAside
            | Request::List => Ok(self.list()),
            Request::Load(id) => Ok(Answer::Loaded(id, self.store().attempt(id)?)),
            Request::Resume(id) => {
                let kept = self.store().attempt(id)?;
                self.ending = None;
                self.current = kept.is_some().then(|| Current::Begun(id, Vec::new()));
                Ok(Answer::Resumed(id, kept))
            }
            Request::Holdings => Ok(Answer::Holdings(Box::new(self.store().holdings(profile)?))),
            Request::Export(path, everybody) => {
                let bytes = self.store().export(&path, (!everybody).then_some(profile))?;
                Ok(Answer::Exported(path, bytes))
            }
            Request::Echo => Ok(Answer::Echo),
            Request::Limit(pages) => {
                self.disk.limit_to(pages)?;
                Ok(self.list())
            }
            Request::Profiles => self.profiles(),
            Request::Use(who) => {
                self.choose(who)?;
                self.profiles()
            }
            Request::AddProfile(name, now_ms) => {
                self.disk.add_profile(&name, now_ms)?;
                self.profiles()
            }
            Request::RenameProfile(id, name) => {
                self.disk.rename_profile(id, &name)?;
                self.profiles()
            }
            Request::KeepCard(card) => {
                self.store().put_card(profile, &card)?;
                Ok(Answer::Cards(self.store().cards(profile)?))
            }
            Request::Cards => Ok(Answer::Cards(self.store().cards(profile)?)),
            Request::Rate(rating) => {
                self.store().put_self_rating(&rating)?;
                Ok(Answer::SelfRatings(self.store().self_ratings(profile)?))
            }
            Request::SelfRatings => Ok(Answer::SelfRatings(self.store().self_ratings(profile)?)),
            Request::Sums => Ok(Answer::Sums(Box::new(self.store().sums(profile)?))),
            Request::Decisions(id) => Ok(Answer::Decisions(id, self.store().decisions(id)?)),
            Request::Evidence(evidence, limit) => {
                let found = self.store().evidence(profile, &evidence, limit)?;
                Ok(Answer::Evidence(evidence, found))
            }
        }
    }
}

/// The oldest profile of a database. There is always one.
fn oldest(store: &Store) -> ProfileId {
    let profiles = store.profiles().unwrap_or_default();
    profiles.first().map_or(ProfileId(1), |profile| profile.id)
}
