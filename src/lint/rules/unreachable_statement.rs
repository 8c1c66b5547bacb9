//! `unreachable-statement`: words that no client will say.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "unreachable-statement",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "A statement that no play can reach from the start.",
    why: "It was written to be met. Most often a response still leads to an older statement.",
    source: "",
    example: "A statement was rewritten under a new id, and the response that should lead to it still leads to the old one.",
    instead: "let a response lead here, or delete it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response() }),
    "b": Statement(responses: { "x": Response() }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(next: To("b")) }),
    "b": Statement(responses: { "x": Response() }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (index, id) in (0..).zip(subject.scenario.statements.keys()) {
            if !subject.reach.statement(index) {
                findings.push(rule.finding(subject.statement(index), format!("no response leads to `{id}`")));
            }
        }
    }),
};
