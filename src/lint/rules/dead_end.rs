//! `dead-end`: a statement that nothing can be said to.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "dead-end",
    group: Group::Structure,
    severity: Severity::Error,
    finds: "A statement without a response.",
    why: "The trainee is left in front of a client with nothing to say, and the hour never ends.",
    source: "",
    example: "A statement was sketched for later, and a response already leads to it.",
    instead: "add a response, or make this an ending",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(next: To("b")), "y": Response(next: To("end")) }),
    "b": Statement(responses: {}),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(next: To("b")), "y": Response(next: To("end")) }),
    "b": Statement(responses: { "x": Response() }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (index, (id, statement)) in (0..).zip(&subject.scenario.statements) {
            if statement.responses.is_empty() {
                findings.push(rule.finding(subject.statement(index), format!("`{id}` has no response")));
            }
        }
    }),
};
