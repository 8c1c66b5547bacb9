//! `attune coverage`: what a library exercises, as tables for the terminal, for programs or for a document.

use std::io::{self, Write};
use std::sync::Arc;

use serde_json::{Value, json};

use super::COULD_NOT_RUN;
use super::args::{CoverageArguments, CoverageFormat};
use super::table::Table;
use super::vignette::find_all;
use crate::framework::id::Component;
use crate::framework::load::bundled;
use crate::library::coverage::{Column, Coverage, at};
use crate::library::vignette::Vignette;
use crate::scenario::model::{Level, Medium, RuptureSource};

/// Prints what vignettes cover. Exits with 2 if one can't be read, after the others are printed.
///
/// # Errors
/// If the output can't be written.
pub fn run(arguments: &CoverageArguments, out: &mut dyn Write) -> io::Result<u8> {
    let (vignettes, code) = match find_all(&arguments.paths) {
        Ok(found) => found,
        Err(message) => {
            eprintln!("attune: {message}");
            return Ok(COULD_NOT_RUN);
        }
    };
    let scenarios = vignettes.iter().map(|vignette: &Arc<Vignette>| &vignette.scenario);
    let coverage = Coverage::of(bundled(), scenarios);
    match arguments.format {
        CoverageFormat::Text => text(&coverage, out)?,
        CoverageFormat::Markdown => markdown(&coverage, out)?,
        CoverageFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &report(&coverage))?;
            writeln!(out)?;
        }
    }
    Ok(code)
}

/// One table: a heading, and named rows with a count for each vignette.
struct Part {
    heading: &'static str,
    rows: Vec<(String, Vec<usize>)>,
}

fn parts(coverage: &Coverage<'_>) -> Vec<Part> {
    let framework = coverage.framework;
    let counts = |of: &dyn Fn(&Column<'_>) -> usize| coverage.columns.iter().map(of).collect::<Vec<usize>>();
    let is = |yes: bool| usize::from(yes);
    let rows = framework.rows.iter().enumerate();
    let rows = rows.map(|(row, own)| (own.id.to_string(), counts(&|column| at(&column.rows, row))));
    let markers = framework.markers.iter().enumerate();
    let markers = markers.map(|(marker, own)| (own.id.to_string(), counts(&|column| at(&column.markers, marker))));
    let strategies = framework.strategies.iter().enumerate();
    let strategies =
        strategies.map(|(strategy, own)| (own.id.to_string(), counts(&|column| at(&column.strategies, strategy))));
    let components = Component::ALL.into_iter();
    let components = components.map(|own| (own.to_string(), counts(&|column| at(&column.strained, own.index()))));
    let sources = [
        RuptureSource::Client,
        RuptureSource::Practitioner,
        RuptureSource::Context,
    ]
    .into_iter();
    let sources = sources.map(|own| (word(own), counts(&|c| is(c.scenario.contract.rupture_from == own))));
    let levels = [Level::Foundation, Level::Intermediate, Level::Advanced].into_iter();
    let levels = levels.map(|own| (word(own), counts(&|c| is(c.scenario.contract.level == own))));
    let media = [Medium::InPerson, Medium::Telephone, Medium::Video].into_iter();
    let media = media.map(|own| (word(own), counts(&|c| is(c.scenario.setting.medium == own))));
    let size = [
        ("statements".to_owned(), counts(&|column| column.statements)),
        ("with a strain".to_owned(), counts(&|column| column.strains)),
        ("foils".to_owned(), counts(&|column| column.foils)),
        ("endings".to_owned(), counts(&|column| column.scenario.endings.len())),
    ];
    let part = |heading, rows: Vec<_>| Part { heading, rows };
    vec![
        part(
            "Rows of the framework, by statements that call for them",
            rows.collect(),
        ),
        part("Markers, by statements that show them", markers.collect()),
        part(
            "Components, by statements in which they are under strain",
            components.collect(),
        ),
        part(
            "Strategies of repair, by statements that offer them",
            strategies.collect(),
        ),
        part("Where the rupture comes from", sources.collect()),
        part("Levels", levels.collect()),
        part("How the two meet", media.collect()),
        part("Size", size.into()),
    ]
}

fn word(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

fn cell(count: usize) -> String {
    if count == 0 { "·".to_owned() } else { count.to_string() }
}

fn spread(counts: &[usize]) -> usize {
    counts.iter().filter(|&&count| count > 0).count()
}

fn text(coverage: &Coverage<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (at, column) in coverage.columns.iter().enumerate() {
        let setting = &column.scenario.setting.service;
        writeln!(out, "  {:>2}  {}: {setting}", at + 1, column.scenario.id)?;
    }
    for part in parts(coverage) {
        writeln!(out, "\n{}\n", part.heading)?;
        let mut table = Table::default();
        let numbers = (1..=coverage.columns.len()).map(|number| number.to_string());
        table.row(
            std::iter::once(String::new())
                .chain(numbers)
                .chain(["vignettes".to_owned()]),
        );
        for (name, counts) in &part.rows {
            let cells = counts.iter().map(|&count| cell(count));
            let last = spread(counts).to_string();
            table.row(std::iter::once(name.clone()).chain(cells).chain([last]));
        }
        table.write(out)?;
    }
    Ok(())
}

fn markdown(coverage: &Coverage<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (at, column) in coverage.columns.iter().enumerate() {
        writeln!(
            out,
            "{}. **{}**: {}",
            at + 1,
            column.scenario.title,
            column.scenario.setting.service
        )?;
    }
    for part in parts(coverage) {
        writeln!(out, "\n### {}\n", part.heading)?;
        let numbers: Vec<String> = (1..=coverage.columns.len()).map(|number| number.to_string()).collect();
        writeln!(out, "| | {} | vignettes |", numbers.join(" | "))?;
        writeln!(out, "| --- |{}", " ---: |".repeat(numbers.len() + 1))?;
        for (name, counts) in &part.rows {
            let cells: Vec<String> = counts.iter().map(|&count| cell(count)).collect();
            writeln!(out, "| {name} | {} | {} |", cells.join(" | "), spread(counts))?;
        }
    }
    Ok(())
}

fn report(coverage: &Coverage<'_>) -> Value {
    let ids = coverage.columns.iter().map(|column| column.scenario.id.as_str());
    let parts = parts(coverage).into_iter().map(|part| {
        let rows = part
            .rows
            .into_iter()
            .map(|(name, counts)| json!({ "name": name, "vignettes": spread(&counts), "counts": counts }));
        json!({ "heading": part.heading, "rows": rows.collect::<Vec<_>>() })
    });
    json!({ "vignettes": ids.collect::<Vec<_>>(), "parts": parts.collect::<Vec<_>>() })
}
