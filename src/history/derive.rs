//! From an event log to decisions, with the same measures as the debrief. A pure function: the caller says what time it is.

use std::collections::HashSet;
use std::sync::Arc;

use super::decision::{Decision, Seen, Strained};
use crate::framework::id::{Component, PullId};
use crate::framework::model::Framework;
use crate::scenario::graph::Graph;
use crate::scenario::model::{Act, Scenario};
use crate::score::abilities;
use crate::score::recognition::look;
use crate::score::turns::Turn;
use crate::session::event::{Event, Noticed};
use crate::session::options::Options;
use crate::session::replay::started;
use crate::session::texts;

/// The vignette that a log was played on.
#[derive(Clone, Copy, Debug)]
pub struct Played<'a> {
    /// As written.
    pub scenario: &'a Scenario,
    /// As run.
    pub graph: &'a Arc<Graph>,
    /// What is trained.
    pub framework: &'a Framework,
}

/// The decisions that events from place `first` of the log on made or changed, each in full, in order of their numbers.
///
/// An answer makes one; a confidence or a reading completes it; going back marks it as rewound. All are given `at_ms` as their time; the
/// database keeps the first that it was given. With `first` 0 all decisions of the log come out.
pub fn decisions(played: Played<'_>, log: &[Event], first: usize, at_ms: i64) -> Vec<Decision> {
    let Some(options) = started(log).map(|started| started.options) else {
        return Vec::new();
    };
    let moments = moments(played, log, first);
    let touched = moments.into_iter().filter(|moment| moment.touched);
    touched
        .filter_map(|moment| decision(played, options, &moment, at_ms))
        .collect()
}

/// A turn of the log that was answered, on whichever way.
struct Moment {
    number: u32,
    turn: Turn,
    rewound: bool,
    again: bool,
    touched: bool,
}

/// Gathers the turns with an answer, rewound ones included. The state in them is the first one: no measure used here looks at it.
fn moments(played: Played<'_>, log: &[Event], first: usize) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let mut left: HashSet<(u16, u32)> = HashSet::new();
    let mut turn: Option<Turn> = None;
    for (at, event) in log.iter().enumerate() {
        let new = at >= first;
        match event {
            Event::Faced(faced) => turn = Some(Turn::new(at, *faced, played.graph.initial())),
            Event::Noticed { .. } => {
                if let Some(turn) = &mut turn {
                    turn.add(at, event);
                }
            }
            Event::Drafted { text, .. } => {
                if let Some(turn) = &mut turn {
                    // Only that there is a draft is of interest here.
                    turn.drafted = Some((at, text.chars().take(1).collect()));
                }
            }
            Event::Answered(answered) => {
                if let Some(mut met) = turn.take() {
                    met.add(at, event);
                    moments.push(Moment {
                        number: u32::try_from(moments.len()).unwrap_or(u32::MAX),
                        again: left.contains(&(answered.turn, answered.statement)),
                        turn: met,
                        rewound: false,
                        touched: new,
                    });
                }
            }
            Event::Confident { .. } | Event::Read { .. } => {
                if let Some(moment) = moments.last_mut() {
                    moment.turn.add(at, event);
                    moment.touched |= new;
                }
            }
            Event::Rewound { turn: back, .. } => {
                let over = moments.iter_mut().filter(|moment| !moment.rewound);
                for moment in over.filter(|moment| moment.turn.turn >= *back) {
                    moment.rewound = true;
                    moment.touched |= new;
                    left.insert((moment.turn.turn, moment.turn.faced.1.statement));
                }
            }
            _ => {}
        }
    }
    moments
}

fn decision(played: Played<'_>, options: Options, moment: &Moment, at_ms: i64) -> Option<Decision> {
    let Played {
        scenario, framework, ..
    } = played;
    let turn = &moment.turn;
    let (_, answered) = turn.answer()?;
    let (id, statement) = texts::statement(scenario, answered.statement)?;
    let reply = texts::reply(scenario, answered)?;
    let credit = abilities::credit(scenario, turn, answered);
    let rows = abilities::measure(scenario, framework, std::slice::from_ref(turn));
    let strain = statement.strain.as_ref();
    Some(Decision {
        number: moment.number,
        turn: turn.turn,
        at_ms,
        mode: options.mode,
        vignette: scenario.id.clone(),
        statement: id.clone(),
        response: reply.id.clone(),
        quality: answered.quality,
        best: answered.best,
        worst: answered.worst,
        credit: credit.and_then(|(ratio, _)| u16::try_from(ratio.millionths()? / 1000).ok()),
        panel: credit.is_some_and(|(_, panel)| panel),
        confidence: turn.confident.map(|(_, percent)| percent),
        sighting: look(scenario, turn).map(|look| look.sighting),
        seen: seen(turn),
        strain: strain.map(|strain| Strained {
            kind: strain.kind,
            marker: strain.marker.clone(),
            over: Component::ALL
                .into_iter()
                .filter(|component| strain.over.contains(component))
                .collect(),
        }),
        foil: statement.foil,
        rupture: answered.rupture_before.map(|rupture| rupture.kind),
        pull: reply.pull.cloned(),
        tempting: tempting(scenario, turn),
        called_for: rows.rows.into_iter().map(|score| score.row).collect(),
        shown: reply.shows.to_vec(),
        hindered: rows.hindered.into_iter().map(|hindered| hindered.row).collect(),
        read_errors: turn.read.map(|(_, read, actual)| errors(read, actual)),
        drafted: turn.drafted.as_ref().is_some_and(|(_, text)| !text.is_empty()),
        held_back: scenario.held_back,
        rewound: moment.rewound,
        again: moment.again,
    })
}

/// The pulls of what was on offer, each once, in the order of the file.
fn tempting(scenario: &Scenario, turn: &Turn) -> Vec<PullId> {
    let mut shown = turn.faced.1.shown().to_vec();
    shown.sort_unstable();
    let mut pulls: Vec<PullId> = Vec::new();
    for at in shown {
        let Some((_, response)) = texts::response(scenario, turn.faced.1.statement, at) else {
            continue;
        };
        let bands = match &response.act {
            Act::Silence { bands, .. } => bands.as_slice(),
            Act::Say(_) | Act::Summary(_) => &[],
        };
        let of_bands = bands.iter().filter_map(|band| texts::pull(response, Some(band)));
        for pull in of_bands.chain(response.pull.as_ref()) {
            if !pulls.contains(pull) {
                pulls.push(pull.clone());
            }
        }
    }
    pulls
}

fn seen(turn: &Turn) -> Option<Seen> {
    match &turn.noticed.as_ref()?.1 {
        Noticed::None => None,
        Noticed::Strain { kind, component, .. } => Some(Seen {
            kind: *kind,
            component: *component,
        }),
    }
}

/// How far each reading was off. Both run from 0 to 100, so the difference fits.
fn errors(read: [u8; 3], actual: [u8; 3]) -> [i8; 3] {
    let mut errors = [0; 3];
    for ((error, read), actual) in errors.iter_mut().zip(read).zip(actual) {
        *error = i8::try_from(i16::from(read) - i16::from(actual)).unwrap_or(0);
    }
    errors
}
