//! `two-acts`: a response that does several things at once.

use crate::lint::case::Case;
use crate::lint::item::usual_words;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::lint::speech::{own_questions, turn};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "two-acts",
    group: Group::Items,
    severity: Severity::Note,
    finds: "A response with more than one question of its own, or one that says something and then turns to another matter (“anyway”, “by the way”). Not counted as a question of its own: what goes on with the one before (“or was it how she said it?”, “and what was that like?”), a tag such as “didn’t you?”, a few words, and what only proposes (“shall we?”).",
    why: "What it did to the client can’t be told then, nor what the feedback is about; and a client who is asked three things answers the last.",
    source: "Haladyna, Downing and Rodriguez, “A review of multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in Education 15 (2002): one idea an option",
    example: "“Was it the letter? And have you slept?”",
    instead: "keep the one that matters, and make a response of its own from the other",
    thresholds: &[Threshold {
        name: "questions",
        default: 1,
        unit: "question",
        text: "The most questions of its own that one response may ask.",
    }],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Was it the letter? Or how she said it? And have you slept?")) }) }"#,
        ),
        good: Case::Fields(
            r#"statements: { "a": Statement(responses: { "x": Response(act: Say("Was it the letter? Or was it how she said it?")) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        if subject.lexicon.is_none() {
            return;
        }
        let most = rule.threshold(subject.settings, "questions");
        for item in subject.items {
            for choice in &item.choices {
                let (Some(said), Some(words)) = (&choice.said, usual_words(choice.response)) else {
                    continue;
                };
                // No response has more questions of its own than question marks.
                let questions = if said.text.questions() > most {
                    own_questions(words)
                } else {
                    0
                };
                let place = || item.response(choice).field("act");
                if questions > most {
                    let message = format!("`{}` asks {questions} things at once", choice.id);
                    findings.push(rule.finding(place(), message));
                } else if let Some(phrase) = turn(words, &said.text) {
                    let message = format!("`{}` turns to another matter with “{phrase}”", choice.id);
                    findings.push(rule.finding(place(), message));
                }
            }
        }
    }),
};
