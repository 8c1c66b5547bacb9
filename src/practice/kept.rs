//! Practice as the history keeps it: cards out and in, and what can be read from the decisions of drills and plays.
//!
//! A card is kept under its ability and the name of its kind of moment. How it went last, and where, stands in the decisions.

use std::collections::{BTreeSet, HashMap};

use super::card::{Card, CardId, Moment, STEADY};
use super::deck::Past;
use super::item::{Item, ItemId};
use super::rating::{Outcome, Rating};
use super::schedule::Memory;
use crate::framework::id::{MarkerId, RowId};
use crate::history::card::{Card as KeptCard, CardPhase};
use crate::history::decision::{Decision, KeptDecision};
use crate::scenario::id::ScenarioId;
use crate::score::ratio::Ratio;
use crate::score::recognition::Sighting;
use crate::session::options::Mode;

/// A card as it is kept.
pub fn to_kept(card: &Card) -> KeptCard {
    KeptCard {
        ability: card.id.ability.clone(),
        marker: Some(MarkerId::from(card.id.moment.id())),
        stability: card.memory.stability,
        difficulty: card.memory.difficulty,
        due_ms: card.due_ms,
        last_ms: Some(card.last_ms),
        reps: card.tries,
        lapses: card.lapses,
        phase: match card.run {
            STEADY.. => CardPhase::Review,
            0 if card.lapses > 0 => CardPhase::Relearning,
            0 => CardPhase::New,
            _ => CardPhase::Learning,
        },
    }
}

/// A kept card, as far as it tells. `None` if it is not one of ours.
fn from_kept(kept: &KeptCard) -> Option<Card> {
    let moment = Moment::named(kept.marker.as_ref()?.as_str())?;
    Some(Card {
        id: CardId {
            ability: kept.ability.clone(),
            moment,
        },
        memory: Memory {
            stability: kept.stability.max(0.01),
            difficulty: kept.difficulty.clamp(1.0, 10.0),
        },
        last_ms: kept.last_ms.unwrap_or(kept.due_ms),
        due_ms: kept.due_ms,
        rating: None,
        run: match kept.phase {
            CardPhase::Review => STEADY,
            CardPhase::Learning => 1,
            CardPhase::New | CardPhase::Relearning => 0,
        },
        item: None,
        tries: kept.reps,
        lapses: kept.lapses,
    })
}

impl Outcome {
    /// The outcome of a kept decision. `None` if everything on offer was equally apt.
    pub fn of_decision(decision: &Decision) -> Option<Self> {
        let kind = decision.strain.as_ref().map(|strain| strain.kind);
        let seen = decision.sighting.map(|sighting| match sighting {
            Sighting::Hit => decision.seen.map(|seen| seen.kind) == kind,
            Sighting::CorrectRejection => true,
            Sighting::Miss | Sighting::FalseAlarm => false,
        });
        Some(Self {
            credit: Ratio::new(u32::from(decision.credit?), 1000),
            seen,
            confidence: decision.confidence,
        })
    }
}

/// What is known of somebody's practice, but for the sessions that were left. `decisions` may be in any order; those that were rewound or
/// came after going back don't count.
pub fn past(items: &[Item], cards: &[KeptCard], decisions: &[KeptDecision], played: BTreeSet<ScenarioId>) -> Past {
    let mut past = Past {
        cards: cards.iter().filter_map(from_kept).collect(),
        played,
        ..Past::default()
    };
    let mut latest: HashMap<ItemId, (i64, Option<Rating>)> = HashMap::new();
    let mut credit: HashMap<RowId, (u32, u32)> = HashMap::new();
    let counted = decisions.iter().map(|kept| &kept.decision);
    for decision in counted.filter(|decision| !decision.again) {
        if decision.mode == Mode::Drill {
            let id = ItemId {
                vignette: decision.vignette.clone(),
                statement: decision.statement.clone(),
            };
            let rating = Outcome::of_decision(decision).map(Outcome::rating);
            let known = latest.entry(id).or_insert((i64::MIN, None));
            if decision.at_ms > known.0 {
                *known = (decision.at_ms, rating);
            }
        } else if let Some(thousandths) = decision.credit {
            for row in &decision.called_for {
                let sum = credit.entry(row.clone()).or_default();
                *sum = (sum.0.saturating_add(u32::from(thousandths)), sum.1 + 1);
            }
        }
    }
    for card in &mut past.cards {
        let served = |item: &&Item| item.moment == card.id.moment && item.abilities.contains(&card.id.ability);
        let drilled = items
            .iter()
            .filter(served)
            .filter_map(|item| Some((latest.get(&item.id)?, &item.id)));
        if let Some((&(_, rating), id)) = drilled.max_by_key(|(known, _)| known.0) {
            card.rating = rating;
            card.item = Some(id.clone());
        }
    }
    past.drilled = latest.into_iter().map(|(id, (at_ms, _))| (id, at_ms)).collect();
    past.credit = credit
        .into_iter()
        .filter_map(|(row, (sum, count))| Some((row, sum.checked_div(count.checked_mul(10)?)?)))
        .collect();
    past
}
