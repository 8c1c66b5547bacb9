//! The bar at the top: where one is, and where one can go.

use egui::{Panel, Ui};

use super::app::Screen;
use super::command::Command;
use super::theme::{TextRole, palette, space, strong};
use super::widgets::quiet_button;

/// Shows the bar. `title` is that of the vignette that is being played.
pub fn top_bar_ui(ui: &mut Ui, screen: &Screen, title: Option<&str>, commands: &mut Vec<Command>) {
    let fill = palette(ui).surface;
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(20, 6));
    Panel::top("top-bar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label(
                TextRole::Lead
                    .text("Attune")
                    .family(egui::FontFamily::Name(super::theme::SPEECH.into())),
            );
            ui.add_space(space::M);
            if *screen == Screen::Session {
                let ink = palette(ui).ink_soft;
                ui.label(TextRole::Body.text(title.unwrap_or_default()).color(ink));
            } else {
                place(
                    ui,
                    Command::ShowLibrary,
                    matches!(
                        screen,
                        Screen::Library | Screen::Briefing(_) | Screen::Findings(_) | Screen::Debrief
                    ),
                    commands,
                );
                let framework = matches!(screen, Screen::Framework | Screen::Coverage);
                place(ui, Command::ShowFramework, framework, commands);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                place(ui, Command::ToggleHelp, false, commands);
                if *screen != Screen::Session {
                    place(ui, Command::ShowSettings, *screen == Screen::Settings, commands);
                }
            });
        });
    });
}

fn place(ui: &mut Ui, command: Command, here: bool, commands: &mut Vec<Command>) {
    let Some(offer) = command.offer() else { return };
    if here {
        let label = ui.label(strong(offer.label));
        let rect = label.rect.translate(egui::vec2(0.0, 4.0));
        let line = egui::Stroke::new(2.0, palette(ui).accent);
        ui.painter().hline(rect.x_range(), rect.bottom(), line);
        ui.add_space(space::S);
        return;
    }
    let keys = offer
        .keys
        .map_or_else(String::new, |keys| format!("  ({})", ui.ctx().format_shortcut(&keys)));
    if quiet_button(ui, offer.label)
        .on_hover_text(format!("{}{keys}", offer.tooltip))
        .clicked()
    {
        commands.push(command);
    }
}
