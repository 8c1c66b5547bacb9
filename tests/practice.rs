//! Deliberate practice as a whole: what the bundled vignettes give to practise on, and that a round keeps its rules whatever comes off.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use attune::explore::route::{MOST_STATES, arrivals};
use attune::framework::id::RuptureKind;
use attune::framework::load::bundled;
use attune::history::decision::KeptDecision;
use attune::history::derive::{Played, decisions};
use attune::history::store::AttemptId;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Vignette, load};
use attune::practice::card::{CardId, Moment};
use attune::practice::deck::{Deck, Focus, Past};
use attune::practice::item::{Item, ItemId, items};
use attune::practice::kept::{past, to_kept};
use attune::practice::rating::{Outcome, Rating};
use attune::practice::round::{Done, FOIL_IN, FRESH, LONG, Round, SHORT, TRIES, Why, newcomer};
use attune::practice::schedule::DAY_MS;
use attune::scenario::model::Scenario;
use attune::scenario::state::Place;
use attune::score::Score;
use attune::session::event::{Event, Move, Noticed, Phase, Reason, Started};
use attune::session::machine::Session;
use attune::session::options::Options;
use attune::session::replay::{from_lines, replay, to_lines};
use proptest::prelude::*;

/// The bundled vignettes, read once.
static VIGNETTES: LazyLock<Vec<Arc<Vignette>>> = LazyLock::new(|| {
    let loaded = BUNDLED.iter().map(|(_, text)| load(text, bundled()).vignette.unwrap());
    loaded.collect()
});

/// Their statements, taken apart once.
static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let items = VIGNETTES
        .iter()
        .flat_map(|vignette| items(&vignette.scenario, &vignette.graph, bundled()));
    items.collect()
});

fn vignettes() -> Vec<Arc<Vignette>> {
    VIGNETTES.clone()
}

fn all_items() -> Vec<Item> {
    ITEMS.clone()
}

fn begin(vignette: &Vignette, item: &Item, seed: u64) -> Session {
    let options = Options::drill_from(item.statement, item.from);
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, seed, options);
    Session::new(Arc::clone(&vignette.graph), started)
}

fn of<'v>(vignettes: &'v [Arc<Vignette>], item: &Item) -> &'v Arc<Vignette> {
    vignettes
        .iter()
        .find(|vignette| vignette.scenario.id == item.id.vignette)
        .unwrap()
}

#[test]
fn every_statement_is_come_to_by_a_way_that_can_be_played() {
    let mut far = Vec::new();
    for vignette in vignettes() {
        let graph = &vignette.graph;
        let arrivals = arrivals(graph, MOST_STATES);
        for ((place, id), arrival) in (0..).zip(vignette.scenario.statements.keys()).zip(&arrivals) {
            let Some(arrival) = arrival else {
                far.push(format!("{}/{id}", vignette.scenario.id));
                continue;
            };
            let Some(last) = arrival.last else {
                assert_eq!(arrival.before, graph.initial());
                continue;
            };
            let Place::Statement(before) = last.met.at else {
                panic!("{id}")
            };
            assert!(graph.offered(&last.met) >> last.choice.response & 1 == 1, "{id}");
            let known = arrivals[before as usize].unwrap();
            assert!(
                known.answers < arrival.answers,
                "{id}: the statement before it is no nearer"
            );
            let node = graph.response(before, last.choice.response).unwrap();
            let outcome = &graph.outcomes(node)[usize::from(last.choice.band)];
            assert!(
                graph.targets(outcome).any(|target| target == Place::Statement(place)),
                "{id}"
            );
        }
    }
    let all: usize = vignettes()
        .iter()
        .map(|vignette| vignette.scenario.statements.len())
        .sum();
    assert!(
        far.len() * 20 <= all,
        "{} of {all} are too far away: {far:?}",
        far.len()
    );
}

#[test]
fn a_statement_on_its_own_makes_sense_and_replays_to_the_same_bytes() {
    let vignettes = vignettes();
    let items = all_items();
    assert!(items.len() > 30, "{}", items.len());
    for item in &items {
        let vignette = of(&vignettes, item);
        let name = format!("{}/{}", item.id.vignette, item.id.statement);
        assert!(!item.abilities.is_empty(), "{name}");
        for line in &item.context {
            assert!(line.ends_with(['.', '?', '!', '…', '’', '”']), "{name}: {line}");
            assert!((30..420).contains(&line.chars().count()), "{name}: {line}");
        }
        let mut session = begin(vignette, item, 3);
        let faced = *session.faced().unwrap();
        assert!(faced.statement == item.statement && faced.offered >= 2, "{name}");
        session.act(Move::Notice(Noticed::None)).unwrap();
        session.act(Move::Draft("I wonder.".to_owned())).unwrap();
        let mut seen = BTreeSet::new();
        for &response in faced.shown() {
            let mut session = session.clone();
            let (held_ms, beliefs) = (0, vignette.graph.held());
            session
                .act(Move::Answer {
                    response,
                    held_ms,
                    beliefs,
                })
                .unwrap();
            session.act(Move::Confidence(80)).unwrap();
            assert_eq!(session.phase(), Phase::Feedback);
            session.act(Move::Continue).unwrap();
            assert_eq!(session.ended().unwrap().reason, Reason::Single, "{name}");
            let text = to_lines(session.log());
            let again = replay(&vignette.graph, &from_lines(&text).unwrap()).unwrap();
            assert_eq!(to_lines(again.log()), text, "{name}");
            let score = Score::of(&vignette.scenario, &vignette.graph, bundled(), session.log()).unwrap();
            seen.insert(Outcome::of(&vignette.scenario, &score).unwrap().rating());
        }
        assert!(seen.len() > 1, "{name}: whatever is answered comes to {seen:?}");
        assert!(seen.iter().any(|rating| *rating != Rating::Again), "{name}");
    }
}

#[test]
fn what_is_kept_brings_practice_back() {
    let items = all_items();
    let vignettes = vignettes();
    let mut deck = Deck::new(bundled(), items.clone(), Past::default());
    let (mut cards, mut kept) = (BTreeMap::new(), Vec::new());
    for (number, item) in (0_u8..).zip(items.iter().step_by(7).take(24)) {
        let vignette = of(&vignettes, item);
        let mut session = begin(vignette, item, u64::from(number));
        let seen = match number % 3 {
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
        };
        session.act(Move::Notice(seen)).unwrap();
        session.act(Move::Skip).unwrap();
        let shown = session.faced().unwrap().shown().to_vec();
        let response = shown[usize::from(number) % shown.len()];
        let beliefs = vignette.graph.held();
        session
            .act(Move::Answer {
                response,
                held_ms: 0,
                beliefs,
            })
            .unwrap();
        session
            .act(Move::Confidence(if number % 2 == 0 { 95 } else { 40 }))
            .unwrap();
        session.act(Move::Continue).unwrap();
        let score = Score::of(&vignette.scenario, &vignette.graph, bundled(), session.log()).unwrap();
        let rating = Outcome::of(&vignette.scenario, &score).unwrap().rating();
        let now_ms = i64::from(number) * DAY_MS;
        for card in deck.practise(&item.id, rating, now_ms) {
            cards.insert(card.id.clone(), to_kept(&card));
        }
        let played = Played {
            scenario: &vignette.scenario,
            graph: &vignette.graph,
            framework: bundled(),
        };
        let decision = decisions(played, session.log(), 0, now_ms).remove(0);
        assert_eq!(
            Outcome::of_decision(&decision).unwrap().rating(),
            rating,
            "{:?}",
            item.id
        );
        kept.push(KeptDecision {
            attempt: AttemptId(i64::from(number)),
            hash: vignette.hash,
            decision,
        });
    }
    let cards: Vec<_> = cards.into_values().collect();
    let again = Deck::new(bundled(), items.clone(), past(&items, &cards, &kept, BTreeSet::new()));
    let plain = |deck: &Deck| -> Vec<_> {
        let cards = deck.practised().into_iter();
        cards
            .map(|card| {
                (
                    card.id.clone(),
                    card.due_ms,
                    card.rating,
                    card.item.clone(),
                    card.run.min(2),
                    card.tries,
                )
            })
            .collect()
    };
    assert!(plain(&deck).len() > 10);
    assert_eq!(plain(&again), plain(&deck));
    for item in items.iter().take(5) {
        assert_eq!(again.drilled_ms(&item.id), deck.drilled_ms(&item.id));
    }
}

#[test]
fn an_older_log_of_a_single_statement_still_replays() {
    let vignettes = vignettes();
    let vignette = &vignettes[0];
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, 1, Options::drill(0));
    let session = Session::new(Arc::clone(&vignette.graph), started);
    let text = to_lines(session.log());
    assert!(!text.contains("\"from\""), "{text}");
    let Some(Event::Started(read)) = from_lines(&text).unwrap().first().cloned() else {
        panic!()
    };
    assert_eq!(read.options, Options::drill(0));
}

/// Plays rounds day after day. `ratings` says how each drill goes, over and over.
struct Life {
    deck: Deck,
    now_ms: i64,
    rounds: Vec<Round>,
}

fn live(items: &[Item], ratings: &[Rating], gaps: &[i64], focus: &Focus, seed: u64) -> Life {
    let mut life = Life {
        deck: Deck::new(bundled(), items.to_vec(), Past::default()),
        now_ms: 0,
        rounds: Vec::new(),
    };
    let mut ratings = ratings.iter().cycle();
    for (&gap, day) in gaps.iter().zip(0..) {
        life.now_ms += gap * DAY_MS;
        let mut round = Round::on(focus.clone(), seed + day);
        while let Some(drill) = round.next(&life.deck, life.now_ms) {
            let due: Vec<_> = life.deck.due(life.now_ms).iter().map(|card| card.id.clone()).collect();
            let waits = |foil: bool| {
                let waiting = due.iter().find(|id| (id.moment == Moment::Foil) == foil);
                waiting.filter(|_| *focus == Focus::All)
            };
            let drilled_for = |done: &Done| waits(drill.card.moment == Moment::Foil).is_some_and(|id| done.card == *id);
            if round.done.iter().any(drilled_for) {
                // Due again within its own round: it waits for the next one.
            } else if let (Why::Fresh | Why::Ahead, Some(waiting)) =
                (drill.why, waits(drill.card.moment == Moment::Foil))
            {
                let had = |at: &usize| {
                    let item = &life.deck.item(*at).unwrap().id;
                    let in_round = round.done.iter().any(|done| done.item == *item);
                    in_round || life.deck.drilled_last() == Some(item)
                };
                assert!(
                    life.deck.serving(waiting).iter().all(had),
                    "{waiting:?} waited for {drill:?}"
                );
            }
            let item = life.deck.item(drill.item).unwrap().id.clone();
            let rating = *ratings.next().unwrap();
            let cards = life.deck.practise(&item, rating, life.now_ms);
            assert!(cards.iter().any(|card| card.id == drill.card));
            round.done.push(Done {
                card: drill.card,
                why: drill.why,
                item,
                rating,
            });
            life.now_ms += 75_000;
        }
        life.rounds.push(round);
    }
    life
}

fn rating() -> impl Strategy<Value = Rating> {
    prop::sample::select(&Rating::ALL[..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_round_keeps_its_rules(
        ratings in prop::collection::vec(rating(), 1..20),
        gaps in prop::collection::vec(0_i64..12, 1..9),
        seed in any::<u32>(),
    ) {
        keeps_its_rules(&ratings, &gaps, u64::from(seed))?;
    }
}

/// Rounds one after the other on a day, of which one ended with the only statement of a card that was due again at once.
#[test]
fn a_round_does_not_open_with_what_ended_the_last() {
    let mut ratings = [Rating::Again; 12];
    ratings[7] = Rating::Good;
    ratings[11] = Rating::Good;
    keeps_its_rules(&ratings, &[0, 0, 1], 2_960_920_553).unwrap();
}

fn keeps_its_rules(ratings: &[Rating], gaps: &[i64], seed: u64) -> Result<(), TestCaseError> {
    let items = all_items();
    let moments: BTreeMap<ItemId, Moment> = items.iter().map(|item| (item.id.clone(), item.moment)).collect();
    let life = live(&items, ratings, gaps, &Focus::All, seed);
    let mut last: Option<ItemId> = None;
    for round in &life.rounds {
        prop_assert_eq!(round.done.len(), LONG);
        for four in round.done.chunks(FOIL_IN) {
            let foils = four.iter().filter(|done| moments[&done.item] == Moment::Foil).count();
            prop_assert_eq!(foils, 1, "one in four: {:?}", four);
        }
        let statements: BTreeSet<_> = round.done.iter().map(|done| &done.item).collect();
        prop_assert_eq!(statements.len(), LONG, "a statement comes once a round");
        let early = round.done.iter().take_while(|done| done.why != Why::Ahead);
        prop_assert!(early.filter(|done| done.why == Why::Fresh).count() <= FRESH + 2);
        let mut tries: BTreeMap<&CardId, usize> = BTreeMap::new();
        for (at, done) in round.done.iter().enumerate() {
            *tries.entry(&done.card).or_default() += 1;
            if done.why == Why::Unsteady {
                prop_assert!(at >= 2 && round.done[at - 1].card != done.card);
                let before = round.done[..at].iter().rfind(|other| other.card == done.card).unwrap();
                prop_assert!(before.item != done.item);
            }
        }
        prop_assert!(tries.values().all(|&tries| tries <= TRIES));
        for done in &round.done {
            prop_assert!(last.as_ref() != Some(&done.item), "the same statement twice in a row");
            last = Some(done.item.clone());
        }
    }
    let due: Vec<i64> = life.deck.due(i64::MAX).iter().map(|card| card.due_ms).collect();
    prop_assert!(due.is_sorted());
    Ok(())
}

#[test]
fn a_round_by_choice_has_its_ability_and_foils() {
    let items = all_items();
    let deck = Deck::new(bundled(), items.clone(), Past::default());
    for (ability, count) in deck.abilities() {
        let focus = Focus::Ability(ability.clone());
        let life = live(&items, &[Rating::Good], &[0], &focus, 5);
        let round = &life.rounds[0];
        assert!(!round.done.is_empty(), "{ability}: {count} statements");
        for done in &round.done {
            let foil = done.card.moment == Moment::Foil;
            assert!(done.card.ability == *ability || foil, "{ability}: {done:?}");
        }
    }
    for marker in &bundled().markers {
        let life = live(&items, &[Rating::Hard], &[0], &Focus::Marker(marker.id.clone()), 5);
        let shown: Vec<_> = life.rounds[0]
            .done
            .iter()
            .map(|done| items.iter().find(|item| item.id == done.item).unwrap())
            .collect();
        let fits = |item: &&Item| item.marker.as_ref() == Some(&marker.id) || item.moment == Moment::Foil;
        assert!(shown.iter().all(fits), "{}", marker.id);
        assert!(
            deck.showing(&marker.id) == 0 || shown.iter().any(|item| item.marker.is_some()),
            "{}",
            marker.id
        );
    }
}

#[test]
fn what_is_held_back_is_never_practised_and_never_offered_as_new() {
    let vignettes = vignettes();
    for vignette in &vignettes {
        let mut scenario: Scenario = vignette.scenario.clone();
        scenario.held_back = true;
        assert!(items(&scenario, &vignette.graph, bundled()).is_empty());
        let deck = Deck::default();
        assert!(newcomer(&deck, [&scenario].into_iter(), 0).is_none());
    }
}

#[test]
fn somebody_new_comes_when_little_is_due_and_enough_is_steady() {
    let vignettes = vignettes();
    let items = all_items();
    let scenarios = || vignettes.iter().map(|vignette| &vignette.scenario);
    let fresh = Deck::new(bundled(), items.clone(), Past::default());
    let first = Round::of_today(&fresh, scenarios(), 1, 0);
    let easiest = scenarios().map(|scenario| scenario.contract.level).min().unwrap();
    let level = |round: &Round| {
        let new = scenarios().find(|scenario| Some(&scenario.id) == round.vignette.as_ref());
        new.map(|scenario| scenario.contract.level)
    };
    assert_eq!((first.length, level(&first)), (SHORT, Some(easiest)));
    let mut worn = Deck::new(bundled(), items.clone(), Past::default());
    for item in &items {
        worn.practise(&item.id, Rating::Again, 0);
    }
    let full = Round::of_today(&worn, scenarios(), 1, 2 * DAY_MS);
    assert_eq!((full.length, full.vignette), (LONG, None));
    let all = Past {
        played: scenarios().map(|scenario| scenario.id.clone()).collect(),
        ..Past::default()
    };
    assert_eq!(
        Round::of_today(&Deck::new(bundled(), items, all), scenarios(), 1, 0).vignette,
        None
    );
}

#[test]
fn somebody_whom_one_is_in_the_middle_with_is_nobody_new() {
    let vignettes = vignettes();
    let scenarios = || vignettes.iter().map(|vignette| &vignette.scenario);
    let of = |left: &[&Scenario]| {
        let past = Past {
            left: left.iter().map(|scenario| scenario.id.clone()).collect(),
            ..Past::default()
        };
        Round::of_today(&Deck::new(bundled(), all_items(), past), scenarios(), 1, 0).vignette
    };
    let first = of(&[]).unwrap();
    let left = scenarios().find(|scenario| scenario.id == first).unwrap();
    let other = of(&[left]).unwrap();
    assert_ne!(other, first);
    assert_eq!(of(&scenarios().collect::<Vec<_>>()), None);
}

#[test]
fn the_weakest_ability_is_begun_first() {
    let weak = attune::framework::id::RowId::from("repair.own-part");
    let past = Past {
        credit: [(weak.clone(), 20), ("develop.listen".into(), 90)].into(),
        ..Past::default()
    };
    let deck = Deck::new(bundled(), all_items(), past);
    assert_eq!(deck.fresh()[0].ability, weak);
}

#[test]
fn context_for_people_to_read() {
    if std::env::var_os("ATTUNE_SHOW").is_some() {
        for item in all_items() {
            eprintln!(
                "{}/{} {:?} {:?}\n  {}\n  {}",
                item.id.vignette, item.id.statement, item.moment, item.abilities, item.context[0], item.context[1]
            );
        }
    }
}
