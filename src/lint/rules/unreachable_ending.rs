//! `unreachable-ending`: an ending that no play can have.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "unreachable-ending",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "An ending that no play can reach from the start.",
    why: "The library counts it as a way in which this hour can go, and it can’t.",
    source: "",
    example: "The last response that led to “She leaves” was softened, and now leads to a statement.",
    instead: "let a response lead here, or delete it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"endings: { "end": Ending(), "other": Ending() }"#),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(), "y": Response(next: To("other")) }) },
endings: { "end": Ending(), "other": Ending() }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (index, id) in (0..).zip(subject.scenario.endings.keys()) {
            if !subject.reach.ending(index) {
                findings.push(rule.finding(subject.ending(index), format!("no play ends in `{id}`")));
            }
        }
    }),
};
