//! What the framework's screen shows, as plain data.

use crate::framework::id::RowId;
use crate::framework::model::{Framework, Marker, Row, RowKind, Strategy};
use crate::library::catalog::{Entry, Origin};
use crate::scenario::model::{Act, Scenario};

/// A heading and the rows under it that match the search.
#[derive(Debug)]
pub struct GroupData<'a> {
    /// The heading.
    pub label: &'a str,
    /// What its rows have in common.
    pub text: &'a str,
    /// The rows.
    pub rows: Vec<RowItem<'a>>,
}

/// A row in the list.
#[derive(Debug)]
pub struct RowItem<'a> {
    /// The row.
    pub row: &'a Row,
    /// How many vignettes exercise it.
    pub vignettes: usize,
}

/// Everything about one row.
#[derive(Debug)]
pub struct RowData<'a> {
    /// The row.
    pub row: &'a Row,
    /// What kind of thing it is, in a word or two.
    pub kind: &'static str,
    /// The heading that it stands under.
    pub group: &'a str,
    /// Strategies that draw on it.
    pub strategies: Vec<&'a Strategy>,
    /// Markers in whose presence it matters.
    pub markers: Vec<&'a Marker>,
    /// The vignettes that exercise it: where they come from, title, and how many responses or statements touch it.
    pub vignettes: Vec<(&'a Origin, &'a str, usize)>,
}

/// How often a vignette exercises a row: as an objective, as a client factor, or in a response.
pub fn exercised(scenario: &Scenario, row: &RowId) -> usize {
    let objective = usize::from(scenario.contract.objectives.contains(row));
    let factor = usize::from(scenario.client.factors.contains(row));
    let component = |component: crate::framework::id::Component| component.row() == row.as_str();
    let statements = scenario.statements.values().map(|statement| {
        let strained = statement
            .strain
            .as_ref()
            .is_some_and(|strain| strain.over.iter().any(|&over| component(over)));
        let here = usize::from(statement.factor.as_ref() == Some(row)) + usize::from(strained);
        let responses = statement.responses.values().map(|response| {
            let own = response.shows.contains(row) || response.hinders.contains(row);
            let bands = match &response.act {
                Act::Silence { bands, .. } => bands.as_slice(),
                Act::Say(_) | Act::Summary(_) => &[],
            };
            let in_bands = bands.iter().any(|band| {
                [&band.shows, &band.hinders]
                    .into_iter()
                    .any(|rows| rows.as_ref().is_some_and(|rows| rows.contains(row)))
            });
            usize::from(own || in_bands)
        });
        here + responses.sum::<usize>()
    });
    objective + factor + statements.sum::<usize>()
}

/// The list, narrowed by a search.
pub fn groups<'a>(framework: &'a Framework, entries: &[Entry], search: &str) -> Vec<GroupData<'a>> {
    let found = framework.search(search);
    let count = |row: &Row| {
        let playable = entries.iter().filter_map(Entry::vignette);
        playable
            .filter(|vignette| exercised(&vignette.scenario, &row.id) > 0)
            .count()
    };
    let groups = framework.groups.iter().map(|group| {
        let rows = framework
            .rows_of(&group.id)
            .filter(|row| found.iter().any(|hit| hit.id == row.id));
        let rows = rows
            .map(|row| RowItem {
                row,
                vignettes: count(row),
            })
            .collect();
        GroupData {
            label: &group.label,
            text: &group.text,
            rows,
        }
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}

/// Everything about one row; `None` if the framework has no such row.
pub fn row<'a>(framework: &'a Framework, entries: &'a [Entry], id: &RowId) -> Option<RowData<'a>> {
    let row = framework.row(id.as_str())?;
    let group = framework.groups.iter().find(|group| group.id == row.parent);
    let mut vignettes: Vec<(&Origin, &str, usize)> = entries
        .iter()
        .filter_map(|entry| {
            Some((
                &entry.origin,
                entry.title.as_str(),
                exercised(&entry.vignette()?.scenario, id),
            ))
        })
        .filter(|&(_, _, times)| times > 0)
        .collect();
    vignettes.sort_by_key(|&(_, _, times)| std::cmp::Reverse(times));
    Some(RowData {
        row,
        kind: kind(row.kind),
        group: group.map_or("", |group| group.label.as_str()),
        strategies: row
            .strategies
            .iter()
            .filter_map(|id| framework.strategy(id.as_str()))
            .collect(),
        markers: row
            .markers
            .iter()
            .filter_map(|id| framework.marker(id.as_str()))
            .collect(),
        vignettes,
    })
}

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Component => "Component",
        RowKind::Principle => "Principle",
        RowKind::HelpingFactor => "Helps",
        RowKind::HinderingFactor => "Hinders",
        RowKind::ClientFactor => "Client factor",
        RowKind::Ability => "Ability",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framework::load::bundled;

    #[test]
    fn a_search_narrows_the_list_and_drops_empty_groups() {
        let all = groups(bundled(), &[], "");
        assert_eq!(all.iter().map(|group| group.rows.len()).sum::<usize>(), 39);
        let few = groups(bundled(), &[], "fears");
        assert!(few.len() < all.len() && few.iter().all(|group| !group.rows.is_empty()));
        assert!(groups(bundled(), &[], "zzzz").is_empty());
    }

    #[test]
    fn a_row_knows_its_kind_and_group() {
        let data = row(bundled(), &[], &RowId::from("repair.own-part"));
        assert!(data.is_some_and(|data| data.kind == "Ability" && !data.group.is_empty()));
        assert!(row(bundled(), &[], &RowId::from("repair.none")).is_none());
    }
}
