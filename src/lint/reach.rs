//! What can be reached from where if every condition may hold: an upper bound that needs no exploring.

use crate::scenario::graph::Graph;
use crate::scenario::state::Place;

/// Reachable statements and endings, by index.
#[derive(Clone, Debug)]
pub struct Reach {
    statements: Vec<bool>,
    endings: Vec<bool>,
    ends: Vec<bool>,
}

impl Reach {
    /// Follows every response of every statement, forwards from the start and backwards from the endings. Linear in the edges.
    pub fn of(graph: &Graph) -> Self {
        let count = graph.statements().len();
        let mut reach = Self {
            statements: vec![false; count],
            endings: vec![false; graph.endings()],
            ends: vec![false; count],
        };
        let mut before: Vec<Vec<u32>> = vec![Vec::new(); count];
        let mut ending_at = Vec::new();
        for from in graph.statement_range() {
            each_target(graph, from, |place| match place {
                Place::Statement(to) => {
                    if let Some(list) = before.get_mut(to as usize) {
                        list.push(from);
                    }
                }
                Place::Ending(_) => ending_at.push(from),
            });
        }
        reach.forwards(graph);
        while let Some(at) = ending_at.pop() {
            if mark(&mut reach.ends, at) {
                ending_at.extend(before.get(at as usize).into_iter().flatten());
            }
        }
        reach
    }

    fn forwards(&mut self, graph: &Graph) {
        let mut open = Vec::new();
        if let Place::Statement(start) = graph.initial().at
            && mark(&mut self.statements, start)
        {
            open.push(start);
        }
        while let Some(from) = open.pop() {
            each_target(graph, from, |place| match place {
                Place::Statement(to) => {
                    if mark(&mut self.statements, to) {
                        open.push(to);
                    }
                }
                Place::Ending(to) => {
                    mark(&mut self.endings, to);
                }
            });
        }
    }

    /// Whether a statement can be reached from the start.
    pub fn statement(&self, index: u32) -> bool {
        self.statements.get(index as usize).is_some_and(|&reached| reached)
    }

    /// Whether an ending can be reached from the start.
    pub fn ending(&self, index: u32) -> bool {
        self.endings.get(index as usize).is_some_and(|&reached| reached)
    }

    /// Whether some ending can be reached from a statement.
    pub fn ends(&self, index: u32) -> bool {
        self.ends.get(index as usize).is_some_and(|&ends| ends)
    }
}

fn mark(list: &mut [bool], index: u32) -> bool {
    list.get_mut(index as usize)
        .is_some_and(|seen| !std::mem::replace(seen, true))
}

fn each_target(graph: &Graph, from: u32, mut see: impl FnMut(Place)) {
    for response in graph.responses(from) {
        for outcome in graph.outcomes(response) {
            graph.targets(outcome).for_each(&mut see);
        }
    }
}
