//! `false-choice`: two responses between which nothing turns on.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use crate::scenario::id::ResponseId;
use crate::scenario::model::{Act, Response};

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "false-choice",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "Two responses to one statement with the same quality, the same effect, the same repair and the same way onward. Where they at least show or hinder something else, or have another pull, it is a note.",
    why: "The trainee weighs two things that the vignette treats as one. A choice teaches by what comes of it.",
    source: "",
    example: "“How was that for you?” and “What was that like?” are both of quality 3, both add 3 to the bond and both lead to `the-bus`.",
    instead: "let what the client says next differ, or what it does to the alliance; or keep one of the two",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "ask": Response(effect: [Change(Bond, 3)]),
        "wonder": Response(effect: [Change(Bond, 3)]),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "ask": Response(effect: [Change(Bond, 3)]),
        "wonder": Response(effect: [Change(Bond, 1), Change(Goals, 2)]),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (index, statement) in (0..).zip(subject.scenario.statements.values()) {
            let mut before: Vec<(&ResponseId, &Response)> = Vec::new();
            for (id, response) in &statement.responses {
                if let Some((twin, other)) = before.iter().find(|(_, other)| nothing_turns_on(other, response)) {
                    let message =
                        format!("`{id}` does just what `{twin}` does: same quality, effect, repair and way onward");
                    let mut found = rule.finding(subject.statement(index).response(id), message);
                    if !same_lesson(other, response) {
                        found.severity = Severity::Note;
                    }
                    findings.push(found);
                }
                before.push((id, response));
            }
        }
    }),
};

/// Whether a trainee learns the same from both.
fn same_lesson(one: &Response, two: &Response) -> bool {
    one.shows == two.shows && one.hinders == two.hinders && one.pull == two.pull && one.strategy == two.strategy
}

/// Silences and summaries have more to them than these fields.
fn nothing_turns_on(one: &Response, two: &Response) -> bool {
    let plain = |response: &Response| matches!(response.act, Act::Say(_));
    plain(one)
        && plain(two)
        && one.next == two.next
        && one.effect == two.effect
        && one.repair == two.repair
        && one.quality == two.quality
        && one.when == two.when
}
