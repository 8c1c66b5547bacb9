//! The thread that looks at the vignette while it is written: first at its text, then, when the person pauses, at every state that it can
//! reach. What it finds may be about an earlier text; it says of which.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::explore::cues::{Cue, Readings};
use crate::explore::game::Game;
use crate::explore::loss::Spread;
use crate::explore::measure::Measure;
use crate::explore::outlook::Outlook;
use crate::explore::policy::{Policy, aptest, uniform, weakest};
use crate::explore::repairs::Repairs;
use crate::explore::route::{Arrival, MOST_STATES, arrivals};
use crate::explore::space::{Space, Watch};
use crate::explore::summary::Lengths;
use crate::explore::sums::{Mean, Sums};
use crate::explore::survey::Survey;
use crate::explore::value::Aim;
use crate::framework::model::Framework;
use crate::library::vignette::{Vignette, load_with};
use crate::lint::Depth;
use crate::lint::allowing::Allowed;
use crate::lint::settings::Settings;
use crate::lint::subject::LIMITS;
use crate::scenario::diagnostic::Diagnostic;
use crate::wording::lexicon;

/// How long nothing is typed before every state is visited.
const PAUSE: Duration = Duration::from_millis(350);

/// What was found in one version of the text.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Which version: the document's revision.
    pub revision: u64,
    /// Whether every state was looked at, too.
    pub deep: bool,
    /// Every finding, with its place.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that are allowed.
    pub allowed: Vec<Allowed>,
    /// The vignette, if it can be played.
    pub vignette: Option<Arc<Vignette>>,
    /// How each statement is come to first, in file order. Only with `deep`.
    pub arrivals: Vec<Option<Arrival>>,
    /// How it ends under each way to choose. Only with `deep`, and only within bounds.
    pub outlooks: Vec<(&'static str, Outlook)>,
    /// How likely each credit of a play is under each of them; empty where plays are too long to follow them all.
    pub credits: Vec<Vec<Mean>>,
    /// How long repairs take under each of them.
    pub repairs: Vec<Repairs>,
    /// What plays give away against best play under the first three of them: only if it was asked for ([`Looking::weigh`]). Empty where that
    /// can't be said, because chance has a say.
    pub losses: Option<Vec<Spread>>,
    /// How many answers plays have. Only with `deep`, and only within bounds.
    pub lengths: Option<Lengths>,
    /// All states, as far as any condition can tell them apart. Only with `deep`, and only within bounds.
    pub space: Option<Arc<Space>>,
}

impl Found {
    /// What who goes by a cue comes to, beside chance and the best: read off the outlooks, whose order is that of [`ways`].
    pub fn game(&self) -> Option<Game> {
        let (known, cues) = self.outlooks.split_at_checked(3)?;
        let credits: Vec<f64> = cues.iter().map(|(_, outlook)| outlook.credit).collect();
        Some(Game {
            best: known.first()?.1.credit,
            random: known.get(1)?.1.credit,
            cues: credits.try_into().ok()?,
        })
    }
}

/// What the thread is told.
enum Told {
    /// Look at this version.
    Look(Job),
    /// Somebody waits: don't wait for a pause.
    Hurry,
    /// Work out what plays give away in the version that was looked at last, if it is this one.
    Weigh(u64),
}

struct Job {
    revision: u64,
    text: String,
    settings: Settings,
}

/// The thread, and the newest that it has found.
#[derive(Debug)]
pub struct Looking {
    jobs: Sender<Told>,
    answers: Receiver<Found>,
    asked: Option<u64>,
    /// The version whose plays are weighed, or were.
    weighed: Option<u64>,
    /// The newest revision asked for, for the thread to see that it is late.
    newest: Arc<AtomicU64>,
    /// The newest that was found.
    pub found: Found,
}

impl Looking {
    /// Starts the thread. `wake` is called when there is news.
    pub fn start(framework: &'static Framework, wake: impl Fn() + Send + 'static) -> Self {
        let (jobs, asked) = channel::<Told>();
        let (sender, answers) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let sought = Arc::clone(&newest);
        let builder = thread::Builder::new().name("looking".to_owned());
        // Without a thread nothing is found: the document's own diagnostics are still there.
        let _ = builder.spawn(move || {
            let tell = |found: Found| {
                let heard = sender.send(found).is_ok();
                wake();
                heard
            };
            look(&asked, &sought, framework, &tell);
        });
        Self {
            jobs,
            answers,
            asked: None,
            weighed: None,
            newest,
            found: Found::default(),
        }
    }

    /// One without a thread: nothing is found.
    pub fn idle() -> Self {
        Self {
            jobs: channel().0,
            answers: channel().1,
            asked: None,
            weighed: None,
            newest: Arc::default(),
            found: Found::default(),
        }
    }

    /// Asks to look at a version of the text, unless it was asked for already.
    pub fn ask(&mut self, revision: u64, text: &str, settings: &Settings) {
        if self.asked == Some(revision) {
            return;
        }
        self.asked = Some(revision);
        self.newest.store(revision, Ordering::Relaxed);
        // A closed channel means that there is no thread.
        let _ = self.jobs.send(Told::Look(Job {
            revision,
            text: text.to_owned(),
            settings: settings.clone(),
        }));
    }

    /// Asks what plays give away in the version that was looked at last, which takes longer than the rest. Asked again, it does nothing.
    pub fn weigh(&mut self) {
        let revision = self.found.revision;
        if self.found.deep && self.weighed != Some(revision) {
            self.weighed = Some(revision);
            // A closed channel means that there is no thread.
            let _ = self.jobs.send(Told::Weigh(revision));
        }
    }

    /// Takes in what was found. Never waits. Says whether there was news.
    pub fn take_in(&mut self) -> bool {
        let newest = self.answers.try_iter().last();
        let news = newest.is_some();
        if let Some(found) = newest {
            self.found = found;
        }
        news
    }

    /// Waits until the version that was asked for last is looked at whole: for pictures and tests.
    pub fn wait(&mut self) {
        // A closed channel means that there is no thread.
        let _ = self.jobs.send(Told::Hurry);
        let is_behind = |found: &Found, asked: Option<u64>, weighed: Option<u64>| {
            let is_new = asked.is_some_and(|asked| asked != found.revision || !found.deep);
            is_new || weighed == Some(found.revision) && found.losses.is_none()
        };
        while is_behind(&self.found, self.asked, self.weighed) {
            match self.answers.recv() {
                Ok(found) => self.found = found,
                Err(_) => return,
            }
        }
    }
}

/// Works until the desk is cleared.
fn look(told: &Receiver<Told>, newest: &AtomicU64, framework: &Framework, tell: &dyn Fn(Found) -> bool) {
    let mut next = None;
    let mut last = Found::default();
    loop {
        let job = match next.take() {
            Some(job) => job,
            None => match told.recv() {
                Ok(Told::Look(job)) => job,
                Ok(Told::Weigh(revision)) => {
                    if revision == last.revision {
                        let go_on = || newest.load(Ordering::Relaxed) == revision;
                        last.losses = Some(weigh(&last, &go_on));
                        if !tell(last.clone()) {
                            return;
                        }
                    }
                    continue;
                }
                Ok(Told::Hurry) => continue,
                Err(_) => return,
            },
        };
        // What was found before is let go, with all of its states, before others are explored.
        last = Found::default();
        let loaded = load_with(&job.text, framework, &job.settings, Depth::Text);
        let mut found = Found {
            revision: job.revision,
            deep: false,
            diagnostics: loaded.diagnostics,
            allowed: loaded.allowed,
            vignette: loaded.vignette,
            ..Found::default()
        };
        if !tell(found.clone()) {
            return;
        }
        match told.recv_timeout(PAUSE) {
            Ok(Told::Look(newer)) => {
                next = Some(newer);
                continue;
            }
            Ok(Told::Hurry | Told::Weigh(_)) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        // What has been asked meanwhile makes the long look needless.
        if let Some(newer) = told.try_iter().filter_map(Told::job).last() {
            next = Some(newer);
            continue;
        }
        deepen(&mut found, &job, framework);
        last = found.clone();
        if !tell(found) {
            return;
        }
    }
}

impl Told {
    fn job(self) -> Option<Job> {
        match self {
            Self::Look(job) => Some(job),
            Self::Hurry | Self::Weigh(_) => None,
        }
    }
}

fn deepen(found: &mut Found, job: &Job, framework: &Framework) {
    found.deep = true;
    let Some(vignette) = found.vignette.clone() else {
        return;
    };
    let loaded = load_with(&job.text, framework, &job.settings, Depth::States);
    found.diagnostics = loaded.diagnostics;
    found.allowed = loaded.allowed;
    found.arrivals = arrivals(&vignette.graph, MOST_STATES);
    let Ok(survey) = Survey::new(&vignette.graph, LIMITS, Watch::default()) else {
        return;
    };
    for way in ways(&vignette, &survey) {
        found.outlooks.push((way.chosen, way.outlook));
        found.credits.push(way.credits);
        found.repairs.push(way.repairs);
    }
    found.lengths = Some(survey.lengths());
    found.space = Some(survey.into_space());
}

/// What plays give away under the first three ways to choose; nothing where that can't be said, or if `go_on` says no.
fn weigh(found: &Found, go_on: &dyn Fn() -> bool) -> Vec<Spread> {
    let (Some(vignette), Some(space)) = (&found.vignette, &found.space) else {
        return Vec::new();
    };
    let graph = &vignette.graph;
    let survey = Survey::of(graph, Arc::clone(space));
    let courses = survey.courses(LIMITS.states);
    let Some(best) = courses.and_then(|courses| courses.find(&graph.opening(), Aim::Best)) else {
        return Vec::new();
    };
    let of = |policy: &mut dyn Policy| survey.losses(best.end().sum(), policy, go_on);
    let all = [of(&mut aptest), of(&mut uniform), of(&mut weakest)];
    all.into_iter().collect::<Option<_>>().unwrap_or_default()
}

/// What comes of one way to choose.
struct Way {
    chosen: &'static str,
    outlook: Outlook,
    credits: Vec<Mean>,
    repairs: Repairs,
}

/// How it ends, how the credit of plays spreads, and how long repairs take, under each way to choose.
fn ways(vignette: &Vignette, survey: &Survey<'_>) -> Vec<Way> {
    let lexicon = lexicon::of_language(&vignette.scenario.language);
    let readings = Readings::new(&vignette.graph, &vignette.scenario, lexicon);
    let of = |chosen: &'static str, policy: &mut dyn Policy| {
        let sums = survey.sums(policy, &[Measure::Credit]);
        // Where not all plays could be followed, nothing is said of most of them.
        let whole = sums.first().filter(|sums| sums.longer < 1e-6);
        Way {
            chosen,
            outlook: survey.outlook_of_choices(policy),
            credits: whole.map(Sums::means).unwrap_or_default(),
            repairs: survey.repairs(policy),
        }
    };
    let mut list = vec![
        of("the best on offer", &mut aptest),
        of("any, at random", &mut uniform),
        of("the weakest on offer", &mut weakest),
    ];
    for cue in Cue::ALL {
        list.push(of(cue.chosen(), &mut readings.follow(cue)));
    }
    list
}
