//! Whatever is in the place of the data folder, the program comes up and a vignette can be played.

use std::path::Path;

use attune::library::catalog::Origin;
use attune::session::event::Phase;
use attune::session::options::{Mode, Options};
use attune::ui::command::Command;
use egui::Key;
use egui::accesskit::Role;

use crate::person::{DESK, Person, world_in};
use crate::play::phase;

/// Starts the program on a folder, plays a step and changes a setting. `notice` is part of what the person is told, if anything.
#[track_caller]
fn check(data: &Path, notice: Option<&str>) {
    let mut person = Person::at(DESK, world_in(data));
    person.node(Role::Heading, "Whom would you like to meet?");
    person.node(Role::Button, "The worksheet: ");
    if let Some(notice) = notice {
        person.wait_until(notice, |person| person.reads(notice));
        while let Some(read) = person.nodes(Role::Button, "I’ve read this").first() {
            read.click();
            person.settle();
        }
        assert!(!person.reads(notice));
    }
    person.ask(Command::SetReduceMotion(true));
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    person.press(Key::Num1);
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Draft), "{person:?}");
}

#[test]
fn a_folder_that_is_missing_is_made() {
    let room = tempfile::tempdir().unwrap();
    let data = room.path().join("not/yet");
    check(&data, None);
    assert!(data.join("history.sqlite").exists() && data.join("settings.ron").exists());
}

#[test]
fn an_empty_folder_is_filled() {
    let room = tempfile::tempdir().unwrap();
    check(room.path(), None);
    assert!(room.path().join("history.sqlite").exists());
}

#[test]
fn a_file_in_its_place_is_left_alone() {
    let room = tempfile::tempdir().unwrap();
    let data = room.path().join("data");
    std::fs::write(&data, "mine").unwrap();
    check(&data, Some("until you close the program"));
    assert_eq!(std::fs::read_to_string(&data).unwrap(), "mine");
}

#[test]
fn a_damaged_history_is_moved_aside() {
    let room = tempfile::tempdir().unwrap();
    std::fs::write(room.path().join("history.sqlite"), [0; 4096]).unwrap();
    check(room.path(), None);
    let torn = tempfile::tempdir().unwrap();
    std::fs::write(
        torn.path().join("history.sqlite"),
        [b"SQLite format 3\0".as_slice(), &[0; 4096]].concat(),
    )
    .unwrap();
    check(torn.path(), Some("Your history could not be read."));
}

#[test]
fn damaged_settings_are_moved_aside() {
    let room = tempfile::tempdir().unwrap();
    std::fs::write(room.path().join("settings.ron"), [0; 300]).unwrap();
    check(room.path(), Some("Your settings could not be read"));
    let names: Vec<String> = std::fs::read_dir(room.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.iter().any(|name| name.contains("unreadable")), "{names:?}");
}

#[test]
fn folders_in_place_of_the_files_are_survived() {
    let room = tempfile::tempdir().unwrap();
    std::fs::create_dir(room.path().join("settings.ron")).unwrap();
    std::fs::create_dir(room.path().join("history.sqlite")).unwrap();
    check(room.path(), Some("could not be read"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_survived() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = tempfile::tempdir().unwrap();
    let data = room.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o500)).unwrap();
    // A superuser may write there all the same, and is told nothing.
    let bound = std::fs::write(data.join("probe"), "").is_err();
    check(&data, bound.then_some("until you close the program"));
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
}
