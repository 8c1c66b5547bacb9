//! Reads and writes the settings file. Whatever is in its place, reading gives settings; a file that can't be read is moved aside.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::Settings;

/// The file's name in the data folder.
pub const FILE: &str = "settings.ron";
/// A settings file is a few hundred bytes; more than this is not one.
const LIMIT_BYTES: u64 = 256 * 1024;

/// Settings, and what there is to say about how they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The settings, or the defaults.
    pub settings: Settings,
    /// A sentence for the person, if their settings could not be read.
    pub note: Option<String>,
}

/// Reads the settings in a folder. A missing file gives the defaults in silence.
pub fn read(folder: &Path) -> Loaded {
    let path = folder.join(FILE);
    let text = match bounded(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Loaded::default(),
        Err(error) => {
            return Loaded {
                settings: Settings::default(),
                note: Some(aside(&path, &error.to_string())),
            };
        }
    };
    match ron::from_str::<Settings>(&text) {
        Ok(settings) => Loaded {
            settings: settings.clamped(),
            note: None,
        },
        Err(error) => Loaded {
            settings: Settings::default(),
            note: Some(aside(&path, &error.code.to_string())),
        },
    }
}

fn bounded(path: &Path) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut text = String::new();
    fs::File::open(path)?.take(LIMIT_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LIMIT_BYTES {
        return Err(io::Error::other("it is too large for a settings file"));
    }
    Ok(text)
}

/// Keeps what was there under another name, so that nothing a person wrote is lost.
fn aside(path: &Path, why: &str) -> String {
    let kept = free_name(path);
    let why: String = why.chars().take(120).collect();
    match fs::rename(path, &kept) {
        Ok(()) => format!(
            "Your settings could not be read ({why}). Attune started with its own; the old file is kept as {}.",
            kept.file_name().unwrap_or_default().to_string_lossy()
        ),
        Err(_) => format!("Your settings could not be read ({why}). Attune started with its own."),
    }
}

fn free_name(path: &Path) -> PathBuf {
    let candidates = (1..1000).map(|number| path.with_extension(format!("unreadable-{number}.ron")));
    let mut last = path.with_extension("unreadable.ron");
    for candidate in candidates {
        if !candidate.exists() {
            return candidate;
        }
        last = candidate;
    }
    last
}

/// Writes the settings: the old file stands until the new one is complete.
///
/// # Errors
/// If the folder can't be made or the file can't be written; the old file is then as it was.
pub fn write(folder: &Path, settings: &Settings) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let pretty = ron::ser::PrettyConfig::new().new_line("\n".to_owned());
    let text = ron::ser::to_string_pretty(settings, pretty).map_err(io::Error::other)?;
    let mut file = atomic_write_file::AtomicWriteFile::open(folder.join(FILE))?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.commit()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::settings::Theme;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            theme: Theme::Dark,
            text_percent: 150,
            ..Settings::default()
        };
        write(folder.path(), &settings).unwrap();
        write(folder.path(), &settings).unwrap();
        assert_eq!(read(folder.path()), Loaded { settings, note: None });
    }

    #[test]
    fn whatever_is_there_the_program_starts() {
        let cases: [(&str, &[u8]); 6] = [
            ("empty", b""),
            ("zeros", &[0; 64]),
            ("cut off", b"(theme: Dark, text_per"),
            ("another type", b"[1, 2, 3]"),
            ("no text", &[0xff, 0xfe, 0x00]),
            ("an unknown theme", b"(theme: Sepia)"),
        ];
        for (what, bytes) in cases {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(FILE), bytes).unwrap();
            let read = read(folder.path());
            assert_eq!(read.settings, Settings::default(), "{what}");
            assert!(read.note.is_some(), "{what}");
            let kept: Vec<_> = fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            assert_eq!(kept.len(), 1, "{what}");
            assert_eq!(
                fs::read(kept.first().unwrap()).unwrap(),
                bytes,
                "{what}: nothing is lost"
            );
        }
    }

    #[test]
    fn older_and_newer_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), "(theme: Light, from_the_future: [1])").unwrap();
        assert_eq!(read(folder.path()).settings.theme, Theme::Light);
        fs::write(folder.path().join(FILE), "(text_percent: 900)").unwrap();
        assert_eq!(read(folder.path()).settings.text_percent, 200);
    }

    #[test]
    fn a_folder_in_its_place_is_survived() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(FILE)).unwrap();
        assert!(read(folder.path()).note.is_some());
        assert_eq!(read(&folder.path().join("missing")), Loaded::default());
    }
}
