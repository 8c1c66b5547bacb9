//! Every condition and every effect of a vignette, with its place; and whether a condition can hold at all, whatever is played.
//!
//! An upper bound: what it calls impossible is impossible, and some of what it calls possible never happens. Exploring knows exactly.

use std::collections::{HashMap, HashSet};

use super::reach::Reach;
use super::spot::Spot;
use crate::scenario::condition::{Condition, Quantity};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::effect::{Effect, RepairStep};
use crate::scenario::id::{BeliefId, StatementId, VariableId};
use crate::scenario::model::{Act, Next, Response, Scenario, Variable};
use crate::scenario::varied::{Case, Varied};

/// Where a condition stands.
#[derive(Clone, Copy, Debug)]
pub struct Site<'s> {
    spot: Spot<'s>,
    /// Whether it is asked inside a response that gives a summary.
    pub in_summary: bool,
}

impl<'s> Site<'s> {
    const fn of(spot: Spot<'s>) -> Self {
        Self {
            spot,
            in_summary: false,
        }
    }

    /// The pointer to the field.
    pub fn pointer(self) -> Pointer {
        self.spot.pointer()
    }

    /// Whether the field is itself what varies, so that its cases stand right under it.
    pub fn is_plain(self) -> bool {
        !matches!(self.spot.names(), ["act" | "effect"])
    }

    const fn field(self, field: &'static [&'static str]) -> Self {
        Self {
            spot: self.spot.field(field),
            ..self
        }
    }
}

/// What is asked at a place: one condition, or several of which the first that holds is taken.
#[derive(Clone, Debug)]
pub enum Asked<'s> {
    /// One.
    One(&'s Condition),
    /// The first of several.
    FirstOf(Vec<&'s Condition>),
}

impl<'s> Asked<'s> {
    /// All conditions of the place.
    pub fn all(&self) -> &[&'s Condition] {
        match self {
            Self::One(condition) => std::slice::from_ref(condition),
            Self::FirstOf(conditions) => conditions,
        }
    }

    fn of_cases<T>(cases: &'s [Case<T>]) -> Self {
        Self::FirstOf(cases.iter().map(|case| &case.when).collect())
    }
}

/// Shows everything that is asked, in file order.
pub fn each_asked<'s>(scenario: &'s Scenario, mut see: impl FnMut(Site<'s>, Asked<'s>)) {
    for (id, statement) in &scenario.statements {
        let spot = Spot::at_statement(id.as_str());
        let site = Site::of(spot);
        for (field, text) in [
            (&["scene"], statement.scene.as_ref()),
            (&["inner"], statement.inner.as_ref()),
        ] {
            text.into_iter()
                .for_each(|text| of_varied(site.field(field), text, &mut see));
        }
        of_varied(site.field(&["cue"]), &statement.cue, &mut see);
        of_varied(site.field(&["affect"]), &statement.affect, &mut see);
        of_varied(site.field(&["says"]), &statement.says, &mut see);
        for (id, response) in &statement.responses {
            let site = Site {
                spot: spot.response(id.as_str()),
                in_summary: matches!(response.act, Act::Summary(_)),
            };
            of_response(site, response, &mut see);
        }
    }
    for (id, ending) in &scenario.endings {
        let site = Site::of(Spot::at_ending(id.as_str()));
        of_varied(site.field(&["says"]), &ending.says, &mut see);
    }
}

fn of_response<'s>(site: Site<'s>, response: &'s Response, see: &mut impl FnMut(Site<'s>, Asked<'s>)) {
    if let Some(when) = &response.when {
        see(site.field(&["when"]), Asked::One(when));
    }
    of_varied(site.field(&["quality"]), &response.quality, see);
    of_effects(site.field(&["effect"]), &response.effect, see);
    of_varied(site.field(&["reaction"]), &response.reaction, see);
    of_varied(site.field(&["feedback"]), &response.feedback, see);
    of_next(site.field(&["next"]), &response.next, see);
    match &response.act {
        Act::Say(words) => of_varied(site.field(&["act"]), words, see),
        Act::Summary(_) => {}
        Act::Silence { bands, .. } => {
            let site = site.field(&["act"]);
            for band in bands {
                band.quality.iter().for_each(|quality| of_varied(site, quality, see));
                band.effect.iter().for_each(|effects| of_effects(site, effects, see));
                band.reaction.iter().for_each(|reaction| of_varied(site, reaction, see));
                band.feedback.iter().for_each(|feedback| of_varied(site, feedback, see));
                band.next.iter().for_each(|next| of_next(site, next, see));
            }
        }
    }
}

fn of_varied<'s, T>(site: Site<'s>, varied: &'s Varied<T>, see: &mut impl FnMut(Site<'s>, Asked<'s>)) {
    if let Varied::Vary { cases, .. } = varied {
        see(site, Asked::of_cases(cases));
    }
}

fn of_next<'s>(site: Site<'s>, next: &'s Next, see: &mut impl FnMut(Site<'s>, Asked<'s>)) {
    if let Next::First { cases, .. } = next {
        see(site, Asked::of_cases(cases));
    }
}

fn of_effects<'s>(site: Site<'s>, effects: &'s [Effect], see: &mut impl FnMut(Site<'s>, Asked<'s>)) {
    for effect in effects {
        if let Effect::When(condition, inner) = effect {
            see(site, Asked::One(condition));
            of_effects(site, inner, see);
        }
    }
}

/// Shows every variable that a condition asks about, however deep.
pub fn each_variable<'s>(condition: &'s Condition, see: &mut impl FnMut(&'s VariableId)) {
    match condition {
        Condition::AtLeast(Quantity::Counter(id), _)
        | Condition::Below(Quantity::Counter(id), _)
        | Condition::Is(id, _) => see(id),
        Condition::All(list) | Condition::Any(list) => list.iter().for_each(|inner| each_variable(inner, see)),
        Condition::Not(inner) => each_variable(inner, see),
        _ => {}
    }
}

/// Shows every effect of a response, those under conditions and those of silences as well.
pub fn each_effect<'s>(response: &'s Response, see: &mut impl FnMut(&'s Effect)) {
    fn walk<'s>(effects: &'s [Effect], see: &mut impl FnMut(&'s Effect)) {
        for effect in effects {
            see(effect);
            if let Effect::When(_, inner) = effect {
                walk(inner, see);
            }
        }
    }
    walk(&response.effect, see);
    if let Act::Silence { bands, .. } = &response.act {
        for effects in bands.iter().filter_map(|band| band.effect.as_ref()) {
            walk(effects, see);
        }
    }
}

/// What the state can be at all: for each part of it, the values that any play could give it.
#[derive(Clone, Debug, Default)]
pub struct Possible<'s> {
    components: [(i32, i32); 3],
    counters: HashMap<&'s VariableId, (i32, i32)>,
    /// Whether it can be false, and true.
    flags: HashMap<&'s VariableId, [bool; 2]>,
    revealed: HashSet<&'s BeliefId>,
    visited: HashSet<&'s StatementId>,
    start: Option<&'s StatementId>,
    opens: bool,
    recognises: bool,
    resolves: bool,
}

impl<'s> Possible<'s> {
    /// Gathers what the reachable statements and their responses can do. Linear in the file.
    pub fn of(scenario: &'s Scenario, reach: &Reach) -> Self {
        let alliance = scenario.alliance;
        let mut possible = Self {
            components: [alliance.bond, alliance.tasks, alliance.goals]
                .map(|value| (i32::from(value), i32::from(value))),
            start: Some(&scenario.start),
            ..Self::default()
        };
        for (id, variable) in &scenario.variables {
            match *variable {
                Variable::Flag(value) => drop(possible.flags.insert(id, [!value, value])),
                Variable::Counter { start, .. } => drop(possible.counters.insert(id, (start, start))),
            }
        }
        let reached = (0..)
            .zip(&scenario.statements)
            .filter(|(index, _)| reach.statement(*index));
        for (_, (id, statement)) in reached {
            possible.visited.insert(id);
            possible.opens |= statement.strain.is_some();
            possible.revealed.extend(&statement.reveals);
            for response in statement.responses.values() {
                possible.add_response(scenario, response);
            }
        }
        possible.recognises &= possible.opens;
        possible.resolves &= possible.opens;
        possible
    }

    fn add_response(&mut self, scenario: &'s Scenario, response: &'s Response) {
        let mut steps = response.repair.into_iter().collect::<Vec<_>>();
        match &response.act {
            // The client adds what a summary leaves out.
            Act::Summary(_) => self.revealed.extend(scenario.client.beliefs.keys()),
            Act::Silence { bands, .. } => steps.extend(bands.iter().filter_map(|band| band.repair)),
            Act::Say(_) => {}
        }
        for step in steps {
            self.opens |= matches!(step, RepairStep::Open(_));
            self.recognises |= matches!(step, RepairStep::Recognise | RepairStep::Advance | RepairStep::Resolve);
            self.resolves |= matches!(step, RepairStep::Resolve | RepairStep::Advance);
        }
        each_effect(response, &mut |effect| match effect {
            Effect::Change(component, by) => {
                if let Some(range) = self.components.get_mut(component.index()) {
                    widen(range, *by, (0, 100));
                }
            }
            Effect::Count(id, by) => {
                if let (Some(range), Some(&Variable::Counter { min, max, .. })) =
                    (self.counters.get_mut(id), scenario.variables.get(id))
                {
                    widen(range, *by, (min, max));
                }
            }
            Effect::Set(id, value) => {
                if let Some(can) = self
                    .flags
                    .get_mut(id)
                    .and_then(|flag| flag.get_mut(usize::from(*value)))
                {
                    *can = true;
                }
            }
            Effect::Reveal(id) => {
                self.revealed.insert(id);
            }
            Effect::When(..) => {}
        });
    }

    /// Whether all of these can hold, or fail where the flag is false, at once. What would take too long to tell counts as possible.
    pub fn can(&self, wanted: &[(&Condition, bool)], in_summary: bool) -> bool {
        let mut facts = Facts::default();
        facts.collect(wanted);
        let mut tries = MOST_TRIES;
        self.allows(facts, in_summary, &mut tries)
    }

    fn allows(&self, mut facts: Facts<'_>, in_summary: bool, tries: &mut u32) -> bool {
        let Some(left) = tries.checked_sub(1) else { return true };
        *tries = left;
        let possible = facts.consistent()
            && facts
                .ranges
                .iter()
                .all(|(quantity, range)| self.meets(quantity, *range))
            && facts
                .atoms
                .iter()
                .all(|(atom, value)| self.can_be(atom, *value, in_summary));
        if !possible {
            return false;
        }
        let Some((list, value)) = facts.choices.pop() else {
            return true;
        };
        list.iter().any(|one| {
            let mut with = facts.clone();
            with.collect(&[(one, value)]);
            self.allows(with, in_summary, tries)
        })
    }

    fn meets(&self, quantity: &Quantity, (low, high): (i32, i32)) -> bool {
        let range = match quantity {
            Quantity::Bond => self.components.first(),
            Quantity::Tasks => self.components.get(1),
            Quantity::Goals => self.components.get(2),
            Quantity::Counter(id) => self.counters.get(id),
        };
        range.is_none_or(|&(least, most)| low.max(least) <= high.min(most))
    }

    fn can_be(&self, atom: &Condition, value: bool, in_summary: bool) -> bool {
        match atom {
            Condition::Is(id, asked) => {
                let flag = self.flags.get(id).and_then(|can| can.get(usize::from(*asked == value)));
                flag.copied().unwrap_or(true)
            }
            Condition::RuptureOpen => !value || self.opens,
            Condition::RuptureRecognised => !value || self.recognises,
            Condition::RuptureResolved => !value || self.resolves,
            Condition::Visited(id) => {
                if value {
                    self.visited.contains(id)
                } else {
                    self.start != Some(id)
                }
            }
            Condition::Revealed(id) => !value || self.revealed.contains(id),
            Condition::SummaryRight => !value || in_summary,
            _ => true,
        }
    }
}

fn widen(range: &mut (i32, i32), by: i32, (min, max): (i32, i32)) {
    if by > 0 {
        range.1 = max;
    } else if by < 0 {
        range.0 = min;
    }
}

/// Most combinations of alternatives that are tried for one condition.
const MOST_TRIES: u32 = 1_000;

/// What has to be true at once.
#[derive(Clone, Default)]
struct Facts<'c> {
    ranges: Vec<(&'c Quantity, (i32, i32))>,
    atoms: Vec<(&'c Condition, bool)>,
    /// At least one of the list must have the value.
    choices: Vec<(&'c [Condition], bool)>,
}

impl<'c> Facts<'c> {
    fn collect(&mut self, wanted: &[(&'c Condition, bool)]) {
        for &(condition, value) in wanted {
            match condition {
                Condition::Not(inner) => self.collect(&[(inner, !value)]),
                Condition::All(list) if value => list.iter().for_each(|inner| self.collect(&[(inner, true)])),
                Condition::Any(list) if !value => list.iter().for_each(|inner| self.collect(&[(inner, false)])),
                Condition::All(list) | Condition::Any(list) => self.choices.push((list, value)),
                Condition::AtLeast(quantity, bound) => self.bound(quantity, *bound, value),
                Condition::Below(quantity, bound) => self.bound(quantity, *bound, !value),
                atom => self.atoms.push((atom, value)),
            }
        }
    }

    fn bound(&mut self, quantity: &'c Quantity, bound: i32, at_least: bool) {
        let (low, high) = if at_least {
            (bound, i32::MAX)
        } else {
            (i32::MIN, bound.saturating_sub(1))
        };
        match self.ranges.iter_mut().find(|(known, _)| *known == quantity) {
            Some((_, range)) => *range = (range.0.max(low), range.1.min(high)),
            None => self.ranges.push((quantity, (low, high))),
        }
    }

    fn consistent(&self) -> bool {
        let has = |wanted: &Condition, value: bool| {
            self.atoms
                .iter()
                .any(|(atom, known)| *atom == wanted && *known == value)
        };
        let clash = self.atoms.iter().any(|(atom, value)| match (atom, value) {
            (Condition::Is(id, asked), _) => has(&Condition::Is(id.clone(), !asked), *value) || has(atom, !value),
            (Condition::RuptureRecognised, true) => has(&Condition::RuptureOpen, false) || has(atom, false),
            (Condition::RuptureResolved, true) => has(&Condition::RuptureOpen, true) || has(atom, false),
            _ => has(atom, !value),
        });
        !clash && self.ranges.iter().all(|(_, (low, high))| low <= high)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::lint::case::Case as Vignette;
    use crate::scenario::compile::compile;
    use crate::scenario::read::read;

    /// What can hold in a vignette with a flag that can be set, one that can't, a counter, and a bond that only rises.
    #[track_caller]
    fn check(condition: Condition, holds: bool, fails: bool) {
        let fields = r#"alliance: Alliance(bond: 50, tasks: 50, goals: 50),
            variables: { "set": Flag(false), "left": Flag(false), "count": Counter(start: 0, min: 0, max: 3) },
            statements: { "a": Statement(responses: { "x": Response(effect: [Change(Bond, 5), Set("set", true), Count("count", 1)]) }) }"#;
        let scenario = read(&Vignette::Fields(fields).text()).scenario.unwrap();
        let graph = compile(&scenario, bundled()).graph.unwrap();
        let possible = Possible::of(&scenario, &Reach::of(&graph));
        let can = |value| possible.can(&[(&condition, value)], false);
        assert_eq!((can(true), can(false)), (holds, fails), "{condition:?}");
    }

    #[test]
    fn what_can_hold_follows_from_what_can_be_done() {
        use Condition::{All, Any, AtLeast, Below, Is, Not, RuptureOpen, RuptureRecognised, SummaryRight, Visited};
        let flag = |name: &str, value| Is(name.into(), value);
        let count = || Quantity::Counter("count".into());
        check(AtLeast(Quantity::Bond, 60), true, true);
        check(Below(Quantity::Bond, 50), false, true);
        check(AtLeast(Quantity::Tasks, 50), true, false);
        check(AtLeast(Quantity::Tasks, 51), false, true);
        check(AtLeast(count(), 3), true, true);
        check(AtLeast(count(), 4), false, true);
        check(flag("set", true), true, true);
        check(flag("left", true), false, true);
        check(Not(Box::new(flag("left", true))), true, false);
        check(
            All(vec![AtLeast(Quantity::Bond, 60), Below(Quantity::Bond, 55)]),
            false,
            true,
        );
        check(
            Any(vec![AtLeast(Quantity::Bond, 55), Below(Quantity::Bond, 60)]),
            true,
            false,
        );
        check(All(vec![flag("set", true), flag("set", false)]), false, true);
        check(
            All(vec![flag("set", true), Not(Box::new(flag("set", true)))]),
            false,
            true,
        );
        check(
            All(vec![flag("set", true), Any(vec![flag("left", true), RuptureOpen])]),
            false,
            true,
        );
        let either = || Any(vec![flag("set", true), AtLeast(Quantity::Bond, 60)]);
        check(All(vec![either(), Not(Box::new(either()))]), false, true);
        check(RuptureOpen, false, true);
        check(RuptureRecognised, false, true);
        check(SummaryRight, false, true);
        check(Visited("a".into()), true, false);
        check(All(vec![]), true, false);
        check(Any(vec![]), false, true);
    }
}
