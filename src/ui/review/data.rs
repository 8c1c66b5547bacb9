//! The drafts that are looked at again, as plain data, each with what was chosen, the best on offer and the abilities that were asked for.

use std::sync::Arc;

use super::trend::TrendData;
use crate::framework::id::RowId;
use crate::framework::model::Framework;
use crate::history::self_rating::SelfRating;
use crate::history::store::AttemptId;
use crate::library::vignette::Vignette;
use crate::practice::item::asked;
use crate::report::account::offered::{Rank, offered};
use crate::score::Score;
use crate::score::abilities::credit;
use crate::score::turns::Turn;
use crate::session::event::Event;
use crate::session::texts;

/// Most abilities on a checklist: they are kept as bits.
const MOST_POINTS: usize = 32;

/// One draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The attempt that it is kept in; `None` if that could not be kept.
    pub attempt: Option<AttemptId>,
    /// The turn, from 0.
    pub turn: u16,
    /// Who spoke, and in which vignette.
    pub client: String,
    /// What they said.
    pub says: String,
    /// What the trainee wrote before seeing any response.
    pub words: String,
    /// What was chosen.
    pub chosen: String,
    /// The best on offer. What was chosen is not told twice.
    pub best: Vec<String>,
    /// Whether what was chosen was among the best.
    pub chose_best: bool,
    /// The abilities that were asked for: id, label, what it sounds like done well.
    pub points: Vec<(RowId, String, String)>,
    /// The credit of the choice, 0 to 100, if there was something to choose between.
    pub credit: Option<u8>,
}

/// What the trainee thinks of the draft that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The points that are ticked, as bits.
    pub checklist: u32,
    /// 0 to 100.
    pub rating: u8,
    /// Whether this is what is kept.
    pub kept: bool,
}

/// Drafts to look at, one at a time.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The drafts.
    pub drafts: Vec<Draft>,
    /// Which is shown.
    pub at: usize,
    /// What is thought of it, as far as something was changed.
    pub opinion: Option<Opinion>,
    /// How ratings and choices move.
    pub trend: TrendData,
    /// Attempts that are still to come from the history.
    pub awaited: usize,
}

impl Review {
    /// The draft that is shown.
    pub fn shown(&self) -> Option<&Draft> {
        self.drafts.get(self.at)
    }

    /// Adds the drafts of a play.
    pub fn add(&mut self, attempt: Option<AttemptId>, vignette: &Arc<Vignette>, log: &[Event], framework: &Framework) {
        self.drafts.extend(drafts(attempt, vignette, log, framework));
    }

    /// Keeps those that were not rated yet, at most so many: hundreds are nothing to look at in one go.
    pub fn keep_waiting(&mut self, ratings: &[SelfRating], most: usize) {
        self.drafts.retain(|draft| kept(draft, ratings).is_none());
        self.drafts.truncate(most);
    }

    /// Shows another draft.
    pub fn go_to(&mut self, at: usize) {
        if at < self.drafts.len() {
            self.at = at;
            self.opinion = None;
        }
    }
}

/// The opinion that is kept of a draft.
pub fn kept(draft: &Draft, ratings: &[SelfRating]) -> Option<Opinion> {
    let found = ratings
        .iter()
        .find(|rating| Some(rating.attempt) == draft.attempt && rating.turn == draft.turn)?;
    Some(Opinion {
        checklist: found.checklist,
        rating: found.rating,
        kept: true,
    })
}

/// The drafts of a play that were followed by an answer, on the way that it ended on.
fn drafts(attempt: Option<AttemptId>, vignette: &Arc<Vignette>, log: &[Event], framework: &Framework) -> Vec<Draft> {
    let Ok(score) = Score::of(&vignette.scenario, &vignette.graph, framework, log) else {
        return Vec::new();
    };
    let found = score.turns.iter();
    found
        .filter_map(|turn| draft(attempt, vignette, turn, framework))
        .collect()
}

fn draft(attempt: Option<AttemptId>, vignette: &Arc<Vignette>, turn: &Turn, framework: &Framework) -> Option<Draft> {
    let scenario = &vignette.scenario;
    let words = turn.drafted.as_ref().map(|(_, text)| text.trim())?;
    if words.is_empty() {
        return None;
    }
    let (_, answered) = turn.answer()?;
    let facing = texts::facing(scenario, &turn.faced.1)?;
    let reply = texts::reply(scenario, answered)?;
    let all = offered(vignette, turn, answered);
    let chose_best = all.iter().any(|one| one.chosen && one.rank == Rank::Best);
    let best = all.iter().filter(|one| one.rank == Rank::Best && !one.chosen);
    let rows = asked(scenario, &vignette.graph, framework, &turn.state, answered.statement).unwrap_or_default();
    let points = rows.into_iter().take(MOST_POINTS).filter_map(|id| {
        let row = framework.row(id.as_str())?;
        Some((id, row.label.clone(), row.good.clone()))
    });
    let percent = credit(scenario, turn, answered).and_then(|(credit, _)| credit.percent());
    Some(Draft {
        attempt,
        turn: turn.turn,
        client: format!("{}, in ‘{}’", scenario.client.name, scenario.title),
        says: facing.says.trim().to_owned(),
        words: words.to_owned(),
        chosen: reply.said.text().trim().to_owned(),
        best: best.map(|one| one.said.clone()).collect(),
        chose_best,
        points: points.collect(),
        credit: percent.and_then(|percent| u8::try_from(percent).ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_of_what_waits_is_looked_at_and_what_was_rated_is_not() {
        let draft = |turn: u16| Draft {
            attempt: Some(AttemptId(3)),
            turn,
            client: String::new(),
            says: String::new(),
            words: "Tell me more.".to_owned(),
            chosen: String::new(),
            best: Vec::new(),
            chose_best: false,
            points: Vec::new(),
            credit: None,
        };
        let mut review = Review {
            drafts: (0..40).map(draft).collect(),
            ..Review::default()
        };
        let rated = SelfRating {
            attempt: AttemptId(3),
            turn: 1,
            at_ms: 0,
            checklist: 0,
            rating: 50,
        };
        review.keep_waiting(&[rated], 4);
        let turns: Vec<u16> = review.drafts.iter().map(|draft| draft.turn).collect();
        assert_eq!(turns, [0, 2, 3, 4]);
    }
}
