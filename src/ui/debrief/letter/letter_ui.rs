//! Draws the ending and the advice.

use egui::{Ui, Vec2};

use crate::report::account::letter::LetterData;
use crate::ui::debrief::debrief_ui::part_heading;
use crate::ui::page::readable;
use crate::ui::theme::{TextRole, palette, prose, space, speech};
use crate::ui::widgets::portrait::PortraitView;
use crate::ui::widgets::{link_button, page_title};

/// Shows them. The button under the advice asks for its turn.
pub fn letter_ui(ui: &mut Ui, data: &LetterData, jump: &mut Option<u16>) {
    let p = palette(ui);
    let beside = ui.available_width() > TextRole::Body.size(ui) * 36.0;
    if beside {
        let size = (ui.available_width() * 0.26).clamp(140.0, 200.0);
        ui.horizontal_top(|ui| {
            portrait(ui, data, size);
            ui.add_space(space::M);
            let width = ui.available_width();
            ui.vertical(|ui| {
                ui.set_width(width);
                ending(ui, data);
            });
        });
    } else {
        portrait(ui, data, 140.0);
        ui.add_space(space::S);
        ending(ui, data);
    }
    ui.add_space(space::L);
    let text = TextRole::Lead
        .text(data.debrief.as_str())
        .line_height(Some((TextRole::Lead.size(ui) * 1.5).round()));
    readable(ui, |ui| ui.label(text));
    if let Some((turn, text)) = &data.advice {
        ui.add_space(space::XL);
        part_heading(ui, "What to try next time");
        let leading = (TextRole::Lead.size(ui) * 1.5).round();
        let before = ui.cursor().top();
        ui.horizontal_top(|ui| {
            ui.add_space(space::L);
            readable(ui, |ui| {
                ui.label(TextRole::Lead.text(text.as_str()).line_height(Some(leading)))
            });
        });
        let left = ui.min_rect().left() + space::S;
        let line = egui::Rect::from_min_max(
            egui::pos2(left, before + 2.0),
            egui::pos2(left + 3.0, ui.cursor().top() - space::S),
        );
        ui.painter().rect_filled(line, 1.5, p.accent);
        if link_button(ui, &format!("Go to turn {}", turn + 1)).clicked() {
            *jump = Some(*turn);
        }
    }
}

fn portrait(ui: &mut Ui, data: &LetterData, size: f32) {
    let view = PortraitView::new(&data.portrait, &data.name, data.age, data.affect);
    ui.add(view.size(Vec2::splat(size)));
}

fn ending(ui: &mut Ui, data: &LetterData) {
    let p = palette(ui);
    let over = format!("{}, {}. {}", data.name, data.age, data.vignette);
    ui.label(TextRole::Small.text(over).color(p.ink_faint));
    page_title(ui, &data.title);
    if let Some(again) = &data.again {
        ui.label(prose(ui, again.as_str()).color(p.ink_soft));
    }
    if let Some(says) = &data.says {
        ui.add_space(space::S);
        ui.label(speech(ui, says.as_str()));
    }
}
