//! Text to vignette: what can be read, and everything that is wrong with it, at once.
//!
//! Opens no file ([`crate::scenario::file`] does) and looks nothing up: whether a target or a row exists is the compiler's question.

use std::ops::Range;
use std::sync::OnceLock;

use indexmap::IndexMap;
use memchr::{memchr, memchr_iter};

use super::diagnostic::{Diagnostic, Fix, Pointer, Span};
use super::id::{ScenarioId, StatementId};
use super::limits;
use super::model::{FORMAT, Scenario, Statement};
use super::named::written_in;
use super::syntax::Flaw;
use super::syntax::decode::{self, Decoded};
use super::syntax::parts;
use super::syntax::place::{self, Lines, Statements};
use super::syntax::report::{Finding, MAX_FINDINGS};
use super::syntax::scalar;
use super::syntax::tree::{Kind, Tree};
use crate::parallel::{STACK, both, in_parallel, processors};

/// What came of reading a text.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text without byte-order mark and with `\n` as line ends. Spans refer to it.
    pub text: String,
    /// The vignette, less the statements, responses, endings, beliefs and variables that could not be read. None if anything
    /// else could not.
    pub scenario: Option<Scenario>,
    /// The title, even if the rest could not be read.
    pub title: Option<String>,
    /// The id, even if the rest could not be read. Not always well formed.
    pub id: Option<ScenarioId>,
    /// The file's format, if it says one. A newer one than [`FORMAT`] must not be saved over.
    pub format: Option<u32>,
    /// Everything that is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    tree: Tree,
    lines: OnceLock<Lines>,
    statements: OnceLock<Statements>,
}

impl Reading {
    /// Whether there is any error: then the vignette may be edited and not played.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Whether the file was written for a newer format: then it opens read-only.
    pub fn is_newer(&self) -> bool {
        self.format.is_some_and(|format| format > FORMAT)
    }

    /// Where a part of the vignette stands in the text. A part that is absent gives the place of what should hold it.
    pub fn span_of(&self, pointer: &Pointer) -> Span {
        let statements = self.statements.get_or_init(|| Statements::of(&self.text, &self.tree));
        let (start, end) = place::bytes_of(&self.text, &self.tree, statements, pointer);
        self.span(start, end)
    }

    /// The bytes of a value, for edits that replace it in the text. None if it is absent.
    pub fn value_range(&self, pointer: &Pointer) -> Option<Range<u32>> {
        let (_, value) = place::find_exactly(&self.text, &self.tree, pointer)?;
        let node = self.tree.node(value);
        Some(node.start..node.end)
    }

    /// The bytes of a field or entry with its name or key, without the comma; of an item the same as its value.
    pub fn entry_range(&self, pointer: &Pointer) -> Option<Range<u32>> {
        let (key, value) = place::find_exactly(&self.text, &self.tree, pointer)?;
        Some(self.tree.node(key.unwrap_or(value)).start..self.tree.node(value).end)
    }

    /// The tree of the text with its mistakes in notation, for edits that need commas and comments as well.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Gives a finding its place in the text, unless it has one, and its fix, if it is about a slip of the hand.
    pub fn locate(&self, diagnostic: &mut Diagnostic) {
        if let (Some(slip), None) = (&diagnostic.slip, &diagnostic.fix) {
            let places = written_in(&self.text, &self.tree, &diagnostic.location.path, slip);
            if let Some(first) = places.first() {
                let span = self.span(first.start, first.end);
                diagnostic.location.span.get_or_insert(span);
                diagnostic.fix = Some(Fix::naming(&slip.meant, places));
            }
        }
        if diagnostic.location.span.is_none() {
            diagnostic.location.span = Some(self.span_of(&diagnostic.location.path));
        }
    }

    /// The part of the vignette that surrounds a byte of the text: what the studio shows beside the cursor.
    pub fn pointer_at(&self, byte: u32) -> Pointer {
        place::pointer_at(&self.text, &self.tree, byte)
    }

    /// A stretch of the text with line and column.
    pub fn span(&self, start: u32, end: u32) -> Span {
        self.lines
            .get_or_init(|| Lines::of(&self.text))
            .span(&self.text, start, end)
    }

    fn unread(text: String, diagnostic: Diagnostic) -> Self {
        Self {
            text,
            scenario: None,
            title: None,
            id: None,
            format: None,
            diagnostics: vec![diagnostic],
            tree: Tree::default(),
            lines: OnceLock::new(),
            statements: OnceLock::new(),
        }
    }

    fn number_at_root(&self, field: &'static str) -> Option<u32> {
        let (key, value) = place::find(&self.text, &self.tree, &Pointer::root().field(field));
        let node = self.tree.node(value);
        let text = self.text.get(node.start as usize..node.end as usize)?;
        (key.is_some() && node.kind == Kind::Number)
            .then(|| text.replace('_', "").parse().ok())
            .flatten()
    }

    fn text_at_root(&self, field: &'static str) -> Option<String> {
        let (key, value) = place::find(&self.text, &self.tree, &Pointer::root().field(field));
        key.and_then(|_| scalar::text_of(&self.text, self.tree.node(value)))
            .map(|text| text.into_owned())
    }

    fn add_flaw(&mut self, flaw: Flaw, path: Pointer) {
        let span = self.span(flaw.start, flaw.end);
        let mut diagnostic = Diagnostic::error(flaw.rule, path, flaw.message).at(span);
        if let Some(instead) = flaw.instead {
            let label = format!("Write `{instead}`");
            diagnostic = diagnostic.fix(Fix {
                label,
                edits: vec![(flaw.start..flaw.end, instead)],
            });
        }
        diagnostic.help = flaw.help;
        self.diagnostics.push(diagnostic);
    }

    fn add_finding(&mut self, mut finding: Finding) {
        let path = place::pointer_of(&self.text, &self.tree, finding.node);
        let flaw = &mut finding.flaw;
        let limits = path.last_field().and_then(limits::range_of);
        match (flaw.rule, path.last_field()) {
            ("out-of-range", _) if let Some((least, most)) = limits => {
                let found = self
                    .text
                    .get(flaw.start as usize..flaw.end as usize)
                    .unwrap_or_default();
                flaw.message = format!("found `{found}`, expected a whole number from {least} to {most}");
            }
            ("wrong-kind", Some("next")) => {
                flaw.help = Some("write `To(\"…\")` with the id of a statement or an ending".to_owned())
            }
            ("wrong-kind", Some("act")) => flaw.help = Some("write `Say(\"…\")` with what is said".to_owned()),
            _ => {}
        }
        let path = match finding.field {
            Some(field) => path.field(field),
            None => path,
        };
        self.add_flaw(finding.flaw, path);
    }

    fn hides(&self, flaw: &Flaw, node: u32) -> bool {
        let node = self.tree.node(node);
        (node.start <= flaw.start && flaw.start <= node.end) || flaw.rule == "text-after-end"
    }

    fn add_comment_suspects(&mut self) {
        for (start, end) in self.tree.comments.clone() {
            let comment = self.text.get(start as usize..end as usize).unwrap_or_default();
            if let Some((at, c)) = scalar::forbidden(comment) {
                let (rule, message) = scalar::forbidden_words(c);
                let (start, help) = (start + at as u32, Some("remove it".to_owned()));
                let flaw = Flaw {
                    rule,
                    start,
                    end: start + c.len_utf8() as u32,
                    message,
                    help,
                    instead: None,
                };
                let path = place::pointer_at(&self.text, &self.tree, flaw.start);
                self.add_flaw(flaw, path);
            }
        }
    }
}

/// Reads a text. Takes time in proportion to its length, whatever is in it.
pub fn read(text: &str) -> Reading {
    read_normalized(normalize(text))
}

/// Reads a text that comes from [`normalize`].
pub fn read_normalized(text: String) -> Reading {
    if u32::try_from(text.len()).is_err() {
        let message = "found a text of more than 4 GiB";
        return Reading::unread(
            String::new(),
            Diagnostic::error("file-too-large", Pointer::root(), message),
        );
    }
    let Read {
        tree,
        suspects,
        decoded,
    } = in_parts(&text, PART).unwrap_or_else(|| at_once(&text));
    let mut reading = Reading {
        text,
        scenario: decoded.value,
        title: None,
        id: None,
        format: None,
        diagnostics: Vec::new(),
        tree,
        lines: OnceLock::new(),
        statements: OnceLock::new(),
    };
    reading.title = reading.text_at_root("title");
    reading.id = reading.text_at_root("id").map(ScenarioId::new);
    reading.format = reading.number_at_root("format");
    if let Some(format) = reading.format.filter(|format| *format > FORMAT) {
        let message = format!("found format {format}, expected {FORMAT}");
        let help = "this vignette needs a newer Attune; here it opens read-only, and is never saved over";
        let diagnostic = Diagnostic::error("newer-format", Pointer::root().field("format"), message).help(help);
        reading.diagnostics.push(diagnostic);
    } else {
        let flaws = reading.tree.flaws.clone();
        for finding in decoded.findings {
            // What seems to be missing is only hidden behind a mistake in the notation.
            if finding.flaw.rule != "missing-field" || !flaws.iter().any(|flaw| reading.hides(flaw, finding.node)) {
                reading.add_finding(finding);
            }
        }
        for flaw in flaws {
            let path = place::pointer_at(&reading.text, &reading.tree, flaw.start);
            reading.add_flaw(flaw, path);
        }
        if suspects {
            reading.add_comment_suspects();
        }
        if let Some(scenario) = &reading.scenario {
            reading.diagnostics.extend(limits::check(scenario));
        }
    }
    finish(reading)
}

/// A tree and its data.
struct Read {
    tree: Tree,
    suspects: bool,
    decoded: Decoded<Scenario>,
}

fn at_once(text: &str) -> Read {
    let tree = Tree::parse(text);
    let suspects = has_suspects(text.as_bytes());
    let decoded = decode::decode(text, &tree, suspects);
    Read {
        tree,
        suspects,
        decoded,
    }
}

/// Bytes of a part that is worth a thread.
const PART: usize = 96 << 10;

/// Reads the statements on several threads. Nothing if the text is short, or if anything in it is not as it should be: reading it at once
/// then says what.
fn in_parts(text: &str, length: usize) -> Option<Read> {
    let length = length.max(text.len() / (4 * processors()));
    let starts = parts::starts(text, "Statement", length);
    if starts.is_empty() {
        return None;
    }
    let begins = [0].into_iter().chain(starts.iter().copied());
    let ends = starts.iter().copied().map(Some).chain([None]);
    let read = in_parallel(begins.zip(ends).collect(), |(start, stop)| {
        let bytes = text.as_bytes().get(start..stop.unwrap_or(text.len()));
        let suspects = bytes.is_none_or(has_suspects);
        let part = || parts::read::<StatementId, Statement>(text, "statements", start, stop);
        (!suspects).then(part).flatten()
    });
    let (parts, entries): (Vec<_>, Vec<_>) = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().unzip();
    let count = entries.iter().map(Vec::len).sum();
    let gather = || {
        let mut statements = IndexMap::with_capacity(count);
        statements.extend(entries.into_iter().flatten());
        statements
    };
    let (joined, statements) = both(|| parts::join(parts), gather);
    let (tree, map) = joined?;
    let mut decoded: Decoded<Scenario> = decode::decode_beside(text, &tree, map);
    if !decoded.findings.is_empty() {
        return None;
    }
    let found = &mut decoded.value.as_mut()?.statements;
    *found = statements;
    // Fewer if two have the same id.
    (found.len() == count).then_some(Read {
        tree,
        suspects: false,
        decoded,
    })
}

fn finish(mut reading: Reading) -> Reading {
    let mut diagnostics = std::mem::take(&mut reading.diagnostics);
    diagnostics.truncate(MAX_FINDINGS);
    for diagnostic in &mut diagnostics {
        reading.locate(diagnostic);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.location.span.map(|span| span.start));
    reading.diagnostics = diagnostics;
    reading
}

/// Reads a text in a thread of its own, so that a mistake in this program ends in a diagnostic and never in a crash.
pub fn read_guarded(text: &str) -> Reading {
    guarded(text, || read(text))
}

fn guarded(text: &str, work: impl FnOnce() -> Reading + Send) -> Reading {
    let reading = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("vignette reader".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        thread.ok().and_then(|thread| thread.join().ok())
    });
    reading.unwrap_or_else(|| {
        let message = "the reader stopped before the end of this vignette";
        let help = "this is a mistake in Attune, not in the vignette; please report it and attach the file";
        Reading::unread(
            normalize(text),
            Diagnostic::error("reader-failed", Pointer::root(), message).help(help),
        )
    })
}

/// Without byte-order mark, and with `\n` for every `\r\n` and lone `\r`.
pub fn normalize(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if memchr(b'\r', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut normal = String::with_capacity(text.len());
    let mut lines = text.split('\r');
    normal.push_str(lines.next().unwrap_or_default());
    for line in lines {
        if !line.starts_with('\n') {
            normal.push('\n');
        }
        normal.push_str(line);
    }
    normal
}

/// Whether any byte may belong to a character that [`scalar::forbidden`] names, or to an escape of one.
fn has_suspects(bytes: &[u8]) -> bool {
    let control = bytes.chunks(4096).any(|chunk| {
        chunk.iter().fold(false, |any, byte| {
            any | ((*byte < 0x20 && *byte != 9 && *byte != 10) || *byte == 0x7F)
        })
    });
    control
        || memchr_iter(0xE2, bytes).any(|at| {
            matches!(
                bytes.get(at + 1..at + 3),
                Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9])
            )
        })
        || memchr_iter(0xC2, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x80..=0x9F)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
    use super::*;

    const TEXT: &str = "Scenario(\n    title: \"T\",\n    statements: { // all\n        \"a\": Statement(says: \"é\", responses: {\n            \"b\": Response(act: Say(Vary(cases: [Case(then: \"x\")])), next: To(\"z\")),\n        }),\n    },\n)\n";

    #[test]
    fn places_are_found_by_meaning() {
        let reading = read(TEXT);
        let text = |pointer: &Pointer| {
            let span = reading.span_of(pointer);
            (
                reading.text.get(span.start as usize..span.end as usize).unwrap(),
                span.line,
                span.column,
            )
        };
        let response = || Pointer::root().statement("a").response("b");
        assert_eq!(text(&Pointer::root()), ("Scenario", 1, 1));
        assert_eq!(text(&Pointer::root().field("title")), ("\"T\"", 2, 12));
        assert_eq!(text(&Pointer::root().statement("a")), ("\"a\"", 4, 9));
        assert_eq!(text(&response()), ("\"b\"", 5, 13));
        let then = response().field("act").field("cases").index(0).field("then");
        assert_eq!(text(&then), ("\"x\"", 5, 60));
        assert_eq!(text(&response().field("next")), ("next", 5, 69));
        // What is absent is at what should hold it.
        assert_eq!(text(&response().field("feedback")), ("\"b\"", 5, 13));
        assert_eq!(
            text(&Pointer::root().statement("nobody").field("says")),
            ("statements", 3, 5)
        );

        let range = reading.value_range(&response().field("next")).unwrap();
        assert_eq!(
            reading.text.get(range.start as usize..range.end as usize),
            Some("To(\"z\")")
        );
        let range = reading.entry_range(&response().field("next")).unwrap();
        assert_eq!(
            reading.text.get(range.start as usize..range.end as usize),
            Some("next: To(\"z\")")
        );
        assert_eq!(reading.value_range(&response().field("feedback")), None);
    }

    /// Reads a text in parts of a few lines and at once.
    #[track_caller]
    fn check_parts(text: &str, expected: bool) {
        let read = in_parts(text, 200);
        assert_eq!(read.is_some(), expected, "{text}");
        if let Some(read) = read {
            let whole = at_once(text);
            assert_eq!(read.tree, whole.tree);
            assert_eq!(read.decoded.value, whole.decoded.value);
            assert!(whole.decoded.findings.is_empty() && !whole.suspects);
        }
    }

    #[test]
    fn a_text_read_in_parts_is_the_text_read_at_once() {
        let text = crate::cli::dev::generate::vignette(40, 1);
        check_parts(&text, true);
        let change = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        };
        check_parts(
            &change("        \"s-7\"", "/* \": Statement( */ \"s-7\" // \"x\": Statement(\n"),
            true,
        );
        check_parts(&change("statements: {", "statements: /* all */ { // of them\n"), true);
        check_parts(&change(": Statement(", ": /* one */ Statement("), false);
        check_parts(&change(": Statement(", ": Statement ("), false);
        check_parts(&text.replacen("says: \"", "says: \"\\\"x\\\": Statement(", 9), true);
        // Each of these has a mistake somewhere, or something that is to be looked at.
        check_parts(&change("\"s-30\": Statement(", "\"s-30\": Statement(, "), false);
        check_parts(&change("\"s-30\": Statement(", "\"s-29\": Statement("), false);
        check_parts(&change("\"s-30\": Statement(", "\"s-3\": Statement("), false);
        check_parts(&change("\"s-30\": Statement(", "\"s-30\": Statemen("), false);
        check_parts(&change("format: 1", "format: one"), false);
        check_parts(&change("format: 1,", ""), false);
        check_parts(&change("endings: {", "ending: {"), false);
        check_parts(&change("statements: {", "sentences: {"), false);
        check_parts(&change("statements: {", "statements: Some({"), false);
        check_parts(&format!("{text})"), false);
        check_parts(&format!("{text} // \u{202E}"), false);
        check_parts(TEXT, false);
        check_parts("", false);
        for length in (0..text.len()).step_by(997) {
            check_parts(text.get(..length).unwrap(), false);
        }
    }

    #[test]
    fn a_byte_leads_to_its_part() {
        let reading = read(TEXT);
        let at = |part: &str| reading.pointer_at(TEXT.find(part).unwrap() as u32).to_string();
        assert_eq!(at("\"T\""), "title");
        assert_eq!(at("é"), "statements.a.says");
        assert_eq!(at("\"x\""), "statements.a.responses.b.act.cases[0].then");
        assert_eq!(at("z"), "statements.a.responses.b.next");
    }

    #[test]
    fn a_finding_of_another_module_gets_its_place() {
        let reading = read(TEXT);
        let path = Pointer::root().statement("a").field("says");
        let mut diagnostic = Diagnostic::warning("too-short", path, "found one letter");
        reading.locate(&mut diagnostic);
        assert_eq!(
            diagnostic.location.span.map(|span| (span.line, span.column)),
            Some((4, 30))
        );
    }

    #[test]
    fn a_panic_becomes_a_diagnostic() {
        let reading = guarded("Scenario(", || panic!("as a test of what is done about it"));
        assert_eq!(reading.diagnostics[0].rule, "reader-failed");
        assert_eq!(reading.text, "Scenario(");
        let reading = read_guarded(TEXT);
        assert!(reading.has_errors());
        assert_eq!(reading.title.as_deref(), Some("T"));
    }

    #[test]
    fn line_ends_and_marks_are_normalized() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(normalize(text), expected);
        }
        check("\u{FEFF}a\r\nb\rc\nd", "a\nb\nc\nd");
        check("\r\r\n\r", "\n\n\n");
        check("", "");
        check("\r", "\n");
    }
}
