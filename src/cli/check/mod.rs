//! `attune check`: every finding with the line that is meant, for people or for programs.
//!
//! Loads and prints; what is wrong with a vignette is for the reader and the rules to say.

mod excerpt;
mod github;
mod json;
mod report;
mod sarif;

use std::io::{self, Write};

use super::args::{CheckArguments, Format};
use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::parallel::in_parallel;
use report::{Report, Tally};

/// Checks files and folders of them. Exits with 1 for errors and warnings, not for notes alone; with 2 if a file could not be read.
///
/// # Errors
/// If the output can't be written.
pub fn run(arguments: &CheckArguments, color: bool, out: &mut dyn Write) -> io::Result<u8> {
    let report = Report::of(arguments);
    match arguments.format {
        Format::Text => write_text(&report, arguments.notes, color, out)?,
        Format::Json => json::write(&report, out)?,
        Format::Sarif => sarif::write(&report, out)?,
        Format::Github => github::write(&report, arguments.notes, out)?,
    }
    if arguments.format != Format::Text {
        write_unreadable(&report, out)?;
    }
    Ok(if report.unreadable().next().is_some() {
        COULD_NOT_RUN
    } else if report.tally.errors + report.tally.warnings > 0 {
        FOUND
    } else {
        CLEAN
    })
}

fn write_unreadable(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    // In order with what was printed before it.
    out.flush()?;
    for why in report.unreadable() {
        eprintln!("attune: {why}");
    }
    Ok(())
}

/// Findings that one thread words at a time. Fewer are not worth a second thread.
const TOGETHER: usize = 256;

fn write_text(report: &Report, notes: bool, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<_> = report
        .findings()
        .filter(|(_, _, found)| notes || !found.is_note())
        .collect();
    let written = in_parallel(findings.chunks(TOGETHER).collect(), |findings| {
        let mut written = Vec::new();
        for (name, text, diagnostic) in findings {
            excerpt::write(name, text, diagnostic, color, &mut written)?;
        }
        Ok::<_, io::Error>(written)
    });
    for some in written {
        out.write_all(&some?)?;
    }
    write_unreadable(report, out)?;
    let vignettes = report.vignettes();
    if vignettes > 0 {
        writeln!(out, "{}", summary(vignettes, report.tally, report.allowed(), notes))?;
    }
    Ok(())
}

fn summary(vignettes: usize, tally: Tally, allowed: usize, notes: bool) -> String {
    let mut text = count(vignettes, "vignette");
    let found = [
        (tally.errors, "error"),
        (tally.warnings, "warning"),
        (tally.notes, "note"),
    ];
    let mut found: Vec<String> = found
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    if tally.notes > 0
        && !notes
        && let Some(last) = found.last_mut()
    {
        last.push_str(" (see them with `--notes`)");
    }
    if allowed > 0 {
        found.push(format!("{allowed} allowed"));
    }
    if found.is_empty() {
        text.push_str(" checked, nothing found");
    } else {
        text.push_str(", ");
        text.push_str(&found.join(", "));
    }
    text
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        vignettes: usize,
        (errors, warnings, notes, allowed): (usize, usize, usize, usize),
        shown: bool,
        expected: &str,
    ) {
        let tally = Tally {
            errors,
            warnings,
            notes,
        };
        assert_eq!(summary(vignettes, tally, allowed, shown), expected);
    }

    #[test]
    fn the_summary_counts_what_there_is() {
        check(3, (2, 1, 0, 0), false, "3 vignettes, 2 errors, 1 warning");
        check(1, (0, 0, 2, 0), true, "1 vignette, 2 notes");
        check(
            1,
            (0, 1, 2, 1),
            false,
            "1 vignette, 1 warning, 2 notes (see them with `--notes`), 1 allowed",
        );
        check(3, (0, 0, 0, 0), false, "3 vignettes checked, nothing found");
    }
}
