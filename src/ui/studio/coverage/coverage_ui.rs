//! Draws the counts. Each statement's id leads there.

use egui::{Rect, ScrollArea, Sense, Ui, pos2, vec2};

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
    let text = "Whoever takes …, of all that could be gained, and where it ends. A way that reads nothing of the client should fare little better than chance. The bars show how plays spread, from nothing gained on the left to everything on the right.";
    ui.label(TextRole::Small.text(text).color(p.ink_soft));
    for fare in &data.fares {
        ui.horizontal_wrapped(|ui| {
            let width = TextRole::Body.size(ui) * 3.0;
            let share = egui::Label::new(strong(format!("{:.0}%", fare.credit * 100.0)));
            ui.add_sized([width, TextRole::Body.size(ui) + space::XS], share);
            spread_ui(ui, fare);
            ui.label(fare.chosen);
            ui.label(TextRole::Small.text(ends(fare)).color(p.ink_soft));
        });
    }
}

/// How the credit of plays spreads: a bar for each tenth.
fn spread_ui(ui: &mut Ui, fare: &Fare) {
    let p = palette(ui);
    let height = TextRole::Body.size(ui);
    let step = (height / 3.0).round();
    let (rect, response) = ui.allocate_exact_size(vec2(step * 10.0, height), Sense::hover());
    let most = fare.tenths.iter().copied().fold(0.0, f64::max);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom(), (1.0, p.border));
    let mut left = rect.left();
    for share in fare.tenths {
        #[allow(clippy::cast_possible_truncation)]
        let part = if most > 0.0 { (share / most) as f32 } else { 0.0 };
        let tall = (rect.height() * part).max(if share > 0.0 { 1.0 } else { 0.0 });
        let bar = Rect::from_min_max(pos2(left, rect.bottom() - tall), pos2(left + step - 1.0, rect.bottom()));
        painter.rect_filled(bar, 0.0, p.accent);
        left += step;
    }
    let name = plays(fare);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name.as_str()));
    response.on_hover_text(name.as_str());
}

fn plays(fare: &Fare) -> String {
    match fare.most_plays {
        Some((low, high)) => format!(
            "{}: nine plays in ten gain {:.0} to {:.0}% of what could be gained",
            fare.chosen,
            low * 100.0,
            high * 100.0
        ),
        None => format!("{}: no play has anything to gain", fare.chosen),
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
