//! `dead-end`: a statement that nothing can be said to.

use crate::lint::rule::Rule;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "dead-end",
    severity: Severity::Error,
    finds: "A statement without a response.",
    why: "The trainee is left in front of a client with nothing to say, and the hour never ends.",
    instead: "add a response, or make this an ending",
    check: |rule, subject, findings| {
        for (index, (id, statement)) in (0..).zip(&subject.scenario.statements) {
            if statement.responses.is_empty() {
                findings.push(rule.finding(subject.statement(index), format!("`{id}` has no response")));
            }
        }
    },
};
