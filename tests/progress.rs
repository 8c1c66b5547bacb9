//! From kept decisions to what the progress screen says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use attune::framework::id::{Component, MarkerId, PullId, RowId, RuptureKind};
use attune::framework::load::bundled;
use attune::history::decision::{Decision, Seen, Strained};
use attune::history::profile::ProfileId;
use attune::history::store::{NewAttempt, Store};
use attune::history::tally::{DAY_MS, Sums, mode_word};
use attune::progress::curve::Trend;
use attune::progress::filter::{Filter, Period, Practice};
use attune::progress::overview::Overview;
use attune::scenario::id::{ResponseId, ScenarioId, StatementId};
use attune::score::recognition::Sighting;
use attune::session::options::Mode;

const ME: ProfileId = ProfileId(1);
const TODAY: i64 = 400;

/// A decision of which only some things matter.
fn decision(day: i64, credit: u16) -> Decision {
    Decision {
        number: 0,
        turn: 0,
        at_ms: day * DAY_MS,
        mode: Mode::Guided,
        vignette: ScenarioId::from("v"),
        statement: StatementId::from("s"),
        response: ResponseId::from("r"),
        quality: 4,
        best: 4,
        worst: 0,
        credit: Some(credit),
        panel: false,
        confidence: None,
        sighting: None,
        seen: None,
        strain: None,
        foil: false,
        rupture: None,
        pull: None,
        tempting: Vec::new(),
        called_for: vec![RowId::from("repair.own-part")],
        shown: Vec::new(),
        hindered: Vec::new(),
        read_errors: None,
        drafted: false,
        held_back: false,
        rewound: false,
        again: false,
    }
}

/// The sums after these decisions, each in an attempt of its own.
fn sums(made: impl IntoIterator<Item = Decision>) -> Sums {
    let mut store = Store::in_memory().unwrap();
    let attempts = made.into_iter().map(|decision| {
        let new = NewAttempt {
            hash: 1,
            vignette: "v".to_owned(),
            title: "V".to_owned(),
            text: String::new(),
            seed: 1,
            mode: mode_word(decision.mode),
            started_ms: decision.at_ms,
        };
        (new, Vec::new(), vec![decision])
    });
    store.import(ME, attempts).unwrap();
    store.sums(ME).unwrap()
}

fn overview(made: impl IntoIterator<Item = Decision>, filter: Filter) -> Overview {
    Overview::of(&sums(made), bundled(), filter, TODAY)
}

fn own_part(overview: &Overview) -> &attune::progress::overview::Track {
    let row = overview
        .rows
        .iter()
        .find(|progress| progress.row.as_str() == "repair.own-part");
    &row.unwrap().track
}

#[test]
fn all_39_rows_are_there_and_empty_without_practice() {
    let overview = overview([], Filter::default());
    assert!(overview.is_empty());
    assert_eq!(overview.rows.len(), 39);
    assert_eq!(overview.markers.len(), bundled().markers.len());
    assert!(overview.rows.iter().all(|row| row.track.is_empty()));
}

#[test]
fn a_curve_rises_with_the_credit_and_probes_stand_apart() {
    let practice = (0..60).map(|at| decision(TODAY - 60 + at, if at < 30 { 200 } else { 900 }));
    let probes = (0..6).map(|at| Decision {
        mode: Mode::Probe,
        ..decision(TODAY - 6 + at, 500)
    });
    let overview = overview(practice.chain(probes), Filter::default());
    let track = own_part(&overview);
    assert_eq!((track.practice.chances, track.probe.chances), (60, 6));
    assert_eq!(track.practice.trend(), Trend::Up);
    assert!(track.practice.points.len() <= 24);
    assert!(track.practice.last().unwrap().mean > 0.7);
    assert!((track.probe.last().unwrap().mean - 0.5).abs() < 0.01);
    assert_eq!((overview.decisions, overview.probed), (60, 6));
}

#[test]
fn a_period_and_a_mode_let_through_what_they_say() {
    let made = || {
        let old = decision(TODAY - 200, 0);
        let drill = Decision {
            mode: Mode::Drill,
            ..decision(TODAY - 3, 1_000)
        };
        [old, drill, decision(TODAY, 500)]
    };
    let count = |period, practice| overview(made(), Filter { period, practice }).decisions;
    for (period, practice, expected) in [
        (Period::All, Practice::All, 3),
        (Period::Year, Practice::All, 3),
        (Period::Quarter, Practice::All, 2),
        (Period::Month, Practice::Only(Mode::Drill), 1),
        (Period::All, Practice::Only(Mode::Guided), 2),
        (Period::Month, Practice::Only(Mode::Classroom), 0),
    ] {
        assert_eq!(count(period, practice), expected, "{period:?} {practice:?}");
    }
}

#[test]
fn what_is_tried_again_counts_once() {
    let again = Decision {
        again: true,
        number: 1,
        ..decision(TODAY, 1_000)
    };
    let overview = overview([decision(TODAY, 0), again], Filter::default());
    assert_eq!(own_part(&overview).practice.chances, 1);
    assert_eq!(overview.decisions, 1);
}

fn look(kind: Option<RuptureKind>, sighting: Sighting) -> Decision {
    Decision {
        sighting: Some(sighting),
        seen: matches!(sighting, Sighting::Hit | Sighting::FalseAlarm).then_some(Seen {
            kind: RuptureKind::Withdrawal,
            component: None,
        }),
        strain: kind.map(|kind| Strained {
            kind,
            marker: MarkerId::from("denial"),
            over: vec![Component::Tasks],
        }),
        foil: kind.is_none(),
        ..decision(TODAY, 500)
    }
}

#[test]
fn hits_go_by_what_is_there_and_alarms_by_what_was_seen() {
    use RuptureKind::{Confrontation, Withdrawal};
    let looks = [
        look(Some(Withdrawal), Sighting::Hit),
        look(Some(Withdrawal), Sighting::Miss),
        look(Some(Withdrawal), Sighting::Miss),
        look(Some(Confrontation), Sighting::Hit),
        look(None, Sighting::FalseAlarm),
        look(None, Sighting::CorrectRejection),
    ];
    let overview = overview(looks, Filter::default());
    let [withdrawal, confrontation] = &overview.recognition.kinds;
    assert_eq!((withdrawal.hits.chances, withdrawal.hits.credit), (3, 1.0));
    assert_eq!((confrontation.hits.chances, confrontation.hits.credit), (1, 1.0));
    assert_eq!((withdrawal.alarms.chances, withdrawal.alarms.credit), (2, 1.0));
    assert_eq!((confrontation.alarms.chances, confrontation.alarms.credit), (2, 0.0));
    assert_eq!((overview.recognition.foils, overview.recognition.fooled), (2, 1));
    let tasks = &overview.components[1];
    assert_eq!((tasks.component, tasks.track.practice.chances), (Component::Tasks, 4));
}

fn tempted(under: Option<RuptureKind>, followed: bool) -> Decision {
    let pull = PullId::from("explaining-too-early");
    Decision {
        rupture: under,
        pull: followed.then(|| pull.clone()),
        tempting: vec![pull],
        ..decision(TODAY, 500)
    }
}

#[test]
fn being_drawn_to_something_is_said_where_the_counts_bear_it() {
    let found = |then: (usize, usize), otherwise: (usize, usize)| {
        let attacked = (0..then.1).map(|at| tempted(Some(RuptureKind::Confrontation), at < then.0));
        let calm = (0..otherwise.1).map(|at| tempted(None, at < otherwise.0));
        let made: Vec<Decision> = attacked.chain(calm).collect();
        overview(made, Filter::default()).pressure.drawn
    };
    let drawn = found((9, 12), (5, 40));
    assert_eq!(drawn.len(), 1);
    assert_eq!(drawn[0].under, RuptureKind::Confrontation);
    assert_eq!((drawn[0].then.followed, drawn[0].otherwise.offered), (9, 40));
    assert_eq!(found((6, 12), (20, 40)), []);
    assert_eq!(found((6, 7), (0, 40)), []);
}

#[test]
fn calibration_gathers_answers_by_how_sure_they_were() {
    let sure = |confidence, quality| Decision {
        confidence: Some(confidence),
        quality,
        ..decision(TODAY, 500)
    };
    let flat = Decision {
        worst: 4,
        ..sure(95, 4)
    };
    let overview = overview(
        [sure(80, 4), sure(80, 1), sure(95, 4), sure(20, 1), flat],
        Filter::default(),
    );
    let calibration = &overview.calibration;
    let bins: Vec<(u8, u64, u64)> = calibration
        .bins
        .iter()
        .map(|bin| (bin.tens, bin.forecasts, bin.best))
        .collect();
    assert_eq!(bins, [(2, 1, 0), (8, 2, 1), (10, 1, 1)]);
    // (0.2² + 0.8² + 0.05² + 0.2²) / 4
    assert!((calibration.brier - 0.180_625).abs() < 1e-9, "{}", calibration.brier);
    assert!((calibration.sure - 0.6875).abs() < 1e-9 && (calibration.right - 0.5).abs() < 1e-9);
}

#[test]
fn a_fall_of_confidence_beside_better_choices_is_found() {
    let made = (0..40).map(|at| {
        let (confidence, credit) = if at < 20 { (90, 400) } else { (70, 600) };
        Decision {
            confidence: Some(confidence),
            ..decision(TODAY - 40 + at, credit)
        }
    });
    let dip = overview(made, Filter::default()).dip.unwrap();
    assert!((dip.trusted.0 - dip.trusted.1 - 20.0).abs() < 3.0, "{dip:?}");
    assert!(dip.earned.1 > dip.earned.0 + 15.0, "{dip:?}");
    let steady = (0..40).map(|at| Decision {
        confidence: Some(80),
        ..decision(TODAY - 40 + at, 500)
    });
    assert_eq!(overview(steady, Filter::default()).dip, None);
}
