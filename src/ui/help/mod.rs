//! The sheet of keys, and a few words on how a turn goes.

use egui::{Grid, Modal, Ui};

use super::classroom;
use super::command::Command;
use super::studio::StudioCommand;
use super::theme::{TextRole, palette, prose, space, strong};
use super::widgets::{page_title, primary_button, section_heading};

/// The keys of a turn, which are no commands of their own.
const TURN_KEYS: &[(&str, &str)] = &[
    ("1 to 8", "Choose a response, or an answer to the question asked"),
    ("Enter", "Say it, or go on"),
    ("Space", "Begin and end a silence"),
    ("Tab, Shift Tab", "Move to the next or the previous thing on the screen"),
    ("I", "Hear what the client did not say, after the feedback"),
];

/// Shows the sheet over the screen.
pub fn help_ui(ui: &Ui, commands: &mut Vec<Command>) {
    let frame = egui::Frame::window(ui.style()).inner_margin(egui::Margin::same(28));
    let modal = Modal::new(egui::Id::unique("help")).frame(frame).show(ui, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - 2.0 * space::XL).min(560.0));
        let height = ui.ctx().content_rect().height() - 160.0;
        egui::ScrollArea::vertical().max_height(height).show(ui, contents);
        ui.add_space(space::M);
        if primary_button(ui, "Close").clicked() {
            commands.push(Command::ToggleHelp);
        }
    });
    if modal.should_close() {
        commands.push(Command::ToggleHelp);
    }
}

fn contents(ui: &mut Ui) {
    ui.set_width(ui.available_width() - space::M);
    page_title(ui, "Keys and help");
    let text = "A client speaks. You look, think, and answer; then you hear what your answer did. Nothing here is an exam: a weak \
                answer can be repaired, and repairing is what is practised.";
    ui.label(prose(ui, text));
    ui.add_space(space::M);
    section_heading(ui, "In a turn");
    keys(
        ui,
        "turn-keys",
        TURN_KEYS.iter().map(|&(keys, what)| (keys.to_owned(), what)),
    );
    ui.add_space(space::M);
    section_heading(ui, "In front of a class");
    keys(
        ui,
        "classroom-keys",
        classroom::KEYS.iter().map(|&(keys, what)| (keys.to_owned(), what)),
    );
    ui.add_space(space::M);
    section_heading(ui, "Everywhere");
    let general = Command::GENERAL.iter().filter_map(Command::offer);
    let rows = general.map(|offer| {
        (
            offer
                .keys
                .map_or_else(String::new, |keys| ui.ctx().format_shortcut(&keys)),
            offer.tooltip,
        )
    });
    let rows: Vec<_> = rows.collect();
    keys(ui, "general-keys", rows.into_iter());
    let written = StudioCommand::MENU.iter().flat_map(|(_, commands)| *commands);
    let offers = written.filter_map(StudioCommand::offer);
    let rows = offers.filter_map(|offer| Some((ui.ctx().format_shortcut(&offer.keys?), offer.tooltip)));
    let rows: Vec<_> = rows.collect();
    ui.add_space(space::M);
    section_heading(ui, "In the studio");
    keys(ui, "studio-keys", rows.into_iter());
    for (heading, id, list) in [
        ("On the map of a vignette", "map-keys", super::studio::map::KEYS),
        ("In its outline", "outline-keys", super::studio::outline::KEYS),
    ] {
        ui.add_space(space::M);
        section_heading(ui, heading);
        keys(ui, id, list.iter().map(|&(keys, what)| (keys.to_owned(), what)));
    }
}

fn keys(ui: &mut Ui, id: &str, rows: impl Iterator<Item = (String, &'static str)>) {
    let ink = palette(ui).ink_soft;
    Grid::new(id)
        .num_columns(2)
        .spacing([space::L, space::XS])
        .show(ui, |ui| {
            for (keys, what) in rows {
                ui.label(strong(keys));
                ui.add(egui::Label::new(TextRole::Body.text(what).color(ink)).wrap());
                ui.end_row();
            }
        });
}
