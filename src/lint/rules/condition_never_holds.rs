//! `condition-never-holds`: something written for a state that can’t be.

use crate::lint::case::Case;
use crate::lint::condition::{Asked, Possible, each_asked};
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::condition::Condition;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "condition-never-holds",
    group: Group::Structure,
    severity: Severity::Warning,
    finds: "A condition that can’t hold in any play: it asks for what nothing sets, for a number out of reach, for two things that exclude each other; or a case whose states are all taken by the cases before it.",
    why: "What stands under it is never said, offered or done, and its author believes that it is.",
    source: "",
    example: "`Case(when: AtLeast(Bond, 60), …)` stands below `Case(when: AtLeast(Bond, 40), …)`, which takes every bond of 60 first.",
    instead: "mend the condition, put the narrower case first, or delete it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(
        says: Vary(cases: [Case(when: AtLeast(Bond, 40), then: "s"), Case(when: AtLeast(Bond, 60), then: "t")], otherwise: "u"),
        responses: { "x": Response(effect: [Change(Bond, 9)], next: To("a")), "y": Response(effect: [Change(Bond, -9)]) },
    ),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(
        says: Vary(cases: [Case(when: AtLeast(Bond, 60), then: "s"), Case(when: AtLeast(Bond, 40), then: "t")], otherwise: "u"),
        responses: { "x": Response(effect: [Change(Bond, 9)], next: To("a")), "y": Response(effect: [Change(Bond, -9)], next: To("a")), "z": Response() },
    ),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let possible = Possible::of(subject.scenario, subject.reach);
        each_asked(subject.scenario, |site, asked| {
            let mut wanted: Vec<(&Condition, bool)> = Vec::new();
            for (at, condition) in asked.all().iter().enumerate() {
                let message = if !possible.can(&[(condition, true)], site.in_summary) {
                    Some("this condition can’t hold in any play")
                } else {
                    wanted.push((condition, true));
                    let left = possible.can(&wanted, site.in_summary);
                    wanted.pop();
                    (!left).then_some("this case is never chosen: those before it take every state in which it holds")
                };
                if matches!(asked, Asked::FirstOf(_)) {
                    wanted.push((condition, false));
                }
                if let Some(message) = message {
                    let place = match asked {
                        Asked::FirstOf(_) if site.is_plain() => site.pointer().field("cases").index(at),
                        _ => site.pointer(),
                    };
                    findings.push(rule.finding(place, message.to_owned()));
                }
            }
        });
    }),
};
