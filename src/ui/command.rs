//! What a person can ask for. Views push commands, [`super::apply`] carries them out; menus, buttons, shortcuts and the help sheet
//! read label, tooltip and keys from here.

use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::attempts::Selection;
use super::classroom::ClassroomCommand;
use super::export::Ask;
use super::studio::StudioCommand;
use crate::framework::id::RowId;
use crate::history::attempts::Listing;
use crate::history::decisions::Evidence;
use crate::history::profile::ProfileId;
use crate::history::store::AttemptId;
use crate::history::writer::Who;
use crate::library::catalog::Origin;
use crate::practice::deck::Focus;
use crate::progress::filter::Filter;
use crate::session::event::Move;
use crate::session::options::Options;
use crate::settings::Theme;

/// The number keys that choose something by its place, in order.
pub const NUMBERS: [Key; 8] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
];

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Show the shelf of vignettes.
    ShowLibrary,
    /// Show what is due, and what there is to practise.
    ShowToday,
    /// Show the framework.
    ShowFramework,
    /// Show one row of the framework.
    ShowRow(RowId),
    /// Show which rows each vignette of the library exercises.
    ShowCoverage,
    /// Show the settings.
    ShowSettings,
    /// Open or close the sheet of keys.
    ToggleHelp,
    /// Go back to where one came from.
    Back,
    /// Put the keyboard into the search field of the screen.
    Search,
    /// Show the library's vignettes that exercise a row.
    ShowVignettesFor(RowId),
    /// Show the briefing of a vignette.
    OpenBriefing(Origin),
    /// Show what was found in a vignette.
    ShowFindings(Origin),
    /// Ask for a folder of vignettes.
    AddFolder,
    /// Add a folder, or open a file, by its path.
    AddPath(PathBuf),
    /// Take a folder out of the library. The folder itself is left alone.
    RemoveFolder(PathBuf),
    /// Read all folders again.
    Refresh,
    /// Begin a session.
    Begin(Origin, Options),
    /// Go on with a session that was left, by its attempt.
    Resume(AttemptId),
    /// Make a move in the running session.
    Act(Move),
    /// Leave the session; what was played is kept.
    LeaveSession,
    /// Begin again with the same vignette and options.
    PlayAgain,
    /// Go back to the beginning of a turn and go on from there.
    PlayFrom(u16),
    /// Begin a round of single statements.
    BeginRound(Focus),
    /// End the round here.
    StopRound,
    /// Go on with the round that was not finished.
    GoOnRound,
    /// Forget the round that was not finished.
    LetRoundGo,
    /// Look again at the drafts of what was just played.
    Review,
    /// Look again at drafts of earlier sessions.
    ReviewEarlier,
    /// Keep what a trainee thinks of a draft.
    Rate {
        /// The attempt that it stands in.
        attempt: AttemptId,
        /// The turn, from 0.
        turn: u16,
        /// The points of the checklist that are ticked, as bits.
        checklist: u32,
        /// 0 to 100.
        rating: u8,
    },
    /// Wear other colours.
    SetTheme(Theme),
    /// Make text larger.
    LargerText,
    /// Make text smaller.
    SmallerText,
    /// Set the text size in percent.
    SetText(u16),
    /// Still or let move.
    SetReduceMotion(bool),
    /// Remember that the welcome was read.
    Welcomed,
    /// Close a notice by its place in the list.
    DismissNotice(usize),
    /// Show the progress screen.
    ShowProgress,
    /// Look at another part of one's practice.
    SetProgressFilter(Filter),
    /// Show the moments behind a number.
    ShowMoments(Box<Evidence>),
    /// Put them away.
    HideMoments,
    /// Look back at an attempt, at a turn of it.
    LookBack(AttemptId, u16),
    /// Show everything that was played.
    ShowAttempts,
    /// List a part of it.
    ListAttempts(Listing),
    /// Show the screen from which a report on several attempts leaves.
    ExportAttempts(Selection),
    /// Show who practises here.
    ShowPeople,
    /// Keep this one's practice from now on.
    UsePerson(Who),
    /// Make a profile with this name.
    AddPerson(String),
    /// Give a profile another name.
    RenamePerson(ProfileId, String),
    /// Delete a profile with everything that belongs to it.
    DeletePerson(ProfileId),
    /// Show what is kept.
    ShowMyData,
    /// Write all that is kept to a file: of everybody, or only of whoever practises now; the last says whether a file that is there may be
    /// replaced.
    ExportData(PathBuf, bool, bool),
    /// Delete one attempt.
    DeleteAttempt(AttemptId),
    /// Delete everything of whoever practises now.
    DeleteMine,
    /// Ask where to put a copy of all that is kept, beginning at what was typed.
    ChooseDataPath(PathBuf),
    /// Delete everything of everybody.
    DeleteHistory,
    /// Delete the files that were set aside because they could not be read.
    DeleteSetAside,
    /// Show the screen from which a report on the play leaves.
    ShowExport,
    /// Make the first lines of a report.
    PreviewExport(Ask),
    /// Ask where to put a report.
    ChooseExportPath,
    /// Write a report to a file; the last says whether a file that is there may be replaced.
    SaveExport(Ask, PathBuf, bool),
    /// Give up the report that is being written.
    StopExport,
    /// Open the classroom of a vignette.
    OpenClassroom(Origin),
    /// Something in the classroom.
    Classroom(ClassroomCommand),
    /// Something in the studio.
    Studio(StudioCommand),
    /// Close the program.
    Quit,
}

/// How a command is offered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    /// What it is called: a verb first.
    pub label: &'static str,
    /// One sentence more.
    pub tooltip: &'static str,
    /// Its keys.
    pub keys: Option<KeyboardShortcut>,
}

const fn with(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

const fn plain(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

impl Command {
    /// The commands that need nothing but themselves, in the order of the help sheet.
    pub const GENERAL: &'static [Self] = &[
        Self::ShowLibrary,
        Self::ShowToday,
        Self::ShowFramework,
        Self::ShowProgress,
        Self::Studio(StudioCommand::Show),
        Self::ShowAttempts,
        Self::ShowMyData,
        Self::ShowPeople,
        Self::ShowSettings,
        Self::Search,
        Self::AddFolder,
        Self::Refresh,
        Self::Back,
        Self::LargerText,
        Self::SmallerText,
        Self::ToggleHelp,
        Self::Quit,
    ];

    /// How it is offered, if a person can ask for it by itself.
    pub fn offer(&self) -> Option<Offer> {
        let (label, tooltip, keys) = match self {
            Self::ShowLibrary => ("Library", "The vignettes that there are", with(Key::L)),
            Self::ShowToday => ("Today", "What is due, and ten minutes of practice", with(Key::T)),
            Self::ShowFramework => ("Framework", "What is trained, with examples", with(Key::K)),
            Self::ShowCoverage => (
                "What the library covers",
                "Which vignettes exercise which rows, as a map",
                None,
            ),
            Self::ShowProgress => ("Progress", "What your practice has come to", with(Key::P)),
            Self::ShowAttempts => (
                "Your attempts",
                "Everything that you played, to look back at or take along",
                with(Key::H),
            ),
            Self::ShowMyData => ("My data", "What is kept, where, and how to delete it", with(Key::M)),
            Self::Studio(StudioCommand::Show) => ("Write", "Write a vignette of your own, or change one", with(Key::E)),
            Self::ShowPeople => (
                "Who is practising",
                "The people of this machine, and guests",
                with(Key::U),
            ),
            Self::ShowSettings => (
                "Settings",
                "Colours, text size, motion, and what is kept",
                with(Key::Comma),
            ),
            Self::Search => ("Search", "Search on this screen", with(Key::F)),
            Self::AddFolder => (
                "Add a folder",
                "Show the vignettes of a folder of your own",
                with(Key::O),
            ),
            Self::Refresh => ("Read folders again", "After files have changed", plain(Key::F5)),
            Self::Back => ("Back", "To where you came from", plain(Key::Escape)),
            Self::LargerText => ("Larger text", "Up to 200%", with(Key::Plus)),
            Self::SmallerText => ("Smaller text", "Down to 80%", with(Key::Minus)),
            Self::ToggleHelp => ("Keys and help", "What each key does", plain(Key::F1)),
            Self::Quit => ("Quit", "Close Attune; everything is kept", with(Key::Q)),
            _ => return None,
        };
        Some(Offer { label, tooltip, keys })
    }
}

/// Keys as they are told: "Ctrl+,".
pub fn in_words(ctx: &egui::Context, keys: &KeyboardShortcut) -> String {
    ctx.format_shortcut(keys).replace("Comma", ",")
}

/// The general command whose keys were pressed, if any.
pub fn pressed(ctx: &egui::Context) -> Option<Command> {
    let equals = KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals);
    let types = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        if input.consume_shortcut(&equals) {
            return Some(Command::LargerText);
        }
        // What people press who want to know the keys; in a field it is a question.
        if !types && input.consume_key(Modifiers::NONE, Key::Questionmark) {
            return Some(Command::ToggleHelp);
        }
        let keyed = Command::GENERAL
            .iter()
            .filter_map(|command| Some((command, command.offer()?.keys?)));
        let mut keyed = keyed.filter(|(command, _)| **command != Command::Back);
        keyed.find_map(|(command, keys)| input.consume_shortcut(&keys).then(|| command.clone()))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::HashSet;

    use super::Command;

    #[test]
    fn every_general_command_has_an_offer_with_keys_of_its_own() {
        let mut keys = HashSet::new();
        for command in Command::GENERAL {
            let offer = command.offer().unwrap();
            assert!(keys.insert(offer.keys.unwrap()), "{command:?}: its keys are taken");
            assert!(!offer.tooltip.ends_with('.') && !offer.label.is_empty());
        }
    }
}
