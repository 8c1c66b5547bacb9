//! How the rating of one's own words and the credit of one's choices move, side by side, as plain data.
//!
//! The two need not move together: whoever learns hears more of what could be better. Source of the kind word about a dip: Kruger, J. &
//! Dunning, D. (1999). Unskilled and unaware of it. Journal of Personality and Social Psychology, 77, 1121–1134, whose fourth study found
//! self-ratings fall as skill rose with training.

use std::collections::HashMap;

use crate::history::decision::KeptDecision;
use crate::history::self_rating::SelfRating;
use crate::history::store::AttemptId;

/// Ratings before a trend is told.
pub const FEWEST: usize = 6;

/// Points of a hundred from which on a half counts as higher or lower than the other. A judgement of ours, as in [`crate::score::calibration`].
const MOVED: i32 = 8;

/// Most points that are drawn.
const DRAWN: usize = 40;

/// One rated draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// What the trainee thought of the draft, 0 to 100.
    pub rating: u8,
    /// The credit of what they chose, 0 to 100.
    pub credit: u8,
}

/// The trend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendData {
    /// The latest rated drafts, the oldest first.
    pub points: Vec<Point>,
}

impl TrendData {
    /// Puts ratings beside the decisions that were made after the drafts. Those without a credit are left out.
    pub fn of(ratings: &[SelfRating], decisions: &[KeptDecision]) -> Self {
        let made = decisions.iter().filter(|kept| !kept.decision.rewound);
        let credits: HashMap<(AttemptId, u16), u16> = made
            .filter_map(|kept| Some(((kept.attempt, kept.decision.turn), kept.decision.credit?)))
            .collect();
        let mut points: Vec<Point> = ratings
            .iter()
            .filter_map(|rating| {
                let thousandths = credits.get(&(rating.attempt, rating.turn))?;
                Some(Point {
                    rating: rating.rating.min(100),
                    credit: u8::try_from((thousandths + 5) / 10).unwrap_or(100).min(100),
                })
            })
            .collect();
        let first = points.len().saturating_sub(DRAWN);
        points.drain(..first);
        Self { points }
    }

    /// What the trend says, in words.
    pub fn sentence(&self) -> String {
        let count = self.points.len();
        if count < FEWEST {
            let missing = FEWEST - count;
            let more = if missing == 1 {
                "one more rating"
            } else {
                "a few more ratings"
            };
            return format!(
                "After {more}, this shows how your view of your own words and the credit of your choices move."
            );
        }
        let (early, late) = self.points.split_at(count / 2);
        let rated = moved(early, late, |point| point.rating);
        let chosen = moved(early, late, |point| point.credit);
        match (rated, chosen) {
            (..=-1, 0..) => "You think less of your own words than you did, while your choices have not become weaker. That is common when people learn: one hears more of what could be better. It is not a sign that you are getting worse.",
            (1.., 1..) => "You think better of your own words than you did, and your choices have become apter as well.",
            (1.., _) => "You think better of your own words than you did; your choices have not moved with them. A look at the checklist of a few drafts may tell why.",
            (0, 1..) => "Your choices have become apter. You rate your own words much as before, and may be doing better than it feels.",
            (..=-1, _) => "Both are lower than they were. Harder moments do that, and so do tired days; it says little about where you are going.",
            (0, ..=-1) => "Your choices were less apt lately than before; you rate your own words much as before. Harder moments can do that.",
            (0, 0) => "Both are much as they were.",
        }
        .to_owned()
    }
}

/// -1, 0 or 1: whether the mean of the later half is lower, about the same or higher.
fn moved(early: &[Point], late: &[Point], of: impl Fn(&Point) -> u8) -> i32 {
    let mean = |points: &[Point]| {
        let sum: i32 = points.iter().map(|point| i32::from(of(point))).sum();
        sum / i32::try_from(points.len().max(1)).unwrap_or(1)
    };
    let by = mean(late) - mean(early);
    if by.abs() < MOVED { 0 } else { by.signum() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(points: &[(u8, u8)], expected: &str) {
        let points = points.iter().map(|&(rating, credit)| Point { rating, credit });
        let trend = TrendData {
            points: points.collect(),
        };
        assert!(trend.sentence().contains(expected), "{}", trend.sentence());
    }

    #[test]
    fn a_dip_is_explained_kindly() {
        check(
            &[(70, 40), (72, 50), (68, 45), (50, 80), (45, 90), (55, 75)],
            "not a sign that you are getting worse",
        );
        check(
            &[(40, 40), (42, 50), (38, 45), (60, 80), (65, 90), (62, 75)],
            "apter as well",
        );
        check(&[(50, 50); 6], "much as they were");
        check(
            &[(50, 50), (50, 50), (50, 50), (50, 90), (50, 90), (50, 90)],
            "better than it feels",
        );
        check(
            &[(80, 80), (80, 80), (80, 80), (50, 50), (50, 50), (50, 50)],
            "tired days",
        );
        check(&[(50, 50); 5], "one more rating");
        check(&[], "a few more ratings");
    }
}
