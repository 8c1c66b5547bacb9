//! Every bundled vignette plays to each of its endings in the window, and the debrief tells the ending. To the first of them every answer is
//! given on the screen, by role and name; to the others the last one, and the way there is taken by commands.

use std::time::{Duration, Instant};

use attune::library::catalog::{Entry, bundled};
use attune::library::vignette::Vignette;
use attune::session::event::{Move, Phase};
use attune::session::options::{Mode, Options};
use attune::session::texts::{self, Said};
use attune::session::words::band;
use attune::ui::app::Screen;
use attune::ui::command::Command;
use egui::accesskit::Role;

use crate::person::Person;
use crate::play::phase;
use crate::ways::ways;

/// Does something without showing a frame.
fn unseen(person: &Person, command: Command) {
    let ctx = person.harness.ctx.clone();
    person.app(|app| {
        app.ask(command, &ctx);
        app.settle(&ctx);
    });
}

/// Leaves out what is asked besides the answer, without showing a frame.
fn to_the_answer(person: &Person) {
    while let Some(asked) = phase(person) {
        let step = match asked {
            Phase::Respond | Phase::Over => return,
            Phase::Notice | Phase::Draft | Phase::ReadAlliance | Phase::Notebook => Move::Skip,
            Phase::Confidence => Move::Confidence(60),
            Phase::Feedback => Move::Continue,
        };
        unseen(person, Command::Act(step));
    }
}

#[track_caller]
fn press(person: &mut Person, role: Role, name: &str) {
    person.node(role, name).click_accesskit();
    person.harness.run_steps(2);
}

/// Gives this answer on the screen, and goes on from the feedback or says how sure one is.
fn answer_on_screen(person: &mut Person, vignette: &Vignette, answer: &Move) {
    let Move::Answer {
        response,
        held_ms,
        beliefs,
    } = answer
    else {
        panic!("{answer:?} is no answer");
    };
    let (faced, wording) = person.app(|app| {
        let session = app.session().unwrap();
        (*session.faced().unwrap(), session.wording(*response))
    });
    let number = faced.shown().iter().position(|shown| shown == response).unwrap() + 1;
    person.harness.run_steps(2);
    press(person, Role::Button, &format!("{number}. "));
    let (_, written) = texts::response(&vignette.scenario, faced.statement, *response).unwrap();
    match texts::said(written, wording) {
        Said::Words(_) => press(person, Role::Button, "Say this"),
        Said::Silence(_) => {
            let node = vignette.graph.response(faced.statement, *response).unwrap();
            let bands = vignette.graph.bands_s(node);
            let at = bands.iter().position(|&from_s| u32::from(from_s) * 1000 == *held_ms);
            let at = at.unwrap();
            press(person, Role::Button, &band(bands[at], bands.get(at + 1).copied()));
        }
        Said::Summary(_) => {
            let listed = vignette.scenario.client.beliefs.values();
            for (_, belief) in (0..).zip(listed).filter(|(bit, _)| beliefs >> bit & 1 == 1) {
                press(person, Role::CheckBox, &belief.text);
            }
            press(person, Role::Button, "Say it back");
        }
    }
    let ctx = person.harness.ctx.clone();
    person.app(|app| {
        if *app.screen() == Screen::Session {
            app.settle(&ctx);
        }
    });
    person.harness.run_steps(2);
    match phase(person) {
        Some(Phase::Feedback) => press(person, Role::Button, "Go on"),
        Some(Phase::Confidence) => press(person, Role::Button, "Leaning"),
        _ => {}
    }
}

/// Shows frames until the debrief is there. What it still works out is not waited for.
#[track_caller]
fn await_debrief(person: &mut Person) {
    let begun = Instant::now();
    while person.screen() != Screen::Debrief {
        assert!(begun.elapsed() < Duration::from_secs(60), "no debrief:\n{person:?}");
        person.harness.step();
        std::thread::yield_now();
    }
    person.harness.run_steps(2);
}

fn check(entries: &[Entry]) {
    let mut person = Person::new();
    for entry in entries {
        let vignette = entry.vignette().unwrap();
        let scenario = &vignette.scenario;
        let mode = if scenario.held_back {
            Mode::Probe
        } else {
            Mode::Practice
        };
        for (at, (id, answers)) in ways(vignette).into_iter().enumerate() {
            unseen(&person, Command::Begin(entry.origin.clone(), Options::of(mode)));
            for (left, answer) in (0..answers.len()).rev().zip(&answers) {
                to_the_answer(&person);
                if at == 0 || left == 0 {
                    answer_on_screen(&mut person, vignette, answer);
                } else {
                    unseen(&person, Command::Act(answer.clone()));
                }
            }
            await_debrief(&mut person);
            let ending = &scenario.endings[id.as_str()];
            let what = format!("{}, `{id}`", entry.title);
            assert!(
                person.hears(Role::Heading, &ending.title),
                "{what}: no ‘{}’\n{person:?}",
                ending.title
            );
            assert!(person.reads(ending.debrief.trim()), "{what}\n{person:?}");
        }
    }
}

#[test]
fn the_first_seven_vignettes_play_to_every_ending() {
    check(&bundled()[..7]);
}

#[test]
fn the_others_play_to_every_ending() {
    let entries = bundled();
    assert_eq!(entries.len(), 14);
    check(&entries[7..]);
}
