//! `feedback-missing`: feedback with nothing in it.

use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "feedback-missing",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "Feedback without a word.",
    why: "The trainee has taken a risk and hears nothing. Practice without feedback can make things worse.",
    source: "Shute, “Focus on formative feedback”, Review of Educational Research 78 (2008); Hattie and Timperley, “The power of feedback”, Review of Educational Research 77 (2007)",
    example: "`feedback: \"\"`, to be written later.",
    instead: "say what it did to the client, and why",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"statements: { "a": Statement(responses: { "x": Response(feedback: " ") }) }"#),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "You stay with the letter and let her say what it was. Some would ask about the bus first, and that would do as well.") }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for given in feedback::given(subject.items) {
            if given.written.trim().is_empty() {
                findings.push(rule.finding(given.pointer(), format!("there is no feedback to `{}`", given.response)));
            }
        }
    }),
};
