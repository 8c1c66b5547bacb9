//! The vignette that was named on the command line: a file, or a bundled one by its id.

use std::path::Path;
use std::sync::Arc;

use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::library::bundled::BUNDLED;
use crate::library::folder::vignette_files;
use crate::library::vignette::{Loaded, Vignette, load};
use crate::scenario::diagnostic::Severity;
use crate::scenario::file::{self, DEFAULT_LIMIT};
use crate::scenario::nearest::nearest;

/// The vignette of a file, or the bundled one of that id.
///
/// # Errors
/// An exit code and a message.
pub fn find(name: &str) -> Result<Arc<Vignette>, (u8, String)> {
    let path = Path::new(name);
    if path.exists() {
        let loaded =
            file::load(path, DEFAULT_LIMIT).map_err(|error| (COULD_NOT_RUN, format!("{error}; {}", error.remedy())))?;
        return playable(name, load(&loaded.text, bundled()));
    }
    let id = name.strip_suffix(".ron").unwrap_or(name);
    let stem = |file: &'static str| file.strip_suffix(".ron").unwrap_or(file);
    if let Some((_, text)) = BUNDLED.iter().find(|(file, _)| stem(file) == id) {
        return playable(name, load(text, bundled()));
    }
    let hint = match nearest(id, BUNDLED.iter().map(|(file, _)| stem(file))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<&str> = BUNDLED.iter().map(|(file, _)| stem(file)).collect();
            format!("the bundled ones are {}", all.join(", "))
        }
    };
    Err((
        COULD_NOT_RUN,
        format!("there is no file at `{name}`, and no bundled vignette of that name: {hint}"),
    ))
}

/// The vignettes of files, folders and bundled ids; without any, all that are bundled. Those that can't be played are told on the standard
/// error stream and left out; the exit code says so.
///
/// # Errors
/// If a folder can't be listed; a message.
pub fn find_all(names: &[String]) -> Result<(Vec<Arc<Vignette>>, u8), String> {
    let mut all = Vec::new();
    for name in names {
        let path = Path::new(name);
        if path.is_dir() {
            let found = vignette_files(path).map_err(|error| format!("`{name}` can't be listed: {error}"))?;
            all.extend(found.iter().map(|path| path.display().to_string()));
        } else {
            all.push(name.clone());
        }
    }
    if names.is_empty() {
        all.extend(BUNDLED.iter().map(|(name, _)| (*name).to_owned()));
    }
    let mut code = CLEAN;
    let mut vignettes = Vec::new();
    for name in all {
        match find(&name) {
            Ok(vignette) => vignettes.push(vignette),
            Err((worse, message)) => {
                eprintln!("attune: {message}");
                code = code.max(worse);
            }
        }
    }
    Ok((vignettes, code))
}

fn playable(name: &str, loaded: Loaded) -> Result<Arc<Vignette>, (u8, String)> {
    let errors = loaded.count(Severity::Error);
    loaded.vignette.ok_or_else(|| {
        let plural = if errors == 1 { "" } else { "s" };
        (
            FOUND,
            format!("`{name}` can't be played: {errors} error{plural}; `attune check {name}` shows where"),
        )
    })
}
