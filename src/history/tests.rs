//! The rules of `reliability.md`, "History", one by one, where a connection can be looked into.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::card::{Card, CardPhase};
use super::migrations::{APPLICATION_ID, STEPS, version};
use super::profile::ProfileId;
use super::round::KeptRound;
use super::store::tests::attempt;
use super::store::{FILE, NewAttempt, Store};
use super::writer::{Answer, Request, Who, Writer};

const ME: ProfileId = ProfileId(1);

#[test]
fn every_connection_is_opened_by_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let store = Store::open(folder.path()).unwrap().store;
        let text = |pragma: &str| -> String {
            store
                .connection
                .query_row(
                    &format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}"),
                    [],
                    |row| row.get(0),
                )
                .unwrap()
        };
        for (pragma, expected) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("secure_delete", "1"),
            ("application_id", &APPLICATION_ID.to_string()),
            ("user_version", &version().to_string()),
        ] {
            assert_eq!(text(pragma), expected, "{pragma}");
        }
        let timeout: i64 = store
            .connection
            .query_row("SELECT timeout FROM pragma_busy_timeout", [], |row| row.get(0))
            .unwrap();
        assert_eq!(timeout, 5_000);
        let loose: Vec<String> = store
            .connection
            .prepare(
                "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
            )
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(loose, [""; 0], "every table is strict");
    }
}

/// A history as the version before the last wrote it, with one attempt.
fn older(folder: &Path) -> Connection {
    let old = Connection::open(folder.join(FILE)).unwrap();
    for step in &STEPS[..STEPS.len() - 1] {
        old.execute_batch(step).unwrap();
    }
    old.execute_batch(
        "INSERT INTO profile (name, created_ms) VALUES ('Noor', 5);
         INSERT INTO vignette VALUES (7, 'the-worksheet', 'The worksheet', 'text');
         INSERT INTO attempt (vignette, seed, mode, started_ms, profile) VALUES (7, 5, 'guided', 1000, 1);
         INSERT INTO event VALUES (1, 0, 'one');",
    )
    .unwrap();
    old.pragma_update(None, "user_version", version() - 1).unwrap();
    old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    old
}

#[test]
fn a_copy_of_an_earlier_try_does_not_keep_the_history_shut() {
    let folder = tempfile::tempdir().unwrap();
    drop(older(folder.path()));
    // The program was stopped while it copied.
    let half = folder.path().join(format!("history.before-{}.sqlite", version()));
    fs::write(&half, "half a copy").unwrap();
    let opened = Store::open(folder.path()).unwrap();
    assert_eq!(opened.note, None);
    assert_eq!(opened.store.attempts(ME).unwrap().len(), 1);
    assert_eq!(fs::read(&half).unwrap(), b"half a copy", "nothing is written over");
    let copy = folder.path().join(format!("history.before-{}-2.sqlite", version()));
    let copied = Connection::open(copy).unwrap();
    let (events, found): (i64, i64) = copied
        .query_row(
            "SELECT (SELECT count(*) FROM event), user_version FROM pragma_user_version",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!((events, found), (1, i64::from(version() - 1)));
}

#[test]
fn a_change_of_shape_is_made_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let old = older(folder.path());
    // The first statement of the step works, and the second finds its name taken.
    old.execute_batch("CREATE INDEX attempt_by_outcome ON attempt (seed)")
        .unwrap();
    drop(old);
    assert!(Store::open(folder.path()).is_err());
    let left = Connection::open(folder.path().join(FILE)).unwrap();
    let (found, rounds): (i64, i64) = left
        .query_row(
            "SELECT user_version, (SELECT count(*) FROM sqlite_schema WHERE name = 'round') FROM pragma_user_version",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!((found, rounds), (i64::from(version() - 1), 0), "it is as it was");
    drop(left);
    // And the program runs on.
    let writer = Writer::start(Some(folder.path().to_owned()), || {});
    let Some(Answer::Ready(Some(note))) = writer.next_answer() else {
        panic!("nothing was said")
    };
    assert!(note.contains("until you close the program"), "{note}");
}

/// The answers until everything that was asked is answered.
fn settle(writer: &Writer) -> Vec<Answer> {
    writer.ask(Request::Echo);
    let mut answers = Vec::new();
    while let Some(answer) = writer.next_answer() {
        if matches!(answer, Answer::Echo) {
            break;
        }
        answers.push(answer);
    }
    answers
}

fn long(seed: u64) -> NewAttempt {
    NewAttempt {
        // Each on a vignette of its own, so that beginning needs room.
        hash: seed,
        text: "t".repeat(9_000),
        ..attempt(seed)
    }
}

fn told(answers: &[Answer]) -> Vec<&str> {
    let told = answers.iter().filter_map(|answer| match answer {
        Answer::Unkept(Some(note)) | Answer::CaughtUp(note) | Answer::Failed(note) => Some(note.as_str()),
        _ => None,
    });
    told.collect()
}

fn card() -> Card {
    Card {
        ability: "repair.own-part".into(),
        marker: Some("withdrawal".into()),
        stability: 1.0,
        difficulty: 5.0,
        due_ms: 9,
        last_ms: None,
        reps: 1,
        lapses: 0,
        phase: CardPhase::Learning,
    }
}

#[test]
fn whatever_is_played_on_a_full_disk_is_kept_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap().store;
    let writer = Writer::over(store, || {});
    writer.ask(Request::Limit(Some(1)));
    for seed in [1, 2, 3] {
        writer.ask(Request::Begin(long(seed)));
        for number in 0..5 {
            writer.ask(Request::Append(number, vec![format!("{seed}-{number}")], Vec::new()));
        }
        writer.ask(Request::Finish(2_000, "repaired".to_owned(), 0));
        let round = KeptRound {
            at_ms: 1,
            attempt: None,
            body: format!("after {seed}"),
        };
        writer.ask(Request::KeepRound(vec![card()], Some(round)));
    }
    let answers = settle(&writer);
    assert!(
        !answers
            .iter()
            .any(|answer| matches!(answer, Answer::Appended(_) | Answer::Begun(_)))
    );
    let said = told(&answers);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("full") && said[0].contains("The session goes on"),
        "{said:?}"
    );
    writer.ask(Request::Limit(None));
    writer.ask(Request::Begin(long(4)));
    let answers = settle(&writer);
    assert_eq!(told(&answers), ["What could not be kept before is kept now."]);
    drop(writer);
    let mut store = Store::open(folder.path()).unwrap().store;
    let rows = store.attempts(ME).unwrap();
    assert_eq!(rows.len(), 4);
    for row in rows.iter().filter(|row| row.id.0 < 4) {
        assert_eq!((row.outcome, row.ended_ms), (Some(0), Some(2_000)));
        let events = store.attempt(row.id).unwrap().unwrap().events;
        let expected: Vec<String> = (0..5).map(|number| format!("{}-{number}", row.id.0)).collect();
        assert_eq!(events, expected);
    }
    assert_eq!(store.cards(ME).unwrap(), [card()]);
    assert_eq!(store.round(ME).unwrap().unwrap().body, "after 3");
}

#[test]
fn what_the_disk_refuses_until_the_end_is_tried_once_more_when_the_program_closes() {
    let folder = tempfile::tempdir().unwrap();
    let writer = Writer::over(Store::open(folder.path()).unwrap().store, || {});
    writer.ask(Request::Limit(Some(1)));
    writer.ask(Request::Begin(long(1)));
    writer.ask(Request::Append(0, vec!["one".to_owned()], Vec::new()));
    writer.ask(Request::Limit(None));
    drop(writer);
    let store = Store::open(folder.path()).unwrap().store;
    let id = store.attempts(ME).unwrap()[0].id;
    assert_eq!(store.attempt(id).unwrap().unwrap().events, ["one"]);
}

#[test]
fn a_full_disk_is_no_concern_of_a_guests() {
    let folder = tempfile::tempdir().unwrap();
    let writer = Writer::over(Store::open(folder.path()).unwrap().store, || {});
    writer.ask(Request::Limit(Some(1)));
    writer.ask(Request::Begin(long(1)));
    settle(&writer);
    writer.ask(Request::Use(Who::Guest));
    writer.ask(Request::Begin(long(2)));
    writer.ask(Request::Append(0, vec!["a guest’s".to_owned()], Vec::new()));
    let answers = settle(&writer);
    assert!(matches!(answers.last(), Some(Answer::Appended(1))), "{answers:?}");
    writer.ask(Request::Use(Who::Profile(ME)));
    writer.ask(Request::Limit(None));
    drop(writer);
    let store = Store::open(folder.path()).unwrap().store;
    let rows = store.attempts(ME).unwrap();
    assert_eq!(
        rows.len(),
        1,
        "what somebody with a profile played is kept, and nothing of the guest's"
    );
}

#[test]
fn two_windows_in_one_session_are_told_and_both_run_on() {
    let folder = tempfile::tempdir().unwrap();
    let windows = [(); 2].map(|()| Writer::start(Some(folder.path().to_owned()), || {}));
    windows[0].ask(Request::Begin(attempt(1)));
    windows[0].ask(Request::Append(0, vec!["zero".to_owned()], Vec::new()));
    settle(&windows[0]);
    let id = super::store::AttemptId(1);
    windows[1].ask(Request::Resume(id));
    windows[1].ask(Request::Append(1, vec!["one, there".to_owned()], Vec::new()));
    settle(&windows[1]);
    windows[0].ask(Request::Append(1, vec!["one, here".to_owned()], Vec::new()));
    windows[0].ask(Request::Append(2, vec!["two, here".to_owned()], Vec::new()));
    let answers = settle(&windows[0]);
    let said = told(&answers);
    assert!(
        said.len() == 1 && said[0].starts_with("Another window has gone on with this session"),
        "{said:?}"
    );
    // The next session is kept as ever, and what was kept there stands.
    windows[0].ask(Request::Begin(attempt(2)));
    windows[0].ask(Request::Append(0, vec!["new".to_owned()], Vec::new()));
    let answers = settle(&windows[0]);
    assert!(matches!(answers.last(), Some(Answer::Appended(1))), "{answers:?}");
    drop(windows);
    let store = Store::open(folder.path()).unwrap().store;
    assert_eq!(store.attempt(id).unwrap().unwrap().events, ["zero", "one, there"]);
}

#[test]
fn a_newer_history_says_that_nothing_will_be_added() {
    let folder = tempfile::tempdir().unwrap();
    drop(Store::open(folder.path()).unwrap());
    let newer = Connection::open(folder.path().join(FILE)).unwrap();
    newer.pragma_update(None, "user_version", version() + 1).unwrap();
    drop(newer);
    let before = fs::read(folder.path().join(FILE)).unwrap();
    let writer = Writer::start(Some(folder.path().to_owned()), || {});
    writer.ask(Request::Begin(attempt(1)));
    writer.ask(Request::Append(0, vec!["one".to_owned()], Vec::new()));
    let answers = settle(&writer);
    assert!(matches!(&answers[0], Answer::Ready(Some(note)) if note.contains("a newer Attune")));
    let said = told(&answers);
    assert!(
        said.len() == 1 && said[0].contains("gone when you close the program"),
        "{said:?}"
    );
    drop(writer);
    assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), before, "byte for byte");
}
