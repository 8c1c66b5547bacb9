//! Draws the hour turn by turn.

use egui::{Align, RichText, Role, Sense, Ui};

use crate::report::account::offered::Offered;
use crate::report::account::turns::{AnswerData, TurnData};
use crate::ui::command::Command;
use crate::ui::debrief::data::DebriefData;
use crate::ui::debrief::debrief_ui::part_heading;
use crate::ui::debrief::measures::explain;
use crate::ui::page::{inset, readable};
use crate::ui::practise::transcript_ui::stage;
use crate::ui::theme::{TextRole, inner_voice, palette, prose, space, strong};
use crate::ui::widgets::{chip, chip_row, expander, focus_ring, link_button};

/// Shows every turn. The turn in `jump` is brought into view and takes the keyboard.
pub fn turns_ui(ui: &mut Ui, data: &DebriefData, jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    let ink = palette(ui).ink_soft;
    part_heading(ui, "Turn by turn");
    if !data.can_rewind {
        let text =
            "A probe is played straight through. Play the vignette again in another mode to try a turn differently.";
        ui.label(prose(ui, text).color(ink));
    }
    for turn in &data.account.turns {
        ui.push_id((data.key, turn.turn), |ui| turn_ui(ui, data, turn, jump, commands));
    }
}

fn turn_ui(ui: &mut Ui, data: &DebriefData, turn: &TurnData, jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    ui.add_space(space::L);
    ui.painter().hline(
        ui.max_rect().x_range(),
        ui.cursor().top(),
        egui::Stroke::new(1.0, p.line),
    );
    ui.add_space(space::M);
    heading(ui, data, turn, jump, commands);
    readable(ui, |ui| client_ui(ui, &data.account.client, turn));
    ui.add_space(space::S);
    match &turn.answer {
        Some(answer) => answer_ui(ui, &data.account.client, turn, answer),
        None => {
            ui.label(prose(ui, "You gave no answer here.").color(p.ink_soft));
        }
    }
}

/// What was seen and heard of the client, and what was not.
fn client_ui(ui: &mut Ui, client: &str, turn: &TurnData) {
    let p = palette(ui);
    if let Some(scene) = &turn.scene {
        ui.label(prose(ui, scene.as_str()).color(p.ink_soft));
        ui.add_space(space::XS);
    }
    ui.label(TextRole::Small.text(client).color(p.ink_faint));
    stage(ui, &turn.cue);
    if !turn.says.is_empty() {
        let said = words(ui, &turn.says);
        ui.label(said);
    }
    if let Some(inner) = &turn.inner {
        ui.add_space(space::XS);
        ui.label(
            TextRole::Small
                .text(format!("What {client} did not say"))
                .color(p.ink_faint),
        );
        let size = TextRole::Lead.size(ui);
        let voice = inner_voice(ui, inner.as_str())
            .size(size)
            .line_height(Some((size * space::SPEECH_LEADING).round()));
        ui.label(voice.color(p.ink_soft));
    }
    if let Some(noticed) = &turn.noticed {
        ui.add_space(space::XS);
        ui.label(prose(ui, noticed.as_str()).color(p.ink_soft));
    }
}

/// The turn's number, where the keyboard lands after a jump, and the way back into it.
fn heading(ui: &mut Ui, data: &DebriefData, turn: &TurnData, jump: &mut Option<u16>, commands: &mut Vec<Command>) {
    let title = format!("Turn {}", turn.turn + 1);
    // The row is as high as its button from the start, so that both stand in its middle.
    let height = (TextRole::Body.size(ui) * 1.3 + 2.0 * ui.spacing().button_padding.y).max(space::TARGET);
    let size = egui::vec2(ui.available_width(), height);
    let row = ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(Align::Center), |ui| {
        let sense = Sense::focusable_noninteractive();
        let response = ui.add(egui::Label::new(strong(title.as_str())).sense(sense));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Heading);
            node.set_level(3);
            node.clear_value();
            node.set_label(title.as_str());
        });
        focus_ring(ui, &response, space::RADIUS);
        if data.can_rewind {
            ui.with_layout(egui::Layout::right_to_left(Align::Center), |ui| {
                let button = link_button(ui, "Play again from here");
                ui.ctx()
                    .accesskit_node_builder(button.id, |node| node.set_description(title.as_str()));
                if button
                    .on_hover_text("Goes back to the beginning of this turn; what came after it is tried anew")
                    .clicked()
                {
                    commands.push(Command::PlayFrom(turn.turn));
                }
            });
        }
        response
    });
    if *jump == Some(turn.turn) {
        *jump = None;
        row.inner.request_focus();
        ui.scroll_to_rect(row.response.rect.expand2(egui::vec2(0.0, space::M)), Some(Align::TOP));
    }
}

fn answer_ui(ui: &mut Ui, client: &str, turn: &TurnData, answer: &AnswerData) {
    let width = ui.available_width();
    match &turn.draft {
        Some(draft) if width > TextRole::Body.size(ui) * 40.0 => {
            let half = (width - space::L) / 2.0;
            ui.horizontal_top(|ui| {
                side(ui, half, |ui| yours(ui, answer));
                ui.add_space(space::L - space::S);
                side(ui, half, |ui| draft_ui(ui, draft));
            });
        }
        Some(draft) => {
            yours(ui, answer);
            draft_ui(ui, draft);
        }
        None => readable(ui, |ui| yours(ui, answer)),
    }
    readable(ui, |ui| after_ui(ui, client, answer));
}

/// What came of an answer, and what else there was.
fn after_ui(ui: &mut Ui, client: &str, answer: &AnswerData) {
    let p = palette(ui);
    for correction in &answer.corrections {
        ui.label(TextRole::Small.text(client).color(p.ink_faint));
        let said = words(ui, correction);
        ui.label(said);
    }
    ui.add_space(space::XS);
    stage(ui, &answer.reaction);
    let facts = [Some(&answer.moved), answer.sure.as_ref(), answer.outlook.as_ref()];
    for fact in facts.into_iter().flatten() {
        ui.label(TextRole::Small.text(fact.as_str()).color(p.ink_soft));
    }
    ui.add_space(space::XS);
    expander(ui, "did", "What it did", false, |ui| did_ui(ui, answer));
    let others = answer.offered.len().saturating_sub(1);
    expander(
        ui,
        "offered",
        &format!("What else could have been said ({others})"),
        false,
        |ui| {
            for offered in &answer.offered {
                offered_ui(ui, offered);
            }
        },
    );
}

fn side(ui: &mut Ui, width: f32, add_contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(egui::vec2(width, 0.0), egui::Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        add_contents(ui);
    });
}

/// What was said or done, set off by a line in the accent's color.
fn yours(ui: &mut Ui, answer: &AnswerData) {
    let p = palette(ui);
    let top = ui.cursor().top();
    let left = ui.cursor().left();
    let width = ui.available_width();
    ui.horizontal_top(|ui| {
        ui.add_space(space::M);
        side(ui, width - space::L, |ui| {
            ui.label(TextRole::Small.text("You").color(p.ink_faint));
            let said = words(ui, &answer.said);
            ui.label(if answer.silent {
                said.italics().color(p.ink_soft)
            } else {
                said
            });
            if let Some(detail) = &answer.detail {
                ui.label(prose(ui, detail.as_str()).color(p.ink_soft));
            }
        });
    });
    bar(ui, left, top);
}

fn bar(ui: &Ui, left: f32, top: f32) {
    let p = palette(ui);
    let bottom = ui.min_rect().bottom();
    let rect = egui::Rect::from_min_max(egui::pos2(left + 4.0, top + 2.0), egui::pos2(left + 7.0, bottom));
    ui.painter().rect_filled(rect, 1.5, p.accent);
}

fn draft_ui(ui: &mut Ui, draft: &str) {
    let ink = palette(ui).ink_faint;
    ui.label(
        TextRole::Small
            .text("Your own words, before you saw any answer")
            .color(ink),
    );
    inset(ui, |ui| ui.label(prose(ui, draft)));
}

/// What an answer did, to a colleague.
fn did_ui(ui: &mut Ui, answer: &AnswerData) {
    let p = palette(ui);
    ui.label(prose(ui, answer.feedback.as_str()));
    for group in &answer.labels {
        chip_row(ui, |ui| {
            ui.label(TextRole::Small.text(group.heading).color(p.ink_faint));
            for item in &group.items {
                let response = chip(ui, &item.label).interact(Sense::focusable_noninteractive());
                focus_ring(ui, &response, space::RADIUS);
                explain(response, &item.text);
            }
        });
    }
    if let Some(instead) = &answer.instead {
        ui.add_space(space::XS);
        ui.label(strong("You could have said"));
        inset(ui, |ui| {
            let said = words(ui, instead);
            ui.label(said);
        });
    }
    ui.add_space(space::S);
}

/// One response that was on offer, with its word first.
fn offered_ui(ui: &mut Ui, offered: &Offered) {
    let p = palette(ui);
    let rank = if offered.chosen {
        format!("{}: your answer", offered.word)
    } else {
        offered.word.to_owned()
    };
    ui.add_space(space::XS);
    ui.label(
        TextRole::Small
            .text(rank)
            .color(if offered.chosen { p.accent } else { p.ink_faint }),
    );
    let said = words(ui, &offered.said);
    ui.label(if offered.silent {
        said.italics().color(p.ink_soft)
    } else {
        said
    });
    if let Some(detail) = &offered.detail {
        ui.label(prose(ui, detail.as_str()).color(p.ink_soft));
    }
    if !offered.chosen {
        ui.label(prose(ui, offered.feedback.as_str()).color(p.ink_soft));
    }
    ui.add_space(space::S);
}

/// Words that were spoken, at the size of a transcript.
fn words(ui: &Ui, text: &str) -> RichText {
    let size = TextRole::Lead.size(ui);
    let leading = (size * space::SPEECH_LEADING).round();
    RichText::new(text)
        .size(size)
        .family(TextRole::Speech.family())
        .line_height(Some(leading))
}
