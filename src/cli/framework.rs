//! `attune framework`: what is trained, as text.

use std::io::{self, Write};

use super::{CLEAN, FOUND};
use crate::framework::load::bundled;

/// Lists the framework, or what of it has all the words. Exits with 1 if nothing has.
///
/// # Errors
/// If the output can't be written.
pub fn run(words: &[String], out: &mut dyn Write) -> io::Result<u8> {
    let framework = bundled();
    if !words.is_empty() {
        let rows = framework.search(&words.join(" "));
        for row in &rows {
            writeln!(
                out,
                "{}  {}\n    {}\n    Well: {}\n    Missed: {}\n",
                row.id, row.label, row.text, row.good, row.weak
            )?;
        }
        return if rows.is_empty() {
            eprintln!("attune: no row has all of these words: {}", words.join(" "));
            Ok(FOUND)
        } else {
            Ok(CLEAN)
        };
    }
    writeln!(out, "{}\n{}\n", framework.title, framework.credit)?;
    for group in &framework.groups {
        writeln!(out, "{}", group.label)?;
        for row in framework.rows.iter().filter(|row| row.parent == group.id) {
            writeln!(out, "  {:26} {}", row.id.as_str(), row.label)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "Markers of a rupture")?;
    for marker in &framework.markers {
        writeln!(
            out,
            "  {:26} {} ({}, {})",
            marker.id.as_str(),
            marker.label,
            marker.kind,
            marker.family
        )?;
    }
    writeln!(out, "\nStrategies of repair")?;
    for strategy in &framework.strategies {
        writeln!(out, "  {:26} {}", strategy.id.as_str(), strategy.label)?;
    }
    writeln!(out, "\nPulls")?;
    for pull in &framework.pulls {
        writeln!(out, "  {:26} {}", pull.id.as_str(), pull.label)?;
    }
    Ok(CLEAN)
}
