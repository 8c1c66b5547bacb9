//! Logs as text, and back to sessions. A log that does not replay to itself is not trusted.

use std::sync::Arc;

use thiserror::Error;

use super::event::{Event, LOG_FORMAT, Move, Started};
use super::machine::Session;
use super::refused::Refused;
use crate::scenario::graph::Graph;

/// Why a log is not the log of this vignette.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Divergence {
    /// The first event is not a setup.
    #[error("the log does not begin with a setup")]
    NoStart,
    /// The log was written in another format.
    #[error("the log has format {0}, and this program reads format {LOG_FORMAT}")]
    Format(u32),
    /// A move is refused.
    #[error("event {at}: {refused}")]
    Refused {
        /// The event's place in the log, from 0.
        at: usize,
        /// Why.
        refused: Refused,
    },
    /// An event came out differently.
    #[error("event {at} came out differently: the vignette is not the one that was played")]
    Differs {
        /// The event's place in the log, from 0.
        at: usize,
    },
}

/// The moves of a log, in order.
pub fn moves(log: &[Event]) -> impl Iterator<Item = Move> + '_ {
    log.iter().filter_map(Event::to_move)
}

/// The setup of a log.
pub fn started(log: &[Event]) -> Option<&Started> {
    match log.first() {
        Some(Event::Started(started)) => Some(started),
        _ => None,
    }
}

/// Plays a log again.
///
/// # Errors
/// Says where the log and the vignette part.
pub fn replay(graph: &Arc<Graph>, log: &[Event]) -> Result<Session, Divergence> {
    replay_with(graph, log, |_| {})
}

/// Plays a log again and shows the session after its setup and after each move.
///
/// # Errors
/// Says where the log and the vignette part.
pub fn replay_with(graph: &Arc<Graph>, log: &[Event], mut see: impl FnMut(&Session)) -> Result<Session, Divergence> {
    let started = started(log).ok_or(Divergence::NoStart)?;
    if started.format != LOG_FORMAT {
        return Err(Divergence::Format(started.format));
    }
    let mut session = Session::new(Arc::clone(graph), started.clone());
    compare(log, session.log(), 0)?;
    see(&session);
    while let Some(event) = log.get(session.log().len()) {
        let at = session.log().len();
        let step = event.to_move().ok_or(Divergence::Differs { at })?;
        session
            .act(step)
            .map_err(|refused| Divergence::Refused { at, refused })?;
        compare(log, session.log().get(at..).unwrap_or(&[]), at)?;
        see(&session);
    }
    Ok(session)
}

/// Compares new events with the log from a place on.
fn compare(log: &[Event], events: &[Event], from: usize) -> Result<(), Divergence> {
    let kept = log.get(from..).unwrap_or(&[]);
    let alike = kept.iter().zip(events).take_while(|(kept, new)| kept == new).count();
    if alike == events.len() {
        Ok(())
    } else {
        Err(Divergence::Differs { at: from + alike })
    }
}

/// The way through a vignette that a log ends on: what was rewound is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Places in the log of the events on that way, ascending.
    pub kept: Vec<usize>,
    /// How often the play was rewound.
    pub rewinds: u16,
    /// Answers that were given and rewound.
    pub abandoned: u16,
}

/// Finds the way that a log ends on.
pub fn path(log: &[Event]) -> Path {
    let mut path = Path::default();
    let mut begins: Vec<usize> = Vec::new();
    for (at, event) in log.iter().enumerate() {
        match event {
            Event::Rewound { turn, .. } => {
                path.rewinds = path.rewinds.saturating_add(1);
                let from = begins.get(usize::from(*turn)).copied().unwrap_or(path.kept.len());
                let left = path.kept.get(from..).unwrap_or(&[]).iter();
                let answers = left
                    .filter(|&&at| matches!(log.get(at), Some(Event::Answered(_))))
                    .count();
                path.abandoned = path
                    .abandoned
                    .saturating_add(u16::try_from(answers).unwrap_or(u16::MAX));
                path.kept.truncate(from);
                begins.truncate(usize::from(*turn));
                continue;
            }
            Event::RuptureOpened { turn, .. } if usize::from(*turn) == begins.len() => begins.push(path.kept.len()),
            Event::Faced(faced) if usize::from(faced.turn) == begins.len() => begins.push(path.kept.len()),
            _ => {}
        }
        path.kept.push(at);
    }
    path
}

/// Why a text is not a log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {message}")]
pub struct NotALog {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// A log as text: one line of JSON an event, each ended by a line feed.
pub fn to_lines(log: &[Event]) -> String {
    let mut text = String::with_capacity(log.len() * 160);
    for event in log {
        let line = serde_json::to_string(event);
        debug_assert!(line.is_ok(), "an event holds nothing that JSON can't");
        text.push_str(&line.unwrap_or_default());
        text.push('\n');
    }
    text
}

/// A text as a log. Empty lines are passed over.
///
/// # Errors
/// Names the first line that is no event.
pub fn from_lines(text: &str) -> Result<Vec<Event>, NotALog> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| NotALog {
                line: at + 1,
                message: error.to_string().chars().take(300).collect(),
            })
        })
        .collect()
}
