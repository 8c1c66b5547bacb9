//! The thread that makes reports and writes them, so that no screen waits for a disk. Of several previews in a row only the last is made.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::data::{Ask, What};
use super::source::{Source, Stock};
use crate::framework::model::Framework;
use crate::history::writer::Reader;
use crate::report::moment::Zone;
use crate::report::save::{SaveError, Saving};
use crate::report::several::{MOST_TO_READ, Manner, Several, SeveralError};
use crate::report::uuid::Uuid;
use crate::ui::told::told;

/// How much of a file a preview shows.
const LINES: usize = 40;
const WIDTH: usize = 900;

/// What came of writing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is there.
    At {
        /// Where.
        path: PathBuf,
        /// With how many sessions.
        sessions: u32,
        /// How many could not be read any more.
        left_out: usize,
    },
    /// A file of that name is there already, and was left alone.
    Taken(PathBuf),
    /// It was stopped before it was whole, and so there is none.
    Stopped,
    /// It could not be written: why, and what to do.
    Failed(String),
}

enum Request {
    Preview(Ask),
    Write(Ask, PathBuf, bool),
    Echo,
}

enum Answer {
    What(What),
    Preview(Ask, Vec<String>),
    Progress(usize, usize),
    Written(Written),
    Echo,
}

/// Attempts on their way out.
pub struct Exporter {
    requests: Sender<Request>,
    answers: Receiver<Answer>,
    stop: Arc<AtomicBool>,
    /// What is on its way.
    pub what: What,
    /// Whether it was chosen from the list of attempts.
    pub is_listed: bool,
    /// The first lines, and what they were made for.
    pub preview: Option<(Ask, Vec<String>)>,
    /// How many sessions are in the file that is being written, and of how many; none if none is.
    pub progress: Option<(usize, usize)>,
    /// What came of the last try.
    pub written: Option<Written>,
}

/// What the thread is given: whose words are the framework's, under whose name statements go, what time it is, and who knows what is kept.
pub struct Office {
    /// Names abilities.
    pub framework: &'static Framework,
    /// Under whose name statements go.
    pub account: Uuid,
    /// The time in milliseconds since 1970.
    pub now_ms: i64,
    /// What the clocks here show.
    pub zone: Zone,
    /// Reads the history; without it, only what is at hand can leave.
    pub reader: Option<Reader>,
}

impl Exporter {
    /// Starts the thread. `wake` is called after each answer.
    pub fn start(source: Source, office: Office, wake: impl Fn() + Send + 'static) -> Self {
        let (requests, inbox) = channel();
        let (outbox, answers) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let (what, stopped) = (source.what(), Arc::clone(&stop));
        let is_listed = matches!(source, Source::Several(_));
        // Without a thread the channel is closed, and asking says so.
        let _ = std::thread::Builder::new().name("export".to_owned()).spawn(move || {
            let send = |answer| {
                // The screen may be gone by now.
                let _ = outbox.send(answer);
                wake();
            };
            let mut clerk = Clerk {
                stock: Stock::of(source, office.framework, office.reader.as_ref(), office.zone),
                office,
                stop: stopped,
            };
            send(Answer::What(clerk.stock.what()));
            clerk.run(&inbox, &send);
        });
        Self {
            requests,
            answers,
            stop,
            what,
            is_listed,
            preview: None,
            progress: None,
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
        self.stop.store(false, Ordering::Relaxed);
        self.progress = self.ask(Request::Write(ask, path, replace)).then_some((0, 0));
        if self.progress.is_none() {
            let text = "The report could not be written: the system gives this program no thread. Close other programs and try again.";
            self.written = Some(Written::Failed(text.to_owned()));
        }
    }

    /// Gives up the file that is being written.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
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
            Answer::What(what) => self.what = what,
            Answer::Preview(ask, lines) => self.preview = Some((ask, lines)),
            Answer::Progress(done, of) => self.progress = self.progress.map(|_| (done, of)),
            Answer::Written(written) => {
                self.progress = None;
                self.written = Some(written);
            }
        }
    }
}

impl Drop for Exporter {
    fn drop(&mut self) {
        self.stop();
    }
}

/// What the thread works with.
struct Clerk {
    stock: Stock,
    office: Office,
    stop: Arc<AtomicBool>,
}

impl Clerk {
    fn run(&mut self, inbox: &Receiver<Request>, send: &impl Fn(Answer)) {
        while let Ok(first) = inbox.recv() {
            let mut waiting: Vec<Request> = std::iter::once(first).chain(inbox.try_iter()).collect();
            let last = waiting
                .iter()
                .rposition(|request| matches!(request, Request::Preview(_)));
            for (at, request) in waiting.drain(..).enumerate() {
                match request {
                    Request::Preview(ask) if Some(at) == last => {
                        let lines = self.first_lines(&ask);
                        send(Answer::Preview(ask, lines));
                    }
                    Request::Preview(_) => {}
                    Request::Echo => send(Answer::Echo),
                    Request::Write(ask, path, replace) => {
                        let written = self.write(&ask, path, replace, send);
                        send(Answer::Written(written));
                    }
                }
            }
        }
    }

    fn first_lines(&mut self, ask: &Ask) -> Vec<String> {
        let Office {
            framework,
            account,
            now_ms,
            zone,
            reader,
        } = &self.office;
        let mut report = self
            .stock
            .beginning(framework, reader.as_ref(), &ask.choice, Some(*now_ms));
        report.paper = ask.paper;
        report.zone = *zone;
        ask.format.first_lines(&report, account, LINES, WIDTH)
    }

    fn write(&mut self, ask: &Ask, path: PathBuf, replace: bool, send: &impl Fn(Answer)) -> Written {
        if ask.format.is_document() && self.stock.count() > MOST_TO_READ {
            return Written::Failed(too_many());
        }
        match self.write_all(ask, &path, replace, send) {
            Ok(Some((0, _))) => Written::Failed("None of it can be read any more, so nothing was written.".to_owned()),
            Ok(Some((sessions, left_out))) => Written::At {
                path,
                sessions,
                left_out,
            },
            Ok(None) => Written::Stopped,
            Err(SeveralError::Save(SaveError::Taken { path })) => Written::Taken(path),
            Err(error) => Written::Failed(failure(&error)),
        }
    }

    /// Writes session after session. Gives how many are in the file and how many could not be read; nothing if it was stopped.
    fn write_all(
        &mut self,
        ask: &Ask,
        path: &std::path::Path,
        replace: bool,
        send: &impl Fn(Answer),
    ) -> Result<Option<(u32, usize)>, SeveralError> {
        let Self { stock, office, stop } = self;
        let mut saving = Saving::begin(path, replace)?;
        let manner = Manner {
            format: ask.format,
            choice: ask.choice.clone(),
            paper: ask.paper,
            zone: office.zone,
            account: office.account.clone(),
            made_ms: Some(office.now_ms),
        };
        let mut several = Several::begin(manner, office.framework);
        let (mut left_out, mut done, of) = (0, 0, stock.count());
        for part in stock.parts() {
            if stop.load(Ordering::Relaxed) {
                return Ok(None);
            }
            for attempt in stock.bring(&part, office.framework, office.reader.as_ref()) {
                match attempt {
                    Some(attempt) => several.add(&attempt.kept(), &mut saving)?,
                    None => left_out += 1,
                }
            }
            done += part.len();
            send(Answer::Progress(done, of));
        }
        if several.count() == 0 {
            return Ok(Some((0, left_out)));
        }
        let sessions = several.finish(&mut saving)?;
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        saving.finish()?;
        Ok(Some((sessions, left_out)))
    }
}

fn too_many() -> String {
    format!(
        "A document to read takes up to {MOST_TO_READ} sessions. Choose fewer of them, or a table, data or a learning record."
    )
}

fn failure(error: &SeveralError) -> String {
    match error {
        SeveralError::TooMany => too_many(),
        SeveralError::Pages(error) => format!("This report can’t be written: {error}. Try another format."),
        SeveralError::Save(error) => {
            let why = told(&error.to_string());
            format!("{why} What helps: {}.", error.remedy())
        }
        SeveralError::Io(error) => told(&error.to_string()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::history::attempts::Span;
    use crate::history::profile::ProfileId;
    use crate::history::store::{NewAttempt, Store};
    use crate::history::writer::Writer;
    use crate::report::format::Format;
    use crate::ui::attempts::Selection;

    const ATTEMPTS: usize = 40;

    /// A history of attempts that were left at once.
    fn history() -> Writer {
        let mut store = Store::in_memory().unwrap();
        let text = include_str!("../../../tests/vignettes/small.ron");
        let vignette = crate::library::vignette::load(text, bundled()).vignette.unwrap();
        let attempts = (0..ATTEMPTS).map(|at| {
            let started = crate::session::event::Started::new(
                vignette.scenario.id.clone(),
                vignette.hash,
                at as u64,
                crate::session::options::Options::of(crate::session::options::Mode::Guided),
            );
            let attempt = NewAttempt {
                hash: vignette.hash,
                vignette: "small".to_owned(),
                title: "Small".to_owned(),
                text: text.to_owned(),
                seed: at as u64,
                mode: "guided".to_owned(),
                started_ms: i64::try_from(at).unwrap(),
            };
            let session = crate::session::machine::Session::new(Arc::clone(&vignette.graph), started);
            let events = crate::session::replay::to_lines(session.log());
            (attempt, events.lines().map(str::to_owned).collect(), Vec::new())
        });
        store.import(ProfileId(1), attempts).unwrap();
        Writer::over(store, || {})
    }

    fn clerk(history: &Writer, stopped: bool) -> Clerk {
        let reader = history.reader();
        let source = Source::Several(Selection::Span(Span::default()));
        Clerk {
            stock: Stock::of(source, bundled(), reader.as_ref(), Zone::default()),
            office: Office {
                framework: bundled(),
                account: Uuid::fresh(),
                now_ms: 1_790_000_000_000,
                zone: Zone::default(),
                reader,
            },
            stop: Arc::new(AtomicBool::new(stopped)),
        }
    }

    fn ask() -> Ask {
        Ask {
            format: Format::Json,
            ..Ask::default()
        }
    }

    #[test]
    fn a_long_export_says_how_far_it_is() {
        let (folder, history) = (tempfile::tempdir().unwrap(), history());
        let path = folder.path().join("all.json");
        let said = std::cell::RefCell::new(Vec::new());
        let send = |answer| {
            if let Answer::Progress(done, of) = answer {
                said.borrow_mut().push((done, of));
            }
        };
        let written = clerk(&history, false).write(&ask(), path.clone(), false, &send);
        assert_eq!(
            written,
            Written::At {
                path: path.clone(),
                sessions: 40,
                left_out: 0
            }
        );
        assert_eq!(*said.borrow(), [(16, 40), (32, 40), (40, 40)]);
        // And once more, over what is there: it is left alone.
        let bytes = std::fs::read(&path).unwrap();
        let again = clerk(&history, false).write(&ask(), path.clone(), false, &|_| {});
        assert_eq!(again, Written::Taken(path.clone()));
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn an_export_that_is_stopped_leaves_nothing() {
        let (folder, history) = (tempfile::tempdir().unwrap(), history());
        let written = clerk(&history, true).write(&ask(), folder.path().join("all.json"), false, &|_| {});
        assert_eq!(written, Written::Stopped);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_program_that_closes_does_not_wait_for_an_export() {
        let history = history();
        let reader = history.reader();
        drop(history);
        assert_eq!(reader.unwrap().pick(Span::default()), []);
    }
}
