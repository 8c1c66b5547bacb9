//! One exploration of a vignette, kept: answers for every turn of a session what each choice was worth.

use super::loss::{self, Losses};
use super::measure::Measure;
use super::order::Order;
use super::outlook::Outlook;
use super::policy::Policy;
use super::repairs::Repairs;
use super::rules::{answered, each_way};
use super::space::{Choice, Keep, Limits, Space, StateIx, Stopped, Watch};
use super::spread::Spread;
use super::sums::Sums;
use super::value::{Aim, End, Values};
use crate::scenario::graph::Graph;
use crate::scenario::state::State;

/// What one choice is worth: the exact expected end under best play after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChoiceValue {
    /// The response, by its place in its statement.
    pub response: u8,
    /// The band of a silence; otherwise 0.
    pub band: u8,
    /// Whether the summary is right; `None` for what is no summary.
    pub summary: Option<bool>,
    /// The expected end.
    pub end: End,
}

impl ChoiceValue {
    /// Adds what a choice is worth to a list. A summary that can be given in several ways stands there once, with the best of them.
    pub(super) fn add(list: &mut Vec<Self>, choice: Choice, end: End) {
        let Choice {
            response,
            band,
            summary,
            ..
        } = choice;
        let same = |known: &&mut Self| (known.response, known.band, known.summary) == (response, band, summary);
        match list.iter_mut().find(same) {
            Some(known) if known.end.sum() >= end.sum() => {}
            Some(known) => known.end = end,
            None => list.push(Self {
                response,
                band,
                summary,
                end,
            }),
        }
    }
}

/// What an answer gave away, measured by the expected end under best play afterwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Regret {
    /// Of the best choice on offer.
    pub best: End,
    /// Of the choice that was made.
    pub chosen: End,
}

impl Regret {
    /// Points of bond, tasks and goals together that the choice gave away, 0 or more.
    pub fn lost(&self) -> f64 {
        (self.best.sum() - self.chosen.sum()).max(0.0)
    }
}

/// A vignette with every state that it can reach and the value of each under best play.
#[derive(Clone, Debug)]
pub struct Explorer<'g> {
    graph: &'g Graph,
    space: Space,
    order: Order,
    best: Values,
}

impl<'g> Explorer<'g> {
    /// Explores a vignette for its values, within the usual limits; `None` beyond them.
    pub fn new(graph: &'g Graph) -> Option<Self> {
        Self::with(graph, Keep::Playing, Limits::default(), Watch::default()).ok()
    }

    /// Explores a vignette.
    ///
    /// # Errors
    /// Says how far it came if a limit was reached or it was cancelled.
    pub fn with(graph: &'g Graph, keep: Keep, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        Self::from(graph, &[graph.opening()], keep, limits, watch)
    }

    /// Explores what lies ahead of some states: later in a play there is less of it.
    ///
    /// # Errors
    /// As [`Explorer::with`].
    pub fn from(
        graph: &'g Graph,
        states: &[State],
        keep: Keep,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Self, Stopped> {
        let space = Space::explore_from(graph, states, keep, limits, watch)?;
        let order = Order::new(&space);
        let best = Values::new(&space, &order, Aim::Best);
        Ok(Self {
            graph,
            space,
            order,
            best,
        })
    }

    /// The vignette.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// All states.
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// Best play.
    pub fn best_play(&self) -> &Values {
        &self.best
    }

    /// Worst play; worked out on each call.
    pub fn worst_play(&self) -> Values {
        Values::new(&self.space, &self.order, Aim::Worst)
    }

    /// Whether a play can come back to a state in which it was.
    pub fn has_loops(&self) -> bool {
        self.order.has_loops()
    }

    /// What is to be expected from the opening under a policy.
    pub fn outlook(&self, mut policy: impl Policy) -> Outlook {
        Outlook::new(self.graph, &self.space, &self.order, &mut policy)
    }

    /// How plays from the opening spread under a policy.
    pub fn spread(&self, mut policy: impl Policy) -> Spread {
        Spread::new(&self.space, &mut policy)
    }

    /// How long repairs take in plays from the opening under a policy.
    pub fn repairs(&self, mut policy: impl Policy) -> Repairs {
        Repairs::new(&self.space, &mut policy)
    }

    /// How much plays from the opening give away against best play under a policy.
    pub fn losses(&self, policy: &mut dyn Policy) -> loss::Spread {
        let losses = Losses::new(&self.space, &self.best);
        let sums = Sums::new(&self.space, &self.order, policy, &[Measure::Lost(&losses)]);
        sums.first().map(loss::Spread::of_answers).unwrap_or_default()
    }

    /// How plays from the opening spread by these measures, in their order, under a policy.
    pub fn sums(&self, mut policy: impl Policy, measures: &[Measure<'_>]) -> Vec<Sums> {
        Sums::new(&self.space, &self.order, &mut policy, measures)
    }

    /// The expected end under best play from a state; `None` if no play from the opening comes there, as in a drill of a single statement.
    pub fn best(&self, state: &State) -> Option<End> {
        Some(self.best.end(self.space.find(state)?))
    }

    /// What each choice in a state is worth, in file order; `None` if no play from the opening comes there.
    ///
    /// Where a summary can be given in several ways that matter later, it counts with the best of them.
    pub fn choice_values(&self, state: &State) -> Option<Vec<ChoiceValue>> {
        let index = self.space.find(state)?;
        let mut values: Vec<ChoiceValue> = Vec::with_capacity(8);
        for (at, choice) in self.space.choices_at(index).enumerate() {
            ChoiceValue::add(&mut values, choice, self.best.after(&self.space, index, at));
        }
        Some(values)
    }

    /// What an answer gave away. `beliefs`: those named in a summary, as bits; otherwise 0. `None` if no play from the opening comes to
    /// this state, or the answer is not among its choices.
    pub fn regret(&self, state: &State, response: u8, band: u8, beliefs: u32) -> Option<Regret> {
        let best = self.best(state)?;
        let taken = answered(self.graph, state, (response, band, beliefs))?;
        let (mut chosen, mut total, mut missing) = (End::default(), 0.0, false);
        each_way(taken.onward, |place, weight| {
            let mut next = taken.after;
            self.graph.enter(&mut next, place);
            let end: Option<End> = self.space.find(&next).map(|to: StateIx| self.best.end(to));
            missing |= end.is_none();
            total += f64::from(weight);
            chosen.add(&end.unwrap_or_default(), f64::from(weight));
        });
        if missing || total <= 0.0 {
            return None;
        }
        chosen.alliance = chosen.alliance.map(|value| value / total);
        Some(Regret { best, chosen })
    }
}
