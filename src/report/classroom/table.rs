//! The sums of a lesson as a table, with one row a choice: as RFC 4180 has it, by the rules of [`crate::report::csv`].

use super::ClassroomReport;
use crate::classroom::record::RoundRecord;
use crate::classroom::round::Question;
use crate::classroom::tally::letter;
use crate::report::csv::{Cell, write_cell};

/// Names of the columns and what stands in them.
pub const COLUMNS: [(&str, &str); 14] = [
    ("vignette", "id of the vignette"),
    ("team", "the team, or the room"),
    ("round", "number of the round on the team’s way, from 1"),
    ("statement", "id of the client’s statement"),
    ("client_said", "what the client said"),
    (
        "question",
        "`notice`, `sign`, `first`, `second`, or `notes` for what the tutor wrote down",
    ),
    ("letter", "the letter of the choice on the screen"),
    ("response", "id of the response; empty for what was noticed"),
    ("text", "the words of the choice, or the notes"),
    ("answers", "how many chose it; empty if that is kept back"),
    (
        "kept_back",
        "`yes` if the number is kept back because it is small or would give a small one away",
    ),
    (
        "total",
        "all answers to the question; empty if that is a small number or would give one away",
    ),
    (
        "best",
        "whether nothing on offer was apter; of what was noticed, whether it was there",
    ),
    (
        "played",
        "`room` or `tutor` if it was played, by whose choice; `yes` where so few voted that this is kept back",
    ),
];

/// The table.
pub(super) fn write(report: &ClassroomReport) -> String {
    let mut out = COLUMNS.map(|(name, _)| name).join(",");
    out.push_str("\r\n");
    for round in &report.record.rounds {
        for question in Question::ALL {
            choices(&mut out, report, round, question);
        }
        if !round.notes.is_empty() {
            let mut cells = head(report, round, "notes");
            cells.extend([Cell::Empty, Cell::Empty, Cell::Text(round.notes.clone())]);
            line(&mut out, cells);
        }
    }
    out
}

fn head(report: &ClassroomReport, round: &RoundRecord, question: &str) -> Vec<Cell> {
    let number = round.round + 1;
    vec![
        Cell::Text(report.record.vignette.clone()),
        Cell::Text(round.team.clone()),
        Cell::Number(number.to_string()),
        Cell::Text(round.statement.clone()),
        Cell::Text(round.says.clone()),
        Cell::Text(question.to_owned()),
    ]
}

fn choices(out: &mut String, report: &ClassroomReport, round: &RoundRecord, question: Question) {
    let Some(safe) = report.safe(round, question) else {
        return;
    };
    let name = match question {
        Question::Notice => "notice",
        Question::Marker => "sign",
        Question::First => "first",
        Question::Second => "second",
    };
    let yes = |holds: bool| Cell::Text(if holds { "yes" } else { "no" }.to_owned());
    let number = |count: Option<u32>| count.map_or(Cell::Empty, |count| Cell::Number(count.to_string()));
    let texts = round.names(question).into_iter();
    for ((place, text), count) in (0_u8..).zip(texts).zip(&safe.counts) {
        let choice = round
            .choices
            .get(usize::from(place))
            .filter(|_| matches!(question, Question::First | Question::Second));
        let is_best = choice.map_or(round.was_there(question, place), |choice| choice.is_best);
        let played = round
            .played
            .as_ref()
            .filter(|played| choice.is_some() && played.letter == letter(place));
        let mut cells = head(report, round, name);
        cells.extend([
            Cell::Text(letter(place).to_string()),
            choice.map_or(Cell::Empty, |choice| Cell::Text(choice.response.clone())),
            Cell::Text(text),
            number(*count),
            yes(count.is_none()),
            number(safe.total),
            yes(is_best),
            played.map_or(Cell::Empty, |played| {
                let by = match played.by_room {
                    _ if report.few_decided(round) => "yes",
                    true => "room",
                    false => "tutor",
                };
                Cell::Text(by.to_owned())
            }),
        ]);
        line(out, cells);
    }
}

/// One line, filled up with empty cells.
fn line(out: &mut String, mut cells: Vec<Cell>) {
    cells.resize(COLUMNS.len(), Cell::Empty);
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_cell(out, cell);
    }
    out.push_str("\r\n");
}
