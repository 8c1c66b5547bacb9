//! The thread that makes reports and writes them, so that no screen waits for a disk. Of several previews in a row only the last is made.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::data::Ask;
use crate::framework::model::Framework;
use crate::report::data::Report;
use crate::report::kept::Attempt;
use crate::report::save::{SaveError, save};
use crate::report::uuid::Uuid;

/// How much of a file a preview shows.
const LINES: usize = 40;
const WIDTH: usize = 900;

/// What came of writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is there.
    At(PathBuf),
    /// A file of that name is there already, and was left alone.
    Taken(PathBuf),
    /// It could not be written: why, and what to do.
    Failed(String),
}

enum Request {
    Preview(Ask),
    Write(Ask, PathBuf, bool),
    Echo,
}

enum Answer {
    Preview(Ask, Vec<String>),
    Written(Written),
    Echo,
}

/// An attempt on its way out.
pub struct Exporter {
    requests: Sender<Request>,
    answers: Receiver<Answer>,
    /// The vignette's title.
    pub title: String,
    /// Whether anything was typed in the play.
    pub has_drafts: bool,
    /// The first lines, and what they were made for.
    pub preview: Option<(Ask, Vec<String>)>,
    /// Whether the file is being written.
    pub is_writing: bool,
    /// What came of the last try.
    pub written: Option<Written>,
}

impl Exporter {
    /// Starts the thread on an attempt. `wake` is called after each answer.
    pub fn start(
        attempt: Attempt,
        framework: &'static Framework,
        account: Uuid,
        now_ms: i64,
        wake: impl Fn() + Send + 'static,
    ) -> Self {
        let (requests, inbox) = channel();
        let (outbox, answers) = channel();
        let title = attempt.vignette.scenario.title.clone();
        let has_drafts = attempt.has_drafts();
        // Without a thread the channel is closed, and asking says so.
        let _ = std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            let send = |answer| {
                // The screen may be gone by now.
                let _ = outbox.send(answer);
                wake();
            };
            run(&attempt, framework, &account, now_ms, &inbox, send);
        });
        Self {
            requests,
            answers,
            title,
            has_drafts,
            preview: None,
            is_writing: false,
            written: None,
        }
    }

    /// Asks for the first lines.
    pub fn preview(&self, ask: Ask) {
        self.ask(Request::Preview(ask));
    }

    /// Asks for the file.
    pub fn write(&mut self, ask: Ask, path: PathBuf, replace: bool) {
        self.written = None;
        self.is_writing = self.ask(Request::Write(ask, path, replace));
        if !self.is_writing {
            let text = "The report could not be written: the system gives this program no thread. Close other programs and try again.";
            self.written = Some(Written::Failed(text.to_owned()));
        }
    }

    fn ask(&self, request: Request) -> bool {
        self.requests.send(request).is_ok()
    }

    /// Takes in what was made meanwhile. Never waits.
    pub fn take_in(&mut self) {
        let answers: Vec<Answer> = self.answers.try_iter().collect();
        answers.into_iter().for_each(|answer| self.take(answer));
    }

    /// Waits for everything that was asked: for pictures and tests, where no frame may depend on a thread.
    pub fn settle(&mut self) {
        if !self.ask(Request::Echo) {
            return;
        }
        while let Ok(answer) = self.answers.recv() {
            if matches!(answer, Answer::Echo) {
                return;
            }
            self.take(answer);
        }
    }

    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Echo => {}
            Answer::Preview(ask, lines) => self.preview = Some((ask, lines)),
            Answer::Written(written) => {
                self.is_writing = false;
                self.written = Some(written);
            }
        }
    }
}

fn run(
    attempt: &Attempt,
    framework: &Framework,
    account: &Uuid,
    now_ms: i64,
    inbox: &Receiver<Request>,
    send: impl Fn(Answer),
) {
    while let Ok(first) = inbox.recv() {
        let mut waiting: Vec<Request> = std::iter::once(first).chain(inbox.try_iter()).collect();
        let last = waiting
            .iter()
            .rposition(|request| matches!(request, Request::Preview(_)));
        for (at, request) in waiting.drain(..).enumerate() {
            match request {
                Request::Preview(ask) if Some(at) == last => {
                    let report = Report::of(&[attempt.kept()], framework, &ask.choice, Some(now_ms));
                    let lines = ask.format.first_lines(&report, account, LINES, WIDTH);
                    send(Answer::Preview(ask, lines));
                }
                Request::Preview(_) => {}
                Request::Echo => send(Answer::Echo),
                Request::Write(ask, path, replace) => {
                    let report = Report::of(&[attempt.kept()], framework, &ask.choice, Some(now_ms));
                    send(Answer::Written(write(&report, &ask, account, path, replace)));
                }
            }
        }
    }
}

fn write(report: &Report, ask: &Ask, account: &Uuid, path: PathBuf, replace: bool) -> Written {
    let bytes = match ask.format.write(report, account) {
        Ok(bytes) => bytes,
        Err(error) => return Written::Failed(format!("This report can’t be written: {error}. Try another format.")),
    };
    match save(&path, &bytes, replace) {
        Ok(()) => Written::At(path),
        Err(SaveError::Taken { path }) => Written::Taken(path),
        Err(error) => {
            let mut why = error.to_string().replace('`', "");
            if let Some(first) = why.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let what = error.remedy();
            Written::Failed(format!("{why}. What helps: {what}."))
        }
    }
}
