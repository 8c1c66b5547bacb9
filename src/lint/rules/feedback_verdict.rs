//! `feedback-verdict`: feedback that is a mark.

use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "feedback-verdict",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "Feedback that begins with a verdict such as “good” or “wrong” and has hardly another word.",
    why: "A mark tells a trainee where they stand and nothing that they could do. It also ends the thinking.",
    source: "Shute, “Focus on formative feedback”, Review of Educational Research 78 (2008); Hattie and Timperley, “The power of feedback”, Review of Educational Research 77 (2007): feedback about the task, not a grade",
    example: "“Correct, well done.”",
    instead: "leave the verdict out: what the client does next says it",
    thresholds: &[Threshold {
        name: "words",
        default: 10,
        unit: "words",
        text: "The most words of feedback that is taken for a mere verdict.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "Good. That was the right thing to say.") }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(feedback: "You stay with the letter and let her say what it was. Some would ask about the bus first, and that would do as well.") }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let most = rule.threshold(subject.settings, "words") as usize;
        for given in feedback::given(subject.items) {
            let text = &given.parts.text;
            let opens = text.words().next().is_some_and(|first| VERDICTS.contains(&first));
            if opens && text.len() <= most {
                findings.push(rule.finding(
                    given.pointer(),
                    format!("the feedback to `{}` is only a verdict", given.response),
                ));
            }
        }
    }),
};

/// First words of a mark.
const VERDICTS: [&str; 18] = [
    "good",
    "great",
    "right",
    "wrong",
    "correct",
    "incorrect",
    "excellent",
    "perfect",
    "bad",
    "poor",
    "yes",
    "no",
    "well",
    "best",
    "weak",
    "nice",
    "ok",
    "mistake",
];
