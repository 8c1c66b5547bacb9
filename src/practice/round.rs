//! The ten minutes: which statement comes next, decided one at a time, because what comes next depends on what came off.
//!
//! The rules, as `docs/practice.md` tells them:
//!
//! - A round has [`LONG`] drills; [`SHORT`] with somebody new to meet after them.
//! - Of each four drills one is a foil, at a place in the four that the seed decides.
//! - What did not come off, or is not steady yet, comes back after at least one other drill, at another statement, at most [`TRIES`] times.
//! - Otherwise comes what is due, the longest due first; then what was never practised, [`FRESH`] of it; then what is due soonest; then the
//!   rest of what was never practised.
//! - A statement comes once a round. A card's last statement comes again only if it has no other, and the very last one of the round before
//!   does not open the next while anything else can.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::card::{CardId, Moment};
use super::deck::{Deck, Focus};
use super::item::ItemId;
use super::rating::Rating;
use crate::scenario::id::ScenarioId;
use crate::scenario::model::{Level, Scenario};

/// Drills in a round. About a minute and a quarter each.
pub const LONG: usize = 8;
/// Drills in a round that ends with a vignette.
pub const SHORT: usize = 4;
/// One drill in so many is a foil. Real conversations have about as many moments that only look like a strain.
pub const FOIL_IN: usize = 4;
/// How often one card is tried in a round.
pub const TRIES: usize = 3;
/// How many new cards a round begins before it looks ahead.
pub const FRESH: usize = 4;
/// With more cards due than this, a round has no room for a vignette.
pub const ROOM: usize = 4;

/// Why a statement is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Why {
    /// Not steady yet in this round.
    Unsteady,
    /// Its day has come.
    Due,
    /// Never practised.
    Fresh,
    /// Not due yet, and there is room.
    Ahead,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    /// What is practised.
    pub card: CardId,
    /// At which statement, by its place in the deck.
    pub item: usize,
    /// Why.
    pub why: Why,
}

/// A drill that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What it was for.
    pub card: CardId,
    /// At which statement.
    pub item: ItemId,
    /// Why it was up.
    pub why: Why,
    /// How it went.
    pub rating: Rating,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// What it is narrowed to.
    pub focus: Focus,
    /// How many drills it has at most.
    pub length: usize,
    /// Somebody new to meet after the drills.
    pub vignette: Option<ScenarioId>,
    /// Decides where the foils stand.
    pub seed: u64,
    /// What is done.
    pub done: Vec<Done>,
}

impl Round {
    /// The ten minutes of today. `vignettes` are those that there are, in the order in which they are listed.
    pub fn of_today<'s>(deck: &Deck, vignettes: impl Iterator<Item = &'s Scenario>, seed: u64, now_ms: i64) -> Self {
        let vignette = newcomer(deck, vignettes, now_ms).map(|scenario| scenario.id.clone());
        Self {
            focus: Focus::All,
            length: if vignette.is_some() { SHORT } else { LONG },
            vignette,
            seed,
            done: Vec::new(),
        }
    }

    /// A round by choice.
    pub fn on(focus: Focus, seed: u64) -> Self {
        Self {
            focus,
            length: LONG,
            vignette: None,
            seed,
            done: Vec::new(),
        }
    }

    /// What comes next; `None` when the round is done or nothing is left.
    pub fn next(&self, deck: &Deck, now_ms: i64) -> Option<Drill> {
        if self.done.len() >= self.length {
            return None;
        }
        let foil = self.is_foil(self.done.len());
        let candidates = self.candidates(deck, now_ms);
        let just_had = deck.drilled_last();
        let pick = |foil: Option<bool>, focus: &Focus| {
            let drills = candidates
                .iter()
                .filter(|(_, card)| foil.is_none_or(|foil| (card.moment == Moment::Foil) == foil))
                .filter_map(|&(why, card)| {
                    Some(Drill {
                        card: card.clone(),
                        item: self.statement(deck, card, focus)?,
                        why,
                    })
                });
            let is_new = |drill: &Drill| deck.item(drill.item).map(|item| &item.id) != just_had;
            drills.clone().find(is_new).or_else(|| drills.clone().next())
        };
        // A foil that the focus does not have is taken from elsewhere: it is the foil that counts.
        let wanted = pick(Some(foil), &self.focus);
        let wanted = wanted.or_else(|| foil.then(|| pick(Some(true), &Focus::All)).flatten());
        wanted.or_else(|| pick(None, &self.focus))
    }

    /// Whether a drill, from 0, is to be a foil.
    pub fn is_foil(&self, at: usize) -> bool {
        let block = (at / FOIL_IN) as u64;
        let mut seed = self.seed ^ (block + 1);
        let place = crate::session::rng::split_mix(&mut seed) % FOIL_IN as u64;
        (at % FOIL_IN) as u64 == place
    }

    /// All cards in the order in which they would come, with the reason.
    fn candidates<'d>(&'d self, deck: &'d Deck, now_ms: i64) -> Vec<(Why, &'d CardId)> {
        let touched = |card: &CardId| self.done.iter().any(|done| done.card == *card);
        let begun = self.done.iter().filter(|done| done.why == Why::Fresh).count();
        let unsteady: Vec<_> = self
            .unsteady(deck)
            .into_iter()
            .map(|card| (Why::Unsteady, card))
            .collect();
        let (due, ahead): (Vec<_>, Vec<_>) = deck
            .practised()
            .into_iter()
            .filter(|card| !touched(&card.id))
            .partition(|card| card.is_due(now_ms));
        let due = due.into_iter().map(|card| (Why::Due, &card.id));
        let ahead = ahead.into_iter().map(|card| (Why::Ahead, &card.id));
        let mut fresh: Vec<_> = deck.fresh().into_iter().map(|card| (Why::Fresh, card)).collect();
        let room = if self.focus == Focus::All { FRESH } else { self.length };
        let later = if begun < room {
            Vec::new()
        } else {
            std::mem::take(&mut fresh)
        };
        let others = due.chain(fresh).chain(ahead).chain(later);
        // What comes back does not crowd out the rest: after one such drill something else has its turn first.
        if self.done.last().is_some_and(|done| done.why == Why::Unsteady) {
            others.chain(unsteady).collect()
        } else {
            unsteady.into_iter().chain(others).collect()
        }
    }

    /// The cards of this round that are to come back, the one that has waited longest first.
    fn unsteady<'d>(&'d self, deck: &Deck) -> Vec<&'d CardId> {
        let mut cards: Vec<&CardId> = Vec::new();
        // Whatever was done just now waits for at least one other drill.
        let before = self.done.len().saturating_sub(1);
        for (at, done) in self.done.iter().enumerate().take(before) {
            let last = self.done.iter().rposition(|other| other.card == done.card) == Some(at);
            let tries = self.done.iter().filter(|other| other.card == done.card).count();
            let steady = deck.card(&done.card).is_some_and(super::card::Card::is_steady);
            if last && !steady && tries < TRIES {
                cards.push(&done.card);
            }
        }
        cards
    }

    /// The statement at which a card is best practised now, by its place in the deck; `None` if each was had in this round.
    ///
    /// One that is not the card's last one, from somebody else than the last drill, longest ago, from a vignette that was played.
    fn statement(&self, deck: &Deck, card: &CardId, focus: &Focus) -> Option<usize> {
        let had = |id: &ItemId| self.done.iter().any(|done| done.item == *id);
        let last = deck.card(card).and_then(|card| card.item.as_ref());
        let person = self.done.last().map(|done| &done.item.vignette);
        let free = deck.serving(card).iter().copied().filter_map(|at| {
            let item = deck.item(at)?;
            (!had(&item.id) && focus.holds(item, card)).then_some((at, item))
        });
        let best = free.min_by(|(a, one), (b, other)| {
            let key = |item: &super::item::Item| {
                (
                    last == Some(&item.id),
                    person == Some(&item.id.vignette),
                    deck.drilled_ms(&item.id),
                    !deck.was_played(&item.id.vignette),
                )
            };
            match key(one).cmp(&key(other)) {
                Ordering::Equal => a.cmp(b),
                decided => decided,
            }
        });
        best.map(|(at, _)| at)
    }
}

/// Somebody new to meet, if the trainee is ready: little enough is due, and enough is steady for the vignette's level: nothing for
/// foundation, two cards for intermediate, four for advanced. Whoever has met nobody is ready for the easiest. Never one that is held
/// back, and never somebody whom one left in the middle: that session is gone on with.
pub fn newcomer<'s>(deck: &Deck, vignettes: impl Iterator<Item = &'s Scenario>, now_ms: i64) -> Option<&'s Scenario> {
    if deck.due(now_ms).len() > ROOM {
        return None;
    }
    let steady = if deck.met_nobody() { usize::MAX } else { deck.steady() };
    let needs = |level: Level| match level {
        Level::Foundation => 0,
        Level::Intermediate => 2,
        Level::Advanced => 4,
    };
    vignettes
        .filter(|scenario| !scenario.held_back && deck.is_new(&scenario.id))
        .filter(|scenario| steady >= needs(scenario.contract.level))
        .min_by_key(|scenario| scenario.contract.level)
}
