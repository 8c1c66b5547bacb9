//! `attune diff`: two versions of a vignette, compared by what they mean.

use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::edit::diff::{compare, text};
use crate::library::bundled::BUNDLED;
use crate::scenario::file::{self, DEFAULT_LIMIT};
use crate::scenario::model::Scenario;
use crate::scenario::nearest::nearest;
use crate::scenario::read::read_guarded;

/// Compares two files, or bundled vignettes by their ids.
///
/// # Errors
/// If the output can't be written.
pub fn run(before: &str, after: &str, as_json: bool, out: &mut dyn Write) -> io::Result<u8> {
    let (before, after) = match (read(before), read(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            for message in [before.err(), after.err()].into_iter().flatten() {
                eprintln!("attune: {message}");
            }
            return Ok(COULD_NOT_RUN);
        }
    };
    let comparison = compare(&before, &after);
    if as_json {
        let whole = json!({ "same": comparison.is_same(), "differences": comparison });
        writeln!(out, "{whole:#}")?;
    } else {
        out.write_all(text::write(&comparison).as_bytes())?;
    }
    Ok(if comparison.is_same() { CLEAN } else { FOUND })
}

/// What a file or a bundled vignette says, even if it can't be played; a message if too little of it can be read to compare.
pub(super) fn read(name: &str) -> Result<Scenario, String> {
    let path = Path::new(name);
    let stem = |file: &'static str| file.strip_suffix(".ron").unwrap_or(file);
    let text = if path.exists() {
        let loaded = file::load(path, DEFAULT_LIMIT).map_err(|error| format!("{error}; {}", error.remedy()))?;
        loaded.text
    } else if let Some((_, text)) = BUNDLED.iter().find(|(file, _)| stem(file) == name) {
        (*text).to_owned()
    } else {
        let hint = match nearest(name, BUNDLED.iter().map(|(file, _)| stem(file))) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "give two files, or ids of bundled vignettes".to_owned(),
        };
        return Err(format!(
            "there is no file at `{name}`, and no bundled vignette of that name: {hint}"
        ));
    };
    let reading = read_guarded(&text);
    if let Some(scenario) = reading
        .scenario
        .filter(|_| reading.diagnostics.iter().all(|one| !one.is_error()))
    {
        return Ok(scenario);
    }
    let first = reading.diagnostics.iter().find(|one| one.is_error());
    let first = first.map_or_else(String::new, |one| format!(": {one}"));
    Err(format!("`{name}` can't be read whole{first}"))
}
