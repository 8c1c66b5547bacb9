//! The program is killed in the middle of play, again and again: what it said was kept, is kept.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use attune::framework::load::bundled;
use attune::history::profile::ProfileId;
use attune::history::store::{AttemptId, Store};
use attune::library::vignette::load;
use attune::session::replay::{from_lines, replay};

const KILLS: u64 = 150;

/// What a play said: attempt → how many events are kept.
type Acknowledged = BTreeMap<i64, usize>;

/// Plays until so many moves are acknowledged, kills, and reads what else had been said by then.
fn play_and_kill(folder: &Path, seed: u64, moves: usize) -> Acknowledged {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attune"))
        .args(["dev", "play-kept"])
        .arg(folder)
        .args(["--seed", &seed.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acknowledged = Acknowledged::new();
    let mut current = 0;
    let mut note = |line: &str| {
        let (word, number) = line.split_once(' ').unwrap();
        match word {
            "attempt" => current = number.parse().unwrap(),
            "events" => {
                acknowledged.insert(current, number.parse().unwrap());
            }
            other => panic!("{other}"),
        }
    };
    let mut seen = 0;
    while seen < moves {
        let line = lines.next().expect("it plays until it is killed").unwrap();
        seen += usize::from(line.starts_with("events"));
        note(&line);
    }
    child.kill().unwrap();
    // A line that was torn by the kill was not said.
    for line in lines.map_while(Result::ok) {
        if line
            .split(' ')
            .nth(1)
            .is_some_and(|number| number.parse::<u64>().is_ok())
        {
            note(&line);
        }
    }
    child.wait().unwrap();
    acknowledged
}

#[test]
fn a_hundred_and_fifty_kills_lose_no_acknowledged_move() {
    let folder = tempfile::tempdir().unwrap();
    let mut kept = 0;
    let mut vignettes = BTreeMap::new();
    for seed in 0..KILLS {
        // From the very first move on to some way into a second session, never the same twice in a row.
        let moves = 1 + usize::try_from(seed * 7 % 61).unwrap();
        let acknowledged = play_and_kill(folder.path(), seed, moves);
        let opened = Store::open(folder.path()).unwrap();
        assert_eq!(opened.note, None, "the database was damaged by kill {seed}");
        let mut store = opened.store;
        for (&id, &events) in &acknowledged {
            let attempt = store.attempt(AttemptId(id)).unwrap().expect("an acknowledged attempt");
            assert!(
                attempt.events.len() >= events,
                "kill {seed}: {} of {events} events of attempt {id} are kept",
                attempt.events.len()
            );
            let vignette = vignettes
                .entry(attempt.hash)
                .or_insert_with(|| load(&attempt.text, bundled()).vignette.unwrap());
            let log = from_lines(&attempt.events.join("\n")).unwrap();
            let session = replay(&vignette.graph, &log).expect("the kept log replays");
            let answers = log
                .iter()
                .filter(|event| matches!(event, attune::session::event::Event::Answered(_)));
            assert_eq!(store.decisions(AttemptId(id)).unwrap().len(), answers.count());
            kept += session.log().len();
        }
    }
    assert!(kept > 1_000, "{kept} events were looked at");
    let store = Store::open(folder.path()).unwrap().store;
    assert!(store.attempts(ProfileId(1)).unwrap().len() >= usize::try_from(KILLS).unwrap());
}
