//! A round that is under way as text, so that it can be gone on with after the program was closed or stopped.

use serde::{Deserialize, Serialize};

use super::card::CardId;
use super::deck::{Deck, Focus};
use super::item::{Item, ItemId};
use super::rating::Rating;
use super::round::{Done, Drill, Round, Why};
use crate::framework::id::{MarkerId, RowId};
use crate::scenario::id::ScenarioId;

/// A round with the drill that is up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWay {
    #[serde(default)]
    ability: Option<RowId>,
    #[serde(default)]
    marker: Option<MarkerId>,
    length: usize,
    #[serde(default)]
    vignette: Option<ScenarioId>,
    seed: u64,
    done: Vec<OneDone>,
    /// The attempts of what is done, in order, as far as they are known.
    attempts: Vec<i64>,
    up: Up,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct OneDone {
    up: Up,
    rating: Rating,
}

/// The drill that is up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Up {
    card: CardId,
    item: ItemId,
    why: Why,
}

impl UnderWay {
    /// A round as it stands with a drill up at a statement.
    pub fn of(round: &Round, drill: &Drill, item: &ItemId, attempts: Vec<i64>) -> Self {
        let (ability, marker) = match &round.focus {
            Focus::All => (None, None),
            Focus::Ability(ability) => (Some(ability.clone()), None),
            Focus::Marker(marker) => (None, Some(marker.clone())),
        };
        Self {
            ability,
            marker,
            length: round.length,
            vignette: round.vignette.clone(),
            seed: round.seed,
            done: round.done.iter().map(one_done).collect(),
            attempts,
            up: Up {
                card: drill.card.clone(),
                item: item.clone(),
                why: drill.why,
            },
        }
    }

    /// As text.
    pub fn write(&self) -> String {
        let text = serde_json::to_string(self);
        debug_assert!(text.is_ok(), "a round holds nothing that JSON can't");
        text.unwrap_or_default()
    }

    /// Reads the text. `None` if it is none of ours, or of a program that knows more.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// How many drills are done, and of how many.
    pub const fn progress(&self) -> (usize, usize) {
        (self.done.len(), self.length)
    }

    /// The attempts of what is done.
    pub fn attempts(&self) -> &[i64] {
        &self.attempts
    }

    /// The round as it stood.
    pub fn round(&self) -> Round {
        let focus = match (&self.ability, &self.marker) {
            (Some(ability), _) => Focus::Ability(ability.clone()),
            (None, Some(marker)) => Focus::Marker(marker.clone()),
            (None, None) => Focus::All,
        };
        let done = self.done.iter().map(|done| Done {
            card: done.up.card.clone(),
            item: done.up.item.clone(),
            why: done.up.why,
            rating: done.rating,
        });
        Round {
            focus,
            length: self.length,
            vignette: self.vignette.clone(),
            seed: self.seed,
            done: done.collect(),
        }
    }

    /// The drill that was up, if its statement can still be practised.
    pub fn drill(&self, deck: &Deck) -> Option<(Drill, Item)> {
        let at = deck.items().iter().position(|item| item.id == self.up.item)?;
        let drill = Drill {
            card: self.up.card.clone(),
            item: at,
            why: self.up.why,
        };
        Some((drill, deck.item(at)?.clone()))
    }
}

fn one_done(done: &Done) -> OneDone {
    OneDone {
        up: Up {
            card: done.card.clone(),
            item: done.item.clone(),
            why: done.why,
        },
        rating: done.rating,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::practice::card::Moment;

    fn item(statement: &str) -> ItemId {
        ItemId {
            vignette: "the-worksheet".into(),
            statement: statement.into(),
        }
    }

    #[test]
    fn a_round_comes_back_as_it_was() {
        let card = CardId {
            ability: "repair.own-part".into(),
            moment: Moment::Foil,
        };
        for focus in [
            Focus::All,
            Focus::Ability("repair.rationale".into()),
            Focus::Marker("minimal-response".into()),
        ] {
            let round = Round {
                focus,
                length: 8,
                vignette: Some("six-weeks".into()),
                seed: u64::MAX,
                done: vec![Done {
                    card: card.clone(),
                    item: item("opening"),
                    why: Why::Due,
                    rating: Rating::Hard,
                }],
            };
            let drill = Drill {
                card: card.clone(),
                item: 3,
                why: Why::Fresh,
            };
            let kept = UnderWay::of(&round, &drill, &item("later"), vec![41]);
            let read = UnderWay::read(&kept.write()).unwrap();
            assert_eq!(
                (read.round(), read.progress(), read.attempts()),
                (round, (1, 8), [41].as_slice())
            );
            assert_eq!(read.drill(&Deck::default()), None, "the statement is gone");
        }
    }

    #[test]
    fn what_is_no_round_is_none() {
        for text in ["", "null", "{}", "{\"length\":8}", "[1,2]", "{\"format\":2}"] {
            assert_eq!(UnderWay::read(text), None, "{text}");
        }
    }
}
