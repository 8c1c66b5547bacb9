//! Months of invented practice for the pictures of the progress screen: real plays of the bundled vignettes by a trainee who gets better.

use std::path::Path;

use crate::framework::id::RuptureKind;
use crate::framework::load::bundled;
use crate::history::attempts::AttemptRow;
use crate::history::decision::Decision;
use crate::history::derive::{Played, decisions};
use crate::history::profile::ProfileId;
use crate::history::store::{HistoryError, NewAttempt, Store};
use crate::history::tally::mode_word;
use crate::library::catalog::{self, Entry};
use crate::library::vignette::Vignette;
use crate::scenario::state::Place;
use crate::session::event::{Event, Move, Noticed, Phase, Started};
use crate::session::machine::Session;
use crate::session::options::{Mode, Options};
use crate::session::replay::{from_lines, to_lines};
use crate::session::rng::Chance;

const DAY_MS: i64 = 86_400_000;
/// How many attempts, and over how many days.
const ATTEMPTS: u32 = 72;
const DAYS: i64 = 118;
/// How long each of them took.
const LASTED_MS: i64 = 19 * 60_000;

/// Fills the history in a folder.
///
/// # Errors
/// If it can't be written.
pub fn furnish(folder: &Path, now_ms: i64) -> Result<(), HistoryError> {
    let mut store = Store::open(folder)?.store;
    let profile = store.profiles()?.first().map_or(ProfileId(1), |profile| profile.id);
    let entries = catalog::bundled();
    let vignettes: Vec<&Vignette> = entries.iter().filter_map(Entry::vignette).map(AsRef::as_ref).collect();
    let mut chance = Chance::new(11);
    let attempts = (0..ATTEMPTS).filter_map(|at| {
        let vignette = vignettes.get(chance.below(u32::try_from(vignettes.len()).ok()?) as usize)?;
        let started_ms = now_ms - DAY_MS * (DAYS - DAYS * i64::from(at) / i64::from(ATTEMPTS));
        Some(attempt(vignette, &mut chance, at, started_ms))
    });
    let attempts: Vec<_> = attempts.collect();
    store.import(profile, attempts)?;
    // All but the last came to an end.
    for (row, vignette) in store.attempts(profile)?.into_iter().skip(1).filter_map(|row| {
        let vignette = vignettes
            .iter()
            .find(|vignette| vignette.scenario.id.as_str() == row.vignette)?;
        Some((row, vignette))
    }) {
        if let Some((ending, outcome)) = ending(&store, &row, vignette)? {
            store.finish(row.id, row.started_ms + LASTED_MS, &ending, outcome)?;
        }
    }
    Ok(())
}

/// How a kept session ended: the ending's id and its outcome.
fn ending(store: &Store, row: &AttemptRow, vignette: &Vignette) -> Result<Option<(String, u8)>, HistoryError> {
    let kept = store.attempt(row.id)?;
    let log = kept
        .and_then(|kept| from_lines(&kept.events.join("\n")).ok())
        .unwrap_or_default();
    let ended = log.iter().rev().find_map(|event| match event {
        Event::Ended(ended) => ended.ending,
        _ => None,
    });
    let found = ended.and_then(|ending| vignette.scenario.endings.get_index(ending as usize));
    Ok(found.map(|(id, ending)| (id.as_str().to_owned(), ending.outcome as u8)))
}

fn attempt(
    vignette: &Vignette,
    chance: &mut Chance,
    at: u32,
    started_ms: i64,
) -> (NewAttempt, Vec<String>, Vec<Decision>) {
    let mode = match at % 9 {
        8 => Mode::Probe,
        0 | 3 => Mode::Practice,
        _ => Mode::Guided,
    };
    let seed = u64::from(at);
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, seed, Options::of(mode));
    let mut session = Session::new(std::sync::Arc::clone(&vignette.graph), started);
    // From nearly half to four in five, of a hundred.
    let skill = 42 + 40 * at / ATTEMPTS;
    while session.phase() != Phase::Over {
        let step = step(vignette, &session, chance, skill);
        if session.act(step).is_err() {
            break;
        }
    }
    let played = Played {
        scenario: &vignette.scenario,
        graph: &vignette.graph,
        framework: bundled(),
    };
    let made = decisions(played, session.log(), 0, started_ms);
    let events = to_lines(session.log()).lines().map(str::to_owned).collect();
    let new = NewAttempt {
        hash: vignette.hash,
        vignette: vignette.scenario.id.as_str().to_owned(),
        title: vignette.scenario.title.clone(),
        text: vignette.text.clone(),
        seed,
        mode: mode_word(mode),
        started_ms,
    };
    (new, events, made)
}

fn step(vignette: &Vignette, session: &Session, chance: &mut Chance, skill: u32) -> Move {
    match session.phase() {
        Phase::Notice => Move::Notice(notice(vignette, session, chance, skill)),
        Phase::Draft => Move::Draft("What was that like for you just now?".to_owned()),
        Phase::Respond => answer(vignette, session, chance, skill),
        Phase::Confidence => Move::Confidence(sure(session, chance)),
        Phase::Feedback => Move::Continue,
        Phase::ReadAlliance => Move::ReadAlliance(session.state().alliance.map(|value| {
            let off = u8::try_from(chance.below(24)).unwrap_or(0);
            value.saturating_add(off).saturating_sub(8).min(100)
        })),
        Phase::Notebook | Phase::Over => Move::Notebook(1),
    }
}

/// Surer where the answer was right, and rather too sure.
fn sure(session: &Session, chance: &mut Chance) -> u8 {
    let right = session
        .answered()
        .is_some_and(|answered| answered.quality == answered.best);
    let words: [u8; 4] = if right { [60, 80, 80, 95] } else { [40, 60, 60, 80] };
    words.get(chance.below(4) as usize).copied().unwrap_or(60)
}

/// Sees confrontation well, and withdrawal better with time.
fn notice(vignette: &Vignette, session: &Session, chance: &mut Chance, skill: u32) -> Noticed {
    let faced = session.faced().map_or(0, |faced| faced.statement as usize);
    let statement = vignette.scenario.statements.get_index(faced);
    let strain = statement.and_then(|(_, statement)| statement.strain.as_ref());
    let seen = |kind| Noticed::Strain {
        kind,
        component: None,
        factor: None,
    };
    let roll = chance.below(100);
    match strain {
        Some(strain) if strain.kind == RuptureKind::Confrontation && roll < 88 => seen(strain.kind),
        Some(strain) if strain.kind == RuptureKind::Withdrawal && roll < skill => seen(strain.kind),
        None if roll > skill + 12 => seen(RuptureKind::Withdrawal),
        _ => Noticed::None,
    }
}

/// The best on offer as often as the skill allows; otherwise any, and under attack rather one that explains or defends.
fn answer(vignette: &Vignette, session: &Session, chance: &mut Chance, skill: u32) -> Move {
    let (graph, state) = (session.graph(), session.state());
    let shown = session.faced().map(|faced| faced.shown().to_vec()).unwrap_or_default();
    let Place::Statement(statement) = state.at else {
        return Move::Continue;
    };
    let rank = |at: u8| {
        graph.response(statement, at).and_then(|node| {
            let qualities = graph
                .outcomes(node)
                .iter()
                .map(|outcome| graph.quality(outcome, state, true));
            qualities.max()
        })
    };
    let attacked = state
        .rupture
        .is_some_and(|rupture| rupture.kind == RuptureKind::Confrontation);
    let explains = |at: &&u8| {
        let found = vignette.scenario.statements.get_index(statement as usize);
        let response = found.and_then(|(_, statement)| statement.responses.get_index(usize::from(**at)));
        response
            .and_then(|(_, response)| response.pull.as_ref())
            .is_some_and(|pull| matches!(pull.as_str(), "explaining-too-early" | "defending"))
    };
    let best = || shown.iter().max_by_key(|&&at| rank(at)).copied();
    let any = shown
        .get(chance.below(u32::try_from(shown.len()).unwrap_or(1)) as usize)
        .copied();
    // Being attacked takes some of the skill away.
    let skill = if attacked { skill * 3 / 5 } else { skill * 4 / 5 };
    let chosen = if chance.below(100) < skill {
        best()
    } else if attacked {
        shown.iter().find(explains).copied().or(any)
    } else {
        any
    };
    Move::Answer {
        response: chosen.unwrap_or(0),
        held_ms: 9_000,
        beliefs: graph.held(),
    }
}
