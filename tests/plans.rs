//! Session plans: how each bundled vignette is meant to play, step by step, for the best, the worst and two human trainees.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Vignette, load};
use attune::scenario::model::{Act, Outcome};
use attune::score::Score;
use attune::session::event::Event;
use attune::session::plan::Plan;
use attune::session::replay::{from_lines, replay, to_lines};

fn vignettes() -> Vec<Arc<Vignette>> {
    let load = |&(name, text): &(&str, &str)| {
        let loaded = load(text, bundled());
        // What the checker thinks of it beyond that is `tests/rules.rs`'s question.
        loaded
            .vignette
            .unwrap_or_else(|| panic!("{name}: {:?}", loaded.diagnostics))
    };
    BUNDLED.iter().map(load).collect()
}

fn plans(id: &str) -> Vec<(PathBuf, Plan)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans").join(id);
    let files = std::fs::read_dir(&folder).unwrap_or_else(|_| panic!("{id} has no session plans"));
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let plan = ron::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, plan)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn every_vignette_plays_as_planned() {
    for vignette in vignettes() {
        let id = vignette.scenario.id.as_str();
        let plans = plans(id);
        assert!(
            plans.len() >= 4,
            "{id} has {} plans: the best, the worst and two human plays are wanted",
            plans.len()
        );
        for (path, plan) in plans {
            let what = format!("{id}/{} ({})", path.file_name().unwrap().to_string_lossy(), plan.what);
            let session = plan
                .play(&vignette.scenario, &vignette.graph, vignette.hash)
                .unwrap_or_else(|strayed| panic!("{what}: {strayed}"));
            let outcome = vignette.scenario.endings[plan.ending.as_str()].outcome;
            match path.file_stem().unwrap().to_str().unwrap() {
                "best" => assert_eq!(outcome, Outcome::Repaired, "{what}"),
                "worst" => assert_eq!(outcome, Outcome::Left, "{what}"),
                _ => {}
            }
            let log: Vec<Event> = from_lines(&to_lines(session.log())).unwrap();
            assert_eq!(
                replay(&vignette.graph, &log).unwrap().log(),
                session.log(),
                "{what}: the log plays again"
            );
            let score = Score::of(&vignette.scenario, &vignette.graph, bundled(), &log).unwrap();
            assert_eq!(score.turns.len(), plan.steps.len(), "{what}");
        }
    }
}

#[test]
fn every_vignette_has_what_the_guide_asks_for() {
    for vignette in vignettes() {
        let scenario = &vignette.scenario;
        let id = scenario.id.as_str();
        let statements = scenario.statements.values();
        assert!(statements.len() >= 12, "{id}: statements");
        assert!(scenario.endings.len() >= 4, "{id}: endings");
        let outcomes: std::collections::HashSet<_> = scenario.endings.values().map(|ending| ending.outcome).collect();
        assert!(outcomes.len() >= 3, "{id}: endings that differ in kind");
        let foils = statements.clone().filter(|statement| statement.foil).count();
        assert!(foils * 6 >= statements.len(), "{id}: {foils} foils");
        let acts = || {
            scenario
                .statements
                .values()
                .flat_map(|statement| statement.responses.values())
        };
        assert!(
            acts().any(|response| matches!(response.act, Act::Silence { .. })),
            "{id}: a silence"
        );
        assert!(
            acts().any(|response| matches!(response.act, Act::Summary(_))),
            "{id}: a summary"
        );
        assert!(
            acts().any(|response| response.quality.values().count() > 1),
            "{id}: a response whose worth depends on the moment"
        );
        for (name, statement) in &scenario.statements {
            assert!(statement.inner.is_some(), "{id}: `{name}` has an inner voice");
            // Those with a `when` are alternatives of each other.
            let always = statement
                .responses
                .values()
                .filter(|response| response.when.is_none())
                .count();
            let all = statement.responses.len();
            assert!(
                all >= 3 && (1..=5).contains(&always),
                "{id}: `{name}` has 3 to 5 responses at a time"
            );
        }
        assert!(
            scenario.client.beliefs.values().any(|belief| !belief.held),
            "{id}: beliefs that are not the client's"
        );
    }
}
