//! The findings in the order in which they are read: the worst first, and within that by what they are about.

use crate::lint::rule;
use crate::lint::rule::{Group, Rule};
use crate::scenario::diagnostic::{Diagnostic, Severity};

/// One finding.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// Its place in the list of all findings.
    pub number: usize,
    /// The finding.
    pub found: &'a Diagnostic,
    /// Its rule, if it is known.
    pub rule: Option<&'static Rule>,
    /// Whether an author may say that it is meant.
    pub can_be_allowed: bool,
}

impl Problem<'_> {
    /// Whether a response leads to what is not written yet.
    pub fn is_unwritten(&self) -> bool {
        self.found.rule == "unknown-target" && self.found.location.path.last_field() == Some("next")
    }

    /// How `allow` names the place.
    pub fn allow_at(&self) -> Option<String> {
        let path = &self.found.location.path;
        match (path.statement_id(), path.response_id()) {
            (Some(statement), Some(response)) => Some(format!("{statement}/{response}")),
            (Some(statement), None) => Some(statement.to_owned()),
            _ => path.ending_id().map(str::to_owned),
        }
    }
}

/// Where something was found, in words: "opening ▸ own-part: feedback".
pub fn place_of(found: &Diagnostic) -> String {
    let path = &found.location.path;
    let part = match (path.statement_id(), path.response_id()) {
        (Some(statement), Some(response)) => format!("{statement} ▸ {response}"),
        (Some(statement), None) => statement.to_owned(),
        _ => path
            .ending_id()
            .or(path.belief_id())
            .map_or_else(|| "the vignette".to_owned(), str::to_owned),
    };
    match path.last_field() {
        Some("statements" | "responses" | "endings" | "beliefs" | "variables") | None => part,
        Some(field) => format!("{part}: {}", field.replace('_', " ")),
    }
}

/// The findings, grouped.
#[derive(Debug, Default)]
pub struct Problems<'a> {
    /// A heading with its findings; none is empty.
    pub groups: Vec<(String, Vec<Problem<'a>>)>,
    /// How many keep it from being played, how many are probably not as meant, how many are worth a look.
    pub counts: [usize; 3],
}

impl<'a> Problems<'a> {
    /// Sorts findings into groups.
    pub fn of(findings: &'a [Diagnostic]) -> Self {
        let mut problems = Self::default();
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            for group in Group::ALL.map(Some).into_iter().chain([None]) {
                let own = findings.iter().enumerate().filter(|(_, found)| {
                    found.severity == severity && rule(found.rule).map(|rule| rule.group) == group
                });
                let list: Vec<Problem<'a>> = own.map(|(number, found)| problem(number, found)).collect();
                if let Some(count) = problems.counts.get_mut(severity as usize) {
                    *count += list.len();
                }
                if !list.is_empty() {
                    let about = group.map_or("Others", Group::label);
                    problems
                        .groups
                        .push((format!("{}: {}", severity_word(severity), about.to_lowercase()), list));
                }
            }
        }
        problems
    }
}

fn problem(number: usize, found: &Diagnostic) -> Problem<'_> {
    let rule = rule(found.rule);
    Problem {
        number,
        found,
        rule,
        can_be_allowed: rule.is_some_and(|rule| !rule.is_required() && rule.group != Group::Allowing),
    }
}

/// What a severity means for whoever writes.
pub const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Keeps it from being played",
        Severity::Warning => "Probably not as meant",
        Severity::Note => "Worth a look",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::diagnostic::Pointer;

    #[test]
    fn the_worst_stands_first_and_each_tells_its_place() {
        let at = |pointer: Pointer, rule: &'static str, severity| Diagnostic::new(severity, rule, pointer, "found");
        let opening = || Pointer::root().statement("opening");
        let findings = [
            at(
                opening().response("ask").field("feedback"),
                "feedback-short",
                Severity::Note,
            ),
            at(opening(), "no-silence", Severity::Warning),
            at(
                opening().response("ask").field("next"),
                "unknown-target",
                Severity::Error,
            ),
            at(
                Pointer::root().field("contract").field("drift"),
                "x-unknown",
                Severity::Warning,
            ),
        ];
        let problems = Problems::of(&findings);
        let numbers: Vec<usize> = problems
            .groups
            .iter()
            .flat_map(|(_, list)| list)
            .map(|one| one.number)
            .collect();
        assert_eq!(numbers, [2, 1, 3, 0]);
        assert_eq!(problems.counts, [1, 2, 1]);
        let all: Vec<&Problem<'_>> = problems.groups.iter().flat_map(|(_, list)| list).collect();
        let told: Vec<(String, Option<String>, bool)> = all
            .iter()
            .map(|one| (place_of(one.found), one.allow_at(), one.can_be_allowed))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            told,
            [
                ("opening ▸ ask: next".to_owned(), text("opening/ask"), false),
                ("opening".to_owned(), text("opening"), true),
                ("the vignette: drift".to_owned(), None, false),
                ("opening ▸ ask: feedback".to_owned(), text("opening/ask"), true),
            ]
        );
    }
}
