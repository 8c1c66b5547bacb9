//! What the studio holds: the desk, what its views remember, and what is asked over it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::asking::{Asking, Then};
use super::command::{Purpose, StudioCommand};
use super::coverage::CoverageState;
use super::desk::Desk;
use super::door::DoorState;
use super::inspector::FormState;
use super::keeping::Kept;
use super::plan::PlanBoard;
use super::play::PlayState;
use super::sign_off::SignOffState;
use super::source::SourceState;
use super::tabs::{Half, Plan, Tab};
use crate::ui::crash::Rescue;

/// What a dialog of the system has brought, and what for.
pub(super) type Named = (Purpose, Option<PathBuf>);

/// The studio.
pub struct Studio {
    /// What lies on the desk.
    pub(super) desk: Option<Desk>,
    /// Its file, its drafts, its earlier versions.
    pub(super) kept: Kept,
    /// What a panic saves of it.
    pub(super) rescue: Rescue,
    /// What the views remember.
    pub(super) view: StudioView,
    /// What is asked for in this frame. Not in the hands of a view, so that it is there still if a view breaks.
    pub(super) asks: Vec<StudioCommand>,
    /// What is asked over the desk.
    pub(super) asking: Option<Asking>,
    /// What the beginning remembers.
    pub(super) door: DoorState,
    /// What is to be done once a new vignette has been saved under a name.
    pub(super) then: Option<Then>,
    /// Whether the program may be closed.
    pub(super) may_quit: bool,
    /// What the system's dialogs have answered.
    pub(super) paths: (Sender<Named>, Receiver<Named>),
}

/// What the views of the desk remember.
#[derive(Debug, Default)]
pub struct StudioView {
    /// The map or the outline.
    pub plan: Plan,
    /// What these show, and what they remember.
    pub board: PlanBoard,
    /// What stands under it.
    pub tab: Option<Tab>,
    /// Whether plan, forms and tabs take turns, for want of room.
    pub narrow: bool,
    /// Which of plan and forms has its turn.
    pub half: Half,
    /// The forms.
    pub forms: FormState,
    /// The text of the file.
    pub source: SourceState,
    /// The play.
    pub play: PlayState,
    /// What it exercises.
    pub coverage: CoverageState,
    /// What is ticked.
    pub sign_off: SignOffState,
}

impl StudioView {
    /// Shows the plan or the forms, where only one of them and the tabs has room.
    pub fn turn_to(&mut self, half: Half) {
        self.half = half;
        if self.narrow {
            self.tab = None;
        }
    }
}

impl Default for Studio {
    fn default() -> Self {
        Self {
            desk: None,
            kept: Kept::default(),
            rescue: Rescue::default(),
            view: StudioView::default(),
            asks: Vec::new(),
            asking: None,
            door: DoorState::default(),
            then: None,
            may_quit: false,
            paths: channel(),
        }
    }
}

impl Studio {
    /// Whether something would be lost.
    pub fn is_unsaved(&self) -> bool {
        self.desk
            .as_ref()
            .is_some_and(|desk| desk.document.is_dirty() && !desk.document.is_read_only() && !desk.is_untouched())
    }

    /// Whether something lies on the desk.
    pub fn is_writing(&self) -> bool {
        self.desk.is_some()
    }

    /// What lies on the desk, for the bar at the top.
    pub fn name(&self) -> Option<String> {
        self.desk.as_ref().map(Desk::name)
    }

    /// What a panic saves of it: for tests.
    pub fn rescue(&self) -> &Rescue {
        &self.rescue
    }

    /// Waits until all was looked at: for pictures and tests.
    pub fn wait(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.wait();
            self.view.board.take(desk);
        }
        self.view.board.wait();
    }

    /// What is shown, by the place where it stands: for tests.
    pub fn shown(&self) -> Option<String> {
        self.desk.as_ref().map(|desk| desk.spot.pointer().to_string())
    }

    /// The text on the desk: for tests.
    pub fn text(&self) -> Option<&str> {
        self.desk.as_ref().map(|desk| desk.document.text())
    }
}
