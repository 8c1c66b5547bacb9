//! A report as a document: what stands in it and in which order, for whatever sets it in type.
//!
//! Knows what a heading or a quotation is, and neither markup nor pages.

mod session;
mod summary;
mod turns;

use super::data::{Report, Session};
use super::picture::Picture;

/// A whole document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// The language of most of it.
    pub language: String,
    /// Who wrote it, if they let their name leave.
    pub author: Option<String>,
    /// What it says under every page.
    pub foot: String,
    /// From top to bottom.
    pub blocks: Vec<Block>,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// What it is, its name, and lines under it.
    Title {
        /// What it is.
        over: String,
        /// Its name.
        text: String,
        /// Lines under it.
        under: Vec<String>,
    },
    /// A heading of level 2 or 3.
    Heading {
        /// 2 or 3.
        level: u8,
        /// Its text.
        text: String,
        /// What a reference to it names.
        anchor: Option<String>,
    },
    /// A paragraph.
    Text(Style, String),
    /// A short label and what belongs to it, in one line.
    Labelled(String, String),
    /// A short label and other places of the document.
    Links(String, Vec<Link>),
    /// Something to tick, with a box before it.
    Check(String),
    /// A table.
    Table(Table),
    /// A drawing with its description.
    Picture(Picture),
    /// Set off by a line at its side.
    Aside(Vec<Block>),
    /// Set into the page: a draft.
    Inset(Vec<Block>),
    /// Entries of equal rank.
    List(Vec<Vec<Block>>),
    /// A part with a rule over it that begins with a heading.
    Section(Vec<Block>),
    /// Kept on one page where it fits.
    Together(Vec<Block>),
    /// What follows begins on a new page.
    Break,
}

/// A reference to another place of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// What it refers to: the anchor of a heading. None for something that is missing.
    pub anchor: Option<String>,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// The first thing to read.
    Lead,
    /// Running text.
    Body,
    /// Running text of second rank.
    Soft,
    /// Notes.
    Small,
    /// Who speaks, what a passage is.
    Label,
    /// Words that somebody speaks.
    Speech,
    /// The same, large: the last words.
    Last,
    /// What is seen and not said: a cue, a reaction, a silence.
    Stage,
    /// What somebody thinks and does not say.
    Inner,
}

/// A table with a heading over each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows, for those who can't see it.
    pub caption: String,
    /// Over each column.
    pub heads: Vec<&'static str>,
    /// Whether caption and headings are seen as well as heard: where a table does not explain itself.
    pub is_headed: bool,
    /// The share of the width that each column has, in hundredths.
    pub widths: Vec<u8>,
    /// The rows; the first cell of each names it.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its lines.
    pub lines: Vec<(Style, String)>,
    /// How full its bar is, 0 to 1.
    pub bar: Option<f32>,
    /// Turns that it refers to.
    pub turns: Vec<TurnRef>,
}

/// A reference to a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnRef {
    /// From 1.
    pub turn: u16,
    /// Where it leads.
    pub anchor: String,
    /// Whether the turn counts for the number.
    pub full: bool,
    /// What happened there.
    pub text: String,
}

impl Cell {
    /// One line of running text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::styled(Style::Body, text)
    }

    /// One line.
    pub fn styled(style: Style, text: impl Into<String>) -> Self {
        Self {
            lines: vec![(style, text.into())],
            ..Self::default()
        }
    }
}

/// The name of a turn within a document.
fn anchor(session: &Session, turn: u16) -> String {
    format!("s{}t{turn}", session.number)
}

/// What no reader should take the document for.
pub(super) const CLAIM: &str = "This describes choices made in a written vignette with an invented client, and nothing more. It is no assessment of \
                     competence and no measure of work with clients; the numbers of the alliance are the author’s judgement.";

impl Document {
    /// The document of a report.
    pub fn of(report: &Report) -> Self {
        let mut blocks = Vec::new();
        match report.sessions.as_slice() {
            [] => blocks.push(Block::Title {
                over: "Attune".to_owned(),
                text: "No sessions".to_owned(),
                under: vec!["Nothing fits what was asked for.".to_owned()],
            }),
            [one] => blocks.extend(session::session(report, one)),
            many => {
                blocks.extend(summary::summary(report, many));
                for one in many {
                    blocks.push(Block::Break);
                    blocks.extend(session::session(report, one));
                }
            }
        }
        let made = report
            .made
            .map(|made| format!(" on {}", report.zone.at(made).shown().day()))
            .unwrap_or_default();
        let about = vec![
            Block::Heading {
                level: 2,
                text: "About this report".to_owned(),
                anchor: None,
            },
            Block::Text(Style::Small, CLAIM.to_owned()),
            Block::Text(
                Style::Small,
                format!("{}. {}", report.framework.title, report.framework.credit),
            ),
            Block::Text(Style::Small, format!("Written by {}{made}.", report.program)),
        ];
        blocks.push(Block::Section(vec![Block::Together(about)]));
        let languages = report.sessions.first().map(|session| session.vignette.language.clone());
        Self {
            title: report.title(),
            language: languages.unwrap_or_else(|| "en-GB".to_owned()),
            author: report.name.clone(),
            foot: report.title(),
            blocks,
        }
    }

    /// Its first lines as plain text, at most this many: what a preview shows.
    pub fn first_lines(&self, most: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for block in &self.blocks {
            read(block, &mut lines);
            if lines.len() >= most {
                break;
            }
        }
        lines.truncate(most);
        lines
    }
}

/// What a block says, line by line.
fn read(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Title { over, text, under } => {
            lines.push(over.clone());
            lines.push(text.clone());
            lines.extend(under.iter().cloned());
        }
        Block::Heading { text, .. } => {
            lines.push(String::new());
            lines.push(text.clone());
        }
        // A picture is described in the words that stand below it.
        Block::Text(_, text) if lines.last() == Some(text) => {}
        Block::Text(_, text) => lines.push(text.clone()),
        Block::Labelled(label, text) => lines.push(format!("{label} {text}")),
        Block::Links(label, links) => {
            let links: Vec<&str> = links.iter().map(|link| link.text.as_str()).collect();
            lines.push(format!("{label} {}", links.join(", ")));
        }
        Block::Check(text) => lines.push(format!("[ ] {text}")),
        Block::Table(table) => {
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(said).filter(|said| !said.is_empty()).collect();
                lines.push(cells.join(" · "));
            }
        }
        Block::Picture(picture) => lines.push(picture.described.clone()),
        Block::Aside(blocks) | Block::Inset(blocks) | Block::Section(blocks) | Block::Together(blocks) => {
            blocks.iter().for_each(|block| read(block, lines));
        }
        Block::List(entries) => entries.iter().flatten().for_each(|block| read(block, lines)),
        Block::Break => {}
    }
}

/// What a cell says.
fn said(cell: &Cell) -> String {
    let mut parts: Vec<String> = cell.lines.iter().map(|(_, line)| line.clone()).collect();
    parts.extend(cell.turns.iter().map(|turn| turn.turn.to_string()));
    parts.join(" ")
}
