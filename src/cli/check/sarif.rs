//! Findings for code scanning: one log of the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS, 2020).

use std::io::{self, Write};

use serde_json::{Value, json};

use super::report::{Checked, Report};
use crate::lint::RULES;
use crate::scenario::diagnostic::{Diagnostic, Severity, Span};

/// Where the format's schema is.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the log and a line end.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            let help = format!("{} Instead: {}.", rule.why, rule.instead);
            json!({
                "id": rule.name,
                "shortDescription": { "text": first_sentence(rule.finds) },
                "fullDescription": { "text": rule.finds },
                "help": { "text": help },
                "defaultConfiguration": { "level": level(rule.severity) },
                "properties": { "tags": [rule.group.label().to_lowercase()] },
            })
        })
        .collect();
    let notifications: Vec<Value> = report
        .unreadable()
        .map(|why| json!({ "level": "error", "message": { "text": why } }))
        .collect();
    let mut results: Vec<Value> = report
        .findings()
        .map(|(file, text, found)| result(&file, text, found, None))
        .collect();
    results.extend(report.files.iter().flat_map(allowed));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn allowed(checked: &Checked) -> Vec<Value> {
    let Ok(loaded) = &checked.result else { return Vec::new() };
    let file = checked.path.display().to_string();
    let allowed = loaded.allowed.iter();
    allowed
        .map(|one| result(&file, loaded.text(), &one.diagnostic, Some(&one.because)))
        .collect()
}

fn result(file: &str, text: &str, found: &Diagnostic, because: Option<&str>) -> Value {
    let message = match &found.help {
        Some(help) => format!("{}; {help}", found.message),
        None => found.message.clone(),
    };
    let mut result = json!({
        "ruleId": found.rule,
        "level": level(found.severity),
        "message": { "text": message },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.name == found.rule) {
        set(&mut result, "ruleIndex", json!(index));
    }
    if !file.is_empty() {
        let mut physical = json!({ "artifactLocation": { "uri": uri(file) } });
        if let Some(span) = found.location.span {
            set(&mut physical, "region", region(text, span));
        }
        let mut location = json!({ "physicalLocation": physical });
        let path = found.location.path.to_string();
        if !path.is_empty() {
            set(
                &mut location,
                "logicalLocations",
                json!([{ "fullyQualifiedName": path }]),
            );
        }
        set(&mut result, "locations", json!([location]));
    }
    // Section 3.27.23: either every result of a run has them, or none.
    let suppressions = because.map(|because| json!({ "kind": "inSource", "justification": because }));
    set(&mut result, "suppressions", suppressions.into_iter().collect());
    result
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The stretch within its first line. The end column is the one after the last character.
fn region(text: &str, span: Span) -> Value {
    let meant = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let first_line = meant.split('\n').next().unwrap_or_default();
    let length = u32::try_from(first_line.chars().count()).unwrap_or(0);
    json!({
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.line,
        "endColumn": span.column + length,
    })
}

/// A path as a URI reference (RFC 3986 and 8089), relative if the path is.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    let path = path.replace('\\', "/");
    // A drive letter would read as a scheme, and a path from the root has a host before it.
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    if path.get(1..2) == Some(":") {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' | b':' => uri.push(byte.into()),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").and_then(|end| text.get(..=end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_references() {
        assert_eq!(uri("my vignettes/é.ron"), "my%20vignettes/%C3%A9.ron");
        assert_eq!(uri("C:\\a\\b.ron"), "file:///C:/a/b.ron");
        assert_eq!(uri("/a/b.ron"), "file:///a/b.ron");
        assert_eq!(uri("a%b#c?.ron"), "a%25b%23c%3F.ron");
    }
}
