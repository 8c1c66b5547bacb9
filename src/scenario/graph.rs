//! A vignette as it is run: dense indices, flat lists, no texts and no strings. Compiled from a [`Scenario`](super::model::Scenario)
//! by [`super::compile`], whose order of statements, responses and endings it keeps: index `n` here is entry `n` there.
//!
//! The rules of play that do not depend on chance or on a trainee stand here, so that the session and the explorer can't differ in them.

use std::ops::Range;

use super::effect::RepairStep;
use super::rupture::{self, RuptureChange};
use super::state::{MAX_COUNTERS, MAX_RESPONSES, Place, State};
use crate::framework::id::RuptureKind;

/// A run of entries in one of the graph's lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub start: u32,
    pub len: u32,
}

impl Run {
    #[inline]
    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        let start = self.start as usize;
        list.get(start..start + self.len as usize).unwrap_or(&[])
    }
}

/// The index of a test in the graph.
pub(crate) type TestIx = u32;

/// A condition, compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    AtLeast(Slot, i32),
    Below(Slot, i32),
    Flag(u8, bool),
    All(Run),
    Any(Run),
    Not(TestIx),
    RuptureOpen,
    RuptureRecognised,
    RuptureResolved,
    Visited(u8),
    Revealed(u8),
    SummaryRight,
}

/// A number in the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Component(u8),
    Counter(u8),
}

/// An effect, compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// Bond, tasks and goals, each by -100 to 100, all at once.
    Change([i8; 3]),
    Flag(u8, bool),
    Count(u8, i32),
    Reveal(u8),
    When(TestIx, Run),
}

impl Op {
    /// A change of one component. Beyond 100 points either way a change comes to the same.
    pub(crate) fn change(component: usize, by: i32) -> Self {
        let mut changes = [0; 3];
        if let Some(change) = changes.get_mut(component) {
            *change = i8::try_from(by.clamp(-100, 100)).unwrap_or(0);
        }
        Self::Change(changes)
    }

    /// One change in place of two that follow each other. Not if both change the same component: each stops at 0 and 100 by itself.
    pub(crate) fn join(first: Self, second: Self) -> Option<Self> {
        let (Self::Change(first), Self::Change(second)) = (first, second) else {
            return None;
        };
        let apart = first.iter().zip(second).all(|(&one, other)| one == 0 || other == 0);
        apart.then(|| Self::Change([first[0] + second[0], first[1] + second[1], first[2] + second[2]]))
    }
}

/// Which of several cases applies: tests tried in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cases(pub(crate) Run);

/// Where a response leads, compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    To(Place),
    First { branches: Run, otherwise: Place },
    Chance(Run),
}

/// Where a response leads in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward<'g> {
    /// To one place.
    To(Place),
    /// By chance, in proportion to the weights.
    Chance(&'g [(u32, Place)]),
}

/// What a response, or a silence of one length, does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub(crate) quality: Cases,
    pub(crate) qualities: Run,
    pub(crate) ops: Run,
    pub(crate) repair: Option<RepairStep>,
    pub(crate) step: Step,
    /// Which reaction is shown, by the state before the effects.
    pub reaction: Cases,
    /// Which feedback is given, by the state before the effects.
    pub feedback: Cases,
    /// All of quality, effects and onward way at once, if they are simple: most outcomes, and then play is quick.
    pub(crate) plain: Option<Plain>,
}

/// An outcome whose quality and texts are fixed, whose effects are one change of the alliance, and whose way onward hangs on one component at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    change: [i8; 3],
    quality: u8,
    /// The way: `then` if this component is at least this much, otherwise `otherwise`.
    component: u8,
    at_least: u8,
    then: Place,
    otherwise: Place,
}

/// What kind of act a response is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// Words.
    Say,
    /// A summary of beliefs, which the client corrects.
    Summary,
    /// A silence of some length.
    Silence,
}

/// A response, compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseNode {
    /// What kind of act it is.
    pub act: ActKind,
    /// Which wording is said.
    pub text: Cases,
    pub(crate) when: Option<TestIx>,
    /// One outcome, or one a band of silence.
    pub(crate) outcomes: Run,
}

/// A statement, compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementNode {
    /// Which scene is set.
    pub scene: Cases,
    /// Which cue is shown.
    pub cue: Cases,
    /// Which affect is shown.
    pub affect: Cases,
    /// Which words are said.
    pub says: Cases,
    /// Which inner words are thought.
    pub inner: Cases,
    /// The kind of strain that shows.
    pub strain: Option<RuptureKind>,
    /// Whether the trainee is asked here to read the alliance.
    pub read_alliance: bool,
    pub(crate) reveals: u32,
    pub(crate) visit_bit: Option<u8>,
    pub(crate) responses: Run,
    /// Whether any of its texts depends on the state.
    pub(crate) varies: bool,
    /// What is on offer in every state, if no condition has a say in it: most statements, and then play is quick.
    pub(crate) fixed: Option<Fixed>,
}

/// The responses of a statement that are on offer, as bits, and the lowest and highest quality among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fixed {
    pub offered: u8,
    pub worst: u8,
    pub best: u8,
}

/// What an answer, or arriving somewhere, did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Bond, tasks and goals afterwards, as in the state.
    pub alliance: [u8; 3],
    /// What happened to the rupture.
    pub rupture: Option<RuptureChange>,
    /// Beliefs made known, as bits.
    pub revealed: u32,
}

/// A vignette, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    pub(crate) statements: Vec<StatementNode>,
    pub(crate) responses: Vec<ResponseNode>,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) tests: Vec<Test>,
    pub(crate) case_tests: Vec<TestIx>,
    pub(crate) ops: Vec<Op>,
    pub(crate) qualities: Vec<u8>,
    pub(crate) bands_s: Vec<u16>,
    pub(crate) branches: Vec<(TestIx, Place)>,
    pub(crate) ways: Vec<(u32, Place)>,
    pub(crate) ending_says: Vec<Cases>,
    pub(crate) counter_bounds: [(i16, i16); MAX_COUNTERS],
    pub(crate) held: u32,
    pub(crate) beliefs: u32,
    pub(crate) initial: State,
}

impl Graph {
    /// The statements in file order.
    pub fn statements(&self) -> &[StatementNode] {
        &self.statements
    }

    /// How many endings there are.
    pub fn endings(&self) -> usize {
        self.ending_says.len()
    }

    /// The statement with this index.
    #[inline]
    pub fn statement(&self, index: u32) -> Option<&StatementNode> {
        self.statements.get(index as usize)
    }

    /// The responses of a statement, in file order.
    #[inline]
    pub fn responses(&self, statement: u32) -> &[ResponseNode] {
        self.statement(statement)
            .map_or(&[], |node| node.responses.of(&self.responses))
    }

    /// A response by its place in its statement.
    #[inline]
    pub fn response(&self, statement: u32, response: u8) -> Option<&ResponseNode> {
        self.responses(statement).get(usize::from(response))
    }

    /// What is on offer among these responses in every state, unless a condition has a say in it.
    pub(crate) fn fixed(&self, responses: Run) -> Option<Fixed> {
        let (mut offered, mut worst, mut best) = (0_u8, u8::MAX, 0);
        for (bit, response) in responses.of(&self.responses).iter().take(MAX_RESPONSES).enumerate() {
            if response.when.is_some() {
                return None;
            }
            offered |= 1 << bit;
            for outcome in self.outcomes(response) {
                let quality = match outcome.qualities.of(&self.qualities) {
                    [quality] => *quality,
                    _ => return None,
                };
                worst = worst.min(quality);
                best = best.max(quality);
            }
        }
        Some(Fixed {
            offered,
            worst: worst.min(best),
            best,
        })
    }

    /// The simple form of an outcome, if it has one.
    pub(crate) fn plain(&self, outcome: &Outcome) -> Option<Plain> {
        let [quality] = *outcome.qualities.of(&self.qualities) else {
            return None;
        };
        let change = match *outcome.ops.of(&self.ops) {
            [] => [0; 3],
            [Op::Change(change)] => change,
            _ => return None,
        };
        let (component, at_least, then, otherwise) = match outcome.step {
            Step::To(place) => (0, 0, place, place),
            Step::First { branches, otherwise } => {
                let [(test, then)] = *branches.of(&self.branches) else {
                    return None;
                };
                match *self.tests.get(test as usize)? {
                    Test::AtLeast(Slot::Component(component), bound) => (component, bound, then, otherwise),
                    Test::Below(Slot::Component(component), bound) => (component, bound, otherwise, then),
                    _ => return None,
                }
            }
            Step::Chance(_) => return None,
        };
        let at_least = u8::try_from(at_least.clamp(0, 255)).unwrap_or(u8::MAX);
        let varies = outcome.reaction.0.len > 0 || outcome.feedback.0.len > 0;
        (!varies && outcome.repair.is_none()).then_some(Plain {
            change,
            quality,
            component,
            at_least,
            then,
            otherwise,
        })
    }

    /// The lowest and highest quality among these responses, if they are what is on offer in every state.
    #[inline]
    pub fn fixed_qualities(&self, statement: u32, offered: u8) -> Option<(u8, u8)> {
        let fixed = self
            .statement(statement)?
            .fixed
            .filter(|fixed| fixed.offered == offered)?;
        Some((fixed.worst, fixed.best))
    }

    /// The outcomes of a response: one, or one a band of silence.
    #[inline]
    pub fn outcomes(&self, response: &ResponseNode) -> &[Outcome] {
        response.outcomes.of(&self.outcomes)
    }

    /// The first seconds of a silence's bands, ascending.
    pub fn bands_s(&self, response: &ResponseNode) -> &[u16] {
        response.outcomes.of(&self.bands_s)
    }

    /// The band into which a silence of this length falls; 0 for what is no silence.
    #[inline]
    pub fn band(&self, response: &ResponseNode, held_ms: u32) -> u8 {
        if response.outcomes.len < 2 {
            return 0;
        }
        let bands = self.bands_s(response);
        let reached = bands
            .iter()
            .take_while(|&&from_s| u32::from(from_s) * 1000 <= held_ms)
            .count();
        u8::try_from(reached.saturating_sub(1)).unwrap_or(0)
    }

    /// Which of an ending's words are said.
    pub fn ending_says(&self, ending: u32) -> Cases {
        self.ending_says.get(ending as usize).copied().unwrap_or_default()
    }

    /// The state before the first statement is entered.
    pub fn initial(&self) -> State {
        self.initial
    }

    /// The state at the first statement.
    pub fn opening(&self) -> State {
        let mut state = self.initial;
        self.enter(&mut state, self.initial.at);
        state
    }

    /// The beliefs that the client holds, as bits.
    pub fn held(&self) -> u32 {
        self.held
    }

    /// The beliefs that the notebook lists, held or not, as bits.
    pub fn beliefs(&self) -> u32 {
        self.beliefs
    }

    /// Whether a summary of these beliefs names at least one that the client holds and none that they don't.
    pub fn summary_right(&self, beliefs: u32) -> bool {
        beliefs & self.held != 0 && beliefs & !self.held == 0
    }

    /// The tests that most vignettes are made of; kept small, so that it is inlined where a move is made.
    #[inline]
    fn holds(&self, test: &Test, state: &State, summary_right: bool) -> bool {
        match *test {
            Test::AtLeast(slot, bound) => Self::number(slot, state) >= bound,
            Test::Below(slot, bound) => Self::number(slot, state) < bound,
            Test::Flag(bit, value) => (state.flags >> bit & 1 == 1) == value,
            _ => self.holds_else(test, state, summary_right),
        }
    }

    fn holds_else(&self, test: &Test, state: &State, summary_right: bool) -> bool {
        match *test {
            Test::AtLeast(..) | Test::Below(..) | Test::Flag(..) => self.holds(test, state, summary_right),
            Test::All(run) => run
                .of(&self.tests)
                .iter()
                .all(|test| self.holds(test, state, summary_right)),
            Test::Any(run) => run
                .of(&self.tests)
                .iter()
                .any(|test| self.holds(test, state, summary_right)),
            Test::Not(index) => !self.test(index, state, summary_right),
            Test::RuptureOpen => state.rupture.is_some(),
            Test::RuptureRecognised => state.rupture.is_some_and(|rupture| rupture.recognised),
            Test::RuptureResolved => state.resolved && state.rupture.is_none(),
            Test::Visited(bit) => state.visited >> bit & 1 == 1,
            Test::Revealed(bit) => state.revealed >> bit & 1 == 1,
            Test::SummaryRight => summary_right,
        }
    }

    #[inline]
    pub(crate) fn test(&self, index: TestIx, state: &State, summary_right: bool) -> bool {
        self.tests
            .get(index as usize)
            .is_some_and(|test| self.holds(test, state, summary_right))
    }

    #[inline]
    fn number(slot: Slot, state: &State) -> i32 {
        match slot {
            Slot::Component(index) => state.alliance.get(usize::from(index)).copied().map_or(0, i32::from),
            Slot::Counter(index) => state.counters.get(usize::from(index)).copied().map_or(0, i32::from),
        }
    }

    /// Which reaction is shown and which feedback is given, by the state before the effects.
    #[inline(always)]
    pub fn told(&self, outcome: &Outcome, state: &State, summary_right: bool) -> (usize, usize) {
        if outcome.plain.is_some() {
            return (0, 0);
        }
        (
            self.case(outcome.reaction, state, summary_right),
            self.case(outcome.feedback, state, summary_right),
        )
    }

    /// The index of the first case that holds; the number of cases if none does.
    #[inline(always)]
    pub fn case(&self, cases: Cases, state: &State, summary_right: bool) -> usize {
        if cases.0.len == 0 {
            return 0;
        }
        let tests = cases.0.of(&self.case_tests);
        tests
            .iter()
            .position(|&test| self.test(test, state, summary_right))
            .unwrap_or(tests.len())
    }

    /// Whether a response is offered in this state.
    #[inline]
    pub fn is_offered(&self, response: &ResponseNode, state: &State) -> bool {
        response.when.is_none_or(|test| self.test(test, state, false))
    }

    /// The responses offered where the state stands, as bits by their place in the statement.
    ///
    /// If every response is hidden, all are offered: a trainee is never left without an answer. The rule
    /// `every-response-hidden` tells the author.
    #[inline(always)]
    pub fn offered(&self, state: &State) -> u8 {
        let Place::Statement(index) = state.at else { return 0 };
        if let Some(fixed) = self.statement(index).and_then(|node| node.fixed) {
            return fixed.offered;
        }
        let responses = self.responses(index).iter().take(MAX_RESPONSES);
        let (mut all, mut offered) = (0_u8, 0_u8);
        for (bit, response) in responses.enumerate() {
            all |= 1 << bit;
            offered |= u8::from(self.is_offered(response, state)) << bit;
        }
        if offered == 0 { all } else { offered }
    }

    /// How apt an outcome is in this state, 0 to 4.
    #[inline(always)]
    pub fn quality(&self, outcome: &Outcome, state: &State, summary_right: bool) -> u8 {
        if let Some(plain) = outcome.plain {
            return plain.quality;
        }
        let case = self.case(outcome.quality, state, summary_right);
        outcome.qualities.of(&self.qualities).get(case).copied().unwrap_or(0)
    }

    /// Arrives at a place: marks it visited, lets a strain open a rupture, makes beliefs known. Returns what changed.
    #[inline(always)]
    pub fn enter(&self, state: &mut State, place: Place) -> Applied {
        state.at = place;
        let mut applied = Applied {
            alliance: state.alliance,
            rupture: None,
            revealed: 0,
        };
        let Place::Statement(index) = place else {
            return applied;
        };
        let Some(node) = self.statement(index) else {
            return applied;
        };
        if let Some(bit) = node.visit_bit {
            state.visited |= 1 << bit;
        }
        applied.revealed = node.reveals & !state.revealed;
        state.revealed |= applied.revealed;
        let opened = node.strain.is_some_and(|kind| state.strain(kind));
        applied.rupture = opened.then_some(RuptureChange::Opened);
        applied
    }

    /// Applies an outcome's effects and then its repair step. The state stays where it stands: see [`Graph::onward`].
    #[inline(always)]
    pub fn apply(&self, state: &mut State, outcome: &Outcome, summary_right: bool) -> Applied {
        if let Some(plain) = outcome.plain {
            let alliance = changed(state.alliance, plain.change);
            state.alliance = alliance;
            return Applied {
                alliance,
                rupture: None,
                revealed: 0,
            };
        }
        let known = state.revealed;
        self.run_ops(outcome.ops, state, summary_right);
        let mut change = None;
        if let Some(step) = outcome.repair {
            (state.rupture, change) = rupture::apply(state.rupture, step);
            state.resolved |= change == Some(RuptureChange::Resolved);
        }
        Applied {
            alliance: state.alliance,
            rupture: change,
            revealed: state.revealed & !known,
        }
    }

    #[inline(always)]
    fn run_ops(&self, run: Run, state: &mut State, summary_right: bool) {
        for op in run.of(&self.ops) {
            match *op {
                Op::Change(by) => state.alliance = changed(state.alliance, by),
                Op::Flag(bit, true) => state.flags |= 1 << bit,
                Op::Flag(bit, false) => state.flags &= !(1 << bit),
                Op::Count(index, by) => {
                    let slot = usize::from(index);
                    if let (Some(value), Some(&(min, max))) =
                        (state.counters.get_mut(slot), self.counter_bounds.get(slot))
                    {
                        let sum = i32::from(*value)
                            .saturating_add(by)
                            .clamp(i32::from(min), i32::from(max));
                        *value = i16::try_from(sum).unwrap_or(max);
                    }
                }
                Op::Reveal(bit) => state.revealed |= 1 << bit,
                Op::When(test, inner) => self.run_ops_when(test, inner, state, summary_right),
            }
        }
    }

    /// Apart from [`Graph::run_ops`], which can be inlined only if it does not call itself.
    #[inline(never)]
    fn run_ops_when(&self, test: TestIx, run: Run, state: &mut State, summary_right: bool) {
        if self.test(test, state, summary_right) {
            self.run_ops(run, state, summary_right);
        }
    }

    /// Where an outcome leads from this state, after its effects.
    #[inline(always)]
    pub fn onward(&self, outcome: &Outcome, state: &State, summary_right: bool) -> Onward<'_> {
        if let Some(plain) = outcome.plain {
            let component = state.alliance.get(usize::from(plain.component)).copied().unwrap_or(0);
            let holds = component >= plain.at_least;
            return Onward::To(if holds { plain.then } else { plain.otherwise });
        }
        match outcome.step {
            Step::To(place) => Onward::To(place),
            Step::First { branches, otherwise } => {
                let held = branches
                    .of(&self.branches)
                    .iter()
                    .find(|(test, _)| self.test(*test, state, summary_right));
                Onward::To(held.map_or(otherwise, |&(_, place)| place))
            }
            Step::Chance(run) => Onward::Chance(run.of(&self.ways)),
        }
    }

    /// Every place that an outcome can lead to, whatever the state.
    pub fn targets(&self, outcome: &Outcome) -> impl Iterator<Item = Place> + '_ {
        let (branches, ways, last) = match outcome.step {
            Step::To(place) => (Run::default(), Run::default(), Some(place)),
            Step::First { branches, otherwise } => (branches, Run::default(), Some(otherwise)),
            Step::Chance(run) => (Run::default(), run, None),
        };
        let branches = branches.of(&self.branches).iter().map(|&(_, place)| place);
        let ways = ways.of(&self.ways).iter().map(|&(_, place)| place);
        branches.chain(ways).chain(last)
    }

    /// Whether a response is offered in every state.
    pub fn always_offered(&self, response: &ResponseNode) -> bool {
        response.when.is_none()
    }

    /// The indices of all statements.
    pub fn statement_range(&self) -> Range<u32> {
        0..u32::try_from(self.statements.len()).unwrap_or(u32::MAX)
    }
}

/// All three components after a change.
#[inline(always)]
fn changed([bond, tasks, goals]: [u8; 3], by: [i8; 3]) -> [u8; 3] {
    [moved(bond, by[0]), moved(tasks, by[1]), moved(goals, by[2])]
}

/// A component after a change; it stops at 0 and 100.
#[inline(always)]
fn moved(value: u8, by: i8) -> u8 {
    value.saturating_add_signed(by).min(100)
}
