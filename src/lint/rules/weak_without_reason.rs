//! `weak-without-reason`: a weak response without a fault or a pull.

use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "weak-without-reason",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "A response of quality 0 or 1 in every state, or a band of a silence, that names neither what it hinders nor what draws one to it.",
    why: "A weak response is a reasonable move with a pull behind it. Without the name the debrief can’t show a trainee what they tend towards.",
    source: "",
    example: "“It gets easier” is of quality 1; `pull` could be `reassuring`.",
    instead: "name the pull, or what it hinders; `attune framework` lists both",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"statements: { "a": Statement(responses: { "x": Response(quality: 1) }) }"#),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 1, pull: "reassuring") }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        feedback::each_outcome(subject.scenario, |outcome| {
            if outcome.is_weak() && outcome.hinders.is_empty() && outcome.pull.is_none() {
                findings.push(rule.finding(
                    outcome.pointer(),
                    format!("{} is weak, and names no fault and no pull", outcome.name()),
                ));
            }
        });
    }),
};
