//! What every form has in hand: the vignette as it stands, the framework, what was found, and where requests go.

use std::borrow::Cow;

use serde::Serialize;

use crate::framework::model::Framework;
use crate::scenario::diagnostic::{Diagnostic, Pointer};
use crate::scenario::model::Scenario;
use crate::scenario::write::{notation, quote};
use crate::ui::studio::command::{Change, StudioCommand, To};

/// What the forms remember between frames.
#[derive(Debug, Default)]
pub struct FormState {
    /// The value whose list of choices is open.
    pub open: Option<Pointer>,
    /// What is searched for in that list.
    pub search: String,
    /// Whether that was being typed in the last frame.
    pub searching: bool,
    /// Which of the choices is marked: arrow keys mark another, Enter takes it.
    pub marked: usize,
    /// Whether the search field should take the keyboard.
    pub focus_search: bool,
    /// The value whose list was closed just now: the keyboard goes back to what opened it.
    pub closed: Option<Pointer>,
    /// An id that is being typed: what it names, and the text so far.
    pub naming: Option<(Pointer, String)>,
    /// The value that is to come into view and take the keyboard.
    pub goal: Option<Pointer>,
    /// The keyboard has left an id by a key, and the part gets it: the keyboard goes there again, and with `true` on to what follows.
    pub renamed: Option<bool>,
    /// The keyboard is to come to the first text of the form.
    pub enter: bool,
    /// The keyboard goes on to what follows what has it.
    pub step_on: bool,
    /// How many vignettes lay on the desk before: each form begins at its top again.
    pub desk: u32,
    /// Every value that was offered for editing, in tests: a field without an editor is missed there.
    pub offered: Option<Vec<Pointer>>,
}

/// A form while it is drawn.
#[derive(Debug)]
pub struct Form<'f> {
    /// The vignette.
    pub scenario: &'f Scenario,
    /// The framework that its rows are picked from.
    pub framework: &'f Framework,
    /// Everything that was found in it.
    pub findings: &'f [Diagnostic],
    /// The alliance with which what is shown is come to, as far as it is known.
    pub alliance: [u8; 3],
    /// Whether the value that is drawn next may be made to depend on the play, and whether that was asked for.
    pub vary: Option<bool>,
    /// What the forms remember.
    pub state: &'f mut FormState,
    /// Where requests go.
    pub asks: &'f mut Vec<StudioCommand>,
}

impl Form<'_> {
    /// Notes that a value can be edited.
    pub fn offer(&mut self, at: &Pointer) {
        if let Some(offered) = &mut self.state.offered {
            offered.push(at.clone());
        }
    }

    /// Asks for another value at a place, by a control that is moved in one go.
    pub fn set(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>, value: &impl Serialize) {
        self.ask(at, what, To::Value(notation(value)), false);
    }

    /// The same for a value that is written already.
    pub fn set_ron(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>, ron: String) {
        self.ask(at, what, To::Value(ron), false);
    }

    /// Asks for a number that is dragged or counted up: many small steps that are undone as one.
    pub fn slide(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>, ron: String) {
        self.ask(at, what, To::Value(ron), true);
    }

    /// Asks for a text that is being typed. Without words it is taken out, where it may be left out.
    pub fn typed(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>, text: &str, optional: bool) {
        let to = if optional && text.is_empty() {
            To::Nothing
        } else {
            To::Value(quote(text))
        };
        self.ask(at, what, to, true);
    }

    /// Asks to take a field or an item out.
    pub fn remove(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>) {
        self.ask(at, what, To::Nothing, false);
    }

    /// Asks for a value, or to take it out.
    pub fn set_or_remove(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>, value: Option<&impl Serialize>) {
        match value {
            Some(value) => self.set(at, what, value),
            None => self.remove(at, what),
        }
    }

    fn ask(&mut self, at: Pointer, what: impl Into<Cow<'static, str>>, to: To, flows: bool) {
        self.asks.push(StudioCommand::Change(Change {
            at,
            to,
            what: what.into(),
            flows,
        }));
    }

    /// Whether this value is the one that is to come into view; it is no more afterwards.
    pub fn take_goal(&mut self, at: &Pointer) -> bool {
        let reached = self.state.goal.as_ref() == Some(at);
        if reached {
            self.state.goal = None;
        }
        reached
    }

    /// Whether the value that is to come into view is this or a part of it.
    pub fn has_goal_in(&self, at: &Pointer) -> bool {
        let goal = self.state.goal.as_ref();
        goal.is_some_and(|goal| goal.steps().starts_with(at.steps()))
    }

    /// Whether the list of choices of this value is open.
    pub fn is_open(&self, at: &Pointer) -> bool {
        self.state.open.as_ref() == Some(at)
    }

    /// Opens the list of choices of this value, or closes it.
    pub fn toggle(&mut self, at: &Pointer) {
        let open = self.is_open(at);
        self.state.open = (!open).then(|| at.clone());
        self.state.search.clear();
        (self.state.searching, self.state.marked) = (false, 0);
        self.state.focus_search = !open;
    }

    /// Closes the list of choices that is open.
    pub fn close_list(&mut self) {
        self.state.closed = self.state.open.take();
    }

    /// Gives the keyboard back to what opened the list of choices of this value, if that was closed just now.
    pub fn come_back(&mut self, at: &Pointer, opener: &egui::Response) {
        if self.state.closed.as_ref() == Some(at) {
            self.state.closed = None;
            opener.request_focus();
        }
    }

    /// What was pressed goes with what it removes: if a key has pressed it, the keyboard goes to what opens the list of choices of this value.
    pub fn leave_gone(&mut self, at: &Pointer, pressed: &egui::Response) {
        if pressed.has_focus() {
            self.state.closed = Some(at.clone());
        }
    }

    /// What was found at a value itself.
    pub fn findings_at(&self, at: &Pointer) -> impl Iterator<Item = &Diagnostic> {
        let at = at.clone();
        self.findings.iter().filter(move |found| found.location.path == at)
    }
}
