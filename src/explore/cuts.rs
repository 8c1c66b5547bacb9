//! Which values of bond, tasks, goals and counters something ahead can tell apart. Two states that differ only in values between the same
//! two borders are offered the same responses, rated alike, and go the same way for ever: they count as one wherever the number itself is not
//! asked for.
//!
//! The borders at a statement are those of the conditions that stand there, and those of every statement that can follow, carried back through
//! the effects on the way: a border at 60 behind `Change(Bond, 8)` is one at 52 before it, and none at all if no value can cross it. Found by
//! going round until nothing is added, as compilers find live variables (Kildall, "A unified approach to global program optimization", 1973);
//! what comes out is the coarsest partition of each number that holds whatever the other numbers are.

use super::space::Keep;
use crate::scenario::graph::{Cases, Graph, Op, Outcome, Run, Slot, StatementNode, Step, Test};
use crate::scenario::state::{MAX_COUNTERS, Place};

/// Bond, tasks and goals, then the counters.
const NUMBERS: usize = 3 + MAX_COUNTERS;

/// The borders of one number: bit `n` divides the `n`th value from the one below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cuts {
    words: Vec<u64>,
    values: i32,
}

impl Cuts {
    fn new(values: i32) -> Self {
        Self {
            words: vec![0; usize::try_from(values / 64 + 1).unwrap_or(0)],
            values,
        }
    }

    /// Adds a border below the value that is this far above the lowest; none is needed below the lowest or above the highest.
    fn add(&mut self, at: i32) {
        if at < 1 || at >= self.values {
            return;
        }
        let Ok(at) = usize::try_from(at) else { return };
        if let Some(word) = self.words.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Adds the other's borders; whether that changed anything.
    fn join(&mut self, other: &Self) -> bool {
        let mut changed = false;
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            changed |= *other & !*word != 0;
            *word |= other;
        }
        changed
    }

    fn each(&self) -> impl Iterator<Item = i32> + '_ {
        (0..).step_by(64).zip(&self.words).flat_map(|(first, &word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| first + bit)
        })
    }

    /// The borders before something was added to the number, which then stopped at its bounds.
    fn before(&self, added: i32) -> Self {
        let mut before = Self::new(self.values);
        for at in self.each() {
            before.add(at.saturating_sub(added));
        }
        before
    }
}

/// The borders of all numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row(Vec<Cuts>);

impl Row {
    fn new(graph: &Graph) -> Self {
        let counters = graph
            .counter_bounds
            .iter()
            .map(|&(min, max)| i32::from(max) - i32::from(min) + 1);
        Self([101; 3].into_iter().chain(counters).map(Cuts::new).collect())
    }

    fn join(&mut self, other: &Self) -> bool {
        let both = self.0.iter_mut().zip(&other.0);
        both.fold(false, |changed, (cuts, other)| cuts.join(other) | changed)
    }

    fn take_back(&mut self, number: usize, added: i32) {
        if let Some(cuts) = self.0.get_mut(number) {
            *cuts = cuts.before(added);
        }
    }
}

/// For each number, the lowest values of its classes but the first, ascending.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    borders: [Vec<i16>; NUMBERS],
    lowest: [i16; NUMBERS],
}

impl Classes {
    fn new(graph: &Graph, row: &Row) -> Self {
        let mut classes = Self::default();
        let bounds = graph.counter_bounds.iter().map(|&(min, _)| min);
        for (slot, min) in classes.lowest.iter_mut().zip([0; 3].into_iter().chain(bounds)) {
            *slot = min;
        }
        let rows = classes.borders.iter_mut().zip(classes.lowest).zip(&row.0);
        for ((borders, lowest), cuts) in rows {
            let value = |at: i32| i16::try_from(i32::from(lowest) + at).unwrap_or(i16::MAX);
            *borders = cuts.each().map(value).collect();
        }
        classes
    }

    /// The lowest value that can't be told from this one.
    pub fn component(&self, component: usize, value: u8) -> u8 {
        u8::try_from(self.floor(component, i16::from(value))).unwrap_or(value)
    }

    /// The same for a counter.
    pub fn counter(&self, slot: usize, value: i16) -> i16 {
        self.floor(3 + slot, value)
    }

    fn floor(&self, number: usize, value: i16) -> i16 {
        let borders = self.borders.get(number).map_or(&[][..], Vec::as_slice);
        let below = borders.partition_point(|&border| border <= value);
        let at = below.checked_sub(1).and_then(|at| borders.get(at));
        at.or_else(|| self.lowest.get(number)).copied().unwrap_or(value)
    }
}

/// The classes at each statement and at each ending.
pub(super) fn classes(graph: &Graph, keep: Keep) -> (Vec<Classes>, Vec<Classes>) {
    let reader = Reader { graph, keep };
    let endings: Vec<Row> = graph
        .ending_says
        .iter()
        .map(|&says| {
            let mut row = Row::new(graph);
            reader.words(says, &mut row);
            row
        })
        .collect();
    let mut statements = vec![Row::new(graph); graph.statements.len()];
    let mut changed = true;
    while changed {
        changed = false;
        for (at, node) in graph.statements.iter().enumerate().rev() {
            let found = reader.statement(node, &statements, &endings);
            changed |= statements.get_mut(at).is_some_and(|row| row.join(&found));
        }
    }
    let of = |rows: &[Row]| rows.iter().map(|row| Classes::new(graph, row)).collect();
    (of(&statements), of(&endings))
}

struct Reader<'g> {
    graph: &'g Graph,
    keep: Keep,
}

impl Reader<'_> {
    /// What is asked at a statement, and what is asked after it.
    fn statement(&self, node: &StatementNode, statements: &[Row], endings: &[Row]) -> Row {
        let graph = self.graph;
        let mut row = Row::new(graph);
        for cases in [node.scene, node.cue, node.affect, node.says, node.inner] {
            self.words(cases, &mut row);
        }
        for response in node.responses.of(&graph.responses) {
            self.cases(response.text, &mut row);
            if let Some(test) = response.when {
                self.index(test, &mut row);
            }
            for outcome in graph.outcomes(response) {
                self.cases(outcome.quality, &mut row);
                self.words(outcome.reaction, &mut row);
                self.words(outcome.feedback, &mut row);
                let mut after = self.after(outcome, statements, endings);
                self.before(outcome.ops, &mut after);
                row.join(&after);
            }
        }
        row
    }

    /// What is asked once the effects are through.
    fn after(&self, outcome: &Outcome, statements: &[Row], endings: &[Row]) -> Row {
        let graph = self.graph;
        let mut after = Row::new(graph);
        for place in graph.targets(outcome) {
            let row = match place {
                Place::Statement(index) => statements.get(index as usize),
                Place::Ending(index) => endings.get(index as usize),
            };
            if let Some(row) = row {
                after.join(row);
            }
        }
        if let Step::First { branches, .. } = outcome.step {
            for &(test, _) in branches.of(&graph.branches) {
                self.index(test, &mut after);
            }
        }
        after
    }

    /// Carries borders back through effects, the last one first.
    fn before(&self, ops: Run, row: &mut Row) {
        for op in ops.of(&self.graph.ops).iter().rev() {
            match *op {
                Op::Change(changes) => {
                    for (component, by) in changes.into_iter().enumerate().filter(|&(_, by)| by != 0) {
                        row.take_back(component, i32::from(by));
                    }
                }
                Op::Count(slot, by) => row.take_back(3 + usize::from(slot), by),
                Op::When(test, inner) => {
                    let mut inside = row.clone();
                    self.before(inner, &mut inside);
                    row.join(&inside);
                    self.index(test, row);
                }
                Op::Flag(..) | Op::Reveal(_) => {}
            }
        }
    }

    fn words(&self, cases: Cases, row: &mut Row) {
        if self.keep.heeds(self.graph, cases) {
            self.cases(cases, row);
        }
    }

    fn cases(&self, cases: Cases, row: &mut Row) {
        for &test in cases.0.of(&self.graph.case_tests) {
            self.index(test, row);
        }
    }

    fn index(&self, test: u32, row: &mut Row) {
        if let Some(test) = self.graph.tests.get(test as usize) {
            self.test(test, row);
        }
    }

    fn test(&self, test: &Test, row: &mut Row) {
        match *test {
            Test::AtLeast(slot, bound) | Test::Below(slot, bound) => {
                let (number, lowest) = match slot {
                    Slot::Component(component) => (usize::from(component), 0),
                    Slot::Counter(slot) => {
                        let bounds = self.graph.counter_bounds.get(usize::from(slot));
                        (3 + usize::from(slot), bounds.map_or(0, |&(min, _)| i32::from(min)))
                    }
                };
                if let Some(cuts) = row.0.get_mut(number) {
                    cuts.add(bound.saturating_sub(lowest));
                }
            }
            Test::All(run) | Test::Any(run) => {
                for test in run.of(&self.graph.tests) {
                    self.test(test, row);
                }
            }
            Test::Not(index) => self.index(index, row),
            Test::Flag(..)
            | Test::RuptureOpen
            | Test::RuptureRecognised
            | Test::RuptureResolved
            | Test::Visited(_)
            | Test::Revealed(_)
            | Test::SummaryRight => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cuts;

    #[track_caller]
    fn check(borders: &[i32], added: i32, before: &[i32]) {
        let mut cuts = Cuts::new(101);
        for &border in borders {
            cuts.add(border);
        }
        assert_eq!(cuts.before(added).each().collect::<Vec<_>>(), before);
    }

    #[test]
    fn borders_go_back_through_what_was_added() {
        check(&[60], 8, &[52]);
        check(&[60], -8, &[68]);
        check(&[0, 1, 64, 100, 101], 0, &[1, 64, 100]);
        // Nobody below 0 or above 100 is there to be told apart.
        check(&[5, 10], 10, &[]);
        check(&[95, 90], -10, &[100]);
        check(&[30], i32::MIN, &[]);
    }

    #[test]
    fn joining_says_whether_anything_is_new() {
        let (mut one, mut other) = (Cuts::new(101), Cuts::new(101));
        one.add(70);
        assert!(!one.join(&other));
        other.add(3);
        assert!(one.join(&other) && !one.join(&other));
        assert_eq!(one.each().collect::<Vec<_>>(), [3, 70]);
    }
}
