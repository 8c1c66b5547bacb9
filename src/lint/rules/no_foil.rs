//! `no-foil`: every statement is what it seems.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "no-foil",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "A vignette of several statements without a foil: a statement that looks like a strain and is none.",
    why: "If every quiet answer is a withdrawal, a trainee learns to say “strain” each time, and to make clients of that kind uneasy. Telling the two apart is the skill.",
    source: "Green and Swets, Signal Detection Theory and Psychophysics (1966): without false alarms, hits can’t be valued",
    example: "Twelve statements, ten of them with a strain, none of them sad or brief and still at work.",
    instead: "let a client be brief, sad or of another opinion, and with you; mark it `foil: true`",
    thresholds: &[Threshold {
        name: "statements",
        default: 8,
        unit: "statements",
        text: "The fewest statements of a vignette that is looked at.",
    }],
    cases: Some(Cases {
        bad: Case::Row {
            times: 8,
            statement: r#"Statement(responses: { "x": Response(next: To("{next}")) })"#,
        },
        good: Case::Row {
            times: 8,
            statement: r#"Statement(foil: true, responses: { "x": Response(next: To("{next}")) })"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "statements") as usize;
        let statements = &subject.scenario.statements;
        if statements.len() >= least && !statements.values().any(|statement| statement.foil) {
            let message = format!("none of the {} statements is a foil", statements.len());
            findings.push(rule.finding(Pointer::root().field("statements"), message));
        }
    }),
};
