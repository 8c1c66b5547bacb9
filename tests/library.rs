//! What the bundled vignettes owe as a set.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fmt::Write as _;
use std::process::Command;
use std::sync::Arc;

use attune::explore::space::{Limits, Watch};
use attune::explore::survey::Survey;
use attune::framework::load::bundled;
use attune::library::bundled::{BUNDLED, TURNS};
use attune::library::coverage::Coverage;
use attune::library::demands::DEMANDS;
use attune::library::vignette::{Vignette, load};
use attune::parallel::on_threads;

fn vignettes() -> Vec<Arc<Vignette>> {
    let loaded = BUNDLED.iter().map(|(_, text)| load(text, bundled()));
    loaded.map(|loaded| loaded.vignette.unwrap()).collect()
}

#[test]
fn the_bundled_set_meets_every_demand() {
    let vignettes = vignettes();
    let coverage = Coverage::of(bundled(), vignettes.iter().map(|vignette| &vignette.scenario));
    let mut unmet = String::new();
    for demand in DEMANDS {
        for (what, found) in demand.unmet(&coverage) {
            writeln!(unmet, "{}: {what}: {found} of {}", demand.text, demand.least).unwrap();
        }
    }
    assert!(unmet.is_empty(), "\n{unmet}");
}

#[test]
fn every_play_takes_as_many_turns_as_the_card_says() {
    let turns = on_threads(vignettes(), 2, |vignette| {
        let survey = Survey::new(&vignette.graph, Limits::default(), Watch::default()).unwrap();
        let summary = survey.summary();
        let turns = |turns: Option<usize>| turns.map(|turns| u32::try_from(turns).unwrap());
        (
            vignette.scenario.id.clone(),
            turns(summary.shortest),
            turns(summary.longest),
        )
    });
    for (id, shortest, longest) in turns {
        assert_eq!((shortest, longest), (Some(TURNS.0), Some(TURNS.1)), "{id}");
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

/// A paragraph a vignette, without what happens in it, and the table of what the set exercises.
fn page() -> String {
    let mut page = String::from(
        "# The bundled vignettes\n\nMade from the files in `scenarios/`; nothing here tells how a conversation goes.\n",
    );
    for held_back in [false, true] {
        if held_back {
            page.push_str(
                "\n## Kept back\n\nNobody practises on these: they are played as probes, to see what carries over.\n",
            );
        }
        let vignettes = vignettes();
        for scenario in vignettes.iter().map(|vignette| &vignette.scenario) {
            if scenario.held_back != held_back {
                continue;
            }
            let (client, setting) = (&scenario.client, &scenario.setting);
            writeln!(page, "\n### {}\n", scenario.title).unwrap();
            writeln!(
                page,
                "**{}, {}.** {}. {:?}; {} statements.\n",
                client.name,
                client.age,
                setting.service.trim_end_matches('.'),
                scenario.contract.level,
                scenario.statements.len()
            )
            .unwrap();
            writeln!(page, "{}", client.about).unwrap();
            if !scenario.cautions.is_empty() {
                writeln!(page, "\nTouches on {}.", scenario.cautions.join("; ")).unwrap();
            }
        }
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let printed = Command::new(env!("CARGO_BIN_EXE_attune"))
        .args(["coverage", folder, "--format", "markdown"])
        .output()
        .unwrap();
    assert!(printed.status.success());
    page.push_str("\n## What they exercise\n\n");
    page.push_str(&String::from_utf8(printed.stdout).unwrap());
    page
}

#[test]
fn the_page_of_the_library_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/library.md");
    let page = page();
    if std::env::var_os("ATTUNE_BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/library.md is stale: ATTUNE_BLESS=1 cargo test --locked --test library"
    );
}
