//! What leaves of a lesson with a room: both formats against a file, and what is in neither of them.

use attune::classroom::lesson::{Anew, Lesson};
use attune::classroom::phone::{Answer, Device};
use attune::classroom::record::Record;
use attune::classroom::round::{Question, Step};
use attune::report::classroom::{ClassroomFormat, ClassroomReport, SMALL};
use attune::report::moment::Moment;

use crate::formats::{check, rows};
use crate::played::{STARTED_MS, TWO_RUPTURES, vignette};

/// So many phones for each choice, device by device; and hands.
fn vote(lesson: &mut Lesson, question: Question, phones: &[(u8, u64)], hands: [u32; 4]) {
    let step = match question {
        Question::Notice => Step::Notice,
        Question::First => Step::First,
        Question::Second => Step::Second,
    };
    lesson.go_to(step, 0).unwrap();
    let number = lesson.round().unwrap().number(question).unwrap();
    let answers = phones
        .iter()
        .flat_map(|(choice, count)| (0..*count).map(move |_| *choice));
    for (device, choice) in (1..).zip(answers) {
        assert!(lesson.take(&Answer {
            device: Device(device),
            question: number,
            choice,
        }));
    }
    let [a, b, c, d] = hands;
    lesson.set_hands([a, b, c, d, 0, 0, 0, 0]).unwrap();
}

fn play(lesson: &mut Lesson) {
    lesson.go_to(Step::Reveal, 0).unwrap();
    lesson.play(8_000).unwrap();
    lesson.go_on(0).unwrap();
}

/// An hour with one room: a round in which every number may leave, one in which some may not, and one in which three people voted.
fn hour() -> Lesson {
    let mut lesson = Lesson::new(vignette(TWO_RUPTURES), 3, &[]);
    vote(&mut lesson, Question::Notice, &[], [18, 7, 0, 0]);
    // Seven went from A to B, six from A to C; nobody came or left.
    vote(&mut lesson, Question::First, &[(0, 22), (1, 8)], [0; 4]);
    vote(&mut lesson, Question::Second, &[(0, 9), (1, 7), (2, 6), (1, 8)], [0; 4]);
    lesson.note(
        0,
        "“Nearly done” was heard as <b>praise</b> by half of the room.\nAsk again next week.",
    );
    lesson.go_to(Step::Reveal, 0).unwrap();
    lesson.pick(2).unwrap();
    lesson.play(0).unwrap();
    lesson.rewind(0, Anew::Play).unwrap();
    play(&mut lesson);
    vote(&mut lesson, Question::First, &[(0, 12), (1, 1), (2, 9)], [0, 0, 6, 0]);
    vote(&mut lesson, Question::Second, &[(0, 12), (1, 2), (2, 8)], [0, 0, 6, 0]);
    play(&mut lesson);
    vote(&mut lesson, Question::First, &[(0, 1), (1, 2)], [0; 4]);
    play(&mut lesson);
    lesson
}

fn report(lesson: &Lesson, threshold: u32) -> ClassroomReport {
    ClassroomReport {
        record: Record::of(lesson),
        threshold,
        made: Some(Moment::from_ms(STARTED_MS)),
        program: "Attune 1.2.3".to_owned(),
    }
}

#[test]
fn an_hour_is_written_as_it_was() {
    let report = report(&hour(), SMALL);
    check("report-class.html", &report.write(ClassroomFormat::Html));
    check("report-class.csv", &report.write(ClassroomFormat::Csv));
}

#[test]
fn teams_are_written_as_they_were() {
    let mut lesson = hour().anew(3, &["By the <window>".to_owned(), "By the door".to_owned()]);
    for (team, choice) in [(0, 0), (1, 1), (0, 0), (1, 0)] {
        lesson.turn_to(team).unwrap();
        vote(&mut lesson, Question::First, &[(choice, 9), (2 - choice, 6)], [0; 4]);
        play(&mut lesson);
    }
    let report = report(&lesson, SMALL);
    check("report-class-teams.html", &report.write(ClassroomFormat::Html));
    check("report-class-teams.csv", &report.write(ClassroomFormat::Csv));
}

#[test]
fn the_table_has_a_row_a_choice_and_no_number_that_is_small() {
    let table = report(&hour(), SMALL).write(ClassroomFormat::Csv);
    let rows = rows(&table);
    let at = |name: &str| rows[0].iter().position(|head| head == name).unwrap();
    for row in &rows[1..] {
        assert_eq!(row.len(), rows[0].len());
        for name in ["answers", "total"] {
            let number = &row[at(name)];
            assert!(
                number.is_empty() || number == "0" || number.parse::<u32>().unwrap() >= SMALL,
                "{row:?}"
            );
        }
        assert_eq!(
            row[at("kept_back")] == "yes",
            row[at("answers")].is_empty() && row[at("question")] != "notes",
            "{row:?}"
        );
    }
    let second: Vec<&Vec<String>> = rows.iter().filter(|row| row[at("round")] == "2").collect();
    assert!(second.iter().any(|row| row[at("kept_back")] == "yes"));
    let third: Vec<&Vec<String>> = rows.iter().filter(|row| row[at("round")] == "3").collect();
    assert!(!third.is_empty());
    for row in third {
        assert!(
            row[at("total")].is_empty() && !["room", "tutor"].contains(&row[at("played")].as_str()),
            "what three people chose is told: {row:?}"
        );
    }
}

#[test]
fn nothing_in_it_tells_one_voter_from_another() {
    let lesson = hour();
    let shown = report(&lesson, 0);
    let (page, table) = (shown.write(ClassroomFormat::Html), shown.write(ClassroomFormat::Csv));
    let body = page.split_once("<main>").unwrap().1;
    assert!(!body.contains("<b>") && body.contains("&lt;b&gt;"), "notes are text");
    for text in [body, &table] {
        assert!(!text.to_lowercase().contains("device"), "{text}");
    }
    assert!(table.contains("\"room\""), "with small numbers all is told");
    let page = report(&lesson, SMALL).write(ClassroomFormat::Html);
    let third = page.split("<h2>Round 3</h2>").nth(1).unwrap();
    assert!(!third.contains("the room’s choice"), "{third}");
}
