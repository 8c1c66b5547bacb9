//! The inspector: where one is, and the form of what is shown.

use egui::{FocusDirection, ScrollArea, Ui};

use super::ending_ui::ending_ui;
use super::field::level;
use super::form::Form;
use super::response_ui::response_ui;
use super::statement_ui::statement_ui;
use super::vignette_ui::vignette_ui;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::spot::Spot;
use crate::ui::theme::{TextRole, palette, space, strong};
use crate::ui::widgets::link_button;

/// Shows the form of a part. A part that is not there shows the whole.
pub fn inspector_ui(ui: &mut Ui, form: &mut Form<'_>, spot: &Spot, locked: bool) {
    if std::mem::take(&mut form.state.step_on) {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
    }
    way_ui(ui, form, spot);
    ui.add_space(space::S);
    ScrollArea::vertical()
        .id_salt(("inspector", form.state.desk, spot))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            // The bar floats over what scrolls: the fields leave it room.
            ui.set_width(ui.available_width() - space::M);
            let spacing = ui.spacing_mut();
            (spacing.slider_width, spacing.combo_width) = (110.0, 120.0);
            spacing.item_spacing.y = 6.0;
            level(ui);
            ui.add_enabled_ui(!locked, |ui| form_ui(ui, form, spot));
            ui.add_space(space::XL);
        });
}

/// Shows the form alone.
pub fn form_ui(ui: &mut Ui, form: &mut Form<'_>, spot: &Spot) {
    let scenario = form.scenario;
    match spot {
        Spot::Vignette => vignette_ui(ui, form),
        Spot::Statement(id) => {
            if let Some((id, statement)) = scenario.statements.get_key_value(id.as_str()) {
                statement_ui(ui, form, id, statement);
            }
        }
        Spot::Response(statement, id) => {
            let found = scenario.statements.get_key_value(statement.as_str());
            let found = found.and_then(|(statement, own)| Some((statement, own.responses.get_key_value(id.as_str())?)));
            if let Some((statement, (id, response))) = found {
                response_ui(ui, form, statement, id, response);
            }
        }
        Spot::Ending(id) => {
            if let Some((id, ending)) = scenario.endings.get_key_value(id.as_str()) {
                ending_ui(ui, form, id, ending);
            }
        }
    }
}

/// The way from the whole to what is shown: each part of it leads there.
fn way_ui(ui: &mut Ui, form: &mut Form<'_>, spot: &Spot) {
    let ink = palette(ui).ink_faint;
    ui.horizontal_wrapped(|ui| {
        let step = |ui: &mut Ui, form: &mut Form<'_>, name: &str, to: Spot| {
            if to == *spot {
                let label = ui.label(strong(name));
                ui.accesskit_node_builder(label.id, |node| {
                    node.set_role(egui::accesskit::Role::Heading);
                    node.set_label(name);
                });
            } else if link_button(ui, name).clicked() {
                form.asks.push(StudioCommand::Go(to));
            }
        };
        step(ui, form, "Vignette", Spot::Vignette);
        let then = |ui: &mut Ui, form: &mut Form<'_>, name: &str, to: Spot| {
            ui.label(TextRole::Small.text("▸").color(ink));
            step(ui, form, name, to);
        };
        match spot {
            Spot::Vignette => {}
            Spot::Statement(id) | Spot::Ending(id) => then(ui, form, id, spot.clone()),
            Spot::Response(statement, id) => {
                then(ui, form, statement, Spot::Statement(statement.clone()));
                then(ui, form, id, spot.clone());
            }
        }
    });
}
