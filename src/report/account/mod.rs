//! What there is to say about one play, in words: told once, here, for the screen, for paper and for files.
//!
//! Built from a log's score as plain data and tested as text. Plays nothing, scores nothing, and knows neither screens nor files.

pub mod chart;
pub mod letter;
pub mod measures;
pub mod offered;
pub mod outlook;
pub mod turns;
pub mod words;

use serde::{Serialize, Serializer};

use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::score::Score;
use crate::session::event::Event;
use crate::session::options::Options;

use chart::ChartData;
use letter::LetterData;
use measures::data::Measure;
use outlook::Outlook;
use turns::TurnData;

/// Writes a turn as people count them: from 1.
fn from_one<S: Serializer>(turn: &u16, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(turn.saturating_add(1))
}

/// What every part of an account is built from.
#[derive(Clone, Copy, Debug)]
pub struct Play<'a> {
    /// The vignette.
    pub vignette: &'a Vignette,
    /// The score of the way that ended the play.
    pub score: &'a Score,
    /// How it was set up.
    pub options: Options,
    /// What is trained.
    pub framework: &'a Framework,
    /// What was still possible.
    pub outlook: &'a Outlook,
}

/// What there is to say about one play.
#[derive(Debug, Serialize)]
pub struct Account {
    /// The ending and the advice.
    pub letter: LetterData,
    /// Bond, tasks and goals over the turns. `None` if nothing was answered.
    pub chart: Option<ChartData>,
    /// The measures, each with its sentence.
    pub measures: Vec<Measure>,
    /// The hour turn by turn.
    pub turns: Vec<TurnData>,
    /// The client's name.
    pub client: String,
    /// Whether the play could be scored.
    pub scored: bool,
}

impl Account {
    /// Builds it. Without a score it tells the ending and nothing else.
    pub fn of(
        vignette: &Vignette,
        score: Option<&Score>,
        log: &[Event],
        options: Option<Options>,
        framework: &Framework,
        outlook: &Outlook,
    ) -> Self {
        let play = score.zip(options).map(|(score, options)| Play {
            vignette,
            score,
            options,
            framework,
            outlook,
        });
        Self {
            letter: LetterData::of(vignette, score, log),
            chart: play.as_ref().and_then(ChartData::of),
            measures: play.as_ref().map(measures::all).unwrap_or_default(),
            turns: play.as_ref().map(TurnData::all).unwrap_or_default(),
            client: vignette.scenario.client.name.clone(),
            scored: play.is_some(),
        }
    }
}
