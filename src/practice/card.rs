//! One ability in one kind of moment, and how its practice stands.

use serde::{Deserialize, Serialize};

use super::item::ItemId;
use super::rating::Rating;
use super::schedule::{DAY_MS, LEEWAY_MS, Memory};
use crate::framework::id::{RowId, RuptureKind};

/// In what kind of moment something is practised. Told apart because taking in an attack and reaching somebody who has gone quiet are two
/// things, and because leaving a foil alone is a third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Moment {
    /// The client moves away.
    Withdrawal,
    /// The client moves against.
    Confrontation,
    /// It looks like a strain and is none.
    Foil,
    /// There is no strain, and nothing that looks like one.
    Open,
}

impl Moment {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Withdrawal, Self::Confrontation, Self::Foil, Self::Open];

    /// The moment of a strain of this kind.
    pub const fn of(kind: RuptureKind) -> Self {
        match kind {
            RuptureKind::Withdrawal => Self::Withdrawal,
            RuptureKind::Confrontation => Self::Confrontation,
        }
    }

    /// A name that stays, for the history.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Withdrawal => "withdrawal",
            Self::Confrontation => "confrontation",
            Self::Foil => "foil",
            Self::Open => "open",
        }
    }

    /// The moment of that name.
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.id() == id)
    }

    /// As the end of a sentence that begins with an ability.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Withdrawal => "when a client moves away",
            Self::Confrontation => "when a client moves against you",
            Self::Foil => "when it only looks like a strain",
            Self::Open => "when nothing is strained",
        }
    }
}

/// Names a card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CardId {
    /// The ability, as a row of the framework.
    pub ability: RowId,
    /// The kind of moment.
    pub moment: Moment,
}

/// Good results in a row, each at another statement than the one before, that make a card steady.
pub const STEADY: u32 = 2;

/// A card that was practised at least once.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// What is practised.
    pub id: CardId,
    /// How well it is likely to hold.
    pub memory: Memory,
    /// When it was practised last, in milliseconds since 1970.
    pub last_ms: i64,
    /// When it is due, in milliseconds since 1970.
    pub due_ms: i64,
    /// How it went last, if that is known.
    pub rating: Option<Rating>,
    /// Good results in a row, each at another statement than the one before.
    pub run: u32,
    /// At which statement it was practised last, if that is known.
    pub item: Option<ItemId>,
    /// How often it was practised.
    pub tries: u32,
    /// How often it did not come off after it had.
    pub lapses: u32,
}

impl Card {
    /// The card after another try; after the first one, if there was no card. A time before the last one counts as that one.
    pub fn practised(before: Option<&Self>, id: &CardId, item: &ItemId, rating: Rating, now_ms: i64) -> Self {
        let last_ms = before.map_or(now_ms, |card| card.last_ms.max(now_ms));
        // Some days at most; the cast is exact enough.
        #[allow(clippy::cast_precision_loss)]
        let elapsed_days = before.map_or(0.0, |card| last_ms.saturating_sub(card.last_ms) as f64 / DAY_MS as f64);
        let memory = before.map_or_else(|| Memory::first(rating), |card| card.memory.after(elapsed_days, rating));
        let interval = if rating == Rating::Again {
            1
        } else {
            memory.interval_days()
        };
        let elsewhere = before.is_none_or(|card| card.item.as_ref() != Some(item));
        let run = match (rating.is_good(), before) {
            (false, _) => 0,
            (true, Some(card)) => (card.run + u32::from(elsewhere)).max(1),
            (true, None) => 1,
        };
        let lapsed = rating == Rating::Again && before.is_some_and(|card| card.run > 0);
        Self {
            id: id.clone(),
            memory,
            last_ms,
            due_ms: last_ms
                .saturating_add(i64::from(interval) * DAY_MS)
                .saturating_sub(LEEWAY_MS),
            rating: Some(rating),
            run,
            item: Some(item.clone()),
            tries: before.map_or(1, |card| card.tries.saturating_add(1)),
            lapses: before.map_or(0, |card| card.lapses) + u32::from(lapsed),
        }
    }

    /// Whether it is due.
    pub const fn is_due(&self, now_ms: i64) -> bool {
        self.due_ms <= now_ms
    }

    /// Whether it came off twice in a row, at two statements.
    pub const fn is_steady(&self) -> bool {
        self.run >= STEADY
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn practise(tries: &[(&str, Rating, i64)]) -> Card {
        let id = CardId {
            ability: "repair.own-part".into(),
            moment: Moment::Withdrawal,
        };
        let mut card: Option<Card> = None;
        for &(statement, rating, day) in tries {
            let item = ItemId {
                vignette: "a".into(),
                statement: statement.into(),
            };
            card = Some(Card::practised(card.as_ref(), &id, &item, rating, day * DAY_MS));
        }
        card.unwrap()
    }

    #[track_caller]
    fn check(tries: &[(&str, Rating, i64)], run: u32, interval: i64, lapses: u32) {
        let card = practise(tries);
        let due = card.due_ms + LEEWAY_MS - card.last_ms;
        assert_eq!((card.run, due / DAY_MS, card.lapses), (run, interval, lapses));
    }

    #[test]
    fn a_card_is_steady_after_two_good_results_at_two_statements() {
        use Rating::{Again, Good, Hard};
        check(&[("x", Good, 0)], 1, 3, 0);
        check(&[("x", Good, 0), ("x", Good, 0)], 1, 4, 0);
        check(&[("x", Good, 0), ("y", Good, 0)], 2, 4, 0);
        check(&[("x", Good, 0), ("y", Good, 0), ("x", Hard, 3)], 0, 6, 0);
        check(&[("x", Good, 0), ("y", Again, 3)], 0, 1, 1);
        check(&[("x", Again, 0), ("y", Again, 0)], 0, 1, 0);
        assert!(practise(&[("x", Good, 0), ("y", Good, 0)]).is_steady());
    }

    #[test]
    fn a_clock_that_was_set_back_changes_nothing_else() {
        let card = practise(&[("x", Rating::Good, 10), ("y", Rating::Good, 2)]);
        assert_eq!(card.last_ms, 10 * DAY_MS);
    }

    #[test]
    fn a_moment_is_found_by_its_name() {
        for moment in Moment::ALL {
            assert_eq!(Moment::named(moment.id()), Some(moment));
        }
        assert_eq!(Moment::named("calm"), None);
    }
}
