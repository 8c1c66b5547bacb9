//! `attune today`: what is due for practice, as the screen of today says it.

use std::io::{self, Write};
use std::time::SystemTime;

use super::person::person;
use super::{CLEAN, COULD_NOT_RUN, FOUND};
use crate::framework::load::bundled;
use crate::history::decisions::Evidence;
use crate::history::profile::ProfileId;
use crate::history::store::{FILE, HistoryError, Store};
use crate::library::catalog::{self, Entry};
use crate::practice::deck::Deck;
use crate::practice::item::items;
use crate::practice::kept::past;
use crate::practice::words::{what, when, why};
use crate::scenario::id::ScenarioId;
use crate::settings::paths::data_dir;
use crate::settings::store;

/// Most decisions that are looked at, as on the screen.
const DECISIONS: usize = 2_000;

/// Prints what is due for a person, by name where several practise here. Exits with 1 if something is, with 0 if nothing is.
///
/// # Errors
/// If the output can't be written.
pub fn run(profile: Option<&str>, out: &mut dyn Write) -> io::Result<u8> {
    let Some(folder) = data_dir() else {
        eprintln!("attune: there is no data folder here; set `ATTUNE_DATA_DIR` to one");
        return Ok(COULD_NOT_RUN);
    };
    if !folder.join(FILE).exists() {
        writeln!(out, "Nothing was practised here yet. `attune` opens the window.")?;
        return Ok(CLEAN);
    }
    let mut entries = catalog::bundled();
    for path in store::read(&folder).settings.folders {
        entries.extend(catalog::from_path(&path, bundled(), &|| true));
    }
    let deck = Store::open(&folder)
        .map_err(|error| error.to_string())
        .and_then(|mut opened| {
            if let Some(note) = &opened.note {
                eprintln!("attune: {note}");
            }
            let person = person(&opened.store, profile)?;
            deck(&mut opened.store, person, &entries).map_err(|error| error.to_string())
        });
    match deck {
        Ok(deck) => print(&deck, now_ms(), out),
        Err(error) => {
            eprintln!("attune: {error}");
            Ok(COULD_NOT_RUN)
        }
    }
}

fn deck(history: &mut Store, profile: ProfileId, entries: &[Entry]) -> Result<Deck, HistoryError> {
    let vignettes = entries.iter().filter_map(Entry::vignette);
    let items: Vec<_> = vignettes
        .flat_map(|vignette| items(&vignette.scenario, &vignette.graph, bundled()))
        .collect();
    let standings = history.standings(profile)?;
    let ended = standings.iter().filter(|standing| standing.plays > 0);
    let played = ended
        .map(|standing| ScenarioId::from(standing.vignette.as_str()))
        .collect();
    let cards = history.cards(profile)?;
    let decisions = history.evidence(profile, &Evidence::default(), DECISIONS)?;
    let past = past(&items, &cards, &decisions, played);
    Ok(Deck::new(bundled(), items, past))
}

fn print(deck: &Deck, now_ms: i64, out: &mut dyn Write) -> io::Result<u8> {
    let due = deck.due(now_ms);
    if due.is_empty() {
        writeln!(out, "Nothing is due.")?;
        if let Some(next) = deck.practised().first() {
            writeln!(
                out,
                "Next, {}: {}.",
                when(next.due_ms, now_ms),
                what(bundled(), &next.id)
            )?;
        }
        return Ok(CLEAN);
    }
    for card in &due {
        writeln!(out, "{}\n    {}", what(bundled(), &card.id), why(card, now_ms))?;
    }
    Ok(FOUND)
}

/// The time in milliseconds since 1970; 0 on a machine whose clock stands before that.
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
