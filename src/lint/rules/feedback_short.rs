//! `feedback-short`: feedback that says hardly anything.

use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "feedback-short",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "Feedback of fewer than so many words.",
    why: "Two to four sentences have room for what it did to this client and why, and for where practitioners would differ. One short line is a verdict.",
    source: "Shute, “Focus on formative feedback”, Review of Educational Research 78 (2008); Hattie and Timperley, “The power of feedback”, Review of Educational Research 77 (2007)",
    example: "“She feels heard.”",
    instead: "say what it did, why, and what it shows or was drawn by",
    thresholds: &[Threshold {
        name: "words",
        default: 12,
        unit: "words",
        text: "The fewest that feedback may have.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "She feels heard.") }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "You stay with the letter and let her say what it was. Some would ask about the bus first, and that would do as well.") }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "words") as usize;
        for given in feedback::given(subject.items) {
            let words = given.parts.text.len();
            if (1..least).contains(&words) {
                findings.push(rule.finding(
                    given.pointer(),
                    format!("the feedback to `{}` has {words} words", given.response),
                ));
            }
        }
    }),
};
