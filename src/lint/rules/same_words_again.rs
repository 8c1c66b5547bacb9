//! `same-words-again`: the same words in two places.

use crate::lint::case::Case;
use crate::lint::item::{Choice, Item};
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use std::collections::HashMap;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "same-words-again",
    group: Group::Items,
    severity: Severity::Note,
    finds: "The same client’s words or the same response, word for word, in two statements.",
    why: "The same act may come twice, strong once and weak once: that teaches timing. The same sentence twice is more often a copy that was never finished, and it sounds like a machine.",
    source: "",
    example: "“Take your time” is a response to `the-bus` and to `the-letter`.",
    instead: "say it as one would say it there",
    thresholds: &[Threshold {
        name: "words",
        default: 6,
        unit: "words",
        text: "The fewest words of a text that is looked at.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(says: "I went and then I came home.", responses: { "x": Response(next: To("b")) }),
    "b": Statement(says: "I went, and then I came home!", responses: { "x": Response(act: Say("t")) }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(says: "I went and then I came home.", responses: { "x": Response(next: To("b")) }),
    "b": Statement(says: "I went home by the canal.", responses: { "x": Response(act: Say("t")) }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let least = rule.threshold(subject.settings, "words") as usize;
        let mut seen: HashMap<u64, (&Item<'_>, Option<&Choice<'_>>)> = HashMap::new();
        for item in subject.items {
            let says = item.says.iter().map(|says| (None, says));
            let said = item.choices.iter();
            let said = said.filter_map(|choice| Some((Some(choice), choice.said.as_ref()?)));
            for (choice, parts) in says.chain(said).filter(|(_, parts)| parts.text.len() >= least) {
                let whole = parts.text.whole();
                match seen.get(&whole) {
                    Some((first, of)) if first.id != item.id => {
                        let message = format!("these words are in `{}` as well", name(first, *of));
                        findings.push(rule.finding(place(item, choice), message));
                    }
                    _ => drop(seen.insert(whole, (item, choice))),
                }
            }
        }
    }),
};

/// As `allow` names it.
fn name(item: &Item<'_>, choice: Option<&Choice<'_>>) -> String {
    match choice {
        Some(choice) => format!("{}/{}", item.id, choice.id),
        None => item.id.to_string(),
    }
}

fn place(item: &Item<'_>, choice: Option<&Choice<'_>>) -> Pointer {
    match choice {
        Some(choice) => item.response(choice).field("act"),
        None => item.pointer().field("says"),
    }
}
