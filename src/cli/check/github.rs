//! Findings as annotations on a pull request: workflow commands of GitHub Actions, one line each.

use std::io::{self, Write};

use super::report::Report;
use crate::scenario::diagnostic::Severity;

/// Writes a line a finding; notes only if they are asked for.
pub(super) fn write(report: &Report, notes: bool, out: &mut dyn Write) -> io::Result<()> {
    for (file, _, found) in report.findings().filter(|(_, _, found)| notes || !found.is_note()) {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        write!(out, "::{command} ")?;
        if !file.is_empty() {
            write!(out, "file={},", property(&file.replace('\\', "/")))?;
        }
        if let Some(span) = found.location.span {
            write!(out, "line={},col={},", span.line, span.column)?;
        }
        let help = found
            .help
            .as_deref()
            .map_or_else(String::new, |help| format!("\n{help}"));
        writeln!(
            out,
            "title={}::{}",
            property(found.rule),
            data(&format!("{}{help}", found.message))
        )?;
    }
    Ok(())
}

/// What follows `::`: a line break would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What follows `name=`: a comma or colon would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("100 %: a,\r\nb"), "100 %25: a,%0D%0Ab");
        assert_eq!(property("C:/a,b%\n"), "C%3A/a%2Cb%25%0A");
    }
}
