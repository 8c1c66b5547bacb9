//! What a tutor can ask for in front of a room, and the keys for it: those that a presenter's clicker sends, and a few letters.

use std::path::PathBuf;

use egui::{Context, Key, Modifiers};

use crate::classroom::lesson::{Anew, PhoneSettings};
use crate::classroom::round::{Plan, Step};
use crate::report::classroom::ClassroomFormat;
use crate::ui::command::NUMBERS;
use crate::ui::window::Monitor;

/// One request.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassroomCommand {
    /// Go on to the next step.
    Next,
    /// Go back a step.
    Back,
    /// Go straight to a step.
    GoTo(Step),
    /// Show the room nothing, or show it again.
    Blank,
    /// Hide the tutor's half, or show it again.
    HideTutor,
    /// Fill the screen, or stop doing so.
    FullScreen,
    /// Count a hand for a choice, by its place, and mark it; at the reveal of a room that has not decided, pick it.
    Hand(u8),
    /// Count one more (or fewer) for the choice that was marked last.
    MarkedHand(bool),
    /// Count one more (or fewer) for a choice.
    ChangeHand(u8, bool),
    /// Take counted hands as they were typed.
    TypeHands(String),
    /// Put the keyboard into the field for counted hands.
    FocusHands,
    /// Show or hide the distribution.
    ToggleCounts,
    /// Pick a choice to be played, or let go of it.
    Pick(u8),
    /// Play the silence at this length, in milliseconds.
    PlaySilence(u32),
    /// Put a belief into the summary, or take it out.
    Belief(u8),
    /// Let the discussion's clock run, or stop it.
    ToggleClock,
    /// Give the discussion so many seconds more.
    MoreTime(i64),
    /// How long discussions have, in minutes.
    Minutes(i64),
    /// Write down what was said in a round of the current branch.
    Note(usize, String),
    /// Take up a round of the current branch again.
    Rewind(usize, Anew),
    /// Show what another response would have done at a round: the round and the response's place in the statement.
    Shadow(usize, u8),
    /// Give the turn to another team.
    TurnTo(usize),
    /// Begin anew with these teams; with none, the room is one.
    Begin(Vec<String>),
    /// Whether what was asked about is to be done, though votes go with it.
    Answer(bool),
    /// The steps that are stopped at.
    SetPlan(Plan),
    /// What phones are shown.
    SetPhones(PhoneSettings),
    /// End the hour here and look back, or take it up again.
    End(bool),
    /// Open a window of its own for the room, or close it.
    Projector(bool),
    /// Open that window if it is closed, close it if it is open.
    ToggleProjector,
    /// Show that window on this screen, full; `None` for a window.
    Monitor(Option<Monitor>),
    /// Show the room how to join with a phone, or stop.
    ShowJoin,
    /// Start the server on the network that is chosen.
    StartPhones,
    /// Stop it.
    StopPhones,
    /// Choose the network that phones are on, by its place in the list.
    ChooseNetwork(usize),
    /// Look at the networks again.
    LookAtNetworks,
    /// Try the server's own address.
    TestPhones,
    /// Ask where to put the report.
    ChoosePlace(ClassroomFormat),
    /// Write the report; the last says whether a file that is there may be replaced.
    Save(ClassroomFormat, PathBuf, bool),
    /// Leave the classroom. The lesson stays until another is begun.
    Leave,
}

/// The keys, for the help sheet.
pub const KEYS: &[(&str, &str)] = &[
    ("Page Down", "Go on to the next step; a presenter’s clicker sends it"),
    ("Page Up", "Go back a step"),
    ("B or .", "Show the room nothing, or show it again"),
    (
        "1 to 8",
        "Count a hand for A to H; pick the response where the room has not decided",
    ),
    ("+ and −", "One hand more, or fewer, for the letter counted last"),
    ("T", "Type the hands: A 12 B 5"),
    ("D", "Show or hide how the votes fell"),
    ("J", "Show how to join with a phone"),
    ("H", "Hide or show the tutor’s half"),
    ("W", "Open or close the room’s window"),
    ("F or F11", "Fill the screen"),
];

/// The keys that do something by themselves.
const PLAIN: [(Key, ClassroomCommand); 10] = [
    (Key::B, ClassroomCommand::Blank),
    (Key::Period, ClassroomCommand::Blank),
    (Key::H, ClassroomCommand::HideTutor),
    (Key::F, ClassroomCommand::FullScreen),
    (Key::W, ClassroomCommand::ToggleProjector),
    (Key::D, ClassroomCommand::ToggleCounts),
    (Key::J, ClassroomCommand::ShowJoin),
    (Key::T, ClassroomCommand::FocusHands),
    (Key::Minus, ClassroomCommand::MarkedHand(false)),
    (Key::Equals, ClassroomCommand::MarkedHand(true)),
];

/// What was asked for by keys. A clicker's keys count even while somebody types; letters don't.
pub fn pressed(ctx: &Context) -> Vec<ClassroomCommand> {
    let types = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        let mut asked = Vec::new();
        let plain = Modifiers::NONE;
        if input.consume_key(plain, Key::PageDown) {
            asked.push(ClassroomCommand::Next);
        }
        if input.consume_key(plain, Key::PageUp) {
            asked.push(ClassroomCommand::Back);
        }
        if input.consume_key(plain, Key::F11) {
            asked.push(ClassroomCommand::FullScreen);
        }
        if types || input.modifiers.command || input.modifiers.alt {
            return asked;
        }
        for (place, key) in (0_u8..).zip(NUMBERS) {
            if input.consume_key(plain, key) {
                asked.push(ClassroomCommand::Hand(place));
            }
        }
        // On many keyboards plus needs the shift key.
        if input.consume_key(plain, Key::Plus) || input.consume_key(Modifiers::SHIFT, Key::Plus) {
            asked.push(ClassroomCommand::MarkedHand(true));
        }
        for (key, command) in PLAIN {
            if input.consume_key(plain, key) {
                asked.push(command);
            }
        }
        asked
    })
}
