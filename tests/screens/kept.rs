//! What is kept: settings, attempts, and moves, which are shown as taken only once they are.

use std::sync::Arc;

use attune::library::catalog::{Entry, Origin};
use attune::session::event::{Move, Noticed, Phase};
use attune::session::options::{Mode, Options};
use attune::ui::app::Screen;
use attune::ui::command::Command;
use attune::ui::practise::play::Play;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::person::{DESK, Person, is_on, world_in};
use crate::play::{phase, step_by_keys, to_the_end};
use egui_kittest::kittest::NodeT as _;

#[test]
fn settings_are_kept_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let own = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::AddPath(own.path().to_owned()));
    person.press_with(Modifiers::COMMAND, Key::Comma);
    person.click(Role::RadioButton, "Lamplight");
    person.click(Role::CheckBox, "Reduce motion");
    person.press_with(Modifiers::COMMAND, Key::Plus);
    person.press_with(Modifiers::COMMAND, Key::Plus);
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.click(Role::Button, "Settings");
    assert!(is_on(&person.node(Role::RadioButton, "Lamplight")));
    assert!(!is_on(&person.node(Role::RadioButton, "Daylight")));
    assert!(is_on(&person.node(Role::CheckBox, "Reduce motion")));
    let size = person.nodes(Role::Slider, "Size of all text");
    assert_eq!(size[0].accesskit_node().numeric_value(), Some(120.0));
    assert!(person.reads(&own.path().display().to_string()));
}

#[test]
fn an_attempt_stands_on_its_card_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    assert!(!person.reads("Last: "));
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    to_the_end(&mut person, |person, phase| step_by_keys(person, phase, Key::Num1));
    person.press_with(Modifiers::COMMAND, Key::L);
    person.wait_until("the attempt is on its card", |person| person.reads("Last: "));
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.wait_until("the attempt is on its card", |person| person.reads("Last: "));
    person.click(Role::Button, "Settings");
    person.click(Role::Button, "See, take along or delete my data");
    person.settle();
    assert!(person.reads("1 attempt, with every move"));
    person.click(Role::Button, "Delete everything…");
    person.click(Role::Button, "Keep it all");
    person.click(Role::Button, "Delete everything…");
    person.click(Role::Button, "Delete everything");
    person.settle();
    assert!(person.reads("0 attempts, with every move"));
    person.click(Role::Button, "Library");
    assert!(!person.reads("Last: "));
}

#[test]
fn a_session_that_is_left_shows_no_ending_on_its_card() {
    let mut person = Person::new();
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    person.press(Key::Num1);
    person.press(Key::Enter);
    person.click(Role::Button, "Leave the session");
    assert_eq!(person.screen(), Screen::Library);
    assert!(!person.reads("Last: "));
}

#[test]
fn a_session_that_was_left_is_offered_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    assert!(!person.hears(Role::Button, "Go on with "));
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    person.press(Key::Num1);
    person.press(Key::Enter);
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.settle();
    assert!(person.reads("You left ‘The worksheet’ in the middle."), "{person:?}");
    assert!(person.reads("; Left in the middle"), "its card says so");
    person.ask(Command::OpenBriefing(Origin::Bundled("the-worksheet.ron")));
    assert!(person.hears(Role::Button, "Start again"));
    person.press(Key::Enter);
    person.settle();
    let at = person.app(|app| app.session().map(|session| session.phase()));
    assert_eq!(at, Some(Phase::Draft), "Enter goes on, and begins nothing anew");
    person.click(Role::Button, "Leave the session");
    person.click(Role::Button, "Not now");
    assert!(!person.hears(Role::Button, "Go on with "));
}

fn worksheet() -> Arc<attune::library::vignette::Vignette> {
    let entries = attune::library::catalog::bundled();
    let entry: &Entry = entries
        .iter()
        .find(|entry| entry.origin == Origin::Bundled("the-worksheet.ron"))
        .unwrap();
    Arc::clone(entry.vignette().unwrap())
}

#[test]
fn a_move_is_shown_only_once_it_is_kept() {
    let mut play = Play::begin(worksheet(), 7, Options::of(Mode::Guided));
    let begun = play.events();
    let events = play.act(Move::Notice(Noticed::None)).unwrap();
    assert!(!events.is_empty() && play.is_waiting());
    assert_eq!((play.session.phase(), play.events()), (Phase::Notice, begun));
    play.kept();
    assert!(!play.is_waiting());
    assert_eq!(
        (play.session.phase(), play.events()),
        (Phase::Draft, begun + events.len())
    );
    assert!(play.act(Move::Continue).is_err());
    assert!(!play.is_waiting());
}

#[test]
fn a_second_move_is_not_taken_while_the_first_is_being_kept() {
    let mut person = Person::new();
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    let ctx = person.harness.ctx.clone();
    person.app(|app| {
        app.ask(Command::Act(Move::Notice(Noticed::None)), &ctx);
        assert_eq!(app.session().unwrap().phase(), Phase::Notice);
        app.ask(Command::Act(Move::Skip), &ctx);
        assert_eq!(app.session().unwrap().phase(), Phase::Notice);
    });
    person.settle();
    assert_eq!(phase(&person), Some(Phase::Draft));
}

#[test]
fn on_a_full_disk_one_plays_on_and_nothing_is_lost_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.app(|app| app.limit_history(Some(1)));
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    assert!(
        person.reads("The session goes on, and is kept as soon as that is possible"),
        "{person:?}"
    );
    to_the_end(&mut person, |person, phase| step_by_keys(person, phase, Key::Num1));
    assert_eq!(person.screen(), Screen::Debrief);
    let said = person.nodes(Role::Label, "The history could not be written");
    assert_eq!(said.len(), 1, "it is said once");
    // A round of drills works as well, and what it teaches is not forgotten.
    person.ask(Command::BeginRound(attune::practice::deck::Focus::All));
    for _ in 0..5 {
        let asked = phase(&person).unwrap();
        step_by_keys(&mut person, asked, Key::Num1);
    }
    assert!(person.reads("2 of 4"), "{person:?}");
    person.app(|app| app.limit_history(None));
    step_by_keys(&mut person, Phase::Notice, Key::Num1);
    assert!(person.reads("What could not be kept before is kept now."), "{person:?}");
    assert!(
        !person.reads("The history could not be written"),
        "that is over: {person:?}"
    );
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.wait_until("the session is on its card", |person| person.reads("Last: "));
    person.ask(Command::ShowToday);
    person.settle();
    assert!(
        person.reads("one of four moments done") && person.reads("Nothing today. Next, "),
        "{person:?}"
    );
}
