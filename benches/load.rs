//! How long a vignette takes from text to ready to play, beside RON's own typed parse of the same text into plain structs.
//!
//! Ours does more: it keeps places, compiles and checks. Every load works in threads of its own, as in the program: a long text is read in
//! parts on all processors. Growing linearly, the time for a statement stays what it is; beyond the caches it rises for both.

#![allow(missing_docs, dead_code, clippy::unwrap_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use attune::cli::dev::generate::vignette;
use attune::framework::load::bundled;
use attune::library::vignette::load;
use indexmap::IndexMap;
use serde::Deserialize;

const SIZES: [u32; 4] = [100, 1_000, 10_000, 100_000];

fn main() {
    ratios();
    divan::main();
}

/// One line a size: both times and their ratio, the best of a few.
fn ratios() {
    println!("statements      MiB  attune ms     ron ms  ratio  attune ns a statement");
    for statements in SIZES {
        let text = vignette(statements, 1);
        let rounds = if statements > 10_000 { 2 } else { 7 };
        // In turns, so that whatever else the machine does falls on both.
        let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
        for _ in 0..rounds {
            ours = ours.min(timed(|| drop(black_box(load(&text, bundled())))));
            theirs = theirs.min(timed(|| drop(black_box(ron::from_str::<Scenario>(&text).unwrap()))));
        }
        let mib = text.len() as f64 / f64::from(1 << 20);
        let (ours, theirs) = (ours.as_secs_f64(), theirs.as_secs_f64());
        let each = ours * 1e9 / f64::from(statements);
        println!(
            "{statements:>10} {mib:>8.1} {:>10.2} {:>10.2} {:>6.2} {each:>10.0}",
            ours * 1e3,
            theirs * 1e3,
            ours / theirs
        );
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10, sample_size = 1)]
fn attune_load(bencher: divan::Bencher<'_, '_>, statements: u32) {
    let text = vignette(statements, 1);
    bencher.bench_local(|| load(&text, bundled()));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 10, sample_size = 1)]
fn ron_from_str(bencher: divan::Bencher<'_, '_>, statements: u32) {
    let text = vignette(statements, 1);
    bencher.bench_local(|| ron::from_str::<Scenario>(&text).unwrap());
}

/// What `attune dev generate` writes, as plain as serde takes it.
#[derive(Deserialize)]
struct Scenario {
    format: u32,
    id: String,
    title: String,
    framework: String,
    language: String,
    authors: Vec<String>,
    version: String,
    contract: Contract,
    setting: Setting,
    client: Client,
    alliance: Alliance,
    start: String,
    statements: IndexMap<String, Statement>,
    endings: IndexMap<String, Ending>,
}

#[derive(Deserialize)]
struct Contract {
    objectives: Vec<String>,
    level: Word,
    rupture_from: Word,
    drift: String,
}

#[derive(Deserialize)]
struct Setting {
    service: String,
    approach: String,
    session: u16,
    medium: Word,
    brief: String,
}

#[derive(Deserialize)]
struct Client {
    name: String,
    age: u8,
    pronouns: String,
    about: String,
    goal: String,
    portrait: Portrait,
}

#[derive(Deserialize)]
struct Portrait {
    skin: Word,
    face: Word,
    hair: Word,
    hair_color: Word,
    clothes: Word,
    clothes_color: Word,
}

/// The choices that occur.
#[derive(Deserialize)]
enum Word {
    Foundation,
    Client,
    InPerson,
    Tan,
    Oval,
    Short,
    Brown,
    Jumper,
    Slate,
    Guarded,
    Repaired,
    Patched,
    Postponed,
    Left,
    Bond,
    Tasks,
    Goals,
}

#[derive(Deserialize)]
struct Alliance {
    bond: u8,
    tasks: u8,
    goals: u8,
}

#[derive(Deserialize)]
struct Affect(Word, u8);

#[derive(Deserialize)]
struct Statement {
    cue: String,
    affect: Affect,
    says: String,
    responses: IndexMap<String, Response>,
}

#[derive(Deserialize)]
struct Response {
    act: Act,
    quality: u8,
    effect: Vec<Effect>,
    reaction: String,
    feedback: String,
    next: Next,
}

#[derive(Deserialize)]
enum Act {
    Say(String),
}

#[derive(Deserialize)]
enum Effect {
    Change(Word, i8),
}

#[derive(Deserialize)]
enum Next {
    To(String),
    First { cases: Vec<Case>, otherwise: String },
}

#[derive(Deserialize)]
struct Case {
    when: Condition,
    then: String,
}

#[derive(Deserialize)]
enum Condition {
    AtLeast(Word, u8),
}

#[derive(Deserialize)]
struct Ending {
    outcome: Word,
    title: String,
    says: String,
    debrief: String,
}
