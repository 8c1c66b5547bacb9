//! `attune new`: a small vignette to begin with.

use std::io::{self, Write};
use std::path::Path;

use super::{CLEAN, COULD_NOT_RUN};

/// The vignette that `attune new` writes: three statements, a foil, a silence, and comments that say what to change first.
pub const TEMPLATE: &str = include_str!("../../assets/templates/new.ron");

/// Writes the template. An existing file is never touched.
///
/// # Errors
/// If the output can't be written.
pub fn run(file: &Path, out: &mut dyn Write) -> io::Result<u8> {
    let id = id_from(file);
    let text = TEMPLATE.replace("id: \"new-vignette\"", &format!("id: \"{id}\""));
    let written = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::OpenOptions::new().write(true).create_new(true).open(file))
        .and_then(|mut opened| opened.write_all(text.as_bytes()).and_then(|()| opened.sync_all()));
    match written {
        Ok(()) => {
            let path = file.display();
            writeln!(
                out,
                "{path} written. Change it in any editor; then:\n  attune check {path}\n  attune play {path}"
            )?;
            Ok(CLEAN)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            eprintln!(
                "attune: {} is there already, and was left as it is: choose another name",
                file.display()
            );
            Ok(COULD_NOT_RUN)
        }
        Err(error) => {
            eprintln!("attune: {} could not be written: {error}", file.display());
            Ok(COULD_NOT_RUN)
        }
    }
}

/// An id made from the file's name.
fn id_from(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let words = stem
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let id: String = words.collect::<Vec<_>>().join("-").chars().take(64).collect();
    if id.is_empty() { "new-vignette".to_owned() } else { id }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::library::vignette::load;

    #[test]
    fn the_template_has_no_findings() {
        let loaded = load(TEMPLATE, bundled());
        assert_eq!(loaded.diagnostics, []);
        assert!(loaded.vignette.is_some());
    }

    #[test]
    fn an_existing_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/The Late Train.ron");
        assert_eq!(run(&file, &mut Vec::new()).unwrap(), CLEAN);
        let first = std::fs::read_to_string(&file).unwrap();
        assert!(first.contains("id: \"the-late-train\""));
        assert_eq!(run(&file, &mut Vec::new()).unwrap(), COULD_NOT_RUN);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), first);
    }
}
