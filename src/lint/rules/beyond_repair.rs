//! `beyond-repair`: an open rupture that nothing can resolve any more.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

const ANSWERS: &str = "answers";

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "beyond-repair",
    group: Group::Exploration,
    severity: Severity::Note,
    finds: "A statement at which a rupture can be open that no answer, there or later, resolves any more, with some answers still to give.",
    why: "An error repaired is worth practising. Where nothing can be repaired, a trainee learns that trying is of no use.",
    source: "Safran and Muran, Negotiating the Therapeutic Alliance (2000)",
    example: "After two weak answers the client only says goodbye, three statements long, and nothing there mends anything.",
    instead: "let a later response repair, or allow the finding and say why this is how it would be",
    thresholds: &[Threshold {
        name: ANSWERS,
        default: 3,
        unit: "answers",
        text: "The fewest answers that still lie ahead: an hour that is nearly over may end unrepaired.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(strain: Strain(kind: Withdrawal, marker: "minimal-response", over: [Bond], salience: 2), responses: {
        "x": Response(repair: Advance, next: To("b")), "y": Response(next: To("c")),
    }),
    "b": Statement(responses: { "x": Response(repair: Resolve), "y": Response(next: To("c")) }),
    "c": Statement(responses: { "x": Response(next: To("d")), "y": Response(effect: [Change(Bond, -1)], next: To("d")) }),
    "d": Statement(responses: { "x": Response(next: To("e")), "y": Response(effect: [Change(Bond, -1)], next: To("e")) }),
    "e": Statement(responses: { "x": Response(), "y": Response(effect: [Change(Bond, -1)]) }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(strain: Strain(kind: Withdrawal, marker: "minimal-response", over: [Bond], salience: 2), responses: {
        "x": Response(repair: Advance, next: To("b")), "y": Response(next: To("c")),
    }),
    "b": Statement(responses: { "x": Response(repair: Resolve), "y": Response(next: To("c")) }),
    "c": Statement(responses: { "x": Response(), "y": Response(effect: [Change(Bond, -1)], repair: Advance, next: To("b")) }),
}"#,
        ),
    }),
    check: Check::Explored(|rule, explored, findings| {
        let Ok(found) = explored.found else { return };
        let least = rule.threshold(explored.subject.settings, ANSWERS) as usize;
        for lost in found.summary.lost.at.iter().filter(|lost| lost.ahead >= least) {
            let answers = match lost.play.len() {
                0 => "from the start".to_owned(),
                1 => "after one answer at the soonest".to_owned(),
                many => format!("after {many} answers at the soonest"),
            };
            let extent = if lost.states == lost.open {
                "a rupture that is open here"
            } else {
                "here a rupture can be open that"
            };
            let message = format!("{extent} can’t be repaired any more, {answers}");
            findings.push(rule.finding(explored.subject.statement(lost.statement), message));
        }
    }),
};
