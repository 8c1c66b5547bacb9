//! `echoing-best`: one item in which the best response alone repeats the client.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "echoing-best",
    group: Group::Items,
    severity: Severity::Note,
    finds: "An item whose one best response takes at least half of its words of content from the client, and twice the share that any other takes.",
    why: "Saying somebody’s words back is one way of listening. Where only the best response does it, the echo can be found by comparing letters.",
    source: "Krumm and colleagues, “How ‘situational’ is judgment in situational judgment tests?”, Journal of Applied Psychology 100 (2015): 43 to 71 % of items could be answered without the situation",
    example: "The client says “it’s Comic Sans, on a form about your head”; the best response has Comic Sans, form and head in it, the others none.",
    instead: "let a weak response borrow the client’s words as well: colluding and reassuring do",
    thresholds: &[
        Threshold {
            name: "share",
            default: 50,
            unit: "per cent",
            text: "The least share of its words of content that it takes from the client.",
        },
        Threshold {
            name: "words",
            default: 3,
            unit: "words",
            text: "The fewest words that it takes.",
        },
    ],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: {
    "a": Statement(says: "They gave me a leaflet with a cloud on the front, and a window to ring after Easter.", responses: {
        "x": Response(act: Say("A leaflet with a cloud, and a window after Easter."), quality: 4),
        "y": Response(act: Say("It takes everybody a month to settle in."), quality: 1),
        "z": Response(act: Say("Shall we look at your diary?"), quality: 1),
    }),
}"#,
        ),
        good: Case::Fields(
            r#"statements: {
    "a": Statement(says: "They gave me a leaflet with a cloud on the front, and a window to ring after Easter.", responses: {
        "x": Response(act: Say("A leaflet with a cloud, and a window after Easter."), quality: 4),
        "y": Response(act: Say("The leaflet is only a window. Ring them again."), quality: 1),
        "z": Response(act: Say("Shall we look at your diary?"), quality: 1),
    }),
}"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let share = rule.threshold(subject.settings, "share");
        let least = rule.threshold(subject.settings, "words");
        for item in subject.items {
            let Some(best) = item.only_best() else { continue };
            let echo = best.content.echo(&item.client);
            let next = item
                .others(best)
                .map(|other| other.content.echo(&item.client).percent())
                .max()
                .unwrap_or(0);
            if echo.part >= least && echo.percent() >= share && echo.percent() >= next * 2 {
                let message = format!(
                    "the best response takes {} of its {} words of content from the client ({} %), the next most {next} %",
                    echo.part,
                    echo.whole,
                    echo.percent()
                );
                findings.push(rule.finding(item.response(best).field("act"), message));
            }
        }
    }),
};
