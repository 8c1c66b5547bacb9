//! `long-response`: a response that is a speech.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "long-response",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A response of more than so many words.",
    why: "Nobody says that much at once and is heard, and a trainee who reads five speeches reads none. In front of a class it does not fit the wall.",
    source: "",
    example: "A response of 78 words that apologises, explains and makes a plan.",
    instead: "keep what does the work; the rest can be the next turn",
    thresholds: &[Threshold {
        name: "words",
        default: 45,
        unit: "words",
        text: "The most that one response may have.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("One and two and three and four and five and six and seven and eight and nine and ten and one and two and three and four and five and six and seven and eight and nine and ten and one and two and three and four.")) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("One and two and three and four.")) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let most = rule.threshold(subject.settings, "words");
        for item in subject.items {
            for choice in item.choices.iter().filter(|choice| choice.features.words > most) {
                let message = format!("`{}` has {} words", choice.id, choice.features.words);
                findings.push(rule.finding(item.response(choice).field("act"), message));
            }
        }
    }),
};
