//! The files of the history in the data folder: which there are, and how those that hold old words are removed.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::migrations::APPLICATION_ID;
use super::store::FILE;

/// What a file of the history is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The database.
    Database,
    /// What SQLite writes beside it.
    Beside,
    /// A copy from before a change of the database's shape.
    Backup,
    /// A file that could not be read and was moved aside.
    SetAside,
}

/// A file of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name in the data folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// What it is for.
    pub kind: FileKind,
}

/// What a name in the data folder is; `None` if it is not the history's.
fn kind_of(name: &str) -> Option<FileKind> {
    if name == FILE {
        return Some(FileKind::Database);
    }
    let stem = FILE.trim_end_matches(".sqlite");
    let rest = name.strip_prefix(stem)?;
    if rest.starts_with(".before-") {
        Some(FileKind::Backup)
    } else if rest.starts_with(".unreadable-") {
        Some(FileKind::SetAside)
    } else {
        rest.starts_with(".sqlite-").then_some(FileKind::Beside)
    }
}

/// The files of the history in a folder, by kind and name. None if there is no such folder.
///
/// # Errors
/// If the folder can't be read.
pub fn list(folder: &Path) -> io::Result<Vec<KeptFile>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // What vanishes meanwhile is not there any more.
        if let (Some(kind), Ok(data)) = (kind_of(&name), entry.metadata()) {
            let bytes = data.len();
            files.push(KeptFile { name, bytes, kind });
        }
    }
    files.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    Ok(files)
}

/// Removes the copies that were made before changes of the database's shape.
///
/// # Errors
/// If one of them can't be removed.
pub fn remove_backups(folder: &Path) -> io::Result<()> {
    remove(folder, |file| file.kind == FileKind::Backup)
}

/// Removes the files that were moved aside, but not another program's database.
///
/// # Errors
/// If one of them can't be removed.
pub fn remove_set_aside(folder: &Path) -> io::Result<()> {
    remove(folder, |file| {
        file.kind == FileKind::SetAside && !is_foreign(&folder.join(&file.name))
    })
}

fn remove(folder: &Path, which: impl Fn(&KeptFile) -> bool) -> io::Result<()> {
    for file in list(folder)?.iter().filter(|file| which(file)) {
        let path = folder.join(&file.name);
        if path.is_dir() {
            // A folder that stood in the database's place is not ours.
            continue;
        }
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Whether a file is a whole database of another program: it begins as one, and bears another mark.
fn is_foreign(path: &Path) -> bool {
    const HEADER: usize = 100;
    let mut head = Vec::with_capacity(HEADER);
    let read = fs::File::open(path).and_then(|file| file.take(HEADER as u64).read_to_end(&mut head));
    let Some(mark) = read.ok().and_then(|_| head.get(68..72)) else {
        return false;
    };
    head.starts_with(b"SQLite format 3\0") && mark != APPLICATION_ID.to_be_bytes()
}

/// Moves a file and what SQLite wrote beside it out of the way. Returns the new name.
///
/// # Errors
/// If the file can't be moved.
pub(super) fn move_aside(path: &Path) -> io::Result<PathBuf> {
    let mut number = 1;
    let mut kept = path.with_extension(format!("unreadable-{number}.sqlite"));
    while kept.exists() {
        number += 1;
        kept = path.with_extension(format!("unreadable-{number}.sqlite"));
    }
    fs::rename(path, &kept)?;
    for side in ["-wal", "-shm", "-journal"] {
        let name = |path: &Path| PathBuf::from(format!("{}{side}", path.display()));
        if name(path).exists() {
            fs::rename(name(path), name(&kept))?;
        }
    }
    Ok(kept)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_historys_files_are_told_from_others() {
        for (name, kind) in [
            ("history.sqlite", Some(FileKind::Database)),
            ("history.sqlite-wal", Some(FileKind::Beside)),
            ("history.before-2.sqlite", Some(FileKind::Backup)),
            ("history.unreadable-1.sqlite-wal", Some(FileKind::SetAside)),
            ("settings.ron", None),
            ("historybook.txt", None),
            ("history.txt", None),
        ] {
            assert_eq!(kind_of(name), kind, "{name}");
        }
        assert_eq!(list(Path::new("/nowhere/at/all")).unwrap(), []);
    }
}
