//! A way to each ending of a vignette: found by playing at random, and the same one every time.

use std::collections::BTreeMap;
use std::sync::Arc;

use attune::library::vignette::Vignette;
use attune::scenario::graph::ActKind;
use attune::session::event::{Move, Phase, Started};
use attune::session::machine::Session;
use attune::session::options::Options;
use attune::session::rng::Chance;

/// Plays that are tried. The rarest ending that ships comes up in one play of a hundred.
const MOST_PLAYS: u32 = 20_000;

/// The answers that lead to each ending, by the ending's id.
#[track_caller]
pub fn ways(vignette: &Vignette) -> BTreeMap<String, Vec<Move>> {
    let endings = &vignette.scenario.endings;
    let mut chance = Chance::new(7);
    let mut ways = BTreeMap::new();
    for _ in 0..MOST_PLAYS {
        let (ending, answers) = play(vignette, &mut chance);
        let (id, _) = endings.get_index(ending).unwrap();
        ways.entry(id.as_str().to_owned()).or_insert(answers);
        if ways.len() == endings.len() {
            return ways;
        }
    }
    let missing: Vec<_> = endings.keys().filter(|id| !ways.contains_key(id.as_str())).collect();
    panic!("{}: no play comes to {missing:?}", vignette.scenario.id.as_str());
}

fn play(vignette: &Vignette, chance: &mut Chance) -> (usize, Vec<Move>) {
    let graph = &vignette.graph;
    let started = Started::new(vignette.scenario.id.clone(), vignette.hash, 7, Options::bare());
    let mut session = Session::new(Arc::clone(graph), started);
    let mut answers = Vec::new();
    while session.phase() != Phase::Over {
        let faced = *session.faced().unwrap();
        let response = faced.shown()[chance.below(u32::from(faced.offered)) as usize];
        let node = graph.response(faced.statement, response).unwrap();
        let bands = graph.bands_s(node);
        let (held_ms, beliefs) = match node.act {
            ActKind::Say => (0, 0),
            ActKind::Silence => (u32::from(bands[chance.below(bands.len() as u32) as usize]) * 1000, 0),
            ActKind::Summary if chance.below(2) == 0 => (0, graph.held()),
            ActKind::Summary => (0, graph.beliefs() & !graph.held()),
        };
        let answer = Move::Answer {
            response,
            held_ms,
            beliefs,
        };
        session.act(answer.clone()).unwrap();
        answers.push(answer);
    }
    (session.ended().unwrap().ending.unwrap() as usize, answers)
}
