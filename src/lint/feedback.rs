//! Every feedback and every outcome of a vignette's responses, those of a silence band by band.

use std::sync::Arc;

use super::item::Item;
use super::passage::{Parts, Passage, parts_of};
use crate::framework::id::{PullId, RowId};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::{ResponseId, StatementId};
use crate::scenario::model::{Act, Band, Response, Scenario};
use crate::scenario::varied::Varied;

/// A text of feedback.
#[derive(Clone, Debug)]
pub struct Given<'s> {
    statement: &'s StatementId,
    /// The response that it is about.
    pub response: &'s ResponseId,
    band: Option<usize>,
    /// As it is written.
    pub written: &'s str,
    /// Taken apart.
    pub parts: Arc<Parts>,
}

impl<'s> Given<'s> {
    /// The pointer to it.
    pub fn pointer(&self) -> Pointer {
        place(self.statement, self.response, self.band).field("feedback")
    }

    /// The response that it is about, in words: `statement/response`.
    pub fn about(&self) -> String {
        format!("{}/{}", self.statement, self.response)
    }

    /// Whether both are about one response.
    pub fn is_beside(&self, other: &Given<'_>) -> bool {
        (self.statement, self.response) == (other.statement, other.response)
    }

    /// All feedback to a response, in file order. That of a silence is there once for the bands that share it.
    pub(super) fn all(
        statement: &'s StatementId,
        (response, of): (&'s ResponseId, &'s Response),
        passages: &[Passage<'s>],
    ) -> Vec<Self> {
        let bands = bands(of);
        let shared = bands.is_empty() || bands.iter().any(|band| band.feedback.is_none());
        let shared = shared.then_some((None, &of.feedback));
        let own = bands.iter().enumerate();
        let own = own.filter_map(|(at, band)| Some((Some(at), band.feedback.as_ref()?)));
        let texts = shared.into_iter().chain(own);
        let texts = texts.flat_map(|(band, texts)| texts.values().map(move |written| (band, written)));
        texts
            .map(|(band, written)| Self {
                statement,
                response,
                band,
                written,
                parts: parts_of(passages, written),
            })
            .collect()
    }
}

/// What a response, or one band of a silence, comes to.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'s> {
    statement: &'s StatementId,
    response: &'s ResponseId,
    band: Option<(usize, &'s Band)>,
    quality: &'s Varied<u8>,
    /// Abilities and helping factors that it shows.
    pub shows: &'s [RowId],
    /// What it hinders.
    pub hinders: &'s [RowId],
    /// What draws one to it.
    pub pull: Option<&'s PullId>,
    /// What could have been said instead.
    pub instead: Option<&'s str>,
}

impl Outcome<'_> {
    /// The pointer to it.
    pub fn pointer(&self) -> Pointer {
        place(self.statement, self.response, self.band.map(|(at, _)| at))
    }

    /// What to call it in a message.
    pub fn name(&self) -> String {
        match self.band {
            Some((_, band)) => format!("`{}`, held for {} seconds or more,", self.response, band.from_s),
            None => format!("`{}`", self.response),
        }
    }

    /// Whether it is of quality 0 or 1 in every state.
    pub fn is_weak(&self) -> bool {
        self.quality.values().all(|quality| *quality <= 1)
    }

    /// Whether it is of quality 4 in some state.
    pub fn is_strong(&self) -> bool {
        self.quality.values().any(|quality| *quality == 4)
    }
}

fn place(statement: &StatementId, response: &ResponseId, band: Option<usize>) -> Pointer {
    let pointer = Pointer::root().statement(statement).response(response);
    match band {
        Some(at) => pointer.field("act").field("bands").index(at),
        None => pointer,
    }
}

fn bands(response: &Response) -> &[Band] {
    match &response.act {
        Act::Silence { bands, .. } => bands,
        Act::Say(_) | Act::Summary(_) => &[],
    }
}

/// Every feedback, in file order.
pub fn given<'i, 's>(items: &'i [Item<'s>]) -> impl Iterator<Item = &'i Given<'s>> {
    let choices = items.iter().flat_map(|item| &item.choices);
    choices.flat_map(|choice| &choice.feedback)
}

/// Shows every outcome, in file order.
pub fn each_outcome<'s>(scenario: &'s Scenario, mut see: impl FnMut(Outcome<'s>)) {
    for (statement, response, of) in responses(scenario) {
        let whole = Outcome {
            statement,
            response,
            band: None,
            quality: &of.quality,
            shows: &of.shows,
            hinders: &of.hinders,
            pull: of.pull.as_ref(),
            instead: of.instead.as_deref(),
        };
        let bands = bands(of);
        if bands.is_empty() {
            see(whole);
        }
        for (at, band) in bands.iter().enumerate() {
            see(Outcome {
                band: Some((at, band)),
                quality: band.quality.as_ref().unwrap_or(whole.quality),
                shows: band.shows.as_deref().unwrap_or(whole.shows),
                hinders: band.hinders.as_deref().unwrap_or(whole.hinders),
                pull: band.pull.as_ref().or(whole.pull),
                instead: band.instead.as_deref().or(whole.instead),
                ..whole
            });
        }
    }
}

fn responses(scenario: &Scenario) -> impl Iterator<Item = (&StatementId, &ResponseId, &Response)> {
    let statements = scenario.statements.iter();
    statements.flat_map(|(statement, of)| of.responses.iter().map(move |(response, of)| (statement, response, of)))
}
