//! What is worked out for `attune explore`, in the order in which it is printed.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::measured::{Measured, measures};
use crate::cli::args::PolicyArgument;
use crate::explore::cases::NeverCase;
use crate::explore::course::{Course, Courses};
use crate::explore::cues::Readings;
use crate::explore::explorer::{ChoiceValue, Explorer};
use crate::explore::game::Game;
use crate::explore::loss;
use crate::explore::measure::{Judgements, Measure};
use crate::explore::outlook::Outlook;
use crate::explore::policy::{Following, Policy, aptest, uniform, weakest};
use crate::explore::repairs::Repairs;
use crate::explore::space::{Keep, Limits, Stopped, Watch};
use crate::explore::spread::Spread;
use crate::explore::summary::{Play, Summary, play_to_statement, state_after};
use crate::explore::sums::Sums;
use crate::explore::survey::Survey;
use crate::explore::together::Together;
use crate::explore::value::Aim;
use crate::library::vignette::Vignette;
use crate::parallel::{both, in_parallel};
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};
use crate::wording::lexicon;

/// What was asked for.
pub(super) struct Asked<'a> {
    pub limits: Limits,
    /// The statement whose choices are valued; the opening without it.
    pub at: Option<u32>,
    pub policies: &'a [PolicyArgument],
    /// Is told what is worked out, once the states are known.
    pub working: &'a (dyn Fn(&str) + Sync),
}

/// What came of it.
pub(super) struct Found {
    pub summary: Summary,
    pub never: Result<Vec<NeverCase>, Stopped>,
    /// Whether the alliance's numbers could be worked out for policies that don't look at them.
    pub components: Result<(), Stopped>,
    pub expected: Vec<(PolicyArgument, Result<Expected, Stopped>)>,
    /// Bond, tasks and goals together that best play comes to, 0 to 300; `None` if that is not proven.
    pub best: Option<f64>,
    /// What rows and pulls there are.
    pub judgements: Judgements,
    /// Best and worst play, where there is no chance.
    pub courses: Vec<(PolicyArgument, Course)>,
    pub game: Game,
    pub choices: Option<Choices>,
}

/// What is to be expected under one policy.
pub(super) struct Expected {
    pub outlook: Outlook,
    pub spread: Spread,
    pub repairs: Repairs,
    pub measured: Measured,
    /// What plays give away against best play; not proven where the alliance's numbers make too many states.
    pub lost: Result<loss::Spread, Stopped>,
}

/// What each choice at one statement is worth.
pub(super) struct Choices {
    pub statement: u32,
    /// A shortest way there.
    pub play: Play,
    pub state: State,
    /// Under best play afterwards.
    pub values: Result<Vec<ChoiceValue>, Stopped>,
}

impl Choices {
    /// Bond, tasks and goals together under best play.
    pub fn best(&self) -> f64 {
        let values = self.values.iter().flatten();
        values.map(|value| value.end.sum()).fold(0.0, f64::max)
    }
}

/// All that is needed for best and worst play.
enum Ahead<'g> {
    /// Without chance, by comparing plays.
    Sure {
        courses: Box<Courses<'g>>,
        /// Best play, looked for once; `None` if too many plays would have to be compared.
        best: Option<Course>,
    },
    /// With chance, by the value of every state.
    Chancy(Box<Explorer<'g>>),
}

impl<'g> Ahead<'g> {
    /// Of a vignette as a whole. `courses`: what was explored of it already, if chance has no say.
    fn whole(
        graph: &'g Graph,
        courses: Option<Courses<'g>>,
        limits: Limits,
        watch: Watch<'_>,
    ) -> Result<Self, Stopped> {
        match courses {
            Some(courses) => Ok(Self::sure(courses, graph.opening())),
            None => Self::chancy(graph, graph.opening(), limits, watch),
        }
    }

    /// Of what lies ahead of one state.
    fn from(graph: &'g Graph, state: State, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        match Courses::new(graph, &[state], limits, watch)? {
            Some(courses) => Ok(Self::sure(courses, state)),
            None => Self::chancy(graph, state, limits, watch),
        }
    }

    fn sure(courses: Courses<'g>, from: State) -> Self {
        Self::Sure {
            best: courses.find(&from, Aim::Best),
            courses: Box::new(courses),
        }
    }

    fn chancy(graph: &'g Graph, from: State, limits: Limits, watch: Watch<'_>) -> Result<Self, Stopped> {
        let explorer = Explorer::from(graph, &[from], Keep::Playing, limits, watch)?;
        Ok(Self::Chancy(Box::new(explorer)))
    }

    fn choice_values(&self, state: &State, limits: Limits) -> Result<Vec<ChoiceValue>, Stopped> {
        let values = match self {
            Self::Sure { courses, .. } => courses.choice_values(state),
            Self::Chancy(explorer) => explorer.choice_values(state),
        };
        values.ok_or(Stopped::Bounded { states: limits.states })
    }

    /// Bond, tasks and goals together that best play from the opening comes to.
    fn best(&self, graph: &Graph) -> Option<f64> {
        let end = match self {
            Self::Sure { best, .. } => best.as_ref()?.end(),
            Self::Chancy(explorer) => explorer.best(&graph.opening())?,
        };
        Some(end.sum())
    }

    /// What plays under a policy give away.
    fn losses(&self, survey: &Survey<'_>, policy: &mut dyn Policy, limits: Limits) -> Result<loss::Spread, Stopped> {
        let spread = match self {
            Self::Sure { .. } => self
                .best(survey.graph())
                .and_then(|best| survey.losses(best, policy, &|| true)),
            Self::Chancy(explorer) => Some(explorer.losses(policy)),
        };
        spread.ok_or(Stopped::Bounded { states: limits.states })
    }

    fn expected(
        &self,
        graph: &Graph,
        aim: Aim,
        (judgements, measures): (&Judgements, &[Measure<'_>]),
        limits: Limits,
    ) -> Result<(Expected, Option<Course>), Stopped> {
        let explorer = match self {
            Self::Sure { courses, best } => {
                let course = match aim {
                    Aim::Best => best.clone(),
                    Aim::Worst => courses.find(&graph.opening(), aim),
                };
                let course = course.ok_or(Stopped::Bounded { states: limits.states })?;
                let best = best.as_ref().unwrap_or(&course).sum();
                let expected = Expected {
                    outlook: Outlook::of_play(graph, &course.play),
                    spread: Spread::of_play(graph, &course.play),
                    repairs: Repairs::of_play(graph, &course.play),
                    lost: Ok(loss::Spread::sure(f64::from(best) - f64::from(course.sum()))),
                    measured: Measured::of(judgements, &Sums::of_play(graph, &course.play, measures)),
                };
                return Ok((expected, Some(course)));
            }
            Self::Chancy(explorer) => explorer,
        };
        let worst = (aim == Aim::Worst).then(|| explorer.worst_play());
        let values = worst.as_ref().unwrap_or(explorer.best_play());
        let expected = Expected {
            outlook: explorer.outlook(Following(values)),
            spread: explorer.spread(Following(values)),
            repairs: explorer.repairs(Following(values)),
            lost: Ok(explorer.losses(&mut Following(values))),
            measured: Measured::of(judgements, &explorer.sums(Following(values), measures)),
        };
        Ok((expected, None))
    }
}

impl Found {
    /// Explores; an error if not even the states without the alliance's numbers are within the limits.
    pub fn new(vignette: &Vignette, asked: &Asked<'_>, watch: Watch<'_>) -> Result<Self, Stopped> {
        let graph: &Graph = &vignette.graph;
        let limits = asked.limits;
        let mut survey = Survey::new(graph, limits, watch)?;
        let together = Together::new(2, watch);
        let (first, second) = (
            |progress| together.tell(0, progress),
            |progress| together.tell(1, progress),
        );
        let courses = survey.courses(limits.states);
        let (ahead, components) = both(
            || Ahead::whole(graph, courses, limits, together.watch(&first)),
            || survey.add_components(limits, together.watch(&second)),
        );
        let readings = Readings::new(
            graph,
            &vignette.scenario,
            lexicon::of_language(&vignette.scenario.language),
        );
        let judgements = Judgements::new(&vignette.scenario);
        let measures = measures(&judgements);
        let asked_for = (&judgements, measures.as_slice());
        let (done, all) = (AtomicUsize::new(0), asked.policies.len());
        let tell_done = |more| {
            let done = done.fetch_add(more, Ordering::Relaxed) + more;
            (asked.working)(&format!("{done} of {all} ways to play are worked out"));
        };
        tell_done(0);
        let under = |policy: PolicyArgument| {
            let aim = match policy {
                PolicyArgument::Best => Some(Aim::Best),
                PolicyArgument::Worst => Some(Aim::Worst),
                _ => None,
            };
            let found = match (aim, &ahead) {
                (Some(aim), Ok(ahead)) => ahead.expected(graph, aim, asked_for, limits),
                (Some(_), Err(stopped)) => Err(*stopped),
                (None, _) => Ok((follow((&survey, &ahead), &readings, policy, asked_for, limits), None)),
            };
            tell_done(1);
            (policy, found)
        };
        let mut courses = Vec::new();
        let mut expected = Vec::new();
        for (policy, found) in in_parallel(asked.policies.to_vec(), under) {
            let found = found.map(|(found, course)| {
                courses.extend(course.map(|course| (policy, course)));
                found
            });
            expected.push((policy, found));
        }
        (asked.working)("what each choice is worth, and which conditions hold");
        let best = ahead.as_ref().ok().and_then(|ahead| ahead.best(graph));
        let start = graph.opening().at;
        let choices = match asked.at.map_or(start, Place::Statement) {
            Place::Statement(statement) => choices(graph, &survey, statement, ahead, (limits, watch)),
            Place::Ending(_) => None,
        };
        Ok(Self {
            summary: survey.summary(),
            never: survey.never(limits, watch),
            components,
            expected,
            best,
            judgements,
            courses,
            game: Game::new(&survey, &readings),
            choices,
        })
    }

    /// Whether everything asked for was within the limits.
    pub fn is_proven(&self) -> bool {
        self.never.is_ok()
            && self.components.is_ok()
            && self.expected.iter().all(|(_, expected)| expected.is_ok())
            && self.choices.as_ref().is_none_or(|choices| choices.values.is_ok())
    }
}

fn follow(
    (survey, ahead): (&Survey<'_>, &Result<Ahead<'_>, Stopped>),
    readings: &Readings<'_>,
    policy: PolicyArgument,
    (judgements, measures): (&Judgements, &[Measure<'_>]),
    limits: Limits,
) -> Expected {
    let under = |policy: &mut dyn Policy| Expected {
        outlook: survey.outlook(policy),
        spread: survey.spread(policy),
        repairs: survey.repairs(policy),
        lost: ahead
            .as_ref()
            .map_err(|stopped| *stopped)
            .and_then(|ahead| ahead.losses(survey, policy, limits)),
        measured: Measured::of(judgements, &survey.sums(policy, measures)),
    };
    match policy {
        PolicyArgument::Cue(cue) => under(&mut readings.follow(cue)),
        PolicyArgument::Aptest => under(&mut aptest),
        PolicyArgument::Weakest => under(&mut weakest),
        _ => under(&mut uniform),
    }
}

/// The choices at a statement on a shortest way there; `None` if there is none.
fn choices<'g>(
    graph: &'g Graph,
    survey: &Survey<'_>,
    statement: u32,
    whole: Result<Ahead<'g>, Stopped>,
    (limits, watch): (Limits, Watch<'_>),
) -> Option<Choices> {
    let play = play_to_statement(survey.space(), statement)?;
    let state = state_after(graph, &play);
    // What lies ahead of a later statement is less than the whole.
    let ahead = match whole {
        Err(_) if !play.is_empty() => Ahead::from(graph, state, limits, watch),
        whole => whole,
    };
    Some(Choices {
        statement,
        play,
        state,
        values: ahead.and_then(|ahead| ahead.choice_values(&state, limits)),
    })
}
