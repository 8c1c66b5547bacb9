//! `weak-without-instead`: a weak response without an alternative.

use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "weak-without-instead",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "A response of quality 0 or 1 in every state, or a band of a silence, without `instead`.",
    why: "Being told that it was not this leaves the trainee where they were. What could have been said can be tried next time.",
    source: "Shute, “Focus on formative feedback”, Review of Educational Research 78 (2008); Hattie and Timperley, “The power of feedback”, Review of Educational Research 77 (2007)",
    example: "“And the homework?” is of quality 1, and the trainee never reads what else the moment had room for.",
    instead: "add `instead`: one sentence that could be said at this very moment",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"statements: { "a": Statement(responses: { "x": Response(quality: 1) }) }"#),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 1, instead: "And the letter?") }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        feedback::each_outcome(subject.scenario, |outcome| {
            if outcome.is_weak() && outcome.instead.is_none_or(|instead| instead.trim().is_empty()) {
                let message = format!(
                    "{} is weak, and nothing says what could have been said instead",
                    outcome.name()
                );
                findings.push(rule.finding(outcome.pointer(), message));
            }
        });
    }),
};
