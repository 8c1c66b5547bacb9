//! `never-reached`: conditions that keep a statement or an ending out of every play.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "never-reached",
    group: Group::Exploration,
    severity: Severity::Warning,
    finds: "A statement or an ending that responses lead to, and that no play comes to, because the conditions on the way never hold together.",
    why: "It was written to be met, and the map shows it as if it were.",
    source: "",
    example: "“She stays” asks for a bond of 80, and the best play comes to 78.",
    instead: "mend the conditions that lead here, or delete it; `attune explore` shows what can be reached",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: {
    "x": Response(effect: [Change(Bond, 5)], next: First(cases: [Case(when: AtLeast(Bond, 60), then: "other")], otherwise: "end")),
    "y": Response(effect: [Change(Bond, -5)]),
}) },
endings: { "end": Ending(), "other": Ending() }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: {
    "x": Response(effect: [Change(Bond, 10)], next: First(cases: [Case(when: AtLeast(Bond, 60), then: "other")], otherwise: "end")),
    "y": Response(effect: [Change(Bond, -5)]),
}) },
endings: { "end": Ending(), "other": Ending() }"#,
        ),
    }),
    check: Check::Explored(|rule, explored, findings| {
        let (subject, Ok(found)) = (&explored.subject, explored.found) else {
            return;
        };
        // What no response leads to at all is another rule's.
        let statements = (0..).zip(&found.summary.statements);
        for (at, _) in statements.filter(|&(at, &states)| states == 0 && subject.reach.statement(at)) {
            let message = "no play comes to this statement: the conditions on the way never hold together";
            findings.push(rule.finding(subject.statement(at), message.to_owned()));
        }
        let endings = (0..).zip(&found.summary.endings);
        for (at, _) in endings.filter(|(at, reach)| reach.shortest.is_none() && subject.reach.ending(*at)) {
            let message = "no play ends here: the conditions on the way never hold together";
            findings.push(rule.finding(subject.ending(at), message.to_owned()));
        }
    }),
};
