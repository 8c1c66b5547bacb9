//! Finds a team's `attune-check.ron`: beside a vignette, or in a folder above it.

use std::ops::ControlFlow;
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

/// The settings for a vignette: the nearest file in its folder or above. They are looked for as far up as the top of a Git repository, if it
/// lies in one, whether the vignette or one of those folders was named by whoever asks. None if there is none.
pub fn settings_for(vignette: &Path) -> Option<TeamSettings> {
    let (mut here, mut looked_in) = (Path::new(""), 0);
    for folder in vignette.ancestors().skip(1) {
        (here, looked_in) = (folder, 0);
        if folder.ends_with("..") {
            break;
        }
        if let ControlFlow::Break(found) = look_in(folder) {
            return found;
        }
        looked_in = 1;
    }
    // The rest lies above what is written.
    let here = if here.as_os_str().is_empty() {
        Path::new(".")
    } else {
        here
    };
    let whole = here.canonicalize().ok()?;
    let mut above = whole.ancestors().skip(looked_in);
    above.try_for_each(look_in).break_value().flatten()
}

/// Looks in one folder; ends the search with what is found, or with nothing at the top of a repository.
fn look_in(folder: &Path) -> ControlFlow<Option<TeamSettings>> {
    let path = folder.join(FILE_NAME);
    if path.is_file() {
        return ControlFlow::Break(Some(read(path)));
    }
    if folder.join(".git").exists() {
        return ControlFlow::Break(None);
    }
    ControlFlow::Continue(())
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
    fn the_nearest_settings_count_and_none_above_a_repository() {
        let folder = tempfile::tempdir().unwrap();
        let (root, inner) = (folder.path().join("library"), folder.path().join("library/week-2"));
        std::fs::create_dir_all(&inner).unwrap();
        let put = |folder: &Path, level: &str| {
            let text = format!("Checks(levels: {{ \"no-foil\": {level} }})");
            std::fs::write(folder.join(FILE_NAME), text).unwrap();
        };
        let level = |file: &Path| settings_for(file).and_then(|team| team.settings.level("no-foil"));
        put(folder.path(), "Error");
        assert_eq!(level(&inner.join("a.ron")), Some(Level::Error));
        // A way down and up again leads to no folder that is not above.
        put(&inner, "Note");
        assert_eq!(level(&inner.join("../b.ron")), Some(Level::Error));
        std::fs::create_dir(root.join(".git")).unwrap();
        assert_eq!(level(&root.join("b.ron")), None);
        put(&root, "Off");
        assert_eq!(level(&inner.join("a.ron")), Some(Level::Note));
        assert_eq!(level(&root.join("b.ron")), Some(Level::Off));
    }
}
