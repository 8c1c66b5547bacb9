//! `unreachable-ending`: an ending that no play can have.

use crate::lint::rule::Rule;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "unreachable-ending",
    severity: Severity::Warning,
    finds: "An ending that no play can reach from the start.",
    why: "The library counts it as a way in which this hour can go, and it can’t.",
    instead: "let a response lead here, or delete it",
    check: |rule, subject, findings| {
        for (index, id) in (0..).zip(subject.scenario.endings.keys()) {
            if !subject.reach.ending(index) {
                findings.push(rule.finding(subject.ending(index), format!("no play ends in `{id}`")));
            }
        }
    },
};
