//! People, progress and data: met through the accessibility tree.

use std::path::Path;

use attune::framework::id::RuptureKind;
use attune::history::decision::{Decision, Strained};
use attune::history::store::{NewAttempt, Store};
use attune::library::catalog::Origin;
use attune::session::event::{Move, Noticed, Phase};
use attune::session::machine::Session;
use attune::session::options::{Mode, Options};
use attune::ui::app::{Screen, World};
use attune::ui::command::Command;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use crate::attempts::{SMALL_VIGNETTE, played};
use crate::person::{DESK, Person, world_with};

/// A vignette that is over after a few turns.
fn short() -> Origin {
    Origin::File(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes/small.ron").into())
}

/// A world with that vignette on the shelf, and a folder to keep things in.
fn world_in(folder: Option<&Path>) -> World {
    World {
        data_folder: folder.map(Path::to_owned),
        ..world_with(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vignettes").into())
    }
}

/// Makes so many moves, or all, without drawing each: how a session looks is looked at elsewhere.
fn play(person: &mut Person, mode: Mode, most: usize) {
    person.ask(Command::Begin(short(), Options::of(mode)));
    let ctx = person.harness.ctx.clone();
    for _ in 0..most {
        let step = person.app(|app| app.session().map(step));
        let Some(Some(step)) = step else { break };
        person.app(|app| {
            app.ask(Command::Act(step), &ctx);
            app.settle(&ctx);
        });
    }
    person.settle();
}

fn step(session: &Session) -> Option<Move> {
    Some(match session.phase() {
        Phase::Notice => Move::Notice(Noticed::None),
        Phase::Draft => Move::Draft("What was that like?".to_owned()),
        Phase::Respond => Move::Answer {
            response: session.faced()?.shown()[0],
            held_ms: 5_000,
            beliefs: 1,
        },
        Phase::Confidence => Move::Confidence(80),
        Phase::Feedback => Move::Continue,
        Phase::ReadAlliance => Move::ReadAlliance([50, 50, 50]),
        Phase::Notebook => Move::Notebook(1),
        Phase::Over => return None,
    })
}

fn whole(person: &mut Person) {
    play(person, Mode::Guided, 500);
    assert_eq!(person.screen(), Screen::Debrief);
}

#[test]
fn progress_says_what_will_appear_and_then_shows_it() {
    let mut person = Person::at(DESK, world_in(None));
    person.press_with(Modifiers::COMMAND, Key::P);
    person.settle();
    assert_eq!(person.screen(), Screen::Progress);
    assert!(person.hears(Role::Heading, "Nothing to show yet"));
    person.click(Role::Button, "Choose a vignette");
    assert_eq!(person.screen(), Screen::Library);
    whole(&mut person);
    person.press_with(Modifiers::COMMAND, Key::P);
    person.settle();
    for heading in [
        "What you are learning",
        "What you notice",
        "What you are drawn to",
        "How sure you are",
        "The whole framework",
    ] {
        assert!(person.hears(Role::Heading, heading), "{heading}");
    }
    assert!(person.reads(" in practice, on 1 day since"));
    person.click(Role::RadioButton, "Drills");
    assert!(person.hears(Role::Heading, "Nothing in this time"));
    person.click(Role::RadioButton, "All practice");
    person.click(Role::RadioButton, "30 days");
    assert!(person.hears(Role::Heading, "What you are learning"));
}

#[test]
fn the_moments_behind_a_curve_lead_back_to_their_turn() {
    let mut person = Person::at(DESK, world_in(None));
    whole(&mut person);
    person.ask(Command::ShowProgress);
    person.settle();
    person.click(Role::RadioButton, "Components");
    person.click(Role::Button, "Tasks");
    person.click(Role::Button, "Show the moments behind it");
    person.settle();
    assert!(person.reads("The bus · turn"));
    person.click(Role::Button, "Look back at");
    person.settle();
    assert_eq!(person.screen(), Screen::Debrief);
    person.press(Key::Escape);
    assert_eq!(person.screen(), Screen::Progress);
}

#[test]
fn people_are_added_chosen_renamed_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    whole(&mut person);
    person.ask(Command::ShowPeople);
    person.settle();
    person.ask(Command::AddPerson("Noor".to_owned()));
    person.settle();
    person.click(Role::Button, "Practise as Noor");
    person.settle();
    assert_eq!(person.screen(), Screen::Library);
    assert!(!person.reads("Last: "), "her shelf shows nobody else's attempts");
    whole(&mut person);
    drop(person);

    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    assert_eq!(
        person.screen(),
        Screen::People,
        "with two people, somebody is asked for"
    );
    person.click(Role::Button, "Practise as First profile");
    person.settle();
    person.click(Role::Button, "Practising: First profile");
    assert_eq!(person.screen(), Screen::People);
    person.click(Role::Button, "Rename First profile");
    person.ask(Command::RenamePerson(
        attune::history::profile::ProfileId(1),
        "Sam".to_owned(),
    ));
    person.settle();
    assert!(person.hears(Role::Heading, "Sam"));
    person.click(Role::Button, "Delete Noor…");
    person.click(Role::Button, "Keep it");
    person.click(Role::Button, "Delete Noor…");
    person.click(Role::Button, "Delete all of Noor");
    person.settle();
    assert!(!person.hears(Role::Heading, "Noor"));
    drop(person);

    let person = Person::at(DESK, world_in(Some(folder.path())));
    assert_eq!(person.screen(), Screen::Library, "one person is not asked who they are");
}

#[test]
fn a_session_is_resumed_at_its_turn_by_whoever_began_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.ask(Command::AddPerson("Noor".to_owned()));
    person.settle();
    let noor = Command::UsePerson(attune::history::writer::Who::Profile(
        attune::history::profile::ProfileId(2),
    ));
    person.ask(noor);
    person.settle();
    play(&mut person, Mode::Practice, 3);
    let left = person.app(|app| app.session().unwrap().log().to_vec());
    assert!(left.len() > 3);
    drop(person);

    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.click(Role::Button, "Practise as First profile");
    person.settle();
    person.ask(Command::OpenBriefing(short()));
    assert!(
        !person.hears(Role::Button, "Go on"),
        "it is nobody else's to go on with"
    );
    person.ask(Command::UsePerson(attune::history::writer::Who::Profile(
        attune::history::profile::ProfileId(2),
    )));
    person.settle();
    person.ask(Command::Resume(attune::history::store::AttemptId(1)));
    person.settle();
    let again = person.app(|app| app.session().unwrap().log().to_vec());
    assert_eq!(again, left, "the same turn, the same seed, the same order of responses");
}

#[test]
fn a_guest_is_said_to_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.ask(Command::ShowPeople);
    person.click(Role::Button, "Go on as a guest");
    person.settle();
    whole(&mut person);
    person.ask(Command::ShowMyData);
    person.settle();
    assert!(person.reads("Nothing of it is on the disk"));
    drop(person);
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.ask(Command::ShowMyData);
    person.settle();
    assert!(person.reads("0 attempts, with every move"));
}

#[test]
fn data_is_written_to_a_file_and_attempts_are_deleted_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    whole(&mut person);
    person.ask(Command::ShowMyData);
    person.settle();
    let path = folder.path().join("mine.json");
    person.ask(Command::ExportData(path.clone(), false, false));
    person.settle();
    assert!(person.reads("Written to"));
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(json["attempts"].as_array().unwrap().len(), 1);
    person.ask(Command::ShowMyData);
    person.click(Role::Button, "Delete attempts one by one");
    assert_eq!(person.screen(), Screen::Attempts);
    person.click(Role::Button, "Delete The bus");
    person.click(Role::Button, "Delete this attempt");
    person.settle();
    assert!(person.reads("Nothing was played yet"));
    person.ask(Command::ShowMyData);
    person.settle();
    assert!(person.reads("0 attempts, with every move"));
}

/// One answer in the vignette, months ago or lately, of which only some things matter.
fn answer(confrontation: bool, followed: bool, confidence: u8) -> Decision {
    let kind = if confrontation {
        RuptureKind::Confrontation
    } else {
        RuptureKind::Withdrawal
    };
    Decision {
        number: 0,
        turn: 0,
        at_ms: 0,
        mode: Mode::Guided,
        vignette: "the-bus".into(),
        statement: "opening".into(),
        response: "ask".into(),
        quality: if followed { 1 } else { 4 },
        best: 4,
        worst: 0,
        credit: Some(if followed { 250 } else { 1000 }),
        panel: false,
        confidence: Some(confidence),
        sighting: None,
        seen: None,
        strain: Some(Strained {
            kind,
            marker: "complaint-practitioner".into(),
            over: Vec::new(),
        }),
        foil: false,
        rupture: None,
        pull: followed.then(|| "explaining-too-early".into()),
        tempting: vec!["explaining-too-early".into()],
        called_for: vec!["repair.own-part".into()],
        shown: Vec::new(),
        hindered: Vec::new(),
        read_errors: None,
        drafted: false,
        held_back: false,
        rewound: false,
        again: false,
    }
}

/// A history of attempts with one such answer each, one a day.
fn answered(folder: &Path, made: Vec<Decision>) {
    let mut store = Store::open(folder).unwrap().store;
    let profile = store.profiles().unwrap()[0].id;
    let last = i64::try_from(made.len()).unwrap();
    let attempts = (1..).zip(made).map(|(at, decision)| {
        let started_ms = 1_790_000_000_000 - 86_400_000 * (last - at);
        let attempt = NewAttempt {
            hash: 1,
            vignette: "the-bus".to_owned(),
            title: "The bus".to_owned(),
            text: SMALL_VIGNETTE.to_owned(),
            seed: 3,
            mode: "guided".to_owned(),
            started_ms,
        };
        let decision = Decision {
            at_ms: started_ms,
            ..decision
        };
        (attempt, played(), vec![decision])
    });
    store.import(profile, attempts).unwrap();
}

#[test]
fn what_one_is_drawn_to_is_said_with_its_counts_and_the_moments_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    // Of fourteen attacks twelve were explained at; of twenty withdrawals one.
    let made = (0..34).map(|at| answer(at < 14, at < 12 || at == 20, 60));
    answered(folder.path(), made.collect());
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.ask(Command::ShowProgress);
    person.settle();
    assert!(
        person.reads("When the client turns against you or the work, you are drawn to explaining too early."),
        "{person:?}"
    );
    assert!(
        person.reads("You followed it 12 of 14 times that it was on offer then, and 1 of 20 times otherwise."),
        "{person:?}"
    );
    // The same words stand under a curve; the last one is that of the pull.
    let buttons = person.nodes(Role::Button, "Show the moments behind it").len();
    assert!(buttons >= 1);
    person.nodes(Role::Button, "Show the moments behind it")[buttons - 1].scroll_to_me();
    person.settle();
    person.nodes(Role::Button, "Show the moments behind it")[buttons - 1].click();
    person.settle();
    assert_eq!(person.nodes(Role::Button, "Look back at ").len(), 12, "{person:?}");
    person.click(Role::Button, "Look back at ");
    assert_eq!(person.screen(), Screen::Debrief);
}

#[test]
fn with_too_few_moments_nothing_is_said_about_what_one_is_drawn_to() {
    let folder = tempfile::tempdir().unwrap();
    answered(folder.path(), (0..10).map(|at| answer(at < 6, at < 6, 60)).collect());
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.ask(Command::ShowProgress);
    person.settle();
    assert!(
        person.reads("Nothing stands out: ") && !person.reads(", you are drawn to"),
        "{person:?}"
    );
    assert!(!person.hears(Role::Heading, "A word on trust"));
}

#[test]
fn a_dip_is_explained_with_its_numbers_and_without_alarm() {
    let folder = tempfile::tempdir().unwrap();
    let made = (0..40).map(|at| answer(false, at % 4 == 0, if at < 20 { 85 } else { 55 }));
    answered(folder.path(), made.collect());
    let mut person = Person::at(DESK, world_in(Some(folder.path())));
    person.ask(Command::ShowProgress);
    person.settle();
    assert!(person.hears(Role::Heading, "A word on trust"), "{person:?}");
    assert!(
        person.reads("You are less sure of your answers than you were: 55 of 100 on average, 85 before.")
            && person.reads("So the work is no worse"),
        "{person:?}"
    );
}
