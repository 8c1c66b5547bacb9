//! The shelf: one entry a vignette, playable or broken, from the program and from the person's folders.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::bundled::{BUNDLED, TURNS};
use super::folder::vignette_files;
use super::length::Length;
use super::team::settings_for;
use super::vignette::{Loaded, Vignette, load, load_with};
use crate::framework::model::Framework;
use crate::lint::Depth;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::file::{self, DEFAULT_LIMIT};

/// Where an entry comes from. Names it within the catalog.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Compiled into the program; its file name.
    Bundled(&'static str),
    /// A file of the person's own.
    File(PathBuf),
}

/// One vignette on the shelf.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it comes from.
    pub origin: Origin,
    /// Its title, or its file name if it has none that could be read.
    pub title: String,
    /// What it is.
    pub content: Content,
}

/// What an entry is.
#[derive(Clone, Debug)]
pub enum Content {
    /// Can be played.
    Playable {
        /// The vignette.
        vignette: Arc<Vignette>,
        /// How long it takes.
        length: Length,
        /// Warnings and notes.
        diagnostics: Vec<Diagnostic>,
    },
    /// Can't be played because of these findings.
    Broken(Vec<Diagnostic>),
    /// Could not even be read; a sentence that says why and what to do.
    Unreadable(String),
}

impl Entry {
    /// The vignette, if it can be played.
    pub fn vignette(&self) -> Option<&Arc<Vignette>> {
        match &self.content {
            Content::Playable { vignette, .. } => Some(vignette),
            Content::Broken(_) | Content::Unreadable(_) => None,
        }
    }
}

fn entry(origin: Origin, name: &str, loaded: Loaded) -> Entry {
    let title = loaded.title.unwrap_or_else(|| name.to_owned());
    let content = match loaded.vignette {
        Some(vignette) => {
            let length = match origin {
                Origin::Bundled(_) => Length {
                    fewest: TURNS.0,
                    most: TURNS.1,
                },
                Origin::File(_) => Length::of(&vignette.graph),
            };
            Content::Playable {
                vignette,
                length,
                diagnostics: loaded.diagnostics,
            }
        }
        None => Content::Broken(loaded.diagnostics),
    };
    Entry { origin, title, content }
}

/// The vignettes that are compiled into the program, with the framework that is. Read once; they share what was read.
pub fn bundled() -> Vec<Entry> {
    static READ: OnceLock<Vec<Entry>> = OnceLock::new();
    let framework = crate::framework::load::bundled();
    let read = |&(name, text): &(&'static str, &str)| entry(Origin::Bundled(name), name, load(text, framework));
    READ.get_or_init(|| BUNDLED.iter().map(read).collect()).clone()
}

/// One file as an entry, whatever is in it, with everything that the checker finds in its text.
pub fn from_file(path: &Path, framework: &Framework) -> Entry {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match file::load(path, DEFAULT_LIMIT) {
        Ok(loaded) => {
            let settings = settings_for(path).map(|team| team.settings).unwrap_or_default();
            let loaded = load_with(&loaded.text, framework, &settings, Depth::Text);
            entry(Origin::File(path.to_owned()), &name, loaded)
        }
        Err(error) => Entry {
            origin: Origin::File(path.to_owned()),
            title: name,
            content: Content::Unreadable(error.to_string()),
        },
    }
}

/// The vignettes of a file or a folder; an entry that says so if it can't be listed. `keep_going` is asked between files.
pub fn from_path(path: &Path, framework: &Framework, keep_going: &dyn Fn() -> bool) -> Vec<Entry> {
    match vignette_files(path) {
        Ok(files) => files
            .iter()
            .take_while(|_| keep_going())
            .map(|file| from_file(file, framework))
            .collect(),
        Err(error) => {
            let title = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let why = format!(
                "This folder can't be listed ({error}). Check that it is still there, or remove it from the library."
            );
            vec![Entry {
                origin: Origin::File(path.to_owned()),
                title,
                content: Content::Unreadable(why),
            }]
        }
    }
}
