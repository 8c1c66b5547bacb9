//! The state that a play begins in, by the names of what it consists of: it stays what it is while the vignette is changed around it.

use crate::explore::space::Space;
use crate::framework::id::{Component, RuptureKind};
use crate::library::vignette::Vignette;
use crate::scenario::effect::RepairStep;
use crate::scenario::model::{Act, Scenario, Variable};
use crate::scenario::rupture::{Rupture, Stage};
use crate::scenario::state::{MAX_FLAGS, Place, State};

/// A state in which a statement is come to, before it is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Bond, tasks and goals, each 0 to 100.
    pub alliance: [u8; 3],
    /// What is open between the two.
    pub rupture: Option<Rupture>,
    /// Whether a rupture was repaired before.
    pub resolved: bool,
    /// Every flag, and whether it is set.
    pub flags: Vec<(String, bool)>,
    /// Every counter, and where it stands.
    pub counters: Vec<(String, i16)>,
    /// Every statement that some condition asks about, and whether it was reached before.
    pub reached: Vec<(String, bool)>,
    /// Every belief, and whether it is known.
    pub known: Vec<(String, bool)>,
}

/// Whether a play can come to a statement in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurs {
    /// It can, as far as any condition can tell.
    Yes,
    /// No play does.
    No,
    /// The states are still being visited.
    Looking,
    /// There are too many to visit them all.
    Unknown,
}

impl Start {
    /// A state of a vignette by its names.
    pub fn of(state: &State, vignette: &Vignette) -> Self {
        let scenario = &vignette.scenario;
        let bit = |bits: u64, at: usize| at < 64 && bits >> at & 1 == 1;
        let flags = flags(scenario).enumerate();
        let beliefs = scenario.client.beliefs.keys().enumerate();
        Self {
            alliance: state.alliance,
            rupture: state.rupture,
            resolved: state.resolved,
            flags: flags
                .map(|(at, (id, _))| (id.to_owned(), bit(state.flags, at)))
                .collect(),
            counters: counters(vignette)
                .zip(state.counters)
                .map(|(counter, value)| (counter.id.to_owned(), value))
                .collect(),
            reached: asked_about(vignette)
                .map(|(id, at)| (id.to_owned(), bit(state.visited, at.into())))
                .collect(),
            known: beliefs
                .map(|(at, id)| (id.as_str().to_owned(), bit(state.revealed.into(), at)))
                .collect(),
        }
    }

    /// The state at a statement of a vignette, as far as the vignette has what these names name: what it has not is left out, what is new is
    /// as in the opening, and no value is one that it can't have. `None` if it has no such statement.
    pub fn state(&self, vignette: &Vignette, statement: &str) -> Option<State> {
        let scenario = &vignette.scenario;
        let index = scenario.statements.get_index_of(statement)?;
        let mut state = State {
            at: Place::Statement(u32::try_from(index).ok()?),
            alliance: self.alliance.map(|value| value.min(100)),
            rupture: self.rupture.map(possible),
            resolved: self.resolved,
            ..vignette.graph.initial()
        };
        for (at, (id, _)) in flags(scenario).enumerate() {
            if let Some(set) = named(&self.flags, id) {
                state.flags = with_bit(state.flags, at, set);
            }
        }
        for (counter, value) in counters(vignette).zip(&mut state.counters) {
            if let Some(set) = named(&self.counters, counter.id) {
                *value = set.clamp(counter.min, counter.max);
            }
        }
        for (id, at) in asked_about(vignette) {
            if let Some(set) = named(&self.reached, id) {
                state.visited = with_bit(state.visited, at.into(), set);
            }
        }
        let mut known = 0;
        for (at, id) in scenario.client.beliefs.keys().enumerate() {
            known = with_bit(known, at, named(&self.known, id.as_str()) == Some(true));
        }
        state.revealed = u32::try_from(known & u64::from(u32::MAX)).unwrap_or_default();
        Some(state)
    }

    /// Whether a play can come to a statement like this. `space`: all states of the vignette, or none if there are too many.
    pub fn occurs(&self, vignette: &Vignette, statement: &str, (space, deep): (Option<&Space>, bool)) -> Occurs {
        let (Some(space), Some(mut met)) = (space, self.state(vignette, statement)) else {
            return if deep { Occurs::Unknown } else { Occurs::Looking };
        };
        let at = met.at;
        vignette.graph.enter(&mut met, at);
        match space.find(&met) {
            Some(_) => Occurs::Yes,
            None => Occurs::No,
        }
    }

    /// The state in words.
    pub fn words(&self) -> String {
        let [bond, tasks, goals] = self.alliance;
        let mut parts = vec![format!("Bond {bond}, tasks {tasks}, goals {goals}.")];
        parts.extend(self.rupture.map(rupture_words));
        if self.resolved {
            parts.push("A rupture was repaired before.".to_owned());
        }
        for (what, list) in [
            ("Set", &self.flags),
            ("Reached before", &self.reached),
            ("Known", &self.known),
        ] {
            let on: Vec<&str> = list.iter().filter(|(_, on)| *on).map(|(id, _)| id.as_str()).collect();
            if !on.is_empty() {
                parts.push(format!("{what}: {}.", on.join(", ")));
            }
        }
        let counters = self.counters.iter().map(|(id, value)| format!("{id} {value}"));
        let counters: Vec<String> = counters.collect();
        if !counters.is_empty() {
            parts.push(format!("Counted: {}.", counters.join(", ")));
        }
        parts.join(" ")
    }
}

fn rupture_words(rupture: Rupture) -> String {
    let named = if rupture.recognised {
        "put into words"
    } else {
        "not put into words yet"
    };
    let kind = kind_word(rupture.kind);
    format!("A rupture is open: {kind}, at {}, {named}.", rupture.stage.label())
}

/// The kind of a rupture in a sentence.
pub const fn kind_word(kind: RuptureKind) -> &'static str {
    match kind {
        RuptureKind::Withdrawal => "withdrawal",
        RuptureKind::Confrontation => "confrontation",
    }
}

/// A rupture as it can be: past its first stage the client has recognised it.
pub fn possible(rupture: Rupture) -> Rupture {
    Rupture {
        recognised: rupture.recognised || rupture.stage != Stage::first(rupture.kind),
        ..rupture
    }
}

/// The stages of a kind, in order.
pub fn stages(kind: RuptureKind) -> impl Iterator<Item = Stage> {
    std::iter::successors(Some(Stage::first(kind)), |stage| stage.next())
}

/// The kinds of ruptures that can be open in a vignette: those that a statement shows or a response opens.
pub fn kinds(scenario: &Scenario) -> Vec<RuptureKind> {
    let opens = |step: Option<RepairStep>, kind| step == Some(RepairStep::Open(kind));
    let can = |kind: &RuptureKind| {
        scenario.statements.values().any(|statement| {
            let shown = statement.strain.as_ref().is_some_and(|strain| strain.kind == *kind);
            shown
                || statement.responses.values().any(|response| {
                    let bands = match &response.act {
                        Act::Silence { bands, .. } => bands.as_slice(),
                        Act::Say(_) | Act::Summary(_) => &[],
                    };
                    opens(response.repair, *kind) || bands.iter().any(|band| opens(band.repair, *kind))
                })
        })
    };
    [RuptureKind::Withdrawal, RuptureKind::Confrontation]
        .into_iter()
        .filter(can)
        .collect()
}

/// A counter of a vignette with its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter<'a> {
    /// Its id.
    pub id: &'a str,
    /// The least that it can be.
    pub min: i16,
    /// The most that it can be.
    pub max: i16,
}

/// The counters, as the state has them.
pub fn counters(vignette: &Vignette) -> impl Iterator<Item = Counter<'_>> {
    let variables = vignette.scenario.variables.iter();
    let ids = variables.filter(|(_, variable)| matches!(variable, Variable::Counter { .. }));
    ids.zip(vignette.graph.counter_bounds)
        .map(|((id, _), (min, max))| Counter {
            id: id.as_str(),
            min,
            max: max.max(min),
        })
}

/// The flags, as the state has them, each with its value in the opening.
fn flags(scenario: &Scenario) -> impl Iterator<Item = (&str, bool)> {
    let all = scenario.variables.iter().filter_map(|(id, variable)| match *variable {
        Variable::Flag(set) => Some((id.as_str(), set)),
        Variable::Counter { .. } => None,
    });
    all.take(MAX_FLAGS)
}

/// The statements that some condition asks about, each with its bit in the state.
fn asked_about(vignette: &Vignette) -> impl Iterator<Item = (&str, u8)> {
    let ids = vignette.scenario.statements.keys();
    let nodes = vignette.graph.statements();
    ids.zip(nodes)
        .filter_map(|(id, node)| Some((id.as_str(), node.visit_bit?)))
}

fn named<T: Copy>(list: &[(String, T)], id: &str) -> Option<T> {
    let found = list.iter().find(|(own, _)| own == id);
    found.map(|(_, value)| *value)
}

const fn with_bit(bits: u64, at: usize, set: bool) -> u64 {
    let bit = if at < 64 { 1 << at } else { 0 };
    if set { bits | bit } else { bits & !bit }
}

/// One component of an alliance, to change it.
pub fn component_of(start: &mut Start, component: Component) -> Option<&mut u8> {
    start.alliance.get_mut(component.index())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::explore::route::{MOST_STATES, arrivals};
    use crate::explore::space::{Keep, Limits, Watch};
    use crate::framework::load::bundled;
    use crate::library::vignette::load;

    fn vignette(text: &str) -> Arc<Vignette> {
        load(text, bundled()).vignette.unwrap()
    }

    fn space(vignette: &Vignette) -> Space {
        Space::explore(&vignette.graph, Keep::Deciding, Limits::default(), Watch::default()).unwrap()
    }

    #[test]
    fn every_state_in_which_a_statement_is_come_to_is_found_again_by_its_names() {
        for text in [
            include_str!("../../../../tests/vignettes/every-field.ron"),
            include_str!("../../../../tests/vignettes/two-ruptures.ron"),
            include_str!("../../../../scenarios/the-worksheet.ron"),
        ] {
            let vignette = vignette(text);
            let space = space(&vignette);
            let found = arrivals(&vignette.graph, MOST_STATES);
            assert_eq!(found.len(), vignette.scenario.statements.len());
            for (at, (id, arrival)) in (0..).zip(vignette.scenario.statements.keys().zip(found)) {
                let before = arrival.unwrap().before;
                let start = Start::of(&before, &vignette);
                let state = State {
                    at: Place::Statement(at),
                    ..before
                };
                assert_eq!(start.state(&vignette, id.as_str()), Some(state), "{id}: {start:?}");
                let occurs = start.occurs(&vignette, id.as_str(), (Some(&space), true));
                assert_eq!(occurs, Occurs::Yes, "{id}: {}", start.words());
            }
        }
    }

    #[test]
    fn names_outlive_a_change_of_the_vignette_and_no_value_is_an_impossible_one() {
        let text = include_str!("../../../../tests/vignettes/every-field.ron");
        let before = vignette(text);
        let opening = before.scenario.start.as_str().to_owned();
        let mut start = Start::of(&before.graph.initial(), &before);
        for (_, set) in &mut start.flags {
            *set = true;
        }
        for (_, value) in &mut start.counters {
            *value = i16::MAX;
        }
        start.alliance = [255, 0, 100];
        start.rupture = Some(Rupture {
            kind: RuptureKind::Confrontation,
            stage: Stage::Hurt,
            recognised: false,
        });
        // A flag more at the top moves every other one by a place.
        let after = vignette(&text.replacen("variables: {", "variables: { \"first\": Flag(false),", 1));
        assert_eq!(after.scenario.variables.len(), before.scenario.variables.len() + 1);
        let state = start.state(&after, &opening).unwrap();
        let back = Start::of(&state, &after);
        assert_eq!(named(&back.flags, "first"), Some(false));
        let kept = start.flags.iter().all(|(id, set)| named(&back.flags, id) == Some(*set));
        assert!(kept && !start.flags.is_empty(), "{back:?}");
        for counter in counters(&after) {
            assert_eq!(named(&back.counters, counter.id), Some(counter.max));
        }
        assert_eq!(state.alliance, [100, 0, 100]);
        assert!(state.rupture.unwrap().recognised, "past its first stage it was named");
        assert_eq!(start.state(&after, "nowhere"), None);
    }

    #[test]
    fn what_no_play_comes_to_is_told_from_what_is_not_known() {
        let vignette = vignette(include_str!("../../../../scenarios/the-worksheet.ron"));
        let opening = vignette.scenario.start.as_str().to_owned();
        let space = space(&vignette);
        let found = Start::of(&vignette.graph.initial(), &vignette);
        let occurs = |start: &Start, all| start.occurs(&vignette, &opening, all);
        assert_eq!(occurs(&found, (Some(&space), true)), Occurs::Yes);
        assert_eq!(occurs(&found, (None, false)), Occurs::Looking);
        assert_eq!(occurs(&found, (None, true)), Occurs::Unknown);
        let repaired = Start {
            resolved: true,
            ..found
        };
        assert_eq!(occurs(&repaired, (Some(&space), true)), Occurs::No);
    }

    #[test]
    fn a_state_is_told_in_words() {
        let start = Start {
            alliance: [57, 24, 51],
            rupture: Some(Rupture::new(RuptureKind::Withdrawal)),
            resolved: true,
            flags: vec![("asked".to_owned(), true), ("told".to_owned(), false)],
            counters: vec![("missed".to_owned(), 2)],
            reached: Vec::new(),
            known: vec![("burden".to_owned(), true)],
        };
        assert_eq!(
            start.words(),
            "Bond 57, tasks 24, goals 51. A rupture is open: withdrawal, at discontent, not put into words yet. A rupture was repaired \
             before. Set: asked. Known: burden. Counted: missed 2."
        );
        assert_eq!(Start::default().words(), "Bond 0, tasks 0, goals 0.");
        let withdrawal: Vec<Stage> = stages(RuptureKind::Withdrawal).collect();
        assert_eq!(withdrawal, [Stage::Discontent, Stage::Assertion]);
    }

    #[test]
    fn only_ruptures_that_the_vignette_has_are_offered() {
        let of = |text: &str| kinds(&vignette(text).scenario);
        assert_eq!(
            of(include_str!("../../../../tests/vignettes/small.ron")),
            [RuptureKind::Withdrawal]
        );
        assert_eq!(
            of(include_str!("../../../../tests/vignettes/two-ruptures.ron")),
            [RuptureKind::Withdrawal, RuptureKind::Confrontation]
        );
    }
}
