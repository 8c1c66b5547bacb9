//! `one-sided-words`: one item in which absolute words or hedges stand on one side only.

use crate::lint::case::Case;
use crate::lint::item::Choice;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "one-sided-words",
    group: Group::Items,
    severity: Severity::Note,
    finds: "An item in which at least two weak responses have an absolute word and the best have none, or the one best response hedges and no other does.",
    why: "Sure of itself is weak, careful is strong: a pattern that can be followed without the client.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002), on specific determiners",
    example: "“You’ll always have setbacks” and “everybody finds that” stand beside “I might be wrong, but it looks heavy today”.",
    instead: "let a weak response hedge, and a good one be plain",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("It looks heavy today, unless I’m wrong."), quality: 4),
        "y": Response(act: Say("That always happens in week three."), quality: 1),
        "z": Response(act: Say("Everybody finds the first sheet hard."), quality: 1),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("It looks heavy today."), quality: 4),
        "y": Response(act: Say("That often happens in week three, perhaps."), quality: 1),
        "z": Response(act: Say("Everybody finds the first sheet hard."), quality: 1),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for item in subject.items.iter().filter(|item| item.choices.len() > 2) {
            let absolute = |choice: &&Choice<'_>| choice.features.absolutes > 0;
            let weak = item
                .choices
                .iter()
                .filter(absolute)
                .filter(|choice| choice.is_weak() && !item.is_best(choice))
                .count();
            if weak > 1
                && !item
                    .choices
                    .iter()
                    .filter(absolute)
                    .any(|choice| !choice.is_weak() || item.is_best(choice))
            {
                let message = format!("{weak} weak responses have an absolute word, and no other has");
                findings.push(rule.finding(item.pointer().field("responses"), message));
            }
            if let Some(best) = item.only_best()
                && best.features.hedges > 0
                && !item.others(best).any(|other| other.features.hedges > 0)
            {
                let message = "the best response is the only one that hedges".to_owned();
                findings.push(rule.finding(item.response(best).field("act"), message));
            }
        }
    }),
};
