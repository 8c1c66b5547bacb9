//! `never-met`: something written for a state that no play comes to.

use crate::explore::cases::Field;
use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "never-met",
    group: Group::Exploration,
    severity: Severity::Warning,
    finds: "A response that is never offered, or a case of a text or a quality that never applies, at a place that can be reached.",
    why: "It was written to be met, and its author believes that trainees meet it.",
    source: "",
    example: "A statement has other words below a bond of 30, and nobody comes to it with a bond below 34.",
    instead: "mend the condition, or delete what stands under it; `attune explore` shows which states there are",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(effect: [Change(Bond, -15)], next: To("b")), "y": Response() }),
    "b": Statement(says: Vary(cases: [Case(when: Below(Bond, 30), then: "t")], otherwise: "u"), responses: { "x": Response(effect: [Change(Bond, -15)]), "y": Response() }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: { "x": Response(effect: [Change(Bond, -25)], next: To("b")), "y": Response(next: To("b")) }),
    "b": Statement(says: Vary(cases: [Case(when: Below(Bond, 30), then: "t")], otherwise: "u"), responses: { "x": Response(effect: [Change(Bond, -15)]), "y": Response() }),
}"#,
        ),
    }),
    check: Check::Explored(|rule, explored, findings| {
        let Ok(found) = explored.found else { return };
        for case in found.never.iter().flatten() {
            let pointer = case.site.pointer(explored.subject.scenario);
            if case.site.field == Field::When {
                if case.never.contains(&0) {
                    findings.push(rule.finding(pointer, "this response is never offered".to_owned()));
                }
                continue;
            }
            // Where a response goes on to is `branch-never-taken`'s; a last value that nothing is left for does no harm.
            let cases = case.never.iter().filter(|&&at| at + 1 < case.cases);
            for &at in cases.filter(|_| case.site.field != Field::Next) {
                let message = format!("case {} never applies: no play comes here in such a state", at + 1);
                findings.push(rule.finding(pointer.clone(), message));
            }
        }
    }),
};
