//! Draws the state that a play is to begin in: what was found, in words, and what it is changed to by hand.

use egui::{DragValue, Ui};

use super::start::{Occurs, Start, component_of, counters, kind_word, kinds, possible, stages};
use crate::framework::id::Component;
use crate::library::vignette::Vignette;
use crate::scenario::rupture::Rupture;
use crate::ui::studio::command::StudioCommand;
use crate::ui::studio::inspector::field::{caption, choice, component_name, level};
use crate::ui::theme::{TextRole, palette, prose, space};
use crate::ui::widgets::{link_button, primary_button, section_heading, slider};

/// What the form is about.
#[derive(Clone, Copy, Debug)]
pub struct StartData<'a> {
    /// The vignette as it can be played.
    pub vignette: &'a Vignette,
    /// The statement that the play is to begin at.
    pub statement: &'a str,
    /// The state in which a play comes to it first; if none was found, that of the opening.
    pub found: &'a Start,
    /// Whether that state was found to come to it; none while it is looked for.
    pub is_found: Option<bool>,
    /// Whether a play can come to it in the state that is set by hand.
    pub occurs: Occurs,
}

/// Shows the state, and the form once it is asked for.
pub fn start_ui(ui: &mut Ui, data: &StartData<'_>, by_hand: &mut Option<Start>, asks: &mut Vec<StudioCommand>) {
    let p = palette(ui);
    section_heading(ui, "The state in which it begins");
    let Some(start) = by_hand else {
        ui.label(prose(ui, data.found.words()));
        let text = match data.is_found {
            Some(true) => "Found by trying out every play: it is the nearest in which a play comes here.",
            Some(false) => "No play was found that comes here, so this is how it stands at the opening.",
            None => "This is how it stands at the opening, until it is found how a play comes here …",
        };
        ui.label(TextRole::Small.text(text).color(p.ink_soft));
        if link_button(ui, "Change it by hand …").clicked() {
            asks.push(StudioCommand::SetStart);
        }
        return;
    };
    form_ui(ui, data, start);
    ui.add_space(space::S);
    let (text, ink) = occurs_words(data.occurs, &p);
    let said = ui.label(TextRole::Small.text(text).color(ink));
    ui.accesskit_node_builder(said.id, |node| node.set_live(egui::accesskit::Live::Polite));
    let mut back = false;
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, "Play in this state").clicked() {
            asks.push(StudioCommand::PlayWith(data.statement.to_owned(), start.clone()));
        }
        ui.add_space(space::S);
        back = link_button(ui, "Back to the state that was found").clicked();
    });
    if back {
        *by_hand = None;
    }
}

const fn occurs_words(occurs: Occurs, p: &crate::ui::theme::Palette) -> (&'static str, egui::Color32) {
    match occurs {
        Occurs::Yes => ("A play can come here like this.", p.ink_soft),
        Occurs::No => (
            "No play comes here like this. It can be tried all the same; a trainee will never see it.",
            p.warning,
        ),
        Occurs::Looking => ("Still looking at what can happen in play …", p.ink_faint),
        Occurs::Unknown => (
            "There are too many states to visit them all, so it can’t be said whether a play comes here like this.",
            p.ink_soft,
        ),
    }
}

fn form_ui(ui: &mut Ui, data: &StartData<'_>, start: &mut Start) {
    level(ui);
    for component in Component::ALL {
        alliance_ui(ui, start, component);
    }
    rupture_ui(ui, data, start);
    for (question, list) in [
        ("What was said or done before", &mut start.flags),
        ("Statements that were reached before", &mut start.reached),
    ] {
        ticks_ui(ui, question, list, |id| id.to_owned());
    }
    let beliefs = &data.vignette.scenario.client.beliefs;
    ticks_ui(ui, "Beliefs that are known", &mut start.known, |id| {
        let text = beliefs.get(id).map(|belief| belief.text.trim()).unwrap_or_default();
        if text.is_empty() {
            id.to_owned()
        } else {
            text.to_owned()
        }
    });
    counters_ui(ui, data.vignette, start);
}

fn alliance_ui(ui: &mut Ui, start: &mut Start, component: Component) {
    let Some(value) = component_of(start, component) else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        component_name(ui, component);
        let slider = slider(ui, value, 0..=100, |slider| slider);
        let spoken = format!("Play with {component}");
        ui.accesskit_node_builder(slider.id, |node| node.set_label(spoken.as_str()));
    });
}

fn rupture_ui(ui: &mut Ui, data: &StartData<'_>, start: &mut Start) {
    let kinds = kinds(&data.vignette.scenario);
    if kinds.is_empty() && start.rupture.is_none() && !start.resolved {
        return;
    }
    let mut all = vec![None];
    for kind in kinds {
        all.extend(stages(kind).map(|stage| Some((kind, stage))));
    }
    let now = start.rupture.map(|rupture| (rupture.kind, rupture.stage));
    let word = |option: Option<_>| match option {
        None => "none is open".to_owned(),
        Some((kind, stage)) => rupture_word(kind, stage),
    };
    ui.horizontal_wrapped(|ui| {
        caption(ui, "Rupture");
        if let Some(chosen) = choice(ui, "start-rupture", "Rupture", now, &all, word) {
            let recognised = start.rupture.is_some_and(|rupture| rupture.recognised);
            let open = |(kind, stage)| Rupture {
                kind,
                stage,
                recognised,
            };
            start.rupture = chosen.map(open).map(possible);
        }
        if let Some(rupture) = &mut start.rupture {
            let first = possible(Rupture {
                recognised: false,
                ..*rupture
            });
            let tick = egui::Checkbox::new(&mut rupture.recognised, "It was put into words");
            let tick = ui.add_enabled(!first.recognised, tick);
            tick.on_disabled_hover_text("Past its first stage it always was");
        }
    });
    ui.checkbox(&mut start.resolved, "A rupture was repaired before");
    let statement = data.vignette.scenario.statements.get(data.statement);
    if start.rupture.is_none() && statement.is_some_and(|statement| statement.strain.is_some()) {
        caption(ui, "The strain that shows here opens a rupture on arrival.");
    }
}

fn rupture_word(kind: crate::framework::id::RuptureKind, stage: crate::scenario::rupture::Stage) -> String {
    format!("{}, at {}", kind_word(kind), stage.label())
}

fn ticks_ui(ui: &mut Ui, question: &str, list: &mut [(String, bool)], word: impl Fn(&str) -> String) {
    if list.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    caption(ui, question);
    // Short names stand side by side; a sentence takes a line.
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::M, 0.0);
        for (id, set) in list {
            ui.checkbox(set, word(id));
        }
    });
}

fn counters_ui(ui: &mut Ui, vignette: &Vignette, start: &mut Start) {
    if start.counters.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    caption(ui, "What was counted");
    for (id, value) in &mut start.counters {
        let bounds = counters(vignette).find(|counter| counter.id == id.as_str());
        let Some(bounds) = bounds else { continue };
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(id.as_str());
            let drag = DragValue::new(value).range(bounds.min..=bounds.max).speed(0.1);
            ui.add(drag).labelled_by(label.id);
            caption(ui, &format!("from {} to {}", bounds.min, bounds.max));
        });
    }
}
