//! Draws the counts. Each statement's id leads there.

use egui::{ScrollArea, Ui};

use super::data::{CoverageData, Fare, Line};
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::inspector::field::named_button;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, space, strong};
use crate::ui::widgets::section_heading;

/// Most statements that are named in a line.
const MOST: usize = 12;

/// Shows the counts.
pub fn coverage_ui(ui: &mut Ui, data: &CoverageData, asks: &mut Vec<StudioCommand>) {
    let scroll = ScrollArea::vertical().id_salt("coverage").auto_shrink([false, false]);
    scroll.show(ui, |ui| {
        ui.set_width(ui.available_width() - space::M);
        let p = palette(ui);
        if !data.missing.is_empty() {
            let text = format!("Objectives that nothing calls for yet: {}.", data.missing.join(", "));
            ui.label(TextRole::Body.text(text).color(p.warning));
        }
        section_heading(ui, "How it ends");
        fares_ui(ui, data);
        ui.add_space(space::M);
        section_heading(ui, "Strains and foils");
        for line in data.strained.iter().chain([&data.foils]) {
            line_ui(ui, line, asks);
        }
        ui.add_space(space::S);
        section_heading(ui, "Signs");
        if data.markers.is_empty() {
            ui.label("No statement shows a strain yet.");
        }
        for line in &data.markers {
            line_ui(ui, line, asks);
        }
        ui.add_space(space::S);
        section_heading(ui, "Abilities and factors");
        for line in &data.rows {
            line_ui(ui, line, asks);
        }
    });
}

fn line_ui(ui: &mut Ui, line: &Line, asks: &mut Vec<StudioCommand>) {
    let ink = palette(ui).ink_faint;
    ui.push_id(&line.label, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(TextRole::Body.text(line.label.as_str()));
            let count = match line.statements.len() {
                0 => "nowhere".to_owned(),
                1 => "1 statement".to_owned(),
                count => format!("{count} statements"),
            };
            ui.label(TextRole::Small.text(count).color(ink));
            for id in line.statements.iter().take(MOST) {
                if named_button(ui, id, &format!("{}: go to {id}", line.label)).clicked() {
                    asks.push(StudioCommand::Go(Spot::Statement(id.clone())));
                }
            }
            if line.statements.len() > MOST {
                ui.label(TextRole::Small.text("…").color(ink));
            }
        });
    });
}

fn fares_ui(ui: &mut Ui, data: &CoverageData) {
    let p = palette(ui);
    if data.fares.is_empty() {
        let text = if data.deep {
            "It can’t be said: the vignette can’t be played yet, or has too many states to visit them all."
        } else {
            "Still looking at what can happen in play …"
        };
        ui.label(TextRole::Body.text(text).color(p.ink_soft));
        return;
    }
    let text = "Whoever takes …, of all that could be gained, and where it ends. A way that reads nothing of the client should fare little better than chance.";
    ui.label(TextRole::Small.text(text).color(p.ink_soft));
    for fare in &data.fares {
        ui.horizontal_wrapped(|ui| {
            let width = TextRole::Body.size(ui) * 3.0;
            let share = egui::Label::new(strong(format!("{:.0}%", fare.credit * 100.0)));
            ui.add_sized([width, TextRole::Body.size(ui) + space::XS], share);
            ui.label(fare.chosen);
            ui.label(TextRole::Small.text(ends(fare)).color(p.ink_soft));
        });
    }
}

fn ends(fare: &Fare) -> String {
    let parts: Vec<String> = fare
        .endings
        .iter()
        .map(|(id, share)| format!("{id} {:.0}%", share * 100.0))
        .collect();
    parts.join(", ")
}
