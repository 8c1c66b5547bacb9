//! The counts of one vignette: rows of the framework by statement, signs, components, foils; and outlooks as shares.

use crate::explore::outlook::Outlook;
use crate::framework::id::Component;
use crate::framework::model::{Framework, RowKind};
use crate::library::coverage::touches;
use crate::scenario::model::Scenario;

/// Where something is met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is called.
    pub label: String,
    /// The statements, by their ids.
    pub statements: Vec<String>,
}

/// How a way to choose fares.
#[derive(Clone, Debug, PartialEq)]
pub struct Fare {
    /// What is chosen, as the object of a sentence.
    pub chosen: &'static str,
    /// Credit, 0 to 1.
    pub credit: f64,
    /// The share of each ending that is reached, the likeliest first.
    pub endings: Vec<(String, f64)>,
}

/// The counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoverageData {
    /// Which version of the text they are of.
    pub revision: u64,
    /// Whether the outlooks are there.
    pub deep: bool,
    /// Statements in all.
    pub statements: usize,
    /// Abilities and helping factors that are called for somewhere.
    pub rows: Vec<Line>,
    /// Objectives that are called for nowhere.
    pub missing: Vec<String>,
    /// Signs of strain.
    pub markers: Vec<Line>,
    /// Components under strain.
    pub strained: Vec<Line>,
    /// Statements that look like a strain and are none.
    pub foils: Line,
    /// Each way to choose.
    pub fares: Vec<Fare>,
}

impl CoverageData {
    /// Counts what a vignette has.
    pub fn of(
        scenario: &Scenario,
        framework: &Framework,
        outlooks: &[(&'static str, Outlook)],
        (revision, deep): (u64, bool),
    ) -> Self {
        let line = |label: &str, has: &dyn Fn(&crate::scenario::model::Statement) -> bool| Line {
            label: label.to_owned(),
            statements: scenario
                .statements
                .iter()
                .filter(|(_, statement)| has(statement))
                .map(|(id, _)| id.as_str().to_owned())
                .collect(),
        };
        let some = |line: &Line| !line.statements.is_empty();
        let trained = |kind| {
            matches!(
                kind,
                RowKind::Ability | RowKind::HelpingFactor | RowKind::HinderingFactor
            )
        };
        let rows = framework.rows.iter().filter(|row| trained(row.kind));
        let objectives = scenario.contract.objectives.iter();
        let markers = framework.markers.iter().map(|marker| {
            line(&marker.label, &|statement| {
                let strain = statement.strain.as_ref();
                strain.is_some_and(|strain| strain.marker == marker.id)
            })
        });
        let strained = Component::ALL.map(|component| {
            line(&component.to_string(), &|statement| {
                let strain = statement.strain.as_ref();
                strain.is_some_and(|strain| strain.over.contains(&component))
            })
        });
        Self {
            revision,
            deep,
            statements: scenario.statements.len(),
            rows: rows
                .map(|row| line(&row.label, &|statement| touches(statement, &row.id)))
                .filter(some)
                .collect(),
            missing: objectives
                .filter(|row| !scenario.statements.values().any(|statement| touches(statement, row)))
                .map(|row| framework.row_label(row.as_str()).to_owned())
                .collect(),
            markers: markers.filter(some).collect(),
            strained: strained.to_vec(),
            foils: line("look like a strain and are none", &|statement| statement.foil),
            fares: outlooks
                .iter()
                .map(|(chosen, outlook)| fare(scenario, chosen, outlook))
                .collect(),
        }
    }
}

fn fare(scenario: &Scenario, chosen: &'static str, outlook: &Outlook) -> Fare {
    let shares = scenario.endings.keys().zip(&outlook.endings);
    let mut endings: Vec<(String, f64)> = shares
        .filter(|(_, share)| **share > 0.0005)
        .map(|(id, share)| (id.as_str().to_owned(), *share))
        .collect();
    endings.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    Fare {
        chosen,
        credit: outlook.credit,
        endings,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::scenario::read::read;

    #[test]
    fn a_small_vignette_is_counted_by_hand() {
        let scenario = read(include_str!("../../../../tests/vignettes/small.ron"))
            .scenario
            .unwrap();
        let data = CoverageData::of(&scenario, bundled(), &[], (3, false));
        let strained: Vec<usize> = data.strained.iter().map(|line| line.statements.len()).collect();
        assert_eq!(
            (data.statements, strained, data.foils.statements.len()),
            (2, vec![0, 1, 0], 0)
        );
        let row = |label: &str| {
            data.rows
                .iter()
                .find(|line| line.label == label)
                .map(|line| line.statements.len())
        };
        assert_eq!((row("Own your part"), row("Gather")), (Some(1), None));
        assert_eq!(data.markers.len(), 1);
    }
}
