//! The id of a part: typed freely, and given to it when the field is left or Enter is pressed, wherever it is named.

use egui::{Key, TextEdit, Ui};

use super::field::{caption, found_ui};
use super::form::Form;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::limits::{id_from, is_id};
use crate::ui::studio::command::StudioCommand;
use crate::ui::theme::{TextRole, palette};

/// Shows the id of the part at a place.
pub fn id_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, label: &str, id: &str) {
    form.offer(&at.clone().field("id"));
    let typing = form.state.naming.as_ref().filter(|(place, _)| place == at);
    let mut typed = typing.map_or_else(|| id.to_owned(), |(_, typed)| typed.clone());
    let caption = caption(ui, label).on_hover_text("What leads here and what asks for it is renamed with it");
    let edit = TextEdit::singleline(&mut typed)
        .id_salt(("id", at))
        .align(egui::Align2::LEFT_CENTER)
        .margin(egui::vec2(10.0, 6.0));
    let field = ui.add(edit.desired_width(f32::INFINITY)).labelled_by(caption.id);
    if form.take_goal(&at.clone().field("id")) {
        field.scroll_to_me(Some(egui::Align::Center));
        field.request_focus();
        form.state.step_on = form.state.renamed.take() == Some(true);
        ui.ctx().request_repaint();
    }
    if field.changed() {
        form.state.naming = Some((at.clone(), typed.clone()));
    }
    let mine = form.state.naming.as_ref().is_some_and(|(place, _)| place == at);
    if mine {
        let meant = id_from(&typed);
        let ink = palette(ui).ink_faint;
        if !is_id(typed.trim()) && !meant.is_empty() {
            ui.label(TextRole::Small.text(format!("It will be called {meant}.")).color(ink));
        }
        if field.lost_focus() {
            form.state.naming = None;
            let cancelled = ui.input(|input| input.key_pressed(Key::Escape));
            if !cancelled && !meant.is_empty() && meant != id {
                form.state.renamed = left_by_key(ui);
                form.asks.push(StudioCommand::Rename(at.clone(), meant));
            }
        }
    }
    found_ui(ui, form, at);
}

/// Whether a key has led away from the field, and on to what follows.
fn left_by_key(ui: &Ui) -> Option<bool> {
    ui.input(
        |input| match (input.key_pressed(Key::Enter), input.key_pressed(Key::Tab)) {
            (true, _) => Some(false),
            (_, true) => Some(!input.modifiers.shift),
            _ => None,
        },
    )
}
