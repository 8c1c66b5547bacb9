//! `straw-man`: a response that nobody would be tempted by.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use crate::wording::lexicon::List;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "straw-man",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A response of quality 0 or 1 with words that no practitioner says on a real day, such as “pull yourself together”.",
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
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Let’s take that a step at a time, shall we?"), quality: 0), "y": Response(quality: 3) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for item in subject.items {
            for choice in item.choices.iter().filter(|choice| choice.is_weak()) {
                let Some(said) = &choice.said else { continue };
                if let Some(hit) = said.hits.iter().find(|hit| hit.entry.list == List::Harsh) {
                    let message = format!("nobody would be tempted to say `{}`", hit.entry.term);
                    findings.push(rule.finding(item.response(choice).field("act"), message));
                }
            }
        }
    }),
};
