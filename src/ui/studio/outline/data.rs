//! The rows of the outline: the story as a tree from its opening, and as two tables. Pure: from what the map shows, and from what is open.

use std::cmp::Ordering;
use std::collections::{HashSet, VecDeque};

use crate::ui::studio::map::MapData;
use crate::ui::studio::map::data::{Kind, Thing, Way, counted, first_words, outcome_word, quality_words, strain_word};

/// Up to so many boxes the tree begins open.
const ALL_OPEN: usize = 80;
/// Levels of a larger tree that begin open.
const OPEN_LEVELS: u16 = 4;

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// A statement, an ending, or a name that is missing.
    Node(u32),
    /// A response.
    Response(u32),
    /// An arrow to something whose row is elsewhere, or one of several ways.
    Link(u32),
    /// A frame of the map.
    Frame(usize),
    /// A note on the map.
    Note(usize),
}

impl Row {
    /// What is chosen with this row.
    pub fn thing(self, data: &MapData) -> Option<Thing> {
        match self {
            Self::Node(at) => Some(Thing::Node(at)),
            Self::Response(at) => Some(Thing::Response(at)),
            Self::Link(at) => data.edge(at).map(|edge| Thing::Response(edge.response)),
            Self::Frame(at) => (at < data.frames.len()).then_some(Thing::Frame(at)),
            Self::Note(at) => (at < data.notes.len()).then_some(Thing::Note(at)),
        }
    }
}

/// A row with its place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it is.
    pub row: Row,
    /// How deep it lies, from 0.
    pub level: u16,
    /// Whether anything lies under it, and whether that is shown.
    pub open: Option<bool>,
}

/// Which arrow each box hangs on: the first of the shortest way from the opening.
#[derive(Debug, Default)]
pub struct Tree {
    parents: Vec<Option<u32>>,
    roots: Vec<u32>,
}

impl Tree {
    /// Of a vignette. What nothing leads to is a root of its own.
    pub fn new(data: &MapData) -> Self {
        let count = data.nodes.len();
        let mut tree = Self {
            parents: vec![None; count],
            roots: Vec::new(),
        };
        let mut seen = vec![false; count];
        let all = (0..).zip(&data.nodes).map(|(at, _)| at);
        let unled = all.clone().filter(|&at| data.entries(at).is_empty());
        for root in data.start.into_iter().chain(unled).chain(all) {
            if std::mem::replace(seen.get_mut(root as usize).unwrap_or(&mut true), true) {
                continue;
            }
            tree.roots.push(root);
            let mut next = VecDeque::from([root]);
            while let Some(at) = next.pop_front() {
                for exit in data.node(at).map_or(0..0, |node| node.exits.clone()) {
                    let Some(to) = data.edge(exit).map(|edge| edge.to) else {
                        continue;
                    };
                    if let (Some(seen @ false), Some(parent)) =
                        (seen.get_mut(to as usize), tree.parents.get_mut(to as usize))
                    {
                        *seen = true;
                        *parent = Some(exit);
                        next.push_back(to);
                    }
                }
            }
        }
        tree
    }

    /// The arrow that a box hangs on.
    pub fn parent(&self, at: u32) -> Option<u32> {
        self.parents.get(at as usize).copied().flatten()
    }

    /// The rows above a row that must be open for it to be shown.
    pub fn above(&self, data: &MapData, row: Row) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut at = row;
        loop {
            let above = match at {
                Row::Node(node) => self
                    .parent(node)
                    .and_then(|exit| data.edge(exit))
                    .map(|edge| Row::Response(edge.response)),
                Row::Response(response) => data.response(response).map(|response| Row::Node(response.node)),
                Row::Link(edge) => data.edge(edge).map(|edge| Row::Response(edge.response)),
                Row::Frame(_) | Row::Note(_) => None,
            };
            match above {
                Some(above) if !rows.contains(&above) => {
                    rows.push(above);
                    at = above;
                }
                _ => return rows,
            }
        }
    }

    /// The rows that are shown. `toggled` are those that are open although they begin closed, or the other way round.
    pub fn rows(&self, data: &MapData, toggled: &HashSet<Name>) -> Vec<Placed> {
        let all_open = data.nodes.len() <= ALL_OPEN;
        let mut rows = Vec::new();
        let mut next: Vec<(Row, u16)> = self.roots.iter().rev().map(|&root| (Row::Node(root), 0)).collect();
        let mut below = Vec::new();
        while let Some((row, level)) = next.pop() {
            below.clear();
            self.below(data, row, &mut below);
            let begins_open = all_open || level < OPEN_LEVELS;
            let open = begins_open != toggled.contains(&name_of(data, row));
            rows.push(Placed {
                row,
                level,
                open: (!below.is_empty()).then_some(open),
            });
            if open {
                next.extend(below.iter().rev().map(|&row| (row, level.saturating_add(1))));
            }
        }
        rows
    }

    fn below(&self, data: &MapData, row: Row, rows: &mut Vec<Row>) {
        match row {
            Row::Node(at) => rows.extend(
                data.node(at)
                    .map_or(0..0, |node| node.responses.clone())
                    .map(Row::Response),
            ),
            Row::Response(at) => {
                let exits = data.response(at).map_or(0..0, |response| response.exits.clone());
                if single_link(self, data, at).is_some() {
                    return;
                }
                for exit in exits {
                    let hangs_here = data.edge(exit).filter(|edge| self.parent(edge.to) == Some(exit));
                    rows.push(hangs_here.map_or(Row::Link(exit), |edge| Row::Node(edge.to)));
                }
            }
            Row::Link(_) | Row::Frame(_) | Row::Note(_) => {}
        }
    }
}

/// The one arrow of a response that leads to a row elsewhere: the response's own row says where.
pub fn single_link(tree: &Tree, data: &MapData, response: u32) -> Option<u32> {
    let exits = data.response(response)?.exits.clone();
    let edge = data.edge(exits.start).filter(|_| exits.len() == 1)?;
    (tree.parent(edge.to) != Some(exits.start)).then_some(exits.start)
}

/// The name of a row that can be opened: it lasts from version to version.
pub type Name = (String, Option<String>);

/// The name of a row.
pub fn name_of(data: &MapData, row: Row) -> Name {
    let id = |at: u32| data.node(at).map(|node| node.id.clone()).unwrap_or_default();
    match row {
        Row::Node(at) => (id(at), None),
        Row::Response(at) => match data.response(at) {
            Some(response) => (id(response.node), Some(response.id.clone())),
            None => Name::default(),
        },
        Row::Link(_) => Name::default(),
        // No id has a space in it.
        Row::Frame(at) => (format!("frame {at}"), None),
        Row::Note(at) => (format!("note {at}"), None),
    }
}

/// The row of a frame or a note that is named so.
pub fn mark_named(data: &MapData, name: &str) -> Option<Row> {
    let (kind, at) = name.split_once(' ')?;
    let at: usize = at.parse().ok()?;
    match kind {
        "frame" => (at < data.frames.len()).then_some(Row::Frame(at)),
        "note" => (at < data.notes.len()).then_some(Row::Note(at)),
        _ => None,
    }
}

/// What a screen reader says of a row.
pub fn spoken(data: &MapData, row: Row) -> String {
    match row {
        Row::Node(at) => data.spoken(at),
        Row::Response(at) => response_spoken(data, at),
        Row::Link(at) => match data.edge(at).and_then(|edge| data.node(edge.to)) {
            Some(to) => format!("{} leads to {}", data.label(at), to.id),
            None => String::new(),
        },
        Row::Frame(at) => data
            .frames
            .get(at)
            .map_or_else(String::new, |frame| format!("Frame {}", frame.title)),
        Row::Note(at) => data
            .notes
            .get(at)
            .map_or_else(String::new, |note| format!("Note {}", note.text)),
    }
}

fn response_spoken(data: &MapData, at: u32) -> String {
    let Some(response) = data.response(at) else {
        return String::new();
    };
    let mut said = format!(
        "Response {}, quality {}: {}",
        response.id,
        quality_words(response.quality),
        response.words
    );
    said.push_str(". ");
    said.push_str(&leads_to(data, at));
    if response.when {
        said.push_str(". Under a condition");
    }
    let found: u32 = response.findings.iter().sum();
    if found > 0 {
        said.push_str(". ");
        said.push_str(&counted(found as usize, "finding"));
    }
    said
}

/// "Leads to sorry or rings-off".
pub fn leads_to(data: &MapData, response: u32) -> String {
    let exits = data.response(response).map_or(0..0, |response| response.exits.clone());
    let mut names: Vec<&str> = Vec::new();
    for to in exits.filter_map(|exit| data.node(data.edge(exit)?.to)) {
        if !names.contains(&to.id.as_str()) {
            names.push(&to.id);
        }
    }
    if names.is_empty() {
        "Leads nowhere".to_owned()
    } else {
        format!("Leads to {}", names.join(" or "))
    }
}

/// What an arrow among several says of itself.
pub fn way_words(way: Way) -> String {
    match way {
        Way::Always => String::new(),
        Way::Case(case) => format!("case {}", case + 1),
        Way::Otherwise => "otherwise".to_owned(),
        Way::Chance(_, weight) => format!("chance {weight}"),
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// As in the file: the number of the row.
    Order,
    /// The id.
    Name,
    /// The statement that a response belongs to.
    Statement,
    /// The first words.
    Words,
    /// The strain, or the outcome of an ending.
    Strain,
    /// What the face shows.
    Affect,
    /// How many responses.
    Responses,
    /// How many ways lead here.
    Ways,
    /// The quality.
    Quality,
    /// Where it leads.
    Leads,
    /// How many findings.
    Findings,
    /// Whether it is a frame or a note.
    Mark,
    /// What lies in a frame.
    Holds,
}

impl Column {
    /// The columns of the table of statements and endings.
    pub const NODES: &[Self] = &[
        Self::Order,
        Self::Name,
        Self::Words,
        Self::Strain,
        Self::Affect,
        Self::Responses,
        Self::Ways,
        Self::Findings,
    ];
    /// The columns of the table of responses.
    pub const RESPONSES: &[Self] = &[
        Self::Order,
        Self::Statement,
        Self::Name,
        Self::Words,
        Self::Quality,
        Self::Leads,
        Self::Findings,
    ];

    /// The columns of the table of frames and notes.
    pub const MARKS: &[Self] = &[Self::Order, Self::Mark, Self::Words, Self::Holds];

    /// Its heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Order => "No.",
            Self::Name => "Name",
            Self::Statement => "Statement",
            Self::Words => "Words",
            Self::Strain => "Strain or outcome",
            Self::Affect => "Shows",
            Self::Responses => "Responses",
            Self::Ways => "Ways here",
            Self::Quality => "Quality",
            Self::Leads => "Leads to",
            Self::Findings => "Findings",
            Self::Mark => "Kind",
            Self::Holds => "Around",
        }
    }

    /// What stands in it.
    pub fn cell(self, data: &MapData, row: Row) -> String {
        match row {
            Row::Node(at) => self.node_cell(data, at),
            Row::Response(at) => self.response_cell(data, at),
            Row::Link(_) => String::new(),
            Row::Frame(at) => self.mark_cell(at, "frame", data.frames.get(at).map(|frame| frame.title.as_str())),
            Row::Note(at) => {
                let number = data.frames.len() + at;
                self.mark_cell(number, "note", data.notes.get(at).map(|note| note.text.as_str()))
            }
        }
    }

    fn mark_cell(self, number: usize, kind: &str, words: Option<&str>) -> String {
        match self {
            Self::Order => (number + 1).to_string(),
            Self::Mark => kind.to_owned(),
            Self::Words => first_words(words.unwrap_or_default()),
            _ => String::new(),
        }
    }

    fn node_cell(self, data: &MapData, at: u32) -> String {
        let Some(node) = data.node(at) else {
            return String::new();
        };
        match self {
            Self::Order => (at + 1).to_string(),
            Self::Name => node.id.clone(),
            Self::Words => node.words.clone(),
            Self::Strain => match (node.kind, node.strain) {
                (Kind::Ending(outcome), _) => format!("ends {}", outcome_word(outcome)),
                (Kind::Missing, _) => "missing".to_owned(),
                (_, Some((kind, salience))) => format!("{} {salience}", strain_word(kind)),
                (_, None) if node.foil => "looks like one".to_owned(),
                _ => String::new(),
            },
            Self::Affect => node
                .affect
                .map(crate::ui::studio::map::affect_words)
                .unwrap_or_default(),
            Self::Responses if node.kind == Kind::Statement => node.responses.len().to_string(),
            Self::Ways => data.entries(at).len().to_string(),
            Self::Findings => count_words(&node.findings),
            _ => String::new(),
        }
    }

    fn response_cell(self, data: &MapData, at: u32) -> String {
        let Some(response) = data.response(at) else {
            return String::new();
        };
        match self {
            Self::Order => (at + 1).to_string(),
            Self::Name => response.id.clone(),
            Self::Statement => data.node(response.node).map(|node| node.id.clone()).unwrap_or_default(),
            Self::Words => response.words.clone(),
            Self::Quality => quality_words(response.quality),
            Self::Leads => leads_to(data, at).trim_start_matches("Leads to ").to_owned(),
            Self::Findings => count_words(&response.findings),
            _ => String::new(),
        }
    }

    fn compare(self, data: &MapData, a: Row, b: Row) -> Ordering {
        let number = |row: Row| match (self, row) {
            (Self::Responses, Row::Node(at)) => data.node(at).map_or(0, |node| node.responses.len()),
            (Self::Ways, Row::Node(at)) => data.entries(at).len(),
            (Self::Findings, Row::Node(at)) => data.node(at).map_or(0, |node| weighed(&node.findings)),
            (Self::Findings, Row::Response(at)) => data.response(at).map_or(0, |response| weighed(&response.findings)),
            (Self::Quality, Row::Response(at)) => data.response(at).map_or(0, |response| {
                usize::from(response.quality.0) * 8 + usize::from(response.quality.1)
            }),
            (_, Row::Node(at) | Row::Response(at) | Row::Link(at)) => at as usize,
            (_, Row::Frame(at)) => at,
            (_, Row::Note(at)) => data.frames.len() + at,
        };
        match self {
            Self::Order | Self::Responses | Self::Ways | Self::Findings | Self::Quality => number(a).cmp(&number(b)),
            _ => self
                .cell(data, a)
                .to_lowercase()
                .cmp(&self.cell(data, b).to_lowercase()),
        }
    }
}

/// Errors before warnings before notes.
const fn weighed(findings: &[u32; 3]) -> usize {
    let [errors, warnings, notes] = *findings;
    errors as usize * 1_000_000 + warnings as usize * 1_000 + notes as usize
}

fn count_words(findings: &[u32; 3]) -> String {
    match findings.iter().sum::<u32>() {
        0 => String::new(),
        found => found.to_string(),
    }
}

/// The rows of a table, by a column, upwards or downwards. Equal ones stay in the order of the file. `keep` says which boxes are wanted.
pub fn table(data: &MapData, columns: &[Column], by: Column, downwards: bool, keep: impl Fn(u32) -> bool) -> Vec<Row> {
    let of_responses = columns.contains(&Column::Statement);
    let mut rows: Vec<Row> = if columns.contains(&Column::Mark) {
        let frames = (0..data.frames.len()).map(Row::Frame);
        frames.chain((0..data.notes.len()).map(Row::Note)).collect()
    } else if of_responses {
        let all = (0..).zip(&data.responses);
        all.filter(|(_, response)| keep(response.node))
            .map(|(at, _)| Row::Response(at))
            .collect()
    } else {
        (0..)
            .zip(&data.nodes)
            .map(|(at, _)| at)
            .filter(|&at| keep(at))
            .map(Row::Node)
            .collect()
    };
    rows.sort_by(|&a, &b| {
        let order = by.compare(data, a, b);
        if downwards { order.reverse() } else { order }
    });
    rows
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use super::*;
    use crate::scenario::read::read;

    fn data() -> MapData {
        let text = include_str!("../../../../tests/vignettes/every-field.ron");
        MapData::new(1, &read(text).scenario.unwrap(), &[])
    }

    fn shown(data: &MapData, rows: &[Placed]) -> Vec<String> {
        let line = |placed: &Placed| {
            let mark = match placed.open {
                Some(true) => "v",
                Some(false) => ">",
                None => "-",
            };
            let words = match placed.row {
                Row::Node(at) => data.node(at).unwrap().id.clone(),
                Row::Response(at) => data.response(at).unwrap().id.clone(),
                Row::Link(at) => format!("to {}", data.node(data.edge(at).unwrap().to).unwrap().id),
                row => format!("no row of the tree: {row:?}"),
            };
            format!("{}{mark} {words}", " ".repeat(usize::from(placed.level)))
        };
        rows.iter().map(line).collect()
    }

    #[test]
    fn the_tree_shows_each_box_once() {
        let data = data();
        let tree = Tree::new(&data);
        let rows = tree.rows(&data, &HashSet::new());
        assert_eq!(
            shown(&data, &rows),
            [
                "v hello",
                " v yes",
                "  v sorry",
                "   v summary",
                "    - goes-on",
                "    - to rings-off",
                "   - joke",
                "  - rings-off",
                " - explain",
                " v wait",
                "  - to rings-off",
                "  - to sorry",
            ]
        );
        let closed = HashSet::from([("hello".to_owned(), Some("yes".to_owned()))]);
        let rows = tree.rows(&data, &closed);
        assert_eq!(shown(&data, &rows)[..3], ["v hello", " > yes", " - explain"]);
        let above = tree.above(&data, Row::Node(1));
        assert_eq!(above, [Row::Response(0), Row::Node(0)]);
    }

    #[test]
    fn rows_say_what_is_seen() {
        let data = data();
        assert_eq!(
            spoken(&data, Row::Response(0)),
            "Response yes, quality 3: It is, and I would rather hear about you first.. Leads to sorry or rings-off. Under a condition"
        );
        assert_eq!(spoken(&data, Row::Link(2)), "explain · 0–2 leads to rings-off");
    }

    #[test]
    fn tables_are_sorted_by_any_column() {
        let data = data();
        let ids = |columns: &[Column], by: Column, downwards: bool| -> Vec<String> {
            table(&data, columns, by, downwards, |_| true)
                .into_iter()
                .map(|row| Column::Name.cell(&data, row))
                .collect()
        };
        assert_eq!(
            ids(Column::NODES, Column::Order, false),
            ["hello", "sorry", "goes-on", "rings-off"]
        );
        assert_eq!(
            ids(Column::NODES, Column::Name, false),
            ["goes-on", "hello", "rings-off", "sorry"]
        );
        assert_eq!(
            ids(Column::NODES, Column::Ways, true),
            ["rings-off", "sorry", "goes-on", "hello"]
        );
        assert_eq!(
            ids(Column::RESPONSES, Column::Quality, false),
            ["explain", "joke", "wait", "summary", "yes"]
        );
        let one = table(&data, Column::RESPONSES, Column::Order, false, |at| at == 1);
        assert_eq!(one.len(), 2);
        assert_eq!(Column::Leads.cell(&data, one[0]), "goes-on or rings-off");
    }
}
