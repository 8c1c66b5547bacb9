//! `attune dev bench-file`: how long a vignette takes to load and to play, as one line of JSON.

use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use crate::cli::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::library::vignette::load;
use crate::scenario::file;
use crate::session::walk::walk;

/// How often the text is loaded; the best counts.
const LOADS: u32 = 5;
/// How many answers the walk gives.
const MOVES: u64 = 1_000_000;
/// Always the same walk, so that its digest can be compared between platforms.
const SEED: u64 = 1;

/// What was measured.
#[derive(Debug, Serialize)]
struct Measured {
    statements: usize,
    /// Reading the file.
    read_ms: f64,
    /// Text to ready to play: read, compiled and checked.
    load_ms: f64,
    /// One answer with its events.
    move_ns: f64,
    moves: u64,
    digest: String,
}

/// Measures a file of any size.
///
/// # Errors
/// If the output can't be written.
pub fn run(path: &Path, out: &mut dyn Write) -> io::Result<u8> {
    let begun = Instant::now();
    let text = match file::load(path, u64::MAX) {
        Ok(loaded) => loaded.text,
        Err(error) => {
            eprintln!("attune: {error}; {}", error.remedy());
            return Ok(COULD_NOT_RUN);
        }
    };
    let read_ms = begun.elapsed().as_secs_f64() * 1e3;
    // The framework is parsed at its first use, which is not the vignette's doing.
    let framework = bundled();
    let mut loaded = None;
    let mut load_ms = f64::INFINITY;
    for _ in 0..LOADS {
        drop(loaded.take());
        let begun = Instant::now();
        loaded = Some(load(black_box(&text), framework));
        load_ms = load_ms.min(begun.elapsed().as_secs_f64() * 1e3);
    }
    let Some(loaded) = loaded else { return Ok(COULD_NOT_RUN) };
    let Some(vignette) = loaded.vignette else {
        let first = loaded.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
        let first = first.map_or_else(String::new, ToString::to_string);
        eprintln!("attune: {} can't be played: {first}", path.display());
        return Ok(FOUND);
    };
    let begun = Instant::now();
    let walked = walk(&Arc::clone(&vignette.graph), SEED, MOVES);
    let elapsed_ns = begun.elapsed().as_secs_f64() * 1e9;
    // A million fits.
    #[allow(clippy::cast_precision_loss)]
    let move_ns = elapsed_ns / walked.moves.max(1) as f64;
    let measured = Measured {
        statements: vignette.scenario.statements.len(),
        read_ms,
        load_ms,
        move_ns,
        moves: walked.moves,
        digest: format!("{:016x}", walked.digest),
    };
    serde_json::to_writer(&mut *out, &measured)?;
    writeln!(out)?;
    Ok(CLEAN)
}
