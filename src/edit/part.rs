//! Where the statements of a long vignette stand in its text, and one of them with all that stands around: a small text that is read by
//! itself, so that an edit in one place costs no reading of the rest.
//!
//! Knows nothing of history and undo: it gives a document what it needs to go on before its text is read whole again.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::splice::Splice;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::model::Scenario;
use crate::scenario::read::{Reading, read_guarded};
use crate::scenario::syntax::place::{find_exactly, unwrapped};
use crate::scenario::syntax::scalar::text_of;
use crate::scenario::syntax::tree::{Kind, Tree};

/// Where the statements stand in a text without mistakes in its notation.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The brackets around them, from the opening to behind the closing one.
    brackets: Range<usize>,
    ids: Arc<HashMap<String, usize>>,
    entries: Vec<Entry>,
}

/// One statement. Positions are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    /// Where its key starts.
    start: usize,
    /// Where its value starts.
    value: usize,
    /// Where its value ends.
    end: usize,
}

/// One statement, or none, with all that stands around the statements.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The text of it: a vignette with one statement or none.
    pub text: String,
    /// The brackets around the statements in it.
    brackets: Range<usize>,
    /// The statement in it.
    entry: Option<Entry>,
    /// How much further on the statement stands in the whole text.
    entry_shift: usize,
    /// How much further on everything behind the statements stands.
    rest_shift: usize,
}

impl Places {
    /// Of a reading. None if the notation has a mistake in it, or a key stands twice.
    pub fn of(reading: &Reading) -> Option<Self> {
        let (text, tree) = (reading.text.as_str(), reading.tree());
        if !tree.flaws.is_empty() || reading.is_newer() {
            return None;
        }
        let (brackets, entries) = entries_of(text, tree)?;
        let mut ids = HashMap::with_capacity(entries.len());
        let mut list = Vec::with_capacity(entries.len());
        for (id, entry) in entries {
            if ids.insert(id, list.len()).is_some() {
                return None;
            }
            list.push(entry);
        }
        Some(Self {
            brackets,
            ids: Arc::new(ids),
            entries: list,
        })
    }

    /// The statement that a place of the vignette is in; none inside for a place around the statements. None for one that no part has.
    pub fn of_pointer(&self, at: &Pointer) -> Option<Option<usize>> {
        match at.statement_id() {
            Some(id) => self.ids.get(id).copied().map(Some),
            None => (at != &Pointer::root() && at != &Pointer::root().field("statements")).then_some(None),
        }
    }

    /// Moves on with splices of the text, and gives the statement that they are in; none inside if all are around the statements. None if
    /// they are in several statements or between them: then this is of no use any more.
    pub fn follow(&mut self, splices: &[Splice]) -> Option<Option<usize>> {
        let mut inside = None;
        for splice in splices {
            let Range { start, end } = splice.range;
            if end <= self.brackets.start || start >= self.brackets.end {
                continue;
            }
            let at = self.entries.partition_point(|entry| entry.end <= start);
            let entry = self.entries.get(at)?;
            if !(entry.value <= start && end <= entry.end) || inside.is_some_and(|other| other != at) {
                return None;
            }
            inside = Some(at);
        }
        let shifted = |at: usize, is_before: &dyn Fn(&Splice) -> bool| {
            let before = splices.iter().filter(|splice| is_before(splice));
            before.fold(at, |at, splice| at + splice.new.len() - splice.range.len())
        };
        // What is put in right before a start moves it; what is put in right behind an end does not.
        let start = |at: usize| shifted(at, &|splice| splice.range.end <= at);
        let end = |at: usize| shifted(at, &|splice| splice.range.start < at);
        self.brackets = start(self.brackets.start)..end(self.brackets.end);
        for entry in &mut self.entries {
            *entry = Entry {
                start: start(entry.start),
                value: start(entry.value),
                end: end(entry.end),
            };
        }
        Some(inside)
    }

    /// One statement, or none, with all that stands around.
    pub fn part(&self, text: &str, statement: Option<usize>) -> Option<Part> {
        let mut part = text.get(..=self.brackets.start)?.to_owned();
        let close = self.brackets.end.checked_sub(1)?;
        let mut behind = text.get(..close)?.trim_end().len();
        let (mut entry, mut entry_shift) = (None, 0);
        if let Some(statement) = statement {
            let whole = *self.entries.get(statement)?;
            let from = lead(text, whole.start);
            entry_shift = from.checked_sub(part.len())?;
            part.push_str(text.get(from..whole.end)?);
            entry = Some(Entry {
                start: whole.start - entry_shift,
                value: whole.value - entry_shift,
                end: whole.end - entry_shift,
            });
            behind = behind.max(whole.end);
        }
        let rest_shift = behind.max(self.brackets.start + 1).checked_sub(part.len())?;
        part.push_str(text.get(behind.max(self.brackets.start + 1)..)?);
        Some(Part {
            text: part,
            brackets: self.brackets.start..self.brackets.end - rest_shift,
            entry,
            entry_shift,
            rest_shift,
        })
    }
}

/// Where the line of an entry starts, with the line break before it, if nothing else stands before the entry in it.
fn lead(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    let line = before.trim_end_matches([' ', '\t']);
    if line.ends_with('\n') { line.len() - 1 } else { start }
}

type Entries = (Range<usize>, Vec<(String, Entry)>);

fn entries_of(text: &str, tree: &Tree) -> Option<Entries> {
    let (_, value) = find_exactly(text, tree, &Pointer::root().field("statements"))?;
    let map = unwrapped(tree, value);
    let node = tree.node(map);
    if node.kind != Kind::Map {
        return None;
    }
    let brackets = node.start as usize..node.end as usize;
    let mut entries = Vec::new();
    for (key, value) in tree.pairs(map) {
        let entry = Entry {
            start: tree.node(key).start as usize,
            value: tree.node(value).start as usize,
            end: tree.node(value).end as usize,
        };
        entries.push((text_of(text, tree.node(key))?.into_owned(), entry));
    }
    Some((brackets, entries))
}

impl Part {
    /// The same replacements in the whole text. None if one of them is neither inside the statement nor around the statements.
    pub fn in_whole(&self, splices: &[Splice]) -> Option<Vec<Splice>> {
        let place = |splice: &Splice| {
            let Range { start, end } = splice.range;
            let inside = |entry: Entry| entry.value <= start && end <= entry.end;
            let shift = if end <= self.brackets.start {
                0
            } else if self.entry.is_some_and(inside) {
                self.entry_shift
            } else if start >= self.brackets.end {
                self.rest_shift
            } else {
                return None;
            };
            Some(Splice::new(start + shift..end + shift, splice.new.as_str()))
        };
        splices.iter().map(place).collect()
    }

    /// What this part says: a vignette with no other statement. None unless every bracket stands where it stood, so that nothing outside
    /// the part can read otherwise than it did.
    pub fn understood(&self) -> Option<Scenario> {
        let mut reading = read_guarded(&self.text);
        if !reading.tree().flaws.is_empty() || reading.is_newer() {
            return None;
        }
        let (brackets, entries) = entries_of(&reading.text, reading.tree())?;
        let alone = entries.iter().map(|(_, entry)| *entry).eq(self.entry);
        let scenario = reading.scenario.take()?;
        (alone && brackets == self.brackets && scenario.statements.len() == entries.len()).then_some(scenario)
    }
}

/// Puts what a part says into the vignette that it is a part of. False if it can't be: then nothing is changed.
pub(super) fn put(part: Scenario, into: &mut Arc<Scenario>) -> bool {
    let known = part.statements.keys().all(|id| into.statements.contains_key(id));
    if !known {
        return false;
    }
    let whole = Arc::make_mut(into);
    let mut part = part;
    let changed = std::mem::replace(&mut part.statements, std::mem::take(&mut whole.statements));
    *whole = part;
    for (id, statement) in changed {
        whole.statements.insert(id, statement);
    }
    true
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::edit::splice::apply;
    use crate::scenario::read::read;

    const SMALL: &str = include_str!("../../tests/vignettes/small.ron");
    const FULL: &str = include_str!("../../tests/vignettes/every-field.ron");

    #[test]
    fn a_part_says_of_its_statement_what_the_whole_says() {
        for text in [SMALL, FULL] {
            let reading = read(text);
            let places = Places::of(&reading).unwrap();
            let whole = reading.scenario.unwrap();
            for (id, statement) in &whole.statements {
                let at = places.of_pointer(&Pointer::root().statement(id.as_str())).unwrap();
                let part = places.part(text, at).unwrap();
                let said = part.understood().unwrap();
                assert_eq!(said.statements.len(), 1);
                assert_eq!(&said.statements[id.as_str()], statement);
                assert_eq!(said.client, whole.client);
                assert_eq!(said.map, whole.map);
            }
            let around = places.part(text, None).unwrap().understood().unwrap();
            assert!(around.statements.is_empty());
            assert_eq!(around.endings, whole.endings);
        }
    }

    /// A letter at every place of a text: whatever a part says then, the whole says as well.
    #[test]
    fn what_a_part_says_after_an_edit_the_whole_says_too() {
        let reading = read(SMALL);
        let (places, whole) = (Places::of(&reading).unwrap(), Arc::new(reading.scenario.unwrap()));
        let mut quick = 0;
        for at in (0..SMALL.len()).step_by(3) {
            for new in ["x", "\"", "/*", "//", "*/", ")", "(", "{", "}", ",", "\n"] {
                let splices = [Splice::insert(at, new)];
                let Some((text, _)) = apply(SMALL, &splices) else {
                    continue;
                };
                let mut moved = places.clone();
                let Some(statement) = moved.follow(&splices) else {
                    continue;
                };
                let Some(said) = moved.part(&text, statement).and_then(|part| part.understood()) else {
                    continue;
                };
                let mut patched = Arc::clone(&whole);
                if put(said, &mut patched) {
                    quick += 1;
                    let read_whole = read(&text);
                    assert_eq!(read_whole.scenario.as_ref(), Some(&*patched), "{new} at {at}");
                    let again = Places::of(&read_whole).unwrap();
                    assert_eq!((again.brackets, again.entries), (moved.brackets, moved.entries));
                }
            }
        }
        assert!(quick > SMALL.len() / 10, "{quick} of {}", SMALL.len());
    }
}
