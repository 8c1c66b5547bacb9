//! `attune new`: a small vignette to begin with.

use std::io::{self, Write};
use std::path::Path;

use super::args::TemplateArgument;
use super::{CLEAN, COULD_NOT_RUN};
use crate::edit::templates::{begin, named};
use crate::framework::load::bundled;

/// Writes a template. An existing file is never touched.
///
/// # Errors
/// If the output can't be written.
pub fn run(file: &Path, template: TemplateArgument, out: &mut dyn Write) -> io::Result<u8> {
    let name = match template {
        TemplateArgument::Example => "example",
        TemplateArgument::Blank => "blank",
        TemplateArgument::Withdrawal => "withdrawal",
        TemplateArgument::Confrontation => "confrontation",
        TemplateArgument::Drill => "drill",
    };
    let begun = named(name).map(|template| begin(template, &id_from(file), None, bundled()));
    let Some(Ok(document)) = begun else {
        eprintln!("attune: the template `{name}` could not be made");
        return Ok(COULD_NOT_RUN);
    };
    let text = document.text();
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
    use crate::edit::templates::TEMPLATES;
    use crate::library::vignette::load;

    #[test]
    fn the_templates_have_no_findings() {
        for template in &TEMPLATES {
            let loaded = load(template.text, bundled());
            assert_eq!(loaded.diagnostics, [], "{}", template.name);
            assert!(loaded.vignette.is_some());
        }
    }

    #[test]
    fn an_existing_file_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/The Late Train.ron");
        assert_eq!(run(&file, TemplateArgument::Example, &mut Vec::new()).unwrap(), CLEAN);
        let first = std::fs::read_to_string(&file).unwrap();
        assert!(first.contains("id: \"the-late-train\""));
        assert_eq!(
            run(&file, TemplateArgument::Example, &mut Vec::new()).unwrap(),
            COULD_NOT_RUN
        );
        assert_eq!(std::fs::read_to_string(&file).unwrap(), first);
    }
}
