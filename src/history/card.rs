//! What spaced practice remembers of one ability in the presence of one marker. When it is due again is the scheduler's word, not ours.

use rusqlite::{Transaction, params};
use serde::Serialize;

use super::names::{NameKind, Names};
use super::profile::ProfileId;
use super::store::{HistoryError, Store};
use crate::framework::id::{MarkerId, RowId};

/// Where a card stands with its scheduler.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub enum CardPhase {
    /// Never practised.
    #[default]
    New,
    /// Being learned.
    Learning,
    /// Practised at growing distances.
    Review,
    /// Being learned again after a lapse.
    Relearning,
}

impl CardPhase {
    const ALL: [Self; 4] = [Self::New, Self::Learning, Self::Review, Self::Relearning];

    /// The number under which it is kept.
    const fn number(self) -> i64 {
        match self {
            Self::New => 0,
            Self::Learning => 1,
            Self::Review => 2,
            Self::Relearning => 3,
        }
    }

    fn of(number: i64) -> Self {
        let found = Self::ALL.into_iter().find(|phase| phase.number() == number);
        found.unwrap_or_default()
    }
}

/// One ability in the presence of one marker, or of any.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// The ability.
    pub ability: RowId,
    /// The marker; `None` for the ability as such.
    pub marker: Option<MarkerId>,
    /// The scheduler's stability, in days.
    pub stability: f64,
    /// The scheduler's difficulty, in its own unit.
    pub difficulty: f64,
    /// When it is due, in milliseconds since 1970.
    pub due_ms: i64,
    /// When it was practised last, in milliseconds since 1970.
    pub last_ms: Option<i64>,
    /// How often it was practised.
    pub reps: u32,
    /// How often it was forgotten.
    pub lapses: u32,
    /// Where it stands.
    pub phase: CardPhase,
}

/// Stands for "no marker" in the table, whose key can't be empty.
const NO_MARKER: i64 = -1;

/// Keeps a card within a transaction.
pub(super) fn put(
    names: &mut Names,
    transaction: &Transaction<'_>,
    profile: ProfileId,
    card: &Card,
) -> Result<(), HistoryError> {
    let ability = names.number(transaction, NameKind::Row, card.ability.as_str())?;
    let marker = match &card.marker {
        Some(marker) => i64::from(names.number(transaction, NameKind::Marker, marker.as_str())?),
        None => NO_MARKER,
    };
    transaction
        .prepare_cached("INSERT OR REPLACE INTO card VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
        .execute(params![
            profile.0,
            ability,
            marker,
            card.stability,
            card.difficulty,
            card.due_ms,
            card.last_ms,
            card.reps,
            card.lapses,
            card.phase.number()
        ])?;
    Ok(())
}

impl Store {
    /// Keeps a card, in place of the one for the same ability and marker if there is one.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn put_card(&mut self, profile: ProfileId, card: &Card) -> Result<(), HistoryError> {
        self.write(|names, transaction| put(names, transaction, profile, card))
    }

    /// All cards of a profile, those due first at the front.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn cards(&mut self, profile: ProfileId) -> Result<Vec<Card>, HistoryError> {
        self.learn_names()?;
        let mut query = self.connection.prepare_cached(
            "SELECT ability, marker, stability, difficulty, due_ms, last_ms, reps, lapses, phase
             FROM card WHERE profile = ?1 ORDER BY due_ms, ability, marker",
        )?;
        let rows = query.query_map([profile.0], |row| {
            let marker = u32::try_from(row.get::<_, i64>(1)?).ok();
            Ok(Card {
                ability: RowId::from(self.names.text(NameKind::Row, row.get(0)?)),
                marker: marker.map(|marker| MarkerId::from(self.names.text(NameKind::Marker, marker))),
                stability: row.get(2)?,
                difficulty: row.get(3)?,
                due_ms: row.get(4)?,
                last_ms: row.get(5)?,
                reps: row.get(6)?,
                lapses: row.get(7)?,
                phase: CardPhase::of(row.get(8)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn card(ability: &str, marker: Option<&str>, due_ms: i64) -> Card {
        Card {
            ability: RowId::from(ability),
            marker: marker.map(MarkerId::from),
            stability: 2.5,
            difficulty: 5.75,
            due_ms,
            last_ms: Some(due_ms - 10),
            reps: 3,
            lapses: 1,
            phase: CardPhase::Review,
        }
    }

    #[test]
    fn a_card_is_kept_by_ability_and_marker() {
        let mut store = Store::in_memory().unwrap();
        let one = store.profiles().unwrap().first().unwrap().id;
        let other = store.add_profile("Noor", 1).unwrap();
        let later = card("repair.own-part", Some("denial"), 200);
        let sooner = card("repair.own-part", None, 100);
        store.put_card(one, &later).unwrap();
        store.put_card(one, &sooner).unwrap();
        let moved = Card {
            due_ms: 300,
            last_ms: None,
            phase: CardPhase::Relearning,
            ..later
        };
        store.put_card(one, &moved).unwrap();
        assert_eq!(store.cards(one).unwrap(), [sooner, moved]);
        assert_eq!(store.cards(other).unwrap(), []);
    }
}
