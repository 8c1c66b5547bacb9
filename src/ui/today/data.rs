//! What the screen of today shows, as plain data: what is due and why, in words.

use super::REVIEWED;
use super::practice::{Practice, Running};
use crate::framework::id::{MarkerId, RowId};
use crate::framework::model::Framework;
use crate::history::attempts::Standing;
use crate::history::round::KeptRound;
use crate::history::store::AttemptId;
use crate::library::catalog::{Entry, Origin};
use crate::practice::card::{Card, CardId};
use crate::practice::deck::Focus;
use crate::practice::round::{FOIL_IN, LONG, Round, SHORT, newcomer};
use crate::practice::under_way::UnderWay;
use crate::practice::words::{what, when, why};
use crate::report::account::words::{count, number};
use crate::session::words::sentence;
use crate::ui::library::data::{ago, unfinished};

/// Most lines of what is due before the rest is told as a number.
const LISTED: usize = 6;

/// The screen.
#[derive(Clone, Debug, PartialEq)]
pub struct TodayData {
    /// A round that was not finished, in words.
    pub waiting: Option<String>,
    /// A session that was left in the middle.
    pub left: Option<LeftData>,
    /// What ten minutes are made of.
    pub round: String,
    /// Whether there is anything to practise.
    pub can_begin: bool,
    /// Whether vignettes are still being taken apart.
    pub reading: bool,
    /// What is due, the longest due first.
    pub due: Vec<DueData>,
    /// How many more are due.
    pub more: usize,
    /// What comes next, if nothing is due.
    pub next: Option<String>,
    /// Abilities that there are statements for: id, label, how many.
    pub abilities: Vec<(RowId, String, usize)>,
    /// Signs of strain that there are statements for.
    pub markers: Vec<(MarkerId, String, usize)>,
    /// Vignettes that are kept back.
    pub probes: Vec<ProbeData>,
    /// What waits for a second look, in words.
    pub drafts: String,
}

/// A session that was left in the middle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftData {
    /// The attempt to go on with.
    pub attempt: AttemptId,
    /// Which it is, in words.
    pub says: String,
    /// What the button says.
    pub button: String,
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueData {
    /// The ability and the kind of moment.
    pub what: String,
    /// Why it is due.
    pub why: String,
}

/// A vignette that is kept back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeData {
    /// Where it comes from.
    pub origin: Origin,
    /// Its title.
    pub title: String,
    /// Whom one meets, and whether one has.
    pub about: String,
}

impl TodayData {
    /// Builds it.
    pub fn of(
        practice: &Practice,
        entries: &[Entry],
        standings: &[Standing],
        framework: &Framework,
        now_ms: i64,
    ) -> Self {
        let deck = &practice.deck;
        let due = deck.due(now_ms);
        let listed = due.iter().take(LISTED).map(|card| DueData {
            what: what(framework, &card.id),
            why: why(card, now_ms),
        });
        let next = deck.practised().into_iter().find(|card| !card.is_due(now_ms));
        let next = next.filter(|_| due.is_empty()).map(|card| {
            let when = when(card.due_ms, now_ms);
            format!("Next, {when}: {}.", what(framework, &card.id))
        });
        let abilities = deck.abilities().into_iter();
        let markers = framework
            .markers
            .iter()
            .map(|marker| (marker, deck.showing(&marker.id)));
        Self {
            waiting: practice
                .waiting
                .as_ref()
                .and_then(|kept| waiting(kept, framework, now_ms)),
            left: unfinished(entries, standings, now_ms).map(|left| LeftData {
                attempt: left.attempt,
                says: left.says(),
                button: left.button(),
            }),
            round: round(practice, entries, due.len(), now_ms),
            can_begin: !deck.items().is_empty(),
            reading: practice.is_reading(),
            more: due.len().saturating_sub(LISTED),
            due: listed.collect(),
            next,
            abilities: abilities
                .map(|(id, count)| (id.clone(), framework.row_label(id.as_str()).to_owned(), count))
                .collect(),
            markers: markers
                .filter(|(_, count)| *count > 0)
                .map(|(marker, count)| (marker.id.clone(), marker.label.clone(), count))
                .collect(),
            probes: probes(entries, standings, now_ms),
            drafts: drafts(super::drafts(practice).len()),
        }
    }
}

/// What waits for a second look, from how many sessions or single moments.
fn drafts(occasions: usize) -> String {
    match occasions {
        0 => "What you write before you see any response can be looked at again here, beside what you chose and the best on offer."
            .to_owned(),
        1 => "What you wrote last waits for a second look, if you like.".to_owned(),
        some @ ..=REVIEWED => format!("What you wrote on {} occasions waits for a second look, if you like.", number(some)),
        // A pile is nothing to come back to.
        _ => "What you wrote lately waits for a second look, if you like, the latest first. It need not be all of it.".to_owned(),
    }
}

/// A round that was not finished: what it was on, how far it went, how long ago that was.
fn waiting(kept: &KeptRound, framework: &Framework, now_ms: i64) -> Option<String> {
    let under_way = UnderWay::read(&kept.body)?;
    let what = match under_way.round().focus {
        Focus::All => "ten minutes".to_owned(),
        Focus::Ability(row) => format!("a round on ‘{}’", framework.row_label(row.as_str())),
        Focus::Marker(marker) => {
            let label = framework.marker(marker.as_str()).map(|marker| marker.label.as_str());
            format!("a round on ‘{}’", label.unwrap_or(marker.as_str()))
        }
    };
    let when = ago(now_ms - kept.at_ms);
    let done = match under_way.progress() {
        (0, _) => "nothing was answered yet".to_owned(),
        (done, of) => format!("{} of {} moments done", number(done), number(of)),
    };
    Some(format!(
        "You were in the middle of {what} {when}, {done}. It can go on where you left it."
    ))
}

/// What ten minutes are made of.
fn round(practice: &Practice, entries: &[Entry], due: usize, now_ms: i64) -> String {
    if practice.deck.items().is_empty() && practice.is_reading() {
        return "One moment: single statements are being taken from the vignettes that there are.".to_owned();
    }
    if practice.deck.items().is_empty() {
        return "Statements to practise on appear here once there is a vignette to take them from.".to_owned();
    }
    let scenarios = entries.iter().filter_map(|entry| entry.vignette());
    let new = newcomer(&practice.deck, scenarios.map(|vignette| &vignette.scenario), now_ms);
    let length = if new.is_some() { SHORT } else { LONG };
    let drills = sentence(&count(length, "single moment", "single moments"));
    let drills = drills.trim_end_matches('.');
    let first = match due.min(length) {
        0 if practice.deck.practised().is_empty() => "all of them are new to you".to_owned(),
        0 => "nothing is due, so most are new or come a little early".to_owned(),
        1 => "what is due comes first".to_owned(),
        _ => "what has been due longest comes first".to_owned(),
    };
    let foils = format!("One in {} only looks like a strain.", number(FOIL_IN));
    let after = new.map_or_else(String::new, |scenario| {
        format!(
            " Then, if you like, somebody new: {}, in ‘{}’.",
            scenario.client.name, scenario.title
        )
    });
    format!("{drills}, each from a different hour: {first}. {foils}{after}")
}

fn probes(entries: &[Entry], standings: &[Standing], now_ms: i64) -> Vec<ProbeData> {
    let held = entries.iter().filter_map(|entry| {
        let vignette = entry.vignette().filter(|vignette| vignette.scenario.held_back)?;
        let scenario = &vignette.scenario;
        let played = standings
            .iter()
            .find(|standing| standing.vignette == scenario.id.as_str());
        let last = played.and_then(|standing| standing.ended.first());
        let met = last.map_or_else(
            || "not met yet".to_owned(),
            |row| format!("met {}", ago(now_ms - row.ended_ms.unwrap_or(now_ms))),
        );
        Some((
            last.is_some(),
            ProbeData {
                origin: entry.origin.clone(),
                title: scenario.title.clone(),
                about: format!("{}, {}; {met}", scenario.client.name, scenario.client.age),
            },
        ))
    });
    let mut probes: Vec<(bool, ProbeData)> = held.collect();
    // Somebody who was not met yet tells most.
    probes.sort_by_key(|(met, _)| *met);
    probes.into_iter().map(|(_, probe)| probe).collect()
}

/// A round looked back at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookBackData {
    /// How many drills were done, and of how many.
    pub title: String,
    /// What is steady now: what, and when it comes back.
    pub steady: Vec<(String, String)>,
    /// What is not steady yet.
    pub coming: Vec<(String, String)>,
    /// Somebody new to meet now: where from, name and title.
    pub new: Option<(Origin, String)>,
    /// Whether something was written that can be looked at.
    pub drafted: bool,
}

impl LookBackData {
    /// Builds it.
    pub fn of(practice: &Practice, running: &Running, entries: &[Entry], framework: &Framework, now_ms: i64) -> Self {
        let Round {
            done, length, vignette, ..
        } = &running.round;
        let mut cards: Vec<&CardId> = Vec::new();
        for one in done {
            if !cards.contains(&&one.card) {
                cards.push(&one.card);
            }
        }
        let found = cards.into_iter().filter_map(|id| practice.deck.card(id));
        let line = |card: &Card| {
            (
                what(framework, &card.id),
                sentence(&format!("comes back {}", when(card.due_ms, now_ms))),
            )
        };
        let (steady, coming): (Vec<&Card>, Vec<&Card>) = found.partition(|card| card.is_steady());
        let title = match done.len() {
            0 => "Nothing was answered, and that is fine".to_owned(),
            some if some >= *length => "That is it for today".to_owned(),
            some => sentence(&format!("{} done", count(some, "moment", "moments")))
                .trim_end_matches('.')
                .to_owned(),
        };
        // A round that waited for weeks may name somebody whom one has met since.
        let new = vignette
            .as_ref()
            .filter(|id| done.len() >= *length && practice.deck.is_new(id));
        let new = new.and_then(|id| {
            let entry = entries.iter().find(|entry| {
                let vignette = entry.vignette();
                vignette.is_some_and(|vignette| vignette.scenario.id == *id)
            })?;
            let scenario = &entry.vignette()?.scenario;
            Some((entry.origin.clone(), format!("Meet {}", scenario.client.name)))
        });
        let drafted = |finished: &super::practice::Finished| {
            let written = finished.log.iter();
            written
                .filter(|event| matches!(event, crate::session::event::Event::Drafted { .. }))
                .count()
                > 0
        };
        Self {
            title,
            steady: steady.into_iter().map(line).collect(),
            coming: coming.into_iter().map(line).collect(),
            new,
            drafted: running.finished.iter().any(drafted),
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
