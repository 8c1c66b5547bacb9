//! What the outline remembers: its form, what is open, by which column it is sorted, and which row has the keyboard.

use std::collections::HashSet;

use egui::Rect;

use super::data::{Column, Name, Placed, Row, Tree, mark_named, name_of, table};
use crate::scenario::map::Frame;
use crate::ui::studio::map::MapData;
use crate::ui::studio::map::data::Thing;
use crate::ui::studio::map::search::Search;

/// How the outline is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The story from its opening.
    #[default]
    Tree,
    /// Statements and endings in rows and columns.
    Statements,
    /// Responses in rows and columns.
    Responses,
    /// The frames and notes of the map.
    Marks,
}

impl Form {
    /// All of them, with their names.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Tree, "Story"),
        (Self::Statements, "Statements"),
        (Self::Responses, "Responses"),
        (Self::Marks, "Frames and notes"),
    ];

    /// The columns, for a table.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Tree => &[],
            Self::Statements => Column::NODES,
            Self::Responses => Column::RESPONSES,
            Self::Marks => Column::MARKS,
        }
    }

    /// Whether a row can be among its own.
    const fn has(self, row: Row) -> bool {
        matches!(self, Self::Marks) == matches!(row, Row::Frame(_) | Row::Note(_))
    }
}

/// What the outline remembers.
#[derive(Debug, Default)]
pub struct OutlineState {
    /// How it is shown.
    pub form: Form,
    /// Which row has the keyboard, or would have it.
    pub current: Option<Row>,
    /// The keyboard is to go to that row.
    pub take_focus: bool,
    /// What is chosen is to become the current row and to come into view.
    pub reveal: bool,
    /// The current row is to come into view.
    pub reveal_row: bool,
    /// Where a menu that is opened by key appears.
    pub(super) menu_at: egui::Pos2,
    pub(super) tree: Tree,
    pub(super) rows: Vec<Placed>,
    pub(super) offset: f32,
    toggled: HashSet<Name>,
    statements: Sorting,
    responses: Sorting,
    marks: Sorting,
    /// What lies in each frame, in words.
    holds: Vec<String>,
    made_for: Option<(u64, Form, String)>,
    name: Name,
}

/// By which column, and whether downwards.
#[derive(Clone, Copy, Debug)]
pub struct Sorting {
    /// The column.
    pub by: Column,
    /// The greatest first.
    pub downwards: bool,
}

impl Default for Sorting {
    fn default() -> Self {
        Self {
            by: Column::Order,
            downwards: false,
        }
    }
}

impl OutlineState {
    /// By what the table that is shown is sorted.
    pub fn sorting(&self) -> Sorting {
        match self.form {
            Form::Responses => self.responses,
            Form::Marks => self.marks,
            Form::Tree | Form::Statements => self.statements,
        }
    }

    /// Sorts by a column; by the same one again, the other way round.
    pub fn sort(&mut self, by: Column) {
        let sorting = match self.form {
            Form::Responses => &mut self.responses,
            Form::Marks => &mut self.marks,
            Form::Tree | Form::Statements => &mut self.statements,
        };
        *sorting = Sorting {
            by,
            downwards: sorting.by == by && !sorting.downwards,
        };
        self.made_for = None;
        self.reveal = true;
    }

    /// Opens or closes a row.
    pub fn toggle(&mut self, data: &MapData, row: Row) {
        let name = name_of(data, row);
        if !self.toggled.remove(&name) {
            self.toggled.insert(name);
        }
        self.made_for = None;
    }

    /// Opens or closes everything.
    pub fn open_all(&mut self, data: &MapData, open: bool) {
        self.toggled.clear();
        self.made_for = None;
        loop {
            self.rows = self.tree.rows(data, &self.toggled);
            let other = self.rows.iter().filter(|placed| placed.open == Some(!open));
            let names: Vec<Name> = other.map(|placed| name_of(data, placed.row)).collect();
            if names.is_empty() {
                return;
            }
            // What lies under closed rows is found in the next round.
            let before = self.toggled.len();
            self.toggled.extend(names);
            if self.toggled.len() == before {
                return;
            }
        }
    }

    /// Shows another form.
    pub fn show(&mut self, form: Form) {
        self.form = form;
        self.made_for = None;
        self.reveal = true;
    }

    /// Makes the rows anew if anything that they depend on has changed.
    pub fn follow(&mut self, data: &MapData, search: &Search, chosen: Option<Thing>) {
        let made_for = (
            data.version,
            self.form,
            if self.form == Form::Tree {
                String::new()
            } else {
                search.text.clone()
            },
        );
        let other_version = self.made_for.as_ref().is_none_or(|before| before.0 != made_for.0);
        if other_version {
            self.tree = Tree::new(data);
            // The row that had this name.
            let known = self.current.is_some();
            self.current = find(data, &self.name).filter(|_| known);
        }
        if self.made_for.as_ref() != Some(&made_for) {
            self.make(data, search);
            self.made_for = Some(made_for);
        }
        let wanted = chosen.map(row_of).filter(|row| self.form.has(*row));
        if self.current.is_none() || (self.reveal && wanted.is_some()) {
            self.current = wanted
                .or(data.start.map(Row::Node))
                .or(self.rows.first().map(|placed| placed.row));
        }
        if self.reveal {
            self.open_above(data, search);
        }
        if self.form != Form::Tree && !self.rows.iter().any(|placed| Some(placed.row) == self.current) {
            self.current = self.in_table(data).or(self.rows.first().map(|placed| placed.row));
        }
        if let Some(row) = self.current {
            self.name = name_of(data, row);
        }
    }

    /// What lies in a frame, in words; nothing for another row.
    pub fn held(&self, row: Row) -> &str {
        match row {
            Row::Frame(at) => self.holds.get(at).map_or("", String::as_str),
            _ => "",
        }
    }

    /// Notes what lies in each frame, for the table of them.
    pub fn look_into_frames(&mut self, data: &MapData, rect_of: impl Fn(u32) -> Rect) {
        if self.form != Form::Marks {
            return;
        }
        let held = |frame: &Frame| {
            let around = crate::ui::studio::map::paint::rect_of(frame.at, frame.size);
            let all = (0..).zip(&data.nodes);
            let inside = all.filter(|(at, _)| around.contains(rect_of(*at).center()));
            let names: Vec<&str> = inside.map(|(_, node)| node.id.as_str()).collect();
            match names.len() {
                0 => "nothing".to_owned(),
                1..=6 => names.join(", "),
                many => format!(
                    "{} and {} more",
                    names.get(..5).unwrap_or_default().join(", "),
                    many - 5
                ),
            }
        };
        self.holds = data.frames.iter().map(held).collect();
    }

    /// The row of a table that is nearest to the current one: a response's statement, a statement's first response.
    fn in_table(&self, data: &MapData) -> Option<Row> {
        let near = match (self.form, self.current?) {
            (Form::Statements, Row::Response(at)) => Row::Node(data.response(at)?.node),
            (Form::Responses, Row::Node(at)) => Row::Response(data.node(at).map(|node| node.responses.start)?),
            (Form::Statements, Row::Link(at)) => Row::Node(data.edge(at)?.to),
            (Form::Responses, Row::Link(at)) => Row::Response(data.edge(at)?.response),
            (_, row) => row,
        };
        self.rows.iter().map(|placed| placed.row).find(|row| *row == near)
    }

    fn make(&mut self, data: &MapData, search: &Search) {
        self.rows = match self.form {
            Form::Tree => self.tree.rows(data, &self.toggled),
            form => {
                let sorting = self.sorting();
                let keep = |at: u32| !search.is_on() || search.has(at);
                let rows = table(data, form.columns(), sorting.by, sorting.downwards, keep);
                rows.into_iter()
                    .map(|row| Placed {
                        row,
                        level: 0,
                        open: None,
                    })
                    .collect()
            }
        };
    }

    /// Opens what hides the current row.
    fn open_above(&mut self, data: &MapData, search: &Search) {
        let (Form::Tree, Some(row)) = (self.form, self.current) else {
            return;
        };
        let mut above = self.tree.above(data, row);
        above.reverse();
        for row in above {
            let closed = self
                .rows
                .iter()
                .any(|placed| placed.row == row && placed.open == Some(false));
            if closed {
                self.toggle(data, row);
                self.make(data, search);
                self.made_for = Some((data.version, self.form, String::new()));
            }
        }
    }
}

/// The row of a thing.
pub const fn row_of(thing: Thing) -> Row {
    match thing {
        Thing::Node(at) => Row::Node(at),
        Thing::Response(at) => Row::Response(at),
        Thing::Frame(at) => Row::Frame(at),
        Thing::Note(at) => Row::Note(at),
    }
}

fn find(data: &MapData, (node, response): &Name) -> Option<Row> {
    let Some(at) = data.index_of(node) else {
        return mark_named(data, node);
    };
    let Some(response) = response else {
        return Some(Row::Node(at));
    };
    let mut own = data.node(at)?.responses.clone();
    own.find(|&at| data.response(at).is_some_and(|found| found.id == *response))
        .map(Row::Response)
}
