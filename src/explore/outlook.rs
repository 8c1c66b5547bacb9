//! What is to be expected if answers are chosen by a policy: how it ends, how long it takes, how apt the answers are.
//!
//! The expected number of visits to each state is worked out forward from the opening; all else is a sum over visits. Exact up to rounding
//! where no play can come back to where it was. Inside a loop the visits are followed until less than [`REST`] of a play is still going
//! round; what is left then is [`Outlook::unended`].

use super::order::{Group, Order};
use super::space::{Choice, Edge, Space, StateIx};
use super::value::Values;
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// The share of a play that may be left going round a loop.
pub const REST: f64 = 1e-12;

/// Most sweeps over one loop.
const MAX_SWEEPS: usize = 2_000;

/// Where a policy has to choose.
#[derive(Debug)]
pub struct Crossroads<'c> {
    /// The number of the state.
    pub index: StateIx,
    /// The state; what nothing ahead asks about reads as unset.
    pub state: State,
    /// What can be chosen.
    pub choices: &'c [Choice],
    /// How apt each choice is, 0 to 4.
    pub qualities: &'c [u8],
}

/// How answers are chosen.
pub trait Policy {
    /// Gives each choice a weight of 0 or more. Only proportions count; with no weight at all, every choice is as likely.
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]);
}

impl<F: FnMut(&Crossroads<'_>, &mut [f64])> Policy for F {
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]) {
        self(at, weights);
    }
}

/// Gives each response of a statement the weight that `of` gives it, however many bands, summaries or corrections it has: its bands, or
/// right and wrong, share that weight evenly.
pub fn by_response(at: &Crossroads<'_>, weights: &mut [f64], mut of: impl FnMut(u8) -> f64) {
    let siblings = |response: u8| at.choices.iter().filter(move |choice| choice.response == response);
    let alike = |one: &Choice, other: &Choice| one.band == other.band && one.summary == other.summary;
    for (weight, choice) in weights.iter_mut().zip(at.choices) {
        let additions = siblings(choice.response).filter(|other| alike(choice, other)).count();
        // Each way to give the response stands once as the first of those alike.
        let first = |other: &&Choice| siblings(choice.response).find(|one| alike(one, other)) == Some(*other);
        let ways = siblings(choice.response).filter(first).count();
        *weight = of(choice.response) / (ways * additions) as f64;
    }
}

/// Every response on offer is as likely as the others; so is every band of a silence, and a right summary as a wrong one.
pub fn uniform(at: &Crossroads<'_>, weights: &mut [f64]) {
    by_response(at, weights, |_| 1.0);
}

/// One of the choices that the author rates highest, each of them as likely.
pub fn aptest(at: &Crossroads<'_>, weights: &mut [f64]) {
    let highest = at.qualities.iter().max();
    for (weight, quality) in weights.iter_mut().zip(at.qualities) {
        *weight = if Some(quality) == highest { 1.0 } else { 0.0 };
    }
}

/// Plays as these values were worked out: best or worst.
#[derive(Clone, Copy, Debug)]
pub struct Following<'v>(pub &'v Values);

impl Policy for Following<'_> {
    fn weigh(&mut self, at: &Crossroads<'_>, weights: &mut [f64]) {
        if let Some(weight) = self.0.chosen(at.index).and_then(|chosen| weights.get_mut(chosen)) {
            *weight = 1.0;
        }
    }
}

/// What is to be expected under a policy. All averages are over the plays that end.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// How likely each ending is, in file order.
    pub endings: Vec<f64>,
    /// How likely a play is to stop at a statement without responses.
    pub stuck: f64,
    /// The share of plays that go round for ever, or longer than was followed. 0 in a vignette without loops.
    pub unended: f64,
    /// Bond, tasks and goals at the end.
    pub alliance: [f64; 3],
    /// How likely each sum of the three at the end is, from 0 to 300.
    pub sums: Vec<f64>,
    /// How likely it is that a rupture was resolved and none is open at the end.
    pub resolved: f64,
    /// How likely it is that a rupture is open at the end.
    pub open: f64,
    /// Answers in a play.
    pub turns: f64,
    /// How apt an answer is, 0 to 4: the mean over all answers of many plays.
    pub quality: f64,
    /// The same between the worst choice on offer, 0, and the best, 1; answers where all choices are as apt are left out.
    pub credit: f64,
}

impl Outlook {
    /// Bond, tasks and goals together at the end, 0 to 300.
    pub fn sum(&self) -> f64 {
        self.alliance.iter().sum()
    }

    pub(super) fn new(graph: &Graph, space: &Space, order: &Order, policy: &mut dyn Policy) -> Self {
        let mut flow = Flow {
            space,
            policy,
            waiting: vec![0.0; space.len()],
            choices: Vec::new(),
            qualities: Vec::new(),
            weights: Vec::new(),
            tally: Tally {
                sums: vec![0.0; 301],
                endings: vec![0.0; graph.endings()],
                ..Tally::default()
            },
        };
        let share = 1.0 / space.roots().len() as f64;
        for &root in space.roots() {
            flow.send(root, share);
        }
        for group in order.groups().rev() {
            flow.pass(group);
        }
        flow.tally.outlook()
    }
}

#[derive(Default)]
struct Tally {
    endings: Vec<f64>,
    stuck: f64,
    unended: f64,
    alliance: [f64; 3],
    sums: Vec<f64>,
    resolved: f64,
    open: f64,
    turns: f64,
    quality: f64,
    credit: f64,
    credited: f64,
}

impl Tally {
    fn end(&mut self, state: &State, share: f64) {
        let count = match state.at {
            Place::Ending(ending) => self.endings.get_mut(ending as usize),
            Place::Statement(_) => Some(&mut self.stuck),
        };
        if let Some(count) = count {
            *count += share;
        }
        for (sum, value) in self.alliance.iter_mut().zip(state.alliance) {
            *sum += f64::from(value) * share;
        }
        let sum = state.alliance.iter().map(|&value| usize::from(value)).sum::<usize>();
        if let Some(count) = self.sums.get_mut(sum) {
            *count += share;
        }
        match state.rupture {
            Some(_) => self.open += share,
            None if state.resolved => self.resolved += share,
            None => {}
        }
    }

    fn outlook(self) -> Outlook {
        let ended = self.endings.iter().sum::<f64>() + self.stuck;
        let of_ended = |value: f64| if ended > 0.0 { value / ended } else { 0.0 };
        let ratio = |sum: f64, of: f64| if of > 0.0 { sum / of } else { 0.0 };
        Outlook {
            endings: self.endings,
            stuck: self.stuck,
            unended: self.unended,
            alliance: self.alliance.map(of_ended),
            sums: self.sums.into_iter().map(of_ended).collect(),
            resolved: of_ended(self.resolved),
            open: of_ended(self.open),
            turns: if self.unended > 1e-6 { f64::INFINITY } else { self.turns },
            quality: ratio(self.quality, self.turns),
            credit: ratio(self.credit, self.credited),
        }
    }
}

struct Flow<'f> {
    space: &'f Space,
    policy: &'f mut dyn Policy,
    /// Visits that have arrived at a state and not been passed on.
    waiting: Vec<f64>,
    choices: Vec<Choice>,
    qualities: Vec<u8>,
    weights: Vec<f64>,
    tally: Tally,
}

impl Flow<'_> {
    fn send(&mut self, to: StateIx, share: f64) {
        if let Some(waiting) = self.waiting.get_mut(to as usize) {
            *waiting += share;
        }
    }

    fn take(&mut self, state: StateIx) -> f64 {
        self.waiting.get_mut(state as usize).map_or(0.0, std::mem::take)
    }

    /// Passes on all visits to a group, to the states after it.
    fn pass(&mut self, group: Group<'_>) {
        if !group.loops {
            for &state in group.states {
                self.pass_on(state);
            }
            return;
        }
        for _ in 0..MAX_SWEEPS {
            let moved: f64 = group.states.iter().rev().map(|&state| self.pass_on(state)).sum();
            if moved < REST {
                break;
            }
        }
        for &state in group.states {
            let rest = self.take(state);
            self.tally.unended += rest;
        }
    }

    /// Passes on the visits waiting at a state. Returns how many they were.
    fn pass_on(&mut self, index: StateIx) -> f64 {
        let visits = self.take(index);
        if visits <= 0.0 {
            return 0.0;
        }
        let space = self.space;
        let edges = space.edges(index);
        let state = space.state(index);
        if edges.is_empty() {
            self.tally.end(&state, visits);
            return visits;
        }
        self.weigh(index, state, edges);
        let total: f64 = self.weights.iter().sum();
        let (low, high) = qualities(edges);
        self.tally.turns += visits;
        for (at, &edge) in edges.iter().enumerate() {
            let share = visits * self.weights.get(at).copied().unwrap_or(0.0) / total;
            if share <= 0.0 {
                continue;
            }
            let quality = edge.quality();
            self.tally.quality += share * f64::from(quality);
            if low < high {
                self.tally.credited += share;
                self.tally.credit += share * f64::from(quality - low) / f64::from(high - low);
            }
            for way in space.ways(edge) {
                self.send(way.to, share * way.chance);
            }
        }
        visits
    }

    fn weigh(&mut self, index: StateIx, state: State, edges: &[Edge]) {
        self.choices.clear();
        self.choices.extend(edges.iter().map(|edge| edge.choice()));
        self.qualities.clear();
        self.qualities.extend(edges.iter().map(|edge| edge.quality()));
        self.weights.clear();
        self.weights.resize(edges.len(), 0.0);
        let at = Crossroads {
            index,
            state,
            choices: &self.choices,
            qualities: &self.qualities,
        };
        self.policy.weigh(&at, &mut self.weights);
        for weight in &mut self.weights {
            *weight = if weight.is_finite() { weight.max(0.0) } else { 0.0 };
        }
        if self.weights.iter().all(|&weight| weight <= 0.0) {
            self.weights.fill(1.0);
        }
    }
}

/// The lowest and highest quality among these choices.
pub(super) fn qualities(edges: &[Edge]) -> (u8, u8) {
    let all = || edges.iter().map(|edge| edge.quality());
    (all().min().unwrap_or(0), all().max().unwrap_or(0))
}
