//! `variable-never-read`: a flag or counter that no condition asks about.

use crate::lint::case::Case;
use crate::lint::condition::{each_asked, each_variable};
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use std::collections::HashSet;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "variable-never-read",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "A variable that is declared, and that no condition asks about.",
    why: "The client was meant to remember something, and nothing they say depends on it.",
    source: "",
    example: "`knows-about-son` is set when the trainee asks, and the client talks of him in the same words either way.",
    instead: "let what is said or offered later depend on it, or delete it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"variables: { "told": Flag(false) },
statements: { "a": Statement(responses: { "x": Response(effect: [Set("told", true)]) }) }"#,
        ),
        good: Case::Fields(
            r#"variables: { "told": Flag(false) },
statements: {
    "a": Statement(responses: { "x": Response(effect: [Set("told", true)], next: To("b")) }),
    "b": Statement(says: Vary(cases: [Case(when: Is("told", true), then: "s")], otherwise: "t"), responses: { "x": Response() }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let mut read = HashSet::new();
        each_asked(subject.scenario, |_, asked| {
            for condition in asked.all() {
                each_variable(condition, &mut |id| {
                    read.insert(id);
                });
            }
        });

        for id in subject.scenario.variables.keys().filter(|id| !read.contains(id)) {
            findings.push(rule.finding(Pointer::root().variable(id), format!("no condition asks about `{id}`")));
        }
    }),
};
