//! The form of an ending.

use egui::Ui;

use super::field::{Ask, choice_field, gap, text_field};
use super::form::Form;
use super::id_ui::id_field;
use super::statement_ui::{affect_field, plain, varied_text};
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::EndingId;
use crate::scenario::model::{Ending, Outcome};
use crate::ui::studio::command::StudioCommand;
use crate::ui::theme::{TextRole, space};
use crate::ui::widgets::link_button;
use crate::ui::widgets::portrait::PortraitView;

/// Shows the form.
pub fn ending_ui(ui: &mut Ui, form: &mut Form<'_>, id: &EndingId, ending: &Ending) {
    let at = Pointer::root().ending(id);
    let field = |name: &'static str| at.clone().field(name);
    let client = &form.scenario.client;
    ui.horizontal_top(|ui| {
        let view = PortraitView::new(&client.portrait, &client.name, client.age, ending.affect);
        ui.add(view.size(egui::Vec2::splat(84.0)));
        let says = TextRole::Lead
            .text(plain(&ending.says).as_str())
            .family(TextRole::Speech.family());
        ui.add(egui::Label::new(says).wrap());
    });
    ui.add_space(space::S);
    let outcomes = [Outcome::Repaired, Outcome::Patched, Outcome::Postponed, Outcome::Left];
    choice_field(ui, form, &field("outcome"), "Outcome", ending.outcome, &outcomes);
    let ask = Ask::line("Title", "He stays, and says why");
    text_field(ui, form, &field("title"), ask, &ending.title);
    let words = ("Says", "The last thing that the client says or does", 2, true);
    varied_text(ui, form, &field("says"), words, &ending.says);
    affect_field(ui, form, &field("affect"), "Face and body", ending.affect);
    let hint = "What the client will tell a friend about this hour, and what a tutor would say of it";
    text_field(
        ui,
        form,
        &field("debrief"),
        Ask::lines("Debrief", hint, 4),
        &ending.debrief,
    );
    gap(ui);
    id_field(ui, form, &at, "Id of the ending", id.as_str());
    if link_button(ui, "Delete this ending").clicked() {
        form.asks.push(StudioCommand::Delete(at.clone()));
    }
}
