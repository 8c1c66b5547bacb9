//! A vignette that was read and checked: its text, its data, its graph if it can be played, and every finding.

use std::sync::Arc;

use crate::framework::model::Framework;
use crate::lint;
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::scenario::graph::Graph;
use crate::scenario::id::ScenarioId;
use crate::scenario::model::Scenario;
use crate::scenario::read::{Reading, read_guarded};

/// A vignette that can be played.
#[derive(Clone, Debug)]
pub struct Vignette {
    /// As written.
    pub scenario: Scenario,
    /// As run.
    pub graph: Arc<Graph>,
    /// The text that it was read from, normalised.
    pub text: String,
    /// [`fingerprint`] of the text.
    pub hash: u64,
}

/// What reading and checking one text gave.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The title, if that much could be read.
    pub title: Option<String>,
    /// The id, if that much could be read. Not always well formed.
    pub id: Option<ScenarioId>,
    /// The vignette, unless some finding is an error.
    pub vignette: Option<Arc<Vignette>>,
    /// Every finding, with its place in the text.
    pub diagnostics: Vec<Diagnostic>,
    /// The normalised text that the places refer to.
    pub text: String,
}

impl Loaded {
    /// How many findings of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}

/// Reads, compiles and checks a text. Never panics: a broken text gives findings.
pub fn load(text: &str, framework: &Framework) -> Loaded {
    let mut reading = read_guarded(text.to_owned());
    let mut diagnostics = std::mem::take(&mut reading.diagnostics);
    let mut vignette = None;
    if let Some(scenario) = reading.scenario.take() {
        let checked = lint::check(&scenario, framework);
        let lost = lost(&diagnostics, &scenario);
        let unread = diagnostics.iter().any(Diagnostic::is_error);
        let own = checked
            .diagnostics
            .into_iter()
            .filter(|found| !(unread && follows(found, &lost)));
        diagnostics.extend(located(&reading, own.collect()));
        if let (Some(graph), false) = (checked.graph, diagnostics.iter().any(Diagnostic::is_error)) {
            let hash = fingerprint(&reading.text);
            vignette = Some(Arc::new(Vignette {
                scenario,
                graph: Arc::new(graph),
                text: reading.text.clone(),
                hash,
            }));
        }
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.location.span.map_or(0, |span| span.start));
    Loaded {
        title: reading.title,
        id: reading.id,
        vignette,
        diagnostics,
        text: reading.text,
    }
}

/// The ids of what is in the text and could not be read. To call them missing would be untrue.
fn lost<'d>(diagnostics: &'d [Diagnostic], scenario: &Scenario) -> Vec<&'d str> {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let parts = errors.flat_map(|diagnostic| {
        let path = &diagnostic.location.path;
        let statement = path.statement_id().filter(|id| !scenario.statements.contains_key(*id));
        let ending = path.ending_id().filter(|id| !scenario.endings.contains_key(*id));
        let belief = path.belief_id().filter(|id| !scenario.client.beliefs.contains_key(*id));
        let variable = path.variable_id().filter(|id| !scenario.variables.contains_key(*id));
        [statement, ending, belief, variable]
    });
    parts.flatten().collect()
}

/// Whether a finding only says again that something could not be read: it is missing, or a rule looked at what is left.
fn follows(diagnostic: &Diagnostic, lost: &[&str]) -> bool {
    lint::RULES.iter().any(|rule| rule.name == diagnostic.rule)
        || lost.iter().any(|id| diagnostic.message.contains(&format!("`{id}`")))
}

fn located(reading: &Reading, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        reading.locate(diagnostic);
    }
    diagnostics
}

/// A 64-bit FNV-1a hash of the text: tells versions of a vignette apart, the same on every platform. No protection against forgery.
///
/// Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm", IETF draft.
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, load};
    use crate::framework::load::bundled;

    const SMALL: &str = include_str!("../../tests/vignettes/small.ron");

    #[track_caller]
    fn check(from: &str, to: &str, rules: &[&str]) {
        assert!(SMALL.contains(from), "{from}");
        let loaded = load(&SMALL.replacen(from, to, 1), bundled());
        let found: Vec<&str> = loaded.diagnostics.iter().map(|diagnostic| diagnostic.rule).collect();
        assert_eq!(found, rules);
        assert_eq!(loaded.vignette.is_some(), rules.is_empty());
    }

    #[test]
    fn what_could_not_be_read_is_not_called_missing() {
        check("Tom", "Tim", &[]);
        check("Guarded, 3", "Gaurded, 3", &["unknown-choice"]);
        check("puts the cap", "puts\u{202E}the cap", &["text-direction"]);
        check("held: true", "holds: true", &["unknown-field"]);
        check("outcome: Patched", "outcome: Pached", &["unknown-choice"]);
        check("\"asked\": Flag(false)", "\"asked\": Flag(0)", &["wrong-kind"]);
        check("To(\"polite\")", "To(\"rude\")", &["unknown-target"]);
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }
}
