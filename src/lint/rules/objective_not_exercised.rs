//! `objective-not-exercised`: a promise in the contract that no turn keeps.

use std::collections::HashSet;

use crate::framework::id::RowId;
use crate::lint::case::Case;
use crate::lint::feedback;
use crate::lint::rule::{Cases, Check, Group, Rule};
use crate::scenario::diagnostic::{Pointer, Severity};
use crate::scenario::model::Scenario;

/// The row that says that all three components count.
const ALL_COUNT: &str = "alliance.all-matter";

/// See [`Rule::finds`].
pub const RULE: Rule = Rule {
    name: "objective-not-exercised",
    group: Group::Teaching,
    severity: Severity::Warning,
    finds: "An objective of the contract that no response shows or hinders, no statement has as its factor, and no strain is over.",
    why: "The library offers the vignette to somebody who wants to practise this, and they don’t meet it.",
    source: "",
    example: "`repair.fears` is an objective, and no response shows it.",
    instead: "let a response show it, or take it out of the contract",
    thresholds: &[],
    cases: Some(Cases {
        bad: Case::Fields(
            r#"contract: Contract(objectives: ["repair.fears"]),
statements: { "a": Statement(responses: { "x": Response() }) }"#,
        ),
        good: Case::Fields(
            r#"contract: Contract(objectives: ["repair.fears"]),
statements: { "a": Statement(responses: { "x": Response(shows: ["repair.fears"]) }) }"#,
        ),
    }),
    check: Check::Vignette(|rule, subject, findings| {
        for (at, row) in unexercised(subject.scenario) {
            let message = format!(
                "no turn exercises `{row}` ({})",
                subject.framework.row_label(row.as_str())
            );
            findings.push(rule.finding(Pointer::root().field("contract").field("objectives").index(at), message));
        }
    }),
};

/// The objectives that no turn exercises, with their places in the contract. That all three components count is shown by a whole hour and by
/// no single turn, so it is never among them.
pub fn unexercised(scenario: &Scenario) -> Vec<(usize, &RowId)> {
    let mut met: HashSet<&str> = scenario.client.factors.iter().map(RowId::as_str).collect();
    for statement in scenario.statements.values() {
        met.extend(statement.factor.iter().map(RowId::as_str));
        let strained = statement.strain.iter().flat_map(|strain| &strain.over);
        met.extend(strained.map(|component| component.row()));
    }
    feedback::each_outcome(scenario, |outcome| {
        met.extend(outcome.shows.iter().chain(outcome.hinders).map(RowId::as_str));
    });
    let objectives = scenario.contract.objectives.iter().enumerate();
    objectives
        .filter(|(_, row)| !met.contains(row.as_str()) && row.as_str() != ALL_COUNT)
        .collect()
}
