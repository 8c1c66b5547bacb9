//! Runs the program as a person or a script does: what it prints, what it leaves behind, and how it exits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with vignettes to run in: `good.ron`, `bad.ron` with two errors, `notes.txt`, and the empty folder `empty`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let small = include_str!("vignettes/small.ron");
    let bad = small
        .replacen("To(\"his-own-plan\")", "To(\"her-own-plan\")", 1)
        .replacen("Guarded, 3", "Gaurded, 3", 1);
    assert_ne!(small, bad);
    fs::create_dir(folder.path().join("good")).unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("good/small.ron"), small).unwrap();
    // The small vignette is short of words on purpose.
    let terse = [
        "best-is-longest",
        "weak-without-instead",
        "best-without-ability",
        "feedback-short",
        "weak-without-reason",
    ];
    let levels: String = terse.map(|rule| format!("{rule:?}: Off, ")).concat();
    fs::write(
        folder.path().join("good/attune-check.ron"),
        format!("Checks(levels: {{ {levels} }})"),
    )
    .unwrap();
    fs::write(folder.path().join("bad.ron"), bad).unwrap();
    fs::write(folder.path().join("utf16.ron"), [0xFF, 0xFE, b'S', 0]).unwrap();
    folder
}

fn attune(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attune"));
    command.args(arguments).current_dir(folder);
    command
        .env("ATTUNE_DATA_DIR", folder.join("data"))
        .env_remove("ATTUNE_RENDERER")
        .env("COLUMNS", "100");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(folder: &Path, line: &str, input: &str) -> Output {
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let mut child = attune(folder, &arguments).stdin(Stdio::piped()).spawn().unwrap();
    // A program that needs no input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs `attune` with a line of arguments and some input; looks for the exit code and for parts of both outputs.
#[track_caller]
fn check_in(folder: &Path, line: &str, input: &str, code: i32, out: &[&str], errors: &[&str]) {
    let output = run(folder, line, input);
    let (printed, complaints) = (words(&output.stdout), words(&output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "attune {line}\n{printed}\n{complaints}"
    );
    for part in out {
        assert!(printed.contains(part), "attune {line}: no `{part}` in: {printed}");
    }
    for part in errors {
        assert!(complaints.contains(part), "attune {line}: no `{part}` in: {complaints}");
    }
    assert!(
        !errors.is_empty() || complaints.is_empty(),
        "attune {line}: {complaints}"
    );
}

#[track_caller]
fn check(line: &str, input: &str, code: i32, out: &[&str], errors: &[&str]) {
    check_in(folder().path(), line, input, code, out, errors);
}

#[test]
fn one_statement_is_practised_in_the_terminal() {
    let line = "play the-worksheet --mode drill --at rhian --seed 7";
    check(
        line,
        "c\nt\n\nI would ask.\n1\n4\n\n",
        0,
        &[
            "One moment",
            "Carys, 33.",
            "Just now Carys said: ‘",
            "How sure are you",
            "1 turn.",
        ],
        &[],
    );
    let wrong = |line: &str, complaint: &str| check(line, "", 2, &[], &[complaint]);
    wrong("play the-worksheet --mode drill", "a drill needs `--at`");
    wrong("play the-worksheet --at rhian", "`--at` belongs to `--mode drill`");
    wrong("play the-worksheet --mode drill --at rian", "did you mean `rhian`?");
}

#[test]
fn what_is_due_is_printed() {
    use attune::framework::id::{MarkerId, RowId};
    use attune::history::card::{Card, CardPhase};
    use attune::history::store::Store;

    let folder = tempfile::tempdir().unwrap();
    check_in(folder.path(), "today", "", 0, &["Nothing was practised here yet."], &[]);
    let mut store = Store::open(&folder.path().join("data")).unwrap().store;
    let profile = store.profiles().unwrap()[0].id;
    let card = |moment: &str, due_ms: i64| Card {
        ability: RowId::from("repair.own-part"),
        marker: Some(MarkerId::from(moment)),
        stability: 3.0,
        difficulty: 5.0,
        due_ms,
        last_ms: Some(1_000),
        reps: 2,
        lapses: 0,
        phase: CardPhase::Review,
    };
    store.put_card(profile, &card("withdrawal", i64::MAX / 2)).unwrap();
    drop(store);
    check_in(
        folder.path(),
        "today",
        "",
        0,
        &["Nothing is due.", "Own your part, when a client moves away"],
        &[],
    );
    let mut store = Store::open(&folder.path().join("data")).unwrap().store;
    store.put_card(profile, &card("confrontation", 2_000)).unwrap();
    drop(store);
    check_in(
        folder.path(),
        "today",
        "",
        1,
        &["Own your part, when a client moves against you", "Practised last"],
        &[],
    );
    let store = Store::open(&folder.path().join("data")).unwrap().store;
    store.add_profile("Sefa", 3_000).unwrap();
    drop(store);
    check_in(
        folder.path(),
        "today",
        "",
        2,
        &[],
        &["several people practise here", "`Sefa`", "--profile"],
    );
    check_in(folder.path(), "today --profile Sefa", "", 0, &["Nothing is due."], &[]);
    check_in(
        folder.path(),
        "today --profile Sifa",
        "",
        2,
        &[],
        &["nobody here is called `Sifa`"],
    );
    // A damaged history is set aside, and that is said.
    fs::write(folder.path().join("data/history.sqlite"), "Dear diary").unwrap();
    for beside in ["history.sqlite-wal", "history.sqlite-shm"] {
        let _ = fs::remove_file(folder.path().join("data").join(beside));
    }
    check_in(
        folder.path(),
        "today",
        "",
        0,
        &["Nothing is due."],
        &["could not be read", "history.unreadable-1.sqlite"],
    );
}

#[test]
fn help_and_version_are_there() {
    check("--version", "", 0, &["attune 0."], &[]);
    check(
        "--help",
        "",
        0,
        &[
            "Without a subcommand the window opens",
            "Exit codes:",
            "explain",
            "--renderer",
        ],
        &[],
    );
    check("help check", "", 0, &["attune check scenarios/", "--limit"], &[]);
    check("play --help", "", 0, &["--seed", "guided"], &[]);
    for command in [
        "play",
        "today",
        "check",
        "export",
        "explore",
        "coverage",
        "framework",
        "new",
        "diff",
        "print",
        "fmt",
        "explain",
        "completions",
    ] {
        let example = format!("Examples: attune {command}");
        check(&format!("{command} --help"), "", 0, &[example.as_str()], &[]);
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        check(
            &format!("completions {shell}"),
            "",
            0,
            &["attune", "completions", "check"],
            &[],
        );
    }
    check("--nonsense", "", 2, &[], &["unexpected argument"]);
    check("chek good", "", 2, &[], &["subcommand"]);
    check(
        "chek",
        "",
        2,
        &[],
        &["there is no file or folder at `chek`; did you mean `attune check`?"],
    );
    check("check", "", 2, &[], &["required"]);
    check(
        "play small --mode easy",
        "",
        2,
        &[],
        &["possible values: guided, practice, probe"],
    );
}

#[test]
fn check_finds_and_counts() {
    check("check good", "", 0, &["1 vignette checked, nothing found"], &[]);
    check("check good/small.ron good", "", 0, &["2 vignettes checked"], &[]);
    check(
        "check bad.ron",
        "",
        1,
        &[
            "error[unknown-choice]",
            "help: did you mean `Guarded`?",
            "bad.ron:",
            "Affect(Gaurded, 3)",
            "1 vignette, 2 errors",
        ],
        &[],
    );
    check("check good bad.ron", "", 1, &["2 vignettes, 2 errors"], &[]);
    check(
        "check gone.ron good",
        "",
        2,
        &["1 vignette checked"],
        &["there is no file or folder at `gone.ron`"],
    );
    check("check empty", "", 2, &[], &["`empty` holds no vignettes"]);
    check(
        "check utf16.ron bad.ron",
        "",
        2,
        &["2 errors"],
        &["saved as UTF-16", "save it as UTF-8"],
    );
    check("check --limit 0 good", "", 2, &[], &["larger than 0 bytes", "--limit"]);
}

#[test]
fn check_follows_the_teams_settings() {
    let folder = folder();
    let put = |text: &str| fs::write(folder.path().join("good/attune-check.ron"), text).unwrap();
    put("Checks()");
    check_in(
        folder.path(),
        "check good",
        "",
        1,
        &["warning[feedback-short]", "small.ron:111"],
        &[],
    );
    put("Checks(levels: { \"feedback-shrt\": Off })");
    check_in(
        folder.path(),
        "check good",
        "",
        1,
        &[
            "warning[unknown-rule]",
            "attune-check.ron:1",
            "did you mean `feedback-short`?",
        ],
        &[],
    );
}

/// What the specification requires of a log (SARIF 2.1.0, OASIS, 2020): sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.49.
#[test]
fn check_speaks_sarif() {
    let folder = folder();
    let log =
        |line: &str| -> serde_json::Value { serde_json::from_slice(&run(folder.path(), line, "").stdout).unwrap() };
    let log = log("check --format sarif good bad.ron");
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif"));
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "attune");
    let rules = driver["rules"].as_array().unwrap();
    assert!(rules.len() > 40);
    for rule in rules {
        assert!(
            rule["id"].is_string() && rule["shortDescription"]["text"].is_string(),
            "{rule}"
        );
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[index]["id"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "bad.ron");
        let region = &place["region"];
        let number = |name: &str| region[name].as_u64().unwrap();
        assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        assert!(number("endLine") >= number("startLine") && number("endColumn") > number("startColumn"));
    }
}

#[test]
fn check_annotates_for_github() {
    check(
        "check --format github bad.ron",
        "",
        1,
        &["::error file=bad.ron,line=60,", "title=unknown-choice::", "%0A"],
        &[],
    );
    check("check --format github good", "", 0, &[], &[]);
}

#[test]
fn check_speaks_json() {
    let folder = folder();
    let json =
        |line: &str| -> serde_json::Value { serde_json::from_slice(&run(folder.path(), line, "").stdout).unwrap() };
    let clean = json("check --format json good");
    assert_eq!(
        (&clean["errors"], &clean["files"][0]["playable"]),
        (&0.into(), &true.into())
    );
    assert_eq!(
        (&clean["files"][0]["id"], &clean["files"][0]["title"]),
        (&"the-bus".into(), &"The bus".into())
    );
    let found = json("check --format json bad.ron gone.ron");
    assert_eq!(found["errors"], 2);
    let first = &found["files"][0]["diagnostics"][0];
    assert_eq!(
        (&first["rule"], &first["severity"]),
        (&"unknown-choice".into(), &"error".into())
    );
    assert_eq!(
        (&first["statement"], &first["response"]),
        (&"opening".into(), &serde_json::Value::Null)
    );
    assert!(
        first["line"].is_u64()
            && first["column"].is_u64()
            && first["field"].is_string()
            && first["message"].is_string()
    );
    assert_eq!(found["files"][0]["diagnostics"][1]["response"], "thank");
    assert!(found["files"][1]["unreadable"].is_string());
    assert_eq!(
        run(folder.path(), "check --format json bad.ron", "").status.code(),
        Some(1)
    );
    assert_eq!(
        run(folder.path(), "check --format json gone.ron", "").status.code(),
        Some(2)
    );
}

#[test]
fn a_new_vignette_is_clean_canonical_and_never_written_over() {
    let folder = folder();
    let path = folder.path();
    check_in(
        path,
        "new mine/first-try.ron",
        "",
        0,
        &["written", "attune check mine/first-try.ron"],
        &[],
    );
    check_in(path, "check mine", "", 0, &["nothing found"], &[]);
    check_in(
        path,
        "new mine/first-try.ron",
        "",
        2,
        &[],
        &["is there already, and was left as it is"],
    );
    check_in(path, "fmt --check mine", "", 0, &[], &[]);
    check_in(path, "new good", "", 2, &[], &["good"]);
}

#[test]
fn formatting_says_what_it_does_and_keeps_what_it_cannot_read() {
    let folder = folder();
    let path = folder.path();
    let crooked = fs::read_to_string(path.join("good/small.ron"))
        .unwrap()
        .replace("    version: \"1.0\",", "version:\"1.0\",");
    fs::write(path.join("good/small.ron"), &crooked).unwrap();
    check_in(path, "fmt --check good", "", 1, &["would change"], &[]);
    assert_eq!(fs::read_to_string(path.join("good/small.ron")).unwrap(), crooked);
    check_in(path, "fmt good", "", 0, &["rewritten"], &[]);
    check_in(path, "fmt --check good", "", 0, &[], &[]);
    check_in(path, "fmt good", "", 0, &[], &[]);
    let broken = "Scenario(\n  format: 1,\n  title: \"";
    fs::write(path.join("broken.ron"), broken).unwrap();
    check_in(path, "fmt broken.ron", "", 2, &[], &["left as it is"]);
    assert_eq!(fs::read_to_string(path.join("broken.ron")).unwrap(), broken);
    check_in(path, "fmt gone", "", 2, &[], &["gone"]);
}

#[test]
fn exploring_tells_what_can_happen_and_what_is_not_proven() {
    let folder = folder();
    let explore = |line: &str, code: i32, out: &[&str], errors: &[&str]| {
        check_in(folder.path(), &format!("explore {line}"), "", code, out, errors);
    };
    explore(
        "good/small.ron",
        0,
        &[
            "States 6 states",
            "his-own-plan (repaired) 100 % 100 % 38 % 0 %",
            "tasks at the end 45.0 45.0 37.0 32.0",
            "on average 0.0 0.0 13.5 22.0 between, nine times in ten 0 0 0–22 22",
            "Answers that a repair takes best aptest random worst 2 100 % 100 % 100 % –",
            "his-own-plan: 2 answers opening: own-part → says-more: thank",
            "from each of the 2 states with an open rupture it can still be resolved",
            "statements.says-more.affect: never comes to `otherwise`",
            "plan-again 55.0 32.0 60.0 147.0 22.0",
        ],
        &[],
    );
    explore(
        "good/small.ron --at says-more --policy weakest",
        0,
        &["By opening: own-part", "polite (patched over) 100 %", "wait (0–"],
        &[],
    );
    explore("good/small.ron --at sais-more", 2, &[], &["did you mean `says-more`?"]);
    explore("good/small.ron --states 2", 1, &[], &["not proven beyond", "--states"]);
    explore("bad.ron", 1, &[], &["can't be played: 2 errors"]);
    explore("the-worksheat", 2, &[], &["did you mean `the-worksheet`?"]);
    let output = run(folder.path(), "explore good/small.ron --format json", "");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["policies"][2]["policy"], "random");
    assert_eq!(report["policies"][2]["resolved"], 0.25);
    // Half of the plays take the worse of two and end; the others go on with 1, 0 or two thirds of a second credit.
    assert_eq!(
        report["policies"][2]["plays"]["credit"]["shares"],
        serde_json::json!([[0, 1, 0.5], [1, 2, 0.125], [5, 6, 0.125], [1, 1, 0.25]])
    );
    // The worse of two at the opening costs 22 points, the worse of two after the apter one 10.
    assert_eq!(
        report["policies"][2]["lost"]["shares"],
        serde_json::json!([[0.0, 0.25], [10.0, 0.25], [22.0, 0.5]])
    );
    assert_eq!(
        report["policies"][2]["repairs"]["answers"],
        serde_json::json!([0.0, 0.0, 0.25])
    );
    assert_eq!(report["endings"][1]["shortest"][0][1], "plan-again");
    assert_eq!(report["at"]["choices"][1]["given_away"], 22.0);
    assert_eq!(report["never"][1]["cases"][0], 1);
    assert_eq!(report["plays"][0]["alliance"], serde_json::json!([64, 45, 60]));
    // The longest is the best one at the opening and the worst one after it.
    assert_eq!(report["without_reading"]["cues"]["first"]["credit"], 1.0);
    explore(
        "--library good the-worksheet",
        0,
        &["the-bus 0.56", "the-worksheet", "all 2 vignettes"],
        &[],
    );
    explore(
        "good/small.ron the-worksheet",
        2,
        &[],
        &["`--library` compares several"],
    );
}

#[test]
fn what_is_trained_and_the_rules_are_told() {
    check(
        "framework",
        "",
        0,
        &[
            "repair.own-part",
            "Markers of a rupture",
            "Strategies of repair",
            "Pulls",
        ],
        &[],
    );
    check("framework own part", "", 0, &["repair.own-part", "Well:"], &[]);
    check(
        "framework zeppelin",
        "",
        1,
        &[],
        &["no row has all of these words: zeppelin"],
    );
    check("explain", "", 0, &["unreachable-statement", "dead-end"], &[]);
    check("explain dead-end", "", 0, &["Why:", "Instead:"], &[]);
    check("explain ded-end", "", 2, &[], &["did you mean `dead-end`?"]);
}

/// Answers that are right at every step of the small vignette, or at least understood.
const GUIDED: &str = "w\nt\n\nWhat was it like?\n1\n3\n\nn\n\n1\n2\n\n\n1\n\n\n\n\n\n";

#[test]
fn playing_takes_any_input_and_ends_in_order() {
    let piped = [
        "",
        "\n",
        "quit\ny\n",
        "quit\n",
        "?\n?\n",
        "back\n",
        GUIDED,
        "w\r\nt\r\n\r\n\r\n1\r\n",
        "\u{1F600}\n\0\n",
        "1\n".repeat(400).leak(),
    ];
    for mode in ["guided", "practice", "probe"] {
        for input in piped {
            check(
                &format!("play good/small.ron --seed 3 --mode {mode}"),
                input,
                0,
                &["The bus", "Seed 3", "Turn 1"],
                &[],
            );
        }
    }
    let over = "1\n\n".repeat(40);
    check(
        "play good/small.ron --seed 3 --mode practice",
        &over,
        0,
        &["How it ended:", "Result", "bond 55 →"],
        &[],
    );
    check(
        "play good/small.ron",
        "",
        0,
        &["the same seed gives the same play"],
        &[],
    );
    check("play the-worksheet --mode practice", "", 0, &["Turn 1"], &[]);
    check(
        "play bad.ron",
        "",
        1,
        &[],
        &["can't be played: 2 errors", "attune check bad.ron"],
    );
    check("play gone.ron", "", 2, &[], &["there is no file at `gone.ron`"]);
    check("play utf16.ron", "", 2, &[], &["UTF-16"]);
}

#[test]
fn a_log_is_written_whatever_ends_the_play() {
    let folder = folder();
    let log = |input: &str| {
        let output = run(
            folder.path(),
            "play good/small.ron --seed 5 --mode practice --log out.log",
            input,
        );
        assert_eq!(output.status.code(), Some(0));
        fs::read_to_string(folder.path().join("out.log")).unwrap()
    };
    let whole = log(&"1\n\n".repeat(40));
    assert!(whole.lines().next().unwrap().contains("Started") && whole.lines().last().unwrap().contains("Ended"));
    assert_eq!(log(&"1\n\n".repeat(40)), whole);
    let part = log("1\n");
    assert!(whole.starts_with(&part) && part.len() < whole.len());
    assert!(whole.starts_with(&log("1\nquit\ny\n")));
    check_in(
        folder.path(),
        "play good/small.ron --log gone/out.log",
        "",
        2,
        &["Turn 1"],
        &["out.log"],
    );
}

#[test]
fn the_tools_for_benchmarks_work_together() {
    let folder = folder();
    let made = run(folder.path(), "dev generate --statements 50 --seed 2", "");
    fs::write(folder.path().join("made.ron"), &made.stdout).unwrap();
    let output = run(folder.path(), "dev bench-file made.ron", "");
    let measured: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&measured["statements"], &measured["moves"]),
        (&50.into(), &1_000_000.into())
    );
    assert!(
        measured["load_ms"].is_f64()
            && measured["move_ns"].is_f64()
            && measured["digest"].as_str().unwrap().len() == 16
    );
    check_in(
        folder.path(),
        "dev bench-file bad.ron",
        "",
        1,
        &[],
        &["can't be played"],
    );
    check_in(
        folder.path(),
        "dev bench-file gone.ron",
        "",
        2,
        &[],
        &["there is no file"],
    );
}

#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    let folder = folder();
    for arguments in [
        &["framework"][..],
        &["dev", "generate", "--statements", "2000"],
        &["completions", "bash"],
    ] {
        let mut child = attune(folder.path(), arguments).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let complaints = words(&output.stderr);
        assert_eq!(
            (output.status.code(), complaints.as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
    }
}
