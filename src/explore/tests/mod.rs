//! The explorer against a plain enumerator and against chance, on small random vignettes written as text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod by_hand;
mod losses;
mod routes;
mod shares;
mod sums;
mod values;

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::cases::{Field, never};
use super::course::Courses;
use super::explorer::Explorer;
use super::live::Live;
use super::measure::Measure;
use super::outlook::Outlook;
use super::policy::{Crossroads, Following, Policy, aptest, by_response, uniform, weakest};
use super::space::{Choice, Keep, Limits, Progress, Space, Stopped, Watch};
use super::spread::Spread;
use super::summary::{play_to, state_after};
use super::sums::{Sum, Sums};
use super::survey::Survey;
use super::value::Aim;
use crate::framework::id::Component;
use crate::framework::load::bundled;
use crate::scenario::compile::compile;
use crate::scenario::graph::{ActKind, Graph, Onward};
use crate::scenario::read::read;
use crate::scenario::rupture::RuptureChange;
use crate::scenario::state::{Place, State};
use crate::scenario::summary::corrections;

const HEADER: &str = r#"Scenario(format: 1, id: "t", title: "t", framework: "working-alliance", language: "en-GB", authors: ["t"], version: "1",
contract: Contract(objectives: [], level: Foundation, rupture_from: Client, drift: "t"),
setting: Setting(service: "t", approach: "t", session: 1, medium: InPerson, brief: "t"),
client: Client(name: "T", age: 30, pronouns: "they/them", about: "t", goal: "t", beliefs: { BELIEFS },
portrait: Portrait(skin: Fair, face: Long, hair: Short, hair_color: Grey, clothes: Cardigan, clothes_color: Sage)),
"#;

const BELIEFS: &str =
    r#""b0": Belief(text: "t", held: true, from: "t"), "b1": Belief(text: "t", held: true, from: "t")"#;
const FOREIGN: &str = r#""b2": Belief(text: "t", held: false, from: "t")"#;

fn graph(body: &str, beliefs: &str) -> Graph {
    let text = HEADER.replace("BELIEFS", beliefs) + body;
    let reading = read(&text);
    assert!(!reading.has_errors(), "{:#?}\n{text}", reading.diagnostics);
    let compiled = compile(&reading.scenario.unwrap(), bundled());
    compiled.graph.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

/// Splitmix64, as in the session's generator of seeds.
struct Mix {
    seed: u64,
    /// Whether something may be left to chance.
    chance: bool,
}

impl Mix {
    fn new(seed: u64) -> Self {
        Self { seed, chance: true }
    }

    fn next(&mut self) -> u64 {
        crate::session::rng::split_mix(&mut self.seed)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from((u128::from(self.next()) * bound as u128) >> 64).unwrap()
    }

    fn pick<'s>(&mut self, of: &[&'s str]) -> &'s str {
        of[self.below(of.len())]
    }

    fn signed(&mut self, most: usize) -> i64 {
        i64::try_from(self.below(2 * most + 1)).unwrap() - i64::try_from(most).unwrap()
    }

    fn condition(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 9 } else { 12 }) {
            0 => format!("AtLeast(Bond, {})", self.below(101)),
            1 => format!("Below(Tasks, {})", self.below(101)),
            2 => format!("AtLeast(Counter(\"n\"), {})", self.below(3)),
            3 => format!("Is(\"f{}\", {})", self.below(3), self.below(2) == 0),
            4 => "RuptureOpen".to_owned(),
            5 => self.pick(&["RuptureRecognised", "RuptureResolved"]).to_owned(),
            6 => format!("Visited(\"s{}\")", self.below(4)),
            7 => format!("Revealed(\"b{}\")", self.below(2)),
            8 => "SummaryRight".to_owned(),
            9 => format!("All([{}, {}])", self.condition(depth - 1), self.condition(depth - 1)),
            10 => format!("Any([{}, {}])", self.condition(depth - 1), self.condition(depth - 1)),
            _ => format!("Not({})", self.condition(depth - 1)),
        }
    }

    fn effects(&mut self, depth: usize) -> String {
        let count = self.below(3) + usize::from(depth > 0);
        let effects: Vec<String> = (0..count)
            .map(|_| match self.below(if depth == 0 { 6 } else { 7 }) {
                0 | 1 => format!(
                    "Change({}, {})",
                    self.pick(&["Bond", "Tasks", "Goals"]),
                    self.signed(60)
                ),
                2 => format!("Change({}, {})", self.pick(&["Bond", "Tasks", "Goals"]), self.signed(6)),
                3 => format!("Set(\"f{}\", {})", self.below(3), self.below(2) == 0),
                4 => format!("Count(\"n\", {})", self.signed(2)),
                5 => format!("Reveal(\"b{}\")", self.below(2)),
                _ => format!("When({}, [{}])", self.condition(1), self.effects(depth - 1)),
            })
            .collect();
        effects.join(", ")
    }

    /// A statement or ending; only a later one unless there may be loops.
    fn target(&mut self, at: usize, statements: usize, loops: bool) -> String {
        let to = if loops && self.below(4) == 0 {
            self.below(statements)
        } else {
            at + 1 + self.below(2)
        };
        if to < statements {
            format!("\"s{to}\"")
        } else {
            format!("\"e{}\"", self.below(3))
        }
    }

    fn next_of(&mut self, at: usize, statements: usize, loops: bool) -> String {
        let target = |mix: &mut Self| mix.target(at, statements, loops);
        match self.below(4) {
            0 => {
                let (one, other) = (target(self), target(self));
                format!(
                    "First(cases: [Case(when: {}, then: {one})], otherwise: {other})",
                    self.condition(1)
                )
            }
            1 if self.chance => {
                let ways: Vec<String> = (0..3)
                    .map(|_| format!("Way(weight: {}, to: {})", 1 + self.below(5), target(self)))
                    .collect();
                format!("Chance([{}])", ways.join(", "))
            }
            _ => format!("To({})", target(self)),
        }
    }

    fn outcome(&mut self, at: usize, statements: usize, loops: bool) -> String {
        let quality = match self.below(2) {
            0 => format!("{}", self.below(5)),
            _ => {
                let (condition, then) = (self.condition(1), self.below(5));
                format!(
                    "Vary(cases: [Case(when: {condition}, then: {then})], otherwise: {})",
                    self.below(5)
                )
            }
        };
        let repair = self.pick(&[
            "",
            "",
            "repair: Resolve,",
            "repair: Advance,",
            "repair: Worsen,",
            "repair: Open(Withdrawal),",
            "repair: Recognise,",
        ]);
        format!(
            "quality: {quality}, effect: [{}], {repair} reaction: \"r\", feedback: \"f\", next: {}",
            self.effects(1),
            self.next_of(at, statements, loops)
        )
    }

    fn vignette(&mut self, loops: bool) -> Graph {
        let statements = 4 + self.below(3);
        let mut body = format!(
            "alliance: Alliance(bond: {}, tasks: {}, goals: {}), start: \"s0\",\nvariables: {{ \"f0\": Flag(true), \"f1\": Flag(false), \"f2\": Flag(false), \"n\": Counter(start: 0, min: -1, max: 2) }},\nstatements: {{\n",
            self.below(101),
            self.below(101),
            self.below(101)
        );
        for at in 0..statements {
            write!(body, "\"s{at}\": Statement(cue: \"c\", affect: Affect(Flat, 1), says: ").unwrap();
            match self.below(3) {
                0 => write!(
                    body,
                    "Vary(cases: [Case(when: {}, then: \"a\")], otherwise: \"b\"),",
                    self.condition(1)
                )
                .unwrap(),
                _ => body.push_str("\"b\","),
            }
            match self.below(4) {
                0 => body.push_str(
                    "strain: Strain(kind: Withdrawal, marker: \"minimal-response\", over: [Bond], salience: 1),",
                ),
                1 => body.push_str("reveals: [\"b1\"],"),
                _ => {}
            }
            body.push_str("responses: {\n");
            for response in 0..1 + self.below(3) {
                write!(body, "\"r{response}\": Response(").unwrap();
                match self.below(5) {
                    0 => write!(
                        body,
                        "act: Silence(does: \"d\", bands: [Band(from_s: 0), Band(from_s: 5, effect: [{}], next: {})]),",
                        self.effects(1),
                        self.next_of(at, statements, loops)
                    )
                    .unwrap(),
                    1 => body.push_str("act: Summary(\"s\"),"),
                    _ => body.push_str("act: Say(\"s\"),"),
                }
                if self.below(3) == 0 {
                    write!(body, "when: {},", self.condition(1)).unwrap();
                }
                writeln!(body, "{}),", self.outcome(at, statements, loops)).unwrap();
            }
            body.push_str("}),\n");
        }
        body.push_str("}, endings: {");
        for (ending, outcome) in ["Repaired", "Patched", "Left"].iter().enumerate() {
            write!(
                body,
                "\"e{ending}\": Ending(outcome: {outcome}, title: \"t\", says: \"s\", debrief: \"d\"),"
            )
            .unwrap();
        }
        body.push_str("})");
        let beliefs = if self.below(2) == 0 {
            BELIEFS.to_owned()
        } else {
            format!("{BELIEFS}, {FOREIGN}")
        };
        graph(&body, &beliefs)
    }
}

/// An answer as a trainee gives it, and the states that may follow with their chances.
type Answer = ((u8, u8, u32), Vec<(State, f64)>);

/// Everything a trainee can do in a state, written down without the explorer's own steps: every set of beliefs is tried.
fn answers(graph: &Graph, state: &State) -> Vec<Answer> {
    let Place::Statement(statement) = state.at else {
        return vec![];
    };
    let mut found = vec![];
    for (response, node) in graph.responses(statement).iter().enumerate() {
        if graph.offered(state) >> response & 1 == 0 {
            continue;
        }
        for (band, outcome) in graph.outcomes(node).iter().enumerate() {
            let sets = if node.act == ActKind::Summary {
                0..=graph.beliefs()
            } else {
                0..=0
            };
            for beliefs in sets {
                let right = node.act == ActKind::Summary && graph.summary_right(beliefs);
                let mut after = *state;
                graph.apply(&mut after, outcome, right);
                if node.act == ActKind::Summary {
                    let added = corrections(graph.held(), state.revealed, beliefs).left_out;
                    after.revealed |= added.map_or(0, |bit| 1 << bit);
                }
                let ways = match graph.onward(outcome, &after, right) {
                    Onward::To(place) => vec![(1, place)],
                    Onward::Chance(ways) => ways.to_vec(),
                };
                let total: u32 = ways.iter().map(|&(weight, _)| weight).sum();
                let next = ways.iter().map(|&(weight, place)| {
                    let mut next = after;
                    graph.enter(&mut next, place);
                    (next, f64::from(weight) / f64::from(total))
                });
                found.push(((response as u8, band as u8, beliefs), next.collect()));
            }
        }
    }
    found
}

/// All states with the fewest answers that lead there; `None` for a vignette too large for this.
fn brute_force(graph: &Graph) -> Option<(Vec<State>, HashMap<State, usize>)> {
    let mut depth = HashMap::from([(graph.opening(), 0)]);
    let mut queue = VecDeque::from([graph.opening()]);
    let mut all = vec![];
    while let Some(state) = queue.pop_front() {
        all.push(state);
        for (next, _) in answers(graph, &state).into_iter().flat_map(|(_, next)| next) {
            if !depth.contains_key(&next) {
                depth.insert(next, depth[&state] + 1);
                queue.push_back(next);
            }
        }
        if depth.len() > 600 {
            return None;
        }
    }
    Some((all, depth))
}

/// Random vignettes in which every state can reach an end, with all their states; every other one may have loops.
fn vignettes(seeds: u64) -> impl Iterator<Item = (u64, Graph, Vec<State>, HashMap<State, usize>)> {
    vignettes_with(seeds, true)
}

fn vignettes_with(seeds: u64, chance: bool) -> impl Iterator<Item = (u64, Graph, Vec<State>, HashMap<State, usize>)> {
    (0..seeds).filter_map(move |seed| {
        let graph = Mix { seed, chance }.vignette(seed % 2 == 0);
        let (all, depth) = brute_force(&graph)?;
        let ends = reach_an_end(&graph, &all);
        (ends == all.len()).then_some((seed, graph, all, depth))
    })
}

fn reach_an_end(graph: &Graph, all: &[State]) -> usize {
    let mut ends: HashSet<State> = HashSet::new();
    loop {
        let before = ends.len();
        for state in all.iter().rev() {
            let answers = answers(graph, state);
            if answers.is_empty()
                || answers
                    .iter()
                    .flat_map(|(_, next)| next)
                    .any(|(to, _)| ends.contains(to))
            {
                ends.insert(*state);
            }
        }
        if ends.len() == before {
            return before;
        }
    }
}

fn sum(state: &State) -> f64 {
    state.alliance.iter().map(|&value| f64::from(value)).sum()
}

/// Best or worst expected sums by sweeping over all full states until nothing changes.
fn plain_values(graph: &Graph, all: &[State], aim: Aim) -> HashMap<State, f64> {
    let from = if aim == Aim::Best { 0.0 } else { 300.0 };
    let mut values: HashMap<State, f64> = all.iter().map(|&state| (state, from)).collect();
    let answers: Vec<(State, Vec<Answer>)> = all.iter().map(|state| (*state, answers(graph, state))).collect();
    loop {
        let mut moved = 0.0_f64;
        for (state, answers) in answers.iter().rev() {
            let each = answers
                .iter()
                .map(|(_, next)| next.iter().map(|(to, chance)| values[to] * chance).sum::<f64>());
            let value = match aim {
                _ if answers.is_empty() => sum(state),
                Aim::Best => each.fold(f64::MIN, f64::max),
                Aim::Worst => each.fold(f64::MAX, f64::min),
            };
            moved = moved.max((values[state] - value).abs());
            values.insert(*state, value);
        }
        if moved < 1e-12 {
            return values;
        }
    }
}

/// How many seeds are tried; vignettes that are too large or can't always end are passed over.
const SEEDS: u64 = 120;

fn full(graph: &Graph, keep: Keep) -> Space {
    Space::explore_from(graph, &[graph.opening()], keep, Limits::default(), Watch::default()).unwrap()
}

#[test]
fn the_states_are_those_of_a_plain_enumeration() {
    let mut merged = 0;
    for (seed, graph, all, depth) in vignettes(SEEDS) {
        let every = full(&graph, Keep::All);
        // Counters that nothing changes and nothing asks about are the only ones left out; they are 0 here.
        let found: HashSet<State> = every.indices().map(|index| every.state(index)).collect();
        let whole: HashSet<State> = all.iter().copied().collect();
        let differing: Vec<&State> = found.symmetric_difference(&whole).take(3).collect();
        assert!(differing.is_empty(), "seed {seed}: {differing:#?}");
        assert_eq!(found.len(), every.len(), "seed {seed}");
        for index in every.indices() {
            assert_eq!(play_to(&every, index).len(), depth[&every.state(index)], "seed {seed}");
        }
        for keep in [Keep::Telling, Keep::Playing] {
            let telling = full(&graph, keep);
            let live = Live::new(&graph, keep);
            let cleared = all.iter().map(|state| {
                let mut state = *state;
                live.clear(&mut state);
                state
            });
            let cleared: HashSet<State> = cleared.collect();
            let found: HashSet<State> = telling.indices().map(|index| telling.state(index)).collect();
            let differing: Vec<&State> = found.symmetric_difference(&cleared).take(3).collect();
            assert!(differing.is_empty(), "seed {seed}: {differing:#?}");
            merged += all.len() - telling.len();
        }
    }
    assert!(merged > 500, "{merged}");
}

#[test]
fn bounds_and_cancelling_are_honest() {
    let (_, graph, ..) = vignettes(40).find(|(_, _, all, _)| all.len() > 100).unwrap();
    let all = Space::explore(&graph, Keep::Telling, Limits::default(), Watch::default())
        .unwrap()
        .len();
    let exact = Limits {
        states: all,
        ..Limits::default()
    };
    assert_eq!(
        Space::explore(&graph, Keep::Telling, exact, Watch::default())
            .unwrap()
            .len(),
        all
    );
    for limits in [
        Limits {
            states: all - 1,
            ..exact
        },
        Limits { bytes: 64, ..exact },
    ] {
        assert!(matches!(
            Space::explore(&graph, Keep::Telling, limits, Watch::default()),
            Err(Stopped::Bounded { .. })
        ));
    }
    let cancel = AtomicBool::new(true);
    let watch = Watch {
        cancel: Some(&cancel),
        progress: None,
    };
    assert!(matches!(
        Space::explore(&graph, Keep::Telling, exact, watch),
        Err(Stopped::Cancelled { .. })
    ));
    let seen = AtomicUsize::new(0);
    let progress = |progress: Progress| seen.store(progress.followed, Ordering::Relaxed);
    let watch = Watch {
        cancel: None,
        progress: Some(&progress),
    };
    Space::explore(&graph, Keep::Telling, exact, watch).unwrap();
    assert_eq!(seen.load(Ordering::Relaxed), all);
}
