//! `likeness-gives-it-away`: over a whole file, the best responses share most with the others.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "likeness-gives-it-away",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A file in which the response that shares most words with the others is one of the best more often than chance would have it.",
    why: "Authors make weak responses by changing the good one, so that the good one stands in the middle. Whoever looks for the middle finds it.",
    source: "Smith, “Converging on correct answers: a peculiarity of multiple choice items”, Journal of Educational Measurement 19 (1982)",
    example: "Each of the weak responses has another slip, and all of them are about the sheet, Tuesday and the bus, as the best one is.",
    instead: "write weak responses from their own pull, not from the good one",
    thresholds: &[cue::CHANCE, cue::STATEMENTS],
    cases: Some(Cases {
        bad: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("The sheet and the bus and Tuesday, in your order."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("The sheet comes first."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("Tuesday is a bad day for the bus."), quality: 2, next: To("{next}")),
})"#,
        },
        good: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("In your order."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("The sheet comes before the bus."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("Tuesday is a bad day for the bus."), quality: 2, next: To("{next}")),
})"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let tally = cue::follow(subject.items, cue::most_alike);
        findings.extend(cue::give_away(
            rule,
            subject,
            "the response that shares most with the others",
            tally,
        ));
    }),
};
