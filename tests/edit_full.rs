//! No room on the disk, at every place where saving, backups and drafts can run out of it: nothing is lost, the file stays whole, it is said
//! plainly, and the way out works.
//!
//! The disk is a small one in memory, mounted in a process of its own; where the system does not let an ordinary user do that, a limit on
//! the length of files stands in for it. The process is this file once more.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "support/child.rs"]
mod child;
#[path = "screens/person.rs"]
mod person;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::mpsc::channel;

use attune::edit::backup::Backups;
use attune::edit::disk::{self, Unsaved};
use attune::edit::document::Document;
use attune::edit::draft::Draft;
use attune::edit::draft_keeper::{Keeper, Outcome};
use attune::edit::fields;
use attune::framework::load::bundled;
use attune::scenario::diagnostic::Pointer;
use attune::scenario::file::{DEFAULT_LIMIT, FileError};
use attune::ui::command::Command;
use attune::ui::studio::StudioCommand;
use attune::ui::studio::command::{Beginning, Change, To};
use child::{Ran, run_alone, started_by};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use person::{DESK, Person, world_in};

const WORSE: &str = include_str!("../scenarios/the-worksheet.ron");
/// Where the small disk is, in a process that has one.
const SMALL_DISK: &str = "ATTUNE_TEST_SMALL_DISK";
/// Where there is room.
const ELSEWHERE: &str = "ATTUNE_TEST_ROOM";
const CHILDREN: [&str; 2] = ["edits_on_a_disk_that_fills_up", "a_tutor_whose_disk_is_full"];
const KIB: usize = 1 << 10;

/// What a process met: only it knows.
const MET: &str = "met";

/// Runs a test of this file with a disk of so many bytes. None if the system does not allow it.
fn with_small_disk(test: &str, kib: usize) -> Option<String> {
    let room = tempfile::tempdir().unwrap();
    let disk = room.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let script = format!("mount -t tmpfs -o size={kib}k tmpfs \"$0\" || exit 77; exec \"$@\"");
    let mut unshared = Process::new("unshare");
    unshared
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .arg(&disk)
        .env(SMALL_DISK, &disk)
        .env(ELSEWHERE, room.path());
    let Ran { status, said } = run_alone(started_by(unshared), test).ok()?;
    if status.code() == Some(77) || said.contains("unshare failed") || said.contains("unshare:") {
        return None;
    }
    assert!(status.success(), "{said}");
    Some(said)
}

fn places() -> Option<(PathBuf, PathBuf)> {
    Some((
        std::env::var_os(SMALL_DISK)?.into(),
        std::env::var_os(ELSEWHERE)?.into(),
    ))
}

/// Leaves so many bytes on the disk, by a file that takes the rest.
fn leave(disk: &Path, bytes: usize) {
    let filler = disk.join("filler");
    let _ = fs::remove_file(&filler);
    // As much as there is; then as much less as is to be left.
    let block = vec![0_u8; 4 * KIB];
    let mut all = fs::File::create(&filler).unwrap();
    let mut length = 0;
    while std::io::Write::write_all(&mut all, &block).is_ok() {
        length += block.len();
    }
    all.set_len(length.saturating_sub(bytes) as u64).unwrap();
}

fn retitle(document: &mut Document, title: &str) {
    let edit = fields::set(document, &Pointer::root().field("title"), title, "change of title").unwrap();
    document.apply(edit).unwrap();
}

fn is_no_room(error: &Unsaved) -> bool {
    let Unsaved::File(FileError::System { source, .. }) = error else {
        return false;
    };
    source.kind() == ErrorKind::StorageFull
}

/// One edit of a file in a folder, saved with a backup and kept as a draft on a disk with so many bytes left. Gives what ran out of room.
fn edit_with(bytes: usize, folder: &Path, disk: &Path, elsewhere: &Path) -> [bool; 3] {
    let path = folder.join("written.ron");
    let data = disk.join("data");
    let _ = fs::remove_file(disk.join("filler"));
    let _ = fs::remove_dir_all(&data);
    fs::write(&path, WORSE).unwrap();
    let (mut document, mut file) = disk::open(&path, DEFAULT_LIMIT, bundled()).unwrap();
    let backups = Backups::in_data(&data);
    leave(disk, bytes);

    retitle(&mut document, "Another title");
    let mine = document.text().to_owned();
    let (wake, done) = channel();
    let mut keeper = Keeper::start(&data, move || wake.send(()).unwrap_or_default());
    keeper.note(Draft::of(&document, Some(&file), 1), 1);
    keeper.tick(10_000);
    done.recv().unwrap();
    let drafted = keeper.outcome().unwrap();
    let no_draft = matches!(drafted, Outcome::Failed(_));
    if let Outcome::Failed(why) = &drafted {
        assert!(why.contains("no room"), "{why}");
    }
    let saved = file.save(&mut document, Some(&backups), 2);
    let there = fs::read_to_string(&path).unwrap();
    let (mut not_saved, mut no_backup) = (false, false);
    match &saved {
        Ok(kept) => {
            assert_eq!(there, mine, "{bytes}: saved whole");
            assert!(!document.is_dirty());
            if let Some(note) = &kept.note {
                assert!(
                    note.contains("saved, but no backup") && note.contains("no room"),
                    "{note}"
                );
                no_backup = true;
            }
        }
        Err(error) => {
            not_saved = true;
            assert!(is_no_room(error), "{bytes}: {error}");
            assert_eq!(there, WORSE, "{bytes}: the file is as it was");
            assert!(document.is_dirty() && document.text() == mine && document.undo_steps() == 1);
            assert!(error.to_string().contains("written.ron"), "{error}");
            assert!(error.remedy().contains("make room"), "{}", error.remedy());
            // Elsewhere there is room.
            let copy = elsewhere.join(format!("copy-{bytes}.ron"));
            let _ = fs::remove_file(&copy);
            disk::save_copy(&document, &copy, false, Some(&file)).unwrap();
            assert_eq!(fs::read_to_string(copy).unwrap(), mine);
        }
    }
    // No half of anything is left beside the file, and what versions there are, are whole.
    let names: Vec<String> = fs::read_dir(disk)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        names
            .iter()
            .all(|name| ["written.ron", "data", "filler"].contains(&name.as_str())),
        "{bytes}: {names:?}"
    );
    for backup in backups.of(&path) {
        let text = backup.load().unwrap().text;
        assert!(text == WORSE || text == mine, "{bytes}: a torn backup");
    }
    // Once there is room again, all of it goes through.
    fs::remove_file(disk.join("filler")).unwrap();
    retitle(&mut document, "A third title");
    file.save(&mut document, Some(&backups), 3).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), document.text());
    keeper.note(Draft::of(&document, Some(&file), 4), 4);
    keeper.tick(20_000);
    done.recv().unwrap();
    assert_eq!(keeper.outcome(), Some(Outcome::Kept(4)));
    document.undo();
    document.undo();
    assert_eq!(document.text(), WORSE, "undo goes back past what failed");
    keeper.forget();
    drop(keeper);
    [no_draft, not_saved, no_backup]
}

/// Does nothing unless another test has started it with a small disk.
#[test]
fn edits_on_a_disk_that_fills_up() {
    let Some((disk, elsewhere)) = places() else { return };
    let mut met = [0; 3];
    let (mut tried, mut fine) = (0, 0);
    // From nothing to room for a draft, the file and two backups, a page at a time where it matters.
    let most = WORSE.len() * 4 + 64 * KIB;
    for bytes in (0..most).step_by(12 * KIB) {
        // The file on the disk that is full; and where there is room, with the data folder on the full one.
        for folder in [&disk, &elsewhere] {
            let failed = edit_with(bytes, folder, &disk, &elsewhere);
            tried += 1;
            fine += usize::from(failed == [false; 3]);
            for (met, failed) in met.iter_mut().zip(failed) {
                *met += usize::from(failed);
            }
        }
        fs::remove_file(disk.join("written.ron")).unwrap();
    }
    println!("{MET} {tried} {fine} {} {} {}", met[0], met[1], met[2]);
}

#[test]
fn whatever_runs_out_of_room_nothing_is_lost() {
    let Some(said) = with_small_disk(CHILDREN[0], 2_048) else {
        // A user who may mount nothing: the test below has no disk, but a limit.
        return;
    };
    let line = said.lines().find_map(|line| line.split_once(MET)).unwrap().1;
    let counts: Vec<usize> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let [tried, fine, no_draft, not_saved, no_backup] = counts[..] else {
        panic!("{said}")
    };
    assert!(tried > 50, "{said}");
    for met in [fine, no_draft, not_saved, no_backup] {
        assert!(met >= 3, "each of it was met several times: {said}");
    }
}

/// Does nothing unless another test has started it with a small disk.
#[test]
fn a_tutor_whose_disk_is_full() {
    let Some((disk, elsewhere)) = places() else { return };
    let path = disk.join("written.ron");
    fs::write(&path, WORSE).unwrap();
    let mut tutor = Person::at(DESK, world_in(&disk.join("data")));
    let studio = |tutor: &mut Person, command: StudioCommand| tutor.ask(Command::Studio(command));
    studio(&mut tutor, StudioCommand::Begin(Beginning::File(path.clone())));
    leave(&disk, 0);
    let change = Change {
        at: Pointer::root().field("title"),
        to: To::Value("\"Another title\"".to_owned()),
        what: "the title".into(),
        flows: true,
    };
    studio(&mut tutor, StudioCommand::Change(change));
    let mine = tutor.app(|app| app.studio().text().unwrap().to_owned());
    tutor.press_with(Modifiers::COMMAND, Key::S);
    assert!(tutor.reads("make room on the disk"), "{tutor:?}");
    assert!(tutor.app(|app| app.studio().is_unsaved()));
    assert_eq!(fs::read_to_string(&path).unwrap(), WORSE);
    // What is said is put away, and the vignette saved where there is room.
    tutor.press(Key::Escape);
    assert!(!tutor.reads("make room on the disk"), "{tutor:?}");
    let other = elsewhere.join("saved-elsewhere.ron");
    studio(
        &mut tutor,
        StudioCommand::Path(attune::ui::studio::command::Purpose::SaveAs, other.clone()),
    );
    assert!(!tutor.app(|app| app.studio().is_unsaved()), "{tutor:?}");
    assert_eq!(fs::read_to_string(&other).unwrap(), mine);
    assert_eq!(fs::read_to_string(&path).unwrap(), WORSE);
    assert!(tutor.hears(Role::Button, "Undo"), "{tutor:?}");
    println!("{MET}");
}

#[test]
fn a_full_disk_is_told_in_the_window_and_saving_elsewhere_works() {
    if let Some(said) = with_small_disk(CHILDREN[1], 1_024) {
        assert!(said.contains(MET), "{said}");
    }
}

/// A limit on the length of files, inherited from a shell: writing stops in the middle of a file, for every user of every Linux.
#[test]
fn a_file_that_can_not_grow_any_further_is_as_it_was() {
    for kib in [0, 4, 64, 160] {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("written.ron");
        fs::write(&path, WORSE).unwrap();
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", kib * 2);
        let mut shell = Process::new("sh");
        shell.args(["-c", &script, "sh"]).env(ELSEWHERE, room.path());
        let Ran { status, said } = run_alone(started_by(shell), "saves_under_a_limit").unwrap();
        assert!(status.success(), "{kib}: {said}");
        assert_eq!(fs::read_to_string(&path).unwrap(), WORSE, "{kib}");
        let left = fs::read_dir(room.path()).unwrap().count();
        assert_eq!(left, 1, "{kib}: something is left beside the file");
    }
}

/// Does nothing unless another test has started it with a limit.
#[test]
fn saves_under_a_limit() {
    let (None, Some(room)) = (std::env::var_os(SMALL_DISK), std::env::var_os(ELSEWHERE)) else {
        return;
    };
    let path = PathBuf::from(room).join("written.ron");
    let (mut document, mut file) = disk::open(&path, DEFAULT_LIMIT, bundled()).unwrap();
    retitle(&mut document, "Another title");
    let mine = document.text().to_owned();
    let error = file.save(&mut document, None, 2).unwrap_err();
    assert!(error.remedy().contains("make room"), "{error}");
    assert!(document.is_dirty() && document.text() == mine);
}
