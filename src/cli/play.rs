//! `attune play`.
use super::CLEAN;
use super::args::PlayArguments;
use std::io::{self, BufRead, Write};
/// Plays.
pub fn run(_: &PlayArguments, _: &mut dyn BufRead, _: &mut dyn Write) -> io::Result<u8> {
    Ok(CLEAN)
}
