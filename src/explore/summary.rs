//! What an exploration found, as plain data for the command line and the studio: endings, lost ruptures, shortest and longest plays.

use super::edge::Edge;
use super::order::Order;
use super::replay::replay;
use super::space::{Choice, Space, StateIx, Way};
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// One answer of a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The statement that is answered.
    pub statement: u32,
    /// The answer.
    pub choice: Choice,
    /// The place that it led to, perhaps by chance.
    pub to: Place,
}

/// A play from the opening: its answers in order.
pub type Play = Vec<Turn>;

/// An ending, as far as it can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndingReach {
    /// In how many states it can be reached.
    pub states: usize,
    /// A shortest play to it; `None` if it can't be reached.
    pub shortest: Option<Play>,
}

/// States with an open rupture that can no longer be resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// How many they are.
    pub states: usize,
    /// How many states have an open rupture and something still to answer at all.
    pub open: usize,
    /// The statements where there are such states, those reached soonest first.
    pub at: Vec<LostAt>,
}

/// A statement at which an open rupture can be beyond repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostAt {
    /// The statement.
    pub statement: u32,
    /// In how many of its states it is so.
    pub states: usize,
    /// How many of its states have an open rupture at all.
    pub open: usize,
    /// A shortest play to one of them.
    pub play: Play,
    /// How many answers still lie ahead there at least, in the one where it is most.
    pub ahead: usize,
}

/// How many answers plays have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lengths {
    /// Answers in a shortest play to any end; `None` if no play ends.
    pub shortest: Option<usize>,
    /// Answers in a longest play; `None` if a play can go round for ever.
    pub longest: Option<usize>,
}

impl Lengths {
    pub(super) fn new(space: &Space, order: &Order) -> Self {
        let nearest = space.indices().find(|&index| space.is_final(index));
        Self {
            shortest: nearest.map(|index| play_to(space, index).len()),
            longest: longest(space, order),
        }
    }
}

/// Everything that an exploration found.
#[derive(Clone, Debug)]
pub struct Summary {
    /// States that something ahead can tell apart.
    pub states: usize,
    /// Choices in all of them.
    pub choices: usize,
    /// Memory of the space, in bytes.
    pub bytes: usize,
    /// States at each statement, in file order; 0 if it can't be reached.
    pub statements: Vec<usize>,
    /// The endings, in file order.
    pub endings: Vec<EndingReach>,
    /// Ruptures that can't be resolved any more.
    pub lost: Lost,
    /// Whether a play can come back to a state in which it was.
    pub loops: bool,
    /// Answers in a shortest play to any end.
    pub shortest: Option<usize>,
    /// Answers in a longest play; `None` if a play can go round for ever.
    pub longest: Option<usize>,
}

impl Summary {
    /// Gathers everything.
    pub(super) fn new(graph: &Graph, space: &Space, order: &Order) -> Self {
        let mut statements = vec![0; graph.statements().len()];
        let mut endings = vec![
            EndingReach {
                states: 0,
                shortest: None
            };
            graph.endings()
        ];
        for index in space.indices() {
            match space.place(index) {
                Place::Statement(statement) => {
                    if let Some(count) = statements.get_mut(statement as usize) {
                        *count += 1;
                    }
                }
                Place::Ending(ending) => {
                    if let Some(reach) = endings.get_mut(ending as usize) {
                        reach.states += 1;
                        if reach.shortest.is_none() {
                            reach.shortest = Some(play_to(space, index));
                        }
                    }
                }
            }
        }
        let Lengths { shortest, longest } = Lengths::new(space, order);
        Self {
            states: space.len(),
            choices: space.choices(),
            bytes: space.bytes(),
            statements,
            endings,
            lost: lost(space, order),
            loops: order.has_loops(),
            shortest,
            longest,
        }
    }
}

/// A shortest play to a state.
pub fn play_to(space: &Space, state: StateIx) -> Play {
    let mut play = Play::new();
    let mut to = state;
    while let Some(from) = space.parent(to) {
        let leads = |edge: &&Edge| space.ways(**edge).any(|way| way.to == to);
        if let (Some(edge), Place::Statement(statement)) = (space.edges(from).iter().find(leads), space.place(from)) {
            play.push(Turn {
                statement,
                choice: edge.choice(),
                to: space.place(to),
            });
        }
        to = from;
    }
    play.reverse();
    play
}

/// The state that a play comes to, with everything in it.
pub fn state_after(graph: &Graph, play: &[Turn]) -> State {
    replay(graph, play, |_| ())
}

/// A shortest play to a statement, if it can be reached.
pub fn play_to_statement(space: &Space, statement: u32) -> Option<Play> {
    let at = Place::Statement(statement);
    let found = space.indices().find(|&index| space.place(index) == at);
    found.map(|index| play_to(space, index))
}

/// Answers in a longest play; `None` if a play can go round for ever.
fn longest(space: &Space, order: &Order) -> Option<usize> {
    if order.has_loops() {
        return None;
    }
    let mut turns = vec![0_u32; space.len()];
    for &state in order.groups().flat_map(|group| group.states) {
        let ways = space.edges(state).iter().flat_map(|&edge| space.ways(edge));
        let most = ways
            .filter_map(|way| turns.get(way.to as usize))
            .max()
            .map_or(0, |&most| most + 1);
        if let Some(turns) = turns.get_mut(state as usize) {
            *turns = most;
        }
    }
    turns.iter().max().map(|&most| most as usize)
}

/// How many answers lie between each state and the nearest end; [`u32::MAX`] where there is none.
fn fewest_ahead(space: &Space, order: &Order) -> Vec<u32> {
    let mut ahead = vec![u32::MAX; space.len()];
    for group in order.groups() {
        loop {
            let mut changed = false;
            for &state in group.states {
                let ways = space.edges(state).iter().flat_map(|&edge| space.ways(edge));
                let nearest = ways.filter_map(|way| ahead.get(way.to as usize).copied()).min();
                let own = match nearest {
                    None => 0,
                    Some(nearest) => nearest.saturating_add(1),
                };
                if let Some(known) = ahead.get_mut(state as usize)
                    && own < *known
                {
                    *known = own;
                    changed = true;
                }
            }
            if !changed || !group.loops {
                break;
            }
        }
    }
    ahead
}

fn lost(space: &Space, order: &Order) -> Lost {
    let mut can = vec![false; space.len()];
    for group in order.groups() {
        let resolves = group.states.iter().any(|&state| {
            space.edges(state).iter().any(|&edge| {
                let onward = |way: Way| can.get(way.to as usize).copied().unwrap_or(false);
                edge.resolves() || space.ways(edge).any(onward)
            })
        });
        for &state in group.states {
            if let Some(can) = can.get_mut(state as usize) {
                *can = resolves;
            }
        }
    }
    let mut lost = Lost {
        states: 0,
        open: 0,
        at: Vec::new(),
    };
    let ahead = fewest_ahead(space, order);
    let mut places: Vec<(u32, usize, usize, Option<StateIx>, usize)> = Vec::new();
    for (index, can) in space.indices().zip(can) {
        let state = space.state(index);
        let (Place::Statement(statement), Some(_), false) = (state.at, state.rupture, space.is_final(index)) else {
            continue;
        };
        let known = places.iter().position(|&(at, ..)| at == statement);
        let at = known.unwrap_or(places.len());
        if known.is_none() {
            places.push((statement, 0, 0, None, 0));
        }
        let Some((_, states, open, first, most)) = places.get_mut(at) else {
            continue;
        };
        *open += 1;
        if !can {
            *states += 1;
            first.get_or_insert(index);
            let fewest = ahead.get(index as usize).copied().unwrap_or(0);
            *most = (*most).max(fewest as usize);
        }
    }
    for (statement, states, open, first, ahead) in places {
        lost.states += states;
        lost.open += open;
        if let Some(first) = first {
            let play = play_to(space, first);
            lost.at.push(LostAt {
                statement,
                states,
                open,
                play,
                ahead,
            });
        }
    }
    lost.at.sort_by_key(|at| at.play.len());
    lost
}
