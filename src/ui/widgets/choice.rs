//! A box that shows what is chosen, and opens a list to choose another from.

use egui::{AsIdSalt, ComboBox, IdSalt, Key, Response, Role, Ui, WidgetInfo};

/// Shows the box under its spoken name. `width`: its own, or as wide as the words. `add_options` shows the list, of selectable labels alone.
///
/// What is chosen by a key closes the list, as a click does.
pub fn choice_box(
    ui: &mut Ui,
    id_salt: impl AsIdSalt,
    (name, shown): (&str, &str),
    width: Option<f32>,
    add_options: impl FnOnce(&mut Ui),
) -> Response {
    let salt = IdSalt::new(id_salt);
    let own = ui.make_persistent_id(IdSalt::new(salt));
    let mut list = ComboBox::from_id_salt(salt).selected_text(shown).height(320.0);
    if let Some(width) = width {
        list = list.width(width);
    }
    let response = list
        .show_ui(ui, |ui| {
            add_options(ui);
            // The key that opens the list goes to the box itself.
            let on_option = ui.memory(|memory| memory.focused()).is_some_and(|id| id != own);
            if on_option && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space)) {
                ui.close();
            }
        })
        .response;
    debug_assert_eq!(response.id, own, "the box is told from its options by its id");
    let spoken = format!("{name}: {shown}");
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), spoken.as_str()));
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn what_is_chosen_by_a_key_closes_the_list() {
        let mut harness = Harness::new_ui_state(
            |ui, chosen: &mut usize| {
                install_in(
                    ui,
                    &Appearance {
                        reduce_motion: true,
                        ..Appearance::default()
                    },
                );
                let words = ["In person", "Telephone", "Video"];
                choice_box(ui, "medium", ("They meet", words[*chosen]), None, |ui| {
                    for (at, word) in words.into_iter().enumerate() {
                        ui.selectable_value(chosen, at, word);
                    }
                });
            },
            0,
        );
        let is_open = |harness: &Harness<'_, usize>| harness.query_by_label("Telephone").is_some();
        harness.run();
        harness
            .get_by_role_and_label(Role::ComboBox, "They meet: In person")
            .focus();
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        assert!(is_open(&harness), "the key that opens it does not close it");
        harness.get_by_label("Telephone").focus();
        harness.run();
        harness.key_press(Key::Space);
        harness.run();
        assert_eq!(*harness.state(), 1);
        assert!(!is_open(&harness));
    }
}
