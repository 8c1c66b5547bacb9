//! Draws the conversation so far: quieter than what is said now.

use egui::{RichText, Ui};

use super::data::PastTurn;
use crate::session::texts::Said;
use crate::ui::theme::{TextRole, inner_voice, palette, prose, space};

/// Shows the turns that are over.
pub fn transcript_ui(ui: &mut Ui, client: &str, past: &[PastTurn<'_>]) {
    for turn in past {
        if let Some(scene) = turn.scene {
            ui.label(prose(ui, scene).color(palette(ui).ink_soft));
            ui.add_space(space::XS);
        }
        spoken(ui, client, turn.says);
        answered(ui, turn.said);
        for correction in &turn.corrections {
            spoken(ui, client, correction);
        }
        if let Some(reaction) = turn.reaction {
            stage(ui, reaction);
        }
        ui.add_space(space::S);
    }
}

/// What happens besides words.
pub fn stage(ui: &mut Ui, text: &str) {
    let ink = palette(ui).ink_soft;
    let size = TextRole::Lead.size(ui);
    let text = inner_voice(ui, text)
        .size(size)
        .line_height(Some((size * space::BODY_LEADING).round()))
        .color(ink);
    ui.label(text);
    ui.add_space(space::XS);
}

fn spoken(ui: &mut Ui, name: &str, text: &str) {
    let p = palette(ui);
    ui.label(TextRole::Small.text(name).color(p.ink_faint));
    ui.label(past_words(ui, text).color(p.ink_soft));
    ui.add_space(space::XS);
}

/// What the practitioner said or did, set off to the right of a line in the accent's color.
pub fn answered(ui: &mut Ui, said: Said<'_>) {
    let p = palette(ui);
    let before = ui.cursor().top();
    ui.horizontal_top(|ui| {
        ui.add_space(space::L);
        ui.vertical(|ui| {
            ui.label(TextRole::Small.text("You").color(p.ink_faint));
            let text = match said {
                Said::Words(text) | Said::Summary(text) => past_words(ui, text).color(p.ink),
                Said::Silence(text) => past_words(ui, text).color(p.ink_soft).italics(),
            };
            ui.label(text);
        });
    });
    let line = egui::Rect::from_min_max(
        egui::pos2(ui.min_rect().left() + space::S, before + 2.0),
        egui::pos2(ui.min_rect().left() + space::S + 3.0, ui.cursor().top() - space::S),
    );
    ui.painter().rect_filled(line, 1.5, p.accent);
    ui.add_space(space::XS);
}

fn past_words(ui: &Ui, text: &str) -> RichText {
    let size = TextRole::Lead.size(ui);
    let family = TextRole::Speech.family();
    RichText::new(text)
        .size(size)
        .family(family)
        .line_height(Some((size * space::SPEECH_LEADING).round()))
}
