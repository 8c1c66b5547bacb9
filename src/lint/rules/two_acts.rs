//! `two-acts`: a response that does several things at once.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "two-acts",
    group: Group::Items,
    severity: Severity::Note,
    finds: "A response that asks more than so many questions.",
    why: "What it did to the client can’t be told then, nor what the feedback is about; and a client who is asked three things answers the last.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002): one idea an option",
    example: "“Was it the letter? Or the way she said it? And have you slept?”",
    instead: "keep the one that matters, and make a response of its own from another",
    thresholds: &[Threshold {
        name: "questions",
        default: 2,
        unit: "questions",
        text: "The most that one response may ask.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Was it the letter? Or how she said it? And have you slept? Did you eat?")) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Was it the letter, or how she said it?")) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let most = rule.threshold(subject.settings, "questions");
        for item in subject.items {
            for choice in &item.choices {
                let questions = choice.said.as_ref().map_or(0, |said| said.text.questions());
                if questions > most {
                    let message = format!("`{}` asks {questions} questions at once", choice.id);
                    findings.push(rule.finding(item.response(choice).field("act"), message));
                }
            }
        }
    }),
};
