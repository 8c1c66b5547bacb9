//! What the bundled library as a whole owes those who learn with it: a table of demands, each with what it counts and the least that will do.

use std::ops::RangeInclusive;

use super::coverage::{Coverage, at};
use crate::framework::id::Component;
use crate::framework::model::RowKind;
use crate::scenario::model::{Act, Level, Medium, Response, RuptureSource, Scenario};
use crate::scenario::varied::Varied;

/// Something that the library owes.
pub struct Demand {
    /// One sentence without a period.
    pub text: &'static str,
    /// The least of each that will do.
    pub least: usize,
    /// Counts, each with its name.
    pub count: fn(&Coverage<'_>) -> Vec<(String, usize)>,
}

impl Demand {
    /// What there is too little of, with how much there is.
    pub fn unmet(&self, coverage: &Coverage<'_>) -> Vec<(String, usize)> {
        let counts = (self.count)(coverage).into_iter();
        counts.filter(|&(_, found)| found < self.least).collect()
    }
}

/// Highest quality that counts as weak.
const WEAK: u8 = 1;
/// Lowest quality that counts as strong.
const STRONG: u8 = 3;
/// A component is neglected if it stands this far below both others at the start.
const NEGLECTED_BY: u8 = 20;
/// Statements of a vignette that is worth a session.
const STATEMENTS: RangeInclusive<usize> = 16..=30;
/// Responses to a statement.
const RESPONSES: RangeInclusive<usize> = 3..=5;

/// Everything that is demanded.
pub const DEMANDS: &[Demand] = &[
    Demand {
        text: "every row of the framework is exercised in two vignettes",
        least: 2,
        count: |coverage| {
            let rows = coverage.framework.rows.iter().map(|row| row.id.to_string());
            rows.zip(coverage.rows()).collect()
        },
    },
    Demand {
        text: "every ability is exercised in four vignettes",
        least: 4,
        count: |coverage| {
            let rows = coverage.framework.rows.iter().zip(coverage.rows());
            let abilities = rows.filter(|(row, _)| row.kind == RowKind::Ability);
            abilities.map(|(row, count)| (row.id.to_string(), count)).collect()
        },
    },
    Demand {
        text: "every marker is shown in two vignettes",
        least: 2,
        count: |coverage| {
            let markers = coverage.framework.markers.iter().enumerate();
            let count = |marker| coverage.count(|column| at(&column.markers, marker) > 0);
            markers.map(|(at, marker)| (marker.id.to_string(), count(at))).collect()
        },
    },
    Demand {
        text: "every client factor drives two vignettes",
        least: 2,
        count: |coverage| {
            let rows = coverage.framework.rows.iter();
            let factors = rows.filter(|row| row.kind == RowKind::ClientFactor);
            let count = |row| coverage.count(|column| column.scenario.client.factors.contains(row));
            factors.map(|row| (row.id.to_string(), count(&row.id))).collect()
        },
    },
    Demand {
        text: "ruptures come from the client, from the practitioner and from the context in two vignettes each",
        least: 2,
        count: |coverage| {
            let all = [
                RuptureSource::Client,
                RuptureSource::Practitioner,
                RuptureSource::Context,
            ];
            let name = |source: RuptureSource| format!("{source:?}").to_lowercase();
            all.map(|source| (name(source), coverage.rupture_from(source))).into()
        },
    },
    Demand {
        text: "bond, tasks and goals are under strain in four vignettes each",
        least: 4,
        count: |coverage| {
            let count = |component: Component| (component.to_string(), coverage.strained(component));
            Component::ALL.map(count).into()
        },
    },
    Demand {
        text: "in two vignettes the alliance begins strong on two components and fails on the third",
        least: 2,
        count: |coverage| one(coverage.count(|column| fails_on_one(column.scenario))),
    },
    Demand {
        text: "two vignettes tempt to collude",
        least: 2,
        count: |coverage| one(coverage.count(|column| answered_with(column.scenario, 2, colludes))),
    },
    Demand {
        text: "two vignettes are about goals that differ",
        least: 2,
        count: |coverage| one(coverage.count(|column| aims(column.scenario, &["develop.goals", "repair.refocus"]))),
    },
    Demand {
        text: "two vignettes are about a fear of saying something negative",
        least: 2,
        count: |coverage| one(coverage.count(|column| aims(column.scenario, &["repair.fears"]))),
    },
    Demand {
        text: "in two vignettes linking to a pattern is right once and too early once",
        least: 2,
        count: |coverage| {
            let links = |response: &Response| {
                let strategy = response.strategy.as_ref().map_or("", |own| own.as_str());
                strategy.starts_with("link-")
                    || response.shows.iter().any(|row| row.as_str() == "repair.link-pattern")
                    || response.hinders.iter().any(|row| row.as_str() == "repair.link-pattern")
            };
            one(coverage.count(|column| right_and_wrong(column.scenario, links)))
        },
    },
    Demand {
        text: "in two vignettes silence is right once and wrong once",
        least: 2,
        count: |coverage| {
            let silent = |response: &Response| matches!(response.act, Act::Silence { .. });
            one(coverage.count(|column| right_and_wrong(column.scenario, silent)))
        },
    },
    Demand {
        text: "there are two vignettes of each level",
        least: 2,
        count: |coverage| {
            let all = [Level::Foundation, Level::Intermediate, Level::Advanced];
            all.map(|level| (format!("{level:?}").to_lowercase(), coverage.level(level)))
                .into()
        },
    },
    Demand {
        text: "client and practitioner meet in person, by telephone and by video",
        least: 1,
        count: |coverage| {
            let all = [Medium::InPerson, Medium::Telephone, Medium::Video];
            all.map(|medium| (format!("{medium:?}").to_lowercase(), coverage.medium(medium)))
                .into()
        },
    },
    Demand {
        text: "there are twelve vignettes for practice",
        least: 12,
        count: |coverage| one(coverage.count(|column| !column.scenario.held_back)),
    },
    Demand {
        text: "two vignettes are held back as probes of transfer",
        least: 2,
        count: |coverage| one(coverage.count(|column| column.scenario.held_back)),
    },
    Demand {
        text: "there are 250 decisions to take",
        least: 250,
        count: |coverage| one(coverage.columns.iter().map(|column| column.statements).sum()),
    },
    Demand {
        text: "every vignette has 16 to 30 statements",
        least: 1,
        count: |coverage| each(coverage, |scenario| STATEMENTS.contains(&scenario.statements.len())),
    },
    Demand {
        text: "every statement has 3 to 5 responses",
        least: 1,
        count: |coverage| {
            each(coverage, |scenario| {
                let mut statements = scenario.statements.values();
                statements.all(|statement| RESPONSES.contains(&statement.responses.len()))
            })
        },
    },
    Demand {
        text: "every vignette has four endings, of three kinds or more",
        least: 1,
        count: |coverage| {
            each(coverage, |scenario| {
                let mut kinds: Vec<_> = scenario.endings.values().map(|ending| ending.outcome).collect();
                kinds.sort_unstable();
                kinds.dedup();
                scenario.endings.len() >= 4 && kinds.len() >= 3
            })
        },
    },
    Demand {
        text: "every statement has an inner voice",
        least: 1,
        count: |coverage| {
            each(coverage, |scenario| {
                scenario.statements.values().all(|statement| statement.inner.is_some())
            })
        },
    },
    Demand {
        text: "in every vignette the quality of some response depends on the moment",
        least: 1,
        count: |coverage| {
            each(coverage, |scenario| {
                let mut responses = scenario
                    .statements
                    .values()
                    .flat_map(|statement| statement.responses.values());
                responses.any(|response| matches!(response.quality, Varied::Vary { .. }))
            })
        },
    },
    Demand {
        text: "in every vignette one statement in four or five is a foil, give or take one",
        least: 1,
        count: |coverage| {
            let columns = coverage.columns.iter();
            columns
                .map(|column| {
                    let enough = (column.foils + 1) * 5 >= column.statements;
                    let not_too_many = column.foils.saturating_sub(1) * 4 <= column.statements;
                    (column.scenario.id.to_string(), usize::from(enough && not_too_many))
                })
                .collect()
        },
    },
    Demand {
        text: "every strategy of repair can be used somewhere",
        least: 1,
        count: |coverage| {
            let strategies = coverage.framework.strategies.iter().enumerate();
            let count = |strategy| coverage.count(|column| at(&column.strategies, strategy) > 0);
            strategies
                .map(|(at, strategy)| (strategy.id.to_string(), count(at)))
                .collect()
        },
    },
];

fn one(count: usize) -> Vec<(String, usize)> {
    vec![("vignettes".to_owned(), count)]
}

/// 1 for each vignette that has it, 0 for each that has not.
fn each(coverage: &Coverage<'_>, has: impl Fn(&Scenario) -> bool) -> Vec<(String, usize)> {
    let columns = coverage.columns.iter().map(|column| column.scenario);
    columns
        .map(|scenario| (scenario.id.to_string(), usize::from(has(scenario))))
        .collect()
}

fn fails_on_one(scenario: &Scenario) -> bool {
    let start = scenario.alliance;
    let values = [start.bond, start.tasks, start.goals];
    Component::ALL.into_iter().any(|component| {
        let own = values.get(component.index()).copied().unwrap_or(0);
        let mut others = values.iter().enumerate().filter(|&(at, _)| at != component.index());
        let strained = scenario.statements.values().any(|statement| {
            let strain = statement.strain.as_ref();
            strain.is_some_and(|strain| strain.over.contains(&component))
        });
        strained && others.all(|(_, &other)| other >= own.saturating_add(NEGLECTED_BY))
    })
}

fn aims(scenario: &Scenario, rows: &[&str]) -> bool {
    scenario
        .contract
        .objectives
        .iter()
        .any(|row| rows.contains(&row.as_str()))
}

/// Whether there are responses of a kind at so many statements.
fn answered_with(scenario: &Scenario, statements: usize, kind: fn(&Response) -> bool) -> bool {
    let found = scenario
        .statements
        .values()
        .filter(|statement| statement.responses.values().any(kind));
    found.count() >= statements
}

fn colludes(response: &Response) -> bool {
    response.pull.as_ref().is_some_and(|pull| pull.as_str() == "colluding")
}

/// Whether responses of a kind are strong somewhere and weak somewhere, by state, by length or by statement.
fn right_and_wrong(scenario: &Scenario, kind: impl Fn(&Response) -> bool) -> bool {
    let responses = scenario
        .statements
        .values()
        .flat_map(|statement| statement.responses.values());
    let qualities: Vec<u8> = responses
        .filter(|response| kind(response))
        .flat_map(qualities)
        .collect();
    qualities.iter().any(|&quality| quality >= STRONG) && qualities.iter().any(|&quality| quality <= WEAK)
}

fn qualities(response: &Response) -> Vec<u8> {
    let bands = match &response.act {
        Act::Silence { bands, .. } => bands.as_slice(),
        Act::Say(_) | Act::Summary(_) => &[],
    };
    let own = bands.iter().filter_map(|band| band.quality.as_ref());
    let all_own = !bands.is_empty() && bands.iter().all(|band| band.quality.is_some());
    let response = (!all_own).then_some(&response.quality);
    own.chain(response)
        .flat_map(|quality| quality.values().copied())
        .collect()
}
