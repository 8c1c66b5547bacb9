//! What a vignette exercises: the rows of the framework, the signs of strain and the foils against its statements.

use crate::framework::id::Component;
use crate::framework::model::Framework;
use crate::lint::rules::objective_not_exercised::unexercised;
use crate::scenario::model::{Act, Response, Scenario, Statement};
use crate::scenario::varied::Varied;

/// How something is met at a statement. The later, the more it is practised there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not at all.
    #[default]
    Absent,
    /// Only a weak response bears on it: it shows a hindrance, or misses an ability.
    Missed,
    /// A response shows it, and another one is more apt.
    Shown,
    /// A response rated highest shows it.
    Best,
    /// The client brings it: a component under strain, a sign, a factor, or what only looks like a strain.
    Brought,
}

impl Mark {
    /// All that say something, with words for them.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Best, "the best response shows it"),
        (Self::Shown, "another response shows it"),
        (Self::Missed, "it only goes wrong there"),
        (Self::Brought, "the client brings it"),
    ];

    /// What it says.
    pub fn words(self) -> &'static str {
        let found = Self::ALL.iter().find(|(mark, _)| *mark == self);
        found.map_or("not met there", |(_, words)| words)
    }
}

/// One line: a row of the framework, a sign, or the foils.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is called.
    pub label: String,
    /// What it means.
    pub text: String,
    /// The component, if it is one.
    pub component: Option<Component>,
    /// How it is met at each statement, in file order.
    pub marks: Vec<Mark>,
}

impl Line {
    /// The places of the statements where it is met.
    pub fn met(&self) -> impl Iterator<Item = usize> + '_ {
        let all = self.marks.iter().enumerate();
        all.filter(|(_, mark)| **mark != Mark::Absent).map(|(at, _)| at)
    }

    /// Whether it is met anywhere.
    pub fn is_met(&self) -> bool {
        self.met().next().is_some()
    }
}

/// Lines under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub label: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageData {
    /// Which version of the text it is of.
    pub revision: u64,
    /// The statements, by their ids, in file order.
    pub statements: Vec<String>,
    /// The lines: the framework's rows under their headings, then the signs, then the foils.
    pub groups: Vec<Group>,
    /// Objectives that are called for nowhere.
    pub missing: Vec<String>,
}

impl CoverageData {
    /// Looks at each statement once.
    pub fn of(scenario: &Scenario, framework: &Framework, revision: u64) -> Self {
        let count = scenario.statements.len();
        let mut rows: Vec<Line> = framework
            .rows
            .iter()
            .map(|row| Line {
                component: component(row.id.as_str()),
                ..line(&row.label, &row.text, count)
            })
            .collect();
        let markers = framework.markers.iter();
        let mut signs: Vec<Line> = markers.map(|marker| line(&marker.label, &marker.text, count)).collect();
        let text = "Looks like a strain and is none, so that noticing is more than saying yes";
        let mut foils = line("Looks like a strain, and is none", text, count);
        for (at, statement) in scenario.statements.values().enumerate() {
            for (row, mark) in met(statement, framework) {
                put(rows.get_mut(row), at, mark);
            }
            let sign = statement.strain.as_ref().map(|strain| &strain.marker);
            if let Some(sign) = sign.and_then(|id| framework.markers.iter().position(|own| own.id == *id)) {
                put(signs.get_mut(sign), at, Mark::Brought);
            }
            if statement.foil {
                put(Some(&mut foils), at, Mark::Brought);
            }
        }
        let missing = missing(scenario, framework);
        let mut groups = grouped(framework, rows);
        signs.push(foils);
        groups.push(Group {
            label: "Signs of strain, and foils".to_owned(),
            lines: signs,
        });
        Self {
            revision,
            statements: scenario.statements.keys().map(|id| id.as_str().to_owned()).collect(),
            groups,
            missing,
        }
    }

    /// How something is met at a statement, in a sentence.
    pub fn spoken(&self, line: &Line, statement: usize) -> String {
        let id = self.statements.get(statement).map_or("", String::as_str);
        let mark = line.marks.get(statement).copied().unwrap_or_default();
        format!("{} at {id}: {}", line.label, mark.words())
    }
}

fn line(label: &str, text: &str, statements: usize) -> Line {
    Line {
        label: label.to_owned(),
        text: text.to_owned(),
        component: None,
        marks: vec![Mark::Absent; statements],
    }
}

fn component(row: &str) -> Option<Component> {
    Component::ALL.into_iter().find(|component| component.row() == row)
}

/// The stronger of two marks stays.
fn put(line: Option<&mut Line>, at: usize, mark: Mark) {
    if let Some(own) = line.and_then(|line| line.marks.get_mut(at)) {
        *own = mark.max(*own);
    }
}

/// The rows under their framework's headings; none is empty.
fn grouped(framework: &Framework, rows: Vec<Line>) -> Vec<Group> {
    let mut groups: Vec<(&str, Group)> = framework
        .groups
        .iter()
        .map(|group| {
            let label = group.label.clone();
            let lines = Vec::new();
            (group.id.as_str(), Group { label, lines })
        })
        .collect();
    for (line, row) in rows.into_iter().zip(&framework.rows) {
        if let Some((_, group)) = groups.iter_mut().find(|(id, _)| *id == row.parent) {
            group.lines.push(line);
        }
    }
    let groups = groups.into_iter().map(|(_, group)| group);
    groups.filter(|group| !group.lines.is_empty()).collect()
}

fn missing(scenario: &Scenario, framework: &Framework) -> Vec<String> {
    let missing = unexercised(scenario).into_iter();
    missing
        .map(|(_, row)| framework.row_label(row.as_str()).to_owned())
        .collect()
}

/// The rows of the framework that a statement has to do with, by their places; one can come twice.
fn met(statement: &Statement, framework: &Framework) -> Vec<(usize, Mark)> {
    let mut met = Vec::new();
    let mut note = |id: &str, mark| {
        if let Some(row) = framework.row_index(id) {
            met.push((usize::from(row), mark));
        }
    };
    if let Some(factor) = &statement.factor {
        note(factor.as_str(), Mark::Brought);
    }
    for component in statement.strain.iter().flat_map(|strain| &strain.over) {
        note(component.row(), Mark::Brought);
    }
    let answers: Vec<Answer<'_>> = statement.responses.values().flat_map(answers).collect();
    let best = answers.iter().map(|answer| answer.quality).max().unwrap_or_default();
    for answer in &answers {
        let mark = if answer.quality == best {
            Mark::Best
        } else {
            Mark::Shown
        };
        answer.shows.iter().for_each(|row| note(row.as_str(), mark));
        answer.hinders.iter().for_each(|row| note(row.as_str(), Mark::Missed));
    }
    met
}

/// A response, or one length of a silence.
struct Answer<'a> {
    /// The highest that it is rated.
    quality: u8,
    shows: &'a [crate::framework::id::RowId],
    hinders: &'a [crate::framework::id::RowId],
}

fn answers(response: &Response) -> Vec<Answer<'_>> {
    let highest = |quality: &Varied<u8>| quality.values().copied().max().unwrap_or_default();
    let bands = match &response.act {
        Act::Silence { bands, .. } => bands.as_slice(),
        Act::Say(_) | Act::Summary(_) => &[],
    };
    let whole = Answer {
        quality: highest(&response.quality),
        shows: &response.shows,
        hinders: &response.hinders,
    };
    if bands.is_empty() {
        return vec![whole];
    }
    let of_band = |band: &'_ crate::scenario::model::Band| band.quality.as_ref().map(highest);
    let bands = bands.iter().map(|band| Answer {
        quality: of_band(band).unwrap_or(whole.quality),
        shows: band.shows.as_deref().unwrap_or(whole.shows),
        hinders: band.hinders.as_deref().unwrap_or(whole.hinders),
    });
    bands.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::Mark::{Absent, Best, Brought};
    use super::*;
    use crate::framework::load::bundled;
    use crate::library::bundled::BUNDLED;
    use crate::library::coverage::touches;
    use crate::scenario::read::read;

    fn data_of(text: &str) -> (Scenario, CoverageData) {
        let scenario = read(text).scenario.unwrap();
        let data = CoverageData::of(&scenario, bundled(), 3);
        (scenario, data)
    }

    fn line_of<'a>(data: &'a CoverageData, label: &str) -> &'a Line {
        let mut all = data.groups.iter().flat_map(|group| &group.lines);
        all.find(|line| line.label == label).unwrap()
    }

    #[test]
    fn a_small_vignette_is_marked_by_hand() {
        let (_, data) = data_of(include_str!("../../../../tests/vignettes/small.ron"));
        assert_eq!(data.statements.len(), 2);
        assert_eq!(line_of(&data, "Own your part").marks, [Best, Absent]);
        assert_eq!(line_of(&data, "Ask without losing them").marks, [Absent, Absent]);
        let brought: Vec<usize> = data
            .groups
            .iter()
            .flat_map(|group| &group.lines)
            .filter(|line| line.marks.contains(&Brought))
            .map(|line| line.met().count())
            .collect();
        assert!(brought.iter().all(|count| *count == 1), "{brought:?}");
        let said = data.spoken(line_of(&data, "Own your part"), 0);
        assert_eq!(said, "Own your part at opening: the best response shows it");
    }

    #[test]
    fn what_is_met_where_agrees_with_the_library_for_every_bundled_vignette() {
        for (file, text) in BUNDLED {
            let (scenario, data) = data_of(text);
            let lines: usize = data.groups.iter().map(|group| group.lines.len()).sum();
            let all = bundled().rows.len() + bundled().markers.len() + 1;
            assert_eq!(lines, all, "{file}: every row, every sign and the foils");
            for row in &bundled().rows {
                let line = line_of(&data, &row.label);
                for (statement, mark) in scenario.statements.values().zip(&line.marks) {
                    assert_eq!(touches(statement, &row.id), *mark != Absent, "{file}: {}", row.label);
                }
            }
            let foils = line_of(&data, "Looks like a strain, and is none");
            let count = scenario.statements.values().filter(|statement| statement.foil).count();
            assert_eq!(foils.met().count(), count, "{file}");
            assert_eq!(data.missing, Vec::<String>::new(), "{file}");
        }
    }

    #[test]
    fn the_aptest_response_tells_practised_from_shown_and_from_missed() {
        let text = include_str!("../../../../tests/vignettes/small.ron");
        let (mut scenario, _) = data_of(text);
        let statement = scenario.statements.get_mut("opening").unwrap();
        let best = statement
            .responses
            .values()
            .map(|own| answers(own).remove(0).quality)
            .max();
        let row = crate::framework::id::RowId::from("view.gather");
        let label = bundled().row_label("view.gather");
        let mark_with = |scenario: &Scenario| line_of(&CoverageData::of(scenario, bundled(), 1), label).marks[0];
        let weaker = statement
            .responses
            .values_mut()
            .find(|own| matches!(own.act, Act::Say(_)) && Some(*own.quality.values().max().unwrap()) < best)
            .unwrap();
        weaker.hinders.push(row.clone());
        assert_eq!(mark_with(&scenario), Mark::Missed);
        let statement = scenario.statements.get_mut("opening").unwrap();
        let weaker = statement
            .responses
            .values_mut()
            .find(|own| own.hinders.contains(&row))
            .unwrap();
        weaker.shows.push(row.clone());
        assert_eq!(mark_with(&scenario), Mark::Shown);
        let statement = scenario.statements.get_mut("opening").unwrap();
        let apt = statement
            .responses
            .values_mut()
            .find(|own| own.quality.values().max().copied() == best)
            .unwrap();
        apt.shows.push(row.clone());
        assert_eq!(mark_with(&scenario), Best);
    }
}
