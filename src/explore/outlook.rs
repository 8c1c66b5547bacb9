//! What is to be expected if answers are chosen by a policy: how it ends, how long it takes, how apt the answers are.
//!
//! The expected number of visits to each state is worked out forward from the opening; all else is a sum over visits. Exact up to rounding
//! where no play can come back to where it was. Inside a loop the visits are followed until less than `order::REST` of a play is still going
//! round; what is left then is [`Outlook::unended`].

use super::edge::Edge;
use super::order::{Order, Passing};
use super::policy::Policy;
use super::replay::replay;
use super::space::{Keep, Space, StateIx};
use super::summary::Turn;
use super::weighing::Weighing;
use crate::framework::id::Component;
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// Most sweeps over one loop.
const MAX_SWEEPS: usize = 2_000;

/// What is to be expected under a policy. All averages are over the plays that end.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// How likely each ending is, in file order.
    pub endings: Vec<f64>,
    /// How likely a play is to stop at a statement without responses.
    pub stuck: f64,
    /// The share of plays that go round for ever, or longer than was followed. 0 in a vignette without loops.
    pub unended: f64,
    /// How likely each value of bond, tasks and goals at the end is, from 0 to 100; `None` where the space does not tell it.
    pub components: [Option<Vec<f64>>; 3],
    /// How likely each sum of the three at the end is, from 0 to 300; `None` where the space does not tell all three.
    pub sums: Option<Vec<f64>>,
    /// How likely it is that a rupture was resolved and none is open at the end.
    pub resolved: f64,
    /// How likely it is that a rupture is open at the end.
    pub open: f64,
    /// Answers in a play.
    pub turns: f64,
    /// The share of answers of each quality, 0 to 4, over all answers of many plays.
    pub qualities: [f64; 5],
    /// How apt an answer is, 0 to 4: the mean over all answers of many plays.
    pub quality: f64,
    /// The same between the worst choice on offer, 0, and the best, 1; answers where all choices are as apt are left out.
    pub credit: f64,
}

impl Outlook {
    /// The expected value of one component at the end, 0 to 100.
    pub fn component(&self, component: Component) -> Option<f64> {
        let [bond, tasks, goals] = &self.components;
        let shares = match component {
            Component::Bond => bond,
            Component::Tasks => tasks,
            Component::Goals => goals,
        };
        shares.as_deref().map(mean)
    }

    /// Bond, tasks and goals together at the end, 0 to 300: the expected sum is the sum of what is expected.
    pub fn sum(&self) -> Option<f64> {
        Component::ALL
            .into_iter()
            .map(|component| self.component(component))
            .sum()
    }

    /// What one play comes to, as an outlook in which everything is certain.
    pub fn of_play(graph: &Graph, play: &[Turn]) -> Self {
        let mut tally = Tally::new(graph);
        let end = replay(graph, play, |answer| {
            let (_, range) = answer.on_offer(graph);
            tally.turns += 1.0;
            tally.answer(answer.quality, range, 1.0);
        });
        tally.end(&end, 1.0);
        tally.outlook(Keep::All)
    }

    pub(super) fn new(graph: &Graph, space: &Space, order: &Order, policy: &mut dyn Policy) -> Self {
        let mut flow = Flow {
            space,
            policy,
            waiting: vec![0.0; space.len()],
            weighing: Weighing::default(),
            tally: Tally::new(graph),
        };
        let share = 1.0 / space.roots().len() as f64;
        for &root in space.roots() {
            flow.send(root, share);
        }
        order.pass(&mut flow, MAX_SWEEPS);
        flow.tally.outlook(space.keep())
    }
}

#[derive(Default)]
struct Tally {
    endings: Vec<f64>,
    stuck: f64,
    unended: f64,
    components: [Vec<f64>; 3],
    sums: Vec<f64>,
    resolved: f64,
    open: f64,
    turns: f64,
    qualities: [f64; 5],
    credit: f64,
    credited: f64,
}

impl Tally {
    fn new(graph: &Graph) -> Self {
        Self {
            sums: vec![0.0; 301],
            components: [0; 3].map(|_| vec![0.0; 101]),
            endings: vec![0.0; graph.endings()],
            ..Self::default()
        }
    }

    /// An answer of this quality, among what is on offer between the lowest and the highest.
    fn answer(&mut self, quality: u8, (low, high): (u8, u8), share: f64) {
        if let Some(count) = self.qualities.get_mut(usize::from(quality)) {
            *count += share;
        }
        if low < high {
            self.credited += share;
            self.credit += share * f64::from(quality - low) / f64::from(high - low);
        }
    }

    fn end(&mut self, state: &State, share: f64) {
        let count = match state.at {
            Place::Ending(ending) => self.endings.get_mut(ending as usize),
            Place::Statement(_) => Some(&mut self.stuck),
        };
        if let Some(count) = count {
            *count += share;
        }
        for (shares, value) in self.components.iter_mut().zip(state.alliance) {
            if let Some(count) = shares.get_mut(usize::from(value)) {
                *count += share;
            }
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

    fn outlook(self, keep: Keep) -> Outlook {
        let ended = self.endings.iter().sum::<f64>() + self.stuck;
        let of_ended = |value: f64| if ended > 0.0 { value / ended } else { 0.0 };
        let ratio = |sum: f64, of: f64| if of > 0.0 { sum / of } else { 0.0 };
        let told = |component: Component| keep.tells(component.index());
        let shares = |shares: Vec<f64>| shares.into_iter().map(of_ended).collect();
        let [bond, tasks, goals] = self.components;
        let of = |component: Component, list: Vec<f64>| told(component).then(|| shares(list));
        Outlook {
            endings: self.endings,
            stuck: self.stuck,
            unended: self.unended,
            components: [
                of(Component::Bond, bond),
                of(Component::Tasks, tasks),
                of(Component::Goals, goals),
            ],
            sums: Component::ALL.into_iter().all(told).then(|| shares(self.sums)),
            resolved: of_ended(self.resolved),
            open: of_ended(self.open),
            turns: if self.unended > 1e-6 { f64::INFINITY } else { self.turns },
            qualities: self.qualities.map(|share| ratio(share, self.turns)),
            quality: ratio(mean(&self.qualities), self.turns),
            credit: ratio(self.credit, self.credited),
        }
    }
}

/// The sum of each place's number times its share: the mean, if the shares are shares of one.
fn mean(shares: &[f64]) -> f64 {
    (0_u32..)
        .zip(shares)
        .map(|(value, share)| f64::from(value) * share)
        .sum()
}

struct Flow<'f> {
    space: &'f Space,
    policy: &'f mut dyn Policy,
    /// Visits that have arrived at a state and not been passed on.
    waiting: Vec<f64>,
    weighing: Weighing,
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
}

impl Passing for Flow<'_> {
    fn give_up(&mut self, state: StateIx) {
        self.tally.unended += self.take(state);
    }

    fn pass_on(&mut self, index: StateIx, _: f64) -> f64 {
        let visits = self.take(index);
        if visits <= 0.0 {
            return 0.0;
        }
        let space = self.space;
        let edges = space.edges(index);
        if edges.is_empty() {
            self.tally.end(&space.state(index), visits);
            return visits;
        }
        let (weights, total) = self.weighing.weigh(space, index, self.policy);
        let (low, high) = qualities(edges);
        self.tally.turns += visits;
        for (&edge, weight) in edges.iter().zip(weights) {
            let share = visits * weight / total;
            if share <= 0.0 {
                continue;
            }
            self.tally.answer(edge.quality(), (low, high), share);
            for way in space.ways(edge) {
                if let Some(waiting) = self.waiting.get_mut(way.to as usize) {
                    *waiting += share * way.chance;
                }
            }
        }
        visits
    }
}

/// The lowest and highest quality among these choices.
pub(super) fn qualities(edges: &[Edge]) -> (u8, u8) {
    let all = || edges.iter().map(|edge| edge.quality());
    (all().min().unwrap_or(0), all().max().unwrap_or(0))
}
