//! Vignette files: what is opened, what is refused, and what saving leaves on the disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use attune::scenario::file::{DEFAULT_LIMIT, FileError, LineEnding, load, load_vignette, save, save_new};
use attune::scenario::read::read;
use tempfile::TempDir;

const SMALL: &str = include_str!("vignettes/small.ron");

fn place(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.ron");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn only_file(folder: &Path) {
    let names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names.len(), 1, "something was left behind: {names:?}");
}

#[track_caller]
fn check_refused(path: &Path, limit: u64, message: &str) {
    let error = load(path, limit).unwrap_err();
    let said = error.to_string();
    assert!(said.contains(message), "{said}");
    assert!(!error.remedy().is_empty());
}

#[test]
fn what_is_no_vignette_file_is_refused() {
    let (folder, path) = place(SMALL.as_bytes());
    check_refused(&folder.path().join("other.ron"), DEFAULT_LIMIT, "there is no file");
    check_refused(folder.path(), DEFAULT_LIMIT, "is a folder, not a file");
    check_refused(&path, 100, "is larger than 100 bytes");
    assert!(load(&path, SMALL.len() as u64).is_ok());
    check_refused(&path, SMALL.len() as u64 - 1, "is larger than");

    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("Scenario(".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    fs::write(&path, utf16).unwrap();
    check_refused(&path, DEFAULT_LIMIT, "is saved as UTF-16");
    let bare: Vec<u8> = "Scenario(".encode_utf16().flat_map(u16::to_be_bytes).collect();
    fs::write(&path, bare).unwrap();
    check_refused(&path, DEFAULT_LIMIT, "is saved as UTF-16");
    fs::write(&path, b"Scenario(\n  title: \"caf\xE9\",\n)").unwrap();
    check_refused(&path, DEFAULT_LIMIT, "the byte at 23 (line 2)");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_without_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.ron");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    check_refused(&pipe, DEFAULT_LIMIT, "a device or a pipe");
    check_refused(Path::new("/dev/zero"), DEFAULT_LIMIT, "a device or a pipe");
    let scenario = read(SMALL).scenario.unwrap();
    assert!(matches!(save_new(&pipe, &scenario), Err(FileError::NotRegular { .. })));
}

#[test]
fn wrapping_is_taken_off_and_put_back() {
    let windows = format!("\u{FEFF}{}", SMALL.replace('\n', "\r\n"));
    let (folder, path) = place(windows.as_bytes());
    let (loaded, reading) = load_vignette(&path, DEFAULT_LIMIT).unwrap();
    assert_eq!(loaded.text, SMALL);
    assert!(reading.diagnostics.is_empty());
    assert_eq!(
        (loaded.wrapping.mark, loaded.wrapping.line_ending),
        (true, LineEnding::CrLf)
    );

    let saved = save(&path, &loaded.text, None, Some(&loaded)).unwrap();
    assert!(!saved.written, "an unchanged text is not written");
    assert_eq!(fs::read(&path).unwrap(), windows.as_bytes());

    let changed = loaded.text.replace("The bus", "The tram");
    let saved = save(&path, &changed, None, Some(&loaded)).unwrap();
    assert!(saved.written);
    assert_eq!(
        fs::read(&path).unwrap(),
        windows.replace("The bus", "The tram").as_bytes()
    );
    assert_eq!(saved.bytes, fs::read(&path).unwrap());
    only_file(folder.path());
}

#[test]
fn mixed_line_ends_stay_as_they_are_while_nothing_changes() {
    let mixed = SMALL.replacen('\n', "\r\n", 3).replacen("    id", "\r    id", 1);
    let (_folder, path) = place(mixed.as_bytes());
    let loaded = load(&path, DEFAULT_LIMIT).unwrap();
    assert!(!loaded.text.contains('\r'));
    save(&path, &loaded.text, None, Some(&loaded)).unwrap();
    assert_eq!(fs::read(&path).unwrap(), mixed.as_bytes());
}

#[test]
fn a_text_that_says_something_else_is_not_saved() {
    let (folder, path) = place(SMALL.as_bytes());
    let mut scenario = read(SMALL).scenario.unwrap();
    scenario.title = "Another".to_owned();
    let error = save(&path, SMALL, Some(&scenario), None).unwrap_err();
    assert!(matches!(error, FileError::NotSame { .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), SMALL.as_bytes());

    save_new(&path, &scenario).unwrap();
    let (_, reading) = load_vignette(&path, DEFAULT_LIMIT).unwrap();
    assert_eq!(reading.scenario.unwrap(), scenario);
    only_file(folder.path());
}

#[test]
fn a_newer_file_is_never_saved_over() {
    let newer = SMALL.replace("format: 1", "format: 2");
    let (_folder, path) = place(newer.as_bytes());
    let (_, reading) = load_vignette(&path, DEFAULT_LIMIT).unwrap();
    assert!(reading.is_newer());
    let error = save(&path, SMALL, None, None).unwrap_err();
    assert!(matches!(error, FileError::Newer { found: 2, .. }), "{error}");
    assert_eq!(fs::read(&path).unwrap(), newer.as_bytes());
}

#[cfg(unix)]
#[test]
fn links_and_modes_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, path) = place(SMALL.as_bytes());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let links = tempfile::tempdir().unwrap();
    let link = links.path().join("link.ron");
    symlink(&path, &link).unwrap();
    save(&link, &SMALL.replace("The bus", "The tram"), None, None).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&path).unwrap().contains("The tram"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    only_file(folder.path());
    only_file(links.path());
}

#[test]
fn what_can_not_be_saved_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let error = save(&folder.path().join("no/such/folder.ron"), SMALL, None, None).unwrap_err();
    assert!(matches!(error, FileError::System { action: "saved", .. }), "{error}");
    assert!(error.remedy().contains("as it was"));
    assert!(matches!(
        save(folder.path(), SMALL, None, None),
        Err(FileError::NotRegular { .. })
    ));
}

#[test]
fn one_broken_file_among_a_thousand_keeps_no_other_from_loading() {
    use attune::library::catalog::{Content, Origin, from_path};

    let folder = tempfile::tempdir().unwrap();
    for number in 0..1_000 {
        let text = match number {
            500 => SMALL[..SMALL.len() / 3].to_owned(),
            _ => SMALL.replace("the-bus", &format!("the-bus-{number}")),
        };
        fs::write(folder.path().join(format!("{number:04}.ron")), text).unwrap();
    }
    let entries = from_path(folder.path(), attune::framework::load::bundled(), &|| true);
    assert_eq!(entries.len(), 1_000);
    for (number, entry) in entries.iter().enumerate() {
        assert_eq!(
            entry.origin,
            Origin::File(folder.path().join(format!("{number:04}.ron")))
        );
        match &entry.content {
            Content::Playable { .. } => assert_ne!(number, 500),
            Content::Broken(found) => {
                assert_eq!(number, 500);
                assert!(found.iter().any(|found| found.location.span.is_some()));
            }
            Content::Unreadable(why) => panic!("{number}: {why}"),
        }
    }
}
