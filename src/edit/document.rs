//! A vignette that is being edited. Its text is the truth; what it says is read again after every change.
//!
//! Opens no file and asks no clock: [`super::disk`] does the one, and the other comes in from outside.

use std::sync::Arc;

use super::history::History;
use super::splice::{self, Splice};
use super::step::{Edit, MergeKey, Refused};
use crate::framework::model::Framework;
use crate::scenario::compile::compile;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::graph::Graph;
use crate::scenario::model::Scenario;
use crate::scenario::read::{Reading, read_guarded};

/// A vignette's text, what it says, and what was done to it.
#[derive(Clone, Debug)]
pub struct Document {
    framework: &'static Framework,
    reading: Reading,
    scenario: Option<Arc<Scenario>>,
    last_good: Option<Arc<Scenario>>,
    graph: Option<Arc<Graph>>,
    history: History,
    /// The text as it was saved last. None for one that never was.
    saved: Option<Arc<str>>,
    dirty: bool,
    revision: u64,
}

impl Document {
    /// A document of a text that is in no file yet.
    pub fn new(text: &str, framework: &'static Framework) -> Self {
        let mut document = Self {
            framework,
            reading: read_guarded(text),
            scenario: None,
            last_good: None,
            graph: None,
            history: History::default(),
            saved: None,
            dirty: true,
            revision: 0,
        };
        document.understand();
        document
    }

    /// A document of a text as it stands in its file.
    pub fn saved(text: &str, framework: &'static Framework) -> Self {
        let mut document = Self::new(text, framework);
        document.mark_saved();
        document
    }

    /// The text, with `\n` as line ends and without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.reading.text
    }

    /// The last reading: tree, places, and what is wrong with the text. Its `scenario` has moved to [`Self::scenario`].
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What the text says, less what could not be read. None if too little could.
    pub fn scenario(&self) -> Option<&Arc<Scenario>> {
        self.scenario.as_ref()
    }

    /// What the text said when it could last be read: what to draw while somebody is in the middle of typing.
    pub fn last_good(&self) -> Option<&Arc<Scenario>> {
        self.last_good.as_ref()
    }

    /// The graph, if the vignette can be played.
    pub fn graph(&self) -> Option<&Arc<Graph>> {
        self.graph.as_ref()
    }

    /// What is wrong with the text, and with the names in it. The checker's rules are not among it: they run beside the view.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.reading.diagnostics
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
        self.reading.is_newer()
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
        self.history.push(edit.label, edit.merge, edit.splices, back);
        self.read(&text);
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
        let (label, text) = (label.to_owned(), splice::apply(&self.reading.text, splices));
        self.read(&text?.0);
        Some(label)
    }

    /// Makes the last step that was undone again, and gives its label.
    pub fn redo(&mut self) -> Option<String> {
        let (splices, label) = self.history.redo()?;
        let (label, text) = (label.to_owned(), splice::apply(&self.reading.text, splices));
        self.read(&text?.0);
        Some(label)
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

    fn read(&mut self, text: &str) {
        self.reading = read_guarded(text);
        self.revision += 1;
        self.dirty = self.saved.as_deref() != Some(self.text());
        self.understand();
    }

    fn understand(&mut self) {
        self.scenario = self.reading.scenario.take().map(Arc::new);
        self.graph = None;
        let Some(scenario) = &self.scenario else { return };
        self.last_good = Some(Arc::clone(scenario));
        if self.reading.has_errors() {
            return;
        }
        let compiled = compile(scenario, self.framework);
        self.graph = compiled.graph.map(Arc::new);
        let mut found = compiled.diagnostics;
        found.iter_mut().for_each(|one| self.reading.locate(one));
        self.reading.diagnostics.extend(found);
        self.reading
            .diagnostics
            .sort_by_key(|one| one.location.span.map_or(0, |span| span.start));
    }
}
