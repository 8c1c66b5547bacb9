//! What was still possible: the vignette is explored, and each answer is held against the best on offer.
//!
//! Exact, and within bounds of memory. Knows no screen; who asks decides in which thread.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::explore::course::Courses;
use crate::explore::explorer::Explorer;
use crate::explore::space::{Keep, Limits, Watch};
use crate::explore::value::Aim;
use crate::library::vignette::Vignette;
use crate::score::turns::Turn;

/// How far a vignette is explored for a debrief. Beyond it, nothing is said about what was possible.
const LIMITS: Limits = Limits {
    states: 1_500_000,
    bytes: 128 << 20,
};

/// What one answer left possible: the exact expected end under best play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foresight {
    /// The turn, from 0.
    pub turn: u16,
    /// Bond, tasks and goals at the best end that could still be reached before the answer.
    pub before: [f64; 3],
    /// The same after the answer.
    pub after: [f64; 3],
}

impl Foresight {
    /// Points of the three together that the answer gave away, 0 or more, rounded.
    pub fn lost(&self) -> u32 {
        let sum = |end: [f64; 3]| end.iter().sum::<f64>();
        let lost = (sum(self.before) - sum(self.after)).max(0.0).round();
        // Between 0 and 300, so the cast is exact.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let lost = lost as u32;
        lost
    }
}

/// What is known of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Outlook {
    /// It is being worked out.
    Working,
    /// The vignette is too large to be worked out, or the play is not one of the whole vignette.
    Unknown,
    /// For each answer, in order of turns; without the first ones where too much lay ahead of them to be worked out.
    Known(Vec<Foresight>),
}

/// Works it out for these turns. Gives up when `stop` is set, or where there is too much to work out.
pub fn foresee(vignette: &Vignette, turns: &[Turn], stop: &AtomicBool) -> Outlook {
    let found = explored(vignette, turns, stop).filter(|found| !found.is_empty());
    found.map_or(Outlook::Unknown, Outlook::Known)
}

fn explored(vignette: &Vignette, turns: &[Turn], stop: &AtomicBool) -> Option<Vec<Foresight>> {
    let watch = Watch {
        progress: None,
        cancel: Some(stop),
    };
    let graph = &vignette.graph;
    let first = turns.first()?.state;
    if let Some(courses) = Courses::new(graph, &[first], LIMITS, watch).ok().flatten() {
        let foresights = turns.iter().take_while(|_| !stop.load(Ordering::Relaxed));
        return Some(foresights.filter_map(|turn| by_courses(&courses, turn)).collect());
    }
    let from = |at: usize| {
        let turn = turns.get(at)?;
        Explorer::from(graph, &[turn.state], Keep::Playing, LIMITS, watch).ok()
    };
    // Where the whole hour has too many ways through it, a later part of it has fewer.
    let quarters = (0..4).map(|quarter| turns.len() * quarter / 4);
    let explorer = quarters.take_while(|_| !stop.load(Ordering::Relaxed)).find_map(from)?;
    let foresights = turns.iter().filter_map(|turn| {
        let (_, answered) = turn.answer()?;
        let regret = explorer.regret(&turn.state, answered.response, answered.band, answered.beliefs)?;
        Some(Foresight {
            turn: turn.turn,
            before: regret.best.alliance,
            after: regret.chosen.alliance,
        })
    });
    Some(foresights.collect())
}

/// Without chance, best play before and after an answer is one play each.
fn by_courses(courses: &Courses<'_>, turn: &Turn) -> Option<Foresight> {
    let (_, answered) = turn.answer()?;
    let before = courses.find(&turn.state, Aim::Best)?;
    let after = courses.after(&turn.state, (answered.response, answered.band, answered.beliefs))?;
    Some(Foresight {
        turn: turn.turn,
        before: before.end().alliance,
        after: after.end().alliance,
    })
}
