//! `best-without-ability`: a strong response that shows nothing.

use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "best-without-ability",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "A response of quality 4 in some state that names no ability and no helping factor under `shows`.",
    why: "The score counts abilities that were shown. What is not named is not counted, and the trainee never learns the name of what they did well.",
    source: "",
    example: "The best response to `sheet-out` owns the hurry, and `shows` is empty.",
    instead: "name what it shows; `attune framework` lists the rows",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"statements: { "a": Statement(responses: { "x": Response(quality: 4) }) }"#),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 4, shows: ["repair.own-part"]) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        feedback::each_outcome(subject.scenario, |outcome| {
            if outcome.is_strong() && outcome.shows.is_empty() {
                findings.push(rule.finding(
                    outcome.pointer(),
                    format!("{} is strong and shows nothing", outcome.name()),
                ));
            }
        });
    }),
};
