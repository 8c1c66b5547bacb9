//! The states in an order in which what follows comes first, so that values can be worked out in one pass: strongly connected components
//! in reverse topological order (Tarjan, "Depth-first search and linear graph algorithms", 1972), without recursion.

use super::space::{Space, StateIx};

/// The share of a play that may be left going round a loop.
pub const REST: f64 = 1e-12;

/// Plays in a loop that are less likely than this are not followed further, each by itself, where plays are told apart.
const CRUMB: f64 = 1e-18;

/// Something that goes from state to state as plays do.
pub(super) trait Passing {
    /// Passes on what waits at a state, but for what is less likely than `crumb`. Returns how likely all of it was.
    fn pass_on(&mut self, state: StateIx, crumb: f64) -> f64;

    /// What waits at a state is not followed any further.
    fn give_up(&mut self, state: StateIx);
}

/// Groups of states that can reach one another, each group after all groups that it leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    states: Vec<StateIx>,
    /// Where each group ends in `states`, with whether one can go round in it.
    ends: Vec<(u32, bool)>,
}

/// A group of states that can reach one another: one state alone, or a loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'o> {
    pub states: &'o [StateIx],
    /// Whether a play can come back to where it was.
    pub loops: bool,
}

impl Order {
    /// The groups, those nearest to the ends first.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = Group<'_>> + Clone {
        (0..self.ends.len()).filter_map(|at| {
            let &(end, loops) = self.ends.get(at)?;
            let start = at
                .checked_sub(1)
                .and_then(|before| self.ends.get(before))
                .map_or(0, |&(end, _)| end);
            Some(Group {
                states: self.states.get(start as usize..end as usize)?,
                loops,
            })
        })
    }

    /// Passes on what waits, what comes first in front. Round a loop it is passed on until less than [`REST`] moves, at most so many times;
    /// what still waits there then is given up.
    pub fn pass(&self, passing: &mut impl Passing, sweeps: usize) {
        for group in self.groups().rev() {
            if !group.loops {
                for &state in group.states {
                    passing.pass_on(state, 0.0);
                }
                continue;
            }
            for _ in 0..sweeps {
                let states = group.states.iter().rev();
                let moved: f64 = states.map(|&state| passing.pass_on(state, CRUMB)).sum();
                if moved < REST {
                    break;
                }
            }
            for &state in group.states {
                passing.give_up(state);
            }
        }
    }

    /// Whether a play can come back to where it was.
    pub fn has_loops(&self) -> bool {
        self.ends.iter().any(|&(_, loops)| loops)
    }

    pub fn new(space: &Space) -> Self {
        let mut search = Search {
            space,
            order: Self::default(),
            seen: vec![0; space.len()],
            next: 1,
            open: Vec::new(),
            calls: Vec::new(),
        };
        for root in space.indices() {
            if search.seen(root) == 0 {
                search.run(root);
            }
        }
        search.order
    }
}

const CLOSED: u32 = u32::MAX;

/// A state on the way down, with how much of it has been looked at.
struct Call {
    state: StateIx,
    number: u32,
    lowest: u32,
    edge: u32,
    way: u32,
    loops: bool,
}

struct Search<'s> {
    space: &'s Space,
    order: Order,
    /// 0 unseen, [`CLOSED`] when its group is known, otherwise its number.
    seen: Vec<u32>,
    next: u32,
    open: Vec<StateIx>,
    calls: Vec<Call>,
}

impl Search<'_> {
    fn seen(&self, state: StateIx) -> u32 {
        self.seen.get(state as usize).copied().unwrap_or(CLOSED)
    }

    fn mark(&mut self, state: StateIx, number: u32) {
        if let Some(seen) = self.seen.get_mut(state as usize) {
            *seen = number;
        }
    }

    fn enter(&mut self, state: StateIx) {
        let number = self.next;
        self.next += 1;
        self.mark(state, number);
        self.open.push(state);
        self.calls.push(Call {
            state,
            number,
            lowest: number,
            edge: 0,
            way: 0,
            loops: false,
        });
    }

    fn run(&mut self, root: StateIx) {
        self.enter(root);
        while let Some(call) = self.calls.last_mut() {
            let Some(next) = step(self.space, call) else {
                self.leave();
                continue;
            };
            call.loops |= next == call.state;
            match self.seen.get(next as usize).copied().unwrap_or(CLOSED) {
                0 => self.enter(next),
                CLOSED => {}
                number => call.lowest = call.lowest.min(number),
            }
        }
    }

    /// The topmost state is done: closes its group if it is the group's first, and tells the state below.
    fn leave(&mut self) {
        let Some(call) = self.calls.pop() else { return };
        if let Some(below) = self.calls.last_mut() {
            below.lowest = below.lowest.min(call.lowest);
        }
        if call.lowest < call.number {
            return;
        }
        let start = self.order.states.len();
        while let Some(state) = self.open.pop() {
            self.mark(state, CLOSED);
            self.order.states.push(state);
            if state == call.state {
                break;
            }
        }
        let end = self.order.states.len();
        let loops = call.loops || end - start > 1;
        self.order.ends.push((u32::try_from(end).unwrap_or(u32::MAX), loops));
    }
}

/// The next state that the call's state leads to.
fn step(space: &Space, call: &mut Call) -> Option<StateIx> {
    loop {
        let &edge = space.edges(call.state).get(call.edge as usize)?;
        if let Some(way) = space.ways(edge).nth(call.way as usize) {
            call.way += 1;
            return Some(way.to);
        }
        call.edge += 1;
        call.way = 0;
    }
}
