//! `stigmatising-words`: a word that makes a person smaller.

use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::lint::spot::Voice;
use crate::scenario::diagnostic::Severity;
use crate::wording::lexicon::List;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "stigmatising-words",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "A word or phrase that published guidance advises against, where the program or a practitioner speaks. What clients say of themselves is theirs, and what a weak response says is there to be noticed.",
    why: "Trainees take over how their teachers talk. Some of these words have been shown to change how much help a patient is offered.",
    source: "With each finding. Among others: Cox and Fritz, BMJ 2022;377:e066720; Samaritans, Media Guidelines for Reporting Suicide; National Institute on Drug Abuse, Words Matter",
    example: "“An addict who is non-compliant with his keyworker”",
    instead: "say who the person is, and what they do or need",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(scene: "The letter says that her brother committed suicide.", responses: { "x": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(scene: "The letter says that her brother died by suicide.", responses: { "x": Response() }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let spoken = |voice| matches!(voice, Voice::Client | Voice::Practitioner { weak: true });
        for passage in subject.passages.iter().filter(|passage| !spoken(passage.voice)) {
            for hit in &passage.parts.hits {
                if let (List::Stigma, Some(plain)) = (hit.entry.list, &hit.entry.plain) {
                    let found = rule.finding(passage.spot.pointer(), format!("found `{}`", hit.entry.term));
                    let help = format!("{}; see {}", plain.instead, plain.source.citation());
                    findings.push(found.help(help));
                }
            }
        }
    }),
};
