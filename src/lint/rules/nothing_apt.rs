//! `nothing-apt`: a statement that nothing good can be said to.

use crate::lint::case::Case;
use crate::lint::item::Choice;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "nothing-apt",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "An item in which no response is of quality 3 or 4 in any state.",
    why: "Whatever the trainee picks, the feedback says that it was not quite it. Some moments are like that; the trainee should hear what would have been.",
    source: "",
    example: "A client walks out, and all three responses are of quality 1 and 2.",
    instead: "add what a good practitioner would do, even if it is only little",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 0), "y": Response(quality: 2) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 0), "y": Response(quality: 3) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for item in subject.items.iter().filter(|item| !item.choices.is_empty()) {
            let best = item.choices.iter().flat_map(Choice::qualities).max().unwrap_or(0);
            if best < 3 {
                let message = format!("the best response to `{}` is of quality {best}", item.id);
                findings.push(rule.finding(item.pointer().field("responses"), message));
            }
        }
    }),
};
