//! `attune print`: a vignette as a page for colleagues to review on paper.

use std::io::{self, Write};
use std::path::Path;

use super::{CLEAN, COULD_NOT_RUN};
use crate::framework::load::bundled;
use crate::report::save::{SaveError, save};
use crate::report::{html, vignette};

/// Writes the page to a file, or prints it. A vignette that can't be played yet can be printed.
///
/// # Errors
/// If the output can't be written.
pub fn run(name: &str, output: Option<&Path>, force: bool, out: &mut dyn Write) -> io::Result<u8> {
    let scenario = match super::diff::read(name) {
        Ok(scenario) => scenario,
        Err(message) => {
            eprintln!("attune: {message}");
            return Ok(COULD_NOT_RUN);
        }
    };
    let page = html::write(&vignette::document(&scenario, bundled()));
    let Some(path) = output else {
        out.write_all(page.as_bytes())?;
        return Ok(CLEAN);
    };
    if let Err(error) = save(path, page.as_bytes(), force) {
        let help = match error {
            SaveError::Taken { .. } => "choose another name, or add --force to replace it",
            _ => error.remedy(),
        };
        eprintln!("attune: {error}; {help}");
        return Ok(COULD_NOT_RUN);
    }
    writeln!(out, "{} written to {}.", scenario.title, path.display())?;
    Ok(CLEAN)
}
