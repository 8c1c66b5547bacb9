//! Session plans: how each bundled vignette is meant to play, step by step, for the best, the worst and two human trainees.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Vignette, load};
use attune::scenario::model::{Act, Outcome};
use attune::score::Score;
use attune::session::event::{Event, Move, Started};
use attune::session::machine::Session;
use attune::session::options::Options;
use attune::session::replay::{from_lines, replay, to_lines};
use attune::session::texts;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    what: String,
    seed: u64,
    steps: Vec<Step>,
    ending: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    at: String,
    pick: String,
    #[serde(default)]
    held_s: u32,
    #[serde(default)]
    beliefs: Vec<String>,
}

fn vignettes() -> Vec<Arc<Vignette>> {
    let load = |&(name, text): &(&str, &str)| {
        let loaded = load(text, bundled());
        assert_eq!(loaded.diagnostics, [], "{name}: findings");
        loaded.vignette.expect(name)
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

/// Plays a plan; every step must stand where the plan says.
fn play(vignette: &Vignette, plan: &Plan, what: &str) -> Session {
    let scenario = &vignette.scenario;
    let started = Started::new(scenario.id.clone(), vignette.hash, plan.seed, Options::bare());
    let mut session = Session::new(Arc::clone(&vignette.graph), started);
    for (number, step) in plan.steps.iter().enumerate() {
        let faced = *session.faced().unwrap();
        let (id, statement) = texts::statement(scenario, faced.statement).unwrap();
        assert!(session.ended().is_none(), "{what}: over before step {number}");
        assert_eq!(id.as_str(), step.at, "{what}: step {number}");
        let response = statement.responses.get_index_of(step.pick.as_str());
        let response = response.unwrap_or_else(|| panic!("{what}: `{}` has no response `{}`", step.at, step.pick));
        let bits = step.beliefs.iter().map(|belief| {
            1 << scenario
                .client
                .beliefs
                .get_index_of(belief.as_str())
                .unwrap_or_else(|| panic!("{what}: no belief `{belief}`"))
        });
        let answer = Move::Answer {
            response: response as u8,
            held_ms: step.held_s * 1000,
            beliefs: bits.fold(0, |all, bit: u32| all | bit),
        };
        session
            .act(answer)
            .unwrap_or_else(|refused| panic!("{what}: step {number} at `{}`: {refused}", step.at));
    }
    session
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
            let session = play(&vignette, &plan, &what);
            let ended = session
                .ended()
                .unwrap_or_else(|| panic!("{what}: not over after its last step"));
            let (name, ending) = vignette
                .scenario
                .endings
                .get_index(ended.ending.expect(&what) as usize)
                .unwrap();
            assert_eq!(name.as_str(), plan.ending, "{what}");
            match path.file_stem().unwrap().to_str().unwrap() {
                "best" => assert_eq!(ending.outcome, Outcome::Repaired, "{what}"),
                "worst" => assert_eq!(ending.outcome, Outcome::Left, "{what}"),
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
