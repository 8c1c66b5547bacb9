//! `library-longest-gives-it-away`: over a whole library, length points to the best responses.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::rule::{Cases, Check, Group, LibraryFinding, Rule, Threshold};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::diagnostic::Severity;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "library-longest-gives-it-away",
    group: Group::Library,
    severity: Severity::Warning,
    finds: "A folder of vignettes in which, taken together, the longest response is one of the best more often than chance would have it. Each file may pass by itself.",
    why: "A trainee plays many vignettes, and learns what holds across them.",
    source: "Millman, Bishop and Ebel, “An analysis of test-wiseness”, Educational and Psychological Measurement 25 (1965). The test is exact: Wang, “On the number of successes in independent trials”, Statistica Sinica 3 (1993)",
    example: "In 96 of 214 statements of twelve files the longest response is one of the best; by chance it would be 71.",
    instead: "look at the files with most hits first; `attune check --notes` lists the statements",
    thresholds: &[
        cue::CHANCE,
        Threshold {
            name: "statements",
            default: 20,
            unit: "statements",
            text: "The fewest statements in all the files together.",
        },
    ],
    cases: Some(Cases {
        bad: Case::Row {
            times: 24,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("I hurried you just now, and I would like to hear the rest of it."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("And the sleep, how is that?"), quality: 2, next: To("{next}")),
})"#,
        },
        good: Case::Row {
            times: 24,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("I hurried you."), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass, it does for most people, give it until Easter."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("And the sleep, how is that?"), quality: 2, next: To("{next}")),
})"#,
        },
    }),
    check: Check::Folder(|rule, members, settings, findings| {
        let tally = cue::follow(members.iter().flat_map(|member| member.subject.items), cue::longest);
        let few = tally.items < rule.threshold(settings, "statements");
        if few || tally.p * 1000.0 > f64::from(rule.threshold(settings, cue::CHANCE.name)) {
            return;
        }
        let message = format!(
            "the longest response: {} of {} are among the best, in {} statements of {} vignettes; by chance it would be {:.1} ({})",
            tally.hits,
            tally.pointed,
            tally.items,
            members.len(),
            tally.expected,
            cue::probability(tally.p)
        );
        findings.push(LibraryFinding {
            member: None,
            diagnostic: rule.finding(Pointer::root(), message),
        });
    }),
};
