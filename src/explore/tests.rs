//! The explorer against a plain enumerator and against chance, on small random vignettes written as text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use super::cases::{Field, never};
use super::course::Courses;
use super::explorer::Explorer;
use super::live::Live;
use super::outlook::Outlook;
use super::policy::{Crossroads, Following, aptest, by_response, uniform, weakest};
use super::space::{Keep, Limits, Space, Stopped, Watch};
use super::summary::{play_to, state_after};
use super::survey::Survey;
use super::value::Aim;
use crate::framework::id::Component;
use crate::framework::load::bundled;
use crate::scenario::compile::compile;
use crate::scenario::graph::{ActKind, Graph, Onward};
use crate::scenario::read::read;
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
fn best_and_worst_play_are_those_of_plain_sweeps() {
    for (seed, graph, all, _) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let best = plain_values(&graph, &all, Aim::Best);
        let worst = plain_values(&graph, &all, Aim::Worst);
        let worst_play = explorer.worst_play();
        for state in &all {
            let at = explorer.space().find(state).unwrap();
            let end = explorer.best(state).unwrap();
            assert!(
                (end.sum() - best[state]).abs() < 1e-6,
                "seed {seed}: {} {}",
                end.sum(),
                best[state]
            );
            let low = worst_play.end(at).sum();
            assert!((low - worst[state]).abs() < 1e-6, "seed {seed}: {low} {}", worst[state]);
            for ((response, band, beliefs), next) in answers(&graph, state) {
                let value: f64 = next.iter().map(|(to, chance)| best[to] * chance).sum();
                let regret = explorer.regret(state, response, band, beliefs).unwrap();
                assert!((regret.chosen.sum() - value).abs() < 1e-6, "seed {seed}");
                assert!((regret.lost() - (best[state] - value)).abs() < 1e-6, "seed {seed}");
            }
            let choices = explorer.choice_values(state).unwrap();
            let most = choices.iter().map(|choice| choice.end.sum()).fold(0.0, f64::max);
            assert!(choices.is_empty() || (most - best[state]).abs() < 1e-6, "seed {seed}");
        }
    }
}

#[test]
fn playing_on_as_chosen_gives_the_value_promised() {
    for (seed, graph, ..) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let worst = explorer.worst_play();
        for values in [explorer.best_play(), &worst] {
            let outlook = explorer.outlook(Following(values));
            let promised = values.end(0);
            assert!(values.is_settled() && outlook.unended < 1e-9, "seed {seed}");
            for (component, promised) in Component::ALL.into_iter().zip(promised.alliance) {
                let expected = outlook.component(component).unwrap();
                assert!(
                    (expected - promised).abs() < 1e-6,
                    "seed {seed}: {outlook:?} {promised}"
                );
            }
        }
    }
}

#[test]
fn without_chance_the_best_and_the_worst_play_are_found_as_plays() {
    let mut compared = 0;
    for (seed, graph, all, _) in vignettes_with(SEEDS, false) {
        let courses = Courses::new(&graph, &[graph.opening()], Limits::default(), Watch::default());
        let courses = courses.unwrap().unwrap();
        for aim in [Aim::Best, Aim::Worst] {
            let plain = plain_values(&graph, &all, aim);
            for state in &all {
                let course = courses.find(state, aim).unwrap();
                assert!(
                    (f64::from(course.sum()) - plain[state]).abs() < 1e-9,
                    "seed {seed}: {course:?}"
                );
                if *state == graph.opening() {
                    let end = state_after(&graph, &course.play);
                    assert_eq!(end.alliance, course.alliance, "seed {seed}");
                    let outlook = Outlook::of_play(&graph, &course.play);
                    assert_eq!(outlook.sum(), Some(f64::from(course.sum())), "seed {seed}");
                    assert_eq!(outlook.turns, course.play.len() as f64);
                }
                if aim == Aim::Best {
                    for ((response, band, beliefs), next) in answers(&graph, state) {
                        let after = courses.after(state, (response, band, beliefs)).unwrap();
                        assert!((f64::from(after.sum()) - plain[&next[0].0]).abs() < 1e-9, "seed {seed}");
                    }
                    let values = courses.choice_values(state).unwrap();
                    let most = values.iter().map(|value| value.end.sum()).fold(0.0, f64::max);
                    assert!(values.is_empty() || (most - plain[state]).abs() < 1e-9, "seed {seed}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 500, "{compared}");
    let (_, chancy, ..) = vignettes(40)
        .find(|(_, graph, ..)| full(graph, Keep::Deciding).has_chance())
        .unwrap();
    let courses = Courses::new(&chancy, &[chancy.opening()], Limits::default(), Watch::default());
    assert!(courses.unwrap().is_none());
}

/// The same measures over all full states and over those that a condition can tell apart, under a policy.
fn alike(one: &Outlook, other: &Outlook) -> Vec<(f64, f64)> {
    let singles = |outlook: &Outlook| {
        let Outlook {
            stuck,
            unended,
            resolved,
            open,
            turns,
            quality,
            credit,
            ..
        } = *outlook;
        [stuck, unended, resolved, open, turns, quality, credit]
    };
    let lists = |outlook: &Outlook| {
        let components = outlook.components.iter().flat_map(|shares| shares.clone().unwrap());
        let lists = outlook.endings.iter().chain(&outlook.qualities).copied();
        lists.chain(singles(outlook)).chain(components).collect::<Vec<f64>>()
    };
    lists(one).into_iter().zip(lists(other)).collect()
}

#[test]
fn what_no_condition_tells_apart_makes_no_difference() {
    let (mut all_states, mut told_apart) = (0, 0);
    for (seed, graph, all, _) in vignettes(SEEDS) {
        let explorer = Explorer::new(&graph).unwrap();
        let mut survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        survey.add_components(Limits::default(), Watch::default()).unwrap();
        all_states += explorer.space().len();
        told_apart += survey.space().len();
        for policy in [uniform, aptest, weakest] {
            let (whole, parts) = (explorer.outlook(policy), survey.outlook(&mut { policy }));
            // Where a loop is hardly ever left, the rest that is still going round depends on the order of the sweeps.
            if whole.unended.max(parts.unended) > 1e-9 {
                continue;
            }
            for (whole, part) in alike(&whole, &parts) {
                assert!((whole - part).abs() < 1e-9, "seed {seed}: {whole} {part}");
            }
        }
        // Lost ruptures and shortest plays, by plain search over all states.
        let summary = survey.summary();
        let telling = full(&graph, Keep::Telling);
        let mut cases: Vec<_> = never(&graph, &telling, Limits::default(), Watch::default()).unwrap();
        let mut parts = survey.never(Limits::default(), Watch::default()).unwrap();
        for found in [&mut cases, &mut parts] {
            found.sort_by_key(|case| format!("{case:?}"));
        }
        assert_eq!(cases, parts, "seed {seed}");
        for (ending, reach) in (0..).zip(&summary.endings) {
            let there = all.iter().any(|state| state.at == Place::Ending(ending));
            assert_eq!(reach.shortest.is_some(), there, "seed {seed}");
            if let Some(play) = &reach.shortest {
                assert_eq!(state_after(&graph, play).at, Place::Ending(ending), "seed {seed}");
            }
        }
    }
    assert!(told_apart * 2 < all_states, "{told_apart} of {all_states}");
}

/// Resolved ruptures and open ones, by plain sweeps: from which states can a rupture still be resolved?
#[test]
fn ruptures_beyond_repair_are_those_of_a_plain_search() {
    let mut lost_anywhere = 0;
    for (seed, graph, all, depth) in vignettes(SEEDS) {
        let mut can: HashSet<State> = HashSet::new();
        loop {
            let before = can.len();
            for state in all.iter().rev() {
                let resolves = answers(&graph, state)
                    .into_iter()
                    .flat_map(|(_, next)| next)
                    .any(|(to, _)| {
                        let resolved =
                            state.rupture.is_some() && (to.rupture.is_none() || reopened(&graph, state, &to));
                        resolved || can.contains(&to)
                    });
                if resolves {
                    can.insert(*state);
                }
            }
            if can.len() == before {
                break;
            }
        }
        let open = |state: &&State| state.rupture.is_some() && !answers(&graph, state).is_empty();
        let lost: Vec<&State> = all.iter().filter(open).filter(|state| !can.contains(state)).collect();
        let survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
        let summary = survey.summary();
        let places: HashSet<Place> = lost.iter().map(|state| state.at).collect();
        let found: HashSet<Place> = summary
            .lost
            .at
            .iter()
            .map(|at| Place::Statement(at.statement))
            .collect();
        assert_eq!(found, places, "seed {seed}");
        for at in &summary.lost.at {
            let soonest = lost.iter().filter(|state| state.at == Place::Statement(at.statement));
            assert_eq!(
                soonest.map(|state| depth[*state]).min(),
                Some(at.play.len()),
                "seed {seed}"
            );
        }
        lost_anywhere += lost.len();
    }
    assert!(lost_anywhere > 50, "{lost_anywhere}");
}

/// Whether a rupture was resolved on the way and a strain opened the next one at once.
fn reopened(graph: &Graph, state: &State, to: &State) -> bool {
    let Place::Statement(statement) = state.at else {
        return false;
    };
    graph
        .responses(statement)
        .iter()
        .flat_map(|response| graph.outcomes(response))
        .any(|outcome| {
            let mut after = *state;
            graph.apply(&mut after, outcome, false);
            let resolved = after.rupture.is_none();
            let mut next = after;
            graph.enter(&mut next, to.at);
            resolved && next == *to
        })
}

/// One play in which every answer is as likely as [`uniform`] makes it. Gives the last state and the number of answers.
fn play_at_random(graph: &Graph, space: &Space, mix: &mut Mix) -> (State, usize) {
    let mut at = 0;
    let mut turns = 0;
    loop {
        let choices: Vec<_> = space.choices_at(at).collect();
        if choices.is_empty() {
            return (space.state(at), turns);
        }
        // Responses first, then its ways, then what is added: the other way about than the explorer's weights.
        let mut responses: Vec<u8> = choices.iter().map(|choice| choice.response).collect();
        responses.dedup();
        let response = responses[mix.below(responses.len())];
        let mut ways: Vec<_> = choices
            .iter()
            .filter(|c| c.response == response)
            .map(|c| (c.band, c.summary))
            .collect();
        ways.dedup();
        let way = ways[mix.below(ways.len())];
        let same: Vec<_> = choices
            .iter()
            .filter(|c| c.response == response && (c.band, c.summary) == way)
            .collect();
        let choice = same[mix.below(same.len())];
        // The step itself is taken by the graph's rules, not along the explorer's edges.
        let state = space.state(at);
        let Place::Statement(statement) = state.at else {
            unreachable!()
        };
        let node = graph.response(statement, response).unwrap();
        let outcome = &graph.outcomes(node)[usize::from(choice.band)];
        let right = choice.summary == Some(true);
        let mut next = state;
        graph.apply(&mut next, outcome, right);
        next.revealed |= choice.left_out.map_or(0, |bit| 1 << bit);
        let place = match graph.onward(outcome, &next, right) {
            Onward::To(place) => place,
            Onward::Chance(ways) => {
                let total: u32 = ways.iter().map(|&(weight, _)| weight).sum();
                let mut drawn = mix.below(total as usize) as u32;
                ways.iter()
                    .find(|&&(weight, _)| drawn.checked_sub(weight).map(|rest| drawn = rest).is_none())
                    .unwrap()
                    .1
            }
        };
        graph.enter(&mut next, place);
        at = space.find(&next).unwrap();
        turns += 1;
    }
}

#[test]
fn averages_of_random_play_fall_where_the_exact_ones_say() {
    const PLAYS: usize = 2_000;
    for (seed, graph, ..) in vignettes(24) {
        let explorer = Explorer::new(&graph).unwrap();
        let outlook = explorer.outlook(uniform);
        let mut mix = Mix::new(seed + 1_000_000);
        let (mut sums, mut turns, mut resolved) = (0.0, 0.0, 0.0);
        let mut endings = vec![0.0; graph.endings()];
        for _ in 0..PLAYS {
            let (end, length) = play_at_random(&graph, explorer.space(), &mut mix);
            sums += sum(&end);
            turns += length as f64;
            resolved += f64::from(u8::from(end.resolved && end.rupture.is_none()));
            let Place::Ending(ending) = end.at else { panic!() };
            endings[ending as usize] += 1.0;
        }
        let plays = PLAYS as f64;
        let mean = outlook.sum().unwrap();
        let distribution = outlook.sums.as_ref().unwrap().iter().enumerate();
        let (mut total, mut variance) = (0.0, 0.0);
        for (sum, chance) in distribution {
            total += chance;
            variance += chance * (sum as f64 - mean).powi(2);
        }
        assert!(
            (total - 1.0).abs() < 1e-9 && outlook.unended < 1e-9,
            "seed {seed}: {total}"
        );
        // Four and a half standard errors, and the seeds are fixed.
        let near =
            |mean: f64, expected: f64, variance: f64| (mean - expected).abs() <= 4.5 * (variance / plays).sqrt() + 1e-9;
        assert!(
            near(sums / plays, mean, variance),
            "seed {seed}: {} {mean}",
            sums / plays
        );
        assert!(
            (turns / plays - outlook.turns).abs() < 0.05 * outlook.turns + 0.05,
            "seed {seed}"
        );
        for (count, &chance) in endings.iter().zip(&outlook.endings) {
            assert!(
                near(count / plays, chance, chance * (1.0 - chance)),
                "seed {seed}: {count} {chance}"
            );
        }
        let chance = outlook.resolved;
        assert!(near(resolved / plays, chance, chance * (1.0 - chance)), "seed {seed}");
    }
}

#[test]
fn shares_go_to_responses_first() {
    for (_, graph, ..) in vignettes(40) {
        let explorer = Explorer::new(&graph).unwrap();
        explorer.outlook(|at: &Crossroads<'_>, weights: &mut [f64]| {
            by_response(at, weights, |response| f64::from(response + 1));
            let mut totals = [0.0; 8];
            for (weight, choice) in weights.iter().zip(at.choices) {
                totals[usize::from(choice.response)] += weight;
            }
            for (response, &total) in totals.iter().enumerate() {
                let offered = at.choices.iter().any(|choice| usize::from(choice.response) == response);
                let expected = if offered { (response + 1) as f64 } else { 0.0 };
                assert!((total - expected).abs() < 1e-12);
            }
        });
    }
}

const LINE: &str = r#"alliance: Alliance(bond: 95, tasks: 3, goals: 50), start: "a", variables: { "n": Counter(start: 0, min: 0, max: 2) },
statements: {
    "a": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", strain: Strain(kind: Withdrawal, marker: "minimal-response", over: [Bond], salience: 1), responses: {
        "up": Response(act: Say("s"), quality: Vary(cases: [Case(when: AtLeast(Bond, 96), then: 4)], otherwise: 2), effect: [Change(Bond, 40), Change(Tasks, -40), Change(Bond, -10)], repair: Advance, reaction: "r", feedback: "f", next: To("b")),
        "round": Response(act: Say("s"), when: Below(Counter("n"), 2), quality: 1, effect: [Count("n", 1)], reaction: "r", feedback: "f", next: To("a")),
        "leave": Response(act: Say("s"), quality: 0, reaction: "r", feedback: "f", next: To("gone")),
    }),
    "b": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", responses: {
        "mend": Response(act: Say("s"), quality: 4, effect: [Change(Tasks, 1)], repair: Resolve, reaction: "r", feedback: "f", next: To("well")),
        "drop": Response(act: Say("s"), quality: 0, effect: [Change(Tasks, -5)], reaction: "r", feedback: "f", next: To("c")),
    }),
    "c": Statement(cue: "c", affect: Affect(Flat, 1), says: "s", responses: {
        "on": Response(act: Say("s"), quality: 2, reaction: "r", feedback: "f", next: Chance([Way(weight: 3, to: "gone"), Way(weight: 1, to: "left")])),
    }),
}, endings: {
    "well": Ending(outcome: Repaired, title: "t", says: "s", debrief: "d"),
    "gone": Ending(outcome: Left, title: "t", says: "s", debrief: "d"),
    "left": Ending(outcome: Left, title: "t", says: "s", debrief: "d"),
    "nowhere": Ending(outcome: Left, title: "t", says: "s", debrief: "d"),
})"#;

#[test]
fn a_vignette_worked_out_by_hand() {
    let graph = graph(LINE, BELIEFS);
    let explorer = Explorer::new(&graph).unwrap();
    let mut survey = Survey::new(&graph, Limits::default(), Watch::default()).unwrap();
    survey.add_components(Limits::default(), Watch::default()).unwrap();
    let summary = survey.summary();
    // `a` three times by its counter; once `b` is reached nothing asks for it.
    assert_eq!(summary.statements, [3, 1, 1]);
    assert_eq!(
        (summary.loops, summary.shortest, summary.longest),
        (false, Some(1), Some(5))
    );
    // The bond stops at 100 on its way, the tasks at 0.
    let values = explorer.choice_values(&graph.opening()).unwrap();
    let ends: Vec<[f64; 3]> = values.iter().map(|value| value.end.alliance).collect();
    assert_eq!(ends, [[90.0, 1.0, 50.0], [95.0, 3.0, 50.0], [95.0, 3.0, 50.0]]);
    let regret = explorer.regret(&graph.opening(), 0, 0, 0).unwrap();
    assert_eq!((regret.best.sum(), regret.lost()), (148.0, 7.0));
    assert_eq!(explorer.regret(&graph.opening(), 3, 0, 0), None);
    let reach: Vec<_> = summary
        .endings
        .iter()
        .map(|reach| reach.shortest.as_ref().map(Vec::len))
        .collect();
    assert_eq!(reach, [Some(2), Some(1), Some(3), None]);
    assert_eq!((summary.lost.states, summary.lost.open), (1, 5));
    let [lost] = summary.lost.at.as_slice() else { panic!() };
    assert_eq!((lost.statement, lost.states, lost.open), (2, 1, 1));
    assert_eq!((lost.play.len(), lost.ahead), (2, 1));
    let worst = explorer.outlook(Following(&explorer.worst_play()));
    assert_eq!(worst.endings, [0.0, 0.75, 0.25, 0.0]);
    let ends = Component::ALL.map(|component| worst.component(component).unwrap());
    assert_eq!(ends, [90.0, 0.0, 50.0]);
    let aptest = survey.outlook(&mut aptest);
    assert_eq!(
        (aptest.credit, aptest.quality, aptest.resolved, aptest.qualities),
        (1.0, 3.0, 1.0, [0.0, 0.0, 0.5, 0.0, 0.5])
    );
    assert_eq!(aptest.sum(), Some(90.0 + 1.0 + 50.0));
    let never: Vec<_> = survey
        .never(Limits::default(), Watch::default())
        .unwrap()
        .iter()
        .map(|found| (found.site.field, found.never.clone()))
        .collect();
    assert_eq!(never, [(Field::Quality, vec![0])]);
    let elsewhere = State {
        alliance: [1, 2, 3],
        ..graph.opening()
    };
    assert_eq!(explorer.choice_values(&elsewhere), None);
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
    let seen = std::cell::Cell::new(0);
    let progress = |progress: super::space::Progress| seen.set(progress.followed);
    let watch = Watch {
        cancel: None,
        progress: Some(&progress),
    };
    Space::explore(&graph, Keep::Telling, exact, watch).unwrap();
    assert_eq!(seen.get(), all);
}
