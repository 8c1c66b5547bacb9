//! The program without a pointer.

use attune::library::catalog::Origin;
use attune::ui::app::Screen;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::Person;
use crate::play::{step_by_keys, to_the_end};

#[test]
fn every_place_has_keys() {
    let mut person = Person::new();
    assert_eq!(person.screen(), Screen::Library);
    person.press_with(Modifiers::COMMAND, Key::K);
    assert_eq!(person.screen(), Screen::Framework);
    person.press_with(Modifiers::COMMAND, Key::Comma);
    assert_eq!(person.screen(), Screen::Settings);
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Framework);
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Library);
    person.press(Key::F1);
    assert!(person.hears(Role::Heading, "Keys and help"));
    person.press(Key::Escape);
    assert!(!person.hears(Role::Heading, "Keys and help"));
    person.press(Key::F1);
    person.press(Key::F1);
    assert!(!person.hears(Role::Heading, "Keys and help"));
    person.press_with(Modifiers::SHIFT, Key::Questionmark);
    assert!(person.hears(Role::Heading, "Keys and help"));
    person.press(Key::Escape);
    person.press_with(Modifiers::COMMAND, Key::F);
    let focused = person.focused().unwrap();
    assert_eq!(
        (focused.role, focused.name.as_str()),
        (Role::TextInput, "Search people, places, abilities")
    );
}

#[test]
fn tab_and_enter_reach_every_place() {
    let mut person = Person::new();
    person.tab_to(Role::Button, "Framework");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Framework);
    person.tab_to(Role::Button, "Settings");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Settings);
    person.tab_to(Role::Button, "Keys and help");
    person.press(Key::Enter);
    assert!(person.hears(Role::Heading, "Keys and help"));
    person.tab_to(Role::Button, "Close");
    person.press(Key::Enter);
    assert!(!person.hears(Role::Heading, "Keys and help"));
    person.tab_to(Role::Button, "Library");
    person.press(Key::Enter);
    person.tab_to(Role::Button, "The worksheet");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Briefing(Origin::Bundled("the-worksheet.ron")));
    person.tab_to(Role::Button, "Probe");
    person.press(Key::Space);
    person.tab_to(Role::Button, "Meet");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Session);
    person.tab_to(Role::Button, "Leave the session");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Library);
}

#[track_caller]
fn check_whole_play(title: &str, response: Key) {
    let mut person = Person::new();
    person.tab_to(Role::Button, title);
    person.press(Key::Enter);
    assert!(matches!(person.screen(), Screen::Briefing(_)), "{person:?}");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Session);
    let asked = to_the_end(&mut person, |person, phase| step_by_keys(person, phase, response));
    for phase in ["Notice", "Draft", "Respond", "Confidence", "Feedback", "Notebook"] {
        assert!(asked.contains(phase), "{phase} was never asked: {asked:?}");
    }
    person.tab_to(Role::Button, "Play again");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Session);
}

/// One in the room, one by telephone, one by video: that every vignette plays to its ends is for the plans to show.
#[test]
fn a_vignette_of_each_medium_can_be_played_with_keys_alone() {
    for title in ["Six weeks", "Over the last two weeks", "In theory"] {
        check_whole_play(title, Key::Num2);
    }
}

#[test]
fn another_response_leads_to_an_end_as_well() {
    check_whole_play("The worksheet", Key::Num1);
}

#[test]
fn escape_leaves_a_field_and_a_list_before_it_leads_back() {
    let mut person = Person::new();
    person.press_with(Modifiers::COMMAND, Key::Comma);
    person.node(Role::TextInput, "Path of a folder or a vignette").focus();
    person.settle();
    person.type_text("/somewhere");
    person.press(Key::Escape);
    assert_eq!((person.screen(), person.focused()), (Screen::Settings, None));
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Library);

    person.press_with(Modifiers::COMMAND, Key::Comma);
    person.press_with(Modifiers::COMMAND, Key::L);
    person.node(Role::ComboBox, "Level: ").focus();
    person.settle();
    person.press(Key::Enter);
    person.press(Key::Escape);
    let focused = person.focused().unwrap();
    assert_eq!(
        (person.screen(), focused.name.as_str()),
        (Screen::Library, "Level: Any level")
    );
}
