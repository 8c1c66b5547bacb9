//! `branch-never-taken`: a response that never goes on to one of its targets.

use crate::explore::cases::Field;
use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "branch-never-taken",
    group: Group::Exploration,
    severity: Severity::Note,
    finds: "A case of `next` that never applies, at a response that can be given.",
    why: "Often it is only a guard, written to be safe. Now and then it is the way on that the author had in mind.",
    source: "",
    example: "A response leads on to the second quarrel if the first was visited, and can be given only before it.",
    instead: "mend the condition, delete the case, or leave it if it is a guard",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: {
    "x": Response(next: First(cases: [Case(when: RuptureOpen, then: "other")], otherwise: "end")),
    "y": Response(next: To("other")),
}) },
endings: { "end": Ending(), "other": Ending() }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: {
    "x": Response(next: First(cases: [Case(when: Below(Bond, 60), then: "other")], otherwise: "end")),
    "y": Response(next: To("end")),
}) },
endings: { "end": Ending(), "other": Ending() }"#,
        ),
    }),
    check: Check::Explored(|rule, explored, findings| {
        let Ok(found) = explored.found else { return };
        let never = found.never.iter().flatten();
        for case in never.filter(|case| case.site.field == Field::Next) {
            let pointer = case.site.pointer(explored.subject.scenario);
            for &at in case.never.iter().filter(|&&at| at + 1 < case.cases) {
                let message = format!("case {} of `next` is never taken", at + 1);
                findings.push(rule.finding(pointer.clone(), message));
            }
        }
    }),
};
