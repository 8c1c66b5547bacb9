//! `attune explain`: what a rule finds, why it matters, what to do instead.

use std::io::{self, Write};

use super::{CLEAN, COULD_NOT_RUN};
use crate::lint::page::explanation;
use crate::lint::rule::Group;
use crate::lint::{RULES, rule};
use crate::scenario::nearest::nearest;

/// Explains one rule, or lists all.
///
/// # Errors
/// If the output can't be written.
pub fn run(name: Option<&str>, out: &mut dyn Write) -> io::Result<u8> {
    let Some(name) = name else {
        list(out)?;
        return Ok(CLEAN);
    };
    let Some(rule) = rule(name) else {
        let near = nearest(name, RULES.iter().map(|rule| rule.name));
        let hint = near.map_or_else(
            || "`attune explain` lists all rules".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        eprintln!("attune: no rule is called `{name}`: {hint}");
        return Ok(COULD_NOT_RUN);
    };
    out.write_all(explanation(rule).as_bytes())?;
    Ok(CLEAN)
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    let mut first = true;
    for group in Group::ALL {
        let mut of_group = RULES.iter().filter(|rule| rule.group == group).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        if !std::mem::take(&mut first) {
            writeln!(out)?;
        }
        writeln!(out, "{}", group.label())?;
        for rule in of_group {
            writeln!(
                out,
                "  {:30} {:8} {}",
                rule.name,
                rule.severity.to_string(),
                first_sentence(rule.finds)
            )?;
        }
    }
    Ok(())
}

fn first_sentence(text: &str) -> &str {
    text.find(". ").and_then(|end| text.get(..=end)).unwrap_or(text)
}
