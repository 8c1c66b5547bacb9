//! The form of what is about the whole: the contract, the setting, the client, the alliance at the start, and what is kept of the checker.

use egui::Ui;

use super::client_ui::client_ui;
use super::field::{
    Ask, caption, choice_field, component_name, found_ui, gap, named_button, number_field, text_field, texts_field,
    tick_field,
};
use super::form::Form;
use super::id_ui::id_field;
use super::next_ui::targets;
use super::pick::{pick_one, rows_field};
use crate::framework::id::Component;
use crate::framework::model::RowKind;
use crate::scenario::diagnostic::{Pointer, Step};
use crate::scenario::model::{Alliance, Allow, Level, Medium, RuptureSource, Variable};
use crate::ui::studio::command::{Part, StudioCommand};
use crate::ui::studio::spot::Spot;
use crate::ui::widgets::{expander, link_button, open_expander, slider};

/// Shows the form.
pub fn vignette_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let scenario = form.scenario;
    let root = || Pointer::root();
    let ask = Ask::line("Title", "The title on the card in the library");
    text_field(ui, form, &root().field("title"), ask, &scenario.title);
    gap(ui);
    section(ui, form, "contract", "Contract: what it is for", contract);
    section(ui, form, "setting", "Setting", setting);
    section(ui, form, "client", "Client", client_ui);
    section(ui, form, "alliance", "The alliance at the start", alliance);
    let variables = format!("Flags and counters ({})", scenario.variables.len());
    section(ui, form, "variables", &variables, variables_ui);
    section(ui, form, "about", "About this file", about);
    let allowed = format!("Findings that are meant ({})", scenario.allow.len());
    section(ui, form, "allow", &allowed, allow_ui);
}

/// A part of the form under a heading that opens and closes. It opens by itself where a value in it is to come into view.
fn section(
    ui: &mut Ui,
    form: &mut Form<'_>,
    name: &'static str,
    label: &str,
    show: impl FnOnce(&mut Ui, &mut Form<'_>),
) {
    let goal = form.state.goal.as_ref().filter(|goal| Spot::of(goal) == Spot::Vignette);
    if goal.is_some_and(|goal| section_of(goal) == name) {
        open_expander(ui, name);
    }
    let open = name == "contract" || form.state.offered.is_some();
    expander(ui, name, label, open, |ui| show(ui, form));
}

/// The part of the form in which a value is.
fn section_of(goal: &Pointer) -> &str {
    match goal.steps().first() {
        Some(Step::Field(name)) => match name.as_ref() {
            "contract" | "cautions" | "held_back" => "contract",
            "setting" => "setting",
            "client" => "client",
            "alliance" => "alliance",
            "variables" => "variables",
            "allow" => "allow",
            "title" => "title",
            _ => "about",
        },
        _ => "title",
    }
}

fn contract(ui: &mut Ui, form: &mut Form<'_>) {
    let scenario = form.scenario;
    let contract = &scenario.contract;
    let at = |name: &'static str| Pointer::root().field("contract").field(name);
    let kinds = [RowKind::Ability, RowKind::HelpingFactor, RowKind::HinderingFactor];
    let words = (
        "objectives",
        "What a trainee should be able to do afterwards, the most important first",
    );
    rows_field(ui, form, &at("objectives"), words, &contract.objectives, &kinds);
    let levels = [Level::Foundation, Level::Intermediate, Level::Advanced];
    choice_field(ui, form, &at("level"), "Level", contract.level, &levels);
    let sources = [
        RuptureSource::Client,
        RuptureSource::Practitioner,
        RuptureSource::Context,
    ];
    choice_field(
        ui,
        form,
        &at("rupture_from"),
        "The rupture comes from the",
        contract.rupture_from,
        &sources,
    );
    let ask = Ask::lines("It must not drift into", "not a lesson in how to set homework", 1);
    text_field(ui, form, &at("drift"), ask, &contract.drift);
    let words = ("Cautions", "caution", "talk of a death");
    texts_field(ui, form, &Pointer::root().field("cautions"), words, &scenario.cautions);
    let what = ("Kept back: offered only as a probe", "whether it is kept back");
    tick_field(ui, form, &Pointer::root().field("held_back"), what, scenario.held_back);
}

fn setting(ui: &mut Ui, form: &mut Form<'_>) {
    let setting = &form.scenario.setting;
    let at = |name: &'static str| Pointer::root().field("setting").field(name);
    let ask = Ask::line("Service", "a school counselling service");
    text_field(ui, form, &at("service"), ask, &setting.service);
    let ask = Ask::line("Approach", "guided self-help, with you as the practitioner");
    text_field(ui, form, &at("approach"), ask, &setting.approach);
    number_field(
        ui,
        form,
        &at("session"),
        ("Session number", ""),
        setting.session,
        1..=500,
    );
    let media = [Medium::InPerson, Medium::Telephone, Medium::Video];
    choice_field(ui, form, &at("medium"), "They meet", setting.medium, &media);
    let ask = Ask::lines("Brief", "What the practitioner knows before the client comes in", 3);
    text_field(ui, form, &at("brief"), ask, &setting.brief);
}

fn alliance(ui: &mut Ui, form: &mut Form<'_>) {
    let at = Pointer::root().field("alliance");
    form.offer(&at);
    let Alliance { bond, tasks, goals } = form.scenario.alliance;
    for (component, name, value) in [
        (Component::Bond, "bond", bond),
        (Component::Tasks, "tasks", tasks),
        (Component::Goals, "goals", goals),
    ] {
        let place = at.clone().field(name);
        form.offer(&place);
        ui.horizontal_wrapped(|ui| {
            component_name(ui, component);
            let mut number = value;
            let slider = slider(ui, &mut number, 0..=100, |slider| slider);
            let spoken = format!("{name} at the start");
            ui.accesskit_node_builder(slider.id, |node| node.set_label(spoken.as_str()));
            if number != value {
                form.slide(place.clone(), "the alliance at the start", number.to_string());
            }
        });
        found_ui(ui, form, &place);
    }
}

fn variables_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let scenario = form.scenario;
    if scenario.variables.is_empty() {
        caption(
            ui,
            "A flag remembers that something was said; a counter counts. Conditions ask about them.",
        );
    }
    for (id, variable) in &scenario.variables {
        let at = Pointer::root().variable(id);
        form.offer(&at);
        ui.push_id(id, |ui| {
            id_field(ui, form, &at, &format!("Id of {id}"), id.as_str());
            match *variable {
                Variable::Flag(value) => {
                    let mut set = value;
                    if ui.checkbox(&mut set, format!("{id} is set at the start")).changed() {
                        form.set(at.clone(), "a flag", &Variable::Flag(set));
                    }
                }
                Variable::Counter { start, min, max } => {
                    ui.horizontal_wrapped(|ui| {
                        for (name, label, value) in
                            [("start", "starts at", start), ("min", "from", min), ("max", "to", max)]
                        {
                            let place = at.clone().field(name);
                            number_field(ui, form, &place, (label, ""), value, -1000..=1000);
                        }
                    });
                }
            }
            if named_button(ui, "Delete", &format!("Delete {id}")).clicked() {
                form.asks.push(StudioCommand::Delete(at.clone()));
            }
        });
        gap(ui);
    }
    ui.horizontal_wrapped(|ui| {
        if link_button(ui, "Add a flag").clicked() {
            form.asks.push(StudioCommand::Add(Part::Flag));
        }
        gap(ui);
        if link_button(ui, "Add a counter").clicked() {
            form.asks.push(StudioCommand::Add(Part::Counter));
        }
    });
}

fn about(ui: &mut Ui, form: &mut Form<'_>) {
    let scenario = form.scenario;
    let root = |name: &'static str| Pointer::root().field(name);
    let start_at = root("start");
    let start = scenario.start.as_str();
    let statements = targets(scenario).take(scenario.statements.len());
    if let Some(id) = pick_one(ui, form, &start_at, ("The play opens with", start, false), statements) {
        form.set(start_at, "the opening", &id);
    }
    let words = ("Authors", "author", "Who wrote it");
    texts_field(ui, form, &root("authors"), words, &scenario.authors);
    text_field(
        ui,
        form,
        &root("version"),
        Ask::line("Version", "1.0"),
        &scenario.version,
    );
    text_field(
        ui,
        form,
        &root("language"),
        Ask::line("Language", "en-GB"),
        &scenario.language,
    );
    let ask = Ask::line("Framework", "working-alliance");
    text_field(ui, form, &root("framework"), ask, &scenario.framework);
    let ask = Ask::line("Id of the vignette", "the-late-train");
    text_field(ui, form, &root("id"), ask, scenario.id.as_str());
    form.offer(&root("format"));
    caption(
        ui,
        &format!("Format {} of the file; the program writes it.", scenario.format),
    );
    let hint = "For other tutors. Never shown to trainees.";
    let ask = Ask::lines("Notes", hint, 3).optional();
    text_field(
        ui,
        form,
        &root("notes"),
        ask,
        scenario.notes.as_deref().unwrap_or_default(),
    );
}

fn allow_ui(ui: &mut Ui, form: &mut Form<'_>) {
    let scenario = form.scenario;
    form.offer(&Pointer::root().field("allow"));
    if scenario.allow.is_empty() {
        caption(
            ui,
            "Findings that are meant to be so stand here with their reasons. Allow one in the Problems tab.",
        );
    }
    for (number, allow) in scenario.allow.iter().enumerate() {
        let at = Pointer::root().field("allow").index(number);
        ui.push_id(number, |ui| one_allowed(ui, form, &at, allow));
        gap(ui);
    }
}

fn one_allowed(ui: &mut Ui, form: &mut Form<'_>, at: &Pointer, allow: &Allow) {
    let field = |name: &'static str| at.clone().field(name);
    text_field(ui, form, &field("rule"), Ask::line("Rule", "no-silence"), &allow.rule);
    let ask = Ask::line("Where", "everywhere in this file").optional();
    text_field(ui, form, &field("at"), ask, allow.at.as_deref().unwrap_or_default());
    text_field(
        ui,
        form,
        &field("because"),
        Ask::lines("Because", "Why it is meant", 2),
        &allow.because,
    );
    if named_button(ui, "Remove", &format!("No longer allow {}", allow.rule)).clicked() {
        form.remove(at.clone(), "what is allowed");
    }
}
