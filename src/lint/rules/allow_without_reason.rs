//! `allow-without-reason`: an allowance without its reason.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "allow-without-reason",
    group: Group::Allowing,
    severity: Severity::Warning,
    finds: "An `Allow` whose `because` is empty. It allows nothing.",
    why: "The next author finds a rule silenced and can’t tell whether it still should be.",
    source: "",
    example: "`Allow(rule: \"no-silence\", because: \"\")`",
    instead: "write why it is meant to be so",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"allow: [Allow(rule: "no-foil", because: " ")]"#),
        good: Case::Fields(r#"allow: []"#),
    }),
    check: Check::Elsewhere,
};
