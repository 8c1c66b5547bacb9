//! How long the checker takes over a vignette that was read: compiling and every rule.

#![allow(missing_docs, clippy::unwrap_used)]

use attune::cli::dev::generate::vignette;
use attune::framework::load::bundled;
use attune::lint::check;
use attune::scenario::read::read;

fn main() {
    divan::main();
}

#[divan::bench(args = [100, 1_000, 10_000])]
fn check_statements(bencher: divan::Bencher<'_, '_>, statements: u32) {
    let scenario = read(&vignette(statements, 1)).scenario.unwrap();
    bencher.bench_local(|| check(&scenario, bundled()));
}
