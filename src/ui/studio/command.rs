//! What can be asked for in the studio. The forms, the map and the tabs push these; [`super::apply`] carries them out.

use std::borrow::Cow;
use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

pub use super::coverage::CoverageView;
use super::map::MapAsk;
use super::play::Start;
use super::spot::Spot;
use super::tabs::{Plan, Tab};
use crate::edit::responses::Stub;
use crate::scenario::diagnostic::Pointer;
use crate::session::event::Move;
use crate::ui::command::Offer;

/// What a value becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// This, as it stands in a file. A field that is absent is written.
    Value(String),
    /// Nothing: the field or the item is taken out.
    Nothing,
}

/// A change of one value of the vignette, as a form proposes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which value.
    pub at: Pointer,
    /// What it becomes.
    pub to: To,
    /// What is changed, in words that read after "Undo change": "the cue".
    pub what: Cow<'static, str>,
    /// Whether it is one of many in a row, such as a letter that is typed: these are undone as one.
    pub flows: bool,
}

/// What a new vignette begins as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// A template, by its place in the list.
    Template(usize),
    /// A copy of a bundled vignette, by its file name.
    Bundled(&'static str),
    /// A file of the person's own.
    File(PathBuf),
    /// What a crash left, by its place in the list of drafts.
    Draft(usize),
}

/// What a new part of a vignette is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A statement.
    Statement,
    /// A response to a statement.
    Response(String),
    /// An ending.
    Ending,
    /// A belief of the client's.
    Belief,
    /// A flag.
    Flag,
    /// A counter.
    Counter,
}

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub enum StudioCommand {
    /// Show the studio: the desk if something lies on it, otherwise the door.
    Show,
    /// Begin with something. Asks first if there is unsaved work.
    Begin(Beginning),
    /// Ask for the name of a file.
    AskPath(Purpose),
    /// Ask for it in the system's dialog.
    ChoosePath(Purpose),
    /// The file that was named.
    Path(Purpose, PathBuf),
    /// The file that was named is there, and may be replaced.
    Replace(Purpose, PathBuf),
    /// The system's dialog has brought a file, or nothing.
    Dialog(Purpose, Option<PathBuf>),
    /// Save, or ask for a name if there is none yet.
    Save,
    /// Replace what another program has written with what is on the desk.
    SaveOver,
    /// Let go of what is on the desk and read the file again.
    TakeTheirs,
    /// Put the vignette away. Asks first if there is unsaved work.
    Close,
    /// Save, and then do what was about to be done.
    SaveAndLeave,
    /// Do it without saving.
    LeaveUnsaved,
    /// Close what is asked.
    Dismiss,
    /// Undo the last change.
    Undo,
    /// Do again what was undone.
    Redo,
    /// Change a value.
    Change(Change),
    /// Put the text of the whole file, as it was typed in the Source tab.
    Text(String),
    /// Add a part.
    Add(Part),
    /// Give a statement, a response, an ending, a belief or a variable another id, wherever it is named.
    Rename(Pointer, String),
    /// Delete a part. Says what leads there.
    Delete(Pointer),
    /// Delete the part that is shown.
    DeleteHere,
    /// Write a new statement or ending, of this name if one is given, and let this target lead to it.
    Stub(Pointer, Stub, Option<String>),
    /// Move a response up or down among its own.
    Move(Pointer, bool),
    /// Show this part.
    Go(Spot),
    /// Show the part that was shown before.
    GoBack,
    /// Show where a finding is, in its form.
    GoTo(Pointer),
    /// Show the next finding.
    NextProblem,
    /// Show a place in the Source tab.
    ShowSource(Pointer),
    /// Show the map or the outline.
    ShowPlan(Plan),
    /// Give the keyboard to the map or the outline, whichever is shown.
    EnterPlan,
    /// Give the keyboard to the form of the part that is shown.
    EnterForm,
    /// Show a tab, or put it away if it is shown.
    ShowTab(Tab),
    /// Search statements, responses and words.
    Search,
    /// Carry out the fix of a finding, by its place in the list.
    Fix(usize),
    /// Write the statement that a finding misses, by the finding's place in the list.
    WriteMissing(usize),
    /// Ask for the reason to allow a finding, by its place in the list.
    AskAllow(usize),
    /// Allow a finding for a reason.
    Allow {
        /// The rule.
        rule: String,
        /// Where, as `allow` writes it; everywhere without.
        at: Option<String>,
        /// The reason.
        because: String,
    },
    /// Work out what plays give away against best play, which takes longer than the rest.
    Weigh,
    /// Play from the part that is shown.
    PlayHere,
    /// Play from the opening.
    PlayFromStart,
    /// Play from a statement in this state.
    PlayWith(String, Start),
    /// Set by hand the state in which the statement that is shown is come to.
    SetStart,
    /// Show what is covered, in one of its three views.
    ShowCoverage(CoverageView),
    /// Make a move in the play at the side.
    Act(Move),
    /// End the play at the side.
    StopPlay,
    /// Compare with the file as it was saved last.
    CompareSaved,
    /// Compare with an earlier version, by its place in the list.
    CompareBackup(usize),
    /// Take an earlier version onto the desk, as one change that can be undone.
    Restore(usize),
    /// Throw away what a crash has left, by its place in the list.
    DropDraft(usize),
    /// What the map or the outline asks for.
    Map(MapAsk),
}

/// What a file is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To save under this name from now on.
    SaveAs,
    /// To save a copy, and go on with the other.
    Copy,
    /// To compare with it.
    Compare,
    /// To write a page for colleagues to read on paper.
    Print,
}

impl Purpose {
    /// What is asked.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open a vignette",
            Self::SaveAs => "Save as",
            Self::Copy => "Save a copy",
            Self::Compare => "Compare with a file",
            Self::Print => "Write a page for paper",
        }
    }

    /// What the button says.
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::SaveAs => "Save",
            Self::Copy => "Save the copy",
            Self::Compare => "Compare",
            Self::Print => "Write it",
        }
    }
}

const fn with(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

const fn shifted(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key))
}

const fn plain(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

impl StudioCommand {
    /// Everything that needs nothing but itself, under the headings of the menu.
    pub const MENU: &'static [(&'static str, &'static [Self])] = &[
        (
            "File",
            &[
                Self::AskPath(Purpose::Open),
                Self::Save,
                Self::AskPath(Purpose::SaveAs),
                Self::AskPath(Purpose::Copy),
                Self::AskPath(Purpose::Print),
                Self::Close,
            ],
        ),
        ("Edit", &[Self::Undo, Self::Redo, Self::Search]),
        (
            "Write",
            &[
                Self::Add(Part::Statement),
                Self::Add(Part::Response(String::new())),
                Self::Add(Part::Ending),
                Self::DeleteHere,
                Self::GoBack,
            ],
        ),
        (
            "Play",
            &[Self::PlayHere, Self::SetStart, Self::PlayFromStart, Self::StopPlay],
        ),
        (
            "Show",
            &[
                Self::Go(Spot::Vignette),
                Self::ShowPlan(Plan::Map),
                Self::ShowPlan(Plan::Outline),
                Self::EnterForm,
                Self::ShowTab(Tab::Source),
                Self::ShowTab(Tab::Problems),
                Self::ShowTab(Tab::Play),
                Self::ShowTab(Tab::Coverage),
                Self::ShowCoverage(CoverageView::Ends),
                Self::ShowTab(Tab::Compare),
                Self::ShowTab(Tab::SignOff),
                Self::NextProblem,
            ],
        ),
    ];

    /// How it is offered, if a person can ask for it by itself.
    pub fn offer(&self) -> Option<Offer> {
        let (label, tooltip, keys) = match self {
            Self::AskPath(Purpose::Open) => ("Open …", "Open a vignette of your own", with(Key::O)),
            Self::Save => ("Save", "Save the file", with(Key::S)),
            Self::AskPath(Purpose::SaveAs) => ("Save as …", "Save under another name", shifted(Key::S)),
            Self::AskPath(Purpose::Copy) => ("Save a copy …", "Save a copy, and go on with this one", None),
            Self::AskPath(Purpose::Print) => (
                "A page to review …",
                "Write all of it as a page that colleagues can read and mark on paper",
                shifted(Key::P),
            ),
            Self::Close => (
                "Put it away",
                "Back to the beginning; asks if something is unsaved",
                with(Key::W),
            ),
            Self::Undo => ("Undo", "Take the last change back", with(Key::Z)),
            Self::Redo => ("Redo", "Make the change again", shifted(Key::Z)),
            Self::Search => (
                "Search the vignette",
                "Search ids and words of the whole vignette, and go there",
                with(Key::F),
            ),
            Self::Add(Part::Statement) => (
                "Add a statement",
                "Something more that the client may say",
                shifted(Key::N),
            ),
            Self::Add(Part::Response(_)) => (
                "Add a response",
                "Something more that can be said to the statement shown",
                shifted(Key::R),
            ),
            Self::Add(Part::Ending) => ("Add an ending", "Another way how it may end", shifted(Key::E)),
            Self::DeleteHere => (
                "Delete what is shown",
                "A statement, a response or an ending",
                shifted(Key::Delete),
            ),
            Self::GoBack => ("Go back", "To the part that was shown before", shifted(Key::B)),
            Self::PlayHere => ("Play from here", "Play from the part that is shown", plain(Key::F5)),
            Self::PlayFromStart => (
                "Play from the opening",
                "Play the whole vignette",
                Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F5)),
            ),
            Self::SetStart => (
                "Play from here by hand …",
                "Set the state in which the play from here begins",
                with(Key::F5),
            ),
            Self::StopPlay => ("End the play", "End the play at the side", None),
            Self::Go(Spot::Vignette) => ("The vignette", "Contract, setting, client, alliance", shifted(Key::H)),
            Self::ShowPlan(Plan::Map) => ("Map", "The vignette as a map", with(Key::Num1)),
            Self::ShowPlan(Plan::Outline) => ("Outline", "The same as a tree and a table", with(Key::Num2)),
            Self::EnterForm => (
                "The form",
                "To the first field of the form, with the keyboard",
                with(Key::Num9),
            ),
            Self::ShowTab(Tab::Source) => ("Source", "The text of the file", with(Key::Num3)),
            Self::ShowTab(Tab::Problems) => ("Problems", "What was found", with(Key::Num4)),
            Self::ShowTab(Tab::Play) => ("Play", "The play at the side", with(Key::Num5)),
            Self::ShowTab(Tab::Coverage) => ("Coverage", "What it exercises, statement by statement", with(Key::Num6)),
            Self::ShowCoverage(CoverageView::Ends) => (
                "How it ends",
                "How plays end for who always takes the best, anything, or goes by the form of the words",
                None,
            ),
            Self::ShowTab(Tab::Compare) => ("Compare", "What has changed", with(Key::Num7)),
            Self::ShowTab(Tab::SignOff) => ("Sign-off", "What to look at before it is done", with(Key::Num8)),
            Self::NextProblem => ("The next finding", "Go to the next finding", plain(Key::F8)),
            _ => return None,
        };
        Some(Offer { label, tooltip, keys })
    }
}

/// The command whose keys were pressed, if any. Keys with Shift come first: without, they would be taken for the others.
pub fn pressed(ctx: &egui::Context) -> Option<StudioCommand> {
    let again = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);
    ctx.input_mut(|input| {
        let all = || StudioCommand::MENU.iter().flat_map(|(_, commands)| *commands);
        let has_shift = |keys: &KeyboardShortcut| keys.modifiers.shift;
        let keyed = || all().filter_map(|command| Some((command, command.offer()?.keys?)));
        let first = keyed().filter(|(_, keys)| has_shift(keys));
        let then = keyed().filter(|(_, keys)| !has_shift(keys));
        let mut in_order = first.chain(then);
        let found = in_order.find_map(|(command, keys)| input.consume_shortcut(&keys).then(|| command.clone()));
        found.or_else(|| input.consume_shortcut(&again).then_some(StudioCommand::Redo))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use super::StudioCommand;

    #[test]
    fn everything_in_the_menu_has_an_offer_and_no_two_have_the_same_keys() {
        let (mut keys, mut labels) = (HashSet::new(), HashSet::new());
        for command in StudioCommand::MENU.iter().flat_map(|(_, commands)| *commands) {
            let offer = command.offer().unwrap();
            assert!(
                !offer.tooltip.ends_with('.') && labels.insert(offer.label),
                "{command:?}"
            );
            assert!(
                offer.keys.is_none_or(|own| keys.insert(own)),
                "{command:?}: its keys are taken"
            );
        }
    }
}
