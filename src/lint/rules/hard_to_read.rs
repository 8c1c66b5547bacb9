//! `hard-to-read`: a client who talks like a report.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;
use crate::wording::readability::reading_ease;
use crate::wording::text::Text;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "hard-to-read",
    group: Group::Teaching,
    severity: Severity::Note,
    finds: "A file in which the client’s words, taken together, have a reading ease below so much.",
    why: "Spoken language is easy. A client who is hard to read is a case description with quotation marks, and trainees with another first language are tested on English.",
    source: "Flesch, “A new readability yardstick”, Journal of Applied Psychology 32 (1948): speech lies at 80 and above, plain English at 60 to 70",
    example: "“I experience considerable ambivalence regarding the therapeutic process.”",
    instead: "read it aloud, and write down what you would say in her place",
    thresholds: &[
        Threshold {
            name: "ease",
            default: 70,
            unit: "points",
            text: "The least reading ease after Flesch.",
        },
        Threshold {
            name: "words",
            default: 100,
            unit: "words",
            text: "The fewest words for which it is worked out.",
        },
    ],
    cases: Some(Cases {
        bad: Case::Row {
            times: 6,
            statement: r#"Statement(says: "Psychological appointments necessitate considerable organisational preparation. Unfortunately, familial responsibilities inevitably complicate availability. Additional conversations accordingly accumulate exhaustion.", responses: { "x": Response(next: To("{next}")) })"#,
        },
        good: Case::Row {
            times: 6,
            statement: r#"Statement(says: "I can come on a Monday, or not at all. My mum has him then. The rest of the week it is me, and I am so tired that I put the milk in the oven. So.", responses: { "x": Response(next: To("{next}")) })"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        if subject.lexicon.is_none() {
            return;
        }
        let texts: Vec<&Text> = subject
            .items
            .iter()
            .flat_map(|item| &item.says)
            .map(|says| &says.text)
            .collect();
        let words: usize = texts.iter().map(|text| text.len()).sum();
        let least = f64::from(rule.threshold(subject.settings, "ease"));
        if words < rule.threshold(subject.settings, "words") as usize {
            return;
        }
        if let Some(ease) = reading_ease(&texts).filter(|ease| *ease < least) {
            let message = format!("the client’s words have a reading ease of {ease:.0}, over {words} words");
            findings.push(rule.finding(Pointer::root().field("statements"), message));
        }
    }),
};
