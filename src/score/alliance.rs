//! Bond, tasks and goals from turn to turn. Three lines and never one: an alliance strong on two can fail on the third.

use serde::Serialize;

use super::Source;
use super::turns::Turn;
use crate::framework::id::Component;
use crate::scenario::graph::Graph;

/// What one answer did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AllianceStep {
    /// The answer.
    pub source: Source,
    /// Bond, tasks and goals before, each 0 to 100.
    pub before: [u8; 3],
    /// Bond, tasks and goals after.
    pub after: [u8; 3],
    /// How many points of the three together the exact expected end lost by this answer against the best one on offer, under best
    /// play afterwards. 0 or more. Set by whoever has the explored vignette; a score alone does not know it.
    pub regret: Option<f64>,
}

/// The three trajectories.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trajectories {
    /// Bond, tasks and goals at the start.
    pub start: [u8; 3],
    /// Answer by answer.
    pub steps: Vec<AllianceStep>,
}

impl Trajectories {
    /// One component: at the start, then after each answer.
    pub fn line(&self, component: Component) -> impl Iterator<Item = u8> + '_ {
        let pick = move |[bond, tasks, goals]: [u8; 3]| match component {
            Component::Bond => bond,
            Component::Tasks => tasks,
            Component::Goals => goals,
        };
        std::iter::once(pick(self.start)).chain(self.steps.iter().map(move |step| pick(step.after)))
    }

    /// Bond, tasks and goals after the last answer.
    pub fn end(&self) -> [u8; 3] {
        self.steps.last().map_or(self.start, |step| step.after)
    }

    /// Points gained or lost from start to end, -100 to 100.
    pub fn net(&self, component: Component) -> i16 {
        let mut line = self.line(component);
        let first = line.next().map_or(0, i16::from);
        line.last().map_or(0, |last| i16::from(last) - first)
    }
}

/// Measures a play.
pub fn measure(graph: &Graph, turns: &[Turn]) -> Trajectories {
    let steps = turns.iter().filter_map(|turn| {
        let (source, answered) = turn.answer()?;
        Some(AllianceStep {
            source,
            before: answered.alliance_before,
            after: answered.alliance_after,
            regret: None,
        })
    });
    Trajectories {
        start: graph.initial().alliance,
        steps: steps.collect(),
    }
}
