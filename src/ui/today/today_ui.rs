//! Draws the screen of today: one thing to do, what is due and why, and the rest by choice.

use egui::Ui;

use super::data::{LeftData, ProbeData, TodayData};
use crate::framework::id::{MarkerId, RowId};
use crate::practice::deck::Focus;
use crate::ui::command::Command;
use crate::ui::page::{READ, lead, page};
use crate::ui::theme::{TextRole, palette, prose, space, strong};
use crate::ui::widgets::{card, choice_box, link_button, page_title, primary_button, quiet_button, section_heading};

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct TodayState {
    ability: Option<RowId>,
    marker: Option<MarkerId>,
}

/// Shows today.
pub fn today_ui(ui: &mut Ui, data: &TodayData, state: &mut TodayState, commands: &mut Vec<Command>) {
    page(ui, "today", READ, |ui| {
        page_title(ui, "Today");
        lead(
            ui,
            "A little now and then goes further than a lot at once. Nothing here runs out.",
        );
        ui.add_space(space::M);
        if let Some(waiting) = &data.waiting {
            waiting_ui(ui, waiting, data.can_begin && !data.reading, commands);
            ui.add_space(space::M);
        }
        round_ui(ui, data, commands);
        if let Some(left) = &data.left {
            ui.add_space(space::M);
            left_ui(ui, left, commands);
        }
        ui.add_space(space::L);
        due_ui(ui, data);
        ui.add_space(space::L);
        choice_ui(ui, data, state, commands);
        ui.add_space(space::L);
        drafts_ui(ui, data, commands);
        if !data.probes.is_empty() {
            ui.add_space(space::L);
            probes_ui(ui, &data.probes, commands);
        }
    });
}

/// A round that was not finished: offered, and let go of without a word.
fn waiting_ui(ui: &mut Ui, waiting: &str, can_go_on: bool, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(prose(ui, waiting));
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            let go_on = ui
                .add_enabled_ui(can_go_on, |ui| primary_button(ui, "Go on with it"))
                .inner;
            if go_on.clicked() {
                commands.push(Command::GoOnRound);
            }
            if quiet_button(ui, "Let it go").clicked() {
                commands.push(Command::LetRoundGo);
            }
            let ink = palette(ui).ink_faint;
            ui.label(
                TextRole::Small
                    .text("Either is fine; what you answered is kept")
                    .color(ink),
            );
        });
    });
}

fn round_ui(ui: &mut Ui, data: &TodayData, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(prose(ui, data.round.as_str()));
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            let begin = ui
                .add_enabled_ui(data.can_begin, |ui| {
                    // What waits is the next step; a fresh round steps back beside it.
                    if data.waiting.is_some() {
                        link_button(ui, "Ten minutes")
                    } else {
                        primary_button(ui, "Ten minutes")
                    }
                })
                .inner;
            if begin.clicked() {
                commands.push(Command::BeginRound(Focus::All));
            }
            let ink = palette(ui).ink_faint;
            let word = if data.reading {
                "Looking through the vignettes …"
            } else {
                "You can stop after any of them"
            };
            ui.label(TextRole::Small.text(word).color(ink));
        });
    });
}

/// A session that was left: whoever is in it waits, and is nobody new.
fn left_ui(ui: &mut Ui, left: &LeftData, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(prose(ui, left.says.as_str()));
        ui.add_space(space::S);
        if link_button(ui, &left.button).clicked() {
            commands.push(Command::Resume(left.attempt));
        }
    });
}

fn due_ui(ui: &mut Ui, data: &TodayData) {
    let p = palette(ui);
    section_heading(ui, "What is due");
    if data.due.is_empty() {
        let text = data.next.as_deref().map_or_else(
            || {
                "Nothing yet. What you practise comes back here at a growing distance, sooner if it did not come off."
                    .to_owned()
            },
            |next| format!("Nothing today. {next}"),
        );
        ui.label(prose(ui, text).color(p.ink_soft));
        return;
    }
    for due in &data.due {
        ui.label(prose(ui, due.what.as_str()));
        ui.label(TextRole::Small.text(due.why.as_str()).color(p.ink_soft));
        ui.add_space(space::S);
    }
    if data.more > 0 {
        let text = format!("And {} more, which can wait for another day.", data.more);
        ui.label(TextRole::Small.text(text).color(p.ink_faint));
    }
}

fn choice_ui(ui: &mut Ui, data: &TodayData, state: &mut TodayState, commands: &mut Vec<Command>) {
    if !data.can_begin {
        return;
    }
    section_heading(ui, "By choice");
    let ink = palette(ui).ink_soft;
    let text = "Eight moments for one ability, or with one sign of strain. Some among them only look like a strain.";
    ui.label(prose(ui, text).color(ink));
    ui.add_space(space::XS);
    let abilities: Vec<_> = data
        .abilities
        .iter()
        .map(|(id, label, count)| (id, label.as_str(), *count))
        .collect();
    if let Some(ability) = chosen(
        ui,
        ("Ability", "Choose an ability", "Practise this ability"),
        &abilities,
        &mut state.ability,
    ) {
        commands.push(Command::BeginRound(Focus::Ability(ability)));
    }
    ui.add_space(space::XS);
    let markers: Vec<_> = data
        .markers
        .iter()
        .map(|(id, label, count)| (id, label.as_str(), *count))
        .collect();
    if let Some(marker) = chosen(
        ui,
        ("Sign of strain", "Choose a sign of strain", "Practise this sign"),
        &markers,
        &mut state.marker,
    ) {
        commands.push(Command::BeginRound(Focus::Marker(marker)));
    }
}

/// A list to choose one from, and the button that begins with it. Returns what to begin with.
fn chosen<Id: Clone + PartialEq>(
    ui: &mut Ui,
    (name, none, button): (&str, &str, &str),
    all: &[(&Id, &str, usize)],
    state: &mut Option<Id>,
) -> Option<Id> {
    let shown = all
        .iter()
        .find(|(id, ..)| Some(*id) == state.as_ref())
        .map_or(none, |(_, label, _)| label);
    let mut begun = None;
    ui.horizontal_wrapped(|ui| {
        let width = (TextRole::Body.size(ui) * 20.0).min(ui.available_width());
        choice_box(ui, name, (name, shown), Some(width), |ui| {
            for (id, label, count) in all {
                let text = format!("{label} ({count})");
                ui.selectable_value(state, Some((*id).clone()), text);
            }
        });
        let ready = state.clone();
        let go = ui.add_enabled_ui(ready.is_some(), |ui| quiet_button(ui, button)).inner;
        if go.clicked() {
            begun = ready;
        }
    });
    begun
}

fn drafts_ui(ui: &mut Ui, data: &TodayData, commands: &mut Vec<Command>) {
    section_heading(ui, "Your own words");
    let ink = palette(ui).ink_soft;
    ui.label(prose(ui, data.drafts.as_str()).color(ink));
    if link_button(ui, "Look at your own words").clicked() {
        commands.push(Command::ReviewEarlier);
    }
}

/// So many times the size of its text is kept for whom a probe is with,
const PROBE: f32 = 20.0;
/// and so many for the button beside it.
const PROBE_BUTTON: f32 = 10.0;

fn probes_ui(ui: &mut Ui, probes: &[ProbeData], commands: &mut Vec<Command>) {
    let p = palette(ui);
    section_heading(ui, "Does it carry over?");
    let text = "These people are kept out of practice, so that they can show whether what you learn elsewhere carries over. There is no feedback until the end, and the first meeting tells most. One every few weeks is plenty.";
    ui.label(prose(ui, text).color(p.ink_soft));
    ui.add_space(space::XS);
    for probe in probes {
        ui.horizontal_wrapped(|ui| {
            let words = ui.vertical(|ui| {
                ui.label(strong(probe.title.as_str()));
                ui.label(TextRole::Small.text(probe.about.as_str()).color(p.ink_faint));
            });
            // The buttons stand under each other, where there is room for that.
            let body = TextRole::Body.size(ui);
            let missing = body * PROBE - words.response.rect.width();
            if missing > 0.0 && ui.available_size_before_wrap().x > missing + body * PROBE_BUTTON {
                ui.add_space(missing);
            }
            let button = quiet_button(ui, "Take the probe");
            let spoken = format!("Take the probe: {}", probe.title);
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, spoken.as_str()));
            if button.clicked() {
                commands.push(Command::OpenBriefing(probe.origin.clone()));
            }
        });
    }
}
