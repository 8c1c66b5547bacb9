//! What is worked out for `attune explore`, in the order in which it is printed.

use crate::cli::args::PolicyArgument;
use crate::explore::cases::NeverCase;
use crate::explore::explorer::{ChoiceValue, Explorer};
use crate::explore::outlook::Outlook;
use crate::explore::policy::{Following, aptest, uniform, weakest};
use crate::explore::space::{Keep, Limits, Stopped, Watch};
use crate::explore::summary::{Play, Summary, play_to_statement, state_after};
use crate::explore::survey::Survey;
use crate::explore::value::End;
use crate::library::vignette::Vignette;
use crate::scenario::graph::Graph;
use crate::scenario::state::{Place, State};

/// What was asked for.
pub(super) struct Asked<'a> {
    pub limits: Limits,
    /// The statement whose choices are valued; the opening without it.
    pub at: Option<u32>,
    pub policies: &'a [PolicyArgument],
}

/// What came of it.
pub(super) struct Found {
    pub summary: Summary,
    pub never: Result<Vec<NeverCase>, Stopped>,
    /// Whether the alliance's numbers could be worked out for policies that don't look at them.
    pub components: Result<(), Stopped>,
    pub outlooks: Vec<(PolicyArgument, Result<Outlook, Stopped>)>,
    pub choices: Option<Choices>,
}

/// What each choice at one statement is worth.
pub(super) struct Choices {
    pub statement: u32,
    /// A shortest way there.
    pub play: Play,
    pub state: State,
    pub values: Result<Valued, Stopped>,
}

/// The values under best play.
pub(super) struct Valued {
    pub best: End,
    pub each: Vec<ChoiceValue>,
}

impl Found {
    /// Explores; an error if not even the states without the alliance's numbers are within the limits.
    pub fn new(vignette: &Vignette, asked: &Asked<'_>, watch: Watch<'_>) -> Result<Self, Stopped> {
        let graph: &Graph = &vignette.graph;
        let limits = asked.limits;
        let mut survey = Survey::new(graph, limits, watch)?;
        let components = survey.add_components(limits, watch);
        let needs_numbers = |policy: &PolicyArgument| matches!(policy, PolicyArgument::Best | PolicyArgument::Worst);
        let start = graph.opening().at;
        let at = asked.at.map_or(start, Place::Statement);
        // Best and worst play look at the alliance's numbers, so that the whole of them is needed.
        let whole = (at == start || asked.policies.iter().any(needs_numbers))
            .then(|| Explorer::with(graph, Keep::Playing, limits, watch));
        let outlooks = asked.policies.iter().map(|&policy| {
            let outlook = match policy {
                PolicyArgument::Aptest => Ok(survey.outlook(&mut aptest)),
                PolicyArgument::Random => Ok(survey.outlook(&mut uniform)),
                PolicyArgument::Weakest => Ok(survey.outlook(&mut weakest)),
                PolicyArgument::Best | PolicyArgument::Worst => match &whole {
                    Some(Ok(explorer)) if policy == PolicyArgument::Best => {
                        Ok(explorer.outlook(Following(explorer.best_play())))
                    }
                    Some(Ok(explorer)) => Ok(explorer.outlook(Following(&explorer.worst_play()))),
                    Some(Err(stopped)) => Err(*stopped),
                    None => Err(Stopped::Bounded { states: 0 }),
                },
            };
            (policy, outlook)
        });
        let outlooks = outlooks.collect();
        let choices = match at {
            Place::Statement(statement) => choices(graph, &survey, statement, whole, (limits, watch)),
            Place::Ending(_) => None,
        };
        Ok(Self {
            summary: survey.summary(),
            never: survey.never(limits, watch),
            components,
            outlooks,
            choices,
        })
    }

    /// Whether everything asked for was within the limits.
    pub fn is_proven(&self) -> bool {
        self.never.is_ok()
            && self.components.is_ok()
            && self.outlooks.iter().all(|(_, outlook)| outlook.is_ok())
            && self.choices.as_ref().is_none_or(|choices| choices.values.is_ok())
    }
}

/// The choices at a statement on a shortest way there; `None` if there is none.
fn choices(
    graph: &Graph,
    survey: &Survey<'_>,
    statement: u32,
    whole: Option<Result<Explorer<'_>, Stopped>>,
    (limits, watch): (Limits, Watch<'_>),
) -> Option<Choices> {
    let play = play_to_statement(survey.space(), statement)?;
    let state = state_after(graph, &play);
    // What lies ahead of a later statement is less than the whole.
    let explorer = match whole {
        Some(Ok(explorer)) => Ok(explorer),
        Some(Err(stopped)) if play.is_empty() => Err(stopped),
        _ => Explorer::from(graph, &[state], Keep::Playing, limits, watch),
    };
    let values = explorer.map(|explorer| Valued {
        best: explorer.best(&state).unwrap_or_default(),
        each: explorer.choice_values(&state).unwrap_or_default(),
    });
    Some(Choices {
        statement,
        play,
        state,
        values,
    })
}
