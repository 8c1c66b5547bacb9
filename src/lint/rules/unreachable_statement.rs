//! `unreachable-statement`: words that no client will say.

use crate::lint::rule::Rule;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "unreachable-statement",
    severity: Severity::Warning,
    finds: "A statement that no play can reach from the start.",
    why: "It was written to be met. Most often a response still leads to an older statement.",
    instead: "let a response lead here, or delete it",
    check: |rule, subject, findings| {
        for (index, id) in (0..).zip(subject.scenario.statements.keys()) {
            if !subject.reach.statement(index) {
                findings.push(rule.finding(subject.statement(index), format!("no response leads to `{id}`")));
            }
        }
    },
};
