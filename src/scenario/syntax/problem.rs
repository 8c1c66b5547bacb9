//! What can be wrong when a tree is read as typed data, in words for authors. Knows nothing of trees.

use std::fmt;

use serde::de::{Error, Expected, Unexpected};

use crate::scenario::diagnostic::cut;
use crate::scenario::nearest::nearest;

/// A problem with one node. Boxed, so that results stay small where all is well.
#[derive(Debug)]
pub struct Problem(Box<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub what: What,
    /// The node that it concerns, once known.
    pub node: Option<u32>,
    /// The place in the text, where it is narrower than the node.
    pub bytes: Option<(u32, u32)>,
}

#[derive(Debug)]
pub(super) enum What {
    /// Reported before; the value is lost.
    Silent,
    /// In words.
    Said {
        rule: &'static str,
        message: String,
        help: Option<String>,
        instead: Option<String>,
    },
    /// A required field is not there.
    Missing(&'static str),
    /// A field is there twice.
    Twice(&'static str),
    /// A field that the type does not have.
    UnknownField {
        found: String,
        expected: &'static [&'static str],
    },
}

impl Problem {
    fn from(what: What) -> Self {
        Self(Box::new(Inner {
            what,
            node: None,
            bytes: None,
        }))
    }

    #[cold]
    pub(super) fn silent(node: u32) -> Self {
        Self::from(What::Silent).at(node)
    }

    #[cold]
    pub(super) fn said(rule: &'static str, node: u32, message: String) -> Self {
        Self::from(What::Said {
            rule,
            message,
            help: None,
            instead: None,
        })
        .at(node)
    }

    #[cold]
    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        if let What::Said { help, .. } = &mut self.0.what {
            *help = Some(text.into());
        }
        self
    }

    #[cold]
    pub(super) fn instead(mut self, text: impl Into<String>) -> Self {
        if let What::Said { instead, .. } = &mut self.0.what {
            *instead = Some(text.into());
        }
        self
    }

    /// Names the node unless an inner one is named already.
    #[cold]
    pub(super) fn at(mut self, node: u32) -> Self {
        self.0.node.get_or_insert(node);
        self
    }

    #[cold]
    pub(super) fn bytes(mut self, start: u32, end: u32) -> Self {
        self.0.bytes = Some((start, end));
        self
    }

    pub(super) fn into_inner(self) -> Inner {
        *self.0
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.0
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Silent => f.write_str("found something that can't be read"),
            What::Said { message, .. } => f.write_str(message),
            What::Missing(name) => write!(f, "`{name}` is missing"),
            What::Twice(name) => write!(f, "found `{name}` twice"),
            What::UnknownField { found, .. } => write!(f, "found an unknown field `{found}`"),
        }
    }
}

impl Error for Problem {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::from(What::Said {
            rule: "unreadable-value",
            message: message.to_string(),
            help: None,
            instead: None,
        })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("found {found}, expected {expected}"))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("found {found}, expected {expected}"))
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        let found = cut(found.to_owned(), 40);
        let message = format!("found `{found}`, expected {}", one_of(expected));
        let close = closest(&found, expected);
        let help = close.map(|name| format!("did you mean `{name}`?"));
        let instead = close.map(str::to_owned);
        Self::from(What::Said {
            rule: "unknown-choice",
            message,
            help,
            instead,
        })
    }

    fn unknown_field(found: &str, expected: &'static [&'static str]) -> Self {
        Self::from(What::UnknownField {
            found: cut(found.to_owned(), 40),
            expected,
        })
    }

    fn missing_field(name: &'static str) -> Self {
        Self::from(What::Missing(name))
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::from(What::Twice(name))
    }
}

/// `a`, `b` or `c`.
pub(super) fn one_of(names: &[&str]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        let joint = match at {
            0 => "",
            _ if at + 1 == names.len() => " or ",
            _ => ", ",
        };
        text.push_str(joint);
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}

/// The name that was probably meant, if one is close.
pub(super) fn closest<'n>(found: &str, names: &[&'n str]) -> Option<&'n str> {
    if found.is_empty() || found.len() > 64 {
        return None;
    }
    let names = || names.iter().copied().filter(|name| *name != "Plain");
    names()
        .find(|name| name.eq_ignore_ascii_case(found))
        .or_else(|| nearest(found, names()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_names_are_found() {
        #[track_caller]
        fn check(found: &str, names: &[&str], expected: Option<&str>) {
            assert_eq!(closest(found, names), expected, "{found}");
        }
        check("feedbck", &["feedback", "next"], Some("feedback"));
        check("fedeback", &["feedback", "next"], Some("feedback"));
        check("Angery", &["Angry", "Hurt"], Some("Angry"));
        check("guarded", &["Guarded", "Flat"], Some("Guarded"));
        check("colour", &["skin", "beard"], None);
        check("GUARDED", &["Guarded", "Flat"], Some("Guarded"));
        check("", &["skin", "a"], None);
        check(&"x".repeat(1_000_000), &["skin"], None);
        check("Plian", &["Plain", "Vary"], None);
    }

    #[test]
    fn names_are_listed() {
        assert_eq!(one_of(&["a"]), "`a`");
        assert_eq!(one_of(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
