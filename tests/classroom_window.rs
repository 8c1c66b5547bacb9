//! The classroom in the window, met through the accessibility tree: by clicker, by hands, and as the room sees it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[allow(dead_code)]
#[path = "screens/person.rs"]
mod person;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use attune::classroom::lesson::Lesson;
use attune::classroom::round::{Chosen, Question, Step};
use attune::library::catalog::Origin;
use attune::report::classroom::ClassroomFormat;
use attune::ui::app::Screen;
use attune::ui::classroom::ClassroomCommand;
use attune::ui::command::Command;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use person::{Heard, Person, heard, world_in};

const WORKSHEET: Origin = Origin::Bundled("the-worksheet.ron");

fn in_class() -> Person {
    let mut person = Person::new();
    person.ask(Command::OpenBriefing(WORKSHEET));
    person.click(Role::Button, "Teach with this");
    assert_eq!(person.screen(), Screen::Classroom);
    person
}

fn lesson<R>(person: &Person, look: impl FnOnce(&Lesson) -> R) -> R {
    person.app(|app| look(&app.classroom().unwrap().lesson))
}

fn step(person: &Person) -> Step {
    lesson(person, |lesson| lesson.round().unwrap().step())
}

fn counts(person: &Person, question: Question) -> Vec<u32> {
    lesson(person, |lesson| {
        lesson.round().unwrap().tally(question).counts().by_choice().to_vec()
    })
}

/// All that a screen reader hears in the window.
fn all_heard(person: &Person) -> Vec<Heard> {
    let all = person.harness.root().children_recursive();
    all.map(|node| heard(&node))
        .filter(|heard| !heard.name.is_empty())
        .collect()
}

#[test]
fn a_clicker_drives_a_whole_round() {
    let mut person = in_class();
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::Notice);
    // Three hands for B, one of them a mistake that is taken back, one for A.
    person.press(Key::Num2);
    assert!(person.reads("1 hand."), "{person:?}");
    for key in [Key::Plus, Key::Equals, Key::Minus, Key::Num1] {
        person.press(key);
    }
    assert_eq!(counts(&person, Question::Notice), [1, 2, 0]);
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::First);
    person.press(Key::PageUp);
    assert_eq!(step(&person), Step::Notice, "a clicker goes back as well");
    person.press(Key::PageDown);
    person.press(Key::T);
    let focused = person.focused().unwrap();
    assert_eq!(
        (focused.role, focused.name.as_str()),
        (Role::TextInput, "Hands counted")
    );
    person.type_text("A 12 B 5 Z 1");
    person.press(Key::Enter);
    assert!(person.reads("There is no “Z” here"), "{person:?}");
    assert_eq!(counts(&person, Question::First).iter().sum::<u32>(), 0);
    assert_eq!(
        person.focused().unwrap().name,
        "Hands counted",
        "whoever mistyped types again, and blanks no screen by a B"
    );
    person.let_go();
    person.press(Key::T);
    person.type_text("A 12 B 5");
    person.press(Key::Enter);
    assert_eq!(
        counts(&person, Question::First)[..2],
        [12, 5],
        "what stood there is gone"
    );
    assert!(!person.reads("There is no “Z” here"), "{person:?}");
    person.ask(Command::Classroom(ClassroomCommand::TypeHands("A 12 B 5 Z 1".into())));
    assert!(person.reads("There is no “Z” here"), "{person:?}");
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::Discuss, "a clicker counts while somebody types");
    person.let_go();
    assert!(!person.reads("There is no “Z” here"), "it was of another question");
    person.press(Key::D);
    assert!(lesson(&person, |lesson| lesson.round().unwrap().shows_counts()));
    person.press(Key::PageDown);
    person.press(Key::Num2);
    person.press(Key::Num2);
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::Reveal);
    assert_eq!(
        lesson(&person, |lesson| lesson.round().unwrap().chosen()),
        Chosen::One(1)
    );
    person.press(Key::PageUp);
    assert_eq!(step(&person), Step::Reveal);
    assert!(person.reads("What is revealed stays revealed"), "{person:?}");
    person.press(Key::PageDown);
    if step(&person) == Step::Act {
        person.press(Key::PageDown);
    }
    assert_eq!(step(&person), Step::Played);
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::Statement);
    assert_eq!(lesson(&person, |lesson| lesson.branch().unwrap().rounds().len()), 2);
}

#[test]
fn the_key_for_a_full_screen_works_after_escape_as_well() {
    let mut person = in_class();
    let is_full = |person: &Person| person.app(|app| app.classroom().unwrap().view.is_full);
    for (key, expected) in [
        (Key::F, true),
        (Key::H, true),
        (Key::Escape, false),
        (Key::F, true),
        (Key::F, false),
    ] {
        person.press(key);
        assert_eq!(is_full(&person), expected, "{key:?}");
    }
}

#[test]
fn a_room_that_is_level_goes_on_by_a_number_key() {
    let mut person = in_class();
    for key in [Key::PageDown, Key::PageDown, Key::Num1, Key::Num2] {
        person.press(key);
    }
    person.ask(Command::Classroom(ClassroomCommand::GoTo(Step::Reveal)));
    person.press(Key::PageDown);
    assert!(person.reads("A and B are level: pick the one to play"), "{person:?}");
    person.press(Key::Num2);
    assert_eq!(lesson(&person, |lesson| lesson.round().unwrap().to_play()), Some(1));
    assert_eq!(counts(&person, Question::First)[..2], [1, 1], "it is no hand");
    person.press(Key::PageDown);
    assert_ne!(step(&person), Step::Reveal);
}

#[test]
fn what_the_room_sees_holds_no_key_before_the_reveal() {
    let mut person = in_class();
    let texts: Vec<String> = lesson(&person, |lesson| {
        let scenario = &lesson.vignette().scenario;
        let (_, statement) = scenario
            .statements
            .get_index(lesson.round().unwrap().faced().statement as usize)
            .unwrap();
        let mut texts: Vec<String> = statement
            .inner
            .iter()
            .flat_map(|inner| inner.values().cloned())
            .collect();
        for response in statement.responses.values() {
            texts.extend(response.feedback.values().cloned());
            texts.extend(response.reaction.values().cloned());
        }
        texts
    });
    assert!(texts.len() > 4);
    let told = person.app(|app| app.classroom().unwrap().key.as_ref().map(|key| key.responses.len()));
    assert_eq!(
        told,
        lesson(&person, |lesson| Some(lesson.round().unwrap().rated().len()))
    );
    let hears = |person: &Person, what: &str| all_heard(person).iter().any(|heard| heard.name.contains(what));
    assert!(
        hears(&person, &texts[0]),
        "the tutor hears the inner voice:\n{person:?}"
    );
    person.press(Key::H);
    for expected in [Step::Statement, Step::Notice, Step::First, Step::Discuss, Step::Second] {
        assert_eq!(step(&person), expected);
        for text in &texts {
            assert!(!hears(&person, text), "{expected:?}: the room hears ‘{text}’");
        }
        for word in [
            "apt",
            "weak",
            "of 4",
            "harm",
            "stands by",
            "There was",
            "For you alone",
            "Why",
            "pull:",
        ] {
            assert!(
                !hears(&person, word),
                "{expected:?}: the room hears ‘{word}’:\n{person:?}"
            );
        }
        let buttons = person.nodes(Role::Button, "").len();
        assert_eq!(
            buttons, 0,
            "{expected:?}: there is nothing to press on the room's screen:\n{person:?}"
        );
        person.press(Key::Num1);
        person.press(Key::PageDown);
    }
    assert_eq!(step(&person), Step::Reveal);
    assert!(hears(&person, "The author stands by it."), "{person:?}");
    person.press(Key::H);
    assert!(hears(&person, "For you alone"));
}

#[test]
fn a_blank_screen_is_blank_until_the_next_key() {
    let mut person = in_class();
    person.press(Key::H);
    let says = lesson(&person, |lesson| {
        let scenario = &lesson.vignette().scenario;
        let faced = lesson.round().unwrap().faced();
        attune::session::texts::facing(scenario, faced).unwrap().says.to_owned()
    });
    assert!(person.reads(&says));
    for key in [Key::B, Key::Period] {
        person.press(key);
        assert!(
            !person.reads(&says) && person.reads("The screen is blank."),
            "{person:?}"
        );
        person.press(key);
        assert!(person.reads(&says));
    }
    person.press(Key::B);
    person.press(Key::PageDown);
    assert!(person.reads(&says));
    assert_eq!(step(&person), Step::Statement, "the first press only lifts the veil");
    person.press(Key::Escape);
    assert!(
        person.hears(Role::Button, "Leave the classroom"),
        "Escape gives the tutor's half back"
    );
    assert_eq!(person.screen(), Screen::Classroom, "and never ends the class");
}

#[test]
fn rounds_are_taken_up_again_and_other_paths_shown() {
    let mut person = in_class();
    for key in [
        Key::PageDown,
        Key::PageDown,
        Key::Num1,
        Key::PageDown,
        Key::PageDown,
        Key::PageDown,
        Key::PageDown,
    ] {
        person.press(key);
    }
    if step(&person) == Step::Act {
        person.press(Key::PageDown);
    }
    assert_eq!(step(&person), Step::Played);
    person.click(Role::RadioButton, "Rounds");
    let at = |person: &Person| person.node(Role::Button, "What if it had been C in round 1").rect();
    let before = at(&person);
    person.click(Role::Button, "What if it had been B in round 1");
    assert_eq!(at(&person), before, "one path after the other can be looked at");
    person.press(Key::H);
    assert!(person.reads("If it had been B"), "{person:?}");
    assert!(person.reads("In the end:"), "it is followed to its end: {person:?}");
    person.press(Key::PageDown);
    assert!(!person.reads("If it had been B"));
    assert_eq!(
        step(&person),
        Step::Played,
        "the first press only puts the other path away"
    );
    person.press(Key::H);
    person.click(Role::Button, "Vote again: round 1");
    assert!(person.reads("Votes would be put away"), "{person:?}");
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::Played, "a clicker does not step past the question");
    person.click(Role::Button, "Leave it as it is");
    assert_eq!(step(&person), Step::Played);
    assert!(lesson(&person, Lesson::has_votes));
    person.click(Role::Button, "Vote again: round 1");
    person.click(Role::Button, "Vote again");
    assert_eq!(step(&person), Step::Statement);
    assert!(!lesson(&person, Lesson::has_votes));
    for key in [Key::PageDown, Key::PageDown, Key::Num1] {
        person.press(key);
    }
    person.click(Role::RadioButton, "Set up and save");
    person.click(Role::TextInput, "Names of the teams");
    person.type_text("Left, Right");
    person.click(Role::Button, "Begin anew with 2 teams");
    person.press(Key::PageDown);
    assert_eq!(step(&person), Step::First, "a clicker does not step past the question");
    person.click(Role::Button, "Go on with this lesson");
    assert_eq!(lesson(&person, |lesson| lesson.branches().len()), 1, "votes are kept");
    person.click(Role::Button, "Begin anew with 2 teams");
    person.click(Role::Button, "Begin anew");
    assert_eq!(lesson(&person, |lesson| lesson.branches().len()), 2);
    person.click(Role::RadioButton, "Right");
    assert_eq!(lesson(&person, Lesson::at), 1);
    person.click(Role::Button, "End here and look back");
    assert!(lesson(&person, Lesson::is_over));
    person.click(Role::Button, "Leave the classroom");
    assert!(matches!(person.screen(), Screen::Briefing(_)));
    person.click(Role::Button, "Classroom");
    assert_eq!(person.screen(), Screen::Classroom, "the lesson waits");
    assert_eq!(lesson(&person, |lesson| lesson.branches().len()), 2);
}

#[test]
fn votes_do_not_go_with_the_program_or_another_vignette_unasked() {
    let mut person = in_class();
    person.ask(Command::Classroom(ClassroomCommand::GoTo(Step::First)));
    person.press(Key::Num1);
    person.press(Key::H);
    person.ask(Command::Quit);
    assert!(person.reads("Closing the program puts away one round"), "{person:?}");
    person.click(Role::Button, "Go on with this lesson");
    assert!(lesson(&person, Lesson::has_votes));
    person.ask(Command::OpenClassroom(Origin::Bundled("in-theory.ron")));
    assert_eq!(
        lesson(&person, |lesson| lesson.vignette().scenario.id.as_str().to_owned()),
        "the-worksheet"
    );
    assert!(person.reads("Teaching with another vignette"), "{person:?}");
    person.click(Role::Button, "Put it away");
    assert_eq!(
        lesson(&person, |lesson| lesson.vignette().scenario.id.as_str().to_owned()),
        "in-theory"
    );
    // Without votes there is nothing to ask.
    person.ask(Command::OpenClassroom(WORKSHEET));
    assert_eq!(
        lesson(&person, |lesson| lesson.vignette().scenario.id.as_str().to_owned()),
        "the-worksheet"
    );
}

#[test]
fn a_room_is_asked_by_which_sign_if_the_tutor_wants_it() {
    let mut person = in_class();
    person.click(Role::RadioButton, "Set up and save");
    person.click(Role::CheckBox, "By which sign");
    person.click(Role::RadioButton, "Now");
    for key in [Key::PageDown, Key::Num2, Key::Num2, Key::PageDown] {
        person.press(key);
    }
    assert_eq!(step(&person), Step::Marker);
    person.press(Key::H);
    for sign in [
        "Gives very little",
        "Goes along too easily",
        "Words and feeling disagree",
    ] {
        assert!(person.reads(sign), "{sign}: {person:?}");
    }
    assert!(!person.reads("Finds fault"), "the room saw the client move away");
    person.press(Key::Num2);
    for _ in 0..4 {
        person.press(Key::PageDown);
    }
    assert_eq!(step(&person), Step::Reveal);
    assert!(
        person.reads("The sign: gives very little. 1 of 1 named it."),
        "{person:?}"
    );
}

#[test]
fn the_screens_that_there_are_can_be_chosen() {
    let mut person = in_class();
    person.ask(Command::Classroom(ClassroomCommand::Projector(true)));
    person.click(Role::RadioButton, "Set up and save");
    assert!(
        !person.hears(Role::RadioButton, "A window that you can move"),
        "a platform with one window has nothing to choose"
    );
    assert!(person.reads("One window here."), "{person:?}");
}

#[test]
fn nothing_is_kept_unless_the_tutor_saves_the_sums() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(person::DESK, world_in(folder.path()));
    person.ask(Command::OpenClassroom(WORKSHEET));
    let class = |person: &mut Person, command| person.ask(Command::Classroom(command));
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    class(&mut person, ClassroomCommand::TypeHands("A 14 B 9 C 1".into()));
    class(
        &mut person,
        ClassroomCommand::Note(0, "It was the word ‘sheet’ <b>that did it".into()),
    );
    class(&mut person, ClassroomCommand::GoTo(Step::Reveal));
    class(&mut person, ClassroomCommand::Next);
    let kept = || {
        let mut found = Vec::new();
        let mut folders = vec![folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if std::fs::read(&path)
                    .is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains("that did it"))
                {
                    found.push(path);
                }
            }
        }
        found.len()
    };
    assert_eq!(kept(), 0, "nothing is kept unasked");
    let path = folder.path().join("class.html");
    class(
        &mut person,
        ClassroomCommand::Save(ClassroomFormat::Html, path.clone(), false),
    );
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("that did it") && page.contains("&lt;b&gt;"));
    assert!(
        page.contains(">9<") && !page.contains(">14<") && !page.contains(">1<"),
        "C is one person, and A would tell it"
    );
    class(&mut person, ClassroomCommand::Save(ClassroomFormat::Html, path, false));
    person.click(Role::RadioButton, "Set up and save");
    assert!(person.reads("There is a file at"));
    let path = folder.path().join("class.csv");
    class(
        &mut person,
        ClassroomCommand::Save(ClassroomFormat::Csv, path.clone(), false),
    );
    let table = std::fs::read_to_string(&path).unwrap();
    assert!(
        table.starts_with("vignette,team,round,") && table.lines().count() > 4,
        "{table}"
    );
    assert_eq!(
        table.lines().filter(|line| line.contains(",\"yes\",24,")).count(),
        2,
        "{table}"
    );
    assert!(person.reads("class.csv."), "{person:?}");
    class(&mut person, ClassroomCommand::Begin(Vec::new()));
    assert!(person.reads("The report that you saved has the sums."), "{person:?}");
    class(&mut person, ClassroomCommand::Answer(false));
    class(&mut person, ClassroomCommand::Note(0, "And another thing.".into()));
    assert!(person.reads("class.csv; what came after it is not."), "{person:?}");
    class(&mut person, ClassroomCommand::Begin(Vec::new()));
    assert!(person.reads("Save the report first"), "{person:?}");
    class(&mut person, ClassroomCommand::Answer(true));
    assert!(!person.reads("class.csv"), "it is none of the new lesson");
}

/// A request as the phone's page sends it; the whole reply.
fn request(place: &str, what: &str, cookie: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(place).unwrap();
    let length = body.len();
    let head =
        format!("{what} HTTP/1.1\r\nhost: {place}\r\norigin: http://{place}\r\ncontent-type: application/json\r\n");
    write!(
        stream,
        "{head}cookie: {cookie}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

#[test]
fn a_phone_has_one_vote_beside_the_hands() {
    let mut person = in_class();
    let class = |person: &mut Person, command| person.ask(Command::Classroom(command));
    class(&mut person, ClassroomCommand::LookAtNetworks);
    let own = person.app(|app| {
        let phones = &app.classroom().unwrap().phones;
        phones
            .networks
            .iter()
            .position(|network| network.address.is_loopback())
            .unwrap()
    });
    class(&mut person, ClassroomCommand::ChooseNetwork(own));
    class(&mut person, ClassroomCommand::StartPhones);
    let join = person.app(|app| app.classroom().unwrap().phones.join(false)).unwrap();
    let place = join.address.trim_start_matches("http://");
    let code = format!("{{\"code\":\"{}\"}}", join.code);
    let joined = request(place, "POST /join", "", &code);
    let cookie = joined
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .unwrap();
    let cookie = cookie.split(';').next().unwrap();
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    person.settle();
    let number = lesson(&person, |lesson| lesson.round().unwrap().number(Question::First)).unwrap();
    let answer = |choice: u8| {
        request(
            place,
            "POST /answer",
            cookie,
            &format!("{{\"question\":{number},\"choice\":{choice}}}"),
        )
    };
    for choice in [0, 2] {
        assert!(answer(choice).starts_with("HTTP/1.1 200"), "{choice}");
    }
    person.press(Key::Num1);
    assert_eq!(
        counts(&person, Question::First)[..3],
        [1, 0, 1],
        "one vote a phone, and a hand"
    );
    assert!(answer(1).starts_with("HTTP/1.1 200"));
    // The vote closes before another frame has looked at the answer.
    class(&mut person, ClassroomCommand::GoTo(Step::Discuss));
    assert_eq!(
        counts(&person, Question::First)[..3],
        [1, 1, 0],
        "what came in before the vote closed is counted"
    );
    assert!(!answer(0).starts_with("HTTP/1.1 200"), "the vote is closed");
    assert!(!request(place, "GET /state?0", cookie, "").contains("best"));
    class(&mut person, ClassroomCommand::GoTo(Step::Reveal));
    person.settle();
    assert!(request(place, "GET /state?0", cookie, "").contains("best"));
    person.click(Role::RadioButton, "Phones");
    assert!(person.reads("1 joined"), "{person:?}");
    person.click(Role::Button, "Stop the phones");
    assert!(TcpStream::connect(place).is_err(), "the port is closed with the class");
}
