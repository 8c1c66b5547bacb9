//! The checker: rules about one vignette, about every state that it can reach, and about several vignettes; what each finds, why it
//! matters, and the findings. Plays nothing and opens no file.
//!
//! One rule a file under `rules/`; [`RULES`] is the only list of them, and every rule that a [`Diagnostic`] can name is in it.

pub mod allowing;
pub mod case;
pub mod chance;
pub mod condition;
pub mod cue;
pub mod feedback;
pub mod item;
pub mod page;
pub mod passage;
pub mod reach;
mod reading;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod speech;
pub mod spot;
pub mod subject;

use allowing::Allowed;
use item::Item;
use passage::Passage;
use reach::Reach;
use rule::{Check, Group, LibraryFinding, Rule};
use settings::{Level, Settings};
use subject::{Explored, LIMITS, Member, Subject};

use crate::explore::findings::Findings;
use crate::explore::game::Game;
use crate::explore::space::Watch;
use crate::framework::model::Framework;
use crate::parallel::{on_threads, processors};
use crate::scenario::compile::compile;
use crate::scenario::diagnostic::{Diagnostic, Severity};
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;
use crate::wording::lexicon;

pub use rules::RULES;

/// How much of a vignette is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// What leads where: what has to be known before play. Takes little longer than compiling.
    Structure,
    /// Everything that is written.
    Text,
    /// Every state that it can reach, as well.
    States,
}

/// A compiled vignette, if it can be played, and what was found on the way.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The graph, unless some finding keeps the vignette from being played.
    pub graph: Option<Graph>,
    /// Findings of the compiler and of all rules, less those that the vignette allows.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that it allows.
    pub allowed: Vec<Allowed>,
    /// How far one comes in it who reads nothing of the client, if it was explored to the end: for [`check_library`].
    pub game: Option<Game>,
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// Compiles a vignette and applies the rules that have to be known before play, as they are by default.
pub fn check(scenario: &Scenario, framework: &Framework) -> Checked {
    check_with(scenario, framework, &Settings::default(), Depth::Structure)
}

/// Compiles a vignette and applies every rule about one vignette, down to a depth.
pub fn check_with(scenario: &Scenario, framework: &Framework, settings: &Settings, depth: Depth) -> Checked {
    let compiled = compile(scenario, framework);
    let mut diagnostics = compiled.diagnostics;
    let Some(graph) = compiled.graph else {
        return Checked {
            graph: None,
            diagnostics,
            allowed: Vec::new(),
            game: None,
        };
    };
    let prepared = Prepared::of(scenario, &graph, framework, depth);
    let subject = prepared.subject(settings);
    let game = apply(&subject, depth, &mut diagnostics);
    let playable = !diagnostics.iter().any(Diagnostic::is_error);
    set_levels(settings, &mut diagnostics);
    let allowed = allowing::take(scenario, &mut diagnostics);
    if depth > Depth::Structure {
        let ran = |rule: &Rule| is_run(rule, depth) && settings.severity(rule).is_some();
        let mut own = Vec::new();
        allowing::examine(scenario, &allowed, ran, &mut own);
        set_levels(settings, &mut own);
        diagnostics.append(&mut own);
    }
    Checked {
        graph: playable.then_some(graph),
        diagnostics,
        allowed,
        game,
    }
}

/// Applies the rules about several vignettes, down to a depth. What is found with one of them counts as that one's settings say; a rule
/// about all of them together looks at those that share their settings, and needs two.
pub fn check_library(members: &[Member<'_>], depth: Depth) -> Vec<LibraryFinding> {
    let shelves = shelves(members);
    let mut findings = Vec::new();
    let too_deep = |rule: &&&Rule| rule.group == Group::Exploration && depth < Depth::States;
    for rule in RULES.iter().filter(|rule| !too_deep(rule)) {
        let mut found = Vec::new();
        match rule.check {
            Check::Library(find) => {
                find(rule, members, &mut found);
                found.retain_mut(|found| {
                    let member = found.member.and_then(|member| members.get(member));
                    let severity = member.map_or(Some(rule.severity), |member| member.subject.settings.severity(rule));
                    found.diagnostic.severity = severity.unwrap_or(rule.severity);
                    severity.is_some()
                });
            }
            Check::Folder(find) => {
                for (settings, shelf) in shelves.iter().filter(|(_, shelf)| shelf.len() > 1) {
                    let Some(severity) = settings.severity(rule) else {
                        continue;
                    };
                    let before = found.len();
                    find(rule, shelf, settings, &mut found);
                    for found in found.iter_mut().skip(before) {
                        found.diagnostic.severity = severity;
                    }
                }
            }
            Check::Elsewhere | Check::Vignette(_) | Check::Explored(_) => {}
        }
        findings.append(&mut found);
    }
    findings
}

/// Vignettes with the same settings, side by side, in the order in which they come.
fn shelves<'m>(members: &[Member<'m>]) -> Vec<(&'m Settings, Vec<Member<'m>>)> {
    let mut shelves: Vec<(&Settings, Vec<Member<'_>>)> = Vec::new();
    for member in members {
        let settings = member.subject.settings;
        match shelves.iter_mut().find(|(known, _)| *known == settings) {
            Some((_, shelf)) => shelf.push(*member),
            None => shelves.push((settings, vec![*member])),
        }
    }
    shelves
}

/// A vignette taken apart for the rules.
#[derive(Debug)]
pub struct Prepared<'s> {
    scenario: &'s Scenario,
    graph: &'s Graph,
    framework: &'s Framework,
    reach: Reach,
    passages: Vec<Passage<'s>>,
    items: Vec<Item<'s>>,
}

impl<'s> Prepared<'s> {
    /// Takes it apart, as far as the depth asks.
    pub fn of(scenario: &'s Scenario, graph: &'s Graph, framework: &'s Framework, depth: Depth) -> Self {
        let lexicon = lexicon::of_language(&scenario.language);
        let (passages, items) = match depth {
            Depth::Structure => Default::default(),
            Depth::Text | Depth::States => passage::take_apart(scenario, lexicon),
        };
        Self {
            scenario,
            graph,
            framework,
            reach: Reach::of(graph),
            passages,
            items,
        }
    }

    /// What a rule looks at.
    pub fn subject<'p>(&'p self, settings: &'p Settings) -> Subject<'p> {
        Subject {
            scenario: self.scenario,
            graph: self.graph,
            framework: self.framework,
            reach: &self.reach,
            lexicon: lexicon::of_language(&self.scenario.language),
            passages: &self.passages,
            items: &self.items,
            settings,
        }
    }
}

fn is_run(rule: &Rule, depth: Depth) -> bool {
    match rule.check {
        Check::Vignette(_) => rule.group == Group::Structure || depth >= Depth::Text,
        Check::Explored(_) => depth >= Depth::States,
        Check::Elsewhere | Check::Library(_) | Check::Folder(_) => false,
    }
}

/// Statements from which a second thread is worth it.
fn many(depth: Depth) -> usize {
    match depth {
        Depth::Structure => 1_000,
        Depth::Text | Depth::States => 100,
    }
}

/// Applies the rules about one vignette. Gives what the rules about several need of its states.
fn apply(subject: &Subject<'_>, depth: Depth, diagnostics: &mut Vec<Diagnostic>) -> Option<Game> {
    let on = |rule: &Rule| subject.settings.level(rule.name) != Some(Level::Off);
    let wanted = |rule: &&&Rule| is_run(rule, depth) && on(rule);
    let about_one = |rule: &&'static Rule| match rule.check {
        Check::Vignette(find) => Some((*rule, find)),
        _ => None,
    };
    let rules = RULES.iter().filter(wanted).filter_map(about_one).collect();
    let is_large = subject.scenario.statements.len() >= many(depth);
    let threads = if is_large { processors() } else { 1 };
    for mut found in on_threads(rules, threads, |(rule, find)| {
        let mut found = Vec::new();
        find(rule, subject, &mut found);
        found
    }) {
        diagnostics.append(&mut found);
    }
    if depth < Depth::States || diagnostics.iter().any(Diagnostic::is_error) {
        return None;
    }
    if !RULES.iter().any(|rule| rule.group == Group::Exploration && on(rule)) {
        return None;
    }
    let found = Findings::new(subject.graph, subject.scenario, LIMITS, Watch::default());
    let explored_subject = Explored {
        subject: *subject,
        found: found.as_ref().map_err(|stopped| *stopped),
    };
    for rule in RULES.iter().filter(wanted) {
        if let Check::Explored(find) = rule.check {
            find(rule, &explored_subject, diagnostics);
        }
    }
    found.ok().map(|found| found.game)
}

/// Gives findings the severity that was chosen for their rule. A rule that was turned off while compiling was not asked.
fn set_levels(settings: &Settings, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain_mut(|found| match settings.level(found.rule).map(Level::severity) {
        None => true,
        Some(None) => found.severity == Severity::Error,
        Some(Some(severity)) => {
            found.severity = severity;
            true
        }
    });
}
