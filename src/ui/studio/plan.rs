//! The map or the outline of what lies on the desk.

use egui::Ui;

use super::command::StudioCommand;
use super::desk::Desk;
use super::map::{MapAsk, MapData, MapView, PlanState, map_ui};
use super::outline::outline_ui;
use super::play::SidePlay;
use super::spot::Spot;
use super::tabs::Plan;
use crate::scenario::diagnostic::Diagnostic;

/// What the map and the outline show, and what they remember.
#[derive(Debug, Default)]
pub struct PlanBoard {
    /// What they remember.
    pub state: PlanState,
    data: MapData,
    made_for: Option<(u64, u64, bool)>,
    /// Of which version the findings in it are.
    counted: Option<(u64, bool)>,
}

impl PlanBoard {
    /// Makes the boxes and arrows anew if the document or what was found in it has changed. Those of a long vignette are made behind the
    /// stage and fetched by [`Self::take`]; what is drawn until then is what was there before.
    fn follow(&mut self, desk: &Desk) {
        let found = &desk.looking.found;
        let made_for = (desk.document.revision(), found.revision, found.deep);
        let counted = (found.revision, found.deep);
        let Some(scenario) = desk.scenario() else { return };
        if desk.document.is_long() && self.made_for.is_some() {
            if self.counted != Some(counted) {
                self.counted = Some(counted);
                self.data.recount(desk.findings());
                self.data.version += 1;
            }
            return;
        }
        if self.made_for == Some(made_for) {
            return;
        }
        (self.made_for, self.counted) = (Some(made_for), Some(counted));
        let findings: &[Diagnostic] = desk.findings();
        self.data = MapData::new(self.data.version + 1, scenario, findings);
    }

    /// Fetches boxes and arrows that were made behind the stage.
    pub fn take(&mut self, desk: &mut Desk) {
        let Some(mut plan) = desk.take_plan() else { return };
        plan.version = self.data.version + 1;
        let old = std::mem::replace(&mut self.data, plan);
        desk.discard(old);
        self.counted = None;
        self.made_for = Some((desk.document.revision(), 0, false));
    }

    /// Waits until everything stands where it is to stand: for pictures and tests.
    pub fn wait(&mut self) {
        self.state.map.wait();
    }
}

/// Shows the one that was chosen.
pub fn board_ui(ui: &mut Ui, desk: &Desk, board: &mut PlanBoard, plan: Plan, asks: &mut Vec<StudioCommand>) {
    board.follow(desk);
    let shown = (desk.spot != Spot::Vignette).then(|| desk.spot.pointer());
    let playing = desk.play.as_ref().and_then(SidePlay::statement);
    let view = MapView {
        data: &board.data,
        shown: shown.as_ref(),
        playing,
        read_only: desk.is_locked(),
    };
    let mut wanted = Vec::new();
    match plan {
        Plan::Map => map_ui(ui, &view, &mut board.state, &mut wanted),
        Plan::Outline => outline_ui(ui, &view, &mut board.state, &mut wanted),
    }
    for ask in wanted {
        let plays = matches!(ask, MapAsk::PlayFrom(_));
        asks.push(StudioCommand::Map(ask));
        if plays {
            asks.push(StudioCommand::PlayHere);
        }
    }
}
