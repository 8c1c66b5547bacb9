//! A report on its way out: what will leave is told before it does, and nothing leaves unticked.

use attune::ui::app::Screen;
use egui::Key;
use egui::accesskit::Role;

use crate::person::{DESK, Person, SMALL, world_in};
use crate::play::{step_by_keys, to_the_end};

const TYPED: &str = "I wonder what it was like to hear that.";

/// Plays by keys to the debrief, and asks for a report.
fn at_the_export(size: [f32; 2], folder: &std::path::Path) -> Person {
    let mut person = Person::at(size, world_in(folder));
    person.click(Role::Button, "The worksheet: ");
    person.click(Role::Button, "Meet ");
    to_the_end(&mut person, |person, asked| step_by_keys(person, asked, Key::Num1));
    person.click(Role::Button, "Export…");
    assert_eq!(person.screen(), Screen::Export);
    person
}

fn fill_path(person: &mut Person, path: &str) {
    person.tab_to(Role::TextInput, "Path of the file");
    person.press_with(egui::Modifiers::COMMAND, Key::A);
    person.type_text(path);
}

#[test]
fn nothing_leaves_that_is_not_ticked() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_export(DESK, folder.path());
    person.node(Role::Heading, "What will leave");
    assert!(person.reads("Your name.") && person.reads("Stays here"), "{person:?}");
    person.click(Role::Button, "Table (CSV): ");
    assert!(
        person.reads("exactly as they will be written") && !person.reads(TYPED),
        "{person:?}"
    );
    let path = folder.path().join("hour.csv").display().to_string();
    fill_path(&mut person, &path);
    person.press(Key::Enter);
    person.settle();
    assert!(person.reads(&format!("The report is in {path}.")), "{person:?}");
    let table = std::fs::read_to_string(&path).unwrap();
    assert!(table.starts_with("session,vignette,") && !table.contains(TYPED));

    person.click(Role::CheckBox, "The words that I typed");
    assert!(person.reads(TYPED), "the preview follows the tick: {person:?}");
    person.click(Role::CheckBox, "My name");
    person.tab_to(Role::TextInput, "Your name in the report");
    person.type_text("Robin");
    assert!(person.reads("Your name: Robin."), "{person:?}");
    person.click(Role::Button, "Save the report");
    person.settle();
    assert!(person.reads("There is a file at ") && std::fs::read_to_string(&path).unwrap() == table);
    person.click(Role::Button, "Replace it");
    person.settle();
    let table = std::fs::read_to_string(&path).unwrap();
    assert!(table.contains(TYPED) && table.contains("\"Robin\""));
}

#[test]
fn every_format_is_written_from_the_smallest_screen() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_export(SMALL, folder.path());
    for (name, end) in [
        ("Web page", "html"),
        ("Pages", "pdf"),
        ("Table", "csv"),
        ("Data", "json"),
        ("Learning record", "jsonl"),
    ] {
        person.click(Role::Button, name);
        let path = folder.path().join(format!("hour.{end}"));
        fill_path(&mut person, &path.display().to_string());
        person.click(Role::Button, "Save the report");
        person.settle();
        assert!(person.reads("The report is in "), "{name}: {person:?}");
        assert!(std::fs::metadata(&path).unwrap().len() > 1_000, "{name}");
    }
}

#[test]
fn what_is_in_the_way_is_said_with_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_export(DESK, folder.path());
    fill_path(&mut person, &folder.path().join("none/hour.html").display().to_string());
    person.click(Role::Button, "Save the report");
    person.settle();
    assert!(
        person.reads("There is no folder at ") && person.reads("make the folder first"),
        "{person:?}"
    );
    person.click(Role::Button, "Back to the debrief");
    assert_eq!(person.screen(), Screen::Debrief);
}

#[test]
fn an_earlier_attempt_is_looked_back_at_and_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_export(DESK, folder.path());
    person.ask(attune::ui::command::Command::ShowLibrary);
    person.settle();
    person.click(Role::Button, "The worksheet: ");
    person.node(Role::Heading, "Earlier attempts");
    person.click(Role::Button, "Look back, 1: ");
    person.settle();
    assert_eq!(person.screen(), Screen::Debrief);
    person.click(Role::Button, "Export…");
    let path = folder.path().join("again.json");
    person.click(Role::Button, "Data (JSON): ");
    fill_path(&mut person, &path.display().to_string());
    person.click(Role::Button, "Save the report");
    person.settle();
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(json["sessions"][0]["started"], "2026-09-21T14:13:20.000Z");
}
