//! From plays of bundled vignettes to decisions, and through the database and back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::sync::Arc;

use attune::framework::id::RuptureKind;
use attune::framework::load::bundled;
use attune::history::decision::Decision;
use attune::history::decisions::Evidence;
use attune::history::derive::{Played, decisions};
use attune::history::profile::ProfileId;
use attune::history::store::{NewAttempt, Store};
use attune::history::tally::{Count, Counts, KindPart, RowPart};
use attune::library::catalog;
use attune::library::vignette::Vignette;
use attune::score::Score;
use attune::score::recognition::Sighting;
use attune::session::event::{Event, Move, Noticed, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::{Mode, Options};

fn vignettes() -> Vec<Arc<Vignette>> {
    let entries = catalog::bundled();
    entries
        .iter()
        .map(|entry| Arc::clone(entry.vignette().unwrap()))
        .collect()
}

fn played(vignette: &Vignette) -> Played<'_> {
    Played {
        scenario: &vignette.scenario,
        graph: &vignette.graph,
        framework: bundled(),
    }
}

fn begin(vignette: &Vignette, mode: Mode, seed: u64) -> Session {
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, seed, Options::of(mode));
    Session::new(Arc::clone(&vignette.graph), started)
}

/// The next move of somebody who takes the response in this place on the screen.
fn step(session: &Session, place: usize) -> Move {
    match session.phase() {
        Phase::Notice if session.turn().is_multiple_of(2) => Move::Notice(Noticed::None),
        Phase::Notice => Move::Notice(Noticed::Strain {
            kind: RuptureKind::Withdrawal,
            component: None,
            factor: None,
        }),
        Phase::Draft => Move::Draft("my own words".to_owned()),
        Phase::Respond => {
            let shown = session.faced().unwrap().shown();
            Move::Answer {
                response: shown[place % shown.len()],
                held_ms: 8_000,
                beliefs: 1,
            }
        }
        Phase::Confidence => Move::Confidence(70),
        Phase::Feedback => Move::Continue,
        Phase::ReadAlliance => Move::ReadAlliance([50, 60, 40]),
        Phase::Notebook | Phase::Over => Move::Notebook(1),
    }
}

fn to_the_end(session: &mut Session, place: usize) {
    while session.phase() != Phase::Over {
        session.act(step(session, place)).unwrap();
    }
}

fn all(vignette: &Vignette, log: &[Event]) -> Vec<Decision> {
    decisions(played(vignette), log, 0, 5)
}

#[test]
fn decisions_say_what_the_score_says() {
    for vignette in vignettes() {
        for place in 0..3 {
            let mut session = begin(&vignette, Mode::Guided, 3);
            to_the_end(&mut session, place);
            let score = Score::of(&vignette.scenario, &vignette.graph, bundled(), session.log()).unwrap();
            let made = all(&vignette, session.log());
            assert_eq!(made.len(), score.turns.len());
            let sighted = |sighting| made.iter().filter(|made| made.sighting == Some(sighting)).count();
            for sighting in [
                Sighting::Hit,
                Sighting::Miss,
                Sighting::FalseAlarm,
                Sighting::CorrectRejection,
            ] {
                assert_eq!(sighted(sighting), score.recognition.of(sighting, None).count());
            }
            for row in &score.abilities.rows {
                let called_for = made.iter().filter(|made| made.called_for.contains(&row.row)).count();
                assert_eq!(called_for, row.opportunities.len(), "{}", row.row);
            }
            for pull in &score.pulls.pulls {
                let followed = made
                    .iter()
                    .filter(|made| made.pull.as_ref() == Some(&pull.pull))
                    .count();
                assert_eq!(followed, pull.answers.len());
            }
            let read = made.iter().filter(|made| made.read_errors.is_some()).count();
            assert_eq!(read, score.reading.readings.len());
            assert!(made.iter().all(|made| made.drafted && made.confidence == Some(70)));
            for made in &made {
                assert!(made.pull.iter().all(|pull| made.tempting.contains(pull)));
            }
        }
    }
}

#[test]
fn move_by_move_gives_what_the_whole_log_gives() {
    let vignette = &vignettes()[0];
    let mut session = begin(vignette, Mode::Guided, 3);
    let mut kept: Vec<Decision> = Vec::new();
    let mut rewinds = 2;
    while session.phase() != Phase::Over {
        let first = session.log().len();
        let next = if session.turn() == 2 && rewinds > 0 && session.phase() == Phase::Feedback {
            rewinds -= 1;
            Move::Rewind { turn: 1 }
        } else {
            step(&session, usize::from(session.turn()) + rewinds)
        };
        session.act(next).unwrap();
        for made in decisions(played(vignette), session.log(), first, 5) {
            let at = made.number as usize;
            if at < kept.len() {
                kept[at] = made;
            } else {
                assert_eq!(at, kept.len());
                kept.push(made);
            }
        }
    }
    assert_eq!(kept, all(vignette, session.log()));
    let marked: Vec<(u16, bool, bool)> = kept.iter().map(|made| (made.turn, made.rewound, made.again)).collect();
    assert_eq!(
        &marked[..4],
        [(0, false, false), (1, true, false), (2, true, false), (1, true, true)]
    );
    assert!(kept[5].again && !kept[5].rewound, "{marked:?}");
}

/// With the lists of ids, which are sets, in one order.
fn sorted(mut made: Vec<Decision>) -> Vec<Decision> {
    for made in &mut made {
        made.tempting.sort();
        made.called_for.sort();
        made.shown.sort();
        made.hindered.sort();
    }
    made
}

fn attempt(vignette: &Vignette, mode: &str, started_ms: i64) -> NewAttempt {
    NewAttempt {
        hash: vignette.hash,
        vignette: vignette.scenario.id.as_str().to_owned(),
        title: vignette.scenario.title.clone(),
        text: vignette.text.clone(),
        seed: 1,
        mode: mode.to_owned(),
        started_ms,
    }
}

#[test]
fn what_is_kept_comes_back_and_is_summed() {
    const ME: ProfileId = ProfileId(1);
    let mut store = Store::in_memory().unwrap();
    let other = store.add_profile("Noor", 0).unwrap();
    let mut everything = Vec::new();
    for (day, vignette) in vignettes().iter().enumerate() {
        let mut session = begin(vignette, Mode::Guided, 9);
        to_the_end(&mut session, day);
        let at_ms = i64::try_from(day).unwrap() * 86_400_000 + 1_000;
        let made = decisions(played(vignette), session.log(), 0, at_ms);
        let id = store.begin(ME, &attempt(vignette, "guided", at_ms)).unwrap();
        // Without the confidence at first, as when it is played.
        let early: Vec<Decision> = made
            .iter()
            .map(|made| Decision {
                confidence: None,
                read_errors: None,
                ..made.clone()
            })
            .collect();
        store.put_decisions(id, &early).unwrap();
        store.put_decisions(id, &made).unwrap();
        assert_eq!(sorted(store.decisions(id).unwrap()), sorted(made.clone()));
        everything.extend(made);
    }
    let sums = store.sums(ME).unwrap();
    assert_eq!(sums.days.len(), vignettes().len());
    assert!(store.sums(other).unwrap().days.is_empty());
    let mut total = Counts::default();
    sums.days.iter().for_each(|day| total.add_all(&day.counts));
    let counted =
        |fits: &dyn Fn(&Decision) -> bool| u32::try_from(everything.iter().filter(|made| fits(made)).count()).unwrap();
    assert_eq!(total.of(Count::Decisions), counted(&|_| true));
    assert_eq!(total.of(Count::Forecasts), counted(&|made| made.best > made.worst));
    let chances = |number: u32| total.of(Count::Row(number, RowPart::Chances));
    let (number, row) = sums.rows.iter().max_by_key(|(number, _)| chances(*number)).unwrap();
    assert_eq!(
        total.of(Count::Row(*number, RowPart::Chances)),
        counted(&|made| made.called_for.contains(row))
    );
    let hits = Count::Kind(RuptureKind::Withdrawal, KindPart::Hits);
    let is_hit = |made: &Decision| {
        made.sighting == Some(Sighting::Hit)
            && made
                .strain
                .as_ref()
                .is_some_and(|strain| strain.kind == RuptureKind::Withdrawal)
    };
    assert_eq!(total.of(hits), counted(&is_hit));
    let evidence = Evidence {
        row: Some(row.clone()),
        ..Evidence::default()
    };
    let found = store.evidence(ME, &evidence, 1_000).unwrap();
    assert_eq!(
        u32::try_from(found.len()).unwrap(),
        counted(&|made| made.called_for.contains(row))
    );
    assert!(found.is_sorted_by(|a, b| a.decision.at_ms >= b.decision.at_ms));
    assert_eq!(store.evidence(ME, &evidence, 2).unwrap(), found[..2]);
    assert_eq!(store.evidence(other, &evidence, 2).unwrap(), []);
    let today = Evidence {
        days: Some((1, 1)),
        ..evidence
    };
    let one_day = store.evidence(ME, &today, 1_000).unwrap();
    assert!(one_day.iter().all(|kept| kept.decision.at_ms / 86_400_000 == 1));
}
