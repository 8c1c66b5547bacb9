//! `marker-named`: a text that names what the trainee is to notice.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::lint::spot::{Voice, each_text};
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
        each_text(subject.scenario, |spot, voice, text| {
            if voice != Voice::Author || !spot.is_before_play() {
                return;
            }
            let lower = text.to_lowercase();
            let named = NAMES
                .iter()
                .copied()
                .chain(labels.iter().map(String::as_str))
                .find(|name| stands_in(&lower, name));
            if let Some(name) = named {
                findings.push(rule.finding(spot.pointer(), format!("`{name}` names what is to be noticed")));
            }
        });
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

fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
