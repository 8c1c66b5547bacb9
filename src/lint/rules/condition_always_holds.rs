//! `condition-always-holds`: a question with one answer.

use crate::lint::case::Case;
use crate::lint::condition::{Possible, each_asked};
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "condition-always-holds",
    group: Group::Structure,
    severity: Severity::Note,
    finds: "A condition that holds in every play, so that what stands beside it, for the other states, is never met.",
    why: "Something was written for a client who feels otherwise, and no client of this vignette ever does.",
    source: "",
    example: "A response is offered `when: Below(Goals, 60)`, and goals start at 51 and only ever fall.",
    instead: "drop the condition, or write the effect that makes it matter",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(when: AtLeast(Bond, 30), effect: [Change(Bond, 3)]), "y": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(when: AtLeast(Bond, 60), effect: [Change(Bond, 3)], next: To("a")), "y": Response() }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let possible = Possible::of(subject.scenario, subject.reach);
        each_asked(subject.scenario, |site, asked| {
            let always = asked
                .all()
                .iter()
                .filter(|condition| !possible.can(&[(condition, false)], site.in_summary));
            if always.count() > 0 {
                findings.push(rule.finding(site.pointer(), "this condition holds in every play".to_owned()));
            }
        });
    }),
};
