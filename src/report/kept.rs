//! An attempt that comes back from a file or from the history: its vignette and its log, checked to belong together.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use thiserror::Error;

use super::account::outlook::{Outlook, foresee};
use super::data::Kept;
use crate::framework::model::Framework;
use crate::history::attempts::Brought;
use crate::library::vignette::{Vignette, load};
use crate::score::Score;
use crate::session::event::Event;
use crate::session::replay::{NotALog, from_lines};

/// Why an attempt can't be looked back at.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotBroughtBack {
    /// It is not in the history.
    #[error("it is no longer kept")]
    Gone,
    /// Its vignette has findings that keep it from being played.
    #[error("its vignette can no longer be read")]
    Vignette,
    /// Its events are none.
    #[error("its log can't be read: {0}")]
    Log(#[from] NotALog),
}

/// An attempt.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The vignette as it was played.
    pub vignette: Arc<Vignette>,
    /// What happened.
    pub log: Vec<Event>,
    /// When it began, in milliseconds since 1970, if that is known.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// When each turn was answered, as far as that is known: the turn, from 0, and milliseconds since 1970.
    pub answered: Vec<(u16, i64)>,
    /// What was still possible.
    pub outlook: Outlook,
}

impl Attempt {
    /// Brings back what the history kept. What was still possible is not worked out.
    ///
    /// # Errors
    /// If its vignette or its log can't be read.
    pub fn brought(brought: &Brought, framework: &Framework) -> Result<Self, NotBroughtBack> {
        let text = &brought.kept.text;
        let vignette = load(text, framework).vignette.ok_or(NotBroughtBack::Vignette)?;
        Self::on(vignette, brought)
    }

    /// The same on a vignette that was read before, from the same text.
    ///
    /// # Errors
    /// If its log can't be read.
    pub fn on(vignette: Arc<Vignette>, brought: &Brought) -> Result<Self, NotBroughtBack> {
        Ok(Self {
            vignette,
            log: from_lines(&brought.kept.events.join("\n"))?,
            started_ms: Some(brought.row.started_ms),
            ended_ms: brought.row.ended_ms,
            answered: brought.answered.clone(),
            outlook: Outlook::Unknown,
        })
    }

    /// The same with what was still possible, worked out now. Takes up to some seconds.
    #[must_use]
    pub fn with_outlook(mut self, framework: &Framework) -> Self {
        let vignette = &self.vignette;
        if let Ok(score) = Score::of(&vignette.scenario, &vignette.graph, framework, &self.log) {
            self.outlook = foresee(vignette, &score.turns, &AtomicBool::new(false));
        }
        self
    }

    /// Whether the trainee typed anything.
    pub fn has_drafts(&self) -> bool {
        let typed = |event: &Event| matches!(event, Event::Drafted { text, .. } if !text.trim().is_empty());
        self.log.iter().any(typed)
    }

    /// What a report is made from.
    pub fn kept(&self) -> Kept<'_> {
        Kept {
            vignette: &self.vignette,
            log: &self.log,
            started_ms: self.started_ms,
            ended_ms: self.ended_ms,
            answered: &self.answered,
            outlook: &self.outlook,
        }
    }
}
