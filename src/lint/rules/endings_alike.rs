//! `endings-alike`: endings that do not differ.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use crate::scenario::model::Outcome;
use crate::wording::overlap::Bag;
use crate::wording::text::Text;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "endings-alike",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "Several endings that are all of one outcome, or two whose debriefs are nearly the same.",
    why: "What is worth practising is that the hour can end otherwise. An ending that is told in the same words is the same ending.",
    source: "",
    example: "“She stays” and “She stays for now” are both `Patched`, and the client tells the same friend the same thing.",
    instead: "let them differ in kind: repaired, patched over, postponed, left; and write what the client tells a friend after each",
    thresholds: &[Threshold {
        name: "share",
        default: 60,
        unit: "per cent",
        text: "The least share of runs of two words that two debriefs must have in common.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(), "y": Response(next: To("other")) }) },
endings: { "end": Ending(), "other": Ending(debrief: "She will say that it was a start.") }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(), "y": Response(next: To("other")) }) },
endings: { "end": Ending(), "other": Ending(outcome: Left, debrief: "She will say that it was a start.") }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let endings = &subject.scenario.endings;
        let mut outcomes: Vec<Outcome> = endings.values().map(|ending| ending.outcome).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        if endings.len() > 1 && outcomes.len() == 1 {
            let message = format!("all {} endings are of the same kind", endings.len());
            findings.push(rule.finding(Pointer::root().field("endings"), message));
        }
        let share = rule.threshold(subject.settings, "share");
        // Against the ending before it and the first one: linear, and copies stand near each other.
        let runs: Vec<Bag> = endings
            .values()
            .map(|ending| Bag::runs(&Text::of(&ending.debrief), 2))
            .collect();
        for ((at, (id, _)), own) in endings.iter().enumerate().zip(&runs).skip(1) {
            let near = [0, at - 1]
                .into_iter()
                .filter_map(|other| Some((endings.get_index(other)?.0, runs.get(other)?)));
            let twin = near
                .map(|(other, theirs)| (own.similarity(theirs).percent(), other))
                .max_by_key(|(percent, _)| *percent);
            if let Some((percent, other)) = twin.filter(|(percent, _)| *percent >= share) {
                let message = format!(
                    "`{id}` is told nearly as `{other}` is: {percent} % of the debriefs’ runs of two words are the same"
                );
                findings.push(rule.finding(Pointer::root().ending(id).field("debrief"), message));
            }
        }
    }),
};
