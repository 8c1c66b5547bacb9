//! What the checker asks of a vignette, in one go: what can be reached, what never applies, whether it can be played without the client.

use super::cases::NeverCase;
use super::cues::Readings;
use super::game::Game;
use super::space::{Limits, Stopped, Watch};
use super::summary::Summary;
use super::survey::Survey;
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;
use crate::wording::lexicon;

/// What was found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// Endings, ruptures, plays.
    pub summary: Summary,
    /// Cases that never apply; not proven if the texts depend on too much.
    pub never: Result<Vec<NeverCase>, Stopped>,
    /// The policies that read nothing of the client.
    pub game: Game,
}

impl Findings {
    /// Explores a vignette.
    ///
    /// # Errors
    /// Says how far it came if a limit was reached or it was cancelled.
    pub fn new(graph: &Graph, scenario: &Scenario, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        let survey = Survey::new(graph, limits, watch)?;
        // The texts are looked at in several groups, each with states of its own.
        let words = Limits {
            states: limits.states / 4,
            ..limits
        };
        let readings = Readings::new(graph, scenario, lexicon::of_language(&scenario.language));
        Ok(Self {
            summary: survey.summary(),
            never: survey.never(words, watch),
            game: Game::new(&survey, &readings),
        })
    }
}
