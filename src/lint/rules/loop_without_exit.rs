//! `loop-without-exit`: statements that lead to each other and to no ending.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "loop-without-exit",
    group: Group::Structure,
    severity: Severity::Error,
    finds: "A statement from which no ending can be reached, whatever is said.",
    why: "A session that comes here goes round until it is stopped after 500 moves, and nobody learns anything from it.",
    source: "",
    example: "Two statements about the homework lead to each other, and to nothing else.",
    instead: "let one of the responses on the way lead to an ending, or to a statement that does",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(next: To("b")), "y": Response() }),
    "b": Statement(responses: { "x": Response(next: To("b")) }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(next: To("a")), "y": Response() }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (index, (id, statement)) in (0..).zip(&subject.scenario.statements) {
            if !statement.responses.is_empty() && subject.reach.statement(index) && !subject.reach.ends(index) {
                findings.push(rule.finding(
                    subject.statement(index),
                    format!("no ending can be reached from `{id}`"),
                ));
            }
        }
    }),
};
