//! `form-gives-it-away`: over a whole file, a form points to the best responses.

use crate::lint::case::Case;
use crate::lint::cue;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::Severity;
use crate::wording::features::Features;

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "form-gives-it-away",
    group: Group::Items,
    severity: Severity::Warning,
    finds: "A file in which the responses that ask a question, say “I”, start like a reflection or apologise are the best more often than chance would have it. Each form is tested by itself.",
    why: "“The one with the question” is a rule that a trainee can follow half asleep. It also teaches that asking is good, which depends.",
    source: "Millman, Bishop and Ebel, “An analysis of test-wiseness”, Educational and Psychological Measurement 25 (1965). The test is exact: Wang, “On the number of successes in independent trials”, Statistica Sinica 3 (1993). Krumm and colleagues, “How ‘situational’ is judgment in situational judgment tests?”, Journal of Applied Psychology 100 (2015): 43 to 71 % of items could be answered without the situation",
    example: "Of 24 responses that ask something 19 are among the best; by chance it would be 9.",
    instead: "write weak responses of that form, and good ones without it: a good statement, a question at the wrong moment",
    thresholds: &[cue::CHANCE, cue::STATEMENTS],
    cases: Some(Cases {
        bad: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("What was that like?"), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("We can come back to that."), quality: 2, next: To("{next}")),
})"#,
        },
        good: Case::Row {
            times: 10,
            statement: r#"Statement(responses: {
    "x": Response(act: Say("What was that like?"), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass, won’t it?"), quality: 1, next: To("{next}")),
    "z": Response(act: Say("Shall we come back to that?"), quality: 2, next: To("{next}")),
})"#,
        },
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (what, has) in FORMS {
            let tally = cue::follow(subject.items, |item| cue::which(item, |choice| has(&choice.features)));
            findings.extend(cue::give_away(rule, subject, what, tally));
        }
    }),
};

/// Whether a text has a form.
type Has = fn(&Features) -> bool;

/// The forms that are looked for.
const FORMS: [(&str, Has); 4] = [
    ("responses that ask a question", |form| form.question),
    ("responses that say “I”", |form| form.first_person),
    ("responses that start like a reflection", |form| form.reflection),
    ("responses that apologise", |form| form.apology),
];
