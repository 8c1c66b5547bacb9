//! `near-duplicate`: two responses that say nearly the same.

use crate::lint::case::Case;
use crate::lint::condition::Possible;
use crate::lint::item::Choice;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;
use crate::wording::overlap::Bag;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "near-duplicate",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "Two responses to one statement that share most of their runs of two words, and that can be on offer at the same time.",
    why: "The trainee compares two lines letter by letter to find what the author changed. That is proof-reading.",
    source: "Likeness over runs of words: Broder, “On the resemblance and containment of documents” (1997)",
    example: "“Shall we look at the sheet together?” and “Shall we look at the sheet?”",
    instead: "keep one of them, or say the other thing in another way",
    thresholds: &[Threshold {
        name: "share",
        default: 50,
        unit: "per cent",
        text: "The least share of runs of two words that both have.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("Shall we look at that sheet together, before the hour is over?")),
        "y": Response(act: Say("Shall we look at that sheet together before the week is over?"), quality: 1),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(responses: {
        "x": Response(act: Say("Shall we look at that sheet together, before the hour is over?")),
        "y": Response(act: Say("We could put the sheet away and see what else there is today."), quality: 1),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let share = rule.threshold(subject.settings, "share");
        let possible = Possible::of(subject.scenario, subject.reach);
        for item in subject.items {
            let runs: Vec<Option<Bag>> = item
                .choices
                .iter()
                .map(|choice| Some(Bag::runs(&choice.said.as_ref()?.text, 2)))
                .collect();
            for (at, (choice, own)) in item.choices.iter().zip(&runs).enumerate() {
                let Some(own) = own else { continue };
                let before = item
                    .choices
                    .iter()
                    .zip(&runs)
                    .take(at)
                    .filter(|(other, _)| together(&possible, choice, other));
                let alike =
                    before.filter_map(|(other, theirs)| Some((own.similarity(theirs.as_ref()?).percent(), other.id)));
                if let Some((percent, twin)) = alike
                    .max_by_key(|(percent, _)| *percent)
                    .filter(|(percent, _)| *percent >= share)
                {
                    let message = format!(
                        "`{}` says nearly what `{twin}` says: {percent} % of their runs of two words are the same",
                        choice.id
                    );
                    findings.push(rule.finding(item.response(choice).field("act"), message));
                }
            }
        }
    }),
};

/// Whether both can be on offer at once. The same words under opposite conditions teach timing.
fn together(possible: &Possible<'_>, one: &Choice<'_>, two: &Choice<'_>) -> bool {
    let when: Vec<_> = [one, two]
        .into_iter()
        .filter_map(|choice| Some((choice.response.when.as_ref()?, true)))
        .collect();
    possible.can(&when, false)
}
