//! The words of today and of the look back, read as somebody reads them: for nobody yet, for one thing, for many; and never unkind.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::practice::Finished;
use super::*;
use crate::framework::load::bundled;
use crate::history::attempts::AttemptRow;
use crate::history::card::Card as KeptCard;
use crate::history::decision::{Decision, KeptDecision};
use crate::history::self_rating::SelfRating;
use crate::history::store::AttemptId;
use crate::library::catalog;
use crate::practice::item::{Item, ItemId, items};
use crate::practice::kept::to_kept;
use crate::practice::rating::Rating;
use crate::practice::round::{Done, Drill, Why};
use crate::practice::schedule::DAY_MS;
use crate::scenario::id::ScenarioId;
use crate::session::event::Event;
use crate::session::options::Mode;

const NOW_MS: i64 = 1_790_000_000_000;

/// Whatever is said, this is not.
const UNKIND: [&str; 13] = [
    "!",
    "streak",
    "fail",
    "missed your",
    "behind",
    "should have",
    "too bad",
    "wrong",
    "lost",
    "must",
    "overdue",
    "well done",
    "score",
];

#[track_caller]
fn kind(text: &str) {
    for word in UNKIND {
        assert!(!text.to_lowercase().contains(word), "`{word}` in: {text}");
    }
}

/// Bundled vignettes, read once.
static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(catalog::bundled);

/// The statements of three of them, taken apart once.
static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let vignettes = ENTRIES.iter().filter_map(Entry::vignette);
    let open = vignettes.filter(|vignette| !vignette.scenario.held_back).take(3);
    open.flat_map(|vignette| items(&vignette.scenario, &vignette.graph, bundled()))
        .collect()
});

/// A desk with statements to practise on; with none, where there are no vignettes.
fn desk(entries: &[Entry]) -> Practice {
    let items = if entries.is_empty() { Vec::new() } else { ITEMS.clone() };
    Practice::on(bundled(), items)
}

/// Cards of the first so many kinds, last practised so many days ago, due so many days from now.
fn cards(practice: &Practice, count: usize, ago: i64, due: i64, good: bool) -> Vec<KeptCard> {
    let rating = if good { Rating::Good } else { Rating::Again };
    let fresh = practice.deck.fresh();
    let first = fresh.iter().take(count).map(|id| {
        let item = practice.deck.item(practice.deck.serving(id)[0]).unwrap();
        let other = ItemId {
            vignette: "elsewhere".into(),
            statement: "another".into(),
        };
        let at_ms = NOW_MS - ago * DAY_MS;
        let first = Card::practised(None, id, &other, rating, at_ms);
        let card = Card::practised(Some(&first), id, &item.id, rating, at_ms);
        KeptCard {
            due_ms: NOW_MS + due * DAY_MS,
            ..to_kept(&card)
        }
    });
    first.collect()
}

fn today(practice: &Practice, entries: &[Entry], standings: &[Standing]) -> TodayData {
    TodayData::of(practice, entries, standings, bundled(), NOW_MS)
}

#[test]
fn with_no_vignette_there_is_nothing_to_begin_and_no_reproach() {
    let practice = desk(&[]);
    let data = today(&practice, &[], &[]);
    assert_eq!(
        data.round,
        "Statements to practise on appear here once there is a vignette to take them from."
    );
    assert!(!data.can_begin && data.due.is_empty() && data.next.is_none() && data.waiting.is_none());
    assert_eq!((data.more, data.probes.len()), (0, 0));
    kind(&data.round);
}

#[test]
fn whoever_comes_for_the_first_time_is_told_what_ten_minutes_are() {
    let entries: &[Entry] = &ENTRIES;
    let practice = desk(entries);
    let data = today(&practice, entries, &[]);
    assert!(
        data.round.starts_with(
            "Four single moments, each from a different hour: all of them are new to you. \
             One in four only looks like a strain. Then, if you like, somebody new: "
        ),
        "{}",
        data.round
    );
    assert!(data.can_begin && data.next.is_none());
    assert_eq!(data.probes.len(), 2);
    assert!(
        data.probes.iter().all(|probe| probe.about.ends_with("; not met yet")),
        "{:?}",
        data.probes
    );
}

#[test]
fn what_is_due_is_told_for_none_one_some_and_many() {
    let entries: &[Entry] = &ENTRIES;
    let met: BTreeSet<ScenarioId> = entries
        .iter()
        .filter_map(Entry::vignette)
        .map(|vignette| vignette.scenario.id.clone())
        .collect();
    for (count, listed, more, words) in [
        (0, 0, 0, "all of them are new to you"),
        (1, 1, 0, "what is due comes first"),
        (2, 2, 0, "what has been due longest comes first"),
        (6, 6, 0, "what has been due longest comes first"),
        (7, 6, 1, "what has been due longest comes first"),
        (30, 6, 24, "what has been due longest comes first"),
    ] {
        let mut practice = desk(entries);
        practice.asked = true;
        practice.take_met(met.clone(), BTreeSet::new());
        practice.take_cards(cards(&practice, count, 3, -1, true));
        let data = today(&practice, entries, &[]);
        assert_eq!((data.due.len(), data.more), (listed, more), "{count}");
        // Everybody was met, so the round is a long one.
        assert!(
            data.round
                .starts_with("Eight single moments, each from a different hour: ")
                && data.round.contains(words),
            "{count}: {}",
            data.round
        );
        assert!(!data.round.contains("somebody new"), "{}", data.round);
        for due in &data.due {
            assert!(due.what.contains(", when "), "{}", due.what);
            assert!(due.why.starts_with("Practised last 3 days ago."), "{}", due.why);
            kind(&due.what);
            kind(&due.why);
        }
        kind(&data.round);
    }
}

#[test]
fn what_comes_next_is_told_if_nothing_is_due() {
    let entries: &[Entry] = &ENTRIES;
    for (due, words) in [
        (1, "Next, tomorrow: "),
        (5, "Next, in 5 days: "),
        (40, "Next, in 5 weeks: "),
    ] {
        let mut practice = desk(entries);
        practice.asked = true;
        practice.take_cards(cards(&practice, 3, 2, due, true));
        let data = today(&practice, entries, &[]);
        let next = data.next.unwrap();
        assert!(next.starts_with(words) && next.ends_with('.'), "{next}");
        assert!(data.due.is_empty());
        kind(&next);
    }
}

fn kept_round(done: usize, focus: Focus, ago_ms: i64) -> KeptRound {
    let card = CardId {
        ability: "repair.own-part".into(),
        moment: crate::practice::card::Moment::Open,
    };
    let item = |at: usize| ItemId {
        vignette: "the-worksheet".into(),
        statement: format!("statement-{at}").as_str().into(),
    };
    let round = Round {
        done: (0..done)
            .map(|at| Done {
                card: card.clone(),
                item: item(at),
                why: Why::Fresh,
                rating: Rating::Good,
            })
            .collect(),
        ..Round::on(focus, 7)
    };
    let drill = Drill {
        card,
        item: 0,
        why: Why::Fresh,
    };
    KeptRound {
        at_ms: NOW_MS - ago_ms,
        attempt: Some(AttemptId(3)),
        body: UnderWay::of(&round, &drill, &item(9), Vec::new()).write(),
    }
}

#[test]
fn a_round_that_was_left_is_offered_without_a_reproach() {
    for (done, focus, ago_ms, expected) in [
        (
            0,
            Focus::All,
            0,
            "You were in the middle of ten minutes just now, nothing was answered yet. It can go on where you left it.",
        ),
        (
            1,
            Focus::All,
            3_600_000,
            "You were in the middle of ten minutes an hour ago, one of eight moments done. It can go on where you left it.",
        ),
        (
            5,
            Focus::Ability("repair.own-part".into()),
            30 * DAY_MS,
            "You were in the middle of a round on ‘Owning your part’ 4 weeks ago, five of eight moments done. It can go on where you left it.",
        ),
        (
            2,
            Focus::Marker("minimal-response".into()),
            DAY_MS,
            "You were in the middle of a round on ‘Minimal response’ a day ago, two of eight moments done. It can go on where you left it.",
        ),
    ] {
        let told = waiting(&kept_round(done, focus.clone(), ago_ms), bundled(), NOW_MS).unwrap();
        let label = match &focus {
            Focus::Ability(row) => Some(bundled().row_label(row.as_str()).to_owned()),
            Focus::Marker(marker) => bundled().marker(marker.as_str()).map(|marker| marker.label.clone()),
            Focus::All => None,
        };
        let expected = match label {
            Some(label) => expected
                .replace("Owning your part", &label)
                .replace("Minimal response", &label),
            None => expected.to_owned(),
        };
        assert_eq!(told, expected);
        kind(&told);
    }
    let unreadable = KeptRound {
        body: "from a newer program".to_owned(),
        ..kept_round(0, Focus::All, 0)
    };
    assert_eq!(waiting(&unreadable, bundled(), NOW_MS), None);
}

#[test]
fn a_session_that_was_left_is_offered_to_go_on_with_and_its_client_not_as_new() {
    let entries: &[Entry] = &ENTRIES;
    let mut practice = desk(entries);
    let scenarios = || {
        entries
            .iter()
            .filter_map(Entry::vignette)
            .map(|vignette| &vignette.scenario)
    };
    let new = newcomer(&practice.deck, scenarios(), NOW_MS).unwrap();
    let name = |data: &TodayData| data.round.contains(&format!("in ‘{}’", new.title));
    let fresh = today(&practice, entries, &[]);
    assert!(name(&fresh) && fresh.left.is_none(), "{}", fresh.round);
    practice.take_met(BTreeSet::new(), [new.id.clone()].into());
    let standing = Standing {
        vignette: new.id.as_str().to_owned(),
        open: Some(AttemptId(12)),
        open_ms: Some(NOW_MS - 21 * DAY_MS),
        ..Standing::default()
    };
    let data = today(&practice, entries, &[standing]);
    assert!(!name(&data) && data.round.contains("somebody new"), "{}", data.round);
    let left = data.left.unwrap();
    assert_eq!(
        (left.attempt, left.button),
        (AttemptId(12), format!("Go on with {}", new.client.name))
    );
    assert!(left.says.contains("3 weeks ago"), "{}", left.says);
    kind(&left.says);
}

#[test]
fn a_probe_that_was_met_says_when() {
    let entries: &[Entry] = &ENTRIES;
    let held: Vec<String> = entries
        .iter()
        .filter_map(Entry::vignette)
        .filter(|vignette| vignette.scenario.held_back)
        .map(|vignette| vignette.scenario.id.as_str().to_owned())
        .collect();
    let met = Standing {
        vignette: held[0].clone(),
        plays: 1,
        best: Some(1),
        ended: vec![AttemptRow {
            id: AttemptId(1),
            vignette: held[0].clone(),
            title: String::new(),
            mode: "probe".to_owned(),
            started_ms: NOW_MS - 40 * DAY_MS,
            ended_ms: Some(NOW_MS - 40 * DAY_MS),
            ending: None,
            outcome: Some(1),
        }],
        open: None,
        open_ms: None,
    };
    let data = today(&desk(entries), entries, &[met]);
    let about: Vec<&str> = data.probes.iter().map(|probe| probe.about.as_str()).collect();
    assert!(
        about[0].ends_with("; not met yet"),
        "whoever was not met yet comes first: {about:?}"
    );
    assert!(about[1].ends_with("; met 5 weeks ago"), "{about:?}");
    for about in about {
        kind(about);
    }
}

fn drafted(attempt: i64, turn: u16) -> KeptDecision {
    KeptDecision {
        attempt: AttemptId(attempt),
        hash: 1,
        decision: Decision {
            number: u32::from(turn),
            turn,
            at_ms: NOW_MS,
            mode: Mode::Guided,
            vignette: "the-worksheet".into(),
            statement: "opening".into(),
            response: "ask".into(),
            quality: 3,
            best: 4,
            worst: 0,
            credit: Some(750),
            panel: false,
            confidence: None,
            sighting: None,
            seen: None,
            strain: None,
            foil: false,
            rupture: None,
            pull: None,
            tempting: Vec::new(),
            called_for: Vec::new(),
            shown: Vec::new(),
            hindered: Vec::new(),
            read_errors: None,
            drafted: true,
            held_back: false,
            rewound: false,
            again: false,
        },
    }
}

#[test]
fn drafts_that_wait_are_counted_by_session_and_those_rated_are_not() {
    let mut practice = desk(&[]);
    for (decisions, rated, expected) in [
        (
            vec![],
            vec![],
            "What you write before you see any response can be looked at again here",
        ),
        (vec![drafted(1, 0)], vec![], "What you wrote last waits"),
        (
            vec![drafted(1, 0), drafted(1, 1), drafted(2, 0)],
            vec![],
            "What you wrote on two occasions waits",
        ),
        (
            vec![drafted(1, 0), drafted(2, 0)],
            vec![(1, 0)],
            "What you wrote last waits",
        ),
        (
            vec![drafted(1, 0), drafted(1, 1)],
            vec![(1, 0), (1, 1)],
            "What you write before you see any response",
        ),
        (
            (1..=20).map(|attempt| drafted(attempt, 0)).collect(),
            vec![],
            "What you wrote lately waits for a second look, if you like, the latest first.",
        ),
    ] {
        practice.decisions = decisions;
        practice.ratings = rated
            .into_iter()
            .map(|(attempt, turn)| SelfRating {
                attempt: AttemptId(attempt),
                turn,
                at_ms: NOW_MS,
                checklist: 0,
                rating: 50,
            })
            .collect();
        let told = today(&practice, &[], &[]).drafts;
        assert!(told.starts_with(expected), "{told}");
        kind(&told);
    }
}

/// A round with so many drills done, each on another card, and what came of each.
fn look_back(entries: &[Entry], ratings: &[Rating], length: usize, written: bool) -> LookBackData {
    let mut practice = desk(entries);
    let ids: Vec<CardId> = practice.deck.fresh().into_iter().cloned().collect();
    let mut round = Round {
        length,
        ..Round::on(Focus::All, 1)
    };
    let mut taken = BTreeSet::new();
    // A statement serves several cards; those whose statements are all taken are passed over.
    let served: Vec<(CardId, usize)> = ids
        .into_iter()
        .filter_map(|card| {
            let mut serving = practice.deck.serving(&card).iter().copied();
            let at = serving.find(|at| taken.insert(*at))?;
            Some((card, at))
        })
        .collect();
    for ((card, at), &rating) in served.into_iter().zip(ratings) {
        let item = practice.deck.item(at).unwrap().id.clone();
        practice.deck.practise(&item, rating, NOW_MS);
        round.done.push(Done {
            card,
            item,
            why: Why::Fresh,
            rating,
        });
    }
    let mut running = Running::new(round);
    if written {
        running.finished.push(Finished {
            attempt: None,
            vignette: std::sync::Arc::clone(entries[0].vignette().unwrap()),
            log: vec![Event::Drafted {
                turn: 0,
                text: "Tell me more.".to_owned(),
            }],
        });
    }
    LookBackData::of(&practice, &running, entries, bundled(), NOW_MS)
}

#[test]
fn a_round_is_looked_back_at_kindly_however_far_it_went() {
    use Rating::{Again, Easy, Good};
    let entries: &[Entry] = &ENTRIES;
    for (ratings, length, title) in [
        (vec![], 8, "Nothing was answered, and that is fine"),
        (vec![Again], 8, "One moment done"),
        (vec![Good, Again, Good], 8, "Three moments done"),
        (vec![Again, Again, Again, Again], 4, "That is it for today"),
        (vec![Easy, Easy, Good, Good], 4, "That is it for today"),
    ] {
        let data = look_back(entries, &ratings, length, false);
        assert_eq!(data.title, title);
        kind(&data.title);
        let cards = data.steady.iter().chain(&data.coming);
        for (what, when) in cards {
            assert!(what.contains(", when "), "{what}");
            assert!(when.starts_with("Comes back ") && when.ends_with('.'), "{when}");
            kind(what);
            kind(when);
        }
        let none = data.steady.is_empty() && data.coming.is_empty();
        assert_eq!(none, ratings.is_empty(), "{data:?}");
        assert!(data.new.is_none() && !data.drafted);
    }
}

#[test]
fn what_did_not_come_off_is_back_tomorrow() {
    let entries: &[Entry] = &ENTRIES;
    let data = look_back(entries, &[Rating::Again], 8, true);
    assert_eq!(data.coming[0].1, "Comes back tomorrow.");
    assert!(data.drafted, "there is something to look at again");
}
