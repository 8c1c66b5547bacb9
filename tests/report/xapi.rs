//! Statements against the rules of their specification, and what they say about a play.

use std::collections::HashSet;

use attune::report::data::Choice;
use attune::report::moment::Moment;
use attune::report::uuid::Uuid;
use attune::report::xapi::{BASE, write};
use serde_json::Value;

use crate::played::{NAME, Played, STARTED_MS, account, guided, report, timed, unfinished};
use crate::xapi_rules::violations;

fn statements(account: &Uuid, choice: &Choice) -> Vec<Value> {
    let (guided, unfinished) = (guided(), unfinished());
    let text = write(&report(&[&guided, &unfinished], choice), account);
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_statement_keeps_the_rules() {
    let named = Choice {
        name: Some(NAME.to_owned()),
        drafts: true,
    };
    for choice in [Choice::default(), named] {
        let all = statements(&account(), &choice);
        assert_eq!(all.len(), (1 + 3 + 1) + (1 + 2 + 1));
        for statement in &all {
            assert_eq!(
                violations(&statement.to_string()),
                Vec::<String>::new(),
                "{statement:#}"
            );
        }
        let ids: HashSet<&str> = all.iter().map(|statement| statement["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), all.len(), "no two statements have the same id");
    }
}

#[test]
fn the_actor_is_an_account_and_nothing_else() {
    for statement in statements(&account(), &Choice::default()) {
        let actor = statement["actor"].as_object().unwrap();
        let keys: Vec<&String> = actor.keys().collect();
        assert_eq!(keys, ["account", "objectType"]);
        assert_eq!(actor["account"]["name"], account().as_str());
        assert!(!statement.to_string().contains('@'));
    }
}

#[test]
fn the_same_export_names_the_same_things_and_another_account_none_of_them() {
    let first = statements(&account(), &Choice::default());
    assert_eq!(first, statements(&account(), &Choice::default()));
    let other = statements(&Uuid::fresh(), &Choice::default());
    let names = |all: &[Value]| -> HashSet<String> {
        let both = all.iter().flat_map(|one| [&one["id"], &one["context"]["registration"]]);
        both.map(ToString::to_string).collect()
    };
    assert!(names(&first).is_disjoint(&names(&other)));
    let registrations: HashSet<String> = first
        .iter()
        .map(|one| one["context"]["registration"].to_string())
        .collect();
    assert_eq!(registrations.len(), 2, "one a play");
}

#[test]
fn they_tell_what_happened() {
    let all = statements(&account(), &Choice::default());
    let verbs: Vec<&str> = all
        .iter()
        .map(|one| one["verb"]["id"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    assert_eq!(
        verbs,
        [
            "initialized",
            "answered",
            "answered",
            "answered",
            "completed",
            "initialized",
            "answered",
            "answered",
            "suspended"
        ]
    );
    let silence = &all[2];
    assert_eq!(silence["result"]["duration"], "PT12.34S");
    let extension = |one: &Value, name: &str| one["result"]["extensions"][format!("{BASE}extension/{name}")].clone();
    assert_eq!(extension(silence, "act"), "silence");
    assert_eq!(extension(silence, "confidence"), 80);
    assert_eq!(extension(silence, "draft"), Value::Null);
    assert_eq!(all[4]["result"]["duration"], "PT754.32S");
    assert_eq!(all[4]["result"]["completion"], true);
    assert!(all[4]["result"]["score"].is_null(), "there is no overall mark");
    assert_eq!(all[8]["result"]["completion"], false);
    for one in &all {
        let object = one["object"]["id"].as_str().unwrap();
        assert!(object.starts_with("tag:attune,2026:vignette/"), "{object}");
    }
}

/// Milliseconds since 1970 of a timestamp in UTC.
fn ms(timestamp: &Value) -> i64 {
    let text = timestamp.as_str().unwrap();
    let day = Moment::of_day(&text[..10]).unwrap().ms();
    let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    assert!(text.ends_with('Z') && text.len() == 24, "{text}");
    day + number(11..13) * 3_600_000 + number(14..16) * 60_000 + number(17..19) * 1000 + number(20..23)
}

/// When each statement about a play says that it happened, in milliseconds after the guided play began.
fn times(played: &Played) -> Vec<i64> {
    let text = write(&report(&[played], &Choice::default()), &account());
    let all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for statement in &all {
        assert_eq!(violations(&statement.to_string()), Vec::<String>::new());
    }
    all.iter().map(|one| ms(&one["timestamp"]) - STARTED_MS).collect()
}

#[test]
fn each_answer_has_the_time_at_which_it_was_given() {
    let told = times(&timed());
    assert_eq!(told, [0, 90_250, 180_500, 270_750, 754_320]);
    assert!(told.is_sorted(), "in the order in which it happened");
    // Where no answer has a time, as in a log, the play speaks for it: its end, or its beginning.
    assert_eq!(times(&guided()), [0, 754_320, 754_320, 754_320, 754_320]);
    assert_eq!(times(&unfinished()), [3_600_000; 4]);
}

#[test]
fn a_play_that_was_left_is_left_at_its_last_answer() {
    let mut played = unfinished();
    played.answered = vec![(0, STARTED_MS + 3_700_000), (1, STARTED_MS + 90_000_000)];
    assert_eq!(times(&played), [3_600_000, 3_700_000, 90_000_000, 90_000_000]);
}
