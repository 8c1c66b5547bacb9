//! How plays spread by credit, points given away, answers that repairs take, pulls and abilities, for people.

use std::io::{self, Write};

use super::found::{Expected, Found};
use super::measured::average_number;
use super::text::{heading, heads, paragraph, row_of};
use crate::cli::table::{Table, percent};
use crate::explore::loss;
use crate::explore::quantile::place_at;
use crate::explore::sums::{Mean, average, quantile, tenths};

/// From where to where nine plays in ten lie; one number if they are alike.
pub(super) fn nine_in_ten(means: &[Mean]) -> Option<String> {
    let at = |share| quantile(means, share).map(|mean| format!("{:.2}", mean.value()));
    let (low, high) = (at(0.05)?, at(0.95)?);
    Some(if low == high { low } else { format!("{low}–{high}") })
}

/// The same for numbers from 0 on, of how likely each is.
pub(super) fn nine_numbers_in_ten(shares: &[f64]) -> String {
    let at = |share| place_at(shares.iter().copied(), share).unwrap_or(0);
    format!("{}–{}", at(0.05), at(0.95))
}

/// The average, and where nine plays in ten lie if that says more.
fn with_average(means: &[Mean]) -> Option<String> {
    let mean = format!("{:.2}", average(means)?);
    let most = nine_in_ten(means)?;
    Some(if most == mean { mean } else { format!("{mean} ({most})") })
}

/// How likely each credit of a play is, by tenths.
pub(super) fn credit(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    heading("How the credit of plays spreads", out)?;
    let tenth_of = |expected: &Expected, at: usize| tenths(&expected.measured.credit).get(at).copied().unwrap_or(0.0);
    let proven = || found.expected.iter().filter_map(|(_, expected)| expected.as_ref().ok());
    let mut table = Table::default();
    table.row(heads(found));
    for at in (0..10).rev() {
        if proven().all(|expected| tenth_of(expected, at) <= 0.0) {
            continue;
        }
        let name = match at {
            9 => "0.9 to 1".to_owned(),
            _ => format!("0.{at} to below 0.{}", at + 1),
        };
        table.row(row_of(found, &name, |expected| Some(percent(tenth_of(expected, at)))));
    }
    table.row(row_of(found, "on average", |expected| {
        average(&expected.measured.credit).map(|mean| format!("{mean:.2}"))
    }));
    table.write(out)?;
    writeln!(out)?;
    let text = "The credit of a play is the mean over its answers: 0 for the worst on offer, 1 for the best. Plays, not answers, count alike here.";
    paragraph(text, "  ", out)?;
    let none = proven().map(|expected| expected.measured.no_credit).fold(0.0, f64::max);
    if none > 0.0 {
        let text = format!(
            "Up to {} of plays have no answer with a credit, and are left out.",
            percent(none)
        );
        paragraph(&text, "  ", out)?;
    }
    let longer = proven().map(|expected| expected.measured.longer).fold(0.0, f64::max);
    left_out(longer, out)
}

/// The widths in which losses are told: from so many points on.
const LOSSES: [(f64, &str); 6] = [
    (0.0, "nothing"),
    (0.5, "up to 10"),
    (10.5, "up to 25"),
    (25.5, "up to 50"),
    (50.5, "up to 100"),
    (100.5, "more"),
];

/// How likely plays are to give away so much against best play.
pub(super) fn losses(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    heading("Points given away against best play", out)?;
    let proven = || found.expected.iter().filter_map(|(_, expected)| expected.as_ref().ok());
    let spreads = || proven().filter_map(|expected| expected.lost.as_ref().ok());
    let share = |spread: &loss::Spread, at: usize| {
        let from = |at: usize| LOSSES.get(at).map_or(f64::INFINITY, |(from, _)| *from);
        spread.below(from(at + 1)) - spread.below(from(at))
    };
    let mut table = Table::default();
    table.row(heads(found));
    for (at, (_, name)) in LOSSES.iter().enumerate() {
        if at > 0 && spreads().all(|spread| share(spread, at) <= 0.0) {
            continue;
        }
        table.row(row_of(found, name, |expected| {
            Some(percent(share(expected.lost.as_ref().ok()?, at)))
        }));
    }
    table.row(row_of(found, "on average", |expected| {
        let average = expected.lost.as_ref().ok()?.average()?;
        Some(format!("{average:.1}"))
    }));
    table.row(row_of(found, "  between, nine times in ten", |expected| {
        let spread = expected.lost.as_ref().ok()?;
        let (low, high) = (spread.quantile(0.05)?, spread.quantile(0.95)?);
        let (low, high) = (format!("{low:.0}"), format!("{high:.0}"));
        Some(if low == high { low } else { format!("{low}–{high}") })
    }));
    table.write(out)?;
    writeln!(out)?;
    let text = "Bond, tasks and goals together, as in the debrief: for each answer, what best play could still come to before it, less what it can come to after it; added up over a play.";
    paragraph(text, "  ", out)?;
    if let Some(stopped) = proven().find_map(|expected| expected.lost.as_ref().err()) {
        paragraph(
            &format!("“?”: {stopped}; `--states` and `--bytes` set the bounds."),
            "  ",
            out,
        )?;
    }
    let longer = spreads().map(|spread| spread.longer).fold(0.0, f64::max);
    left_out(longer, out)
}

/// How many answers a repair takes.
pub(super) fn repairs(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let proven = || found.expected.iter().filter_map(|(_, expected)| expected.as_ref().ok());
    let all = || proven().map(|expected| expected.repairs.shares());
    let most = all().map(|shares| shares.len()).max().unwrap_or(0);
    if most == 0 {
        return Ok(());
    }
    heading("Answers that a repair takes", out)?;
    let mut table = Table::default();
    table.row(heads(found));
    for answers in 1..most {
        if all().all(|shares| shares.get(answers).copied().unwrap_or(0.0) <= 0.0) {
            continue;
        }
        table.row(row_of(found, &answers.to_string(), |expected| {
            let shares = expected.repairs.shares();
            let share = shares.get(answers).copied().unwrap_or(0.0);
            Some(if shares.is_empty() {
                "–".to_owned()
            } else {
                percent(share)
            })
        }));
    }
    table.row(row_of(found, "on average", |expected| {
        let shares = expected.repairs.shares();
        Some(if shares.is_empty() {
            "–".to_owned()
        } else {
            format!("{:.1}", average_number(&shares))
        })
    }));
    table.write(out)?;
    writeln!(out)?;
    let text = "Of the ruptures that are repaired: answers given while one is open, the repairing one included and the opening one not. “–”: no such play repairs one.";
    paragraph(text, "  ", out)?;
    let longer = proven().map(|expected| expected.repairs.longer).fold(0.0, f64::max);
    left_out(longer, out)
}

/// Says so if plays were longer than was followed.
fn left_out(longer: f64, out: &mut dyn Write) -> io::Result<()> {
    if longer <= 1e-9 {
        return Ok(());
    }
    let text = format!(
        "Up to {} of plays are longer than was followed, and are left out.",
        percent(longer)
    );
    paragraph(&text, "  ", out)
}

/// The credit of a play where an ability or a factor was called for.
pub(super) fn rows(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let rows = found.judgements.rows();
    if rows.is_empty() {
        return Ok(());
    }
    heading("Credit where an ability was called for", out)?;
    let mut table = Table::default();
    table.row(heads(found));
    for (at, row) in rows.iter().enumerate() {
        let told = |expected: &Expected| {
            let credit = &expected.measured.rows.get(at)?.credit;
            with_average(credit).or(Some("–".to_owned()))
        };
        table.row(row_of(found, row.as_str(), told));
    }
    table.write(out)?;
    writeln!(out)?;
    let text = "The average of the plays that call for it, and where nine in ten of them lie; by the experts’ votes where there are votes. “–”: no such play calls for it.";
    paragraph(text, "  ", out)
}

/// How many answers of a play follow a pull, and which.
pub(super) fn pulls(found: &Found, out: &mut dyn Write) -> io::Result<()> {
    let pulls = found.judgements.pulls();
    if pulls.is_empty() {
        return Ok(());
    }
    heading("Answers of a play that follow a pull", out)?;
    let mut table = Table::default();
    table.row(heads(found));
    table.row(row_of(found, "any", |expected| {
        Some(format!("{:.1}", average_number(&expected.measured.pulls)))
    }));
    table.row(row_of(found, "  between, nine times in ten", |expected| {
        Some(nine_numbers_in_ten(&expected.measured.pulls))
    }));
    for (at, pull) in pulls.iter().enumerate() {
        table.row(row_of(found, &format!("  {pull}"), |expected| {
            let shares = expected.measured.by_pull.get(at)?;
            Some(format!("{:.1}", average_number(shares)))
        }));
    }
    table.write(out)
}
