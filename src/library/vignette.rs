//! A vignette that was read and checked: its text, its data, its graph if it can be played, and every finding.

use std::sync::Arc;

use crate::explore::game::Game;
use crate::framework::model::Framework;
use crate::lint;
use crate::lint::Depth;
use crate::lint::allowing::Allowed;
use crate::lint::rule::Check;
use crate::lint::settings::Settings;
use crate::parallel::{both, in_parallel};
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::scenario::fingerprint::fingerprint;
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
    /// Findings that the vignette says are meant, with their places.
    pub allowed: Vec<Allowed>,
    /// How far one comes in it who reads nothing of the client, if it was explored to the end.
    pub game: Option<Game>,
    /// The normalised text that the places refer to, unless the vignette has it.
    text: String,
}

impl Loaded {
    /// The normalised text that the places refer to.
    pub fn text(&self) -> &str {
        self.vignette.as_ref().map_or(&self.text, |vignette| &vignette.text)
    }

    /// How many findings of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}

/// Reads and compiles a text, and checks what has to be known before play. Never panics: a broken text gives findings.
pub fn load(text: &str, framework: &Framework) -> Loaded {
    load_with(text, framework, &Settings::default(), Depth::Structure)
}

/// Reads, compiles and checks a text down to a depth. Never panics: a broken text gives findings.
pub fn load_with(text: &str, framework: &Framework, settings: &Settings, depth: Depth) -> Loaded {
    let mut reading = read_guarded(text);
    let mut diagnostics = std::mem::take(&mut reading.diagnostics);
    let (mut vignette, mut allowed, mut game) = (None, Vec::new(), None);
    if let Some(scenario) = reading.scenario.take() {
        let (hash, checked) = hashed(&reading.text, || {
            lint::check_with(&scenario, framework, settings, depth)
        });
        let lost = lost(&diagnostics, &scenario);
        let unread = diagnostics.iter().any(Diagnostic::is_error);
        let own = checked
            .diagnostics
            .into_iter()
            .filter(|found| !(unread && follows(found, &lost)));
        let own = located(&reading, own.collect());
        allowed = checked.allowed;
        game = checked.game;
        for one in &mut allowed {
            reading.locate(&mut one.diagnostic);
        }
        diagnostics.extend(own);
        if let (Some(graph), false) = (checked.graph, unread) {
            vignette = Some(Arc::new(Vignette {
                scenario,
                graph: Arc::new(graph),
                text: std::mem::take(&mut reading.text),
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
        allowed,
        game,
        text: reading.text,
    }
}

/// Bytes of a text that is worth a thread of its own while it is hashed.
const LONG: usize = 512 << 10;

/// The text's fingerprint, and what comes of the work.
fn hashed<T>(text: &str, work: impl FnOnce() -> T) -> (u64, T) {
    if text.len() < LONG {
        (fingerprint(text), work())
    } else {
        both(|| fingerprint(text), work)
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
    lint::rule(diagnostic.rule).is_some_and(|rule| !matches!(rule.check, Check::Elsewhere))
        || lost.iter().any(|id| diagnostic.message.contains(&format!("`{id}`")))
}

/// Findings whose places one thread looks for at a time. Fewer are not worth a second thread.
const TOGETHER: usize = 256;

fn located(reading: &Reading, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    in_parallel(diagnostics.chunks_mut(TOGETHER).collect(), |some| {
        some.iter_mut().for_each(|diagnostic| reading.locate(diagnostic));
    });
    diagnostics
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::load;
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
}
