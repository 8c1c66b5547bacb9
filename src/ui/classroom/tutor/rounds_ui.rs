//! Draws the rounds that were, and the ways back: vote anew, play another response, look at a path not taken.

use egui::{Role, Ui, WidgetInfo};

use super::tutor_ui::{TutorData, hint, side_heading};
use crate::classroom::lesson::{Anew, Branch};
use crate::classroom::round::Round;
use crate::classroom::tally::letter;
use crate::classroom::teams::Comparison;
use crate::report::account::words::{count, quote};
use crate::report::classroom::words;
use crate::session::texts;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{card, quiet_button};

/// Shows the rounds of the branch whose turn it is.
pub(super) fn rounds_ui(ui: &mut Ui, data: &TutorData<'_>, asked: &mut Vec<ClassroomCommand>) {
    if let Some(branch) = data.lesson.branch() {
        let mut played = branch
            .rounds()
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, round)| round.played().is_some())
            .peekable();
        if played.peek().is_none() {
            hint(
                ui,
                "Rounds that were played stand here. Each can be taken up again, and you can show the room what another response would have done.",
            );
        }
        for (at, round) in played {
            round_ui(ui, data, branch, (at, round), asked);
            ui.add_space(space::XS);
        }
        if !branch.left().is_empty() {
            hint(
                ui,
                &format!(
                    "Tried and taken back: {}.",
                    count(branch.left().len(), "response", "responses")
                ),
            );
        }
    }
    teams_ui(ui, data);
}

fn round_ui(
    ui: &mut Ui,
    data: &TutorData<'_>,
    branch: &Branch,
    (at, round): (usize, &Round),
    asked: &mut Vec<ClassroomCommand>,
) {
    let scenario = &data.lesson.vignette().scenario;
    let says = texts::facing(scenario, round.faced()).map_or("", |facing| facing.says);
    let number = at + 1;
    let ink = palette(ui).ink_soft;
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(TextRole::Small.text(format!("Round {number}")).color(ink));
        ui.label(prose(ui, quote(says)));
        let who = if round.is_rooms() {
            "the room’s choice"
        } else {
            "your choice"
        };
        let mut told = round
            .played_letter()
            .map(|letter| format!("Played {letter}, {who}."))
            .unwrap_or_default();
        if let Some(shift) = round.shift() {
            told.push(' ');
            told.push_str(&words::shift(&shift));
        }
        ui.label(TextRole::Small.text(told).color(ink));
        ui.horizontal_wrapped(|ui| {
            for (label, anew) in [("Vote again", Anew::Vote), ("Play another", Anew::Play)] {
                let button = quiet_button(ui, label);
                let spoken = format!("{label}: round {number}");
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.as_str()));
                if button.clicked() {
                    asked.push(ClassroomCommand::Rewind(at, anew));
                }
            }
        });
        let played = round.played().map(|answered| answered.response);
        ui.horizontal_wrapped(|ui| {
            ui.label(TextRole::Small.text("What if it had been").color(ink));
            for (place, rated) in (0_u8..).zip(round.rated()) {
                if Some(rated.response) == played {
                    continue;
                }
                let button = quiet_button(ui, &letter(place).to_string());
                let spoken = format!("What if it had been {} in round {number}", letter(place));
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.as_str()));
                if button.clicked() {
                    asked.push(ClassroomCommand::Shadow(at, rated.response));
                }
            }
        });
    });
    debug_assert!(at < branch.rounds().len(), "the round is one of the branch's");
}

/// Where the teams stand.
fn teams_ui(ui: &mut Ui, data: &TutorData<'_>) {
    if data.lesson.branches().len() < 2 {
        return;
    }
    side_heading(ui, "The teams");
    let compared = Comparison::of(data.lesson);
    for course in &compared.courses {
        let [bond, tasks, goals] = course.now();
        let rounds = count(course.played.len(), "round", "rounds");
        let letters: String = course.played.iter().map(|played| played.letter).collect();
        let text = format!(
            "{}: {rounds} {letters}. Bond {bond}, tasks {tasks}, goals {goals}.",
            course.name
        );
        ui.label(prose(ui, text));
    }
    let parted = match compared.parted {
        Some(turn) => format!("Their ways part at round {}.", turn + 1),
        None => "They have answered alike so far.".to_owned(),
    };
    hint(ui, &parted);
}
