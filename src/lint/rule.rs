//! What a rule is: its name, its explanation, and the function that finds.

use super::reach::Reach;
use crate::scenario::diagnostic::{Diagnostic, Pointer, Severity};
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The vignette as written.
    pub scenario: &'s Scenario,
    /// The vignette as run. Indices are positions in `scenario`.
    pub graph: &'s Graph,
    /// What can be reached from where, whatever the state.
    pub reach: &'s Reach,
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

/// A rule of the checker.
#[derive(Debug)]
pub struct Rule {
    /// Names the pattern found, in kebab-case; reads after "allow".
    pub name: &'static str,
    /// How much a finding matters.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub finds: &'static str,
    /// Why it matters to a trainee or a tutor.
    pub why: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// Adds its findings.
    pub check: fn(&Self, &Subject<'_>, &mut Vec<Diagnostic>),
}

impl Rule {
    /// A finding of this rule.
    pub fn finding(&self, path: Pointer, message: String) -> Diagnostic {
        Diagnostic::new(self.severity, self.name, path, message).help(self.instead)
    }
}
