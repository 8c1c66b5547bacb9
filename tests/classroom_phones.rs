//! Phones and the tutor's window together: which answers count when the window goes on, starts the server again or begins anew, and what is left of it all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[allow(dead_code)]
#[path = "screens/person.rs"]
mod person;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use attune::classroom::lesson::{Lesson, PhoneSettings};
use attune::classroom::round::{Plan, Question, Step};
use attune::library::catalog::Origin;
use attune::report::classroom::ClassroomFormat;
use attune::ui::classroom::ClassroomCommand;
use attune::ui::command::Command;
use egui::accesskit::Role;
use person::{DESK, Person, world, world_in};

const WORKSHEET: Origin = Origin::Bundled("the-worksheet.ron");
/// A name that stands nowhere else.
const NAME: &str = "Zebedee Quill";

fn class(person: &mut Person, command: ClassroomCommand) {
    person.ask(Command::Classroom(command));
}

fn lesson<R>(person: &Person, look: impl FnOnce(&Lesson) -> R) -> R {
    person.app(|app| look(&app.classroom().unwrap().lesson))
}

fn counts(person: &Person, question: Question) -> Vec<u32> {
    lesson(person, |lesson| {
        lesson.round().unwrap().tally(question).counts().by_choice().to_vec()
    })
}

/// A class with phones on, on this computer alone.
fn with_phones(world: attune::ui::app::World) -> Person {
    let mut person = Person::at(DESK, world);
    person.ask(Command::OpenClassroom(WORKSHEET));
    class(&mut person, ClassroomCommand::LookAtNetworks);
    let own = person.app(|app| {
        let mut networks = app.classroom().unwrap().phones.networks.iter();
        networks.position(|network| network.address.is_loopback()).unwrap()
    });
    class(&mut person, ClassroomCommand::ChooseNetwork(own));
    class(&mut person, ClassroomCommand::StartPhones);
    person
}

/// A phone that has joined.
struct Phone {
    place: String,
    cookie: String,
}

impl Phone {
    fn join(person: &Person) -> Self {
        let join = person.app(|app| app.classroom().unwrap().phones.join(false)).unwrap();
        let mut phone = Self {
            place: join.address.trim_start_matches("http://").to_owned(),
            cookie: String::new(),
        };
        let joined = phone.send("POST /join", &format!("{{\"code\":\"{}\"}}", join.code));
        let set = joined.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        phone.cookie = set.unwrap().split(';').next().unwrap().to_owned();
        phone
    }

    /// A request as the phone's page sends it; the whole reply.
    fn send(&self, what: &str, body: &str) -> String {
        let Self { place, cookie } = self;
        let Ok(mut stream) = TcpStream::connect(place) else {
            return String::new();
        };
        let length = body.len();
        let request = format!(
            "{what} HTTP/1.1\r\nhost: {place}\r\norigin: http://{place}\r\ncontent-type: application/json\r\ncookie: {cookie}\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        reply
    }

    #[track_caller]
    fn votes(&self, person: &Person, question: Question, choice: u8) {
        let number = lesson(person, |lesson| lesson.round().unwrap().number(question)).unwrap();
        let reply = self.send(
            "POST /answer",
            &format!("{{\"question\":{number},\"choice\":{choice}}}"),
        );
        assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    }

    fn state(&self) -> String {
        self.send("GET /state?0", "")
    }

    /// Whether the server that it joined is still there. Another test's may have the port by now, and does not know it.
    fn is_known(&self) -> bool {
        TcpStream::connect(&self.place).is_ok() && self.state().starts_with("HTTP/1.1 200")
    }
}

/// Whatever the tutor does in the very frame in which an answer comes in, it counts for what it was an answer to.
#[test]
fn an_answer_that_was_told_is_in_counts_whatever_comes_next() {
    let mut person = with_phones(world());
    class(&mut person, ClassroomCommand::Begin(vec!["One".into(), "Two".into()]));
    let phone = Phone::join(&person);
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    person.settle();
    phone.votes(&person, Question::First, 1);
    class(&mut person, ClassroomCommand::TurnTo(1));
    class(&mut person, ClassroomCommand::TurnTo(0));
    assert_eq!(
        counts(&person, Question::First)[..2],
        [0, 1],
        "the other team’s turn came"
    );
    person.settle();
    phone.votes(&person, Question::First, 0);
    class(&mut person, ClassroomCommand::End(true));
    class(&mut person, ClassroomCommand::End(false));
    assert_eq!(counts(&person, Question::First)[..2], [1, 0], "the hour was ended");
    person.settle();
    phone.votes(&person, Question::First, 1);
    class(&mut person, ClassroomCommand::StopPhones);
    assert_eq!(counts(&person, Question::First)[..2], [0, 1], "the phones were stopped");
}

/// An answer that makes or breaks a tie in the very frame of going on counts, and leaves the step as it was announced: what phones were shown under
/// a number is what is asked under it.
#[test]
fn what_phones_were_shown_on_going_on_is_what_is_asked() {
    let mut person = with_phones(world());
    let phones: Vec<Phone> = (0..3).map(|_| Phone::join(&person)).collect();
    class(
        &mut person,
        ClassroomCommand::SetPlan(Plan {
            marker: true,
            ..Plan::default()
        }),
    );
    let check = |person: &mut Person, seen: &[u8], last: (usize, u8), step: Step, counted: [u32; 3]| {
        class(person, ClassroomCommand::Begin(Vec::new()));
        class(person, ClassroomCommand::Answer(true));
        class(person, ClassroomCommand::GoTo(Step::Notice));
        for (phone, choice) in phones.iter().zip(seen) {
            phone.votes(person, Question::Notice, *choice);
        }
        person.settle();
        let (phone, choice) = last;
        phones[phone].votes(person, Question::Notice, choice);
        let ctx = person.harness.ctx.clone();
        person.app(|app| app.ask(Command::Classroom(ClassroomCommand::Next), &ctx));
        let shown = phones[0].state();
        let view = lesson(person, |lesson| lesson.phone_view().guarded());
        assert_eq!(
            lesson(person, |lesson| lesson.round().unwrap().step()),
            step,
            "{seen:?}"
        );
        let view = serde_json::to_string(&view).unwrap();
        assert!(shown.contains(&view), "{seen:?}: {view} was shown as {shown}");
        person.settle();
        assert_eq!(counts(person, Question::Notice), counted, "{seen:?}");
    };
    // A tie is broken, one is made, and most see the other kind.
    check(&mut person, &[1, 2], (2, 1), Step::First, [0, 2, 1]);
    check(&mut person, &[1], (1, 2), Step::Marker, [0, 1, 1]);
    check(&mut person, &[1], (0, 2), Step::Marker, [0, 0, 1]);
}

/// A lesson that is begun anew numbers its questions on: the answer of before is not taken for one to the first question again.
#[test]
fn a_lesson_begun_anew_asks_anew() {
    let mut person = with_phones(world());
    let phone = Phone::join(&person);
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    person.settle();
    phone.votes(&person, Question::First, 2);
    class(&mut person, ClassroomCommand::Begin(Vec::new()));
    class(&mut person, ClassroomCommand::Answer(true));
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    person.settle();
    assert!(!phone.state().contains("\"mine\""), "{}", phone.state());
    phone.votes(&person, Question::First, 2);
    person.settle();
    assert_eq!(counts(&person, Question::First)[..3], [0, 0, 1]);
}

/// A server that was stopped and started again has other devices: nobody is counted twice, and none is taken for another one.
#[test]
fn phones_of_a_second_start_are_other_phones() {
    let mut person = with_phones(world());
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    person.settle();
    let (a, b) = (Phone::join(&person), Phone::join(&person));
    a.votes(&person, Question::First, 0);
    b.votes(&person, Question::First, 1);
    class(&mut person, ClassroomCommand::Hand(1));
    class(&mut person, ClassroomCommand::StopPhones);
    assert_eq!(counts(&person, Question::First)[..2], [1, 2], "what was counted stays");
    class(&mut person, ClassroomCommand::StartPhones);
    assert_eq!(
        counts(&person, Question::First)[..2],
        [0, 1],
        "the open question is asked again; hands stay"
    );
    let (b, a) = (Phone::join(&person), Phone::join(&person));
    a.votes(&person, Question::First, 0);
    b.votes(&person, Question::First, 1);
    class(&mut person, ClassroomCommand::GoTo(Step::Discuss));
    class(&mut person, ClassroomCommand::StopPhones);
    class(&mut person, ClassroomCommand::StartPhones);
    class(&mut person, ClassroomCommand::GoTo(Step::Second));
    person.settle();
    let (a, b) = (Phone::join(&person), Phone::join(&person));
    a.votes(&person, Question::Second, 0);
    b.votes(&person, Question::Second, 1);
    person.settle();
    let shift = lesson(&person, |lesson| lesson.round().unwrap().shift()).unwrap();
    assert_eq!(
        (shift.both(), shift.only_first, shift.only_second),
        (0, 2, 2),
        "who changed their mind is not known, and not made up"
    );
}

/// All files below a folder, with what is in them.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap_or_default();
                found.insert(path, bytes);
            }
        }
    }
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// A class with names, votes and notes leaves no file, and a report has sums alone.
#[test]
fn nothing_of_a_class_is_on_the_disk_and_no_name_anywhere_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = with_phones(world_in(folder.path()));
    person.settle();
    let before: Vec<PathBuf> = files(folder.path()).into_keys().collect();
    let names = |person: &mut Person, nicknames| {
        let settings = PhoneSettings {
            nicknames,
            texts: true,
            statement: true,
        };
        class(person, ClassroomCommand::SetPhones(settings));
        person.settle();
    };
    names(&mut person, true);
    let phone = Phone::join(&person);
    let named = format!("{{\"name\":\"{NAME}\"}}");
    assert!(phone.send("POST /name", &named).starts_with("HTTP/1.1 200"));
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    person.settle();
    phone.votes(&person, Question::First, 1);
    class(&mut person, ClassroomCommand::TypeHands("9 8".into()));
    person.click(Role::RadioButton, "Phones");
    person.click(Role::DisclosureTriangle, "Names (1)");
    assert!(person.reads(NAME), "the tutor sees who is there: {person:?}");
    let secrets = [NAME, phone.cookie.split_once('=').unwrap().1];
    let kept = files(folder.path());
    assert_eq!(
        kept.keys().cloned().collect::<Vec<_>>(),
        before,
        "a class makes no file"
    );
    for (path, bytes) in &kept {
        for secret in secrets {
            assert!(!holds(bytes, secret), "`{secret}` is in {}", path.display());
        }
    }
    names(&mut person, false);
    assert!(!person.reads(NAME), "turning names off forgets them");
    names(&mut person, true);
    assert!(!person.reads(NAME) && !phone.state().contains(NAME));
    assert!(phone.send("POST /name", &named).starts_with("HTTP/1.1 200"));
    person.settle();
    assert!(person.reads(NAME));
    class(&mut person, ClassroomCommand::GoTo(Step::Reveal));
    class(&mut person, ClassroomCommand::Next);
    for format in ClassroomFormat::ALL {
        let path = folder.path().join("class").with_extension(format.extension());
        class(&mut person, ClassroomCommand::Save(format, path.clone(), false));
        let saved = std::fs::read(&path).unwrap();
        assert!(holds(&saved, "the-worksheet") && !saved.is_empty());
        for secret in secrets {
            assert!(!holds(&saved, secret), "`{secret}` is in the report");
        }
    }
    class(&mut person, ClassroomCommand::StopPhones);
    assert!(!person.reads(NAME), "stopping forgets them");
    class(&mut person, ClassroomCommand::StartPhones);
    person.settle();
    assert!(!person.reads(NAME));
    assert!(
        Phone {
            cookie: phone.cookie,
            ..Phone::join(&person)
        }
        .state()
        .contains("not-joined"),
        "and devices"
    );
}

#[test]
fn nothing_listens_until_it_is_started_and_nothing_after_the_class() {
    let mut person = Person::at(DESK, world());
    person.ask(Command::OpenClassroom(WORKSHEET));
    let is_on = |person: &Person| person.app(|app| app.classroom().unwrap().phones.is_running());
    class(&mut person, ClassroomCommand::ShowJoin);
    class(&mut person, ClassroomCommand::GoTo(Step::First));
    assert!(!is_on(&person));
    let mut person = with_phones(world());
    let phone = Phone::join(&person);
    assert!(phone.is_known());
    person.ask(Command::OpenClassroom(Origin::Bundled("six-weeks.ron")));
    assert!(!is_on(&person), "another class has no phones yet");
    assert!(!phone.is_known(), "and the one before has none any more");
    let person = with_phones(world());
    let phone = Phone::join(&person);
    drop(person);
    assert!(!phone.is_known(), "nor has a program that was closed");
}

/// What a phone can read while a real round goes on: with all that may be shown turned on, nothing of it tells the key before the reveal.
#[test]
fn a_real_round_tells_phones_no_key_before_the_reveal() {
    let mut person = with_phones(world());
    let settings = PhoneSettings {
        nicknames: true,
        texts: true,
        statement: true,
    };
    class(&mut person, ClassroomCommand::SetPhones(settings));
    let phone = Phone::join(&person);
    let hidden: Vec<String> = lesson(&person, |lesson| {
        let scenario = &lesson.vignette().scenario;
        let faced = lesson.round().unwrap().faced().statement as usize;
        let (_, statement) = scenario.statements.get_index(faced).unwrap();
        let responses = statement.responses.values();
        let told = responses.flat_map(|response| response.feedback.values().chain(response.reaction.values()));
        let ids = statement.responses.keys().map(|id| id.as_str().to_owned());
        // A response may be called as a step of the round is, and that word is said.
        let ids = ids.filter(|id| id != "notice");
        let inner = statement.inner.iter().flat_map(|inner| inner.values());
        told.chain(inner).cloned().chain(ids).collect()
    });
    assert!(hidden.len() > 8);
    let read = |phone: &Phone| phone.state() + &phone.send("GET /", "") + &phone.send("GET /self-test", "");
    for step in [Step::Statement, Step::Notice, Step::First, Step::Discuss, Step::Second] {
        class(&mut person, ClassroomCommand::GoTo(step));
        class(&mut person, ClassroomCommand::Hand(1));
        person.settle();
        let bytes = read(&phone);
        for word in hidden.iter().map(String::as_str).chain(["best", "quality", "percent"]) {
            assert!(
                !bytes.contains(&format!("\"{word}\"")) && (word.len() < 30 || !bytes.contains(word)),
                "{step:?}: `{word}`"
            );
        }
        assert!(!phone.state().contains("best"), "{step:?}");
    }
    class(&mut person, ClassroomCommand::GoTo(Step::Reveal));
    person.settle();
    assert!(phone.state().contains("\"best\":["));
}

/// As long as it runs, every screen of the window says so.
#[test]
fn that_phones_can_join_is_seen_in_every_place() {
    let mut person = with_phones(world());
    assert!(person.reads("Phones on: 0 here"), "{person:?}");
    class(&mut person, ClassroomCommand::Leave);
    assert!(person.hears(Role::Button, "Classroom: phones on"), "{person:?}");
    person.click(Role::Button, "Classroom: phones on");
    class(&mut person, ClassroomCommand::StopPhones);
    assert!(!person.reads("Phones on"));
    class(&mut person, ClassroomCommand::Leave);
    assert!(person.hears(Role::Button, "Classroom"), "{person:?}");
}
