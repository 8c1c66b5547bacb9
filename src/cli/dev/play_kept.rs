//! `attune dev play-kept`: plays seeded moves into a data folder and prints a line once each is on the disk. For the test that kills it.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use crate::cli::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::id::RuptureKind;
use crate::framework::load::bundled;
use crate::history::derive::{Played, decisions};
use crate::history::store::NewAttempt;
use crate::history::tally::mode_word;
use crate::history::writer::{Answer, Request, Writer};
use crate::library::bundled::BUNDLED;
use crate::library::vignette::{Vignette, load};
use crate::session::event::{Move, Noticed, Phase, Started};
use crate::session::machine::Session;
use crate::session::options::{Mode, Options};
use crate::session::replay::to_lines;
use crate::session::rng::Chance;

/// One in so many feedbacks is answered by going back.
const GOES_BACK: u32 = 12;

/// Plays until it has begun so many attempts. Each line of output is `attempt N events M`: so much of it is kept for certain.
///
/// # Errors
/// If the output can't be written.
pub fn run(folder: &Path, seed: u64, attempts: u32, out: &mut dyn Write) -> io::Result<u8> {
    let mut chance = Chance::new(seed);
    let Some(vignette) = bundled_vignette(&mut chance) else {
        return Ok(COULD_NOT_RUN);
    };
    let writer = Writer::start(Some(folder.to_owned()), || {});
    for _ in 0..attempts {
        if !play(&vignette, &writer, &mut chance, out)? {
            eprintln!("attune: a move could not be kept");
            return Ok(FOUND);
        }
    }
    Ok(CLEAN)
}

fn bundled_vignette(chance: &mut Chance) -> Option<Arc<Vignette>> {
    let at = chance.below(u32::try_from(BUNDLED.len()).unwrap_or(1));
    let (_, text) = BUNDLED.get(at as usize)?;
    load(text, bundled()).vignette
}

/// Plays one attempt to its end. False if a move could not be kept.
fn play(vignette: &Vignette, writer: &Writer, chance: &mut Chance, out: &mut dyn Write) -> io::Result<bool> {
    let options = Options::of(Mode::Guided);
    let seed = u64::from(chance.below(1_000_000));
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, seed, options);
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    writer.ask(Request::Begin(NewAttempt {
        hash: vignette.hash,
        vignette: vignette.scenario.id.as_str().to_owned(),
        title: vignette.scenario.title.clone(),
        text: vignette.text.clone(),
        seed,
        mode: mode_word(options.mode),
        started_ms: 0,
    }));
    let mut first = 0;
    loop {
        let log = session.log();
        let events = log.get(first..).unwrap_or_default();
        let played = Played {
            scenario: &vignette.scenario,
            graph: &vignette.graph,
            framework: bundled(),
        };
        let made = decisions(played, log, first, 0);
        let lines = to_lines(events).lines().map(str::to_owned).collect();
        writer.ask(Request::Append(first, lines, made));
        let Some(attempt) = kept(writer) else { return Ok(false) };
        first = log.len();
        if let Some(id) = attempt {
            writeln!(out, "attempt {id}")?;
        }
        writeln!(out, "events {first}")?;
        out.flush()?;
        if session.phase() == Phase::Over {
            return Ok(true);
        }
        let step = next(&session, chance);
        if session.act(step).is_err() && session.act(Move::Continue).is_err() {
            return Ok(false);
        }
    }
}

/// Waits until the move is on the disk. Gives the attempt's number if it was begun meanwhile; `None` if the move could not be kept.
fn kept(writer: &Writer) -> Option<Option<i64>> {
    let mut begun = None;
    loop {
        match writer.next_answer()? {
            Answer::Begun(id) => begun = Some(id.0),
            Answer::Appended(_) => return Some(begun),
            Answer::Unkept(_) | Answer::Failed(_) => return None,
            _ => {}
        }
    }
}

fn next(session: &Session, chance: &mut Chance) -> Move {
    match session.phase() {
        Phase::Notice => Move::Notice(match chance.below(3) {
            0 => Noticed::None,
            kind => Noticed::Strain {
                kind: if kind == 1 {
                    RuptureKind::Withdrawal
                } else {
                    RuptureKind::Confrontation
                },
                component: None,
                factor: None,
            },
        }),
        Phase::Draft => Move::Draft(format!("a draft of mine, number {}", chance.below(1_000_000))),
        Phase::Respond => {
            let shown = session.faced().map(|faced| faced.shown().to_vec()).unwrap_or_default();
            let at = chance.below(u32::try_from(shown.len()).unwrap_or(1));
            Move::Answer {
                response: shown.get(at as usize).copied().unwrap_or(0),
                held_ms: chance.below(30_000),
                beliefs: chance.below(8),
            }
        }
        Phase::Confidence => Move::Confidence(60),
        Phase::Feedback if chance.below(GOES_BACK) == 0 => Move::Rewind {
            turn: session.turn().saturating_sub(1),
        },
        Phase::Feedback => Move::Continue,
        Phase::ReadAlliance => Move::ReadAlliance([50, 50, 50]),
        Phase::Notebook | Phase::Over => Move::Notebook(1),
    }
}
