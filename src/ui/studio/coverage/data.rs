//! The counts of one vignette: rows of the framework by statement, signs, components, foils; and outlooks as shares.

use crate::explore::outlook::Outlook;
use crate::explore::sums::{Mean, quantile, tenths};
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
    /// From which credit to which nine plays in ten lie, 0 to 1.
    pub most_plays: Option<(f64, f64)>,
    /// The share of plays whose credit lies in each tenth, the lowest first.
    pub tenths: [f64; 10],
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
        (outlooks, credits): (&[(&'static str, Outlook)], &[Vec<Mean>]),
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
                .zip(credits)
                .map(|((chosen, outlook), credits)| fare(scenario, chosen, outlook, credits))
                .collect(),
        }
    }
}

fn fare(scenario: &Scenario, chosen: &'static str, outlook: &Outlook, credits: &[Mean]) -> Fare {
    let at = |share| quantile(credits, share).map(Mean::value);
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
        most_plays: at(0.05).zip(at(0.95)),
        tenths: tenths(credits),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::explore::measure::Measure;
    use crate::explore::policy::uniform;
    use crate::explore::space::{Limits, Watch};
    use crate::explore::survey::Survey;
    use crate::framework::load::bundled;
    use crate::library::vignette::load;
    use crate::scenario::read::read;

    #[test]
    fn a_small_vignette_is_counted_by_hand() {
        let scenario = read(include_str!("../../../../tests/vignettes/small.ron"))
            .scenario
            .unwrap();
        let data = CoverageData::of(&scenario, bundled(), (&[], &[]), (3, false));
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

    #[test]
    fn most_plays_lie_between_two_of_their_credits() {
        let vignette = load(include_str!("../../../../tests/vignettes/small.ron"), bundled())
            .vignette
            .unwrap();
        let survey = Survey::new(&vignette.graph, Limits::default(), Watch::default()).unwrap();
        let outlook = survey.outlook_of_choices(&mut uniform);
        let credits = survey.sums(&mut uniform, &[Measure::Credit])[0].means();
        let outlooks = [("any, at random", outlook)];
        let data = CoverageData::of(&vignette.scenario, bundled(), (&outlooks, &[credits]), (1, true));
        let fare = data.fares.first().unwrap();
        let (low, high) = fare.most_plays.unwrap();
        // Who takes the lowest each time, and who takes the highest, are both among them.
        assert_eq!((low, high), (0.0, 1.0));
        assert!((fare.tenths.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(fare.tenths[0] > 0.0 && fare.tenths[9] > 0.0);
    }
}
