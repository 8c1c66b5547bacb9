//! What a team has chosen about the rules: levels and thresholds, from an `attune-check.ron` beside the vignettes.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;

use super::RULES;
use super::rule::Rule;
use crate::scenario::diagnostic::{Diagnostic, Pointer, Severity, Span};
use crate::scenario::nearest::nearest;

/// The file's name.
pub const FILE_NAME: &str = "attune-check.ron";

/// How a rule's findings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Level {
    /// Not at all: the rule is not run.
    Off,
    /// As notes.
    Note,
    /// As warnings.
    Warning,
    /// As errors.
    Error,
}

impl Level {
    /// The severity, unless the rule is off.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// Levels and thresholds that differ from the rules' own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    levels: BTreeMap<&'static str, Level>,
    thresholds: BTreeMap<(&'static str, &'static str), u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename = "Checks")]
struct Checks {
    levels: IndexMap<String, Level>,
    thresholds: IndexMap<String, IndexMap<String, u32>>,
}

impl Settings {
    /// Reads the text of an `attune-check.ron`. What can be used is used; the rest is found, with its place in the text.
    pub fn read(text: &str) -> (Self, Vec<Diagnostic>) {
        let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let checks: Checks = match options.from_str(text) {
            Ok(checks) => checks,
            Err(error) => return (Self::default(), vec![unreadable(text, &error)]),
        };
        let mut settings = Self::default();
        let mut findings = Vec::new();
        for (name, level) in checks.levels {
            match known(&name) {
                Ok(rule) if rule.is_required() && level != Level::Error => findings.push(required(text, &name)),
                Ok(rule) => drop(settings.levels.insert(rule.name, level)),
                Err(near) => findings.push(unknown_rule(text, &name, near)),
            }
        }
        for (name, values) in checks.thresholds {
            match known(&name) {
                Ok(rule) => settings.add_thresholds(text, rule, values, &mut findings),
                Err(near) => findings.push(unknown_rule(text, &name, near)),
            }
        }
        (settings, findings)
    }

    fn add_thresholds(
        &mut self,
        text: &str,
        rule: &'static Rule,
        values: IndexMap<String, u32>,
        findings: &mut Vec<Diagnostic>,
    ) {
        for (name, value) in values {
            if let Some(threshold) = rule.thresholds.iter().find(|threshold| threshold.name == name) {
                self.thresholds.insert((rule.name, threshold.name), value);
                continue;
            }
            let message = format!("`{}` has no threshold `{name}`", rule.name);
            let names: Vec<&str> = rule.thresholds.iter().map(|threshold| threshold.name).collect();
            let help = match (nearest(&name, names.iter().copied()), names.as_slice()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, []) => "it has none: remove the line".to_owned(),
                (None, names) => format!("it has `{}`", names.join("`, `")),
            };
            findings.push(
                Diagnostic::warning("unknown-threshold", place(&name), message)
                    .at(find(text, &name))
                    .help(help),
            );
        }
    }

    /// The level that was chosen for a rule.
    pub fn level(&self, rule: &str) -> Option<Level> {
        self.levels.get(rule).copied()
    }

    /// The threshold that was chosen for a rule.
    pub fn threshold(&self, rule: &str, name: &str) -> Option<u32> {
        let chosen = self.thresholds.iter();
        chosen
            .filter(|((of, called), _)| *of == rule && *called == name)
            .map(|(_, value)| *value)
            .next()
    }

    /// How a rule's findings count; none if it is off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.level(rule.name).map_or(Some(rule.severity), Level::severity)
    }
}

fn known(name: &str) -> Result<&'static Rule, Option<&'static str>> {
    let rule = RULES.iter().find(|rule| rule.name == name);
    rule.copied()
        .ok_or_else(|| nearest(name, RULES.iter().map(|rule| rule.name)))
}

fn unknown_rule(text: &str, name: &str, near: Option<&str>) -> Diagnostic {
    let help = near.map_or_else(
        || "`attune explain` lists all rules".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::warning("unknown-rule", place(name), format!("no rule is called `{name}`"))
        .at(find(text, name))
        .help(help)
}

fn required(text: &str, name: &str) -> Diagnostic {
    let message = format!("`{name}` can’t be turned off or down");
    let help = "a vignette in which it finds something can’t be played; remove the line";
    Diagnostic::warning("required-rule", place(name), message)
        .at(find(text, name))
        .help(help)
}

fn place(name: &str) -> Pointer {
    Pointer::root().key(name)
}

/// Where a key stands in the text; the start if it is written in an unusual way.
fn find(text: &str, key: &str) -> Span {
    let quoted = format!("\"{key}\"");
    let start = text.find(&quoted).unwrap_or(0);
    let before = text.get(..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Span {
        start: number(start),
        end: number((start + quoted.len()).min(text.len())),
        line: number(before.matches('\n').count() + 1),
        column: number(before.get(line_start..).unwrap_or_default().chars().count() + 1),
    }
}

fn unreadable(text: &str, error: &ron::error::SpannedError) -> Diagnostic {
    let (line, column) = (error.span.start.line, error.span.start.col);
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let start = number((before + column.saturating_sub(1)).min(text.len()));
    let span = Span {
        start,
        end: start,
        line: number(line),
        column: number(column),
    };
    let help = "it holds `Checks(levels: { \"rule\": Off }, thresholds: { \"rule\": { \"words\": 50 } })`; levels are `Off`, `Note`, `Warning`, `Error`";
    let message = error.code.to_string();
    let mut letters = message.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    let message: String = first.into_iter().chain(letters).collect();
    Diagnostic::error("unreadable-settings", Pointer::root(), message)
        .at(span)
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) -> Settings {
        let (settings, findings) = Settings::read(text);
        let shown: Vec<String> = findings
            .iter()
            .map(|found| format!("{found}: {}", found.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(shown, expected);
        settings
    }

    #[test]
    fn levels_and_thresholds_are_read() {
        let settings = check(
            "Checks(\n    levels: { \"no-silence\": Off, \"best-is-longest\": Warning },\n    thresholds: { \"long-response\": { \"words\": 60 } },\n)",
            &[],
        );
        assert_eq!(settings.level("no-silence"), Some(Level::Off));
        assert_eq!(settings.level("best-is-longest"), Some(Level::Warning));
        assert_eq!(settings.threshold("long-response", "words"), Some(60));
        assert_eq!(settings.threshold("long-response", "letters"), None);
        assert_eq!(check("Checks()", &[]), Settings::default());
    }

    #[test]
    fn what_is_unknown_is_found_with_what_was_meant() {
        check(
            "Checks(levels: { \"no-silense\": Off })",
            &["1:18: warning: no rule is called `no-silense` [unknown-rule]: did you mean `no-silence`?"],
        );
        check(
            "Checks(\n  thresholds: { \"long-response\": { \"wrods\": 60 } })",
            &["2:36: warning: `long-response` has no threshold `wrods` [unknown-threshold]: did you mean `words`?"],
        );
        check(
            "Checks(levels: { \"dead-end\": Off })",
            &[
                "1:18: warning: `dead-end` can’t be turned off or down [required-rule]: a vignette in which it finds something can’t be played; remove the line",
            ],
        );
        let (_, findings) = Settings::read("Checks(level: {})");
        assert_eq!(
            findings.iter().map(|found| found.rule).collect::<Vec<_>>(),
            ["unreadable-settings"]
        );
    }
}
