//! What is wrong with a vignette, where, and what helps: one type for the reader, the compiler, the checker and the studio.
//!
//! Knows places by meaning ([`Pointer`]) and by text ([`Span`]), and neither how a vignette is read nor how a finding is shown.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::named::Slip;
use super::write::quote;

/// Longest message and help, in characters. A message may repeat what a stranger wrote.
pub const MAX_MESSAGE: usize = 300;

/// How much a finding matters, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The vignette can't be played as it is.
    Error,
    /// It can be played, and something is probably not as meant.
    Warning,
    /// Worth a look.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// One step from a part of a vignette into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A field, such as `says`.
    Field(Cow<'static, str>),
    /// A key of a map, such as a statement's id.
    Key(String),
    /// A position in a list, from 0.
    Index(usize),
}

/// Where something stands in a vignette, by meaning: `statements.opening.responses.ask.next`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    steps: Vec<Step>,
}

impl Pointer {
    /// The vignette as a whole.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its steps.
    pub fn from_steps(steps: Vec<Step>) -> Self {
        Self { steps }
    }

    /// The steps from the root.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// One field further in.
    #[must_use]
    pub fn field(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.steps.push(Step::Field(name.into()));
        self
    }

    /// One entry of a map further in.
    #[must_use]
    pub fn key(mut self, key: impl fmt::Display) -> Self {
        self.steps.push(Step::Key(key.to_string()));
        self
    }

    /// One position of a list further in, from 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.steps.push(Step::Index(index));
        self
    }

    /// The statement with this id; from [`Pointer::root`].
    #[must_use]
    pub fn statement(mut self, id: impl fmt::Display) -> Self {
        // Most pointers into a statement name a response and a field as well.
        self.steps.reserve(5);
        self.field("statements").key(id)
    }

    /// The response with this id; from a statement.
    #[must_use]
    pub fn response(self, id: impl fmt::Display) -> Self {
        self.field("responses").key(id)
    }

    /// The ending with this id; from [`Pointer::root`].
    #[must_use]
    pub fn ending(self, id: impl fmt::Display) -> Self {
        self.field("endings").key(id)
    }

    /// The belief with this id; from [`Pointer::root`].
    #[must_use]
    pub fn belief(self, id: impl fmt::Display) -> Self {
        self.field("client").field("beliefs").key(id)
    }

    /// The variable with this id; from [`Pointer::root`].
    #[must_use]
    pub fn variable(self, id: impl fmt::Display) -> Self {
        self.field("variables").key(id)
    }

    /// The id of the statement that this is in.
    pub fn statement_id(&self) -> Option<&str> {
        self.key_after(0, "statements")
    }

    /// The id of the response that this is in.
    pub fn response_id(&self) -> Option<&str> {
        self.statement_id().and_then(|_| self.key_after(2, "responses"))
    }

    /// The id of the ending that this is in.
    pub fn ending_id(&self) -> Option<&str> {
        self.key_after(0, "endings")
    }

    /// The id of the belief that this is in.
    pub fn belief_id(&self) -> Option<&str> {
        self.field_at(0, "client")
            .then(|| self.key_after(1, "beliefs"))
            .flatten()
    }

    /// The id of the variable that this is in.
    pub fn variable_id(&self) -> Option<&str> {
        self.key_after(0, "variables")
    }

    /// The field within the statement, response, ending or belief, or within the vignette: `next`, `strain.marker`, `cases[0].when`.
    /// Empty for the thing itself.
    pub fn field_path(&self) -> String {
        let skip = if self.response_id().is_some() {
            4
        } else if self.belief_id().is_some() {
            3
        } else if self.statement_id().or(self.ending_id()).is_some() {
            2
        } else {
            0
        };
        join(self.steps.get(skip..).unwrap_or_default())
    }

    /// The name of the last field on the way, such as `when` in `effect[0].when`.
    pub fn last_field(&self) -> Option<&str> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Field(name) => Some(name.as_ref()),
            Step::Key(_) | Step::Index(_) => None,
        })
    }

    fn field_at(&self, at: usize, name: &str) -> bool {
        matches!(self.steps.get(at), Some(Step::Field(found)) if found == name)
    }

    fn key_after(&self, at: usize, field: &str) -> Option<&str> {
        match self.steps.get(at + 1) {
            Some(Step::Key(key)) if self.field_at(at, field) => Some(key),
            _ => None,
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&join(&self.steps))
    }
}

fn join(steps: &[Step]) -> String {
    use fmt::Write;
    let mut text = String::new();
    for step in steps {
        if !text.is_empty() && !matches!(step, Step::Index(_)) {
            text.push('.');
        }
        // Writing to a `String` can't fail.
        let _ = match step {
            Step::Field(name) => text.write_str(name),
            Step::Key(key) => text.write_str(key),
            Step::Index(index) => write!(text, "[{index}]"),
        };
    }
    text
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte in the normalised text.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Line of the first byte, from 1.
    pub line: u32,
    /// Column of the first byte, in characters, from 1.
    pub column: u32,
}

/// Where a finding is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// By meaning.
    pub path: Pointer,
    /// In the text, once it is known.
    pub span: Option<Span>,
}

/// A change to the text that removes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for a button: "Write `Guarded`".
    pub label: String,
    /// Byte ranges in the normalised text and what to put there. They don't overlap.
    pub edits: Vec<(Range<u32>, String)>,
}

impl Fix {
    /// Writes a name at these places.
    pub(super) fn naming(name: &str, places: Vec<Range<u32>>) -> Self {
        let edit = |place| (place, quote(name));
        Self {
            label: format!("Write `{name}`"),
            edits: places.into_iter().map(edit).collect(),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Names the pattern that was found, in kebab-case, so that it reads after "allow".
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub location: Location,
    /// What was found, then what was expected. Lower case, no final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// A change that does it.
    pub fix: Option<Fix>,
    /// The name that it is about, if that looks like a slip of the hand: becomes a fix as soon as the text is there.
    pub slip: Option<Slip>,
}

impl Diagnostic {
    /// A finding of any severity. The message is cut at [`MAX_MESSAGE`].
    pub fn new(severity: Severity, rule: &'static str, path: Pointer, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            location: Location { path, span: None },
            message: cut(message.into(), MAX_MESSAGE),
            help: None,
            fix: None,
            slip: None,
        }
    }

    /// An error.
    pub fn error(rule: &'static str, path: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, rule, path, message)
    }

    /// A warning.
    pub fn warning(rule: &'static str, path: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, rule, path, message)
    }

    /// A note.
    pub fn note(rule: &'static str, path: Pointer, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, rule, path, message)
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(cut(help.into(), MAX_MESSAGE));
        self
    }

    /// Adds a change that removes the finding.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Says that a name is probably a slip of the hand, and which one was meant.
    pub fn propose(&mut self, slip: Slip) {
        self.help = Some(cut(format!("did you mean `{}`?", slip.meant), MAX_MESSAGE));
        self.slip = Some(slip);
    }

    /// Adds the place in the text.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.location.span = Some(span);
        self
    }

    /// Whether the vignette can't be played because of this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it is only worth a look.
    pub fn is_note(&self) -> bool {
        self.severity == Severity::Note
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(span) = self.location.span {
            write!(f, "{}:{}: ", span.line, span.column)?;
        }
        write!(f, "{}: {} [{}]", self.severity, self.message, self.rule)
    }
}

/// The text, or its first characters and an ellipsis: at most `most` characters in all.
pub fn cut(mut text: String, most: usize) -> String {
    if text.len() > most
        && let Some((end, _)) = text.char_indices().nth(most.saturating_sub(1))
        && text.get(end..).is_some_and(|rest| rest.chars().nth(1).is_some())
    {
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_tells_statement_response_and_field() {
        let pointer = Pointer::root().statement("opening").response("ask").field("next");
        assert_eq!(pointer.to_string(), "statements.opening.responses.ask.next");
        assert_eq!(pointer.statement_id(), Some("opening"));
        assert_eq!(pointer.response_id(), Some("ask"));
        assert_eq!(pointer.field_path(), "next");

        let pointer = Pointer::root()
            .statement("opening")
            .field("says")
            .field("cases")
            .index(1)
            .field("then");
        assert_eq!(pointer.to_string(), "statements.opening.says.cases[1].then");
        assert_eq!(pointer.response_id(), None);
        assert_eq!(pointer.field_path(), "says.cases[1].then");
        assert_eq!(pointer.last_field(), Some("then"));

        let pointer = Pointer::root().belief("burden").field("from");
        assert_eq!(
            (pointer.belief_id(), pointer.field_path().as_str()),
            (Some("burden"), "from")
        );
        assert_eq!(Pointer::root().ending("left").ending_id(), Some("left"));
        assert_eq!(Pointer::root().to_string(), "");
    }

    #[test]
    fn messages_are_cut() {
        let long = Diagnostic::error("too-long", Pointer::root(), "é".repeat(400)).help("x".repeat(301));
        assert_eq!(long.message.chars().count(), MAX_MESSAGE);
        assert!(long.message.ends_with('…'));
        assert_eq!(long.help.map(|help| help.chars().count()), Some(MAX_MESSAGE));
        assert_eq!(cut("x".repeat(300), 300).len(), 300);
    }

    #[test]
    fn the_worst_comes_first() {
        assert!(Severity::Error < Severity::Warning && Severity::Warning < Severity::Note);
    }
}
