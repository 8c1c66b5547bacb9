//! Rules about one vignette: what each finds, why it matters, and the findings. Knows scenarios and the framework; plays nothing.
//!
//! One rule a file under `rules/`; [`RULES`] is the only list of them.

pub mod reach;
pub mod rule;
pub mod rules;

use rule::{Rule, Subject};

use crate::framework::model::Framework;
use crate::scenario::compile::compile;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;

/// Every rule, in the order in which findings are made.
pub const RULES: &[&Rule] = &[
    &rules::dead_end::RULE,
    &rules::unreachable_statement::RULE,
    &rules::unreachable_ending::RULE,
    &rules::loop_without_exit::RULE,
    &rules::every_response_hidden::RULE,
];

/// A compiled vignette, if it can be played, and what was found on the way.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The graph, unless some finding is an error.
    pub graph: Option<Graph>,
    /// Findings of the compiler and of all rules.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a vignette and applies every rule to it.
pub fn check(scenario: &Scenario, framework: &Framework) -> Checked {
    let compiled = compile(scenario, framework);
    let mut diagnostics = compiled.diagnostics;
    let Some(graph) = compiled.graph else {
        return Checked {
            graph: None,
            diagnostics,
        };
    };
    let reach = reach::Reach::of(&graph);
    let subject = Subject {
        scenario,
        graph: &graph,
        reach: &reach,
    };
    for rule in RULES {
        (rule.check)(rule, &subject, &mut diagnostics);
    }
    let playable = !diagnostics.iter().any(Diagnostic::is_error);
    Checked {
        graph: playable.then_some(graph),
        diagnostics,
    }
}
