//! From a document to lines: wraps texts to their width and says what must stay together. Knows no pages.

use super::faces::{Face, Faces};
use crate::report::document::{Block, Cell, Document, Style, Table};
use crate::report::ink::Ink;
use crate::report::picture::{Picture, WORDS};

/// How text of a style is set.
#[derive(Clone, Copy)]
struct Setting {
    face: Face,
    size: f32,
    leading: f32,
    ink: Ink,
    before: f32,
}

const fn setting(style: Style) -> Setting {
    let (face, size, leading, ink, before) = match style {
        Style::Lead => (Face::Sans, 10.75, 17.0, Ink::Text, 5.0),
        Style::Body => (Face::Sans, 9.75, 15.0, Ink::Text, 5.0),
        Style::Soft => (Face::Sans, 9.75, 15.0, Ink::Soft, 5.0),
        Style::Small => (Face::Sans, 8.5, 12.75, Ink::Faint, 4.0),
        Style::Label => (Face::Sans, 8.5, 12.75, Ink::Faint, 9.0),
        Style::Speech => (Face::Serif, 12.0, 17.5, Ink::Text, 1.0),
        Style::Last => (Face::Serif, 14.5, 21.0, Ink::Text, 4.0),
        Style::Stage => (Face::SerifItalic, 10.75, 16.0, Ink::Soft, 2.0),
        Style::Inner => (Face::SerifItalic, 12.0, 17.5, Ink::Soft, 1.0),
    };
    Setting {
        face,
        size,
        leading,
        ink,
        before,
    }
}

const TITLE: Setting = Setting {
    face: Face::Serif,
    size: 28.0,
    leading: 33.0,
    ink: Ink::Text,
    before: 4.0,
};
const SECTION: Setting = Setting {
    face: Face::Serif,
    size: 17.0,
    leading: 22.0,
    ink: Ink::Text,
    before: 26.0,
};
const PART: Setting = Setting {
    face: Face::SansBold,
    size: 9.75,
    leading: 14.0,
    ink: Ink::Text,
    before: 17.0,
};

/// What a piece of the document is, for those who hear it.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// A part that holds others.
    Group,
    /// A heading of this level.
    Heading(u16, String),
    /// A paragraph.
    Paragraph,
    /// Words that are quoted.
    Quote,
    /// A list.
    List,
    /// One of its entries.
    Entry,
    /// What stands in it.
    Body,
    /// A table.
    Table,
    /// A row of it.
    Row,
    /// The cell that names its row.
    RowHead,
    /// Another cell.
    Cell,
    /// A drawing with its description.
    Figure(String),
}

/// A node in the tree of roles.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The node that holds it.
    pub parent: Option<usize>,
}

/// Words of one line, with the place of their base line from the line's top.
#[derive(Clone, Debug)]
pub struct Words {
    /// From the left edge of the text.
    pub x: f32,
    /// From the top of the piece.
    pub base: f32,
    /// Their face.
    pub face: Face,
    /// Their size.
    pub size: f32,
    /// Their color.
    pub ink: Ink,
    /// What they say.
    pub text: String,
    /// What they belong to.
    pub node: usize,
}

/// Something drawn behind or beside a piece, over its whole height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backing {
    /// From the left edge of the text.
    pub x: f32,
    /// How wide.
    pub width: f32,
    /// Its color.
    pub ink: Ink,
}

/// A strip of the page: a line of text, a row's part, a drawing.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Room above it, but at the top of a page.
    pub before: f32,
    /// How high it is.
    pub height: f32,
    /// Whether the next piece must be on the same page.
    pub keep: bool,
    /// Whether it begins a page.
    pub breaks: bool,
    /// Words in it.
    pub words: Vec<Words>,
    /// What is behind it.
    pub backing: Vec<Backing>,
    /// A hairline over it.
    pub rule: bool,
    /// Bars: place, how wide, how full.
    pub bars: Vec<([f32; 2], f32, f32)>,
    /// A drawing: its node, its scale, itself.
    pub picture: Option<(usize, f32, Picture)>,
    /// A heading that begins here, for the outline: its level and text.
    pub heading: Option<(u8, String)>,
}

/// The flow of a document.
pub struct Flow<'f> {
    faces: &'f Faces,
    /// From top to bottom.
    pub pieces: Vec<Piece>,
    /// The tree of roles; a node's parent stands before it.
    pub nodes: Vec<Node>,
    parent: Option<usize>,
    left: f32,
    right: f32,
    backing: Vec<Backing>,
}

impl<'f> Flow<'f> {
    /// Flows a document to a width.
    pub fn of(document: &Document, faces: &'f Faces, width: f32) -> Self {
        let mut flow = Self {
            faces,
            pieces: Vec::new(),
            nodes: Vec::new(),
            parent: None,
            left: 0.0,
            right: width,
            backing: Vec::new(),
        };
        document.blocks.iter().for_each(|block| flow.block(block));
        flow
    }

    fn node(&mut self, role: Role) -> usize {
        self.nodes.push(Node {
            role,
            parent: self.parent,
        });
        self.nodes.len() - 1
    }

    fn within(&mut self, role: Role, add: impl FnOnce(&mut Self)) {
        let node = self.node(role);
        let outer = self.parent.replace(node);
        add(self);
        self.parent = outer;
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title { over, text, under } => self.title(over, text, under),
            Block::Heading { level, text, .. } => {
                let setting = if *level == 2 { SECTION } else { PART };
                self.heading(*level, text, setting);
            }
            Block::Text(style, text) => self.paragraph(*style, text),
            Block::Labelled(label, text) => self.paragraph(Style::Body, &format!("{label} {text}")),
            Block::Links(label, links) => {
                let links: Vec<&str> = links.iter().map(|link| link.text.as_str()).collect();
                self.paragraph(Style::Body, &format!("{label} {}", links.join(", ")));
            }
            Block::Check(text) => self.paragraph(Style::Body, &format!("[ ] {text}")),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
            Block::Aside(blocks) => {
                let bar = Backing {
                    x: self.left,
                    width: 2.25,
                    ink: Ink::Accent,
                };
                self.set_off(blocks, bar, 14.0, 0.0, 8.0);
            }
            Block::Inset(blocks) => {
                let field = Backing {
                    x: self.left,
                    width: self.right - self.left,
                    ink: Ink::Inset,
                };
                self.set_off(blocks, field, 12.0, 8.0, 3.0);
            }
            Block::List(entries) => self.within(Role::List, |flow| {
                for entry in entries {
                    let bar = Backing {
                        x: flow.left,
                        width: 0.75,
                        ink: Ink::Line,
                    };
                    flow.within(Role::Entry, |flow| {
                        flow.within(Role::Body, |flow| flow.set_off(entry, bar, 14.0, 0.0, 6.5));
                    });
                }
            }),
            Block::Section(blocks) => self.section(blocks),
            Block::Together(blocks) => {
                let from = self.pieces.len();
                blocks.iter().for_each(|block| self.block(block));
                let last = self.pieces.len().saturating_sub(1);
                self.pieces
                    .iter_mut()
                    .take(last)
                    .skip(from)
                    .for_each(|piece| piece.keep = true);
            }
            Block::Break => self.pieces.push(Piece {
                breaks: true,
                ..Piece::default()
            }),
        }
    }

    fn title(&mut self, over: &str, text: &str, under: &[String]) {
        let small = Setting {
            face: Face::SansBold,
            ink: Ink::Accent,
            before: 0.0,
            ..setting(Style::Body)
        };
        let node = self.node(Role::Paragraph);
        self.lines(over, small, node);
        self.heading(1, text, TITLE);
        for (at, line) in under.iter().enumerate() {
            let before = if at == 0 { 7.0 } else { 0.0 };
            let node = self.node(Role::Paragraph);
            let soft = Setting {
                before,
                ..setting(Style::Soft)
            };
            self.lines(line, soft, node);
        }
    }

    fn heading(&mut self, level: u8, text: &str, setting: Setting) {
        let node = self.node(Role::Heading(u16::from(level), text.to_owned()));
        let from = self.pieces.len();
        self.lines(text, setting, node);
        self.pieces.iter_mut().skip(from).for_each(|piece| piece.keep = true);
        if let Some(first) = self.pieces.get_mut(from) {
            first.heading = Some((level, text.to_owned()));
        }
    }

    fn paragraph(&mut self, style: Style, text: &str) {
        let quoted = matches!(style, Style::Speech | Style::Last | Style::Inner);
        let node = self.node(if quoted { Role::Quote } else { Role::Paragraph });
        let from = self.pieces.len();
        self.lines(text, setting(style), node);
        if style == Style::Label {
            self.pieces.iter_mut().skip(from).for_each(|piece| piece.keep = true);
        }
    }

    /// Contents between two edges that come in, with something behind or beside them.
    fn set_off(&mut self, blocks: &[Block], backing: Backing, inner: f32, outer: f32, around: f32) {
        let from = self.pieces.len();
        self.backing.push(backing);
        self.left += inner;
        self.right -= outer;
        blocks.iter().for_each(|block| self.block(block));
        self.left -= inner;
        self.right += outer;
        self.backing.pop();
        // The room above belongs to what stands around, not to what is set off.
        if let Some(first) = self.pieces.get_mut(from) {
            first.before = around;
            if outer > 0.0 {
                first.height += outer * 0.75;
                first.words.iter_mut().for_each(|words| words.base += outer * 0.75);
            }
        }
        if let Some(last) = self.pieces.last_mut().filter(|_| outer > 0.0) {
            last.height += outer * 0.75;
        }
    }

    fn section(&mut self, blocks: &[Block]) {
        let from = self.pieces.len();
        self.within(Role::Group, |flow| blocks.iter().for_each(|block| flow.block(block)));
        if let Some(first) = self.pieces.get_mut(from) {
            first.rule = true;
            first.before = 18.0;
            first.height += 10.0;
            first.words.iter_mut().for_each(|words| words.base += 10.0);
        }
    }

    fn picture(&mut self, picture: &Picture) {
        let node = self.node(Role::Figure(picture.described.clone()));
        let scale = (self.right - self.left) / picture.width;
        // Words in a drawing may stand a little over its edge.
        self.pieces.push(Piece {
            before: 8.0,
            height: picture.height * scale,
            picture: Some((node, scale, picture.clone())),
            backing: self.backing.clone(),
            ..Piece::default()
        });
    }

    /// A text as lines, each a piece.
    fn lines(&mut self, text: &str, setting: Setting, node: usize) {
        let width = self.right - self.left;
        let lines = self.wrap(text, setting, width);
        let count = lines.len();
        for (at, text) in lines.into_iter().enumerate() {
            let words = self.words(text, setting, self.left, 0.0, node);
            self.pieces.push(Piece {
                before: if at == 0 { setting.before } else { 0.0 },
                height: setting.leading,
                // No line of a paragraph stands alone on a page.
                keep: count > 1 && (at == 0 || at + 2 == count),
                words: vec![words],
                backing: self.backing.clone(),
                ..Piece::default()
            });
        }
    }

    fn words(&self, text: String, setting: Setting, x: f32, top: f32, node: usize) -> Words {
        Words {
            x,
            base: top + setting.leading * 0.5 + setting.size * 0.35,
            face: setting.face,
            size: setting.size,
            ink: setting.ink,
            text,
            node,
        }
    }

    /// Breaks a text between words, and within a word that is wider than the line. Line ends in the text stay.
    fn wrap(&self, text: &str, setting: Setting, width: f32) -> Vec<String> {
        let measure = |text: &str| self.faces.width(setting.face, setting.size, text);
        let space = measure(" ");
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let (mut line, mut taken) = (String::new(), 0.0);
            for word in paragraph
                .split_whitespace()
                .flat_map(|word| pieces_of(word, width, &measure))
            {
                let wide = measure(&word);
                if !line.is_empty() && taken + space + wide > width {
                    // A space ends the line, so that words stay apart for those who copy or hear the text.
                    line.push(' ');
                    lines.push(std::mem::take(&mut line));
                    taken = 0.0;
                }
                if !line.is_empty() {
                    line.push(' ');
                    taken += space;
                }
                line.push_str(&word);
                taken += wide;
            }
            lines.push(line);
        }
        lines
    }

    fn table(&mut self, table: &Table) {
        let from = self.pieces.len();
        self.within(Role::Table, |flow| {
            for row in &table.rows {
                flow.within(Role::Row, |flow| flow.row(row, &table.widths));
            }
        });
        if let Some(first) = self.pieces.get_mut(from) {
            first.before = 7.0;
        }
    }

    /// A row is one piece: its cells stand side by side.
    fn row(&mut self, row: &[Cell], widths: &[u8]) {
        let whole = self.right - self.left;
        let mut piece = Piece {
            before: 0.0,
            rule: true,
            backing: self.backing.clone(),
            ..Piece::default()
        };
        let mut x = self.left;
        for (at, (cell, share)) in row.iter().zip(widths).enumerate() {
            let width = whole * f32::from(*share) / 100.0;
            let node = self.node(if at == 0 { Role::RowHead } else { Role::Cell });
            let bottom = self.cell(&mut piece, cell, at == 0, x, width - 10.0, node);
            piece.height = piece.height.max(bottom + 5.0);
            x += width;
        }
        // A row's first piece carries the rule; the table is closed by what follows.
        self.pieces.push(piece);
    }

    fn cell(&mut self, piece: &mut Piece, cell: &Cell, head: bool, x: f32, width: f32, node: usize) -> f32 {
        let mut top = 5.0;
        for (style, text) in &cell.lines {
            let mut setting = setting(*style);
            if !head && *style == Style::Body {
                setting.ink = Ink::Soft;
                setting.size = 9.25;
            }
            for line in self.wrap(text, setting, width) {
                piece.words.push(self.words(line, setting, x, top, node));
                top += setting.leading;
            }
        }
        if let Some(bar) = cell.bar {
            piece.bars.push(([x, top + 2.0], width.min(86.0), bar));
            top += 8.0;
        }
        let mut at = x;
        for turn in &cell.turns {
            let setting = Setting {
                face: if turn.full { Face::SansBold } else { Face::Sans },
                ink: if turn.full { Ink::Accent } else { Ink::Faint },
                ..setting(Style::Body)
            };
            let text = format!("{} ", turn.turn);
            let wide = self.faces.width(setting.face, setting.size, &text) + 5.0;
            if at > x && at + wide > x + width {
                at = x;
                top += setting.leading;
            }
            piece.words.push(self.words(text, setting, at, top, node));
            at += wide;
        }
        if cell.turns.is_empty() {
            top
        } else {
            top + setting(Style::Body).leading
        }
    }
}

/// A word, in parts that fit the width.
fn pieces_of(word: &str, width: f32, measure: &impl Fn(&str) -> f32) -> Vec<String> {
    if measure(word) <= width {
        return vec![word.to_owned()];
    }
    let mut parts = vec![String::new()];
    for letter in word.chars() {
        let Some(last) = parts.last_mut() else { break };
        last.push(letter);
        if measure(last) > width && last.chars().count() > 1 {
            last.pop();
            parts.push(letter.to_string());
        }
    }
    parts
}

/// The size of words in a drawing on paper.
pub fn drawn_size(scale: f32) -> f32 {
    WORDS * scale
}
