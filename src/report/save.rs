//! Puts an export into a file, whole or not at all.
//!
//! What is there already is replaced only if that was asked for. The bytes are read back and compared.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use thiserror::Error;

/// Why an export is not in its file. Whatever was there before is as it was.
#[derive(Debug, Error)]
pub enum SaveError {
    /// A file of that name is there.
    #[error("there is a file at `{}` already", path.display())]
    Taken {
        /// Its path.
        path: PathBuf,
    },
    /// It is a folder, a device, a pipe.
    #[error("`{}` is no file", path.display())]
    NotRegular {
        /// Its path.
        path: PathBuf,
    },
    /// The folder that it was to go to is missing.
    #[error("there is no folder at `{}`", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The system refused.
    #[error("`{}` can't be written: {source}", path.display())]
    System {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What is on the disk is not what was written.
    #[error("`{}` does not hold what was written to it", path.display())]
    NotKept {
        /// Its path.
        path: PathBuf,
    },
}

impl SaveError {
    /// What to do about it.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "choose another name, or say that it may be replaced",
            Self::NotRegular { .. } => "choose the name of a file",
            Self::NoFolder { .. } => "make the folder first, or choose another",
            Self::System { .. } => "choose another folder, or make room on the disk",
            Self::NotKept { .. } => "save it once more, in another folder or on another disk",
        }
    }
}

/// Saves the bytes under a path. A file that is there is left alone unless `replace` is set; a link is followed.
///
/// # Errors
/// Says what is in the way. A file that was there is byte for byte what it was.
pub fn save(path: &Path, bytes: &[u8], replace: bool) -> Result<(), SaveError> {
    let mut saving = Saving::begin(path, replace)?;
    saving.add(bytes)?;
    saving.finish()
}

/// A file that is written part by part. It stands under its path only once it is finished; dropped before, it never was.
#[derive(Debug)]
pub struct Saving {
    path: PathBuf,
    target: PathBuf,
    replace: bool,
    file: BufWriter<AtomicWriteFile>,
    written: Sum,
}

impl Saving {
    /// Begins a file beside the place that it is to have.
    ///
    /// # Errors
    /// Says what is in the way.
    pub fn begin(path: &Path, replace: bool) -> Result<Self, SaveError> {
        let target = free(path, replace)?;
        let file = AtomicWriteFile::open(&target).map_err(|source| refused(path, source))?;
        Ok(Self {
            path: path.to_owned(),
            target,
            replace,
            file: BufWriter::new(file),
            written: Sum::default(),
        })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// If the system refuses, as on a full disk.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), SaveError> {
        self.written.add(bytes);
        self.file.write_all(bytes).map_err(|source| refused(&self.path, source))
    }

    /// Waits for the disk, moves the file into place, and reads it back.
    ///
    /// # Errors
    /// Also if somebody else has put a file there meanwhile.
    pub fn finish(self) -> Result<(), SaveError> {
        let Self {
            path,
            target,
            replace,
            file,
            written,
        } = self;
        let system = |source| refused(&path, source);
        let file = file.into_inner().map_err(|error| system(error.into_error()))?;
        file.sync_all().map_err(system)?;
        // It may have taken minutes.
        free(&path, replace)?;
        file.commit().map_err(system)?;
        let mut kept = Sum::default();
        let mut back = fs::File::open(&target).map_err(system)?;
        let mut part = vec![0; 1 << 16];
        loop {
            let count = back.read(&mut part).map_err(system)?;
            if count == 0 {
                break;
            }
            kept.add(part.get(..count).unwrap_or_default());
        }
        if kept == written {
            Ok(())
        } else {
            Err(SaveError::NotKept { path })
        }
    }
}

/// Length and a hash of bytes that come in parts: FNV-1a with 64 bits (Fowler, Noll and Vo, RFC 9923).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sum {
    length: u64,
    hash: u64,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            length: 0,
            hash: 0xcbf2_9ce4_8422_2325,
        }
    }
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        for &byte in bytes {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn refused(path: &Path, source: io::Error) -> SaveError {
    SaveError::System {
        path: path.to_owned(),
        source,
    }
}

/// Where a path leads, if a file may be put there.
fn free(path: &Path, replace: bool) -> Result<PathBuf, SaveError> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => return Err(SaveError::NotRegular { path: path.to_owned() }),
        Ok(_) if !replace => return Err(SaveError::Taken { path: path.to_owned() }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => check_folder(path)?,
        Err(error) => return Err(refused(path, error)),
    }
    Ok(fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
}

fn check_folder(path: &Path) -> Result<(), SaveError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(SaveError::NoFolder {
            folder: folder.to_owned(),
        }),
        _ if path.file_name().is_none() => Err(SaveError::NotRegular { path: path.to_owned() }),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_replaced_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        save(&path, b"first", false).unwrap();
        assert!(matches!(save(&path, b"second", false), Err(SaveError::Taken { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"first");
        save(&path, b"second", true).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left beside it"
        );
    }

    #[test]
    fn a_file_that_is_given_up_never_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.csv");
        let mut saving = Saving::begin(&path, false).unwrap();
        saving.add(&vec![b'x'; 300_000]).unwrap();
        drop(saving);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_somebody_else_puts_there_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.csv");
        let mut saving = Saving::begin(&path, false).unwrap();
        saving.add(b"mine").unwrap();
        fs::write(&path, "theirs").unwrap();
        assert!(matches!(saving.finish(), Err(SaveError::Taken { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn parts_sum_up_to_the_whole() {
        let (mut whole, mut parts) = (Sum::default(), Sum::default());
        whole.add(b"hello world");
        parts.add(b"hello");
        parts.add(b" world");
        assert_eq!(whole, parts);
        // The value that the reference implementation gives.
        assert_eq!(whole.hash, 0x779a_65e7_023c_d2e7);
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let check = |path: PathBuf, expected: &str| {
            let error = save(&path, b"x", true).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            assert!(!error.remedy().is_empty());
        };
        check(folder.path().to_owned(), "is no file");
        check(folder.path().join("none/report.html"), "there is no folder at");
        check(PathBuf::from("/dev/null"), "is no file");
        check(PathBuf::from("/proc/report.html"), "can't be written");
    }
}
