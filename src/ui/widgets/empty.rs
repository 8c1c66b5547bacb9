//! What stands where nothing is yet: what will appear here, and how.

use egui::{Response, Ui};

use super::{primary_button, section_heading};
use crate::ui::theme::{TextRole, palette, prose, space};

/// Shows a heading, a sentence and, if there is one, the button that leads on. Returns that button.
pub fn empty_state(ui: &mut Ui, title: &str, text: &str, action: Option<&str>) -> Option<Response> {
    let p = palette(ui);
    ui.vertical_centered(|ui| {
        ui.set_max_width(TextRole::Body.line_width(ui).min(ui.available_width()));
        ui.add_space(space::XL);
        section_heading(ui, title);
        let text = prose(ui, text).color(p.ink_soft);
        ui.label(text);
        let button = action.map(|action| {
            ui.add_space(space::M);
            primary_button(ui, action)
        });
        ui.add_space(space::XL);
        button
    })
    .inner
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

    use egui::Role;
    use egui_kittest::{Harness, kittest::Queryable as _};

    use super::*;
    use crate::ui::theme::{Appearance, install_in};

    #[test]
    fn it_says_what_will_be_here_and_leads_on() {
        let mut harness = Harness::new_ui_state(
            |ui, pressed: &mut bool| {
                install_in(ui, &Appearance::default());
                let text = "Each vignette that you play leaves a line here.";
                let button = empty_state(ui, "Nothing played yet", text, Some("Choose a vignette"));
                *pressed |= button.is_some_and(|button| button.clicked());
            },
            false,
        );
        harness.run();
        harness.get_by_role_and_label(Role::Heading, "Nothing played yet");
        harness.get_by_role_and_label(Role::Button, "Choose a vignette").click();
        harness.run();
        assert!(*harness.state());
    }
}
