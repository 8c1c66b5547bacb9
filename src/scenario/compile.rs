//! From what is written to what is run: resolves every name, and says which ones lead nowhere.

use std::collections::HashMap;
use std::hash::Hash;

use indexmap::IndexMap;

use super::condition::{Condition, Quantity};
use super::diagnostic::{Diagnostic, Pointer};
use super::effect::Effect;
use super::graph::{ActKind, Cases, Graph, Op, Outcome, ResponseNode, Run, Slot, StatementNode, Step, Test, TestIx};
use super::id::{BeliefId, StatementId, TargetId, VariableId};
use super::model::{Act, Band, Next, Response, Scenario, Statement, Variable};
use super::named::{Named, Slip};
use super::nearest::nearest;
use super::state::{MAX_BELIEFS, MAX_COUNTERS, MAX_FLAGS, MAX_RESPONSES, MAX_VISITED, Place, State};
use super::varied::Varied;
use crate::framework::model::{Framework, RowKind};

/// A graph if every name resolves, and every finding either way.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The graph, unless a finding is an error.
    pub graph: Option<Graph>,
    /// What was found, in file order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles a vignette against its framework.
pub fn compile(scenario: &Scenario, framework: &Framework) -> Compiled {
    let mut compiler = Compiler::new(scenario, framework);
    compiler.header();
    for (id, statement) in &scenario.statements {
        compiler.statement(id, statement);
    }
    for (id, ending) in &scenario.endings {
        let place = At {
            ending: Some(id.as_str()),
            ..At::default()
        }
        .field("says");
        let says = compiler.cases(&ending.says, place);
        compiler.graph.ending_says.push(says);
    }
    compiler.pins();
    let Compiler { graph, diagnostics, .. } = compiler;
    let broken = diagnostics.iter().any(Diagnostic::is_error);
    Compiled {
        graph: (!broken).then_some(graph),
        diagnostics,
    }
}

/// Where the compiler is. Becomes a [`Pointer`] only when there is something to say.
#[derive(Clone, Copy, Default)]
struct At<'s> {
    statement: Option<&'s str>,
    ending: Option<&'s str>,
    response: Option<&'s str>,
    /// The position of a silence's band, from 0.
    band: Option<usize>,
    /// A field, or one in another: `strain.marker`.
    field: &'static str,
}

impl At<'_> {
    const fn field(self, field: &'static str) -> Self {
        Self { field, ..self }
    }

    fn pointer(self) -> Pointer {
        let mut pointer = Pointer::root();
        if let Some(id) = self.statement {
            pointer = pointer.statement(id);
        }
        if let Some(id) = self.ending {
            pointer = pointer.ending(id);
        }
        if let Some(id) = self.response {
            pointer = pointer.response(id);
        }
        if let Some(band) = self.band {
            pointer = pointer.field("act").field("bands").index(band);
        }
        let names = self.field.split('.').filter(|name| !name.is_empty());
        names.fold(pointer, Pointer::field)
    }
}

/// How many of the last findings are compared with a new one: more than there can be about one response, unless it is made to have them.
const LOOKED_BACK: usize = 64;

struct Compiler<'s> {
    scenario: &'s Scenario,
    framework: &'s Framework,
    places: HashMap<&'s str, Place>,
    flags: HashMap<&'s VariableId, u8>,
    counters: HashMap<&'s VariableId, u8>,
    visited: HashMap<&'s StatementId, u8>,
    graph: Graph,
    diagnostics: Vec<Diagnostic>,
}

fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn bit(position: usize) -> u8 {
    u8::try_from(position).unwrap_or(u8::MAX)
}

fn run<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) -> Run {
    let start = list.len();
    list.extend(items);
    Run {
        start: index(start),
        len: index(list.len() - start),
    }
}

fn position<K: Hash + Eq, V>(map: &IndexMap<K, V>, key: &K) -> Option<u8> {
    map.get_index_of(key).map(bit)
}

impl<'s> Compiler<'s> {
    fn new(scenario: &'s Scenario, framework: &'s Framework) -> Self {
        let (mut flags, mut counters) = (HashMap::new(), HashMap::new());
        let mut initial = State {
            at: Place::Statement(0),
            alliance: [scenario.alliance.bond, scenario.alliance.tasks, scenario.alliance.goals],
            rupture: None,
            resolved: false,
            counters: [0; MAX_COUNTERS],
            flags: 0,
            visited: 0,
            revealed: 0,
        };
        let mut counter_bounds = [(0, 0); MAX_COUNTERS];
        for (id, variable) in &scenario.variables {
            match *variable {
                Variable::Flag(value) if flags.len() < MAX_FLAGS => {
                    initial.flags |= u64::from(value) << flags.len();
                    flags.insert(id, bit(flags.len()));
                }
                Variable::Counter { start, min, max } if counters.len() < MAX_COUNTERS => {
                    let small = |value: i32| i16::try_from(value.clamp(-1000, 1000)).unwrap_or(0);
                    if let (Some(value), Some(bounds)) = (
                        initial.counters.get_mut(counters.len()),
                        counter_bounds.get_mut(counters.len()),
                    ) {
                        *value = small(start);
                        *bounds = (small(min), small(max));
                    }
                    counters.insert(id, bit(counters.len()));
                }
                _ => {}
            }
        }
        let held = scenario.client.beliefs.values().take(MAX_BELIEFS).enumerate();
        let held = held.fold(0, |mask, (at, belief)| mask | u32::from(belief.held) << at);
        let listed = scenario.client.beliefs.len().min(MAX_BELIEFS);
        let beliefs = (0..listed).fold(0, |mask, at| mask | 1 << at);
        let graph = Graph {
            statements: Vec::with_capacity(scenario.statements.len()),
            responses: Vec::with_capacity(scenario.statements.len() * 4),
            outcomes: Vec::with_capacity(scenario.statements.len() * 4),
            tests: Vec::new(),
            case_tests: Vec::new(),
            ops: Vec::with_capacity(scenario.statements.len() * 8),
            qualities: Vec::with_capacity(scenario.statements.len() * 4),
            bands_s: Vec::with_capacity(scenario.statements.len() * 4),
            branches: Vec::new(),
            ways: Vec::new(),
            ending_says: Vec::with_capacity(scenario.endings.len()),
            counter_bounds,
            held,
            beliefs,
            initial,
        };
        let places = HashMap::with_capacity(scenario.statements.len() + scenario.endings.len());
        let mut compiler = Self {
            scenario,
            framework,
            places,
            flags,
            counters,
            visited: HashMap::new(),
            graph,
            diagnostics: vec![],
        };
        compiler.places();
        compiler
    }

    /// Names every place that a response can lead to. Statements and endings share one space of names.
    fn places(&mut self) {
        for (at, id) in self.scenario.statements.keys().enumerate() {
            self.places.insert(id.as_str(), Place::Statement(index(at)));
        }
        for (at, id) in self.scenario.endings.keys().enumerate() {
            if self.places.insert(id.as_str(), Place::Ending(index(at))).is_some() {
                let at = At {
                    ending: Some(id.as_str()),
                    ..At::default()
                };
                self.find("duplicate-id", at, format!("`{id}` names a statement and an ending"))
                    .help("a response that leads there could mean either: rename one of the two");
            }
        }
    }

    /// Says what was found, once: what a response says is asked for again in each band of its silence.
    fn find(&mut self, rule: &'static str, at: At<'s>, message: String) -> Found<'_> {
        let found = Diagnostic::error(rule, at.pointer(), message);
        let same = |other: &Diagnostic| {
            other.rule == found.rule && other.location.path == found.location.path && other.message == found.message
        };
        if self.diagnostics.iter().rev().take(LOOKED_BACK).any(same) {
            return Found(None);
        }
        self.diagnostics.push(found);
        Found(self.diagnostics.last_mut())
    }

    fn header(&mut self) {
        let scenario = self.scenario;
        if scenario.framework != self.framework.id {
            let message = format!("unknown framework `{}`", scenario.framework);
            let help = format!("this program has `{}`", self.framework.id);
            self.find("unknown-framework", At::default().field("framework"), message)
                .help(help);
        }
        match self.places.get(scenario.start.as_str()) {
            Some(&place @ Place::Statement(_)) => self.graph.initial.at = place,
            Some(Place::Ending(_)) => {
                let message = format!("`{}` is an ending: a vignette starts at a statement", scenario.start);
                self.find("missing-start", At::default().field("start"), message)
                    .help("name the statement that opens the conversation");
            }
            None => {
                let message = format!("no statement is called `{}`", scenario.start);
                let written = scenario.start.as_str();
                let near = nearest(written, scenario.statements.keys().map(StatementId::as_str));
                self.find("missing-start", At::default().field("start"), message).meant(
                    Some(Named::Place),
                    written,
                    near,
                    || "name the statement that opens the conversation".to_owned(),
                );
            }
        }
        self.rows(
            &scenario.contract.objectives,
            At::default().field("contract.objectives"),
            |_| true,
            "row",
        );
        self.rows(
            &scenario.client.factors,
            At::default().field("client.factors"),
            |kind| kind == RowKind::ClientFactor,
            "client factor",
        );
    }

    /// A pin of nothing is no reason not to play.
    fn pins(&mut self) {
        let pins = self.scenario.map.iter().flat_map(|map| map.pins.keys());
        for id in pins.filter(|id| !self.places.contains_key(id.as_str())) {
            let place = Pointer::root().field("map").field("pins").key(id);
            let message = format!("no statement or ending is called `{id}`");
            self.diagnostics
                .push(Diagnostic::warning("unknown-pin", place, message));
            let near = nearest(id.as_str(), self.places.keys().copied());
            Found(self.diagnostics.last_mut()).meant(Some(Named::Place), id.as_str(), near, || {
                "remove the pin: what it held is gone".to_owned()
            });
        }
    }

    fn rows(
        &mut self,
        rows: &[crate::framework::id::RowId],
        at: At<'s>,
        fits: impl Fn(RowKind) -> bool,
        what: &'static str,
    ) {
        for row in rows {
            let known = self.framework.row(row.as_str());
            if known.is_some_and(|known| fits(known.kind)) {
                continue;
            }
            let rows = self.framework.rows.iter().filter(|row| fits(row.kind));
            let near = nearest(row.as_str(), rows.map(|row| row.id.as_str()));
            let (rule, message) = match known {
                Some(known) => ("misplaced-row", format!("`{row}` ({}) is not a {what}", known.label)),
                None => ("unknown-ability", format!("the framework has no row `{row}`")),
            };
            self.find(rule, at, message).meant(None, row.as_str(), near, || {
                "`attune framework` lists the framework's rows".to_owned()
            });
        }
    }

    fn statement(&mut self, id: &'s StatementId, statement: &'s Statement) {
        let at = At {
            statement: Some(id.as_str()),
            ..At::default()
        };
        if let Some(strain) = &statement.strain {
            let marker = self.framework.marker(strain.marker.as_str());
            let place = at.field("strain.marker");
            match marker {
                None => {
                    let written = strain.marker.as_str();
                    let near = nearest(written, self.framework.markers.iter().map(|known| known.id.as_str()));
                    let message = format!("the framework has no marker `{written}`");
                    self.find("unknown-marker", place, message)
                        .meant(None, written, near, || {
                            "`attune framework` lists the markers".to_owned()
                        });
                }
                Some(known) if known.kind != strain.kind => {
                    let message = format!(
                        "`{}` is a marker of {}, not of {}",
                        strain.marker, known.kind, strain.kind
                    );
                    self.find("marker-of-other-kind", place, message)
                        .help("change `kind`, or choose a marker of that kind");
                }
                Some(_) => {}
            }
        }
        if let Some(factor) = &statement.factor {
            let fits = |kind| kind == RowKind::ClientFactor;
            self.rows(std::slice::from_ref(factor), at.field("factor"), fits, "client factor");
        }
        let mut reveals = 0;
        for belief in &statement.reveals {
            reveals |= self.belief(belief, at.field("reveals")).map_or(0, |bit| 1 << bit);
        }
        let field = |name: &'static str| at.field(name);
        let optional = |compiler: &mut Self, text: &'s Option<Varied<String>>, name: &'static str| {
            text.as_ref()
                .map_or_else(Cases::default, |text| compiler.cases(text, field(name)))
        };
        let scene = optional(self, &statement.scene, "scene");
        let inner = optional(self, &statement.inner, "inner");
        let cue = self.cases(&statement.cue, field("cue"));
        let affect = self.cases(&statement.affect, field("affect"));
        let says = self.cases(&statement.says, field("says"));
        let first = index(self.graph.responses.len());
        for (id, response) in statement.responses.iter().take(MAX_RESPONSES) {
            self.response(
                response,
                At {
                    response: Some(id.as_str()),
                    ..at
                },
            );
        }
        let responses = Run {
            start: first,
            len: index(self.graph.responses.len()) - first,
        };
        let strain = statement.strain.as_ref().map(|strain| strain.kind);
        let node = StatementNode {
            scene,
            cue,
            affect,
            says,
            inner,
            strain,
            read_alliance: statement.read_alliance,
            reveals,
            visit_bit: None,
            responses,
            varies: [scene, cue, affect, says, inner].iter().any(|cases| cases.0.len > 0),
            fixed: self.graph.fixed(responses),
        };
        self.graph.statements.push(node);
        self.mark_visited(id);
    }

    /// Gives the watched statements their bits, whichever of the asking condition and the statement comes first in the file.
    fn mark_visited(&mut self, id: &'s StatementId) {
        let bit = self.visited.get(id).copied();
        if let Some(node) = self.graph.statements.last_mut() {
            node.visit_bit = bit;
        }
    }

    fn response(&mut self, response: &'s Response, at: At<'s>) {
        let field = |name: &'static str| at.field(name);
        self.rows(
            &response.shows,
            field("shows"),
            |kind| kind != RowKind::HinderingFactor,
            "strength",
        );
        self.rows(
            &response.hinders,
            field("hinders"),
            |kind| kind != RowKind::ClientFactor,
            "weakness",
        );
        if let Some(strategy) = &response.strategy
            && self.framework.strategy(strategy.as_str()).is_none()
        {
            let known = self.framework.strategies.iter().map(|known| known.id.as_str());
            let near = nearest(strategy.as_str(), known);
            let message = format!("the framework has no strategy `{strategy}`");
            self.find("unknown-strategy", field("strategy"), message)
                .meant(None, strategy.as_str(), near, || {
                    "`attune framework` lists the strategies".to_owned()
                });
        }
        let bands: &[Band] = if let Act::Silence { bands, .. } = &response.act {
            bands
        } else {
            &[]
        };
        let own = response.pull.iter().map(|pull| (pull, at));
        let of_bands = bands.iter().enumerate().filter_map(|(number, band)| {
            let at = At {
                band: Some(number),
                ..at
            };
            band.pull.as_ref().map(|pull| (pull, at))
        });
        for (pull, at) in own.chain(of_bands) {
            if self.framework.pull(pull.as_str()).is_none() {
                let near = nearest(
                    pull.as_str(),
                    self.framework.pulls.iter().map(|known| known.id.as_str()),
                );
                let message = format!("the framework has no pull `{pull}`");
                self.find("unknown-pull", at.field("pull"), message)
                    .meant(None, pull.as_str(), near, || {
                        "`attune framework` lists the pulls".to_owned()
                    });
            }
        }
        let when = response.when.as_ref().map(|when| {
            let test = self.test(when, field("when"), 0);
            self.push_test(test)
        });
        let (act, text) = match &response.act {
            Act::Say(text) => (ActKind::Say, self.cases(text, field("act"))),
            Act::Summary(_) => (ActKind::Summary, Cases::default()),
            Act::Silence { .. } => (ActKind::Silence, Cases::default()),
        };
        // Conditions and effects are compiled before the outcomes are listed, so that the outcomes stand side by side.
        let outcomes: Vec<(u16, Outcome)> = if bands.is_empty() {
            vec![(0, self.outcome(response, None, at))]
        } else {
            (bands.iter().enumerate())
                .map(|(number, band)| (band.from_s, self.outcome(response, Some((number, band)), at)))
                .collect()
        };
        let bands_s: Vec<u16> = outcomes.iter().map(|&(from_s, _)| from_s).collect();
        run(&mut self.graph.bands_s, bands_s);
        let outcomes = run(
            &mut self.graph.outcomes,
            outcomes.into_iter().map(|(_, outcome)| outcome),
        );
        self.graph.responses.push(ResponseNode {
            act,
            text,
            when,
            outcomes,
        });
    }

    /// What an answer does, all of it or in a band of its silence: with what the band says, and else with what the response says.
    fn outcome(&mut self, response: &'s Response, band: Option<(usize, &'s Band)>, at: At<'s>) -> Outcome {
        let inside = At {
            band: band.map(|(number, _)| number),
            ..at
        };
        let band = band.map(|(_, band)| band);
        let places = (inside, at);
        let (quality, of_quality) = either(band, |band| band.quality.as_ref(), &response.quality, places);
        let (effects, of_effects) = either(band, |band| band.effect.as_ref(), &response.effect, places);
        let (reaction, of_reaction) = either(band, |band| band.reaction.as_ref(), &response.reaction, places);
        let (feedback, of_feedback) = either(band, |band| band.feedback.as_ref(), &response.feedback, places);
        let (next, of_next) = either(band, |band| band.next.as_ref(), &response.next, places);
        if let Some(band) = band {
            self.rows(
                band.shows.as_deref().unwrap_or_default(),
                inside.field("shows"),
                |kind| kind != RowKind::HinderingFactor,
                "strength",
            );
            self.rows(
                band.hinders.as_deref().unwrap_or_default(),
                inside.field("hinders"),
                |kind| kind != RowKind::ClientFactor,
                "weakness",
            );
        }
        let ops = self.effects(effects, of_effects.field("effect"), 0);
        let mut outcome = Outcome {
            quality: self.cases(quality, of_quality.field("quality")),
            qualities: run(&mut self.graph.qualities, quality.values().copied()),
            ops: run(&mut self.graph.ops, ops),
            repair: band.and_then(|band| band.repair).or(response.repair),
            step: self.step(next, of_next.field("next")),
            reaction: self.cases(reaction, of_reaction.field("reaction")),
            feedback: self.cases(feedback, of_feedback.field("feedback")),
            plain: None,
        };
        outcome.plain = self.graph.plain(&outcome);
        outcome
    }

    fn step(&mut self, next: &'s Next, at: At<'s>) -> Step {
        match next {
            Next::To(target) => Step::To(self.target(target, at)),
            Next::First { cases, otherwise } => {
                let mut branches = Vec::with_capacity(cases.len());
                for case in cases {
                    let test = self.test(&case.when, at, 0);
                    branches.push((self.push_test(test), self.target(&case.then, at)));
                }
                Step::First {
                    branches: run(&mut self.graph.branches, branches),
                    otherwise: self.target(otherwise, at),
                }
            }
            Next::Chance(ways) => {
                let ways: Vec<_> = ways.iter().map(|way| (way.weight, self.target(&way.to, at))).collect();
                Step::Chance(run(&mut self.graph.ways, ways))
            }
        }
    }

    fn target(&mut self, target: &'s TargetId, at: At<'s>) -> Place {
        if let Some(&place) = self.places.get(target.as_str()) {
            return place;
        }
        let near = nearest(target.as_str(), self.places.keys().copied());
        let message = format!("no statement or ending is called `{target}`");
        self.find("unknown-target", at, message)
            .meant(Some(Named::Place), target.as_str(), near, || {
                "write the statement or ending, or lead somewhere that exists".to_owned()
            });
        Place::Statement(0)
    }

    fn belief(&mut self, belief: &BeliefId, at: At<'s>) -> Option<u8> {
        let known = position(&self.scenario.client.beliefs, belief);
        if known.is_none() {
            let beliefs = self.scenario.client.beliefs.keys().map(BeliefId::as_str);
            let near = nearest(belief.as_str(), beliefs);
            self.find("unknown-belief", at, format!("the client has no belief `{belief}`"))
                .meant(Some(Named::Belief), belief.as_str(), near, || {
                    "beliefs stand under `client.beliefs`".to_owned()
                });
        }
        known.filter(|&bit| usize::from(bit) < MAX_BELIEFS)
    }

    fn flag(&mut self, flag: &VariableId, at: At<'s>) -> u8 {
        let found = self.flags.get(flag).copied();
        found.unwrap_or_else(|| self.unknown_variable(flag, at, "flag", "Flag(false)"))
    }

    fn counter(&mut self, counter: &VariableId, at: At<'s>) -> u8 {
        let found = self.counters.get(counter).copied();
        found.unwrap_or_else(|| self.unknown_variable(counter, at, "counter", "Counter(start: 0, min: 0, max: 5)"))
    }

    fn unknown_variable(&mut self, id: &VariableId, at: At<'s>, what: &str, example: &str) -> u8 {
        let declared = self.scenario.variables.contains_key(id);
        let message = if declared {
            format!("`{id}` is not a {what}")
        } else {
            format!("no {what} is called `{id}`")
        };
        let near = nearest(id.as_str(), self.scenario.variables.keys().map(VariableId::as_str));
        let near = near.filter(|_| !declared);
        self.find("unknown-variable", at, message)
            .meant(Some(Named::Variable), id.as_str(), near, || {
                format!("declare it under `variables`: `\"{id}\": {example}`")
            });
        0
    }

    fn visit(&mut self, statement: &StatementId, at: At<'s>) -> u8 {
        let Some((position, id, _)) = self.scenario.statements.get_full(statement) else {
            let statements = self.scenario.statements.keys().map(StatementId::as_str);
            let near = nearest(statement.as_str(), statements);
            self.find("unknown-target", at, format!("no statement is called `{statement}`"))
                .meant(Some(Named::Place), statement.as_str(), near, || {
                    "`Visited` asks about a statement".to_owned()
                });
            return 0;
        };
        if let Some(&bit) = self.visited.get(id) {
            return bit;
        }
        if self.visited.len() >= MAX_VISITED {
            let message = format!("`Visited` asks about more than {MAX_VISITED} statements");
            self.find("too-many-visited", at, message)
                .help("use a flag for some of them");
            return 0;
        }
        let new = bit(self.visited.len());
        self.visited.insert(id, new);
        if let Some(node) = self.graph.statements.get_mut(position) {
            node.visit_bit = Some(new);
        }
        new
    }

    fn slot(&mut self, quantity: &Quantity, at: At<'s>) -> Slot {
        match quantity {
            Quantity::Bond => Slot::Component(0),
            Quantity::Tasks => Slot::Component(1),
            Quantity::Goals => Slot::Component(2),
            Quantity::Counter(id) => Slot::Counter(self.counter(id, at)),
        }
    }

    fn push_test(&mut self, test: Test) -> TestIx {
        self.graph.tests.push(test);
        index(self.graph.tests.len() - 1)
    }

    fn test(&mut self, condition: &Condition, at: At<'s>, depth: usize) -> Test {
        if depth > super::condition::MAX_NESTING {
            let message = format!("conditions are nested more than {} deep", super::condition::MAX_NESTING);
            self.find("nested-too-deep", at, message)
                .help("set a flag earlier and ask about the flag");
            return Test::RuptureOpen;
        }
        let list = |compiler: &mut Self, conditions: &[Condition]| {
            let tests: Vec<Test> = conditions
                .iter()
                .map(|inner| compiler.test(inner, at, depth + 1))
                .collect();
            run(&mut compiler.graph.tests, tests)
        };
        match condition {
            Condition::AtLeast(quantity, bound) => Test::AtLeast(self.slot(quantity, at), *bound),
            Condition::Below(quantity, bound) => Test::Below(self.slot(quantity, at), *bound),
            Condition::Is(flag, value) => Test::Flag(self.flag(flag, at), *value),
            Condition::All(conditions) => Test::All(list(self, conditions)),
            Condition::Any(conditions) => Test::Any(list(self, conditions)),
            Condition::Not(inner) => {
                let test = self.test(inner, at, depth + 1);
                Test::Not(self.push_test(test))
            }
            Condition::RuptureOpen => Test::RuptureOpen,
            Condition::RuptureRecognised => Test::RuptureRecognised,
            Condition::RuptureResolved => Test::RuptureResolved,
            Condition::Visited(statement) => Test::Visited(self.visit(statement, at)),
            Condition::Revealed(belief) => Test::Revealed(self.belief(belief, at).unwrap_or(0)),
            Condition::SummaryRight => Test::SummaryRight,
        }
    }

    fn cases<T>(&mut self, varied: &Varied<T>, at: At<'s>) -> Cases {
        let Varied::Vary { cases, .. } = varied else {
            return Cases::default();
        };
        let mut tests = Vec::with_capacity(cases.len());
        for case in cases {
            let test = self.test(&case.when, at, 0);
            tests.push(self.push_test(test));
        }
        Cases(run(&mut self.graph.case_tests, tests))
    }

    fn effects(&mut self, effects: &[Effect], at: At<'s>, depth: usize) -> Vec<Op> {
        if depth > super::condition::MAX_NESTING {
            let message = format!("effects are nested more than {} deep", super::condition::MAX_NESTING);
            self.find("nested-too-deep", at, message)
                .help("join the conditions with `All`");
            return Vec::new();
        }
        let mut ops = Vec::with_capacity(effects.len());
        for effect in effects {
            let op = match effect {
                Effect::Change(component, by) => Op::change(component.index(), *by),
                Effect::Set(flag, value) => Op::Flag(self.flag(flag, at), *value),
                Effect::Count(counter, by) => Op::Count(self.counter(counter, at), *by),
                Effect::Reveal(belief) => match self.belief(belief, at) {
                    Some(bit) => Op::Reveal(bit),
                    None => continue,
                },
                Effect::When(condition, inner) => {
                    let test = self.test(condition, at, depth);
                    let test = self.push_test(test);
                    let inner = self.effects(inner, at, depth + 1);
                    Op::When(test, run(&mut self.graph.ops, inner))
                }
            };
            match ops
                .last_mut()
                .and_then(|last| Op::join(*last, op).map(|joined| (last, joined)))
            {
                Some((last, joined)) => *last = joined,
                None => ops.push(op),
            }
        }
        ops
    }
}

/// What the band says and where, or what the response says and where.
fn either<'s, T>(
    band: Option<&'s Band>,
    own: impl FnOnce(&'s Band) -> Option<&'s T>,
    whole: &'s T,
    (inside, at): (At<'s>, At<'s>),
) -> (&'s T, At<'s>) {
    band.and_then(own).map_or((whole, at), |own| (own, inside))
}

/// A finding just made, to hang a remedy on.
struct Found<'d>(Option<&'d mut Diagnostic>);

impl Found<'_> {
    fn help(self, help: impl Into<String>) {
        if let Some(diagnostic) = self.0 {
            diagnostic.help = Some(help.into());
        }
    }

    /// Proposes the nearest name, if one is near; else says what helps.
    fn meant(self, named: Option<Named>, written: &str, near: Option<&str>, otherwise: impl FnOnce() -> String) {
        let Some(near) = near else {
            return self.help(otherwise());
        };
        if let Some(diagnostic) = self.0 {
            diagnostic.propose(Slip {
                named,
                written: written.to_owned(),
                meant: near.to_owned(),
            });
        }
    }
}
