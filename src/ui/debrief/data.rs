//! What the debrief shows, as plain data. Built once for a log, so that drawing it costs little.

use super::chart::data::ChartData;
use super::letter::data::LetterData;
use super::measures::data::Measure;
use super::outlook::Outlook;
use super::turns::data::TurnData;
use crate::framework::model::Framework;
use crate::library::vignette::Vignette;
use crate::score::Score;
use crate::session::event::Event;
use crate::session::options::{Mode, Options};
use crate::session::replay::started;

/// What every part of the debrief is built from.
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

/// The debrief.
#[derive(Debug)]
pub struct DebriefData {
    /// Tells one debrief from another: the play's seed and the length of its log.
    pub key: (u64, usize),
    /// The ending and the advice.
    pub letter: LetterData,
    /// Bond, tasks and goals over the turns. `None` if nothing was answered.
    pub chart: Option<ChartData>,
    /// The measures, each on a card of its own.
    pub measures: Vec<Measure>,
    /// The hour turn by turn.
    pub turns: Vec<TurnData>,
    /// The client's name.
    pub client: String,
    /// Whether a turn can be played again.
    pub can_rewind: bool,
    /// Whether the play could be scored.
    pub scored: bool,
}

impl DebriefData {
    /// Builds it. Without a score it shows the ending and nothing else.
    pub fn of(
        vignette: &Vignette,
        score: Option<&Score>,
        log: &[Event],
        options: Option<Options>,
        framework: &Framework,
        outlook: &Outlook,
    ) -> Self {
        let seed = started(log).map_or(0, |started| started.seed);
        let play = score.zip(options).map(|(score, options)| Play {
            vignette,
            score,
            options,
            framework,
            outlook,
        });
        Self {
            key: (seed, log.len()),
            letter: LetterData::of(vignette, score, log),
            chart: play.as_ref().and_then(ChartData::of),
            measures: play.as_ref().map(super::measures::all).unwrap_or_default(),
            turns: play.as_ref().map(TurnData::all).unwrap_or_default(),
            client: vignette.scenario.client.name.clone(),
            can_rewind: play.is_some_and(|play| play.options.mode != Mode::Probe),
            scored: play.is_some(),
        }
    }
}
