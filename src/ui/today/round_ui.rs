//! Draws the short look back at a round: what is steady, what comes back and when.

use egui::{Key, Ui};

use super::data::LookBackData;
use crate::ui::command::Command;
use crate::ui::page::{READ, lead, page};
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{link_button, page_title, primary_button, quiet_button, section_heading};

/// Shows the look back.
pub fn round_ui(ui: &mut Ui, data: &LookBackData, commands: &mut Vec<Command>) {
    page(ui, "round", READ, |ui| {
        page_title(ui, &data.title);
        lead(
            ui,
            "What held comes back later; what slipped comes back soon, at another moment.",
        );
        ui.add_space(space::L);
        cards_ui(ui, "Steady now", &data.steady);
        cards_ui(ui, "On its way", &data.coming);
        if data.steady.is_empty() && data.coming.is_empty() {
            let ink = palette(ui).ink_soft;
            ui.label(prose(ui, "Whatever is due is still there when you come back.").color(ink));
            ui.add_space(space::M);
        }
        let free = ui.memory(|memory| memory.focused().is_none());
        let entered = free && ui.input(|input| input.key_pressed(Key::Enter));
        ui.horizontal_wrapped(|ui| match &data.new {
            Some((origin, name)) => {
                if primary_button(ui, name).clicked() || entered {
                    commands.push(Command::OpenBriefing(origin.clone()));
                }
                if quiet_button(ui, "That is enough for today").clicked() {
                    commands.push(Command::ShowToday);
                }
            }
            None => {
                if primary_button(ui, "Back to today").clicked() || entered {
                    commands.push(Command::ShowToday);
                }
            }
        });
        if data.drafted {
            ui.add_space(space::S);
            if link_button(ui, "Look at your own words").clicked() {
                commands.push(Command::Review);
            }
        }
    });
}

fn cards_ui(ui: &mut Ui, heading: &str, cards: &[(String, String)]) {
    if cards.is_empty() {
        return;
    }
    section_heading(ui, heading);
    for (what, when) in cards {
        ui.label(prose(ui, what.as_str()));
        let ink = palette(ui).ink_soft;
        ui.label(TextRole::Small.text(when.as_str()).color(ink));
        ui.add_space(space::S);
    }
    ui.add_space(space::M);
}
