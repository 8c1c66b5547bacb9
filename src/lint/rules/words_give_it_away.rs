//! `words-give-it-away`: over a whole file, hedges or absolute words point to the best responses.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "words-give-it-away",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A file in which responses with a hedge are the best more often than chance would have it, or responses without an absolute word are.",
    why: "A trainee learns to pick what sounds careful. Some of the best things that a practitioner says are firm.",
    source: "Millman, Bishop and Ebel, “An analysis of test-wiseness”, Educational and Psychological Measurement 25 (1965). The test is exact: Wang, “On the number of successes in independent trials”, Statistica Sinica 3 (1993)",
    example: "Of 20 responses that hedge 15 are among the best; by chance it would be 8.",
    instead: "hedge in weak responses too, and say good things plainly",
    thresholds: &[cue::CHANCE, cue::STATEMENTS],
    cases: Some(Cases {
        bad: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("Perhaps it looks heavy."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("We can come back to that."), quality: 2, next: To("{next}")),
})"#,
        },
        good: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("Perhaps it looks heavy."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("Perhaps it will pass."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("We can come back to that."), quality: 2, next: To("{next}")),
})"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let hedged = cue::follow(subject.items, |item| {
            cue::which(item, |choice| choice.features.hedges > 0)
        });
        findings.extend(cue::give_away(rule, subject, "responses that hedge", hedged));
        let measured = cue::follow(subject.items, |item| {
            cue::which(item, |choice| choice.said.is_some() && choice.features.absolutes == 0)
        });
        findings.extend(cue::give_away(
            rule,
            subject,
            "responses without an absolute word",
            measured,
        ));
    }),
};
