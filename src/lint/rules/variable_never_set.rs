//! `variable-never-set`: a flag or counter that is asked about and never changes.

use crate::lint::case::Case;
use crate::lint::condition::{each_asked, each_effect, each_variable};
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use crate::scenario::effect::Effect;
use std::collections::HashSet;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "variable-never-set",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "A variable that a condition asks about, and that no response sets or counts.",
    why: "It has its first value in every play, so that what was written for the other one is never met.",
    source: "",
    example: "A response is offered once `told` is true, and nobody ever sets `told`.",
    instead: "set it where it becomes true, or ask about something else",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"variables: { "told": Flag(false) },
statements: { "a": Statement(responses: { "x": Response(when: Is("told", true)), "y": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"variables: { "told": Flag(false) },
statements: {
    "a": Statement(responses: { "x": Response(when: Is("told", true)), "y": Response(effect: [Set("told", true)], next: To("a")) }),
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

        let mut set = HashSet::new();
        for response in subject
            .scenario
            .statements
            .values()
            .flat_map(|statement| statement.responses.values())
        {
            each_effect(response, &mut |effect| match effect {
                Effect::Set(id, _) | Effect::Count(id, _) => {
                    set.insert(id);
                }
                Effect::Change(..) | Effect::Reveal(_) | Effect::When(..) => {}
            });
        }
        for id in subject
            .scenario
            .variables
            .keys()
            .filter(|id| read.contains(id) && !set.contains(id))
        {
            findings.push(rule.finding(
                Pointer::root().variable(id),
                format!("`{id}` is asked about and never changes"),
            ));
        }
    }),
};
