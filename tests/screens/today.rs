//! Today: rounds of single statements, what comes back, probes apart, and the second look at one's own words.

use std::path::Path;

use attune::framework::load::bundled;
use attune::history::store::Store;
use attune::library::catalog::Origin;
use attune::library::vignette::load;
use attune::practice::deck::Focus;
use attune::session::event::{Event, Move, Phase, Reason};
use attune::session::options::{Mode, Options};
use attune::session::replay::{from_lines, replay, started, to_lines};
use attune::ui::app::{Screen, World};
use attune::ui::command::Command;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

use crate::person::{DESK, Person, is_on, world_in, world_with};
use crate::play::{phase, step_by_keys};

/// A folder with a vignette that is held back.
fn vignettes() -> World {
    world_with(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes").into())
}

/// Answers the drill on the screen with keys alone. Returns the statement's place.
fn drill_by_keys(person: &mut Person) -> u32 {
    let statement = person.app(|app| app.session().unwrap().faced().unwrap().statement);
    let begun = person.app(|app| started(app.session().unwrap().log()).unwrap().clone());
    assert_eq!(begun.options.mode, Mode::Drill);
    for expected in [
        Phase::Notice,
        Phase::Draft,
        Phase::Respond,
        Phase::Confidence,
        Phase::Feedback,
    ] {
        assert_eq!(phase(person), Some(expected));
        step_by_keys(person, expected, Key::Num1);
    }
    statement
}

#[test]
fn ten_minutes_by_keys_alone() {
    let mut person = Person::new();
    person.press_with(Modifiers::COMMAND, Key::T);
    assert_eq!(person.screen(), Screen::Today);
    assert!(person.hears(Role::Heading, "What is due") && person.reads("Nothing yet."));
    person.tab_to(Role::Button, "Ten minutes");
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Session);
    let length = person.app(|app| app.session().is_some()).then_some(4).unwrap();
    for number in 1..=length {
        assert!(person.reads(&format!("{number} of {length}")), "{number}\n{person:?}");
        assert!(person.reads("session "), "no context:\n{person:?}");
        drill_by_keys(&mut person);
    }
    assert_eq!(person.screen(), Screen::Round);
    assert!(person.hears(Role::Heading, "That is it for today"));
    assert!(
        person.reads("Comes back tomorrow.") || person.reads("Comes back in "),
        "{person:?}"
    );
    // Somebody new comes after a short round.
    assert!(person.hears(Role::Button, "Meet "));
    person.click(Role::Button, "That is enough for today");
    assert_eq!(person.screen(), Screen::Today);
    assert!(person.reads("Nothing today. Next, "), "{person:?}");
}

#[test]
fn a_round_can_be_stopped_at_any_moment() {
    let mut person = Person::new();
    person.ask(Command::ShowToday);
    person.ask(Command::BeginRound(Focus::All));
    person.click(Role::Button, "Stop here");
    assert!(person.hears(Role::Heading, "Nothing was answered, and that is fine"));
    person.press(Key::Enter);
    assert_eq!(person.screen(), Screen::Today);
    person.ask(Command::BeginRound(Focus::Ability("repair.own-part".into())));
    drill_by_keys(&mut person);
    assert!(person.reads("2 of 8"));
    step_by_keys(&mut person, Phase::Notice, Key::Num1);
    person.click(Role::Button, "Stop here");
    assert!(person.hears(Role::Heading, "One moment done"), "{person:?}");
    // What was left is no session to go on with.
    person.ask(Command::OpenBriefing(Origin::Bundled("the-worksheet.ron")));
    assert!(!person.hears(Role::Button, "Go on where you left off"));
}

#[test]
fn a_drill_is_kept_as_what_it_is() {
    let mut person = Person::new();
    person.ask(Command::BeginRound(Focus::Marker("minimal-response".into())));
    let log = person.app(|app| app.session().unwrap().log().to_vec());
    assert!(matches!(log.first(), Some(Event::Started(begun)) if begun.options.from.is_some()));
    for phase in [Phase::Notice, Phase::Draft, Phase::Respond, Phase::Confidence] {
        step_by_keys(&mut person, phase, Key::Num1);
    }
    assert!(!person.hears(Role::Button, "Try this moment again"));
    let mut session = person.app(|app| app.session().unwrap().clone());
    session.act(Move::Continue).unwrap();
    assert_eq!(session.ended().unwrap().reason, Reason::Single);
}

#[test]
fn what_was_practised_is_there_the_next_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::BeginRound(Focus::All));
    drill_by_keys(&mut person);
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::ShowToday);
    person.wait_until("the cards come back", |person| person.reads("Nothing today. Next, "));
    let mut later = Person::at(
        DESK,
        World {
            now_ms: || 1_790_000_000_000 + 400 * 86_400_000,
            ..world_in(folder.path())
        },
    );
    later.ask(Command::ShowToday);
    later.wait_until("they are due", |person| person.reads("months ago"));
    assert!(later.reads("what has been due longest comes first") || later.reads("what is due comes first"));
}

#[test]
fn what_is_held_back_stands_apart_and_is_only_a_probe() {
    let mut person = Person::at(DESK, vignettes());
    assert!(person.hears(Role::Heading, "Kept back"));
    person.ask(Command::ShowToday);
    assert!(person.hears(Role::Heading, "Does it carry over?"));
    // Two are bundled, and one is in the folder.
    assert_eq!(person.nodes(Role::Button, "Take the probe: ").len(), 3, "{person:?}");
    person.click(Role::Button, "Take the probe: The form");
    assert!(matches!(person.screen(), Screen::Briefing(_)));
    assert!(!person.hears(Role::Button, "Guided") && person.hears(Role::Heading, "How this goes"));
    person.click(Role::Button, "Meet ");
    let mode = person.app(|app| app.session().unwrap().options().mode);
    assert_eq!(mode, Mode::Probe);
    // Not by asking for another mode either.
    let Some(held) = person.app(|app| started(app.session().unwrap().log()).map(|begun| begun.vignette.clone())) else {
        panic!("no session")
    };
    assert!(!held.as_str().is_empty());
    person.ask(Command::LeaveSession);
    let origin = Origin::File(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes/every-field.ron").into());
    person.ask(Command::Begin(origin, Options::of(Mode::Guided)));
    assert_eq!(person.app(|app| app.session().unwrap().options().mode), Mode::Probe);
}

#[test]
fn the_briefing_remembers_how_one_worked_last() {
    let folder = tempfile::tempdir().unwrap();
    let worksheet = || Origin::Bundled("the-worksheet.ron");
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::OpenBriefing(worksheet()));
    assert!(is_on(&person.node(Role::Button, "Guided")));
    person.click(Role::Button, "Practice");
    person.click(Role::CheckBox, "Ask how sure I am");
    person.click(Role::Button, "Meet Carys");
    drop(person);
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::OpenBriefing(worksheet()));
    assert!(is_on(&person.node(Role::Button, "Practice")));
    let ticked = |name: &str| person.node(Role::CheckBox, name).accesskit_node().toggled() == Some(Toggled::True);
    assert!(ticked("Ask how sure I am") && !ticked("Ask me what I notice"));
}

#[test]
fn the_welcome_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    assert!(person.hears(Role::Heading, "Welcome") && person.hears(Role::Button, "Begin with "));
    person.click(Role::Button, "I’ll look around");
    assert!(!person.hears(Role::Heading, "Welcome"));
    drop(person);
    assert!(!Person::at(DESK, world_in(folder.path())).hears(Role::Heading, "Welcome"));
}

fn play_small(folder: &Path) -> Person {
    let mut person = Person::at(
        DESK,
        World {
            data_folder: Some(folder.to_owned()),
            ..vignettes()
        },
    );
    let small = Origin::File(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes/small.ron").into());
    person.ask(Command::Begin(small, Options::of(Mode::Guided)));
    while person.screen() == Screen::Session {
        let asked = phase(&person).unwrap();
        step_by_keys(&mut person, asked, Key::Num1);
    }
    person
}

#[test]
fn ones_own_words_are_looked_at_again_and_rated() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = play_small(folder.path());
    assert_eq!(person.screen(), Screen::Debrief);
    person.click(Role::Button, "Look at your own words");
    assert_eq!(person.screen(), Screen::Review);
    assert!(person.reads("What you wrote") && person.reads("I wonder what it was like to hear that."));
    assert!(person.reads("What you chose") && person.hears(Role::Heading, "What was asked for."));
    person.tab_to(Role::CheckBox, "");
    person.press(Key::Space);
    person.tab_to(Role::Slider, "How good was it");
    for _ in 0..3 {
        person.press(Key::ArrowRight);
    }
    person.click(Role::Button, "Keep this");
    assert!(person.reads("Kept. You can change it."), "{person:?}");
    assert!(person.hears(Role::Heading, "Your view and your choices") && person.reads("a few more ratings"));
    drop(person);
    // The rating is there the next time, and what was not rated waits.
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::ShowToday);
    person.wait_until("drafts are counted", |person| {
        person.reads("for a second look") || person.reads("beside what you chose")
    });
    person.click(Role::Button, "Look at your own words");
    assert_eq!(person.screen(), Screen::Review);
}

#[test]
fn whoever_was_left_in_the_middle_is_gone_on_with_from_today() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::ShowToday);
    let new = person.nodes(Role::Label, "Four single moments").len();
    assert_eq!(new, 1, "somebody new is offered: {person:?}");
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    for asked in [Phase::Notice, Phase::Draft, Phase::Respond] {
        step_by_keys(&mut person, asked, Key::Num1);
    }
    let left = person.app(|app| app.session().unwrap().log().to_vec());
    drop(person);
    let mut person = back_at_today(folder.path());
    assert!(person.reads("You left ‘The worksheet’ in the middle."), "{person:?}");
    person.tab_to(Role::Button, "Go on with Carys");
    person.press(Key::Enter);
    person.settle();
    assert_eq!(phase(&person), Some(Phase::Confidence));
    let again = person.app(|app| app.session().unwrap().log().to_vec());
    assert_eq!(again, left, "the same turn, seed, words and answer");
}

/// Leaves a round in its second drill, with the notice, the draft and the answer given. Returns the log as it stood.
fn leave_in_the_second_drill(folder: &Path) -> Vec<Event> {
    let mut person = Person::at(DESK, world_in(folder));
    person.ask(Command::ShowToday);
    assert!(!person.hears(Role::Button, "Go on with it"));
    person.ask(Command::BeginRound(Focus::All));
    drill_by_keys(&mut person);
    for asked in [Phase::Notice, Phase::Draft, Phase::Respond] {
        step_by_keys(&mut person, asked, Key::Num1);
    }
    assert_eq!(phase(&person), Some(Phase::Confidence));
    person.app(|app| app.session().unwrap().log().to_vec())
}

/// Opens today in a world whose rounds would begin with other statements.
fn back_at_today(folder: &Path) -> Person {
    let later = World {
        now_ms: || 1_790_000_000_000 + 2 * 3_600_000,
        seed: || 99,
        ..world_in(folder)
    };
    let mut person = Person::at(DESK, later);
    person.ask(Command::ShowToday);
    person.settle();
    person
}

#[test]
fn a_round_goes_on_after_a_restart_where_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let left = leave_in_the_second_drill(folder.path());
    let mut person = back_at_today(folder.path());
    assert!(
        person.reads("You were in the middle of ten minutes 2 hours ago, one of four moments done."),
        "{person:?}"
    );
    person.tab_to(Role::Button, "Go on with it");
    person.press(Key::Enter);
    person.settle();
    assert_eq!(phase(&person), Some(Phase::Confidence));
    let again = person.app(|app| app.session().unwrap().log().to_vec());
    assert_eq!(
        again, left,
        "the same statement, seed, order of responses, words and answer"
    );
    assert!(
        person.reads("2 of 4") && person.reads("session "),
        "its two lines are there: {person:?}"
    );
    step_by_keys(&mut person, Phase::Confidence, Key::Num1);
    step_by_keys(&mut person, Phase::Feedback, Key::Num1);
    for number in 3..=4 {
        assert!(person.reads(&format!("{number} of 4")), "{person:?}");
        drill_by_keys(&mut person);
    }
    assert_eq!(person.screen(), Screen::Round);
    assert!(person.hears(Role::Heading, "That is it for today") && person.hears(Role::Button, "Meet "));
    // All four drafts are there to be looked at again, those from before as well.
    person.click(Role::Button, "Look at your own words");
    person.wait_until("they are looked up", |person| person.reads("1 of 4"));
    person.ask(Command::ShowToday);
    person.settle();
    assert!(!person.hears(Role::Button, "Go on with it"));
}

#[test]
fn a_round_is_let_go_of_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    leave_in_the_second_drill(folder.path());
    let mut person = back_at_today(folder.path());
    person.click(Role::Button, "Let it go");
    assert!(!person.hears(Role::Button, "Go on with it") && person.hears(Role::Button, "Ten minutes"));
    assert!(
        person.reads("Nothing today. Next, "),
        "what was done is kept: {person:?}"
    );
    drop(person);
    let person = back_at_today(folder.path());
    assert!(!person.hears(Role::Button, "Go on with it"));
}

#[test]
fn a_round_waits_while_something_else_is_played() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(folder.path()));
    person.ask(Command::BeginRound(Focus::All));
    step_by_keys(&mut person, Phase::Notice, Key::Num1);
    person.press_with(Modifiers::COMMAND, Key::L);
    person.ask(Command::Begin(
        Origin::Bundled("the-worksheet.ron"),
        Options::of(Mode::Guided),
    ));
    assert!(!person.reads("1 of 4"), "a whole session is no drill: {person:?}");
    person.ask(Command::ShowToday);
    person.click(Role::Button, "Go on with it");
    person.settle();
    assert_eq!(phase(&person), Some(Phase::Draft));
    assert!(person.reads("1 of 4"), "{person:?}");
    person.click(Role::Button, "Stop here");
    person.ask(Command::ShowToday);
    person.settle();
    assert!(
        !person.hears(Role::Button, "Go on with it"),
        "whoever stops a round has done with it"
    );
}

#[test]
fn a_drill_whose_cards_were_not_kept_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    leave_in_the_second_drill(folder.path());
    // The last moves are on the disk, and the program was stopped before the cards were.
    let mut store = Store::open(folder.path()).unwrap().store;
    let profile = store.profiles().unwrap()[0].id;
    let tried = |store: &mut Store| -> u32 { store.cards(profile).unwrap().iter().map(|card| card.reps).sum() };
    let before = tried(&mut store);
    let attempt = store.round(profile).unwrap().unwrap().attempt.unwrap();
    let kept = store.attempt(attempt).unwrap().unwrap();
    let vignette = load(&kept.text, bundled()).vignette.unwrap();
    let log = from_lines(&kept.events.join("\n")).unwrap();
    let mut session = replay(&vignette.graph, &log).unwrap();
    for step in [Move::Confidence(80), Move::Continue] {
        session.act(step).unwrap();
    }
    let lines: Vec<String> = to_lines(&session.log()[log.len()..])
        .lines()
        .map(str::to_owned)
        .collect();
    store.append(attempt, log.len(), &lines, &[]).unwrap();
    store.finish(attempt, 5, "", 0).unwrap();
    drop(store);
    let mut person = back_at_today(folder.path());
    person.click(Role::Button, "Go on with it");
    person.settle();
    assert!(
        person.reads("3 of 4") && phase(&person) == Some(Phase::Notice),
        "{person:?}"
    );
    drop(person);
    let mut store = Store::open(folder.path()).unwrap().store;
    let after = tried(&mut store);
    assert!(after > before);
    let mut person = back_at_today(folder.path());
    person.click(Role::Button, "Go on with it");
    person.settle();
    drop(person);
    assert_eq!(tried(&mut store), after, "going on counts nothing");
}
