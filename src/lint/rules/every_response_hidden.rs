//! `every-response-hidden`: a statement whose responses all hang on conditions.

use crate::lint::rule::Rule;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "every-response-hidden",
    severity: Severity::Warning,
    finds: "A statement where every response has a `when`, so that there may be a state in which none is offered.",
    why: "If none is offered, the program offers all of them, which is not what their conditions were written for.",
    instead: "leave one response without `when`",
    check: |rule, subject, findings| {
        for (index, id) in (0..).zip(subject.scenario.statements.keys()) {
            let responses = subject.graph.responses(index);
            if !responses.is_empty() && !responses.iter().any(|response| subject.graph.always_offered(response)) {
                let message = format!("every response to `{id}` can be hidden");
                findings.push(rule.finding(subject.statement(index).field("responses"), message));
            }
        }
    },
};
