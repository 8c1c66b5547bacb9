//! Draws the moments behind a number: a button, and under it the list that it asks for.

use egui::Ui;

use super::data::Moment;
use super::progress_ui::Shown;
use crate::history::decisions::Evidence;
use crate::report::account::words::quote;
use crate::ui::command::Command;
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::link_button;

/// Most moments that are shown at once.
pub const MOST: usize = 12;

/// Shows the button, or the moments once they were asked for here.
pub fn moments_ui(
    ui: &mut Ui,
    label: &str,
    evidence: Evidence,
    shown: Option<&Shown<'_>>,
    commands: &mut Vec<Command>,
) {
    let Some(shown) = shown.filter(|shown| *shown.evidence == evidence) else {
        if link_button(ui, label).clicked() {
            commands.push(Command::ShowMoments(Box::new(evidence)));
        }
        return;
    };
    if link_button(ui, "Hide the moments").clicked() {
        commands.push(Command::HideMoments);
    }
    let p = palette(ui);
    match shown.moments {
        None => {
            ui.label(prose(ui, "Looking…").color(p.ink_soft));
        }
        Some([]) => {
            ui.label(prose(ui, "There are none in this time.").color(p.ink_soft));
        }
        Some(moments) => {
            for (at, moment) in moments.iter().enumerate() {
                ui.push_id(at, |ui| moment_ui(ui, moment, commands));
            }
            if moments.len() >= MOST {
                let text = format!("These are the latest {MOST}.");
                ui.label(TextRole::Small.text(text).color(p.ink_faint));
            }
        }
    }
}

fn moment_ui(ui: &mut Ui, moment: &Moment, commands: &mut Vec<Command>) {
    let p = palette(ui);
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let place = format!("{} · {}", moment.place, moment.outcome);
        ui.label(TextRole::Small.text(place).color(p.ink_faint));
    });
    if let Some(says) = &moment.says {
        ui.label(TextRole::Body.text(quote(says)).family(TextRole::Speech.family()));
    }
    if let Some(answered) = &moment.answered {
        let text = format!("You: {}", quote(answered));
        ui.label(TextRole::Body.text(text).color(p.ink_soft));
    }
    let button = link_button(ui, "Look back");
    let spoken = format!("Look back at {}", moment.place);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
    if button.clicked() {
        commands.push(Command::LookBack(moment.attempt, moment.turn));
    }
}
