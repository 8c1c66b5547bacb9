//! Every bundled vignette plays to each of its endings in the terminal. The window does the same in `screens/endings.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/ways.rs"]
mod ways;

use std::sync::Arc;

use attune::cli::args::{ModeArgument, PlayArguments};
use attune::library::catalog::bundled;
use attune::library::vignette::Vignette;
use attune::scenario::graph::ActKind;
use attune::session::event::{Move, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::{Mode, Options};

const SEED: u64 = 7;

/// What has to be typed for these answers, in a play with feedback and nothing else.
fn typed(vignette: &Vignette, answers: &[Move]) -> String {
    let options = Options::of(Mode::Practice);
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, SEED, options);
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    let mut lines = Vec::new();
    for answer in answers {
        let Move::Answer {
            response,
            held_ms,
            beliefs,
        } = answer
        else {
            panic!("{answer:?} is no answer");
        };
        let faced = *session.faced().unwrap();
        let number = faced.shown().iter().position(|shown| shown == response).unwrap() + 1;
        lines.push(number.to_string());
        match vignette.graph.response(faced.statement, *response).unwrap().act {
            ActKind::Say => {}
            ActKind::Silence => lines.push((held_ms / 1000).to_string()),
            ActKind::Summary => {
                let numbers = (0..32).filter(|bit| beliefs >> bit & 1 == 1);
                let numbers: Vec<String> = numbers.map(|bit| (bit + 1).to_string()).collect();
                lines.push(numbers.join(" "));
            }
        }
        session.act(answer.clone()).unwrap();
        if session.phase() == Phase::Feedback {
            session.act(Move::Continue).unwrap();
            lines.push(String::new());
        }
    }
    assert_eq!(session.phase(), Phase::Over);
    lines.join("\n") + "\n"
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_vignette_plays_to_every_ending_in_the_terminal() {
    let mut played = 0;
    for entry in bundled() {
        let vignette = entry.vignette().unwrap();
        let scenario = &vignette.scenario;
        assert!(scenario.endings.len() >= 4, "{}", entry.title);
        for (id, answers) in ways::ways(vignette) {
            let arguments = PlayArguments {
                file: scenario.id.as_str().to_owned(),
                seed: Some(SEED),
                mode: ModeArgument::Practice,
                at: None,
                log: None,
            };
            let input = typed(vignette, &answers);
            let mut out = Vec::new();
            let code = attune::cli::play::run(&arguments, &mut input.as_bytes(), &mut out).unwrap();
            let said = flat(&String::from_utf8(out).unwrap());
            let ending = &scenario.endings[id.as_str()];
            let what = format!("{}, `{id}`:\n{input}\n{said}", entry.title);
            assert_eq!(code, attune::cli::CLEAN, "{what}");
            assert!(
                said.contains(&flat(&format!("How it ended: {} (", ending.title))),
                "{what}"
            );
            assert!(said.contains(&flat(&ending.debrief)), "{what}");
            played += 1;
        }
    }
    assert!(played >= 4 * 14, "{played} endings");
}
