//! `attune export` as a person or a script runs it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use attune::history::store::{NewAttempt, Store};
use attune::session::options::{Mode, Options};
use attune::session::replay::to_lines;
use tempfile::TempDir;

use crate::played::{DRAFT, NAME, STARTED_MS, TWO_RUPTURES, session, vignette};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
    command.arg("export").args(arguments).current_dir(folder);
    command.env("TZ", "UTC0");
    command.env("ATTUNE_DATA_DIR", folder.join("data")).stdin(Stdio::null());
    command.output().unwrap()
}

#[track_caller]
fn check(folder: &Path, line: &str, code: i32, said: &[&str]) -> String {
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let output = run(folder, &arguments);
    let (printed, complaints) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(
        output.status.code(),
        Some(code),
        "export {line}\n{printed}\n{complaints}"
    );
    for part in said {
        let both = format!("{printed}\n{complaints}");
        assert!(both.contains(part), "export {line}: no `{part}` in: {both}");
    }
    printed
}

/// A folder with a log, its vignette, and a history of three attempts, the second of them with a vignette that can't be read.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let vignette = vignette(TWO_RUPTURES);
    let log = to_lines(session(&vignette, Options::of(Mode::Guided), &[], DRAFT).log());
    std::fs::write(folder.path().join("play.jsonl"), &log).unwrap();
    std::fs::write(folder.path().join("two.ron"), TWO_RUPTURES).unwrap();
    let mut store = Store::open(&folder.path().join("data")).unwrap().store;
    for (day, text) in [(0, TWO_RUPTURES), (1, "Scenario("), (2, TWO_RUPTURES)] {
        let started_ms = STARTED_MS + day * 86_400_000;
        let attempt = NewAttempt {
            hash: text.len() as u64,
            vignette: "two-ruptures".to_owned(),
            title: "Two ruptures".to_owned(),
            text: text.to_owned(),
            seed: 3,
            mode: "guided".to_owned(),
            started_ms,
        };
        let person = store.profiles().unwrap()[0].id;
        let id = store.begin(person, &attempt).unwrap();
        let lines: Vec<String> = log.lines().map(str::to_owned).collect();
        store.append(id, 0, &lines, &[]).unwrap();
        store.finish(id, started_ms + 600_000, "done", 1).unwrap();
    }
    folder
}

#[test]
fn the_latest_is_written_without_name_and_drafts() {
    let folder = folder();
    let here = folder.path();
    check(
        here,
        "-o hour.html",
        0,
        &["One session written to hour.html, without a name and without drafts"],
    );
    let page = std::fs::read_to_string(here.join("hour.html")).unwrap();
    assert!(page.contains("23 September 2026") && !page.contains(DRAFT));
    check(
        here,
        "-o hour.html",
        2,
        &["there is a file at `hour.html` already", "--force"],
    );
    assert_eq!(std::fs::read_to_string(here.join("hour.html")).unwrap(), page);
    check(
        here,
        "-o hour.html --force --with-drafts --with-name Robin",
        0,
        &["with a name and with drafts"],
    );
    let page = std::fs::read_to_string(here.join("hour.html")).unwrap();
    assert!(page.contains(DRAFT) && page.contains("By Robin."));
    check(
        here,
        "-o gone/hour.html",
        2,
        &["there is no folder at `gone`", "make the folder first"],
    );
}

#[test]
fn attempts_are_listed_and_chosen() {
    let folder = folder();
    let here = folder.path();
    let list = check(here, "--list", 0, &["2026-09-21 14:13", "two-ruptures: done"]);
    assert_eq!(list.lines().count(), 3);
    let table = check(
        here,
        "--all --format csv",
        1,
        &["attempt 2 is left out: its vignette can no longer be read"],
    );
    assert_eq!(table.matches("\r\n").count(), 1 + 2 * 3);
    let one = check(here, "1 --format csv", 0, &[]);
    assert!(one.contains("2026-09-21T14:13:20.000Z") && one.matches("\r\n").count() == 4);
    let since = check(here, "--since 2026-09-23 --format json", 0, &[]);
    let since: serde_json::Value = serde_json::from_str(&since).unwrap();
    assert_eq!(since["sessions"].as_array().unwrap().len(), 1);
    check(
        here,
        "--since 2027-01-01",
        2,
        &["no attempt was begun since 2027-01-01"],
    );
    check(here, "--since monday", 2, &["`monday` is no day"]);
    check(here, "99", 2, &["there is no attempt 99", "--list"]);
    check(here, "2", 1, &["attempt 2 is left out", "nothing was written"]);
    check(here, "1 --all", 2, &["cannot be used with"]);
    // Several by their numbers come in the order in which they were played, each once.
    let two = check(here, "3 1 3 --format json", 0, &[]);
    let two: serde_json::Value = serde_json::from_str(&two).unwrap();
    let began: Vec<&str> = two["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["started"].as_str().unwrap())
        .collect();
    assert_eq!(began, ["2026-09-21T14:13:20.000Z", "2026-09-23T14:13:20.000Z"]);
    check(here, "1 99", 2, &["there is no attempt 99"]);
    let first = check(here, "--until 2026-09-21 --format csv", 0, &[]);
    assert_eq!(first.matches("\r\n").count(), 4);
    let second = check(
        here,
        "--since 2026-09-22 --until 2026-09-22",
        1,
        &["attempt 2 is left out"],
    );
    assert_eq!(second, "", "nothing was written");
    check(
        here,
        "--since 2026-09-24 --until 2026-09-30",
        2,
        &["from 2026-09-24 to 2026-09-30"],
    );
    check(here, "--format word", 2, &["possible values: html"]);
}

#[test]
fn pages_are_for_the_paper_of_the_locale_or_for_the_one_that_is_named() {
    let folder = folder();
    let page = |locale: &str, paper: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
        command
            .args(["export", "1", "--format", "pdf"])
            .args(paper)
            .current_dir(folder.path());
        command
            .env("ATTUNE_DATA_DIR", folder.path().join("data"))
            .env("LC_ALL", locale);
        let bytes = command.stdin(Stdio::null()).output().unwrap().stdout;
        bytes.windows(7).any(|window| window == b"612 792")
    };
    assert!(page("en_US.UTF-8", &[]) && !page("en_GB.UTF-8", &[]));
    assert!(page("en_GB.UTF-8", &["--paper", "letter"]) && !page("en_US.UTF-8", &["--paper", "a4"]));
}

#[test]
fn a_history_of_more_than_a_page_is_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let vignette = vignette(TWO_RUPTURES);
    let log = to_lines(session(&vignette, Options::of(Mode::Guided), &[], DRAFT).log());
    let lines: Vec<String> = log.lines().map(str::to_owned).collect();
    let mut store = Store::open(&here.join("data")).unwrap().store;
    let person = store.profiles().unwrap()[0].id;
    let attempts = (0..2_345).map(|at| {
        let attempt = NewAttempt {
            hash: 1,
            vignette: "two-ruptures".to_owned(),
            title: "Two ruptures".to_owned(),
            text: TWO_RUPTURES.to_owned(),
            seed: at,
            mode: "guided".to_owned(),
            started_ms: STARTED_MS + i64::try_from(at).unwrap(),
        };
        // All but a few are empty logs, to be quick; they are sessions that were left at once.
        let events = if at < 3 { lines.clone() } else { lines[..1].to_vec() };
        (attempt, events, Vec::new())
    });
    store.import(person, attempts).unwrap();
    drop(store);
    assert_eq!(check(here, "--list", 0, &[]).lines().count(), 2_345);
    check(
        here,
        "--all --format xapi -o all.jsonl",
        0,
        &["2345 sessions written to all.jsonl"],
    );
    let text = std::fs::read_to_string(here.join("all.jsonl")).unwrap();
    assert_eq!(
        text.lines().filter(|line| line.contains("verbs/initialized")).count(),
        2_345
    );
    check(
        here,
        "--all -o all.html",
        2,
        &["a document to read takes up to 200 sessions", "--format csv"],
    );
    assert!(!here.join("all.html").exists());
}

#[test]
fn each_person_has_their_own() {
    let folder = folder();
    let here = folder.path();
    let store = Store::open(&here.join("data")).unwrap().store;
    store.add_profile("Robin", 0).unwrap();
    drop(store);
    check(
        here,
        "--list",
        2,
        &["several people practise here", "`Robin`", "--profile"],
    );
    check(here, "--list --profile Robin", 0, &[]);
    check(here, "--profile Robin", 2, &["no attempt is kept yet"]);
    check(here, "--profile Kim", 2, &["nobody here is called `Kim`; there are "]);
}

#[test]
fn statements_go_under_one_random_name() {
    let folder = folder();
    let first = check(folder.path(), "--all --format xapi", 1, &[]);
    let again = check(folder.path(), "--all --format xapi", 1, &[]);
    assert_eq!(first, again, "the account is kept");
    assert_eq!(first.lines().count(), 2 * 5);
    for line in first.lines() {
        assert_eq!(crate::xapi_rules::violations(line), Vec::<String>::new());
    }
    let named = run(folder.path(), &["--format", "xapi", "--with-name", NAME]);
    assert!(String::from_utf8(named.stdout).unwrap().contains(NAME));
}

#[test]
fn a_log_is_reported_on_where_it_fits() {
    let folder = folder();
    let here = folder.path();
    let page = check(
        here,
        "--log play.jsonl --vignette two.ron",
        0,
        &["He stays", "the best hour still possible"],
    );
    assert!(page.starts_with("<!DOCTYPE html>"));
    check(
        here,
        "--log play.jsonl --vignette the-worksheet",
        1,
        &["don’t belong together"],
    );
    check(
        here,
        "--log two.ron --vignette two.ron",
        1,
        &["two.ron is no log: line 1"],
    );
    check(
        here,
        "--log gone.jsonl --vignette two.ron",
        2,
        &["there is no file at `gone.jsonl`"],
    );
    check(here, "--log play.jsonl", 2, &["--vignette"]);
}

#[test]
fn an_empty_history_is_said_to_be_empty() {
    let folder = tempfile::tempdir().unwrap();
    check(folder.path(), "--list", 2, &["no attempt is kept in"]);
    assert!(!folder.path().join("data").exists(), "nothing is made by looking");
}
