//! `attune explore`: everything that can happen in a vignette, worked out exactly.
//!
//! Explores and prints; what follows from the states is for [`crate::explore`] to say.

mod found;
mod json;
mod library;
mod measured;
mod names;
mod spread_text;
mod text;

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use super::args::{ExploreArguments, ExploreFormat};
use super::vignette::find;
use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::explore::space::{Limits, Progress, Watch};
use crate::scenario::nearest::nearest;
use found::{Asked, Found};

/// Explores a vignette. Exits with 1 if some of it could not be proven within the bounds, with 2 if it can't be explored at all.
///
/// # Errors
/// If the output can't be written.
pub fn run(arguments: &ExploreArguments, out: &mut dyn Write) -> io::Result<u8> {
    let limits = Limits {
        states: arguments.states,
        bytes: arguments.bytes.saturating_mul(1 << 20),
    };
    if arguments.library {
        return library::run(arguments, limits, out);
    }
    let [file] = arguments.files.as_slice() else {
        eprintln!("attune: one vignette at a time; `--library` compares several");
        return Ok(COULD_NOT_RUN);
    };
    let vignette = match find(file) {
        Ok(vignette) => vignette,
        Err((code, message)) => {
            eprintln!("attune: {message}");
            return Ok(code);
        }
    };
    let scenario = &vignette.scenario;
    let at = match &arguments.at {
        None => None,
        Some(id) => match (0..)
            .zip(scenario.statements.keys())
            .find(|(_, known)| known.as_str() == id)
        {
            Some((index, _)) => Some(index),
            None => {
                let near = nearest(id, scenario.statements.keys().map(|id| id.as_str()));
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                eprintln!("attune: the vignette has no statement `{id}`{hint}");
                return Ok(COULD_NOT_RUN);
            }
        },
    };
    let begun = Instant::now();
    let shown = io::stderr().is_terminal();
    let progress = |progress: Progress| {
        let (found, followed, mebibytes) = (progress.found, progress.followed, progress.bytes >> 20);
        report(
            begun,
            &format!("{found} states found, {followed} followed, {mebibytes} MiB"),
        );
    };
    let working = |what: &str| {
        if shown {
            report(begun, what);
        }
    };
    let watch = Watch {
        progress: shown.then_some(&progress),
        cancel: None,
    };
    let found = Found::new(
        &vignette,
        &Asked {
            limits,
            at,
            policies: &arguments.policy,
            working: &working,
        },
        watch,
    );
    if shown {
        eprint!("\r\x1b[K");
    }
    let found = match found {
        Ok(found) => found,
        Err(stopped) => {
            eprintln!(
                "attune: {stopped} ({} MiB); `--states` and `--bytes` set the bounds",
                arguments.bytes
            );
            return Ok(FOUND);
        }
    };
    let took_ms = begun.elapsed().as_secs_f64() * 1e3;
    match arguments.format {
        ExploreFormat::Text => text::write(&vignette, &found, took_ms, out)?,
        ExploreFormat::Json => json::write(&vignette, &found, took_ms, out)?,
    }
    Ok(if found.is_proven() { CLEAN } else { FOUND })
}

/// One line that is written over: nothing for the first second, so that a quick answer leaves no trace.
fn report(begun: Instant, what: &str) {
    if begun.elapsed().as_secs() >= 1 {
        eprint!("\rexploring: {what}; Ctrl+C stops\x1b[K");
    }
}
