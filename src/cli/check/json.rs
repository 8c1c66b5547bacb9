//! Findings for programs: one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::report::{Checked, Report};
use crate::library::team::TeamSettings;
use crate::library::vignette::Loaded;
use crate::lint::rule;
use crate::scenario::diagnostic::Diagnostic;

#[derive(Serialize)]
struct Object<'a> {
    files: Vec<File<'a>>,
    /// Findings over all files together.
    library: Vec<Finding<'a>>,
    /// The settings files that were used.
    settings: Vec<Team<'a>>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct File<'a> {
    path: String,
    title: Option<&'a str>,
    id: Option<&'a str>,
    playable: bool,
    /// Why the file could not be read; then there are no findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<&'a str>,
    diagnostics: Vec<Finding<'a>>,
    /// Findings that the vignette says are meant.
    allowed: Vec<AllowedFinding<'a>>,
}

#[derive(Serialize)]
struct Team<'a> {
    path: String,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct AllowedFinding<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    because: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'static str,
    group: Option<&'static str>,
    severity: String,
    statement: Option<&'a str>,
    response: Option<&'a str>,
    ending: Option<&'a str>,
    field: String,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> From<&'a Diagnostic> for Finding<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let path = &diagnostic.location.path;
        Self {
            rule: diagnostic.rule,
            group: rule(diagnostic.rule).map(|rule| rule.group.label()),
            severity: diagnostic.severity.to_string(),
            statement: path.statement_id(),
            response: path.response_id(),
            ending: path.ending_id(),
            field: path.field_path(),
            line: diagnostic.location.span.map(|span| span.line),
            column: diagnostic.location.span.map(|span| span.column),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
        }
    }
}

impl<'a> From<&'a Checked> for File<'a> {
    fn from(checked: &'a Checked) -> Self {
        let loaded: Option<&Loaded> = checked.result.as_ref().ok();
        Self {
            path: checked.path.display().to_string(),
            title: loaded.and_then(|loaded| loaded.title.as_deref()),
            id: loaded.and_then(|loaded| loaded.id.as_ref()).map(|id| id.as_str()),
            playable: loaded.is_some_and(|loaded| loaded.vignette.is_some()),
            unreadable: checked.result.as_ref().err().map(String::as_str),
            diagnostics: loaded
                .into_iter()
                .flat_map(|loaded| &loaded.diagnostics)
                .map(Finding::from)
                .collect(),
            allowed: loaded
                .into_iter()
                .flat_map(|loaded| &loaded.allowed)
                .map(|one| AllowedFinding {
                    finding: Finding::from(&one.diagnostic),
                    because: &one.because,
                })
                .collect(),
        }
    }
}

impl<'a> From<&'a TeamSettings> for Team<'a> {
    fn from(team: &'a TeamSettings) -> Self {
        Self {
            path: team.path.display().to_string(),
            diagnostics: team.findings.iter().map(Finding::from).collect(),
        }
    }
}

/// Writes the object and a line end.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let object = Object {
        files: report.files.iter().map(File::from).collect(),
        library: report.library.iter().map(Finding::from).collect(),
        settings: report.settings.iter().map(Team::from).collect(),
        errors: report.tally.errors,
        warnings: report.tally.warnings,
        notes: report.tally.notes,
    };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}
