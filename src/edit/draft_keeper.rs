//! Writes drafts while somebody works: in a thread of its own, which owns a snapshot, so that neither a slow disk nor a panic loses more
//! than a moment.
//!
//! The caller notes every change and says now and then what time it is.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::disk::reason;
use super::draft::{self, Draft};

/// How long after the first change that no draft has yet a draft is written. With the time that the disk takes, less than a second.
pub const DUE_MS: i64 = 800;
/// How often a panic hook looks whether the writer is done, a millisecond apart.
const FLUSH_TRIES: u32 = 1_000;

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the disk; when it was noted.
    Kept(i64),
    /// It is not, and why.
    Failed(String),
}

/// Keeps the drafts of one document.
#[derive(Debug)]
pub struct Keeper {
    shared: Arc<Shared>,
    sender: Sender<Ask>,
    outcomes: Receiver<Outcome>,
    writer: Option<JoinHandle<()>>,
    /// When the first change was noted that no draft has.
    waiting_since_ms: Option<i64>,
}

/// A hand on a keeper's snapshot, for a panic hook.
#[derive(Clone, Debug)]
pub struct Flusher(Arc<Shared>);

enum Ask {
    Write,
    Forget,
    Stop,
}

#[derive(Debug)]
struct Shared {
    data: PathBuf,
    /// The newest snapshot that is not written. Never locked for longer than it takes to put one in or out.
    latest: Mutex<Option<Draft>>,
    /// Where the draft goes, and the lock that says that it is in use: claimed with the first draft. Locked while one is written.
    file: Mutex<Option<(PathBuf, File)>>,
}

/// What a mutex holds, even if a panic left it behind: both are changed whole or not at all.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// Writes the newest snapshot, and gives when it was noted.
    fn write(&self, claimed: &mut Option<(PathBuf, File)>) -> io::Result<Option<i64>> {
        let Some(draft) = lock(&self.latest).take() else {
            return Ok(None);
        };
        let file = match claimed {
            Some((file, _)) => Ok(file.clone()),
            None => draft::claim(&self.data).map(|(file, lock)| claimed.insert((file, lock)).0.clone()),
        };
        match file.and_then(|file| draft::write(&file, &draft)) {
            Ok(()) => Ok(Some(draft.at_ms)),
            Err(error) => {
                // Unless there is a newer one by now.
                lock(&self.latest).get_or_insert(draft);
                Err(error)
            }
        }
    }
}

impl Flusher {
    /// Writes what is not written yet, in this thread. If the writer is in the middle of a draft, waits for it, but not for ever: it may
    /// be what panicked.
    pub fn flush(&self) {
        for _ in 0..FLUSH_TRIES {
            let mut claimed = match self.0.file.try_lock() {
                Ok(claimed) => claimed,
                Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                Err(TryLockError::WouldBlock) => {
                    std::thread::park_timeout(Duration::from_millis(1));
                    continue;
                }
            };
            // A program that is breaking has nobody left to tell.
            let _ = self.0.write(&mut claimed);
            return;
        }
    }
}

impl Keeper {
    /// Starts the writer. `done` is called in its thread after each draft, to wake whoever waits for [`Self::outcome`].
    pub fn start(data: &Path, done: impl Fn() + Send + 'static) -> Self {
        let shared = Arc::new(Shared {
            data: data.to_owned(),
            latest: Mutex::default(),
            file: Mutex::default(),
        });
        let (sender, asked) = channel();
        let (told, outcomes) = channel();
        let own = Arc::clone(&shared);
        let writer = std::thread::Builder::new()
            .name("draft writer".to_owned())
            .spawn(move || serve(&own, &asked, &told, &done))
            .ok();
        Self {
            shared,
            sender,
            outcomes,
            writer,
            waiting_since_ms: None,
        }
    }

    /// Notes a change. Costs a copy of the text, and waits for no disk.
    pub fn note(&mut self, draft: Draft, now_ms: i64) {
        *lock(&self.shared.latest) = Some(draft);
        self.waiting_since_ms.get_or_insert(now_ms);
    }

    /// Lets a draft be written if it is time. Call it about once a frame, and at the latest after [`Self::due_in_ms`].
    pub fn tick(&mut self, now_ms: i64) {
        if self.due_in_ms(now_ms) == Some(0) {
            self.waiting_since_ms = None;
            self.ask(Ask::Write);
        }
    }

    /// How long until a draft is to be written. None if none is.
    pub fn due_in_ms(&self, now_ms: i64) -> Option<i64> {
        // A clock that went back must not put a draft off.
        self.waiting_since_ms.map(|since| match now_ms - since {
            waited if waited < 0 => 0,
            waited => (DUE_MS - waited).max(0),
        })
    }

    /// What became of a draft, if there is news. A failed one is tried again with the next change.
    pub fn outcome(&mut self) -> Option<Outcome> {
        self.outcomes.try_recv().ok()
    }

    /// Takes the draft away: the document is saved, or was closed without.
    pub fn forget(&mut self) {
        self.waiting_since_ms = None;
        *lock(&self.shared.latest) = None;
        self.ask(Ask::Forget);
    }

    /// A hand on the snapshot, for a panic hook.
    pub fn flusher(&self) -> Flusher {
        Flusher(Arc::clone(&self.shared))
    }

    fn ask(&self, ask: Ask) {
        if self.writer.is_none() || self.sender.send(ask).is_err() {
            self.flusher().flush();
        }
    }
}

impl Drop for Keeper {
    /// Writes what is not written, and leaves the draft for the next start unless it was forgotten.
    fn drop(&mut self) {
        self.ask(Ask::Write);
        self.ask(Ask::Stop);
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has nothing more to do.
            let _ = writer.join();
        }
        if let Some((file, held)) = lock(&self.shared.file).take() {
            drop(held);
            draft::release(&file);
        }
    }
}

fn serve(shared: &Shared, asked: &Receiver<Ask>, told: &Sender<Outcome>, done: &impl Fn()) {
    while let Ok(ask) = asked.recv() {
        let outcome = match ask {
            Ask::Write => shared.write(&mut lock(&shared.file)),
            Ask::Forget => match &*lock(&shared.file) {
                Some((file, _)) => draft::forget(file).map(|()| None),
                None => Ok(None),
            },
            Ask::Stop => return,
        };
        let outcome = match outcome {
            Ok(None) => continue,
            Ok(Some(at_ms)) => Outcome::Kept(at_ms),
            Err(error) => Outcome::Failed(reason(&error)),
        };
        // Nobody listens any more: the document is being closed.
        let _ = told.send(outcome);
        done();
    }
}
