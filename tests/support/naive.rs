//! A second interpreter of vignettes, written from the description of the format: names, maps and no graph.
//!
//! It is slow and says out loud what it does, so that the engine has something to be compared with.

use std::collections::{BTreeSet, HashMap};

use attune::framework::id::{Component, RuptureKind};
use attune::scenario::condition::{Condition, Quantity};
use attune::scenario::effect::{Effect, RepairStep};
use attune::scenario::model::{Act, Band, Next, Response, Scenario, Statement, Variable};
use attune::scenario::varied::Varied;
use attune::session::rng::Chance;

/// What is open: kind, name of the stage, recognised.
pub type Open = Option<(RuptureKind, &'static str, bool)>;

/// What can be seen of a play after it was opened or answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub place: String,
    pub texts: Vec<String>,
    pub offered: Vec<String>,
    pub alliance: [i32; 3],
    pub rupture: Open,
    pub revealed: BTreeSet<String>,
}

/// What can be seen of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub texts: Vec<String>,
    pub quality: u8,
    pub worst: u8,
    pub best: u8,
    pub left_out: Option<String>,
    pub alliance: [i32; 3],
    pub rupture: Open,
}

/// A play.
pub struct Naive<'s> {
    scenario: &'s Scenario,
    chance: Chance,
    at: String,
    alliance: HashMap<Component, i32>,
    rupture: Open,
    resolved: bool,
    flags: HashMap<String, bool>,
    counters: HashMap<String, i32>,
    visited: BTreeSet<String>,
    revealed: BTreeSet<String>,
    right: bool,
}

const WITHDRAWAL: [&str; 2] = ["discontent", "assertion"];
const CONFRONTATION: [&str; 3] = ["anger", "hurt", "need"];

fn stages(kind: RuptureKind) -> &'static [&'static str] {
    match kind {
        RuptureKind::Withdrawal => &WITHDRAWAL,
        RuptureKind::Confrontation => &CONFRONTATION,
    }
}

impl<'s> Naive<'s> {
    pub fn new(scenario: &'s Scenario, seed: u64) -> Self {
        let mut flags = HashMap::new();
        let mut counters = HashMap::new();
        for (id, variable) in &scenario.variables {
            match *variable {
                Variable::Flag(value) => drop(flags.insert(id.to_string(), value)),
                Variable::Counter { start, .. } => drop(counters.insert(id.to_string(), start)),
            }
        }
        let start = scenario.alliance;
        let alliance = [
            (Component::Bond, start.bond),
            (Component::Tasks, start.tasks),
            (Component::Goals, start.goals),
        ];
        Self {
            scenario,
            chance: Chance::new(seed),
            at: String::new(),
            alliance: alliance.into_iter().map(|(c, v)| (c, i32::from(v))).collect(),
            rupture: None,
            resolved: false,
            flags,
            counters,
            visited: BTreeSet::new(),
            revealed: BTreeSet::new(),
            right: false,
        }
    }

    pub fn open(&mut self) -> Seen {
        let start = self.scenario.start.to_string();
        self.arrive(&start)
    }

    fn statement(&self) -> Option<&'s Statement> {
        self.scenario.statements.get(self.at.as_str())
    }

    fn arrive(&mut self, place: &str) -> Seen {
        self.at = place.to_owned();
        self.right = false;
        let (mut texts, mut offered) = (vec![], vec![]);
        if let Some(statement) = self.statement() {
            self.visited.insert(place.to_owned());
            self.revealed.extend(statement.reveals.iter().map(ToString::to_string));
            if let (Some(strain), None) = (&statement.strain, self.rupture) {
                self.rupture = Some((strain.kind, stages(strain.kind)[0], false));
            }
            let all: Vec<String> = statement.responses.keys().map(ToString::to_string).collect();
            let shown = statement.responses.iter();
            offered = shown
                .filter(|(_, response)| response.when.as_ref().is_none_or(|when| self.holds(when)))
                .map(|(id, _)| id.to_string())
                .collect();
            if offered.is_empty() {
                offered = all;
            }
            self.chance.shuffle(&mut offered);
            texts.extend(statement.scene.as_ref().map(|scene| self.pick(scene)));
            texts.push(self.pick(&statement.cue));
            texts.push(format!("{:?}", self.pick(&statement.affect)));
            texts.push(self.pick(&statement.says));
            texts.extend(statement.inner.as_ref().map(|inner| self.pick(inner)));
        } else {
            texts.push(self.pick(&self.scenario.endings[place].says));
        }
        Seen {
            place: place.to_owned(),
            texts,
            offered,
            alliance: self.three(),
            rupture: self.rupture,
            revealed: self.revealed.clone(),
        }
    }

    fn three(&self) -> [i32; 3] {
        Component::ALL.map(|component| self.alliance[&component])
    }

    fn pick<T: Clone>(&self, varied: &Varied<T>) -> T {
        match varied {
            Varied::Plain(value) => value.clone(),
            Varied::Vary { cases, otherwise } => {
                let held = cases.iter().find(|case| self.holds(&case.when));
                held.map_or(otherwise, |case| &case.then).clone()
            }
        }
    }

    fn quantity(&self, quantity: &Quantity) -> i32 {
        match quantity {
            Quantity::Bond => self.alliance[&Component::Bond],
            Quantity::Tasks => self.alliance[&Component::Tasks],
            Quantity::Goals => self.alliance[&Component::Goals],
            Quantity::Counter(id) => self.counters[id.as_str()],
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        match condition {
            Condition::AtLeast(quantity, bound) => self.quantity(quantity) >= *bound,
            Condition::Below(quantity, bound) => self.quantity(quantity) < *bound,
            Condition::Is(flag, value) => self.flags[flag.as_str()] == *value,
            Condition::All(all) => all.iter().all(|inner| self.holds(inner)),
            Condition::Any(any) => any.iter().any(|inner| self.holds(inner)),
            Condition::Not(inner) => !self.holds(inner),
            Condition::RuptureOpen => self.rupture.is_some(),
            Condition::RuptureRecognised => matches!(self.rupture, Some((_, _, true))),
            Condition::RuptureResolved => self.resolved && self.rupture.is_none(),
            Condition::Visited(statement) => self.visited.contains(statement.as_str()),
            Condition::Revealed(belief) => self.revealed.contains(belief.as_str()),
            Condition::SummaryRight => self.right,
        }
    }

    fn qualities(&mut self, response: &Response) -> Vec<u8> {
        match &response.act {
            Act::Say(_) => vec![self.pick(&response.quality)],
            Act::Summary(_) => [false, true]
                .map(|right| {
                    self.right = right;
                    let quality = self.pick(&response.quality);
                    self.right = false;
                    quality
                })
                .to_vec(),
            Act::Silence { bands, .. } => bands
                .iter()
                .map(|band| self.pick(band.quality.as_ref().unwrap_or(&response.quality)))
                .collect(),
        }
    }

    /// Answers, and goes where the answer leads.
    pub fn answer(&mut self, offered: &[String], id: &str, held_ms: u32, named: &[String]) -> (Told, Seen) {
        let statement = self.statement().unwrap();
        let response = &statement.responses[id];
        let mut on_offer = vec![];
        for id in offered {
            on_offer.extend(self.qualities(&statement.responses[id.as_str()]));
        }
        let band: Option<&Band> = match &response.act {
            Act::Silence { bands, .. } => bands.iter().rfind(|band| u32::from(band.from_s) * 1000 <= held_ms),
            _ => None,
        };
        let is_summary = matches!(response.act, Act::Summary(_));
        let beliefs = &self.scenario.client.beliefs;
        let theirs = |id: &&String| beliefs[id.as_str()].held;
        self.right = is_summary && named.iter().any(|id| theirs(&id)) && named.iter().all(|id| theirs(&id));

        let said = match &response.act {
            Act::Say(words) => {
                let right = std::mem::take(&mut self.right);
                let words = self.pick(words);
                self.right = right;
                words
            }
            Act::Summary(words) => words.clone(),
            Act::Silence { does, .. } => does.clone(),
        };
        let reaction = band.and_then(|b| b.reaction.as_ref()).unwrap_or(&response.reaction);
        let feedback = band.and_then(|b| b.feedback.as_ref()).unwrap_or(&response.feedback);
        let texts = vec![said, self.pick(reaction), self.pick(feedback)];
        let quality = self.pick(band.and_then(|b| b.quality.as_ref()).unwrap_or(&response.quality));

        let known = self.revealed.clone();
        for effect in band.and_then(|b| b.effect.as_ref()).unwrap_or(&response.effect) {
            self.affect(effect);
        }
        if let Some(step) = band.and_then(|b| b.repair).or(response.repair) {
            self.repair(step);
        }
        let mut left_out = None;
        if is_summary {
            let missing = || {
                beliefs
                    .iter()
                    .filter(|(id, b)| b.held && !named.iter().any(|n| n == id.as_str()))
            };
            let pressing = missing()
                .find(|(id, _)| known.contains(id.as_str()))
                .or_else(|| missing().next());
            left_out = pressing.map(|(id, _)| id.to_string());
            self.revealed.extend(left_out.clone());
        }
        let told = Told {
            texts,
            quality,
            worst: *on_offer.iter().min().unwrap(),
            best: *on_offer.iter().max().unwrap(),
            left_out,
            alliance: self.three(),
            rupture: self.rupture,
        };
        let target = match band.and_then(|b| b.next.as_ref()).unwrap_or(&response.next) {
            Next::To(target) => target.to_string(),
            Next::First { cases, otherwise } => {
                let held = cases.iter().find(|case| self.holds(&case.when));
                held.map_or(otherwise, |case| &case.then).to_string()
            }
            Next::Chance(ways) => {
                let lots: Vec<&str> = ways
                    .iter()
                    .flat_map(|way| std::iter::repeat_n(way.to.as_str(), way.weight as usize))
                    .collect();
                lots[self.chance.below(lots.len() as u32) as usize].to_owned()
            }
        };
        (told, self.arrive(&target))
    }

    fn affect(&mut self, effect: &Effect) {
        match effect {
            Effect::Change(component, by) => {
                let value = self.alliance.get_mut(component).unwrap();
                *value = (*value + by).clamp(0, 100);
            }
            Effect::Set(flag, value) => drop(self.flags.insert(flag.to_string(), *value)),
            Effect::Count(counter, by) => {
                let Variable::Counter { min, max, .. } = self.scenario.variables[counter.as_str()] else {
                    panic!("{counter} is no counter");
                };
                let value = self.counters.get_mut(counter.as_str()).unwrap();
                *value = (*value + by).clamp(min, max);
            }
            Effect::Reveal(belief) => drop(self.revealed.insert(belief.to_string())),
            Effect::When(condition, inner) => {
                if self.holds(condition) {
                    inner.iter().for_each(|effect| self.affect(effect));
                }
            }
        }
    }

    fn repair(&mut self, step: RepairStep) {
        let Some((kind, stage, recognised)) = self.rupture else {
            if let RepairStep::Open(kind) = step {
                self.rupture = Some((kind, stages(kind)[0], false));
            }
            return;
        };
        let at = stages(kind).iter().position(|&name| name == stage).unwrap();
        let later = stages(kind).get(at + 1).copied();
        self.rupture = match (step, later) {
            (RepairStep::Open(other), _) if other != kind => Some((other, stages(other)[0], false)),
            (RepairStep::Open(_), _) => Some((kind, stage, recognised)),
            (RepairStep::Recognise, _) => Some((kind, stage, true)),
            (RepairStep::Advance | RepairStep::Resolve, Some(later)) => Some((kind, later, true)),
            (RepairStep::Advance, None) => Some((kind, stage, recognised)),
            (RepairStep::Resolve, None) => {
                self.resolved = true;
                None
            }
            (RepairStep::Worsen, _) => Some((kind, stages(kind)[0], recognised)),
        };
    }
}
