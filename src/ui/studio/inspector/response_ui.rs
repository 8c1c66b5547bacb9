//! The form of a response.

use egui::Ui;

use super::act_ui::act_field;
use super::condition_ui::{Became, condition_ui};
use super::effects_ui::effects_field;
use super::field::{Ask, caption, caption_with, choice, found_ui, gap, named_button, text_field};
use super::form::Form;
use super::id_ui::id_field;
use super::next_ui::next_field;
use super::pick::{Choice, pick_field, rows_field};
use super::varied_ui::{VariedField, varied_ui};
use crate::framework::id::RuptureKind;
use crate::framework::model::{Framework, RowKind};
use crate::scenario::condition::Condition;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::effect::RepairStep;
use crate::scenario::id::{ResponseId, StatementId};
use crate::scenario::model::Response;
use crate::scenario::varied::Varied;
use crate::ui::studio::command::StudioCommand;
use crate::ui::widgets::{link_button, section_heading, slider};

/// Shows the form.
pub fn response_ui(ui: &mut Ui, form: &mut Form<'_>, statement: &StatementId, id: &ResponseId, response: &Response) {
    let at = Pointer::root().statement(statement).response(id);
    let field = |name: &'static str| at.clone().field(name);
    act_field(ui, form, &field("act"), response);
    gap(ui);
    quality_field(ui, form, &field("quality"), &response.quality);
    gap(ui);
    next_field(ui, form, &field("next"), "It leads", &response.next);
    gap(ui);
    section_heading(ui, "What it does");
    effects_field(ui, form, &field("effect"), &response.effect);
    repair_field(ui, form, &field("repair"), "The rupture", response.repair);
    gap(ui);
    texts(ui, form, &at, response);
    gap(ui);
    section_heading(ui, "What it trains");
    let kinds = [RowKind::Ability, RowKind::HelpingFactor];
    let shows = (
        "what it shows",
        "Abilities and helping factors that this response shows",
    );
    rows_field(ui, form, &field("shows"), shows, &response.shows, &kinds);
    let kinds = [RowKind::HinderingFactor, RowKind::Ability, RowKind::HelpingFactor];
    let hinders = (
        "what it misses",
        "Hindering factors that it shows, or abilities that it misses",
    );
    rows_field(ui, form, &field("hinders"), hinders, &response.hinders, &kinds);
    let framework = form.framework;
    let strategy = response.strategy.as_ref().map(|id| id.as_str());
    pick_field(
        ui,
        form,
        &field("strategy"),
        ("Strategy of repair", strategy),
        strategies(framework),
    );
    let pull = response.pull.as_ref().map(|id| id.as_str());
    pick_field(
        ui,
        form,
        &field("pull"),
        ("What draws one to it", pull),
        pulls(framework),
    );
    gap(ui);
    when_ui(ui, form, &field("when"), response.when.as_ref());
    panel_ui(ui, form, &field("panel"), response.panel);
    gap(ui);
    id_field(ui, form, &at, "Id of the response", id.as_str());
    ui.horizontal_wrapped(|ui| {
        if link_button(ui, "Move it up").clicked() {
            form.asks.push(StudioCommand::Move(at.clone(), true));
        }
        gap(ui);
        if link_button(ui, "Move it down").clicked() {
            form.asks.push(StudioCommand::Move(at.clone(), false));
        }
        gap(ui);
        if link_button(ui, "Delete this response").clicked() {
            form.asks.push(StudioCommand::Delete(at.clone()));
        }
    });
}

fn texts(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, response: &Response) {
    section_heading(ui, "What comes back");
    let place = at.clone().field("reaction");
    let field = VariedField {
        at: &place,
        label: "Reaction",
        around: None,
    };
    varied_ui(
        ui,
        form,
        field,
        &response.reaction,
        |ui, form, place, text, label, _| {
            let ask = Ask::lines(label, "What is seen of the client at once, before they speak again", 2);
            text_field(ui, form, place, ask, text);
        },
    );
    let place = at.clone().field("feedback");
    let field = VariedField {
        at: &place,
        label: "Feedback",
        around: None,
    };
    varied_ui(
        ui,
        form,
        field,
        &response.feedback,
        |ui, form, place, text, label, _| {
            let hint = "Two to four sentences to a colleague: what it did, why, and where practitioners would differ";
            text_field(ui, form, place, Ask::lines(label, hint, 4), text);
        },
    );
    let hint = "For a weak response: what could have been said";
    let ask = Ask::lines("Instead", hint, 2).spoken().optional();
    let instead = response.instead.as_deref().unwrap_or_default();
    text_field(ui, form, &at.clone().field("instead"), ask, instead);
}

/// How apt it is, 0 to 4, with words for the number.
pub fn quality_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, quality: &Varied<u8>) {
    let field = VariedField {
        at,
        label: "Quality",
        around: None,
    };
    varied_ui(ui, form, field, quality, |ui, form, place, value, label, _| {
        form.offer(place);
        let mut chosen = *value;
        let caption = caption_with(ui, form, label, "");
        ui.horizontal_wrapped(|ui| {
            slider(ui, &mut chosen, 0..=4, |slider| slider).labelled_by(caption.id);
            ui.label(quality_word(chosen));
        });
        if chosen != *value {
            form.slide(place.clone(), "the quality", chosen.to_string());
        }
        found_ui(ui, form, place);
    });
}

/// What a quality means.
pub const fn quality_word(quality: u8) -> &'static str {
    match quality {
        0 => "harms",
        1 => "weak here",
        2 => "neither helps nor harms",
        3 => "apt",
        _ => "the best that one would do",
    }
}

/// Everything that a response can do to the rupture, nothing among it.
const STEPS: [Option<RepairStep>; 7] = [
    None,
    Some(RepairStep::Open(RuptureKind::Withdrawal)),
    Some(RepairStep::Open(RuptureKind::Confrontation)),
    Some(RepairStep::Recognise),
    Some(RepairStep::Advance),
    Some(RepairStep::Resolve),
    Some(RepairStep::Worsen),
];

/// What it does to the rupture.
pub fn repair_field(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, label: &str, repair: Option<RepairStep>) {
    form.offer(at);
    let chosen = ui
        .horizontal_wrapped(|ui| {
            caption(ui, label);
            choice(ui, at, label, repair, &STEPS, |step| repair_word(step).to_owned())
        })
        .inner;
    if let Some(step) = chosen {
        form.set_or_remove(at.clone(), "what it does to the rupture", step.as_ref());
    }
    found_ui(ui, form, at);
}

const fn repair_word(step: Option<RepairStep>) -> &'static str {
    match step {
        None => "is left as it is",
        Some(RepairStep::Open(RuptureKind::Withdrawal)) => "opens: the client withdraws",
        Some(RepairStep::Open(RuptureKind::Confrontation)) => "opens: the client confronts",
        Some(RepairStep::Recognise) => "is put into words",
        Some(RepairStep::Advance) => "moves on a stage",
        Some(RepairStep::Resolve) => "is repaired",
        Some(RepairStep::Worsen) => "gets worse",
    }
}

fn when_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, when: Option<&Condition>) {
    form.offer(at);
    match when {
        None => {
            caption(ui, "It is always offered.");
            if link_button(ui, "Offer it only if …").clicked() {
                form.set(at.clone(), "when it is offered", &Condition::RuptureOpen);
            }
        }
        Some(when) => match condition_ui(ui, form, "Offered only if", when, true) {
            Became::Same => {}
            Became::Other(other) => form.set(at.clone(), "when it is offered", &other),
            Became::Gone => form.remove(at.clone(), "when it is offered"),
        },
    }
    found_ui(ui, form, at);
}

fn panel_ui(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, panel: Option<u16>) {
    form.offer(at);
    match panel {
        None => {
            let button = link_button(ui, "A panel was asked …");
            if button
                .on_hover_text("Write how many experts chose this response")
                .clicked()
            {
                form.set(at.clone(), "the panel", &1_u16);
            }
        }
        Some(votes) => {
            ui.horizontal_wrapped(|ui| {
                let mut number = votes;
                let label = caption(ui, "Experts who chose it");
                ui.add(egui::DragValue::new(&mut number).range(0..=1000).speed(0.1))
                    .labelled_by(label.id);
                if number != votes {
                    form.slide(at.clone(), "the panel", number.to_string());
                }
                if named_button(ui, "No panel", "Take the experts out").clicked() {
                    form.remove(at.clone(), "the panel");
                }
            });
        }
    }
    found_ui(ui, form, at);
}

/// The pulls of the framework, as choices.
pub fn pulls(framework: &Framework) -> impl Iterator<Item = Choice<'_>> + Clone {
    framework.pulls.iter().map(|pull| Choice {
        id: pull.id.as_str(),
        label: &pull.label,
        text: &pull.text,
    })
}

fn strategies(framework: &Framework) -> impl Iterator<Item = Choice<'_>> + Clone {
    framework.strategies.iter().map(|strategy| Choice {
        id: strategy.id.as_str(),
        label: &strategy.label,
        text: &strategy.text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_repair_has_words_of_its_own() {
        let mut words: Vec<&str> = STEPS.into_iter().map(repair_word).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), STEPS.len());
    }
}
