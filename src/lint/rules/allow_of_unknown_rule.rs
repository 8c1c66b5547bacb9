//! `allow-of-unknown-rule`: an allowance of a rule that does not exist.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "allow-of-unknown-rule",
    group: Group::Allowing,
    severity: Severity::Warning,
    finds: "An `Allow` that names no rule.",
    why: "It was meant to silence something, and silences nothing.",
    source: "",
    example: "`Allow(rule: \"no-silense\", because: \"by telephone\")`",
    instead: "`attune explain` lists all rules",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"allow: [Allow(rule: "no-foyl", because: "a drill")]"#),
        good: Case::Fields(r#"allow: []"#),
    }),
    check: Check::Elsewhere,
};
