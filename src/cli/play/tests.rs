#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::PathBuf;

use super::*;
use crate::edit::templates::named;

struct Played {
    code: u8,
    text: String,
    log: String,
}

/// Plays the template with this input, one line each; `/` stands for an empty line.
#[track_caller]
fn play_with(mode: ModeArgument, input: &str) -> Played {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.ron");
    std::fs::write(&file, named("example").unwrap().text).unwrap();
    let log: PathBuf = folder.path().join("log");
    let arguments = PlayArguments {
        file: file.display().to_string(),
        seed: Some(7),
        mode,
        at: None,
        log: Some(log.clone()),
    };
    let lines: Vec<&str> = input
        .split_whitespace()
        .map(|line| if line == "/" { "" } else { line })
        .collect();
    let lines = lines.join("\n").replace('_', " ") + "\n";
    let mut out = Vec::new();
    let code = run(&arguments, &mut lines.as_bytes(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    for line in text.lines() {
        // What is typed is not in the output, so the next line stands behind the prompt.
        assert!(line.trim_start_matches("> ").chars().count() <= 78, "{line}");
    }
    Played {
        code,
        text,
        log: std::fs::read_to_string(&log).unwrap(),
    }
}

/// The number under which a response that begins like this stands.
#[track_caller]
fn number_of(text: &str, begins: &str) -> String {
    let line = text
        .lines()
        .rev()
        .find(|line| line.contains(begins))
        .unwrap_or_else(|| panic!("{begins}: {text}"));
    line.trim().split('.').next().unwrap().to_owned()
}

#[track_caller]
fn check(mode: ModeArgument, input: &str, expected: &[&str]) -> Played {
    let played = play_with(mode, input);
    assert_eq!(played.code, CLEAN);
    let flat = played.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in expected {
        assert!(flat.contains(part), "no `{part}` in:\n{}", played.text);
    }
    played
}

#[test]
fn a_guided_play_has_every_step_and_a_result() {
    let first = play_with(ModeArgument::Guided, "n I_would_ask");
    let name_it = number_of(&first.text, "It was twelve minutes");
    let begin = format!("w b 1 I_would_ask {name_it} 4 i /");
    let second = play_with(ModeArgument::Guided, &format!("{begin} / /"));
    let take_in = number_of(&second.text, "Like a parcel. I should");
    let input = format!("{begin} / / {take_in} 5 / 60_50_40 1");
    let played = check(
        ModeArgument::Guided,
        &input,
        &[
            "Seed 7",
            "[looks at the clock",
            "(bond 50, tasks 55, goals 60)",
            "Twelve minutes. I counted every one.",
            "Your own words: I would ask",
            "It shows: Own your part",
            "Bond rises (+8)",
            "How it ended: Robin stays, and unwinds (repaired)",
            "bond 50 → 58 → 66",
            "Strains seen: 1 of 1.",
            "Ruptures repaired: 1 of 1.",
            "Notebook: 2 of 2",
            "The log is in",
        ],
    );
    assert!(played.log.lines().last().unwrap().contains("Ended"));
    assert_eq!(play_with(ModeArgument::Guided, &input).log, played.log);
}

#[test]
fn a_probe_keeps_feedback_to_the_end_and_goes_straight_through() {
    let asked = play_with(ModeArgument::Probe, "/ /");
    let on = number_of(&asked.text, "That’s kind of you, and");
    let second = play_with(ModeArgument::Probe, &format!("/ / {on} 2 back / /"));
    let upset = number_of(&second.text, "The carriage clock was good, and");
    let text = check(
        ModeArgument::Probe,
        &format!("/ / {on} 2 back / / {upset} 2"),
        &[
            "Not here: a probe is played straight through",
            "Looking back at turn 2",
            "The pull: ",
            "(the client left)",
        ],
    )
    .text;
    let (before, _) = text.split_once("Looking back").unwrap();
    assert!(!before.contains("(bond") && !before.contains("What this is for") && !before.contains("face value"));
}

#[test]
fn a_silence_is_typed_in_seconds_or_as_a_band() {
    let wait = number_of(&play_with(ModeArgument::Practice, "").text, "(silence)");
    for long in ["b", "6", "4,5", "12s"] {
        check(
            ModeArgument::Practice,
            &format!("{wait} {long}"),
            &["a. under 4 seconds", "Robin breathes out and sits."],
        );
    }
    for short in ["a", "0", "3.9"] {
        check(
            ModeArgument::Practice,
            &format!("{wait} {short}"),
            &["Robin looks at your keys."],
        );
    }
    check(
        ModeArgument::Practice,
        &format!("{wait} 61 later -1 2"),
        &["Please type a number of seconds", "looks at your keys"],
    );
}

#[test]
fn a_turn_can_be_played_again() {
    let name_it = number_of(&play_with(ModeArgument::Practice, "").text, "It was twelve minutes");
    let flat = |played: &Played| played.text.matches("── Turn 1 ").count();
    let again = check(
        ModeArgument::Practice,
        &format!("back {name_it} back {name_it}"),
        &["nothing to go back to yet"],
    );
    assert_eq!(flat(&again), 2);
    let earlier = check(
        ModeArgument::Practice,
        &format!("{name_it} / back back_9 back_1 back_0"),
        &["You are in turn 1"],
    );
    assert_eq!(flat(&earlier), 3);
}

#[test]
fn words_that_are_not_understood_are_asked_again() {
    check(
        ModeArgument::Practice,
        "7 x ?",
        &[
            "Please type a number from 1 to 3.",
            "The order is shuffled",
            "Understood at every question",
        ],
    );
    check(
        ModeArgument::Guided,
        "maybe w q b 9 1",
        &["Please type n, w or c", "Please type b, t or g", "a number from 1 to 4"],
    );
}

#[test]
fn stopping_says_what_is_lost_and_the_end_of_input_is_no_error() {
    let stopped = check(
        ModeArgument::Practice,
        "1 quit n quit y",
        &["goes into the log", "Stop? y or n"],
    );
    assert_eq!(stopped.text.matches("y or n").count(), 2);
    assert!(!stopped.text.contains("Result"));
    let ended = check(ModeArgument::Guided, "n", &["The input ended in turn 1"]);
    assert_eq!(ended.log.lines().count(), 4, "{}", ended.log);
    check(ModeArgument::Practice, "quit", &["Nothing was answered yet."]);
}

#[test]
fn odd_bytes_and_endless_lines_are_taken_as_typed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.ron");
    std::fs::write(&file, named("example").unwrap().text).unwrap();
    let arguments = PlayArguments {
        file: file.display().to_string(),
        seed: Some(1),
        mode: ModeArgument::Guided,
        at: None,
        log: None,
    };
    let mut input = b"n\n\xFF\xFE\0\n".to_vec();
    input.extend(std::iter::repeat_n(b'1', 1 << 20));
    input.extend(b"\n2\n");
    let mut out = Vec::new();
    assert_eq!(run(&arguments, &mut input.as_slice(), &mut out).unwrap(), CLEAN);
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("Please type a number").count(), 1, "{text}");
    assert!(text.contains("How sure are you"), "{text}");
}

#[test]
fn a_vignette_is_found_by_path_or_by_name() {
    assert!(find("the-worksheet").is_ok() && find("the-worksheet.ron").is_ok());
    let (code, message) = find("the-workshet").unwrap_err();
    assert!(
        code == COULD_NOT_RUN && message.ends_with("did you mean `the-worksheet`?"),
        "{message}"
    );
    let (_, message) = find("zzz").unwrap_err();
    assert!(message.contains("the bundled ones are"), "{message}");
}
