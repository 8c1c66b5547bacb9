//! How well something is likely to be remembered, and when it should come back: the formulas of FSRS-5, through the crate `rs-fsrs`.
//!
//! Source: Ye, J., Su, J. & Cao, Y. (2022). A stochastic shortest path algorithm for optimizing spaced repetition scheduling. Proceedings of
//! KDD ’22, 4381–4390; and the project's own description of version 5 (Open Spaced Repetition, “The algorithm”). The weights are the
//! project's defaults, fitted to people who learn facts. Whether a skill fades as a fact does is not known: they decide when to look
//! again, and nothing else.
//!
//! Of the crate only the formulas are used, not its clock and not its steps of minutes: within a day it is the round that repeats.

use rs_fsrs::{Parameters, Seed};

use super::rating::Rating;

/// A day in milliseconds.
pub const DAY_MS: i64 = 86_400_000;

/// How likely it should still be that something comes off when it comes back.
pub const RETENTION: f64 = 0.9;

/// Longest interval, in days. A skill is worth a look twice a year, however well it went.
pub const MOST_DAYS: u32 = 180;

/// What comes back after a number of days is due this much earlier, so that an evening's practice can be had again in the morning.
pub const LEEWAY_MS: i64 = 8 * 3_600_000;

/// Reviews nearer to each other than this, in days, count as one sitting.
const SAME_SITTING_DAYS: f64 = 0.5;

/// The default weights of FSRS-5.
const WEIGHTS: [f64; 19] = [
    0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813, 0.0953, 0.2975,
    2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
];

/// What is known of how well something is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days until the chance that it comes off has fallen to [`RETENTION`]. Above 0.
    pub stability: f64,
    /// How hard it is to make it last, 1 to 10.
    pub difficulty: f64,
}

fn parameters() -> Parameters {
    Parameters {
        request_retention: RETENTION,
        maximum_interval: i32::try_from(MOST_DAYS).unwrap_or(i32::MAX),
        w: WEIGHTS,
        decay: Parameters::DECAY,
        factor: Parameters::FACTOR,
        enable_short_term: true,
        enable_fuzz: false,
        seed: Seed::Empty,
    }
}

const fn grade(rating: Rating) -> rs_fsrs::Rating {
    match rating {
        Rating::Again => rs_fsrs::Rating::Again,
        Rating::Hard => rs_fsrs::Rating::Hard,
        Rating::Good => rs_fsrs::Rating::Good,
        Rating::Easy => rs_fsrs::Rating::Easy,
    }
}

impl Memory {
    /// After the first try.
    pub fn first(rating: Rating) -> Self {
        let parameters = parameters();
        Self {
            stability: parameters.init_stability(grade(rating)),
            difficulty: parameters.init_difficulty(grade(rating)),
        }
    }

    /// After another try, this many days later. Less than nothing counts as none.
    #[must_use]
    pub fn after(self, elapsed_days: f64, rating: Rating) -> Self {
        let parameters = parameters();
        let elapsed_days = elapsed_days.max(0.0);
        let (stability, difficulty) = (self.stability, self.difficulty);
        let recall = self.recall(elapsed_days);
        let next = if elapsed_days < SAME_SITTING_DAYS {
            parameters.short_term_stability(stability, grade(rating))
        } else if rating == Rating::Again {
            // What was forgotten is not held better than before.
            parameters
                .next_forget_stability(difficulty, stability, recall)
                .min(stability)
        } else {
            parameters.next_recall_stability(difficulty, stability, recall, grade(rating))
        };
        Self {
            stability: next.clamp(0.01, f64::from(MOST_DAYS) * 10.0),
            difficulty: parameters.next_difficulty(difficulty, grade(rating)),
        }
    }

    /// The chance that it comes off after this many days, 0 to 1.
    pub fn recall(self, elapsed_days: f64) -> f64 {
        Parameters::forgetting_curve(elapsed_days.max(0.0), self.stability)
    }

    /// After how many days it comes back, 1 to [`MOST_DAYS`].
    pub fn interval_days(self) -> u32 {
        let days = parameters().next_interval(self.stability, 0);
        // Rounded, and between the two bounds.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let days = days as u32;
        days.clamp(1, MOST_DAYS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(ratings: &[(f64, Rating)], expected: &[(f64, f64, u32)]) {
        let mut memory: Option<Memory> = None;
        let mut got = Vec::new();
        for &(elapsed_days, rating) in ratings {
            let next = memory.map_or_else(|| Memory::first(rating), |memory| memory.after(elapsed_days, rating));
            let rounded = |value: f64| (value * 1000.0).round() / 1000.0;
            got.push((rounded(next.stability), rounded(next.difficulty), next.interval_days()));
            memory = Some(next);
        }
        assert_eq!(got, expected);
    }

    #[test]
    fn golden_schedules() {
        // Worked out apart from the crate, by a few lines of another language from the published formulas.
        use Rating::{Again, Easy, Good, Hard};
        check(&[(0.0, Good)], &[(3.126, 5.315, 3)]);
        check(
            &[(0.0, Easy), (15.0, Good), (40.0, Again), (1.0, Good)],
            &[
                (15.472, 3.283, 15),
                (59.235, 3.283, 59),
                (4.932, 5.363, 5),
                (7.684, 5.315, 8),
            ],
        );
        check(
            &[(0.0, Again), (0.0, Good), (1.0, Hard), (3.0, Good)],
            &[
                (0.407, 7.21, 1),
                (0.567, 7.118, 1),
                (1.113, 8.069, 1),
                (5.395, 7.957, 5),
            ],
        );
        check(
            &[(0.0, Good), (3.0, Good), (10.0, Good), (30.0, Good), (90.0, Good)],
            &[
                (3.126, 5.315, 3),
                (11.388, 5.267, 11),
                (34.319, 5.221, 34),
                (92.829, 5.175, 93),
                (243.119, 5.131, 180),
            ],
        );
    }

    #[test]
    fn what_was_held_longer_comes_back_later() {
        let first = Memory::first(Rating::Good);
        assert!((first.recall(first.stability) - RETENTION).abs() < 1e-9);
        let on_time = first.after(3.0, Rating::Good);
        let late = first.after(9.0, Rating::Good);
        assert!(late.stability > on_time.stability && on_time.stability > first.stability);
        assert!(first.after(3.0, Rating::Again).stability < first.stability);
        let grades = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];
        let days = grades.map(|rating| first.after(3.0, rating).interval_days());
        assert!(days.is_sorted(), "{days:?}");
    }
}
