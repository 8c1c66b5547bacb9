//! Sentences for the person, until they are read.

use egui::{Panel, Ui};

use super::command::Command;
use super::theme::{palette, prose};
use super::widgets::quiet_button;

/// Shows the notices under the top bar, if there are any.
pub fn notices_ui(ui: &mut Ui, notices: &[String], commands: &mut Vec<Command>) {
    if notices.is_empty() {
        return;
    }
    let fill = palette(ui).surface_sunken;
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(20, 8));
    Panel::top("notices").frame(frame).show(ui, |ui| {
        for (at, notice) in notices.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                let label = ui.label(prose(ui, notice.as_str()));
                ui.ctx()
                    .accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
                if quiet_button(ui, "I’ve read this").clicked() {
                    commands.push(Command::DismissNotice(at));
                }
            });
        }
    });
}
