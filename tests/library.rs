//! What the bundled vignettes owe as a set.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write as _;
use std::sync::Arc;

use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::coverage::Coverage;
use attune::library::demands::DEMANDS;
use attune::library::vignette::{Vignette, load};

/// Demands that wait for vignettes still being written. Empty, once all are there.
const WAITING: &[&str] = &[
    "two vignettes are held back as probes of transfer",
    "every statement has 3 to 5 responses",
];

fn vignettes() -> Vec<Arc<Vignette>> {
    let loaded = BUNDLED.iter().map(|(_, text)| load(text, bundled()));
    loaded.map(|loaded| loaded.vignette.unwrap()).collect()
}

#[test]
fn the_bundled_set_meets_every_demand() {
    let vignettes = vignettes();
    let coverage = Coverage::of(bundled(), vignettes.iter().map(|vignette| &vignette.scenario));
    let mut unmet = String::new();
    for demand in DEMANDS.iter().filter(|demand| !WAITING.contains(&demand.text)) {
        for (what, found) in demand.unmet(&coverage) {
            writeln!(unmet, "{}: {what}: {found} of {}", demand.text, demand.least).unwrap();
        }
    }
    assert!(unmet.is_empty(), "\n{unmet}");
}

#[test]
fn what_waits_is_demanded() {
    for text in WAITING {
        let known = DEMANDS.iter().any(|demand| demand.text == *text);
        assert!(known, "nothing demands that {text}");
    }
}

#[test]
fn an_empty_library_meets_no_demand_that_counts() {
    let coverage = Coverage::of(bundled(), []);
    for demand in DEMANDS.iter().filter(|demand| demand.least > 1) {
        let counts = (demand.count)(&coverage);
        assert!(
            counts.is_empty() || !demand.unmet(&coverage).is_empty(),
            "{}",
            demand.text
        );
    }
}
