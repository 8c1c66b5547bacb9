//! Today: what is due and why, the ten minutes, and what came of them. No streaks and no pressure: what waits can wait.

pub mod data;
mod practice;
mod round_ui;
mod today_ui;

pub use practice::{Finished, Practice, Running};
pub use round_ui::round_ui;
pub use today_ui::{TodayState, today_ui};

use std::collections::HashSet;

use crate::history::store::AttemptId;

/// Most attempts whose drafts are looked up at once, and most drafts that are then looked at.
pub const REVIEWED: usize = 12;

/// The attempts with drafts that were not rated yet, the latest first.
pub fn drafts(practice: &Practice) -> Vec<AttemptId> {
    let rated: HashSet<(AttemptId, u16)> = practice
        .ratings
        .iter()
        .map(|rating| (rating.attempt, rating.turn))
        .collect();
    let mut attempts = Vec::new();
    for kept in &practice.decisions {
        let decision = &kept.decision;
        let waits = decision.drafted && !decision.rewound && !rated.contains(&(kept.attempt, decision.turn));
        if waits && !attempts.contains(&kept.attempt) {
            attempts.push(kept.attempt);
        }
    }
    attempts
}
