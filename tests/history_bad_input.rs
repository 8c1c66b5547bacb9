//! Whatever is in the data folder, the program starts and plays; and what is deleted is gone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::path::Path;

use attune::history::attempts::Listing;
use attune::history::migrations::{APPLICATION_ID, STEPS};
use attune::history::profile::ProfileId;
use attune::history::store::{FILE, HistoryError, NewAttempt, Store};
use attune::history::writer::{Answer, Request, Who, Writer};

const ME: ProfileId = ProfileId(1);

fn attempt(seed: u64) -> NewAttempt {
    NewAttempt {
        hash: 7,
        vignette: "the-worksheet".to_owned(),
        title: "The worksheet".to_owned(),
        text: "the text of a vignette".to_owned(),
        seed,
        mode: "guided".to_owned(),
        started_ms: 1_000,
    }
}

fn event(text: &str) -> Vec<String> {
    vec![format!("{{\"Drafted\":{{\"turn\":0,\"text\":\"{text}\"}}}}")]
}

/// The answers until one that is looked for.
fn until(writer: &Writer, mut found: impl FnMut(&Answer) -> bool) -> Vec<Answer> {
    let mut answers = Vec::new();
    loop {
        let answer = writer.next_answer().expect("the thread lives");
        let last = found(&answer);
        answers.push(answer);
        if last {
            return answers;
        }
    }
}

/// Plays a move with whatever is in the folder, and says whether it was kept and what was said about it.
fn play_in(folder: &Path) -> (bool, Vec<String>) {
    let writer = Writer::start(Some(folder.to_owned()), || {});
    writer.ask(Request::Begin(attempt(1)));
    writer.ask(Request::Append(0, event("mine"), Vec::new()));
    let answers = until(&writer, |answer| {
        matches!(answer, Answer::Appended(_)) || is_last_unkept(answer)
    });
    let kept = matches!(answers.last(), Some(Answer::Appended(1)));
    let said = answers.into_iter().filter_map(|answer| match answer {
        Answer::Ready(note) | Answer::Unkept(note) => note,
        Answer::Failed(note) => Some(note),
        _ => None,
    });
    (kept, said.collect())
}

/// The second refusal has nothing new to say.
fn is_last_unkept(answer: &Answer) -> bool {
    matches!(answer, Answer::Unkept(None))
}

#[test]
fn a_damaged_database_is_moved_aside_and_play_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut store = Store::open(folder.path()).unwrap().store;
        for seed in 0..200 {
            let id = store.begin(ME, &attempt(seed)).unwrap();
            store.append(id, 0, &event(&"long ".repeat(100)), &[]).unwrap();
        }
    }
    let path = folder.path().join(FILE);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 8_192] {
        *byte = 0xA5;
    }
    fs::write(&path, &bytes).unwrap();
    let (kept, said) = play_in(folder.path());
    assert!(kept);
    assert!(said[0].contains("history.unreadable-1.sqlite"), "{said:?}");
    assert_eq!(
        fs::read(folder.path().join("history.unreadable-1.sqlite")).unwrap(),
        bytes
    );
}

#[test]
fn what_is_no_database_of_ours_is_moved_aside_and_play_goes_on() {
    type Make = fn(&Path);
    let cases: [(&str, Make, bool); 4] = [
        ("an empty file", |path| fs::write(path, "").unwrap(), false),
        (
            "a text",
            |path| fs::write(path, "Dear diary, and so on for a while").unwrap(),
            true,
        ),
        ("a folder", |path| fs::create_dir(path).unwrap(), true),
        ("zeros", |path| fs::write(path, [0; 8_192]).unwrap(), true),
    ];
    for (what, make, aside) in cases {
        let folder = tempfile::tempdir().unwrap();
        make(&folder.path().join(FILE));
        let (kept, said) = play_in(folder.path());
        assert!(kept, "{what}");
        assert_eq!(!said.is_empty(), aside, "{what}: {said:?}");
        assert_eq!(
            folder.path().join("history.unreadable-1.sqlite").exists(),
            aside,
            "{what}"
        );
    }
}

#[test]
fn a_full_disk_is_told_once_and_what_was_played_is_kept_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap().store;
    store.limit_to(Some(store.pages().unwrap() + 4)).unwrap();
    let writer = Writer::over(store, || {});
    writer.ask(Request::Begin(attempt(1)));
    let long = "w".repeat(3_000);
    for number in 0..12 {
        writer.ask(Request::Append(number, event(&long), Vec::new()));
    }
    let mut refused = 0;
    let mut notes = Vec::new();
    let mut answered = 0;
    until(&writer, |answer| {
        if let Answer::Unkept(note) = answer {
            refused += 1;
            notes.extend(note.clone());
        }
        answered += usize::from(matches!(answer, Answer::Appended(_) | Answer::Unkept(_)));
        answered == 12
    });
    assert!(refused > 2, "{refused}");
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("The session goes on"), "{notes:?}");
    writer.ask(Request::Limit(None));
    writer.ask(Request::Append(12, event("the last"), Vec::new()));
    until(&writer, |answer| matches!(answer, Answer::Appended(13)));
    drop(writer);
    let store = Store::open(folder.path()).unwrap().store;
    let id = store.attempts(ME).unwrap()[0].id;
    assert_eq!(store.attempt(id).unwrap().unwrap().events.len(), 13);
}

#[test]
fn two_windows_write_and_neither_loses_a_move() {
    let folder = tempfile::tempdir().unwrap();
    let windows = [(); 2].map(|()| Writer::start(Some(folder.path().to_owned()), || {}));
    for writer in &windows {
        writer.ask(Request::Begin(attempt(1)));
    }
    for number in 0..100 {
        for writer in &windows {
            writer.ask(Request::Append(number, event(&number.to_string()), Vec::new()));
        }
    }
    for writer in &windows {
        let answers = until(writer, |answer| matches!(answer, Answer::Appended(100)));
        assert!(
            !answers
                .iter()
                .any(|answer| matches!(answer, Answer::Unkept(_) | Answer::Failed(_))),
            "{answers:?}"
        );
    }
    drop(windows);
    let store = Store::open(folder.path()).unwrap().store;
    let attempts = store.attempts(ME).unwrap();
    assert_eq!(attempts.len(), 2);
    for attempt in attempts {
        assert_eq!(store.attempt(attempt.id).unwrap().unwrap().events.len(), 100);
    }
}

#[test]
fn without_a_folder_to_write_in_the_session_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "").unwrap();
    let (kept, said) = play_in(&file.join("below a file"));
    assert!(kept && said[0].contains("until you close the program"), "{said:?}");
}

#[test]
fn a_history_that_can_only_be_read_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap().store;
    store.begin(ME, &attempt(1)).unwrap();
    drop(store);
    let mut store = Store::open_for_reading(&folder.path().join(FILE)).unwrap();
    assert_eq!(store.attempts(ME).unwrap().len(), 1);
    assert!(store.begin(ME, &attempt(2)).is_err());
    drop(store);
    let mut locked = fs::metadata(folder.path()).unwrap().permissions();
    let before = locked.clone();
    locked.set_readonly(true);
    fs::set_permissions(folder.path(), locked.clone()).unwrap();
    // Whoever may do everything can write here all the same; then there is nothing to see.
    if fs::write(folder.path().join("probe"), "").is_err() {
        let opened = Store::open(folder.path()).unwrap();
        assert!(opened.note.is_some());
        assert_eq!(opened.store.attempts(ME).unwrap().len(), 1);
    }
    fs::set_permissions(folder.path(), before).unwrap();
}

/// Whether a text is in any file below a folder.
fn is_somewhere(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}

const SECRETS: [&str; 3] = ["the first secret draft", "the second secret draft", "a secret of Noor"];

/// A data folder with two profiles, three attempts, a backup and a set-aside file that hold their words.
fn furnished() -> (tempfile::TempDir, Store, ProfileId) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap().store;
    let noor = store.add_profile("Noor Secretname", 1).unwrap();
    for (profile, secret) in [(ME, SECRETS[0]), (ME, SECRETS[1]), (noor, SECRETS[2])] {
        let id = store.begin(profile, &attempt(1)).unwrap();
        store.append(id, 0, &event(&secret.repeat(200)), &[]).unwrap();
    }
    for name in ["history.before-2.sqlite", "history.unreadable-1.sqlite"] {
        fs::write(folder.path().join(name), SECRETS.concat()).unwrap();
    }
    (folder, store, noor)
}

#[test]
fn a_deleted_draft_is_in_no_file() {
    let (folder, mut store, noor) = furnished();
    let newest = store.attempts(ME).unwrap()[0].id;
    store.delete_attempt(newest).unwrap();
    fs::remove_file(folder.path().join("history.unreadable-1.sqlite")).unwrap();
    assert_eq!(is_somewhere(folder.path(), SECRETS[1]), [""; 0], "while it is open");
    assert!(!is_somewhere(folder.path(), SECRETS[0]).is_empty());
    store.delete_profile(noor).unwrap();
    assert_eq!(is_somewhere(folder.path(), SECRETS[2]), [""; 0]);
    assert_eq!(is_somewhere(folder.path(), "Secretname"), [""; 0]);
    assert_eq!(store.profiles().unwrap().len(), 1);
    drop(store);
    assert_eq!(is_somewhere(folder.path(), SECRETS[1]), [""; 0], "and closed");
    assert!(!is_somewhere(folder.path(), SECRETS[0]).is_empty());
}

#[test]
fn after_everything_is_deleted_nothing_is_left() {
    let (folder, mut store, _) = furnished();
    store.delete_all().unwrap();
    for text in SECRETS
        .into_iter()
        .chain(["Secretname", "the text of a vignette", "The worksheet"])
    {
        assert_eq!(is_somewhere(folder.path(), text), [""; 0], "{text}");
    }
    assert_eq!(store.profiles().unwrap().len(), 1);
    assert!(store.attempts(ME).unwrap().is_empty());
}

#[test]
fn another_programs_database_survives_deleting() {
    let folder = tempfile::tempdir().unwrap();
    // A whole header of another program's database, as far as it matters.
    let mut bytes = vec![0_u8; 4_096];
    bytes[..16].copy_from_slice(b"SQLite format 3\0");
    bytes[68..72].copy_from_slice(&77_u32.to_be_bytes());
    let foreign = folder.path().join("history.unreadable-1.sqlite");
    fs::write(&foreign, &bytes).unwrap();
    Store::open(folder.path()).unwrap().store.delete_all().unwrap();
    assert_eq!(fs::read(foreign).unwrap(), bytes);
}

#[test]
fn a_guest_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let writer = Writer::start(Some(folder.path().to_owned()), || {});
    writer.ask(Request::Use(Who::Guest));
    writer.ask(Request::Begin(attempt(1)));
    writer.ask(Request::Append(0, event("a guest was here"), Vec::new()));
    until(&writer, |answer| matches!(answer, Answer::Appended(1)));
    let all = Listing {
        most: 9,
        ..Listing::default()
    };
    writer.ask(Request::List(all));
    let listed = until(&writer, |answer| matches!(answer, Answer::Attempts(..)));
    assert!(matches!(listed.last(), Some(Answer::Attempts(_, page)) if page.rows.len() == 1));
    assert_eq!(is_somewhere(folder.path(), "a guest was here"), [""; 0]);
    writer.ask(Request::Use(Who::Profile(ME)));
    writer.ask(Request::List(all));
    let listed = until(&writer, |answer| matches!(answer, Answer::Attempts(..)));
    assert!(matches!(listed.last(), Some(Answer::Attempts(_, page)) if page.rows.is_empty()));
    drop(writer);
    assert_eq!(is_somewhere(folder.path(), "a guest was here"), [""; 0]);
}

#[test]
fn a_copy_to_take_along_holds_all_of_one_or_of_everybody() {
    let (folder, mut store, _) = furnished();
    let path = folder.path().join("copy.json");
    for (profile, secrets) in [(Some(ME), 2), (None, 3)] {
        let bytes = store.export(&path, profile, secrets == 3).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.len() as u64, bytes);
        let found = SECRETS.iter().filter(|secret| text.contains(**secret)).count();
        assert_eq!(found, secrets);
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["attempts"].as_array().unwrap().len(), secrets);
        assert_eq!(json["vignettes"][0]["text"], "the text of a vignette");
        assert!(json["attempts"][0]["events"][0]["Drafted"]["text"].is_string());
    }
    let whole = fs::read(&path).unwrap();
    assert!(matches!(
        store.export(&path, Some(ME), false),
        Err(HistoryError::Taken(_))
    ));
    assert!(matches!(
        store.export(&folder.path().join("none/copy.json"), None, false),
        Err(HistoryError::Copy { .. })
    ));
    assert!(matches!(
        store.export(folder.path(), None, true),
        Err(HistoryError::Copy { .. })
    ));
    assert_eq!(fs::read(&path).unwrap(), whole, "what is there stays as it is");
}

#[test]
fn a_history_of_the_first_version_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let old = rusqlite::Connection::open(folder.path().join(FILE)).unwrap();
    old.execute_batch(STEPS[0]).unwrap();
    old.execute_batch(
        "INSERT INTO vignette VALUES (7, 'the-worksheet', 'The worksheet', 'text');
         INSERT INTO attempt VALUES (1, 7, 5, 'guided', 1000, NULL, NULL, NULL), (2, 7, 6, 'probe', 2000, 3000, 'repaired', 0);
         INSERT INTO event VALUES (1, 0, 'one'), (1, 1, 'two'), (2, 0, 'other');",
    )
    .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    drop(old);
    let opened = Store::open(folder.path()).unwrap();
    assert_eq!(opened.note, None);
    let profiles = opened.store.profiles().unwrap();
    assert_eq!((profiles.len(), profiles[0].created_ms), (1, 1_000));
    let attempts = opened.store.attempts(profiles[0].id).unwrap();
    assert_eq!(attempts.len(), 2);
    let kept = opened.store.attempt(attempts[1].id).unwrap().unwrap();
    assert_eq!(kept.events, ["one", "two"]);
    assert!(folder.path().join("history.before-3.sqlite").exists());
}
