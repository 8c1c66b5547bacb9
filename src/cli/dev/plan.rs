//! `attune dev plan`: plays session plans against a vignette's file, and says where a play leaves its plan.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::library::vignette::load;
use crate::scenario::file::{self, DEFAULT_LIMIT};
use crate::session::plan::Plan;

/// Plays each plan. Exits with 1 if a play leaves its plan, with 2 if a file can't be read.
///
/// # Errors
/// If the output can't be written.
pub fn run(file: &Path, plans: &[PathBuf], out: &mut dyn Write) -> io::Result<u8> {
    let Some(text) = text_of(file) else {
        return Ok(COULD_NOT_RUN);
    };
    let Some(vignette) = load(&text, bundled()).vignette else {
        eprintln!("attune: {} can't be played; `attune check` says why", file.display());
        return Ok(COULD_NOT_RUN);
    };
    let mut code = CLEAN;
    for path in plans {
        let Some(text) = text_of(path) else {
            return Ok(COULD_NOT_RUN);
        };
        let plan: Plan = match ron::from_str(&text) {
            Ok(plan) => plan,
            Err(error) => {
                eprintln!("attune: {}: {error}", path.display());
                return Ok(COULD_NOT_RUN);
            }
        };
        match plan.play(&vignette.scenario, &vignette.graph, vignette.hash) {
            Ok(_) => writeln!(out, "{}: {} turns, `{}`", path.display(), plan.steps.len(), plan.ending)?,
            Err(strayed) => {
                writeln!(out, "{}: {strayed}", path.display())?;
                code = FOUND;
            }
        }
    }
    Ok(code)
}

fn text_of(path: &Path) -> Option<String> {
    match file::load(path, DEFAULT_LIMIT) {
        Ok(loaded) => Some(loaded.text),
        Err(error) => {
            eprintln!("attune: {error}; {}", error.remedy());
            None
        }
    }
}
