//! `allow-of-nothing`: an allowance that is no longer needed.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "allow-of-nothing",
    group: Group::Allowing,
    severity: Severity::Warning,
    finds: "An `Allow` of a rule that finds nothing at that place, or of one that can’t be allowed because the vignette can’t be played with it.",
    why: "It would silence the next finding there, which may be another one.",
    source: "",
    example: "`best-is-longest` is allowed at `opening`, and the response has been shortened since.",
    instead: "delete it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"allow: [Allow(rule: "no-foil", because: "a drill")]"#),
        good: Case::Fields(r#"allow: []"#),
    }),
    check: Check::Elsewhere,
};
