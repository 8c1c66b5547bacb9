//! `every-response-hidden`: a statement whose responses all hang on conditions.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "every-response-hidden",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "A statement where every response has a `when`, so that there may be a state in which none is offered.",
    why: "If none is offered, the program offers all of them, which is not what their conditions were written for.",
    source: "",
    example: "One response is offered from a bond of 50, the other above a bond of 50: and nothing at 50 itself if one of the two has a slip in it.",
    instead: "leave one response without `when`",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"variables: { "told": Flag(false) },
statements: {
    "a": Statement(responses: {
        "x": Response(when: Is("told", true)),
        "y": Response(when: Is("told", false), effect: [Set("told", true)], next: To("a")),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"variables: { "told": Flag(false) },
statements: {
    "a": Statement(responses: {
        "x": Response(when: Is("told", true)),
        "y": Response(effect: [Set("told", true)], next: To("a")),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (index, id) in (0..).zip(subject.scenario.statements.keys()) {
            let responses = subject.graph.responses(index);
            if !responses.is_empty() && !responses.iter().any(|response| subject.graph.always_offered(response)) {
                let message = format!("every response to `{id}` can be hidden");
                findings.push(rule.finding(subject.statement(index).field("responses"), message));
            }
        }
    }),
};
