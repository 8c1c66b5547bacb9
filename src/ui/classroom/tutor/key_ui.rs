//! Draws what only the tutor sees: the inner voice, what there is to notice, and what each response is worth and leads to.

use egui::{Role, Ui, WidgetInfo};

use super::state::TutorState;
use super::tutor_ui::{TutorData, hint};
use crate::classroom::round::Step;
use crate::ui::classroom::command::ClassroomCommand;
use crate::ui::classroom::key::{Key, KeyResponse};
use crate::ui::theme::{TextRole, inner_voice, palette, prose, space, strong};
use crate::ui::widgets::{card, chip, quiet_button, section_heading};

/// Shows the key.
pub(super) fn key_ui(ui: &mut Ui, data: &TutorData<'_>, view: &mut TutorState, asked: &mut Vec<ClassroomCommand>) {
    ui.set_width(ui.available_width() - space::M);
    let Some(key) = data.key else {
        hint(
            ui,
            "The room looks back. What is worth talking about stands on its screen.",
        );
        return;
    };
    section_heading(ui, "For you alone");
    notice_ui(ui, key);
    let step = data.lesson.round().map(crate::classroom::round::Round::step);
    let can_pick = matches!(step, Some(Step::Reveal | Step::Act));
    let picked = data.lesson.round().and_then(crate::classroom::round::Round::to_play);
    for response in &key.responses {
        let pick = can_pick.then(|| pick_label(response, picked));
        let is_picked = picked == Some(response.place);
        response_ui(ui, response, (pick.as_deref(), is_picked), view, asked);
        ui.add_space(space::XS);
    }
}

fn notice_ui(ui: &mut Ui, key: &Key) {
    let p = palette(ui);
    let factor = key
        .factor
        .as_ref()
        .map(|factor| format!(" At work: {}.", factor.to_lowercase()))
        .unwrap_or_default();
    ui.label(prose(ui, format!("{}{factor}", key.notice)).color(p.ink_soft));
    if let Some(inner) = &key.inner {
        ui.label(inner_voice(ui, inner.as_str()).size(TextRole::Lead.size(ui)));
    }
    ui.add_space(space::XS);
}

fn response_ui(
    ui: &mut Ui,
    response: &KeyResponse,
    (pick, is_picked): (Option<&str>, bool),
    view: &mut TutorState,
    asked: &mut Vec<ClassroomCommand>,
) {
    let p = palette(ui);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(strong(response.letter.to_string()));
            let dots =
                "●".repeat(usize::from(response.quality)) + &"○".repeat(usize::from(4 - response.quality.min(4)));
            let mark = ui.label(
                TextRole::Small
                    .text(format!("{dots}  {}", response.word))
                    .color(p.ink_soft),
            );
            let spoken = format!("{}: {}, {} of 4", response.letter, response.word, response.quality);
            mark.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.as_str()));
            for label in &response.labels {
                chip(ui, label);
            }
            buttons_ui(ui, response, (pick, is_picked), view, asked);
        });
        ui.label(prose(ui, response.said.as_str()));
        ui.label(
            TextRole::Small
                .text(format!("{} {}", response.moved, response.leads))
                .color(p.ink_soft),
        );
        let bit = 1_u8 << (response.place & 7);
        if view.explained & bit != 0 {
            ui.label(prose(ui, response.feedback.as_str()));
        }
    });
}

/// The button that picks a response, with what will be played otherwise.
fn pick_label(response: &KeyResponse, picked: Option<u8>) -> String {
    let letter = response.letter;
    match picked {
        Some(place) if place == response.place => format!("{letter} will be played"),
        Some(_) => format!("Play {letter} instead"),
        None => format!("Play {letter}"),
    }
}

/// Why it is so apt, and the way to play it.
fn buttons_ui(
    ui: &mut Ui,
    response: &KeyResponse,
    (pick, is_picked): (Option<&str>, bool),
    view: &mut TutorState,
    asked: &mut Vec<ClassroomCommand>,
) {
    let bit = 1_u8 << (response.place & 7);
    let explain = if view.explained & bit == 0 { "Why" } else { "Less" };
    let button = quiet_button(ui, explain);
    let spoken = format!("{explain}: {}", response.letter);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken.as_str()));
    if button.clicked() {
        view.explained ^= bit;
    }
    if let Some(label) = pick {
        let pick = ui.add_enabled_ui(!is_picked, |ui| quiet_button(ui, label)).inner;
        if pick.clicked() {
            asked.push(ClassroomCommand::Pick(response.place));
        }
    }
}
