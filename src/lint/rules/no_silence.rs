//! `no-silence`: nobody may say nothing.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use crate::scenario::model::Act;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "no-silence",
    group: Group::Teaching,
    severity: Severity::Note,
    finds: "A vignette of several statements in which no response is a silence.",
    why: "Silence can be the warmest thing in the room or an abandonment, and how long to hold it is learnt only by holding it.",
    source: "The competence list has “inappropriate use of silence” among what hinders",
    example: "Fifteen statements, and at none of them the practitioner may wait.",
    instead: "let one response be a `Silence` with bands, where the client is still arriving at something",
    thresholds: &[Threshold {
        name: "statements",
        default: 10,
        unit: "statements",
        text: "The fewest statements of a vignette that is looked at.",
    }],
    cases: Some(Cases {
        bad: Case::Row {
            times: 10,
            statement: r#"Statement(responses: { "x": Response(next: To("{next}")) })"#,
        },
        good: Case::Row {
            times: 10,
            statement: r#"Statement(responses: { "x": Response(next: To("{next}")), "y": Response(act: Silence(does: "Wait.", bands: [Band(from_s: 0)]), next: To("{next}")) })"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "statements") as usize;
        let statements = &subject.scenario.statements;
        let mut responses = statements.values().flat_map(|statement| statement.responses.values());
        if statements.len() >= least && !responses.any(|response| matches!(response.act, Act::Silence { .. })) {
            let message = format!("none of the responses to {} statements is a silence", statements.len());
            findings.push(rule.finding(Pointer::root().field("statements"), message));
        }
    }),
};
