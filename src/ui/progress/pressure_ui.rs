//! Draws what somebody is drawn to: sentences with their moments, and the counts of all pulls.

use egui::{Grid, Ui};

use super::data::ProgressData;
use super::moments_ui::moments_ui;
use super::progress_ui::Shown;
use super::words::percent;
use crate::progress::pressure::{Followed, LEAST};
use crate::ui::command::Command;
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::expander;

/// Shows the sentences, and all counts under a heading.
pub fn pressure_ui(ui: &mut Ui, data: &ProgressData, shown: Option<&Shown<'_>>, commands: &mut Vec<Command>) {
    let p = palette(ui);
    let pressure = &data.overview.pressure;
    if data.drawn.is_empty() {
        let text = if pressure.pulls.is_empty() {
            "Some responses have a pull: to reassure, to explain, to fix. Once you have met some of them, this says what you are drawn to, \
             and when."
                .to_owned()
        } else {
            format!(
                "Nothing stands out: you follow no pull clearly more often under one kind of strain than at other times. A sentence appears \
                 here once at least {LEAST} decisions on both sides bear it."
            )
        };
        ui.label(prose(ui, text).color(p.ink_soft));
    }
    for (at, (sentence, counts, evidence)) in data.drawn.iter().enumerate() {
        ui.push_id(at, |ui| {
            ui.label(strong(sentence.as_str()));
            ui.label(prose(ui, counts.as_str()).color(p.ink_soft));
            moments_ui(ui, "Show the moments behind it", evidence.clone(), shown, commands);
            ui.add_space(space::S);
        });
    }
    if !pressure.pulls.is_empty() {
        expander(ui, "all-pulls", "How often you follow each pull", false, |ui| {
            table(ui, data)
        });
    }
}

fn table(ui: &mut Ui, data: &ProgressData) {
    let p = palette(ui);
    let times = ["under withdrawal", "under confrontation", "at other times"];
    let rates = || data.pulls.iter().zip(&data.overview.pressure.pulls);
    if ui.available_width() < TextRole::Body.size(ui) * 44.0 {
        for (label, rates) in rates() {
            ui.label(label);
            for (time, followed) in times.iter().zip([rates.withdrawal, rates.confrontation, rates.neither]) {
                let text = format!("{time}: {}", share(followed));
                ui.label(TextRole::Small.text(text).color(p.ink_soft));
            }
            ui.add_space(space::S);
        }
        return;
    }
    let grid = Grid::new("pulls").num_columns(4).spacing([space::L, space::XS]);
    grid.show(ui, |ui| {
        ui.label("");
        for text in times {
            ui.label(TextRole::Small.text(text).color(p.ink_faint));
        }
        ui.end_row();
        for (label, rates) in rates() {
            ui.label(label);
            for followed in [rates.withdrawal, rates.confrontation, rates.neither] {
                ui.label(share(followed));
            }
            ui.end_row();
        }
    });
}

fn share(followed: Followed) -> String {
    match followed.share() {
        Some(share) => format!("{} of {} ({})", followed.followed, followed.offered, percent(share)),
        None => "–".to_owned(),
    }
}
