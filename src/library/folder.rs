//! Finds vignette files in a folder.

use std::io;
use std::path::{Path, PathBuf};

use crate::lint::settings::FILE_NAME;

/// Most files that are listed from one folder.
pub const MAX_FILES: usize = 2_000;
/// Deepest level of folders inside a folder.
const MAX_DEPTH: usize = 4;

/// The `.ron` files in a folder and the folders inside it, sorted by name, less the checker's settings; or the file itself. Links to folders are not followed,
/// hidden entries are passed over.
///
/// # Errors
/// If the folder itself can't be listed. A folder inside it that can't be listed is passed over.
pub fn vignette_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        std::fs::metadata(path)?;
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    list(path, 0, &mut files)?;
    files.sort();
    files.truncate(MAX_FILES);
    Ok(files)
}

fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if hidden || files.len() > MAX_FILES {
            continue;
        }
        if kind.is_dir() {
            if depth < MAX_DEPTH {
                // One folder out of reach keeps no other from being listed.
                let _ = list(&path, depth + 1, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "ron")
            && path.file_name().is_none_or(|name| name != FILE_NAME)
        {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_vignette_files_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        };
        for name in [
            "b.ron",
            "a.ron",
            "notes.txt",
            "attune-check.ron",
            ".hidden.ron",
            "week-2/c.ron",
            ".git/d.ron",
        ] {
            put(name);
        }
        let files = vignette_files(folder.path()).unwrap();
        let names: Vec<_> = files
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap())
            .collect();
        assert_eq!(
            names,
            [Path::new("a.ron"), Path::new("b.ron"), Path::new("week-2/c.ron")]
        );
        assert_eq!(vignette_files(&folder.path().join("notes.txt")).unwrap().len(), 1);
        assert!(vignette_files(&folder.path().join("missing")).is_err());
    }
}
