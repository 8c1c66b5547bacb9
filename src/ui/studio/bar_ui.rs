//! The line over the desk: which file it is, whether it is saved, undo and redo by name, and the menu with everything.

use egui::{Ui, WidgetInfo};

use super::command::StudioCommand;
use crate::ui::theme::{TextRole, palette, space, strong};
use crate::ui::widgets::quiet_button_if;

/// What the line says.
#[derive(Clone, Copy, Debug)]
pub struct BarData<'a> {
    /// The file's name, or the title of a vignette that is in no file yet.
    pub name: &'a str,
    /// Where the file is.
    pub path: Option<&'a std::path::Path>,
    /// Whether something would be lost.
    pub unsaved: bool,
    /// Whether it can't be changed.
    pub locked: bool,
    /// What undo would take back.
    pub undo: Option<&'a str>,
    /// What redo would do again.
    pub redo: Option<&'a str>,
}

/// Shows the line.
pub fn bar_ui(ui: &mut Ui, data: &BarData<'_>, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    ui.horizontal_wrapped(|ui| {
        menu_ui(ui, data, asks);
        let name = ui.label(strong(data.name));
        if let Some(path) = data.path {
            name.on_hover_text(path.display().to_string());
        }
        let (state, ink) = match (data.locked, data.unsaved) {
            (true, _) => ("read-only", p.warning),
            (false, true) => ("unsaved", p.warning),
            (false, false) => ("saved", p.ink_faint),
        };
        let state = ui.label(TextRole::Small.text(state).color(ink));
        ui.accesskit_node_builder(state.id, |node| node.set_live(egui::accesskit::Live::Polite));
        ui.add_space(space::M);
        step_ui(ui, "Undo", data.undo, StudioCommand::Undo, asks);
        step_ui(ui, "Redo", data.redo, StudioCommand::Redo, asks);
        command_button(ui, StudioCommand::Save, data.unsaved && !data.locked, asks);
        command_button(ui, StudioCommand::PlayHere, true, asks);
    });
}

/// Undo or redo with what it is about.
fn step_ui(ui: &mut Ui, verb: &str, label: Option<&str>, command: StudioCommand, asks: &mut Vec<StudioCommand>) {
    let text = match label {
        Some(label) => format!("{verb} {}", short(label)),
        None => verb.to_owned(),
    };
    let button = quiet_button_if(ui, label.is_some(), &text);
    let spoken = label.map_or_else(|| verb.to_owned(), |label| format!("{verb} {label}"));
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, label.is_some(), spoken.as_str()));
    if button.on_hover_text(keys_of(ui, &command)).clicked() {
        asks.push(command);
    }
}

/// A label cut so that the line stays one line.
fn short(label: &str) -> String {
    const MOST: usize = 28;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    let cut: String = label.chars().take(MOST - 1).collect();
    format!("{}…", cut.trim_end())
}

fn command_button(ui: &mut Ui, command: StudioCommand, enabled: bool, asks: &mut Vec<StudioCommand>) {
    let Some(offer) = command.offer() else { return };
    let button = quiet_button_if(ui, enabled, offer.label);
    let hover = format!("{}  {}", offer.tooltip, keys_of(ui, &command));
    if button.on_hover_text(hover).clicked() {
        asks.push(command);
    }
}

fn keys_of(ui: &Ui, command: &StudioCommand) -> String {
    let keys = command.offer().and_then(|offer| offer.keys);
    keys.map_or_else(String::new, |keys| ui.ctx().format_shortcut(&keys))
}

fn menu_ui(ui: &mut Ui, data: &BarData<'_>, asks: &mut Vec<StudioCommand>) {
    ui.menu_button("Menu", |ui| {
        let height = ui.ctx().content_rect().height() - 120.0;
        // Otherwise a menu has the height of a small window.
        ui.set_max_height(height);
        ui.set_min_width(TextRole::Body.size(ui) * 21.0);
        // The bar stands beside the keys, not over them.
        ui.spacing_mut().scroll.floating_allocated_width = space::S;
        egui::ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (heading, commands) in StudioCommand::MENU {
                ui.label(TextRole::Small.text(*heading).color(palette(ui).ink_faint));
                for command in *commands {
                    let Some(offer) = command.offer() else { continue };
                    let label = match (command, data.undo, data.redo) {
                        (StudioCommand::Undo, Some(label), _) => format!("Undo {label}"),
                        (StudioCommand::Redo, _, Some(label)) => format!("Redo {label}"),
                        _ => offer.label.to_owned(),
                    };
                    let keys = keys_of(ui, command);
                    let item = egui::Button::new(label.as_str()).shortcut_text(keys).frame(false);
                    let item = ui.add(item).on_hover_text(offer.tooltip);
                    item.widget_info(|| WidgetInfo::labeled(egui::Role::MenuItem, true, label.as_str()));
                    if item.clicked() {
                        asks.push(command.clone());
                        ui.close();
                    }
                }
                ui.separator();
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_long_label_is_cut() {
        assert_eq!(short("delete response"), "delete response");
        assert_eq!(
            short("change the words of “own-part-again”"),
            "change the words of “own-pa…"
        );
    }
}
