//! Saving, what another program did meanwhile, backups, drafts, and what can go wrong on a disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use attune::edit::backup::Backups;
use attune::edit::disk::{self, Disk, Outside, Unsaved};
use attune::edit::document::Document;
use attune::edit::draft::{self, Draft};
use attune::edit::draft_keeper::{DUE_MS, Keeper, Outcome};
use attune::edit::fields;
use attune::framework::load::bundled;
use attune::scenario::diagnostic::Pointer;
use attune::scenario::file::{DEFAULT_LIMIT, FileError};

const SMALL: &str = include_str!("vignettes/small.ron");

struct Place {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn place(bytes: &[u8]) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.ron");
    fs::write(&path, bytes).unwrap();
    Place { folder, path }
}

impl Place {
    fn open(&self) -> (Document, Disk) {
        disk::open(&self.path, DEFAULT_LIMIT, bundled()).unwrap()
    }

    fn backups(&self) -> Backups {
        Backups::in_data(&self.folder.path().join("data"))
    }

    fn read(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }
}

fn retitle(document: &mut Document, title: &str) {
    let edit = fields::set(document, &Pointer::root().field("title"), title, "change title").unwrap();
    document.apply(edit).unwrap();
}

#[test]
fn saving_keeps_line_ends_mark_and_the_rest_of_the_file() {
    let windows = format!("\u{FEFF}{}", SMALL.replace('\n', "\r\n"));
    let place = place(windows.as_bytes());
    let (mut document, mut disk) = place.open();
    assert!(!document.is_dirty());
    let kept = disk.save(&mut document, None, 0).unwrap();
    assert!(!kept.written, "nothing has changed");
    assert_eq!(place.read(), windows);

    let title = document.scenario().unwrap().title.clone();
    retitle(&mut document, "Another");
    assert!(document.is_dirty());
    let kept = disk.save(&mut document, None, 1).unwrap();
    assert!(kept.written && kept.note.is_none() && !document.is_dirty());
    assert_eq!(place.read(), windows.replacen(&title, "Another", 1));
    assert!(disk.looks_same());

    document.undo();
    assert!(document.is_dirty(), "saving is no step of undo");
    disk.save(&mut document, None, 2).unwrap();
    assert_eq!(place.read(), windows);
}

#[test]
fn a_text_with_mistakes_is_saved_as_it_stands() {
    let place = place(SMALL.as_bytes());
    let (mut document, mut disk) = place.open();
    let broken = SMALL.replacen("title:", "titel:", 1);
    document.type_source(&broken).unwrap();
    assert!(document.graph().is_none());
    disk.save(&mut document, None, 0).unwrap();
    assert_eq!(place.read(), broken);
}

#[test]
fn what_another_program_wrote_is_asked_about() {
    let place = place(SMALL.as_bytes());
    let backups = place.backups();
    let theirs = format!("// theirs\n{SMALL}");
    let conflict = |disk: &mut Disk, document: &mut Document| match disk.save(document, Some(&backups), 5) {
        Err(Unsaved::Conflict { theirs, .. }) => theirs.map(|theirs| *theirs),
        other => panic!("{other:?}"),
    };

    // Mine: theirs is kept as a backup.
    let (mut document, mut disk) = place.open();
    retitle(&mut document, "Mine");
    fs::write(&place.path, &theirs).unwrap();
    assert!(!disk.looks_same());
    let found = conflict(&mut disk, &mut document).unwrap();
    assert_eq!(found.text, theirs);
    assert_eq!(place.read(), theirs, "the file is as it was");
    assert!(document.is_dirty());
    disk.save_mine(&mut document, Some(&backups), 9).unwrap();
    assert!(place.read().contains("Mine") && !document.is_dirty());
    let texts: Vec<String> = backups
        .of(&place.path)
        .iter()
        .map(|one| one.load().unwrap().text)
        .collect();
    assert_eq!(texts, [place.read(), theirs.clone()]);

    // Theirs: one step, which can be undone.
    fs::write(&place.path, &theirs).unwrap();
    let found = conflict(&mut disk, &mut document).unwrap();
    let mine = document.text().to_owned();
    assert!(disk.take_theirs(&mut document, found).unwrap());
    assert_eq!((document.text(), document.is_dirty()), (theirs.as_str(), false));
    assert_eq!(document.undo().as_deref(), Some("take the other version"));
    assert_eq!((document.text(), document.is_dirty()), (mine.as_str(), true));
    disk.save(&mut document, Some(&backups), 20).unwrap();

    // A copy: the file stays theirs.
    fs::write(&place.path, &theirs).unwrap();
    retitle(&mut document, "Beside it");
    conflict(&mut disk, &mut document);
    let copy = place.folder.path().join("small-2.ron");
    let copied = disk::save_copy(&document, &copy, false, Some(&disk)).unwrap();
    assert_eq!(copied.path(), copy);
    assert_eq!(place.read(), theirs);
    assert!(fs::read_to_string(&copy).unwrap().contains("Beside it"));
    let again = disk::save_copy(&document, &copy, false, None);
    assert!(matches!(again, Err(Unsaved::File(FileError::Taken { .. }))));
    assert!(disk::save_copy(&document, &copy, true, None).is_ok());

    // Touched, and the same: nobody is asked.
    let (mut document, mut disk) = place.open();
    fs::write(&place.path, &theirs).unwrap();
    retitle(&mut document, "Quietly");
    assert_eq!(disk.outside(DEFAULT_LIMIT).unwrap(), Outside::Same);
    disk.save(&mut document, None, 30).unwrap();

    // Gone.
    retitle(&mut document, "Once more");
    fs::remove_file(&place.path).unwrap();
    assert_eq!(disk.outside(DEFAULT_LIMIT).unwrap(), Outside::Gone);
    assert!(conflict(&mut disk, &mut document).is_none());
    assert!(!place.path.exists());
    disk.save_mine(&mut document, None, 40).unwrap();
    assert!(place.read().contains("Once more"));
}

#[test]
fn each_save_is_kept_as_a_backup_and_so_is_what_was_there_first() {
    let place = place(SMALL.as_bytes());
    let backups = place.backups();
    let (mut document, mut disk) = place.open();
    for (title, now_ms) in [("One", 10), ("Two", 20)] {
        retitle(&mut document, title);
        disk.save(&mut document, Some(&backups), now_ms).unwrap();
    }
    let kept = backups.of(&place.path);
    assert_eq!(kept.iter().map(|one| one.at_ms).collect::<Vec<_>>(), [20, 10, 9]);
    assert_eq!(kept[2].load().unwrap().text, SMALL);

    // One comes back as an edit.
    let edit = document.source_edit(&kept[2].load().unwrap().text, "restore a version");
    document.apply(edit).unwrap();
    assert_eq!((document.text(), document.is_dirty()), (SMALL, true));
    assert_eq!(document.undo_label(), Some("restore a version"));

    // Where none can be kept, the file is saved and the person told.
    let taken = place.folder.path().join("taken");
    fs::write(&taken, "a file where the folder should be").unwrap();
    let kept = disk.save(&mut document, Some(&Backups::in_data(&taken)), 30).unwrap();
    assert!(kept.note.unwrap().contains("no backup could be kept"));
    assert_eq!(place.read(), SMALL);
}

/// Whether this user is told no by the permissions of files: the superuser is not.
fn permissions_count(folder: &Path) -> bool {
    let path = folder.join("locked");
    fs::create_dir(&path).unwrap();
    set_writable(&path, false);
    let counts = fs::write(path.join("x"), "x").is_err();
    set_writable(&path, true);
    counts
}

fn set_writable(path: &Path, writable: bool) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[allow(clippy::permissions_set_readonly_false)]
    permissions.set_readonly(!writable);
    fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn what_can_go_wrong_leaves_the_file_and_says_what_helps() {
    let place = place(SMALL.as_bytes());
    #[track_caller]
    fn check(result: Result<disk::Kept, Unsaved>, document: &Document, expected: &str) {
        let error = result.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.remedy().is_empty());
        assert!(document.is_dirty(), "the document still says that it is not saved");
    }
    let (mut document, mut disk) = place.open();
    retitle(&mut document, "Changed");

    // A newer format came to stand there.
    fs::write(&place.path, SMALL.replacen("format: 1", "format: 99", 1)).unwrap();
    check(
        disk.save_mine(&mut document, None, 0),
        &document,
        "newer than this program writes",
    );
    assert!(place.read().contains("format: 99"));

    // A folder in the file's place.
    fs::remove_file(&place.path).unwrap();
    fs::create_dir(&place.path).unwrap();
    check(disk.save(&mut document, None, 0), &document, "is a folder");
    check(disk.save_mine(&mut document, None, 0), &document, "is a folder");
    fs::remove_dir(&place.path).unwrap();

    // The folder is gone.
    let missing = place.folder.path().join("none/small.ron");
    let error = disk::save_copy(&document, &missing, false, None).unwrap_err();
    assert!(error.to_string().contains("can't be saved"), "{error}");
    assert!(!missing.exists());

    // No room. A device that is always full stands in for the disk, and is refused for being one.
    if Path::new("/dev/full").exists() {
        let error = disk::save_copy(&document, Path::new("/dev/full"), true, None).unwrap_err();
        assert!(error.to_string().contains("a device or a pipe"), "{error}");
    }

    // No permission; the superuser has it always, so there is nothing to see then.
    if permissions_count(place.folder.path()) {
        fs::write(&place.path, SMALL).unwrap();
        let (mut document, mut disk) = place.open();
        retitle(&mut document, "Changed");
        set_writable(place.folder.path(), false);
        let result = disk.save(&mut document, None, 0);
        set_writable(place.folder.path(), true);
        check(result, &document, "can't be saved");
        assert_eq!(place.read(), SMALL);
    }
}

#[test]
fn a_newer_format_opens_read_only() {
    let newer = SMALL.replacen("format: 1", "format: 99", 1);
    let place = place(newer.as_bytes());
    let (mut document, mut disk) = place.open();
    assert!(document.is_read_only());
    assert!(document.type_source("x").is_err());
    assert!(matches!(disk.save(&mut document, None, 0), Err(Unsaved::ReadOnly)));
    assert!(matches!(disk.save_mine(&mut document, None, 0), Err(Unsaved::ReadOnly)));
    let copy = place.folder.path().join("copy.ron");
    assert!(matches!(
        disk::save_copy(&document, &copy, true, None),
        Err(Unsaved::ReadOnly)
    ));
    assert_eq!(place.read(), newer);
}

/// A keeper, and what it says as soon as it says it.
fn keeper(data: &Path) -> (Keeper, impl FnMut(&mut Keeper) -> Outcome) {
    let (wake, woken) = channel();
    let keeper = Keeper::start(data, move || wake.send(()).unwrap_or_default());
    let outcome = move |keeper: &mut Keeper| {
        woken.recv_timeout(Duration::from_secs(60)).unwrap();
        keeper.outcome().unwrap()
    };
    (keeper, outcome)
}

#[test]
fn a_draft_is_kept_within_a_second_and_offered_after_a_crash() {
    let place = place(SMALL.as_bytes());
    let data = place.folder.path().join("data");
    let (mut document, disk) = place.open();
    let (mut keeper, mut outcome) = keeper(&data);
    assert_eq!(keeper.due_in_ms(0), None);
    retitle(&mut document, "In the middle");
    keeper.note(Draft::of(&document, Some(&disk), 100), 100);
    assert_eq!(keeper.due_in_ms(100), Some(DUE_MS));
    keeper.tick(100 + DUE_MS - 1);
    // More typing does not put it off.
    retitle(&mut document, "In the middle of it");
    keeper.note(Draft::of(&document, Some(&disk), 700), 700);
    assert_eq!(keeper.due_in_ms(700), Some(DUE_MS - 600));
    keeper.tick(100 + DUE_MS);
    assert_eq!(outcome(&mut keeper), Outcome::Kept(700));
    const { assert!(DUE_MS < 1_000, "within a second") };
    assert_eq!(draft::list(&data), [], "it is in use");

    // The program ends without saving: what was not written yet is.
    retitle(&mut document, "At last");
    keeper.note(Draft::of(&document, Some(&disk), 900), 900);
    drop(keeper);
    let left = draft::list(&data);
    assert_eq!(left.len(), 1);
    let found = left[0].draft.clone().unwrap();
    assert_eq!((found.title.as_str(), found.at_ms), ("At last", 900));
    assert_eq!(found.path.as_deref(), Some(place.path.as_path()));

    // It opens as a document that differs from its file, and can be saved there.
    let (mut recovered, disk) = found.open(DEFAULT_LIMIT, bundled());
    let mut disk = disk.unwrap();
    assert_eq!((recovered.text(), recovered.is_dirty()), (document.text(), true));
    assert_eq!(place.read(), SMALL, "nothing was written");
    disk.save(&mut recovered, None, 1_000).unwrap();
    assert!(place.read().contains("At last"));
    left[0].remove().unwrap();
    assert_eq!(draft::list(&data), []);

    // The file has changed since: saving asks.
    let (recovered, disk) = found.open(DEFAULT_LIMIT, bundled());
    assert!(recovered.is_dirty());
    let saved = disk.unwrap().save(&mut recovered.clone(), None, 2_000);
    assert!(matches!(saved, Err(Unsaved::Conflict { .. })), "{saved:?}");
    fs::remove_file(&place.path).unwrap();
    assert!(found.open(DEFAULT_LIMIT, bundled()).1.is_none());
}

#[test]
fn a_draft_goes_when_its_document_is_saved() {
    let place = place(SMALL.as_bytes());
    let data = place.folder.path().join("data");
    let (mut document, disk) = place.open();
    let (mut keeper, mut outcome) = keeper(&data);
    retitle(&mut document, "Changed");
    keeper.note(Draft::of(&document, Some(&disk), 0), 0);
    keeper.tick(5_000);
    assert_eq!(outcome(&mut keeper), Outcome::Kept(0));
    keeper.forget();
    assert_eq!(keeper.due_in_ms(5_000), None);
    drop(keeper);
    assert_eq!(draft::list(&data), []);
    assert_eq!(
        fs::read_dir(data.join(draft::FOLDER)).unwrap().count(),
        0,
        "and nothing is left"
    );
}

#[test]
fn a_panic_hook_can_write_what_is_not_written() {
    let data = tempfile::tempdir().unwrap();
    let document = Document::new(SMALL, bundled());
    let (mut keeper, _) = keeper(data.path());
    let flusher = keeper.flusher();
    flusher.flush();
    keeper.note(Draft::of(&document, None, 7), 7);
    let broke = std::thread::spawn(move || {
        flusher.flush();
        std::panic::resume_unwind(Box::new("broken"));
    });
    assert!(broke.join().is_err());
    std::mem::forget(keeper);
    let folder = data.path().join(draft::FOLDER);
    let names: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let file = names
        .iter()
        .find(|path| path.extension().is_some_and(|end| end == "draft"))
        .unwrap();
    assert!(fs::read_to_string(file).unwrap().ends_with(SMALL));
}

#[test]
fn where_no_draft_can_be_kept_it_says_so_and_tries_again() {
    let place = place(SMALL.as_bytes());
    let data = place.folder.path().join("taken");
    fs::write(&data, "a file where the folder should be").unwrap();
    let document = Document::new(SMALL, bundled());
    let (mut keeper, mut outcome) = keeper(&data);
    keeper.note(Draft::of(&document, None, 1), 1);
    keeper.tick(10_000);
    assert!(matches!(outcome(&mut keeper), Outcome::Failed(_)));
    fs::remove_file(&data).unwrap();
    keeper.note(Draft::of(&document, None, 2), 10_001);
    keeper.tick(20_000);
    assert_eq!(outcome(&mut keeper), Outcome::Kept(2));
}
