//! `attune fmt`: vignettes in the canonical form.

use std::io::{self, Write};
use std::path::PathBuf;

use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::library::folder::vignette_files;
use crate::scenario::file::{self, DEFAULT_LIMIT};
use crate::scenario::format::format;

/// Rewrites files, or only says which would change. A file with syntax errors is left as it is.
///
/// # Errors
/// If the output can't be written.
pub fn run(paths: &[PathBuf], check: bool, out: &mut dyn Write) -> io::Result<u8> {
    let mut code = CLEAN;
    for path in paths {
        let files = match vignette_files(path) {
            Ok(files) => files,
            Err(error) => {
                eprintln!("attune: {}: {error}", path.display());
                code = COULD_NOT_RUN;
                continue;
            }
        };
        for file in files {
            match rewrite(&file, check) {
                Ok(false) => {}
                Ok(true) if check => {
                    writeln!(out, "{} would change", file.display())?;
                    code = code.max(FOUND);
                }
                Ok(true) => writeln!(out, "{} rewritten", file.display())?,
                Err(message) => {
                    eprintln!("attune: {}: {message}", file.display());
                    code = COULD_NOT_RUN;
                }
            }
        }
    }
    Ok(code)
}

/// Whether the file changed or would change.
fn rewrite(path: &std::path::Path, check: bool) -> Result<bool, String> {
    let loaded = file::load(path, DEFAULT_LIMIT).map_err(|error| error.to_string())?;
    let formatted = format(&loaded.text).map_err(|diagnostics| {
        let first = diagnostics.first().map_or_else(String::new, ToString::to_string);
        format!("left as it is, because it can't be read: {first}")
    })?;
    if formatted == loaded.text {
        return Ok(false);
    }
    if !check {
        file::save(path, &formatted, None, Some(&loaded)).map_err(|error| error.to_string())?;
    }
    Ok(true)
}
