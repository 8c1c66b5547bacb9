//! Draws the debrief.

use egui::Ui;

use super::debrief::Debrief;
use crate::framework::model::Framework;
use crate::session::event::Event;
use crate::session::texts;
use crate::ui::command::Command;
use crate::ui::page::{READ, page};
use crate::ui::theme::{prose, speech};
use crate::ui::widgets::{page_title, primary_button};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct DebriefState {}

/// Shows the debrief.
pub fn debrief_ui(
    ui: &mut Ui,
    data: &Debrief,
    _framework: &Framework,
    _state: &mut DebriefState,
    commands: &mut Vec<Command>,
) {
    page(ui, "debrief", READ, |ui| {
        let ended = data.log.iter().rev().find_map(|event| {
            if let Event::Ended(ended) = event {
                Some(ended)
            } else {
                None
            }
        });
        if let Some((ending, says)) = ended.and_then(|ended| texts::ending(&data.vignette.scenario, ended)) {
            page_title(ui, &ending.title);
            ui.label(speech(ui, says));
            ui.label(prose(ui, ending.debrief.as_str()));
        }
        if primary_button(ui, "Play again").clicked() {
            commands.push(Command::PlayAgain);
        }
    });
}
