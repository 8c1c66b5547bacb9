//! All that can be practised, with how its practice stands: which cards are due, which are new, and which statements serve a card.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::card::{Card, CardId, Moment};
use super::item::{Item, ItemId};
use super::rating::Rating;
use crate::framework::id::{MarkerId, RowId};
use crate::framework::model::Framework;
use crate::scenario::id::ScenarioId;

/// What is known of somebody's practice so far. Comes from the history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The cards that were practised.
    pub cards: Vec<Card>,
    /// When each statement was drilled last, in milliseconds since 1970.
    pub drilled: HashMap<ItemId, i64>,
    /// The vignettes that were played to an end.
    pub played: BTreeSet<ScenarioId>,
    /// The vignettes whose latest session was left before its end.
    pub left: BTreeSet<ScenarioId>,
    /// The mean credit of each ability over whole plays, in per cent.
    pub credit: HashMap<RowId, u32>,
}

/// What a round is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Focus {
    /// Nothing: all that is due.
    #[default]
    All,
    /// One ability, in any moment.
    Ability(RowId),
    /// One sign of strain.
    Marker(MarkerId),
}

impl Focus {
    /// Whether a statement serves it for a card.
    pub fn holds(&self, item: &Item, card: &CardId) -> bool {
        match self {
            Self::All => true,
            Self::Ability(ability) => card.ability == *ability,
            Self::Marker(marker) => item.marker.as_ref() == Some(marker),
        }
    }
}

/// Everything that can be practised.
#[derive(Clone, Debug, Default)]
pub struct Deck {
    items: Vec<Item>,
    past: Past,
    cards: BTreeMap<CardId, Card>,
    by_card: BTreeMap<CardId, Vec<usize>>,
    rank: HashMap<RowId, usize>,
}

impl Deck {
    /// Puts statements and practice together. Of two statements of one name the first counts. A card that no statement serves any more
    /// is kept, and is never due.
    pub fn new(framework: &Framework, items: Vec<Item>, past: Past) -> Self {
        let mut known = BTreeSet::new();
        let items: Vec<Item> = items.into_iter().filter(|item| known.insert(item.id.clone())).collect();
        let mut by_card: BTreeMap<CardId, Vec<usize>> = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            for card in item.cards() {
                by_card.entry(card).or_default().push(at);
            }
        }
        let rank = framework.rows.iter().enumerate().map(|(at, row)| (row.id.clone(), at));
        Self {
            rank: rank.collect(),
            cards: past.cards.iter().map(|card| (card.id.clone(), card.clone())).collect(),
            items,
            past,
            by_card,
        }
    }

    /// All statements.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// A statement by its place in [`Deck::items`].
    pub fn item(&self, at: usize) -> Option<&Item> {
        self.items.get(at)
    }

    /// The places of the statements that serve a card.
    pub fn serving(&self, card: &CardId) -> &[usize] {
        self.by_card.get(card).map_or(&[], Vec::as_slice)
    }

    /// A card, if it was practised.
    pub fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.get(id)
    }

    /// The cards that were practised and can be practised again, soonest due first.
    pub fn practised(&self) -> Vec<&Card> {
        let mut cards: Vec<&Card> = self
            .cards
            .values()
            .filter(|card| self.by_card.contains_key(&card.id))
            .collect();
        cards.sort_by(|a, b| (a.due_ms, &a.id).cmp(&(b.due_ms, &b.id)));
        cards
    }

    /// Those of them that are due, the longest due first.
    pub fn due(&self, now_ms: i64) -> Vec<&Card> {
        let mut cards = self.practised();
        cards.retain(|card| card.is_due(now_ms));
        cards
    }

    /// The cards that were never practised, the most needed first: the ability with the lowest mean credit in whole plays, then those that
    /// were not yet called for, in the framework's order.
    pub fn fresh(&self) -> Vec<&CardId> {
        let mut fresh: Vec<&CardId> = self.by_card.keys().filter(|id| !self.cards.contains_key(*id)).collect();
        let need = |id: &CardId| {
            let credit = self.past.credit.get(&id.ability).copied().unwrap_or(101);
            (
                credit,
                self.rank.get(&id.ability).copied().unwrap_or(usize::MAX),
                id.moment,
            )
        };
        fresh.sort_by_key(|id| need(id));
        fresh
    }

    /// The abilities that there are statements for, with how many, in the framework's order.
    pub fn abilities(&self) -> Vec<(&RowId, usize)> {
        let mut counts: HashMap<&RowId, usize> = HashMap::new();
        for item in &self.items {
            for ability in &item.abilities {
                *counts.entry(ability).or_default() += 1;
            }
        }
        let mut abilities: Vec<(&RowId, usize)> = counts.into_iter().collect();
        abilities.sort_by_key(|(ability, _)| (self.rank.get(*ability).copied().unwrap_or(usize::MAX), *ability));
        abilities
    }

    /// How many statements show a sign of strain.
    pub fn showing(&self, marker: &MarkerId) -> usize {
        let showing = self.items.iter().filter(|item| item.marker.as_ref() == Some(marker));
        showing.count()
    }

    /// How many statements there are for a kind of moment.
    pub fn in_moment(&self, moment: Moment) -> usize {
        self.items.iter().filter(|item| item.moment == moment).count()
    }

    /// When a statement was drilled last.
    pub fn drilled_ms(&self, item: &ItemId) -> Option<i64> {
        self.past.drilled.get(item).copied()
    }

    /// The statement that was drilled last of all, if it can still be drilled.
    pub fn drilled_last(&self) -> Option<&ItemId> {
        let drilled = self
            .items
            .iter()
            .filter_map(|item| Some((self.drilled_ms(&item.id)?, &item.id)));
        drilled.max_by_key(|&(at_ms, _)| at_ms).map(|(_, id)| id)
    }

    /// Whether a vignette was played to an end.
    pub fn was_played(&self, vignette: &ScenarioId) -> bool {
        self.past.played.contains(vignette)
    }

    /// Whether a vignette was neither played to an end nor left in the middle: whoever is in it is somebody new.
    pub fn is_new(&self, vignette: &ScenarioId) -> bool {
        !self.was_played(vignette) && !self.past.left.contains(vignette)
    }

    /// Whether no vignette was played to an end.
    pub fn met_nobody(&self) -> bool {
        self.past.played.is_empty()
    }

    /// How many cards are steady.
    pub fn steady(&self) -> usize {
        self.cards.values().filter(|card| card.is_steady()).count()
    }

    /// Takes in a result: it counts for every card that the statement serves, as a turn in a play counts for every ability that it calls
    /// for. Returns the cards as they stand now, to be kept.
    pub fn practise(&mut self, item: &ItemId, rating: Rating, now_ms: i64) -> Vec<Card> {
        let Some(served) = self.items.iter().find(|known| known.id == *item) else {
            return Vec::new();
        };
        let cards: Vec<Card> = served
            .cards()
            .map(|id| Card::practised(self.cards.get(&id), &id, item, rating, now_ms))
            .collect();
        self.cards
            .extend(cards.iter().map(|card| (card.id.clone(), card.clone())));
        self.past.drilled.insert(item.clone(), now_ms);
        cards
    }
}
