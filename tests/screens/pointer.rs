//! The program with a pointer, by role and name.

use attune::library::catalog::Origin;
use attune::session::event::Phase;
use attune::ui::app::Screen;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::{Person, SMALL, world};
use crate::play::{phase, step_by_pointer, to_the_end};

#[test]
fn every_place_is_reached() {
    let mut person = Person::new();
    person.node(Role::Heading, "Whom would you like to meet?");
    person.click(Role::Button, "Framework");
    person.node(Role::Heading, "What is trained here");
    person.click(Role::Button, "Settings");
    person.node(Role::Heading, "Settings");
    person.click(Role::Button, "Keys and help");
    person.node(Role::Heading, "Keys and help");
    person.click(Role::Button, "Close");
    assert!(!person.hears(Role::Heading, "Keys and help"));
    person.click(Role::Button, "Library");
    person.click(Role::Button, "The worksheet");
    assert_eq!(person.screen(), Screen::Briefing(Origin::Bundled("the-worksheet.ron")));
    person.click(Role::Button, "Back to the library");
    assert_eq!(person.screen(), Screen::Library);
}

#[test]
fn a_guided_session_asks_every_step_and_ends_in_the_debrief() {
    let mut person = Person::new();
    person.click(Role::Button, "The worksheet");
    person.click(Role::Button, "Meet");
    assert_eq!(person.screen(), Screen::Session);
    for name in ["Bond", "Tasks", "Goals"] {
        person.node(Role::Meter, name);
    }
    let asked = to_the_end(&mut person, |person, phase| step_by_pointer(person, phase, "1. "));
    for phase in ["Notice", "Draft", "Respond", "Confidence", "Feedback", "Notebook"] {
        assert!(asked.contains(phase), "{phase} was never asked: {asked:?}");
    }
    person.click(Role::Button, "Play again");
    assert_eq!(person.screen(), Screen::Session);
    person.click(Role::Button, "Leave the session");
    assert_eq!(person.screen(), Screen::Library);
}

#[track_caller]
fn check_mode(mode: &str, asked: &[&str]) {
    let mut person = Person::new();
    person.click(Role::Button, "The worksheet");
    person.click(Role::Button, mode);
    person.click(Role::Button, "Meet");
    let found = to_the_end(&mut person, |person, phase| step_by_pointer(person, phase, "2. "));
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), asked);
}

#[test]
fn each_mode_asks_what_it_promises() {
    check_mode("Practice", &["Feedback", "Respond"]);
    check_mode("Probe", &["Confidence", "Draft", "Notice", "Respond"]);
}

#[test]
fn a_small_screen_in_large_text_is_enough_for_a_whole_play() {
    let mut person = Person::at(SMALL, world());
    person.click(Role::Button, "Settings");
    for _ in 0..10 {
        person.press_with(Modifiers::COMMAND, Key::Plus);
    }
    person.click(Role::RadioButton, "High contrast");
    person.click(Role::Button, "Library");
    person.click(Role::Button, "The worksheet");
    person.click(Role::Button, "Meet");
    to_the_end(&mut person, |person, phase| step_by_pointer(person, phase, "1. "));
    person.node(Role::Button, "Play again");
}

#[test]
fn a_moment_is_tried_again() {
    let mut person = Person::new();
    person.click(Role::Button, "The worksheet");
    person.click(Role::Button, "Practice");
    person.click(Role::Button, "Meet");
    step_by_pointer(&mut person, Phase::Respond, "1. ");
    assert_eq!(phase(&person), Some(Phase::Feedback));
    person.click(Role::Button, "Try this moment again");
    assert_eq!(phase(&person), Some(Phase::Respond));
    assert!(person.reads("Turn 1"), "{person:?}");
}

#[test]
fn every_row_of_the_framework_can_be_read() {
    let mut person = Person::new();
    person.click(Role::Button, "Framework");
    let rows = &attune::framework::load::bundled().rows;
    assert_eq!(rows.len(), 39);
    let titles = attune::library::catalog::bundled();
    for row in rows {
        let label = row.label.clone();
        let named = person.interactive();
        let listed = named.iter().find(|node| crate::person::heard(node).name == label);
        let listed = listed.unwrap_or_else(|| panic!("{label} is not in the list:\n{person:?}"));
        listed.click_accesskit();
        person.settle();
        for heading in [&label, "When it goes well", "When it is missed", "Where to practise it"] {
            assert!(person.hears(Role::Heading, heading), "{label}: {heading}\n{person:?}");
        }
        for text in [&row.text, &row.good, &row.weak] {
            assert!(
                !text.trim().is_empty() && person.reads(text.trim()),
                "{label}: {text}\n{person:?}"
            );
        }
        let one_click_away = titles
            .iter()
            .filter(|entry| person.hears(Role::Button, &entry.title))
            .count();
        assert!(
            one_click_away >= 2,
            "{label} is exercised by {one_click_away} vignettes"
        );
    }
    person.node(Role::Heading, "Where to practise it");
}

#[test]
fn a_vignette_is_found_by_what_it_trains() {
    let mut person = Person::new();
    person.click(Role::Button, "Framework");
    let own = attune::framework::load::bundled().row_label("repair.own-part");
    let row = person
        .interactive()
        .into_iter()
        .find(|node| crate::person::heard(node).name == own);
    row.unwrap().click_accesskit();
    person.settle();
    person.click(Role::Button, "The worksheet");
    assert_eq!(person.screen(), Screen::Briefing(Origin::Bundled("the-worksheet.ron")));
}
