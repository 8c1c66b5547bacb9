//! The phones of the room: the server while it runs, and what the tutor's panel shows of it.

use egui::Context;

use super::slide::Join;
use crate::classroom::interfaces::{Interface, likeliest, usable};
use crate::classroom::lesson::Lesson;
use crate::classroom::phone::{Device, PhoneView};
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
    /// Devices of servers that were stopped. Their numbers are not given out again in this lesson: the change between two votes is told by them.
    earlier: u64,
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
    /// Whether the server still runs. It ends by itself only through a mistake of ours.
    pub runs: bool,
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
        let still_there = self
            .networks
            .iter()
            .position(|network| Some(network) == before.as_ref());
        self.chosen = still_there.or_else(|| likeliest(&self.networks));
    }

    /// The network that is chosen.
    pub fn network(&self) -> Option<&Interface> {
        self.networks.get(self.chosen?)
    }

    /// Starts the server on the network that is chosen. The usual port is tried first, then any. Phones that had joined an earlier one join anew, and
    /// are asked the open question again.
    pub fn start(&mut self, lesson: &mut Lesson, ctx: &Context) {
        let Some(address) = self.network().map(|network| network.address) else {
            return;
        };
        self.stop(lesson);
        let begin = |port| {
            let wake = ctx.clone();
            Server::start(Bind { address, port }, move || wake.request_repaint())
        };
        let started = begin(USUAL_PORT).or_else(|_| begin(0));
        match started {
            Ok(server) => {
                self.problem = None;
                if self.earlier > 0 {
                    lesson.forget_phones();
                }
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

    /// Stops it, and closes every connection. What was answered until then is counted.
    pub fn stop(&mut self, lesson: &mut Lesson) {
        if let Some(running) = &self.running {
            running.server.show(PhoneView::waiting());
            self.collect(lesson);
        }
        if let Some(running) = self.running.take() {
            let joined = running.server.status().joined;
            self.earlier = self.earlier.saturating_add(u64::try_from(joined).unwrap_or_default());
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
    pub fn collect(&self, lesson: &mut Lesson) {
        let Some(running) = &self.running else { return };
        for mut answer in running.server.answers().try_iter() {
            answer.device = Device(answer.device.0.saturating_add(self.earlier));
            lesson.take(&answer);
        }
    }

    /// Shows phones what there is now. A vote that is no longer open is closed with it.
    pub fn show(&self, lesson: &Lesson) {
        if let Some(running) = &self.running {
            running.server.show(lesson.phone_view());
        }
    }

    /// Both, and looks whether the self-test has found something.
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
            runs: status.running,
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
