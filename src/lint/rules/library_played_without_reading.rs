//! `library-played-without-reading`: over a whole library, the clients need not be listened to.

use super::played_without_reading::{CASES, STATEMENTS, THRESHOLD, too_far};
use crate::explore::game::Game;
use crate::lint::rule::{Check, Group, LibraryFinding, Rule, Threshold};
use crate::lint::subject::Member;
use crate::scenario::diagnostic::{Pointer, Severity};

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "library-played-without-reading",
    group: Group::Exploration,
    severity: Severity::Warning,
    finds: "A folder of vignettes in which, taken together, a way to choose that reads nothing of the client comes some way from chance to the best. Each vignette counts alike; each may pass by itself.",
    why: "A trainee plays many vignettes, and learns what holds across them.",
    source: "As for `played-without-reading`",
    example: "Over twelve files, always the response with the most warm words comes 14 % of the way from chance to the best.",
    instead: "begin with the files in which that way comes farthest; `attune explore --library` shows all of them",
    thresholds: &[
        Threshold {
            name: THRESHOLD,
            default: 10,
            unit: "per cent",
            text: "The most that such a policy may come of the way from chance to always the aptest, over all files.",
        },
        STATEMENTS,
    ],
    cases: Some(CASES),
    check: Check::Folder(|rule, members, settings, findings| {
        let fewest = rule.threshold(settings, STATEMENTS.name) as usize;
        let long = |member: &&Member<'_>| member.subject.scenario.statements.len() >= fewest;
        let games: Vec<&Game> = members.iter().filter(long).filter_map(|member| member.game).collect();
        let Some(mean) = Game::mean(games.iter().copied()) else {
            return;
        };
        for message in too_far(&mean, rule.threshold(settings, THRESHOLD)) {
            findings.push(LibraryFinding {
                member: None,
                diagnostic: rule.finding(Pointer::root(), format!("in {} vignettes, {message}", games.len())),
            });
        }
    }),
};
