//! The keys of a session and of long pages, as somebody without a pointer needs them.

use attune::library::catalog::Origin;
use attune::session::event::Phase;
use attune::session::options::{Mode, Options};
use attune::ui::app::Screen;
use attune::ui::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::{Person, SMALL, heard, is_on, world};
use crate::play::{phase, step_by_keys};

const WORKSHEET: Origin = Origin::Bundled("the-worksheet.ron");

fn guided() -> Person {
    let mut person = Person::new();
    person.ask(Command::Begin(WORKSHEET, Options::of(Mode::Guided)));
    person
}

#[track_caller]
fn check_focus(person: &Person, role: Role, name: &str) {
    let focused = person.focused();
    let there = focused
        .as_ref()
        .is_some_and(|heard| heard.role == role && heard.name.starts_with(name));
    assert!(there, "{focused:?} has the keyboard, not {role:?} “{name}”");
}

#[test]
fn tab_begins_at_what_is_asked() {
    let mut person = guided();
    person.tab(Modifiers::NONE);
    check_focus(&person, Role::Button, "No strain");
    person.let_go();
    person.press(Key::Num1);
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Draft));
    check_focus(&person, Role::MultilineTextInput, "What would you say?");
    person.press_with(Modifiers::COMMAND, Key::Enter);
    assert_eq!(
        phase(&person),
        Some(Phase::Respond),
        "nothing was written, so it is left out"
    );
    person.tab(Modifiers::NONE);
    check_focus(&person, Role::Button, "1. ");
    while person.focused().unwrap().name.contains("ilence: ") {
        person.tab(Modifiers::NONE);
    }
    person.press(Key::Space);
    person.tab(Modifiers::NONE);
    check_focus(&person, Role::Button, "Say this");
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Confidence));
    person.press(Key::Num2);
    assert_eq!(phase(&person), Some(Phase::Feedback));
    // Going backwards still comes from the end of the screen, and everything else can be reached.
    person.tab_to(Role::Button, "Leave the session");
    person.tab_to(Role::Button, "Keys and help");
}

#[test]
fn an_empty_draft_is_left_out_by_enter_also_without_the_field() {
    let mut person = guided();
    person.press(Key::Num1);
    person.press(Key::Enter);
    person.let_go();
    assert_eq!(phase(&person), Some(Phase::Draft));
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Respond));
}

#[test]
fn numbers_go_on_to_what_a_strain_is_over() {
    let mut person = Person::at(SMALL, world());
    person.ask(Command::SetText(200));
    person.ask(Command::Begin(WORKSHEET, Options::of(Mode::Guided)));
    person.press(Key::Num2);
    let button = person.node(Role::Button, "That’s what I see").rect();
    let window = person.window();
    assert!(window.contains_rect(button), "the way on is at {button:?}");
    person.press(Key::Num5);
    assert!(is_on(&person.node(Role::Button, "Tasks")));
    assert!(is_on(&person.node(Role::Button, "A move away")));
    person.click(Role::RadioButton, "History with services");
    assert!(is_on(&person.node(Role::RadioButton, "History with services")));
    person.let_go();
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Draft));
}

#[test]
fn what_was_noticed_is_set_beside_what_there_was() {
    let mut person = guided();
    for asked in [Phase::Notice, Phase::Draft, Phase::Respond, Phase::Confidence] {
        assert_eq!(phase(&person), Some(asked));
        step_by_keys(&mut person, asked, Key::Num1);
    }
    assert!(person.reads("You saw a withdrawal"), "{person:?}");
}

#[test]
fn no_key_reaches_through_the_help_sheet() {
    let mut person = guided();
    person.press(Key::Num1);
    person.press(Key::F1);
    check_focus(&person, Role::Button, "Close");
    for key in [Key::Num2, Key::Space, Key::F1, Key::Num3, Key::Enter] {
        person.press(key);
        if !person.hears(Role::Heading, "Keys and help") {
            person.press(Key::F1);
        }
        assert_eq!(phase(&person), Some(Phase::Notice), "{key:?} went through");
    }
    person.press(Key::Escape);
    assert!(!person.hears(Role::Heading, "Keys and help"));
    assert!(
        is_on(&person.node(Role::Button, "No strain")),
        "what was marked stays marked"
    );
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Draft));
}

/// Where the first heading of the second level stands.
fn top_of(person: &Person, name: &str) -> f32 {
    person.node(Role::Heading, name).rect().top()
}

#[track_caller]
fn check_scrolled(person: &mut Person, landmark: &str) {
    let before = top_of(person, landmark);
    person.press(Key::PageDown);
    let down = top_of(person, landmark);
    assert!(down < before - 50.0, "{:?}: from {before} to {down}", person.screen());
    person.press(Key::End);
    let end = top_of(person, landmark);
    assert!(end <= down);
    person.press(Key::PageUp);
    assert!(top_of(person, landmark) > end);
    person.press(Key::Home);
    assert!((top_of(person, landmark) - before).abs() < 2.0, "{:?}", person.screen());
}

#[test]
fn pages_that_are_longer_than_the_window_move_by_key() {
    let mut person = Person::at(SMALL, world());
    person.ask(Command::SetReduceMotion(true));
    check_scrolled(&mut person, "Whom would you like to meet?");
    person.ask(Command::OpenBriefing(WORKSHEET));
    check_scrolled(&mut person, "What you know");
    person.ask(Command::ShowRow("repair.own-part".into()));
    check_scrolled(&mut person, "When it goes well");
    person.press(Key::F1);
    check_scrolled(&mut person, "Everywhere");
    person.press(Key::Escape);
    person.ask(Command::Begin(WORKSHEET, Options::of(Mode::Practice)));
    while person.screen() == Screen::Session {
        let asked = phase(&person).unwrap();
        step_by_keys(&mut person, asked, Key::Num1);
    }
    check_scrolled(&mut person, "Between the two of you");
}

#[test]
fn a_briefing_begins_at_its_top_and_tab_at_its_button() {
    let mut person = Person::at(SMALL, world());
    person.ask(Command::SetReduceMotion(true));
    person.ask(Command::OpenBriefing(WORKSHEET));
    person.press(Key::End);
    assert!(top_of(&person, "The worksheet") < 0.0);
    person.ask(Command::OpenBriefing(Origin::Bundled("in-theory.ron")));
    let title = person.node(Role::Heading, "In theory").rect();
    assert!(person.window().contains_rect(title), "{title:?}");
    person.tab(Modifiers::NONE);
    check_focus(&person, Role::Button, "Meet Femi");
}

#[test]
fn one_enter_too_many_gives_no_reading_and_no_notebook() {
    let mut person = guided();
    let mut seen = 0;
    while person.screen() == Screen::Session {
        let asked = phase(&person).unwrap();
        if matches!(asked, Phase::ReadAlliance | Phase::Notebook) {
            person.press(Key::Enter);
            assert_eq!(phase(&person), Some(asked));
            check_focus(&person, Role::Button, "That’s ");
            person.let_go();
            seen += 1;
        }
        if asked == Phase::Notebook {
            // With a number it is ticked, and Enter goes on from anywhere.
            person.press(Key::Num1);
            person.press(Key::Enter);
        } else {
            step_by_keys(&mut person, asked, Key::Num1);
        }
    }
    assert!(seen > 0);
}

#[test]
fn a_marked_card_is_said_by_another_enter() {
    let mut person = guided();
    step_by_keys(&mut person, Phase::Notice, Key::Num1);
    step_by_keys(&mut person, Phase::Draft, Key::Num1);
    person.tab(Modifiers::NONE);
    while person.focused().unwrap().name.contains("ilence: ") {
        person.tab(Modifiers::NONE);
    }
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Respond));
    person.press(Key::Enter);
    assert_eq!(phase(&person), Some(Phase::Confidence));
}

#[test]
fn a_search_leads_on_to_whom_it_found() {
    let mut person = Person::new();
    person.press_with(Modifiers::COMMAND, Key::F);
    person.type_text("worksheet");
    person.press(Key::Enter);
    check_focus(&person, Role::Button, "The worksheet: ");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Briefing(WORKSHEET));
}

#[test]
fn what_a_vignette_touches_on_is_read_before_anything_of_it() {
    let mut person = Person::at(SMALL, world());
    person.ask(Command::OpenBriefing(WORKSHEET));
    let warning = person.harness.root();
    let all = egui_kittest::kittest::Queryable::query_all_by_label_contains(&warning, "Touches on ");
    let warning = all.last().unwrap();
    let (at, named) = (warning.rect(), heard(&warning).name);
    assert!(named.ends_with("You can leave at any moment."), "{named}");
    assert!(at.bottom() < top_of(&person, "What you know"));
    assert!(person.window().contains_rect(at));
}
