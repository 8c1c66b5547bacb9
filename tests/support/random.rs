//! Vignettes made up at random: senseless, and free of findings.

use attune::framework::id::{Component, RuptureKind};
use attune::framework::load::bundled;
use attune::scenario::compile::compile;
use attune::scenario::condition::{Condition, Quantity};
use attune::scenario::effect::{Effect, RepairStep};
use attune::scenario::graph::Graph;
use attune::scenario::id::{ScenarioId, StatementId};
use attune::scenario::model::{
    Act, Affect, Alliance, Band, Belief, Client, Clothes, ClothesColor, Contract, Ending, Face, Feeling, Hair,
    HairColor, Level, Medium, Next, Outcome, Portrait, Response, RuptureSource, Scenario, Setting, Skin, Statement,
    Strain, Variable, Way,
};
use attune::scenario::varied::{Case, Varied};
use attune::session::rng::Chance;

/// A vignette with no statement yet.
pub fn empty() -> Scenario {
    Scenario {
        format: 1,
        id: ScenarioId::new("made-up"),
        title: "Made up".into(),
        framework: "working-alliance".into(),
        language: "en-GB".into(),
        authors: vec!["nobody".into()],
        version: "1.0".into(),
        contract: Contract {
            objectives: vec!["repair.own-part".into()],
            level: Level::Foundation,
            rupture_from: RuptureSource::Client,
            drift: "nothing".into(),
        },
        cautions: vec![],
        held_back: false,
        setting: Setting {
            service: "a clinic".into(),
            approach: "talking".into(),
            session: 2,
            medium: Medium::InPerson,
            brief: "little".into(),
        },
        client: Client {
            name: "Sam".into(),
            age: 40,
            pronouns: "they/them".into(),
            about: "a person".into(),
            factors: vec![],
            beliefs: [].into_iter().collect(),
            goal: "to sleep".into(),
            portrait: Portrait {
                skin: Skin::Tan,
                face: Face::Oval,
                hair: Hair::Short,
                hair_color: HairColor::Grey,
                beard: Default::default(),
                glasses: Default::default(),
                hearing_aid: false,
                build: Default::default(),
                clothes: Clothes::Shirt,
                clothes_color: ClothesColor::Navy,
            },
        },
        alliance: Alliance {
            bond: 50,
            tasks: 50,
            goals: 50,
        },
        variables: [].into_iter().collect(),
        start: StatementId::new("s0"),
        statements: [].into_iter().collect(),
        endings: [].into_iter().collect(),
        notes: None,
        allow: Vec::new(),
        map: None,
    }
}

/// A response that says its own name, does nothing and leads somewhere.
pub fn response(act: Act, quality: u8, to: &str) -> Response {
    Response {
        act,
        when: None,
        quality: quality.into(),
        panel: None,
        shows: vec![],
        hinders: vec![],
        strategy: None,
        pull: None,
        effect: vec![],
        repair: None,
        reaction: Varied::Plain("looks up".into()),
        feedback: Varied::Plain("it did something".into()),
        instead: None,
        next: Next::To(to.into()),
    }
}

/// A statement without responses.
pub fn statement(says: &str) -> Statement {
    Statement {
        scene: None,
        cue: Varied::Plain("sits still".into()),
        affect: Varied::Plain(Affect(Feeling::Settled, 2)),
        says: Varied::Plain(says.into()),
        inner: None,
        strain: None,
        foil: false,
        factor: None,
        reveals: vec![],
        read_alliance: false,
        responses: [].into_iter().collect(),
    }
}

/// An ending.
pub fn ending(outcome: Outcome) -> Ending {
    Ending {
        outcome,
        title: "The end".into(),
        says: Varied::Plain("Well.".into()),
        affect: Affect::default(),
        debrief: "It ended.".into(),
    }
}

/// Compiles, and demands that nothing is found.
#[track_caller]
pub fn graph(scenario: &Scenario) -> Graph {
    let compiled = compile(scenario, bundled());
    assert!(compiled.diagnostics.is_empty(), "{:#?}", compiled.diagnostics);
    compiled.graph.unwrap()
}

/// A vignette of up to `size` statements, decided by a seed.
pub fn scenario(seed: u64, size: u32) -> Scenario {
    let mut made = Maker {
        chance: Chance::new(seed),
        statements: 0,
        beliefs: 0,
    };
    made.scenario(size)
}

struct Maker {
    chance: Chance,
    statements: u32,
    beliefs: u32,
}

impl Maker {
    fn one_in(&mut self, n: u32) -> bool {
        self.chance.below(n) == 0
    }

    fn scenario(&mut self, size: u32) -> Scenario {
        let mut scenario = empty();
        self.statements = 1 + self.chance.below(size.max(1));
        self.beliefs = if self.one_in(3) { 0 } else { 1 + self.chance.below(5) };
        for at in 0..self.beliefs {
            let belief = Belief {
                text: format!("belief {at}"),
                held: !self.one_in(3),
                from: "somewhere".into(),
                correction: None,
            };
            scenario.client.beliefs.insert(format!("b{at}").as_str().into(), belief);
        }
        for flag in ["f0", "f1"] {
            let value = self.one_in(2);
            scenario.variables.insert(flag.into(), Variable::Flag(value));
        }
        for counter in ["c0", "c1"] {
            let start = self.chance.below(3) as i32;
            let counter_bounds = Variable::Counter { start, min: -2, max: 4 };
            scenario.variables.insert(counter.into(), counter_bounds);
        }
        scenario.alliance = Alliance {
            bond: self.chance.below(101) as u8,
            tasks: self.chance.below(101) as u8,
            goals: self.chance.below(101) as u8,
        };
        scenario.start = StatementId::new(format!("s{}", self.chance.below(self.statements)));
        for at in 0..self.statements {
            let statement = self.statement(at);
            scenario.statements.insert(format!("s{at}").as_str().into(), statement);
        }
        for (at, outcome) in [Outcome::Repaired, Outcome::Left].into_iter().enumerate() {
            let says = self.text(&format!("e{at} says"), false);
            let ending = Ending {
                says,
                ..ending(outcome)
            };
            scenario.endings.insert(format!("e{at}").as_str().into(), ending);
        }
        scenario
    }

    fn statement(&mut self, at: u32) -> Statement {
        let kind = self.kind();
        let marker = match kind {
            RuptureKind::Withdrawal => "denial",
            RuptureKind::Confrontation => "complaint-activities",
        };
        let mut made = statement("");
        made.scene = self.one_in(2).then(|| self.text(&format!("s{at} scene"), false));
        made.cue = self.text(&format!("s{at} cue"), false);
        made.affect = self.varied(false, |maker| {
            Affect(
                Feeling::ALL[maker.chance.below(Feeling::ALL.len() as u32) as usize],
                1 + maker.chance.below(5) as u8,
            )
        });
        made.says = self.text(&format!("s{at} says"), false);
        made.inner = self.one_in(2).then(|| self.text(&format!("s{at} inner"), false));
        made.strain = self.one_in(3).then(|| Strain {
            kind,
            marker: marker.into(),
            over: vec![Component::Tasks],
            salience: 2,
        });
        if self.beliefs > 0 && self.one_in(3) {
            made.reveals.push(self.belief().as_str().into());
        }
        made.read_alliance = self.one_in(3);
        let count = if self.one_in(10) { 8 } else { 1 + self.chance.below(5) };
        for response in 0..count {
            let made_response = self.response(&format!("s{at}r{response}"));
            made.responses
                .insert(format!("r{response}").as_str().into(), made_response);
        }
        made
    }

    fn response(&mut self, name: &str) -> Response {
        let kind = self.chance.below(6);
        let summary = kind == 5 && self.beliefs > 0;
        let act = match kind {
            4 => {
                let mut bands = vec![self.band(name, 0)];
                for from_s in [3, 8] {
                    if self.one_in(2) {
                        bands.push(self.band(name, from_s));
                    }
                }
                Act::Silence {
                    does: format!("{name} waits"),
                    bands,
                }
            }
            5 if summary => Act::Summary(format!("{name} sums up")),
            _ => Act::Say(self.text(&format!("{name} says"), false)),
        };
        Response {
            when: self.one_in(4).then(|| self.condition(3, false)),
            quality: self.varied(summary, |maker| maker.chance.below(5) as u8),
            effect: self.effects(2, summary),
            repair: self.repair(),
            reaction: self.text(&format!("{name} reaction"), summary),
            feedback: self.text(&format!("{name} feedback"), summary),
            next: self.next(summary),
            ..response(act, 0, "e0")
        }
    }

    fn band(&mut self, name: &str, from_s: u16) -> Band {
        Band {
            from_s,
            quality: self
                .one_in(2)
                .then(|| self.varied(false, |maker| maker.chance.below(5) as u8)),
            shows: None,
            hinders: None,
            pull: None,
            effect: self.one_in(2).then(|| self.effects(2, false)),
            repair: self.one_in(3).then(|| self.repair()).flatten(),
            reaction: self
                .one_in(2)
                .then(|| self.text(&format!("{name} band {from_s} reaction"), false)),
            feedback: self
                .one_in(2)
                .then(|| self.text(&format!("{name} band {from_s} feedback"), false)),
            instead: None,
            next: self.one_in(2).then(|| self.next(false)),
        }
    }

    fn next(&mut self, summary: bool) -> Next {
        match self.chance.below(4) {
            0 => {
                let cases = (0..1 + self.chance.below(2)).map(|_| Case {
                    when: self.condition(2, summary),
                    then: self.place().as_str().into(),
                });
                let cases = cases.collect();
                Next::First {
                    cases,
                    otherwise: self.place().as_str().into(),
                }
            }
            1 => {
                let ways = (0..1 + self.chance.below(3)).map(|_| Way {
                    weight: 1 + self.chance.below(9),
                    to: self.place().as_str().into(),
                });
                Next::Chance(ways.collect())
            }
            _ => Next::To(self.place().as_str().into()),
        }
    }

    fn place(&mut self) -> String {
        if self.one_in(6) {
            format!("e{}", self.chance.below(2))
        } else {
            format!("s{}", self.chance.below(self.statements))
        }
    }

    fn belief(&mut self) -> String {
        format!("b{}", self.chance.below(self.beliefs))
    }

    fn kind(&mut self) -> RuptureKind {
        if self.one_in(2) {
            RuptureKind::Withdrawal
        } else {
            RuptureKind::Confrontation
        }
    }

    fn repair(&mut self) -> Option<RepairStep> {
        match self.chance.below(8) {
            0 => Some(RepairStep::Open(self.kind())),
            1 => Some(RepairStep::Recognise),
            2 | 3 => Some(RepairStep::Advance),
            4 => Some(RepairStep::Resolve),
            5 => Some(RepairStep::Worsen),
            _ => None,
        }
    }

    fn text(&mut self, name: &str, summary: bool) -> Varied<String> {
        let mut count = 0;
        self.varied(summary, |_| {
            count += 1;
            format!("{name} {count}")
        })
    }

    fn varied<T>(&mut self, summary: bool, mut value: impl FnMut(&mut Self) -> T) -> Varied<T> {
        if !self.one_in(3) {
            return Varied::Plain(value(self));
        }
        let cases = (0..1 + self.chance.below(2)).map(|_| Case {
            when: self.condition(3, summary),
            then: value(self),
        });
        let cases = cases.collect();
        Varied::Vary {
            cases,
            otherwise: value(self),
        }
    }

    fn effects(&mut self, depth: u32, summary: bool) -> Vec<Effect> {
        let count = self.chance.below(4);
        (0..count).map(|_| self.effect(depth, summary)).collect()
    }

    fn effect(&mut self, depth: u32, summary: bool) -> Effect {
        match self.chance.below(if depth == 0 { 6 } else { 8 }) {
            0..=2 => {
                let component = Component::ALL[self.chance.below(3) as usize];
                Effect::Change(component, self.chance.below(81) as i32 - 40)
            }
            3 => Effect::Set(format!("f{}", self.chance.below(2)).as_str().into(), self.one_in(2)),
            4 => Effect::Count(
                format!("c{}", self.chance.below(2)).as_str().into(),
                self.chance.below(7) as i32 - 3,
            ),
            5 if self.beliefs > 0 => Effect::Reveal(self.belief().as_str().into()),
            5 => Effect::Set("f0".into(), true),
            _ => Effect::When(self.condition(2, summary), self.effects(depth - 1, summary)),
        }
    }

    fn condition(&mut self, depth: u32, summary: bool) -> Condition {
        let quantity = match self.chance.below(5) {
            0 => Quantity::Bond,
            1 => Quantity::Tasks,
            2 => Quantity::Goals,
            counter => Quantity::Counter(format!("c{}", counter - 3).as_str().into()),
        };
        let bound = match quantity {
            Quantity::Counter(_) => self.chance.below(6) as i32 - 2,
            _ => self.chance.below(101) as i32,
        };
        match self.chance.below(if depth == 0 { 9 } else { 12 }) {
            0 => Condition::AtLeast(quantity, bound),
            1 => Condition::Below(quantity, bound),
            2 => Condition::Is(format!("f{}", self.chance.below(2)).as_str().into(), self.one_in(2)),
            3 => Condition::RuptureOpen,
            4 => Condition::RuptureRecognised,
            5 => Condition::RuptureResolved,
            6 => Condition::Visited(format!("s{}", self.chance.below(self.statements)).as_str().into()),
            7 if self.beliefs > 0 => Condition::Revealed(self.belief().as_str().into()),
            8 if summary => Condition::SummaryRight,
            7 | 8 => Condition::RuptureOpen,
            9 => Condition::All(self.conditions(depth, summary)),
            10 => Condition::Any(self.conditions(depth, summary)),
            _ => Condition::Not(Box::new(self.condition(depth - 1, summary))),
        }
    }

    fn conditions(&mut self, depth: u32, summary: bool) -> Vec<Condition> {
        (0..self.chance.below(4))
            .map(|_| self.condition(depth - 1, summary))
            .collect()
    }
}
