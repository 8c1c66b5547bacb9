//! `id-used-twice`: two vignettes of one name.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, LibraryFinding, Rule};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use std::collections::HashMap;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "id-used-twice",
    group: Group::Library,
    severity: Severity::Warning,
    finds: "Two files whose vignettes have the same `id`.",
    why: "The id is what attempts are kept under. The results of the one would be shown with the other.",
    source: "",
    example: "A file was copied to begin the next one, and `id` was left as it was.",
    instead: "give the copy an id of its own",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(r#"id: "case""#),
        good: Case::Fields(r#"id: "case""#),
    }),
    check: Check::Library(|rule, members, findings| {
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for (at, member) in members.iter().enumerate() {
            let id = member.subject.scenario.id.as_str();
            match seen.get(id) {
                Some(first) => findings.push(LibraryFinding {
                    member: Some(at),
                    diagnostic: rule.finding(
                        Pointer::root().field("id"),
                        format!("`{id}` is the id of the vignette in `{first}` as well"),
                    ),
                }),
                None => drop(seen.insert(id, member.name)),
            }
        }
    }),
};
