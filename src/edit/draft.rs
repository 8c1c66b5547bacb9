//! Drafts: what was not saved yet, kept in the data folder so that it survives a crash. What is in one, and which are to be offered.
//!
//! One of the modules of this layer that touch files. [`super::draft_keeper`] writes them while somebody works.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use atomic_write_file::AtomicWriteFile;
use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::document::Document;
use crate::framework::model::Framework;
use crate::scenario::file;
use crate::scenario::fingerprint::fingerprint;

/// The folder's name in the data folder.
pub const FOLDER: &str = "drafts";
/// How a draft's name ends.
pub(super) const DRAFT: &str = "draft";
/// How the name of the file ends that is locked as long as a draft is written to.
pub(super) const LOCK: &str = "lock";
/// Most bytes of a draft that are read.
const LIMIT: u64 = 128 << 20;
const VERSION: u32 = 1;

/// A vignette as it was in the middle of being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file that it is to be saved in. None for one that has none yet.
    pub path: Option<PathBuf>,
    /// [`fingerprint`] of what that file held when it was last loaded or saved.
    pub base: Option<u64>,
    /// The vignette's title, to tell drafts apart.
    pub title: String,
    /// When it was noted, in milliseconds since 1970.
    pub at_ms: i64,
    /// The whole text.
    pub text: Arc<str>,
}

/// The first line of a draft's file.
#[derive(Serialize, Deserialize)]
struct Head {
    attune_draft: u32,
    path: Option<String>,
    base: Option<u64>,
    title: String,
    at_ms: i64,
    length: usize,
    fingerprint: u64,
}

impl Draft {
    /// The draft of a document as it stands.
    pub fn of(document: &Document, disk: Option<&Disk>, at_ms: i64) -> Self {
        let title = document.last_good().map(|scenario| scenario.title.clone());
        Self {
            path: disk.map(|disk| disk.path().to_owned()),
            base: disk.map(Disk::fingerprint),
            title: title.or_else(|| document.reading().title.clone()).unwrap_or_default(),
            at_ms,
            text: Arc::from(document.text()),
        }
    }

    fn to_bytes(&self) -> Vec<u8> {
        let head = Head {
            attune_draft: VERSION,
            path: self.path.as_ref().map(|path| path.to_string_lossy().into_owned()),
            base: self.base,
            title: self.title.clone(),
            at_ms: self.at_ms,
            length: self.text.len(),
            fingerprint: fingerprint(&self.text),
        };
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        bytes.push(b'\n');
        bytes.extend_from_slice(self.text.as_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let end = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or("it has no first line")?;
        let (head, text) = bytes.split_at(end);
        let head: Head = serde_json::from_slice(head).map_err(|_| "its first line can't be read")?;
        if head.attune_draft > VERSION {
            return Err("it was written by a newer Attune".to_owned());
        }
        let text = text.get(1..).unwrap_or_default();
        let text = std::str::from_utf8(text).map_err(|_| "some of its bytes are no text")?;
        if text.len() != head.length || fingerprint(text) != head.fingerprint {
            return Err("it is not as it was written".to_owned());
        }
        Ok(Self {
            path: head.path.map(PathBuf::from),
            base: head.base,
            title: head.title,
            at_ms: head.at_ms,
            text: Arc::from(text),
        })
    }

    /// Opens the draft as a document that differs from its file. Nothing is written: saving does that, and asks first if the file is no
    /// longer what the draft was made from.
    pub fn open(&self, limit: u64, framework: &'static Framework) -> (Document, Option<Disk>) {
        let mut document = Document::new(&self.text, framework);
        let Some(path) = &self.path else {
            return (document, None);
        };
        let disk = match super::disk::open(path, limit, framework) {
            Ok((saved, disk)) if self.base == Some(fingerprint(saved.text())) => {
                document.mark_saved_as(saved.text());
                Some(disk)
            }
            Ok(_) => file::load(path, limit)
                .ok()
                .map(|found| Disk::doubtful(path.clone(), found)),
            // The file is gone, or no text any more: saving asks for a place.
            Err(_) => None,
        };
        (document, disk)
    }
}

/// A draft that was left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it is.
    pub file: PathBuf,
    /// The draft, or why it can't be read. What can't be read stays where it is.
    pub draft: Result<Draft, String>,
}

impl Left {
    /// Takes it away: it was recovered and kept again, or is not wanted.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn remove(&self) -> io::Result<()> {
        fs::remove_file(&self.file)?;
        // It may never have had one.
        let _ = fs::remove_file(self.file.with_extension(LOCK));
        Ok(())
    }
}

/// The drafts in a data folder that nobody is writing to: what a crash left behind, the newest first.
pub fn list(data: &Path) -> Vec<Left> {
    let entries = fs::read_dir(data.join(FOLDER)).into_iter().flatten().flatten();
    let files = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == DRAFT));
    let mut left: Vec<Left> = files
        .filter(|file| !is_in_use(file))
        .map(|file| Left {
            draft: read(&file).and_then(|bytes| Draft::from_bytes(&bytes)),
            file,
        })
        .collect();
    let at_ms = |one: &Left| one.draft.as_ref().map_or(i64::MIN, |draft| draft.at_ms);
    left.sort_by(|one, other| at_ms(other).cmp(&at_ms(one)).then_with(|| one.file.cmp(&other.file)));
    left
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let told = |error: io::Error| error.to_string();
    if !fs::metadata(file).map_err(told)?.is_file() {
        return Err("it is no file".to_owned());
    }
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(told)?;
    opened.take(LIMIT + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() as u64 > LIMIT {
        return Err("it is too large".to_owned());
    }
    Ok(bytes)
}

/// Whether a running program holds the lock beside a draft.
fn is_in_use(file: &Path) -> bool {
    File::open(file.with_extension(LOCK)).is_ok_and(|lock| matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock)))
}

/// Replaces a draft's file, whole or not at all.
pub(super) fn write(file: &Path, draft: &Draft) -> io::Result<()> {
    let mut opened = AtomicWriteFile::open(file)?;
    opened.write_all(&draft.to_bytes())?;
    opened.sync_all()?;
    opened.commit()
}

/// Makes a name in the folder that no other program uses, and locks it.
pub(super) fn claim(data: &Path) -> io::Result<(PathBuf, File)> {
    let folder = data.join(FOLDER);
    fs::create_dir_all(&folder)?;
    let process = std::process::id();
    for number in 1..10_000 {
        let file = folder.join(format!("{process}-{number}.{DRAFT}"));
        if file.exists() {
            continue;
        }
        let lock = file.with_extension(LOCK);
        let Ok(lock) = File::options().create(true).truncate(false).write(true).open(lock) else {
            continue;
        };
        if lock.try_lock().is_ok() && !file.exists() {
            return Ok((file, lock));
        }
    }
    Err(io::Error::other("there are too many drafts"))
}

/// Takes a draft's file away, if there is one.
pub(super) fn forget(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Takes the lock's file away, when nobody writes to the draft any more.
pub(super) fn release(file: &Path) {
    // A lock that is left behind is not held, and does no harm.
    let _ = fs::remove_file(file.with_extension(LOCK));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        Draft {
            path: Some(PathBuf::from("/somewhere/the late train.ron")),
            base: Some(7),
            title: "The late train".into(),
            at_ms: 5,
            text: Arc::from(text),
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_torn() {
        for text in ["", "Scenario(\n)\n", "“é” \\ \"\n\n"] {
            let bytes = draft(text).to_bytes();
            assert_eq!(Draft::from_bytes(&bytes), Ok(draft(text)));
            for cut in 0..bytes.len() {
                let torn = bytes.get(..cut).unwrap();
                assert!(Draft::from_bytes(torn).is_err(), "cut at {cut}");
            }
        }
        let mut bytes = draft("abc").to_bytes();
        *bytes.last_mut().unwrap() = b'd';
        assert_eq!(Draft::from_bytes(&bytes), Err("it is not as it was written".into()));
    }

    #[test]
    fn drafts_that_are_written_to_are_not_offered() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(list(data.path()), []);
        let (file, lock) = claim(data.path()).unwrap();
        write(&file, &draft("one")).unwrap();
        let (other, _) = claim(data.path()).unwrap();
        assert_ne!(file, other);
        assert_eq!(list(data.path()), []);
        drop(lock);
        let left = list(data.path());
        assert_eq!(left.len(), 1);
        assert_eq!(left.first().unwrap().draft, Ok(draft("one")));
        left.first().unwrap().remove().unwrap();
        assert_eq!(list(data.path()), []);
    }

    #[test]
    fn whatever_is_in_the_folder_is_listed_or_passed_over() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join(FOLDER);
        fs::create_dir_all(folder.join("a.draft")).unwrap();
        fs::write(folder.join("b.draft"), [0, 159, 146, 150]).unwrap();
        fs::write(folder.join("c.txt"), "not ours").unwrap();
        fs::write(folder.join("d.draft"), "").unwrap();
        write(&folder.join("e.draft"), &draft("kept")).unwrap();
        let left = list(data.path());
        assert_eq!(left.len(), 4);
        assert!(left.first().unwrap().draft.is_ok());
        assert!(left.iter().skip(1).all(|one| one.draft.is_err()));
    }
}
