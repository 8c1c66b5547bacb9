//! What was still possible: the vignette is explored in a thread of its own, and each answer is held against the best on offer.
//!
//! Knows no screen. The thread ends by itself, within bounds, and stops when nobody looks at the debrief any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use crate::explore::explorer::Explorer;
use crate::explore::space::{Keep, Limits, Watch};
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

/// The thread that works it out.
#[derive(Debug)]
pub struct Worker {
    found: Receiver<Option<Vec<Foresight>>>,
    cancel: Arc<AtomicBool>,
}

impl Worker {
    /// Begins to work it out for these turns.
    pub fn start(vignette: &Arc<Vignette>, turns: &[Turn]) -> Self {
        let (sender, found) = channel();
        let cancel = Arc::new(AtomicBool::new(false));
        let (vignette, turns, stop) = (Arc::clone(vignette), turns.to_vec(), Arc::clone(&cancel));
        let builder = thread::Builder::new().name("outlook".to_owned());
        // Without a thread there is no outlook: the channel is closed and says so.
        let _ = builder.spawn(move || {
            // The debrief may be gone by now.
            let _ = sender.send(foresee(&vignette, &turns, &stop));
        });
        Self { found, cancel }
    }

    /// What was found, if it was by now.
    pub fn poll(&self) -> Option<Outlook> {
        match self.found.try_recv() {
            Ok(found) => Some(known(found)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Outlook::Unknown),
        }
    }

    /// Waits for it: for pictures and tests.
    pub fn wait(&self) -> Outlook {
        known(self.found.recv().ok().flatten())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn known(found: Option<Vec<Foresight>>) -> Outlook {
    found
        .filter(|found| !found.is_empty())
        .map_or(Outlook::Unknown, Outlook::Known)
}

fn foresee(vignette: &Vignette, turns: &[Turn], stop: &AtomicBool) -> Option<Vec<Foresight>> {
    let watch = Watch {
        progress: None,
        cancel: Some(stop),
    };
    let graph = &vignette.graph;
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
