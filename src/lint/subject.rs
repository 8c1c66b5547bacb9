//! What rules look at: one vignette taken apart once, one vignette explored, several vignettes.

use super::item::Item;
use super::passage::Passage;
use super::reach::Reach;
use super::settings::Settings;
use crate::explore::findings::Findings;
use crate::explore::game::Game;
use crate::explore::space::{Limits, Stopped};
use crate::framework::model::Framework;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;
use crate::wording::lexicon::Lexicon;

/// One vignette.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The vignette as written.
    pub scenario: &'s Scenario,
    /// The vignette as run. Indices are positions in `scenario`.
    pub graph: &'s Graph,
    /// The framework that it names.
    pub framework: &'s Framework,
    /// What can be reached from where, whatever the state.
    pub reach: &'s Reach,
    /// Word lists for its language, if there are any.
    pub lexicon: Option<&'s Lexicon>,
    /// Every text, in file order. Empty where only the structure is checked.
    pub passages: &'s [Passage<'s>],
    /// The responses to each statement side by side, in file order. Empty where only the structure is checked.
    pub items: &'s [Item<'s>],
    /// Thresholds.
    pub settings: &'s Settings,
}

/// How far a vignette is explored for a check.
pub const LIMITS: Limits = Limits {
    states: 400_000,
    bytes: 64 << 20,
};

/// One vignette and every state that it can reach.
#[derive(Clone, Copy, Debug)]
pub struct Explored<'s> {
    /// The vignette.
    pub subject: Subject<'s>,
    /// What was found in its states; how far it came if there are too many of them to visit.
    pub found: Result<&'s Findings, Stopped>,
}

/// One of several vignettes.
#[derive(Clone, Copy, Debug)]
pub struct Member<'s> {
    /// What to call it: its file's name.
    pub name: &'s str,
    /// The vignette.
    pub subject: Subject<'s>,
    /// How far one comes in it who reads nothing of the client; none if it was not explored, or not to the end.
    pub game: Option<&'s Game>,
}

impl Subject<'_> {
    /// A pointer to the statement with this index.
    pub fn statement(&self, index: u32) -> Pointer {
        let id = self.scenario.statements.get_index(index as usize);
        id.map_or_else(Pointer::root, |(id, _)| Pointer::root().statement(id))
    }

    /// A pointer to the ending with this index.
    pub fn ending(&self, index: u32) -> Pointer {
        let id = self.scenario.endings.get_index(index as usize);
        id.map_or_else(Pointer::root, |(id, _)| Pointer::root().ending(id))
    }
}
