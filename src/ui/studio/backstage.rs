//! The thread that does for a long vignette what would keep the view waiting: reads it whole once the person pauses, carries out what
//! needs the whole, and makes the boxes and arrows of what came of it.
//!
//! It works on copies. What comes of it is taken in if the vignette has not changed meanwhile.

use std::any::Any;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::command::StudioCommand;
use super::desk::Desk;
use super::map::MapData;
use super::spot::Spot;
use crate::edit::document::{Document, Understood};
use crate::edit::step::Refused;
use crate::framework::model::Framework;

/// How long nothing is typed before the whole is read.
const PAUSE: Duration = Duration::from_millis(60);

/// What is to be carried out, and on what.
#[derive(Debug)]
pub struct Errand {
    /// A copy of the document.
    pub document: Document,
    /// What is shown.
    pub spot: Spot,
    /// What was shown before.
    pub before: Vec<Spot>,
    /// What is asked for.
    pub command: StudioCommand,
}

/// What came of an errand.
#[derive(Debug)]
pub struct Finished {
    /// The revision that it was begun with.
    pub began_with: u64,
    /// The document afterwards.
    pub document: Document,
    /// What is to be shown.
    pub spot: Spot,
    /// What was shown before.
    pub before: Vec<Spot>,
    /// Why it could not be done.
    pub refused: Option<Refused>,
    /// The boxes and arrows.
    pub plan: Option<MapData>,
}

/// What the thread has done.
#[derive(Debug)]
pub enum Done {
    /// The text of a revision is read: what it says, and its boxes and arrows.
    Read(u64, Box<Understood>, Option<Box<MapData>>),
    /// An errand is done.
    Errand(Box<Finished>),
}

enum Job {
    Read(u64, Arc<String>),
    Errand(Box<Errand>),
    /// Somebody waits: don't wait for a pause.
    Hurry,
    /// Is not needed any more; to give its memory back takes a while.
    Discard(Box<dyn Any + Send>),
}

/// The thread, and what it was asked for.
#[derive(Debug)]
pub struct Backstage {
    jobs: Sender<Job>,
    answers: Receiver<Done>,
    asked: Option<u64>,
    is_out: bool,
}

impl Backstage {
    /// Starts the thread. `wake` is called when there is news.
    pub fn start(framework: &'static Framework, wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, asked) = channel::<Job>();
        let (sender, answers) = channel();
        let work = move || {
            let tell = |done: Done| {
                let heard = sender.send(done).is_ok();
                wake();
                heard
            };
            work(&asked, framework, &tell);
        };
        // Without a thread nothing is read behind the view's back: [`Self::read`] and [`Self::send`] say so.
        let _ = thread::Builder::new().name("backstage".to_owned()).spawn(work);
        Self {
            jobs,
            answers,
            asked: None,
            is_out: false,
        }
    }

    /// One without a thread, for what is done in place.
    pub fn idle() -> Self {
        Self {
            jobs: channel().0,
            answers: channel().1,
            asked: None,
            is_out: false,
        }
    }

    /// Asks for the text of a revision to be read, unless that was asked for already. False if nobody is there to do it.
    pub fn read(&mut self, revision: u64, text: &Arc<String>) -> bool {
        if self.asked == Some(revision) {
            return true;
        }
        self.asked = Some(revision);
        self.jobs.send(Job::Read(revision, Arc::clone(text))).is_ok()
    }

    /// Sends somebody on an errand. Gives it back if nobody is there to do it.
    pub fn send(&mut self, errand: Errand) -> Option<Errand> {
        match self.jobs.send(Job::Errand(Box::new(errand))) {
            Ok(()) => {
                self.is_out = true;
                None
            }
            Err(unsent) => match unsent.0 {
                Job::Errand(errand) => Some(*errand),
                _ => None,
            },
        }
    }

    /// Whether an errand is not done yet.
    pub fn is_out(&self) -> bool {
        self.is_out
    }

    /// Lets something go whose memory takes a while to give back.
    pub fn discard(&self, old: impl Any + Send) {
        // Without a thread it goes here.
        let _ = self.jobs.send(Job::Discard(Box::new(old)));
    }

    /// What was done, if anything was. Never waits.
    pub fn news(&mut self) -> Option<Done> {
        let done = self.answers.try_recv().ok();
        self.note(done)
    }

    /// The next that is done. Waits for it. None if there is no thread.
    pub fn wait(&mut self) -> Option<Done> {
        // A closed channel means that there is no thread.
        let _ = self.jobs.send(Job::Hurry);
        let done = self.answers.recv().ok();
        self.note(done)
    }

    fn note(&mut self, done: Option<Done>) -> Option<Done> {
        if matches!(done, Some(Done::Errand(_))) {
            self.is_out = false;
        }
        done
    }
}

/// Works until the desk is cleared.
fn work(jobs: &Receiver<Job>, framework: &'static Framework, tell: &dyn Fn(Done) -> bool) {
    let mut next = None;
    loop {
        let job = match next.take() {
            Some(job) => job,
            None => match jobs.recv() {
                Ok(job) => job,
                Err(_) => return,
            },
        };
        let heard = match job {
            Job::Read(revision, text) => match pause(jobs, (revision, text)) {
                Paused::Read(revision, text) => {
                    let said = Understood::of(&text, framework);
                    let plan = said.scenario().map(|scenario| Box::new(MapData::new(0, scenario, &[])));
                    tell(Done::Read(revision, Box::new(said), plan))
                }
                // An errand reads the whole itself.
                Paused::Errand(errand) => {
                    next = Some(Job::Errand(errand));
                    true
                }
                Paused::Over => return,
            },
            Job::Errand(errand) => tell(Done::Errand(Box::new(run(*errand)))),
            Job::Discard(old) => {
                drop(old);
                true
            }
            Job::Hurry => true,
        };
        if !heard {
            return;
        }
    }
}

enum Paused {
    Read(u64, Arc<String>),
    Errand(Box<Errand>),
    Over,
}

/// Waits until nothing newer comes for a moment.
fn pause(jobs: &Receiver<Job>, (mut revision, mut text): (u64, Arc<String>)) -> Paused {
    loop {
        match jobs.recv_timeout(PAUSE) {
            Ok(Job::Read(newer, other)) => (revision, text) = (newer, other),
            Ok(Job::Errand(errand)) => return Paused::Errand(errand),
            Ok(Job::Discard(old)) => drop(old),
            Ok(Job::Hurry) | Err(RecvTimeoutError::Timeout) => return Paused::Read(revision, text),
            Err(RecvTimeoutError::Disconnected) => return Paused::Over,
        }
    }
}

fn run(errand: Errand) -> Finished {
    let began_with = errand.document.revision();
    let mut desk = Desk::aside(errand.document, errand.spot, errand.before);
    let refused = desk.carry_out(&errand.command).err();
    let plan = desk.scenario().map(|scenario| MapData::new(0, scenario, &[]));
    let (mut document, spot, before) = desk.put_aside();
    document.run_ahead();
    Finished {
        began_with,
        document,
        spot,
        before,
        refused,
        plan,
    }
}
