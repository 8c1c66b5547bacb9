//! One play from its ending to its last turn.

use super::{Block, Cell, Style, Table, TurnRef, anchor, turns};
use crate::report::account::measures::data::{Line, Measure};
use crate::report::account::words::{count, sentence};
use crate::report::data::{Report, Session, mode_name};
use crate::report::picture;

/// Everything that is said about one play.
pub fn session(report: &Report, session: &Session) -> Vec<Block> {
    let account = &session.account;
    let letter = &account.letter;
    let mut blocks = vec![title(report, session)];
    blocks.extend(
        session
            .marks
            .iter()
            .map(|mark| Block::Text(Style::Soft, mark.words().to_owned())),
    );
    blocks.push(heading(2, &letter.title));
    blocks.extend(letter.says.as_ref().map(|says| Block::Text(Style::Last, says.clone())));
    blocks.push(Block::Text(Style::Body, letter.debrief.clone()));
    blocks.extend(
        letter
            .again
            .as_ref()
            .map(|again| Block::Text(Style::Soft, again.clone())),
    );
    if let Some((turn, text)) = &letter.advice {
        let at = format!("This is about turn {}.", turn + 1);
        blocks.push(Block::Together(vec![
            heading(2, "What to try next time"),
            Block::Aside(vec![
                Block::Text(Style::Lead, text.clone()),
                Block::Text(Style::Small, at),
            ]),
        ]));
    }
    if let Some(chart) = &account.chart {
        blocks.push(Block::Together(vec![
            heading(2, "Between the two of you"),
            Block::Picture(picture::of_chart(chart)),
            Block::Text(Style::Small, chart.spoken.clone()),
        ]));
    }
    if !account.measures.is_empty() {
        blocks.push(heading(2, "What the hour showed"));
        blocks.push(Block::Text(Style::Soft, MEASURES.to_owned()));
        blocks.extend(account.measures.iter().flat_map(|one| measure(session, one)));
    }
    blocks.extend(turns::turns(session));
    blocks
}

const MEASURES: &str = "Choices made in a vignette, and nothing more. There is no overall mark. The numbers at the right are the turns \
                        behind each measure; those that count towards it are set in bold.";

fn title(report: &Report, session: &Session) -> Block {
    let client = &session.client;
    let met = format!(
        "{}, {} ({}). {}",
        client.name, client.age, client.pronouns, session.vignette.setting
    );
    let answers = count(session.decisions.len(), "answer", "answers");
    let mode = mode_name(session.mode);
    let played = match session.started {
        Some(started) => format!(
            "Played on {}, {mode}, {answers}.",
            report.zone.at(started).day_and_time()
        ),
        None => format!("Played {mode}, {answers}."),
    };
    let mut under = vec![met, played];
    under.extend(report.name.as_ref().map(|name| format!("By {name}.")));
    Block::Title {
        over: "Session report".to_owned(),
        text: session.vignette.title.clone(),
        under,
    }
}

/// A heading that nothing refers to.
pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
        anchor: None,
    }
}

/// A measure: its sentence first, then its numbers.
fn measure(session: &Session, measure: &Measure) -> Vec<Block> {
    let mut first = vec![
        heading(3, measure.heading),
        Block::Text(Style::Body, measure.sentence.clone()),
    ];
    let lines: Vec<&Line> = measure
        .lines
        .iter()
        .chain(measure.more.iter().flat_map(|(_, lines)| lines))
        .collect();
    if lines.is_empty() {
        return vec![Block::Together(first)];
    }
    let table = Block::Table(table(session, measure.heading, &lines));
    let note = measure.note.iter().map(|note| Block::Text(Style::Small, note.clone()));
    // A long table may break, a short one stays with its heading.
    if lines.len() <= 8 {
        first.push(table);
        first.extend(note);
        return vec![Block::Together(first)];
    }
    let mut blocks = vec![Block::Together(first), table];
    blocks.extend(note);
    blocks
}

fn table(session: &Session, caption: &str, lines: &[&Line]) -> Table {
    let turns = lines.iter().any(|line| !line.pips.is_empty());
    let figure = lines.iter().any(|line| !line.figure.is_empty());
    let mut heads = vec!["What"];
    let mut widths = vec![match (figure, turns) {
        (true, true) => 40,
        (false, true) => 74,
        _ => 56,
    }];
    if figure {
        heads.push("How it came out");
        widths.push(if turns { 36 } else { 44 });
    }
    if turns {
        heads.push("Turns");
        widths.push(if figure { 24 } else { 26 });
    }
    let rows = lines.iter().map(|line| row(session, line, figure, turns)).collect();
    Table {
        caption: caption.to_owned(),
        heads,
        is_headed: false,
        widths,
        rows,
    }
}

fn row(session: &Session, line: &Line, figure: bool, turns: bool) -> Vec<Cell> {
    let mut name = Cell::text(sentence(&line.label));
    name.lines
        .extend(line.quote.as_ref().map(|quote| (Style::Speech, format!("‘{quote}’"))));
    name.lines
        .extend(line.text.as_ref().map(|text| (Style::Small, text.clone())));
    let mut cells = vec![name];
    if figure {
        cells.push(Cell {
            bar: line.bar,
            ..Cell::text(line.figure.clone())
        });
    }
    if turns {
        let refs = line.pips.iter().map(|pip| TurnRef {
            turn: pip.turn + 1,
            anchor: anchor(session, pip.turn + 1),
            full: pip.full,
            text: pip.spoken(),
        });
        cells.push(Cell {
            turns: refs.collect(),
            ..Cell::default()
        });
    }
    cells
}
