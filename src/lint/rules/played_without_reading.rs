//! `played-without-reading`: the client need not be listened to.

use crate::explore::game::Game;
use crate::lint::case::Case;
use crate::lint::rule::{Cases, Check, Group, Rule, Threshold};
use crate::scenario::diagnostic::{Pointer, Severity};

/// How far a policy may come that reads nothing of the client.
pub const THRESHOLD: &str = "way";

/// In a handful of statements some form fits by chance.
pub const STATEMENTS: Threshold = Threshold {
    name: "statements",
    default: 8,
    unit: "statements",
    text: "The fewest statements in the vignette.",
};

/// Eight statements, played by their form alone or not.
pub const CASES: Cases = Cases {
    bad: Case::Row {
        times: 8,
        statement: r#"Statement(responses: {
    "x": Response(act: Say("I hurried you just now. What was it like for you when I did?"), quality: 4, next: To("{next}")),
    "y": Response(act: Say("It will pass."), quality: 1, next: To("{next}")),
    "z": Response(act: Say("Let us look at sleep."), quality: 0, effect: [Change(Bond, -5)], next: To("{next}")),
})"#,
    },
    good: Case::Row {
        times: 8,
        statement: r#"Statement(responses: {
    "x": Response(act: Say("It passes by itself for most people I have seen."), quality: 1, next: To("{next}")),
    "y": Response(act: Say("I hurried you just now."), quality: 4, next: To("{next}")),
    "z": Response(act: Say("Then on to sleep."), quality: 0, effect: [Change(Bond, -5)], next: To("{next}")),
})"#,
    },
};

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "played-without-reading",
    group: Group::Exploration,
    severity: Severity::Warning,
    finds: "A way to choose that reads nothing of the client, such as always the longest response, and comes far on the way from chance to the best: by its exact expected credit over all plays.",
    why: "Whoever can pick the apt response without the statement learns to pick, and not to listen.",
    source: "In situational judgement tests 43 to 71 % of items could be solved without the situation: Krumm et al., “How ‘situational’ is judgment in situational judgment tests?”, Journal of Applied Psychology 100 (2015)",
    example: "Always the response with a question: credit 0.81, where every response as likely gives 0.47 and the best is 1.",
    instead: "give the same form to weak responses as well; `attune explore` shows each way to choose with its credit",
    thresholds: &[
        Threshold {
            name: THRESHOLD,
            default: 25,
            unit: "per cent",
            text: "The most that such a policy may come of the way from chance to always the aptest.",
        },
        STATEMENTS,
    ],
    cases: Some(CASES),
    check: Check::Explored(|rule, explored, findings| {
        let Ok(found) = explored.found else { return };
        let settings = explored.subject.settings;
        if explored.subject.scenario.statements.len() < rule.threshold(settings, STATEMENTS.name) as usize {
            return;
        }
        let most = rule.threshold(settings, THRESHOLD);
        for message in too_far(&found.game, most) {
            findings.push(rule.finding(Pointer::root().field("statements"), message));
        }
    }),
};

/// A message for each cue that comes farther than so many per cent of the way.
pub fn too_far(game: &Game, percent: u32) -> Vec<String> {
    let found = game.margins().zip(game.cues);
    let found = found.filter(|((_, margin), _)| margin * 100.0 > f64::from(percent) + 1e-9);
    let messages = found.map(|((cue, margin), credit)| {
        format!(
            "always {}: credit {credit:.2}, {:.0} % of the way from chance ({:.2}) to the best ({:.2})",
            cue.chosen(),
            margin * 100.0,
            game.random,
            game.best
        )
    });
    messages.collect()
}
