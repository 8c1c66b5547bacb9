//! Draws the responses on offer: large cards with number keys, and what a silence or a summary needs besides.

use egui::{Key, Ui};

use super::data::{CardData, RespondData};
use super::keys::{enter_pressed, free_pressed, number_pressed};
use super::play::Hand;
use super::steps_ui::beliefs_ui;
use crate::session::event::Move;
use crate::session::texts::Said;
use crate::session::words::band;
use crate::ui::command::Command;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{breathing_ring, card_button, key_cap, primary_button, quiet_button, section_heading};

/// A silence ends by itself after this many seconds: the longest band that the format allows.
const LONGEST_SILENCE_S: f64 = 60.0;

/// Shows the responses. Marking one is free; "Say this" says it.
pub fn responses_ui(ui: &mut Ui, name: &str, data: &RespondData<'_>, hand: &mut Hand, commands: &mut Vec<Command>) {
    section_heading(ui, "Your answer");
    if let Some(draft) = data.draft {
        let ink = palette(ui).ink_soft;
        let text = TextRole::Small.text(format!("Your own words: {draft}")).color(ink);
        ui.add(egui::Label::new(text).truncate()).on_hover_text(draft);
        ui.add_space(space::XS);
    }
    if let Some(since) = hand.silent_since {
        silence_ui(ui, data, hand, since, commands);
        return;
    }
    if let Some(card) = number_pressed(ui).and_then(|at| data.cards.get(at)) {
        hand.marked = Some(card.response);
        hand.in_sight = false;
        ui.memory_mut(|memory| memory.stop_text_input());
    }
    for (at, card) in data.cards.iter().enumerate() {
        let marked = hand.marked == Some(card.response);
        let shown = card_ui(ui, at + 1, card, marked);
        let again = marked && shown.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if shown.clicked() && !marked {
            hand.marked = Some(card.response);
            hand.in_sight = false;
        }
        if again {
            // With the keyboard on the card that is marked, Enter goes on as it does from anywhere.
            match card.said {
                Said::Words(_) => commands.push(answer(card, 0, 0)),
                Said::Silence(_) => hand.silent_since = Some(ui.input(|input| input.time)),
                Said::Summary(_) => {}
            }
        }
        if marked {
            let said = ui.scope(|ui| say_ui(ui, name, card, data, hand, commands)).response;
            if !std::mem::replace(&mut hand.in_sight, true) {
                // Clear of the edge, where things fade.
                ui.scroll_to_rect(said.rect.expand2(egui::vec2(0.0, space::L)), None);
            }
            ui.add_space(space::XS);
        }
    }
    if hand.marked.is_none() {
        let ink = palette(ui).ink_faint;
        let hint = "Mark one with its number or a click. You can change your mind until you say it.";
        ui.label(TextRole::Small.text(hint).color(ink));
    }
}

fn card_ui(ui: &mut Ui, number: usize, card: &CardData<'_>, marked: bool) -> egui::Response {
    let silent = matches!(card.said, Said::Silence(_));
    let label = format!(
        "{number}. {}{}",
        if silent { "Silence: " } else { "" },
        card.said.text()
    );
    let inner = card_button(ui, ("response", card.response), &label, marked, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            key_cap(ui, &number.to_string());
            ui.add_space(space::XS);
            ui.vertical(|ui| {
                let size = TextRole::Lead.size(ui);
                let text = egui::RichText::new(card.said.text())
                    .size(size)
                    .line_height(Some((size * 1.4).round()));
                let family = TextRole::Speech.family();
                let text = match card.said {
                    Said::Words(_) | Said::Summary(_) => text.family(family),
                    Said::Silence(_) => text.family(egui::FontFamily::Name(crate::ui::theme::SPEECH_ITALIC.into())),
                };
                ui.label(text);
                let aside = match card.said {
                    Said::Words(_) => None,
                    Said::Summary(_) => Some("A summary: you choose what goes into it"),
                    Said::Silence(_) => Some("A silence: you hold it for as long as you think right"),
                };
                if let Some(aside) = aside {
                    let ink = palette(ui).ink_soft;
                    ui.label(TextRole::Small.text(aside).color(ink));
                }
            });
        });
    });
    inner.response
}

fn answer(card: &CardData<'_>, held_ms: u32, beliefs: u32) -> Command {
    Command::Act(Move::Answer {
        response: card.response,
        held_ms,
        beliefs,
    })
}

fn say_ui(
    ui: &mut Ui,
    name: &str,
    card: &CardData<'_>,
    data: &RespondData<'_>,
    hand: &mut Hand,
    commands: &mut Vec<Command>,
) {
    match card.said {
        Said::Words(_) => {
            if primary_button(ui, "Say this").clicked() || enter_pressed(ui) {
                commands.push(answer(card, 0, 0));
            }
        }
        Said::Summary(_) => {
            let question = format!("What goes into your summary? {name} will put right what is not so.");
            ui.label(prose(ui, question));
            beliefs_ui(ui, &data.beliefs, &mut hand.beliefs);
            ui.add_space(space::S);
            let some = hand.beliefs != 0;
            let button = ui.add_enabled_ui(some, |ui| primary_button(ui, "Say it back")).inner;
            if some && (button.clicked() || enter_pressed(ui)) {
                commands.push(answer(card, 0, hand.beliefs));
            }
        }
        Said::Silence(_) => {
            ui.horizontal_wrapped(|ui| {
                let keyed = free_pressed(ui, Key::Space) || enter_pressed(ui);
                if primary_button(ui, "Stay silent").clicked() || keyed {
                    hand.silent_since = Some(ui.input(|input| input.time));
                }
                ui.label(TextRole::Small.text("or say how long:").color(palette(ui).ink_soft));
                for (at, &from_s) in card.bands_s.iter().enumerate() {
                    let words = band(from_s, card.bands_s.get(at + 1).copied());
                    if quiet_button(ui, &words).clicked() {
                        commands.push(answer(card, u32::from(from_s) * 1000, 0));
                    }
                }
            });
        }
    }
}

/// The silence itself: no clock, only breath. Space, Enter or the button ends it.
fn silence_ui(ui: &mut Ui, data: &RespondData<'_>, hand: &mut Hand, since: f64, commands: &mut Vec<Command>) {
    let Some(card) = data.cards.iter().find(|card| hand.marked == Some(card.response)) else {
        hand.silent_since = None;
        return;
    };
    let held_s = ui.input(|input| input.time) - since;
    ui.vertical_centered(|ui| {
        ui.add_space(space::L);
        breathing_ring(ui, 120.0, "Silence");
        ui.add_space(space::S);
        let ink = palette(ui).ink_soft;
        ui.label(prose(ui, card.said.text()).italics().color(ink));
        ui.add_space(space::M);
        let keyed = free_pressed(ui, Key::Space) || enter_pressed(ui);
        let ended = primary_button(ui, "End the silence").clicked() || keyed && held_s > 0.3;
        if ended || held_s >= LONGEST_SILENCE_S {
            // Between 0 and a minute, so the cast is exact enough.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let held_ms = (held_s.clamp(0.0, LONGEST_SILENCE_S) * 1000.0) as u32;
            hand.silent_since = None;
            commands.push(answer(card, held_ms, 0));
        }
    });
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}
