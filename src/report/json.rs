//! The report as JSON, for other programs. Its fields are documented in `docs/exports.md`.

use super::data::{Report, Session};

/// The report as one JSON object, indented, with a line feed at its end.
pub fn write(report: &Report) -> String {
    let text = serde_json::to_string_pretty(report);
    debug_assert!(text.is_ok(), "a report holds nothing that JSON can't");
    let mut text = text.unwrap_or_default();
    text.push('\n');
    text
}

/// How the object ends after its sessions.
const END: &str = "]\n}\n";

/// The object of a report up to its sessions, of which it has none yet.
pub fn head(report: &Report) -> String {
    debug_assert!(report.sessions.is_empty(), "sessions are written one by one");
    let whole = write(report);
    whole.strip_suffix(END).unwrap_or(&whole).to_owned()
}

/// One of the sessions, with what parts it from the one before.
pub fn session(session: &Session, is_first: bool) -> String {
    let text = serde_json::to_string_pretty(session);
    debug_assert!(text.is_ok(), "a session holds nothing that JSON can't");
    let mut out = if is_first { "\n" } else { ",\n" }.to_owned();
    // No text in JSON has a line feed of its own.
    let lines: Vec<String> = text
        .unwrap_or_default()
        .lines()
        .map(|line| format!("    {line}"))
        .collect();
    out.push_str(&lines.join("\n"));
    out
}

/// The end of the object, after so many sessions.
pub const fn tail(sessions: u32) -> &'static str {
    if sessions == 0 { END } else { "\n  ]\n}\n" }
}
