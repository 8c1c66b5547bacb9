//! Draws the debrief: one column from the ending to the last turn, and what can be done next under it.

use std::time::Duration;

use egui::{Margin, Panel, ScrollArea, Ui};

use super::chart::chart_ui;
use super::data::DebriefData;
use super::letter::letter_ui;
use super::lookback::Debrief;
use super::measures::measures_ui;
use super::turns::turns_ui;
use crate::ui::command::Command;
use crate::ui::page::{column, readable, scroll_keys};
use crate::ui::theme::{INTERFACE_STRONG, TextRole, palette, prose, space};
use crate::ui::widgets::{primary_button, quiet_button};

/// How often to look whether something has been worked out.
const LOOK: Duration = Duration::from_millis(150);

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct DebriefState {
    /// Which debrief was shown last.
    shown: Option<(u64, usize)>,
    /// The turn to bring into view, from 0.
    pub jump: Option<u16>,
}

impl DebriefState {
    /// The state in which a debrief opens at a turn.
    pub fn at(debrief: &Debrief, turn: Option<u16>) -> Self {
        Self {
            shown: Some(debrief.data().key),
            jump: turn,
        }
    }
}

/// Shows the debrief.
pub fn debrief_ui(ui: &mut Ui, debrief: &Debrief, state: &mut DebriefState, commands: &mut Vec<Command>) {
    let data = debrief.data();
    let is_new = state.shown != Some(data.key);
    if is_new {
        *state = DebriefState {
            shown: Some(data.key),
            jump: None,
        };
    }
    if debrief.is_working() {
        ui.ctx().request_repaint_after(LOOK);
    }
    let width = column_width(ui);
    let drafted = data
        .account
        .turns
        .iter()
        .any(|turn| turn.draft.is_some() && turn.answer.is_some());
    next_ui(ui, width, drafted, commands);
    let mut scroll = ScrollArea::vertical()
        .id_salt(("debrief", data.key))
        .auto_shrink([false, false]);
    if is_new {
        scroll = scroll.vertical_scroll_offset(0.0);
    }
    scroll.show(ui, |ui| {
        column(ui, width, |ui| contents(ui, data, state, commands));
        scroll_keys(ui);
    });
}

/// Wide enough for a line of speech and for the chart, and no wider.
fn column_width(ui: &Ui) -> f32 {
    (TextRole::Speech.line_width(ui) + 2.0 * space::XL).min(1100.0)
}

/// What can be done next: always in view.
fn next_ui(ui: &mut Ui, width: f32, drafted: bool, commands: &mut Vec<Command>) {
    let p = palette(ui);
    let frame = egui::Frame::new()
        .fill(p.surface)
        .inner_margin(Margin::symmetric(0, 12));
    Panel::bottom("debrief-next").frame(frame).show(ui, |ui| {
        let least = if ui.available_width() < 700.0 {
            space::M
        } else {
            space::XL
        };
        let side = ((ui.available_width() - width) / 2.0).max(least);
        ui.horizontal_top(|ui| {
            ui.add_space(side);
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - side).max(200.0));
                ui.horizontal_wrapped(|ui| buttons(ui, drafted, commands));
            });
        });
    });
}

fn buttons(ui: &mut Ui, drafted: bool, commands: &mut Vec<Command>) {
    if primary_button(ui, "Play again")
        .on_hover_text("The same vignette, from the beginning")
        .clicked()
    {
        commands.push(Command::PlayAgain);
    }
    if drafted && quiet_button(ui, "Look at your own words").clicked() {
        commands.push(Command::Review);
    }
    if quiet_button(ui, "Export…")
        .on_hover_text("A report on this session, to read, to print or for another program")
        .clicked()
    {
        commands.push(Command::ShowExport);
    }
    if quiet_button(ui, "Back to the library").clicked() {
        commands.push(Command::ShowLibrary);
    }
}

/// The heading of one part of the letter. Heard as a heading of the second level.
pub fn part_heading(ui: &mut Ui, text: &str) {
    let ink = palette(ui).ink;
    let family = egui::FontFamily::Name(INTERFACE_STRONG.into());
    let response = ui.label(
        egui::RichText::new(text)
            .size(TextRole::Lead.size(ui))
            .family(family)
            .color(ink),
    );
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::Role::Heading);
        node.set_level(2);
        node.clear_value();
        node.set_label(text);
    });
    ui.add_space(space::XS);
}

fn contents(ui: &mut Ui, data: &DebriefData, state: &mut DebriefState, commands: &mut Vec<Command>) {
    letter_ui(ui, &data.account.letter, &mut state.jump);
    if !data.account.scored {
        ui.add_space(space::L);
        let text = "This play was recorded with another version of the vignette, so it can be read as an ending and not measured.";
        ui.label(prose(ui, text));
        return;
    }
    if let Some(chart) = &data.account.chart {
        ui.add_space(space::XL);
        part_heading(ui, "Between the two of you");
        chart_ui(ui, chart, &mut state.jump);
    }
    ui.add_space(space::XL);
    part_heading(ui, "What the hour showed");
    let ink = palette(ui).ink_soft;
    let text = "Choices made in a vignette, and nothing more. The small numbers are the turns behind each measure, filled where a turn counts towards it; press one to go there.";
    readable(ui, |ui| ui.label(prose(ui, text).color(ink)));
    ui.add_space(space::S);
    measures_ui(ui, &data.account.measures, &mut state.jump, commands);
    ui.add_space(space::XL);
    turns_ui(ui, data, &mut state.jump, commands);
}
