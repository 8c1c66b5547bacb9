//! `longest-gives-it-away`: over a whole file, length points to the best responses.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "longest-gives-it-away",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A file in which the longest response is one of the best more often than chance would have it. In an item with two best of five the chance is two in five; the items’ chances are added up exactly, and the probability is one-sided.",
    why: "A trainee who reads nothing but length would do well, and a score would measure that. Authors qualify and explain what they believe in, so that good responses grow.",
    source: "Millman, Bishop and Ebel, “An analysis of test-wiseness”, Educational and Psychological Measurement 25 (1965). The test is exact: Wang, “On the number of successes in independent trials”, Statistica Sinica 3 (1993)",
    example: "In 14 of 18 statements the longest response is one of the best; by chance it would be 6.",
    instead: "shorten good responses, and let weak ones explain themselves: people who press on talk a lot",
    thresholds: &[cue::CHANCE, cue::STATEMENTS],
    cases: Some(Cases {
        bad: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("I hurried you just now, and I would like to hear the rest of it."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("And the sleep, how is that?"), quality: 2, next: To("{next}")),
})"#,
        },
        good: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("I hurried you."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass, it does for most people, give it until Easter."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("And the sleep, how is that?"), quality: 2, next: To("{next}")),
})"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let tally = cue::follow(subject.items, cue::longest);
        findings.extend(cue::give_away(rule, subject, "the longest response", tally));
    }),
};
