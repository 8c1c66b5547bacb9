//! `few-foils`: too few foils for the strains.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "few-foils",
    group: Group::Teaching,
    severity: Severity::Note,
    finds: "A vignette of several statements in which fewer than so many per cent are foils.",
    why: "About one statement in four or five should look like a strain and be none. With one in ten, “strain” is nearly always right.",
    source: "Green and Swets, Signal Detection Theory and Psychophysics (1966)",
    example: "One foil among 18 statements.",
    instead: "make another foil: a client who disagrees and works on it with you is one",
    thresholds: &[
        Threshold {
            name: "statements",
            default: 8,
            unit: "statements",
            text: "The fewest statements of a vignette that is looked at.",
        },
        Threshold {
            name: "share",
            default: 14,
            unit: "per cent",
            text: "The least share of foils.",
        },
    ],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(foil: true, responses: { "x": Response(next: To("b")) }),
    "b": Statement(responses: { "x": Response(next: To("c")) }),
    "c": Statement(responses: { "x": Response(next: To("d")) }),
    "d": Statement(responses: { "x": Response(next: To("e")) }),
    "e": Statement(responses: { "x": Response(next: To("f")) }),
    "f": Statement(responses: { "x": Response(next: To("g")) }),
    "g": Statement(responses: { "x": Response(next: To("h")) }),
    "h": Statement(responses: { "x": Response(next: To("end")) }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(foil: true, responses: { "x": Response(next: To("b")) }),
    "b": Statement(foil: true, responses: { "x": Response(next: To("c")) }),
    "c": Statement(responses: { "x": Response(next: To("d")) }),
    "d": Statement(responses: { "x": Response(next: To("e")) }),
    "e": Statement(responses: { "x": Response(next: To("f")) }),
    "f": Statement(responses: { "x": Response(next: To("g")) }),
    "g": Statement(responses: { "x": Response(next: To("h")) }),
    "h": Statement(responses: { "x": Response(next: To("end")) }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "statements") as usize;
        let share = rule.threshold(subject.settings, "share") as usize;
        let all = subject.scenario.statements.len();
        let foils = subject
            .scenario
            .statements
            .values()
            .filter(|statement| statement.foil)
            .count();
        if all >= least && foils > 0 && foils * 100 < all * share {
            let message = format!("{foils} of {all} statements are foils, {} %", foils * 100 / all);
            findings.push(rule.finding(Pointer::root().field("statements"), message));
        }
    }),
};
