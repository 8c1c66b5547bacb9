//! A table with one row a decision, as RFC 4180 has it: for spreadsheets and for statistics.
//!
//! Texts stand in quotation marks, numbers do not. A text that a spreadsheet would take for a formula begins with an apostrophe.

use super::clean::clean;
use super::data::{Mark, Report, Session, mode_name, outcome_name};
use super::decision::Decision;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Digits, as they stand.
    Number(String),
    /// Words.
    Text(String),
}

/// One column.
pub struct Column {
    /// Its name in the first row.
    pub name: &'static str,
    /// What stands in it.
    pub meaning: &'static str,
    /// Whether it is there only if it was ticked.
    pub asked: bool,
    cell: fn(&Report, &Session, &Decision) -> Cell,
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn number(number: impl ToString) -> Cell {
    Cell::Number(number.to_string())
}

fn maybe<T>(value: Option<T>, cell: impl Fn(T) -> Cell) -> Cell {
    value.map_or(Cell::Empty, cell)
}

fn yes(holds: bool) -> Cell {
    text(if holds { "yes" } else { "no" })
}

/// Several ids in one cell.
fn ids<T: ToString>(ids: &[T]) -> Cell {
    if ids.is_empty() {
        return Cell::Empty;
    }
    text(ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
}

/// One of three values.
fn one_of(values: Option<[u8; 3]>, at: usize) -> Cell {
    maybe(values.and_then(|values| values.get(at).copied()), number)
}

macro_rules! columns {
    ($($name:literal $asked:literal $meaning:literal $cell:expr;)+) => {
        &[$(Column { name: $name, meaning: $meaning, asked: $asked, cell: $cell }),+]
    };
}

/// Every column, in order.
pub const COLUMNS: &[Column] = columns! {
    "session" false "number of the session within this export, from 1" |_, session, _| number(session.number);
    "name" true "the trainee’s name; only if it was ticked" |report, _, _| maybe(report.name.clone(), text);
    "vignette" false "id of the vignette" |_, session, _| text(&session.vignette.id);
    "vignette_title" false "its title" |_, session, _| text(&session.vignette.title);
    "vignette_version" false "its version, as its author counts them" |_, session, _| text(&session.vignette.version);
    "client" false "first name of the invented client" |_, session, _| text(&session.client.name);
    "mode" false "`guided`, `practice`, `probe`, `drill` or `classroom`" |_, session, _| text(mode_name(session.mode));
    "started" false "when the session began, as the clocks of the machine showed it, with their distance from UTC, as ISO 8601" |report, session, _| maybe(session.started, |at| text(report.zone.at(at).iso()));
    "ended" false "when it came to its end" |report, session, _| maybe(session.ended, |at| text(report.zone.at(at).iso()));
    "ending" false "id of the ending; empty if it reached none" |_, session, _| maybe(session.ending.as_ref(), |ending| text(&ending.id));
    "outcome" false "`repaired`, `patched`, `postponed` or `left`" |_, session, _| maybe(session.ending.as_ref(), |ending| text(outcome_name(ending.outcome)));
    "rewound" false "whether moments were tried again; only the last way has rows" |_, session, _| yes(session.marks.contains(&Mark::Rewound));
    "turn" false "number of the turn, from 1" |_, _, decision| number(decision.turn);
    "answered" false "when it was answered, likewise; empty in a log, which has no times" |report, _, decision| maybe(decision.answered, |at| text(report.zone.at(at).iso()));
    "statement" false "id of the client’s statement" |_, _, decision| text(&decision.statement);
    "cue" false "what could be seen" |_, _, decision| text(&decision.cue);
    "client_said" false "what the client said" |_, _, decision| text(&decision.said);
    "strain" false "the strain that was there: `withdrawal`, `confrontation` or empty" |_, _, decision| maybe(decision.strain.as_ref(), |strain| text(strain.kind));
    "marker" false "the sign of it, as an id of the framework" |_, _, decision| maybe(decision.strain.as_ref(), |strain| text(strain.marker.as_str()));
    "foil" false "whether it only looked like a strain" |_, _, decision| yes(decision.foil);
    "factor" false "the client factor at work, as an id" |_, _, decision| maybe(decision.factor.as_ref(), |row| text(row.as_str()));
    "sighting" false "`hit`, `miss`, `false-alarm` or `let-be`; empty if the trainee was not asked" |_, _, decision| maybe(decision.noticed.as_ref(), |noticed| text(noticed.sighting));
    "noticed" false "what the trainee saw: `withdrawal`, `confrontation` or `none`" |_, _, decision| maybe(decision.noticed.as_ref(), |noticed| text(noticed.kind.unwrap_or("none")));
    "noticed_component" false "the component that they named" |_, _, decision| maybe(decision.noticed.as_ref().and_then(|noticed| noticed.component), text);
    "noticed_factor" false "the client factor that they named" |_, _, decision| maybe(decision.noticed.as_ref().and_then(|noticed| noticed.factor.as_ref()), |row| text(row.as_str()));
    "draft" true "what the trainee typed before seeing any response; only if it was ticked" |_, _, decision| maybe(decision.draft.as_ref(), text);
    "response" false "id of the response that was chosen" |_, _, decision| text(&decision.response);
    "act" false "`words`, `summary` or `silence`" |_, _, decision| text(decision.act);
    "answer" false "what was said or done" |_, _, decision| text(&decision.answer);
    "held_seconds" false "how long a silence was held" |_, _, decision| maybe(decision.held_ms, |ms| number(f64::from(ms) / 1000.0));
    "quality" false "how apt it was here and now, 0 to 4; the author’s judgement" |_, _, decision| number(decision.quality);
    "best" false "the highest quality on offer" |_, _, decision| number(decision.best);
    "worst" false "the lowest quality on offer" |_, _, decision| number(decision.worst);
    "credit" false "0 to 1; empty if everything on offer was equally apt" |_, _, decision| maybe(decision.credit, number);
    "credit_from_panel" false "whether experts’ votes gave the credit" |_, _, decision| yes(decision.panel);
    "confidence" false "how sure the trainee was, 0 to 100" |_, _, decision| maybe(decision.confidence, number);
    "bond_before" false "bond before the answer, 0 to 100" |_, _, decision| one_of(Some(decision.alliance_before), 0);
    "tasks_before" false "tasks before the answer" |_, _, decision| one_of(Some(decision.alliance_before), 1);
    "goals_before" false "goals before the answer" |_, _, decision| one_of(Some(decision.alliance_before), 2);
    "bond_after" false "bond after it" |_, _, decision| one_of(Some(decision.alliance_after), 0);
    "tasks_after" false "tasks after it" |_, _, decision| one_of(Some(decision.alliance_after), 1);
    "goals_after" false "goals after it" |_, _, decision| one_of(Some(decision.alliance_after), 2);
    "rupture" false "what it did to the rupture: `opened`, `recognised`, `advanced`, `worsened`, `resolved` or empty" |_, _, decision| maybe(decision.rupture, text);
    "shows" false "abilities and helping factors that it shows, as ids with spaces between" |_, _, decision| ids(&decision.shows);
    "hinders" false "what it hinders or misses, as ids with spaces between" |_, _, decision| ids(&decision.hinders);
    "strategy" false "the strategy of repair that it uses, as an id" |_, _, decision| maybe(decision.strategy.as_ref(), |id| text(id.as_str()));
    "pull" false "what draws a practitioner to it, as an id" |_, _, decision| maybe(decision.pull.as_ref(), |id| text(id.as_str()));
    "read_bond" false "where the trainee read bond after this turn, 0 to 100" |_, _, decision| one_of(decision.read, 0);
    "read_tasks" false "where they read tasks" |_, _, decision| one_of(decision.read, 1);
    "read_goals" false "where they read goals" |_, _, decision| one_of(decision.read, 2);
    "cost" false "points by which the best hour still possible ended lower after it; empty where that was not worked out" |_, _, decision| maybe(decision.cost, number);
};

/// The table.
pub fn write(report: &Report) -> String {
    head(report) + &rows(report)
}

fn shown(report: &Report) -> Vec<&'static Column> {
    let shown = |column: &&Column| match column.name {
        "name" => report.name.is_some(),
        "draft" => report.drafts,
        _ => true,
    };
    COLUMNS.iter().filter(shown).collect()
}

/// Its first row, with the names of the columns.
pub fn head(report: &Report) -> String {
    let heads: Vec<&str> = shown(report).into_iter().map(|column| column.name).collect();
    heads.join(",") + "\r\n"
}

/// Its other rows.
pub fn rows(report: &Report) -> String {
    let columns = shown(report);
    let mut out = String::new();
    for session in &report.sessions {
        for decision in &session.decisions {
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_cell(&mut out, &(column.cell)(report, session, decision));
            }
            out.push_str("\r\n");
        }
    }
    out
}

/// Writes one cell: texts in quotation marks, numbers as they stand.
pub(super) fn write_cell(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Empty => {}
        Cell::Number(number) => out.push_str(number),
        Cell::Text(text) => {
            let text = clean(text);
            out.push('"');
            if is_formula(&text) {
                out.push('\'');
            }
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        }
    }
}

/// Whether a spreadsheet might take a text for a formula: by its first letter that is not a space, or by a tab or line feed before it.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\n', '\r']) {
        return true;
    }
    let first = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{200B}');
    first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &Cell, expected: &str) {
        let mut out = String::new();
        write_cell(&mut out, cell);
        assert_eq!(out, expected);
    }

    #[test]
    fn texts_are_quoted_and_numbers_are_not() {
        check(&text("plain"), "\"plain\"");
        check(&text("a \"b\", c\nd"), "\"a \"\"b\"\", c\nd\"");
        check(&text(""), "\"\"");
        check(&number(-3), "-3");
        check(&number(0.25), "0.25");
        check(&Cell::Empty, "");
    }

    #[test]
    fn no_text_is_a_formula() {
        for start in [
            "=",
            "+",
            "-",
            "@",
            "\t=",
            "\t",
            "\n+",
            "＝",
            "＋",
            "－",
            "＠",
            "  =",
            "\u{200B}=",
            "\u{A0}@",
        ] {
            check(&text(format!("{start}1+1")), &format!("\"'{start}1+1\""));
        }
        // A carriage return is a line feed by then, and what turns text around is gone.
        check(&text("\r=1"), "\"'\n=1\"");
        check(&text("\u{202E}=1"), "\"'=1\"");
        check(&text("1-1"), "\"1-1\"");
        check(&text("’=1"), "\"’=1\"");
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let mut names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COLUMNS.len());
        assert_eq!(COLUMNS.iter().filter(|column| column.asked).count(), 2);
    }
}
