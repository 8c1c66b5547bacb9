//! `feedback-repeated`: the same feedback to two responses.

use crate::lint::case::Case;
use crate::lint::feedback::{self, Given};
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use std::collections::HashMap;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "feedback-repeated",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "Feedback that is word for word the feedback to another response of the file.",
    why: "Two responses that deserve the same words are the same response, or one of the two was not looked at.",
    source: "Shute, “Focus on formative feedback”, Review of Educational Research 78 (2008); Hattie and Timperley, “The power of feedback”, Review of Educational Research 77 (2007)",
    example: "Three weak responses are all answered with “This closes the door on what she was about to say.”",
    instead: "say what this one did, here",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "It closes the door."), "y": Response(feedback: "It closes the door!") }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "It closes the door."), "y": Response(feedback: "It leaves the door as it was.") }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let mut seen = HashMap::new();
        let given = feedback::given(subject.items);
        for given in given.filter(|given| !given.parts.text.is_empty()) {
            let first: &Given<'_> = seen.entry(given.parts.text.whole()).or_insert(given);
            if !first.is_beside(given) {
                let message = format!("`{}` is given the same feedback as `{}`", given.response, first.about());
                findings.push(rule.finding(given.pointer(), message));
            }
        }
    }),
};
