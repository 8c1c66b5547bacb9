//! One look at a vignette as a whole: which states it has as far as any condition can tell, and what is to be expected in it under any policy.
//! Where exact values of the alliance are not asked for, a vignette of hundreds of thousands of states has a few thousand.

use std::sync::Arc;

use super::cases::{NeverCase, never};
use super::course::Courses;
use super::ends::Ends;
use super::loss;
use super::measure::Measure;
use super::order::Order;
use super::outlook::Outlook;
use super::policy::Policy;
use super::repairs::Repairs;
use super::space::{Keep, Limits, Space, Stopped, Watch};
use super::spread::Spread;
use super::summary::{Lengths, Summary};
use super::sums::Sums;
use super::together::Together;
use crate::framework::id::Component;
use crate::parallel::in_parallel;
use crate::scenario::graph::Graph;

/// A space, and the order in which values are worked out over it.
#[derive(Clone, Debug)]
struct Part {
    space: Arc<Space>,
    order: Order,
}

impl Part {
    fn new(graph: &Graph, keep: Keep, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        Ok(Self::of(Arc::new(Space::explore(graph, keep, limits, watch)?)))
    }

    fn of(space: Arc<Space>) -> Self {
        let order = Order::new(&space);
        Self { space, order }
    }
}

/// A vignette, explored as a whole.
#[derive(Clone, Debug)]
pub struct Survey<'g> {
    graph: &'g Graph,
    plays: Part,
    components: Vec<Part>,
}

impl<'g> Survey<'g> {
    /// Explores a vignette for everything but the alliance's own numbers.
    ///
    /// # Errors
    /// Says how far it came if a limit was reached or it was cancelled.
    pub fn new(graph: &'g Graph, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        let space = Space::explore(graph, Keep::Deciding, limits, watch)?;
        Ok(Self::of(graph, Arc::new(space)))
    }

    /// Takes up again what was explored before: the states that [`Survey::into_space`] gave of this vignette.
    pub fn of(graph: &'g Graph, space: Arc<Space>) -> Self {
        debug_assert_eq!(space.keep(), Keep::Deciding);
        Self {
            graph,
            plays: Part::of(space),
            components: Vec::new(),
        }
    }

    /// Explores it three times more, at the same time, for the numbers of one component each. Without it, [`Survey::outlook`] says nothing of them.
    ///
    /// # Errors
    /// As [`Survey::new`].
    pub fn add_components(&mut self, limits: Limits, watch: Watch<'_>) -> Result<(), Stopped> {
        let graph = self.graph;
        let together = Together::new(Component::ALL.len(), watch);
        let parts = in_parallel(Component::ALL.to_vec(), |component| {
            let tell = |progress| together.tell(component.index(), progress);
            Part::new(graph, Keep::Component(component), limits, together.watch(&tell))
        });
        self.components = parts.into_iter().collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The vignette.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// The states as far as any condition can tell them apart.
    pub fn space(&self) -> &Space {
        &self.plays.space
    }

    /// What was found.
    pub fn summary(&self) -> Summary {
        Summary::new(self.graph, &self.plays.space, &self.plays.order)
    }

    /// How many answers plays have. As in [`Survey::summary`], and quicker.
    pub fn lengths(&self) -> Lengths {
        Lengths::new(&self.plays.space, &self.plays.order)
    }

    /// The states as far as any condition can tell them apart, to be kept.
    pub fn into_space(self) -> Arc<Space> {
        self.plays.space
    }

    /// Best and worst play over the same states: at most so many plays are compared. `None` if chance has a say.
    pub fn courses(&self, most: usize) -> Option<Courses<'g>> {
        let Part { space, order } = &self.plays;
        (!space.has_chance()).then(|| Courses::over(self.graph, Arc::clone(space), order.clone(), most))
    }

    /// Cases that never apply.
    ///
    /// # Errors
    /// As [`Survey::new`]: some texts depend on more than play does.
    pub fn never(&self, limits: Limits, watch: Watch<'_>) -> Result<Vec<NeverCase>, Stopped> {
        never(self.graph, &self.plays.space, limits, watch)
    }

    /// What is to be expected from the opening under a policy, but for the alliance's numbers. As [`Survey::outlook`], and quicker.
    pub fn outlook_of_choices(&self, policy: &mut dyn Policy) -> Outlook {
        Outlook::new(self.graph, &self.plays.space, &self.plays.order, policy)
    }

    /// How plays from the opening spread under a policy, which must not ask for the alliance's numbers.
    pub fn spread(&self, policy: &mut dyn Policy) -> Spread {
        Spread::new(&self.plays.space, policy)
    }

    /// How long repairs take in plays from the opening under a policy, which must not ask for the alliance's numbers.
    pub fn repairs(&self, policy: &mut dyn Policy) -> Repairs {
        Repairs::new(&self.plays.space, policy)
    }

    /// How likely each sum of bond, tasks and goals at the end is under a policy, which must not ask for the alliance's numbers. Takes as long
    /// as there are states with all those numbers, and little memory. `None` if `go_on` says no before it is done.
    pub fn ends(&self, policy: &mut dyn Policy, go_on: &dyn Fn() -> bool) -> Option<Ends> {
        Ends::new(self.graph, (self.space(), &self.plays.order), policy, go_on)
    }

    /// How much plays from the opening give away under a policy, against a best play that comes to this sum. `None` as for
    /// [`Survey::ends`], and if chance has a say: an end does not tell then what was given away.
    pub fn losses(&self, best: f64, policy: &mut dyn Policy, go_on: &dyn Fn() -> bool) -> Option<loss::Spread> {
        if self.plays.space.has_chance() {
            return None;
        }
        Some(loss::Spread::of_ends(best, &self.ends(policy, go_on)?))
    }

    /// How plays from the opening spread by these measures, in their order, under a policy, which must not ask for the alliance's numbers.
    pub fn sums(&self, policy: &mut dyn Policy, measures: &[Measure<'_>]) -> Vec<Sums> {
        Sums::new(&self.plays.space, &self.plays.order, policy, measures)
    }

    /// What is to be expected from the opening under a policy. It must not ask for the alliance's numbers: a state tells only what a
    /// condition can still ask about.
    pub fn outlook(&self, policy: &mut dyn Policy) -> Outlook {
        let of = |part: &Part, policy: &mut dyn Policy| Outlook::new(self.graph, &part.space, &part.order, policy);
        let mut outlook = self.outlook_of_choices(policy);
        for (at, part) in self.components.iter().enumerate() {
            let told = of(part, policy).components.into_iter().nth(at).flatten();
            if let Some(shares) = outlook.components.get_mut(at) {
                *shares = told;
            }
        }
        outlook
    }
}
