//! Draws what an answer did: the client first, then the colleague's words, then the labels.

use egui::{Key, Ui};

use super::data::FeedbackData;
use super::keys::{enter_pressed, key_pressed};
use super::play::Hand;
use super::transcript_ui::{answered, stage};
use crate::framework::model::Row;
use crate::session::event::Move;
use crate::session::words::moved;
use crate::ui::command::Command;
use crate::ui::page::inset;
use crate::ui::theme::{TextRole, inner_voice, palette, prose, space, speech, strong};
use crate::ui::widgets::{
    chip_row, chip_to_stop_at, focus_ring, link_button, primary_button, quiet_button, section_heading,
};

/// Shows the feedback on this turn's answer.
pub fn feedback_ui(ui: &mut Ui, name: &str, data: &FeedbackData<'_>, hand: &mut Hand, commands: &mut Vec<Command>) {
    let p = palette(ui);
    answered(ui, data.said);
    for correction in &data.corrections {
        ui.label(TextRole::Small.text(name).color(p.ink_faint));
        ui.label(speech(ui, *correction));
    }
    stage(ui, data.reaction);
    ui.add_space(space::S);
    section_heading(ui, "What it did");
    ui.label(prose(ui, data.feedback));
    ui.add_space(space::XS);
    ui.label(TextRole::Small.text(moved(data.answered)).color(p.ink_soft));
    labels(ui, data);
    if let Some(noticed) = &data.noticed {
        ui.add_space(space::S);
        ui.label(strong("What you noticed"));
        ui.label(prose(ui, noticed.as_str()));
    }
    if let Some(instead) = data.instead {
        ui.add_space(space::S);
        ui.label(strong("You could have said"));
        inset(ui, |ui| ui.label(speech(ui, instead).size(TextRole::Lead.size(ui))));
    }
    if let Some(draft) = data.draft {
        ui.add_space(space::S);
        ui.label(strong("Your own words"));
        inset(ui, |ui| ui.label(prose(ui, draft)));
    }
    inner(ui, name, data, hand);
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, "Go on").clicked() || enter_pressed(ui) {
            commands.push(Command::Act(Move::Continue));
        }
        if data.can_rewind && quiet_button(ui, "Try this moment again").clicked() {
            commands.push(Command::PlayFrom(data.answered.turn));
        }
    });
}

fn inner(ui: &mut Ui, name: &str, data: &FeedbackData<'_>, hand: &mut Hand) {
    let Some(text) = data.inner else { return };
    ui.add_space(space::S);
    let keyed = key_pressed(ui, Key::I);
    if hand.inner {
        ui.label(strong(format!("What {name} did not say")));
        let ink = palette(ui).ink_soft;
        let text = inner_voice(ui, text).color(ink);
        ui.label(text);
    } else if link_button(ui, &format!("Hear what {name} did not say")).clicked() || keyed {
        hand.inner = true;
    }
}

fn labels(ui: &mut Ui, data: &FeedbackData<'_>) {
    ui.add_space(space::XS);
    let rows = |rows: &[&'_ Row]| -> Vec<(String, String)> {
        rows.iter().map(|row| (row.label.clone(), row.text.clone())).collect()
    };
    let one = |named: Option<(&str, &str)>| -> Vec<(String, String)> {
        named
            .into_iter()
            .map(|(label, text)| (label.to_owned(), text.to_owned()))
            .collect()
    };
    explained(ui, "It shows", &rows(&data.shows));
    explained(ui, "It misses, or gets in the way", &rows(&data.hinders));
    explained(ui, "Strategy", &one(data.strategy));
    explained(ui, "The pull", &one(data.pull));
}

/// Labels whose explanations are there on hover and on focus.
fn explained(ui: &mut Ui, heading: &str, named: &[(String, String)]) {
    if named.is_empty() {
        return;
    }
    let p = palette(ui);
    chip_row(ui, |ui| {
        ui.label(TextRole::Small.text(heading).color(p.ink_faint));
        for (label, text) in named {
            let label = chip_to_stop_at(ui, label);
            ui.ctx()
                .accesskit_node_builder(label.id, |node| node.set_description(text.as_str()));
            focus_ring(ui, &label, space::RADIUS);
            if label.has_focus() {
                label.show_tooltip_text(text.as_str());
            } else {
                label.on_hover_text(text.as_str());
            }
        }
    });
}
