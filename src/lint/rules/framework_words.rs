//! `framework-words`: a response that talks like the framework.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use crate::wording::lexicon::List;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "framework-words",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A response in which the practitioner uses names of the trade, such as “rupture” or “rationale”.",
    why: "It names the ability that is scored, and points to itself. And a client has no reason to know the word.",
    source: "Haladyna, Downing and Rodriguez (2002), on clues in the wording",
    example: "“I sense a rupture in our alliance.”",
    instead: "say what it is about in the client’s words: “something went wrong between us just now”",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("I think there’s a rupture between us.")) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("I think something went wrong between us.")) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for item in subject.items {
            for choice in &item.choices {
                let Some(said) = &choice.said else { continue };
                if let Some(hit) = said.hits.iter().find(|hit| hit.entry.list == List::Framework) {
                    let message = format!("the practitioner says `{}`", hit.entry.term);
                    findings.push(rule.finding(item.response(choice).field("act"), message));
                }
            }
        }
    }),
};
