//! `not-proven`: a vignette with more states than a check visits.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::{Pointer, Severity};

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "not-proven",
    group: Group::Exploration,
    severity: Severity::Note,
    finds: "A vignette with more states than a check visits. What the rules of this group would say of it is not known.",
    why: "No finding means that nothing is wrong only where everything was looked at.",
    source: "",
    example: "Eight counters from -1000 to 1000, all of them asked about to the end.",
    instead: "let conditions ask about fewer numbers at once, or run `attune explore` with larger bounds",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Row {
            times: 40,
            statement: r#"Statement(says: Vary(cases: [Case(when: All([AtLeast(Bond, 50), AtLeast(Tasks, 50), AtLeast(Goals, 50)]), then: "t")], otherwise: "u"), responses: {
    "a": Response(effect: [Change(Bond, 7), Change(Tasks, -3)], next: To("{next}")),
    "b": Response(effect: [Change(Tasks, 11), Change(Goals, -5)], next: To("{next}")),
    "c": Response(effect: [Change(Goals, 13), Change(Bond, -9)], next: To("{next}")),
    "d": Response(effect: [Change(Bond, -1), Change(Tasks, -2), Change(Goals, -3)], next: To("{next}")),
})"#,
        },
        good: Case::Fields(""),
    }),
    check: Check::Explored(|rule, explored, findings| {
        let stopped = match explored.found {
            Err(stopped) => Some(stopped),
            Ok(found) => found.never.as_ref().err().copied(),
        };
        if let Some(stopped) = stopped {
            findings.push(rule.finding(Pointer::root().field("statements"), stopped.to_string()));
        }
    }),
};
