//! The library: what narrows it, and what it lists.

use attune::ui::app::Screen;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::{DESK, Person, heard, world_with};

const SMALL: &str = include_str!("../vignettes/small.ron");

fn titles() -> Vec<String> {
    let entries = attune::library::catalog::bundled();
    entries.into_iter().map(|entry| entry.title).collect()
}

/// The bundled vignettes that have a card.
fn shown(person: &Person) -> Vec<String> {
    let mut titles = titles();
    titles.retain(|title| person.hears(Role::Button, &format!("{title}: ")));
    titles
}

#[test]
fn a_search_narrows_the_cards() {
    let mut person = Person::new();
    assert_eq!(shown(&person), titles());
    person.press_with(Modifiers::COMMAND, Key::F);
    person.type_text("worksheet");
    assert_eq!(shown(&person), ["The worksheet"]);
    person.type_text(" zebra");
    assert!(shown(&person).is_empty());
    person.node(Role::Heading, "Nobody fits");
    let all = person.nodes(Role::Button, "Show everybody");
    all.first().unwrap().click();
    person.settle();
    assert_eq!(shown(&person), titles());
}

#[test]
fn a_filter_narrows_the_cards() {
    let mut person = Person::new();
    let levels = ["Foundation", "Intermediate", "Advanced"];
    let mut found = 0;
    for level in levels {
        person.click(Role::ComboBox, "Level: ");
        let options = person.interactive();
        let option = options.iter().find(|node| heard(node).name == level);
        option
            .unwrap_or_else(|| panic!("{level} is not offered:\n{person:?}"))
            .click();
        person.settle();
        person.node(Role::ComboBox, &format!("Level: {level}"));
        found += shown(&person).len();
        for title in shown(&person) {
            assert!(heard(&person.node(Role::Button, &title)).name.contains(level));
        }
    }
    assert_eq!(found, titles().len());
}

#[test]
fn a_broken_file_is_listed_with_its_findings_and_keeps_no_other_from_loading() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    put("a-good.ron", SMALL.as_bytes());
    put(
        "b-broken.ron",
        SMALL
            .replace("The bus", "The train")
            .replacen("To(\"polite\")", "To(\"rude\")", 1)
            .as_bytes(),
    );
    put("c-torn.ron", &SMALL.as_bytes()[..SMALL.len() / 2]);
    put("d-nuls.ron", &[0; 512]);
    put("e-empty.ron", b"");
    put("f-latin.ron", b"\xff\xfe\x00\x9f");
    put(
        "z-last.ron",
        SMALL
            .replace("The bus", "The tram")
            .replace("the-bus", "the-tram")
            .as_bytes(),
    );
    let mut person = Person::at(DESK, world_with(folder.path().to_owned()));
    assert_eq!(shown(&person), titles());
    person.node(Role::Button, "The bus: Tom, 52");
    person.node(Role::Button, "The tram: Tom, 52");
    for name in ["c-torn.ron", "d-nuls.ron", "e-empty.ron", "f-latin.ron"] {
        let titled = if name == "c-torn.ron" { "The bus: can’t" } else { name };
        assert!(
            person.hears(Role::Button, titled) || person.hears(Role::Button, name),
            "{name}:\n{person:?}"
        );
    }
    person.click(Role::Button, "The train: can’t be played yet");
    assert!(matches!(person.screen(), Screen::Findings(_)));
    person.node(Role::Heading, "The train");
    assert!(person.reads("Keeps it from being played · line "), "{person:?}");
    assert!(person.reads("“rude”"), "{person:?}");
    assert!(!person.reads("The play could go no further there"), "{person:?}");
    person.click(Role::DisclosureTriangle, "Why it matters");
    assert!(person.reads("The play could go no further there"), "{person:?}");
    person.click(Role::Button, "Read the file again");
    assert!(matches!(person.screen(), Screen::Findings(_)), "{person:?}");
    person.click(Role::Button, "Back to the library");
    person.click(Role::Button, "The bus: Tom, 52");
    person.click(Role::Button, "For its author: the checker found several things");
    assert!(
        person.reads("nothing says what could have been said instead"),
        "{person:?}"
    );
    person.click(Role::Button, "Back to the library");
    person.click(Role::Button, "The bus: Tom, 52");
    person.click(Role::Button, "Meet Tom");
    assert_eq!(person.screen(), Screen::Session);
}

#[test]
fn a_path_is_added_and_taken_off_again_by_keys() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bus.ron"), SMALL).unwrap();
    let mut person = Person::new();
    person.tab_to(Role::TextInput, "Path of a folder or a vignette");
    person.type_text(&folder.path().display().to_string());
    person.press(Key::Enter);
    person.node(Role::Button, "The bus: Tom, 52");
    person.tab_to(Role::Button, "Remove ");
    person.press(Key::Enter);
    assert!(!person.hears(Role::Button, "The bus: "));
    assert!(folder.path().join("bus.ron").exists());
}

#[test]
fn a_folder_that_is_gone_is_said_to_be_gone() {
    let mut person = Person::at(DESK, world_with("no/such/folder".into()));
    assert!(matches!(person.screen(), Screen::Findings(_)), "{person:?}");
    assert!(person.reads("This folder can't be listed"), "{person:?}");
    person.click(Role::Button, "Back to the library");
    assert_eq!(shown(&person), titles());
    person.node(Role::Button, "folder: could not be read");
}

#[test]
fn the_map_of_what_is_covered_leads_to_rows_and_vignettes() {
    let mut person = Person::new();
    person.ask(attune::ui::command::Command::ShowFramework);
    person.click(Role::Button, "What the library covers");
    assert_eq!(person.screen(), Screen::Coverage);
    person.node(Role::Label, "Own your part in The worksheet: ");
    while person
        .focused_node()
        .is_none_or(|node| heard(&node).name != "Own your part")
    {
        person.tab(Modifiers::NONE);
    }
    person.press(Key::ArrowRight);
    person.press(Key::ArrowRight);
    person.press(Key::ArrowLeft);
    let first = titles().into_iter().next().unwrap();
    person.click(Role::Button, "Open this vignette");
    assert!(matches!(person.screen(), Screen::Briefing(_)), "{first}");
    person.node(Role::Heading, &first);
    person.press(Key::Escape);
    person.click(Role::Button, "About this row");
    assert_eq!(person.screen(), Screen::Framework);
    person.node(Role::Heading, "Own your part");
}
