//! `real-identifier`: something that could be a real person’s.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use crate::wording::identifier::identifiers;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "real-identifier",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "An NHS number with a valid check digit, a full postcode, an e-mail address or a telephone number, unless it is kept free for stories.",
    why: "A vignette is made of real hours. A number that was left in names somebody, and the file is copied to every trainee.",
    source: "NHS Data Dictionary, NHS NUMBER (modulus 11); Ofcom, telephone numbers for drama; RFC 2606",
    example: "“My number’s 01204 555123” in a statement that was written from memory.",
    instead: "leave it out, or use one that is kept free: 01632 960xxx, example.org, an NHS number that begins with 999",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(says: "It’s on the card, 943 476 5919.", responses: { "x": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(says: "It’s on the card, 999 476 5919.", responses: { "x": Response() }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for passage in subject.passages {
            for identifier in identifiers(passage.written) {
                let message = format!("`{}` looks like {}", identifier.found, identifier.kind.words());
                findings.push(rule.finding(passage.spot.pointer(), message));
            }
        }
    }),
};
