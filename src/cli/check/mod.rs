//! `attune check`: every finding with the line that is meant, for people or for programs.
//!
//! Loads and prints; what is wrong with a vignette is for the reader and the rules to say.

mod excerpt;
mod json;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{CheckArguments, Format};
use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::library::folder::vignette_files;
use crate::library::vignette::{Loaded, load};
use crate::scenario::diagnostic::Severity;
use crate::scenario::file;

/// One file, and what reading and checking it gave.
struct Checked {
    path: PathBuf,
    result: Result<Loaded, String>,
}

/// How many findings of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Tally {
    fn add(&mut self, loaded: &Loaded) {
        self.errors += loaded.count(Severity::Error);
        self.warnings += loaded.count(Severity::Warning);
        self.notes += loaded.count(Severity::Note);
    }
}

/// Checks files and folders of them. Exits with 1 for errors and warnings, not for notes alone; with 2 if a file could not be read.
///
/// # Errors
/// If the output can't be written.
pub fn run(arguments: &CheckArguments, color: bool, out: &mut dyn Write) -> io::Result<u8> {
    let limit = arguments.limit.saturating_mul(1 << 20);
    let mut all = Vec::new();
    for path in &arguments.paths {
        all.extend(check_path(path, limit));
    }
    let mut tally = Tally::default();
    for loaded in all.iter().filter_map(|checked| checked.result.as_ref().ok()) {
        tally.add(loaded);
    }
    match arguments.format {
        Format::Json => json::write(&all, tally, out)?,
        Format::Text => write_text(&all, tally, color, out)?,
    }
    Ok(if all.iter().any(|checked| checked.result.is_err()) {
        COULD_NOT_RUN
    } else if tally.errors + tally.warnings > 0 {
        FOUND
    } else {
        CLEAN
    })
}

fn check_path(path: &Path, limit: u64) -> Vec<Checked> {
    let unreadable = |why: String| {
        vec![Checked {
            path: path.to_owned(),
            result: Err(why),
        }]
    };
    match vignette_files(path) {
        Ok(files) if files.is_empty() => unreadable(format!(
            "`{}` holds no vignettes: their names end in `.ron`",
            path.display()
        )),
        Ok(files) => files.into_iter().map(|path| check_file(path, limit)).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            unreadable(format!("there is no file or folder at `{}`", path.display()))
        }
        Err(error) => unreadable(format!("`{}` can't be listed: {error}", path.display())),
    }
}

fn check_file(path: PathBuf, limit: u64) -> Checked {
    let result = match file::load(&path, limit) {
        Ok(loaded) => Ok(load(&loaded.text, bundled())),
        Err(error) => Err(format!("{error}; {}", error.remedy())),
    };
    Checked { path, result }
}

fn write_text(all: &[Checked], tally: Tally, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut vignettes = 0;
    for checked in all {
        match &checked.result {
            Ok(loaded) => {
                vignettes += 1;
                let name = checked.path.display().to_string();
                for diagnostic in &loaded.diagnostics {
                    excerpt::write(&name, loaded.text(), diagnostic, color, out)?;
                }
            }
            Err(why) => {
                // In order with what was printed before it.
                out.flush()?;
                eprintln!("attune: {why}");
            }
        }
    }
    if vignettes > 0 {
        writeln!(out, "{}", summary(vignettes, tally))?;
    }
    Ok(())
}

fn summary(vignettes: usize, tally: Tally) -> String {
    let mut text = count(vignettes, "vignette");
    let found = [
        (tally.errors, "error"),
        (tally.warnings, "warning"),
        (tally.notes, "note"),
    ];
    let found: Vec<String> = found
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
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
    fn check(vignettes: usize, errors: usize, warnings: usize, notes: usize, expected: &str) {
        assert_eq!(
            summary(
                vignettes,
                Tally {
                    errors,
                    warnings,
                    notes
                }
            ),
            expected
        );
    }

    #[test]
    fn the_summary_counts_what_there_is() {
        check(3, 2, 1, 0, "3 vignettes, 2 errors, 1 warning");
        check(1, 0, 0, 2, "1 vignette, 2 notes");
        check(3, 0, 0, 0, "3 vignettes checked, nothing found");
    }
}
