//! `long-sentence`: a sentence that nobody gets to the end of.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;
use crate::wording::readability::longest_sentence;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "long-sentence",
    group: Group::Teaching,
    severity: Severity::Note,
    finds: "A sentence of the client’s of more than so many words.",
    why: "People who talk break off and start again. A sentence this long is hard to take in from a wall or by ear.",
    source: "Cutts, Oxford Guide to Plain English (5th edition, 2020), on sentences of 15 to 20 words",
    example: "A sentence of 63 words with four commas.",
    instead: "let her stop, lose the thread, and go on",
    thresholds: &[Threshold {
        name: "words",
        default: 45,
        unit: "words",
        text: "The most that a sentence may have.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(says: "I went and I came and I went and I came and I went and I came and I went and I came and I went and I came and I went and I came and I went and I came and I went and I came and I went and I came home.", responses: { "x": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(says: "I went and I came and I went. And I came home.", responses: { "x": Response() }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let most = rule.threshold(subject.settings, "words") as usize;
        for item in subject.items {
            let longest = item
                .says
                .iter()
                .map(|says| longest_sentence(&says.text).0)
                .max()
                .unwrap_or(0);
            if longest > most {
                let message = format!("the longest sentence at `{}` has {longest} words", item.id);
                findings.push(rule.finding(item.pointer().field("says"), message));
            }
        }
    }),
};
