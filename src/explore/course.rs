//! Best and worst play where nothing is left to chance: the play itself, and what it comes to. Exact, and far quicker than working out the
//! value of every state.
//!
//! Where two plays come to the same choices (the same state as far as any condition can tell, [`Keep::Deciding`]) and one of them has no less
//! bond, tasks and goals, then it has no less of them at the end, whatever is answered: what is added to a number keeps its order, at the
//! bounds as well. So of the plays that come to a state only those are followed that no other beats in all three (the labels of
//! multi-criteria shortest paths: Hansen, "Bicriterion path problems", 1980; Martins, 1984). With chance in it this does not hold, because
//! the best answer may then depend on what a lesser draw has left.

use std::sync::Arc;

use super::explorer::ChoiceValue;
use super::order::Order;
use super::rules::{Taken, answered, each_choice, each_way};
use super::space::{Choice, Keep, Limits, Space, StateIx, Stopped, Watch};
use super::summary::{Play, Turn};
use super::value::{Aim, End};
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// A play and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Bond, tasks and goals at the end.
    pub alliance: [u8; 3],
    /// Its answers.
    pub play: Play,
}

impl Course {
    /// Bond, tasks and goals together at the end, 0 to 300.
    pub fn sum(&self) -> u32 {
        self.alliance.iter().map(|&value| u32::from(value)).sum()
    }

    /// What it comes to, for comparison with what is expected where there is chance.
    pub fn end(&self) -> End {
        End {
            alliance: self.alliance.map(f64::from),
        }
    }
}

/// A vignette without chance, as far as it lies ahead of some states.
#[derive(Clone, Debug)]
pub struct Courses<'g> {
    graph: &'g Graph,
    space: Arc<Space>,
    order: Order,
    labels: usize,
}

impl<'g> Courses<'g> {
    /// Explores what lies ahead; `None` if chance has a say in it.
    ///
    /// # Errors
    /// Says how far it came if a limit was reached or it was cancelled.
    pub fn new(graph: &'g Graph, from: &[State], limits: Limits, watch: Watch<'_>) -> Result<Option<Self>, Stopped> {
        let space = Space::explore_from(graph, from, Keep::Deciding, limits, watch)?;
        if space.has_chance() {
            return Ok(None);
        }
        let order = Order::new(&space);
        Ok(Some(Self::over(graph, Arc::new(space), order, limits.states)))
    }

    /// Over what is explored already, if chance has no say in it. `labels`: most plays that are compared.
    pub(super) const fn over(graph: &'g Graph, space: Arc<Space>, order: Order, labels: usize) -> Self {
        Self {
            graph,
            space,
            order,
            labels,
        }
    }

    /// The play that comes to the most, or the least, of bond, tasks and goals together; the first found of several. `None` if no play from
    /// the states explored comes to this one, if it leads to no end, or if too many plays would have to be compared.
    pub fn find(&self, from: &State, aim: Aim) -> Option<Course> {
        let root = self.space.find(from)?;
        let mut search = Search {
            courses: self,
            aim,
            labels: Vec::new(),
            fronts: vec![Vec::new(); self.space.len()],
        };
        search.add(root, from.alliance, None);
        search.run()?;
        search.best(from)
    }

    /// What each choice in a state comes to under best play after it, in file order. As
    /// [`Explorer::choice_values`](super::explorer::Explorer::choice_values).
    pub fn choice_values(&self, state: &State) -> Option<Vec<ChoiceValue>> {
        let mut taken = Vec::new();
        each_choice(self.graph, state, self.space.asked(), |choice| {
            taken.push((choice.choice, self.next(&choice)));
        });
        let mut values = Vec::new();
        for (choice, next) in taken {
            ChoiceValue::add(&mut values, choice, self.find(&next, Aim::Best)?.end());
        }
        Some(values)
    }

    /// Best play after an answer: a response, a band, and the beliefs named in a summary as bits, otherwise 0. `None` if the answer is not among the choices, and
    /// as for [`Courses::find`].
    pub fn after(&self, state: &State, answer: (u8, u8, u32)) -> Option<Course> {
        let taken = answered(self.graph, state, answer)?;
        self.find(&self.next(&taken), Aim::Best)
    }

    /// The only state to which a choice leads.
    fn next(&self, taken: &Taken<'_>) -> State {
        let mut next = taken.after;
        let mut first = true;
        each_way(taken.onward, |place, _| {
            if std::mem::take(&mut first) {
                self.graph.enter(&mut next, place);
            }
        });
        next
    }
}

/// A play that has come to a state.
#[derive(Clone, Copy, Debug)]
struct Label {
    at: StateIx,
    alliance: [u8; 3],
    /// The label before, and the answer given there.
    from: Option<(u32, Choice)>,
    beaten: bool,
    followed: bool,
}

struct Search<'r> {
    courses: &'r Courses<'r>,
    aim: Aim,
    labels: Vec<Label>,
    /// Labels of each state that no other beats.
    fronts: Vec<Vec<u32>>,
}

impl Search<'_> {
    /// Whether the first is as good as the second in all three.
    fn beats(&self, one: [u8; 3], other: [u8; 3]) -> bool {
        one.iter().zip(other).all(|(&one, other)| match self.aim {
            Aim::Best => one >= other,
            Aim::Worst => one <= other,
        })
    }

    fn add(&mut self, at: StateIx, alliance: [u8; 3], from: Option<(u32, Choice)>) {
        let Some(front) = self.fronts.get(at as usize) else {
            return;
        };
        let value = |&label: &u32| self.labels.get(label as usize).map_or([0; 3], |label| label.alliance);
        if front.iter().any(|label| self.beats(value(label), alliance)) {
            return;
        }
        let (kept, beaten): (Vec<u32>, Vec<u32>) = front.iter().partition(|&label| !self.beats(alliance, value(label)));
        for label in beaten {
            if let Some(label) = self.labels.get_mut(label as usize) {
                label.beaten = true;
            }
        }
        if let Some(front) = self.fronts.get_mut(at as usize) {
            *front = kept;
            front.push(u32::try_from(self.labels.len()).unwrap_or(u32::MAX));
        }
        self.labels.push(Label {
            at,
            alliance,
            from,
            beaten: false,
            followed: false,
        });
    }

    /// Follows every play, what comes first in front; `None` if there are too many.
    fn run(&mut self) -> Option<()> {
        let courses = self.courses;
        for group in courses.order.groups().rev() {
            loop {
                let mut followed = false;
                for &state in group.states.iter().rev() {
                    followed |= self.follow(state);
                }
                if self.labels.len() > courses.labels {
                    return None;
                }
                if !followed || !group.loops {
                    break;
                }
            }
        }
        Some(())
    }

    /// Follows the plays that have come to a state and were not followed yet; whether there were any.
    fn follow(&mut self, at: StateIx) -> bool {
        let courses = self.courses;
        let front = self.fronts.get(at as usize).cloned().unwrap_or_default();
        let mut any = false;
        let mut reached = Vec::new();
        for number in front {
            let Some(label) = self.labels.get_mut(number as usize) else {
                continue;
            };
            if std::mem::replace(&mut label.followed, true) || label.beaten {
                continue;
            }
            any = true;
            let state = State {
                alliance: label.alliance,
                ..courses.space.state(at)
            };
            each_choice(courses.graph, &state, courses.space.asked(), |taken| {
                reached.push((courses.next(&taken), number, taken.choice));
            });
        }
        for (next, number, choice) in reached {
            if let Some(to) = courses.space.find(&next) {
                self.add(to, next.alliance, Some((number, choice)));
            }
        }
        any
    }

    /// The best of the plays that came to an end.
    fn best(&self, from: &State) -> Option<Course> {
        let ended = |label: &&Label| !label.beaten && self.courses.space.is_final(label.at);
        let sum = |label: &Label| label.alliance.iter().map(|&value| i32::from(value)).sum::<i32>();
        let sign = if self.aim == Aim::Best { -1 } else { 1 };
        let found = self.labels.iter().filter(ended).min_by_key(|label| sign * sum(label))?;
        let mut play = Play::new();
        let mut label = found;
        while let Some((before, choice)) = label.from {
            let to = self.courses.space.place(label.at);
            label = self.labels.get(before as usize)?;
            let place = if label.from.is_none() {
                from.at
            } else {
                self.courses.space.place(label.at)
            };
            let Place::Statement(statement) = place else {
                return None;
            };
            play.push(Turn { statement, choice, to });
        }
        play.reverse();
        Some(Course {
            alliance: found.alliance,
            play,
        })
    }
}
