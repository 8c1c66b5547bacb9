//! A vignette that is being edited. Its text is the truth; what it says is read again after every change.
//!
//! A long one on a desk does not wait for that ([`Document::run_ahead`]): of an edit in one place only that place is read, and the whole
//! is read elsewhere ([`Understood::of`]) and taken in when it is there. Until then [`Document::is_behind`] holds: places in the text,
//! findings and graph are those of an earlier version, and edits of more than one place wait ([`Document::catch_up`]).
//!
//! Opens no file and asks no clock: [`super::disk`] does the one, and the other comes in from outside.

use std::sync::Arc;

use super::history::History;
use super::part::{self, Part, Places};
use super::splice::{self, Splice};
use super::step::{Edit, MergeKey, Refused};
use crate::framework::model::Framework;
use crate::scenario::compile::compile;
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;
use crate::scenario::read::{Reading, read_guarded};

/// From how many bytes on a vignette is long: larger than any that is shipped.
pub const LONG: usize = 256 << 10;

/// A vignette's text, what it says, and what was done to it.
#[derive(Clone, Debug)]
pub struct Document {
    framework: &'static Framework,
    said: Understood,
    last_good: Option<Arc<Scenario>>,
    history: History,
    /// The text as it was saved last. None for one that never was.
    saved: Option<Arc<str>>,
    dirty: bool,
    revision: u64,
    /// Whether a long text is read whole elsewhere.
    runs_ahead: bool,
    /// The newest text, while it was not read whole yet.
    newest: Option<Arc<String>>,
    /// Whether the vignette is what the newest text says.
    is_sure: bool,
}

/// What a text says, read whole.
#[derive(Clone, Debug)]
pub struct Understood {
    reading: Arc<Reading>,
    scenario: Option<Arc<Scenario>>,
    graph: Option<Arc<Graph>>,
    /// Where the statements of a long text stand.
    places: Option<Places>,
}

impl Understood {
    /// Reads a text.
    pub fn of(text: &str, framework: &Framework) -> Self {
        let mut reading = read_guarded(text);
        let scenario = reading.scenario.take().map(Arc::new);
        let mut graph = None;
        if let Some(scenario) = scenario.as_ref().filter(|_| !reading.has_errors()) {
            let compiled = compile(scenario, framework);
            graph = compiled.graph.map(Arc::new);
            let mut found = compiled.diagnostics;
            found.iter_mut().for_each(|one| reading.locate(one));
            reading.diagnostics.extend(found);
            reading
                .diagnostics
                .sort_by_key(|one| one.location.span.map_or(0, |span| span.start));
        }
        let places = (reading.text.len() >= LONG).then(|| Places::of(&reading)).flatten();
        Self {
            reading: Arc::new(reading),
            scenario,
            graph,
            places,
        }
    }

    /// What it says, if anything could be read.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.scenario.as_ref()
    }
}

impl Document {
    /// A document of a text that is in no file yet.
    pub fn new(text: &str, framework: &'static Framework) -> Self {
        Self {
            framework,
            said: Understood::of(text, framework),
            last_good: None,
            history: History::default(),
            saved: None,
            dirty: true,
            revision: 0,
            runs_ahead: false,
            newest: None,
            is_sure: true,
        }
    }

    /// A document of a text as it stands in its file.
    pub fn saved(text: &str, framework: &'static Framework) -> Self {
        let mut document = Self::new(text, framework);
        document.mark_saved();
        document
    }

    /// The text, with `\n` as line ends and without a byte-order mark.
    pub fn text(&self) -> &str {
        self.newest.as_ref().map_or(&self.said.reading.text, |newest| newest)
    }

    /// The last reading: tree, places, and what is wrong with the text. Its `scenario` has moved to [`Self::scenario`].
    pub fn reading(&self) -> &Reading {
        &self.said.reading
    }

    /// What the text says, less what could not be read. None if too little could.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.said.scenario.as_ref()
    }

    /// What the text said when it could last be read: what to draw while somebody is in the middle of typing.
    pub fn last_good(&self) -> Option<&Arc<Scenario>> {
        self.scenario().or(self.last_good.as_ref())
    }

    /// The graph, if the vignette can be played.
    pub fn graph(&self) -> Option<&Arc<Graph>> {
        self.said.graph.as_ref()
    }

    /// What is wrong with the text, and with the names in it. The checker's rules are not among it: they run beside the view.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.said.reading.diagnostics
    }

    /// The framework that names are looked up in.
    pub fn framework(&self) -> &'static Framework {
        self.framework
    }

    /// A number that is another one after every change of the text, undo and redo among them.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether the text differs from what was saved.
    pub fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Whether the file is of a newer format: then nothing can be changed, and it is never saved over.
    pub fn is_read_only(&self) -> bool {
        self.said.reading.is_newer()
    }

    /// Says that the text is now what is in the file. No step of undo.
    pub fn mark_saved(&mut self) {
        self.saved = Some(Arc::from(self.text()));
        self.dirty = false;
        self.history.seal();
    }

    /// Says what is in the file, which may be something else.
    pub fn mark_saved_as(&mut self, text: &str) {
        self.saved = Some(Arc::from(text));
        self.dirty = self.text() != text;
    }

    /// Makes a change. Gives whether anything is different now.
    ///
    /// # Errors
    /// If the document has changed since the edit was made, or is read-only.
    pub fn apply(&mut self, edit: Edit) -> Result<bool, Refused> {
        self.check_writable()?;
        if edit.revision != self.revision {
            return Err(Refused::new(
                "the vignette has changed since this was asked for",
                "do it once more",
            ));
        }
        let Some((text, back)) = splice::apply(self.text(), &edit.splices) else {
            debug_assert!(false, "splices that don't fit the text: {:?}", edit.splices);
            return Err(Refused::new("this change does not fit the text", "do it once more"));
        };
        if text == self.text() {
            return Ok(false);
        }
        self.read(text, &edit.splices);
        self.history.push(edit.label, edit.merge, edit.splices, back);
        Ok(true)
    }

    /// The edit that makes this text of the present one: typing in the source, a quick fix, what another program wrote.
    pub fn source_edit(&self, text: &str, label: impl Into<String>) -> Edit {
        let text = crate::scenario::read::normalize(text);
        self.edit(label, Splice::between(self.text(), &text).into_iter().collect())
    }

    /// An edit of the text as it stands: splices in order that don't overlap.
    pub fn edit(&self, label: impl Into<String>, splices: Vec<Splice>) -> Edit {
        Edit {
            label: label.into(),
            merge: None,
            splices,
            revision: self.revision,
        }
    }

    /// Replaces the text by what was typed in the source. What is typed in one place becomes one step.
    ///
    /// # Errors
    /// If the document is read-only.
    pub fn type_source(&mut self, text: &str) -> Result<bool, Refused> {
        let edit = self.source_edit(text, "typing").merging(MergeKey::Source);
        self.apply(edit)
    }

    /// Takes the last step back, and gives its label.
    pub fn undo(&mut self) -> Option<String> {
        let (splices, label) = self.history.undo()?;
        let (splices, label) = (splices.to_vec(), label.to_owned());
        let (text, _) = splice::apply(self.text(), &splices)?;
        self.read(text, &splices);
        Some(label)
    }

    /// Makes the last step that was undone again, and gives its label.
    pub fn redo(&mut self) -> Option<String> {
        let (splices, label) = self.history.redo()?;
        let (splices, label) = (splices.to_vec(), label.to_owned());
        let (text, _) = splice::apply(self.text(), &splices)?;
        self.read(text, &splices);
        Some(label)
    }

    /// Becomes again what it was, with what could be undone and made again then: for a deed of several edits of which one is refused.
    pub fn go_back_to(&mut self, before: Self) {
        let revision = self.revision + u64::from(self.revision != before.revision);
        *self = Self { revision, ..before };
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What redo would make again.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// How many steps can be undone.
    pub fn undo_steps(&self) -> usize {
        self.history.len()
    }

    /// Makes the next edit a step of its own: the cursor left the field, or rested.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    pub(super) fn check_writable(&self) -> Result<(), Refused> {
        if self.is_read_only() {
            let message = "this vignette is of a newer format and opens read-only";
            return Err(Refused::new(message, "use a newer Attune to change it"));
        }
        Ok(())
    }

    /// From now on a long text is read whole elsewhere, and taken in by [`Self::take`].
    pub fn run_ahead(&mut self) {
        self.runs_ahead = true;
    }

    /// From now on every text is read whole at once.
    pub fn keep_step(&mut self) {
        self.runs_ahead = false;
        self.catch_up();
    }

    /// Whether an edit of it does not wait for the whole to be read.
    pub fn is_long(&self) -> bool {
        self.runs_ahead && self.text().len() >= LONG
    }

    /// Whether the newest text was not read whole yet.
    pub fn is_behind(&self) -> bool {
        self.newest.is_some()
    }

    /// Whether [`Self::scenario`] is what the newest text says: also before that was read whole, if all edits since were each in one place.
    pub fn is_sure(&self) -> bool {
        self.is_sure
    }

    /// The newest text, if it was not read whole yet.
    pub fn newest(&self) -> Option<&Arc<String>> {
        self.newest.as_ref()
    }

    /// Takes in what the text of a revision says, and gives back what it said before.
    ///
    /// # Errors
    /// If the text is another one by now: gives back what was to be taken in.
    #[allow(clippy::result_large_err)]
    pub fn take(&mut self, revision: u64, said: Understood) -> Result<Understood, Understood> {
        if revision != self.revision || !self.is_behind() {
            return Err(said);
        }
        Ok(self.understand(said))
    }

    /// Reads the newest text whole, if it was not.
    pub fn catch_up(&mut self) {
        if let Some(newest) = self.newest.take() {
            self.understand(Understood::of(&newest, self.framework));
        }
    }

    fn read(&mut self, text: String, splices: &[Splice]) {
        self.revision += 1;
        self.dirty = self.saved.as_deref() != Some(text.as_str());
        if self.runs_ahead && text.len() >= LONG && !self.is_read_only() {
            self.go_ahead(text, splices);
        } else {
            self.understand(Understood::of(&text, self.framework));
        }
    }

    fn understand(&mut self, said: Understood) -> Understood {
        let old = std::mem::replace(&mut self.said, said);
        (self.newest, self.is_sure) = (None, true);
        self.last_good = match &self.said.scenario {
            Some(_) => None,
            None => old.scenario.clone().or(self.last_good.take()),
        };
        old
    }

    /// Reads of a long text only the place that was changed, if it was one.
    fn go_ahead(&mut self, text: String, splices: &[Splice]) {
        let within = self.said.places.as_mut().and_then(|places| places.follow(splices));
        let places = self.said.places.as_ref().zip(within);
        let part = places.and_then(|(places, within)| places.part(&text, within));
        let said = part.and_then(|part| part.understood());
        let put = said
            .zip(self.said.scenario.as_mut())
            .is_some_and(|(said, whole)| part::put(said, whole));
        if !put {
            // Where anything stands is known again once the whole is read.
            (self.said.places, self.is_sure) = (None, false);
        }
        self.newest = Some(Arc::new(text));
    }

    /// The part of a long vignette that a place is in, by itself.
    pub(super) fn part_around(&self, at: &Pointer) -> Option<Part> {
        let places = self.said.places.as_ref().filter(|_| self.is_long())?;
        places.part(self.text(), places.of_pointer(at)?)
    }
}
