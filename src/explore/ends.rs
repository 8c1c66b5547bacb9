//! How likely each sum of bond, tasks and goals at the end is under a policy. That needs the numbers of all three at once, and so as many
//! states as there are altogether; but each of them only while plays are on their way through it, and without its choices kept.
//!
//! For each state as far as conditions can tell it apart: how likely plays are to come there with each alliance. States in an order in which
//! what comes before is done first. Plays that go round a loop are followed as in [`super::sums`].

use super::order::{Order, Passing};
use super::policy::Policy;
use super::rules::take;
use super::space::{Space, StateIx};
use super::streams::{MOST_ANSWERS, add, flow_together};
use super::weighing::Weighing;
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// How plays end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ends {
    /// How likely each sum of bond, tasks and goals at the end is, from 0 to at most 300. Shares are of all plays.
    pub sums: Vec<f64>,
    /// How likely a play is to be longer than was followed.
    pub longer: f64,
}

/// Plays that have come to the same alliance.
#[derive(Clone, Copy, Debug)]
struct Stream {
    alliance: [u8; 3],
    share: f64,
}

impl Ends {
    /// `None` if `go_on` said no, which is asked at every state.
    pub(super) fn new(
        graph: &Graph,
        (space, order): (&Space, &Order),
        policy: &mut dyn Policy,
        go_on: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let mut flow = Flow {
            graph,
            space,
            policy,
            waiting: vec![Vec::new(); space.len()],
            weighing: Weighing::default(),
            ends: Self::default(),
            go_on,
            is_stopped: false,
        };
        let share = 1.0 / space.roots().len() as f64;
        let opening = Stream {
            alliance: graph.opening().alliance,
            share,
        };
        for &root in space.roots() {
            flow.send(root, opening);
        }
        order.pass(&mut flow, MOST_ANSWERS);
        (!flow.is_stopped).then_some(flow.ends)
    }
}

struct Flow<'f> {
    graph: &'f Graph,
    space: &'f Space,
    policy: &'f mut dyn Policy,
    /// For each state, the plays that have arrived there.
    waiting: Vec<Vec<Stream>>,
    weighing: Weighing,
    ends: Ends,
    go_on: &'f dyn Fn() -> bool,
    is_stopped: bool,
}

impl Flow<'_> {
    fn send(&mut self, to: StateIx, stream: Stream) {
        let Some(arrived) = self.waiting.get_mut(to as usize) else {
            return;
        };
        if arrived.len() == arrived.capacity() {
            join(arrived);
            // Joined again only after as many more have come, or it would be joined for each.
            arrived.reserve(arrived.len().max(8));
        }
        arrived.push(stream);
    }

    fn take(&mut self, at: StateIx) -> Vec<Stream> {
        self.waiting
            .get_mut(at as usize)
            .map(std::mem::take)
            .unwrap_or_default()
    }

    fn end(&mut self, arrived: &[Stream]) {
        for stream in arrived {
            let sum = stream.alliance.iter().map(|&value| usize::from(value)).sum();
            add(&mut self.ends.sums, sum, stream.share);
        }
    }
}

impl Passing for Flow<'_> {
    fn give_up(&mut self, state: StateIx) {
        self.ends.longer += self.take(state).iter().map(|stream| stream.share).sum::<f64>();
    }

    fn pass_on(&mut self, index: StateIx, crumb: f64) -> f64 {
        self.is_stopped |= !(self.go_on)();
        if self.is_stopped {
            return 0.0;
        }
        let mut arrived = self.take(index);
        join(&mut arrived);
        let moved = arrived.iter().map(|stream| stream.share).sum();
        let (space, graph) = (self.space, self.graph);
        let edges = space.edges(index);
        let here = space.state(index);
        let Place::Statement(statement) = here.at else {
            self.end(&arrived);
            return moved;
        };
        if edges.is_empty() {
            self.end(&arrived);
            return moved;
        }
        let (weights, total) = self.weighing.weigh(space, index, self.policy);
        let chances: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
        for (&edge, chance) in edges.iter().zip(chances) {
            let choice = edge.choice();
            let node = graph.response(statement, choice.response);
            let Some(outcome) = node.and_then(|node| graph.outcomes(node).get(usize::from(choice.band))) else {
                continue;
            };
            if chance <= 0.0 {
                continue;
            }
            for stream in arrived.iter().filter(|stream| stream.share >= crumb) {
                let state = State {
                    alliance: stream.alliance,
                    ..here
                };
                // Where it leads does not change the alliance any more.
                let alliance = take(graph, &state, outcome, choice).after.alliance;
                for way in space.ways(edge) {
                    let share = stream.share * chance * way.chance;
                    self.send(way.to, Stream { alliance, share });
                }
            }
        }
        let crumbs = arrived.iter().filter(|stream| stream.share < crumb);
        self.ends.longer += crumbs.map(|stream| stream.share).sum::<f64>();
        moved
    }
}

/// Plays that have come to the same alliance go on as one.
fn join(streams: &mut Vec<Stream>) {
    flow_together(streams, |stream| stream.alliance, |stream| &mut stream.share);
}
