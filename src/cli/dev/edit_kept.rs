//! `attune dev edit-kept`: edits a vignette, saves now and then, and prints what was said to be kept. For the test that kills it.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use crate::cli::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::edit::backup::Backups;
use crate::edit::document::Document;
use crate::edit::draft::Draft;
use crate::edit::draft_keeper::{Keeper, Outcome};
use crate::edit::templates::named;
use crate::edit::{disk, fields};
use crate::framework::load::bundled;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::file::{self, DEFAULT_LIMIT};
use crate::session::rng::Chance;

/// The vignette's name in the folder.
const FILE: &str = "edited.ron";
/// One in so many edits is followed by saving.
const SAVES: u32 = 300;

/// Edits until it is killed, or so many times. Its clock runs `pace` times as fast as the real one, so that drafts come often. Lines:
/// `edited N T` for the edit N at T ms of that clock, `kept N` once a draft with it is on the disk, `saved N` once the file has it.
///
/// # Errors
/// If the output can't be written.
pub fn run(folder: &Path, seed: u64, edits: u32, pace: u32, out: &mut dyn Write) -> io::Result<u8> {
    let began = Instant::now();
    let now = || i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX) * i64::from(pace);
    let mut chance = Chance::new(seed);
    let path = folder.join(FILE);
    if !path.exists() {
        // A small one, so that there are many edits between two kills.
        let first = named("example").map_or("", |template| template.text);
        if file::save(&path, first, None, None).is_err() {
            return Ok(COULD_NOT_RUN);
        }
    }
    let Ok((mut document, mut disk)) = disk::open(&path, DEFAULT_LIMIT, bundled()) else {
        return Ok(COULD_NOT_RUN);
    };
    let backups = Backups::in_data(folder);
    let mut keeper = Keeper::start(folder, || {});
    for number in 1..=edits {
        let title = format!("Edit {number}");
        if chance.below(3) == 0 {
            let words = "word ".repeat(chance.below(200) as usize);
            if !set(&mut document, "notes", &words) {
                return Ok(FOUND);
            }
        }
        if !set(&mut document, "title", &title) {
            return Ok(FOUND);
        }
        let mut draft = Draft::of(&document, Some(&disk), now());
        draft.at_ms = number.into();
        let at = now();
        keeper.note(draft, at);
        writeln!(out, "edited {number} {at}")?;
        out.flush()?;
        keeper.tick(now());
        while let Some(outcome) = keeper.outcome() {
            match outcome {
                Outcome::Kept(number) => writeln!(out, "kept {number}")?,
                Outcome::Failed(_) => return Ok(FOUND),
            }
        }
        if chance.below(SAVES) == 0 {
            if disk.save(&mut document, Some(&backups), now()).is_err() {
                return Ok(FOUND);
            }
            writeln!(out, "saved {number}")?;
            keeper.forget();
        }
        out.flush()?;
    }
    Ok(CLEAN)
}

fn set(document: &mut Document, field: &'static str, words: &str) -> bool {
    let edit = fields::set(document, &Pointer::root().field(field), words, "change words");
    edit.and_then(|edit| document.apply(edit)).is_ok()
}
