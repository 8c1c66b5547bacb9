//! What the coverage screen shows, as plain data: counted once, when the screen is opened or the library has changed.

use crate::framework::id::RowId;
use crate::framework::model::Framework;
use crate::library::catalog::{Entry, Origin};
use crate::library::coverage::{Coverage, at};

/// A vignette: a column of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Where it comes from.
    pub origin: Origin,
    /// Its title.
    pub title: String,
}

/// A row of the framework with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapRow {
    /// The row.
    pub id: RowId,
    /// Its label.
    pub label: String,
    /// At how many statements of each vignette it is called for or goes wrong.
    pub counts: Vec<usize>,
}

impl MapRow {
    /// In how many vignettes it is exercised.
    pub fn vignettes(&self) -> usize {
        self.counts.iter().filter(|&&count| count > 0).count()
    }
}

/// The rows under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapGroup {
    /// The heading.
    pub label: String,
    /// Its rows.
    pub rows: Vec<MapRow>,
}

/// The map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageData {
    /// The vignettes.
    pub columns: Vec<Column>,
    /// The framework's groups.
    pub groups: Vec<MapGroup>,
    /// Statements of all vignettes.
    pub decisions: usize,
}

impl CoverageData {
    /// Counts what can be played.
    pub fn of(framework: &Framework, entries: &[Entry]) -> Self {
        let playable = || entries.iter().filter_map(|entry| Some((entry, entry.vignette()?)));
        let coverage = Coverage::of(framework, playable().map(|(_, vignette)| &vignette.scenario));
        let columns = playable().map(|(entry, _)| Column {
            origin: entry.origin.clone(),
            title: entry.title.clone(),
        });
        let group = |id: &str, label: &str| {
            let rows = framework.rows.iter().enumerate().filter(|(_, row)| row.parent == id);
            let rows = rows.map(|(number, row)| MapRow {
                id: row.id.clone(),
                label: row.label.clone(),
                counts: coverage.columns.iter().map(|column| at(&column.rows, number)).collect(),
            });
            MapGroup {
                label: label.to_owned(),
                rows: rows.collect(),
            }
        };
        Self {
            columns: columns.collect(),
            groups: framework.groups.iter().map(|own| group(&own.id, &own.label)).collect(),
            decisions: coverage.columns.iter().map(|column| column.statements).sum(),
        }
    }

    /// The greatest count, which is drawn strongest; at least 1.
    pub fn most(&self) -> usize {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.flat_map(|row| row.counts.iter().copied())
            .max()
            .unwrap_or(0)
            .max(1)
    }

    /// What there is, in a sentence.
    pub fn sentence(&self) -> String {
        let rows = || self.groups.iter().flat_map(|group| &group.rows);
        let twice = rows().filter(|row| row.vignettes() >= 2).count();
        let vignettes = match self.columns.len() {
            1 => "One vignette".to_owned(),
            many => format!("{many} vignettes"),
        };
        format!(
            "{vignettes}, {} statements to answer. {twice} of {} rows are met in two vignettes or more.",
            self.decisions,
            rows().count()
        )
    }
}

/// A count with what it counts, as a screen reader says it.
pub fn spoken(row: &MapRow, column: &Column, count: usize) -> String {
    let times = match count {
        0 => "not met".to_owned(),
        1 => "1 statement".to_owned(),
        many => format!("{many} statements"),
    };
    format!("{} in {}: {times}", row.label, column.title)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;
    use crate::library::catalog;

    #[test]
    fn every_row_has_a_count_for_every_vignette() {
        let entries = catalog::bundled();
        let data = CoverageData::of(bundled(), &entries);
        let rows: Vec<&MapRow> = data.groups.iter().flat_map(|group| &group.rows).collect();
        assert_eq!(rows.len(), 39);
        assert!(rows.iter().all(|row| row.counts.len() == data.columns.len()));
        assert!(data.most() > 1 && data.decisions > 60);
        let row = rows.iter().find(|row| row.id.as_str() == "repair.own-part").unwrap();
        assert!(row.vignettes() >= 2);
        let column = Column {
            origin: Origin::Bundled("x.ron"),
            title: "Six weeks".to_owned(),
        };
        assert_eq!(spoken(row, &column, 1), "Own your part in Six weeks: 1 statement");
        assert_eq!(spoken(row, &column, 0), "Own your part in Six weeks: not met");
    }

    #[test]
    fn an_empty_library_is_no_map() {
        let data = CoverageData::of(bundled(), &[]);
        assert_eq!((data.most(), data.columns.len()), (1, 0));
        assert!(data.sentence().starts_with("0 vignettes, 0 statements"));
    }
}
