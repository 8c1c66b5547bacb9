//! Everything that was played: reached page by page, chosen, taken along, deleted.

use std::path::Path;

use attune::framework::load::bundled;
use attune::history::store::{NewAttempt, Store};
use attune::library::catalog::Origin;
use attune::library::vignette::load;
use attune::session::event::{Move, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::{Mode, Options};
use attune::session::replay::to_lines;
use attune::ui::app::{Screen, World};
use attune::ui::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::{DESK, Person, SMALL, is_on, world_in};

pub const SMALL_VIGNETTE: &str = include_str!("../vignettes/small.ron");
const DAY_MS: i64 = 86_400_000;
/// When the world of these tests is.
const NOW_MS: i64 = 1_790_000_000_000;
const TYPED: &str = "What was that like for you?";

/// The log of a whole guided session.
pub fn played() -> Vec<String> {
    let vignette = load(SMALL_VIGNETTE, bundled()).vignette.unwrap();
    let started = Started::new(
        vignette.scenario.id.clone(),
        vignette.hash,
        3,
        Options::of(Mode::Guided),
    );
    let mut session = Session::new(vignette.graph.clone(), started);
    while session.phase() != Phase::Over {
        let step = match session.phase() {
            Phase::Draft => Move::Draft(TYPED.to_owned()),
            Phase::Respond => Move::Answer {
                response: session.faced().unwrap().shown()[0],
                held_ms: 5_000,
                beliefs: 1,
            },
            Phase::Confidence => Move::Confidence(60),
            Phase::Feedback => Move::Continue,
            Phase::ReadAlliance => Move::ReadAlliance([50, 50, 50]),
            Phase::Notebook => Move::Notebook(1),
            _ => Move::Skip,
        };
        session.act(step).unwrap();
    }
    to_lines(session.log()).lines().map(str::to_owned).collect()
}

/// A history with so many whole sessions, one a day up to today, the oldest first. One of them, the second, can't be read any more.
fn furnish(folder: &Path, count: u32) {
    let mut store = Store::open(folder).unwrap().store;
    let profile = store.profiles().unwrap()[0].id;
    let events = played();
    let attempts = (0..count).map(|at| {
        let attempt = NewAttempt {
            hash: u64::from(at == 1),
            vignette: "the-bus".to_owned(),
            title: "The bus".to_owned(),
            text: if at == 1 { "Scenario(" } else { SMALL_VIGNETTE }.to_owned(),
            seed: 3,
            mode: "guided".to_owned(),
            started_ms: NOW_MS - DAY_MS * i64::from(count - 1 - at),
        };
        (attempt, events.clone(), Vec::new())
    });
    store.import(profile, attempts).unwrap();
}

fn at_the_list(size: [f32; 2], folder: &Path, count: u32) -> Person {
    furnish(folder, count);
    let mut person = Person::at(size, world_in(folder));
    person.press_with(Modifiers::COMMAND, Key::H);
    person.settle();
    assert_eq!(person.screen(), Screen::Attempts);
    person
}

fn fill(person: &mut Person, field: &str, text: &str) {
    person.tab_to(Role::TextInput, field);
    person.press_with(Modifiers::COMMAND, Key::A);
    person.type_text(text);
}

#[test]
fn all_of_many_can_be_reached() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(DESK, folder.path(), 2_060);
    assert!(
        person.reads("2,060 attempts, the latest first.") && person.reads("1 to 25 of 2,060"),
        "{person:?}"
    );
    person.click(Role::Button, "Older");
    assert!(person.reads("26 to 50 of 2,060"));
    person.click(Role::Button, "The oldest");
    assert!(
        person.reads("2,051 to 2,060 of 2,060") && person.reads("no. 1"),
        "{person:?}"
    );
    assert!(!person.hears(Role::Button, "Older"));
    person.click(Role::CheckBox, "Without single moments");
    assert!(person.reads("2,060 sessions, the latest first."), "{person:?}");
    person.click(Role::CheckBox, "Without single moments");
    person.click(Role::Button, "The oldest");
    person.click(Role::Button, "Look back at The bus");
    person.settle();
    assert_eq!(person.screen(), Screen::Debrief);
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Attempts);
    person.click(Role::Button, "The latest");
    assert!(person.reads("1 to 25 of 2,060"));
    // On the shelf and in its briefing the vignette stands with all of it.
    person.click(Role::RadioButton, "30 days");
    assert!(person.reads("30 attempts in this time"), "{person:?}");
    person.click(Role::RadioButton, "Between two days");
    fill(&mut person, "First day", "2026-09-20");
    assert!(person.reads("2 attempts in this time"), "{person:?}");
    fill(&mut person, "Last day", "sunday");
    assert!(person.reads("A day is written like 2026-09-21."));
    fill(&mut person, "Last day", "2026-09-20");
    assert!(person.reads("1 attempt in this time"), "{person:?}");
}

#[test]
fn those_that_are_ticked_leave_together_and_nothing_is_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(DESK, folder.path(), 30);
    assert!(person.reads("Tick attempts to take a report on them along."));
    person.click(Role::CheckBox, "Choose The bus, 21 September");
    person.click(Role::Button, "Older");
    person.click(Role::CheckBox, "Choose The bus, 23 August");
    person.click(Role::Button, "Newer");
    assert!(
        is_on(&person.node(Role::CheckBox, "Choose The bus, 21 September")),
        "ticks outlast a turn of the page"
    );
    person.click(Role::Button, "Export the 2 chosen…");
    assert_eq!(person.screen(), Screen::Export);
    assert!(
        person.reads("A report on 2 attempts, begun from 23 August 2026 to 21 September 2026."),
        "{person:?}"
    );
    assert!(person.reads("Your name.") && person.reads("the attempts that you did not choose"));
    person.click(Role::Button, "Table (CSV): ");
    assert!(
        person.reads("exactly as they will be written") && !person.reads(TYPED),
        "{person:?}"
    );
    let path = folder.path().join("two.csv").display().to_string();
    fill(&mut person, "Path of the file", &path);
    person.click(Role::Button, "Save the report");
    person.settle();
    assert!(
        person.reads(&format!("The report on 2 sessions is in {path}.")),
        "{person:?}"
    );
    let table = std::fs::read_to_string(&path).unwrap();
    assert!(!table.contains(TYPED) && !table.contains("\"Robin\""));
    let numbers: std::collections::BTreeSet<&str> = table
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap())
        .collect();
    assert_eq!(numbers.into_iter().collect::<Vec<_>>(), ["1", "2"]);
    person.click(Role::CheckBox, "The words that I typed");
    person.click(Role::Button, "Save the report");
    person.settle();
    assert!(person.reads("There is a file at ") && std::fs::read_to_string(&path).unwrap() == table);
    person.click(Role::Button, "Replace it");
    person.settle();
    assert!(std::fs::read_to_string(&path).unwrap().contains(TYPED));
    person.click(Role::Button, "Back to your attempts");
    assert_eq!(person.screen(), Screen::Attempts);
    person.click(Role::Button, "Choose none");
    assert!(person.reads("Tick attempts to take a report on them along."));
}

#[test]
fn a_whole_time_leaves_in_every_format_and_what_cannot_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(SMALL, folder.path(), 26);
    person.click(Role::Button, "Export all 26 attempts listed…");
    for (name, end) in [
        ("Web page", "html"),
        ("Pages", "pdf"),
        ("Table", "csv"),
        ("Data", "json"),
        ("Learning record", "jsonl"),
    ] {
        person.click(Role::Button, name);
        let path = folder.path().join(format!("all.{end}"));
        fill(&mut person, "Path of the file", &path.display().to_string());
        person.click(Role::Button, "Save the report");
        person.settle();
        assert!(
            person.reads("The report on 25 sessions is in ") && person.reads("One attempt can’t be read any more"),
            "{name}: {person:?}"
        );
        assert!(std::fs::metadata(&path).unwrap().len() > 10_000, "{name}");
    }
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("all.json")).unwrap()).unwrap();
    assert_eq!(json["sessions"].as_array().unwrap().len(), 25);
    assert_eq!(json["sessions"][24]["number"], 25);
}

#[test]
fn a_document_to_read_says_when_it_would_be_too_long() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(DESK, folder.path(), 201);
    person.click(Role::Button, "Export all 201 attempts listed…");
    fill(
        &mut person,
        "Path of the file",
        &folder.path().join("all.html").display().to_string(),
    );
    person.click(Role::Button, "Save the report");
    person.settle();
    assert!(
        person.reads("A document to read takes up to 200 sessions."),
        "{person:?}"
    );
    assert!(!folder.path().join("all.html").exists());
}

#[test]
fn paper_is_chosen_where_there_are_pages_and_stays_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(DESK, folder.path(), 1);
    person.click(Role::Button, "Export the one listed…");
    assert!(
        !person.hears(Role::RadioButton, "US Letter"),
        "a web page has no paper of its own"
    );
    person.click(Role::Button, "Pages (PDF): ");
    person.click(Role::RadioButton, "US Letter");
    let path = folder.path().join("one.pdf");
    fill(&mut person, "Path of the file", &path.display().to_string());
    person.click(Role::Button, "Save the report");
    person.settle();
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.windows(7).any(|window| window == b"612 792"));
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::ShowAttempts);
    person.click(Role::Button, "Export the one listed…");
    person.click(Role::Button, "Pages (PDF): ");
    assert!(is_on(&person.node(Role::RadioButton, "US Letter")));
}

#[test]
fn a_play_that_was_over_when_the_program_was_stopped_is_not_left_in_the_middle() {
    // Its last move is on the disk, and its ending is not.
    let folder = tempfile::tempdir().unwrap();
    furnish(folder.path(), 1);
    let small = || Origin::File(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes/small.ron").into());
    let world = || World {
        open: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes").into()),
        ..world_in(folder.path())
    };
    let mut person = Person::at(DESK, world());
    person.settle();
    person.ask(Command::OpenBriefing(small()));
    person.click(Role::Button, "Go on where you left off");
    person.settle();
    assert_eq!(person.screen(), Screen::Debrief);
    drop(person);
    let mut person = Person::at(DESK, world());
    person.settle();
    person.ask(Command::OpenBriefing(small()));
    assert!(!person.hears(Role::Button, "Go on where you left off"), "{person:?}");
}

#[test]
fn the_last_one_of_a_page_can_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(DESK, folder.path(), 26);
    person.click(Role::Button, "The oldest");
    person.click(Role::Button, "Delete The bus");
    person.click(Role::Button, "Delete this attempt");
    person.settle();
    assert!(
        person.reads("25 attempts, the latest first.") && person.reads("no. 2"),
        "{person:?}"
    );
    assert!(!person.hears(Role::Button, "Newer"));
}

#[test]
fn my_data_asks_before_it_replaces_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = at_the_list(DESK, folder.path(), 2);
    let path = folder.path().join("mine.json");
    std::fs::write(&path, "a letter").unwrap();
    person.ask(Command::ShowMyData);
    fill(&mut person, "Path of the file", &path.display().to_string());
    person.click(Role::Button, "Write the file");
    person.settle();
    assert!(
        person.reads("There is a file at ") && std::fs::read(&path).unwrap() == b"a letter",
        "{person:?}"
    );
    person.click(Role::Button, "Replace it");
    person.settle();
    assert!(
        person.reads("Written to ") && std::fs::metadata(&path).unwrap().len() > 100,
        "{person:?}"
    );
    fill(
        &mut person,
        "Path of the file",
        &folder.path().join("none/mine.json").display().to_string(),
    );
    person.click(Role::Button, "Write the file");
    person.settle();
    assert!(person.reads("can’t be written"), "{person:?}");
}
