//! `best-is-longest`: one item in which length points to the best response.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "best-is-longest",
    group: Group::Items,
    severity: Severity::Note,
    finds: "An item whose one best response is longer than every other one by half and by at least some words.",
    why: "Length is the first thing that somebody sees who doesn’t read. Now and then the best answer is the longest; as a habit it is a tell.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002)",
    example: "The best response has 41 words, the others have 12, 15 and 20.",
    instead: "shorten it, or let a weak response run on as people do",
    thresholds: &[Threshold {
        name: "words",
        default: 8,
        unit: "words",
        text: "How many words longer than the next it must be at least.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("Let me see whether I have that right, because I think I went past it: the letter came, you rang them, nobody rang back, and then I asked about homework."), quality: 4),
        "y": Response(act: Say("How did the homework go, then?"), quality: 1),
        "z": Response(act: Say("That must have been a shock for you."), quality: 2),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("I asked about homework, and you had that letter in your bag."), quality: 4),
        "y": Response(act: Say("How did the homework go, then, and did the sheet from last week help at all?"), quality: 1),
        "z": Response(act: Say("That must have been a shock for you."), quality: 2),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let margin = rule.threshold(subject.settings, "words");
        for item in subject.items {
            let Some(best) = item.only_best().filter(|best| best.said.is_some()) else {
                continue;
            };
            let words = best.features.words;
            let spoken = item.others(best).filter(|other| other.said.is_some());
            let Some(next) = spoken.map(|other| other.features.words).max() else {
                continue;
            };
            if words * 2 >= next * 3 && words >= next + margin {
                let message = format!("the best response has {words} words, the next longest has {next}");
                findings.push(rule.finding(item.response(best).field("act"), message));
            }
        }
    }),
};
