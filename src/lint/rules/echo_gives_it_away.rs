//! `echo-gives-it-away`: over a whole file, an echo of the client points to the best responses.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "echo-gives-it-away",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A file in which the response that takes most of its words from the client is one of the best more often than chance would have it.",
    why: "Listening can’t be told from copying then, and a trainee who copies does well.",
    source: "Millman, Bishop and Ebel, “An analysis of test-wiseness”, Educational and Psychological Measurement 25 (1965). The test is exact: Wang, “On the number of successes in independent trials”, Statistica Sinica 3 (1993). Krumm and colleagues, “How ‘situational’ is judgment in situational judgment tests?”, Journal of Applied Psychology 100 (2015): 43 to 71 % of items could be answered without the situation",
    example: "In 11 of 15 statements the response with most of the client’s words is one of the best; by chance it would be 5.",
    instead: "let weak responses use the client’s words against the grain, and some good ones leave them",
    thresholds: &[cue::CHANCE, cue::STATEMENTS],
    cases: Some(Cases {
        bad: Case::Row {
            times: 10,
            statement: r#"Statement(says: "A leaflet with a cloud on it.", responses: {
    "x": Response(act: Say("A leaflet, and a cloud."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass by Easter."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("We can come back to that."), quality: 2, next: To("{next}")),
})"#,
        },
        good: Case::Row {
            times: 10,
            statement: r#"Statement(says: "A leaflet with a cloud on it.", responses: {
    "x": Response(act: Say("Not much of a welcome."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("The leaflet has a cloud to cheer people up."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("We can come back to that."), quality: 2, next: To("{next}")),
})"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        let tally = cue::follow(subject.items, cue::most_echo);
        findings.extend(cue::give_away(
            rule,
            subject,
            "the response with most of the client’s words",
            tally,
        ));
    }),
};
