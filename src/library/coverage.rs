//! What a library covers: which rows of the framework its vignettes exercise, which markers, components, sources of rupture, client factors,
//! levels and settings they have. Counts what is written; whether it is met in a play is for the explorer.

use crate::framework::id::{Component, RowId};
use crate::framework::model::Framework;
use crate::scenario::model::{Act, Level, Medium, Response, RuptureSource, Scenario, Statement};

/// A vignette's part in it.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// The vignette.
    pub scenario: &'a Scenario,
    /// For each row of the framework, at how many statements it is called for or goes wrong.
    pub rows: Vec<usize>,
    /// For each marker of the framework, how many statements show it.
    pub markers: Vec<usize>,
    /// For each strategy of the framework, at how many statements it can be used.
    pub strategies: Vec<usize>,
    /// How many statements have bond, tasks and goals under strain.
    pub strained: [usize; 3],
    /// Statements, which are the decisions to take.
    pub statements: usize,
    /// Those of them that show a strain.
    pub strains: usize,
    /// Those of them that look like a strain and are none.
    pub foils: usize,
}

/// A library, vignette by vignette.
#[derive(Clone, Debug)]
pub struct Coverage<'a> {
    /// The framework that all of it refers to.
    pub framework: &'a Framework,
    /// The vignettes, in the order given.
    pub columns: Vec<Column<'a>>,
}

impl<'a> Coverage<'a> {
    /// Counts what vignettes have.
    pub fn of(framework: &'a Framework, scenarios: impl IntoIterator<Item = &'a Scenario>) -> Self {
        let columns = scenarios.into_iter().map(|scenario| Column::of(framework, scenario));
        Self {
            framework,
            columns: columns.collect(),
        }
    }

    /// How many vignettes have something.
    pub fn count(&self, has: impl Fn(&Column<'_>) -> bool) -> usize {
        self.columns.iter().filter(|column| has(column)).count()
    }

    /// In how many vignettes each row is exercised, in the framework's order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.framework.rows.len()).map(|row| self.count(|column| at(&column.rows, row) > 0))
    }

    /// How many vignettes come at this level.
    pub fn level(&self, level: Level) -> usize {
        self.count(|column| column.scenario.contract.level == level)
    }

    /// In how many the rupture comes from there.
    pub fn rupture_from(&self, source: RuptureSource) -> usize {
        self.count(|column| column.scenario.contract.rupture_from == source)
    }

    /// In how many the two meet this way.
    pub fn medium(&self, medium: Medium) -> usize {
        self.count(|column| column.scenario.setting.medium == medium)
    }

    /// In how many the component is under strain at some statement.
    pub fn strained(&self, component: Component) -> usize {
        self.count(|column| at(&column.strained, component.index()) > 0)
    }
}

/// The count at a place; 0 past the end.
pub fn at(counts: &[usize], place: usize) -> usize {
    counts.get(place).copied().unwrap_or(0)
}

impl<'a> Column<'a> {
    fn of(framework: &Framework, scenario: &'a Scenario) -> Self {
        let statements = || scenario.statements.values();
        let count = |has: &dyn Fn(&Statement) -> bool| statements().filter(|statement| has(statement)).count();
        let marker = |statement: &Statement, id: &str| {
            let strain = statement.strain.as_ref();
            strain.is_some_and(|strain| strain.marker.as_str() == id)
        };
        let strategy = |statement: &Statement, id: &str| {
            let mut responses = statement.responses.values();
            responses.any(|response| response.strategy.as_ref().is_some_and(|own| own.as_str() == id))
        };
        let rows = framework.rows.iter();
        let markers = framework.markers.iter().map(|own| own.id.as_str());
        let strategies = framework.strategies.iter().map(|own| own.id.as_str());
        Self {
            scenario,
            rows: rows
                .map(|row| count(&|statement| touches(statement, &row.id)))
                .collect(),
            markers: markers.map(|id| count(&|statement| marker(statement, id))).collect(),
            strategies: strategies
                .map(|id| count(&|statement| strategy(statement, id)))
                .collect(),
            strained: Component::ALL.map(|component| count(&|statement| strains(statement, component))),
            statements: scenario.statements.len(),
            strains: count(&|statement| statement.strain.is_some()),
            foils: count(&|statement| statement.foil),
        }
    }
}

fn strains(statement: &Statement, component: Component) -> bool {
    let strain = statement.strain.as_ref();
    strain.is_some_and(|strain| strain.over.contains(&component))
}

/// Whether a response shows a row, hinders it or misses it, in one of its lengths if it is a silence.
fn answers(response: &Response, row: &RowId) -> bool {
    let bands = match &response.act {
        Act::Silence { bands, .. } => bands.as_slice(),
        Act::Say(_) | Act::Summary(_) => &[],
    };
    let in_bands = bands.iter().any(|band| {
        let lists = [band.shows.as_ref(), band.hinders.as_ref()];
        lists.into_iter().flatten().any(|rows| rows.contains(row))
    });
    in_bands || response.shows.contains(row) || response.hinders.contains(row)
}

/// Whether a row is called for at a statement or goes wrong there: a component that is under strain, a client factor at work, a response
/// that shows it, hinders it or misses it.
pub fn touches(statement: &Statement, row: &RowId) -> bool {
    let component = Component::ALL
        .into_iter()
        .find(|component| component.row() == row.as_str());
    statement.factor.as_ref() == Some(row)
        || component.is_some_and(|component| strains(statement, component))
        || statement.responses.values().any(|response| answers(response, row))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::library::vignette::load;

    #[test]
    fn a_small_vignette_is_counted_by_hand() {
        let vignette = load(include_str!("../../tests/vignettes/small.ron"), bundled())
            .vignette
            .unwrap();
        let coverage = Coverage::of(bundled(), [&vignette.scenario]);
        let column = &coverage.columns[0];
        let row = |id: &str| column.rows[usize::from(bundled().row_index(id).unwrap())];
        assert_eq!(
            (row("repair.own-part"), row("alliance.tasks"), row("view.gather")),
            (1, 1, 0)
        );
        let minimal = bundled()
            .markers
            .iter()
            .position(|own| own.id.as_str() == "minimal-response")
            .unwrap();
        assert_eq!((column.markers[minimal], column.markers.iter().sum::<usize>()), (1, 1));
        assert_eq!((column.statements, column.strains, column.strained), (2, 1, [0, 1, 0]));
        assert_eq!(
            coverage.rows().sum::<usize>(),
            column.rows.iter().filter(|&&count| count > 0).count()
        );
        assert_eq!(coverage.rupture_from(RuptureSource::Practitioner), 1);
        assert_eq!(coverage.strained(Component::Bond), 0);
    }
}
