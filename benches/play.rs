//! How long one move takes, beside a hand-written loop over flat arrays that plays the same kind of vignette.
//!
//! The loop draws from the same stream, shuffles the same three responses, applies the same three changes, tests the same conditions,
//! writes one record a move and folds what it wrote into a digest, as the walk does; it has no steps, no rewinding, no ruptures, no
//! silences, no texts by state. Measured in turns, and the shortest of many, so that what else the machine does falls on neither.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use attune::cli::dev::generate::vignette;
use attune::framework::load::bundled;
use attune::library::vignette::load;
use attune::scenario::condition::Condition;
use attune::scenario::effect::Effect;
use attune::scenario::graph::Graph;
use attune::scenario::model::{Next, Scenario};
use attune::session::rng::Chance;
use attune::session::walk::walk;

const STATEMENTS: u32 = 1_000;
const MOVES: u64 = 100_000;
const ROUNDS: u32 = 100;

fn main() {
    let (scenario, graph) = loaded();
    let flat = Flat::of(&scenario);
    let (mut ours, mut by_hand) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        ours = ours.min(each_ns(|| walk(&graph, 1, MOVES).digest));
        by_hand = by_hand.min(each_ns(|| flat.walk(1, MOVES)));
    }
    println!(
        "one move: {ours:.1} ns; by hand: {by_hand:.1} ns; ratio {:.2}\n",
        ours / by_hand
    );
    divan::main();
}

fn each_ns(work: impl FnOnce() -> u64) -> f64 {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed().as_secs_f64() * 1e9 / MOVES as f64
}

fn loaded() -> (Scenario, Arc<Graph>) {
    let vignette = load(&vignette(STATEMENTS, 1), bundled()).vignette.unwrap();
    (vignette.scenario.clone(), Arc::clone(&vignette.graph))
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn session_thousand_moves(bencher: divan::Bencher<'_, '_>) {
    let (_, graph) = loaded();
    bencher.bench_local(|| walk(&graph, 1, 1_000));
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn by_hand_thousand_moves(bencher: divan::Bencher<'_, '_>) {
    let flat = Flat::of(&loaded().0);
    bencher.bench_local(|| flat.walk(1, 1_000));
}

/// A response: its changes, and a target if a component is at least at a bound, or otherwise.
#[derive(Clone, Copy)]
struct Row {
    change: [i16; 3],
    quality: u8,
    component: u8,
    at_least: u8,
    then: u32,
    otherwise: u32,
}

/// What the loop writes of a move.
struct Record {
    turn: u16,
    statement: u32,
    response: u8,
    quality: u8,
    order: [u8; 3],
    before: [u8; 3],
    after: [u8; 3],
}

struct Flat {
    rows: Vec<[Row; 3]>,
}

impl Flat {
    fn of(scenario: &Scenario) -> Self {
        let place = |id: &str| scenario.statements.get_index_of(id).map_or(u32::MAX, |at| at as u32);
        let rows = scenario.statements.values().map(|statement| {
            let row = |at: usize| {
                let response = &statement.responses[at];
                let mut change = [0; 3];
                for effect in &response.effect {
                    if let Effect::Change(component, by) = effect {
                        change[component.index()] += i16::try_from(*by).unwrap();
                    }
                }
                let (component, at_least, then, otherwise): (u8, u8, _, _) = match &response.next {
                    Next::To(to) => (0, 0, to, to),
                    Next::First { cases, otherwise } => match &cases[0].when {
                        Condition::AtLeast(_, bound) => (0, u8::try_from(*bound).unwrap(), &cases[0].then, otherwise),
                        other => unreachable!("{other:?}"),
                    },
                    Next::Chance(_) => unreachable!(),
                };
                Row {
                    change,
                    quality: *response.quality.value(0),
                    component,
                    at_least,
                    then: place(then.as_str()),
                    otherwise: place(otherwise.as_str()),
                }
            };
            [row(0), row(1), row(2)]
        });
        Self { rows: rows.collect() }
    }

    fn walk(&self, seed: u64, moves: u64) -> u64 {
        let mut chance = Chance::new(seed);
        let mut choices = Chance::new(seed + 1);
        let mut log: Vec<Record> = Vec::with_capacity(512);
        let start = [50_u8; 3];
        let (mut at, mut alliance) = (0_u32, start);
        let mut digest = 0_u64;
        for _ in 0..moves {
            let mut order = [0, 1, 2];
            chance.shuffle(&mut order);
            let response = order[choices.below(3) as usize];
            let row = self.rows[at as usize][usize::from(response)];
            let before = alliance;
            for (value, change) in alliance.iter_mut().zip(row.change) {
                *value = (i16::from(*value) + change).clamp(0, 100) as u8;
            }
            let holds = alliance[usize::from(row.component)] >= row.at_least;
            let turn = log.len() as u16;
            log.push(Record {
                turn,
                statement: at,
                response,
                quality: row.quality,
                order,
                before,
                after: alliance,
            });
            at = if holds { row.then } else { row.otherwise };
            if at == u32::MAX || log.len() >= 500 {
                for record in log.drain(..) {
                    let [order, before, after] = [record.order, record.before, record.after].map(packed);
                    let head = u64::from(record.turn) << 48 | u64::from(record.response) << 40;
                    for word in [
                        head | u64::from(record.quality) << 32 | u64::from(record.statement),
                        order,
                        before << 24 | after,
                    ] {
                        digest = (digest ^ word).wrapping_mul(0x0100_0000_01B3);
                    }
                }
                (at, alliance) = (0, start);
            }
        }
        digest
    }
}

fn packed([first, second, third]: [u8; 3]) -> u64 {
    u64::from(first) << 16 | u64::from(second) << 8 | u64::from(third)
}
