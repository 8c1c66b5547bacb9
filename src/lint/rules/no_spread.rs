//! `no-spread`: responses that are all about as good.

use crate::lint::case::Case;
use crate::lint::item::Choice;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "no-spread",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "An item whose best and worst response differ by less than so many steps of quality.",
    why: "The score of such an item says nothing, because nearly everything earns it.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002)",
    example: "Four responses of quality 2, 2, 3 and 2.",
    instead: "write the response that is tempting here and does harm, or the one that would really meet the client",
    thresholds: &[Threshold {
        name: "steps",
        default: 2,
        unit: "steps of quality",
        text: "The least difference between best and worst.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 2), "y": Response(quality: 3, effect: [Change(Bond, 1)]) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(quality: 1), "y": Response(quality: 3, effect: [Change(Bond, 1)]) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "steps");
        for item in subject.items.iter().filter(|item| item.choices.len() > 1) {
            let qualities = || item.choices.iter().flat_map(Choice::qualities);
            let (best, worst) = (qualities().max().unwrap_or(0), qualities().min().unwrap_or(0));
            if u32::from(best - worst) < least {
                let message = format!("the responses to `{}` are all of quality {worst} to {best}", item.id);
                findings.push(rule.finding(item.pointer().field("responses"), message));
            }
        }
    }),
};
