//! What follows from a stretch of states, worked out without a change to the space: so several stretches can be followed at once, and what they
//! found is put together in their order.

use std::ops::Range;

use super::edge::Edge;
use super::live::Live;
use super::pack::Layout;
use super::rules::{each_choice, each_way};
use super::space::{StateIx, at, fold};
use crate::scenario::graph::Graph;

/// One choice of a state, as far as it can be told before its states have numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    /// An edge that leads nowhere yet.
    pub edge: Edge,
    /// How many ways onward it has.
    pub ways: u32,
}

/// What follows from some states, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    /// How many choices each state has.
    pub choices: Vec<u32>,
    /// The choices.
    pub answers: Vec<Answer>,
    /// For each way onward, the hash of the state that it leads to, and its weight.
    pub ways: Vec<(u64, u32)>,
    /// For each way onward, the packed state.
    pub keys: Vec<u64>,
}

/// What a space is read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'s> {
    pub graph: &'s Graph,
    pub live: &'s Live,
    pub layout: &'s Layout,
    pub words: &'s [u64],
}

impl Stretch {
    /// Forgets what was found, and keeps the room for it.
    pub fn clear(&mut self) {
        self.choices.clear();
        self.answers.clear();
        self.ways.clear();
        self.keys.clear();
    }

    /// Follows states.
    pub fn follow(&mut self, reader: Reader<'_>, states: Range<StateIx>) {
        let Reader {
            graph,
            live,
            layout,
            words,
        } = reader;
        for index in states {
            let state = layout.unpack(at(words, layout.words, index));
            let mut choices = 0;
            each_choice(graph, &state, live.any.revealed, |taken| {
                choices += 1;
                let mut ways = 0;
                each_way(taken.onward, |place, weight| {
                    let mut next = taken.after;
                    graph.enter(&mut next, place);
                    live.clear(&mut next);
                    let packed = layout.pack(&next);
                    let key = packed.get(..layout.words).unwrap_or(&packed);
                    self.ways.push((fold(key), weight));
                    self.keys.extend_from_slice(key);
                    ways += 1;
                });
                let edge = Edge::of(&taken);
                self.answers.push(Answer { edge, ways });
            });
            self.choices.push(choices);
        }
    }
}
