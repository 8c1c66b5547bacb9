//! Vignette files on a disk: read within bounds, and saved so that a file never gets worse.
//!
//! The one module of this layer that opens files. What the text says is [`crate::scenario::read`]'s question.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use super::model::Scenario;
use super::read::{self, Reading};

/// Largest file that is read unless the caller says otherwise.
pub const DEFAULT_LIMIT: u64 = 4 << 20;
/// Largest file that is read because a person chose this one.
pub const CHOSEN_LIMIT: u64 = 32 << 20;

/// How a file ends its lines. A saved file keeps its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`, as Windows writes.
    CrLf,
}

/// How a file wraps its text: what normalizing takes away and saving puts back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrapping {
    /// Whether it starts with a byte-order mark.
    pub mark: bool,
    /// Its line ending; where both occur, the more frequent one.
    pub line_ending: LineEnding,
}

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The text without byte-order mark, with `\n` as line ends: what [`read::read_normalized`] takes.
    pub text: String,
    /// What was taken away.
    pub wrapping: Wrapping,
    /// The bytes as they were: to see later whether another program changed the file, and to save an unchanged text unchanged.
    pub bytes: Vec<u8>,
}

/// Why a file can't be read or saved. The words are for the person at the screen.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is no such file.
    #[error("there is no file at `{}`", path.display())]
    Missing {
        /// Its path.
        path: PathBuf,
    },
    /// It is a folder, a device, a pipe.
    #[error("`{}` is {what}, not a file", path.display())]
    NotRegular {
        /// Its path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// It is larger than the limit.
    #[error("`{}` is larger than {limit} bytes", path.display())]
    TooLarge {
        /// Its path.
        path: PathBuf,
        /// The limit.
        limit: u64,
    },
    /// It was saved as UTF-16.
    #[error("`{}` is saved as UTF-16", path.display())]
    Utf16 {
        /// Its path.
        path: PathBuf,
    },
    /// Some bytes are no text.
    #[error("`{}` is no text in UTF-8: the byte at {at} (line {line}) belongs to no character", path.display())]
    NotUtf8 {
        /// Its path.
        path: PathBuf,
        /// The first wrong byte, from 0.
        at: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// The system refused.
    #[error("`{}` can't be {action}: {source}", path.display())]
    System {
        /// Its path.
        path: PathBuf,
        /// What was tried: "read", "saved".
        action: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// A file of that name is there, and was not to be replaced.
    #[error("there is a file at `{}` already", path.display())]
    Taken {
        /// Its path.
        path: PathBuf,
    },
    /// The file on the disk is of a newer format.
    #[error("`{}` is of format {found}, newer than this program writes", path.display())]
    Newer {
        /// Its path.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// The text to be saved does not say what the vignette says.
    #[error("the text for `{}` does not read back as the same vignette", path.display())]
    NotSame {
        /// Its path.
        path: PathBuf,
    },
    /// What is on the disk is not what was written.
    #[error("`{}` does not hold what was written to it", path.display())]
    NotKept {
        /// Its path.
        path: PathBuf,
    },
}

impl FileError {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "it may have been moved or renamed; look for it in its folder",
            Self::NotRegular { .. } => "choose a vignette file; their names end in `.ron`",
            Self::TooLarge { .. } => {
                "a vignette is rarely larger than 200 kB; if this is one, raise the limit with `--limit`"
            }
            Self::Utf16 { .. } => "open it in an editor and save it as UTF-8",
            Self::NotUtf8 { .. } => "open it in an editor and save it as UTF-8; the place named is where it goes wrong",
            Self::System { action: "saved", .. } => {
                "the file is as it was before; choose another folder, or make room on the disk"
            }
            Self::System { .. } => "look at who may read the file and its folder",
            Self::Taken { .. } => "choose another name, or say that it may be replaced",
            Self::Newer { .. } => {
                "the file is as it was before; save your work under another name, or use a newer Attune"
            }
            Self::NotSame { .. } => {
                "the file is as it was before; this is a mistake in Attune: please report it, and save a copy as it stands"
            }
            Self::NotKept { .. } => "save it once more, in another folder or on another disk",
        }
    }
}

/// What a file looks like from outside: enough to notice that another program wrote it, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// When it was written, in nanoseconds since 1970, if the system says.
    pub modified_ns: Option<u128>,
}

/// A file's length and time. None if it is not there.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata.modified().ok();
    let since = modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Some(Stamp {
        length: metadata.len(),
        modified_ns: since.map(|since| since.as_nanos()),
    })
}

/// Reads a regular file of at most `limit` bytes as text.
pub fn load(path: &Path, limit: u64) -> Result<Loaded, FileError> {
    let bytes = load_bytes(path, limit)?;
    if matches!(
        bytes.get(..2),
        Some([0xFF, 0xFE] | [0xFE, 0xFF] | [0, b'S'] | [b'S', 0])
    ) {
        return Err(FileError::Utf16 { path: path.to_owned() });
    }
    match std::str::from_utf8(&bytes) {
        Ok(text) => {
            let wrapping = wrapping_of(text);
            Ok(Loaded {
                text: read::normalize(text),
                wrapping,
                bytes,
            })
        }
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            Err(FileError::NotUtf8 {
                path: path.to_owned(),
                at,
                line,
            })
        }
    }
}

fn load_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => FileError::Missing { path: path.to_owned() },
        _ => FileError::System {
            path: path.to_owned(),
            action: "read",
            source,
        },
    };
    // Looked at before it is opened: opening a pipe would wait for a writer.
    check_regular(path, &fs::metadata(path).map_err(failed)?, limit)?;
    let file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    check_regular(path, &metadata, limit)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLarge {
            path: path.to_owned(),
            limit,
        });
    }
    Ok(bytes)
}

fn check_regular(path: &Path, metadata: &fs::Metadata, limit: u64) -> Result<(), FileError> {
    let path = || path.to_owned();
    if metadata.is_dir() {
        Err(FileError::NotRegular {
            path: path(),
            what: "a folder",
        })
    } else if !metadata.is_file() {
        Err(FileError::NotRegular {
            path: path(),
            what: "a device or a pipe",
        })
    } else if metadata.len() > limit {
        Err(FileError::TooLarge { path: path(), limit })
    } else {
        Ok(())
    }
}

fn wrapping_of(text: &str) -> Wrapping {
    let windows = text.matches("\r\n").count();
    let all = text.bytes().filter(|byte| *byte == b'\n').count();
    let line_ending = if windows * 2 > all {
        LineEnding::CrLf
    } else {
        LineEnding::Lf
    };
    Wrapping {
        mark: text.starts_with('\u{FEFF}'),
        line_ending,
    }
}

/// Loads a vignette file and reads it, in a thread where a mistake of this program becomes a diagnostic.
pub fn load_vignette(path: &Path, limit: u64) -> Result<(Loaded, Reading), FileError> {
    let loaded = load(path, limit)?;
    let reading = read::read_guarded(&loaded.text);
    Ok((loaded, reading))
}

/// What a saved file holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The bytes on the disk, as they were read back.
    pub bytes: Vec<u8>,
    /// Whether anything was written: an unchanged text is not.
    pub written: bool,
}

/// Saves a text. Whatever goes wrong, the file is byte for byte what it was.
///
/// With `means`, the text must read back as that vignette: a vignette is saved only in a form that can be loaded. A draft with
/// mistakes in it is saved as it stands, without. `was` is the file as it was loaded: an unchanged text keeps its very bytes.
pub fn save(path: &Path, text: &str, means: Option<&Scenario>, was: Option<&Loaded>) -> Result<Saved, FileError> {
    if let Some(scenario) = means {
        let reading = read::read_guarded(text);
        if reading.scenario.as_ref() != Some(scenario) {
            return Err(FileError::NotSame { path: path.to_owned() });
        }
    }
    // A link is followed, so that it stays a link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = check_target(path, &target)?;
    let wrapping = was.map(|loaded| loaded.wrapping).unwrap_or_default();
    let bytes = match was {
        Some(loaded) if loaded.text == text => loaded.bytes.clone(),
        _ => wrap(text, wrapping),
    };
    if before.as_ref() == Some(&bytes) {
        return Ok(Saved { bytes, written: false });
    }
    let failed = |source| FileError::System {
        path: path.to_owned(),
        action: "saved",
        source,
    };
    write(&target, &bytes).map_err(failed)?;
    let kept = fs::read(&target).map_err(failed)?;
    if kept != bytes {
        return Err(FileError::NotKept { path: path.to_owned() });
    }
    Ok(Saved {
        bytes: kept,
        written: true,
    })
}

/// Refuses what must not be replaced, and gives the bytes that are there.
fn check_target(path: &Path, target: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(FileError::System {
                path: path.to_owned(),
                action: "saved",
                source,
            });
        }
        Ok(metadata) => check_regular(path, &metadata, u64::MAX)?,
    }
    let bytes = fs::read(target).map_err(|source| FileError::System {
        path: path.to_owned(),
        action: "saved",
        source,
    })?;
    let reading = read::read_guarded(&String::from_utf8_lossy(&bytes));
    match reading.format.filter(|_| reading.is_newer()) {
        Some(found) => Err(FileError::Newer {
            path: path.to_owned(),
            found,
        }),
        None => Ok(Some(bytes)),
    }
}

fn wrap(text: &str, wrapping: Wrapping) -> Vec<u8> {
    let text = match wrapping.line_ending {
        LineEnding::Lf => text.to_owned(),
        LineEnding::CrLf => text.replace('\n', "\r\n"),
    };
    let mut bytes = if wrapping.mark {
        "\u{FEFF}".as_bytes().to_vec()
    } else {
        Vec::new()
    };
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// Writes beside the file, waits for the disk, and moves it into place. Keeps the file's mode.
fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(target)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    file.commit()
}

/// Saves a vignette under a path in canonical form: a new file, or one that the program made itself.
pub fn save_new(path: &Path, scenario: &Scenario) -> Result<Saved, FileError> {
    let text = super::write::to_text(scenario);
    save(path, &text, Some(scenario), None)
}
