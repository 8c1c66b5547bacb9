//! `short-response`: a response that is hardly one.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "short-response",
    group: Group::Items,
    severity: Severity::Note,
    finds: "A response of fewer than so many words.",
    why: "It stands out beside the others, and it is seldom clear what it does. A short one can be the best in the room; then it is worth the look.",
    source: "",
    example: "“Go on.”",
    instead: "say a little more, or make it a silence",
    thresholds: &[Threshold {
        name: "words",
        default: 4,
        unit: "words",
        text: "The fewest that one response may have.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Go on.")) }) }"#),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Go on, I’m listening.")) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "words");
        for item in subject.items {
            for choice in item
                .choices
                .iter()
                .filter(|choice| choice.said.is_some() && choice.features.words < least)
            {
                let message = format!("`{}` has {} words", choice.id, choice.features.words);
                findings.push(rule.finding(item.response(choice).field("act"), message));
            }
        }
    }),
};
