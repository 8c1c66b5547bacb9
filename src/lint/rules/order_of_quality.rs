//! `order-of-quality`: the best responses stand in the same place.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::item::Item;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "order-of-quality",
    group: Group::Items,
    severity: Severity::Note,
    finds: "A file in which the best responses stand first, or last, more often than chance would have it.",
    why: "The screen shuffles them. Printed, read aloud or shown in the author’s order to a class, the place gives them away.",
    source: "Millman, Bishop and Ebel, “An analysis of test-wiseness”, Educational and Psychological Measurement 25 (1965). The test is exact: Wang, “On the number of successes in independent trials”, Statistica Sinica 3 (1993)",
    example: "In 16 of 18 statements the first response in the file is the best one.",
    instead: "move some of the best responses down, and some weak ones up",
    thresholds: &[cue::CHANCE, cue::STATEMENTS],
    cases: Some(Cases {
        bad: Case::Row {
            times: 12,
            statement: r#"Statement(responses: { "x": Response(quality: 4, next: To("{next}")), "y": Response(quality: 1, next: To("{next}")), "z": Response(quality: 0, next: To("{next}")) })"#,
        },
        good: Case::Row {
            times: 12,
            statement: r#"Statement(responses: { "y": Response(quality: 1, next: To("{next}")), "x": Response(quality: 4, next: To("{next}")), "z": Response(quality: 0, next: To("{next}")) })"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let first = cue::follow(subject.items, |_| 1);
        findings.extend(cue::give_away(rule, subject, "the first response in the file", first));
        let last = cue::follow(subject.items, |item| 1_u8.checked_shl(last_place(item)).unwrap_or(0));
        findings.extend(cue::give_away(rule, subject, "the last response in the file", last));
    }),
};

fn last_place(item: &Item<'_>) -> u32 {
    u32::try_from(item.choices.len().min(8).saturating_sub(1)).unwrap_or(0)
}
