//! A history of 100,000 attempts with 2,000,000 decisions: opening the progress screen's data, each filter, appending a move.
//!
//! `cargo bench --bench history` makes the history in a temporary folder first, which takes a minute or two. `ATTUNE_BENCH_ATTEMPTS` makes it smaller.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::io::Write as _;
use std::time::{Duration, Instant};

use attune::framework::id::{Component, PullId, RowId, RuptureKind};
use attune::framework::load::bundled;
use attune::history::attempts::{Listing, Span};
use attune::history::decision::{Decision, Seen, Strained};
use attune::history::decisions::Evidence;
use attune::history::profile::ProfileId;
use attune::history::store::{NewAttempt, Store};
use attune::progress::filter::{Filter, Period, Practice};
use attune::scenario::id::{ResponseId, ScenarioId, StatementId};
use attune::score::recognition::Sighting;
use attune::session::options::Mode;
use attune::session::rng::split_mix;
use attune::ui::progress::data::ProgressData;

const ME: ProfileId = ProfileId(1);
const TURNS: u32 = 20;
const DAYS: u64 = 1_095;
const TODAY: i64 = 20_784;
const DAY_MS: i64 = 86_400_000;
const APPENDS: usize = 2_000;

/// Numbers that look various, from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        split_mix(&mut self.0) % bound
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.below(from.len() as u64);
        &from[usize::try_from(at).unwrap()]
    }
}

fn decision(dice: &mut Dice, number: u32, at_ms: i64, mode: Mode) -> Decision {
    let framework = bundled();
    let marker = dice.pick(&framework.markers);
    let strain = (dice.below(5) > 1).then(|| Strained {
        kind: marker.kind,
        marker: marker.id.clone(),
        over: vec![*dice.pick(&Component::ALL)],
    });
    let seen = dice.below(3) > 0;
    let sighting = match (&strain, seen) {
        (Some(_), true) => Sighting::Hit,
        (Some(_), false) => Sighting::Miss,
        (None, true) => Sighting::FalseAlarm,
        (None, false) => Sighting::CorrectRejection,
    };
    let rows = |dice: &mut Dice, count: u64| -> Vec<RowId> {
        (0..count).map(|_| dice.pick(&framework.rows).id.clone()).collect()
    };
    let tempting: Vec<PullId> = (0..2).map(|_| dice.pick(&framework.pulls).id.clone()).collect();
    let quality = u8::try_from(dice.below(5)).unwrap();
    let called_for = rows(dice, 4);
    Decision {
        number,
        turn: u16::try_from(number).unwrap(),
        at_ms,
        mode,
        vignette: ScenarioId::new(format!("vignette-{}", dice.below(60))),
        statement: StatementId::new(format!("statement-{}", dice.below(40))),
        response: ResponseId::new(format!("response-{}", dice.below(12))),
        quality,
        best: 4,
        worst: 0,
        credit: Some(u16::from(quality) * 250),
        panel: false,
        confidence: Some(*dice.pick(&[20, 40, 60, 80, 95])),
        sighting: Some(sighting),
        seen: seen.then_some(Seen {
            kind: RuptureKind::Withdrawal,
            component: None,
        }),
        strain,
        foil: false,
        rupture: None,
        pull: (quality < 2).then(|| tempting[0].clone()),
        tempting,
        shown: called_for[..1].to_vec(),
        called_for,
        hindered: rows(dice, 1),
        read_errors: (number == 3).then_some([5, -10, 0]),
        drafted: true,
        held_back: false,
        rewound: false,
        again: false,
    }
}

fn attempt(dice: &mut Dice, started_ms: i64, mode: Mode) -> NewAttempt {
    let vignette = dice.below(60);
    NewAttempt {
        hash: vignette,
        vignette: format!("vignette-{vignette}"),
        title: format!("Vignette {vignette}"),
        text: "the text of a vignette ".repeat(500),
        seed: dice.below(1_000_000),
        mode: attune::history::tally::mode_word(mode),
        started_ms,
    }
}

fn furnish(store: &mut Store, attempts: u64) {
    let mut dice = Dice(1);
    let modes = [Mode::Guided, Mode::Practice, Mode::Drill, Mode::Probe];
    let begun = Instant::now();
    let all = (0..attempts).map(|at| {
        let day = TODAY - i64::try_from(DAYS - 1 - at * DAYS / attempts).unwrap();
        let started_ms = day * DAY_MS + i64::try_from(dice.below(80_000_000)).unwrap();
        let mode = *dice.pick(&modes);
        let decisions: Vec<Decision> = (0..TURNS)
            .map(|number| decision(&mut dice, number, started_ms + i64::from(number) * 30_000, mode))
            .collect();
        let events: Vec<String> = (0..TURNS * 2)
            .map(|at| format!("{{\"Continued\":{{\"turn\":{at}}}}}"))
            .collect();
        (attempt(&mut dice, started_ms, mode), events, decisions)
    });
    store.import(ME, all).unwrap();
    println!("history made in {:.0} s", begun.elapsed().as_secs_f64());
}

fn ms(elapsed: Duration) -> f64 {
    elapsed.as_secs_f64() * 1e3
}

/// The worst of several runs, in milliseconds, and how often it ran.
fn worst<T>(runs: u32, mut work: impl FnMut() -> T) -> f64 {
    let mut worst = 0.0_f64;
    for _ in 0..runs {
        let begun = Instant::now();
        std::hint::black_box(work());
        worst = worst.max(ms(begun.elapsed()));
    }
    worst
}

fn main() {
    let attempts = std::env::var("ATTUNE_BENCH_ATTEMPTS")
        .ok()
        .and_then(|text| text.parse().ok());
    let attempts = attempts.unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path()).unwrap().store;
    furnish(&mut store, attempts);
    drop(store);
    let begun = Instant::now();
    let mut store = Store::open(folder.path()).unwrap().store;
    println!("the database opened: {:.1} ms", ms(begun.elapsed()));
    let begun = Instant::now();
    let sums = store.sums(ME).unwrap();
    let read = ms(begun.elapsed());
    let shown = ProgressData::of(&sums, bundled(), Filter::default(), TODAY);
    println!(
        "progress opened: {:.1} ms (sums read {read:.1} ms), {}",
        ms(begun.elapsed()),
        shown.lead
    );
    for period in Period::ALL {
        for practice in Practice::ALL {
            let filter = Filter { period, practice };
            let worst = worst(5, || ProgressData::of(&sums, bundled(), filter, TODAY));
            println!(
                "filter {:>16} × {:<12}: {worst:.1} ms",
                period.label(),
                practice.label()
            );
        }
    }
    for (what, evidence) in evidence() {
        println!(
            "moments, {what}: {:.1} ms",
            worst(3, || store.evidence(ME, &evidence, 12).unwrap())
        );
    }
    let page = |skip| Listing {
        skip,
        most: 25,
        ..Listing::default()
    };
    println!(
        "a page of attempts, the latest: {:.1} ms, the oldest: {:.1} ms",
        worst(5, || store.page(ME, &page(0)).unwrap()),
        worst(5, || store.page(ME, &page(attempts - 25)).unwrap())
    );
    let whole = Listing {
        span: Span {
            whole: true,
            ..Span::default()
        },
        ..page(0)
    };
    println!(
        "a page of attempts without single moments: {:.1} ms",
        worst(5, || store.page(ME, &whole).unwrap())
    );
    println!(
        "how each vignette was played: {:.1} ms",
        worst(5, || store.standings(ME).unwrap())
    );
    append(&mut store);
    disk(folder.path());
}

fn evidence() -> Vec<(&'static str, Evidence)> {
    let framework = bundled();
    vec![
        (
            "a row",
            Evidence {
                row: Some(framework.rows[20].id.clone()),
                ..Evidence::default()
            },
        ),
        (
            "a pull under confrontation",
            Evidence {
                pull: Some(framework.pulls[0].id.clone()),
                under: Some(Some(RuptureKind::Confrontation)),
                ..Evidence::default()
            },
        ),
    ]
}

/// One attempt after another, move by move, each with its own commit, as in the window.
fn append(store: &mut Store) {
    let mut dice = Dice(2);
    let mut took = Vec::new();
    let now_ms = TODAY * DAY_MS + 1;
    while took.len() < APPENDS {
        let new = attempt(&mut dice, now_ms, Mode::Guided);
        let id = store.begin(ME, &new).unwrap();
        for number in 0..TURNS {
            let made = decision(&mut dice, number, now_ms, Mode::Guided);
            let events = vec!["x".repeat(300); 2];
            let begun = Instant::now();
            store.append(id, number as usize * 2, &events, &[made]).unwrap();
            took.push(begun.elapsed());
        }
        if took.len().is_multiple_of(400) {
            store.tidy().unwrap();
        }
    }
    told("a move appended", took);
}

/// What the disk itself takes for as much, written and synced: the floor under an append, and a measure of what else the machine is doing.
fn disk(folder: &std::path::Path) {
    let mut file = std::fs::File::create(folder.join("floor")).unwrap();
    let mut took = Vec::new();
    for _ in 0..APPENDS {
        let begun = Instant::now();
        file.write_all(&[0x5A; 20_000]).unwrap();
        file.sync_data().unwrap();
        took.push(begun.elapsed());
    }
    told("the disk alone", took);
}

fn told(what: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: f64| ms(took[(took.len() as f64 * share) as usize]);
    println!(
        "{what}: median {:.2} ms, 99th percentile {:.2} ms, worst {:.2} ms",
        at(0.5),
        at(0.99),
        ms(took[took.len() - 1])
    );
}
