//! Finds a team's `attune-check.ron`: beside a vignette, or in a folder above it.

use std::path::{Path, PathBuf};

use crate::lint::settings::{FILE_NAME, Settings};
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::scenario::file;

/// Largest settings file that is read, in bytes.
const LIMIT: u64 = 256 << 10;

/// A settings file, and what it says.
#[derive(Clone, Debug)]
pub struct TeamSettings {
    /// The file.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
    /// What it says.
    pub settings: Settings,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

/// The settings for a vignette: the nearest file in its folder or above, as far up as `root`, which is the folder or file that was
/// named by whoever asks. None if there is none.
pub fn settings_for(vignette: &Path, root: &Path) -> Option<TeamSettings> {
    let top = if root.is_dir() {
        root
    } else {
        root.parent().unwrap_or(root)
    };
    let folders = vignette
        .ancestors()
        .skip(1)
        .take_while(|folder| folder.starts_with(top) || *folder == top);
    let path = folders
        .map(|folder| folder.join(FILE_NAME))
        .find(|path| path.is_file())?;
    Some(read(path))
}

fn read(path: PathBuf) -> TeamSettings {
    match file::load(&path, LIMIT) {
        Ok(loaded) => {
            let (settings, findings) = Settings::read(&loaded.text);
            TeamSettings {
                path,
                text: loaded.text,
                settings,
                findings,
            }
        }
        Err(error) => {
            let found = Diagnostic::error("unreadable-settings", Pointer::root(), error.to_string());
            TeamSettings {
                path,
                text: String::new(),
                settings: Settings::default(),
                findings: vec![found.help(error.remedy())],
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::lint::settings::Level;

    #[test]
    fn the_nearest_settings_count_and_none_above_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let (root, inner) = (folder.path().join("library"), folder.path().join("library/week-2"));
        std::fs::create_dir_all(&inner).unwrap();
        let put = |folder: &Path, level: &str| {
            let text = format!("Checks(levels: {{ \"no-foil\": {level} }})");
            std::fs::write(folder.join(FILE_NAME), text).unwrap();
        };
        let level = |file: &Path, root: &Path| settings_for(file, root).and_then(|team| team.settings.level("no-foil"));
        put(folder.path(), "Error");
        assert_eq!(level(&inner.join("a.ron"), &root), None);
        put(&root, "Off");
        assert_eq!(level(&inner.join("a.ron"), &root), Some(Level::Off));
        put(&inner, "Note");
        assert_eq!(level(&inner.join("a.ron"), &root), Some(Level::Note));
        assert_eq!(level(&root.join("b.ron"), &root), Some(Level::Off));
        assert_eq!(level(&root.join("b.ron"), &root.join("b.ron")), Some(Level::Off));
    }
}
