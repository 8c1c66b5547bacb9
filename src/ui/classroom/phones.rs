//! The phones of the room: the server while it runs, and what the tutor's panel shows of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::Context;

use super::slide::Join;
use crate::classroom::interfaces::{Interface, likeliest, usable};
use crate::classroom::lesson::Lesson;
use crate::classroom::phone::{Answer, Device, PhoneView};
use crate::classroom::qr::Modules;
use crate::classroom::server::self_test::{Finding, SelfTest};
use crate::classroom::server::{Bind, Server, USUAL_PORT};
use crate::ui::told::told;

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
    /// What phones are shown, so that the server is asked only if that changes.
    shown: PhoneView,
    /// How things were at the last look, once a frame.
    now: PhonesNow,
    /// Whether a frame was asked for that has not come yet: three hundred answers in a moment ask for one.
    is_awaited: Arc<AtomicBool>,
}

impl Running {
    fn new(server: Server, is_awaited: Arc<AtomicBool>) -> Self {
        Self {
            pattern: Modules::of(&server.join_url()),
            test: None,
            found: Vec::new(),
            shown: PhoneView::waiting(),
            now: PhonesNow::of(&server),
            is_awaited,
            server,
        }
    }

    fn show(&mut self, view: PhoneView) {
        if view != self.shown {
            self.shown = view.clone();
            self.server.show(view);
        }
    }
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

impl PhonesNow {
    fn of(server: &Server) -> Self {
        let status = server.status();
        let refused = status.refused.by_frequency().into_iter();
        Self {
            runs: status.running,
            joined: status.joined,
            connected: status.connected,
            reached: status.reached_from_outside,
            refused: refused.map(|(refusal, count)| (refusal.label(), count)).collect(),
            names: server.names().into_iter().map(|(_, name)| name).collect(),
        }
    }
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
        let is_awaited = Arc::new(AtomicBool::new(false));
        let begin = |port| {
            let (wake, is_awaited) = (ctx.clone(), Arc::clone(&is_awaited));
            let wake = move || {
                if !is_awaited.swap(true, Ordering::SeqCst) {
                    wake.request_repaint();
                }
            };
            Server::start(Bind { address, port }, wake)
        };
        let started = begin(USUAL_PORT).or_else(|_| begin(0));
        match started {
            Ok(server) => {
                self.problem = None;
                if self.earlier > 0 {
                    lesson.forget_phones();
                }
                self.running = Some(Running::new(server, is_awaited));
                self.test(ctx);
            }
            Err(error) => self.problem = Some((told(&error.to_string()), error.help())),
        }
    }

    /// Stops it, and closes every connection. What was answered until then is counted.
    pub fn stop(&mut self, lesson: &mut Lesson) {
        if let Some(running) = &mut self.running {
            running.show(PhoneView::waiting());
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

    /// What phones have answered since the last time.
    fn answers(&self) -> impl Iterator<Item = Answer> {
        let earlier = self.earlier;
        let answers = self
            .running
            .iter()
            .flat_map(|running| running.server.answers().try_iter());
        answers.map(move |answer| Answer {
            device: Device(answer.device.0.saturating_add(earlier)),
            ..answer
        })
    }

    /// Takes in what phones have answered.
    fn collect(&self, lesson: &mut Lesson) {
        for answer in self.answers() {
            lesson.take(&answer);
        }
    }

    /// Shows phones what there is now. A vote that is no longer open is closed with it.
    fn show(&mut self, lesson: &Lesson) {
        if let Some(running) = &mut self.running {
            running.show(lesson.phone_view());
        }
    }

    /// Changes the lesson so that a vote may close. Phones are shown what there is then, which closes the vote; then what came in until then is
    /// counted. So no answer that a phone was told is counted gets lost between two frames, and none changes what phones were just shown: where the
    /// last answer makes or breaks a tie, the room goes to the step that its tutor's button named.
    ///
    /// # Errors
    /// Those of the change. Nothing has changed then.
    pub fn change<E>(&mut self, lesson: &mut Lesson, act: impl FnOnce(&mut Lesson) -> Result<(), E>) -> Result<(), E> {
        let closing = lesson.open_question();
        let mut ahead = lesson.clone();
        act(&mut ahead)?;
        self.show(&ahead);
        for answer in self.answers() {
            if closing == Some(answer.question) {
                ahead.take_late(&answer);
            } else {
                ahead.take(&answer);
            }
        }
        *lesson = ahead;
        Ok(())
    }

    /// Takes in answers, shows phones what there is now, and looks how things are and whether the self-test has found something.
    pub fn exchange(&mut self, lesson: &mut Lesson) {
        if let Some(running) = &self.running {
            running.is_awaited.store(false, Ordering::SeqCst);
        }
        self.collect(lesson);
        self.show(lesson);
        let Some(running) = &mut self.running else { return };
        running.now = PhonesNow::of(&running.server);
        if let Some(found) = running.test.as_mut().and_then(SelfTest::findings) {
            running.found = found.to_vec();
            running.test = None;
        }
    }

    /// What the room needs to join, with a name of its own choice or with none.
    pub fn join(&self, nicknames: bool) -> Option<Join> {
        let running = self.running.as_ref()?;
        Some(Join {
            address: running.server.page_url(),
            code: running.server.code(),
            pattern: running.pattern.clone(),
            joined: running.now.joined,
            nicknames,
        })
    }

    /// How things are.
    pub fn now(&self) -> Option<&PhonesNow> {
        self.running.as_ref().map(|running| &running.now)
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
