//! Asks before the votes of a lesson are put away.

use egui::{Margin, Modal, Ui};

use super::state::TutorState;
use crate::classroom::lesson::Lesson;
use crate::report::account::words::count;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::theme::{prose, space};
use crate::ui::widgets::{page_title, primary_button, quiet_button};

/// Shows the question, if there is one.
pub(super) fn anew_ui(ui: &Ui, lesson: &Lesson, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    let Some(teams) = &view.asks_anew else { return };
    let rounds: usize = lesson.branches().iter().map(|branch| branch.rounds().len()).sum();
    let mut answer = None;
    let frame = egui::Frame::window(ui.style()).inner_margin(Margin::same(28));
    let modal = Modal::new(egui::Id::unique("classroom-anew")).frame(frame).show(ui, |ui| {
        let content = ui.ctx().content_rect();
        ui.set_width((content.width() - 2.0 * space::XL).min(520.0));
        page_title(ui, "This lesson has votes");
        let told = format!(
            "Beginning anew puts away {} with every vote and note in it. Save the report first if you want to keep the sums.",
            count(rounds, "round", "rounds")
        );
        ui.label(prose(ui, told));
        ui.add_space(space::M);
        ui.horizontal_wrapped(|ui| {
            if primary_button(ui, "Go on with this lesson").clicked() {
                answer = Some(false);
            }
            if quiet_button(ui, "Begin anew").clicked() {
                answer = Some(true);
            }
        });
    });
    if answer == Some(true) {
        asked.push(ClassroomCommand::Begin(teams.clone()));
    }
    if answer.is_some() || modal.should_close() {
        view.asks_anew = None;
    }
}
