//! The phones of the room: the server while it runs, and what the tutor's panel shows of it.

use egui::Context;

use super::slide::Join;
use crate::classroom::interfaces::{Interface, usable};
use crate::classroom::lesson::Lesson;
use crate::classroom::qr::Modules;
use crate::classroom::server::self_test::{Finding, SelfTest};
use crate::classroom::server::{Bind, Server, USUAL_PORT};
use crate::session::words::sentence;

/// The phones of the room.
#[derive(Default)]
pub struct Phones {
    /// The networks of this computer, the likeliest first.
    pub networks: Vec<Interface>,
    /// The one that is chosen, by its place.
    pub chosen: Option<usize>,
    /// Why the server could not be started, and what to do.
    pub problem: Option<(String, &'static str)>,
    running: Option<Running>,
}

/// A server that runs.
struct Running {
    server: Server,
    pattern: Option<Modules>,
    test: Option<SelfTest>,
    found: Vec<Finding>,
}

/// What the panel shows of a server that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhonesNow {
    /// Devices that have joined.
    pub joined: usize,
    /// Those that were heard of lately.
    pub connected: usize,
    /// Whether any phone has got through.
    pub reached: bool,
    /// What was refused, with how often.
    pub refused: Vec<(&'static str, u64)>,
    /// Names that devices gave themselves.
    pub names: Vec<String>,
}

impl Phones {
    /// Looks at the networks of this computer.
    pub fn look(&mut self) {
        let before = self.network().cloned();
        self.networks = usable();
        // The likeliest stands first.
        let still_there = self
            .networks
            .iter()
            .position(|network| Some(network) == before.as_ref());
        self.chosen = still_there.or((!self.networks.is_empty()).then_some(0));
    }

    /// The network that is chosen.
    pub fn network(&self) -> Option<&Interface> {
        self.networks.get(self.chosen?)
    }

    /// Starts the server on the network that is chosen. The usual port is tried first, then any.
    pub fn start(&mut self, ctx: &Context) {
        let Some(address) = self.network().map(|network| network.address) else {
            return;
        };
        self.stop();
        let begin = |port| {
            let wake = ctx.clone();
            Server::start(Bind { address, port }, move || wake.request_repaint())
        };
        let started = begin(USUAL_PORT).or_else(|_| begin(0));
        match started {
            Ok(server) => {
                self.problem = None;
                self.running = Some(Running {
                    pattern: Modules::of(&server.join_url()),
                    server,
                    test: None,
                    found: Vec::new(),
                });
                self.test(ctx);
            }
            Err(error) => self.problem = Some((sentence(&error.to_string()), error.help())),
        }
    }

    /// Stops it, and closes every connection.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.server.stop();
        }
    }

    /// Whether it runs.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Tries the server's own address.
    pub fn test(&mut self, ctx: &Context) {
        if let Some(running) = &mut self.running {
            let wake = ctx.clone();
            running.test = Some(running.server.self_test(move || wake.request_repaint()));
        }
    }

    /// Takes in what phones have answered.
    fn collect(&self, lesson: &mut Lesson) {
        let Some(running) = &self.running else { return };
        for answer in running.server.answers().try_iter() {
            lesson.take(&answer);
        }
    }

    /// Shows phones what there is now. A vote that is no longer open is closed with it.
    fn show(&self, lesson: &Lesson) {
        if let Some(running) = &self.running {
            running.server.show(lesson.phone_view());
        }
    }

    /// Changes the lesson so that a vote may close. Phones are shown what will be first, which closes the vote; then what came in until then
    /// is counted; then the lesson is changed. So no answer that a phone was told is counted gets lost between two frames.
    ///
    /// # Errors
    /// Those of the change. Nothing has changed then.
    pub fn change<E>(&self, lesson: &mut Lesson, act: impl Fn(&mut Lesson) -> Result<(), E>) -> Result<(), E> {
        if self.is_running() {
            let mut ahead = lesson.clone();
            act(&mut ahead)?;
            self.show(&ahead);
            self.collect(lesson);
        }
        act(lesson)
    }

    /// Takes in answers, shows phones what there is now, and looks whether the self-test has found something.
    pub fn exchange(&mut self, lesson: &mut Lesson) {
        self.collect(lesson);
        self.show(lesson);
        let Some(running) = &mut self.running else { return };
        if let Some(found) = running.test.as_mut().and_then(SelfTest::findings) {
            running.found = found.to_vec();
            running.test = None;
        }
    }

    /// What the room needs to join.
    pub fn join(&self) -> Option<Join> {
        let running = self.running.as_ref()?;
        Some(Join {
            address: running.server.page_url(),
            code: running.server.code(),
            pattern: running.pattern.clone(),
            joined: running.server.status().joined,
        })
    }

    /// How things are.
    pub fn now(&self) -> Option<PhonesNow> {
        let running = self.running.as_ref()?;
        let status = running.server.status();
        Some(PhonesNow {
            joined: status.joined,
            connected: status.connected,
            reached: status.reached_from_outside,
            refused: status
                .refused
                .by_frequency()
                .into_iter()
                .map(|(refusal, count)| (refusal.label(), count))
                .collect(),
            names: running.server.names().into_iter().map(|(_, name)| name).collect(),
        })
    }

    /// What the self-test found, once it is there.
    pub fn findings(&self) -> &[Finding] {
        self.running.as_ref().map_or(&[], |running| &running.found)
    }

    /// Whether the self-test is under way.
    pub fn is_testing(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.test.is_some())
    }

    /// The pattern that cameras read.
    pub fn pattern(&self) -> Option<&Modules> {
        self.running.as_ref()?.pattern.as_ref()
    }
}
