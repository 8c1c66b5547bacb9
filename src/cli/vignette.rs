//! The vignette that was named on the command line: a file, or a bundled one by its id.

use std::path::Path;
use std::sync::Arc;

use super::{COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::library::bundled::BUNDLED;
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
