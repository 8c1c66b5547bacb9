//! Which flags, counters, visits and beliefs can still be asked about from each place on, and which values of the numbers. What nothing ahead
//! asks about can't change what happens, so two states that differ only there count as one.

use super::cuts::{Classes, classes};
use super::space::Keep;
use crate::scenario::graph::{ActKind, Cases, Graph, Op, Outcome, ResponseNode, Run, Slot, StatementNode, Step, Test};
use crate::scenario::state::{MAX_COUNTERS, Place, State};

/// A set of flags, visits, beliefs, counters and components, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub(super) flags: u64,
    pub(super) visited: u64,
    pub(super) revealed: u32,
    pub(super) counters: u8,
    pub(super) components: u8,
}

impl Asked {
    pub(super) const fn with(self, other: Self) -> Self {
        Self {
            flags: self.flags | other.flags,
            visited: self.visited | other.visited,
            revealed: self.revealed | other.revealed,
            counters: self.counters | other.counters,
            components: self.components | other.components,
        }
    }

    /// Whether the other set has nothing that this one has not.
    pub(super) fn holds(self, other: Self) -> bool {
        self.with(other) == self
    }
}

/// What the tests of some cases ask about.
pub(super) fn asked_by(graph: &Graph, cases: Cases) -> Asked {
    let tests = cases.0.of(&graph.case_tests);
    tests
        .iter()
        .fold(Asked::default(), |sum, &test| sum.with(asked_at(graph, test)))
}

fn asked_at(graph: &Graph, test: u32) -> Asked {
    let test = graph.tests.get(test as usize);
    test.map_or_else(Asked::default, |test| asked(graph, test))
}

fn asked(graph: &Graph, test: &Test) -> Asked {
    let mut sum = Asked::default();
    match *test {
        Test::AtLeast(Slot::Counter(slot), _) | Test::Below(Slot::Counter(slot), _) => sum.counters |= 1 << slot,
        Test::AtLeast(Slot::Component(slot), _) | Test::Below(Slot::Component(slot), _) => sum.components |= 1 << slot,
        Test::Flag(bit, _) => sum.flags |= 1 << bit,
        Test::Visited(bit) => sum.visited |= 1 << bit,
        Test::Revealed(bit) => sum.revealed |= 1 << bit,
        Test::All(run) | Test::Any(run) => {
            let tests = run.of(&graph.tests).iter();
            return tests.fold(sum, |sum, test| sum.with(asked(graph, test)));
        }
        Test::Not(index) => return asked_at(graph, index),
        Test::RuptureOpen | Test::RuptureRecognised | Test::RuptureResolved | Test::SummaryRight => {}
    }
    sum
}

/// What is kept of a state, by the place where it stands.
#[derive(Clone, Debug)]
pub(super) struct Live {
    /// Kept anywhere.
    pub any: Asked,
    keep: Keep,
    statements: Vec<Asked>,
    endings: Vec<Asked>,
    classes: (Vec<Classes>, Vec<Classes>),
}

impl Live {
    pub fn new(graph: &Graph, keep: Keep) -> Self {
        let reader = Reader::new(graph, keep);
        let (statements, endings) = match keep {
            Keep::All => {
                let touched = reader.touched();
                (vec![touched; graph.statements.len()], vec![touched; graph.endings()])
            }
            _ => reader.ahead(),
        };
        let classes = match keep {
            Keep::All => Default::default(),
            _ => classes(graph, keep),
        };
        let masks = statements.iter().chain(&endings);
        let any = masks.fold(Asked::default(), |sum, &mask| sum.with(mask));
        Self {
            any,
            keep,
            statements,
            endings,
            classes,
        }
    }

    pub fn at(&self, place: Place) -> Asked {
        let mask = match place {
            Place::Statement(index) => self.statements.get(index as usize),
            Place::Ending(index) => self.endings.get(index as usize),
        };
        mask.copied().unwrap_or_default()
    }

    /// Clears what can't matter any more.
    pub fn clear(&self, state: &mut State) {
        let mask = self.at(state.at);
        state.flags &= mask.flags;
        state.visited &= mask.visited;
        state.revealed &= mask.revealed;
        let classes = match state.at {
            Place::Statement(index) => self.classes.0.get(index as usize),
            Place::Ending(index) => self.classes.1.get(index as usize),
        };
        if let Some(classes) = classes {
            let coarse = state.alliance.iter_mut().enumerate();
            for (component, value) in coarse.filter(|&(component, _)| !self.keep.tells(component)) {
                *value = classes.component(component, *value);
            }
        }
        if mask.counters == 0 {
            state.counters = [0; MAX_COUNTERS];
            return;
        }
        for (bit, value) in state.counters.iter_mut().enumerate() {
            if mask.counters >> bit & 1 == 0 {
                *value = 0;
            } else if let Some(classes) = classes {
                *value = classes.counter(bit, *value);
            }
        }
    }
}

struct Reader<'g> {
    graph: &'g Graph,
    keep: Keep,
    all: Asked,
}

impl<'g> Reader<'g> {
    fn new(graph: &'g Graph, keep: Keep) -> Self {
        let mut reader = Self {
            graph,
            keep,
            all: Asked::default(),
        };
        reader.all = graph
            .tests
            .iter()
            .fold(Asked::default(), |sum, test| sum.with(asked(graph, test)));
        reader
    }

    /// Everything that a condition asks about or an effect changes.
    fn touched(&self) -> Asked {
        let graph = self.graph;
        let mut mask = self.all;
        mask.flags |= graph.initial.flags;
        mask.revealed |= graph.initial.revealed;
        for statement in &graph.statements {
            mask.revealed |= statement.reveals;
            mask.visited |= statement.visit_bit.map_or(0, |bit| 1 << bit);
        }
        for op in &graph.ops {
            match *op {
                Op::Flag(bit, _) => mask.flags |= 1 << bit,
                Op::Count(slot, _) => mask.counters |= 1 << slot,
                Op::Reveal(bit) => mask.revealed |= 1 << bit,
                Op::Change(..) | Op::When(..) => {}
            }
        }
        if graph.responses.iter().any(|response| response.act == ActKind::Summary) {
            mask.revealed |= graph.held;
        }
        mask
    }

    /// For each statement and each ending, what is asked there or anywhere that can follow.
    fn ahead(&self) -> (Vec<Asked>, Vec<Asked>) {
        let graph = self.graph;
        let endings: Vec<Asked> = graph.ending_says.iter().map(|&says| self.words(says)).collect();
        let mut statements: Vec<Asked> = graph.statements.iter().map(|node| self.statement(node)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for at in (0..statements.len()).rev() {
                let Some(node) = graph.statements.get(at) else { continue };
                let before = statements.get(at).copied().unwrap_or_default();
                let outcomes = node
                    .responses
                    .of(&graph.responses)
                    .iter()
                    .flat_map(|response| graph.outcomes(response));
                let after = outcomes
                    .flat_map(|outcome| graph.targets(outcome))
                    .fold(before, |sum, place| {
                        let mask = match place {
                            Place::Statement(index) => statements.get(index as usize),
                            Place::Ending(index) => endings.get(index as usize),
                        };
                        sum.with(mask.copied().unwrap_or_default())
                    });
                if let Some(mask) = statements.get_mut(at) {
                    *mask = after;
                }
                changed |= after != before;
            }
        }
        (statements, endings)
    }

    fn statement(&self, node: &StatementNode) -> Asked {
        let texts = [node.scene, node.cue, node.affect, node.says, node.inner];
        let mask = texts
            .iter()
            .fold(Asked::default(), |sum, &cases| sum.with(self.words(cases)));
        let responses = node.responses.of(&self.graph.responses);
        responses
            .iter()
            .fold(mask, |sum, response| sum.with(self.response(response)))
    }

    fn response(&self, response: &ResponseNode) -> Asked {
        let graph = self.graph;
        let mut mask = self.cases(response.text);
        if let Some(test) = response.when {
            mask = mask.with(self.index(test));
        }
        for outcome in graph.outcomes(response) {
            mask = mask.with(self.outcome(outcome));
        }
        // What the client adds to a summary of nothing depends on what was made known before, whether or not a condition asks for it.
        let can_be_wrong_in_words = graph.beliefs & !graph.held != 0;
        if response.act == ActKind::Summary && self.all.revealed & graph.held != 0 && !can_be_wrong_in_words {
            mask.revealed |= graph.held;
        }
        mask
    }

    fn outcome(&self, outcome: &Outcome) -> Asked {
        let mut mask = self
            .cases(outcome.quality)
            .with(self.words(outcome.reaction))
            .with(self.words(outcome.feedback));
        mask = mask.with(self.ops(outcome.ops));
        if let Step::First { branches, .. } = outcome.step {
            for &(test, _) in branches.of(&self.graph.branches) {
                mask = mask.with(self.index(test));
            }
        }
        mask
    }

    fn ops(&self, run: Run) -> Asked {
        run.of(&self.graph.ops)
            .iter()
            .fold(Asked::default(), |sum, op| match *op {
                Op::When(test, inner) => sum.with(self.index(test)).with(self.ops(inner)),
                _ => sum,
            })
    }

    fn words(&self, cases: Cases) -> Asked {
        if self.keep.heeds(self.graph, cases) {
            self.cases(cases)
        } else {
            Asked::default()
        }
    }

    fn cases(&self, cases: Cases) -> Asked {
        asked_by(self.graph, cases)
    }

    fn index(&self, test: u32) -> Asked {
        asked_at(self.graph, test)
    }
}
