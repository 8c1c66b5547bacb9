//! `form-cue`: one item in which the form points to the best response.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use crate::wording::features::Features;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "form-cue",
    group: Group::Items,
    severity: Severity::Note,
    finds: "An item of three or more whose one best response is the only one that asks a question, says “I”, starts like a reflection, or apologises.",
    why: "What is good about a response is how it meets this client. If its form stands out, it can be found without her.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002)",
    example: "Three responses explain, and the best one asks.",
    instead: "give a weak response the same form: people also ask at the wrong moment, and apologise in order to be done with it",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("Where did you get to?"), quality: 4),
        "y": Response(act: Say("The first column is the event."), quality: 1),
        "z": Response(act: Say("It gets easier with the third one."), quality: 1),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("Where did you get to?"), quality: 4),
        "y": Response(act: Say("The first column is the event. Shall we do it together?"), quality: 1),
        "z": Response(act: Say("It gets easier with the third one."), quality: 1),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for item in subject.items {
            let Some(best) = item
                .only_best()
                .filter(|best| best.said.is_some() && item.choices.len() > 2)
            else {
                continue;
            };
            for (what, has) in FORMS {
                if has(&best.features) && !item.others(best).any(|other| has(&other.features)) {
                    let message = format!("the best response is the only one {what}");
                    findings.push(rule.finding(item.response(best).field("act"), message));
                }
            }
        }
    }),
};

/// Whether a text has a form.
type Has = fn(&Features) -> bool;

/// The forms that are looked for.
const FORMS: [(&str, Has); 4] = [
    ("with a question", |form| form.question),
    ("that says “I”", |form| form.first_person),
    ("that starts like a reflection", |form| form.reflection),
    ("with an apology", |form| form.apology),
];
