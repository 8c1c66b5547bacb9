//! The keys of a turn: numbers, Enter and a few letters that work wherever nothing in particular has the keyboard. None of them reaches
//! through a sheet that lies over the session.

use egui::{Key, Ui};

use crate::ui::command::NUMBERS;

/// Which number key was pressed, from 0; none while a text field has the keyboard.
pub fn number_pressed(ui: &Ui) -> Option<usize> {
    if ui.ctx().text_edit_focused() || is_covered(ui) {
        return None;
    }
    ui.input(|input| {
        NUMBERS
            .iter()
            .position(|&key| input.modifiers.is_none() && input.key_pressed(key))
    })
}

/// Whether a letter was pressed while no text field has the keyboard.
pub fn key_pressed(ui: &Ui, key: Key) -> bool {
    let free = !ui.ctx().text_edit_focused() && !is_covered(ui);
    free && ui.input(|input| input.key_pressed(key))
}

/// Whether Enter was pressed with nothing in particular having the keyboard.
pub fn enter_pressed(ui: &Ui) -> bool {
    free_pressed(ui, Key::Enter)
}

/// Whether Enter was pressed together with Ctrl (Command on a Mac), wherever the keyboard is.
pub fn enter_pressed_with_ctrl(ui: &Ui) -> bool {
    !is_covered(ui) && ui.input(|input| input.modifiers.command && input.key_pressed(Key::Enter))
}

/// Whether a key was pressed that a button would take, with nothing in particular having the keyboard.
pub fn free_pressed(ui: &Ui, key: Key) -> bool {
    let free = ui.memory(|memory| memory.focused().is_none()) && !is_covered(ui);
    free && ui.input(|input| input.key_pressed(key))
}

/// Whether a sheet lies over this.
fn is_covered(ui: &Ui) -> bool {
    !ui.memory(|memory| memory.is_above_modal_layer(ui.layer_id()))
}
