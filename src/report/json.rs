//! The report as JSON, for other programs. Its fields are documented in `docs/exports.md`.

use super::data::Report;

/// The report as one JSON object, indented, with a line feed at its end.
pub fn write(report: &Report) -> String {
    let text = serde_json::to_string_pretty(report);
    debug_assert!(text.is_ok(), "a report holds nothing that JSON can't");
    let mut text = text.unwrap_or_default();
    text.push('\n');
    text
}
