//! `attune explain`: what a rule finds, why it matters, what to do instead.

use std::io::{self, Write};

use super::{CLEAN, COULD_NOT_RUN};
use crate::lint::RULES;
use crate::scenario::nearest::nearest;

/// Explains one rule, or lists all.
///
/// # Errors
/// If the output can't be written.
pub fn run(rule: Option<&str>, out: &mut dyn Write) -> io::Result<u8> {
    let Some(name) = rule else {
        for rule in RULES {
            writeln!(out, "{:24} {:8} {}", rule.name, rule.severity.to_string(), rule.finds)?;
        }
        return Ok(CLEAN);
    };
    let Some(rule) = RULES.iter().find(|rule| rule.name == name) else {
        let near = nearest(name, RULES.iter().map(|rule| rule.name));
        let hint = near.map_or_else(
            || "`attune explain` lists all rules".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        eprintln!("attune: no rule is called `{name}`: {hint}");
        return Ok(COULD_NOT_RUN);
    };
    writeln!(out, "{} ({})\n", rule.name, rule.severity)?;
    writeln!(out, "{}\n", rule.finds)?;
    writeln!(out, "Why: {}", rule.why)?;
    writeln!(out, "Instead: {}", rule.instead)?;
    Ok(CLEAN)
}
