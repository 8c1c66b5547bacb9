//! `straw-man`: a response that nobody would be tempted by.

use crate::lint::case::Case;
use crate::lint::item::usual_words;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::lint::speech::harsh;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "straw-man",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A response of quality 0 or 1 with words that no practitioner says on a real day, such as “pull yourself together”. Only in the practitioner’s own voice: not what others say or what is denied (“so they told you to calm down”), and an order only where it is given (not “where did you grow up?”).",
    why: "A weak response teaches only if a reasonable person could choose it. A villain is crossed out, and the item gets easier by one.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002): make all distractors plausible",
    example: "“Don’t be ridiculous, everybody is tired.”",
    instead: "find the pull behind it, and write what somebody would say who feels it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Calm down, you’re overreacting."), quality: 0), "y": Response(quality: 3) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("So people have told you to calm down. Where did you grow up?"), quality: 0), "y": Response(quality: 3) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let Some(lexicon) = subject.lexicon else { return };
        for item in subject.items {
            for choice in item.choices.iter().filter(|choice| choice.is_weak()) {
                let (Some(said), Some(words)) = (&choice.said, usual_words(choice.response)) else {
                    continue;
                };
                if let Some(term) = harsh(words, &said.text, lexicon) {
                    let message = format!("nobody would be tempted to say `{term}`");
                    findings.push(rule.finding(item.response(choice).field("act"), message));
                }
            }
        }
    }),
};
