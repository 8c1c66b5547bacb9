//! The program is killed in the middle of editing, again and again: at most the promised work is lost, and no file is ever torn.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use attune::edit::backup::Backups;
use attune::edit::draft;
use attune::framework::load::bundled;
use attune::library::vignette::load;

const KILLS: u64 = 70;
/// How many times as fast as the real one the clock of the killed program runs.
const PACE: i64 = 10;
/// Most work that may be lost, by that clock, in milliseconds.
const PROMISED_MS: i64 = 10_000;

/// What a run said before it was killed.
#[derive(Default)]
struct Said {
    /// When each edit was made; the first is number 1.
    edited: Vec<i64>,
    kept: i64,
    saved: i64,
}

impl Said {
    fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<i64>().ok());
        match (words[0], number(1), number(2)) {
            ("edited", Some(_), Some(at)) => self.edited.push(at),
            ("kept", Some(edit), _) => self.kept = edit,
            ("saved", Some(edit), _) => self.saved = edit,
            // A line that was torn by the kill was not said.
            _ => {}
        }
    }
}

/// Edits until so many lines were said, and every second time until a draft is on the disk as well; kills, and reads what else had been
/// said by then. Without the waiting, a fast machine would be killed before its first draft.
fn edit_and_kill(folder: &Path, seed: u64, lines: usize) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attune"))
        .args(["dev", "edit-kept"])
        .arg(folder)
        .args(["--seed", &seed.to_string(), "--pace", &PACE.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Said::default();
    let mut count = 0;
    while count < lines || (seed % 2 == 1 && said.kept <= said.saved) {
        said.note(&output.next().expect("it edits until it is killed").unwrap());
        count += 1;
    }
    child.kill().unwrap();
    for line in output.map_while(Result::ok) {
        said.note(&line);
    }
    child.wait().unwrap();
    said
}

fn edit_in(title: &str) -> i64 {
    title.strip_prefix("Edit ").map_or(0, |number| number.parse().unwrap())
}

#[test]
fn seventy_kills_lose_no_more_than_was_promised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("edited.ron");
    let (mut drafts, mut most_lost) = (0, 0);
    for seed in 0..KILLS {
        fs::remove_file(&path).unwrap_or_default();
        let lines = 1 + usize::try_from(seed * 13 % 149).unwrap();
        let said = edit_and_kill(folder.path(), seed, lines);

        let text = fs::read_to_string(&path).unwrap();
        let loaded = load(&text, bundled());
        let vignette = loaded
            .vignette
            .unwrap_or_else(|| panic!("kill {seed}: the file is torn"));
        let in_file = edit_in(&vignette.scenario.title);
        assert!(
            in_file >= said.saved,
            "kill {seed}: edit {} was saved, the file has {in_file}",
            said.saved
        );

        let left = draft::list(folder.path());
        assert!(left.len() <= 1, "kill {seed}: {} drafts", left.len());
        let mut survived = in_file;
        for one in &left {
            let draft = one
                .draft
                .as_ref()
                .unwrap_or_else(|why| panic!("kill {seed}: the draft is torn: {why}"));
            let drafted = load(&draft.text, bundled()).vignette.expect("a whole vignette");
            let in_draft = edit_in(&drafted.scenario.title);
            assert_eq!(in_draft, draft.at_ms, "kill {seed}");
            survived = survived.max(in_draft);
            drafts += 1;
            one.remove().unwrap();
        }
        assert!(
            survived >= said.kept.max(said.saved),
            "kill {seed}: {survived} of {} edits",
            said.kept
        );

        // The first edit that is lost, to the last one that was made.
        let first = said.edited.get(usize::try_from(survived).unwrap());
        let lost = first.map_or(0, |first| said.edited.last().unwrap() - first);
        assert!(lost <= PROMISED_MS, "kill {seed}: {lost} ms of work were lost");
        most_lost = most_lost.max(lost);
    }
    assert!(drafts > 10, "{drafts} drafts were looked at");
    for one in Backups::in_data(folder.path()).of(&path) {
        let text = one.load().unwrap().text;
        assert!(
            load(&text, bundled()).vignette.is_some(),
            "{} is torn",
            one.copy.display()
        );
    }
    println!(
        "{drafts} drafts after {KILLS} kills; at most {most_lost} ms of work were lost by a clock {PACE} times as fast"
    );
}
