//! The form of the client: who they are, what they believe, how they are drawn.

use std::fmt::Debug;

use egui::Ui;
use serde::Serialize;

use super::field::{Ask, caption, choice_field, gap, named_button, number_field, text_field, tick_field};
use super::form::Form;
use super::id_ui::id_field;
use super::pick::rows_field;
use crate::framework::model::RowKind;
use crate::scenario::diagnostic::Pointer;
use crate::scenario::id::BeliefId;
use crate::scenario::model::{
    Affect, Beard, Belief, Build, Clothes, ClothesColor, Face, Feeling, Glasses, Hair, HairColor, Skin,
};
use crate::ui::studio::command::{Part, StudioCommand};
use crate::ui::widgets::portrait::PortraitView;
use crate::ui::widgets::{expander, link_button, open_expander, section_heading};

/// Shows the form.
pub fn client_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let client = &form.scenario.client;
    let at = |name: &'static str| Pointer::root().field("client").field(name);
    text_field(
        ui,
        form,
        &at("name"),
        Ask::line("Name", "The name that the practitioner uses"),
        &client.name,
    );
    number_field(ui, form, &at("age"), ("Age", " years"), client.age, 1..=120);
    text_field(
        ui,
        form,
        &at("pronouns"),
        Ask::line("Pronouns", "she/her"),
        &client.pronouns,
    );
    let ask = Ask::lines(
        "About them",
        "A person, not a diagnosis: a job, a street, something funny",
        3,
    );
    text_field(ui, form, &at("about"), ask, &client.about);
    let ask = Ask::lines("What they want from coming", "In their own words", 2).spoken();
    text_field(ui, form, &at("goal"), ask, &client.goal);
    let words = ("client factors", "The client factors at work in this vignette");
    rows_field(
        ui,
        form,
        &at("factors"),
        words,
        &client.factors,
        &[RowKind::ClientFactor],
    );
    gap(ui);
    section_heading(ui, "Beliefs");
    for (number, (id, belief)) in client.beliefs.iter().enumerate() {
        if form.has_goal_in(&Pointer::root().belief(id)) {
            open_expander(ui, ("belief", number));
        }
        let name = if belief.text.is_empty() {
            id.as_str()
        } else {
            &belief.text
        };
        expander(ui, ("belief", number), name, client.beliefs.len() < 2, |ui| {
            belief_ui(ui, form, id, belief)
        });
    }
    if link_button(ui, "Add a belief").clicked() {
        form.asks.push(StudioCommand::Add(Part::Belief));
    }
    gap(ui);
    section_heading(ui, "Portrait");
    portrait_ui(ui, form);
}

fn belief_ui(ui: &mut Ui, form: &mut Form<'_>, id: &BeliefId, belief: &Belief) {
    let at = Pointer::root().belief(id);
    let field = |name: &'static str| at.clone().field(name);
    let ask = Ask::lines(
        "Belief, in the first person",
        "People find time for what matters to them.",
        2,
    )
    .spoken();
    text_field(ui, form, &field("text"), ask, &belief.text);
    let held_at = field("held");
    form.offer(&held_at);
    let mut held = belief.held;
    if ui.checkbox(&mut held, "This client holds it").changed() {
        form.set(held_at, "whether a belief is held", &held);
    }
    let label = if belief.held {
        "Where it comes from"
    } else {
        "Why one might think so"
    };
    text_field(ui, form, &field("from"), Ask::lines(label, "", 1), &belief.from);
    let hint = "What the client says to put it right";
    let ask = Ask::lines("Correction", hint, 2).spoken().optional();
    text_field(
        ui,
        form,
        &field("correction"),
        ask,
        belief.correction.as_deref().unwrap_or_default(),
    );
    id_field(ui, form, &at, "Id of the belief", id.as_str());
    if named_button(ui, "Delete this belief", &format!("Delete the belief {id}")).clicked() {
        form.asks.push(StudioCommand::Delete(at.clone()));
    }
}

fn portrait_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let client = &form.scenario.client;
    let portrait = client.portrait;
    ui.horizontal_top(|ui| {
        for affect in [
            Affect(Feeling::Settled, 2),
            Affect(Feeling::Guarded, 4),
            Affect(Feeling::Relieved, 4),
        ] {
            let view = PortraitView::new(&portrait, &client.name, client.age, affect);
            ui.add(view.size(egui::Vec2::splat(96.0)));
        }
    });
    caption(ui, "At ease, guarded, relieved.");
    look(ui, form, ("skin", "Skin"), portrait.skin, Skin::ALL);
    look(ui, form, ("face", "Face"), portrait.face, Face::ALL);
    look(ui, form, ("hair", "Hair"), portrait.hair, Hair::ALL);
    look(
        ui,
        form,
        ("hair_color", "Hair colour"),
        portrait.hair_color,
        HairColor::ALL,
    );
    look(ui, form, ("beard", "Beard"), portrait.beard, Beard::ALL);
    look(ui, form, ("glasses", "Glasses"), portrait.glasses, Glasses::ALL);
    look(ui, form, ("build", "Build"), portrait.build, Build::ALL);
    look(ui, form, ("clothes", "Clothes"), portrait.clothes, Clothes::ALL);
    look(
        ui,
        form,
        ("clothes_color", "Colour of the clothes"),
        portrait.clothes_color,
        ClothesColor::ALL,
    );
    let what = ("A hearing aid shows", "the hearing aid");
    tick_field(ui, form, &place("hearing_aid"), what, portrait.hearing_aid);
}

fn place(name: &'static str) -> Pointer {
    Pointer::root().field("client").field("portrait").field(name)
}

fn look<T: Copy + PartialEq + Debug + Serialize>(
    ui: &mut Ui,
    form: &mut Form<'_>,
    (name, label): (&'static str, &str),
    value: T,
    all: &[T],
) {
    choice_field(ui, form, &place(name), label, value, all);
}
