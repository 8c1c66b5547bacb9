//! `same-words-again`: the same words in two places.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use crate::wording::overlap::Bag;
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
        let mut seen: HashMap<Bag, Pointer> = HashMap::new();
        for item in subject.items {
            let says = item.says.iter().map(|says| (item.pointer().field("says"), says));
            let said = item
                .choices
                .iter()
                .filter_map(|choice| Some((item.response(choice).field("act"), choice.said.as_ref()?)));
            for (place, text) in says.chain(said).filter(|(_, text)| text.len() >= least) {
                let whole = Bag::runs(text, text.len());
                if let Some(first) = seen
                    .get(&whole)
                    .filter(|first| first.statement_id() != place.statement_id())
                {
                    let message = format!("the same words stand at `{first}`");
                    findings.push(rule.finding(place, message));
                } else {
                    seen.insert(whole, place);
                }
            }
        }
    }),
};
