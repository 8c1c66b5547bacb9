//! Every text of a vignette, taken apart once for all rules.

use std::sync::Arc;

use super::item::Item;
use super::spot::{Spot, Voice, after_statements, before_statements, of_statement};
use crate::parallel::in_parallel;
use crate::scenario::model::Scenario;
use crate::wording::lexicon::{Hit, Lexicon};
use crate::wording::text::Text;

/// A text in words, and the entries of the word lists that stand in it.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Its words and sentences.
    pub text: Text,
    /// The entries in it. Empty without word lists.
    pub hits: Vec<Hit<'static>>,
}

/// A text with its place.
#[derive(Clone, Debug)]
pub struct Passage<'s> {
    /// Where it stands.
    pub spot: Spot<'s>,
    /// Whose voice it is.
    pub voice: Voice,
    /// As it is written.
    pub written: &'s str,
    /// Taken apart. Shared with the item that it belongs to.
    pub parts: Arc<Parts>,
}

impl Parts {
    /// Takes a text apart.
    pub fn of(written: &str, lexicon: Option<&'static Lexicon>) -> Self {
        let text = Text::of(written);
        let hits = lexicon.map(|lexicon| lexicon.hits(&text)).unwrap_or_default();
        Self { text, hits }
    }
}

/// The parts of a text that is among these passages: the very same text, not one that says the same.
pub(super) fn parts_of(passages: &[Passage<'_>], written: &str) -> Arc<Parts> {
    let found = passages.iter().find(|passage| std::ptr::eq(passage.written, written));
    debug_assert!(found.is_some(), "no passage is `{written}`");
    found.map(|passage| passage.parts.clone()).unwrap_or_default()
}

/// Statements that one thread takes apart at a time. A vignette of fewer is not worth a second thread.
const TOGETHER: usize = 64;

/// Every text that somebody may read and every item of a vignette, in file order.
pub(super) fn take_apart<'s>(
    scenario: &'s Scenario,
    lexicon: Option<&'static Lexicon>,
) -> (Vec<Passage<'s>>, Vec<Item<'s>>) {
    let into = |passages: &mut Vec<Passage<'s>>, spot, voice, written| {
        passages.push(Passage {
            spot,
            voice,
            written,
            parts: Arc::new(Parts::of(written, lexicon)),
        });
    };
    let mut passages = Vec::new();
    let mut items = Vec::with_capacity(scenario.statements.len());
    before_statements(scenario, &mut |spot, voice, written| {
        into(&mut passages, spot, voice, written);
    });
    let statements: Vec<_> = scenario.statements.iter().collect();
    let apart = in_parallel(statements.chunks(TOGETHER).collect(), |statements| {
        let (mut passages, mut items) = (Vec::new(), Vec::with_capacity(statements.len()));
        for &(id, statement) in statements {
            let first = passages.len();
            of_statement(id.as_str(), statement, &mut |spot, voice, written| {
                into(&mut passages, spot, voice, written);
            });
            let own = passages.get(first..).unwrap_or_default();
            items.push(Item::of(id, statement, own, lexicon));
        }
        (passages, items)
    });
    for (mut some_passages, mut some_items) in apart {
        passages.append(&mut some_passages);
        items.append(&mut some_items);
    }
    after_statements(scenario, &mut |spot, voice, written| {
        into(&mut passages, spot, voice, written);
    });
    (passages, items)
}
