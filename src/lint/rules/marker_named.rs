//! `marker-named`: a text that names what the trainee is to notice.

use std::collections::HashSet;

use crate::lint::case::Case;
use crate::lint::passage::Passage;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::lint::spot::Voice;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "marker-named",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "A title, brief, scene or cue that names a marker, a kind of rupture or the word for it.",
    why: "Noticing is the first ability of repair. If the cue says “withdraws”, there is nothing left to notice. A cue describes; it never interprets.",
    source: "The markers are those of the framework, after the Rupture Resolution Rating System (2015, 2022)",
    example: "`cue: \"withdraws; gives a minimal response\"`",
    instead: "say what can be seen or heard: where they look, what the hands do, how long it takes",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(cue: "withdraws and looks at the floor", responses: { "x": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(cue: "looks at the floor; a long time before the first word", responses: { "x": Response() }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let labels: Vec<String> = subject
            .framework
            .markers
            .iter()
            .map(|marker| marker.label.to_lowercase())
            .collect();
        let names = || NAMES.iter().copied().chain(labels.iter().map(String::as_str));
        let begins: HashSet<&str> = names().filter_map(|name| runs(name).next()).collect();
        let shown = |passage: &&Passage<'_>| passage.voice == Voice::Author && passage.spot.is_before_play();
        for passage in subject.passages.iter().filter(shown) {
            let lower = passage.written.to_lowercase();
            // Few texts have a word that a name begins with, and only those are searched for every name.
            if !runs(&lower).any(|run| begins.contains(run)) {
                continue;
            }
            if let Some(name) = names().find(|name| stands_in(&lower, name)) {
                let message = format!("`{name}` names what is to be noticed");
                findings.push(rule.finding(passage.spot.pointer(), message));
            }
        }
    }),
};

/// Words for ruptures that a cue needs never.
const NAMES: [&str; 12] = [
    "withdraws",
    "withdrawn",
    "withdrawal",
    "withdrew",
    "confrontation",
    "confrontational",
    "rupture",
    "ruptured",
    "shuts down",
    "shutting down",
    "avoidant",
    "masking",
];

/// The runs of letters and digits.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty())
}

fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
