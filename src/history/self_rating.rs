//! What a trainee thought of a draft of their own, afterwards.

use rusqlite::params;
use serde::Serialize;

use super::profile::ProfileId;
use super::store::{AttemptId, HistoryError, Store};
use super::tally::{Count, Counts, DAY_MS};

/// One rating of one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct SelfRating {
    /// The attempt that the draft is of.
    pub attempt: AttemptId,
    /// The turn, from 0.
    pub turn: u16,
    /// When it was rated, in milliseconds since 1970.
    pub at_ms: i64,
    /// The points of the checklist that were ticked, as bits. What they mean is the checklist's business.
    pub checklist: u32,
    /// How good the draft was, in the trainee's eyes: 0 to 100.
    pub rating: u8,
}

impl Store {
    /// Keeps a rating, in place of the one for the same draft if there is one.
    ///
    /// # Errors
    /// If the database can't be written, or there is no such attempt.
    pub fn put_self_rating(&mut self, rating: &SelfRating) -> Result<(), HistoryError> {
        self.write(|_, transaction| {
            let before = transaction
                .prepare_cached("SELECT at_ms, rating FROM self_rating WHERE attempt = ?1 AND turn = ?2")?
                .query_map(params![rating.attempt.0, rating.turn], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?
                .collect::<Result<Vec<(i64, u32)>, _>>()?;
            let counted = |value: u32| {
                let mut counts = Counts::default();
                counts.add(Count::Ratings, 1);
                counts.add(Count::Rated, value);
                counts
            };
            for (at_ms, value) in before {
                super::tally::change(transaction, rating.attempt, at_ms.div_euclid(DAY_MS), |sums| {
                    sums.subtract(&counted(value))
                })?;
            }
            super::tally::change(transaction, rating.attempt, rating.at_ms.div_euclid(DAY_MS), |sums| {
                sums.add_all(&counted(u32::from(rating.rating)));
            })?;
            transaction
                .prepare_cached("INSERT OR REPLACE INTO self_rating VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![
                    rating.attempt.0,
                    rating.turn,
                    rating.at_ms,
                    rating.checklist,
                    rating.rating
                ])?;
            Ok(())
        })
    }

    /// All ratings of a profile, the oldest first.
    ///
    /// # Errors
    /// If the database can't be read.
    pub fn self_ratings(&self, profile: ProfileId) -> Result<Vec<SelfRating>, HistoryError> {
        let mut query = self.connection.prepare_cached(
            "SELECT self_rating.attempt, turn, at_ms, checklist, rating
             FROM self_rating JOIN attempt ON attempt.id = self_rating.attempt
             WHERE attempt.profile = ?1 ORDER BY at_ms, self_rating.attempt, turn",
        )?;
        let rows = query.query_map([profile.0], |row| {
            Ok(SelfRating {
                attempt: AttemptId(row.get(0)?),
                turn: row.get(1)?,
                at_ms: row.get(2)?,
                checklist: row.get(3)?,
                rating: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::store::tests::attempt;
    use super::*;

    #[test]
    fn a_draft_is_rated_once_and_its_rating_can_change() {
        let mut store = Store::in_memory().unwrap();
        let profile = store.profiles().unwrap().first().unwrap().id;
        let id = store.begin(profile, &attempt(1)).unwrap();
        let rating = |turn, rating| SelfRating {
            attempt: id,
            turn,
            at_ms: 1_000 + i64::from(turn),
            checklist: 0b101,
            rating,
        };
        store.put_self_rating(&rating(0, 40)).unwrap();
        store.put_self_rating(&rating(1, 70)).unwrap();
        store.put_self_rating(&rating(0, 55)).unwrap();
        assert_eq!(store.self_ratings(profile).unwrap(), [rating(0, 55), rating(1, 70)]);
        let tallies = store.tallies(profile).unwrap();
        let counts = &tallies.first().unwrap().counts;
        assert_eq!((counts.of(Count::Ratings), counts.of(Count::Rated)), (2, 125));
        let unknown = SelfRating {
            attempt: AttemptId(99),
            ..rating(0, 1)
        };
        assert!(store.put_self_rating(&unknown).is_err());
    }
}
