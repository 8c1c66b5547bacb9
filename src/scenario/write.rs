//! Vignette to text, in canonical form. Comments live in texts only: what is to keep them is formatted or edited as text.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;

use super::format::{self, Placement};
use super::model::Scenario;
use super::syntax::scalar::{forbidden, text_of};
use super::syntax::tree::{Kind, Tree};

/// The vignette as text in canonical form. It reads back as the same vignette.
pub fn to_text(scenario: &Scenario) -> String {
    let text = notation(scenario);
    format::format(&text).unwrap_or(text)
}

/// A part of a vignette as text in canonical form, for the place where it is to stand.
pub fn part<T: Serialize + ?Sized>(value: &T, placement: Placement<'_>) -> String {
    let text = notation(value);
    format::format_part(&text, placement).unwrap_or(text)
}

/// A value in notation, laid out as RON does it.
pub fn notation<T: Serialize + ?Sized>(value: &T) -> String {
    let names = PrettyConfig::new().struct_names(true).new_line("\n");
    let options = ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .without_recursion_limit();
    let text = options.to_string_pretty(value, names).unwrap_or_default();
    debug_assert!(!text.is_empty(), "the model has no type that RON can't write");
    requote(&text)
}

/// A text as it stands in a file, between quotation marks: only what must be escaped is.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if forbidden(c.encode_utf8(&mut [0; 4])).is_some() => quoted.extend(c.escape_unicode()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Undoes what RON's writer escapes without need, such as every apostrophe.
fn requote(text: &str) -> String {
    let tree = Tree::parse(text);
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for node in (0..tree.len())
        .map(|at| tree.node(at))
        .filter(|node| node.kind == Kind::Escaped)
    {
        let Some(value) = text_of(text, node) else { continue };
        plain.push_str(text.get(from..node.start as usize).unwrap_or_default());
        plain.push_str(&quote(&value));
        from = node.end as usize;
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    plain
}
