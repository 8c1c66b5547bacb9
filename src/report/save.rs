//! Puts an export into a file, whole or not at all.
//!
//! What is there already is replaced only if that was asked for. The bytes are read back and compared.

use std::fs;
use std::io::{self, Write};
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
    let system = |source| SaveError::System {
        path: path.to_owned(),
        source,
    };
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => return Err(SaveError::NotRegular { path: path.to_owned() }),
        Ok(_) if !replace => return Err(SaveError::Taken { path: path.to_owned() }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => check_folder(path)?,
        Err(error) => return Err(system(error)),
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    write(&target, bytes).map_err(system)?;
    if fs::read(&target).map_err(system)? != bytes {
        return Err(SaveError::NotKept { path: path.to_owned() });
    }
    Ok(())
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

/// Writes beside the file, waits for the disk, and moves it into place.
fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(target)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    file.commit()
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
