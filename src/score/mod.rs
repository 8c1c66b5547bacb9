//! From an event log to a result: one file a measure, never one grade.
//!
//! Only the way that ended the play is scored; what was rewound is counted and no more. Every number carries the turns, and the places
//! in the log, that made it. The measures describe choices made inside a vignette and claim nothing about work with clients.

pub mod abilities;
pub mod advice;
pub mod alliance;
pub mod calibration;
pub mod notebook;
pub mod pulls;
pub mod ratio;
pub mod reading;
pub mod recognition;
pub mod repair;
pub mod turns;

use std::sync::Arc;

use crate::framework::model::Framework;
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;
use crate::session::event::{Ended, Event};
use crate::session::replay::{Divergence, path};

use abilities::Abilities;
use advice::Advice;
use alliance::Trajectories;
use calibration::Calibration;
use notebook::NotebookScore;
use pulls::PullProfile;
use reading::Readings;
use recognition::Recognition;
use repair::Repair;
use turns::Turn;

/// Where a number comes from: a turn and the event in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Source {
    /// The turn, from 0.
    pub turn: u16,
    /// The event's place in the log, from 0.
    pub event: usize,
}

/// All measures of one play.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The turns of the way that ended the play.
    pub turns: Vec<Turn>,
    /// Credit over opportunities, by row of the framework.
    pub abilities: Abilities,
    /// Strains seen, missed and imagined.
    pub recognition: Recognition,
    /// What became of each rupture.
    pub repair: Repair,
    /// Bond, tasks and goals from turn to turn.
    pub alliance: Trajectories,
    /// How near the readings of the alliance came.
    pub reading: Readings,
    /// Confidence against what was chosen.
    pub calibration: Calibration,
    /// What drew the trainee to weak responses.
    pub pulls: PullProfile,
    /// Which beliefs were ascribed to the client, if that was asked.
    pub notebook: Option<NotebookScore>,
    /// One paragraph on what to try next time, once something was answered.
    pub advice: Option<Advice>,
    /// How the play ended, if it did.
    pub ended: Option<Ended>,
    /// How often the play was rewound. An attempt with any is marked as rewound.
    pub rewinds: u16,
    /// Answers that were given and then rewound. They count in no other number.
    pub abandoned: u16,
}

impl Score {
    /// Scores a log, finished or not.
    ///
    /// # Errors
    /// The log must replay on this vignette: a score of something else would be made up.
    pub fn of(
        scenario: &Scenario,
        graph: &Arc<Graph>,
        framework: &Framework,
        log: &[Event],
    ) -> Result<Self, Divergence> {
        let path = path(log);
        let turns = turns::turns(graph, log, &path)?;
        let repair = repair::measure(scenario, &turns);
        let recognition = recognition::measure(scenario, &turns);
        let advice = advice::advise(scenario, graph, framework, &turns, &repair);
        let ended = path.kept.iter().rev().find_map(|&at| match log.get(at) {
            Some(Event::Ended(ended)) => Some(*ended),
            _ => None,
        });
        Ok(Self {
            abilities: abilities::measure(scenario, framework, &turns),
            recognition,
            repair,
            alliance: alliance::measure(graph, &turns),
            reading: reading::measure(&turns),
            calibration: calibration::measure(&turns),
            pulls: pulls::measure(scenario, framework, &turns),
            notebook: notebook::measure(scenario, log, &path, &turns),
            advice,
            ended,
            rewinds: path.rewinds,
            abandoned: path.abandoned,
            turns,
        })
    }

    /// Whether the play was rewound.
    pub fn is_rewound(&self) -> bool {
        self.rewinds > 0
    }
}
