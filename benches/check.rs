//! How long the checker takes: over a vignette that was read (`structure`, what has to be known before play, and `text`, everything that is
//! written), and from a text to all findings with their places, as `attune check --no-explore` does it (`text_to_structure`,
//! `text_to_findings`). Exploring is measured in `explore.rs`.

#![allow(missing_docs, clippy::unwrap_used)]

use attune::cli::dev::generate::vignette;
use attune::framework::load::bundled;
use attune::library::vignette::load_with;
use attune::lint::settings::Settings;
use attune::lint::{Depth, check_with};
use attune::scenario::read::read;

fn main() {
    divan::main();
}

fn check_to(bencher: divan::Bencher<'_, '_>, statements: u32, depth: Depth) {
    let scenario = read(&vignette(statements, 1)).scenario.unwrap();
    let settings = Settings::default();
    bencher.bench_local(|| check_with(&scenario, bundled(), &settings, depth));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn structure(bencher: divan::Bencher<'_, '_>, statements: u32) {
    check_to(bencher, statements, Depth::Structure);
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn text(bencher: divan::Bencher<'_, '_>, statements: u32) {
    check_to(bencher, statements, Depth::Text);
}

fn load_to(bencher: divan::Bencher<'_, '_>, statements: u32, depth: Depth) {
    let text = vignette(statements, 1);
    let settings = Settings::default();
    bencher.bench_local(|| load_with(&text, bundled(), &settings, depth));
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn text_to_structure(bencher: divan::Bencher<'_, '_>, statements: u32) {
    load_to(bencher, statements, Depth::Structure);
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn text_to_findings(bencher: divan::Bencher<'_, '_>, statements: u32) {
    load_to(bencher, statements, Depth::Text);
}
