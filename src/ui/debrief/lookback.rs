//! A play that is looked at afterwards: its vignette, its score, and what every part of the screen shows.

use std::sync::Arc;

use super::data::DebriefData;
use super::outlook::Worker;
use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::report::account::outlook::Outlook;
use crate::report::kept::Attempt;
use crate::score::Score;
use crate::session::event::Event;
use crate::session::options::Options;
use crate::session::replay::started;

/// A play that is looked at afterwards.
#[derive(Debug)]
pub struct Debrief {
    vignette: Arc<Vignette>,
    framework: &'static Framework,
    log: Vec<Event>,
    score: Option<Score>,
    worker: Option<Worker>,
    outlook: Outlook,
    data: DebriefData,
}

impl Debrief {
    /// Looks back at a log. What was still possible is worked out meanwhile; see [`Self::take_in`].
    pub fn of(vignette: &Arc<Vignette>, log: &[Event], framework: &'static Framework) -> Self {
        let score = Score::of(&vignette.scenario, &vignette.graph, framework, log).ok();
        let worker = score.as_ref().map(|score| Worker::start(vignette, &score.turns));
        let options = started(log).map(|started| started.options);
        let outlook = if worker.is_some() {
            Outlook::Working
        } else {
            Outlook::Unknown
        };
        let data = DebriefData::of(vignette, score.as_ref(), log, options, framework, &outlook);
        Self {
            vignette: Arc::clone(vignette),
            framework,
            log: log.to_vec(),
            score,
            worker,
            outlook,
            data,
        }
    }

    /// What the screen shows.
    pub fn data(&self) -> &DebriefData {
        &self.data
    }

    /// Whether something is still being worked out.
    pub fn is_working(&self) -> bool {
        self.worker.is_some()
    }

    /// Takes in what was computed meanwhile. Never waits.
    pub fn take_in(&mut self) {
        if let Some(outlook) = self.worker.as_ref().and_then(Worker::poll) {
            self.learn(&outlook);
        }
    }

    /// Waits for what is being computed: for pictures and tests, where no frame may depend on a thread.
    pub fn wait(&mut self) {
        if let Some(outlook) = self.worker.as_ref().map(Worker::wait) {
            self.learn(&outlook);
        }
    }

    /// What a report is made from. When it was played is for others to say.
    pub fn attempt(&self) -> Attempt {
        Attempt {
            vignette: Arc::clone(&self.vignette),
            log: self.log.clone(),
            started_ms: None,
            ended_ms: None,
            answered: Vec::new(),
            outlook: self.outlook.clone(),
        }
    }

    fn learn(&mut self, outlook: &Outlook) {
        self.worker = None;
        self.outlook = outlook.clone();
        let options = self.options();
        self.data = DebriefData::of(
            &self.vignette,
            self.score.as_ref(),
            &self.log,
            options,
            self.framework,
            outlook,
        );
    }

    fn options(&self) -> Option<Options> {
        started(&self.log).map(|started| started.options)
    }
}
