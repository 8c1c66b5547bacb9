//! A document's file: opened, compared with what another program may have made of it, and saved so that it never gets worse.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::backup::Backups;
use super::document::Document;
use super::step::Refused;
use crate::framework::model::Framework;
use crate::scenario::file::{self, FileError, Loaded, Stamp};
use crate::scenario::fingerprint::fingerprint;

/// The file of a document, as it was when it was last loaded or saved.
#[derive(Clone, Debug)]
pub struct Disk {
    path: PathBuf,
    loaded: Loaded,
    stamp: Option<Stamp>,
    /// Of its text, once it was asked for.
    fingerprint: OnceLock<u64>,
}

/// What became of the file meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It holds what it held.
    Same,
    /// Another program changed it.
    Changed(Loaded),
    /// It is gone.
    Gone,
}

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whether anything was written: an unchanged text is not.
    pub written: bool,
    /// What there is to say if the backup could not be made. The file itself is saved.
    pub note: Option<String>,
}

/// Why a document is not saved. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum Unsaved {
    /// Another program changed the file or took it away. There are three ways on: [`Disk::save_mine`], [`Disk::take_theirs`] and
    /// [`save_copy`].
    #[error("another program has changed `{}`", path.display())]
    Conflict {
        /// Its path.
        path: PathBuf,
        /// What it holds now. None if it is gone.
        theirs: Option<Box<Loaded>>,
    },
    /// The vignette is of a newer format.
    #[error("this vignette is of a newer format and opens read-only")]
    ReadOnly,
    /// The file can't be written.
    #[error(transparent)]
    File(#[from] FileError),
}

impl Unsaved {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Conflict { theirs: Some(_), .. } => {
                "keep yours, take the other version, or save yours as a copy; whichever goes is kept as a backup or can be undone"
            }
            Self::Conflict { theirs: None, .. } => "the file is gone: write it again, or save a copy somewhere else",
            Self::ReadOnly => "use a newer Attune to change it",
            Self::File(error) => error.remedy(),
        }
    }
}

/// Opens a file.
///
/// # Errors
/// If it can't be read as text. A text that is no vignette opens as well: its mistakes are diagnostics.
pub fn open(path: &Path, limit: u64, framework: &'static Framework) -> Result<(Document, Disk), FileError> {
    let stamp = file::stamp(path);
    let loaded = file::load(path, limit)?;
    let document = Document::saved(&loaded.text, framework);
    let disk = Disk {
        path: path.to_owned(),
        loaded,
        stamp,
        fingerprint: OnceLock::new(),
    };
    Ok((document, disk))
}

/// Saves a document under a path that it does not have yet: "save as", or a copy beside a file that another program changed. Without
/// `replace`, a file that is there stays.
///
/// # Errors
/// If the file can't be written, or is there already.
pub fn save_copy(document: &Document, path: &Path, replace: bool, was: Option<&Disk>) -> Result<Disk, Unsaved> {
    if document.is_read_only() {
        return Err(Unsaved::ReadOnly);
    }
    if !replace && file::stamp(path).is_some() {
        return Err(FileError::Taken { path: path.to_owned() }.into());
    }
    // Line ends and byte-order mark stay as the author has them.
    let was = was.map(|disk| Loaded {
        bytes: Vec::new(),
        text: String::new(),
        ..disk.loaded.clone()
    });
    write(document, path, was.as_ref()).map(|(disk, _)| disk)
}

impl Disk {
    /// For a draft whose file has changed since: whatever is there, saving asks first.
    pub(super) fn doubtful(path: PathBuf, found: Loaded) -> Self {
        Self {
            path,
            loaded: Loaded {
                text: String::new(),
                bytes: Vec::new(),
                ..found
            },
            stamp: None,
            fingerprint: OnceLock::new(),
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text that the file held when it was last loaded or saved.
    pub fn text(&self) -> &str {
        &self.loaded.text
    }

    /// The fingerprint of that text. Worked out once.
    pub fn fingerprint(&self) -> u64 {
        *self.fingerprint.get_or_init(|| fingerprint(&self.loaded.text))
    }

    /// Whether the file looks as it was, by its length and time: quick enough for every time that the window is come back to. What it
    /// holds is compared when it is saved.
    pub fn looks_same(&self) -> bool {
        self.stamp.is_some() && file::stamp(&self.path) == self.stamp
    }

    /// What became of the file since it was last loaded or saved, byte by byte.
    ///
    /// # Errors
    /// If it can't be read, or is something else now.
    pub fn outside(&self, limit: u64) -> Result<Outside, FileError> {
        match file::load(&self.path, limit) {
            Ok(now) if now.bytes == self.loaded.bytes => Ok(Outside::Same),
            Ok(now) => Ok(Outside::Changed(now)),
            Err(FileError::Missing { .. }) => Ok(Outside::Gone),
            Err(error) => Err(error),
        }
    }

    /// Saves the document, unless another program changed the file. Keeps a backup, dated `now_ms`: milliseconds since 1970.
    ///
    /// # Errors
    /// If the file changed, or can't be written. It is then as it was, and the document still differs from it.
    pub fn save(&mut self, document: &mut Document, backups: Option<&Backups>, now_ms: i64) -> Result<Kept, Unsaved> {
        if document.is_read_only() {
            return Err(Unsaved::ReadOnly);
        }
        match self.outside(u64::MAX)? {
            Outside::Same => self.save_over(document, backups, now_ms),
            Outside::Changed(theirs) => Err(Unsaved::Conflict {
                path: self.path.clone(),
                theirs: Some(Box::new(theirs)),
            }),
            Outside::Gone => Err(Unsaved::Conflict {
                path: self.path.clone(),
                theirs: None,
            }),
        }
    }

    /// Saves the document whatever became of the file. What another program wrote is kept as a backup first.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn save_mine(
        &mut self,
        document: &mut Document,
        backups: Option<&Backups>,
        now_ms: i64,
    ) -> Result<Kept, Unsaved> {
        if document.is_read_only() {
            return Err(Unsaved::ReadOnly);
        }
        if let Outside::Changed(theirs) = self.outside(u64::MAX)? {
            self.loaded.wrapping = theirs.wrapping;
            self.loaded.bytes = theirs.bytes;
            // So that its bytes are not taken for what this text was.
            self.loaded.text = theirs.text;
            self.fingerprint = OnceLock::new();
        }
        self.save_over(document, backups, now_ms)
    }

    /// Takes what another program wrote into the document, as one step that can be undone.
    ///
    /// # Errors
    /// If the document is read-only.
    pub fn take_theirs(&mut self, document: &mut Document, theirs: Loaded) -> Result<bool, Refused> {
        let changed = document.apply(document.source_edit(&theirs.text, "take the other version"))?;
        self.stamp = None;
        self.loaded = theirs;
        self.fingerprint = OnceLock::new();
        document.mark_saved();
        Ok(changed)
    }

    fn save_over(&mut self, document: &mut Document, backups: Option<&Backups>, now_ms: i64) -> Result<Kept, Unsaved> {
        let before = std::mem::take(&mut self.loaded.bytes);
        let was = Loaded {
            bytes: before,
            ..self.loaded.clone()
        };
        let put = |bytes: &[u8], at_ms| {
            backups
                .filter(|_| !bytes.is_empty())
                .and_then(|all| all.put(&self.path, bytes, at_ms).err())
        };
        // What was there before the first save is worth keeping, too. It is older than what is saved now.
        let mut failed = put(&was.bytes, now_ms.saturating_sub(1));
        match write(document, &self.path, Some(&was)) {
            Ok((disk, written)) => {
                failed = put(&disk.loaded.bytes, now_ms).or(failed);
                *self = disk;
                document.mark_saved();
                let note =
                    failed.map(|error| format!("the file is saved, but no backup could be kept: {}", reason(&error)));
                Ok(Kept { written, note })
            }
            Err(error) => {
                self.loaded = was;
                Err(error)
            }
        }
    }
}

/// Why the system refuses, in words for the person at the screen.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "there is no room left on the disk".to_owned(),
        _ => error.to_string(),
    }
}

fn write(document: &Document, path: &Path, was: Option<&Loaded>) -> Result<(Disk, bool), Unsaved> {
    // A text with mistakes in it is saved as it stands.
    let means = document.scenario().filter(|_| {
        !document
            .diagnostics()
            .iter()
            .any(crate::scenario::diagnostic::Diagnostic::is_error)
    });
    let saved = file::save(path, document.text(), means.map(AsRef::as_ref), was)?;
    let loaded = Loaded {
        text: document.text().to_owned(),
        wrapping: was.map(|was| was.wrapping).unwrap_or_default(),
        bytes: saved.bytes,
    };
    let disk = Disk {
        path: path.to_owned(),
        loaded,
        stamp: file::stamp(path),
        fingerprint: OnceLock::new(),
    };
    Ok((disk, saved.written))
}
