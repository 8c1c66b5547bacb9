//! The thread that owns the database, so that no screen ever waits for a disk. Requests go in, answers come out, in order.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::attempts::{Brought, Listing, Page, Span, Standing};
use super::card::Card;
use super::decision::{Decision, KeptDecision};
use super::decisions::Evidence;
use super::desk::Desk;
use super::profile::{Profile, ProfileId};
use super::round::KeptRound;
use super::self_rating::SelfRating;
pub use super::store::Holdings;
use super::store::{AttemptId, HistoryError, KeptAttempt, NewAttempt, Store};
use super::tally::Sums;

/// Whose practice is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody with a profile.
    Profile(ProfileId),
    /// A guest: kept in memory, gone when they leave.
    Guest,
}

/// What is asked of the thread. What is begun, listed and rated is that of whoever was chosen with `Use`, at first of the oldest profile.
#[derive(Clone, Debug)]
pub enum Request {
    /// Begin an attempt.
    Begin(NewAttempt),
    /// Add events to the attempt begun last: the number of the first of them, the events, and the decisions that they made or changed.
    Append(usize, Vec<String>, Vec<Decision>),
    /// Mark the attempt begun last as ended: when, which ending (none if empty), its outcome.
    Finish(i64, String, u8),
    /// Say how each vignette was played so far.
    Standings,
    /// List some of the attempts.
    List(Listing),
    /// Send the ids of the attempts in a span to whoever waits for them, the earliest first.
    Pick(Span, Sender<Vec<AttemptId>>),
    /// Send these attempts, as far as they are there, to whoever waits for them.
    Bring(Vec<AttemptId>, Sender<Vec<Brought>>),
    /// Bring one back, to look at it.
    Load(AttemptId),
    /// One attempt, for what was said in it.
    Words(AttemptId),
    /// Bring one back to go on with it: what is appended from now on belongs to it.
    Resume(AttemptId),
    /// Delete one attempt.
    DeleteAttempt(AttemptId),
    /// Delete a profile with everything that belongs to it.
    DeleteProfile(ProfileId),
    /// Delete everything.
    DeleteAll,
    /// Delete the files that were set aside because they could not be read.
    DeleteSetAside,
    /// Say how much is kept, and in which files.
    Holdings,
    /// Write all of it to a file: of everybody, or only of whoever practises now; the last says whether a file that is there may be replaced.
    Export(PathBuf, bool, bool),
    /// Answer `Echo`, once all before it is answered.
    Echo,
    /// Hold the database to so many pages: a full disk, as tests need one.
    Limit(Option<u32>),
    /// List the profiles.
    Profiles,
    /// Keep the practice of this one from now on.
    Use(Who),
    /// Make a profile: its name, and when.
    AddProfile(String, i64),
    /// Give a profile another name.
    RenameProfile(ProfileId, String),
    /// Keep the cards that a statement has changed, and the round as it stands; its attempt is the one begun last. Without a round, it is over.
    KeepRound(Vec<Card>, Option<KeptRound>),
    /// Say which round was not finished.
    Round,
    /// List the cards.
    Cards,
    /// Keep what a trainee thought of a draft.
    Rate(SelfRating),
    /// List these.
    SelfRatings,
    /// Sum up everything that was practised.
    Sums,
    /// The decisions of one attempt.
    Decisions(AttemptId),
    /// The latest decisions that fit, at most so many.
    Evidence(Box<Evidence>, usize),
    /// Stop, whoever may still want to ask.
    Close,
}

/// What the thread answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The database is open; a sentence if that was unusual.
    Ready(Option<String>),
    /// An attempt was begun.
    Begun(AttemptId),
    /// Events up to this number are on the disk.
    Appended(usize),
    /// What was to be kept could not be, and the session goes on in memory. A sentence for the person, the first time.
    Unkept(Option<String>),
    /// What could not be kept before is kept now. A sentence for the person.
    CaughtUp(String),
    /// How each vignette was played so far. Sent after each change as well.
    Standings(Vec<Standing>),
    /// Some of the attempts, the latest first.
    Attempts(Listing, Page),
    /// The round that was not finished.
    Round(Option<KeptRound>),
    /// One attempt, to look at.
    Loaded(AttemptId, Option<KeptAttempt>),
    /// One attempt, for what was said in it.
    Words(AttemptId, Option<KeptAttempt>),
    /// One attempt, to go on with.
    Resumed(AttemptId, Option<KeptAttempt>),
    /// The profiles, and whose practice is kept. Sent after each change as well.
    Profiles(Vec<Profile>, Who),
    /// The cards, those due first at the front. Sent after each change as well.
    Cards(Vec<Card>),
    /// What the trainee thought of their drafts. Sent after each change as well.
    SelfRatings(Vec<SelfRating>),
    /// All sums.
    Sums(Box<Sums>),
    /// The decisions of one attempt.
    Decisions(AttemptId, Vec<Decision>),
    /// The decisions that fit what was asked for.
    Evidence(Box<Evidence>, Vec<KeptDecision>),
    /// How much is kept. Sent after each deletion as well.
    Holdings(Box<Holdings>),
    /// All of it was written to this file, of so many bytes.
    Exported(PathBuf, u64),
    /// A file is there already, and was left alone.
    Taken(PathBuf),
    /// Everything that was asked before is answered.
    Echo,
    /// Something else could not be done. A sentence for the person.
    Failed(String),
}

/// A handle on the thread. Dropping it lets the thread finish what it was asked.
#[derive(Debug)]
pub struct Writer {
    requests: Option<Sender<Request>>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. Without a folder, or if it can't be used, the history is kept in memory. `wake` is called after each answer.
    pub fn start(folder: Option<PathBuf>, wake: impl Fn() + Send + 'static) -> Self {
        Self::spawn(move || open(folder), wake)
    }

    /// The same over a database that is open already.
    pub fn over(store: Store, wake: impl Fn() + Send + 'static) -> Self {
        Self::spawn(move || Ok((store, None)), wake)
    }

    fn spawn(
        open: impl FnOnce() -> Result<(Store, Option<String>), HistoryError> + Send + 'static,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let (requests, inbox) = channel();
        let (outbox, answers) = channel();
        let thread = std::thread::Builder::new().name("history".to_owned()).spawn(move || {
            let send = |answer| {
                // A closed channel means that the program is closing.
                let _ = outbox.send(answer);
                wake();
            };
            run(open, &inbox, send);
        });
        Self {
            requests: Some(requests),
            answers,
            thread: thread.ok(),
        }
    }

    /// Asks for something. The answer comes through [`Writer::answers`]. False if the thread has gone: then none will come.
    pub fn ask(&self, request: Request) -> bool {
        self.requests
            .as_ref()
            .is_some_and(|requests| requests.send(request).is_ok())
    }

    /// For another thread that reads what is kept; `None` if this one has gone.
    pub fn reader(&self) -> Option<Reader> {
        self.requests.clone().map(Reader)
    }

    /// The next answer, waited for; `None` if the thread has gone. Not for a view.
    pub fn next_answer(&self) -> Option<Answer> {
        self.answers.recv().ok()
    }

    /// The answers that have come since the last call. Never waits.
    pub fn answers(&self) -> impl Iterator<Item = Answer> + '_ {
        self.answers.try_iter()
    }
}

/// Reads through the thread that owns the database, and waits for what it says. Not for a view.
#[derive(Clone, Debug)]
pub struct Reader(Sender<Request>);

impl Reader {
    /// The ids of the attempts of whoever practises in a span, the earliest first. None if the thread has gone.
    pub fn pick(&self, span: Span) -> Vec<AttemptId> {
        self.wait(|sender| Request::Pick(span, sender))
    }

    /// These attempts, in this order, less those that can't be read or are somebody else's.
    pub fn bring(&self, ids: Vec<AttemptId>) -> Vec<Brought> {
        self.wait(|sender| Request::Bring(ids, sender))
    }

    fn wait<T: Default>(&self, request: impl FnOnce(Sender<T>) -> Request) -> T {
        let (sender, receiver) = channel();
        let asked = self.0.send(request(sender)).is_ok();
        if asked {
            receiver.recv().unwrap_or_default()
        } else {
            T::default()
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // A reader may still hold on to the other end.
        self.ask(Request::Close);
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The database in a folder; in memory without one, or if it can't be used.
fn open(folder: Option<PathBuf>) -> Result<(Store, Option<String>), HistoryError> {
    match folder.as_deref().map(Store::open) {
        Some(Ok(opened)) => Ok((opened.store, opened.note)),
        Some(Err(error)) => {
            let note = format!("{} Attempts are kept until you close the program.", sentence(&error));
            Store::in_memory().map(|store| (store, Some(note)))
        }
        None => Store::in_memory().map(|store| (store, None)),
    }
}

fn run(
    open: impl FnOnce() -> Result<(Store, Option<String>), HistoryError>,
    inbox: &Receiver<Request>,
    send: impl Fn(Answer),
) {
    let store = match open() {
        Ok((store, note)) => {
            send(Answer::Ready(note));
            store
        }
        Err(error) => return send(Answer::Failed(sentence(&error))),
    };
    let mut desk = Desk::new(store);
    while let Ok(request) = inbox.recv() {
        if matches!(request, Request::Close) {
            break;
        }
        desk.handle(request, &send);
    }
    desk.close();
}

/// An error as a sentence for a person.
pub(super) fn sentence(error: &HistoryError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn answers(writer: &Writer, count: usize) -> Vec<Answer> {
        (0..count).map(|_| writer.answers.recv().unwrap()).collect()
    }

    #[test]
    fn answers_come_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let writer = Writer::start(Some(folder.path().to_owned()), || {});
        writer.ask(Request::Begin(NewAttempt {
            hash: 1,
            vignette: "a".to_owned(),
            title: "A".to_owned(),
            text: String::new(),
            seed: 7,
            mode: "guided".to_owned(),
            started_ms: 1,
        }));
        writer.ask(Request::Append(0, vec!["x".to_owned(), "y".to_owned()], Vec::new()));
        let got = answers(&writer, 4);
        assert!(matches!(got.first(), Some(Answer::Ready(None))));
        assert!(matches!(got.get(1), Some(Answer::Begun(_))));
        assert!(matches!(got.get(3), Some(Answer::Appended(2))), "{got:?}");
        drop(writer);
        let store = Store::open(folder.path()).unwrap().store;
        assert_eq!(store.attempts(ProfileId(1)).unwrap().len(), 1);
    }

    #[test]
    fn without_a_usable_folder_the_session_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a file");
        std::fs::write(&file, "").unwrap();
        let writer = Writer::start(Some(file), || {});
        let got = answers(&writer, 1);
        let Some(Answer::Ready(Some(note))) = got.first() else {
            panic!("{got:?}")
        };
        assert!(note.contains("until you close the program"), "{note}");
    }
}
