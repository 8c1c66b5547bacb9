//! A round of single statements that is under way: kept after each of them, so that it can be gone on with after a restart.
//!
//! What a round is made of is the business of those who practise; here it is a text. One a profile.

use rusqlite::{OptionalExtension, params};

use super::card::{Card, put};
use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, Store};

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRound {
    /// When its last statement came up, in milliseconds since 1970.
    pub at_ms: i64,
    /// The attempt that this statement is kept as, if it is.
    pub attempt: Option<AttemptId>,
    /// The round as whoever practises writes it.
    pub body: String,
}

impl Store {
    /// Keeps the cards that a statement has changed and the round as it stands after it, all or nothing; without a round, the one that was
    /// kept is forgotten.
    ///
    /// # Errors
    /// If the database can't be written.
    pub fn put_round(
        &mut self,
        profile: ProfileId,
        cards: &[Card],
        round: Option<&KeptRound>,
    ) -> Result<(), HistoryError> {
        self.write(|names, transaction| {
            for card in cards {
                put(names, transaction, profile, card)?;
            }
            match round {
                Some(round) => transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO round (profile, at_ms, attempt, body) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![
                        profile.0,
                        round.at_ms,
                        round.attempt.map(|id| id.0),
                        round.body
                    ])?,
                None => transaction
                    .prepare_cached("DELETE FROM round WHERE profile = ?1")?
                    .execute([profile.0])?,
            };
            Ok(())
        })
    }

    /// The round of a profile that was not finished, if there is one.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn round(&self, profile: ProfileId) -> Result<Option<KeptRound>, HistoryError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT at_ms, attempt, body FROM round WHERE profile = ?1")?;
        let found = query.query_row([profile.0], |row| {
            Ok(KeptRound {
                at_ms: row.get(0)?,
                attempt: row.get::<_, Option<i64>>(1)?.map(AttemptId),
                body: row.get(2)?,
            })
        });
        Ok(found.optional()?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::card::CardPhase;
    use super::super::store::tests::attempt;
    use super::*;

    const ME: ProfileId = ProfileId(1);

    fn card(due_ms: i64) -> Card {
        Card {
            ability: "repair.own-part".into(),
            marker: Some("withdrawal".into()),
            stability: 1.0,
            difficulty: 5.0,
            due_ms,
            last_ms: None,
            reps: 1,
            lapses: 0,
            phase: CardPhase::Learning,
        }
    }

    #[test]
    fn a_round_is_kept_with_its_cards_until_it_is_over() {
        let mut store = Store::in_memory().unwrap();
        let id = store.begin(ME, &attempt(1)).unwrap();
        let round = KeptRound {
            at_ms: 7,
            attempt: Some(id),
            body: "two done".to_owned(),
        };
        store.put_round(ME, &[card(9)], Some(&round)).unwrap();
        assert_eq!(store.round(ME).unwrap(), Some(round.clone()));
        let later = KeptRound {
            body: "three done".to_owned(),
            ..round
        };
        store.put_round(ME, &[card(12)], Some(&later)).unwrap();
        assert_eq!(store.round(ME).unwrap(), Some(later));
        assert_eq!(store.cards(ME).unwrap(), [card(12)]);
        let other = store.add_profile("Noor", 0).unwrap();
        assert_eq!(store.round(other).unwrap(), None);
        store.put_round(ME, &[], None).unwrap();
        assert_eq!(store.round(ME).unwrap(), None);
        assert_eq!(store.cards(ME).unwrap(), [card(12)]);
    }

    #[test]
    fn a_round_outlives_its_attempt_and_not_its_profile() {
        let mut store = Store::in_memory().unwrap();
        let id = store.begin(ME, &attempt(1)).unwrap();
        let round = KeptRound {
            at_ms: 7,
            attempt: Some(id),
            body: String::new(),
        };
        store.put_round(ME, &[], Some(&round)).unwrap();
        store.delete_attempt(id).unwrap();
        assert_eq!(
            store.round(ME).unwrap(),
            Some(KeptRound {
                attempt: None,
                ..round.clone()
            })
        );
        store
            .put_round(ME, &[], Some(&KeptRound { attempt: None, ..round }))
            .unwrap();
        store.delete_profile(ME).unwrap();
        assert_eq!(store.round(ME).unwrap(), None);
    }
}
