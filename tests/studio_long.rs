//! A long vignette in the studio: nobody waits for it, and nothing that is typed, asked for or saved meanwhile is lost or mixed up.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code
)]

#[path = "screens/person.rs"]
mod person;

use std::fs;
use std::path::PathBuf;

use attune::cli::dev::generate::vignette;
use attune::edit::document::LONG;
use attune::scenario::diagnostic::Pointer;
use attune::scenario::read::read;
use attune::ui::command::Command;
use attune::ui::studio::StudioCommand;
use attune::ui::studio::command::{Beginning, Part};
use attune::ui::studio::spot::Spot;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use person::{DESK, Person, world_in};

const SHOWN: &str = "s-150";

struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
}

fn tutor() -> (Person, Place) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.ron");
    let text = vignette(300, 3);
    assert!(text.len() > LONG);
    fs::write(&file, text).unwrap();
    let mut person = Person::at(DESK, world_in(&folder.path().join("data")));
    studio(&mut person, StudioCommand::Begin(Beginning::File(file.clone())));
    studio(&mut person, StudioCommand::Go(Spot::Statement(SHOWN.to_owned())));
    (person, Place { folder, file })
}

fn studio(person: &mut Person, command: StudioCommand) {
    person.ask(Command::Studio(command));
}

/// Asks for something and does not wait for it.
fn ask_at_once(person: &mut Person, command: StudioCommand) {
    let ctx = person.harness.ctx.clone();
    person.app(|app| app.ask(Command::Studio(command), &ctx));
}

fn text(person: &Person) -> String {
    person.app(|app| app.studio().text().unwrap().to_owned())
}

fn cue(text: &str) -> String {
    let scenario = read(text).scenario.unwrap();
    let cue = &scenario.statements[SHOWN].cue;
    format!("{cue:?}")
}

fn to_the_cue(person: &mut Person) {
    let fields = [Role::TextInput, Role::MultilineTextInput];
    let node = fields
        .iter()
        .find_map(|role| person.nodes(*role, "Cue").first().copied())
        .unwrap_or_else(|| panic!("no field for the cue:\n{person:?}"));
    node.focus();
    person.settle();
}

#[test]
fn letters_arrive_frame_by_frame_in_order() {
    let (mut person, _place) = tutor();
    to_the_cue(&mut person);
    person.press_with(Modifiers::COMMAND, Key::A);
    let words = "looks past you, at the window";
    for (at, letter) in words.chars().enumerate() {
        person.harness.event(Event::Text(letter.to_string()));
        person.harness.step();
        // It is in the text of the file before anybody has read that whole.
        let typed: String = words.chars().take(at + 1).collect();
        assert!(cue(&text(&person)).contains(typed.trim_end()), "after “{typed}”");
    }
    person.settle();
    assert!(cue(&text(&person)).contains(words));
    assert!(
        person.reads(words)
            || person.nodes(Role::TextInput, "Cue").len() + person.nodes(Role::MultilineTextInput, "Cue").len() > 0
    );
    person.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(
        text(&person),
        vignette(300, 3),
        "what was typed in one field is one step"
    );
}

#[test]
fn what_needs_the_whole_is_done_in_order_and_nothing_else_is_lost() {
    let (mut person, place) = tutor();
    let before = text(&person);
    // Two statements, and a step back, asked for faster than the first can be made.
    ask_at_once(&mut person, StudioCommand::Add(Part::Statement));
    ask_at_once(&mut person, StudioCommand::Add(Part::Statement));
    ask_at_once(&mut person, StudioCommand::Undo);
    ask_at_once(&mut person, StudioCommand::Add(Part::Ending));
    assert_eq!(text(&person), before, "nobody has waited");
    person.settle();
    person.settle();
    let scenario = read(&text(&person)).scenario.unwrap();
    assert_eq!((scenario.statements.len(), scenario.endings.len()), {
        let was = read(&before).scenario.unwrap();
        (was.statements.len() + 1, was.endings.len() + 1)
    });
    assert!(person.app(|app| app.studio().shown().unwrap()).contains("ending"));
    // Saved in the middle of the next: all of it is in the file.
    studio(&mut person, StudioCommand::Go(Spot::Statement(SHOWN.to_owned())));
    to_the_cue(&mut person);
    person.harness.event(Event::Text("Quietly. ".to_owned()));
    person.harness.step();
    ask_at_once(
        &mut person,
        StudioCommand::Rename(Pointer::root().statement("s-7"), "seven".to_owned()),
    );
    ask_at_once(&mut person, StudioCommand::Save);
    let saved = fs::read_to_string(&place.file).unwrap();
    assert!(cue(&saved).contains("Quietly. "));
    assert!(read(&saved).scenario.unwrap().statements.contains_key("seven"));
    assert!(!saved.contains("\"s-7\""), "all that led there follows");
    assert!(!person.app(|app| app.studio().is_unsaved()));
    // And all of it can be taken back.
    for _ in 0..8 {
        ask_at_once(&mut person, StudioCommand::Undo);
    }
    person.settle();
    assert_eq!(text(&person), before);
}

#[test]
fn what_is_refused_behind_the_stage_is_told() {
    let (mut person, _place) = tutor();
    ask_at_once(&mut person, StudioCommand::Delete(Pointer::root().statement(SHOWN)));
    person.wait_until("it is told why", |person| {
        person.hears(Role::Button, "I see") && person.reads("That was not done")
    });
}
