//! What the history's thread knows: whose practice is kept in which database, the attempt that is being played, and what is not kept yet
//! because the disk refused.

use super::attempts::Listing;
use super::card::Card;
use super::decision::Decision;
use super::profile::ProfileId;
use super::round::KeptRound;
use super::store::{AttemptId, HistoryError, NewAttempt, Store};
use super::writer::{Answer, Request, Who, sentence};

/// Events with the decisions that they made, and the number of the first event.
#[derive(Debug)]
struct Batch {
    first: usize,
    events: Vec<String>,
    decisions: Vec<Decision>,
}

/// Whether an attempt stands in the database.
#[derive(Debug)]
enum Begun {
    Yes(AttemptId),
    Not(Box<NewAttempt>),
}

/// An attempt, with what of it is not in the database yet.
#[derive(Debug)]
struct Played {
    /// Tells it from every other of this run.
    serial: u64,
    profile: ProfileId,
    begun: Begun,
    batches: Vec<Batch>,
    ending: Option<(i64, String, u8)>,
}

impl Played {
    const fn new(serial: u64, profile: ProfileId, begun: Begun) -> Self {
        Self {
            serial,
            profile,
            begun,
            batches: Vec::new(),
            ending: None,
        }
    }

    const fn id(&self) -> Option<AttemptId> {
        match &self.begun {
            Begun::Yes(id) => Some(*id),
            Begun::Not(_) => None,
        }
    }

    /// Whether something of it would be lost.
    fn is_owed(&self) -> bool {
        self.id().is_none() || !self.batches.is_empty() || self.ending.is_some()
    }

    /// Brings it into the database, as far as that goes.
    fn keep(&mut self, store: &mut Store) -> Result<(), HistoryError> {
        let id = match &self.begun {
            Begun::Yes(id) => *id,
            Begun::Not(attempt) => {
                let id = store.begin(self.profile, attempt)?;
                self.begun = Begun::Yes(id);
                id
            }
        };
        while let Some(batch) = self.batches.first() {
            store.append(id, batch.first, &batch.events, &batch.decisions)?;
            self.batches.remove(0);
        }
        if let Some((ended_ms, ending, outcome)) = &self.ending {
            store.finish(id, *ended_ms, ending, *outcome)?;
            self.ending = None;
        }
        Ok(())
    }
}

/// Cards and the round as they stood after a statement.
#[derive(Debug)]
struct Practised {
    profile: ProfileId,
    of_guest: bool,
    /// The attempt that was played then.
    during: Option<u64>,
    cards: Vec<Card>,
    round: Option<KeptRound>,
}

impl Practised {
    fn keep(&self, store: &mut Store) -> Result<(), HistoryError> {
        store.put_round(self.profile, &self.cards, self.round.as_ref())
    }
}

/// An attempt has its place in the database: rounds that were kept while it was played can say so.
fn name(practised: &mut [Practised], serial: u64, id: Option<AttemptId>) {
    let its = practised.iter_mut().filter(|one| one.during == Some(serial));
    for round in its.filter_map(|one| one.round.as_mut()) {
        round.attempt = id;
    }
}

/// The thread's state.
#[derive(Debug)]
pub struct Desk {
    disk: Store,
    guest: Option<Store>,
    profile: ProfileId,
    current: Option<Played>,
    /// Attempts that were left before the disk took all of them, the oldest first.
    waiting: Vec<Played>,
    /// What was practised and the disk has not taken yet.
    practised: Vec<Practised>,
    /// Whether the person knows that something is not kept.
    told: bool,
    /// How many moves were kept.
    appends: u32,
    serial: u64,
    /// The attempt whose place in the database was said last.
    announced: u64,
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
            waiting: Vec::new(),
            practised: Vec::new(),
            told: false,
            appends: 0,
            serial: 0,
            announced: 0,
        }
    }

    /// Does what is asked and sends what there is to say about it.
    pub fn handle(&mut self, request: Request, send: &impl Fn(Answer)) {
        match request {
            Request::Begin(attempt) => self.begin(attempt, send),
            Request::Append(first, events, decisions) => self.append(first, events, decisions, send),
            Request::Finish(ended_ms, ending, outcome) => {
                if let Some(played) = &mut self.current {
                    played.ending = Some((ended_ms, ending, outcome));
                }
                if self.kept(send) {
                    send(self.standings());
                }
            }
            Request::KeepRound(cards, round) => {
                self.practised.push(Practised {
                    profile: self.profile(),
                    of_guest: self.guest.is_some(),
                    during: self.current.as_ref().map(|played| played.serial),
                    cards,
                    round,
                });
                if self.kept(send) {
                    self.handle(Request::Cards, send);
                }
            }
            Request::DeleteAttempt(_) | Request::DeleteProfile(_) | Request::DeleteAll | Request::DeleteSetAside => {
                if let Err(error) = self.delete(&request) {
                    send(Answer::Failed(sentence(&error)));
                }
                for after in [
                    Request::Standings,
                    Request::Profiles,
                    Request::Holdings,
                    Request::Sums,
                    Request::Round,
                ] {
                    self.handle(after, send);
                }
            }
            request => match self.answer(request) {
                Ok(Some(answer)) => send(answer),
                Ok(None) => {}
                Err(error) => send(Answer::Failed(sentence(&error))),
            },
        }
    }

    /// The last chance for what the disk has not taken yet.
    pub fn close(&mut self) {
        // The person knows already that it may not work.
        let _ = self.flush();
    }

    fn begin(&mut self, attempt: NewAttempt, send: &impl Fn(Answer)) {
        self.put_by();
        self.current = Some(self.played(Begun::Not(Box::new(attempt))));
        if self.kept(send) {
            send(self.standings());
        }
    }

    /// Says under which number the current attempt is kept, once.
    fn announce(&mut self, send: &impl Fn(Answer)) {
        let Some(played) = &self.current else { return };
        if let (Some(id), true) = (played.id(), played.serial != self.announced) {
            self.announced = played.serial;
            send(Answer::Begun(id));
        }
    }

    fn append(&mut self, first: usize, events: Vec<String>, decisions: Vec<Decision>, send: &impl Fn(Answer)) {
        let until = first + events.len();
        let Some(played) = &mut self.current else {
            return send(Answer::Appended(until));
        };
        played.batches.push(Batch {
            first,
            events,
            decisions,
        });
        if self.kept(send) {
            send(Answer::Appended(until));
            self.appends += 1;
            if self.appends.is_multiple_of(TIDY_AFTER) {
                // What can't be tidied now is tidied later.
                let _ = self.disk.tidy();
            }
        }
    }

    /// Keeps everything that there is to keep, and says so if it worked again or does not work.
    fn kept(&mut self, send: &impl Fn(Answer)) -> bool {
        match self.flush() {
            Ok(()) => {
                self.announce(send);
                if std::mem::take(&mut self.told) {
                    send(Answer::CaughtUp(
                        "What could not be kept before is kept now.".to_owned(),
                    ));
                }
                true
            }
            Err(error) => {
                let first = !std::mem::replace(&mut self.told, true);
                send(Answer::Unkept(first.then(|| unkept(&error))));
                false
            }
        }
    }

    /// Brings everything that is not in a database yet into it, in the order in which it was played.
    fn flush(&mut self) -> Result<(), HistoryError> {
        let Some(guest) = &mut self.guest else {
            return self.flush_disk();
        };
        if let Some(played) = &mut self.current {
            played.keep(guest)?;
            name(&mut self.practised, played.serial, played.id());
        }
        let (own, others) = std::mem::take(&mut self.practised)
            .into_iter()
            .partition::<Vec<_>, _>(|one| one.of_guest);
        self.practised = others;
        for one in own {
            one.keep(guest)?;
        }
        // That the disk takes nothing is no concern of a guest's.
        let _ = self.flush_disk();
        Ok(())
    }

    fn flush_disk(&mut self) -> Result<(), HistoryError> {
        while let Some(played) = self.waiting.first_mut() {
            match played.keep(&mut self.disk) {
                // What another window has deleted is not owed any more, and must not be in the way of the rest.
                Err(error) if !error.is_conflict() => return Err(error),
                _ => name(&mut self.practised, played.serial, played.id()),
            }
            self.waiting.remove(0);
        }
        if let (Some(played), None) = (&mut self.current, &self.guest) {
            played.keep(&mut self.disk)?;
            name(&mut self.practised, played.serial, played.id());
        }
        while let Some(one) = self.practised.first() {
            match one.keep(&mut self.disk) {
                Err(error) if !error.is_conflict() => return Err(error),
                _ => self.practised.remove(0),
            };
        }
        Ok(())
    }

    /// An attempt that is played from now on.
    fn played(&mut self, begun: Begun) -> Played {
        self.serial += 1;
        Played::new(self.serial, self.profile(), begun)
    }

    /// Another attempt takes the place of the current one, which waits if the disk has not taken all of it. A guest's is gone.
    fn put_by(&mut self) {
        let owed = self.current.take().filter(Played::is_owed);
        if self.guest.is_none() {
            self.waiting.extend(owed);
        }
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

    fn standings(&mut self) -> Answer {
        let profile = self.profile();
        match self.store().standings(profile) {
            Ok(standings) => Answer::Standings(standings),
            Err(error) => Answer::Failed(sentence(&error)),
        }
    }

    fn list(&mut self, listing: Listing) -> Result<Answer, HistoryError> {
        let profile = self.profile();
        let page = self.store().page(profile, &listing)?;
        Ok(Answer::Attempts(listing, page))
    }

    fn profiles(&self) -> Result<Answer, HistoryError> {
        Ok(Answer::Profiles(self.disk.profiles()?, self.who()))
    }

    fn choose(&mut self, who: Who) -> Result<(), HistoryError> {
        self.put_by();
        self.practised.retain(|one| !one.of_guest);
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
                self.forget(|played| played.id() == Some(*id));
                self.store().delete_attempt(*id)
            }
            Request::DeleteProfile(id) => {
                self.forget(|played| played.profile == *id);
                self.practised.retain(|one| one.profile != *id);
                let deleted = self.disk.delete_profile(*id);
                if self.profile == *id {
                    self.profile = oldest(&self.disk);
                }
                deleted
            }
            Request::DeleteAll => {
                self.forget(|_| true);
                self.practised.clear();
                let deleted = self.store().delete_all();
                self.profile = oldest(&self.disk);
                deleted
            }
            Request::DeleteSetAside => self.disk.delete_set_aside(),
            _ => Ok(()),
        }
    }

    /// What is deleted is not kept later either.
    fn forget(&mut self, which: impl Fn(&Played) -> bool) {
        self.waiting.retain(|played| !which(played));
        if self.current.as_ref().is_some_and(which) {
            self.current = None;
        }
    }

    fn resume(&mut self, id: AttemptId) -> Result<Answer, HistoryError> {
        let kept = self.store().attempt(id)?;
        self.put_by();
        self.current = kept.is_some().then(|| self.played(Begun::Yes(id)));
        self.announced = self.serial;
        Ok(Answer::Resumed(id, kept))
    }

    /// The answer to what only asks, or changes little; nothing where somebody else waits for it.
    fn answer(&mut self, request: Request) -> Result<Option<Answer>, HistoryError> {
        let profile = self.profile();
        Ok(Some(match request {
            Request::List(listing) => self.list(listing)?,
            Request::Load(id) => Answer::Loaded(id, self.store().attempt(id)?),
            Request::Words(id) => Answer::Words(id, self.store().attempt(id)?),
            Request::Resume(id) => self.resume(id)?,
            Request::Holdings => Answer::Holdings(Box::new(self.store().holdings(profile)?)),
            Request::Export(path, everybody, replace) => {
                match self.store().export(&path, (!everybody).then_some(profile), replace) {
                    Ok(bytes) => Answer::Exported(path, bytes),
                    Err(HistoryError::Taken(path)) => Answer::Taken(path),
                    Err(error) => return Err(error),
                }
            }
            Request::Echo => Answer::Echo,
            Request::Limit(pages) => {
                self.disk.limit_to(pages)?;
                self.standings()
            }
            Request::Profiles => self.profiles()?,
            Request::Use(who) => {
                self.choose(who)?;
                self.profiles()?
            }
            Request::AddProfile(name, now_ms) => {
                self.disk.add_profile(&name, now_ms)?;
                self.profiles()?
            }
            Request::RenameProfile(id, name) => {
                self.disk.rename_profile(id, &name)?;
                self.profiles()?
            }
            Request::Round => Answer::Round(self.store().round(profile)?),
            Request::Cards => Answer::Cards(self.store().cards(profile)?),
            Request::Rate(rating) => {
                self.store().put_self_rating(&rating)?;
                Answer::SelfRatings(self.store().self_ratings(profile)?)
            }
            Request::SelfRatings => Answer::SelfRatings(self.store().self_ratings(profile)?),
            Request::Sums => Answer::Sums(Box::new(self.store().sums(profile)?)),
            Request::Decisions(id) => Answer::Decisions(id, self.store().decisions(id)?),
            Request::Evidence(evidence, limit) => {
                let found = self.store().evidence(profile, &evidence, limit)?;
                Answer::Evidence(evidence, found)
            }
            Request::Pick(span, sender) => {
                // Whoever asked may be gone by now.
                let _ = sender.send(self.store().ids(profile, span)?);
                return Ok(None);
            }
            Request::Bring(ids, sender) => {
                let brought = ids.into_iter().filter_map(|id| self.store().bring(profile, id).ok()?);
                let _ = sender.send(brought.collect());
                return Ok(None);
            }
            // The rest is done elsewhere.
            _ => self.standings(),
        }))
    }
}

/// What to tell somebody whose move is not kept.
fn unkept(error: &HistoryError) -> String {
    if error.is_conflict() {
        return "Another window has gone on with this session, or deleted it. Here it goes on in memory, and is gone when you close the program."
            .to_owned();
    }
    let then = match error {
        HistoryError::Newer | HistoryError::ReadOnly => {
            "The session goes on in memory, and is gone when you close the program."
        }
        _ => "The session goes on, and is kept as soon as that is possible; until then it is in memory only.",
    };
    format!("{} {then}", sentence(error))
}

/// The oldest profile of a database. There is always one.
fn oldest(store: &Store) -> ProfileId {
    let profiles = store.profiles().unwrap_or_default();
    profiles.first().map_or(ProfileId(1), |profile| profile.id)
}
