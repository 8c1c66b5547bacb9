//! Dated copies of every version that was saved, thinned by age, and read again when one is to come back.
//!
//! One of the modules of this layer that touch files. What time it is comes in from outside.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;

use crate::scenario::file::{self, DEFAULT_LIMIT, FileError, Loaded};
use crate::scenario::fingerprint::fingerprint;
use crate::scenario::limits::id_from;

/// The folder's name in the data folder.
pub const FOLDER: &str = "backups";
/// Holds the path of the file that the copies beside it are of.
const WHERE: &str = "where.txt";
const DAY_MS: i64 = 86_400_000;

/// How long all versions are kept, and how many of the older ones: the last of a day, of a week, of thirty days.
const ALL_DAYS: i64 = 2;
const DAILY: i64 = 12;
const WEEKLY: i64 = 10;
const MONTHLY: i64 = 9;

/// The folder with all backups.
#[derive(Clone, Debug)]
pub struct Backups {
    folder: PathBuf,
}

/// One version that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// Where the copy is.
    pub copy: PathBuf,
    /// How large it is.
    pub bytes: u64,
}

/// The versions of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The file that they are of. It may be gone.
    pub path: PathBuf,
    /// From the newest.
    pub backups: Vec<Backup>,
}

impl Backups {
    /// The backups in a data folder. Nothing is made there before there is something to keep.
    pub fn in_data(data: &Path) -> Self {
        Self {
            folder: data.join(FOLDER),
        }
    }

    /// Keeps a version of a file, unless it is the one that was kept last, and lets go of what is too old.
    ///
    /// # Errors
    /// If it can't be written. Older versions are then as they were.
    pub fn put(&self, path: &Path, bytes: &[u8], now_ms: i64) -> io::Result<()> {
        let folder = self.folder_of(path);
        fs::create_dir_all(&folder)?;
        let kept = list(&folder);
        if let Some(newest) = kept.first()
            && newest.bytes == bytes.len() as u64
            && fs::read(&newest.copy).is_ok_and(|newest| newest == bytes)
        {
            return Ok(());
        }
        let where_is = folder.join(WHERE);
        if !where_is.exists() {
            write(&where_is, whole(path).to_string_lossy().as_bytes())?;
        }
        // Two in one millisecond, or a clock that went back: later than what is there.
        let at_ms = kept.first().map_or(now_ms, |newest| now_ms.max(newest.at_ms + 1));
        write(&folder.join(format!("{at_ms:015}.ron")), bytes)?;
        thin(&folder, at_ms);
        Ok(())
    }

    /// The versions of one file, from the newest.
    pub fn of(&self, path: &Path) -> Vec<Backup> {
        list(&self.folder_of(path))
    }

    /// The versions of all files, the file that was saved last first. What can't be read is left out.
    pub fn all(&self) -> Vec<Versions> {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let versions = folders.filter_map(|folder| {
            let folder = folder.path();
            let path = file::load(&folder.join(WHERE), 64 << 10).ok()?.text;
            let backups = list(&folder);
            (!backups.is_empty()).then(|| Versions {
                path: PathBuf::from(path),
                backups,
            })
        });
        let mut all: Vec<Versions> = versions.collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.backups.first().map_or(0, |newest| newest.at_ms)));
        all
    }

    fn folder_of(&self, path: &Path) -> PathBuf {
        let whole = whole(path);
        let name = id_from(&whole.file_stem().unwrap_or_default().to_string_lossy());
        let hash = fingerprint(&whole.to_string_lossy());
        self.folder.join(format!("{name}-{hash:016x}"))
    }
}

impl Backup {
    /// The version's text. To bring it back, make it an edit: then that can be undone.
    ///
    /// # Errors
    /// If it can't be read any more.
    pub fn load(&self) -> Result<Loaded, FileError> {
        file::load(&self.copy, self.bytes.max(DEFAULT_LIMIT))
    }
}

/// The path with its folder resolved, so that one file has one place for its backups. The file itself may be missing.
fn whole(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let in_folder = || {
        Some(
            fs::canonicalize(folder.unwrap_or(Path::new(".")))
                .ok()?
                .join(path.file_name()?),
        )
    };
    fs::canonicalize(path)
        .ok()
        .or_else(in_folder)
        .unwrap_or_else(|| path.to_owned())
}

fn list(folder: &Path) -> Vec<Backup> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let backups = entries.filter_map(|entry| {
        let copy = entry.path();
        let at_ms = copy.file_name()?.to_str()?.strip_suffix(".ron")?.parse().ok()?;
        let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some(Backup {
            at_ms,
            copy,
            bytes: metadata.len(),
        })
    });
    let mut all: Vec<Backup> = backups.collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
    all
}

fn thin(folder: &Path, now_ms: i64) {
    let all = list(folder);
    let times: Vec<i64> = all.iter().map(|one| one.at_ms).collect();
    for (one, kept) in all.iter().zip(kept(&times, now_ms)) {
        if !kept {
            // What stays too long does no harm, and is tried again next time.
            let _ = fs::remove_file(&one.copy);
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    file.commit()
}

/// Which versions are kept, by their times: all of the last 2 days, then the last of each of 12 days, of 10 weeks and of 9 spans of thirty
/// days; and the newest, however old it is.
///
/// Days, weeks and spans begin at fixed times, so that what is kept today is not in the way of what is to be kept tomorrow.
pub fn kept(times_ms: &[i64], now_ms: i64) -> Vec<bool> {
    let newest = times_ms.iter().copied().max();
    let day = |ms: i64| ms.div_euclid(DAY_MS);
    let today = day(now_ms);
    let last_of = |ms: i64, days: i64| {
        let span = day(ms).div_euclid(days);
        let mut same = times_ms.iter().filter(|other| day(**other).div_euclid(days) == span);
        same.all(|other| *other <= ms)
    };
    let keep = |ms: i64| {
        let age = today - day(ms);
        let weeks = today.div_euclid(7) - day(ms).div_euclid(7);
        let months = today.div_euclid(30) - day(ms).div_euclid(30);
        Some(ms) == newest
            || age <= ALL_DAYS
            || (age <= ALL_DAYS + DAILY && last_of(ms, 1))
            || (weeks <= (ALL_DAYS + DAILY) / 7 + WEEKLY && last_of(ms, 7))
            || (months <= (ALL_DAYS + DAILY + WEEKLY * 7) / 30 + MONTHLY && last_of(ms, 30))
    };
    times_ms.iter().map(|ms| keep(*ms)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Saves every so often for so many days, and gives the ages in days of what is left.
    fn after(days: i64, every_ms: i64) -> Vec<i64> {
        let mut left: Vec<i64> = Vec::new();
        let mut now = 0;
        while now < days * DAY_MS {
            now += every_ms;
            left.push(now);
            let keep = kept(&left, now);
            let mut keep = keep.iter();
            left.retain(|_| *keep.next().unwrap());
        }
        left.iter().rev().map(|at| (now - at) / DAY_MS).collect()
    }

    #[test]
    fn a_year_of_saving_leaves_what_was_promised() {
        let ages = after(400, DAY_MS / 8);
        let count = |from: i64, to: i64| ages.iter().filter(|age| (from..to).contains(*age)).count();
        assert!(count(0, 2) >= 16, "all of the last two days: {ages:?}");
        assert!((11..=13).contains(&count(3, 15)), "one a day: {ages:?}");
        // Some of them are the last of their month as well.
        assert!((10..=13).contains(&count(15, 85)), "one a week: {ages:?}");
        assert!((8..=9).contains(&count(85, 400)), "one a month: {ages:?}");
        assert!(*ages.last().unwrap() > 300, "{ages:?}");
        assert!(ages.len() < 60, "{ages:?}");
    }

    #[test]
    fn the_newest_stays_however_old() {
        assert_eq!(kept(&[5, 9], 4_000 * DAY_MS), [false, true]);
        assert_eq!(kept(&[], 0), [false; 0]);
    }

    #[test]
    fn versions_are_kept_once_and_listed_from_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::in_data(&folder.path().join("data"));
        let path = folder.path().join("The Late Train.ron");
        fs::write(&path, "x").unwrap();
        assert_eq!(backups.of(&path), []);
        for (text, now_ms) in [("one", 10), ("one", 20), ("two", 20), ("three", 15)] {
            backups.put(&path, text.as_bytes(), now_ms).unwrap();
        }
        let texts: Vec<(i64, String)> = backups
            .of(&path)
            .iter()
            .map(|one| (one.at_ms, one.load().unwrap().text))
            .collect();
        assert_eq!(texts, [(21, "three".into()), (20, "two".into()), (10, "one".into())]);
        let all = backups.all();
        assert_eq!(all.len(), 1);
        assert_eq!(all.first().unwrap().path, fs::canonicalize(&path).unwrap());
        // The same file by another way, and after it is gone.
        let other = folder.path().join("data/../The Late Train.ron");
        assert_eq!(backups.of(&other).len(), 3);
        fs::remove_file(&path).unwrap();
        assert_eq!(backups.of(&path).len(), 3);
    }
}
