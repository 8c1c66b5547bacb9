//! If the program breaks, the last edits of the vignette on the desk are written into its draft, and a small file says where it broke: no
//! texts, no names, nothing of what was typed.

use std::io::Write;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use crate::edit::draft_keeper::Flusher;

/// The file's name in the data folder. A later report follows an earlier one.
const FILE: &str = "crash.txt";

/// What is to be saved if the program breaks: shared between the studio, which says what, and the panic hook, which does it.
#[derive(Clone, Debug, Default)]
pub struct Rescue(Arc<Mutex<Option<Flusher>>>);

impl Rescue {
    /// From now on these drafts are saved; with none, nothing is.
    pub(super) fn of(&self, drafts: Option<Flusher>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = drafts;
    }

    /// Writes what no draft has yet. Waits for no lock that the thread that broke may hold.
    pub fn save(&self) {
        let drafts = match self.0.try_lock() {
            Ok(drafts) => drafts,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        if let Some(drafts) = &*drafts {
            drafts.flush();
        }
    }
}

/// From now on, a panic saves what `rescue` holds and leaves a line in the data folder, besides what it did before.
pub fn report_into(folder: PathBuf, rescue: Rescue, now_ms: fn() -> i64) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        before(info);
        rescue.save();
        // A program that is breaking has nobody left to tell.
        let _ = append(&folder, &line(info, now_ms()));
    }));
}

fn append(folder: &Path, line: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(FILE))?;
    file.write_all(line.as_bytes())?;
    file.sync_all()
}

/// Version, time and place; the panic's message is left out, because it may quote a vignette or a draft.
fn line(info: &PanicHookInfo<'_>, now_ms: i64) -> String {
    let place = info.location().map_or_else(
        || "an unknown place".to_owned(),
        |place| format!("{}:{}", short(place.file()), place.line()),
    );
    let thread = std::thread::current().name().unwrap_or("unnamed").to_owned();
    format!(
        "Attune {} broke at {now_ms} ms at {place} in thread {thread}\n",
        env!("CARGO_PKG_VERSION")
    )
}

/// The last parts of a path: enough to find the place, without the folders of the machine that built it.
fn short(path: &str) -> String {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    parts.get(parts.len().saturating_sub(3)..).unwrap_or_default().join("/")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_without_the_builders_folders() {
        assert_eq!(
            short("/home/someone/src/egui-0.37.0/src/ui.rs"),
            "egui-0.37.0/src/ui.rs"
        );
        assert_eq!(short("src/main.rs"), "src/main.rs");
    }

    #[test]
    fn reports_follow_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("not yet there");
        append(&inside, "one\n").unwrap();
        append(&inside, "two\n").unwrap();
        assert_eq!(std::fs::read_to_string(inside.join(FILE)).unwrap(), "one\ntwo\n");
    }
}
