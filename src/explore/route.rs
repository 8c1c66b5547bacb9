//! A shortest way to each statement, and the state in which it is come to there: what a statement on its own needs to make sense.
//!
//! Of several ways of one length, the one with the aptest answers is taken. Stops as soon as what is wanted is found.

use std::collections::{HashMap, HashSet, VecDeque};

use super::live::Live;
use super::rules::{each_choice, each_way};
use super::space::{Choice, Keep};
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// Most states that a search looks at. A statement that is farther away than that has no arrival.
pub const MOST_STATES: usize = 100_000;

/// How a statement is come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The state on the way there, before the statement is entered: what a session starts from.
    pub before: State,
    /// The exchange before it; `None` at the opening.
    pub last: Option<Exchange>,
    /// How many answers lie before it.
    pub answers: u16,
}

/// A statement that was met, and what was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The state in which the statement was met.
    pub met: State,
    /// The answer.
    pub choice: Choice,
}

/// How each statement is come to, in file order; `None` for those that are not reached within `most_states`.
///
/// What is not found so is looked for once more with states that differ only in the alliance counted as one: there are far fewer of
/// them, and what is found is a way, if not always a shortest one.
pub fn arrivals(graph: &Graph, most_states: usize) -> Vec<Option<Arrival>> {
    Search::run_twice(graph, most_states, None).found
}

/// The exchanges that lead to a statement, from the opening on, and how it is come to then; `None` if it is not reached within
/// `most_states`. The way is that of [`arrivals`].
pub fn way_to(graph: &Graph, statement: u32, most_states: usize) -> Option<(Vec<Exchange>, Arrival)> {
    let search = Search::run_twice(graph, most_states, Some(statement));
    let arrival = search.found.get(statement as usize).copied().flatten()?;
    let mut way: Vec<Exchange> = Vec::new();
    let mut last = arrival.last;
    while let Some(exchange) = last
        && way.len() <= usize::from(arrival.answers)
    {
        way.push(exchange);
        last = search.ways.get(&exchange.met).copied();
    }
    way.reverse();
    Some((way, arrival))
}

struct Search<'g> {
    graph: &'g Graph,
    live: Live,
    found: Vec<Option<Arrival>>,
    /// Statements that are wanted and not found yet.
    missing: usize,
    /// The one statement that is wanted; all of them without it.
    wanted: Option<u32>,
    seen: HashSet<State>,
    open: VecDeque<(State, u16)>,
    /// Whether states that differ only in the alliance count as one.
    coarse: bool,
    /// The exchange before each state that a statement was met in; none before the opening.
    ways: HashMap<State, Exchange>,
}

impl<'g> Search<'g> {
    fn run_twice(graph: &'g Graph, most_states: usize, wanted: Option<u32>) -> Self {
        let mut search = Self {
            graph,
            found: vec![None; graph.statements().len()],
            missing: wanted.map_or(graph.statements().len(), |_| 1),
            wanted,
            seen: HashSet::new(),
            open: VecDeque::new(),
            live: Live::new(graph, Keep::Playing),
            coarse: false,
            ways: HashMap::new(),
        };
        search.run(most_states);
        if search.missing > 0 {
            search.seen.clear();
            search.open.clear();
            // What was found keeps the way by which it was.
            search.coarse = true;
            search.run(most_states);
        }
        search
    }

    fn run(&mut self, most_states: usize) {
        let opening = Arrival {
            before: self.graph.initial(),
            last: None,
            answers: 0,
        };
        self.arrive(self.graph.initial().at, opening);
        while let Some((state, answers)) = self.open.pop_front() {
            if self.missing == 0 || self.seen.len() > most_states {
                break;
            }
            self.follow(state, answers);
        }
    }

    fn arrive(&mut self, place: Place, arrival: Arrival) {
        let Place::Statement(statement) = place else { return };
        let mut met = arrival.before;
        self.graph.enter(&mut met, place);
        let mut key = met;
        self.live.clear(&mut key);
        if self.coarse {
            key.alliance = [0; 3];
        }
        if !self.seen.insert(key) {
            return;
        }
        if let Some(last) = arrival.last {
            self.ways.entry(met).or_insert(last);
        }
        if let Some(found @ None) = self.found.get_mut(statement as usize) {
            *found = Some(arrival);
            if self.wanted.is_none_or(|wanted| wanted == statement) {
                self.missing = self.missing.saturating_sub(1);
            }
        }
        self.open.push_back((met, arrival.answers));
    }

    fn follow(&mut self, met: State, answers: u16) {
        let mut ways = Vec::new();
        each_choice(self.graph, &met, self.live.any.revealed, |taken| {
            each_way(taken.onward, |place, _| {
                ways.push((taken.quality, place, taken.after, taken.choice));
            });
        });
        ways.sort_by_key(|&(quality, ..)| std::cmp::Reverse(quality));
        for (_, place, before, choice) in ways {
            let arrival = Arrival {
                before,
                last: Some(Exchange { met, choice }),
                answers: answers.saturating_add(1),
            };
            self.arrive(place, arrival);
        }
    }
}
