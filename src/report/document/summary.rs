//! Several plays at a glance: what stands before them in a portfolio.

use super::{Block, Cell, Style, Table};
use crate::report::account::words::count;
use crate::report::data::{Mark, Report, Session, mode_name};
use crate::report::moment::Moment;

/// The list of plays.
pub fn summary(report: &Report, sessions: &[Session]) -> Vec<Block> {
    let mut under = vec![span(report, sessions)];
    under.extend(report.name.as_ref().map(|name| format!("By {name}.")));
    vec![
        Block::Title {
            over: "Practice record".to_owned(),
            text: count_sentence(sessions.len() + report.more),
            under,
        },
        Block::Table(Table {
            caption: "The sessions in this report".to_owned(),
            heads: vec!["", "Vignette", "When and how", "How it ended"],
            is_headed: false,
            widths: vec![6, 30, 30, 34],
            rows: sessions.iter().map(|session| row(report, session)).collect(),
        }),
    ]
}

fn count_sentence(sessions: usize) -> String {
    let text = count(sessions, "session", "sessions");
    crate::report::account::words::sentence(&text)
}

/// When they were played.
fn span(report: &Report, sessions: &[Session]) -> String {
    let goes_on = report.more > 0;
    let days = || sessions.iter().filter_map(|session| day(report, session));
    match (days().min(), days().max()) {
        (Some(first), Some(_)) if goes_on => format!("Played from {} on.", first.day()),
        (Some(first), Some(last)) if first.date() == last.date() => format!("Played on {}.", first.day()),
        (Some(first), Some(last)) => format!("Played between {} and {}.", first.day(), last.day()),
        _ => "When they were played is not known.".to_owned(),
    }
}

/// The day on which a play began, as the clocks around the report's readers show it.
fn day(report: &Report, session: &Session) -> Option<Moment> {
    session.started.map(|started| report.zone.at(started).shown())
}

fn row(report: &Report, session: &Session) -> Vec<Cell> {
    let client = format!("{}, {}", session.client.name, session.client.age);
    let mut vignette = Cell::text(session.vignette.title.clone());
    vignette.lines.push((Style::Small, client));
    let mut when = Cell::text(day(report, session).map(Moment::day).unwrap_or_default());
    let mode = mode_name(session.mode);
    let rewound = if session.marks.contains(&Mark::Rewound) {
        ", rewound"
    } else {
        ""
    };
    when.lines.push((Style::Small, format!("{mode}{rewound}")));
    let mut ended = Cell::text(session.account.letter.title.clone());
    if let Some(numbers) = &session.numbers {
        let all = numbers.ruptures.len();
        let repaired = numbers
            .ruptures
            .iter()
            .filter(|rupture| rupture.repaired.is_some())
            .count();
        let ruptures = match all {
            0 => "No rupture opened.".to_owned(),
            1 if repaired == 1 => "One rupture, repaired.".to_owned(),
            1 => "One rupture, left open.".to_owned(),
            all => format!("{all} ruptures, {repaired} repaired."),
        };
        ended.lines.push((Style::Small, ruptures));
    }
    vec![Cell::text(session.number.to_string()), vignette, when, ended]
}
