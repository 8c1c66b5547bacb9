//! One statement's responses side by side, as somebody sees them who does not listen to the client.

use std::sync::Arc;

use super::feedback::Given;
use super::passage::{Parts, Passage, parts_of};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::{ResponseId, StatementId};
use crate::scenario::model::{Act, Band, Response, Statement};
use crate::scenario::varied::Varied;
use crate::wording::features::Features;
use crate::wording::lexicon::Lexicon;
use crate::wording::overlap::Bag;

/// A statement and what can be answered.
#[derive(Clone, Debug)]
pub struct Item<'s> {
    /// The statement's id.
    pub id: &'s StatementId,
    /// The statement.
    pub statement: &'s Statement,
    /// What the client says, in all its variants.
    pub says: Vec<Arc<Parts>>,
    /// The client's words of content. Empty without word lists.
    pub client: Bag,
    /// The responses, in file order.
    pub choices: Vec<Choice<'s>>,
    /// The highest usual quality.
    pub best: u8,
    /// The lowest usual quality.
    pub worst: u8,
}

/// One response of an item.
#[derive(Clone, Debug)]
pub struct Choice<'s> {
    /// The response's id.
    pub id: &'s ResponseId,
    /// The response.
    pub response: &'s Response,
    /// How apt it usually is: what `otherwise` gives where the quality varies, and the best band of a silence.
    pub quality: u8,
    /// What is said. None for a silence.
    pub said: Option<Arc<Parts>>,
    /// The form of what is said.
    pub features: Features,
    /// The words of content of what is said.
    pub content: Bag,
    /// Every feedback to it, in file order.
    pub feedback: Vec<Given<'s>>,
}

impl<'s> Item<'s> {
    /// Lays a statement's responses side by side. `passages` are the statement's own.
    pub(super) fn of(
        id: &'s StatementId,
        statement: &'s Statement,
        passages: &[Passage<'s>],
        lexicon: Option<&Lexicon>,
    ) -> Self {
        let says = statement.says.values();
        let says: Vec<Arc<Parts>> = says.map(|says| parts_of(passages, says)).collect();
        let client = lexicon.map_or_else(Bag::default, |lexicon| {
            Bag::content_of(says.iter().map(|says| &says.text), lexicon)
        });
        let responses = statement.responses.iter();
        let choices: Vec<Choice<'s>> = responses.map(|of| Choice::of(id, of, passages, lexicon)).collect();
        let qualities = || choices.iter().map(|choice| choice.quality);
        let (best, worst) = (qualities().max().unwrap_or(0), qualities().min().unwrap_or(0));
        Self {
            id,
            statement,
            says,
            client,
            choices,
            best,
            worst,
        }
    }

    /// A pointer to the statement.
    pub fn pointer(&self) -> Pointer {
        Pointer::root().statement(self.id)
    }

    /// A pointer to one of its responses.
    pub fn response(&self, choice: &Choice<'_>) -> Pointer {
        self.pointer().response(choice.id)
    }

    /// Whether a response is one of the best.
    pub fn is_best(&self, choice: &Choice<'_>) -> bool {
        choice.quality == self.best
    }

    /// The one best response, if there is only one, and if there are others.
    pub fn only_best(&self) -> Option<&Choice<'s>> {
        let mut best = self.choices.iter().filter(|choice| choice.quality == self.best);
        let only = best.next()?;
        (best.next().is_none() && self.choices.len() > 1).then_some(only)
    }

    /// The others.
    pub fn others<'i>(&'i self, choice: &'i Choice<'s>) -> impl Iterator<Item = &'i Choice<'s>> {
        self.choices.iter().filter(move |other| !std::ptr::eq(*other, choice))
    }
}

impl<'s> Choice<'s> {
    fn of(
        statement: &'s StatementId,
        (id, response): (&'s ResponseId, &'s Response),
        passages: &[Passage<'s>],
        lexicon: Option<&Lexicon>,
    ) -> Self {
        let said = usual_words(response).map(|words| parts_of(passages, words));
        let features = said
            .as_ref()
            .map(|said| Features::with_hits(&said.text, lexicon.map(|_| said.hits.as_slice())))
            .unwrap_or_default();
        let content = said
            .as_ref()
            .zip(lexicon)
            .map(|(said, lexicon)| Bag::content(&said.text, lexicon));
        Self {
            id,
            response,
            quality: usual_quality(response),
            said,
            features,
            content: content.unwrap_or_default(),
            feedback: Given::all(statement, (id, response), passages),
        }
    }

    /// Every quality that it can have, in any state and for any length of a silence.
    pub fn qualities(&self) -> impl Iterator<Item = u8> {
        let bands: &[Band] = match &self.response.act {
            Act::Silence { bands, .. } => bands,
            Act::Say(_) | Act::Summary(_) => &[],
        };
        let own = self.response.quality.values();
        let of_bands = bands
            .iter()
            .filter_map(|band| band.quality.as_ref())
            .flat_map(Varied::values);
        own.chain(of_bands).copied()
    }

    /// Whether it is weak: usually of quality 0 or 1.
    pub fn is_weak(&self) -> bool {
        self.quality <= 1
    }
}

/// What is said where the words do not vary, or where no case of theirs holds. None for a silence.
pub fn usual_words(response: &Response) -> Option<&str> {
    match &response.act {
        Act::Say(words) => Some(usual(words).as_str()),
        Act::Summary(words) => Some(words),
        Act::Silence { .. } => None,
    }
}

fn usual_quality(response: &Response) -> u8 {
    match &response.act {
        Act::Silence { bands, .. } => {
            let of_band = |quality: &Option<Varied<u8>>| *usual(quality.as_ref().unwrap_or(&response.quality));
            let best = bands.iter().map(|band| of_band(&band.quality)).max();
            best.unwrap_or_else(|| *usual(&response.quality))
        }
        // A summary is at its best when it is right.
        Act::Summary(_) => response.quality.values().copied().max().unwrap_or(0),
        Act::Say(_) => *usual(&response.quality),
    }
}

/// The value where no case holds.
pub fn usual<T>(varied: &Varied<T>) -> &T {
    match varied {
        Varied::Plain(value) => value,
        Varied::Vary { otherwise, .. } => otherwise,
    }
}
