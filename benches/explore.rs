//! How fast a vignette is explored: a generated chain with three responses a statement and three effects a response, a conditional target on
//! a third of them; and the bundled vignettes, all of them. The numbers of states and the bytes a state are printed beside the times.

#![allow(clippy::panic)]

use std::sync::Arc;

use attune::explore::course::Courses;
use attune::explore::cues::Readings;
use attune::explore::explorer::Explorer;
use attune::explore::game::Game;
use attune::explore::space::{Keep, Limits, Space, Watch};
use attune::explore::survey::Survey;
use attune::explore::value::Aim;
use attune::framework::load::bundled;
use attune::library::bundled::BUNDLED;
use attune::library::vignette::{Vignette, load};
use attune::parallel::on_threads;
use attune::scenario::compile::compile;
use attune::scenario::graph::Graph;
use attune::scenario::read::read;
use attune::wording::lexicon;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const HEADER: &str = r#"Scenario(format: 1, id: "b", title: "b", framework: "working-alliance", language: "en-GB", authors: ["b"], version: "1",
contract: Contract(objectives: [], level: Foundation, rupture_from: Client, drift: "b"),
setting: Setting(service: "b", approach: "b", session: 1, medium: InPerson, brief: "b"),
client: Client(name: "B", age: 30, pronouns: "they/them", about: "b", goal: "b",
portrait: Portrait(skin: Fair, face: Long, hair: Short, hair_color: Grey, clothes: Cardigan, clothes_color: Sage)),
alliance: Alliance(bond: 50, tasks: 50, goals: 50), variables: { "asked": Flag(false) }, start: "s0", statements: {"#;

fn vignette(statements: usize) -> Graph {
    let mut text = HEADER.to_owned();
    for at in 0..statements {
        text += &format!(r#""s{at}": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", responses: {{"#);
        for response in 0..3 {
            let by = |salt: usize| (at * 7 + response * 11 + salt * 5) % 13;
            let target = |step: usize| match at + step {
                to if to < statements => format!("\"s{to}\""),
                _ => "\"end\"".to_owned(),
            };
            let next = match response {
                0 => format!(
                    "First(cases: [Case(when: AtLeast(Bond, {}), then: {})], otherwise: {})",
                    30 + by(3),
                    target(2),
                    target(1)
                ),
                _ => format!("To({})", target(response)),
            };
            text += &format!(
                r#""r{response}": Response(act: Say("s"), quality: {response}, effect: [Change(Bond, {}), Change(Tasks, {}), Change(Goals, {})], reaction: "r", feedback: "f", next: {next}),"#,
                by(0) as i32 - 6,
                by(1) as i32 - 6,
                by(2) as i32 - 6,
            );
        }
        text += "}),";
    }
    text += r#"}, endings: { "end": Ending(outcome: Left, title: "e", says: "s", debrief: "d") })"#;
    let scenario = read(&text).scenario;
    scenario
        .and_then(|scenario| compile(&scenario, bundled()).graph)
        .unwrap_or_else(|| panic!("the bench's vignette is broken"))
}

#[divan::bench(args = [18, 36], sample_count = 5, sample_size = 1)]
fn states(bencher: Bencher<'_, '_>, statements: usize) {
    let graph = vignette(statements);
    let explore = || Space::explore(&graph, Keep::Playing, Limits::default(), Watch::default());
    match explore() {
        Ok(space) => {
            println!(
                "{} states, {} choices, {} bytes a state",
                space.len(),
                space.choices(),
                space.bytes() / space.len()
            );
            bencher
                .counter(ItemsCount::new(space.len()))
                .bench(|| black_box(explore()).is_ok());
        }
        Err(stopped) => println!("{stopped}"),
    }
}

#[divan::bench(args = [18, 36], sample_count = 5, sample_size = 1)]
fn with_best_play(bencher: Bencher<'_, '_>, statements: usize) {
    let graph = vignette(statements);
    bencher.bench(|| black_box(Explorer::new(&graph)).is_some());
}

/// The bundled vignettes, read and compiled: what it takes to explore them is measured, not that.
fn library() -> Vec<Arc<Vignette>> {
    BUNDLED
        .iter()
        .filter_map(|(_, text)| load(text, bundled()).vignette)
        .collect()
}

/// All that `attune check --explore` works out for a vignette. Returns the number of states.
fn survey(vignette: &Vignette) -> usize {
    let (limits, watch) = (Limits::default(), Watch::default());
    let Ok(survey) = Survey::new(&vignette.graph, limits, watch) else {
        return 0;
    };
    let lexicon = lexicon::of_language(&vignette.scenario.language);
    black_box(Game::new(
        &survey,
        &Readings::new(&vignette.graph, &vignette.scenario, lexicon),
    ));
    black_box(survey.never(limits, watch)).ok();
    black_box(survey.summary());
    survey.space().len()
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn check_the_library(bencher: Bencher<'_, '_>, threads: usize) {
    let library = library();
    let states: usize = on_threads(library.clone(), threads, |vignette| survey(&vignette))
        .iter()
        .sum();
    println!("{} vignettes, {states} states", library.len());
    bencher.bench(|| on_threads(library.clone(), threads, |vignette| survey(&vignette)).len());
}

/// What `attune explore` adds for each: the alliance's numbers under any policy, best and worst play.
#[divan::bench(args = [1, 2], sample_count = 3, sample_size = 1)]
fn explore_the_library(bencher: Bencher<'_, '_>, threads: usize) {
    let library = library();
    let explore = |vignette: Arc<Vignette>| {
        let (limits, watch) = (Limits::default(), Watch::default());
        let states = survey(&vignette);
        if let Ok(mut survey) = Survey::new(&vignette.graph, limits, watch) {
            black_box(survey.add_components(limits, watch)).ok();
        }
        let opening = vignette.graph.opening();
        if let Ok(Some(courses)) = Courses::new(&vignette.graph, &[opening], limits, watch) {
            black_box(courses.find(&opening, Aim::Best));
            black_box(courses.find(&opening, Aim::Worst));
            black_box(courses.choice_values(&opening));
        }
        states
    };
    bencher.bench(|| on_threads(library.clone(), threads, explore).len());
}
